//! `account check`: whether the accounts work, and what is wrong where they do not.

use std::path::Path;
use std::process::ExitCode;

use tokio::task::JoinSet;

use crate::config::settings::Account;
use crate::model::Text;

use super::super::error::{CliError, exit_code};
use super::super::output::{Form, Listing, object, say, say_errors};
use super::super::remote::{Product, Reach};
use super::super::secrets;
use super::super::session::Base;
use super::Known;
use super::proof::{self, Proof};

/// `account check`
///
/// # Errors
/// No such account, no account at all, standard output that is gone.
pub async fn check(base: &Base, form: Form, name: Option<&str>) -> Result<ExitCode, CliError> {
    let all = &base.settings.accounts;
    let chosen: Vec<&Account> = all
        .iter()
        .filter(|account| name.is_none_or(|name| &*account.id.0 == name))
        .collect();
    if chosen.is_empty() {
        return Err(match name {
            Some(name) => CliError::not_found(&format!("no account is named '{name}'")),
            None => CliError::usage("there is no account yet: vidimus account add"),
        });
    }
    let mut running = JoinSet::new();
    for (place, account) in chosen.iter().enumerate() {
        if account.kind.server().is_some() {
            let account = (*account).clone();
            let files = (base.paths.config.clone(), base.paths.state.clone());
            let parallel = base.parallel;
            running.spawn(async move {
                let proof = prove(&account, &files.0, &files.1, parallel).await;
                (place, proof)
            });
        }
    }
    let mut proofs: Vec<Option<Proof>> = Vec::new();
    proofs.resize_with(chosen.len(), || None);
    while let Some(done) = running.join_next().await {
        if let Ok((place, proof)) = done
            && let Some(slot) = proofs.get_mut(place)
        {
            *slot = Some(proof);
        }
    }
    let proofs = chosen
        .iter()
        .zip(proofs)
        .map(|(account, proof)| (*account, proof.unwrap_or_else(|| of_folder(account))));
    report(form, proofs.collect())
}

async fn prove(account: &Account, config: &Path, state: &Path, parallel: usize) -> Proof {
    let Some((product, server)) = Product::of(&account.kind) else {
        return of_folder(account);
    };
    let login = match secrets::login(&account.id.0, &server.secret, state).await {
        Ok(login) => login,
        Err(error) => {
            return Proof {
                error: Some(error),
                ..Proof::default()
            };
        }
    };
    let reach = Reach {
        account: &account.id,
        product,
        server,
        config,
        parallel,
    };
    let read_only = account
        .read_only
        .then(|| Text::line("by the configuration"));
    proof::prove(&reach, login, read_only).await
}

/// A folder is there or not.
fn of_folder(account: &Account) -> Proof {
    let known = Known::of(account);
    let note = known.note.clone().unwrap_or_default();
    Proof {
        server: Some(Text::line(match known.usable {
            true => "local folder",
            false => known.kind,
        })),
        read_only: account
            .read_only
            .then(|| Text::line("by the configuration")),
        error: (!known.usable).then(|| CliError::not_found(&note)),
        ..Proof::default()
    }
}

fn report(form: Form, proofs: Vec<(&Account, Proof)>) -> Result<ExitCode, CliError> {
    let failures: Vec<CliError> = proofs
        .iter()
        .filter_map(|(account, proof)| Some(proof.failure()?.about(&account.id.0)))
        .collect();
    let done = failures.len() < proofs.len();
    if !form.is_json() {
        for (number, (account, proof)) in proofs.iter().enumerate() {
            if number > 0 {
                object(form, &serde_json::Value::Null, &[Text::default()])?;
            }
            let lines = proof.lines(&account.id.0, &place(account));
            object(form, &serde_json::Value::Null, &lines)?;
        }
        if !failures.is_empty() {
            let count = failures.len();
            say(&Text::line(&format!(
                "{count} of {} do not work",
                proofs.len()
            )));
        }
        say_errors(&failures);
        return Ok(exit_code(&failures, done));
    }
    let mut listing = Listing::begin(form, &[])?;
    for (account, proof) in &proofs {
        let name = account.id.to_string();
        let value = proof.json(&name, Known::of(account).kind, &place(account));
        listing.row(&value, || name, Vec::new)?;
    }
    let total = u64::try_from(proofs.len()).unwrap_or(u64::MAX);
    listing.end(total, true, &failures)?;
    Ok(exit_code(&failures, done))
}

fn place(account: &Account) -> String {
    let known = Known::of(account);
    known
        .url
        .or(known.path)
        .map_or_else(String::new, |place| place.to_string())
}

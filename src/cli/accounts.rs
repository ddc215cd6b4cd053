//! Accounts: what is configured, signing in, proving it, forgetting it.

pub mod add;
pub mod check;
mod form;
mod kind;
mod proof;

use std::io::{BufRead, IsTerminal, Write};
use std::process::ExitCode;

use serde_json::json;

use crate::config::credentials::Credentials;
use crate::config::edit;
use crate::config::settings::{Account, AccountKind, SecretFrom};
use crate::model::{AccountId, Text};
use crate::store::{EntryFilter, Store};

use super::error::{CliError, Kind};
use super::output::{Form, Listing, object, say};
use super::session::Base;

/// What `account list` tells of an account, without reaching it.
pub struct Known {
    /// The word of its kind.
    pub kind: &'static str,
    /// The folder.
    pub path: Option<Text>,
    /// The server's address.
    pub url: Option<Text>,
    /// How it signs in, in words.
    pub signs_in: Option<Text>,
    /// Whether it can be opened, as far as the configuration tells.
    pub usable: bool,
    /// What else is worth saying.
    pub note: Option<Text>,
}

impl Known {
    /// What the configuration tells of an account.
    pub fn of(account: &Account) -> Self {
        let read_only = account.read_only.then_some("read-only");
        let (kind, usable, notes) = match &account.kind {
            AccountKind::Local { path, .. } if !path.is_dir() => {
                ("local", false, vec![Some("no such folder")])
            }
            AccountKind::Local { .. } => ("local", true, vec![read_only]),
            AccountKind::Cvat(server) | AccountKind::LabelStudio(server) => {
                let insecure = server.insecure.then_some("certificates are not checked");
                let plain = server.url.starts_with("http://").then_some("not encrypted");
                let marker = server.review_marker.then_some("writes review markers");
                (
                    account.kind.word(),
                    true,
                    vec![read_only, insecure, plain, marker],
                )
            }
            AccountKind::Later(kind) => (*kind, false, vec![Some("comes with a later version")]),
        };
        let notes: Vec<&str> = notes.into_iter().flatten().collect();
        let path = match &account.kind {
            AccountKind::Local { path, .. } => Some(Text::line(&path.to_string_lossy())),
            _ => None,
        };
        let server = account.kind.server();
        Self {
            kind,
            path,
            url: server.map(|server| Text::line(&server.url)),
            signs_in: server.map(|server| Text::line(&way(&server.secret))),
            usable,
            note: (!notes.is_empty()).then(|| Text::line(&notes.join(", "))),
        }
    }
}

/// How an account signs in. A command is not repeated: it may have the secret in it.
fn way(secret: &SecretFrom) -> String {
    match secret {
        SecretFrom::Variable(name) => format!("token in ${name}"),
        SecretFrom::Command(_) => "token by a command".into(),
        SecretFrom::User { name, .. } => format!("as {name}"),
        SecretFrom::Kept => "token that is kept".into(),
    }
}

/// `account list`
///
/// # Errors
/// Only when standard output is gone.
pub fn list(base: &Base, form: Form) -> Result<ExitCode, CliError> {
    let mut listing = Listing::begin(form, &["NAME", "KIND", "PLACE", "SIGNS IN", "NOTE"])?;
    let accounts = &base.settings.accounts;
    for account in accounts {
        let known = Known::of(account);
        let name = account.id.to_string();
        let object = json!({
            "name": name,
            "kind": known.kind,
            "path": known.path,
            "url": known.url,
            "signs_in": known.signs_in,
            "read_only": account.read_only,
            "usable": known.usable,
            "note": known.note,
        });
        let or_dash = |text: Option<Text>| text.unwrap_or_else(|| Text::line("-"));
        let cells = vec![
            Text::line(&name),
            Text::line(known.kind),
            or_dash(known.path.or(known.url)),
            or_dash(known.signs_in),
            known.note.unwrap_or_default(),
        ];
        listing.row(&object, || name, || cells)?;
    }
    listing.end(u64::try_from(accounts.len()).unwrap_or(u64::MAX), true, &[])
}

/// `account remove`: the account goes out of the configuration, its secret out of the
/// credentials. What is queued stays in the outbox, and is said.
///
/// # Errors
/// No such account (4), no consent (2), files that cannot be written.
pub async fn remove(base: &Base, form: Form, name: &str, yes: bool) -> Result<ExitCode, CliError> {
    let id = AccountId::new(name);
    if !base.settings.accounts.iter().any(|one| one.id == id) {
        return Err(CliError::not_found(&format!(
            "no account is named '{name}'"
        )));
    }
    let text = read_config(base)?;
    let left = edit::without_account(&text, name)
        .map_err(|why| by_hand(base, &why))?
        .ok_or_else(|| by_hand(base, "the account's section was not found"))?;
    let queued = queued(base, &id).await?;
    if !yes {
        ask_to_remove(name, queued).await?;
    }
    write_config(base, &left)?;
    // Read only now: a file that is refused must not keep an account from going.
    let forgotten = match Credentials::read(&base.paths.state) {
        Ok(mut kept) => kept.forget(name)?,
        Err(error) => {
            say(&Text::block(&format!("vidimus: {error}")));
            false
        }
    };
    let value = json!({
        "name": name, "removed": true, "secret_forgotten": forgotten, "queued": queued,
        "errors": [],
    });
    object(form, &value, &[])?;
    if !form.is_json() {
        say(&Text::line(&format!("{name} removed")));
    }
    if queued > 0 {
        say(&Text::line(&format!(
            "{queued} operations still wait for it in the outbox: adding it again sends them, vidimus outbox drop gives them up"
        )));
    }
    Ok(ExitCode::SUCCESS)
}

async fn ask_to_remove(name: &str, queued: usize) -> Result<(), CliError> {
    if !(std::io::stdin().is_terminal() && std::io::stderr().is_terminal()) {
        return Err(CliError::usage(
            "this forgets an account and its secret: add --yes to do it without asking",
        ));
    }
    let waits = match queued {
        0 => String::new(),
        count => format!(" ({count} operations still wait for it in the outbox)"),
    };
    let question = format!("Remove the account {name}{waits}? [y/N] ");
    match ask_line(&question).await?.trim() {
        "y" | "Y" | "yes" => Ok(()),
        _ => Err(CliError::new(Kind::Failed, "nothing was changed")),
    }
}

/// Asks on standard error and reads a line of standard input.
async fn ask_line(question: &str) -> Result<String, CliError> {
    let question = Text::line(question).to_string();
    let asked = tokio::task::spawn_blocking(move || {
        let mut err = std::io::stderr();
        write!(err, "{question} ")?;
        err.flush()?;
        let mut line = String::new();
        let read = std::io::stdin().lock().read_line(&mut line)?;
        Ok::<Option<String>, std::io::Error>((read > 0).then_some(line))
    });
    let line = asked
        .await
        .map_err(|error| CliError::new(Kind::Failed, &error.to_string()))??;
    line.map(|line| line.trim().to_owned())
        .ok_or_else(|| CliError::new(Kind::Failed, "nothing was changed"))
}

/// Operations of an account that are not done.
async fn queued(base: &Base, account: &AccountId) -> Result<usize, CliError> {
    let database = base.paths.database();
    if !database.exists() {
        return Ok(0);
    }
    let store = Store::open(&database)?;
    let filter = EntryFilter {
        account: Some(account.clone()),
        open_only: true,
        limit: 0,
    };
    let entries = store.entries(filter).await;
    store.close().await;
    Ok(entries?.len())
}

fn read_config(base: &Base) -> Result<String, CliError> {
    match std::fs::read_to_string(&base.paths.config) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(by_hand(base, &error.to_string())),
    }
}

fn write_config(base: &Base, text: &str) -> Result<(), CliError> {
    edit::put(&base.paths.config, text).map_err(|error| by_hand(base, &error.to_string()))
}

fn by_hand(base: &Base, why: &str) -> CliError {
    let file = base.paths.config.display();
    CliError::new(Kind::Failed, &format!("{file} was not changed: {why}"))
}

//! `account add`: signs in, proves it, and only then remembers how.

use std::process::ExitCode;

use secrecy::SecretString;

use crate::config::credentials::Credentials;
use crate::config::edit::{self, Block};
use crate::config::settings::{SecretFrom, Server};
use crate::model::{AccountId, Text};

use super::super::args::AccountAddArgs;
use super::super::error::{CliError, Kind};
use super::super::output::{Form, object, say};
use super::super::remote::Reach;
use super::super::secrets::{Login, ask, ask_command, from_input, variable_value};
use super::super::session::Base;
use super::form::{Filled, Way, fill};
use super::proof::{self, Proof};
use super::{by_hand, queued, read_config, write_config};

/// `account add`
///
/// # Errors
/// Wrong usage, a login that the server refuses, a server that is not reached, files that cannot
/// be written. Nothing is remembered then.
pub async fn add(
    base: &Base,
    form: Form,
    args: &AccountAddArgs,
    read_only: bool,
) -> Result<ExitCode, CliError> {
    let filled = fill(base, args, read_only).await?;
    let text = read_config(base)?;
    let block = block(&filled);
    let written =
        edit::with_account(&text, &filled.name, &block).map_err(|why| by_hand(base, &why))?;
    // Before the server is asked for a token that could not be kept.
    let mut credentials = Credentials::read(&base.paths.state)?;
    let login = sign_in(&filled).await?;
    let (login, kept, notes) = exchange(base, &filled, login).await?;
    let proof = prove(base, &filled, login, notes).await;
    if let Some(error) = proof.failure() {
        return Err(error);
    }
    if let Some(token) = kept {
        credentials.keep(&filled.name, token)?;
    } else {
        // A secret of an earlier way is of no use any more.
        credentials.forget(&filled.name)?;
    }
    if written != text {
        write_config(base, &written)?;
    }
    tell(base, form, &filled, &proof).await
}

/// The secret that was named, typed or piped.
async fn sign_in(filled: &Filled) -> Result<Login, CliError> {
    let unset = |name: &str| {
        CliError::new(
            Kind::Denied,
            &format!("the environment variable {name} is not set"),
        )
    };
    match &filled.way {
        Way::Variable(name) => match variable_value(name)? {
            Some(token) => Ok(Login::Token(token)),
            None => Err(unset(name)),
        },
        Way::Command(command) => Ok(Login::Token(ask_command(command).await?)),
        Way::Input => Ok(Login::Token(from_input().await?)),
        Way::Typed => Ok(Login::Token(ask("Access token or key").await?)),
        Way::User(user, Some(name)) => match variable_value(name)? {
            Some(password) => Ok(Login::Password(user.clone(), password)),
            None => Err(unset(name)),
        },
        Way::User(user, None) => {
            let password = ask(&format!("Password of {user}")).await?;
            Ok(Login::Password(user.clone(), password))
        }
    }
}

/// A password becomes a token; the secret that is to be kept, if any, and what to say of it.
async fn exchange(
    base: &Base,
    filled: &Filled,
    login: Login,
) -> Result<(Login, Option<SecretString>, Vec<Text>), CliError> {
    match login {
        Login::Token(token) => {
            let kept = filled.server.secret == SecretFrom::Kept;
            Ok((
                Login::Token(token.clone()),
                kept.then_some(token),
                Vec::new(),
            ))
        }
        Login::Password(user, password) => {
            let account = AccountId::new(&filled.name);
            let got = reach(base, filled, &account)
                .exchange(&user, &password)
                .await?;
            let note = format!("the password is not kept, but {}", got.what);
            let login = Login::Token(got.secret.clone());
            Ok((login, Some(got.secret), vec![Text::line(&note)]))
        }
    }
}

fn reach<'a>(base: &'a Base, filled: &'a Filled, account: &'a AccountId) -> Reach<'a> {
    Reach {
        account,
        product: filled.product,
        server: &filled.server,
        config: &base.paths.config,
        parallel: base.parallel,
    }
}

async fn prove(base: &Base, filled: &Filled, login: Login, notes: Vec<Text>) -> Proof {
    let account = AccountId::new(&filled.name);
    let own = filled
        .read_only
        .then(|| Text::line("the account is read-only (in the configuration)"));
    let mut proof = proof::prove(&reach(base, filled, &account), login, own).await;
    proof.notes.extend(notes);
    proof
}

/// The account as it stands in the configuration. No secret is in it.
fn block(filled: &Filled) -> Block {
    let Server {
        url,
        secret,
        organization,
        ca_file,
        proxy,
        timeout_s,
        insecure,
        review_marker,
    } = &filled.server;
    let block = Block::default()
        .text("name", Some(&filled.name))
        .text("kind", Some(filled.product.word()))
        .text("url", Some(url));
    let block = match secret {
        SecretFrom::Variable(name) => block.text("token_env", Some(name)),
        SecretFrom::Command(command) => block.text("token_command", Some(command)),
        SecretFrom::User { name, password } => block
            .text("username", Some(name))
            .text("password_env", password.as_deref()),
        SecretFrom::Kept => block,
    };
    let ca_file = ca_file.as_ref().map(|file| file.to_string_lossy());
    block
        .text("organization", organization.as_deref())
        .text("ca_file", ca_file.as_deref())
        .text("proxy", proxy.as_deref())
        .number("timeout", *timeout_s)
        .flag("insecure", *insecure)
        .flag("review_marker", *review_marker)
        .flag("read_only", filled.read_only)
}

async fn tell(
    base: &Base,
    form: Form,
    filled: &Filled,
    proof: &Proof,
) -> Result<ExitCode, CliError> {
    let queued = queued(base, &AccountId::new(&filled.name)).await?;
    let mut value = proof.json(&filled.name, filled.product.word(), &filled.server.url);
    if let Some(fields) = value.as_object_mut() {
        fields.insert("queued".into(), queued.into());
        fields.insert("errors".into(), serde_json::json!([]));
    }
    object(form, &value, &proof.lines(&filled.name, &filled.server.url))?;
    if !form.is_json() {
        let word = if filled.known {
            "signed in anew"
        } else {
            "added"
        };
        say(&Text::line(&format!(
            "{} {word} ({})",
            filled.name,
            base.paths.config.display()
        )));
        if queued > 0 {
            say(&Text::line(&format!(
                "{queued} operations wait for it: vidimus outbox push --account {} sends them",
                filled.name
            )));
        }
    }
    Ok(ExitCode::SUCCESS)
}

//! What `account add` has to know: from flags, from the account of that name, and on a terminal
//! by asking for the rest.

use std::io::IsTerminal;

use url::Url;

use crate::config::account::{AccountName, ServerAddress, VariableName};
use crate::config::settings::{AccountKind, SecretFrom, Server};
use crate::model::Text;

use super::super::args::AccountAddArgs;
use super::super::error::CliError;
use super::super::output::say;
use super::super::session::Base;
use super::ask_line;

/// A way to sign in, as it was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// A token in a variable, each time.
    Variable(String),
    /// A token by a command, each time.
    Command(String),
    /// A token on standard input, kept.
    Input,
    /// A token that is typed, kept.
    Typed,
    /// A user with a password in a variable or typed; what the server gives for it is kept.
    User(String, Option<String>),
}

/// Everything that `account add` has to know.
#[derive(Debug)]
pub struct Filled {
    /// The account's name.
    pub name: String,
    /// The server, with where its secret will come from.
    pub server: Server,
    /// Nothing shall be changed there.
    pub read_only: bool,
    /// How to sign in now.
    pub way: Way,
    /// The configuration has an account of this name.
    pub known: bool,
}

/// Puts everything together, asking for what is missing where there is a terminal.
///
/// # Errors
/// Wrong usage: what is missing where nobody can be asked, and what makes no sense.
pub async fn fill(base: &Base, args: &AccountAddArgs, read_only: bool) -> Result<Filled, CliError> {
    let asks = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    let known = args.name.as_deref().and_then(|name| known(base, name));
    if let (Some(name), Some(None)) = (&args.name, &known) {
        return Err(CliError::usage(&format!(
            "the account '{name}' is not on a server of this version: choose another name"
        )));
    }
    let known = known.flatten();
    let before = known.as_ref().map(|(server, _)| server);
    let url = match (&args.url, before) {
        (Some(url), _) => address("--url", url)?,
        (None, Some(server)) => server.url.clone(),
        (None, None) if asks => ask_address().await?,
        (None, None) => return Err(missing("--url ADDRESS")),
    };
    if let Some(server) = before.filter(|server| server.url != url) {
        return Err(CliError::usage(&format!(
            "this account is at {}: remove it first (vidimus account remove), or choose another name",
            server.url
        )));
    }
    let name = match &args.name {
        Some(name) => checked_name(name)?,
        None if asks => ask_name(base, &url).await?,
        None => return Err(missing("a name")),
    };
    let way = match (asked_way(args)?, before) {
        (Some(way), _) => way,
        (None, Some(server)) => again(server, asks)?,
        (None, None) if asks => ask_way().await?,
        (None, None) => {
            return Err(missing(
                "a way to sign in (--token-env, --token-command, --token-stdin or --username)",
            ));
        }
    };
    let server = server(args, before, url, &way)?;
    Ok(Filled {
        name,
        server,
        read_only: read_only || known.as_ref().is_some_and(|(_, read_only)| *read_only),
        way,
        known: known.is_some(),
    })
}

/// The server of a configured account: none inside for one that is none.
fn known(base: &Base, name: &str) -> Option<Option<(Server, bool)>> {
    let mut all = base.settings.accounts.iter();
    let account = all.find(|one| &*one.id.0 == name)?;
    Some(match &account.kind {
        AccountKind::Cvat(server) => Some(((**server).clone(), account.read_only)),
        AccountKind::Local { .. } | AccountKind::Later(_) => None,
    })
}

fn missing(what: &str) -> CliError {
    CliError::usage(&format!(
        "account add needs {what} where there is no terminal to ask (vidimus account add --help)"
    ))
}

fn address(flag: &str, raw: &str) -> Result<String, CliError> {
    let wrong = |why: String| CliError::usage(&format!("{flag}: {why}"));
    let address = ServerAddress::try_from(raw.to_owned()).map_err(wrong)?;
    Url::parse(&address.0).map_err(|error| wrong(error.to_string()))?;
    Ok(address.0)
}

fn checked_name(raw: &str) -> Result<String, CliError> {
    let name = AccountName::try_from(raw.to_owned());
    Ok(name.map_err(|why| CliError::usage(&why))?.0)
}

fn variable(flag: &str, raw: &str) -> Result<String, CliError> {
    let name = VariableName::try_from(raw.to_owned());
    Ok(name
        .map_err(|why| CliError::usage(&format!("{flag}: {why}")))?
        .0)
}

/// The way that the flags name.
fn asked_way(args: &AccountAddArgs) -> Result<Option<Way>, CliError> {
    if let Some(name) = &args.token_env {
        return Ok(Some(Way::Variable(variable("--token-env", name)?)));
    }
    if let Some(command) = &args.token_command {
        return Ok(Some(Way::Command(command.clone())));
    }
    if args.token_stdin {
        return Ok(Some(Way::Input));
    }
    let Some(user) = &args.username else {
        return Ok(None);
    };
    let password = args.password_env.as_deref();
    let password = password.map(|name| variable("--password-env", name));
    Ok(Some(Way::User(user.clone(), password.transpose()?)))
}

/// The way of an account that signs in anew.
fn again(server: &Server, asks: bool) -> Result<Way, CliError> {
    match &server.secret {
        SecretFrom::Variable(name) => Ok(Way::Variable(name.clone())),
        SecretFrom::Command(command) => Ok(Way::Command(command.clone())),
        SecretFrom::User { name, password } if asks || password.is_some() => {
            Ok(Way::User(name.clone(), password.clone()))
        }
        SecretFrom::Kept if asks => Ok(Way::Typed),
        SecretFrom::User { .. } => Err(missing("--password-env VAR")),
        SecretFrom::Kept => Err(missing("--token-stdin")),
    }
}

fn server(
    args: &AccountAddArgs,
    before: Option<&Server>,
    url: String,
    way: &Way,
) -> Result<Server, CliError> {
    let ca_file =
        match &args.ca_file {
            Some(file) => Some(file.canonicalize().map_err(|error| {
                CliError::usage(&format!("--ca-file {}: {error}", file.display()))
            })?),
            None => before.and_then(|server| server.ca_file.clone()),
        };
    let proxy = args.proxy.as_deref().map(|raw| address("--proxy", raw));
    Ok(Server {
        url,
        secret: match way {
            Way::Variable(name) => SecretFrom::Variable(name.clone()),
            Way::Command(command) => SecretFrom::Command(command.clone()),
            Way::Input | Way::Typed => SecretFrom::Kept,
            Way::User(name, password) => SecretFrom::User {
                name: name.clone(),
                password: password.clone(),
            },
        },
        organization: args
            .organization
            .clone()
            .or_else(|| before.and_then(|server| server.organization.clone())),
        ca_file,
        proxy: proxy
            .transpose()?
            .or_else(|| before.and_then(|server| server.proxy.clone())),
        timeout_s: before.and_then(|server| server.timeout_s),
        insecure: args.insecure || before.is_some_and(|server| server.insecure),
    })
}

async fn ask_address() -> Result<String, CliError> {
    loop {
        let raw = ask_line("Address of the CVAT server, as in the browser:").await?;
        match address("", &raw) {
            Ok(url) => return Ok(url),
            Err(error) => say(&Text::line(error.message.trim_start_matches(": "))),
        }
    }
}

async fn ask_name(base: &Base, url: &str) -> Result<String, CliError> {
    let offered = offered_name(base, url);
    loop {
        let raw = ask_line(&format!("A name for it [{offered}]:")).await?;
        let name = if raw.is_empty() { &offered } else { &raw };
        let taken = base.settings.accounts.iter().any(|one| *one.id.0 == **name);
        match checked_name(name) {
            Ok(name) if !taken => return Ok(name),
            Ok(_) => say(&Text::line("there is an account of this name")),
            Err(error) => say(&error.message),
        }
    }
}

/// The host's own name, or with a number the first that is free.
fn offered_name(base: &Base, url: &str) -> String {
    let parsed = Url::parse(url).ok();
    let host = parsed.as_ref().and_then(Url::domain).unwrap_or("cvat");
    let labels: Vec<&str> = host.split('.').collect();
    let word = match labels.as_slice() {
        ["www" | "app" | "cvat", second, _, ..] => second,
        [first, ..] => first,
        [] => "cvat",
    };
    let free = |name: &String| {
        AccountName::try_from(name.clone()).is_ok()
            && !base.settings.accounts.iter().any(|one| *one.id.0 == **name)
    };
    let numbered = (2..100).map(|number| format!("{word}{number}"));
    std::iter::once(word.to_owned())
        .chain(numbered)
        .find(free)
        .unwrap_or_else(|| "work".to_owned())
}

async fn ask_way() -> Result<Way, CliError> {
    say(&Text::line("How do you sign in?"));
    say(&Text::line(
        "  1  user and password (makes an access token where the server can)",
    ));
    say(&Text::line("  2  an access token or key that you have"));
    say(&Text::line("  3  a token in an environment variable"));
    say(&Text::line("  4  a command that prints a token"));
    loop {
        match ask_line("1, 2, 3 or 4 [1]:").await?.as_str() {
            "" | "1" => {
                let user = ask_line("User name or e-mail:").await?;
                if !user.is_empty() {
                    return Ok(Way::User(user, None));
                }
            }
            "2" => return Ok(Way::Typed),
            "3" => match variable("", &ask_line("Variable:").await?) {
                Ok(name) => return Ok(Way::Variable(name)),
                Err(error) => say(&Text::line(error.message.trim_start_matches(": "))),
            },
            "4" => {
                let command = ask_line("Command:").await?;
                if !command.is_empty() {
                    return Ok(Way::Command(command));
                }
            }
            _ => {}
        }
    }
}

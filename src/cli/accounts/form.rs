//! What `account add` has to know: from flags, from the account of that name, and on a terminal
//! by asking for the rest.

use std::io::IsTerminal;

use url::Url;

use crate::config::account::{AccountName, ServerAddress, VariableName};
use crate::config::settings::{SecretFrom, Server};
use crate::model::Text;

use super::super::args::AccountAddArgs;
use super::super::error::CliError;
use super::super::output::say;
use super::super::remote::Product;
use super::super::session::Base;
use super::{ask_line, kind};

/// Where the official SDK of Label Studio looks for the server's address and the key: a set-up
/// for it works here too.
const STUDIO_ADDRESS: &str = "LABEL_STUDIO_URL";
const STUDIO_KEY: &str = "LABEL_STUDIO_API_KEY";

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
    /// What runs on the server.
    pub product: Product,
    /// The server, with where its secret will come from.
    pub server: Server,
    /// Nothing shall be changed there.
    pub read_only: bool,
    /// How to sign in now.
    pub way: Way,
    /// The configuration has an account of this name.
    pub known: bool,
}

/// What is known of an account that the configuration has.
struct Before {
    product: Product,
    server: Server,
    read_only: bool,
}

/// Puts everything together, asking for what is missing where there is a terminal.
///
/// # Errors
/// Wrong usage: what is missing where nobody can be asked, and what makes no sense; a server that
/// is neither named by its kind nor recognized.
pub async fn fill(base: &Base, args: &AccountAddArgs, read_only: bool) -> Result<Filled, CliError> {
    let asks = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    let before = match args.name.as_deref() {
        Some(name) => before(base, name)?,
        None => None,
    };
    let wanted = args.kind.map(Product::from);
    check_kind(wanted, before.as_ref())?;
    let url = url(args, before.as_ref(), wanted, asks).await?;
    let name = args.name.as_deref().map(checked_name).transpose()?;
    if name.is_none() && !asks {
        return Err(missing("a name"));
    }
    let named = named_way(args, before.as_ref(), wanted, asks)?;
    let unsigned = server(args, before.as_ref(), url)?;
    let product = match (&before, wanted) {
        (Some(known), _) => known.product,
        (None, Some(product)) => product,
        (None, None) => recognized(base, &unsigned, asks).await?,
    };
    if (args.review_marker || unsigned.review_marker) && product != Product::LabelStudio {
        return Err(CliError::usage("--review-marker is for Label Studio"));
    }
    let name = match name {
        Some(name) => name,
        None => ask_name(base, &unsigned.url, product).await?,
    };
    let way = match named {
        Some(way) => way,
        None => ask_way(product).await?,
    };
    Ok(Filled {
        name,
        product,
        server: Server {
            secret: secret(&way),
            ..unsigned
        },
        read_only: read_only || before.as_ref().is_some_and(|known| known.read_only),
        way,
        known: before.is_some(),
    })
}

/// What the configuration has of this name.
fn before(base: &Base, name: &str) -> Result<Option<Before>, CliError> {
    let mut all = base.settings.accounts.iter();
    let Some(account) = all.find(|one| &*one.id.0 == name) else {
        return Ok(None);
    };
    let Some((product, server)) = Product::of(&account.kind) else {
        return Err(CliError::usage(&format!(
            "the account '{name}' is not on a server of this version: choose another name"
        )));
    };
    Ok(Some(Before {
        product,
        server: server.clone(),
        read_only: account.read_only,
    }))
}

fn check_kind(wanted: Option<Product>, before: Option<&Before>) -> Result<(), CliError> {
    match (wanted, before) {
        (Some(wanted), Some(known)) if wanted != known.product => Err(CliError::usage(&format!(
            "this account is on {}: remove it first (vidimus account remove), or choose another name",
            known.product.name()
        ))),
        _ => Ok(()),
    }
}

/// The address: of the flag, of the account, of the environment, or as it is typed.
async fn url(
    args: &AccountAddArgs,
    before: Option<&Before>,
    wanted: Option<Product>,
    asks: bool,
) -> Result<String, CliError> {
    let set = match wanted {
        Some(Product::Cvat) => None,
        _ => std::env::var(STUDIO_ADDRESS)
            .ok()
            .filter(|value| !value.is_empty()),
    };
    let url = match (&args.url, before) {
        (Some(url), _) => address("--url", url)?,
        (None, Some(known)) => known.server.url.clone(),
        (None, None) => match set {
            Some(set) if wanted.is_some() => address(STUDIO_ADDRESS, &set)?,
            set if asks => ask_address(set.as_deref()).await?,
            _ => return Err(missing("--url ADDRESS")),
        },
    };
    match before.filter(|known| known.server.url != url) {
        Some(known) => Err(CliError::usage(&format!(
            "this account is at {}: remove it first (vidimus account remove), or choose another name",
            known.server.url
        ))),
        None => Ok(url),
    }
}

/// The way to sign in, unless it has to be asked for.
fn named_way(
    args: &AccountAddArgs,
    before: Option<&Before>,
    wanted: Option<Product>,
    asks: bool,
) -> Result<Option<Way>, CliError> {
    let has_key = || std::env::var_os(STUDIO_KEY).is_some_and(|value| !value.is_empty());
    match (asked_way(args)?, before) {
        (Some(way), _) => Ok(Some(way)),
        (None, Some(known)) => again(&known.server, asks).map(Some),
        (None, None) if wanted == Some(Product::LabelStudio) && has_key() => {
            Ok(Some(Way::Variable(STUDIO_KEY.into())))
        }
        (None, None) if asks => Ok(None),
        (None, None) => Err(missing(
            "a way to sign in (--token-env, --token-command, --token-stdin or --username)",
        )),
    }
}

/// What the server says it is; asked for where it does not say.
async fn recognized(base: &Base, server: &Server, asks: bool) -> Result<Product, CliError> {
    if let Some(product) = kind::found(base, server).await? {
        if asks {
            say(&Text::line(&format!("It is {}.", product.name())));
        }
        return Ok(product);
    }
    if !asks {
        return Err(kind::neither(&server.url));
    }
    say(&kind::neither(&server.url).message);
    loop {
        match ask_line("Is it 1 CVAT or 2 Label Studio?").await?.as_str() {
            "1" => return Ok(Product::Cvat),
            "2" => return Ok(Product::LabelStudio),
            _ => {}
        }
    }
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

/// The server without its secret.
fn server(args: &AccountAddArgs, before: Option<&Before>, url: String) -> Result<Server, CliError> {
    let before = before.map(|known| &known.server);
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
        secret: SecretFrom::Kept,
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
        review_marker: args.review_marker || before.is_some_and(|server| server.review_marker),
    })
}

/// Where the secret will come from.
fn secret(way: &Way) -> SecretFrom {
    match way {
        Way::Variable(name) => SecretFrom::Variable(name.clone()),
        Way::Command(command) => SecretFrom::Command(command.clone()),
        Way::Input | Way::Typed => SecretFrom::Kept,
        Way::User(name, password) => SecretFrom::User {
            name: name.clone(),
            password: password.clone(),
        },
    }
}

/// Asks for the address; what the environment names is offered.
async fn ask_address(set: Option<&str>) -> Result<String, CliError> {
    let offered = set.map_or_else(String::new, |set| format!(" [{set}]"));
    loop {
        let question = format!("Address of the server, as in the browser{offered}:");
        let typed = ask_line(&question).await?;
        let raw = match (typed.is_empty(), set) {
            (true, Some(set)) => set,
            _ => &typed,
        };
        match address("", raw) {
            Ok(url) => return Ok(url),
            Err(error) => say(&Text::line(error.message.trim_start_matches(": "))),
        }
    }
}

async fn ask_name(base: &Base, url: &str, product: Product) -> Result<String, CliError> {
    let offered = offered_name(base, url, product);
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
fn offered_name(base: &Base, url: &str, product: Product) -> String {
    const GENERAL: [&str; 6] = ["www", "app", "cvat", "label-studio", "labelstudio", "ls"];
    let parsed = Url::parse(url).ok();
    let host = parsed.as_ref().and_then(Url::domain);
    let labels: Vec<&str> = host.unwrap_or(product.word()).split('.').collect();
    let word = match labels.as_slice() {
        [general, second, _, ..] if GENERAL.contains(general) => second,
        [first, ..] => first,
        [] => product.word(),
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

/// What the ways to sign in are called where this runs.
fn ways(product: Product) -> [&'static str; 2] {
    match product {
        Product::Cvat => [
            "user and password (makes an access token where the server can)",
            "an access token or key that you have",
        ],
        Product::LabelStudio => [
            "e-mail and password (makes a personal access token where the server can)",
            "a personal access token (Account & Settings), or the legacy token of older servers",
        ],
    }
}

async fn ask_way(product: Product) -> Result<Way, CliError> {
    let [password, token] = ways(product);
    say(&Text::line("How do you sign in?"));
    say(&Text::line(&format!("  1  {password}")));
    say(&Text::line(&format!("  2  {token}")));
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
            "3" => match ask_variable(product).await {
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

async fn ask_variable(product: Product) -> Result<String, CliError> {
    if product == Product::Cvat {
        return variable("", &ask_line("Variable:").await?);
    }
    match ask_line(&format!("Variable [{STUDIO_KEY}]:"))
        .await?
        .as_str()
    {
        "" => Ok(STUDIO_KEY.to_owned()),
        name => variable("", name),
    }
}

//! `[[account]]` as written: its keys, and which of them make sense together.

use std::borrow::Cow;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::raw::{Fault, KindWord, unknown};

/// `[[account]]`: a place that can be named on the command line.
#[derive(Clone, Debug, Deserialize)]
pub struct RawAccount {
    /// The name for `--account` and links.
    pub name: AccountName,
    /// What it is.
    pub kind: KindWord,
    /// The folder of a local account; `~/` is the home directory.
    pub path: Option<String>,
    /// Items in a job of a local account.
    pub batch: Option<BatchSize>,
    /// The one format of a folder's annotations that is taken, by its name for `--format`.
    pub format: Option<String>,
    /// Where the pictures of a folder are; `~/` is the home directory.
    pub images: Option<String>,
    /// Nothing can be changed.
    pub read_only: Option<bool>,
    /// The server's address.
    pub url: Option<ServerAddress>,
    /// The environment variable that holds a token.
    pub token_env: Option<VariableName>,
    /// A command whose first line of output is a token.
    pub token_command: Option<String>,
    /// Who signs in; what the server gave for the password is kept apart.
    pub username: Option<String>,
    /// The environment variable that holds the password of `username`.
    pub password_env: Option<VariableName>,
    /// Where it starts.
    pub organization: Option<String>,
    /// A file of certificates to trust; `~/` is the home directory.
    pub ca_file: Option<String>,
    /// A proxy instead of the environment's.
    pub proxy: Option<ServerAddress>,
    /// Seconds that an answer may take.
    pub timeout: Option<Timeout>,
    /// Certificates are not checked.
    pub insecure: Option<bool>,
    /// Verdicts on results are written into their review marker too (Label Studio).
    pub review_marker: Option<bool>,
}

/// Items in a job, at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "i64")]
pub struct BatchSize(pub u32);

impl TryFrom<i64> for BatchSize {
    type Error = String;
    fn try_from(items: i64) -> Result<Self, String> {
        match u32::try_from(items) {
            Ok(items @ 1..=1_000_000) => Ok(Self(items)),
            _ => Err(format!(
                "{items} is not a number of items from 1 to 1000000"
            )),
        }
    }
}

/// Seconds that an answer may take, one to an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "i64")]
pub struct Timeout(pub u32);

impl TryFrom<i64> for Timeout {
    type Error = String;
    fn try_from(seconds: i64) -> Result<Self, String> {
        match u32::try_from(seconds) {
            Ok(seconds @ 1..=3_600) => Ok(Self(seconds)),
            _ => Err(format!(
                "{seconds} is not a number of seconds from 1 to 3600"
            )),
        }
    }
}

/// An account's name: letters, digits, `-`, `_` and `.`, so that links stay readable.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct AccountName(pub String);

impl TryFrom<String> for AccountName {
    type Error = String;
    fn try_from(name: String) -> Result<Self, String> {
        let fits = |c: char| c.is_alphanumeric() || "-_.".contains(c);
        if name.is_empty() || name.chars().count() > 64 || !name.chars().all(fits) {
            return Err("an account's name has 1 to 64 letters, digits, '-', '_' or '.'".into());
        }
        if name == "demo" {
            return Err("'demo' is the bundled demo's name; choose another".into());
        }
        Ok(Self(name))
    }
}

/// The name of an environment variable. What does not look like one is not repeated in the
/// message: it may be the secret itself.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct VariableName(pub String);

impl TryFrom<String> for VariableName {
    type Error = String;
    fn try_from(name: String) -> Result<Self, String> {
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if name.is_empty()
            || name.len() > 128
            || name.starts_with(|c: char| c.is_ascii_digit())
            || !name.chars().all(fits)
        {
            return Err(
                "this is the name of an environment variable (letters, digits, '_'), not its value"
                    .into(),
            );
        }
        Ok(Self(name))
    }
}

/// The address of a server or proxy: scheme, host, perhaps port and path, without a trailing `/`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct ServerAddress(pub String);

impl TryFrom<String> for ServerAddress {
    type Error = String;
    fn try_from(raw: String) -> Result<Self, String> {
        let raw = raw.trim();
        let Some((scheme, rest)) = raw.split_once("://") else {
            return Err(format!(
                "an address begins with https:// or http://: \"https://{}\"",
                raw.trim_start_matches('/')
            ));
        };
        let scheme = scheme.to_ascii_lowercase();
        if !matches!(scheme.as_str(), "http" | "https") {
            return Err(format!(
                "an address begins with https:// or http://, not {scheme}://"
            ));
        }
        let rest = rest.trim_end_matches('/');
        let host = rest.split('/').next().unwrap_or_default();
        if host.contains('@') {
            return Err(
                "the address has a user or secret in it: leave it out, and say username = \"...\""
                    .into(),
            );
        }
        if host.is_empty()
            || rest
                .chars()
                .any(|c| c.is_whitespace() || c.is_control() || "?#\\\"".contains(c))
        {
            return Err(
                "an address is scheme, host and perhaps port and path: \"https://cvat.example.com\""
                    .into(),
            );
        }
        Ok(Self(format!("{scheme}://{rest}")))
    }
}

/// Keys that only a folder has, and those that only a server has.
const OF_FOLDERS: [&str; 4] = ["path", "batch", "format", "images"];
const OF_SERVERS: [&str; 11] = [
    "url",
    "token_env",
    "token_command",
    "username",
    "password_env",
    "keyring",
    "organization",
    "ca_file",
    "proxy",
    "timeout",
    "insecure",
];

/// What `--format` and `format` name; the readers' own list is compared with it in a test.
pub const FORMATS: [&str; 11] = [
    "coco",
    "datumaro",
    "yolo",
    "voc",
    "cvat-images",
    "cvat-video",
    "label-studio",
    "labelme",
    "supervisely",
    "dataloop",
    "images",
];

type Entry<'t, 'i> = (&'t Spanned<Cow<'i, str>>, &'t Spanned<DeValue<'i>>);

/// Checks that an account of kind `local` names a folder, and a format that there is.
fn check_folder(
    kind: Option<Entry<'_, '_>>,
    path: Option<Entry<'_, '_>>,
    format: Option<Entry<'_, '_>>,
) -> Result<(), Fault> {
    if let (Some((name, _)), None) = (kind, path) {
        return Err(Fault {
            at: name.span().start,
            problem: "the account names no folder: add path = \"DIR\"".into(),
        });
    }
    let Some((_, value)) = format else {
        return Ok(());
    };
    match word(value) {
        Some(format) if !FORMATS.contains(&format) => Err(Fault {
            at: value.span().start,
            problem: unknown("format", format, &FORMATS),
        }),
        _ => Ok(()),
    }
}

/// Checks that the keys of an account make sense together. What it is about is at the key.
pub(super) fn check_account(table: &DeTable<'_>) -> Result<(), Fault> {
    let find = |wanted: &str| {
        table
            .iter()
            .find(|(name, _)| name.get_ref().as_ref() == wanted)
    };
    let fault = |at: usize, problem: &str| {
        Err(Fault {
            at,
            problem: problem.to_owned(),
        })
    };
    let Some(kind) = find("kind").and_then(|(_, value)| word(value)) else {
        return Ok(());
    };
    let (foreign, owner): (&[&str], &str) = match kind {
        "local" => (&OF_SERVERS, "a server, and this account is a folder"),
        "cvat" | "label-studio" => (&OF_FOLDERS, "a folder, and this account is a server"),
        // Kinds of a later version are not looked at closely.
        _ => return Ok(()),
    };
    if let Some((name, _)) = foreign.iter().find_map(|key| find(key)) {
        let problem = format!("'{}' is for {owner}", name.get_ref());
        return fault(name.span().start, &problem);
    }
    if kind != "label-studio"
        && let Some((name, _)) = find("review_marker")
    {
        let problem = format!("'review_marker' is for label-studio, and this account is {kind}");
        return fault(name.span().start, &problem);
    }
    if kind == "local" {
        return check_folder(find("kind"), find("path"), find("format"));
    }
    if let Some((name, value)) = find("keyring")
        && !matches!(value.get_ref(), DeValue::Boolean(false))
    {
        return fault(
            name.span().start,
            "keyring is not available in this version: use token_command = \"...\" with your keyring's own program",
        );
    }
    if find("url").is_none() {
        let at = find("kind").map_or(0, |(name, _)| name.span().start);
        return fault(at, "the account names no server: add url = \"https://...\"");
    }
    let mut ways = ["token_env", "token_command", "username"]
        .iter()
        .filter_map(|key| find(key));
    if let (Some((first, _)), Some((second, _))) = (ways.next(), ways.next()) {
        let problem = format!(
            "'{}' and '{}' are two ways to sign in: keep one",
            first.get_ref(),
            second.get_ref()
        );
        return fault(second.span().start, &problem);
    }
    match (find("password_env"), find("username")) {
        (Some((name, _)), None) => fault(
            name.span().start,
            "password_env needs username = \"...\" beside it",
        ),
        _ => Ok(()),
    }
}

fn word<'a>(value: &'a Spanned<DeValue<'_>>) -> Option<&'a str> {
    match value.get_ref() {
        DeValue::String(word) => Some(word),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::raw::{parse, place};

    #[test]
    fn an_address_is_read_or_told_how_it_should_look() {
        let fine = [
            ("https://cvat.example.com/", "https://cvat.example.com"),
            ("HTTP://localhost:8080/cvat/", "http://localhost:8080/cvat"),
        ];
        for (raw, kept) in fine {
            assert_eq!(ServerAddress::try_from(raw.to_owned()).unwrap().0, kept);
        }
        let wrong = [
            ("cvat.example.com", "\"https://cvat.example.com\""),
            ("//cvat.example.com", "\"https://cvat.example.com\""),
            ("ftp://x", "not ftp://"),
            ("https://", "scheme, host"),
            ("https://a b", "scheme, host"),
            ("https://x/?q=1", "scheme, host"),
            ("https://ana:pw@x", "leave it out"),
        ];
        for (raw, says) in wrong {
            let error = ServerAddress::try_from(raw.to_owned()).unwrap_err();
            assert!(error.contains(says) && !error.contains("pw"), "{error}");
        }
    }

    #[test]
    fn keys_that_do_not_fit_together_are_named_at_their_place() {
        let cvat = "[[account]]\nname = \"w\"\nkind = \"cvat\"\n";
        let url = "url = \"https://x\"\n";
        let cases = [
            (String::new(), (3, 1), "names no server"),
            (
                "url = \"cvat.lan\"\n".into(),
                (4, 7),
                "\"https://cvat.lan\"",
            ),
            (
                format!("{url}keyring = true\n"),
                (5, 1),
                "use token_command",
            ),
            (format!("{url}path = \"/x\"\n"), (5, 1), "is for a folder"),
            (
                format!("{url}token_env = \"T\"\nusername = \"u\"\n"),
                (6, 1),
                "two ways to sign in",
            ),
            (
                format!("{url}password_env = \"P\"\n"),
                (5, 1),
                "needs username",
            ),
            (
                format!("{url}token_env = \"s3cret.value\"\n"),
                (5, 13),
                "not its value",
            ),
            (format!("{url}timeout = 0\n"), (5, 11), "from 1 to 3600"),
            (format!("{url}tokenenv = \"T\"\n"), (5, 1), "'token_env'"),
        ];
        for (rest, at, says) in cases {
            let text = format!("{cvat}{rest}");
            let fault = parse(&text).unwrap_err();
            assert!(fault.problem.contains(says), "{text}: {}", fault.problem);
            assert!(!fault.problem.contains("s3cret"));
            assert_eq!(place(&text, fault.at), at, "{text}: {}", fault.problem);
        }
        let studio = cvat.replace("cvat", "label-studio");
        let marked = format!("{url}review_marker = true\n");
        assert!(parse(&format!("{studio}{marked}")).is_ok());
        let refused = [
            (&studio, String::new(), (3, 1), "names no server"),
            (
                &studio,
                format!("{url}path = \"/x\"\n"),
                (5, 1),
                "is for a folder",
            ),
            (
                &studio,
                format!("{url}review_marker = 1\n"),
                (5, 17),
                "expected a boolean",
            ),
            (
                &studio,
                format!("{url}reviewmarker = true\n"),
                (5, 1),
                "'review_marker'",
            ),
        ];
        let on_cvat = (&cvat.to_owned(), marked, (5, 1), "is for label-studio");
        for (head, rest, at, says) in refused.into_iter().chain([on_cvat]) {
            let text = format!("{head}{rest}");
            let fault = parse(&text).unwrap_err();
            assert!(fault.problem.contains(says), "{text}: {}", fault.problem);
            assert_eq!(place(&text, fault.at), at, "{text}: {}", fault.problem);
        }
        let local = "[[account]]\nname = \"w\"\nkind = \"local\"\nurl = \"https://x\"\n";
        assert!(parse(local).unwrap_err().problem.contains("is a folder"));
    }
}

//! Addresses of pictures, sounds and texts in a task's data (Label Studio API, media): which are
//! fetched and from where, which are in the data themselves, and which cannot be had.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use url::Url;

use crate::model::Text;

/// Where the bytes of a value are.
#[derive(Clone, Debug, PartialEq)]
pub enum Media {
    /// To be fetched. Whether the account's secret goes along is decided by the origin alone.
    At(Url),
    /// In the value itself.
    Inline(Vec<u8>),
    /// Nowhere, for this reason.
    Nowhere(Text),
}

/// Schemes of storages that the server itself would have to open.
const STORAGES: [&str; 6] = ["s3", "gs", "azure-blob", "azure_blob", "redis", "dbfs"];

/// What a value of a task's data stands for on a server with this address (its path ends in a
/// slash).
pub fn resolve(base: &Url, value: &str) -> Media {
    let value = value.trim();
    if value.is_empty() {
        return Media::Nowhere("the data has no address for it".into());
    }
    if let Some(rest) = strip_prefix_any_case(value, "data:") {
        return inline(rest).map_or_else(Media::Nowhere, Media::Inline);
    }
    if value.starts_with("//") {
        return foreign(&format!("{}:{value}", base.scheme()));
    }
    if value.starts_with('/') {
        return own(base, value);
    }
    match value.split_once("://") {
        Some((scheme, _)) if ["http", "https"].contains(&&*scheme.to_ascii_lowercase()) => {
            foreign(value)
        }
        Some((scheme, _)) if STORAGES.contains(&&*scheme.to_ascii_lowercase()) => {
            Media::Nowhere(Text::line(&format!(
                "{scheme}:// is a storage that the server has no access to for this project"
            )))
        }
        Some((scheme, _)) => Media::Nowhere(Text::line(&format!(
            "addresses of {scheme}:// are not fetched"
        ))),
        None => Media::Nowhere(Text::line(&format!(
            "the data has no address for it but the text {}",
            shortened(value)
        ))),
    }
}

/// A path of the server: below its address, unless it says so itself.
fn own(base: &Url, path: &str) -> Media {
    let whole = match path.starts_with(base.path()) {
        true => path.to_owned(),
        false => format!("{}{}", base.path(), path.trim_start_matches('/')),
    };
    match base.join(&whole) {
        // The path must not have led to another host or out of the server's part of this one.
        Ok(url) if url.origin() == base.origin() && url.path().starts_with(base.path()) => {
            Media::At(url)
        }
        _ => Media::Nowhere("its address leads out of the server".into()),
    }
}

fn foreign(address: &str) -> Media {
    match Url::parse(address) {
        Ok(url) if url.host().is_some() => Media::At(url),
        _ => Media::Nowhere("its address cannot be read".into()),
    }
}

/// The bytes of a `data:` address, after that word.
fn inline(rest: &str) -> Result<Vec<u8>, Text> {
    let (head, body) = rest
        .split_once(',')
        .ok_or("the data: address has no content")?;
    if !head.to_ascii_lowercase().ends_with(";base64") {
        return Ok(decoded(body));
    }
    base64(body).ok_or_else(|| "the data: address is no base64".into())
}

/// Base64 in any of its spellings.
pub fn base64(raw: &str) -> Option<Vec<u8>> {
    let raw: String = raw.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    [STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD]
        .iter()
        .find_map(|engine| engine.decode(&raw).ok())
}

/// `%XX` undone.
fn decoded(raw: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let digit = |byte: Option<&u8>| char::from(*byte?).to_digit(16);
        let code = match first {
            b'%' => digit(after.first()).zip(digit(after.get(1))),
            _ => None,
        };
        match code.and_then(|(high, low)| u8::try_from(high * 16 + low).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    bytes
}

fn strip_prefix_any_case<'a>(value: &'a str, prefix: &str) -> Option<&'a str> {
    let head = value.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix)
        .then(|| value.get(prefix.len()..))?
}

fn shortened(value: &str) -> String {
    value.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(base: &str, value: &str) -> Option<String> {
        match resolve(&Url::parse(base).unwrap(), value) {
            Media::At(url) => Some(url.to_string()),
            _ => None,
        }
    }

    #[test]
    fn every_kind_of_address_is_resolved() {
        let (plain, below) = ("https://h/", "https://h/ls/");
        for (base, value, url) in [
            (
                plain,
                "/data/upload/1/a%20b.jpg",
                "https://h/data/upload/1/a%20b.jpg",
            ),
            (
                below,
                "/data/upload/1/a.jpg",
                "https://h/ls/data/upload/1/a.jpg",
            ),
            (
                below,
                "/ls/data/upload/1/a.jpg",
                "https://h/ls/data/upload/1/a.jpg",
            ),
            (
                plain,
                "/data/local-files/?d=x/y z.png",
                "https://h/data/local-files/?d=x/y%20z.png",
            ),
            (
                below,
                "/tasks/3/resolve/?fileuri=czM6Ly9i",
                "https://h/ls/tasks/3/resolve/?fileuri=czM6Ly9i",
            ),
            (
                plain,
                "/samples/time-series.csv?time=t",
                "https://h/samples/time-series.csv?time=t",
            ),
            (
                plain,
                "http://other:81/x.jpg?a=b",
                "http://other:81/x.jpg?a=b",
            ),
            (plain, " HTTPS://Other/x.jpg ", "https://other/x.jpg"),
            (plain, "//cdn/x.jpg", "https://cdn/x.jpg"),
        ] {
            assert_eq!(at(base, value).as_deref(), Some(url), "{value}");
        }
        for value in ["/../../etc/passwd", "/ls/../../x"] {
            let url = at(below, value);
            assert!(url.is_none_or(|url| url.starts_with(below)), "{value}");
        }
    }

    #[test]
    fn what_cannot_be_fetched_says_why() {
        let base = Url::parse("https://h/").unwrap();
        for (value, word) in [
            ("s3://bucket/a.jpg", "storage"),
            ("gs://bucket/a.jpg", "storage"),
            ("file:///etc/passwd", "not fetched"),
            ("just words", "just words"),
            ("", "no address"),
            ("https://", "cannot be read"),
            ("data:image/png;base64,%%%", "base64"),
            ("data:nothing", "no content"),
        ] {
            match resolve(&base, value) {
                Media::Nowhere(why) => assert!(why.contains(word), "{value}: {why}"),
                other => panic!("{value}: {other:?}"),
            }
        }
    }

    #[test]
    fn inline_data_is_decoded() {
        let base = Url::parse("https://h/").unwrap();
        for (value, bytes) in [
            ("data:image/png;base64,AQID", &[1, 2, 3][..]),
            ("DATA:;base64,AQ", &[1]),
            ("data:,a%20b%2", b"a b%2"),
        ] {
            assert_eq!(
                resolve(&base, value),
                Media::Inline(bytes.to_vec()),
                "{value}"
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn any_value_is_survived(value in "(data:|/|https?://|s3://)?[a-zé%/:?=&;,.0-9 ]{0,30}") {
            let base = Url::parse("https://h/ls/").unwrap();
            if let Media::At(url) = resolve(&base, &value) {
                proptest::prop_assert!(url.has_host());
            }
        }
    }
}

//! Where a request goes and whether the account's secret may go with it: addresses below the
//! server's own, the server's idea of its own address, and redirects.

use reqwest::{Method, StatusCode};
use url::{Url, form_urlencoded};

use crate::model::Text;

use super::{Ask, PlatformError};

/// Scheme, host and port are the same. Only such addresses ever get the secret.
pub(super) fn same_origin(a: &Url, b: &Url) -> bool {
    a.scheme() == b.scheme()
        && a.host() == b.host()
        && a.port_or_known_default() == b.port_or_known_default()
}

/// An address without what may be secret in it: no user, no query, no fragment.
pub(super) fn shown(url: &Url) -> Text {
    let mut plain = url.clone();
    // Both fail only for addresses that cannot hold either.
    let _ = plain.set_username("");
    let _ = plain.set_password(None);
    plain.set_query(None);
    plain.set_fragment(None);
    Text::line(plain.as_str())
}

/// Scheme, host and port for a message.
pub(super) fn origin_shown(url: &Url) -> Text {
    Text::line(&url.origin().ascii_serialization())
}

/// The base as it is used: http(s), without query and fragment, its path ending in a slash.
pub(super) fn checked_base(base: &Url) -> Result<Url, PlatformError> {
    if !matches!(base.scheme(), "http" | "https") || base.host().is_none() {
        return Err(PlatformError::Malformed(Text::line(&format!(
            "the address {}: it must begin with https:// or http:// and name a host",
            shown(base)
        ))));
    }
    if !base.username().is_empty() || base.password().is_some() {
        return Err(PlatformError::Malformed(Text::line(&format!(
            "the address {}: it holds a user or password; they have their own settings",
            shown(base)
        ))));
    }
    let mut base = base.clone();
    base.set_query(None);
    base.set_fragment(None);
    if !base.path().ends_with('/') {
        base.set_path(&format!("{}/", base.path()));
    }
    Ok(base)
}

/// The address of a request: the base's path in front, the query behind. A `?` in the path begins
/// a query that is encoded already.
pub(super) fn address(base: &Url, ask: &Ask) -> Result<Url, PlatformError> {
    let (path, query) = match ask.path.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (ask.path.as_str(), None),
    };
    let mut url = base.clone();
    url.set_path(&format!("{}{}", base.path(), path.trim_start_matches('/')));
    // `..` in an id must not lead out of the server's part of a shared host.
    if !url.path().starts_with(base.path()) {
        return Err(PlatformError::Unsupported(Text::line(path)));
    }
    let mut whole = query.unwrap_or_default().to_owned();
    if !ask.query.is_empty() {
        let pairs = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&ask.query)
            .finish();
        if !whole.is_empty() {
            whole.push('&');
        }
        // Not every server takes a plus for a space; a plus itself is encoded already.
        whole.push_str(&pairs.replace('+', "%20"));
    }
    url.set_query((!whole.is_empty()).then_some(&whole));
    Ok(url)
}

/// The path (with query) to ask for what the server calls `address`. Behind a proxy its idea of
/// scheme, host and sub-path is often wrong, so only path and query are believed.
pub(super) fn own(base: &Url, address: &str) -> Option<Ask> {
    let url = base.join(address).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    let path = url.path();
    let below = path
        .strip_prefix(base.path())
        .unwrap_or_else(|| path.trim_start_matches('/'));
    let path = match url.query() {
        Some(query) => format!("{below}?{query}"),
        None => below.to_owned(),
    };
    Some(Ask {
        path,
        ..Ask::default()
    })
}

/// What to do with an answer that may be a redirect.
#[derive(Debug, PartialEq)]
pub(super) enum Step {
    /// No redirect: this is the answer.
    Here,
    /// Ask there, with the same method and body; the secret goes along only to the own origin.
    Follow(Url),
    /// It must not be followed, for this reason; the server has surely not done anything.
    Refused(Text),
    /// The server has answered a write with "see there": it may well have done it.
    SeeOther,
}

/// Judges a redirect. `secret`: the account's secret would have to go along for it to make sense.
pub(super) fn step(
    base: &Url,
    from: &Url,
    method: &Method,
    status: StatusCode,
    location: Option<&str>,
    secret: bool,
) -> Step {
    if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Step::Here;
    }
    let reads = *method == Method::GET;
    if !reads && status == StatusCode::SEE_OTHER {
        return Step::SeeOther;
    }
    let Some(to) = location
        .and_then(|location| from.join(location).ok())
        .filter(|to| matches!(to.scheme(), "http" | "https"))
    else {
        return Step::Refused(Text::line("the server redirects to nowhere"));
    };
    if same_origin(base, &to) {
        // After 301 and 302 browsers turn a POST into a GET; that would lose the write silently.
        if !reads && !matches!(status.as_u16(), 307 | 308) {
            return Step::Refused(Text::line(&format!(
                "the server redirects this write to {}: check the account's url",
                shown(&to)
            )));
        }
        return Step::Follow(to);
    }
    // The same path at the same host by another scheme or port is the server itself. Anything else
    // may be a store of pictures, where the secret is not needed.
    let moved =
        secret && same_origin(base, from) && base.host() == to.host() && from.path() == to.path();
    if !reads || moved {
        return Step::Refused(Text::line(&format!(
            "the server redirects to {0}, where the account's secret does not go: \
             if that is the same server, change the account's url to {0}",
            origin_shown(&to)
        )));
    }
    Step::Follow(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn addresses_keep_the_sub_path_and_never_leave_it() {
        let base = checked_base(&url("https://host/cvat?x=1#y")).unwrap();
        let ask = |path: &str, query: Vec<(&'static str, String)>| Ask {
            path: path.into(),
            query,
            ..Ask::default()
        };
        let full = |a: &Ask| address(&base, a).map(|url| url.to_string());
        assert_eq!(
            full(&ask("api/jobs", vec![("filter", "{\"a b\":1}&".into())])).unwrap(),
            "https://host/cvat/api/jobs?filter=%7B%22a%20b%22%3A1%7D%26"
        );
        assert_eq!(
            full(&ask("/api/a%20b?page=2", vec![("n", "ü".into())])).unwrap(),
            "https://host/cvat/api/a%20b?page=2&n=%C3%BC"
        );
        assert!(full(&ask("../admin", vec![])).is_err());
        assert!(full(&ask("api/%2e%2e/%2e%2e/x", vec![])).is_err());
    }

    #[test]
    fn the_servers_own_addresses_are_asked_for_at_ours() {
        let base = checked_base(&url("https://host/cvat/")).unwrap();
        let path = |text: &str| own(&base, text).map(|ask| ask.path);
        for (given, asked) in [
            (
                "http://backend:8080/api/jobs?page=2&a=b%20c",
                "api/jobs?page=2&a=b%20c",
            ),
            ("https://host/cvat/api/jobs/1", "api/jobs/1"),
            ("/cvat/api/jobs/1", "api/jobs/1"),
            ("/api/jobs/1", "api/jobs/1"),
            ("api/jobs/1", "api/jobs/1"),
        ] {
            assert_eq!(path(given).as_deref(), Some(asked), "{given}");
        }
        assert_eq!(path("file:///etc/passwd"), None);
        assert_eq!(path("javascript:alert(1)"), None);
    }

    #[test]
    fn addresses_with_a_secret_in_them_are_refused_without_showing_it() {
        let error = checked_base(&url("https://me:hunter2@host/")).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("hunter2"));
        assert!(checked_base(&url("ftp://host/")).is_err());
    }
}

//! Pages for people, where a server gives tokens only to a signed-in browser: one attempt, no
//! redirect followed, cookies handed out once and kept nowhere.

use std::fmt;

use reqwest::header::{HeaderMap, SET_COOKIE};
use secrecy::{ExposeSecret, SecretString};
use url::form_urlencoded;

use super::Ask;

/// Cookies of an answer, to be sent along by hand.
#[derive(Clone, Default)]
pub struct Cookies(Vec<(String, SecretString)>);

/// An answer as it came.
#[derive(Debug)]
pub struct Page {
    /// Its status, also of redirects and errors.
    pub status: u16,
    /// The cookies that it sets.
    pub cookies: Cookies,
}

impl fmt::Debug for Cookies {
    /// Without their values.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.0.iter().map(|(name, _)| name);
        f.debug_set().entries(names).finish()
    }
}

impl Cookies {
    /// Those that an answer sets; attributes (path, age) are for browsers.
    pub(super) fn set_by(headers: &HeaderMap) -> Self {
        let all = headers.get_all(SET_COOKIE).iter().filter_map(|value| {
            let pair = value.to_str().ok()?.split(';').next()?;
            let (name, value) = pair.split_once('=')?;
            let value = value.trim().to_owned();
            Some((name.trim().to_owned(), SecretString::from(value)))
        });
        Self(all.collect())
    }

    /// The value of a cookie.
    pub fn get(&self, name: &str) -> Option<&SecretString> {
        let found = self.0.iter().rev().find(|(known, _)| known == name);
        found.map(|(_, value)| value)
    }

    /// These and newer ones, which count.
    pub fn with(mut self, newer: Self) -> Self {
        self.0.retain(|(name, _)| newer.get(name).is_none());
        self.0.extend(newer.0);
        self
    }

    /// A request that sends them along, to the own origin.
    pub fn on(&self, mut ask: Ask) -> Ask {
        let pairs = self.0.iter();
        let pairs: Vec<String> = pairs
            .map(|(name, value)| format!("{name}={}", value.expose_secret()))
            .collect();
        ask.headers.push(("Cookie", pairs.join("; ")));
        ask
    }
}

/// The fields of a form as they are sent.
pub(super) fn form(fields: &[(&'static str, SecretString)]) -> Vec<u8> {
    let mut all = form_urlencoded::Serializer::new(String::new());
    for (name, value) in fields {
        all.append_pair(name, value.expose_secret());
    }
    all.finish().into_bytes()
}

/// The type of a form.
pub(super) const FORM: &str = "application/x-www-form-urlencoded";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_taken_and_sent_but_never_shown() {
        let mut headers = HeaderMap::new();
        for raw in [
            "csrftoken=one; Path=/; SameSite=Lax",
            "sessionid=two==; HttpOnly",
            "odd",
        ] {
            headers.append(SET_COOKIE, raw.parse().unwrap());
        }
        let cookies = Cookies::set_by(&headers);
        assert!(!format!("{cookies:?}").contains("one"));
        let mut newer = HeaderMap::new();
        newer.append(SET_COOKIE, "sessionid=three".parse().unwrap());
        let all = cookies.with(Cookies::set_by(&newer));
        let ask = all.on(Ask::default());
        let sent = ("Cookie", "csrftoken=one; sessionid=three".to_owned());
        assert_eq!(ask.headers, [sent]);
        let fields = [("e mail", SecretString::from("a&b=ü"))];
        assert_eq!(form(&fields), b"e+mail=a%26b%3D%C3%BC");
    }
}

//! What a token says of itself: its kind, and how long it holds.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

/// The kinds of secret (Label Studio API, authentication).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 40 letters, sent as `Token`.
    Legacy,
    /// A personal access token: exchanged for access tokens.
    Personal,
    /// An access token: sent as `Bearer` until it expires.
    Access,
}

impl Kind {
    /// The kind of a secret, seen from itself.
    pub fn of(secret: &SecretString) -> Self {
        match claims(secret.expose_secret()) {
            Some(claims) if claims.token_type == "refresh" => Self::Personal,
            Some(claims) if claims.token_type == "access" => Self::Access,
            _ => Self::Legacy,
        }
    }

    /// What it is called.
    pub fn words(self) -> &'static str {
        match self {
            Self::Legacy => "a legacy token",
            Self::Personal => "a personal access token",
            Self::Access => "an access token of some minutes",
        }
    }
}

/// The readable part of a JSON web token.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Claims {
    /// `refresh` for personal access tokens, `access`.
    pub token_type: String,
    /// When it ends, in seconds since 1970 by the server's clock.
    pub exp: Option<i64>,
    /// When it was made, likewise.
    pub iat: Option<i64>,
}

impl Claims {
    /// How long it holds in all: independent of whose clock is right.
    pub fn whole(&self) -> Option<Duration> {
        let seconds = self.exp?.checked_sub(self.iat?)?;
        u64::try_from(seconds).ok().map(Duration::from_secs)
    }
}

/// Reads a token without checking its signature: that is the server's part. None for what is no
/// JSON web token.
pub fn claims(token: &str) -> Option<Claims> {
    let mut parts = token.trim().split('.');
    let (_, middle, _) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let json = URL_SAFE_NO_PAD.decode(middle.trim_end_matches('=')).ok()?;
    let claims: Claims = serde_json::from_slice(&json).ok()?;
    (!claims.token_type.is_empty()).then_some(claims)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(json: &str) -> String {
        format!("eyJhbGciOiJIUzI1NiJ9.{}.c2ln", URL_SAFE_NO_PAD.encode(json))
    }

    #[test]
    fn kinds_are_seen_from_the_secret() {
        let kind = |raw: &str| Kind::of(&SecretString::from(raw));
        let personal = token(r#"{"token_type":"refresh","exp":8000000000,"iat":1}"#);
        let access = token(r#"{"token_type":"access","exp":400,"iat":100,"user_id":"1"}"#);
        assert_eq!(kind(&personal), Kind::Personal);
        assert_eq!(kind(&access), Kind::Access);
        for other in [
            "5c9f1a0d5c9f1a0d5c9f1a0d5c9f1a0d5c9f1a0d",
            "",
            "a.b.c",
            "a.b",
            &format!("{personal}.more"),
            &token("{}"),
            &token("[1]"),
        ] {
            assert_eq!(kind(other), Kind::Legacy, "{other}");
        }
        let whole = claims(&access).and_then(|claims| claims.whole());
        assert_eq!(whole, Some(Duration::from_secs(300)));
        assert_eq!(Claims::default().whole(), None);
    }

    proptest::proptest! {
        #[test]
        fn no_secret_panics(raw in "\\PC{0,60}") {
            let _ = Kind::of(&SecretString::from(raw));
        }
    }
}

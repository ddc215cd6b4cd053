//! Signing in: which kind a token is, short-lived access tokens and their renewal.
//!
//! Two kinds of secret are called "API key" by the product (Label Studio API, authentication). A
//! legacy token is sent as it is. A personal access token is never sent but to `token/refresh`,
//! which gives an access token of some minutes for it; many requests that find it expired wait for
//! one renewal.

mod claims;
mod password;

use std::fmt;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use std::time::{Duration, Instant};

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::json;
use tokio::sync::{Mutex, MutexGuard};

use crate::limits;
use crate::model::Text;
use crate::platform::PlatformError;
use crate::platform::http::{Ask, Auth, Http, HttpFailure};

pub use claims::{Claims, Kind, claims};
pub use password::{Obtained, obtain_token};

/// Where a token may have been put anew while the program runs: asked once the server refuses the
/// present one. It may read files.
#[derive(Clone)]
pub struct Look(Arc<dyn Fn() -> Option<SecretString> + Send + Sync>);

impl Look {
    /// Asks this.
    pub fn new(look: impl Fn() -> Option<SecretString> + Send + Sync + 'static) -> Self {
        Self(Arc::new(look))
    }
}

impl fmt::Debug for Look {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Look")
    }
}

/// The login of one account: the secret as it was given, and what is sent for it at present.
pub struct Session {
    held: RwLock<Held>,
    look: OnceLock<Look>,
    access: Mutex<Access>,
}

/// The secret as it was given.
#[derive(Clone)]
struct Held {
    secret: SecretString,
    kind: Kind,
    /// How many there were before.
    number: u64,
}

/// The access token that is signed in with.
#[derive(Clone, Copy, Debug, Default)]
struct Access {
    /// How many there were; 0 before the first.
    number: u64,
    /// When it was asked for and how long it holds.
    term: Option<Term>,
}

/// How long an access token holds. Both clocks count: one stands still while the machine sleeps,
/// the other may be set.
#[derive(Clone, Copy, Debug)]
struct Term {
    since: Instant,
    at: jiff::Timestamp,
    whole: Duration,
}

impl Term {
    fn age(&self) -> Duration {
        let by_date = jiff::Timestamp::now().as_second() - self.at.as_second();
        let by_date = Duration::from_secs(u64::try_from(by_date).unwrap_or(0));
        self.since.elapsed().max(by_date)
    }
}

impl Access {
    /// Whether it holds for long enough to answer one more request.
    fn is_fresh(&self) -> bool {
        self.term.is_some_and(|term| {
            // A server may give tokens that are shorter than the usual margin.
            let margin = Duration::from_secs(limits::STUDIO_RENEW_S).min(term.whole / 3);
            term.age() + margin < term.whole
        })
    }
}

/// `POST /api/token/refresh/`.
#[derive(Deserialize)]
struct Renewed {
    access: String,
}

impl Session {
    /// A login with this secret; nothing is asked yet.
    pub fn new(secret: SecretString) -> Self {
        let held = Held {
            kind: Kind::of(&secret),
            secret,
            number: 0,
        };
        Self {
            held: RwLock::new(held),
            look: OnceLock::new(),
            access: Mutex::default(),
        }
    }

    fn held(&self) -> Held {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        held.clone()
    }

    /// Which secret it is, counted from 0, for [`Session::another`].
    pub fn number(&self) -> u64 {
        self.held().number
    }

    /// Looks there for another secret once one is refused for good. The first place that is named
    /// stays.
    pub fn look_at(&self, look: Look) {
        let _first = self.look.set(look);
    }

    /// Whether there is another secret now than the one of this number, which was refused for
    /// good.
    ///
    /// # Errors
    /// A secret that no request can hold.
    pub async fn another(&self, http: &Http, refused: u64) -> Result<bool, PlatformError> {
        let mut access = self.access.lock().await;
        let before = self.held();
        if before.number != refused {
            return Ok(true);
        }
        let Some(Look(look)) = self.look.get().cloned() else {
            return Ok(false);
        };
        let found = tokio::task::spawn_blocking(move || look()).await;
        let Some(secret) = found.ok().flatten() else {
            return Ok(false);
        };
        if secret.expose_secret() == before.secret.expose_secret() {
            return Ok(false);
        }
        let number = before.number + 1;
        let kind = Kind::of(&secret);
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Held {
            secret,
            kind,
            number,
        };
        // What was signed in with belongs to the secret that went.
        access.number += 1;
        access.term = None;
        http.sign_in(&self.auth())?;
        Ok(true)
    }

    /// What is sent from the start.
    pub fn auth(&self) -> Auth {
        let Held { secret, kind, .. } = self.held();
        match kind {
            Kind::Legacy => Auth::Header("Token", secret),
            Kind::Access => Auth::Header("Bearer", secret),
            Kind::Personal => Auth::Nobody,
        }
    }

    /// Which kind of secret it is.
    pub fn kind(&self) -> Kind {
        self.held().kind
    }

    /// Sees to it that the client is signed in; says with which login, for [`Session::again`].
    ///
    /// # Errors
    /// Those of the renewal.
    pub async fn ready(&self, http: &Http) -> Result<u64, PlatformError> {
        if self.kind() != Kind::Personal {
            return Ok(0);
        }
        let access = self.access.lock().await;
        match access.is_fresh() {
            true => Ok(access.number),
            false => self.renew(http, access).await,
        }
    }

    /// A request with that login was refused: whether another one is worth a try. One renewal is
    /// for all that were refused together.
    ///
    /// # Errors
    /// Those of the renewal.
    pub async fn again(&self, http: &Http, refused: u64) -> Result<bool, PlatformError> {
        if self.kind() != Kind::Personal {
            return Ok(false);
        }
        let access = self.access.lock().await;
        if access.number == refused {
            self.renew(http, access).await?;
        }
        Ok(true)
    }

    async fn renew(
        &self,
        http: &Http,
        mut access: MutexGuard<'_, Access>,
    ) -> Result<u64, PlatformError> {
        let (since, at) = (Instant::now(), jiff::Timestamp::now());
        let body = json!({"refresh": self.held().secret.expose_secret()});
        let ask = Ask {
            path: "api/token/refresh/".into(),
            ..Ask::default()
        };
        let answer = http.write("POST", ask, Some(body)).await;
        let answer = answer.map_err(|failure| self.unrenewed(failure))?;
        let renewed: Renewed = answer.json()?;
        let token = SecretString::from(renewed.access);
        let whole = claims(token.expose_secret()).and_then(|claims| claims.whole());
        http.sign_in(&Auth::Header("Bearer", token))?;
        access.number += 1;
        // Without a date the server says when it has expired.
        let whole = whole.unwrap_or(Duration::MAX / 4);
        access.term = Some(Term { since, at, whole });
        tracing::debug!(number = access.number, "access token renewed");
        Ok(access.number)
    }

    /// Why there is no access token. Renewing changes nothing on the server, so nothing of it is
    /// uncertain.
    fn unrenewed(&self, failure: HttpFailure) -> PlatformError {
        let words = self.clean(&failure.words);
        match (failure.status, failure.error) {
            (Some(404), _) => PlatformError::SignIn(
                "this server has no personal access tokens; take the access token of Account & \
                 Settings instead"
                    .into(),
            ),
            (Some(400 | 401 | 403), _) => PlatformError::SignIn(revoked(&words)),
            (_, PlatformError::Uncertain(words)) => PlatformError::Unreachable(self.clean(&words)),
            (_, other) => other,
        }
    }

    /// Words that do not repeat the secret.
    fn clean(&self, words: &Text) -> Text {
        Text::line(&words.replace(self.held().secret.expose_secret(), "…"))
    }

    /// The words for a refusal that stays.
    pub fn refused(&self, words: &Text) -> PlatformError {
        PlatformError::SignIn(match self.kind() {
            Kind::Legacy if words.is_empty() => "the server does not take the token".into(),
            Kind::Legacy => words.clone(),
            Kind::Access => "the access token has expired, they last some minutes only: use the \
                             personal access token that it was made from"
                .into(),
            // Renewed a moment ago and refused all the same.
            Kind::Personal => "the server gives access tokens but does not take them: personal \
                               access tokens are switched off for this organization; have them \
                               switched on, or use a legacy token"
                .into(),
        })
    }
}

/// The words for a personal access token that gives no access.
fn revoked(words: &Text) -> Text {
    let why = match words.as_str() {
        "" => String::new(),
        words => format!(" ({words})"),
    };
    Text::line(&format!(
        "the personal access token was revoked, replaced or has expired{why}: make a new one at \
         Account & Settings"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_tokens_have_a_short_margin() {
        let fresh = |ago: u64, whole: u64| {
            let since = Instant::now()
                .checked_sub(Duration::from_secs(ago))
                .unwrap();
            let term = Some(Term {
                since,
                at: jiff::Timestamp::now(),
                whole: Duration::from_secs(whole),
            });
            Access { number: 1, term }.is_fresh()
        };
        assert!(fresh(0, 300) && fresh(260, 300) && !fresh(271, 300));
        assert!(fresh(1, 10) && !fresh(8, 10) && !fresh(400, 300));
        assert!(!Access::default().is_fresh());
    }

    #[test]
    fn nothing_of_the_secret_is_said() {
        let session = Session::new(SecretString::from("0123456789abcdef"));
        let failure = HttpFailure {
            error: PlatformError::SignIn("x".into()),
            status: Some(401),
            words: "Token 0123456789abcdef is invalid".into(),
        };
        let words = session.unrenewed(failure).to_string();
        assert!(!words.contains("0123456789abcdef"), "{words}");
    }
}

//! The secret as it is sent, exchangeable while requests are under way.

use std::fmt;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use reqwest::Client;
use reqwest::header::{AUTHORIZATION, HeaderValue};
use secrecy::ExposeSecret;
use url::Url;

use crate::model::Text;

use super::{Auth, PlatformError};

/// Where a secret may have been put anew while the program runs: asked once the server refuses the
/// present one. It may read files; none says that there is nothing to sign in with.
#[derive(Clone)]
pub struct Renewal(Arc<dyn Fn() -> Option<Auth> + Send + Sync>);

impl Renewal {
    /// Asks this.
    pub fn new(look: impl Fn() -> Option<Auth> + Send + Sync + 'static) -> Self {
        Self(Arc::new(look))
    }
}

impl fmt::Debug for Renewal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Renewal")
    }
}

/// The account's login.
pub(super) struct Login {
    current: RwLock<Current>,
    renewal: OnceLock<Renewal>,
    /// One look at a time: whoever waits finds what the first one found.
    looking: tokio::sync::Mutex<()>,
}

/// A login as one attempt uses it.
#[derive(Clone)]
pub(super) struct Current {
    /// `Authorization`; marked so that nothing prints it.
    pub(super) header: Option<HeaderValue>,
    /// How many logins there were before.
    pub(super) number: u64,
}

impl Login {
    pub(super) fn new(client: &Client, base: &Url, auth: &Auth) -> Result<Self, PlatformError> {
        let header = header(client, base, auth)?;
        Ok(Self {
            current: RwLock::new(Current { header, number: 0 }),
            renewal: OnceLock::new(),
            looking: tokio::sync::Mutex::default(),
        })
    }

    pub(super) fn current(&self) -> Current {
        self.current
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Takes another secret from now on.
    pub(super) fn change(
        &self,
        client: &Client,
        base: &Url,
        auth: &Auth,
    ) -> Result<(), PlatformError> {
        let header = header(client, base, auth)?;
        self.replace(header);
        Ok(())
    }

    fn replace(&self, header: Option<HeaderValue>) {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        current.header = header;
        current.number += 1;
    }

    /// Looks there for another secret once one is refused. The first place that is named stays.
    pub(super) fn look_at(&self, renewal: Renewal) {
        let _first = self.renewal.set(renewal);
    }

    /// Whether there is another login now than the one of this number, which was refused.
    pub(super) async fn renewed(&self, client: &Client, base: &Url, refused: u64) -> bool {
        let _one = self.looking.lock().await;
        if self.current().number != refused {
            return true;
        }
        let Some(Renewal(look)) = self.renewal.get().cloned() else {
            return false;
        };
        let found = tokio::task::spawn_blocking(move || look()).await;
        let Some(auth) = found.ok().flatten() else {
            return false;
        };
        match header(client, base, &auth) {
            Ok(header) if header != self.current().header => {
                self.replace(header);
                true
            }
            _ => false,
        }
    }
}

/// `Authorization` for a way to sign in.
fn header(client: &Client, base: &Url, auth: &Auth) -> Result<Option<HeaderValue>, PlatformError> {
    let odd = || {
        PlatformError::SignIn(Text::line(
            "the secret holds characters that cannot be sent",
        ))
    };
    let mut header = match auth {
        Auth::Nobody => return Ok(None),
        Auth::Header(word, secret) => {
            let line = format!("{word} {}", secret.expose_secret());
            HeaderValue::from_str(&line).map_err(|_| odd())?
        }
        // A request that is never sent knows how user and password are put together.
        Auth::Basic(user, password) => client
            .get(base.clone())
            .basic_auth(user, Some(password.expose_secret()))
            .build()
            .ok()
            .and_then(|request| request.headers().get(AUTHORIZATION).cloned())
            .ok_or_else(odd)?,
    };
    header.set_sensitive(true);
    Ok(Some(header))
}

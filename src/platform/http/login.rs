//! The secret as it is sent, exchangeable while requests are under way.

use std::sync::{PoisonError, RwLock};

use reqwest::Client;
use reqwest::header::{AUTHORIZATION, HeaderValue};
use secrecy::ExposeSecret;
use url::Url;

use crate::model::Text;

use super::{Auth, PlatformError};

/// The account's login.
pub(super) struct Login(RwLock<Current>);

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
        Ok(Self(RwLock::new(Current { header, number: 0 })))
    }

    pub(super) fn current(&self) -> Current {
        self.0
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
        let mut current = self.0.write().unwrap_or_else(PoisonError::into_inner);
        current.header = header;
        current.number += 1;
        Ok(())
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

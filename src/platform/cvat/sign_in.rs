//! Signing in with user and password, once, for a token that is kept instead.

use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

use crate::model::Text;
use crate::platform::http::{Auth, Http, HttpOptions};
use crate::platform::{PlatformError, Retry};

use super::client::ask;
use super::who;
use super::wire::{About, AccessToken, LoginKey};

/// Servers from here on give personal access tokens.
const TOKENS: super::filter::Version = (2, 48);

/// What signing in gave.
#[derive(Debug)]
pub struct Obtained {
    /// How it is sent; [`auth_of`] finds the same from the secret.
    pub auth: Auth,
    /// The secret to keep.
    pub secret: SecretString,
    /// What it is, in words.
    pub what: Text,
    /// The user name.
    pub user: Text,
}

/// How a token is sent: a personal access token has a dot, the older key has none.
pub fn auth_of(secret: &SecretString) -> Auth {
    let personal = secret.expose_secret().contains('.');
    Auth::Header(if personal { "Bearer" } else { "Token" }, secret.clone())
}

/// Whether a CVAT server answers there, asked without a login.
///
/// # Errors
/// Nobody answers at all.
pub async fn answers(http: HttpOptions) -> Result<bool, PlatformError> {
    let nobody = Http::new(HttpOptions {
        auth: Auth::Nobody,
        ..http
    })?;
    let about = nobody.get(ask("api/server/about")).await;
    match about.and_then(|body| body.json::<About>()) {
        Ok(about) => Ok(who::accepted(about).is_ok()),
        Err(error) if error.retry() == Retry::Patiently => Err(error),
        Err(_) => Ok(false),
    }
}

/// Signs in and obtains a token that can be kept: a personal access token that may write where
/// the server has them, else the user's key, which all of the user's programs share. It is never
/// logged out again: that would take the key from all of them.
///
/// # Errors
/// Those of the requests: wrong names and passwords are [`PlatformError::SignIn`].
pub async fn obtain_token(
    http: HttpOptions,
    user: &str,
    password: &SecretString,
) -> Result<Obtained, PlatformError> {
    let nobody = Http::new(HttpOptions {
        auth: Auth::Nobody,
        ..http.clone()
    })?;
    let about = nobody.get(ask("api/server/about")).await;
    let about: About = about
        .and_then(|body| body.json())
        .map_err(who::another_kind)?;
    let about = who::accepted(about)?;
    let body = json!({"username": user, "password": password.expose_secret()});
    let login = nobody.send("POST", ask("api/auth/login"), Some(body)).await;
    let login = login.map_err(|error| match error {
        // The server answers 400 to wrong credentials.
        PlatformError::Malformed(why) | PlatformError::Denied(why) => PlatformError::SignIn(why),
        other => other,
    })?;
    let login: LoginKey = login.json()?;
    if login.key.is_empty() {
        let why = "the server gave no key; sign in by its web page and make an access token there";
        return Err(PlatformError::SignIn(why.into()));
    }
    let key = SecretString::from(login.key);
    let signed = Http::new(HttpOptions {
        auth: auth_of(&key),
        ..http
    })?;
    let me = signed.get(ask("api/users/self")).await?;
    let me: super::wire::Myself = me.json()?;
    let personal = match who::version(&about.version) >= TOKENS {
        true => personal_token(&signed).await,
        false => None,
    };
    let (secret, what) = match personal {
        Some(token) => (token, "a personal access token named vidimus"),
        None => (key, "the user's key, shared by all of the user's programs"),
    };
    Ok(Obtained {
        auth: auth_of(&secret),
        secret,
        what: what.into(),
        user: Text::line(&me.username),
    })
}

/// A token of our own that may write; none where the server gives none (any more).
async fn personal_token(http: &Http) -> Option<SecretString> {
    let body = json!({"name": "vidimus", "expiry_date": null, "read_only": false});
    let made = http.send("POST", ask("api/auth/access_tokens"), Some(body));
    let made: AccessToken = made.await.ok()?.json().ok()?;
    made.value.map(SecretString::from)
}

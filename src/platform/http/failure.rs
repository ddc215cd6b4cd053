//! What went wrong with one attempt, whether it is worth another, and the words for it. Nothing
//! here ever shows an address with its query, a header or more of a body than a few words.

use std::error::Error;
use std::time::Duration;

use reqwest::Method;
use rustls::{AlertDescription, CertificateError, InvalidMessage};

use crate::limits::{HTTP_FAULT_RETRIES, HTTP_RETRIES, HTTP_WORDS_CHARS};
use crate::model::Text;

use super::PlatformError;

/// A failed request: the error for the screen, and what a platform may want to decide by.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{error}")]
pub struct HttpFailure {
    /// What is told.
    pub error: PlatformError,
    /// The status the server answered with, if it did.
    pub status: Option<u16>,
    /// The server's own words, cleaned; empty without any.
    pub words: Text,
}

impl From<HttpFailure> for PlatformError {
    fn from(failure: HttpFailure) -> Self {
        failure.error
    }
}

/// Why one attempt has no usable answer.
#[derive(Clone, Debug)]
pub(super) enum Fault {
    /// Nothing reached the server: no name, no connection, no trust. `lasting`: trying again will
    /// not help.
    NotSent { words: Text, lasting: bool },
    /// It was sent, and a whole answer did not come. `lasting`: it took all the time there is.
    Lost { words: Text, lasting: bool },
    /// The server answered with an error.
    Answer(Refusal),
    /// A redirect that must not be followed.
    Astray(Text),
    /// A write was answered by a redirect to its result.
    SeeOther,
    /// The answer is beyond a limit.
    TooLarge(Text),
}

/// An error answer.
#[derive(Clone, Debug)]
pub(super) struct Refusal {
    pub(super) status: u16,
    /// The server's words, cleaned and bounded.
    pub(super) words: Text,
    /// It came as a page for people.
    pub(super) html: bool,
    /// How long the server asks to be left alone.
    pub(super) wait: Option<Duration>,
    /// The other origin it came from; the secret was not shown there.
    pub(super) elsewhere: Option<Text>,
    /// A picture was asked for.
    pub(super) picture: bool,
    /// `X-Request-Id`, for whoever runs the server.
    pub(super) id: Option<Text>,
}

/// Gateways' answers that mean: the server behind was never reached.
fn never_reached(status: u16) -> bool {
    // 521 to 523 and 525, 526: a large gateway's words for refused, timed out, unroutable, no TLS.
    matches!(status, 521..=523 | 525 | 526)
}

/// Gateways' answers that mean: the server behind was reached, its answer was not.
fn answer_lost(status: u16) -> bool {
    matches!(status, 502 | 504 | 520 | 524)
}

impl Fault {
    /// Whether a read may be repeated after this, the `repeat`-th time (from 0).
    pub(super) fn again_read(&self, repeat: u32) -> bool {
        match self {
            Self::NotSent { lasting, .. } | Self::Lost { lasting, .. } => {
                !lasting && repeat < HTTP_RETRIES
            }
            Self::Answer(refusal) => match refusal.status {
                408 | 425 | 429 | 503 => repeat < HTTP_RETRIES,
                500 => repeat < HTTP_FAULT_RETRIES,
                status => (answer_lost(status) || never_reached(status)) && repeat < HTTP_RETRIES,
            },
            Self::Astray(_) | Self::SeeOther | Self::TooLarge(_) => false,
        }
    }

    /// Whether the server itself has failed (500).
    pub(super) fn is_servers(&self) -> bool {
        matches!(self, Self::Answer(refusal) if refusal.status == 500)
    }

    /// Whether a write may be repeated: only when nothing was sent. What a busy server has refused
    /// (429, 503) goes back to the outbox, which repeats it with patience and can be looked at.
    pub(super) fn again_write(&self, repeat: u32) -> bool {
        matches!(self, Self::NotSent { lasting: false, .. }) && repeat < HTTP_RETRIES
    }

    /// How long the server asks to be left alone.
    pub(super) fn wait(&self) -> Option<Duration> {
        match self {
            Self::Answer(refusal) => refusal.wait,
            _ => None,
        }
    }

    /// The error of a request that is given up.
    pub(super) fn failure(self, method: &Method, what: &Text) -> HttpFailure {
        let reads = *method == Method::GET;
        let plain = |error| HttpFailure {
            error,
            status: None,
            words: Text::default(),
        };
        match self {
            Self::NotSent { words, .. } => plain(PlatformError::Unreachable(words)),
            Self::Lost { words, .. } if reads => plain(PlatformError::Unreachable(words)),
            Self::Lost { words, .. } => plain(PlatformError::Uncertain(words)),
            // Wrong addresses are put right by somebody; until then nothing in the outbox is lost.
            Self::Astray(words) => plain(PlatformError::Unreachable(words)),
            Self::SeeOther => plain(PlatformError::Uncertain(line(&format!(
                "{what}: the server answers by a redirect (303)"
            )))),
            Self::TooLarge(words) => plain(PlatformError::TooLarge(words)),
            Self::Answer(refusal) => HttpFailure {
                status: Some(refusal.status),
                words: refusal.words.clone(),
                error: match reads {
                    true => refusal.read_error(what),
                    false => refusal.write_error(what),
                },
            },
        }
    }
}

impl Refusal {
    /// The server's words, or ours.
    fn or(&self, ours: &str) -> Text {
        match self.words.is_empty() {
            true => line(ours),
            false => self.words.clone(),
        }
    }

    /// Our words, the status, where to look for more, and the server's words.
    fn told(&self, ours: &str) -> Text {
        let mut words = format!("{ours} ({}", self.status);
        if let Some(id) = &self.id {
            words.push_str(&format!(", request {id}"));
        }
        words.push(')');
        if !self.words.is_empty() {
            words.push_str(&format!(": {}", self.words));
        }
        line(&words)
    }

    /// What reads and writes share: answers that say clearly that nothing was done.
    fn common(&self, what: &Text) -> Option<PlatformError> {
        if let (401 | 403, Some(elsewhere)) = (self.status, &self.elsewhere) {
            if self.picture {
                let words = format!("{elsewhere} does not give out the picture");
                return Some(PlatformError::Io(self.told(&words)));
            }
            return Some(PlatformError::Unreachable(line(&format!(
                "{what}: the server redirects to {elsewhere}, where the account's secret does not \
                 go: if that is the same server, change the account's url to {elsewhere}"
            ))));
        }
        Some(match self.status {
            401 => PlatformError::SignIn(self.or("the server does not take the secret")),
            403 => PlatformError::Denied(self.or(&format!("the server refuses {what}"))),
            404 | 410 if self.html => PlatformError::NotFound(line(&format!(
                "{what} (answered by an HTML page: is this the address of the server?)"
            ))),
            404 | 410 => PlatformError::NotFound(what.clone()),
            409 | 412 => PlatformError::Conflict(self.or(what)),
            // The proxy between wants a login of its own.
            407 => PlatformError::Unreachable(self.told("the proxy wants a user and password")),
            // Told to come later, or the request was not taken in at all: nothing was done.
            408 | 425 | 429 | 503 => {
                PlatformError::Unreachable(self.told("the server is too busy"))
            }
            status if never_reached(status) => {
                PlatformError::Unreachable(self.told("the server does not answer its gateway"))
            }
            _ => return None,
        })
    }

    fn read_error(&self, what: &Text) -> PlatformError {
        self.common(what).unwrap_or_else(|| match self.status {
            status if answer_lost(status) => {
                PlatformError::Unreachable(self.told("the server does not answer its gateway"))
            }
            500.. => PlatformError::Io(self.told(&format!("{what}: the server failed"))),
            _ => PlatformError::Io(self.told(&format!("{what}: the server refuses"))),
        })
    }

    /// A gateway's 502 and 504 came after the write was handed on. A server's own fault (500) may
    /// come after it was stored, in a step behind: both are read again before they are repeated.
    /// Everything else of 400 is a judgement on the request: the same request gets the same.
    fn write_error(&self, what: &Text) -> PlatformError {
        self.common(what).unwrap_or_else(|| match self.status {
            status if answer_lost(status) => {
                PlatformError::Uncertain(self.told("the server does not answer its gateway"))
            }
            501 | 505 => PlatformError::Denied(self.told("the server cannot do this")),
            // Refused for want of room before anything was stored.
            507 => PlatformError::Io(self.told("the server has no room left")),
            500.. => PlatformError::Uncertain(self.told(&format!("{what}: the server failed"))),
            _ => PlatformError::Denied(self.told("the server refuses")),
        })
    }
}

/// One bounded line.
pub(super) fn line(words: &str) -> Text {
    match words.char_indices().nth(HTTP_WORDS_CHARS) {
        Some((end, _)) => Text::line(&format!("{}…", words.get(..end).unwrap_or_default())),
        None => Text::line(words),
    }
}

/// Judges an error of the connection. `to`: the origin that was asked; `proxy`: the settings name
/// one to go through.
pub(super) fn classify(error: &reqwest::Error, to: &Text, proxy: bool) -> Fault {
    let (words, lasting) = match (error.is_builder(), error.is_connect()) {
        (true, _) => (format!("{to}: the request cannot be made"), true),
        (_, true) => unconnected(error, to, proxy),
        _ => {
            return Fault::Lost {
                words: line(&broken_off(error, to)),
                lasting: false,
            };
        }
    };
    Fault::NotSent {
        words: line(&words),
        lasting,
    }
}

/// Words for an answer that does not come, or not whole.
fn broken_off(error: &reqwest::Error, to: &Text) -> String {
    if error.is_timeout() {
        format!("{to} has not answered in time")
    } else if error.is_body() || error.is_decode() {
        format!("the answer of {to} broke off or is damaged")
    } else if says(error, &["invalid HTTP"]) {
        format!("{to} does not speak HTTP: check the url and its port")
    } else {
        format!("the connection to {to} was cut")
    }
}

/// Words for a connection that does not come about, and whether it will not until somebody acts.
fn unconnected(error: &reqwest::Error, to: &Text, proxy: bool) -> (String, bool) {
    if let Some(tls) = find::<rustls::Error>(error) {
        return (format!("{to}: {}", untrusted(tls)), true);
    }
    let tunnel = says(error, &["tunnel", "proxy"]);
    let kind = find::<std::io::Error>(error).map(std::io::Error::kind);
    let why = if tunnel {
        "cannot be reached through the proxy: check the proxy settings"
    } else if proxy {
        "cannot be reached: the proxy that the settings name does not answer"
    } else if error.is_dns() {
        "is a name that nobody knows: check the url, and the network"
    } else if error.is_timeout() {
        "does not answer: no connection in time"
    } else {
        match kind {
            Some(std::io::ErrorKind::ConnectionRefused) => {
                "refuses the connection: is the server running, and the port right?"
            }
            Some(std::io::ErrorKind::NetworkUnreachable | std::io::ErrorKind::HostUnreachable) => {
                "cannot be reached from this network"
            }
            _ => "cannot be connected to",
        }
    };
    (format!("{to} {why}"), false)
}

/// Whether a cause says one of these words. Some types behind an error are not public, their words
/// are. The error itself is left out: it names the address, which may be anything.
fn says(error: &reqwest::Error, words: &[&str]) -> bool {
    chain(error).skip(1).any(|cause| {
        let said = cause.to_string();
        words.iter().any(|word| said.contains(word))
    })
}

/// What to do about a TLS failure.
fn untrusted(error: &rustls::Error) -> String {
    use CertificateError as C;
    match error {
        rustls::Error::InvalidCertificate(why) => match why {
            C::UnknownIssuer => "its certificate is signed by nobody this system trusts: name the \
                 signer's certificate by ca_file, or set insecure = true"
                .into(),
            C::Expired | C::ExpiredContext { .. } => "its certificate has expired".into(),
            C::NotValidYet | C::NotValidYetContext { .. } => {
                "its certificate is not valid yet: is this system's clock right?".into()
            }
            C::NotValidForName | C::NotValidForNameContext { .. } => {
                "its certificate is for another name: check the url".into()
            }
            other => format!(
                "its certificate is not trusted ({}): name it by ca_file, or set insecure = true",
                line(&other.to_string())
            ),
        },
        rustls::Error::InvalidMessage(InvalidMessage::InvalidContentType) => {
            "it does not speak TLS there: is the url http:// instead?".into()
        }
        rustls::Error::AlertReceived(AlertDescription::CertificateRequired) => {
            "it wants a certificate of ours, which is not supported".into()
        }
        other => format!("no secure connection ({})", line(&other.to_string())),
    }
}

/// The errors behind an error, itself first. What an `io::Error` wraps is part of it: its own
/// `source` skips that.
fn chain<'a>(error: &'a reqwest::Error) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    let first: &'a (dyn Error + 'static) = error;
    std::iter::successors(Some(first), |cause| {
        let cause: &'a (dyn Error + 'static) = *cause;
        let wrapped = cause
            .downcast_ref::<std::io::Error>()
            .and_then(std::io::Error::get_ref);
        match wrapped {
            Some(inner) => Some(inner as &'a (dyn Error + 'static)),
            None => cause.source(),
        }
    })
}

fn find<T: Error + 'static>(error: &reqwest::Error) -> Option<&T> {
    chain(error).find_map(|cause| cause.downcast_ref())
}

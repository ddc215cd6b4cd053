//! The client: requests under the budget, reads repeated and shared, writes repeated only where
//! the server surely has not seen them.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Method};
use secrecy::SecretString;
use tokio::sync::mpsc;
use url::Url;

use crate::limits::{HTTP_BYTES_IN_FLIGHT, HTTP_PARALLEL};
use crate::model::Text;

use super::super::PlatformEvent;
use super::budget::{Budget, Permit, Tank, Ticket};
use super::exchange::{Call, Wire};
use super::failure::{Fault, HttpFailure, line};
use super::health::News;
use super::login::{Current, Login, Renewal};
use super::page::{self, Page};
use super::shared::Flights;
use super::{Ask, Auth, Body, HttpOptions, Pace, PlatformError, Urgency, origin, retry, trust};

/// A client of one server and one login. Cheap to clone.
#[derive(Clone)]
pub struct Http {
    inner: Arc<Inner>,
}

struct Inner {
    options: HttpOptions,
    pace: Pace,
    client: Client,
    login: Login,
    budget: Arc<Budget>,
    tank: Tank,
    flights: Flights,
    news: News,
    /// Writes and logins so far: what was read before one is no answer after it.
    changes: AtomicU64,
    sent: AtomicU64,
    clock: AtomicI64,
}

impl fmt::Debug for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Http").field(&self.inner.options).finish()
    }
}

impl Http {
    /// A client; nothing is sent yet.
    ///
    /// # Errors
    /// An address, certificate file, proxy or secret that cannot be used.
    pub fn new(options: HttpOptions) -> Result<Self, PlatformError> {
        Self::with_pace(options, Pace::default())
    }

    /// A client with other waiting times than the usual ones.
    ///
    /// # Errors
    /// As [`Http::new`].
    pub fn with_pace(mut options: HttpOptions, pace: Pace) -> Result<Self, PlatformError> {
        options.base = origin::checked_base(&options.base)?;
        options.parallel = options.parallel.clamp(1, HTTP_PARALLEL);
        let client = trust::client(&options, &pace)?;
        let login = Login::new(&client, &options.base, &options.auth)?;
        let budget = Budget::new(options.parallel);
        Ok(Self {
            inner: Arc::new(Inner {
                options,
                pace,
                client,
                login,
                budget,
                tank: Tank::new(HTTP_BYTES_IN_FLIGHT),
                flights: Flights::default(),
                news: News::default(),
                changes: AtomicU64::new(0),
                sent: AtomicU64::new(0),
                clock: AtomicI64::new(0),
            }),
        })
    }

    /// The server's address, its path ending in a slash.
    pub fn base(&self) -> &Url {
        &self.inner.options.base
    }

    /// Signs in with another secret from now on. What is under way with the old one and refused
    /// for it is asked again with this one.
    ///
    /// # Errors
    /// A secret that no header can hold.
    pub fn sign_in(&self, auth: &Auth) -> Result<(), PlatformError> {
        self.inner
            .login
            .change(&self.inner.client, self.base(), auth)?;
        self.inner.changes.fetch_add(1, Ordering::AcqRel);
        Ok(())
    }

    /// Looks there for another secret once the present one is refused, and goes on with it.
    pub fn renew_from(&self, renewal: Renewal) {
        self.inner.login.look_at(renewal);
    }

    /// Tells [`PlatformEvent::Health`] and [`PlatformEvent::Wait`] from now on.
    pub fn observe(&self, sender: mpsc::Sender<PlatformEvent>) {
        self.inner.news.to(sender);
    }

    /// Seconds that the server's clock is ahead of ours, by its last answer.
    pub fn clock_off_s(&self) -> i64 {
        self.inner.clock.load(Ordering::Relaxed)
    }

    /// Requests sent so far, repetitions included.
    pub fn sent(&self) -> u64 {
        self.inner.sent.load(Ordering::Relaxed)
    }

    /// What to ask for where the server itself names one of its addresses (`url`, `next`). Its
    /// idea of its host may be wrong behind a proxy: only path and query are taken over.
    pub fn own(&self, address: &str) -> Option<Ask> {
        origin::own(self.base(), address)
    }

    /// Reads. Identical reads in flight share one request. Connection errors, timeouts, 408, 429,
    /// 502, 503 and 504 are repeated up to four times.
    ///
    /// # Errors
    /// By status and kind of failure; see [`PlatformError`].
    pub async fn get(&self, ask: Ask) -> Result<Body, PlatformError> {
        Ok(self.read(ask).await?)
    }

    /// As [`Http::get`], with none for what is not there (404).
    ///
    /// # Errors
    /// As [`Http::get`], without [`PlatformError::NotFound`].
    pub async fn get_if_there(&self, ask: Ask) -> Result<Option<Body>, PlatformError> {
        match self.read(ask).await {
            Ok(body) => Ok(Some(body)),
            Err(failure) if failure.status == Some(404) => Ok(None),
            Err(failure) => Err(failure.error),
        }
    }

    /// As [`Http::get`], with the status and the server's words of a failure.
    ///
    /// # Errors
    /// As [`Http::get`].
    pub async fn read(&self, ask: Ask) -> Result<Body, HttpFailure> {
        let url = origin::address(self.base(), &ask).map_err(unsent)?;
        let what = Text::line(ask.path.split('?').next().unwrap_or_default());
        let call = self
            .call(Method::GET, url, what, &ask, None)
            .map_err(unsent)?;
        self.shared(call, ask.urgency).await
    }

    /// Fetches a picture from wherever it lies (a cloud's storage, say). Only the account's own
    /// origin is told who we are.
    ///
    /// # Errors
    /// As [`Http::get`].
    pub async fn picture_at(&self, address: &Url, urgency: Urgency) -> Result<Body, PlatformError> {
        if !matches!(address.scheme(), "http" | "https") {
            return Err(PlatformError::Unsupported(origin::shown(address)));
        }
        let ask = Ask {
            accept: Some("*/*"),
            urgency,
            picture: true,
            ..Ask::default()
        };
        let what = origin::shown(address);
        let call = self.call(Method::GET, address.clone(), what, &ask, None)?;
        Ok(self.shared(call, urgency).await?)
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
        Ok(self.write(method, ask, body).await?)
    }

    /// As [`Http::send`], with the status and the server's words of a failure.
    ///
    /// # Errors
    /// As [`Http::send`].
    pub async fn write(
        &self,
        method: &'static str,
        ask: Ask,
        body: Option<serde_json::Value>,
    ) -> Result<Body, HttpFailure> {
        let method = match method {
            "POST" => Method::POST,
            "PATCH" => Method::PATCH,
            "PUT" => Method::PUT,
            "DELETE" => Method::DELETE,
            other => return Err(unsent(PlatformError::Unsupported(Text::line(other)))),
        };
        let url = origin::address(self.base(), &ask).map_err(unsent)?;
        let what = Text::line(ask.path.split('?').next().unwrap_or_default());
        let body = body.map(|json| json.to_string().into_bytes());
        let call = self.call(method, url, what, &ask, body).map_err(unsent)?;
        // Reads begun before it, or while it is under way, are no answer after it.
        let _change = Change::begin(&self.inner.changes);
        self.inner.run(&call, &Ticket::new(ask.urgency)).await
    }

    /// A page for people, asked for once and not followed where it leads to; with fields, these are
    /// posted to it as a form.
    ///
    /// # Errors
    /// No answer: [`PlatformError::Unreachable`], or [`PlatformError::Uncertain`] to a form.
    pub async fn page(
        &self,
        ask: Ask,
        fields: Option<Vec<(&'static str, SecretString)>>,
    ) -> Result<Page, PlatformError> {
        let url = origin::address(self.base(), &ask)?;
        let what = Text::line(ask.path.split('?').next().unwrap_or_default());
        let method = fields.as_ref().map_or(Method::GET, |_| Method::POST);
        let body = fields.map(|fields| page::form(&fields));
        let ask = Ask {
            accept: Some("text/html"),
            ..ask
        };
        let call = Call {
            content: page::FORM,
            ..self.call(method, url, what, &ask, body)?
        };
        let (_place, login) = self.inner.place(&call, &Ticket::new(ask.urgency)).await;
        let wire = self.inner.wire(login.header);
        let page = tokio::time::timeout(self.inner.pace.total, wire.page(&call)).await;
        page.unwrap_or_else(|_| Err(self.inner.late(&call)))
            .map_err(|fault| fault.failure(&call.method, &call.what).error)
    }

    fn call(
        &self,
        method: Method,
        url: Url,
        what: Text,
        ask: &Ask,
        body: Option<Vec<u8>>,
    ) -> Result<Call, PlatformError> {
        let odd = |name: &str| {
            let words = line(&format!("a request with this {name}"));
            PlatformError::Unsupported(words)
        };
        let mut headers = HeaderMap::new();
        for (name, value) in &ask.headers {
            let key = HeaderName::from_bytes(name.as_bytes()).map_err(|_| odd(name))?;
            let value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| odd(name))?;
            headers.append(key, value);
        }
        let accept = ask.accept.unwrap_or(self.inner.options.accept);
        let accept = HeaderValue::from_str(accept).map_err(|_| odd("Accept"))?;
        Ok(Call {
            method,
            url,
            what,
            accept,
            headers,
            content: "application/json",
            body,
            picture: ask.picture,
            final_faults: ask.final_faults,
        })
    }

    async fn shared(&self, call: Call, urgency: Urgency) -> Result<Body, HttpFailure> {
        let key = format!(
            "{} {:?} {:?} {} {}",
            call.url, call.accept, call.headers, call.picture, call.final_faults
        );
        let key = (key, self.inner.changes.load(Ordering::Acquire));
        let ticket = Ticket::new(urgency);
        let (flight, joined) = self.inner.flights.join(key, &ticket, || {
            let (inner, ticket) = (Arc::clone(&self.inner), Arc::clone(&ticket));
            async move { inner.run(&call, &ticket).await }
        });
        if joined && urgency == Urgency::Visible {
            self.inner.budget.raise(&flight.ticket);
        }
        flight.wait().await
    }
}

/// Marks reads before and after a change as different, also when the change is given up.
struct Change<'a>(&'a AtomicU64);

impl<'a> Change<'a> {
    fn begin(changes: &'a AtomicU64) -> Self {
        changes.fetch_add(1, Ordering::AcqRel);
        Self(changes)
    }
}

impl Drop for Change<'_> {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::AcqRel);
    }
}

impl Inner {
    /// Attempts until one is final.
    async fn run(&self, call: &Call, ticket: &Arc<Ticket>) -> Result<Body, HttpFailure> {
        let mut repeat = 0;
        loop {
            let (place, login) = self.place(call, ticket).await;
            let (fault, home) = match self.attempt(call, login.header.clone()).await {
                Ok(body) => {
                    if self.at_home(call) {
                        self.news.answered(login.header.is_some());
                    }
                    return Ok(body);
                }
                Err(fault) => fault,
            };
            // Nobody holds a place while waiting for another try.
            drop(place);
            // Somebody has signed in anew meanwhile, and a refused request was not processed.
            let refused = matches!(&fault, Fault::Answer(refusal) if refusal.status == 401);
            if refused && home && self.signed_in_anew(login.number).await {
                continue;
            }
            let again = match call.method == Method::GET {
                true => !(call.final_faults && fault.is_servers()) && fault.again_read(repeat),
                false => fault.again_write(repeat),
            };
            let asked = fault.wait();
            let failure = fault.failure(&call.method, &call.what);
            // A single stumble is nothing to tell.
            if home && (!again || repeat > 0) {
                self.news.failed(&failure);
            }
            let wait = asked.unwrap_or_else(|| retry::backoff(self.pace.backoff, repeat));
            if let Some(asked) = asked.filter(|asked| home && !asked.is_zero()) {
                self.news.wait(asked);
            }
            if !again {
                let (method, what) = (call.method.as_str(), call.what.as_str());
                tracing::warn!(method, what, error = %failure, "given up");
                let path = format!(
                    "{}{}",
                    call.url.origin().ascii_serialization(),
                    call.url.path()
                );
                self.news.refused(&format!("{method} {path}"), &failure);
                return Err(failure);
            }
            tokio::time::sleep(wait).await;
            repeat += 1;
        }
    }

    /// Whether there is another login by now than the one that was refused.
    async fn signed_in_anew(&self, refused: u64) -> bool {
        let base = &self.options.base;
        let renewed = self.login.renewed(&self.client, base, refused).await;
        if renewed {
            self.changes.fetch_add(1, Ordering::AcqRel);
        }
        renewed
    }

    /// A place in the budget, and the login at the time it was found.
    async fn place(&self, call: &Call, ticket: &Arc<Ticket>) -> (Permit, Current) {
        let place = self.budget.place(ticket, call.picture).await;
        (place, self.login.current())
    }

    /// One attempt.
    async fn attempt(
        &self,
        call: &Call,
        secret: Option<HeaderValue>,
    ) -> Result<Body, (Fault, bool)> {
        self.sent.fetch_add(1, Ordering::Relaxed);
        let wire = self.wire(secret);
        match tokio::time::timeout(self.pace.total, wire.exchange(call)).await {
            Ok(answer) => answer,
            Err(_) => Err((self.late(call), self.at_home(call))),
        }
    }

    fn wire(&self, secret: Option<HeaderValue>) -> Wire<'_> {
        Wire {
            client: &self.client,
            options: &self.options,
            tank: &self.tank,
            secret,
            clock: &self.clock,
        }
    }

    /// The fault of what took all the time there is.
    fn late(&self, call: &Call) -> Fault {
        let time = spoken(self.pace.total);
        let words = format!("{}: not finished within {time}", call.what);
        Fault::Lost {
            words: line(&words),
            lasting: true,
        }
    }

    /// Whether it is the account's own server that is asked.
    fn at_home(&self, call: &Call) -> bool {
        origin::same_origin(&self.options.base, &call.url)
    }
}

fn spoken(time: Duration) -> String {
    match time.as_secs() {
        0 => format!("{} ms", time.as_millis()),
        seconds if seconds % 60 == 0 => format!("{} min", seconds / 60),
        seconds => format!("{seconds} s"),
    }
}

fn unsent(error: PlatformError) -> HttpFailure {
    HttpFailure {
        error,
        status: None,
        words: Text::default(),
    }
}

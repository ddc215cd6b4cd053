//! Requests: every read and write passes [`Client`], which signs in anew where that is needed.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;
use tokio::task::JoinSet;

use crate::limits;
use crate::model::{Id, Level, NodeRef, Text};
use crate::platform::PlatformError;
use crate::platform::http::{Ask, Body, Http, HttpFailure, Urgency};

use super::LabelStudioPlatform;
use super::session::Session;

/// `Accept` of JSON requests.
pub const ACCEPT: &str = "application/json";

/// A request for a path below the server's address.
pub fn ask(path: impl Into<String>) -> Ask {
    Ask {
        path: path.into(),
        ..Ask::default()
    }
}

/// A parameter added.
pub fn with(mut ask: Ask, name: &'static str, value: impl ToString) -> Ask {
    ask.query.push((name, value.to_string()));
    ask
}

/// The number at some level of a path.
///
/// # Errors
/// A path without the level, or with an id that no server gives.
pub fn number(node: &NodeRef, level: Level) -> Result<u64, PlatformError> {
    match node.id_at(level) {
        Some(Id::Number(number)) => Ok(*number),
        Some(other) => Err(PlatformError::NotFound(Text::line(&format!(
            "{} {other}",
            level.word()
        )))),
        None => Err(PlatformError::Unsupported(Text::line(&format!(
            "a {} without its {}",
            node.level().word(),
            level.word()
        )))),
    }
}

/// Whether a failure is the page of a route that the server does not have: what it answers itself
/// about a missing object has words.
pub fn is_no_route(failure: &HttpFailure) -> bool {
    failure.status == Some(404) && failure.words.is_empty()
}

/// The client of one login. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    http: Http,
    session: Arc<Session>,
}

impl Client {
    /// A client that signs in by a session.
    pub fn new(http: Http, session: Session) -> Self {
        Self {
            http,
            session: Arc::new(session),
        }
    }

    /// The connection itself.
    pub fn http(&self) -> &Http {
        &self.http
    }

    /// The login.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Reads, with the status and the server's words of a failure. An access token that expired
    /// meanwhile is renewed once.
    ///
    /// # Errors
    /// By status and kind of failure; see [`PlatformError`].
    pub async fn read(&self, ask: Ask) -> Result<Body, HttpFailure> {
        self.signed_in(|| self.http.read(ask.clone()), &ask.path)
            .await
    }

    /// Reads.
    ///
    /// # Errors
    /// As [`Client::read`].
    pub async fn get(&self, ask: Ask) -> Result<Body, PlatformError> {
        Ok(self.read(ask).await?)
    }

    /// As [`Client::get`], with none for what is not there (404).
    ///
    /// # Errors
    /// As [`Client::read`], without [`PlatformError::NotFound`].
    pub async fn get_if_there(&self, ask: Ask) -> Result<Option<Body>, PlatformError> {
        match self.read(ask).await {
            Ok(body) => Ok(Some(body)),
            Err(failure) if failure.status == Some(404) => Ok(None),
            Err(failure) => Err(failure.error),
        }
    }

    /// Writes, with the status and the server's words of a failure.
    ///
    /// # Errors
    /// As [`Http::write`].
    pub async fn write(
        &self,
        method: &'static str,
        ask: Ask,
        body: Option<Value>,
    ) -> Result<Body, HttpFailure> {
        let path = ask.path.clone();
        let send = || self.http.write(method, ask.clone(), body.clone());
        self.signed_in(send, &path).await
    }

    /// Writes.
    ///
    /// # Errors
    /// As [`Client::write`].
    pub async fn send(
        &self,
        method: &'static str,
        ask: Ask,
        body: Option<Value>,
    ) -> Result<Body, PlatformError> {
        Ok(self.write(method, ask, body).await?)
    }

    /// A picture from wherever it lies; only the own server is told who we are.
    ///
    /// # Errors
    /// As [`Http::picture_at`].
    pub async fn picture_at(
        &self,
        address: &url::Url,
        urgency: Urgency,
    ) -> Result<Body, PlatformError> {
        let fetch = || async {
            let body = self.http.picture_at(address, urgency).await;
            body.map_err(|error| HttpFailure {
                status: matches!(error, PlatformError::SignIn(_)).then_some(401),
                words: Text::default(),
                error,
            })
        };
        Ok(self.signed_in(fetch, "a picture").await?)
    }

    /// A request under the session. What was refused (401) was not done, so writes may be repeated
    /// too: with another secret, where somebody has signed in anew meanwhile.
    async fn signed_in<F, R>(&self, request: F, what: &str) -> Result<Body, HttpFailure>
    where
        F: Fn() -> R,
        R: Future<Output = Result<Body, HttpFailure>>,
    {
        let secret = self.session.number();
        let failure = match self.attempted(&request, what).await {
            Err(failure) if matches!(failure.error, PlatformError::SignIn(_)) => failure,
            other => return other,
        };
        let another = self.session.another(&self.http, secret).await;
        match another.map_err(unasked)? {
            true => self.attempted(&request, what).await,
            false => Err(failure),
        }
    }

    /// The same with the secret that there is; what was signed in with is renewed once.
    async fn attempted<F, R>(&self, request: &F, what: &str) -> Result<Body, HttpFailure>
    where
        F: Fn() -> R,
        R: Future<Output = Result<Body, HttpFailure>>,
    {
        let login = self.session.ready(&self.http).await.map_err(unasked)?;
        let refused = match request().await {
            Err(failure) if failure.status == Some(401) => failure,
            other => return other.map_err(|failure| placed(failure, what)),
        };
        if !matches!(refused.error, PlatformError::SignIn(_)) {
            return Err(refused);
        }
        let again = self.session.again(&self.http, login).await;
        if !again.map_err(unasked)? {
            return Err(self.turned_away(refused));
        }
        match request().await {
            Err(failure) if failure.status == Some(401) => Err(self.turned_away(failure)),
            other => other.map_err(|failure| placed(failure, what)),
        }
    }

    fn turned_away(&self, failure: HttpFailure) -> HttpFailure {
        HttpFailure {
            error: self.session.refused(&failure.words),
            ..failure
        }
    }

    /// Several reads, a few at a time; `take` gets the answers in their order, each as soon as
    /// those before it are there. A page that is not there any more (404, something was deleted
    /// meanwhile) ends them. Says how many were taken.
    ///
    /// # Errors
    /// The first error of any.
    pub async fn in_order(
        &self,
        asks: Vec<Ask>,
        mut take: impl FnMut(Body) -> Result<(), PlatformError>,
    ) -> Result<usize, PlatformError> {
        let mut waiting = asks.into_iter().enumerate().peekable();
        let mut running = JoinSet::new();
        let mut early: HashMap<usize, Body> = HashMap::new();
        let (mut next, mut end) = (0, usize::MAX);
        while next < end {
            let open = next + limits::STUDIO_PARALLEL;
            while let Some((number, ask)) = waiting.next_if(|(number, _)| *number < open) {
                let client = self.clone();
                running.spawn(async move { (number, client.get(ask).await) });
            }
            match running.join_next().await {
                None => break,
                Some(Ok((number, Ok(body)))) => {
                    early.insert(number, body);
                }
                Some(Ok((number, Err(PlatformError::NotFound(_))))) => end = end.min(number),
                Some(Ok((_, Err(error)))) => return Err(error),
                Some(Err(_)) => return Err(PlatformError::Stopped),
            }
            while let Some(body) = early.remove(&next).filter(|_| next < end) {
                take(body)?;
                next += 1;
            }
        }
        Ok(next)
    }
}

/// The server answers a missing object below a slash-less path by its page for people, so that
/// such a page says nothing about the address.
fn placed(failure: HttpFailure, what: &str) -> HttpFailure {
    match failure.status {
        Some(404) => {
            let path = what.split('?').next().unwrap_or_default();
            HttpFailure {
                error: PlatformError::NotFound(Text::line(path)),
                ..failure
            }
        }
        _ => failure,
    }
}

fn unasked(error: PlatformError) -> HttpFailure {
    HttpFailure {
        status: matches!(error, PlatformError::SignIn(_)).then_some(401),
        error,
        words: Text::default(),
    }
}

impl LabelStudioPlatform {
    /// The client of the login, for requests that run together.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Reads; see [`Client::get`].
    ///
    /// # Errors
    /// As [`Client::read`].
    pub async fn get(&self, ask: Ask) -> Result<Body, PlatformError> {
        self.client.get(ask).await
    }

    /// Reads an object of a type.
    ///
    /// # Errors
    /// As [`Client::read`], and an answer of another shape.
    pub async fn get_as<T>(&self, ask: Ask) -> Result<T, PlatformError>
    where
        T: for<'a> Deserialize<'a>,
    {
        self.client.get(ask).await?.json()
    }

    /// Writes; see [`Client::send`].
    ///
    /// # Errors
    /// As [`Client::write`].
    pub async fn send(
        &self,
        method: &'static str,
        ask: Ask,
        body: Option<Value>,
    ) -> Result<Body, PlatformError> {
        self.client.send(method, ask, body).await
    }
}

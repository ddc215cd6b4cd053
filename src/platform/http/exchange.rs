//! One attempt: a request, the redirects it leads through, and its answer read within its limits.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use reqwest::header::{
    AUTHORIZATION, CONTENT_TYPE, DATE, HeaderMap, HeaderValue, LOCATION, RETRY_AFTER,
};
use reqwest::{Client, Method, Response};
use url::Url;

use crate::limits::{HTTP_ERROR_BYTES, HTTP_JSON_BYTES, HTTP_REDIRECTS, PICTURE_BYTES};
use crate::model::Text;

use super::body::is_html;
use super::budget::Tank;
use super::failure::{Fault, Refusal, classify, line};
use super::origin::{Step, origin_shown, same_origin, step};
use super::page::{Cookies, Page};
use super::retry::{clock_off, retry_after};
use super::{Body, HttpOptions};

/// A request as it is sent, however often.
#[derive(Clone)]
pub(super) struct Call {
    pub(super) method: Method,
    pub(super) url: Url,
    /// Its path, for messages.
    pub(super) what: Text,
    /// Headers for every origin.
    pub(super) accept: HeaderValue,
    /// Headers for the account's own origin.
    pub(super) headers: HeaderMap,
    /// What to send.
    pub(super) body: Option<Vec<u8>>,
    /// Its type.
    pub(super) content: &'static str,
    /// It fetches a picture.
    pub(super) picture: bool,
    /// The server's own fault (500) is not worth a repetition.
    pub(super) final_faults: bool,
}

/// What an attempt needs of the client.
pub(super) struct Wire<'a> {
    pub(super) client: &'a Client,
    pub(super) options: &'a HttpOptions,
    pub(super) tank: &'a Tank,
    /// `Authorization` for the own origin.
    pub(super) secret: Option<HeaderValue>,
    /// Seconds that the server's clock was last ahead of ours.
    pub(super) clock: &'a AtomicI64,
}

impl Wire<'_> {
    /// Sends, follows, reads. A fault comes with whether it is the account's own server's.
    pub(super) async fn exchange(&self, call: &Call) -> Result<Body, (Fault, bool)> {
        let mut url = call.url.clone();
        let answer = self.follow(call, &mut url).await;
        answer.map_err(|fault| (fault, same_origin(&self.options.base, &url)))
    }

    /// Sends without following, for the answer's status and cookies.
    pub(super) async fn page(&self, call: &Call) -> Result<Page, Fault> {
        let response = self.send(call, &call.url).await?;
        Ok(Page {
            status: response.status().as_u16(),
            cookies: Cookies::set_by(response.headers()),
        })
    }

    async fn follow(&self, call: &Call, url: &mut Url) -> Result<Body, Fault> {
        for _ in 0..=HTTP_REDIRECTS {
            let response = self.send(call, url).await?;
            let location = header(&response, LOCATION.as_str());
            let step = step(
                &self.options.base,
                url,
                &call.method,
                response.status(),
                location,
                self.secret.is_some(),
            );
            match step {
                Step::Here => return self.read(call, url, response).await,
                Step::Follow(to) => *url = to,
                Step::Refused(words) => {
                    return Err(Fault::Astray(line(&format!("{}: {words}", call.what))));
                }
                Step::SeeOther => return Err(Fault::SeeOther),
            }
        }
        Err(Fault::Astray(line(&format!(
            "{}: the server redirects in a circle (more than {HTTP_REDIRECTS} times)",
            call.what
        ))))
    }

    async fn send(&self, call: &Call, url: &Url) -> Result<Response, Fault> {
        let mut request = self
            .client
            .request(call.method.clone(), url.clone())
            .header(reqwest::header::ACCEPT, call.accept.clone());
        if same_origin(&self.options.base, url) {
            request = request.headers(call.headers.clone());
            if let Some(secret) = &self.secret {
                request = request.header(AUTHORIZATION, secret.clone());
            }
        }
        if let Some(body) = &call.body {
            request = request
                .header(CONTENT_TYPE, call.content)
                .body(body.clone());
        }
        let begun = Instant::now();
        let answer = request.send().await;
        let took = begun.elapsed().as_millis();
        let (method, what) = (call.method.as_str(), call.what.as_str());
        match answer {
            Ok(response) => {
                if let Some(off) = header(&response, DATE.as_str()).and_then(clock_off) {
                    self.clock.store(off, Ordering::Relaxed);
                }
                let id = request_id(&response);
                let (status, id) = (response.status().as_u16(), id.as_deref().unwrap_or("-"));
                tracing::debug!(method, what, status, id, took, "answer");
                Ok(response)
            }
            Err(error) => {
                let fault = self.judge(&error, url);
                tracing::debug!(method, what, took, ?fault, "no answer");
                Err(fault)
            }
        }
    }

    fn judge(&self, error: &reqwest::Error, to: &Url) -> Fault {
        classify(error, &origin_shown(to), self.options.proxy.is_some())
    }

    async fn read(&self, call: &Call, url: &Url, response: Response) -> Result<Body, Fault> {
        let status = response.status().as_u16();
        if !response.status().is_success() {
            return Err(Fault::Answer(self.refusal(call, url, response).await));
        }
        let kind = header(&response, CONTENT_TYPE.as_str()).map(str::to_owned);
        let limit = match call.picture {
            true => PICTURE_BYTES,
            false => HTTP_JSON_BYTES,
        };
        let bytes = self.receive(call, response, limit).await?;
        Ok(Body {
            bytes: bytes.into(),
            what: call.what.clone(),
            kind,
            status,
        })
    }

    /// The body, decompressed, up to the limit.
    async fn receive(
        &self,
        call: &Call,
        mut response: Response,
        limit: u64,
    ) -> Result<Vec<u8>, Fault> {
        let beyond = || {
            let mib = limit / (1024 * 1024);
            let words = format!("{}: the answer has more than {mib} MiB", call.what);
            Fault::TooLarge(line(&words))
        };
        let announced = response.content_length().unwrap_or(0);
        if announced > limit {
            return Err(beyond());
        }
        let mut share = self.tank.share();
        // The announced size is only believed as far as room for it is already accounted for.
        share.grow(announced).await;
        let mut room = announced;
        let mut bytes = Vec::with_capacity(usize::try_from(announced).unwrap_or(0));
        loop {
            let chunk = match response.chunk().await {
                Ok(Some(chunk)) => chunk,
                Ok(None) => return Ok(bytes),
                Err(error) => return Err(self.judge(&error, response.url())),
            };
            let length = (bytes.len() + chunk.len()) as u64;
            if length > limit {
                return Err(beyond());
            }
            if length > room {
                share.grow(length - room).await;
                room = length;
            }
            bytes.extend_from_slice(&chunk);
        }
    }

    /// Words without the secret, should the server repeat it in them.
    fn without_secret(&self, words: String) -> String {
        let header = self.secret.as_ref().and_then(|value| value.to_str().ok());
        match header.and_then(|header| header.split_once(' ')) {
            Some((_, secret)) if !secret.is_empty() => words.replace(secret, "…"),
            _ => words,
        }
    }

    /// An error answer, with as much of its words as there is.
    async fn refusal(&self, call: &Call, url: &Url, mut response: Response) -> Refusal {
        let status = response.status().as_u16();
        let own = same_origin(&self.options.base, url);
        let wait = header(&response, RETRY_AFTER.as_str()).and_then(|value| {
            let date = header(&response, DATE.as_str());
            retry_after(value, date, jiff::Timestamp::now())
        });
        let kind = header(&response, CONTENT_TYPE.as_str()).map(str::to_owned);
        let id = request_id(&response);
        let mut bytes = Vec::new();
        // A body that breaks off still has a status.
        while let Ok(Some(chunk)) = response.chunk().await {
            bytes.extend_from_slice(&chunk);
            if bytes.len() as u64 > HTTP_ERROR_BYTES {
                break;
            }
        }
        let html = is_html(kind.as_deref(), bytes.trim_ascii_start());
        // Another server's words are not this kind of server's.
        let words = match own {
            true => (self.options.explain)(status, &bytes),
            false => None,
        };
        let words = words.map(|words| line(&self.without_secret(words)));
        let words = words.unwrap_or_default();
        tracing::info!(
            status,
            words = words.as_str(),
            id = id.as_deref().unwrap_or("-"),
            "refused"
        );
        Refusal {
            status,
            words,
            html,
            wait,
            elsewhere: (!own).then(|| origin_shown(url)),
            picture: call.picture,
            id,
        }
    }
}

fn header<'r>(response: &'r Response, name: &str) -> Option<&'r str> {
    response.headers().get(name)?.to_str().ok()
}

fn request_id(response: &Response) -> Option<Text> {
    let id = header(response, "x-request-id")?;
    Some(Text::line(&id.chars().take(64).collect::<String>()))
}

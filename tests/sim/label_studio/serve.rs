//! From bytes to a request and back: the log, latency, faults, the other origin.

use super::faults::{self, Fault, Seen};
use super::net::{Budget, Door};
use super::reply::{self, Answer, Reply, html};
use super::routes::{self, Cx, Query};
use super::state::State;
use super::{Options, auth, control, media, seed};
use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode};
use serde_json::{Value, json};
use std::io::Write;
use std::net::TcpListener;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio_rustls::TlsAcceptor;

const JSON: &str = "application/json";

/// What connections share; outlives a stop.
pub struct Shared {
    pub options: Options,
    pub foreign: String,
    pub state: Mutex<State>,
    pub faults: Mutex<Vec<Fault>>,
    pub log: Mutex<Vec<Seen>>,
    pub foreign_log: Mutex<Vec<Seen>>,
    pub latency_ms: AtomicU64,
    pub in_work: AtomicUsize,
    pub most: AtomicUsize,
    number: AtomicU64,
}

pub fn lock<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shared {
    pub fn new(options: Options, foreign: String) -> Self {
        Shared {
            latency_ms: AtomicU64::new(options.latency.as_millis() as u64),
            state: Mutex::new(seed::state(options.clone(), &foreign)),
            options,
            foreign,
            faults: Mutex::default(),
            log: Mutex::default(),
            foreign_log: Mutex::default(),
            in_work: AtomicUsize::new(0),
            most: AtomicUsize::new(0),
            number: AtomicU64::new(1),
        }
    }

    pub fn reset(&self) {
        *lock(&self.state) = seed::state(self.options.clone(), &self.foreign);
        lock(&self.faults).clear();
        self.clear_log();
    }

    pub fn clear_log(&self) {
        lock(&self.log).clear();
        lock(&self.foreign_log).clear();
        self.most.store(0, Ordering::SeqCst);
    }

    fn number(&self) -> u64 {
        self.number.fetch_add(1, Ordering::SeqCst)
    }
}

/// Serves until told to stop; then every connection is gone.
pub fn run(
    shared: Arc<Shared>,
    listener: TcpListener,
    other: TcpListener,
    tls: Option<TlsAcceptor>,
    stopped: tokio::sync::oneshot::Receiver<()>,
) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
        let other = tokio::net::TcpListener::from_std(other).expect("a listener");
        let own = Arc::clone(&shared);
        let handler = move |ConnectInfo(budget): ConnectInfo<Budget>, request: Request<Body>| {
            let shared = Arc::clone(&own);
            async move { handle(&shared, &budget, request).await }
        };
        let app = axum::Router::new().fallback(handler);
        let service = app.into_make_service_with_connect_info::<Budget>();
        let serving = axum::serve(Door { listener, tls }, service);
        let abroad = move |request: Request<Body>| {
            let shared = Arc::clone(&shared);
            async move { foreign(&shared, request).await }
        };
        let elsewhere = axum::serve(other, axum::Router::new().fallback(abroad));
        tokio::select! {
            _ = serving => {}
            _ = elsewhere => {}
            _ = stopped => {}
        }
    });
    runtime.shutdown_timeout(Duration::from_secs(2));
}

struct InWork<'a>(&'a Shared);

impl Drop for InWork<'_> {
    fn drop(&mut self) {
        self.0.in_work.fetch_sub(1, Ordering::SeqCst);
    }
}

async fn handle(shared: &Shared, budget: &Budget, request: Request<Body>) -> Response<Body> {
    let (head, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 256 << 20)
        .await
        .unwrap_or_default();
    let method = head.method.as_str().to_owned();
    let raw = head.uri.path().to_owned();
    let query_text = head.uri.query().unwrap_or_default().to_owned();
    let side = raw
        .strip_prefix("/__control/")
        .or_else(|| raw.strip_prefix("/control/"));
    if let Some(side) = side {
        let value: Value = serde_json::from_slice(&body).unwrap_or_default();
        let answer = control::answer(shared, &method, side, &value);
        return finish(shared, &HeaderMap::new(), answer, JSON);
    }
    let now = shared.in_work.fetch_add(1, Ordering::SeqCst) + 1;
    let _guard = InWork(shared);
    shared.most.fetch_max(now, Ordering::SeqCst);
    let latency = shared.latency_ms.load(Ordering::SeqCst);
    if latency > 0 {
        tokio::time::sleep(Duration::from_millis(latency)).await;
    }
    let Some(path) = raw
        .strip_prefix(shared.options.prefix.as_str())
        .filter(|p| p.starts_with('/'))
    else {
        return finish(shared, &head.headers, Err(Reply::Html(404)), JSON);
    };
    let fault = {
        let mut faults = lock(&shared.faults);
        faults::take(&mut faults, &method, path, &query_text)
    };
    if let Some(fault) = &fault {
        tokio::time::sleep(Duration::from_millis(fault.delay_ms)).await;
    }
    let mut cx = read(shared, &method, path, &query_text, &head.headers, &body);
    let kind_of = |kind: &str| fault.as_ref().is_some_and(|fault| fault.kind == kind);
    let answer = match fault
        .as_ref()
        .and_then(|fault| faults::instead(fault, &raw, &query_text, shared.options.clock_s))
    {
        Some(reply) => Ok(reply),
        // Cut before the server has looked at it.
        None if kind_of("drop") => {
            budget.set(0);
            Ok(Reply::Empty(200))
        }
        None => ask(shared, &mut cx, fault.as_ref()),
    };
    let kind = if kind_of("wrong_type") {
        "text/plain"
    } else {
        JSON
    };
    let answer = draw(answer).await;
    let mut response = finish(shared, &head.headers, answer, kind);
    if let Some(fault) = &fault {
        cut(fault, budget, &mut response);
    }
    let status = response.status().as_u16();
    let mut seen = seen(&cx, &query_text, status);
    seen.fault = fault.map(|fault| fault.kind);
    note(&shared.log, seen);
    response
}

/// The other origin: pictures and files without any sign-in, and never with one.
async fn foreign(shared: &Shared, request: Request<Body>) -> Response<Body> {
    let (head, _) = request.into_parts();
    let query_text = head.uri.query().unwrap_or_default().to_owned();
    let path = head.uri.path().to_owned();
    let method = head.method.as_str().to_owned();
    let cx = read(
        shared,
        &method,
        &path,
        &query_text,
        &head.headers,
        &Bytes::new(),
    );
    let answer = if head.headers.contains_key("authorization") {
        // As a bucket answers a signed address that comes with a header it does not know.
        Err(Reply::With(
            400,
            "<Error><Code>InvalidArgument</Code></Error>".into(),
            vec![("content-type", "application/xml".into())],
        ))
    } else {
        media::file_by_name(&path, 7)
    };
    let answer = draw(answer).await;
    let mut response = finish(shared, &head.headers, answer, JSON);
    response.headers_mut().remove("set-cookie");
    let status = response.status().as_u16();
    note(&shared.foreign_log, seen(&cx, &query_text, status));
    response
}

/// The answer of the state, changed where a fault says so.
fn ask(shared: &Shared, cx: &mut Cx, fault: Option<&Fault>) -> Answer {
    let page = cx.query.clone();
    if fault.is_some_and(|fault| fault.kind == "endless") {
        cx.query.0.retain(|(key, _)| key != "page");
    }
    let answer = {
        let mut state = lock(&shared.state);
        let answer = routes::answer(cx, &mut state);
        match answer {
            Ok(reply) | Err(reply) => Ok(auth::word(reply, cx, &state, shared.number())),
        }
    };
    let Some(fault) = fault else { return answer };
    if fault.kind == "huge" {
        let length = fault.bytes.unwrap_or(80 << 20) as usize;
        let pad = "x".repeat(length);
        let text =
            format!("{{\"count\":1,\"total\":1,\"results\":[],\"tasks\":[],\"pad\":\"{pad}\"}}");
        return Ok(Reply::Json(200, text));
    }
    match answer {
        Ok(Reply::Json(status, text)) => {
            Ok(Reply::Json(status, faults::spoil(fault, text, &page, cx)))
        }
        other => other,
    }
}

fn read(
    shared: &Shared,
    method: &str,
    path: &str,
    query: &str,
    headers: &HeaderMap,
    body: &Bytes,
) -> Cx {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    let host = text("host").unwrap_or("localhost:8080");
    let scheme = if shared.options.tls { "https" } else { "http" };
    let kind = text("content-type").unwrap_or(JSON);
    let mut body_error = None;
    let value = if body.is_empty() {
        json!({})
    } else if kind.starts_with("application/x-www-form-urlencoded") {
        let pairs = url::form_urlencoded::parse(body);
        Value::Object(pairs.map(|(k, v)| (k.into(), v.into())).collect())
    } else {
        serde_json::from_slice(body).unwrap_or_else(|_| {
            let said = if body.starts_with(b"{") {
                "JSON parse error - Expecting property name enclosed in double quotes: line 1 \
                 column 2 (char 1)"
            } else {
                "JSON parse error - Expecting value: line 1 column 1 (char 0)"
            };
            body_error = Some(said.to_owned());
            Value::Null
        })
    };
    let decode = |part: &str| -> String {
        let part = part
            .replace('+', "%2B")
            .replace('&', "%26")
            .replace('=', "%3D");
        url::form_urlencoded::parse(part.as_bytes())
            .next()
            .map(|(key, _)| key.into_owned())
            .unwrap_or_default()
    };
    Cx {
        method: method.to_owned(),
        path: path.to_owned(),
        slash: path.ends_with('/'),
        parts: path.trim_matches('/').split('/').map(decode).collect(),
        query: Query::parse(query),
        headers: headers.clone(),
        body: value,
        body_error,
        who: None,
        base: format!("{scheme}://{host}{}", shared.options.prefix),
    }
}

/// Pictures are made after the state was let go, away from the threads that answer.
async fn draw(answer: Answer) -> Answer {
    match answer {
        Ok(Reply::Picture(picture)) => {
            let (kind, body) = tokio::task::spawn_blocking(move || picture.encode())
                .await
                .expect("a picture");
            Ok(Reply::Bytes {
                kind,
                body,
                headers: Vec::new(),
            })
        }
        other => other,
    }
}

fn finish(
    shared: &Shared,
    asked: &HeaderMap,
    answer: Answer,
    json: &'static str,
) -> Response<Body> {
    let reply = answer.unwrap_or_else(|reply| reply);
    let mut headers: Vec<(&'static str, String)> = Vec::new();
    let page = "text/html; charset=utf-8";
    let (mut status, kind, mut body) = match reply {
        Reply::Json(status, text) => (status, Some(json), text.into_bytes()),
        Reply::With(status, text, more) => {
            let own = more.iter().any(|(key, _)| *key == "content-type");
            headers = more;
            (status, (!own).then_some(json), text.into_bytes())
        }
        Reply::Html(404) => {
            let old = shared.options.version.starts_with("1.13");
            let size = if old { 1_500 } else { 170_734 };
            (404, Some(page), reply::not_found(size).into_bytes())
        }
        Reply::Html(status) => (status, Some(page), html(status).into_bytes()),
        Reply::Text(status, kind, text) => (status, Some(kind), text.into_bytes()),
        Reply::Empty(status) => (status, None, Vec::new()),
        Reply::Bytes {
            kind,
            body,
            headers: more,
        } => {
            headers = more;
            (200, Some(kind), body)
        }
        Reply::Picture(picture) => {
            let (kind, body) = picture.encode();
            (200, Some(kind), body)
        }
        Reply::Error { status, detail, .. } => {
            let text = json!({ "detail": detail }).to_string();
            (status, Some(json), text.into_bytes())
        }
    };
    let pack = shared.options.gzip && asked.contains_key("accept-encoding") && kind == Some(json);
    if pack {
        body = gzip(&body);
        headers.push(("content-encoding", "gzip".into()));
    }
    if kind.is_some_and(|kind| !kind.contains("json") && !kind.contains("html"))
        && let Some((from, to)) = range(asked, body.len())
        && status == 200
    {
        headers.push(("content-range", format!("bytes {from}-{to}/{}", body.len())));
        body = body[from..=to].to_vec();
        status = 206;
    }
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let out = response.headers_mut();
    if let Some(kind) = kind {
        out.insert("content-type", HeaderValue::from_static(kind));
    }
    if shared.options.clock_s != 0 {
        let clock = jiff::SignedDuration::from_secs(shared.options.clock_s);
        let date = (jiff::Timestamp::now() + clock).strftime("%a, %d %b %Y %H:%M:%S GMT");
        headers.push(("date", date.to_string()));
    }
    if !headers.iter().any(|(key, _)| *key == "set-cookie") {
        let cookie = format!(
            "sessionid=.eJw{:020x}; HttpOnly; Path=/; SameSite=Lax",
            shared.number()
        );
        headers.push(("set-cookie", cookie));
    }
    headers.push(("vary", "Accept-Language, Cookie, origin".into()));
    for (key, value) in headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            out.append(HeaderName::from_static(key), value);
        }
    }
    response
}

/// The first and last byte that a `Range` asks for, when they are there.
fn range(asked: &HeaderMap, length: usize) -> Option<(usize, usize)> {
    let text = asked.get("range")?.to_str().ok()?.strip_prefix("bytes=")?;
    let (from, to) = text.split_once('-')?;
    let from: usize = from.parse().ok()?;
    let to = to.parse().unwrap_or(usize::MAX).min(length.checked_sub(1)?);
    (from <= to).then_some((from, to))
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let out = Vec::with_capacity(bytes.len() / 8 + 64);
    let mut packer = flate2::write::GzEncoder::new(out, flate2::Compression::fast());
    packer.write_all(bytes).expect("memory");
    packer.finish().expect("memory")
}

/// Lets the connection die at the byte that the fault names.
fn cut(fault: &Fault, budget: &Budget, response: &mut Response<Body>) {
    match fault.kind.as_str() {
        "uncertain" | "drop" => budget.set(0),
        "cut" => {
            let size = axum::body::HttpBody::size_hint(response.body())
                .exact()
                .unwrap_or(0);
            // Heads are some 300 bytes: half of the body is surely within it.
            budget.set(fault.bytes.unwrap_or(310 + size / 2) as i64);
        }
        _ => {}
    }
}

fn seen(cx: &Cx, query: &str, status: u16) -> Seen {
    let text = |name: &str| cx.header(name).map(str::to_owned);
    let secret = cx.path.contains("/token") || cx.path.contains("/login");
    Seen {
        method: cx.method.clone(),
        path: cx.path.clone(),
        query: query.to_owned(),
        accept: text("accept"),
        content_type: text("content-type"),
        user_agent: text("user-agent"),
        host: text("host"),
        authorization: text("authorization").and_then(|a| a.split(' ').next().map(str::to_owned)),
        cookie: cx.headers.contains_key("cookie"),
        body: (cx.writes() && !secret).then(|| cx.body.clone()),
        status,
        fault: None,
    }
}

fn note(log: &Mutex<Vec<Seen>>, seen: Seen) {
    let mut log = lock(log);
    // A long run keeps the newest alone.
    if log.len() > 50_000 {
        log.drain(..10_000);
    }
    log.push(seen);
}

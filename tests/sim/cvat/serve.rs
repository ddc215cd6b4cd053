//! From bytes to a request and back: the log, latency, faults, compression.

use super::faults::{self, Fault, Seen};
use super::net::{Budget, Door};
use super::reply::{Answer, Reply, html};
use super::routes::{self, Context, Cx, Query};
use super::state::State;
use super::{Options, control, seed};
use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode};
use serde_json::Value;
use std::io::Write;
use std::net::TcpListener;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio_rustls::TlsAcceptor;

/// The type of JSON answers, whatever was accepted.
const JSON: &str = "application/vnd.cvat+json";

/// What connections share; outlives a stop.
pub struct Shared {
    pub options: Options,
    pub state: Mutex<State>,
    pub faults: Mutex<Vec<Fault>>,
    pub log: Mutex<Vec<Seen>>,
    pub latency_ms: AtomicU64,
    pub in_work: AtomicUsize,
    pub most: AtomicUsize,
    number: AtomicU64,
}

impl Shared {
    pub fn new(options: Options) -> Self {
        Shared {
            latency_ms: AtomicU64::new(options.latency.as_millis() as u64),
            state: Mutex::new(seed::state(options.clone())),
            options,
            faults: Mutex::default(),
            log: Mutex::default(),
            in_work: AtomicUsize::new(0),
            most: AtomicUsize::new(0),
            number: AtomicU64::new(1),
        }
    }

    pub fn reset(&self) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) =
            seed::state(self.options.clone());
        self.faults
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
        self.clear_log();
    }

    pub fn clear_log(&self) {
        self.log
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
        self.most.store(0, Ordering::SeqCst);
    }
}

/// Serves until told to stop; then every connection is gone.
pub fn run(
    shared: Arc<Shared>,
    listener: TcpListener,
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
        let handler = move |ConnectInfo(budget): ConnectInfo<Budget>, request: Request<Body>| {
            let shared = Arc::clone(&shared);
            async move { handle(&shared, &budget, request).await }
        };
        let app = axum::Router::new().fallback(handler);
        let service = app.into_make_service_with_connect_info::<Budget>();
        let serving = axum::serve(Door { listener, tls }, service);
        tokio::select! {
            _ = serving => {}
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
    let body = axum::body::to_bytes(body, 64 << 20)
        .await
        .unwrap_or_default();
    let method = head.method.as_str().to_owned();
    let raw = head.uri.path().to_owned();
    let query_text = head.uri.query().unwrap_or_default().to_owned();
    let value: Value = serde_json::from_slice(&body).unwrap_or_default();
    if raw.starts_with("/control/") {
        let answer = control::answer(shared, &method, &raw, &value);
        return finish(shared, &HeaderMap::new(), answer, "application/json");
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
        let mut faults = shared.faults.lock().unwrap_or_else(PoisonError::into_inner);
        faults::take(&mut faults, &method, path, &query_text)
    };
    if let Some(fault) = &fault {
        tokio::time::sleep(Duration::from_millis(fault.delay_ms)).await;
    }
    let mut cx = read(
        shared,
        &method,
        path,
        &query_text,
        &head.headers,
        &body,
        value,
    );
    let mut kind = JSON;
    let answer = match fault
        .as_ref()
        .and_then(|fault| faults::instead(fault, &raw, &query_text, shared.options.clock_s))
    {
        Some(reply) => Ok(reply),
        // Cut before the server has looked at it.
        None if fault.as_ref().is_some_and(|fault| fault.kind == "drop") => {
            budget.set(0);
            Ok(Reply::Empty(200))
        }
        None => ask(shared, &mut cx, fault.as_ref()),
    };
    if fault
        .as_ref()
        .is_some_and(|fault| fault.kind == "wrong_type")
    {
        kind = "text/plain";
    }
    let answer = draw(answer).await;
    let mut response = finish(shared, &head.headers, answer, kind);
    if let Some(fault) = &fault {
        cut(fault, budget, &mut response);
    }
    note(shared, &cx, &query_text, response.status().as_u16(), fault);
    response
}

/// The answer of the state, changed where a fault says so.
fn ask(shared: &Shared, cx: &mut Cx, fault: Option<&Fault>) -> Answer {
    let page = cx.query.clone();
    if fault.is_some_and(|fault| fault.kind == "endless") {
        cx.query.0.retain(|(key, _)| key != "page");
    }
    let answer = {
        let mut state = shared.state.lock().unwrap_or_else(PoisonError::into_inner);
        routes::answer(cx, &mut state)
    };
    let Some(fault) = fault else { return answer };
    if fault.kind == "huge" {
        let length = fault.bytes.unwrap_or(80 << 20) as usize;
        return Ok(Reply::Json(
            200,
            format!(
                "{{\"count\":1,\"results\":[],\"pad\":\"{}\"}}",
                "x".repeat(length)
            ),
        ));
    }
    let number: usize = page
        .get("page")
        .and_then(|text| text.parse().ok())
        .unwrap_or(1);
    let next = cx.link_to_page(number + 1);
    match answer {
        Ok(Reply::Json(status, text)) => {
            Ok(Reply::Json(status, faults::spoil(fault, text, &page, next)))
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
    value: Value,
) -> Cx {
    let host = headers
        .get("host")
        .and_then(|v| v.to_str().ok())
        .unwrap_or("localhost:8080");
    let scheme = if shared.options.tls { "https" } else { "http" };
    let text = String::from_utf8_lossy(body);
    let body_error = (!body.is_empty() && value.is_null() && text.trim() != "null")
        .then(|| "Expecting value: line 1 column 1 (char 0)".to_owned());
    let decode = |part: &str| -> String {
        // `+` is itself in a path, and a percent sign decodes as in a query.
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
        parts: path
            .trim_start_matches('/')
            .split('/')
            .map(decode)
            .collect(),
        query: Query::parse(query),
        headers: headers.clone(),
        // A body that is left out is an empty object, as in the real one.
        body: if body.is_empty() {
            serde_json::json!({})
        } else {
            value
        },
        body_error,
        who: None,
        context: Context::All,
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
                kind: Some(kind),
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
    let (status, kind, body) = match reply {
        Reply::Json(status, text) => (status, Some(json), text.into_bytes()),
        Reply::With(status, text, more) => {
            let own = more.iter().any(|(key, _)| *key == "content-type");
            headers = more;
            (status, (!own).then_some(json), text.into_bytes())
        }
        Reply::Html(status) => (
            status,
            Some("text/html; charset=utf-8"),
            html(status).into_bytes(),
        ),
        Reply::Text(status, text) => (status, Some("text/plain; charset=utf-8"), text.into_bytes()),
        Reply::Empty(status) => (status, None, Vec::new()),
        Reply::Bytes {
            kind,
            body,
            headers: more,
        } => {
            headers = more;
            (200, kind, body)
        }
        Reply::Picture(picture) => {
            let (kind, body) = picture.encode();
            (200, Some(kind), body)
        }
    };
    let accepts = asked
        .get("accept-encoding")
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    let texty = kind.is_some_and(|kind| kind == json || kind.starts_with("text/"));
    let pack = shared.options.gzip && texty && accepts.contains("gzip") && body.len() > 200;
    let body = if pack { gzip(&body) } else { body };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let out = response.headers_mut();
    if let Some(kind) = kind {
        out.insert("content-type", HeaderValue::from_static(kind));
    }
    if pack {
        out.insert("content-encoding", HeaderValue::from_static("gzip"));
        out.insert("vary", HeaderValue::from_static("Accept, Accept-Encoding"));
    }
    if shared.options.clock_s != 0 {
        let clock = jiff::SignedDuration::from_secs(shared.options.clock_s);
        let date = (jiff::Timestamp::now() + clock).strftime("%a, %d %b %Y %H:%M:%S GMT");
        headers.push(("date", date.to_string()));
    }
    let number = shared.number.fetch_add(1, Ordering::SeqCst);
    headers.push((
        "x-request-id",
        format!("00000000-0000-4000-8000-{number:012x}"),
    ));
    for (key, value) in headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            out.append(HeaderName::from_static(key), value);
        }
    }
    response
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
            // Heads are some 250 bytes: half of the body is surely within it.
            budget.set(fault.bytes.unwrap_or(260 + size / 2) as i64);
        }
        _ => {}
    }
}

fn note(shared: &Shared, cx: &Cx, query: &str, status: u16, fault: Option<Fault>) {
    let text = |name: &str| cx.header(name).map(str::to_owned);
    let secret = cx.path.contains("/auth/");
    let seen = Seen {
        method: cx.method.clone(),
        path: cx.path.clone(),
        query: query.to_owned(),
        organization: text("x-organization"),
        accept: text("accept"),
        accept_encoding: text("accept-encoding"),
        content_type: text("content-type"),
        user_agent: text("user-agent"),
        host: text("host"),
        authorization: text("authorization").and_then(|a| a.split(' ').next().map(str::to_owned)),
        cookie: cx.headers.contains_key("cookie"),
        body: (cx.writes() && !secret).then(|| cx.body.clone()),
        status,
        fault: fault.map(|fault| fault.kind),
    };
    let mut log = shared.log.lock().unwrap_or_else(PoisonError::into_inner);
    // A long run keeps the newest alone.
    if log.len() > 50_000 {
        log.drain(..10_000);
    }
    log.push(seen);
}

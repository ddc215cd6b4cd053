//! No secret in `Debug`, errors, logs or addresses, whatever happens.

use std::io::Write;
use std::sync::{Arc, Mutex};

use tracing_subscriber::fmt::MakeWriter;
use vidimus::platform::http::{Auth, Http, HttpOptions};

use super::server::{Reply, Server, answer, json};
use super::{HASTY, SECRET, ask, options};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn the_secret_is_nowhere_to_be_found() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(log.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let login = format!("{{\"key\":\"{SECRET}\"}}");
    let server = Server::start(move |seen| match seen.path.as_str() {
        // It repeats what it was told.
        "/echo" => {
            let told = seen.header("authorization").unwrap_or_default();
            let body = format!("{{\"detail\":\"no such token: {told}\"}}");
            answer(401, &[("X-Request-Id", "req-77")], body.as_bytes())
        }
        "/login" => json(&login),
        "/cut" => Reply::Cut(Vec::new()),
        _ => answer(302, &[("Location", "https://127.0.0.1:1/away")], b""),
    })
    .await;
    // A test beside this one may just have met a place of the log, and found nobody listening.
    let http = Http::with_pace(options(&server.url()), HASTY).unwrap();
    let _met = http.read(ask("echo")).await;
    tracing::callsite::rebuild_interest_cache();
    let mut shown = String::new();
    for auth in [
        Auth::Header("Token", SECRET.into()),
        Auth::Basic("me".into(), SECRET.into()),
    ] {
        let options = HttpOptions {
            auth,
            ..options(&server.url())
        };
        shown.push_str(&format!("{options:?}"));
        let http = Http::with_pace(options, HASTY).unwrap();
        shown.push_str(&format!("{http:?}"));
        for path in ["echo", "login", "cut", "moved"] {
            let read = http.read(ask(path)).await;
            let body = serde_json::json!({"password": SECRET});
            let write = http.write("POST", ask(path), Some(body)).await;
            shown.push_str(&format!("{read:?} {write:?}"));
            for error in [read.err(), write.err()].into_iter().flatten() {
                shown.push_str(&format!("{error}"));
            }
        }
    }
    let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(logged.contains("req-77"), "{logged}");
    // The same in base64: me:sesame0123456789
    for secret in [SECRET, "bWU6c2VzYW1lMDEyMzQ1Njc4OQ"] {
        assert!(!shown.contains(secret), "{shown}");
        assert!(!logged.contains(secret), "{logged}");
    }
}

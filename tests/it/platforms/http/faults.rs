//! Servers that are late, cut off, busy or not there: what is repeated, what is told.

use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::mpsc;
use vidimus::platform::http::{Http, HttpOptions, Pace};
use vidimus::platform::{PlatformError, PlatformEvent};

use super::answers::kind;
use super::server::{Reply, Server, answer, json, status};
use super::{HASTY, ask, client, options};

/// The head of an answer that promises more than comes.
const HALF: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":";

#[tokio::test]
async fn reads_survive_cuts_and_busy_moments() {
    let server = Server::start(|seen| match seen.number {
        0 => Reply::Cut(Vec::new()),
        1 => Reply::Cut(HALF.to_vec()),
        2 => status(503),
        3 => answer(429, &[("Retry-After", "0")], b""),
        _ => json("{\"whole\":true}"),
    })
    .await;
    let body = client(&server).get(ask("api/jobs")).await.unwrap();
    assert_eq!(&*body.bytes, b"{\"whole\":true}");
    assert_eq!(server.count(), 5);
}

#[tokio::test]
async fn a_servers_own_fault_is_asked_once_more() {
    let server = Server::start(|seen| match seen.number {
        0 => status(500),
        _ => json("{}"),
    })
    .await;
    client(&server).get(ask("api/jobs")).await.unwrap();
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn a_write_whose_answer_is_lost_is_uncertain_and_sent_once() {
    for reply in [Reply::Cut(Vec::new()), Reply::Cut(HALF.to_vec())] {
        let server = Server::start(move |_| reply.clone()).await;
        let error = client(&server)
            .send("POST", ask("api/issues"), None)
            .await
            .unwrap_err();
        assert_eq!((kind(&error), server.count()), ("uncertain", 1), "{error}");
    }
}

#[tokio::test]
async fn silence_ends_by_the_read_timeout() {
    let server = Server::start(|seen| match seen.number {
        0 => Reply::Hang(Vec::new()),
        1 => Reply::Hang(HALF.to_vec()),
        2 => json("{}"),
        _ => Reply::Hang(Vec::new()),
    })
    .await;
    let quick = HttpOptions {
        timeout_s: Some(1),
        ..options(&server.url())
    };
    let http = Http::with_pace(quick, HASTY).unwrap();
    http.get(ask("api/jobs")).await.unwrap();
    let error = http
        .send("POST", ask("api/issues"), None)
        .await
        .unwrap_err();
    assert_eq!(kind(&error), "uncertain");
    assert!(
        error.to_string().contains("has not answered in time"),
        "{error}"
    );
}

#[tokio::test]
async fn an_answer_that_drips_ends_by_the_total() {
    let server = Server::start(|_| Reply::Hang(HALF.to_vec())).await;
    let pace = Pace {
        total: Duration::from_millis(300),
        ..HASTY
    };
    let http = Http::with_pace(options(&server.url()), pace).unwrap();
    let error = http.get(ask("api/jobs")).await.unwrap_err();
    assert_eq!(error.to_string(), "api/jobs: not finished within 300 ms");
    // The time was used up: it is not asked for again.
    assert_eq!(server.count(), 1);
}

/// A port where nobody listens.
async fn closed() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    format!("http://{}/", listener.local_addr().unwrap())
}

#[tokio::test]
async fn nobody_there_is_said_with_what_to_check_and_tried_again_for_writes_too() {
    let http = Http::with_pace(options(&closed().await), HASTY).unwrap();
    let error = http.get(ask("api/jobs")).await.unwrap_err();
    assert_eq!((kind(&error), http.sent()), ("unreachable", 5));
    assert!(
        error
            .to_string()
            .contains("is the server running, and the port right?"),
        "{error}"
    );
    let error = http.send("POST", ask("api/jobs"), None).await.unwrap_err();
    assert_eq!((kind(&error), http.sent()), ("unreachable", 10));
    let unknown = Http::with_pace(options("http://no-such-host.invalid/"), HASTY).unwrap();
    let error = unknown.get(ask("api/jobs")).await.unwrap_err();
    assert_eq!(kind(&error), "unreachable");
    assert!(error.to_string().contains("check the url"), "{error}");
}

#[tokio::test]
async fn what_is_no_http_at_all_is_said() {
    let server = Server::start(|_| Reply::Cut(b"SSH-2.0-OpenSSH\r\n".to_vec())).await;
    let error = client(&server).get(ask("api/jobs")).await.unwrap_err();
    assert_eq!(kind(&error), "unreachable");
    assert!(error.to_string().contains("does not speak HTTP"), "{error}");
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_not_taken_for_the_server() {
    for base in ["http://server.invalid/", "https://server.invalid/"] {
        let through = HttpOptions {
            proxy: Some(closed().await.parse().unwrap()),
            ..options(base)
        };
        let http = Http::with_pace(through, HASTY).unwrap();
        let error = http.get(ask("api/jobs")).await.unwrap_err().to_string();
        assert!(error.contains("the proxy"), "{error}");
    }
}

#[tokio::test]
async fn a_wait_the_server_asks_for_is_kept_and_told_once_for_all() {
    let server = Server::start(|seen| match seen.number {
        0 | 1 => answer(
            429,
            &[
                // A server whose clock is ten minutes ahead of the date it names next to it.
                ("Date", "Wed, 25 Nov 2026 10:10:00 GMT"),
                ("Retry-After", "Wed, 25 Nov 2026 10:10:01 GMT"),
            ],
            b"",
        ),
        _ => json("{}"),
    })
    .await;
    let http = client(&server);
    let (sender, mut told) = mpsc::channel(8);
    http.observe(sender);
    let begun = std::time::Instant::now();
    let (one, two) = tokio::join!(http.get(ask("a")), http.get(ask("b")));
    assert!(one.is_ok() && two.is_ok());
    assert!(begun.elapsed() >= Duration::from_secs(1));
    assert!(matches!(told.try_recv(), Ok(PlatformEvent::Wait(_))));
    assert!(told.try_recv().is_err());
}

#[tokio::test]
async fn health_is_told_when_it_changes() {
    let server = Server::start(|seen| match seen.path.as_str() {
        "/away" => status(503),
        "/expired" => status(401),
        "/missing" => status(404),
        _ => json("{}"),
    })
    .await;
    let http = client(&server);
    let (sender, mut told) = mpsc::channel(8);
    http.observe(sender);
    let mut heard = async |path: &str| {
        let _ = http.get(ask(path)).await;
        let mut all = Vec::new();
        while let Ok(event) = told.try_recv() {
            match event {
                PlatformEvent::Health(words) => {
                    all.push(words.map_or("well".to_owned(), |words| words.to_string()));
                }
                PlatformEvent::Refused { request, .. } => {
                    // For whoever wants to know more; never with its query.
                    let address = request.strip_prefix("GET http://127.0.0.1:");
                    assert!(
                        address.is_some_and(|rest| rest.ends_with(path)),
                        "{request}"
                    );
                }
                other => panic!("{other:?}"),
            }
        }
        all.join(", ")
    };
    assert_eq!(heard("fine").await, "");
    assert_eq!(heard("away").await, "the server is too busy (503): because");
    assert_eq!(heard("away").await, "");
    assert_eq!(heard("missing").await, "well");
    assert_eq!(heard("expired").await, "not signed in: because");
    assert_eq!(heard("missing").await, "");
    assert_eq!(heard("fine").await, "well");
}

#[tokio::test]
async fn a_store_of_pictures_that_is_away_is_not_taken_for_the_server() {
    let store = closed().await;
    let server = Server::start(move |_| answer(302, &[("Location", &store)], b"")).await;
    let http = client(&server);
    let (sender, mut told) = mpsc::channel(8);
    http.observe(sender);
    let error = http.get(ask("api/frame")).await.unwrap_err();
    assert_eq!(kind(&error), "unreachable");
    let first = told.try_recv();
    assert!(
        matches!(first, Ok(PlatformEvent::Refused { .. })),
        "{first:?}"
    );
    assert!(told.try_recv().is_err());
}

#[tokio::test]
async fn errors_of_the_way_are_patient_and_those_of_the_outcome_read_first() {
    use vidimus::platform::Retry;
    let patient = PlatformError::Unreachable("x".into());
    assert_eq!(patient.retry(), Retry::Patiently);
    let unknown = PlatformError::Uncertain("x".into());
    assert_eq!(unknown.retry(), Retry::ReadFirst);
}

//! What becomes of each status, for reads and for writes, and who is told which secret.

use std::sync::{Arc, Mutex};

use serde_json::json as value;
use vidimus::platform::PlatformError;
use vidimus::platform::http::{Ask, Auth, Renewal};

use super::server::{Server, answer, json, status};
use super::{ask, client};

/// The error's kind in one word.
pub fn kind(error: &PlatformError) -> &'static str {
    match error {
        PlatformError::NotFound(_) => "not found",
        PlatformError::Denied(_) => "denied",
        PlatformError::Malformed(_) => "malformed",
        PlatformError::Conflict(_) => "conflict",
        PlatformError::Io(_) => "io",
        PlatformError::Unreachable(_) => "unreachable",
        PlatformError::SignIn(_) => "sign in",
        PlatformError::Uncertain(_) => "uncertain",
        PlatformError::TooLarge(_) => "too large",
        PlatformError::Unsupported(_) => "unsupported",
        PlatformError::Stopped => "stopped",
    }
}

#[tokio::test]
async fn a_read_says_who_we_are_and_what_we_want() {
    let server = Server::start(|_| json("{\"a\":1}")).await;
    let http = client(&server);
    let request = Ask {
        query: vec![("search", "a b&c".into())],
        headers: vec![("X-Organization", "lab".into())],
        ..ask("api/jobs")
    };
    let body = http.get(request).await.unwrap();
    assert_eq!(body.json::<serde_json::Value>().unwrap(), value!({"a": 1}));
    let seen = &server.seen()[0];
    assert_eq!(
        (seen.method.as_str(), seen.path.as_str()),
        ("GET", "/api/jobs?search=a%20b%26c")
    );
    assert_eq!(seen.header("authorization"), Some("Token sesame0123456789"));
    assert_eq!(seen.header("x-organization"), Some("lab"));
    assert_eq!(seen.header("accept"), Some("application/json"));
    assert_eq!(seen.header("accept-encoding"), Some("gzip"));
    let agent = format!("vidimus/{}", env!("CARGO_PKG_VERSION"));
    assert_eq!(seen.header("user-agent"), Some(agent.as_str()));
}

#[tokio::test]
async fn a_write_sends_its_json_once() {
    let server = Server::start(|_| answer(201, &[], b"{}")).await;
    let http = client(&server);
    let body = Some(value!({"state": "completed"}));
    let answer = http.send("PATCH", ask("api/jobs/7"), body).await.unwrap();
    assert_eq!(answer.status, 201);
    let seen = server.seen();
    assert_eq!(seen.len(), 1);
    assert_eq!(
        (seen[0].method.as_str(), seen[0].path.as_str()),
        ("PATCH", "/api/jobs/7")
    );
    assert_eq!(seen[0].body, "{\"state\":\"completed\"}");
    assert_eq!(seen[0].header("content-type"), Some("application/json"));
    let none = http
        .send("DELETE", ask("api/issues/1"), None)
        .await
        .unwrap();
    assert_eq!(none.status, 201);
    assert!(http.send("TRACE", ask("x"), None).await.is_err());
}

#[tokio::test]
async fn each_status_has_its_error_and_its_number_of_attempts() {
    // Status, error and attempts of a read, error of a write (which is sent once).
    let cases = [
        (400, "io", 1, "denied"),
        (401, "sign in", 1, "sign in"),
        (403, "denied", 1, "denied"),
        (404, "not found", 1, "not found"),
        (405, "io", 1, "denied"),
        (408, "unreachable", 5, "unreachable"),
        (409, "conflict", 1, "conflict"),
        (410, "not found", 1, "not found"),
        (412, "conflict", 1, "conflict"),
        (422, "io", 1, "denied"),
        (429, "unreachable", 5, "unreachable"),
        (500, "io", 2, "uncertain"),
        (501, "io", 1, "denied"),
        (502, "unreachable", 5, "uncertain"),
        (503, "unreachable", 5, "unreachable"),
        (504, "unreachable", 5, "uncertain"),
        (507, "io", 1, "io"),
        (521, "unreachable", 5, "unreachable"),
        (524, "unreachable", 5, "uncertain"),
    ];
    for (code, read, attempts, write) in cases {
        let server = Server::start(move |_| status(code)).await;
        let http = client(&server);
        let error = http.read(ask("api/x")).await.unwrap_err();
        assert_eq!(
            (kind(&error.error), server.count()),
            (read, attempts),
            "{code}: {error}"
        );
        assert_eq!(
            (error.status, error.words.as_str()),
            (Some(code), "because")
        );
        let error = http.send("POST", ask("api/x"), None).await.unwrap_err();
        assert_eq!(
            (kind(&error), server.count()),
            (write, attempts + 1),
            "{code}: {error}"
        );
        let here = http.get_if_there(ask("api/x")).await;
        assert_eq!(matches!(here, Ok(None)), code == 404);
    }
}

#[tokio::test]
async fn the_servers_words_reach_the_message_cleaned_and_bounded() {
    let server = Server::start(|seen| match seen.number {
        0 => answer(403, &[], b"{\"detail\":\"not \\u001b[31mfor\\u202e you\"}"),
        1 => {
            let long = format!("{{\"detail\":\"{}\"}}", "x".repeat(50_000));
            answer(400, &[("X-Request-Id", "abc")], long.as_bytes())
        }
        2 => answer(404, &[("Content-Type", "text/html")], b"<h1>Not here</h1>"),
        _ => answer(400, &[], b""),
    })
    .await;
    let http = client(&server);
    let next = async || http.get(ask("api/jobs")).await.unwrap_err().to_string();
    assert_eq!(next().await, "not allowed: not for you");
    let long = next().await;
    assert!(
        long.starts_with("api/jobs: the server refuses (400, request abc): xxx"),
        "{long}"
    );
    assert!(long.chars().count() < 400);
    assert!(
        next()
            .await
            .contains("an HTML page: is this the address of the server?")
    );
    assert_eq!(next().await, "api/jobs: the server refuses (400)");
}

#[tokio::test]
async fn a_new_secret_is_used_at_once_and_for_what_the_old_one_was_refused() {
    let server = Server::start(|seen| match seen.header("authorization") {
        Some("Bearer new") => json("{}"),
        _ => status(401),
    })
    .await;
    let http = client(&server);
    let error = http.get(ask("api/x")).await.unwrap_err();
    assert_eq!(error.to_string(), "not signed in: because");
    http.sign_in(&Auth::Header("Bearer", "new".into())).unwrap();
    http.get(ask("api/x")).await.unwrap();
    http.sign_in(&Auth::Basic("me".into(), "pass word".into()))
        .unwrap();
    http.get(ask("api/x")).await.unwrap_err();
    let last = server.seen().pop().unwrap();
    assert_eq!(last.header("authorization"), Some("Basic bWU6cGFzcyB3b3Jk"));
    let odd = http.sign_in(&Auth::Header("Bearer", "two\nlines".into()));
    assert_eq!(kind(&odd.unwrap_err()), "sign in");
}

#[tokio::test]
async fn a_secret_put_anew_elsewhere_is_found_once_the_old_one_is_refused() {
    let server = Server::start(|seen| match seen.header("authorization") {
        Some("Bearer new") => json("{}"),
        _ => status(401),
    })
    .await;
    let http = client(&server);
    let kept = Arc::new(Mutex::new("old"));
    let looked = Arc::clone(&kept);
    http.renew_from(Renewal::new(move || {
        Some(Auth::Header("Bearer", (*looked.lock().unwrap()).into()))
    }));
    // The same secret again is no other one: it is not tried twice.
    http.sign_in(&Auth::Header("Bearer", "old".into())).unwrap();
    let before = server.seen().len();
    let error = http.get(ask("api/x")).await.unwrap_err();
    assert_eq!((kind(&error), server.seen().len() - before), ("sign in", 1));
    *kept.lock().unwrap() = "new";
    // Reads and writes that were refused go on by themselves.
    let (read, written) = tokio::join!(
        http.get(ask("api/x")),
        http.send("POST", ask("api/y"), Some(value!({})))
    );
    read.unwrap();
    written.unwrap();
}

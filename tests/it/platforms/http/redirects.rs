//! Redirects: followed by hand, never with another method, never with the secret to elsewhere.

use std::sync::Arc;

use vidimus::platform::http::{Auth, Http, HttpOptions, Urgency};

use super::answers::kind;
use super::server::{Reply, Server, answer, json, status};
use super::{HASTY, ask, client, options};

fn to(code: u16, address: &str) -> Reply {
    answer(code, &[("Location", address)], b"")
}

#[tokio::test]
async fn a_read_is_followed_within_the_origin_with_the_secret() {
    for code in [301, 302, 303, 307, 308] {
        let server = Server::start(move |seen| match seen.path.as_str() {
            "/api/jobs/" => json("{}"),
            _ => to(code, "/api/jobs/"),
        })
        .await;
        client(&server).get(ask("api/jobs")).await.unwrap();
        let last = server.seen().pop().unwrap();
        assert_eq!(
            (last.method.as_str(), last.path.as_str()),
            ("GET", "/api/jobs/")
        );
        assert!(last.header("authorization").is_some());
    }
}

#[tokio::test]
async fn no_secret_and_no_header_of_ours_goes_to_another_origin() {
    let store = Arc::new(Server::start(|_| answer(200, &[], b"picture")).await);
    let there = format!("{}bucket/1.jpg?signature=abc", store.url());
    let server = Server::start(move |_| to(302, &there)).await;
    let http = client(&server);
    let mut request = ask("api/jobs/1/data");
    request.headers = vec![("X-Organization", "lab".into())];
    let body = http.get(request).await.unwrap();
    assert_eq!(&*body.bytes, b"picture");
    let address = format!("{}2.jpg?signature=abc", store.url())
        .parse()
        .unwrap();
    http.picture_at(&address, Urgency::Visible).await.unwrap();
    for seen in store.seen() {
        assert!(seen.header("authorization").is_none() && seen.header("x-organization").is_none());
        assert!(!seen.head.contains(super::SECRET));
    }
    assert_eq!(store.count(), 2);
    // An address at the own origin is asked with the secret.
    let own = format!("{}api/frame", server.url()).parse().unwrap();
    http.picture_at(&own, Urgency::Visible).await.unwrap();
    assert!(
        server
            .seen()
            .pop()
            .unwrap()
            .header("authorization")
            .is_some()
    );
    let file = "file:///etc/passwd".parse().unwrap();
    assert!(http.picture_at(&file, Urgency::Visible).await.is_err());
}

#[tokio::test]
async fn a_store_that_refuses_does_not_sign_us_out() {
    let store = Server::start(|_| status(401)).await;
    let http = client(&Server::start(|_| json("{}")).await);
    let address = format!("{}2.jpg?signature=abc", store.url())
        .parse()
        .unwrap();
    let error = http
        .picture_at(&address, Urgency::Visible)
        .await
        .unwrap_err();
    assert_eq!(kind(&error), "io");
    assert!(
        error
            .to_string()
            .contains("does not give out the picture (401)"),
        "{error}"
    );
    assert!(!error.to_string().contains("signature"));
}

#[tokio::test]
async fn a_server_that_has_moved_is_said_with_what_to_change() {
    // The same host by another scheme, as when http is turned into https.
    let server = Server::start(|seen| {
        let host = seen.header("host").unwrap();
        to(301, &format!("https://{host}{}", seen.path))
    })
    .await;
    let http = client(&server);
    let url = format!(
        "change the account's url to https://127.0.0.1:{}",
        server.port()
    );
    for error in [
        http.get(ask("api/jobs")).await.unwrap_err(),
        http.send("PATCH", ask("api/jobs/1"), None)
            .await
            .unwrap_err(),
    ] {
        assert_eq!(kind(&error), "unreachable");
        assert!(error.to_string().contains(&url), "{error}");
    }
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn without_a_secret_a_moved_server_is_followed() {
    let new = Arc::new(Server::start(|_| json("{}")).await);
    let there = new.url();
    let old = Server::start(move |seen| to(301, &format!("{there}{}", &seen.path[1..]))).await;
    let nobody = HttpOptions {
        auth: Auth::Nobody,
        ..options(&old.url())
    };
    Http::with_pace(nobody, HASTY)
        .unwrap()
        .get(ask("api/about"))
        .await
        .unwrap();
    assert_eq!(new.seen()[0].path, "/api/about");
    // With one, the refusal of the new place says why.
    let new = Arc::new(Server::start(|_| status(401)).await);
    let there = new.url();
    let old = Server::start(move |_| to(301, &format!("{there}elsewhere"))).await;
    let error = client(&old).get(ask("api/about")).await.unwrap_err();
    assert_eq!(kind(&error), "unreachable");
    assert!(
        error.to_string().contains("change the account's url"),
        "{error}"
    );
}

#[tokio::test]
async fn a_write_keeps_its_method_and_body_or_is_not_sent_again() {
    let server = Server::start(|seen| match seen.path.as_str() {
        "/new" => json("{}"),
        "/keep" => to(308, "/new"),
        "/lose" => to(302, "/new"),
        _ => to(303, "/new"),
    })
    .await;
    let http = client(&server);
    let body = || Some(serde_json::json!({"a": 1}));
    http.send("POST", ask("keep"), body()).await.unwrap();
    let last = server.seen().pop().unwrap();
    assert_eq!(
        (last.method.as_str(), last.body.as_str()),
        ("POST", "{\"a\":1}")
    );
    let lose = http.send("POST", ask("lose"), body()).await.unwrap_err();
    let seeing = http.send("POST", ask("other"), body()).await.unwrap_err();
    assert_eq!((kind(&lose), kind(&seeing)), ("unreachable", "uncertain"));
    assert_eq!(server.count(), 4);
}

#[tokio::test]
async fn a_write_never_goes_to_another_origin() {
    let other = Arc::new(Server::start(|_| json("{}")).await);
    let there = other.url();
    let server = Server::start(move |_| to(307, &there)).await;
    let error = client(&server)
        .send("POST", ask("x"), None)
        .await
        .unwrap_err();
    assert_eq!((kind(&error), other.count()), ("unreachable", 0));
}

#[tokio::test]
async fn circles_and_redirects_to_nowhere_end() {
    let server = Server::start(|seen| match seen.path.as_str() {
        "/nowhere" => answer(302, &[], b""),
        "/script" => to(302, "javascript:alert(1)"),
        _ => to(302, "/again"),
    })
    .await;
    let http = client(&server);
    let error = http.get(ask("again")).await.unwrap_err().to_string();
    assert!(error.contains("in a circle"), "{error}");
    assert_eq!(server.count(), 6);
    for path in ["nowhere", "script"] {
        let error = http.get(ask(path)).await.unwrap_err().to_string();
        assert!(error.contains("redirects to nowhere"), "{error}");
    }
}

#[tokio::test]
async fn a_sub_path_stays_in_front() {
    let server = Server::start(|_| json("{}")).await;
    let base = format!("{}cvat", server.url());
    let http = Http::with_pace(options(&base), HASTY).unwrap();
    http.get(ask("api/jobs")).await.unwrap();
    let next = http
        .own("http://backend:8080/cvat/api/jobs?page=2")
        .unwrap();
    http.get(next).await.unwrap();
    let paths: Vec<String> = server.seen().into_iter().map(|seen| seen.path).collect();
    assert_eq!(paths, ["/cvat/api/jobs", "/cvat/api/jobs?page=2"]);
}

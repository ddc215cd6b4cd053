//! Answers that are not what they should be: broken, huge, deep, or no JSON at all.

use serde::Deserialize;
use vidimus::limits::{HTTP_JSON_BYTES, PICTURE_BYTES};
use vidimus::model::Text;
use vidimus::platform::PlatformError;
use vidimus::platform::http::{Ask, Body};

use super::answers::kind;
use super::server::{Reply, Server, answer};
use super::{ask, client};

#[derive(Debug, Deserialize, PartialEq)]
struct Job {
    id: u64,
    state: String,
}

#[derive(Debug, Deserialize)]
struct Page {
    #[serde(rename = "count")]
    _count: u64,
    results: Vec<Job>,
}

fn body(kind: Option<&str>, bytes: &[u8]) -> Body {
    Body {
        bytes: bytes.into(),
        what: Text::line("api/jobs"),
        kind: kind.map(str::to_owned),
        status: 200,
    }
}

fn json(text: &str) -> Body {
    body(Some("application/vnd.cvat+json"), text.as_bytes())
}

fn said(body: &Body) -> String {
    body.json::<Page>().unwrap_err().to_string()
}

#[test]
fn unknown_fields_are_ignored_and_a_wrong_one_is_named() {
    let good = json(r#"{"count":1,"new":{"x":[]},"results":[{"id":1,"state":"new","more":1}]}"#);
    assert_eq!(good.json::<Page>().unwrap().results.len(), 1);
    let bad = json(r#"{"count":1,"results":[{"id":1,"state":"new"},{"id":2,"state":7}]}"#);
    let error = said(&bad);
    assert!(
        error.contains("api/jobs: results[1].state: invalid type: integer `7`"),
        "{error}"
    );
}

#[test]
fn messages_quote_little_of_a_body_and_nothing_that_moves_the_cursor() {
    let long = "x".repeat(5_000);
    let error = said(&json(&format!(r#"{{"count":"\u001b[2J{long}"}}"#)));
    assert!(
        error.chars().count() < 200 && !error.contains('\u{1b}'),
        "{error}"
    );
    assert!(
        error.contains("count: invalid type") && error.contains("expected u64"),
        "{error}"
    );
}

#[test]
fn what_is_no_json_is_said_as_what_it_is() {
    let html = b"\n <!DOCTYPE html><html><body>Please sign in</body></html>";
    for page in [body(Some("text/html"), html), body(None, html)] {
        let error = said(&page);
        assert!(
            error.contains("an HTML page instead of data: is this the address"),
            "{error}"
        );
    }
    assert!(said(&json("")).contains("an empty answer instead of data"));
    assert!(said(&body(Some("text/plain"), b"hello")).contains("text/plain instead of JSON"));
    assert!(said(&json("{\"count\":1,\"results\":[")).contains("EOF while parsing"));
    assert!(said(&json("{\"count\":1,\"results\":[]} rest")).contains("trailing characters"));
    // The type alone is no reason to refuse what can be read.
    let odd = body(Some("text/plain"), b"{\"count\":0,\"results\":[]}");
    assert!(odd.json::<Page>().is_ok());
}

#[test]
fn deep_nesting_is_refused_by_the_name_of_its_limit() {
    let deep = json(&format!("{}{}", "[".repeat(5_000), "]".repeat(5_000)));
    let error = deep.json::<serde_json::Value>().unwrap_err();
    assert_eq!(kind(&error), "too large");
    assert!(error.to_string().contains("128 levels"), "{error}");
    let fine = json(&format!("{}{}", "[".repeat(100), "]".repeat(100)));
    assert!(fine.json::<serde_json::Value>().is_ok());
}

#[test]
fn a_broken_element_costs_itself_only() {
    let page = json(
        r#"{"count":4,"results":[{"id":1,"state":"new"},{"id":"x","state":"new"},17,
            {"id":4,"state":"done"}],"next":null}"#,
    );
    let found = page.elements::<Job>("results").unwrap();
    assert_eq!(
        found.items.iter().map(|job| job.id).collect::<Vec<_>>(),
        [1, 4]
    );
    assert_eq!(found.broken, 2);
    let why = found.why.unwrap().to_string();
    assert!(
        why.starts_with("api/jobs: results[1].id: invalid type"),
        "{why}"
    );
    let list = json(r#"[{"id":1,"state":"new"},null]"#);
    let found = list.elements::<Job>("").unwrap();
    assert_eq!((found.items.len(), found.broken), (1, 1));
}

#[test]
fn a_list_that_is_none_is_an_error_as_a_whole() {
    let cases = [
        (r#"{"results":null}"#, ""),
        (r#"{"results":[]}"#, ""),
        (r#"{"detail":"x"}"#, "no list results"),
        (r#"[1]"#, "expected an object with the list results"),
        (r#"{"results":7}"#, "results"),
        (r#"{"results":[{"id":1,"state":"a"}"#, "EOF"),
        ("<html>", "HTML page"),
    ];
    for (text, error) in cases {
        match json(text).elements::<Job>("results") {
            Ok(found) => assert!(error.is_empty() && found.items.is_empty(), "{text}"),
            Err(found) => assert!(
                !error.is_empty() && found.to_string().contains(error),
                "{found}"
            ),
        }
    }
}

#[tokio::test]
async fn an_answer_beyond_its_limit_is_refused_by_name() {
    let announced =
        |bytes: u64| format!("HTTP/1.1 200 OK\r\nContent-Length: {bytes}\r\n\r\n").into_bytes();
    let server = Server::start(move |seen| match seen.path.as_str() {
        "/announced" => Reply::Hang(announced(HTTP_JSON_BYTES + 1)),
        "/picture" => Reply::Hang(announced(PICTURE_BYTES + 1)),
        _ => Reply::Endless(b"HTTP/1.1 200 OK\r\n\r\n".to_vec()),
    })
    .await;
    let http = client(&server);
    for (path, picture, limit) in [
        ("announced", false, "64 MiB"),
        ("endless", false, "64 MiB"),
        ("picture", true, "256 MiB"),
    ] {
        let request = Ask {
            picture,
            ..ask(path)
        };
        let error = http.get(request).await.unwrap_err();
        assert!(
            matches!(&error, PlatformError::TooLarge(words) if words.contains(limit)),
            "{error}"
        );
    }
    assert_eq!(server.count(), 3);
}

/// A gzip file of `mib` MiB of zeros and little more than 100 kB for each 16 of them: one block of
/// the longest matches in the fixed code, put together bit by bit.
fn bomb(mib: u64) -> Vec<u8> {
    let mut bits: Vec<bool> = Vec::new();
    let low_first = |value: u32, count: u32, bits: &mut Vec<bool>| {
        for at in 0..count {
            bits.push(value >> at & 1 == 1);
        }
    };
    // Final block, fixed codes; one literal zero (code 0x30, 8 bits, high bit first).
    low_first(0b011, 3, &mut bits);
    bits.extend([false, false, true, true, false, false, false, false]);
    for _ in 0..mib * 1024 * 1024 / 258 + 1 {
        // Length 258 is symbol 285: 8 bits 11000101; distance 1 is symbol 0: 5 bits.
        bits.extend([true, true, false, false, false, true, false, true]);
        bits.extend([false; 5]);
    }
    // End of block: 7 zero bits.
    bits.extend([false; 7]);
    let mut bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    for byte in bits.chunks(8) {
        let set = |(at, bit): (usize, &bool)| u8::from(*bit) << at;
        bytes.push(byte.iter().enumerate().map(set).sum());
    }
    bytes
}

#[tokio::test]
async fn a_gzip_bomb_stops_at_the_limit_of_what_it_becomes() {
    let small = bomb(80);
    assert!(small.len() < 1024 * 1024);
    let server = Server::start(move |_| answer(200, &[("Content-Encoding", "gzip")], &small)).await;
    let error = client(&server).get(ask("api/jobs")).await.unwrap_err();
    assert!(
        matches!(&error, PlatformError::TooLarge(words) if words.contains("64 MiB")),
        "{error}"
    );
    assert_eq!(server.count(), 1);
}

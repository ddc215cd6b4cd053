//! Tests of `frames`.

use super::*;

/// Reads three bytes at a time, to cross buffer edges.
struct Drip<'a>(&'a [u8]);

impl Read for Drip<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.0.len().min(3).min(buffer.len());
        buffer[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

fn all(text: &[u8]) -> (Vec<String>, Result<(), FrameError>) {
    let mut out = Vec::new();
    let result = frames(
        &mut Drip(text),
        Position::START,
        &mut |key, _| {
            if key == "skip" {
                Want::Skip
            } else {
                Want::Elements
            }
        },
        &mut |frame| {
            let body = frame
                .body
                .map(|body| String::from_utf8_lossy(body).into_owned());
            let body = body.unwrap_or_else(|why| format!("!{why}"));
            out.push(format!(
                "{}@{}:{}={body}",
                frame.key, frame.at.line, frame.at.column
            ));
            ControlFlow::Continue(())
        },
    );
    (out, result)
}

#[test]
fn elements_come_with_their_places() {
    let text = b"\xef\xbb\xbf{ \"a\": [1, {\"x\":\"}]\\\"\"},\n  [2,[3]]], \"skip\": {\"y\": [1]},\n\"b\": \"v\"}\n";
    let (out, result) = all(text);
    assert_eq!(result, Ok(()));
    assert_eq!(
        out,
        [
            "a@1:12=1",
            "a@1:15={\"x\":\"}]\\\"\"}",
            "a@2:3=[2,[3]]",
            "b@3:6=\"v\""
        ]
    );
}

#[test]
fn elements_of_a_list_come_with_their_offsets() {
    let text = b"\xef\xbb\xbf[ {\"a\":\"]\"},\n [1] ]\n";
    let mut out = Vec::new();
    let result = list(&mut Drip(text), Position::START, &mut |frame| {
        let offset = usize::try_from(frame.offset).unwrap();
        let body = frame.body.unwrap();
        assert!(text[offset..].starts_with(body));
        out.push((frame.at.line, body.to_vec()));
        ControlFlow::Continue(())
    });
    assert_eq!(result, Ok(()));
    assert_eq!(out, [(1, b"{\"a\":\"]\"}".to_vec()), (2, b"[1]".to_vec())]);
    assert!(
        list(&mut Drip(b"{}"), Position::START, &mut |_| {
            ControlFlow::Continue(())
        })
        .is_err()
    );
}

#[test]
fn a_cut_or_broken_file_keeps_what_came_before() {
    for (text, kept, what) in [
        ("", 0, "the file is empty"),
        ("[1]", 0, "expected '{'"),
        ("{\"a\":[1,2", 1, "the file ends within an array"),
        ("{\"a\":[1,{\"b\"", 1, "the file ends within a value"),
        ("{\"a\":[1,\"b", 1, "the file ends within a text"),
        ("{\"a\":[1}", 1, "expected ',' or ']'"),
        ("{\"a\" 1}", 0, "expected ':'"),
        ("{\"a\":1 \"b\":2}", 1, "expected ',' or '}'"),
        ("{\"a\":1} x", 1, "text after the end"),
        ("{a:1}", 0, "expected ',' or '}'"),
    ] {
        let (out, result) = all(text.as_bytes());
        assert!(out.len() >= kept, "{text}: {out:?}");
        assert!(
            matches!(result, Err(FrameError::Syntax { what: said, .. }) if said == what),
            "{text}: {result:?}"
        );
    }
}

#[test]
fn bombs_cost_one_element() {
    let bomb = format!("{{\"a\":[{}{},7]}}", "[".repeat(5_000), "]".repeat(5_000));
    let (out, result) = all(bomb.as_bytes());
    assert_eq!(result, Ok(()));
    assert_eq!(out[0], "a@1:7=!nested too deeply");
    assert_eq!(out.len(), 2);
}

#[test]
fn fields_are_found_by_offset() {
    let object = br#"{"id": 1, "b:x": {"id": [2]}, "bbox": [1, "x"]}"#;
    let at = |needle: &str| String::from_utf8_lossy(object).find(needle).unwrap();
    assert_eq!(field_at(object, at("1,")), Some("id"));
    assert_eq!(field_at(object, at("2]")), Some("b:x"));
    assert_eq!(field_at(object, at("\"x\"")), Some("bbox"));
    assert_eq!(field_at(b"", 5), None);
}

proptest::proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(proptest::sample::select(b"{}[]\":,1a\\ \n".to_vec()), 0..60)) {
        let _ = all(&bytes);
    }
}

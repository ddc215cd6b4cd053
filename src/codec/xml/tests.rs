//! Tests of `xml`.

use std::io::{self, Read};

use super::*;

fn steps(text: &str) -> Result<Vec<Step>, XmlError> {
    let mut bytes = text.as_bytes();
    let mut xml = Xml::new(&mut bytes);
    let mut all = Vec::new();
    loop {
        match xml.step()? {
            Step::End => return Ok(all),
            step => all.push(step),
        }
    }
}

#[test]
fn elements_have_their_place_and_plain_values() {
    let text =
        "<?xml version=\"1.0\"?>\n<a>\n  <b n='1 &lt; &#x41;'/>x &amp; y<![CDATA[<z>]]>\n</a>";
    let all = steps(text).unwrap();
    let Step::Open(b) = &all[1] else {
        panic!("{all:?}");
    };
    assert_eq!((b.name.as_str(), b.get("n")), ("b", Some("1 < A")));
    assert_eq!(b.at, Position { line: 3, column: 3 });
    let mut bytes = text.as_bytes();
    let mut xml = Xml::new(&mut bytes);
    let Ok(Step::Open(root)) = xml.step() else {
        panic!("no root");
    };
    let node = xml.node(root).unwrap();
    assert_eq!(node.text, "x & y<z>");
    assert_eq!(node.children.len(), 1);
}

#[test]
fn what_a_file_declares_itself_is_refused() {
    let bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;\">]>\n<a>&c;</a>";
    let error = steps(bomb).unwrap_err();
    assert!(matches!(error, XmlError::Entities { .. }), "{error}");
    assert!(error.to_string().starts_with("line 2"), "{error}");
    // A plain document type is no harm, an unknown entity stays as it is written.
    let plain = steps("<!DOCTYPE annotation><a>&c; &nbsp</a>").unwrap();
    let words: String = plain
        .iter()
        .filter_map(|step| match step {
            Step::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(words, "&c; &nbsp");
}

#[test]
fn files_that_break_off_say_where() {
    for (text, line) in [("<a>\n<b>\n", 3), ("<a>\n</b>", 2), ("<a>\n<b x='1", 2)] {
        let error = steps(text).unwrap_err().to_string();
        assert!(
            error.starts_with(&format!("line {line},")),
            "{text}: {error}"
        );
    }
    let deep = "<a>".repeat(XML_DEPTH + 1);
    assert!(matches!(steps(&deep), Err(XmlError::Deep { .. })));
}

#[test]
fn other_encodings_are_read_or_refused_by_name() {
    let mut latin: &[u8] = b"<?xml version='1.0' encoding='ISO-8859-1'?><a b='caf\xe9'/>";
    let mut xml = Xml::new(&mut latin);
    let Ok(Step::Open(tag)) = xml.step() else {
        panic!("no root");
    };
    assert_eq!(tag.get("b"), Some("caf\u{e9}"));
    let mut broken: &[u8] = b"<a>\n<b c='\xff'/></a>";
    let mut xml = Xml::new(&mut broken);
    xml.step().unwrap();
    xml.step().unwrap();
    assert_eq!(xml.damage().unwrap().line, 2);
    let mut wide: &[u8] = b"\xff\xfe<\0a\0>\0";
    let error = Xml::new(&mut wide).step().unwrap_err().to_string();
    assert!(error.contains("UTF-16"), "{error}");
    let other = steps("<?xml version='1.0' encoding='Shift_JIS'?><a/>").unwrap_err();
    assert!(other.to_string().contains("Shift_JIS"), "{other}");
}

#[test]
fn a_tag_above_the_limit_is_refused() {
    struct Endless(bool);
    impl Read for Endless {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            into.fill(b'1');
            if !std::mem::replace(&mut self.0, true) {
                into[..6].copy_from_slice(b"<a b='");
            }
            Ok(into.len())
        }
    }
    let mut endless = Endless(false);
    let error = Xml::new(&mut endless).step().unwrap_err();
    assert!(matches!(error, XmlError::Long { .. }), "{error}");
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        let mut from = bytes.as_slice();
        let mut xml = Xml::new(&mut from);
        for _ in 0..1_000 {
            match xml.step() {
                Ok(Step::End) | Err(_) => break,
                Ok(_) => {}
            }
        }
    }
}

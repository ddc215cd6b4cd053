//! Tests of lines of documents.

use super::*;
use crate::model::{DocumentKind, DocumentText, Turn};

fn document(text: &str) -> Arc<Document> {
    Arc::new(Document {
        text: DocumentText::new(text),
        ..Document::default()
    })
}

/// The lines as they are seen.
fn seen(lines: &Lines) -> Vec<String> {
    let line = |number| {
        let clusters = lines.clusters(number).filter(|cluster| cluster.width > 0);
        let texts = clusters.map(|cluster| {
            cluster.text.repeat(match cluster.text {
                " " => usize::from(cluster.width),
                _ => 1,
            })
        });
        texts.collect::<String>().trim_end().to_owned()
    };
    (0..lines.count()).map(line).collect()
}

fn wrapped(text: &str, width: u16) -> Vec<String> {
    seen(&Lines::new(&document(text), width, usize::MAX))
}

#[test]
fn lines_break_at_blanks_line_feeds_and_between_ideographs() {
    assert_eq!(wrapped("the box is loose", 8), ["the box", "is loose"]);
    assert_eq!(wrapped("abcdefghij", 4), ["abcd", "efgh", "ij"]);
    assert_eq!(wrapped("one\n\ntwo\n", 8), ["one", "", "two", ""]);
    assert_eq!(wrapped("", 8), [""]);
    assert_eq!(wrapped("日本語の文", 5), ["日本", "語の", "文"]);
    assert_eq!(wrapped("日本、語", 4), ["日", "本、", "語"]);
    assert_eq!(wrapped("word 日本語", 9), ["word 日本", "語"]);
    assert_eq!(wrapped("well-known", 6), ["well-", "known"]);
    assert_eq!(wrapped("a\tb", 8), ["a   b"]);
    assert_eq!(
        wrapped("e\u{301}e\u{301}e\u{301}", 2),
        ["e\u{301}e\u{301}", "e\u{301}"]
    );
    let family = "👨\u{200d}👩\u{200d}👧";
    assert_eq!(wrapped(&format!("{family}{family}"), 3), [family, family]);
}

#[test]
fn turns_begin_lines_and_have_a_column_of_speakers() {
    let mut document = Document {
        text: DocumentText::new("hello\nyes and no"),
        kind: DocumentKind::Dialogue,
        ..Document::default()
    };
    let turn = |start, author: &str| Turn {
        start,
        author: author.into(),
    };
    document.turns = vec![turn(0, "Ana"), turn(6, "Bo"), turn(10, "Ana")];
    let lines = Lines::new(&Arc::new(document), 40, usize::MAX);
    assert_eq!(seen(&lines), ["hello", "yes", "and no"]);
    assert_eq!((lines.speaker(), lines.room()), (5, 35));
    let turns: Vec<_> = (0..3).map(|line| lines.turn(line)).collect();
    assert_eq!(turns, [Some(0), Some(1), Some(2)]);
}

#[test]
fn a_page_collapses_blanks_but_not_in_code_and_shows_no_empty_blocks() {
    let raw = "   Title    one  two  three  last\n\nline    a\n   b\n ";
    let mut document = Document {
        text: DocumentText::new(raw),
        kind: DocumentKind::Html,
        ..Document::default()
    };
    let at = |wanted: &str| u32::try_from(raw.find(wanted).unwrap()).unwrap();
    // The first and the third block hold blanks alone.
    document.breaks = vec![2, at("  one") - 1, at("  one"), at("  a\n")];
    let code = (at("  a\n"), at("b") + 1, Emphasis::Code);
    document.emphasis = vec![code];
    let lines = Lines::new(&Arc::new(document), 40, usize::MAX);
    assert_eq!(
        seen(&lines),
        ["Title", "one two three last", "", "line", "  a", "   b"]
    );
    let (_, end) = lines.chars(lines.count() - 1);
    assert_eq!(end as usize, raw.chars().count(), "nothing is lost");
}

#[test]
fn the_beginning_of_a_long_text_costs_no_more_than_it_shows() {
    let lines = Lines::new(&document(&"word ".repeat(1_000)), 10, 3);
    assert_eq!(seen(&lines), ["word word", "word word", "word word"]);
    assert_eq!(lines.chars(2), (20, 30));
}

proptest::proptest! {
    #[test]
    fn every_character_is_in_one_line_and_leads_to_its_cell_and_back(
        text in "([a-z ]{0,9}|[\\n\\t-]|日本|\\PC|e\u{301}){0,20}",
        width in 1_u16..24,
        page: bool,
        breaks in proptest::collection::btree_set(0_u32..60, 0..4),
    ) {
        let document = Arc::new(Document {
            text: DocumentText::new(&text),
            kind: if page { DocumentKind::Html } else { DocumentKind::Plain },
            breaks: breaks.into_iter().collect(),
            ..Document::default()
        });
        let lines = Lines::new(&document, width, usize::MAX);
        let mut next = 0;
        for line in 0..lines.count() {
            let (first, after) = lines.chars(line);
            proptest::prop_assert_eq!(first, next);
            let mut column = 0;
            for cluster in lines.clusters(line) {
                proptest::prop_assert_eq!((cluster.first, cluster.column), (next, column));
                for char in cluster.first..cluster.after {
                    proptest::prop_assert_eq!(lines.line_of(char), line);
                    proptest::prop_assert_eq!(lines.column(line, char), column);
                }
                next = cluster.after;
                column += cluster.width;
                let blank = cluster.text == " ";
                let alone = cluster.column == 0;
                proptest::prop_assert!(blank || alone || column <= lines.room(), "{:?}", cluster);
            }
            proptest::prop_assert_eq!(next, after);
        }
        proptest::prop_assert_eq!(next as usize, document.text.chars().count());
    }

    /// What the cells of a span show is the span.
    #[test]
    fn the_cells_of_a_span_hold_its_text(
        text in "([a-z]{1,9} ?|日本|é){1,20}",
        width in 2_u16..24,
        from in 0_usize..40,
        length in 0_usize..40,
    ) {
        let document = document(&text);
        let lines = Lines::new(&document, width, usize::MAX);
        let wanted: String = text.chars().skip(from).take(length).collect();
        let (from, to) = (from as u32, (from + length) as u32);
        let clusters = (0..lines.count()).flat_map(|line| lines.clusters(line));
        let inside = clusters.filter(|cluster| cluster.first < to && cluster.after > from);
        let found: String = inside.map(|cluster| cluster.text).collect();
        proptest::prop_assert_eq!(found, wanted);
    }
}

//! Tests of pages.

use super::*;

fn part(page: &Page, start: usize, end: usize) -> String {
    page.text.chars().skip(start).take(end - start).collect()
}

#[test]
fn text_nodes_are_joined_as_a_browser_has_them() {
    let page = read(
        "<h1>Hello <b>World</b></h1><p>Second paragraph with <i>text</i>.</p>",
        false,
    );
    assert_eq!(page.text, "Hello WorldSecond paragraph with text.");
    assert_eq!(page.breaks, [11]);
    assert_eq!(
        page.emphasis,
        [
            (0, 11, Emphasis::Heading),
            (6, 11, Emphasis::Strong),
            (33, 37, Emphasis::Soft)
        ]
    );
    assert_eq!(part(&page, 0, 11), "Hello World");
}

#[test]
fn paths_of_text_nodes_lead_to_their_place() {
    let page = read(
        "<h1>Hello <b>World</b></h1><p>one<br>two</p><p>three</p>",
        false,
    );
    assert_eq!(page.offset("/h1[1]/text()[1]", 0), Some(0));
    assert_eq!(page.offset("/h1[1]/b[1]/text()[1]", 5), Some(11));
    assert_eq!(page.offset("/p[1]/text()[2]", 1), Some(16));
    assert_eq!(page.offset("/p[2]/text()[1]", 0), Some(18));
    assert_eq!(page.offset("/p[3]/text()[1]", 0), None);
    assert_eq!(page.offset("/p[0]/text()[", 0), None);
    assert_eq!(page.text, "Hello Worldone\ntwothree");
}

#[test]
fn the_head_is_no_text_and_scripts_of_the_body_are() {
    let page = read(
        "<!doctype html><html><head><title>T</title><style>p{}</style></head>\n<body>a<script>x()</script>b</body></html>",
        false,
    );
    assert_eq!(page.text, "ax()b");
    assert!(page.emphasis.contains(&(1, 4, Emphasis::Faint)));
    // Put into an element of another page, what begins it is no head.
    assert_eq!(read("<style>p{}</style> a", true).text, "p{} a");
    assert_eq!(read("<style>p{}</style> a", false).text, "a");
}

#[test]
fn entities_are_one_character_and_lines_of_the_source_are_spaces() {
    let page = read("<p>a &amp; b\n  c \u{1f680}</p><pre>x\ny</pre>", false);
    assert_eq!(page.text, "a & b   c \u{1f680}x\ny");
    assert_eq!(page.breaks, [11]);
}

#[test]
fn what_is_misplaced_stands_where_browsers_put_it() {
    let page = read(
        "<table>stray<tr><td>cell</td></tr></table><template>no</template>",
        false,
    );
    assert_eq!(page.text, "straycell");
    assert_eq!(read("", false).text, "");
    assert_eq!(read("plain < text", false).text, "plain < text");
}

#[test]
fn pages_that_would_grow_without_end_are_cut() {
    let mut html = "<p>".to_owned();
    for number in 0..3_000 {
        html.push_str(&format!("<b a={number}>"));
    }
    html.push_str(&"<p>x".repeat(3_000));
    let page = read(&html, false);
    assert!(page.cut);
}

proptest::proptest! {
    #[test]
    fn any_page_is_survived(html in "(<[a-z/ ]{0,7}>|[a-z&;<>\"=!\\[\\] \n-]{0,6}|<table>|<b>|</b>|<p>|<template>|<br>){0,30}") {
        for inline in [false, true] {
            let page = read(&html, inline);
            let length = u32::try_from(page.text.chars().count()).unwrap();
            proptest::prop_assert!(page.breaks.iter().all(|at| *at > 0 && *at < length));
            proptest::prop_assert!(page.breaks.is_sorted());
            proptest::prop_assert!(page.emphasis.iter().all(|(a, b, _)| a < b && *b <= length));
        }
    }
}

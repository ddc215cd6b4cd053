//! Tests of what tasks show.

use super::*;
use serde_json::json;

fn doc(built: &Built, at: usize) -> &Document {
    match &built.contents[at] {
        Content::Document(document) => document,
        other => panic!("{other:?}"),
    }
}

fn built(xml: &str, data: &Value) -> (Plan, Built) {
    let plan = Plan::new(&Config::read(xml, None), data);
    let built = plan.build(&HashMap::new());
    (plan, built)
}

#[test]
fn the_picture_that_most_is_said_about_comes_first() {
    let (plan, built) = built(
        r#"<View><Image name="a" value="$one"/><Image name="b" valueList="$pages"/>
           <Text name="t" value="Note: $note"/><Header value="$one"/>
           <Choices name="c" toName="a"><Choice value="x"/></Choices>
           <RectangleLabels name="r" toName="b"><Label value="y"/></RectangleLabels>
           <Choices name="d" toName="b"><Choice value="x"/></Choices></View>"#,
        &json!({"one": "/1.jpg", "pages": ["/p0.jpg", "/p1.jpg"], "note": "n"}),
    );
    let keys: Vec<&str> = plan.pictures.iter().map(|one| &*one.key).collect();
    assert_eq!(keys, ["pages[0]", "pages[1]", "one"]);
    assert_eq!(plan.picture("b", 1), Some(1));
    assert_eq!(plan.picture("b", 2), None);
    assert_eq!(plan.picture("a", 0), Some(2));
    assert_eq!(&*doc(&built, 0).text, "Note: n");
    assert!(plan.problems.is_empty());
}

#[test]
fn dialogues_join_their_turns() {
    let (plan, built) = built(
        r#"<View><Paragraphs name="d" value="$d" nameKey="who" textKey="says"/><Chat name="c" value="$c"/>
           <Labels name="l" toName="d"><Label value="y"/></Labels></View>"#,
        &json!({"d": [{"who": "A", "says": "Ça va?"}, {"who": "B", "says": "Oui"}, "odd"],
                "c": [{"role": "user", "content": "hi"}]}),
    );
    let document = doc(&built, 0);
    assert_eq!(document.kind, DocumentKind::Dialogue);
    assert_eq!(&*document.text, "Ça va?Ouiodd");
    let turns: Vec<(u32, &str)> = document
        .turns
        .iter()
        .map(|turn| (turn.start, turn.author.as_str()))
        .collect();
    assert_eq!(turns, [(0, "A"), (6, "B"), (9, "")]);
    assert_eq!(&*doc(&built, plan.content("c").unwrap()).text, "hi");
}

#[test]
fn documents_that_are_addresses_wait_for_their_text() {
    let xml = r#"<View><Text name="t" value="$t" valueType="url"/><HyperText name="h" value="$h"/></View>"#;
    let data = json!({"t": "/t.txt", "h": "<p>a</p><p>b</p>"});
    let plan = Plan::new(&Config::read(xml, None), &data);
    assert_eq!(plan.contents[0].fetched_from(), Some("/t.txt"));
    assert_eq!(plan.contents[1].fetched_from(), None);
    let there = plan.build(&HashMap::from([(0, Ok("[1] text".into()))]));
    assert_eq!(&*doc(&there, 0).text, "[1] text");
    assert_eq!(doc(&there, 1).breaks, [1]);
    assert!(there.pages[1].is_some());
    let gone = plan.build(&HashMap::from([(0, Err("it is not there".into()))]));
    assert_eq!(doc(&gone, 0).missing.as_deref(), Some("it is not there"));
}

#[test]
fn what_the_data_lacks_is_said_and_what_is_odd_is_shown_as_it_is() {
    let (plan, built) = built(
        r#"<View><Image name="i" value="$gone"/><Text name="t" value="$none"/><Table name="j" value="$j"/>
           <Audio name="a" value="$j"/><Video name="v" value="$v"/></View>"#,
        &json!({"j": {"a": 1}, "v": "/v.mp4"}),
    );
    assert_eq!(plan.problems.len(), 2, "{:?}", plan.problems);
    assert_eq!(plan.pictures.len(), 1);
    assert!(doc(&built, 0).missing.is_some());
    assert_eq!(&*doc(&built, 1).text, "{\n  \"a\": 1\n}");
    let silent: Vec<bool> = built.contents[2..]
        .iter()
        .map(|content| matches!(content, Content::Timeline(line) if line.silent.is_some()))
        .collect();
    assert_eq!(silent, [true, true]);
}

#[test]
fn without_a_configuration_the_data_itself_is_shown() {
    let (plan, built) = built("<<<", &json!({"text": "hello"}));
    assert!(plan.pictures.is_empty());
    assert!(doc(&built, 0).text.contains("hello"));
}

#[test]
fn line_ends_of_other_systems_keep_every_offset() {
    let (_, built) = built(
        r#"<View><Text name="t" value="$t"/><Pdf name="p" value="$p"/></View>"#,
        &json!({"t": "a\r\nb\rc", "p": "/p.pdf"}),
    );
    assert_eq!(&*doc(&built, 0).text, "a \nb\nc");
    assert!(doc(&built, 1).missing.is_some());
}

#[test]
fn long_texts_are_cut_with_a_word() {
    let long = "é".repeat(DOCUMENT_CHARS + 5);
    let (_, built) = built(
        "<View><Text name=\"t\" value=\"$t\"/></View>",
        &json!({"t": long}),
    );
    assert_eq!(doc(&built, 0).text.chars().count(), DOCUMENT_CHARS);
    assert!(doc(&built, 0).missing.is_some());
}

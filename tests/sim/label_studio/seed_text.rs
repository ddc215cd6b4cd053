//! Texts: dialogue, pages of HTML, a very long one, several people's spans, every other control.

use super::seed_content::{ALICE, BOB, CAROL, Seed, relation, said};
use serde_json::{Value, json};

pub const DIALOGUE: u64 = 11;
pub const HYPERTEXT: u64 = 12;
pub const LONG: u64 = 25;
pub const SPANS: u64 = 26;
pub const CONTROLS: u64 = 28;
pub const BY_URL: u64 = 31;

/// What a text that is an address leads to.
pub const BY_ADDRESS: &str =
    "Ada Lovelace wrote to Charles Babbage from London.\nHe answered late.\n";
pub const PAGE: &str =
    "<html><body><h1>Hello <b>World</b></h1><p>Second &amp; last &eacute;.</p></body></html>";

pub fn all(seed: &mut Seed) {
    dialogue(seed);
    hypertext(seed);
    long(seed);
    spans(seed);
    controls(seed);
    addresses(seed);
}

fn dialogue(seed: &mut Seed) {
    let config = "<View><ParagraphLabels name=\"pl\" toName=\"talk\"><Label value=\"Question\" background=\"#1f77b4\"/>\
                  <Label value=\"Answer\"/></ParagraphLabels>\
                  <Paragraphs name=\"talk\" value=\"$talk\" layout=\"dialogue\" nameKey=\"speaker\" textKey=\"words\"/>\
                  <Choices name=\"mood\" toName=\"talk\" perRegion=\"true\"><Choice value=\"calm\"/><Choice value=\"angry\"/></Choices></View>";
    seed.project(DIALOGUE, "Dialogue", "Who asked, who answered", config);
    let turns: Vec<Value> = (0..24)
        .map(|n| {
            let words = match n % 3 {
                0 => "How are you today?",
                1 => "Fine, thanks — and you, 小林?",
                _ => "I have been waiting for a very long time, and I should like to speak with somebody who can help.",
            };
            json!({"speaker": if n % 2 == 0 { "Caller" } else { "Desk" }, "words": words})
        })
        .collect();
    seed.task(11_001, DIALOGUE, json!({ "talk": turns }));
    let span = |id: &str, from: u64, to: u64, start: u64, end: u64, label: &str| {
        said(
            id,
            "pl",
            "talk",
            "paragraphlabels",
            json!({
                "start": from.to_string(), "end": to.to_string(), "startOffset": start, "endOffset": end,
                "paragraphlabels": [label],
            }),
        )
    };
    let mood = |id: &str| {
        let mut one = said(id, "mood", "talk", "choices", json!({"choices": ["calm"]}));
        one["value"]["start"] = "0".into();
        one["value"]["end"] = "0".into();
        one
    };
    seed.annotate(
        11_001,
        ALICE,
        json!([
            span("q1", 0, 0, 0, 18, "Question"),
            mood("q1"),
            span("a1", 1, 1, 0, 4, "Answer"),
            span("x1", 1, 2, 5, 9, "Answer"),
            span("q2", 3, 3, 0, 7, "Question"),
        ]),
    );
    seed.annotate(11_001, BOB, json!([span("q9", 0, 0, 4, 18, "Question")]));
    seed.task(
        11_002,
        DIALOGUE,
        json!({"talk": [{"speaker": "A", "words": "Only one line."}]}),
    );
}

fn hypertext(seed: &mut Seed) {
    let config = "<View><HyperTextLabels name=\"hl\" toName=\"page\"><Label value=\"Title\" background=\"#e377c2\"/><Label value=\"Body\"/></HyperTextLabels>\
                  <HyperText name=\"page\" value=\"$page\"/></View>";
    seed.project(HYPERTEXT, "Pages of HTML", "Spans over markup", config);
    let page = "<div><h1>Hello <b>World</b></h1><script>var hidden = 1;</script><p>Second paragraph with \
                <i>text</i> &amp; signs &mdash; caf&eacute;.</p><ul><li>one</li><li>two</li></ul>\
                <table><tr><td>left</td><td>right</td></tr></table></div>";
    seed.task(12_001, HYPERTEXT, json!({ "page": page }));
    seed.annotate(12_001, CAROL, json!([
        said("h1", "hl", "page", "hypertextlabels", json!({
            "start": "/div[1]/h1[1]/text()[1]", "end": "/div[1]/h1[1]/b[1]/text()[1]", "startOffset": 0,
            "endOffset": 5, "globalOffsets": {"start": 0, "end": 11}, "text": "Hello World",
            "hypertextlabels": ["Title"],
        })),
        said("h2", "hl", "page", "hypertextlabels", json!({
            "start": "/div[1]/p[1]/text()[1]", "end": "/div[1]/p[1]/text()[1]", "startOffset": 0,
            "endOffset": 6, "hypertextlabels": ["Body"],
        })),
    ]));
    seed.task(
        12_002,
        HYPERTEXT,
        json!({"page": "Plain words, no markup at all."}),
    );
}

/// 200,000 characters with 5,000 spans, overlapping now and then.
fn long(seed: &mut Seed) {
    let config = "<View><Labels name=\"ner\" toName=\"text\"><Label value=\"PER\" background=\"#e377c2\"/>\
                  <Label value=\"ORG\" background=\"#7f7f7f\"/><Label value=\"LOC\"/></Labels>\
                  <Text name=\"text\" value=\"$text\"/></View>";
    seed.project(LONG, "Long text", "A text of 200,000 characters", config);
    let line = "Mara Ñandú of Übermut met Li 伟 in Tórshavn 🚀 and went on. ";
    let mut text = String::new();
    let mut length = 0;
    let each = line.chars().count();
    while length + each <= 200_000 {
        text.push_str(line);
        length += each;
        if length % (each * 9) == 0 && length < 199_999 {
            text.push('\n');
            length += 1;
        }
    }
    text.extend(std::iter::repeat_n('.', 200_000 - length));
    seed.task(25_001, LONG, json!({ "text": text }));
    let labels = ["PER", "ORG", "LOC"];
    let spans: Vec<Value> = (0..5_000_u64)
        .map(|n| {
            let start = n * 40;
            let end = start + 10 + if n % 10 == 0 { 45 } else { 0 };
            let value = json!({"start": start, "end": end.min(200_000), "labels": [labels[(n % 3) as usize]]});
            said(&format!("l{n}"), "ner", "text", "labels", value)
        })
        .collect();
    seed.annotate(25_001, ALICE, Value::Array(spans));
}

fn spans(seed: &mut Seed) {
    let config = "<View><Relations><Relation value=\"works_for\"/></Relations>\
                  <Labels name=\"ner\" toName=\"text\"><Label value=\"PER\" background=\"#e377c2\"/><Label value=\"ORG\" background=\"#7f7f7f\"/>\
                  <Label value=\"Place\" alias=\"LOC\" background=\"green\"/></Labels><Text name=\"text\" value=\"$text\"/>\
                  <Choices name=\"sure\" toName=\"text\" perRegion=\"true\"><Choice value=\"sure\"/><Choice value=\"guess\"/></Choices>\
                  <Choices name=\"tone\" toName=\"text\"><Choice value=\"neutral\"/><Choice value=\"excited\"/></Choices></View>";
    seed.project(
        SPANS,
        "Texts of several people",
        "Overlap, skips, drafts, predictions, truth",
        config,
    );
    seed.set(SPANS, "maximum_annotations", 3.into());
    let text = "Ada Lovelace 🚀 wrote to Charles Babbage of the Analytical Society in London.";
    seed.task(26_001, SPANS, json!({ "text": text }));
    let at = |words: &str| {
        let byte = text.find(words).expect("it is in the text");
        let start = text[..byte].chars().count();
        (start, start + words.chars().count())
    };
    let span = |id: &str, words: &str, label: &str| {
        let (start, end) = at(words);
        said(
            id,
            "ner",
            "text",
            "labels",
            json!({"start": start, "end": end, "text": words, "labels": [label]}),
        )
    };
    let sure = |id: &str, words: &str| {
        let (start, end) = at(words);
        said(
            id,
            "sure",
            "text",
            "choices",
            json!({"start": start, "end": end, "choices": ["guess"]}),
        )
    };
    seed.annotate(
        26_001,
        ALICE,
        json!([
            span("s1", "Ada Lovelace", "PER"),
            span("s2", "Charles Babbage", "PER"),
            sure("s2", "Charles Babbage"),
            span("s3", "Analytical Society", "ORG"),
            span("s4", "Society in London", "LOC"),
            relation("s2", "s3", "right", json!(["works_for"])),
            said(
                "t1",
                "tone",
                "text",
                "choices",
                json!({"choices": ["excited"]})
            ),
        ]),
    );
    let truth = seed.annotate(
        26_001,
        CAROL,
        json!([
            span("c1", "Ada Lovelace", "PER"),
            span("c2", "Babbage of the Analytical Society", "ORG"),
            span("c3", "London", "LOC"),
        ]),
    );
    seed.edit(truth, |one| one.ground_truth = true);
    seed.skip(26_001, BOB);
    seed.predict(
        26_001,
        "spacy-3",
        0.91,
        json!([span("p1", "Ada Lovelace", "PER")]),
    );
    seed.predict(
        26_001,
        "spacy-4",
        0.42,
        json!([span("p2", "London", "LOC")]),
    );
    seed.draft(26_001, None, ALICE, json!([span("d1", "Lovelace", "PER")]));
    seed.draft(26_001, None, CAROL, json!([span("d2", "London", "LOC")]));
    seed.task(
        26_002,
        SPANS,
        json!({"text": "Nobody has looked at this.\r\nSecond line.\tTabbed."}),
    );
}

fn controls(seed: &mut Seed) {
    let config = "<View><Text name=\"text\" value=\"$text\"/>\
        <Choices name=\"class\" toName=\"text\" choice=\"single\"><Choice value=\"spam\"/><Choice value=\"ham\"/></Choices>\
        <Choices name=\"deep\" toName=\"text\"><Choice value=\"Animal\"><Choice value=\"Cat\"/><Choice value=\"Dog\"/></Choice></Choices>\
        <Taxonomy name=\"topic\" toName=\"text\"><Choice value=\"News\"><Choice value=\"Sport\"><Choice value=\"Football\"/></Choice></Choice><Choice value=\"Other\"/></Taxonomy>\
        <Rating name=\"stars\" toName=\"text\" maxRating=\"5\"/><Number name=\"count\" toName=\"text\"/>\
        <DateTime name=\"when\" toName=\"text\"/><TextArea name=\"answer\" toName=\"text\"/></View>";
    seed.project(
        CONTROLS,
        "Every control",
        "Choices, numbers, dates, words",
        config,
    );
    seed.task(
        28_001,
        CONTROLS,
        json!({"text": "Two cats won the football match on Wednesday."}),
    );
    let on = |id: &str, from: &str, kind: &str, value: Value| said(id, from, "text", kind, value);
    seed.annotate(
        28_001,
        BOB,
        json!([
            on("a", "class", "choices", json!({"choices": ["ham"]})),
            on(
                "b",
                "deep",
                "choices",
                json!({"choices": [["Animal", "Cat"], "Dog"]})
            ),
            on(
                "c",
                "topic",
                "taxonomy",
                json!({"taxonomy": [["News", "Sport", "Football"], ["Other"]]})
            ),
            on("d", "stars", "rating", json!({"rating": 4})),
            on("e", "count", "number", json!({"number": 2.5})),
            on(
                "f",
                "when",
                "datetime",
                json!({"datetime": "2026-03-04T10:30"})
            ),
            on(
                "g",
                "answer",
                "textarea",
                json!({"text": ["A first line.", "And a second."]})
            ),
            on(
                "h",
                "answer",
                "textarea",
                json!({"text": "one plain string"})
            ),
            on(
                "i",
                "reply",
                "chatmessage",
                json!({"chatmessage": {"role": "user", "content": "hello"}})
            ),
        ]),
    );
    seed.task(28_002, CONTROLS, json!({"text": "Not yet classified."}));
}

/// Texts that are not in the task but at the address that it names.
fn addresses(seed: &mut Seed) {
    let config = "<View><Labels name=\"ner\" toName=\"text\"><Label value=\"PER\"/></Labels>\
        <Text name=\"text\" value=\"$letter\" valueType=\"url\"/>\
        <HyperText name=\"page\" value=\"$page\" valueType=\"url\"/>\
        <Paragraphs name=\"talk\" value=\"$talk\" valueType=\"url\"/></View>";
    seed.project(
        BY_URL,
        "Texts by address",
        "A letter, a page, a dialogue",
        config,
    );
    seed.task(31_001, BY_URL, json!({
        "letter": "/data/upload/31/00000001-letter.txt", "page": "/data/upload/31/00000001-page.html",
        "talk": "/data/upload/31/00000001-talk.json",
    }));
    seed.annotate(
        31_001,
        ALICE,
        json!([said(
            "u1",
            "ner",
            "text",
            "labels",
            json!({"start": 0, "end": 12, "labels": ["PER"]})
        ),]),
    );
}

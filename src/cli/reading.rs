//! `item text`: the documents and time lines of an item for reading, with what one result says.

use std::collections::HashMap;
use std::io::IsTerminal;
use std::process::ExitCode;

use serde_json::{Value, json};

use crate::model::{
    Annotation, Content, Direction, Document, DocumentKind, Id, ItemDetail, Level, Relation, Shape,
    Text, Timeline, Verdict,
};
use crate::runtime::terminal::Tty;

use super::args_results::TextArgs;
use super::document::{Mark, lines};
use super::error::CliError;
use super::output::{Form, object, say};
use super::session::Session;
use super::target::Finder;
use super::{results, shapes};

/// Columns of a line where there is no terminal.
const WIDTH: u16 = 100;

/// `item text`
///
/// # Errors
/// Whatever the platform or the arguments have; an item without any text.
pub async fn text(session: &Session, form: Form, args: &TextArgs) -> Result<ExitCode, CliError> {
    let node = Finder::new(session).find(Level::Item, &args.id).await?;
    let detail = session.platform.annotations(&node).await?;
    if detail.contents.is_empty() {
        return Err(CliError::not_found(
            "the item has nothing to read (item image writes its picture)",
        )
        .about(&args.id));
    }
    let chosen = chosen(&detail, args.result.as_deref())?;
    let value = shape(&detail, chosen);
    let width = args.width.unwrap_or_else(terminal_width);
    let read = read(&detail, chosen, usize::from(width));
    object(form, &value, &read)?;
    if !form.is_json() {
        say_which(&detail, chosen);
    }
    Ok(ExitCode::SUCCESS)
}

fn terminal_width() -> u16 {
    let tty = std::io::stdout().is_terminal().then(|| Tty::open().ok());
    tty.flatten().map_or(WIDTH, |tty| tty.size().0.max(20))
}

/// The result whose spans are marked: the one that is named, else the first that counts, else the
/// first; none means all of them.
fn chosen(detail: &ItemDetail, named: Option<&str>) -> Result<Option<u16>, CliError> {
    match named {
        Some("all") => Ok(None),
        Some(id) => results::index(detail, id).map(Some),
        None => {
            let live = detail.results.iter().position(|one| one.is_live());
            let first = live.or((!detail.results.is_empty()).then_some(0));
            Ok(first.and_then(|place| u16::try_from(place).ok()))
        }
    }
}

/// Says on standard error whose result is shown, where there are several.
fn say_which(detail: &ItemDetail, chosen: Option<u16>) {
    let Some(one) = chosen.and_then(|index| detail.results.get(usize::from(index))) else {
        return;
    };
    if detail.results.len() > 1 {
        let others = detail.results.len() - 1;
        say(&Text::line(&format!(
            "{} {} of {}; {others} more: --result ID or --result all (result list)",
            one.kind.word(),
            one.id,
            one.author
        )));
    }
}

fn is_shown(one: &Annotation, chosen: Option<u16>) -> bool {
    chosen.is_none_or(|index| one.result == index)
}

/// The label with a sign for the verdict.
fn name(detail: &ItemDetail, one: &Annotation) -> String {
    let label = Text::line(detail.label_name(one));
    let sign = match one.verdict.as_ref().map(|judgement| judgement.verdict) {
        Some(Verdict::Accepted) => " ✓",
        Some(Verdict::Rejected) => " ✗",
        _ => "",
    };
    format!("{label}{sign}")
}

fn read(detail: &ItemDetail, chosen: Option<u16>, width: usize) -> Vec<Text> {
    let mut out = Vec::new();
    let several = detail.contents.len() > 1;
    for (number, content) in detail.contents.iter().enumerate() {
        if number > 0 {
            out.push(Text::default());
        }
        if several {
            out.push(Text::line(&format!("── {} ──", content.name())));
        }
        let on = |one: &&Annotation| usize::from(one.on) == number && is_shown(one, chosen);
        match content {
            Content::Document(document) => out.extend(written(detail, document, on, width)),
            Content::Timeline(timeline) => out.extend(timed(detail, timeline, on)),
        }
    }
    let said = said(detail, chosen);
    if !said.is_empty() {
        out.push(Text::default());
        out.extend(said);
    }
    out
}

fn written(
    detail: &ItemDetail,
    document: &Document,
    on: impl Fn(&&Annotation) -> bool,
    width: usize,
) -> Vec<Text> {
    let spans = detail.annotations.iter().filter(on);
    let marks: Vec<Mark> = spans
        .filter_map(|one| match &one.shape {
            Shape::Span { start, end, .. } => Some(Mark {
                start: *start,
                end: *end,
                name: name(detail, one),
            }),
            _ => None,
        })
        .collect();
    lines(document, &marks, width)
}

/// The segments of a time line, each with what was filled in for it.
fn timed(detail: &ItemDetail, timeline: &Timeline, on: impl Fn(&&Annotation) -> bool) -> Vec<Text> {
    let range = timeline.range.map_or_else(String::new, |(start, end)| {
        format!(" from {} to {}", position(start), position(end))
    });
    let mut out = vec![Text::line(&format!("{}{range}", timeline.name))];
    for one in detail.annotations.iter().filter(on) {
        let Shape::Segment { start, end, .. } = &one.shape else {
            continue;
        };
        let more: Vec<&str> = one
            .attributes
            .iter()
            .map(|each| each.value.as_str())
            .collect();
        out.push(Text::line(&format!(
            "{:>10} – {:<10} {}  {}",
            position(*start),
            position(*end),
            name(detail, one),
            more.join("; ")
        )));
    }
    out
}

/// A position with at most three decimals.
fn position(at: f64) -> String {
    let text = format!("{at:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// What is said of the item as a whole, and the relations.
fn said(detail: &ItemDetail, chosen: Option<u16>) -> Vec<Text> {
    let mut out = Vec::new();
    for one in detail
        .annotations
        .iter()
        .filter(|one| is_shown(one, chosen))
    {
        if one.shape != Shape::Tag {
            continue;
        }
        let values: Vec<String> = one
            .attributes
            .iter()
            .map(|each| format!("{}: {}", each.name, each.value))
            .collect();
        let told = match values.is_empty() {
            true => name(detail, one),
            false => values.join(", "),
        };
        out.push(Text::line(&told));
    }
    let known: HashMap<&Id, String> = match detail.relations.is_empty() {
        true => HashMap::new(),
        false => detail
            .annotations
            .iter()
            .map(|one| (&one.id, called(detail, one)))
            .collect(),
    };
    let relations = detail.relations.iter();
    let shown = relations.filter(|one| chosen.is_none_or(|index| one.result == index));
    out.extend(shown.map(|one| relation(one, &known)));
    out
}

fn called(detail: &ItemDetail, one: &Annotation) -> String {
    match &one.shape {
        Shape::Span { text, .. } if !text.is_empty() => Text::line(text).to_string(),
        _ => detail.label_name(one).to_owned(),
    }
}

/// `Jane Doe —works for→ Acme Corp`
fn relation(one: &Relation, known: &HashMap<&Id, String>) -> Text {
    let end = |id: &Id| known.get(id).cloned().unwrap_or_else(|| id.to_string());
    let labels: Vec<&str> = one.labels.iter().map(Text::as_str).collect();
    let labels = labels.join(", ");
    let (left, right) = match one.direction {
        Direction::Forth => ("—", "→"),
        Direction::Back => ("←", "—"),
        Direction::Both => ("←", "→"),
        Direction::None => ("—", "—"),
    };
    Text::line(&format!(
        "{} {left}{labels}{right} {}",
        end(&one.from),
        end(&one.to)
    ))
}

/// The same for programs.
fn shape(detail: &ItemDetail, chosen: Option<u16>) -> Value {
    let contents: Vec<Value> = detail
        .contents
        .iter()
        .enumerate()
        .map(|(number, content)| {
            let own = |one: &&Annotation| {
                usize::from(one.on) == number
                    && is_shown(one, chosen)
                    && matches!(one.shape, Shape::Span { .. } | Shape::Segment { .. })
            };
            let annotations: Vec<Value> = detail
                .annotations
                .iter()
                .filter(own)
                .map(|one| shapes::annotation(detail, one))
                .collect();
            let document = match content {
                Content::Document(document) => Some(document),
                Content::Timeline(_) => None,
            };
            json!({
                "name": content.name(),
                "kind": kind(content),
                "text": document.map(|document| &*document.text),
                "turns": document.map(|document| document.turns.as_slice()).unwrap_or_default(),
                "missing": document.and_then(|document| document.missing.as_ref()),
                "annotations": annotations,
            })
        })
        .collect();
    json!({
        "link": detail.node.to_string(),
        "name": detail.name,
        "contents": contents,
        "errors": [],
    })
}

/// The word for a kind of content.
pub fn kind(content: &Content) -> &'static str {
    match content {
        Content::Document(document) => match document.kind {
            DocumentKind::Plain => "text",
            DocumentKind::Dialogue => "dialogue",
            DocumentKind::Html => "page",
        },
        Content::Timeline(_) => "time_line",
    }
}

//! Stretches of texts, dialogues, pages and time lines (Label Studio API, result items). Offsets
//! are code points; what reaches beyond a text is clamped to it.

use serde_json::{Map, Value};

use crate::codec::series;
use crate::model::content::{DocumentKind, TimeUnit, Turn};
use crate::model::{Content, Shape, Text};

use super::super::results::{Part, number, strings};
use super::Scene;
use super::ruler::Ruler;

/// A stretch that was found.
pub struct Found {
    /// Where it is.
    pub shape: Shape,
    /// Where the server says it is.
    pub stored: Shape,
    /// The index of the content.
    pub on: u8,
    /// It reached beyond the text.
    pub beyond: bool,
}

/// Characters of a span's own text that are kept where the server sent none.
const SPAN_CHARS: usize = 1_024;

/// A segment of a time line, in order.
pub fn segment(start: f64, end: f64, channel: Option<u16>) -> Shape {
    Shape::Segment {
        start: start.min(end),
        end: start.max(end),
        channel,
    }
}

/// Finds the stretch that a part is about.
///
/// # Errors
/// Values that are no places, objects that are not there.
pub fn find(scene: &Scene<'_>, rulers: &[Option<Ruler<'_>>], part: &Part) -> Result<Found, Text> {
    let place = content(scene, part).ok_or("it is on something that the task does not have")?;
    let on = u8::try_from(place).map_err(|_| Text::from("too many contents"))?;
    let content = scene.built.contents.get(place).ok_or("nothing is there")?;
    let document = match content {
        Content::Timeline(line) => return timed(scene, part, place, line.unit, on),
        Content::Document(document) => document,
    };
    let ruler = rulers.get(place).and_then(Option::as_ref);
    let (start, end) = match document.kind {
        DocumentKind::Html => in_page(scene, part, place)?,
        DocumentKind::Dialogue => in_turns(part, &document.turns, ruler)?,
        DocumentKind::Plain => plain(part)?,
    };
    let (start, end) = (start.min(end), start.max(end));
    // Without the text nothing is beyond it.
    let count = ruler
        .map(Ruler::count)
        .filter(|count| *count > 0 || document.missing.is_none());
    let most = count.unwrap_or(u32::MAX);
    let (from, to) = (start.min(most), end.min(most));
    let sent = strings(part.value.get("text").unwrap_or(&Value::Null))
        .collect::<Vec<_>>()
        .join("\n");
    let text = match sent.is_empty() {
        false => Text::line(&sent),
        true => {
            let long = usize::try_from(to - from).unwrap_or(usize::MAX);
            let part = ruler.map(|ruler| ruler.part(from, long.min(SPAN_CHARS)));
            Text::line(part.unwrap_or_default())
        }
    };
    let span = |start, end, text| Shape::Span { start, end, text };
    Ok(Found {
        stored: span(start, end, Text::line(&sent)),
        shape: span(from, to, text),
        on,
        beyond: end > most,
    })
}

/// The content that a part is on: its object's, or else the first of a kind that fits.
fn content(scene: &Scene<'_>, part: &Part) -> Option<usize> {
    if let Some(place) = scene.plan.content(&part.to) {
        return Some(place);
    }
    let fits = |content: &Content| match (&*part.kind, content) {
        ("timeserieslabels" | "timeseries", Content::Timeline(_)) => true,
        ("timeserieslabels" | "timeseries", _) => false,
        (_, Content::Document(document)) => match &*part.kind {
            "hypertextlabels" | "hypertext" => document.kind == DocumentKind::Html,
            "paragraphlabels" | "paragraph" => document.kind == DocumentKind::Dialogue,
            _ => true,
        },
        (_, Content::Timeline(_)) => part.value.contains_key("channel"),
    };
    scene.built.contents.iter().position(fits)
}

fn offset(value: &Map<String, Value>, name: &str) -> Result<u32, Text> {
    let number = value.get(name).and_then(number);
    let number = number.ok_or_else(|| Text::line(&format!("{name} is no number")))?;
    // Clamped to u32; below zero there is no text.
    Ok(number.clamp(0.0, f64::from(u32::MAX)) as u32)
}

fn plain(part: &Part) -> Result<(u32, u32), Text> {
    Ok((offset(&part.value, "start")?, offset(&part.value, "end")?))
}

fn in_page(scene: &Scene<'_>, part: &Part, place: usize) -> Result<(u32, u32), Text> {
    if let Some(Value::Object(global)) = part.value.get("globalOffsets") {
        return Ok((offset(global, "start")?, offset(global, "end")?));
    }
    let path = |name: &str| part.value.get(name).and_then(Value::as_str);
    let page = scene.built.pages.get(place).and_then(Option::as_ref);
    if let (Some(page), Some(start), Some(end)) = (page, path("start"), path("end"))
        && start.starts_with('/')
    {
        let from = offset(&part.value, "startOffset")?;
        let to = offset(&part.value, "endOffset")?;
        let found = page.offset(start, from).zip(page.offset(end, to));
        return found.ok_or_else(|| "its path leads nowhere in the page".into());
    }
    plain(part)
}

/// Within a turn the editor counts UTF-16, unlike everywhere else.
fn in_turns(part: &Part, turns: &[Turn], ruler: Option<&Ruler<'_>>) -> Result<(u32, u32), Text> {
    let place = |turn: &str, within: &str| {
        let turn = usize::try_from(offset(&part.value, turn)?).unwrap_or(usize::MAX);
        let units = offset(&part.value, within)?;
        let start = turns.get(turn);
        let start = start.ok_or("it is on a turn that the dialogue does not have")?;
        let end = turn.checked_add(1).and_then(|next| turns.get(next));
        let long = end.map_or(u32::MAX, |end| end.start.saturating_sub(start.start));
        let long = usize::try_from(long).unwrap_or(usize::MAX);
        let text = ruler.map_or("", |ruler| ruler.part(start.start, long));
        Ok::<u32, Text>(start.start.saturating_add(code_points(text, units)))
    };
    Ok((place("start", "startOffset")?, place("end", "endOffset")?))
}

/// Characters in so many units of UTF-16; beyond the text each unit counts as one.
fn code_points(text: &str, units: u32) -> u32 {
    let (mut seen, mut count) = (0_u32, 0_u32);
    for c in text.chars() {
        if seen >= units {
            return count;
        }
        seen = seen.saturating_add(if c.len_utf16() == 2 { 2 } else { 1 });
        count = count.saturating_add(1);
    }
    count.saturating_add(units.saturating_sub(seen))
}

fn timed(
    scene: &Scene<'_>,
    part: &Part,
    place: usize,
    unit: TimeUnit,
    on: u8,
) -> Result<Found, Text> {
    let planned = scene.plan.contents.get(place);
    let format = planned.and_then(|planned| planned.object.attribute("timeformat"));
    let position = |name: &str| {
        let value = part.value.get(name).unwrap_or(&Value::Null);
        let at = match value {
            Value::String(raw) => {
                let dated = matches!(unit, TimeUnit::Date) || number(value).is_none();
                let moment = dated.then(|| series::moment(raw, format)).flatten();
                moment.or_else(|| number(value))
            }
            // Browsers count milliseconds.
            value => number(value).map(|at| match unit {
                TimeUnit::Date if at.abs() > 1e11 => at / 1_000.0,
                _ => at,
            }),
        };
        at.ok_or_else(|| Text::line(&format!("{name} is no place on the time line")))
    };
    let start = position("start")?;
    let instant = part.value.get("instant").and_then(Value::as_bool);
    let end = match instant {
        Some(true) => position("end").unwrap_or(start),
        _ => position("end")?,
    };
    let channel = part.value.get("channel").and_then(number);
    let channel = channel.filter(|channel| (0.0..=f64::from(u16::MAX)).contains(channel));
    let shape = segment(start, end, channel.map(|channel| channel as u16));
    Ok(Found {
        stored: shape.clone(),
        shape,
        on,
        beyond: false,
    })
}

#[cfg(test)]
mod tests {
    use super::code_points;

    #[test]
    fn units_of_utf_16_become_characters() {
        let text = "a\u{1f680}b";
        let counts: Vec<u32> = (0..6).map(|units| code_points(text, units)).collect();
        assert_eq!(counts, [0, 1, 2, 2, 3, 4]);
    }
}

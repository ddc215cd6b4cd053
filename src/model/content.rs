//! What is reviewed on an item beside pictures: documents, and time lines of audio, series, video.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Text;

/// One thing to look at that is no picture. Annotations on it are [`super::Shape::Span`]s in a
/// document and [`super::Shape::Segment`]s on a time line; [`super::Annotation::on`] is its index
/// in `ItemDetail::contents`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "content", rename_all = "snake_case")]
pub enum Content {
    /// A text.
    Document(Arc<Document>),
    /// A time line.
    Timeline(Timeline),
}

impl Content {
    /// What it is called.
    pub fn name(&self) -> &Text {
        match self {
            Self::Document(document) => &document.name,
            Self::Timeline(timeline) => &timeline.name,
        }
    }
}

/// How a document is made up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// Text as it is.
    #[default]
    Plain,
    /// Turns of speakers.
    Dialogue,
    /// The text nodes of a page.
    Html,
}

/// A stretch of a document that stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Emphasis {
    /// A heading.
    Heading,
    /// Bold.
    Strong,
    /// Italic.
    Soft,
    /// Fixed pitch.
    Code,
    /// Struck out, or otherwise not for reading.
    Faint,
}

/// One speaker's words in a dialogue: from `start` to the next turn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Turn {
    /// First character of the turn, from zero.
    pub start: u32,
    /// Who speaks.
    pub author: Text,
}

/// A text that spans are marked in. Offsets are Unicode code points from zero, as every platform
/// with texts counts them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// What it is called.
    pub name: Text,
    /// How it is made up.
    pub kind: DocumentKind,
    /// The text, cleaned character for character so that offsets hold.
    pub text: DocumentText,
    /// Characters, rising, before which a line begins although the text has no line feed there
    /// (blocks of a page). A turn begins a line too, without standing here.
    pub breaks: Vec<u32>,
    /// Turns of a dialogue, rising.
    pub turns: Vec<Turn>,
    /// Stretches `(first, after the last)` that stand out, by their first character.
    pub emphasis: Vec<(u32, u32, Emphasis)>,
    /// What is missing of it, in words: it was cut at a limit, it could not be fetched.
    pub missing: Option<Text>,
}

/// A document's text without what a terminal must not see, of as many characters as it came with:
/// line feeds and tabs stay, every other character that [`Text`] would leave out is `\u{FFFD}`.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize)]
pub struct DocumentText(Arc<str>);

impl DocumentText {
    /// Cleans a text. Its size is bounded by whoever read it.
    pub fn new(raw: &str) -> Self {
        let clean = |c: char| match c {
            '\n' | '\t' => c,
            c if Text::keeps(c) => c,
            _ => '\u{FFFD}',
        };
        Self(raw.chars().map(clean).collect::<String>().into())
    }
}

impl std::ops::Deref for DocumentText {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for DocumentText {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(|raw| Self::new(&raw))
    }
}

/// What runs along a time line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimelineKind {
    /// Sound.
    #[default]
    Audio,
    /// Measured values.
    Series,
    /// A video; the pictures themselves are not shown.
    Video,
}

/// What positions on a time line count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeUnit {
    /// Seconds from the beginning.
    #[default]
    Seconds,
    /// Frames from one.
    Frames,
    /// A plain number: the value of the time column.
    Number,
    /// Seconds since 1970, UTC.
    Date,
}

/// A time line that segments are marked on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Timeline {
    /// What it is called.
    pub name: Text,
    /// What runs along it.
    pub kind: TimelineKind,
    /// What positions count.
    pub unit: TimeUnit,
    /// First and last position, as far as known beforehand.
    pub range: Option<(f64, f64)>,
    /// Why there is nothing to draw, if so; else `Platform::signal` has it.
    pub silent: Option<Text>,
}

/// What is drawn along a time line: envelopes of one or more channels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Signal {
    /// First position, in the time line's unit.
    pub start: f64,
    /// Last position.
    pub end: f64,
    /// The channels.
    pub channels: Vec<Channel>,
    /// What was left out of it (a limit), in words.
    pub cut: Option<Text>,
}

/// One channel: least and greatest value in equally long parts from start to end.
#[derive(Clone, Debug, PartialEq)]
pub struct Channel {
    /// What it is called: `left`, a column's name.
    pub name: Text,
    /// The value at the lower edge of the drawing.
    pub low: f32,
    /// The value at its upper edge.
    pub high: f32,
    /// Least and greatest value of each part; not a number where there is none.
    pub parts: Arc<[(f32, f32)]>,
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn cleaning_keeps_every_offset(raw in "\\PC{0,40}|[\\x00-\\x1f\\u{202e}a]{0,20}") {
            let clean = DocumentText::new(&raw);
            proptest::prop_assert_eq!(clean.chars().count(), raw.chars().count());
            proptest::prop_assert!(!clean.chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
        }
    }
}

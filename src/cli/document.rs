//! A document as lines for people: the text, wrapped, with its spans underlined and named below.
//!
//! ```text
//! Acme Corp hired Jane Doe in Paris.
//! ~~~~~~~~~ ORG   ~~~~~~~~ PER
//!                             ~~~~~ LOC
//! ```
//!
//! Spans that overlap, or whose names would, go below each other.

use unicode_width::UnicodeWidthChar;

use crate::model::{Document, Text};

/// A span with what is written beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// First character.
    pub start: u32,
    /// Character after the last.
    pub end: u32,
    /// Its label, with a sign for its verdict.
    pub name: String,
}

/// One line of the text: characters from `start` to before `end`, after a speaker's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Line {
    start: usize,
    end: usize,
    /// Index of the turn that begins with it.
    turn: Option<usize>,
}

/// Columns that a speaker's name may take.
const SPEAKER: usize = 16;

/// The lines of a document at this width, with its marks.
pub fn lines(document: &Document, marks: &[Mark], width: usize) -> Vec<Text> {
    let chars: Vec<char> = document.text.chars().collect();
    let mut marks: Vec<&Mark> = marks.iter().collect();
    marks.sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
    let margin = speakers(document);
    let width = width.saturating_sub(margin).max(10);
    let mut out = Vec::new();
    for line in wrapped(document, &chars, width) {
        let text: String = part(&chars, line).iter().map(|c| shown(*c)).collect();
        let speaker = line.turn.and_then(|turn| document.turns.get(turn));
        let name = speaker.map_or("", |turn| turn.author.as_str());
        let head: String = match margin {
            0 => String::new(),
            _ => format!("{:<1$}", cut(name, SPEAKER), margin),
        };
        out.push(Text::line(format!("{head}{text}").trim_end()));
        let below = underlines(&chars, line, &marks);
        let gap = " ".repeat(margin);
        out.extend(below.iter().map(|lane| Text::line(&format!("{gap}{lane}"))));
    }
    out.extend(
        document
            .missing
            .iter()
            .map(|why| Text::line(&format!("({why})"))),
    );
    out
}

/// Columns in front of the text of a dialogue.
fn speakers(document: &Document) -> usize {
    let longest = document
        .turns
        .iter()
        .map(|turn| turn.author.chars().count().min(SPEAKER))
        .max();
    longest.map_or(0, |longest| longest + 2)
}

fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

fn shown(c: char) -> char {
    match c {
        '\t' | '\n' => ' ',
        c => c,
    }
}

fn columns(chars: &[char]) -> usize {
    chars.iter().map(|c| shown(*c).width().unwrap_or(0)).sum()
}

fn part(chars: &[char], line: Line) -> &[char] {
    chars.get(line.start..line.end).unwrap_or_default()
}

/// Lines of the text: at line feeds, breaks and turns, and where they would be too wide.
fn wrapped(document: &Document, chars: &[char], width: usize) -> Vec<Line> {
    let at = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
    let mut begins: Vec<(usize, Option<usize>)> = vec![(0, None)];
    begins.extend(document.breaks.iter().map(|offset| (at(*offset), None)));
    let turns = document.turns.iter().enumerate();
    begins.extend(turns.map(|(number, turn)| (at(turn.start), Some(number))));
    let feeds = chars.iter().enumerate().filter(|(_, c)| **c == '\n');
    begins.extend(feeds.map(|(place, _)| (place + 1, None)));
    // Of several reasons to begin a line at one place, a turn counts.
    begins.sort_by_key(|(place, turn)| (*place, turn.is_none()));
    begins.dedup_by_key(|(place, _)| *place);
    begins.retain(|(place, _)| *place <= chars.len());
    let ends = begins.iter().skip(1).map(|(place, _)| *place);
    let ends: Vec<usize> = ends.chain([chars.len()]).collect();
    let mut out = Vec::new();
    for ((start, turn), end) in begins.into_iter().zip(ends) {
        let feed = end > start && chars.get(end - 1) == Some(&'\n');
        let line = Line {
            start,
            end: if feed { end - 1 } else { end },
            turn,
        };
        // A text that ends with a line feed has no line after it.
        if !(start == chars.len() && start > 0 && turn.is_none()) {
            split(chars, line, width, &mut out);
        }
    }
    out
}

/// A line in pieces that are not wider than this, cut after a blank where there is one.
fn split(chars: &[char], line: Line, width: usize, out: &mut Vec<Line>) {
    let mut rest = line;
    loop {
        let (mut used, mut fits, mut blank) = (0, rest.start, None);
        for (offset, c) in part(chars, rest).iter().enumerate() {
            used += shown(*c).width().unwrap_or(0);
            if used > width {
                break;
            }
            fits = rest.start + offset + 1;
            if c.is_whitespace() {
                blank = Some(fits);
            }
        }
        if fits >= rest.end {
            out.push(rest);
            return;
        }
        // A character that is wider than the line goes alone.
        let end = blank.unwrap_or(fits).max(rest.start + 1);
        out.push(Line { end, ..rest });
        rest = Line {
            start: end,
            end: rest.end,
            turn: None,
        };
    }
}

/// What stands below a line: each lane without overlaps.
fn underlines(chars: &[char], line: Line, marks: &[&Mark]) -> Vec<String> {
    let mut lanes: Vec<(String, usize)> = Vec::new();
    for mark in marks {
        let at = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
        let (start, end) = (at(mark.start), at(mark.end).min(chars.len()));
        if start >= line.end.max(line.start + 1) && !(start == line.end && start == chars.len()) {
            continue;
        }
        let empty = start == end && (line.start..=line.end).contains(&start);
        if end <= line.start && !empty {
            continue;
        }
        let from = start.max(line.start);
        let column = columns(chars.get(line.start..from).unwrap_or_default());
        let under = chars.get(from..end.min(line.end)).unwrap_or_default();
        let under = match columns(under) {
            0 => "^".to_owned(),
            long => "~".repeat(long),
        };
        let text = format!("{under} {}", mark.name);
        let width = text.chars().count();
        let place = lanes
            .iter_mut()
            .find(|(_, used)| *used == 0 || *used < column);
        let (lane, used) = match place {
            Some(free) => free,
            None => {
                lanes.push((String::new(), 0));
                match lanes.last_mut() {
                    Some(new) => new,
                    None => continue,
                }
            }
        };
        lane.push_str(&" ".repeat(column.saturating_sub(*used)));
        lane.push_str(&text);
        *used = column.max(*used) + width;
    }
    lanes.into_iter().map(|(lane, _)| lane).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DocumentText, Turn};

    fn shown_as(document: &Document, marks: &[(u32, u32, &str)], width: usize) -> String {
        let marks: Vec<Mark> = marks
            .iter()
            .map(|(start, end, name)| Mark {
                start: *start,
                end: *end,
                name: (*name).into(),
            })
            .collect();
        let lines = lines(document, &marks, width);
        lines.iter().map(|line| format!("{line}\n")).collect()
    }

    fn plain(text: &str) -> Document {
        Document {
            text: DocumentText::new(text),
            ..Document::default()
        }
    }

    #[test]
    fn spans_are_underlined_and_named_without_covering_each_other() {
        let document = plain("Acme Corp hired Jane Doe in Paris.\nFin\n");
        let marks = [
            (16, 24, "PER"),
            (0, 9, "ORG"),
            (16, 33, "EVENT"),
            (28, 33, "LOC"),
        ];
        let wanted = "\
Acme Corp hired Jane Doe in Paris.
~~~~~~~~~ ORG   ~~~~~~~~~~~~~~~~~ EVENT
                ~~~~~~~~ PER
                            ~~~~~ LOC
Fin
";
        assert_eq!(shown_as(&document, &marks, 80), wanted);
    }

    #[test]
    fn long_lines_wrap_at_blanks_and_marks_go_on() {
        let document = plain("one two three four 日本語 x");
        let marks = [(4, 18, "N"), (19, 22, "L")];
        let wanted = "\
one two
    ~~~~ N
three four
~~~~~~~~~~ N
日本語 x
~~~~~~ L
";
        assert_eq!(shown_as(&document, &marks, 11), wanted);
        let wide = plain(&"x".repeat(25));
        assert_eq!(shown_as(&wide, &[], 10).lines().count(), 3);
    }

    #[test]
    fn speakers_stand_in_front_of_their_turns() {
        let document = Document {
            turns: vec![
                Turn {
                    start: 0,
                    author: "ana".into(),
                },
                Turn {
                    start: 5,
                    author: "bo".into(),
                },
            ],
            ..plain("hello" /* no line feed between turns */)
        };
        let document = Document {
            text: DocumentText::new("hellohi there"),
            ..document
        };
        let wanted = "ana  hello\nbo   hi there\n     ~~ GREET\n";
        assert_eq!(shown_as(&document, &[(5, 7, "GREET")], 40), wanted);
    }

    proptest::proptest! {
        #[test]
        fn any_offsets_and_texts_are_drawn(
            text in "[a-c \\n日\\t]{0,60}",
            marks in proptest::collection::vec((0u32..80, 0u32..80), 0..6),
            cuts in proptest::collection::vec(0u32..80, 0..4),
            width in 10usize..40,
        ) {
            let mut breaks = cuts;
            breaks.sort_unstable();
            let document = Document { breaks, ..plain(&text) };
            let marks: Vec<Mark> = marks
                .into_iter()
                .map(|(start, end)| Mark { start, end, name: "L".into() })
                .collect();
            let drawn = lines(&document, &marks, width);
            let letters = |text: &str| text.chars().filter(|c| "abc日".contains(*c)).count();
            let all: usize = drawn.iter().map(|line| letters(line)).sum();
            proptest::prop_assert_eq!(all, letters(&text));
        }
    }
}

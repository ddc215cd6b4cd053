//! Several results of an item: who made which, and the pairs of two that are compared.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::overlay::SharedItem;
use crate::app::pointer::Hit;
use crate::app::results::{Compare, owner};
use crate::app::review::Review;
use crate::codec::agree::Pair;
use crate::codec::colors::SIDES;
use crate::model::{Annotation, ItemResult, ResultKind};

use super::canvas::{Canvas, Pen, below, head, inset};
use super::review::{digits, whereabouts};
use super::theme::Theme;
use super::{fit, gist};

/// Results that are listed at most at once.
const LISTED: u16 = 5;

/// Lines of two shapes below a chosen pair.
const EXPANDED: usize = 2;

/// The sign and colour of the left or right one of two results.
fn side(theme: &Theme, right: bool) -> (&'static str, Style) {
    match right {
        false => (theme.glyphs.bar, theme.label(SIDES.0)),
        true => (theme.glyphs.dashed, theme.label(SIDES.1)),
    }
}

/// The sign of the side that an annotation is of, while two results are compared.
pub fn side_sign(theme: &Theme, review: &Review, annotation: &Annotation) -> Option<&'static str> {
    let (right, _) = review.right()?;
    Some(side(theme, usize::from(annotation.result) == right).0)
}

/// Whose annotations are on screen, for the line of the item: `━ ana ┅ bo  agree 0.31`.
pub fn legend(pen: &mut Pen, review: &Review) {
    let theme = pen.theme();
    let (Some(compare), Some((_, left)), Some((_, right))) =
        (&review.compare, review.result(), review.right())
    else {
        return;
    };
    let score = format!("agree {:.2}", compare.agreement.score);
    pen.right(&score, theme.accent);
    for (result, is_right) in [(right, true), (left, false)] {
        let (sign, style) = side(theme, is_right);
        pen.right(&format!("{sign}{sign} {}", owner(result)), style);
    }
}

/// Who made which result, one line each, the one on screen marked; answers what is left below.
pub fn strip(canvas: &mut Canvas, review: &Review, detail: &SharedItem, area: Rect) -> Rect {
    let count = detail.results.len();
    let most = (area.height / 3).clamp(1, LISTED);
    let rows = u16::try_from(count).unwrap_or(most).min(most);
    if rows == 0 || area.height < 4 {
        return area;
    }
    let left = review.result().map(|(at, _)| at);
    let right = review.right().map(|(at, _)| at);
    // What was picked last stays in sight, and of a pair the left one as long as it can.
    let chosen = right.or(left).unwrap_or(0);
    let visible = usize::from(rows);
    let first = (chosen + 1).saturating_sub(visible);
    for (line, (at, result)) in (0_u16..).zip(detail.results.iter().enumerate().skip(first)) {
        if line >= rows {
            break;
        }
        let place = Rect {
            y: area.y + line,
            height: 1,
            ..area
        };
        let shown = match (left == Some(at), right == Some(at)) {
            (true, _) if right.is_some() => Some(side(canvas.theme, false)),
            (_, true) => Some(side(canvas.theme, true)),
            (true, _) => Some((canvas.theme.glyphs.cursor, canvas.theme.focus)),
            _ => None,
        };
        canvas.hits.add(place, Hit::Result(at));
        one(canvas, result, shown, place);
    }
    canvas.thumb(head(area, rows), first as u64, count as u64);
    below(area, rows)
}

fn one(
    canvas: &mut Canvas,
    result: &ItemResult,
    shown: Option<(&'static str, Style)>,
    place: Rect,
) {
    let mut pen = canvas.pen(inset(place, 0, 1));
    let theme = pen.theme();
    match shown {
        Some((sign, style)) => pen.put(sign, style),
        None => pen.gap(1),
    };
    let given = result.verdict.as_ref();
    let verdict = given.map(|given| given.verdict);
    if result.is_live() || given.is_some() {
        pen.put(theme.glyphs.verdict(verdict), theme.verdict(verdict));
    } else {
        pen.put(theme.glyphs.dot, theme.dim);
    }
    pen.gap(1);
    if given.is_some_and(|given| given.is_stale(result.hash)) {
        pen.right(theme.glyphs.stale, theme.warning);
    }
    for (word, style) in words(theme, result) {
        if pen.room() > fit::width(&word) + 4 {
            pen.right(&word, style);
        }
    }
    if result.truth {
        pen.put(theme.glyphs.truth, theme.accent).gap(1);
    }
    let style = match shown {
        Some(_) => theme.title,
        None => theme.text,
    };
    pen.put(&owner(result), style);
}

/// What is said of a result beside its author, the most important first.
fn words(theme: &Theme, result: &ItemResult) -> Vec<(String, Style)> {
    let mut words = Vec::new();
    if result.skipped {
        words.push(("skipped".to_owned(), theme.warning));
    }
    if result.kind != ResultKind::Submitted {
        words.push((result.kind.word().to_owned(), theme.dim));
    }
    if result.mine {
        words.push(("yours".to_owned(), theme.accent));
    }
    words
}

/// The head of the list of pairs.
pub fn pairs_title(canvas: &mut Canvas, compare: &Compare, area: Rect) {
    let mut pen = canvas.pen(area);
    let theme = pen.theme();
    let found = &compare.agreement;
    let style = match compare.pair {
        Some(_) => theme.focus,
        None => theme.title,
    };
    pen.put("pairs ", style)
        .put(&found.pairs.len().to_string(), theme.dim);
    for (count, word) in [
        (found.alone(), "alone"),
        (found.mislabelled(), "mislabelled"),
    ] {
        if count > 0 {
            pen.put(&format!(", {count} {word}"), theme.warning);
        }
    }
    if found.cut {
        pen.put(", not all", theme.dim);
    }
}

/// Pairs, worst first; the chosen one with both shapes below it.
pub fn pairs(
    canvas: &mut Canvas,
    review: &Review,
    compare: &Compare,
    detail: &SharedItem,
    area: Rect,
) {
    let rows = usize::from(area.height);
    let all = &compare.agreement.pairs;
    if all.is_empty() {
        let style = canvas.theme.dim;
        canvas.pen(area).put("neither marked anything", style);
        return;
    }
    let extra = match compare.pair {
        Some(_) if rows > EXPANDED + 1 => EXPANDED,
        _ => 0,
    };
    let mut first = review.top.min(all.len().saturating_sub(rows));
    if let Some(chosen) = compare.pair {
        let last = (chosen + 1 + extra).saturating_sub(rows);
        first = first.min(chosen).max(last);
    }
    let width = digits(detail.annotations.len());
    let mut y = area.y;
    for (at, pair) in all.iter().enumerate().skip(first) {
        if y >= area.bottom() {
            break;
        }
        let place = Rect {
            y,
            height: 1,
            ..inset(area, 0, 1)
        };
        canvas.hits.add(place, Hit::Pair(at));
        one_pair(canvas, detail, pair, width, place);
        y += 1;
        if compare.pair == Some(at) {
            canvas.tint(place, canvas.theme.cursor);
            let (sign, style) = (canvas.theme.glyphs.cursor, canvas.theme.focus);
            canvas.put(place.x, place.y, 1, sign, style);
            for (number, is_right) in [(pair.left, false), (pair.right, true)] {
                if extra > 0 && y < area.bottom() {
                    shape(canvas, detail, number, is_right, Rect { y, ..place });
                    y += 1;
                }
            }
        }
    }
    canvas.thumb(area, first as u64, all.len() as u64);
}

fn one_pair(canvas: &mut Canvas, detail: &SharedItem, pair: &Pair, width: u16, place: Rect) {
    let mut pen = canvas.pen(place);
    let theme = pen.theme();
    let score = match pair.is_alone() {
        true => theme.glyphs.undecided.to_owned(),
        false => format!("{:.2}", pair.overlap),
    };
    let style = match pair.score() {
        score if score < crate::limits::DISPUTED_BELOW => theme.warning,
        _ => theme.text,
    };
    pen.gap(1).column_of(4, &score, true, style).gap(1);
    for (number, is_right) in [(pair.left, false), (pair.right, true)] {
        let (_, color) = side(theme, is_right);
        let text = number.map_or_else(|| "-".to_owned(), |number| (number + 1).to_string());
        pen.column_of(width, &text, true, color).gap(1);
    }
    let label = |number: Option<usize>| {
        let found = detail.annotations.get(number?)?;
        Some(gist::label(detail, found))
    };
    match (label(pair.left), label(pair.right)) {
        (Some(left), Some(right)) if !pair.same_label => {
            pen.put(left, side(theme, false).1)
                .put(theme.glyphs.differs, theme.warning)
                .put(right, side(theme, true).1);
        }
        (Some(only), None) => {
            pen.put("only left: ", theme.warning).put(only, theme.text);
        }
        (None, Some(only)) => {
            pen.put("only right: ", theme.warning).put(only, theme.text);
        }
        (label, _) => {
            pen.put(label.unwrap_or_default(), theme.text);
        }
    }
}

/// Where one of a chosen pair is.
fn shape(
    canvas: &mut Canvas,
    detail: &SharedItem,
    number: Option<usize>,
    is_right: bool,
    place: Rect,
) {
    let mut pen = canvas.pen(inset(place, 3, 0));
    let theme = pen.theme();
    let (sign, style) = side(theme, is_right);
    pen.put(sign, style).gap(1);
    match number.and_then(|number| detail.annotations.get(number)) {
        Some(found) => {
            pen.put(&whereabouts(detail, found, theme.glyphs.times), theme.dim);
            for attribute in found.attributes.iter().take(3) {
                pen.gap(1).put(&attribute.value, theme.text);
            }
        }
        None => {
            pen.put("nothing", theme.dim);
        }
    }
}

//! A text in cells: lines with coloured spans, labels above where spans begin, speakers before
//! their words.
//!
//! Where spans overlap, the innermost lends the ground and the others lend lines below the text,
//! cell by cell in turn; the selected one always lies on top.

mod tags;

use std::sync::Arc;

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::app::content::{Cluster, Lines, TextView};
use crate::codec::colors::{LabelColors, label_color, overlay_color};
use crate::model::{Document, Emphasis, ItemDetail, Rgb, Shape, StatusClass};

use super::canvas::{Canvas, inset};
use super::relations::{self, Way};
use super::theme::{Strength, Theme};

/// Spans over one line that are drawn; more are not told apart by anybody.
const COVERS: usize = 48;
/// Annotations looked through for the preview of a text.
const PREVIEWED: usize = 20_000;

/// One span over a line.
#[derive(Clone, Copy, Debug)]
struct Cover {
    start: u32,
    end: u32,
    number: usize,
    color: Rgb,
    strength: Strength,
}

/// What is selected, and what belongs to that.
#[derive(Debug, Default)]
pub struct Chosen {
    selected: Option<usize>,
    linked: Vec<(usize, Way)>,
}

impl Chosen {
    fn of(view: &TextView) -> Self {
        let links = relations::of_selected(view.review);
        let ends = links
            .iter()
            .filter_map(|link| Some((link.other?, link.way)));
        Self {
            selected: view.review.selected,
            linked: ends.collect(),
        }
    }

    fn strength(&self, number: usize) -> Strength {
        match self.way(number) {
            _ if self.selected == Some(number) => Strength::Selected,
            Some(_) => Strength::Linked,
            None => Strength::Soft,
        }
    }

    fn way(&self, number: usize) -> Option<Way> {
        let mut linked = self.linked.iter();
        linked.find(|(at, _)| *at == number).map(|(_, way)| *way)
    }
}

/// Draws a text from its first shown line on.
pub fn draw(canvas: &mut Canvas, view: &TextView, area: Rect) {
    let chosen = Chosen::of(view);
    let (lines, mut y) = (view.lines, area.y);
    let text = inset(area, lines.speaker(), 0);
    for line in view.page.top..lines.count() {
        if y >= area.bottom() {
            break;
        }
        let clusters: Vec<Cluster> = lines.clusters(line).collect();
        let tags: Vec<_> = view.beginning(line).collect();
        if !tags.is_empty() && y + 1 < area.bottom() {
            let row = Rect {
                y,
                height: 1,
                ..text
            };
            tags::draw(canvas, view, &chosen, &clusters, &tags, row);
            y += 1;
        }
        speaker(
            canvas,
            lines,
            line,
            Rect {
                y,
                height: 1,
                ..area
            },
        );
        let covers = covers(canvas.theme.labels, view, &chosen, line);
        draw_line(
            canvas,
            lines,
            line,
            &clusters,
            &covers,
            Rect {
                y,
                height: 1,
                ..text
            },
        );
        y += 1;
    }
}

/// The spans over a line, those that lie on top first: the selected one, those related to it, then
/// the innermost.
fn covers(colors: LabelColors, view: &TextView, chosen: &Chosen, line: usize) -> Vec<Cover> {
    let (from, to) = view.lines.chars(line);
    let mut found: Vec<Cover> = Vec::new();
    for (start, end, number) in view.page.spans.within(from, to) {
        let Some(annotation) = view.shown(number) else {
            continue;
        };
        let strength = chosen.strength(number);
        if found.len() >= COVERS && strength == Strength::Soft {
            continue;
        }
        found.push(Cover {
            start,
            end,
            number,
            color: overlay_color(
                colors,
                view.review.layers(),
                &view.detail.labels,
                annotation,
            ),
            strength,
        });
    }
    sort(&mut found);
    found
}

fn sort(covers: &mut [Cover]) {
    let rank = |cover: &Cover| match cover.strength {
        Strength::Selected => 0_u8,
        Strength::Linked => 1,
        Strength::Soft => 2,
    };
    covers.sort_by_key(|cover| {
        let inner = std::cmp::Reverse((cover.start, std::cmp::Reverse(cover.end), cover.number));
        (rank(cover), inner)
    });
}

fn draw_line(
    canvas: &mut Canvas,
    lines: &Lines,
    line: usize,
    clusters: &[Cluster],
    covers: &[Cover],
    row: Rect,
) {
    let theme = canvas.theme;
    let emphasis: Vec<_> = lines.emphasis(line).collect();
    // Blanks at a line's end belong to it, and show nothing.
    let end = clusters.iter().rposition(|cluster| cluster.text != " ");
    let seen = clusters.iter().take(end.map_or(0, |end| end + 1));
    for cluster in seen.filter(|cluster| cluster.width > 0) {
        let over = |from: u32, to: u32| from < cluster.after && to > cluster.first;
        let mut style = theme.text;
        for (_, _, how) in emphasis.iter().filter(|(from, to, _)| over(*from, *to)) {
            style = style.patch(emphasized(theme, *how));
        }
        let here = covers.iter().filter(|cover| over(cover.start, cover.end));
        style = covered(theme, style, here, cluster.column);
        let x = row.x.saturating_add(cluster.column);
        canvas.cluster((x, row.y), cluster.text, cluster.width, style, row);
    }
}

/// A cell's style under the spans over it, that on top first.
fn covered<'c>(
    theme: &Theme,
    style: Style,
    mut covers: impl Iterator<Item = &'c Cover> + Clone,
    column: u16,
) -> Style {
    let Some(top) = covers.next() else {
        return style;
    };
    let mut style = style.patch(theme.span(top.color, top.strength));
    if theme.colors == super::theme::ColorDepth::Mono && top.number % 2 == 1 {
        // Spans that touch are told apart.
        style = style.add_modifier(Modifier::ITALIC);
    }
    let below = covers.clone().count();
    if below > 0
        && let Some(next) = covers.nth(usize::from(column) % below)
    {
        style = style.patch(theme.underline(next.color));
    }
    style
}

fn emphasized(theme: &Theme, how: Emphasis) -> Style {
    match how {
        Emphasis::Heading => theme.accent.add_modifier(Modifier::BOLD),
        Emphasis::Strong => Style::new().add_modifier(Modifier::BOLD),
        Emphasis::Soft => Style::new().add_modifier(Modifier::ITALIC),
        Emphasis::Code => theme.class(StatusClass::Doing),
        Emphasis::Faint => theme.dim.add_modifier(Modifier::CROSSED_OUT),
    }
}

/// Who begins to speak on a line. Each speaker has a colour of a few, by name.
fn speaker(canvas: &mut Canvas, lines: &Lines, line: usize, row: Rect) {
    let turns = &lines.document().turns;
    let Some(turn) = lines.turn(line).and_then(|turn| turns.get(turn)) else {
        return;
    };
    let theme = canvas.theme;
    let sum: usize = turn.author.bytes().map(usize::from).sum();
    let style = match sum % 3 {
        0 => theme.accent,
        1 => theme.class(StatusClass::Doing),
        _ => theme.class(StatusClass::ToReview),
    };
    let room = lines.speaker().saturating_sub(1);
    let style = style.add_modifier(Modifier::BOLD);
    canvas.put(row.x, row.y, room, &turn.author, style);
}

/// The first lines of a text with the spans on them.
pub fn beginning(canvas: &mut Canvas, detail: &ItemDetail, text: &Arc<Document>, area: Rect) {
    if text.text.is_empty() {
        let why = text.missing.as_ref().map_or("an empty text", |why| why);
        canvas.middle(area, why, canvas.theme.dim);
        return;
    }
    let lines = Lines::new(text, area.width, usize::from(area.height));
    let end = lines.chars(lines.count().saturating_sub(1)).1;
    let all = detail.annotations.iter().take(PREVIEWED).enumerate();
    let spans = all.filter_map(|(number, one)| match one.shape {
        Shape::Span { start, end: to, .. } if one.on == 0 && start < end => Some(Cover {
            start,
            end: to,
            number,
            color: label_color(canvas.theme.labels, &detail.labels, one.label),
            strength: Strength::Soft,
        }),
        _ => None,
    });
    let mut spans: Vec<_> = spans.collect();
    sort(&mut spans);
    let text = inset(area, lines.speaker(), 0);
    for (line, y) in (0..lines.count()).zip(area.top()..area.bottom()) {
        let clusters: Vec<_> = lines.clusters(line).collect();
        let (from, to) = lines.chars(line);
        let here = spans
            .iter()
            .filter(|cover| cover.start < to && cover.end > from);
        let here: Vec<_> = here.take(COVERS).copied().collect();
        speaker(
            canvas,
            &lines,
            line,
            Rect {
                y,
                height: 1,
                ..area
            },
        );
        draw_line(
            canvas,
            &lines,
            line,
            &clusters,
            &here,
            Rect {
                y,
                height: 1,
                ..text
            },
        );
    }
}

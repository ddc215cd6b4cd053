//! The preview pane: what is under the cursor of the focused list.

use std::sync::Arc;

use ratatui::layout::Rect;

use crate::app::actions::Action;
use crate::app::browser::{Column, Load};
use crate::app::results::{self, owner};
use crate::app::state::App;
use crate::config::settings::PreviewChoice;
use crate::model::{Detail, ItemDetail, Level, NodeRef, ResultKind, Row};

use super::canvas::{Canvas, below, head, inset};
use super::header::or_dash;
use super::picture::{self, Placeholders};
use super::{Placed, Shown, contents, fit, layout, row, verdict_line};

/// Annotations counted for the label summary; more are not looked at in every frame.
const COUNTED: usize = 2_000;

/// Draws the pane and notes the picture's place in `shown`.
pub fn draw(
    canvas: &mut Canvas,
    app: &App,
    column: &Column,
    pane: Rect,
    placeholders: Placeholders,
    shown: &mut Shown,
) {
    let (slot, text) = layout::preview(pane);
    shown.slots.preview = (!slot.is_empty()).then_some((slot.width, slot.height));
    let Some(row) = column.row() else { return };
    let mut pen = canvas.pen(inset(head(pane, 1), 1, 0));
    let theme = pen.theme();
    let (sign, style) = row::sign(theme, column.level, row);
    pen.right("3", theme.dim);
    let named = column.node_of(row);
    pen.put(sign, style)
        .gap(1)
        .name(&row.name, &named, theme.title);
    if column.level == Level::Item {
        let known = app.browser.preview.item.as_ref();
        match known.filter(|detail| !detail.pictured && detail.node == column.node_of(row)) {
            Some(detail) => contents::preview(canvas, detail, slot),
            None => picture_slot(canvas, app, slot, placeholders, shown),
        }
        item(canvas, app, column, row, text);
    } else {
        let area = inset(below(pane, 2), 1, 0);
        let area = node(canvas, app, column, row, area);
        loading(canvas, app, area);
    }
}

/// Whether the preview that is known belongs to the row under the cursor.
fn current(app: &App, node: &NodeRef) -> bool {
    app.browser.preview.node.as_ref() == Some(node)
}

fn picture_slot(
    canvas: &mut Canvas,
    app: &App,
    slot: Rect,
    placeholders: Placeholders,
    shown: &mut Shown,
) {
    let preview = &app.browser.preview;
    if let Some(picture) = &preview.picture {
        let place = picture::draw(canvas, picture, slot, app.terminal.graphics, placeholders);
        if !place.is_empty() {
            picture::badges(canvas, picture, place, None, preview.item.as_deref());
            shown.pictures.push(Placed {
                area: place,
                picture: Arc::clone(picture),
            });
        }
    } else if let Some(problem) = &preview.picture_problem {
        canvas.middle(
            slot,
            &format!("no picture: {problem}"),
            canvas.theme.warning,
        );
    } else if super::pictures_off(app) || app.settings.preview == PreviewChoice::Off {
        canvas.middle(slot, "pictures are off", canvas.theme.dim);
    } else {
        canvas.middle(slot, canvas.theme.glyphs.ellipsis, canvas.theme.dim);
    }
}

fn item(canvas: &mut Canvas, app: &App, column: &Column, row: &Row, area: Rect) {
    let node = column.node_of(row);
    let preview = &app.browser.preview;
    let Some(detail) = preview.item.as_ref().filter(|detail| detail.node == node) else {
        loading(canvas, app, area);
        return;
    };
    let judgement = detail.verdict.as_ref();
    verdict_line(&mut canvas.pen(area), judgement, detail.hash);
    let area = below(area, 1);
    let area = made_by(canvas, detail, area);
    let area = label_summary(canvas, detail, area);
    let area = problems(canvas, &detail.problems, area);
    facts(
        canvas,
        detail
            .facts
            .iter()
            .map(|fact| (fact.name.as_str(), fact.value.as_str())),
        area,
    );
}

/// Who has made a result of the item, where the platform tells.
fn made_by(canvas: &mut Canvas, detail: &ItemDetail, area: Rect) -> Rect {
    let theme = canvas.theme;
    let mut area = area;
    for (number, result) in detail.results.iter().enumerate() {
        if number >= 3 && detail.results.len() > 4 || area.height < 2 {
            let text = format!("and {} more results", detail.results.len() - number);
            canvas.pen(area).put(&text, theme.dim);
            return below(area, 1);
        }
        let verdict = result.verdict.as_ref().map(|given| given.verdict);
        let mut pen = canvas.pen(area);
        pen.put(theme.glyphs.verdict(verdict), theme.verdict(verdict))
            .gap(1);
        if result.truth {
            pen.put(theme.glyphs.truth, theme.accent).gap(1);
        }
        pen.put(&owner(result), theme.text).gap(1);
        let word = match (result.skipped, result.kind) {
            (true, _) => "skipped",
            (false, ResultKind::Submitted) => "",
            (false, kind) => kind.word(),
        };
        pen.put(word, theme.dim);
        area = below(area, 1);
    }
    area
}

/// `4 objects` and how many of each label; of several results those of the first that is judged.
fn label_summary(canvas: &mut Canvas, detail: &ItemDetail, area: Rect) -> Rect {
    let theme = canvas.theme;
    let only = results::first(detail).map(|at| results::annotations_of(detail, at));
    let annotations = only.and_then(|range| detail.annotations.get(range));
    let annotations = annotations.unwrap_or(&detail.annotations);
    let count = annotations.len();
    let mut counts: Vec<(u32, usize)> = Vec::new();
    for annotation in annotations.iter().take(COUNTED) {
        let known = counts
            .iter_mut()
            .find(|(label, _)| *label == annotation.label);
        if let Some((_, number)) = known {
            *number += 1;
        } else if counts.len() < 64 {
            counts.push((annotation.label, 1));
        }
    }
    let mut text = match count {
        0 => "no objects".to_owned(),
        1 => "1 object:".to_owned(),
        _ => format!("{count} objects:"),
    };
    for (at, (label, number)) in counts.iter().enumerate() {
        let name = detail
            .labels
            .get(*label)
            .map_or("unknown label", |label| &label.name);
        let comma = if at > 0 { "," } else { "" };
        text.push_str(&format!("{comma} {name}"));
        if *number > 1 {
            text.push_str(&format!(" {}{number}", theme.glyphs.times));
        }
    }
    let shown = head(area, 4);
    let left = canvas.paragraph(shown, &text, theme.text);
    below(area, shown.height - left.height)
}

/// Facts of an organization, project, task or job: the row's own at once, the rest when it came.
fn node(canvas: &mut Canvas, app: &App, column: &Column, row: &Row, area: Rect) -> Rect {
    let node = column.node_of(row);
    let detail = app.browser.preview.detail.as_deref();
    let detail = detail.filter(|detail| detail.node == node && current(app, &node));
    let mut area = area;
    if column.level == Level::Job || detail.is_some_and(|detail| detail.state.is_some()) {
        area = state_line(canvas, column, row, detail, area);
    }
    area = progress(canvas, row, area);
    let mut own: Vec<(&str, &str)> = Vec::new();
    let list = &column.list;
    if column.level == Level::Job {
        own.push(("assignee", or_dash(list.word_some(row.assignee))));
        own.push(("reviewer", or_dash(list.word_some(row.reviewer))));
    }
    area = facts(canvas, own.into_iter(), area);
    let Some(detail) = detail else { return area };
    let known = detail.facts.iter();
    area = facts(
        canvas,
        known.map(|(name, value)| (name.as_str(), value.as_str())),
        area,
    );
    more(canvas, app, detail, area)
}

/// Where it can go from here, and the guide.
fn more(canvas: &mut Canvas, app: &App, detail: &Detail, area: Rect) -> Rect {
    let theme = canvas.theme;
    let mut area = area;
    let open = detail
        .transitions
        .iter()
        .filter(|to| to.denied.is_none())
        .count();
    if open > 0 {
        let states = if open == 1 { "state" } else { "states" };
        let mut pen = canvas.pen(area);
        let key = app.key_in(app.scope(), Action::Transition);
        pen.put(&key, theme.accent).gap(1);
        pen.put(&format!("leads to {open} other {states}"), theme.dim);
        area = below(area, 1);
    }
    if let Some(guide) = &detail.guide
        && area.height > 3
    {
        let title = below(area, 1);
        canvas.pen(title).put("guide", theme.title);
        area = canvas.paragraph(below(title, 1), guide, theme.text);
    }
    area
}

fn state_line(
    canvas: &mut Canvas,
    column: &Column,
    row: &Row,
    detail: Option<&Detail>,
    area: Rect,
) -> Rect {
    let mut pen = canvas.pen(area);
    let theme = pen.theme();
    let state = detail.and_then(|detail| detail.state.as_ref());
    let class = state.map_or(row.class, |state| state.class);
    let style = theme.class(class);
    pen.put(theme.glyphs.class(class), style).gap(1);
    let (stage, word) = match state {
        Some(state) => (state.stage.as_ref(), &state.state),
        None => (
            column.list.word_some(row.stage),
            column.list.word(row.state),
        ),
    };
    if let Some(stage) = stage {
        pen.put(stage, style)
            .put(" ", style)
            .put(theme.glyphs.dot, style)
            .put(" ", style);
    }
    pen.put(word, style);
    let class = format!("({})", class.word());
    if class.get(1..class.len() - 1) != Some(&word.to_ascii_lowercase())
        && fit::width(&class) + 2 <= pen.room()
    {
        pen.gap(2).put(&class, theme.dim);
    }
    below(area, 1)
}

fn progress(canvas: &mut Canvas, row: &Row, area: Rect) -> Rect {
    if row.items == 0 {
        return area;
    }
    let theme = canvas.theme;
    let mut pen = canvas.pen(area);
    let bar = (area.width / 2).min(24);
    let style = theme.class(crate::model::StatusClass::Accepted);
    pen.bar(bar, (row.done.into(), row.items.into()), style)
        .gap(1);
    pen.put(&format!("{}/{} decided", row.done, row.items), theme.text);
    let area = below(area, 1);
    if row.rejected == 0 && row.issues == 0 {
        return below(area, 1);
    }
    let mut pen = canvas.pen(area);
    if row.rejected > 0 {
        let style = theme.verdict(Some(crate::model::Verdict::Rejected));
        pen.put(theme.glyphs.rejected, style);
        pen.put(&format!(" {} rejected", row.rejected), style)
            .gap(3);
    }
    if row.issues > 0 {
        pen.put(theme.glyphs.issue, theme.warning);
        pen.put(&format!(" {} issues", row.issues), theme.warning);
    }
    below(area, 2)
}

/// Names and values in two columns, long values wrapped; answers what is left below.
pub fn facts<'f>(
    canvas: &mut Canvas,
    facts: impl Iterator<Item = (&'f str, &'f str)> + Clone,
    area: Rect,
) -> Rect {
    let theme = canvas.theme;
    let rows = usize::from(area.height);
    let widest = facts
        .clone()
        .take(rows)
        .map(|(name, _)| fit::width(name))
        .max();
    let names = widest.unwrap_or(0).min(area.width * 2 / 5).min(18);
    let mut left = area;
    for (name, value) in facts.take(rows) {
        if left.height == 0 {
            break;
        }
        canvas.put(left.x, left.y, names, name, theme.dim);
        let value_area = head(inset(left, names + 2, 0), 3);
        let after = canvas.paragraph(value_area, value, theme.text);
        left = below(left, (value_area.height - after.height).max(1));
    }
    left
}

/// Problems, one paragraph each.
pub fn problems(canvas: &mut Canvas, problems: &[crate::model::Text], area: Rect) -> Rect {
    let theme = canvas.theme;
    let mut left = area;
    for problem in problems.iter().take(usize::from(area.height)) {
        if left.height == 0 {
            break;
        }
        canvas.put(left.x, left.y, 1, theme.glyphs.warning, theme.warning);
        let text = head(inset(left, 2, 0), 4);
        let after = canvas.paragraph(text, problem, theme.warning);
        left = below(left, (text.height - after.height).max(1));
    }
    left
}

fn loading(canvas: &mut Canvas, app: &App, area: Rect) {
    let theme = canvas.theme;
    match &app.browser.preview.load {
        Load::Failed(why) => {
            let text = app.told(&format!(
                "Could not be read: {why}. {{refresh}} tries again"
            ));
            canvas.paragraph(area, &text, theme.warning);
        }
        Load::Loading => {
            canvas
                .pen(area)
                .put("reading ", theme.dim)
                .put(theme.glyphs.ellipsis, theme.dim);
        }
        Load::Idle | Load::Ready => {}
    }
}

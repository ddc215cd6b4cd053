//! The small overlays: reason row, prompt, summary of a job.

use ratatui::layout::Rect;

use crate::app::actions::Action;
use crate::app::filters::Completion;
use crate::app::overlay::{Prompt, Reason, Summary, Target};
use crate::app::results::owner;
use crate::app::state::App;
use crate::model::{Place, StatusClass, Verdict};

use super::bottom::hint;
use super::canvas::{Canvas, below, head, inset};
use super::layout::{self, Layout};
use super::overlay_menu::input;
use super::{Shown, fit};

/// What is rejected and the keys of ready reasons: one row, or a few where one is too narrow. The
/// footer names the other keys.
pub fn reason(canvas: &mut Canvas, app: &App, reason: &Reason, line: Rect) {
    let theme = canvas.theme;
    let mut hints: Vec<(String, &str)> = Vec::new();
    for (number, template) in (1..).zip(&app.settings.templates) {
        let keys = match number {
            1..=9 => format!("{number} {}", template.letter),
            _ => template.letter.to_string(),
        };
        hints.push((keys, &template.text));
    }
    let target = target_words(app, &reason.target);
    let rows = reason_rows(&hints, fit::width(&target) + 4, line.width);
    let rows = rows.min(REASON_ROWS).min(line.bottom());
    if line.height == 0 || rows == 0 {
        return;
    }
    let area = Rect {
        y: line.bottom() - rows,
        height: rows,
        ..line
    };
    canvas.clear(area);
    let (sign, style) = match reason.target {
        Target::Place(_) => (theme.glyphs.issue, theme.warning),
        _ => (
            theme.glyphs.rejected,
            theme.verdict(Some(Verdict::Rejected)),
        ),
    };
    let mut left = area;
    let mut pen = canvas.pen(inset(left, 1, 0));
    pen.put(sign, style).gap(1);
    pen.put(&target, style.add_modifier(BOLD)).gap(2);
    for (keys, words) in &hints {
        if hint_width(keys, words) > pen.room() {
            left = below(left, 1);
            pen = canvas.pen(inset(left, 3, 0));
        }
        hint(&mut pen, keys, words);
    }
}

/// Rows that the reason row takes at most.
const REASON_ROWS: u16 = 4;

fn hint_width(keys: &str, words: &str) -> u16 {
    fit::width(keys)
        .saturating_add(fit::width(words))
        .saturating_add(1)
}

/// Rows that hints need after a beginning of some cells.
fn reason_rows(hints: &[(String, &str)], begin: u16, width: u16) -> u16 {
    let (mut rows, mut x) = (1_u16, begin.saturating_add(1));
    for (keys, words) in hints {
        let wide = hint_width(keys, words);
        if wide > width.saturating_sub(x) {
            rows = rows.saturating_add(1);
            x = 3;
        }
        x = x.saturating_add(wide).saturating_add(2);
    }
    rows
}

const BOLD: ratatui::style::Modifier = ratatui::style::Modifier::BOLD;

fn target_words(app: &App, target: &Target) -> String {
    match target {
        Target::Item => "reject the item".into(),
        Target::Annotation(id) => {
            let detail = app
                .review
                .as_ref()
                .and_then(|review| review.detail.as_ref());
            let found = detail.and_then(|detail| {
                let whole = detail.results.iter().find(|found| found.id == *id);
                if let Some(result) = whole {
                    return Some(format!("the result of {}", owner(result)));
                }
                let annotation = detail.annotations.iter().find(|found| found.id == *id)?;
                Some(detail.label_name(annotation).to_owned())
            });
            format!("reject {}", found.unwrap_or_else(|| "the object".into()))
        }
        Target::Tiles => {
            let marked = app.sheet.as_ref().map_or(0, |sheet| sheet.marked());
            format!("reject {marked} marked")
        }
        Target::Place(Place::Within { .. }) => "issue in the box".into(),
        Target::Place(_) => "issue at the point".into(),
        Target::Rows(rows) if rows.len() == 1 => "reject 1 row".into(),
        Target::Rows(rows) => format!("reject {} rows", rows.len()),
    }
}

/// Candidates of a completion that are shown at once.
const CANDIDATES: usize = 8;

/// A box with one line of text above the lowest lines, and below the text what it could become.
pub fn prompt(
    canvas: &mut Canvas,
    prompt: &Prompt,
    completion: &Completion,
    areas: &Layout,
    shown: &mut Shown,
) {
    let body = areas.body;
    let wide = if body.width < 60 {
        body.width
    } else {
        body.width.saturating_sub(6).min(96)
    };
    let options = u16::try_from(completion.options.len().min(CANDIDATES)).unwrap_or(0);
    let tall = 3 + u16::from(prompt.error.is_some()) + options;
    let tall = tall.min(body.height);
    let area = Rect {
        x: body.x + (body.width - wide) / 2,
        y: body.bottom() - tall,
        width: wide,
        height: tall,
    };
    let inner = canvas.frame(area, &prompt.title);
    let line = inset(head(inner, 1), 1, 1);
    input(canvas, &prompt.input, line, "", shown);
    if let Some(error) = &prompt.error {
        let theme = canvas.theme;
        let mut pen = canvas.pen(inset(below(inner, 1), 1, 1));
        pen.put(theme.glyphs.error, theme.error)
            .gap(1)
            .put(error, theme.error);
    }
    let first = 1 + u16::from(prompt.error.is_some());
    candidates(canvas, completion, inset(below(inner, first), 1, 1));
}

/// What the word could become, the chosen one in sight.
pub fn candidates(canvas: &mut Canvas, completion: &Completion, area: Rect) {
    let theme = canvas.theme;
    let rows = usize::from(area.height);
    let chosen = completion.chosen;
    let top = chosen.map_or(0, |at| (at + 1).saturating_sub(rows));
    let options = completion.options.iter().enumerate().skip(top).take(rows);
    for (line, (number, option)) in (0_u16..).zip(options) {
        let row = Rect {
            y: area.y + line,
            height: 1,
            ..area
        };
        let left = completion.options.len() - number - 1;
        let mut pen = canvas.pen(row);
        if usize::from(line) + 1 == rows && left > 0 {
            pen.right(&format!("{left} more"), theme.dim);
        } else {
            pen.right(option.about, theme.dim);
        }
        let style = if chosen == Some(number) {
            theme.accent
        } else {
            theme.text
        };
        pen.put(&option.text, style);
        if chosen == Some(number) {
            canvas.tint(row, theme.cursor);
        }
    }
}

/// The end of a job: counts, and where `Enter` would move it.
pub fn summary(canvas: &mut Canvas, app: &App, summary: &Summary, body: Rect) {
    let theme = canvas.theme;
    let inner = canvas.frame(layout::centered(body, 66, 12), &summary.name);
    let mut area = inset(inner, 2, 2);
    canvas
        .pen(area)
        .put("Every item has been looked at.", theme.text);
    area = below(area, 2);
    let classes = [
        (
            theme.glyphs.accepted,
            "accepted",
            summary.accepted,
            theme.class(StatusClass::Accepted),
        ),
        (
            theme.glyphs.rejected,
            "rejected",
            summary.rejected,
            theme.class(StatusClass::Rejected),
        ),
        (
            theme.glyphs.undecided,
            "undecided",
            summary.undecided,
            theme.text,
        ),
        (
            theme.glyphs.issue,
            "open issues",
            summary.issues,
            theme.warning,
        ),
    ];
    for (sign, word, count, style) in classes {
        let style = if count == 0 { theme.dim } else { style };
        let mut pen = canvas.pen(area);
        pen.put(sign, style)
            .gap(1)
            .column_of(12, word, false, style);
        pen.column_of(7, &count.to_string(), true, style).gap(2);
        if sign != theme.glyphs.issue && pen.room() > 8 {
            let bar = pen.room().min(24);
            pen.bar(bar, (count, summary.items), style);
        }
        area = below(area, 1);
    }
    area = below(area, 1);
    if let Some(state) = &summary.state {
        let mut pen = canvas.pen(area);
        let style = theme.class(state.class);
        pen.put("now   ", theme.dim)
            .put(theme.glyphs.class(state.class), style)
            .gap(1);
        state_words(&mut pen, state, style);
        area = below(area, 1);
    }
    proposal(canvas, app, summary, area);
}

fn proposal(canvas: &mut Canvas, app: &App, summary: &Summary, area: Rect) {
    let theme = canvas.theme;
    let mut pen = canvas.pen(area);
    let Some(to) = &summary.proposal else {
        pen.put(&app.key(Action::Cancel), theme.accent).put(
            &app.told(" stays here; {transition} moves it on"),
            theme.dim,
        );
        return;
    };
    let style = theme.class(to.to.class);
    pen.put(&app.key(Action::Submit), theme.accent)
        .gap(1)
        .put(theme.glyphs.class(to.to.class), style)
        .gap(1);
    state_words(&mut pen, &to.to, style);
    pen.gap(2);
    match (&to.denied, &to.assignee) {
        (Some(why), _) => pen.put("not now: ", theme.warning).put(why, theme.dim),
        (None, Some(name)) => {
            let issues = match summary.issues {
                0 => String::new(),
                1 => ", 1 issue".into(),
                several => format!(", {several} issues"),
            };
            pen.put("return to ", theme.dim)
                .put(name, theme.text)
                .put(&issues, theme.dim)
        }
        (None, None) => pen.put(&to.summary, theme.dim),
    };
}

fn state_words(
    pen: &mut super::canvas::Pen,
    state: &crate::model::State,
    style: ratatui::style::Style,
) {
    let dot = pen.theme().glyphs.dot;
    if let Some(stage) = &state.stage {
        pen.put(stage, style)
            .put(" ", style)
            .put(dot, style)
            .put(" ", style);
    }
    pen.put(&state.state, style);
}

//! The end of the queue of disagreements: what was compared and who was found right.

use ratatui::layout::Rect;

use crate::app::actions::Action;
use crate::app::state::App;
use crate::model::StatusClass;

use super::canvas::{Canvas, below, inset};
use super::layout;

/// Draws the box.
pub fn draw(canvas: &mut Canvas, app: &App, body: Rect) {
    let Some(queue) = &app.disputes else { return };
    let owners = queue.right_by_owner();
    let tall = u16::try_from(owners.len().min(6)).unwrap_or(6) + 11;
    let inner = canvas.frame(layout::centered(body, 66, tall), &queue.name);
    let theme = canvas.theme;
    let mut area = inset(inner, 2, 2);
    let tally = &queue.tally;
    let mean = tally.mean().unwrap_or(1.0);
    let words = format!(
        "{} items compared, agreeing by {mean:.2} on average;",
        tally.compared
    );
    canvas.pen(area).put(&words, theme.text);
    area = below(area, 1);
    let words = format!("{} of them disagreed:", queue.entries.len());
    canvas.pen(area).put(&words, theme.text);
    area = below(area, 2);
    let [_, _, neither, skipped] = queue.counts();
    let open = queue.entries.iter().filter(|e| e.choice.is_none()).count();
    let right = theme.class(StatusClass::Accepted);
    for (owner, count) in owners.iter().take(6) {
        area = line(
            canvas,
            area,
            theme.glyphs.accepted,
            right,
            *count,
            &format!("{owner} right"),
        );
    }
    let wrong = theme.class(StatusClass::Rejected);
    area = line(
        canvas,
        area,
        theme.glyphs.rejected,
        wrong,
        neither,
        "both wrong",
    );
    let later = skipped + open;
    area = line(
        canvas,
        area,
        theme.glyphs.undecided,
        theme.dim,
        later,
        "left for later",
    );
    let missing = [
        (tally.failed as u64, "could not be read"),
        (tally.left_out, "not looked at: there is a limit"),
    ];
    for (count, why) in missing.into_iter().filter(|(count, _)| *count > 0) {
        canvas
            .pen(area)
            .put(&format!("{count} {why}"), theme.warning);
        area = below(area, 1);
    }
    let mut pen = canvas.pen(below(area, 1));
    pen.put(&app.key(Action::Back), theme.accent)
        .put(" back to the list, ", theme.dim)
        .put(&app.key(Action::Undo), theme.accent)
        .put(" takes the last word back", theme.dim);
}

fn line(
    canvas: &mut Canvas,
    area: Rect,
    sign: &str,
    style: ratatui::style::Style,
    count: usize,
    words: &str,
) -> Rect {
    let mut pen = canvas.pen(area);
    pen.put(sign, style)
        .column_of(5, &count.to_string(), true, style)
        .gap(1)
        .put(words, style);
    below(area, 1)
}

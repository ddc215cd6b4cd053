//! What a decision about many things, or one that cannot be taken back, would do.

use ratatui::layout::Rect;

use crate::app::actions::Action;
use crate::app::overlay::Bulk;
use crate::app::state::App;

use super::bottom::hint;
use super::canvas::{Canvas, below, footed, head, inset};
use super::{Shown, fit, layout};

/// Names that are listed at most; the rest is counted.
const NAMES: usize = 12;

/// Counts or names, what is refused, and the key (or the count to be typed) that applies it.
pub fn draw(canvas: &mut Canvas, app: &App, bulk: &Bulk, body: Rect, shown: &mut Shown) {
    let inner = canvas.frame(
        layout::centered(body, 70, height(bulk)),
        &bulk.decision.title,
    );
    let inner = inset(inner, 2, 2);
    let (mut area, keys) = footed(inner, 0);
    let theme = canvas.theme;
    if let Some(question) = &bulk.question {
        let room = head(area, area.height.saturating_sub(3).min(3));
        let left = canvas.paragraph(room, question, theme.text);
        area = below(area, room.height - left.height + 1);
    }
    let objects = bulk.objects();
    let words = match (bulk.typed.is_some(), objects) {
        (true, 1) => "1 goes for good:".to_owned(),
        (true, several) => format!("{several} are touched for good:"),
        (false, 1) => "1 is changed:".to_owned(),
        (false, several) => format!("{several} are changed:"),
    };
    canvas.pen(area).put(&words, theme.title);
    area = below(area, 1);
    let room = usize::from(area.height).saturating_sub(2);
    for (what, count) in bulk.counts.iter().take(room) {
        let mut pen = canvas.pen(area);
        pen.column_of(6, &count.to_string(), true, theme.text)
            .gap(2);
        pen.put(what, theme.text);
        area = below(area, 1);
    }
    area = names(canvas, bulk, area);
    for (name, value) in &bulk.inputs {
        let mut pen = canvas.pen(area);
        pen.put(name, theme.dim).gap(1).put(value, theme.accent);
        area = below(area, 1);
    }
    if !bulk.refused.is_empty() && area.height > 1 {
        let text = format!("{} cannot be changed:", bulk.refused.len());
        canvas.pen(area).put(&text, theme.warning);
        area = below(area, 1);
        refused(canvas, bulk, area);
    }
    shown.slots.overlay_rows = area.height;
    keys_line(canvas, app, bulk, keys, shown);
}

fn height(bulk: &Bulk) -> u16 {
    let names = bulk.names.len().min(NAMES + 1);
    let asked = bulk
        .question
        .as_ref()
        .map_or(0, |text| fit::wrap(text, 64, 3).len() + 1);
    let lists = bulk.counts.len() + bulk.refused.len() + bulk.inputs.len() + names + asked;
    u16::try_from(lists).unwrap_or(u16::MAX).saturating_add(7)
}

/// The names of what is touched, as far as there is room; the rest is counted.
fn names(canvas: &mut Canvas, bulk: &Bulk, area: Rect) -> Rect {
    let below_them = bulk.inputs.len() + usize::from(!bulk.refused.is_empty());
    let room = usize::from(area.height)
        .saturating_sub(below_them)
        .min(NAMES + 1);
    let more = bulk.names.len() > room;
    let listed = if more { room.saturating_sub(1) } else { room };
    let theme = canvas.theme;
    let mut area = area;
    for name in bulk.names.iter().take(listed) {
        canvas
            .pen(inset(area, 2, 0))
            .put(theme.glyphs.dot, theme.dim)
            .gap(1)
            .put(name, theme.text);
        area = below(area, 1);
    }
    if more && room > 0 {
        let text = format!("and {} more", bulk.names.len() - listed);
        canvas.pen(inset(area, 2, 0)).put(&text, theme.dim);
        area = below(area, 1);
    }
    area
}

fn keys_line(canvas: &mut Canvas, app: &App, bulk: &Bulk, area: Rect, shown: &mut Shown) {
    let theme = canvas.theme;
    let mut pen = canvas.pen(area);
    let Some(typed) = &bulk.typed else {
        hint(&mut pen, &app.key(Action::Apply), "applies it");
        hint(&mut pen, &app.key(Action::Back), "cancels");
        let undo = app.key(Action::Undo);
        let back = |op: &crate::model::Operation| op.inverse(None).is_some();
        match bulk.decision.ops.iter().all(back) {
            true => hint(&mut pen, &undo, "later takes all of it back"),
            false => hint(&mut pen, &undo, "takes it back until it is sent"),
        }
        return;
    };
    let (objects, then) = (bulk.objects(), app.key(Action::Submit));
    let asks = format!("cannot be taken back; type {objects} and {then}: ");
    pen.put(&asks, theme.warning).put(typed, theme.title);
    let at = pen.column().min(area.right().saturating_sub(1));
    shown.cursor = (area.height > 0).then_some((at, area.y));
}

fn refused(canvas: &mut Canvas, bulk: &Bulk, area: Rect) {
    let theme = canvas.theme;
    let rows = usize::from(area.height);
    let more = bulk.refused.len() > rows;
    let listed = if more { rows.saturating_sub(1) } else { rows };
    let names = bulk
        .refused
        .iter()
        .take(listed)
        .map(|(name, _)| fit::width(name))
        .max();
    let names = names.unwrap_or(0).min(area.width / 2);
    let mut left = area;
    for (name, why) in bulk.refused.iter().take(listed) {
        let mut pen = canvas.pen(left);
        pen.put(theme.glyphs.rejected, theme.warning).gap(1);
        pen.column_of(names, name, false, theme.text)
            .gap(2)
            .put(why, theme.dim);
        left = below(left, 1);
    }
    if more && left.height > 0 {
        let text = format!("and {} more", bulk.refused.len() - listed);
        canvas.pen(left).put(&text, theme.dim);
    }
}

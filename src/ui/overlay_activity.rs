//! Activity: what is still to be sent, every decision, what the program said.

use ratatui::layout::Rect;

use crate::app::notices::Weight;
use crate::app::overlay::{Activity, ActivityTab};
use crate::app::pointer::Hit;
use crate::app::state::App;
use crate::model::{Delivery, Entry};

use super::Shown;
use super::canvas::{Canvas, Pen, below, head, inset};

/// Draws the view over the whole body and notes its rows.
pub fn draw(canvas: &mut Canvas, app: &App, activity: &Activity, body: Rect, shown: &mut Shown) {
    canvas.hits.add(body, Hit::Overlay);
    let inner = canvas.frame(body, "activity");
    tabs(canvas, app, activity, head(inner, 1));
    let list = below(inner, 1);
    let columns = list.height > 4 && activity.tab != ActivityTab::Messages;
    if columns {
        let mut pen = canvas.pen(inset(list, 2, 2));
        columns_head(&mut pen);
    }
    let list = below(list, u16::from(columns));
    shown.slots.overlay_rows = list.height;
    let total = match activity.tab {
        ActivityTab::Messages => app.notices.history.len(),
        ActivityTab::Outbox | ActivityTab::History => activity.entries.len(),
    };
    if total == 0 {
        let text = match activity.tab {
            _ if !activity.loaded && activity.tab != ActivityTab::Messages => "reading",
            ActivityTab::Outbox => "Everything has been sent.",
            ActivityTab::History => "No decisions yet.",
            ActivityTab::Messages => "Nothing was said yet.",
        };
        canvas.middle(list, text, canvas.theme.dim);
        return;
    }
    let rows = usize::from(list.height);
    let cursor = activity.cursor.min(total - 1);
    let top = activity
        .top
        .min(cursor)
        .max((cursor + 1).saturating_sub(rows));
    for (line, index) in (0..list.height).zip(top..total) {
        let place = Rect {
            y: list.y + line,
            height: 1,
            ..list
        };
        canvas.hits.add(place, Hit::Line(index));
        let mut pen = canvas.pen(inset(place, 2, 2));
        match activity.tab {
            ActivityTab::Messages => message(&mut pen, app, total - 1 - index),
            ActivityTab::Outbox | ActivityTab::History => {
                if let Some(entry) = activity.entries.get(index) {
                    operation(&mut pen, app, entry);
                }
            }
        }
        if index == cursor {
            canvas.tint(inset(place, 0, 1), canvas.theme.cursor);
            canvas.put(
                place.x,
                place.y,
                1,
                canvas.theme.glyphs.cursor,
                canvas.theme.focus,
            );
        }
    }
    canvas.thumb(list, top as u64, total as u64);
}

fn tabs(canvas: &mut Canvas, app: &App, activity: &Activity, area: Rect) {
    let mut pen = canvas.pen(inset(area, 1, 1));
    let theme = pen.theme();
    let open = format!("outbox {}", app.open_ops.len());
    let said = format!("messages {}", app.notices.history.len());
    let parts = [
        (ActivityTab::Outbox, open.as_str()),
        (ActivityTab::History, "history"),
        (ActivityTab::Messages, said.as_str()),
    ];
    for (tab, words) in parts {
        if tab == activity.tab {
            pen.put("[", theme.focus)
                .put(words, theme.focus)
                .put("]", theme.focus);
        } else {
            pen.gap(1).put(words, theme.dim).gap(1);
        }
        pen.gap(1);
    }
}

const STATE: u16 = 11;
const AGE: u16 = 4;
const WHO: u16 = 12;

fn columns_head(pen: &mut Pen) {
    let style = pen.theme().dim;
    let people = pen.room() >= 70;
    pen.column_of(STATE, "state", false, style).gap(1);
    pen.column_of(AGE, "age", true, style).gap(2);
    if people {
        pen.column_of(WHO, "who", false, style).gap(1);
    }
    let target = pen.room() / 3;
    pen.column_of(target, "on", false, style)
        .gap(1)
        .put("what", style);
}

fn operation(pen: &mut Pen, app: &App, entry: &Entry) {
    let theme = pen.theme();
    let (sign, word) = theme.glyphs.delivery(entry.delivery);
    let style = theme.delivery(entry.delivery);
    let people = pen.room() >= 70;
    pen.column_of(STATE, &format!("{sign} {word}"), false, style)
        .gap(1);
    pen.column_of(AGE, &entry.operation.at.ago(app.now), true, theme.dim)
        .gap(2);
    if people {
        pen.column_of(WHO, &entry.operation.who, false, theme.text)
            .gap(1);
    }
    let target = pen.room() / 3;
    pen.column_of(target, &entry.operation.name, false, theme.text)
        .gap(1);
    if entry.undo_of.is_some() {
        pen.put("undo: ", theme.dim);
    }
    pen.put(&entry.operation.change.words(), theme.text);
    outcome(pen, app, entry);
}

/// Why it is not done yet.
fn outcome(pen: &mut Pen, app: &App, entry: &Entry) {
    let theme = pen.theme();
    match entry.delivery {
        Delivery::Held => {
            let left = entry.hold_until.since(app.now).max(0).saturating_add(999) / 1_000;
            pen.gap(2).put(&format!("sends in {left}s"), theme.dim);
        }
        Delivery::Waiting => {
            let text = format!("after {} attempts", entry.attempts);
            pen.gap(2).put(&text, theme.dim);
        }
        _ => {}
    }
    if let Some(error) = &entry.error
        && entry.delivery.is_open()
    {
        pen.gap(2).put(error, theme.error);
    }
}

fn message(pen: &mut Pen, app: &App, index: usize) {
    let theme = pen.theme();
    let Some(notice) = app.notices.history.get(index) else {
        return;
    };
    let (sign, word, style) = match notice.weight {
        Weight::Info => (theme.glyphs.info, "info", theme.info),
        Weight::Warning => (theme.glyphs.warning, "warning", theme.warning),
        Weight::Error => (theme.glyphs.error, "error", theme.error),
    };
    pen.column_of(STATE, &format!("{sign} {word}"), false, style)
        .gap(1);
    pen.column_of(AGE, &notice.at.ago(app.now), true, theme.dim)
        .gap(2);
    if notice.times > 1 {
        pen.put(&format!("{} times: ", notice.times), theme.dim);
    }
    pen.put(&notice.text, theme.text);
}

//! The inbox: groups with their heads, one row for everything that waits.

use ratatui::layout::Rect;

use crate::app::browser::Load;
use crate::app::inbox::{Inbox, Line, Part};
use crate::app::pointer::Hit;
use crate::app::state::App;
use crate::model::{InboxEntry, InboxGroup};

use super::canvas::{Canvas, Pen, below, head, inset};
use super::theme::Theme;
use super::{Shown, fit};

/// Columns from which the place stands beside the name.
const WITH_PLACE: u16 = 76;

/// Draws the screen and notes its rows.
pub fn draw(canvas: &mut Canvas, app: &App, body: Rect, shown: &mut Shown) {
    let inbox = &app.inbox;
    canvas.hits.add(body, Hit::Inbox);
    title(canvas, inbox, head(body, 1));
    let notes = notes(inbox);
    let note_rows = u16::try_from(notes.len()).unwrap_or(0).min(body.height / 3);
    let mut area = below(body, 1);
    area.height = area.height.saturating_sub(note_rows);
    shown.slots.list_rows = area.height;
    if inbox.rows.is_empty() {
        nothing(canvas, inbox, area);
    } else {
        rows(canvas, app, area);
    }
    let first = Rect {
        y: area.bottom(),
        height: note_rows,
        ..body
    };
    for (line, note) in (0..note_rows).zip(&notes) {
        let mut pen = canvas.pen(inset(below(first, line), 1, 1));
        let theme = pen.theme();
        pen.put(theme.glyphs.warning, theme.warning).gap(1);
        pen.put(note, theme.warning);
    }
}

fn title(canvas: &mut Canvas, inbox: &Inbox, area: Rect) {
    let mut pen = canvas.pen(area);
    let theme = pen.theme();
    pen.gap(1).put("Inbox", theme.focus).gap(1);
    let count = inbox.rows.len();
    if count > 0 {
        pen.put(&count.to_string(), theme.dim);
    }
    let fresh = |part: &Part| part.fresh || part.load != Load::Loading;
    if !inbox.parts.iter().all(fresh) {
        let text = match count {
            0 => String::new(),
            _ => format!(" {} as of the last look, looking again", theme.glyphs.dot),
        };
        pen.put(&text, theme.dim)
            .put(" ", theme.dim)
            .put(theme.glyphs.ellipsis, theme.dim);
    }
}

/// What is wrong with an account, one line each.
fn notes(inbox: &Inbox) -> Vec<String> {
    let parts = inbox.parts.iter().filter_map(|part| match &part.load {
        Load::Failed(why) if part.entries.is_empty() => Some(format!("{}: {why}", part.account)),
        Load::Failed(why) => Some(format!("{}: old data: {why}", part.account)),
        _ => None,
    });
    parts.collect()
}

fn nothing(canvas: &mut Canvas, inbox: &Inbox, area: Rect) {
    let theme = canvas.theme;
    if inbox.loading() {
        let text = format!("looking what waits for you {}", theme.glyphs.ellipsis);
        return canvas.middle(area, &text, theme.dim);
    }
    let text = if inbox.parts.iter().all(|part| part.fresh) {
        "Nothing waits for you. Well done.\n\nq shows the lists, R looks again"
    } else {
        "Nothing is known to wait for you.\n\nq shows the lists, R looks again"
    };
    canvas.middle(area, text, theme.text);
}

fn rows(canvas: &mut Canvas, app: &App, area: Rect) {
    let inbox = &app.inbox;
    let lines = inbox.lines();
    let visible = usize::from(area.height);
    let cursor = lines
        .iter()
        .position(|line| *line == Line::Row(inbox.cursor))
        .unwrap_or(0);
    // The cursor is seen also on a screen of another height than the one it was scrolled for.
    let top = inbox
        .top
        .min(cursor)
        .max((cursor + 1).saturating_sub(visible.max(1)));
    let several = inbox.parts.len() > 1;
    for (y, line) in (area.top()..area.bottom()).zip(lines.iter().skip(top)) {
        let place = Rect {
            y,
            height: 1,
            ..area
        };
        match line {
            Line::Head(group, count) => group_head(canvas, *group, *count, place),
            Line::Row(at) => {
                canvas.hits.add(place, Hit::Waiting(*at));
                if let Some(entry) = inbox.rows.get(*at) {
                    one(canvas, app, entry, several, place);
                }
                if *at == inbox.cursor {
                    let theme = canvas.theme;
                    canvas.tint(inset(place, 0, 1), theme.cursor);
                    canvas.put(place.x, place.y, 1, theme.glyphs.cursor, theme.focus);
                }
            }
        }
    }
    canvas.thumb(area, top as u64, lines.len() as u64);
}

fn group_head(canvas: &mut Canvas, group: InboxGroup, count: usize, place: Rect) {
    let mut pen = canvas.pen(inset(place, 1, 1));
    let theme = pen.theme();
    let title = match theme.ascii {
        true => group.title().replace('\u{2014}', "-"),
        false => group.title().to_owned(),
    };
    pen.put(&title, theme.title)
        .gap(1)
        .put(&count.to_string(), theme.dim);
}

fn sign(theme: &Theme, entry: &InboxEntry) -> (&'static str, ratatui::style::Style) {
    use crate::model::StatusClass as Class;
    let class = match (&entry.state, entry.group) {
        (_, InboxGroup::Fixed) => Class::Accepted,
        (_, InboxGroup::Replies) => return (theme.glyphs.issue, theme.warning),
        (_, InboxGroup::Returned) => Class::Rejected,
        (Some(state), _) => state.class,
        (None, _) => Class::ToReview,
    };
    (theme.glyphs.class(class), theme.class(class))
}

fn one(canvas: &mut Canvas, app: &App, entry: &InboxEntry, several: bool, place: Rect) {
    let wide = place.width;
    let mut pen = canvas.pen(inset(place, 2, 2));
    let theme = pen.theme();
    let (mark, style) = sign(theme, entry);
    pen.put(mark, style).gap(1);
    pen.right(&entry.at.ago(app.now), theme.dim);
    if wide >= 60 {
        facts(&mut pen, entry);
    }
    let beside = wide >= WITH_PLACE;
    let names = if beside { wide * 2 / 5 } else { pen.room() };
    pen.column_of(names, &entry.name, false, theme.text);
    if beside {
        let place = match several {
            true => format!(
                "{} {} {}",
                entry.node.account, theme.glyphs.crumb, entry.place
            ),
            false => entry.place.to_string(),
        };
        pen.gap(2).put(&place, theme.dim);
    }
}

/// Who, how much, how it stands: from the right.
fn facts(pen: &mut Pen, entry: &InboxEntry) {
    let theme = pen.theme();
    let room = pen.room() / 2;
    let mut write = |text: &str, style| {
        if fit::width(text) + room <= pen.room() {
            pen.right(text, style);
        }
    };
    if let Some(by) = &entry.by {
        write(&format!("by {by}"), theme.text);
    }
    if entry.issues > 0 {
        write(
            &format!("{}{}", theme.glyphs.issue, entry.issues),
            theme.warning,
        );
    }
    if entry.items > 0 {
        write(&format!("{} items", entry.items), theme.dim);
    }
    if let Some(state) = &entry.state {
        write(&state.state, theme.class(state.class));
    }
}

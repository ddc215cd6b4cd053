//! Where everything is: a pure function of state and size, used by drawing alone.
//!
//! Rectangles depend on the size and on which screen is open, hardly ever on passing things such
//! as notices, so that pictures are not scaled anew all the time.

use ratatui::layout::Rect;

use crate::app::actions::Scope;
use crate::app::state::App;

use super::canvas::{below, head, inset};

/// Columns from which the parent list is shown too.
pub const THREE_PANES: u16 = 100;
/// Columns from which the preview is shown.
pub const TWO_PANES: u16 = 60;
/// Columns from which the review's side panel stands beside the picture.
pub const SIDE_PANEL: u16 = 72;

/// The areas of a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Breadcrumb.
    pub header: Rect,
    /// Between header and the lowest lines.
    pub body: Rect,
    /// What was said, and the outbox.
    pub status: Rect,
    /// The demo's tour line; empty elsewhere.
    pub tour: Rect,
    /// Key hints.
    pub footer: Rect,
    /// The body's parts.
    pub screen: Screen,
}

/// The body's parts by screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// Lists and preview.
    Browse(Browse),
    /// An item.
    Review(ReviewAreas),
    /// The inbox: the whole body.
    Inbox,
    /// The contact sheet: the whole body.
    Sheet,
}

/// The panes of the browser, left to right, with a free column between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Browse {
    /// The list above the focused one.
    pub parent: Option<Rect>,
    /// The focused list.
    pub list: Rect,
    /// The preview.
    pub preview: Option<Rect>,
}

/// The parts of the review screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewAreas {
    /// Verdict and name of the item.
    pub item: Rect,
    /// One sign per item around the cursor.
    pub strip: Rect,
    /// The picture.
    pub main: Rect,
    /// Annotations, one row each; possibly empty.
    pub annotations: Rect,
    /// Issue thread, facts and problems; possibly empty.
    pub thread: Rect,
    /// The side panel is beside the picture, not below it.
    pub beside: bool,
}

/// The parts of a list's pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListAreas {
    /// What is listed, how much of it.
    pub title: Rect,
    /// Names of the columns; empty where there is no room.
    pub head: Rect,
    /// The rows.
    pub rows: Rect,
    /// What is wrong with the list or still going on; empty when nothing is.
    pub note: Rect,
}

/// Divides the screen.
pub fn layout(app: &App, area: Rect) -> Layout {
    let tall = area.height;
    let (header, rest) = split(area, u16::from(tall >= 3));
    let (rest, footer) = split_end(rest, u16::from(tall >= 4));
    let (rest, tour) = split_end(rest, u16::from(app.settings.demo && tall >= 10));
    let (body, status) = split_end(rest, u16::from(tall >= 5));
    let screen = match app.scope() {
        Scope::Review | Scope::Dispute => Screen::Review(review(body)),
        Scope::Inbox => Screen::Inbox,
        Scope::Sheet => Screen::Sheet,
        _ => Screen::Browse(browse(app, body)),
    };
    Layout {
        header,
        body,
        status,
        tour,
        footer,
        screen,
    }
}

fn split(area: Rect, rows: u16) -> (Rect, Rect) {
    (head(area, rows), below(area, rows))
}

fn split_end(area: Rect, rows: u16) -> (Rect, Rect) {
    split(area, area.height.saturating_sub(rows))
}

fn browse(app: &App, body: Rect) -> Browse {
    let wide = body.width;
    if wide < TWO_PANES {
        return Browse {
            parent: None,
            list: body,
            preview: None,
        };
    }
    let has_parent = wide >= THREE_PANES && app.browser.focus > 0;
    let parent = if has_parent {
        (wide / 5).clamp(20, 40)
    } else {
        0
    };
    let preview = match wide {
        ..THREE_PANES => (wide * 3 / 8).max(24),
        _ => (wide / 3).max(36),
    };
    let gap = u16::from(has_parent);
    let list = wide - parent - gap - preview - 1;
    let at = |x: u16, width: u16| Rect {
        x: body.x + x,
        width,
        ..body
    };
    Browse {
        parent: has_parent.then(|| at(0, parent)),
        list: at(parent + gap, list),
        preview: Some(at(parent + gap + list + 1, preview)),
    }
}

/// The parts of a list's pane; `note` says whether there is something to note.
pub fn list(pane: Rect, note: bool) -> ListAreas {
    let (title, rest) = split(pane, u16::from(pane.height >= 2));
    let (columns, rest) = split(rest, u16::from(pane.height >= 7));
    let (rows, note) = split_end(rest, u16::from(note && pane.height >= 4));
    ListAreas {
        title,
        head: columns,
        rows,
        note,
    }
}

/// The picture and the text of the preview pane. The picture's place does not depend on what is
/// previewed, so that its size is known before the first item is.
pub fn preview(pane: Rect) -> (Rect, Rect) {
    let inner = inset(below(pane, 1), 1, 0);
    let rows = match inner.height {
        0..=5 => 0,
        tall => (tall * 3 / 5).max(4),
    };
    split(inner, rows)
}

fn review(body: Rect) -> ReviewAreas {
    let (item, rest) = split(body, u16::from(body.height >= 3));
    let (strip, rest) = split(rest, u16::from(body.height >= 7));
    let beside = body.width >= SIDE_PANEL;
    let (main, side) = if beside {
        // On a standard terminal the picture keeps two thirds; labels are cut before it is.
        let wide = (rest.width * 3 / 10).clamp(if rest.width < 100 { 26 } else { 34 }, 44);
        let main = inset(rest, 0, wide + 1);
        (main, inset(rest, main.width + 2, 0))
    } else {
        let rows = match rest.height {
            0..=4 => 0,
            5..=8 => 1,
            tall => (tall * 2 / 5).max(4),
        };
        split_end(rest, rows)
    };
    let (annotations, thread) = if beside {
        // Half the panel for the list, at most what lists usually need.
        split(side, side.height.div_ceil(2))
    } else if side.width >= 50 && side.height > 1 {
        let left = side.width * 11 / 20;
        (inset(side, 0, side.width - left), inset(side, left + 2, 0))
    } else {
        split(side, side.height)
    };
    ReviewAreas {
        item,
        strip,
        main,
        annotations,
        thread,
        beside,
    }
}

/// A box of a size in the middle of an area, a little above it, never larger than the area.
pub fn centered(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 3,
        width,
        height,
    }
}

//! Draws the state: layout, panes, overlays, theme. Only reads; never changes state.
//!
//! [`draw`] is a pure function from [`App`] to cells. It costs what is visible, whatever the
//! lists hold, and answers what it found: sizes, the cursor, the pictures' places.

mod ascii;
mod bottom;
mod canvas;
mod contents;
mod crosshair;
mod document;
mod fit;
mod gist;
pub mod glyph;
mod header;
mod hint_box;
pub mod hits;
mod inbox;
pub mod layout;
mod overlay;
mod overlay_activity;
mod overlay_bulk;
mod overlay_conflict;
mod overlay_disputed;
mod overlay_insights;
mod overlay_menu;
mod overlay_outcome;
mod overlay_pager;
mod overlay_sample;
mod overlay_sampled;
mod overlay_small;
pub mod palette;
mod pane_list;
mod pane_preview;
mod picture;
mod relations;
mod review;
mod review_results;
mod review_side;
mod row;
mod sheet;
pub mod theme;
mod timeline;

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::msg::{Generation, Slots};
use crate::app::state::App;
use crate::model::picture::{Graphics, Picture};
use crate::model::{ContentHash, Judgement, NodeRef};

use canvas::{Canvas, Pen};
use hits::Hits;
use layout::{Browse, Screen};
use picture::Placeholders;
use theme::Theme;

/// What a frame shows, as far as the runtime must know.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// Sizes that were found.
    pub slots: Slots,
    /// Where the terminal's cursor belongs, in a prompt.
    pub cursor: Option<(u16, u16)>,
    /// Pictures and their cells.
    pub pictures: Vec<Placed>,
    /// The item under review, when it can be judged by what this frame shows.
    pub item: Option<NodeRef>,
    /// The page of the contact sheet, when it can be judged by what this frame shows.
    pub page: Option<Generation>,
    /// What is where, for the mouse.
    pub hits: Hits,
    /// Names of nodes and their cells, for links to their pages.
    pub links: Vec<(Rect, NodeRef)>,
}

/// A picture and the cells it takes.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The cells.
    pub area: Rect,
    /// The picture.
    pub picture: Arc<Picture>,
}

/// Draws the whole screen into a buffer. `placeholders(picture, area, buf)` fills the cells of a
/// picture that the terminal itself shows ([`Pixels::Png`](crate::model::picture::Pixels)).
pub fn draw(
    app: &App,
    theme: &Theme,
    buf: &mut Buffer,
    placeholders: &mut dyn FnMut(&Arc<Picture>, Rect, &mut Buffer),
) -> Shown {
    let area = buf.area;
    let mut shown = Shown::default();
    let mut canvas = Canvas::new(buf, theme);
    canvas.buf.reset();
    let areas = layout::layout(app, area);
    header::draw(&mut canvas, app, areas.header);
    match (&areas.screen, &app.review) {
        (Screen::Review(parts), Some(review)) => {
            review::draw(&mut canvas, app, review, parts, placeholders, &mut shown);
        }
        (Screen::Browse(panes), _) => {
            browse(&mut canvas, app, panes, placeholders, &mut shown);
        }
        (Screen::Sheet, _) => sheet::draw(&mut canvas, app, areas.body, placeholders, &mut shown),
        (Screen::Inbox, _) => inbox::draw(&mut canvas, app, areas.body, &mut shown),
        (Screen::Review(_), None) => {}
    }
    bottom::status(&mut canvas, app, areas.status);
    bottom::tour_line(&mut canvas, app, areas.tour);
    bottom::footer(&mut canvas, app, areas.footer);
    overlay::draw(&mut canvas, app, &areas, &mut shown);
    hint_box::draw(&mut canvas, app, areas.body);
    if theme.ascii {
        ascii::plain(canvas.buf);
    }
    shown.hits = canvas.hits;
    shown.links = canvas.links;
    shown
}

fn browse(
    canvas: &mut Canvas,
    app: &App,
    panes: &Browse,
    placeholders: Placeholders,
    shown: &mut Shown,
) {
    let focus = app.browser.focus;
    let Some(column) = app.browser.column() else {
        shown.slots.list_rows = layout::list(panes.list, false).rows.height;
        canvas.middle(panes.list, "reading", canvas.theme.dim);
        return;
    };
    if let Some(area) = panes.parent {
        let parent = focus
            .checked_sub(1)
            .and_then(|at| app.browser.columns.get(at));
        if let Some(parent) = parent {
            pane_list::draw(canvas, app, parent, area, false);
        }
        canvas.rule(area.right(), area);
    }
    shown.slots.list_rows = pane_list::draw(canvas, app, column, panes.list, true);
    if let Some(area) = panes.preview {
        canvas.rule(panes.list.right(), area);
        pane_preview::draw(canvas, app, column, area, placeholders, shown);
    }
}

/// Whether items are shown in words only.
fn pictures_off(app: &App) -> bool {
    app.settings.text_only || app.terminal.graphics == Graphics::Off
}

/// A verdict as sign and word, with its reason, and whether it is stale.
fn verdict_line(pen: &mut Pen, judgement: Option<&Judgement>, hash: ContentHash) {
    let theme = pen.theme();
    let verdict = judgement.map(|judgement| judgement.verdict);
    let style = theme.verdict(verdict);
    pen.put(theme.glyphs.verdict(verdict), style).gap(1);
    pen.put(verdict.map_or("undecided", |verdict| verdict.word()), style);
    let Some(judgement) = judgement else { return };
    if judgement.is_stale(hash) {
        pen.gap(1)
            .put(theme.glyphs.stale, theme.warning)
            .put(" stale", theme.warning);
    }
    if let Some(reason) = &judgement.reason {
        pen.put(": ", style).put(reason, style);
    }
    pen.put(" by ", theme.dim).put(&judgement.by, theme.dim);
}

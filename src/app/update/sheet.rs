//! The contact sheet: gathering the objects of a label, opening and leaving it, its keys.

mod file;
mod page;

use crate::app::actions::Action;
use crate::app::browser::Column;
use crate::app::effect::Effect;
use crate::app::msg::{Failure, Found, Generation, Plan};
use crate::app::notices::Weight;
use crate::app::overlay::{Menu, MenuAct, MenuItem, MenuKind, Overlay, Reason, Target};
use crate::app::review::Aim;
use crate::app::sheet::Sheet;
use crate::app::state::App;
use crate::limits::SHEET_ITEMS;
use crate::model::picture::Look;
use crate::model::{Id, Level, NodeRef, Operation, Page, Text};

use super::{Effects, browse, gather, menus, refuse, results, review, run};

pub(super) use file::{accepted, digit, file, filed, gathered_for_filing, keep_befores, typed};
pub(super) use page::{click, drawn, follow, picture, shown_anew, turn};

/// `C`: the sheet of the selected object's label, or a choice of labels.
pub(super) fn begin(app: &mut App, out: &mut Effects) {
    if app.in_sheet() {
        return another(app, out);
    }
    let in_review = app.review.as_ref().map(|review| review.column);
    if in_review.is_none() && !gather::items_in_front(app, out) {
        return refuse(
            app,
            "open a list of items first: {contact-sheet} shows the objects of a label there",
        );
    }
    let column = in_review.unwrap_or(app.browser.focus);
    let selected = selected(app);
    let Some(found) = app.browser.columns.get(column) else {
        return;
    };
    let kept = app.sheet.as_ref().filter(|sheet| {
        let label = selected.as_ref().map(|(label, _)| label);
        sheet.scope == found.parent
            && sheet.filter == found.filter
            && sheet.label.is_some()
            && label.map_or(sheet.visiting, |label| sheet.label.as_ref() == Some(label))
    });
    if kept.is_some() {
        return back(app, out);
    }
    let mut sheet = Sheet::new(
        found.parent.clone(),
        found.parent_name.clone(),
        column,
        found.filter.clone(),
    );
    if let Some((label, wanted)) = selected {
        sheet.label = Some(label);
        sheet.wanted = Some(wanted);
    }
    start(app, sheet, out);
}

/// The selected object: its label, its item and it.
fn selected(app: &App) -> Option<(Text, (NodeRef, Id))> {
    let review = app.review.as_ref()?;
    let (detail, one) = (review.detail.as_ref()?, review.annotation()?);
    let label = Text::line(detail.label_name(one));
    Some((label, (review.item.clone()?, one.id.clone())))
}

/// `C` in the sheet: the labels once more.
fn another(app: &mut App, out: &mut Effects) {
    if let Some(before) = &app.sheet {
        start(app, before.anew(), out);
    }
}

/// Begins to look through the list's items.
fn start(app: &mut App, mut sheet: Sheet, out: &mut Effects) {
    page::put_away(app, out);
    let generation = app.generation();
    sheet.generation = generation;
    let Some(found) = app.browser.columns.get(sheet.column) else {
        return;
    };
    let marked: Vec<NodeRef> = match &app.review {
        Some(_) => Vec::new(),
        None => found.marks.values().map(|row| found.node_of(row)).collect(),
    };
    let request = gather::rows_of(found, SHEET_ITEMS);
    if let Some(review) = &mut app.review {
        review.blink = None;
    }
    let column = sheet.column;
    app.sheet = Some(sheet);
    if marked.is_empty() {
        return out.push(Effect::GatherRows {
            column,
            generation,
            request,
        });
    }
    look_through(app, marked, out);
}

/// The list's rows came. Says whether they were asked for here.
pub(super) fn rows(
    app: &mut App,
    generation: Generation,
    result: &Result<Page, Failure>,
    out: &mut Effects,
) -> bool {
    let current = |sheet: &&mut Sheet| sheet.generation == generation && !sheet.listed;
    let Some(sheet) = app.sheet.as_mut().filter(current) else {
        return false;
    };
    match result {
        Err(error) => {
            app.sheet = None;
            app.say(Weight::Error, error);
        }
        Ok(page) => {
            sheet.left_out = page.total.saturating_sub(page.rows.len() as u64);
            // Where the platform counts annotations in its lists, items without any need not be read.
            let counted = page.rows.iter().any(|row| row.annotations > 0);
            let column = Column::new(sheet.scope.clone(), Text::default(), Level::Item);
            let rows = page.rows.iter().filter(|row| !row.flags.deleted);
            let rows = rows.filter(|row| !counted || row.annotations > 0);
            let mut nodes: Vec<_> = rows.map(|row| column.node_of(row)).collect();
            // From the item on that it was opened at, and then from the first one on.
            let first = sheet.wanted.as_ref().map(|(item, _)| item);
            let first = first.and_then(|item| nodes.iter().position(|node| node.same(item)));
            nodes.rotate_left(first.unwrap_or(0));
            look_through(app, nodes, out);
        }
    }
    true
}

fn look_through(app: &mut App, mut nodes: Vec<NodeRef>, out: &mut Effects) {
    nodes.reverse();
    if let Some(sheet) = &mut app.sheet {
        sheet.listed = true;
        sheet.total = nodes.len();
        sheet.waiting = nodes;
    }
    ask(app, out);
}

/// Asks for some more items, or ends when there are none.
fn ask(app: &mut App, out: &mut Effects) {
    let Some(sheet) = &mut app.sheet else { return };
    if sheet.full {
        sheet.waiting.clear();
    }
    let nodes = gather::some_of(&mut sheet.waiting);
    sheet.asked = nodes.len();
    if nodes.is_empty() {
        return finish(app, out);
    }
    let plan = Plan::Look(sheet.generation);
    out.push(Effect::Gather { plan, nodes });
}

/// Some items came.
pub(super) fn gathered(
    app: &mut App,
    generation: Generation,
    found: Vec<Found>,
    out: &mut Effects,
) {
    if app
        .sheet
        .as_ref()
        .is_none_or(|sheet| sheet.generation != generation)
    {
        return;
    }
    for found in found {
        let detail = match found {
            Found::Item(detail) => Some(review::projected(app, detail)),
            Found::Node(..) | Found::Failed(..) => None,
        };
        let Some(sheet) = &mut app.sheet else { return };
        sheet.done += 1;
        match detail.and_then(|detail| Some((detail.node.id().cloned()?, detail))) {
            Some((id, detail)) => {
                let item = sheet.scope.child(Level::Item, id);
                sheet.take(&item, &detail, &app.sheet_marks);
            }
            None => sheet.failed += 1,
        }
    }
    // What may be done with one of them stands for all of which it is not known.
    let first = app.sheet.as_ref().and_then(|sheet| sheet.tiles.first());
    let first = first.map(|tile| tile.item.clone());
    if let Some(node) = first.filter(|item| app.rights(item).is_none()) {
        out.push(Effect::Permissions { node });
    }
    let Some(sheet) = &mut app.sheet else { return };
    sheet.asked = 0;
    seek(sheet);
    // Nobody looks at it any more: it goes on when somebody comes back.
    if sheet.shown {
        ask(app, out);
        page::follow(app, out);
    }
}

/// Puts the cursor on the object that the sheet was opened for.
fn seek(sheet: &mut Sheet) {
    let Some((item, id)) = &sheet.wanted else {
        return;
    };
    let is = |tile: &crate::app::sheet::Tile| tile.annotation.id == *id && tile.item.same(item);
    if let Some(at) = sheet.tiles.iter().position(is) {
        sheet.cursor = at;
        sheet.wanted = None;
    }
}

/// All items are looked through, or enough of them.
fn finish(app: &mut App, out: &mut Effects) {
    let Some(sheet) = &mut app.sheet else { return };
    sheet.asked = 0;
    let failed = match sheet.failed {
        0 => String::new(),
        some => format!("; {some} items could not be read"),
    };
    if sheet.tiles.is_empty() {
        let what = match (&sheet.label, sheet.placeless) {
            (Some(label), 0) => format!("no object of {label} here"),
            (Some(label), _) => {
                format!(
                    "no object of {label} here lies on a picture: texts and time lines have no crops"
                )
            }
            (None, 0) => "no item here has an object on a picture".to_owned(),
            (None, _) => {
                "nothing here is marked on a picture: texts and time lines have no crops".to_owned()
            }
        };
        page::put_away(app, out);
        app.sheet = None;
        return app.say(Weight::Warning, format!("{what}{failed}"));
    }
    if !failed.is_empty() {
        app.say(Weight::Warning, failed.trim_start_matches("; "));
    }
    choose_label(app, out);
}

/// Asks for the label, unless it is known or there is but one.
fn choose_label(app: &mut App, out: &mut Effects) {
    let Some(sheet) = app.sheet.as_ref().filter(|sheet| sheet.label.is_none()) else {
        return;
    };
    let labels = sheet.labels();
    if let [(only, _)] = labels.as_slice() {
        let only = only.clone();
        return chosen(app, only, out);
    }
    let many = |count: usize| match count {
        1 => Text::line("1 object"),
        _ => Text::line(&format!("{count} objects")),
    };
    let items = labels.into_iter().map(|(label, count)| MenuItem {
        about: many(count),
        act: MenuAct::Label(label.clone()),
        label,
        keys: Text::default(),
        denied: None,
    });
    let menu = Menu::new(MenuKind::Labels, "Contact sheet of", items.collect());
    menus::push(app, menu);
}

/// The label is chosen.
pub(super) fn chosen(app: &mut App, label: Text, out: &mut Effects) {
    let Some(sheet) = &mut app.sheet else { return };
    sheet.tiles.retain(|tile| tile.label() == label.as_str());
    sheet.label = Some(label);
    sheet.cursor = 0;
    page::follow(app, out);
}

/// The sheet again, as it was left.
pub(super) fn back(app: &mut App, out: &mut Effects) {
    let at = selected(app).map(|(_, key)| key);
    let Some(sheet) = &mut app.sheet else { return };
    sheet.visiting = false;
    sheet.shown = true;
    (sheet.hint, sheet.reason) = (None, None);
    if at.is_some() {
        let found = sheet.wanted.take();
        sheet.wanted = at;
        seek(sheet);
        sheet.wanted = found;
    }
    let over_list = !sheet.over_review;
    let stopped = sheet.listed && sheet.asked == 0 && !sheet.waiting.is_empty();
    if over_list && app.review.is_some() {
        review::close(app, out);
    }
    if stopped {
        ask(app, out);
    }
    page::shown_anew(app, out);
}

/// Whether an item was opened from the sheet, so that back leads to it.
pub(super) fn is_left_for_item(app: &App) -> bool {
    app.sheet.as_ref().is_some_and(|sheet| sheet.visiting)
}

/// Leaves the sheet; what is marked stays so.
pub(super) fn leave(app: &mut App, out: &mut Effects) {
    let Some(sheet) = &app.sheet else { return };
    let marked = sheet.marked();
    page::put_away(app, out);
    if app
        .sheet
        .as_ref()
        .is_some_and(|sheet| sheet.label.is_none())
    {
        app.sheet = None;
    }
    if marked > 0 {
        let text = format!(
            "{marked} marked on the contact sheet are kept; {{contact-sheet}} goes back to them"
        );
        app.say(Weight::Info, app.told(&text));
    }
    if app.review.is_some() {
        return review::wish_picture(app, out);
    }
    browse::refresh(app, out);
}

/// Something else is shown: the sheet is kept and out of sight.
pub(super) fn hide(app: &mut App, out: &mut Effects) {
    if app.in_sheet() {
        page::put_away(app, out);
    }
}

/// `Enter`: the item of the tile under the cursor, with its object selected.
fn open(app: &mut App, out: &mut Effects) {
    let Some(sheet) = &app.sheet else { return };
    let (column, Some(tile)) = (sheet.column, sheet.tiles.get(sheet.cursor)) else {
        return;
    };
    let (item, id) = tile.key();
    let Some(found) = app.browser.columns.get(column) else {
        return;
    };
    let at = found.position(&item);
    page::put_away(app, out);
    let over_review = app.review.is_some();
    let aim = Aim {
        annotation: Some(id.clone()),
        ..Aim::default()
    };
    match (&mut app.review, at) {
        (Some(review), _) if review.is_on(&item) => {
            results::reveal(review, &id);
            review::selection_changed(app, out);
        }
        (Some(_), Some(at)) => review::go_aiming(app, at.into(), aim, out),
        (before, at) => {
            let came_from = before.as_ref().map_or(column, |review| review.came_from);
            if let Some(at) = at {
                browse::move_to(app, at, out);
            }
            review::open_at(app, column, came_from, Some(&item), aim, out);
        }
    }
    if let Some(sheet) = &mut app.sheet {
        (sheet.visiting, sheet.over_review) = (true, over_review);
    }
}

/// An action in the sheet.
pub(super) fn act(app: &mut App, action: Action, out: &mut Effects) {
    use Action as A;
    let reason = app.sheet.as_mut().and_then(|sheet| sheet.reason.take());
    match action {
        A::Enter => match reason {
            Some(at) => file::with_template(app, at, out),
            None => open(app, out),
        },
        A::Back => leave(app, out),
        A::Cancel if reason.is_some() => {}
        A::Cancel => cancel(app, out),
        A::MarkTile => file::hint(app),
        A::Mark => file::toggle_here(app, out),
        A::AcceptPage => file::accept_page(app, out),
        A::RejectMarked => reject(app),
        A::TileLeft => page::step(app, -1, 0, out),
        A::TileRight => page::step(app, 1, 0, out),
        A::TileUp => page::step(app, 0, -1, out),
        A::TileDown => page::step(app, 0, 1, out),
        A::PageDown => page::turn(app, true, out),
        A::PageUp => page::turn(app, false, out),
        A::First => page::to(app, 0, out),
        A::Last => page::to(app, usize::MAX, out),
        A::LargerTiles => page::resize(app, true, out),
        A::SmallerTiles => page::resize(app, false, out),
        A::OverlayStyle => look(app, out),
        A::Refresh => again(app, out),
        A::ContactSheet => begin(app, out),
        other => run::anywhere(app, other, out),
    }
}

fn reject(app: &mut App) {
    if let Err(why) = file::possible(app) {
        return refuse(app, why);
    }
    app.overlays.push(Overlay::Reason(Reason {
        target: Target::Tiles,
    }));
}

/// `Esc`: stops looking through the items; with nothing to stop, leaves.
fn cancel(app: &mut App, out: &mut Effects) {
    let Some(sheet) = &mut app.sheet else { return };
    if !sheet.is_gathering() {
        return leave(app, out);
    }
    let (done, total) = (sheet.done, sheet.total);
    sheet.waiting.clear();
    sheet.listed = true;
    // What is still on its way is dropped.
    sheet.asked = 0;
    let generation = app.generation();
    if let Some(sheet) = &mut app.sheet {
        sheet.generation = generation;
    }
    finish(app, out);
    app.say(
        Weight::Info,
        format!("looking was stopped after {done} of {total} items"),
    );
}

/// `O`: the next way of drawing the objects.
fn look(app: &mut App, out: &mut Effects) {
    app.look = app.look.next();
    // A crop has its label in the title.
    if app.look == Look::Labels {
        app.look = app.look.next();
    }
    if let Some(review) = &mut app.review {
        review.look = app.look;
    }
    app.say(Weight::Info, format!("overlay: {}", app.look.word()));
    page::shown_anew(app, out);
}

/// `R`: looks through the items once more.
fn again(app: &mut App, out: &mut Effects) {
    let Some(before) = &app.sheet else { return };
    let at = before.tiles.get(before.cursor).map(|tile| tile.key());
    let mut sheet = before.anew();
    sheet.over_review = before.over_review;
    sheet.label.clone_from(&before.label);
    sheet.wanted = at;
    start(app, sheet, out);
}

/// Shows an operation on the tiles that it is about.
pub(super) fn show(app: &mut App, op: &Operation) {
    file::show(app, op);
}

//! Figures about a place, long texts, addresses: what is read and not changed.

use crate::app::actions::Action;
use crate::app::effect::{Effect, LoadSlot};
use crate::app::msg::{Failure, Generation};
use crate::app::notices::Weight;
use crate::app::overlay::{Insights, Overlay, Pager};
use crate::app::review::Aim;
use crate::app::state::App;
use crate::model::{Detail, Level, NodeRef, Table, Text};

use super::{Effects, close, goal, overlays, refuse};

/// The place that figures, guide and address are about: the job (or what else holds the items)
/// under review, the row of the inbox, the row under the cursor.
fn place(app: &App) -> Option<NodeRef> {
    match &app.review {
        Some(_) => app.whole(),
        None if app.inbox.shown => app
            .job()
            .or_else(|| app.inbox.chosen().map(|entry| entry.node.clone())),
        None => app.browser.column().and_then(|column| column.node()),
    }
}

fn id_text(node: &NodeRef) -> Text {
    Text::line(&node.id().map_or_else(String::new, ToString::to_string))
}

/// `gr`: figures about the job under review or the row under the cursor.
pub(super) fn open(app: &mut App, out: &mut Effects) {
    let Some(node) = place(app).filter(|node| node.level() != Level::View) else {
        return refuse(app, "there is nothing here to count");
    };
    let generation = app.generation();
    app.overlays.push(Overlay::Insights(Insights {
        title: id_text(&node),
        tables: None,
        top: 0,
        node: node.clone(),
        cursor: None,
    }));
    out.push(Effect::Insights { generation, node });
}

/// Figures came.
pub(super) fn came(app: &mut App, node: &NodeRef, result: Result<Vec<Table>, Failure>) {
    for overlay in &mut app.overlays {
        if let Overlay::Insights(view) = overlay
            && view.node == *node
        {
            view.tables = Some(result);
            view.cursor = view.choices().first().copied();
            return;
        }
    }
}

/// An action while figures are shown.
pub(super) fn act(app: &mut App, action: Action, out: &mut Effects) {
    let rows = usize::from(app.slots.overlay_rows.max(2));
    let Some(Overlay::Insights(view)) = app.overlays.last_mut() else {
        return;
    };
    let lines = match &view.tables {
        Some(Ok(tables)) => tables.iter().map(|t| t.rows.len() + 3).sum::<usize>(),
        _ => 0,
    };
    let last = lines.saturating_sub(rows);
    match action {
        Action::Next => step(view, true, rows),
        Action::Previous => step(view, false, rows),
        Action::First => {
            view.cursor = view.choices().first().copied();
            view.top = 0;
        }
        Action::Last => {
            view.cursor = view.choices().last().copied();
            view.top = last;
        }
        Action::PageDown | Action::PageUp => {
            view.top = overlays::scrolled(view.top, action, rows).unwrap_or(view.top);
        }
        Action::Submit => jump(app, out),
        Action::Work => start_work(app, out),
        Action::Back => return close(app, out),
        _ => {}
    }
    if let Some(Overlay::Insights(view)) = app.overlays.last_mut() {
        view.top = view.top.min(last);
    }
}

/// The next row that leads somewhere; where there is none, the page moves by a line.
fn step(view: &mut Insights, forward: bool, rows: usize) {
    let choices = view.choices();
    let at = view
        .cursor
        .and_then(|cursor| choices.iter().position(|choice| *choice == cursor));
    let next = match (at, forward) {
        (Some(at), true) => choices.get(at + 1),
        (Some(at), false) => at.checked_sub(1).and_then(|at| choices.get(at)),
        (None, _) => None,
    };
    let Some(next) = next.copied() else {
        view.top = match forward {
            true => view.top.saturating_add(1),
            false => view.top.saturating_sub(1),
        };
        return;
    };
    view.cursor = Some(next);
    let line = view.line_of(next);
    if line < view.top {
        // The table's title and head come with its first row.
        view.top = if next.1 == 0 {
            line.saturating_sub(2)
        } else {
            line
        };
    } else if line >= view.top + rows {
        view.top = line + 1 - rows;
    }
}

/// `Enter`: to the item and annotation that the chosen row is about.
fn jump(app: &mut App, out: &mut Effects) {
    let Some(Overlay::Insights(view)) = app.overlays.last() else {
        return;
    };
    let to = view.cursor.and_then(|(table, row)| {
        let tables = view.tables.as_ref()?.as_ref().ok()?;
        tables.get(table)?.rows.get(row)?.to.clone()
    });
    let Some((node, annotation)) = to else {
        return refuse(app, "this leads nowhere");
    };
    app.overlays.clear();
    app.queue = None;
    app.inbox.back = false;
    let aim = Aim {
        annotation,
        ..Aim::default()
    };
    goal::open_review(app, node, aim, out);
}

/// `w`: starts the work that makes the table anew.
fn start_work(app: &mut App, out: &mut Effects) {
    let Some(Overlay::Insights(view)) = app.overlays.last() else {
        return;
    };
    let node = view.node.clone();
    let Some(work) = view.work().cloned() else {
        return refuse(app, "nothing here can be computed anew");
    };
    if app.working.is_some() {
        return refuse(app, "one work is under way already; {cancel} stops it");
    }
    let reason = work
        .denied
        .map_or_else(|| super::allowed(app, &node, crate::model::Verb::Work), Err);
    if let Err(reason) = reason {
        return refuse(app, &*reason);
    }
    app.working = Some((node.clone(), work.summary));
    out.push(Effect::StartWork {
        node,
        work: work.name,
    });
}

/// Slow work is over: the figures are read again where they are still shown.
pub(super) fn worked(
    app: &mut App,
    node: &NodeRef,
    result: Result<(), Failure>,
    out: &mut Effects,
) {
    let summary = app.working.take().map(|(_, summary)| summary);
    if let Some(found) = app.accounts.iter_mut().find(|a| a.id == node.account) {
        found.progress = None;
    }
    match result {
        Err(error) => app.say(Weight::Error, error),
        Ok(()) => {
            app.say(
                Weight::Info,
                format!("done: {}", summary.unwrap_or_default()),
            );
            let shown = app
                .overlays
                .iter()
                .any(|overlay| matches!(overlay, Overlay::Insights(view) if view.node == *node));
            if shown {
                let generation = app.generation();
                out.push(Effect::Insights {
                    generation,
                    node: node.clone(),
                });
            }
        }
    }
}

/// `Esc` while work is under way stops it.
pub(super) fn stop_work(app: &App, out: &mut Effects) {
    if let Some((node, _)) = &app.working {
        out.push(Effect::StopLong(node.account.clone()));
    }
}

/// `gu`: the guide for annotators.
pub(super) fn guide(app: &mut App, out: &mut Effects) {
    let Some(node) = place(app).filter(|node| node.level() != Level::View) else {
        return refuse(app, "there is nothing here that has a guide");
    };
    let node = match node.level() {
        Level::Item => node.ancestor(Level::Job).unwrap_or(node),
        _ => node,
    };
    let generation = app.generation();
    let mut pager = Pager {
        title: Text::line("Guide"),
        text: None,
        generation,
        top: 0,
    };
    let known = app.review.as_ref().and_then(|review| review.job.as_ref());
    match known.filter(|job| job.node.same(&node)) {
        Some(job) => pager.text = Some(guide_of(job)),
        None => out.push(Effect::Detail {
            slot: LoadSlot::Menu,
            generation,
            node,
        }),
    }
    app.overlays.push(Overlay::Pager(pager));
}

fn guide_of(detail: &Detail) -> Result<Text, Text> {
    let guide = detail.guide.clone().filter(|guide| !guide.is_empty());
    guide.ok_or_else(|| Text::line("There is no guide here."))
}

/// `E`: the address in the platform's own web interface.
pub(super) fn web_address(app: &mut App, out: &mut Effects) {
    let node = match &app.review {
        Some(review) => review.item.clone(),
        None if app.inbox.shown => app.inbox.chosen().map(|entry| entry.node.clone()),
        None => place(app),
    };
    let Some(node) = node.filter(|node| node.level() != Level::View) else {
        return refuse(app, "there is nothing here that has an address");
    };
    let generation = app.generation();
    app.web_asked = Some(generation);
    out.push(Effect::Detail {
        slot: LoadSlot::Menu,
        generation,
        node,
    });
}

/// An answer that a guide or an address waited for. Says whether it was one.
pub(super) fn detail(
    app: &mut App,
    generation: Generation,
    result: &Result<Box<Detail>, Failure>,
) -> bool {
    if app.web_asked == Some(generation) {
        app.web_asked = None;
        match result {
            Err(error) => app.say(Weight::Error, error),
            Ok(detail) => match detail.web.clone() {
                Some(address) => {
                    app.say(Weight::Warning, &*address);
                    app.web = Some(address);
                }
                None => refuse(app, "this has no page in a web interface"),
            },
        }
        return true;
    }
    for overlay in &mut app.overlays {
        if let Overlay::Pager(pager) = overlay
            && pager.generation == generation
        {
            pager.text = Some(match result {
                Ok(detail) => guide_of(detail),
                Err(error) => Err(error.clone()),
            });
            return true;
        }
    }
    false
}

/// An action while a long text is shown.
pub(super) fn pager_act(app: &mut App, action: Action, out: &mut Effects) {
    let rows = usize::from(app.slots.overlay_rows.max(2));
    let last = usize::from(app.slots.overlay_last);
    let Some(Overlay::Pager(view)) = app.overlays.last_mut() else {
        return;
    };
    if action == Action::Back {
        return close(app, out);
    }
    if let Some(top) = overlays::scrolled(view.top, action, rows) {
        view.top = top.min(last);
    }
}

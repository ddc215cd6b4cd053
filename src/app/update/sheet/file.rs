//! Marks of the contact sheet, and what becomes of them: the rest of a page is accepted, what is
//! marked is rejected for a reason.

use std::collections::BTreeMap;

use crate::app::effect::Effect;
use crate::app::msg::{Found, Plan};
use crate::app::overlay::After;
use crate::app::sheet::{self, Tile};
use crate::app::state::App;
use crate::config::keys::{Key, KeyCode};
use crate::limits::BEFORE_POINTS;
use crate::model::session::Before;
use crate::model::{Change, Decision, Id, ItemDetail, NodeRef, Operation, Text, Verb, Verdict};

use super::super::{Effects, bulk, commit, judge, refuse, review, writable};
use super::page;

/// Whether a verb may be used on an item of the sheet, as far as is known of it or of the first one.
fn allowed(app: &App, item: &NodeRef, verb: Verb) -> Result<(), Text> {
    writable(app, item)?;
    let first = app.sheet.as_ref().and_then(|sheet| sheet.tiles.first());
    let known = app.rights(item).or_else(|| app.rights(&first?.item));
    known.map_or(Ok(()), |known| known.check(verb).map_err(Clone::clone))
}

/// `x`: the hint of a tile is typed next.
pub(super) fn hint(app: &mut App) {
    if let Some(sheet) = &mut app.sheet {
        sheet.hint = Some(String::new());
    }
}

/// A key while a hint is typed. Says whether one is.
pub(in crate::app::update) fn typed(app: &mut App, key: Key, out: &mut Effects) -> bool {
    let Some(grid) = sheet::grid(app).filter(|_| app.in_sheet()) else {
        return false;
    };
    let placed = app.keymap.placed(app.scope(), &[], key);
    let Some(sheet) = app.sheet.as_mut() else {
        return false;
    };
    let Some(mut typed) = sheet.hint.take() else {
        return false;
    };
    let (from, tiles) = sheet.on_page(grid);
    let count = tiles.len();
    match placed.code {
        KeyCode::Char(' ') => toggle_here(app, out),
        KeyCode::Backspace if !typed.is_empty() => {
            typed.pop();
            sheet.hint = Some(typed);
        }
        KeyCode::Char(letter) if letter.is_ascii_alphabetic() && !key.ctrl && !key.alt => {
            typed.push(letter.to_ascii_lowercase());
            let hints = || (0..count).map(|at| sheet::hint(at, grid.page()));
            if let Some(at) = hints().position(|hint| hint == typed) {
                sheet.cursor = from + at;
                toggle(app, from + at, out);
            } else if hints().any(|hint| hint.starts_with(&typed)) {
                sheet.hint = Some(typed);
            } else {
                refuse(app, format!("no tile has the hint {typed}"));
            }
        }
        _ => {}
    }
    true
}

/// Marks the tile under the cursor, or takes its mark away.
pub(super) fn toggle_here(app: &mut App, out: &mut Effects) {
    if let Some(at) = app.sheet.as_ref().map(|sheet| sheet.cursor) {
        toggle(app, at, out);
    }
}

fn toggle(app: &mut App, at: usize, out: &mut Effects) {
    let Some(tile) = app.sheet.as_ref().and_then(|sheet| sheet.tiles.get(at)) else {
        return;
    };
    let (key, marked) = (tile.key(), !tile.marked);
    if marked && let Err(why) = allowed(app, &key.0, Verb::JudgeAnnotation) {
        return refuse(app, &*why);
    }
    if marked && app.rights(&key.0).is_none() {
        out.push(Effect::Permissions {
            node: key.0.clone(),
        });
    }
    set_mark(app, at, marked);
}

fn set_mark(app: &mut App, at: usize, marked: bool) {
    let Some(tile) = app.sheet.as_mut().and_then(|sheet| sheet.tiles.get_mut(at)) else {
        return;
    };
    tile.marked = marked;
    let key = tile.key();
    match marked {
        true => app.sheet_marks.insert(key),
        false => app.sheet_marks.remove(&key),
    };
}

/// `a`: what is undecided on the page and not marked is right; the next page.
pub(super) fn accept_page(app: &mut App, out: &mut Effects) {
    let Some(grid) = sheet::grid(app) else { return };
    let Some(sheet) = app.sheet.as_ref().filter(|sheet| !sheet.tiles.is_empty()) else {
        return refuse(app, "nothing is on the page yet");
    };
    if !sheet.page.drawn {
        return refuse(app, "not drawn yet: no verdict on what is not seen");
    }
    let (_, tiles) = sheet.on_page(grid);
    let seen = |at: usize| sheet.page.problem(at).is_none();
    let open = tiles
        .iter()
        .enumerate()
        .filter(|(at, tile)| !tile.marked && is_open(tile) && seen(*at));
    let open: Vec<&Tile> = open.map(|(_, tile)| tile).collect();
    let mut changes = Vec::with_capacity(open.len());
    for tile in &open {
        if let Err(why) = allowed(app, &tile.item, Verb::JudgeAnnotation) {
            return refuse(app, &*why);
        }
        let one = &tile.annotation;
        let given = judge::judgement(app, &tile.item, Verdict::Accepted, None, one.hash);
        changes.push((
            tile.node.clone(),
            tile.name.clone(),
            Change::JudgeAnnotation {
                annotation: one.id.clone(),
                before: one.verdict.clone(),
                after: Some(given),
            },
        ));
    }
    if changes.is_empty() {
        return page::turn(app, true, out);
    }
    let label = sheet.label.clone().unwrap_or_default();
    let title = match changes.as_slice() {
        [(_, name, _)] => format!("accepted {label} on {name}"),
        several => format!("accepted {} of {label}", several.len()),
    };
    let decision = commit::decision(app, &title, changes, None, None);
    commit::commit(
        app,
        decision,
        After::NextPage,
        crate::app::overlay::HistoryStep::New,
        out,
    );
}

/// Whether nothing that still holds was said of an object.
fn is_open(tile: &Tile) -> bool {
    let given = tile.annotation.verdict.as_ref();
    given.is_none_or(|given| given.is_stale(tile.annotation.hash))
}

/// The page is accepted: the next one, where there is one.
pub(in crate::app::update) fn accepted(app: &mut App, out: &mut Effects) {
    let Some(grid) = sheet::grid(app).filter(|_| app.in_sheet()) else {
        return;
    };
    let Some(sheet) = &app.sheet else { return };
    let (from, tiles) = sheet.on_page(grid);
    let next = from + tiles.len();
    // What was said of the page stays to be read on the last one.
    if next < sheet.tiles.len() {
        page::to(app, next, out);
    }
}

/// Whether something is marked that can be rejected.
pub(super) fn possible(app: &App) -> Result<(), Text> {
    let sheet = app.sheet.as_ref();
    let marked = sheet.and_then(|sheet| sheet.tiles.iter().find(|tile| tile.marked));
    match marked {
        None => Err(Text::line(
            "nothing is marked: {mark-tile} and two letters mark a tile, {mark} the one under the cursor",
        )),
        Some(tile) => allowed(app, &tile.item, Verb::JudgeAnnotation),
    }
}

/// A digit: the reason that the marked ones will be rejected for. Says whether the key is one.
pub(in crate::app::update) fn digit(app: &mut App, key: Key) -> bool {
    let digit = match key.code {
        KeyCode::Char(c) if !key.ctrl && !key.alt => c.to_digit(10),
        _ => None,
    };
    let Some(digit) = digit.filter(|_| app.in_sheet()) else {
        return false;
    };
    let at = usize::try_from(digit)
        .ok()
        .and_then(|digit| digit.checked_sub(1));
    let known = at.filter(|at| *at < app.settings.templates.len());
    if let Err(why) = possible(app) {
        refuse(app, why);
    } else if known.is_none() {
        refuse(
            app,
            format!("there is no reason {digit}; {{reject-marked}} shows them"),
        );
    } else if let Some(sheet) = &mut app.sheet {
        sheet.reason = known;
        app.notices.current = None;
    }
    true
}

/// `Enter` after a digit.
pub(super) fn with_template(app: &mut App, at: usize, out: &mut Effects) {
    let reason = app.settings.templates.get(at).map(|one| one.text.clone());
    file(app, reason, out);
}

/// Rejects what is marked, on every page. Its items are read once more, so that the journal knows
/// exactly what was before.
pub(in crate::app::update) fn file(app: &mut App, reason: Option<Text>, out: &mut Effects) {
    if let Err(why) = possible(app) {
        return refuse(app, why);
    }
    let Some(sheet) = &app.sheet else { return };
    let mut nodes: Vec<NodeRef> = Vec::new();
    for tile in sheet.tiles.iter().filter(|tile| tile.marked) {
        // Tiles of an item stand one after the other.
        if nodes.last() != Some(&tile.item) {
            nodes.push(tile.item.clone());
        }
    }
    let plan = Plan::File {
        generation: sheet.generation,
        reason,
    };
    out.push(Effect::Gather { plan, nodes });
}

/// The items of the marked objects came: the decision about them.
pub(in crate::app::update) fn gathered_for_filing(
    app: &mut App,
    reason: Option<Text>,
    found: Vec<Found>,
    out: &mut Effects,
) {
    let Some(sheet) = &app.sheet else { return };
    let label = sheet.label.clone().unwrap_or_default();
    let marked: Vec<Tile> = sheet
        .tiles
        .iter()
        .filter(|tile| tile.marked)
        .cloned()
        .collect();
    let mut changes = Vec::new();
    let mut refused: Vec<(Text, Text)> = Vec::new();
    let mut counts: BTreeMap<Text, usize> = BTreeMap::new();
    for found in found {
        let detail = match found {
            Found::Item(detail) => review::projected(app, detail),
            Found::Failed(node, why) => {
                let name = marked.iter().find(|tile| tile.item.same(&node));
                refused.push((name.map(|tile| tile.name.clone()).unwrap_or_default(), why));
                continue;
            }
            Found::Node(..) => continue,
        };
        let mut of_item = Vec::new();
        for tile in marked.iter().filter(|tile| is_of(tile, &detail)) {
            match rejection(app, tile, &detail, reason.as_ref()) {
                Err(why) => refused.push((tile.name.clone(), why)),
                Ok(None) => {}
                Ok(Some(own)) => {
                    let before = tile.annotation.verdict.as_ref();
                    let before = before.map_or("no verdict", |given| given.verdict.word());
                    *counts.entry(Text::line(before)).or_default() += 1;
                    // What an object is part of is rejected once, for the first of them.
                    let fresh = own
                        .into_iter()
                        .filter(|change| !says_again(&of_item, change));
                    of_item.extend(fresh.collect::<Vec<_>>());
                }
            }
        }
        let named = |change| (detail.node.clone(), detail.name.clone(), change);
        changes.extend(of_item.into_iter().map(named));
    }
    let objects: usize = counts.values().sum();
    let because = reason
        .as_ref()
        .map_or_else(String::new, |why| format!(": {why}"));
    let title = format!("rejected {objects} of {label}{because}");
    bulk::propose(app, &title, (objects, None), changes, counts, refused, out);
}

fn is_of(tile: &Tile, detail: &ItemDetail) -> bool {
    // By whatever path the platform names it.
    tile.item.same(&detail.node) || tile.item.id() == detail.node.id()
}

/// What rejecting a marked object comes to; none when it is rejected for that already.
fn rejection(
    app: &App,
    tile: &Tile,
    detail: &ItemDetail,
    reason: Option<&Text>,
) -> Result<Option<Vec<Change>>, Text> {
    allowed(app, &tile.item, Verb::JudgeAnnotation)?;
    if reason.is_some() {
        allowed(app, &tile.item, Verb::OpenIssue)?;
    }
    let mut all = detail.annotations.iter();
    let Some(one) = all.find(|one| one.id == tile.annotation.id) else {
        return Err(Text::line("the object is gone"));
    };
    if one.hash != tile.annotation.hash {
        return Err(Text::line(
            "it has changed since it was shown; R reads it again",
        ));
    }
    let given = one.verdict.as_ref();
    let same = given.is_some_and(|given| {
        given.verdict == Verdict::Rejected
            && given.reason.as_ref() == reason
            && !given.is_stale(one.hash)
    });
    Ok((!same).then(|| judge::rejection(app, detail, one, reason)))
}

/// Whether the verdict of a change is among others already.
fn says_again(known: &[Change], change: &Change) -> bool {
    known.iter().any(|known| match (known, change) {
        (Change::JudgeItem { .. }, Change::JudgeItem { .. }) => true,
        (
            Change::JudgeAnnotation { annotation: a, .. },
            Change::JudgeAnnotation { annotation: b, .. },
        ) => a == b,
        _ => false,
    })
}

/// A decision of the sheet is on disk: its tiles show it. What was marked and is rejected now is
/// not marked any more; what is taken back is marked again.
pub(super) fn show(app: &mut App, op: &Operation) {
    let Change::JudgeAnnotation {
        annotation, after, ..
    } = &op.change
    else {
        return;
    };
    let Some(sheet) = &mut app.sheet else { return };
    let item: Option<&Id> = op.target.id();
    let mut marks = Vec::new();
    for (at, tile) in sheet.tiles.iter_mut().enumerate() {
        if tile.annotation.id != *annotation
            || !(tile.item.same(&op.target)
                || tile.item.id() == item && sheet.scope.account == op.target.account)
        {
            continue;
        }
        tile.annotation.verdict.clone_from(after);
        let rejected = after
            .as_ref()
            .is_some_and(|given| given.verdict == Verdict::Rejected);
        if rejected && tile.marked {
            tile.filed = true;
            marks.push((at, false));
        } else if !rejected && std::mem::take(&mut tile.filed) {
            marks.push((at, true));
        }
    }
    for (at, marked) in marks {
        set_mark(app, at, marked);
    }
}

/// The plan of a rejection belongs to the sheet of this generation.
pub(in crate::app::update) fn filed(app: &App, generation: crate::app::msg::Generation) -> bool {
    let sheet = app.sheet.as_ref();
    sheet.is_some_and(|sheet| sheet.generation == generation)
}

/// Keeps what rejected objects are like, for when somebody says that they are fixed. Says whether
/// the decision is one of the sheet.
pub(in crate::app::update) fn keep_befores(
    app: &mut App,
    decision: &Decision,
    out: &mut Effects,
) -> bool {
    let Some(sheet) = app.sheet.as_ref().filter(|sheet| sheet.shown) else {
        return false;
    };
    let mut kept = Vec::new();
    for op in &decision.ops {
        let Change::OpenIssue {
            annotation: Some(id),
            text,
            place,
            ..
        } = &op.change
        else {
            continue;
        };
        let mut tiles = sheet.tiles.iter();
        let of_op = |tile: &&Tile| tile.annotation.id == *id && tile.item.id() == op.target.id();
        if let Some(tile) = tiles.find(of_op) {
            kept.push(Before {
                op: op.id,
                at: app.now,
                item: op.target.clone(),
                text: text.clone(),
                place: place.clone(),
                ..Before::of(&tile.alone(), &tile.annotation, BEFORE_POINTS)
            });
        }
    }
    let Some(account) = kept.first().map(|before| before.item.account.clone()) else {
        return true;
    };
    for before in kept {
        app.befores.keep(before);
    }
    let befores = app.befores.of_account(&account);
    out.push(Effect::RememberBefores { account, befores });
    true
}

//! The one function that changes state.
//!
//! A message comes in with the present time, effects go out. One file per area; they share the
//! list of effects that the current message causes.

mod accounts;
mod activity;
mod ahead;
mod aim;
mod batch;
mod blink;
mod browse;
mod bulk;
mod commit;
mod complete;
mod conflicts;
mod content;
mod disputes;
mod drafts;
mod enabled;
mod entries;
mod frames;
mod gather;
mod goal;
mod inbox;
mod insights;
mod issues;
mod jobs;
mod judge;
mod keys;
mod line;
mod look;
mod macros;
mod marks;
mod menus;
mod mouse;
mod offers;
mod overlays;
mod places;
mod poll;
mod preview;
mod repeat;
mod results;
mod review;
mod run;
mod sample;
mod sampled;
mod saved;
mod screen;
mod session;
mod share;
mod sheet;
mod sieve;

use std::sync::Arc;

use crate::config::settings::Settings;
use crate::limits::HINT_MS;
use crate::model::{Timestamp, Verb};

use super::actions::Action;
use super::effect::{self, Effect};
use super::msg::{Msg, Plan};
use super::notices::Weight;
use super::overlay::Overlay;
use super::state::App;

pub use content::prepare;
pub use enabled::enabled;
pub use sampled::is_on_screen;

/// Effects of the message being handled.
type Effects = Vec<Effect>;

/// Applies one message. Never blocks, never reads a clock: `now` is the present time, UTC.
pub fn update(app: &mut App, msg: Msg, now: Timestamp) -> Vec<Effect> {
    app.now = now;
    let mut out = Vec::new();
    macros::answered(app, &msg);
    if msg.is_input() {
        app.notices.seen(now);
        app.browser.descend = false;
        // A place that is still being gone to is not walked on from once something else is wanted.
        app.trail.heading = None;
        app.typed_at = now;
        app.sessions.touched(now);
    }
    apply(app, msg, &mut out);
    keys::replay(app, &mut out);
    macros::await_answers(app, &out);
    tidy(app, &mut out);
    out
}

fn apply(app: &mut App, msg: Msg, out: &mut Effects) {
    match msg {
        Msg::Start => start(app, out),
        Msg::Key(key) => keys::key(app, key, out),
        Msg::Paste(text) => keys::paste(app, &text, out),
        Msg::Mouse(deed, hit) => mouse::mouse(app, deed, hit, out),
        Msg::Edited(result) => drafts::edited(app, result),
        Msg::Copied(result) => match result {
            Ok(place) => app.say(Weight::Info, format!("copied to {place}")),
            Err(error) => app.say(Weight::Error, format!("not copied: {error}")),
        },
        Msg::Resize(columns, rows) => app.size = (columns, rows),
        Msg::Terminal(facts) => {
            app.terminal.line = facts.line;
            // How fast the line is changes no picture.
            if app.terminal != facts {
                app.terminal = facts;
                screen::shown_anew(app);
                review::wish_picture(app, out);
                preview::wish_picture(app, out);
                sheet::shown_anew(app, out);
            }
        }
        Msg::Tick => {}
        Msg::Slots(slots) => {
            let before = std::mem::replace(&mut app.slots, slots);
            browse::resized(app, out);
            if before.main != slots.main {
                review::wish_picture(app, out);
            }
            if before.preview != slots.preview {
                preview::wish_picture(app, out);
            }
            if before.sheet != slots.sheet {
                sheet::follow(app, out);
            }
        }
        Msg::Drawn(item) => review::drawn(app, &item),
        Msg::PageDrawn(generation) => sheet::drawn(app, generation),
        Msg::Identity(account, result) => match result {
            Ok(identity) => accounts::identified(app, &account, identity),
            Err(error) => app.say(Weight::Error, format!("{account}: {error}")),
        },
        Msg::Page {
            column,
            generation,
            offset,
            result,
        } => {
            browse::page(app, column, generation, offset, result, out);
        }
        Msg::Detail {
            generation,
            node,
            result,
        } => {
            jobs::detail(app, generation, &node, result, out);
        }
        Msg::Permissions { node, result } => {
            if let Ok(permissions) = result {
                // A cache of convenience: forgotten as a whole when it has grown large.
                if app.permissions.len() > 1_000 {
                    app.permissions.clear();
                }
                app.permissions.insert(node, permissions);
            }
        }
        Msg::Annotations {
            generation,
            item,
            result,
        } => {
            review::annotations(app, generation, &item, result, out);
        }
        Msg::Issues {
            generation,
            scope,
            result,
        } => {
            issues::issues(app, generation, &scope, result, out);
        }
        Msg::Members { generation, result } => jobs::members(app, generation, result),
        Msg::Insights { node, result, .. } => insights::came(app, &node, result),
        Msg::Offers {
            generation,
            node,
            result,
        } => offers::came(app, generation, &node, result),
        Msg::Signal {
            generation,
            item,
            content,
            result,
        } => content::signal(app, generation, &item, content, result),
        Msg::Inbox {
            account,
            generation,
            result,
        } => inbox::came(app, &account, generation, result, out),
        Msg::FoundWeb { address, result } => menus::found_web(app, &address, result, out),
        Msg::LookedAgain { op, present } => conflicts::looked_again(app, op, &present),
        Msg::Worked { node, result, .. } => insights::worked(app, &node, result, out),
        Msg::Place(node) => goal::go(app, node, out),
        Msg::Kept(kept) => take_kept(app, kept, out),
        Msg::Settings(result) => match result {
            Ok(settings) => reloaded(app, &settings),
            Err(error) => app.say(Weight::Error, error),
        },
        Msg::Gathered {
            plan: Plan::Compare(generation),
            found,
        } => disputes::gathered(app, generation, found, out),
        Msg::Gathered {
            plan: Plan::Sample(generation),
            found,
        } => sample::gathered(app, generation, &found, out),
        Msg::Gathered {
            plan: Plan::Look(generation),
            found,
        } => sheet::gathered(app, generation, found, out),
        Msg::Gathered {
            plan: Plan::File { generation, reason },
            found,
        } if sheet::filed(app, generation) => {
            sheet::gathered_for_filing(app, reason, found, out);
        }
        Msg::Gathered { plan, found } => bulk::gathered(app, plan, found, out),
        Msg::GatheredRows {
            column,
            generation,
            result,
        } => {
            let taken = disputes::rows(app, generation, &result, out)
                || sample::rows(app, generation, &result, out)
                || sheet::rows(app, generation, &result, out);
            if !taken {
                marks::gathered_rows(app, column, generation, result);
            }
        }
        Msg::Picture {
            slot,
            generation,
            item,
            result,
        } => {
            review::picture(app, slot, generation, &item, result, out);
        }
        Msg::Committed { decision, result } => {
            drafts::committed(app, decision, result.is_ok());
            commit::committed(app, decision, result, out);
        }
        Msg::Withdrawn { decision, result } => commit::withdrawn(app, decision, result, out),
        Msg::Delivered { op, applied } => commit::delivered(app, op, applied, out),
        Msg::Undelivered {
            op,
            error,
            fatal,
            why,
        } => commit::undelivered(app, op, &error, fatal, why, out),
        Msg::OtherSender(other) => other_sender(app, other),
        Msg::Entries { open_only, result } => entries::entries(app, open_only, result, out),
        Msg::Recalled {
            account,
            place,
            inbox,
            seen,
            session,
            befores,
            drafts,
        } => {
            app.befores.recall(befores);
            if let Some(session) = session {
                session::recalled(app, &account, *session, out);
            }
            drafts::recalled(app, &account, &drafts);
            let known = !inbox.is_empty() || seen > Timestamp::default();
            inbox::recalled(app, &account, inbox, seen, out);
            let there = goal::recalled(app, &account, place.as_deref(), out);
            begin_with_inbox(app, there, known, out);
        }
        Msg::Progress {
            account,
            what,
            done,
            total,
        } => {
            if let Some(found) = app.accounts.iter_mut().find(|found| found.id == account) {
                found.progress = Some((what, done, total));
            }
        }
        Msg::Finished {
            account,
            what,
            stopped,
        } => {
            if let Some(found) = app.accounts.iter_mut().find(|found| found.id == account) {
                found.progress = None;
            }
            if stopped {
                let again = app.key(Action::Refresh);
                app.say(
                    Weight::Warning,
                    format!("stopped reading {what}; {again} reads it again"),
                );
            }
            browse::refresh(app, out);
        }
        Msg::Changed(node) => browse::changed(app, &node, out),
        Msg::Problem(text) => app.say(Weight::Warning, text),
        Msg::Health { account, trouble } => {
            if let Some(found) = app.accounts.iter_mut().find(|found| found.id == account) {
                found.trouble = trouble;
            }
        }
        Msg::Wait { account, until } => {
            if let Some(found) = app.accounts.iter_mut().find(|found| found.id == account) {
                found.wait_until = Some(until);
            }
        }
        Msg::Refused { request, words } => app.notices.refused(request, words),
        Msg::Shutdown => quit(app, out),
    }
}

/// The configuration was read again. What the screen was built with stays until the next start.
fn reloaded(app: &mut App, read: &Settings) {
    let settings = Settings {
        keys: read.keys.clone(),
        templates: read.templates.clone(),
        hold_s: read.hold_s,
        ..(*app.settings).clone()
    };
    app.take_settings(Arc::new(settings));
    app.say(
        Weight::Info,
        "keys, macros, filters, reasons and hold were read again",
    );
}

/// What the last session kept; what was made since is kept with it.
fn take_kept(app: &mut App, kept: Vec<(&'static str, String)>, out: &mut Effects) {
    let (macros, filters) = (app.macros.kept.len(), app.filters.kept.len());
    for (name, text) in kept {
        match name {
            effect::KEPT_MACROS => app.macros.read_kept(&text),
            effect::KEPT_FILTERS => app.filters.read_kept(&text),
            effect::KEPT_HISTORY => app.filters.read_history(&text),
            effect::KEPT_SAMPLES => app.samples.read_kept(&text),
            _ => {}
        }
    }
    if macros > 0 {
        macros::keep(app, out);
    }
    if filters > 0 {
        saved::keep(app, out);
    }
}

fn start(app: &mut App, out: &mut Effects) {
    for account in &app.accounts {
        out.push(Effect::Identity(account.id.clone()));
    }
    out.push(Effect::Entries { open_only: false });
    app.mouse = mouse::wanted(app);
    if app.mouse {
        out.push(Effect::Mouse(true));
    }
    if app.accounts.len() > 1 && app.browser.columns.is_empty() {
        return inbox::open(app, out);
    }
    // A place that was asked for is open already.
    if app.browser.columns.is_empty()
        && let Some(account) = app.accounts.first().map(|account| account.id.clone())
    {
        app.browser.descend = true;
        browse::open_roots(app, &account, out);
    }
}

/// One account begins with the inbox if it is on a server, or has one and no place is remembered:
/// unless a key was pressed already.
fn begin_with_inbox(app: &mut App, there: bool, known: bool, out: &mut Effects) {
    let alone = app.accounts.len() == 1 && app.browser.descend && !app.inbox.shown;
    let remote = app
        .accounts
        .first()
        .is_some_and(|account| account.is_remote());
    if alone && !there && (remote || known) {
        inbox::open(app, out);
    }
}

fn other_sender(app: &mut App, other: bool) {
    let before = app.accounts.iter().any(|account| account.other_sender);
    for account in &mut app.accounts {
        account.other_sender = other;
    }
    if other && !before {
        let text = "another vidimus is open on this state: both are safe; {refresh} shows what the other decided";
        app.say(Weight::Warning, app.told(text));
    }
}

/// Ends the program; the place is remembered for the next start.
fn quit(app: &mut App, out: &mut Effects) {
    if app.ending {
        return;
    }
    app.ending = true;
    session::keep(app, out);
    drafts::keep(app, out);
    out.push(Effect::Quit);
}

/// What follows from time and from what the message left behind.
fn tidy(app: &mut App, out: &mut Effects) {
    complete::tidy(app);
    content::follow(app, out);
    preview::follow(app, out);
    if app.hold_until.is_some_and(|(_, end)| end <= app.now) {
        app.hold_until = None;
    }
    let draft = drafts::follow(app, out);
    let fade = app.notices.fade(app.now);
    let hint = (!app.keys.is_empty())
        .then(|| app.keys_at.plus_ms(HINT_MS))
        .filter(|shown| *shown > app.now);
    // The countdown asks for one frame a second, on the second; one that does not move only for
    // its end.
    let countdown = app.hold_until.map(|(_, end)| {
        if !app.settings.motion {
            return end;
        }
        let left = end.since(app.now);
        app.now.plus_ms(if left % 1_000 == 0 {
            1_000
        } else {
            left % 1_000
        })
    });
    conflicts::follow(app, out);
    let poll = poll::follow(app, out);
    let blink = blink::follow(app, out);
    let session = session::follow(app, out);
    let wait = waiting(app);
    let again = std::mem::take(&mut app.macros.again).then(|| app.now.plus_ms(1));
    let preview = app.browser.preview.due;
    let next = [
        again, fade, hint, countdown, wait, poll, blink, session, preview, draft,
    ];
    let next = next.into_iter().flatten().min();
    if next != app.wake_at {
        app.wake_at = next;
        if let Some(at) = next {
            out.push(Effect::Wake(at));
        }
    }
}

/// A server that asked to be left alone is counted down on screen: one frame a second (none where
/// nothing shall move), and none once it may be asked again.
fn waiting(app: &mut App) -> Option<Timestamp> {
    let now = app.now;
    for account in &mut app.accounts {
        account.wait_until = account.wait_until.filter(|until| *until > now);
    }
    let left = app.accounts.iter().filter_map(|a| a.waits_ms(now)).min()?;
    if !app.settings.motion {
        return Some(now.plus_ms(left));
    }
    let to_second = match left % 1_000 {
        0 => 1_000,
        rest => rest,
    };
    Some(now.plus_ms(to_second))
}

/// Says why a key does nothing. It fades like information: the reviewer is looking right now. A
/// macro ends there. Names of actions in braces stand for their keys.
fn refuse(app: &mut App, reason: impl AsRef<str>) {
    let reason = app.told(reason.as_ref());
    if app.macros.playing.is_some() {
        return macros::stop(app, reason);
    }
    app.say(Weight::Info, reason);
}

/// Closes the topmost overlay.
fn close(app: &mut App, out: &mut Effects) {
    let popped = app.overlays.pop();
    if let Some(Overlay::Menu(_) | Overlay::Insights(_) | Overlay::Pager(_)) = popped {
        out.push(Effect::Cancel(super::effect::LoadSlot::Menu));
    }
}

/// Whether a verb may be used on a node, as far as is known.
fn allowed(app: &App, node: &crate::model::NodeRef, verb: Verb) -> Result<(), crate::model::Text> {
    writable(app, node)?;
    match app.rights(node) {
        Some(permissions) => permissions.check(verb).map_err(Clone::clone),
        None => Ok(()),
    }
}

/// Whether anything may be changed where a node is: the program and its login may be read-only.
fn writable(app: &App, node: &crate::model::NodeRef) -> Result<(), crate::model::Text> {
    if let Some(reason) = &app.settings.read_only {
        return Err(reason.clone());
    }
    match app.account_of(node).and_then(|account| account.read_only()) {
        Some(reason) => Err(reason.clone()),
        None => Ok(()),
    }
}

/// Whether a verb may be used on an issue of an item, as far as is known.
fn allowed_on_issue(
    app: &App,
    item: &crate::model::NodeRef,
    issue: &crate::model::Issue,
    verb: Verb,
) -> Result<(), crate::model::Text> {
    allowed(app, item, verb)?;
    issue.rights.check(verb).map_err(Clone::clone)
}

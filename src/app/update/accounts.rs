//! Several accounts: the browser shows one of them, the others are kept as they were left.

use crate::app::browser::{Browser, Load};
use crate::app::effect::{Effect, LoadSlot, PictureSlot};
use crate::app::notices::Weight;
use crate::app::overlay::{Menu, MenuAct, MenuItem, MenuKind};
use crate::app::state::{Account, App};
use crate::model::{AccountId, Identity, Text, Timestamp};

use super::{Effects, browse, goal, menus, places, preview, review};

/// An account told who we are there.
pub(super) fn identified(app: &mut App, account: &AccountId, identity: Identity) {
    let Some(found) = app.accounts.iter_mut().find(|found| found.id == *account) else {
        return;
    };
    let known = found.identity.take();
    let before = known.as_ref().map_or(&[][..], |known| &known.notes);
    let mut news: Vec<Text> = identity.notes.clone();
    news.retain(|note| !before.contains(note));
    let start = identity.start.clone();
    if let Some(verbs) = &identity.kept_here {
        found.local_verbs.clone_from(verbs);
    }
    found.identity = Some(identity);
    // The place of the last session goes before the configuration's.
    if let Some(start) = start.filter(|_| !app.places.contains_key(account)) {
        app.places.insert(account.clone(), start);
    }
    for note in news {
        app.say(Weight::Warning, format!("{account}: {note}"));
    }
}

/// `ga`: the accounts with their servers, users and troubles.
pub(super) fn menu(app: &mut App) {
    let items = app.accounts.iter().map(|account| item(account, app.now));
    let menu = Menu::new(MenuKind::Accounts, "Accounts", items.collect());
    menus::push(app, menu);
}

fn item(account: &Account, now: Timestamp) -> MenuItem {
    let about = match &account.identity {
        Some(identity) => {
            let parts = [&identity.user, &identity.server, &identity.place];
            let parts: Vec<&str> = parts
                .into_iter()
                .map(Text::as_str)
                .filter(|part| !part.is_empty())
                .collect();
            parts.join(" · ")
        }
        None => "not known yet".into(),
    };
    let trouble = match (&account.trouble, account.waits_ms(now)) {
        (Some(trouble), _) => format!(" · {trouble}"),
        (None, Some(_)) => " · asked to wait".into(),
        (None, None) => String::new(),
    };
    let read_only = account.read_only().map_or("", |_| " · read-only");
    MenuItem {
        label: Text::line(&account.id.0),
        about: Text::line(&format!("{about}{read_only}{trouble}")),
        keys: Text::default(),
        denied: None,
        act: MenuAct::Account(account.id.clone()),
    }
}

/// An account is chosen: its browser, as it was left.
pub(super) fn show(app: &mut App, account: &AccountId, out: &mut Effects) {
    places::note(app);
    review::close(app, out);
    app.queue = None;
    (app.inbox.shown, app.inbox.back) = (false, false);
    switch(app, account, out);
    if !unroll_at(app, account, out) {
        let focus = app.browser.focus;
        browse::reload(app, focus, out);
    }
    preview::cursor_moved(app);
}

/// Opens the lists of the browser's account, where none are open yet. Says whether it did.
pub(super) fn unroll(app: &mut App, out: &mut Effects) -> bool {
    let account = app.current().map(|account| account.id.clone());
    account.is_some_and(|account| unroll_at(app, &account, out))
}

fn unroll_at(app: &mut App, account: &AccountId, out: &mut Effects) -> bool {
    if !app.browser.columns.is_empty() {
        return false;
    }
    match app.places.remove(account) {
        Some(place) => goal::show_list(app, place, out),
        None => browse::open_roots(app, account, out),
    }
    true
}

/// Puts an account's browser in place; the present one is kept.
pub(super) fn switch(app: &mut App, account: &AccountId, out: &mut Effects) {
    let shown = app
        .browser
        .columns
        .first()
        .map(|column| column.parent.account.clone());
    if shown.as_ref() == Some(account) {
        return;
    }
    for column in 0..app.browser.columns.len() {
        browse::cancel(app, column, out);
    }
    out.push(Effect::Cancel(LoadSlot::Preview));
    out.push(Effect::CancelPicture(PictureSlot::Preview));
    let kept = app.shelved.remove(account).unwrap_or_default();
    let mut left = std::mem::replace(&mut app.browser, kept);
    if let Some(shown) = shown {
        rest(&mut left);
        app.shelved.insert(shown, left);
    }
}

/// Nothing is on its way to a browser that is not shown.
fn rest(browser: &mut Browser) {
    browser.goal = None;
    browser.goal_review = None;
    browser.descend = false;
    browser.preview = Default::default();
    for column in &mut browser.columns {
        column.in_flight.clear();
        (column.again, column.seeking) = (false, false);
        if column.load == Load::Loading {
            column.load = if column.list.known {
                Load::Ready
            } else {
                Load::Idle
            };
        }
    }
}

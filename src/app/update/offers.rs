//! The menu of what can be done with whole results, and of the platform's commands on chosen items:
//! listing, filling in what is asked, previewing, committing.

use std::sync::Arc;

use tui_input::Input as Line;

use crate::app::actions::{Action, Scope};
use crate::app::effect::{Effect, LoadSlot};
use crate::app::msg::{Failure, Generation};
use crate::app::notices::Weight;
use crate::app::overlay::{
    After, Asking, Bulk, HistoryStep, Menu, MenuAct, MenuItem, MenuKind, Overlay, Prompt,
    PromptKind,
};
use crate::app::results::owner;
use crate::app::state::App;
use crate::model::{
    Change, Detail, Guard, Id, ItemDetail, ItemResult, Level, NodeRef, Offer, ResultMark, Text,
};

use super::{Effects, allowed, commit, jobs, menus, overlays, refuse};

/// `t` on items of a platform without jobs: asks what can be done with the one, and which commands
/// there are for all of them.
pub(super) fn menu(app: &mut App, targets: Vec<NodeRef>, out: &mut Effects) {
    let Some(first) = targets.first().cloned() else {
        return refuse(app, "nothing is under the cursor");
    };
    let title = match targets.len() {
        1 => format!("{} {}", app_word(app, 1), name_of(app, &first)),
        several => format!("{several} {}", app_word(app, several)),
    };
    let single = targets.len() == 1;
    let menu = Menu {
        loading: true,
        waits: 1 + u8::from(single),
        targets,
        ..Menu::new(MenuKind::Offers, &title, Vec::new())
    };
    menus::push(app, menu);
    let generation = app.generation();
    if single {
        out.push(Effect::Offers {
            generation,
            node: first.clone(),
        });
        // Most have none, and some platforms tell nothing of single items: that is no trouble.
        app.quiet = app.generation();
        out.push(Effect::Detail {
            slot: LoadSlot::Moves,
            generation: app.quiet,
            node: first.clone(),
        });
    }
    match scope(app, &first) {
        Some(node) => out.push(Effect::Offers { generation, node }),
        None => answered(app),
    }
}

fn app_word(app: &App, count: usize) -> Text {
    let account = app.current();
    let word = |account: &crate::app::state::Account| match count {
        1 => account.one(Level::Item),
        _ => account.many(Level::Item),
    };
    account.map_or_else(|| Text::line("item"), word)
}

/// What holds the items: commands are run on it, with the items named.
fn scope(app: &App, item: &NodeRef) -> Option<NodeRef> {
    let column = match &app.review {
        Some(review) => app.browser.columns.get(review.column),
        None if app.inbox.shown => None,
        None => app.browser.column(),
    };
    let parent = column.map(|column| column.parent.clone());
    parent
        .or_else(|| item.parent())
        .filter(|node| node.level() > Level::View)
}

/// One of the answers that the menu waits for is here.
fn answered(app: &mut App) {
    if let Some(Overlay::Menu(menu)) = app.overlays.last_mut()
        && menu.kind == MenuKind::Offers
    {
        menu.waits = menu.waits.saturating_sub(1);
        menu.loading = menu.waits > 0;
    }
}

/// The platform has said what it can do.
pub(super) fn came(
    app: &mut App,
    _generation: Generation,
    node: &NodeRef,
    result: Result<Vec<Offer>, Failure>,
) {
    let Some(Overlay::Menu(menu)) = app.overlays.last() else {
        return;
    };
    let about = |target: &NodeRef| target.same(node) || node.contains(target);
    if menu.kind != MenuKind::Offers || !menu.targets.first().is_some_and(about) {
        return;
    }
    let targets = menu.targets.clone();
    answered(app);
    match result {
        Err(error) => app.say(Weight::Error, error),
        Ok(offers) => {
            let chosen: Arc<[(Id, Text)]> = targets
                .iter()
                .filter_map(|target| Some((target.id()?.clone(), name_of(app, target))))
                .collect();
            let detail = targets.first().and_then(|target| detail_of(app, target));
            let picked = app.review.as_ref().and_then(|review| review.result());
            let picked = picked.map(|(_, result)| result.id.clone());
            let entries = offers.into_iter().map(|offer| {
                let asking = Asking {
                    offer,
                    target: node.clone(),
                    chosen: Arc::clone(&chosen),
                    filled: Vec::new(),
                    asked: 0,
                };
                entry(asking, detail.as_deref(), picked.as_ref())
            });
            add(app, entries.collect());
        }
    }
}

/// States that a single item can go to.
pub(super) fn moves(app: &mut App, detail: &Detail) {
    let about = |menu: &Menu| {
        menu.kind == MenuKind::Offers
            && menu.targets.len() == 1
            && menu.targets.iter().all(|target| target.same(&detail.node))
    };
    let Some(Overlay::Menu(menu)) = app.overlays.last_mut() else {
        return;
    };
    if !about(menu) {
        return;
    }
    menu.seen.clone_from(&detail.state);
    let entries = jobs::transition_items(detail).into_iter();
    add(app, entries.map(|item| (1, item)).collect());
}

/// Puts entries into the menu: results first, then states, then commands.
fn add(app: &mut App, entries: Vec<(u8, MenuItem)>) {
    let rows = usize::from(app.slots.overlay_rows.max(1));
    let Some(Overlay::Menu(menu)) = app.overlays.last_mut() else {
        return;
    };
    let known = menu.items.iter().cloned();
    let mut all: Vec<_> = known.map(|item| (rank(&item.act), item)).collect();
    all.extend(entries);
    all.sort_by_key(|(rank, _)| *rank);
    // What is chosen stays so wherever it is now: the next Enter means it.
    let chosen = menu.chosen().map(|item| item.act.clone());
    menu.items = all.into_iter().map(|(_, item)| item).collect();
    menus::search(menu);
    let items = &menu.items;
    let same = |at: &usize| items.get(*at).map(|item| &item.act) == chosen.as_ref();
    let cursor = menu.shown.iter().position(same).unwrap_or(0);
    overlays::put_cursor(menu, cursor, rows);
}

fn rank(act: &MenuAct) -> u8 {
    match act {
        MenuAct::Offer(asking) if matches!(asking.offer.change, Change::Act { .. }) => 2,
        MenuAct::Transition(_) => 1,
        _ => 0,
    }
}

/// The result that a change is about, if it is about one.
fn result_of(change: &Change) -> Option<&Id> {
    match change {
        Change::MarkResult { result, .. } | Change::DeleteResult { result, .. } => Some(result),
        Change::Submit { draft } => draft.as_ref(),
        _ => None,
    }
}

fn entry(asking: Asking, detail: Option<&ItemDetail>, picked: Option<&Id>) -> (u8, MenuItem) {
    let change = &asking.offer.change;
    let result = result_of(change).and_then(|id| find(detail?, id));
    let (label, named) = match (result, asking.offer.summary.split_once(": ")) {
        // Whose it is has a column of its own.
        (Some(_), Some((label, named))) => (Text::line(label), Some(named)),
        _ => (asking.offer.summary.clone(), None),
    };
    let mut about = match (change, result) {
        (_, Some(result)) => match named {
            Some(named) => format!("{named}{}", if result.mine { ", yours" } else { "" }),
            None => of_result(result),
        },
        (Change::Act { items: _, .. }, _) => match asking.chosen.len() {
            1 => "on this one".into(),
            several => format!("on {several} chosen"),
        },
        _ => String::new(),
    };
    // What destroys says so where also a narrow row shows it.
    if change.guard() == Guard::Irreversible {
        about.push_str(" · for good");
    }
    for input in &asking.offer.inputs {
        about.push_str(&format!(" · asks for {}", input.title));
    }
    let first = picked.is_some() && result_of(change) == picked;
    let rank = match change {
        Change::Act { .. } => 2,
        _ => 0,
    };
    let item = MenuItem {
        label,
        about: Text::line(about.trim_start_matches(" · ")),
        keys: Text::line(if first { "shown" } else { "" }),
        denied: asking.offer.denied.clone(),
        act: MenuAct::Offer(Box::new(asking)),
    };
    (rank, item)
}

fn of_result(result: &ItemResult) -> String {
    let own = if result.mine { ", yours" } else { "" };
    format!("{} of {}{own}", result.kind.word(), owner(result))
}

fn find<'a>(detail: &'a ItemDetail, id: &Id) -> Option<&'a ItemResult> {
    detail.results.iter().find(|result| result.id == *id)
}

/// What is known of an item on screen.
fn detail_of(app: &App, item: &NodeRef) -> Option<Arc<ItemDetail>> {
    let reviewed = app.review.as_ref().and_then(|review| review.detail.clone());
    let known = reviewed.or_else(|| app.browser.preview.item.clone());
    known.filter(|detail| detail.node.same(item))
}

fn name_of(app: &App, item: &NodeRef) -> Text {
    if let Some(detail) = detail_of(app, item) {
        return detail.name.clone();
    }
    let row = app.browser.columns.iter().find_map(|column| {
        let marked = column.marks.get(item.id()?);
        marked.or_else(|| column.list.get(column.position(item)?))
    });
    match row {
        Some(row) => row.name.clone(),
        None => Text::line(&item.id().map_or_else(String::new, ToString::to_string)),
    }
}

/// An entry was chosen, or one more thing is filled in: asks for the next, or makes the decision.
pub(super) fn ask(app: &mut App, asking: Asking, out: &mut Effects) {
    let Some(input) = asking.offer.inputs.get(asking.asked).cloned() else {
        return make(app, asking, out);
    };
    if input.choices.is_empty() {
        let submit = app.key_in(Scope::Prompt, Action::Submit);
        let hint = match input.optional {
            true => format!(" · {submit}: none"),
            false => String::new(),
        };
        return app.overlays.push(Overlay::Prompt(Prompt {
            title: Text::line(&format!("{} · {}{hint}", asking.offer.summary, input.title)),
            kind: PromptKind::Fill(Box::new(asking)),
            input: Line::default(),
            error: None,
        }));
    }
    let entry = |label: Text, value: Option<Text>| MenuItem {
        about: value
            .clone()
            .filter(|value| *value != label)
            .unwrap_or_default(),
        label,
        keys: Text::default(),
        denied: None,
        act: MenuAct::Fill(Box::new(filled(asking.clone(), value))),
    };
    let none = input.optional.then(|| entry(Text::line("none"), None));
    let choices = input.choices.iter();
    let choices = choices.map(|(value, shown)| entry(shown.clone(), Some(value.clone())));
    let title = format!("{} · {}", asking.offer.summary, input.title);
    let items = choices.chain(none).collect();
    menus::push(app, Menu::new(MenuKind::Fill, &title, items));
}

fn filled(mut asking: Asking, value: Option<Text>) -> Asking {
    let name = asking.offer.inputs.get(asking.asked);
    let name = name.map(|input| input.name.clone());
    asking.filled.extend(name.zip(value));
    asking.asked += 1;
    asking
}

/// A value is typed. Says what is wrong with it, if anything.
pub(super) fn typed(app: &mut App, asking: Asking, text: Text, out: &mut Effects) {
    let value = Some(text).filter(|text| !text.is_empty());
    let optional = asking.offer.inputs.get(asking.asked);
    let optional = optional.is_none_or(|input| input.optional);
    if value.is_none() && !optional {
        refuse(app, "it has to be filled in; {cancel} drops it");
        return ask(app, asking, out);
    }
    ask(app, filled(asking, value), out);
}

/// Everything is filled in. What runs on several items or cannot be taken back is shown first.
fn make(app: &mut App, asking: Asking, out: &mut Effects) {
    let change = match asking.offer.change.clone() {
        Change::Act {
            action,
            title,
            destroys,
            ..
        } => {
            if asking.chosen.is_empty() {
                return refuse(app, "nothing is chosen to run it on");
            }
            Change::Act {
                action,
                title,
                items: asking.chosen.iter().map(|(id, _)| id.clone()).collect(),
                inputs: asking.filled.clone(),
                destroys,
            }
        }
        other => other,
    };
    if let Err(reason) = allowed(app, &asking.target, change.verb()) {
        return refuse(app, &*reason);
    }
    let is_act = matches!(change, Change::Act { .. });
    let irreversible = change.guard() == Guard::Irreversible;
    let name = if is_act {
        place_name(app, &asking.target)
    } else {
        name_of(app, &asking.target)
    };
    let title = title(app, &asking, &change, &name);
    let (question, names) = (asking.offer.question.clone(), names(app, &asking, &change));
    let changes = with_former_truth(app, &asking.target, change);
    let changes = changes
        .into_iter()
        .map(|change| (asking.target.clone(), name.clone(), change))
        .collect();
    let decision = commit::decision(app, &title, changes, None, None);
    if !is_act && !irreversible {
        commit::commit(app, decision, After::Stay, HistoryStep::New, out);
        return;
    }
    app.overlays.push(Overlay::Bulk(Bulk {
        decision,
        counts: Vec::new(),
        refused: Vec::new(),
        names,
        question,
        inputs: labelled(&asking),
        typed: irreversible.then(String::new),
    }));
}

/// What was filled in, in the reviewer's words.
fn labelled(asking: &Asking) -> Vec<(Text, Text)> {
    let words = |(name, value): &(Text, Text)| {
        let input = asking.offer.inputs.iter().find(|input| input.name == *name);
        let title = input.map_or(name, |input| &input.title);
        let choices = input.map_or(&[][..], |input| &input.choices);
        let shown = choices.iter().find(|(sent, _)| sent == value);
        let shown = shown.map_or(value, |(_, shown)| shown);
        (title.clone(), shown.clone())
    };
    asking.filled.iter().map(words).collect()
}

fn place_name(app: &App, node: &NodeRef) -> Text {
    let columns = app.browser.columns.iter();
    let mut named = columns.filter(|column| column.parent.same(node));
    let name =
        named.find_map(|column| Some(column.parent_name.clone()).filter(|name| !name.is_empty()));
    name.unwrap_or_else(|| Text::line(&node.id().map_or_else(String::new, ToString::to_string)))
}

fn title(app: &App, asking: &Asking, change: &Change, name: &Text) -> String {
    let summary = &asking.offer.summary;
    match change {
        // Whose result it is stands there already.
        Change::MarkResult { .. } | Change::DeleteResult { .. } if summary.contains(": ") => {
            format!("{summary} on {name}")
        }
        Change::Act { title, items, .. } => {
            let count = items.len();
            format!("{title}: {count} {} of {name}", app_word(app, count))
        }
        _ => match result_of(change)
            .and_then(|id| Some(owner(find(&*detail_of(app, &asking.target)?, id)?)))
        {
            Some(owner) => format!("{summary}: the result of {owner} on {name}"),
            None => format!("{summary}: {name}"),
        },
    }
}

/// What is about to be touched, by name.
fn names(app: &App, asking: &Asking, change: &Change) -> Vec<Text> {
    if matches!(change, Change::Act { .. }) {
        return asking.chosen.iter().map(|(_, name)| name.clone()).collect();
    }
    let detail = detail_of(app, &asking.target);
    let result = result_of(change).and_then(|id| find(detail.as_deref()?, id));
    vec![match result {
        Some(result) => Text::line(&of_result(result)),
        None => name_of(app, &asking.target),
    }]
}

/// A new ground truth takes the mark off the one before: said as a change of its own, so that undo
/// gives it back.
fn with_former_truth(app: &App, item: &NodeRef, change: Change) -> Vec<Change> {
    let Change::MarkResult {
        result,
        mark: ResultMark::Truth,
        after: true,
        ..
    } = &change
    else {
        return vec![change];
    };
    let detail = detail_of(app, item);
    let former = detail.as_ref().and_then(|detail| {
        let mut results = detail.results.iter();
        results.find(|found| found.truth && found.id != *result)
    });
    let taken = former.map(|former| Change::MarkResult {
        result: former.id.clone(),
        mark: ResultMark::Truth,
        before: true,
        after: false,
    });
    taken.into_iter().chain([change]).collect()
}

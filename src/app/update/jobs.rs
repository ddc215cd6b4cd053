//! Jobs: their facts, transitions and people.

use crate::app::browser::Load;
use crate::app::effect::{Effect, LoadSlot};
use crate::app::msg::{Failure, Generation, Plan, TransitionTo};
use crate::app::notices::Weight;
use crate::app::overlay::{Menu, MenuAct, MenuItem, MenuKind, Overlay, Summary};
use crate::app::state::App;
use crate::model::{Detail, Level, Member, NodeRef, Role, Text, Transition, Verdict};

use super::{Effects, bulk, marks, menus, preview, review};

/// Facts of a node came: for the preview, the job under review, or an open menu.
pub(super) fn detail(
    app: &mut App,
    generation: Generation,
    node: &NodeRef,
    result: Result<Box<Detail>, Failure>,
    out: &mut Effects,
) {
    if super::insights::detail(app, generation, &result) {
        return;
    }
    if app.browser.preview.generation == generation
        && app.browser.preview.node.as_ref() == Some(node)
    {
        match result {
            Ok(detail) => {
                app.browser.preview.detail = Some(detail);
                app.browser.preview.load = Load::Ready;
            }
            Err(error) => app.browser.preview.load = Load::Failed(error),
        }
        return preview::wish_picture(app, out);
    }
    let menu = app.overlays.iter().position(|overlay| {
        matches!(overlay, Overlay::Menu(menu) if menu.kind == MenuKind::Transition && menu.loading)
    });
    match result {
        // What nobody asked for is not complained about: the header tells of the server.
        Err(_) if generation == app.quiet => {}
        Err(error) => {
            if let Some(Overlay::Menu(menu)) = menu.and_then(|at| app.overlays.get_mut(at)) {
                menu.loading = false;
            }
            app.say(Weight::Error, error);
        }
        Ok(detail) => {
            if let Some(Overlay::Menu(menu)) = menu.and_then(|at| app.overlays.get_mut(at)) {
                menu.items = transition_items(&detail);
                menu.seen = detail.state.clone().filter(|_| menu.targets.len() == 1);
                menu.loading = false;
                menus::search(menu);
            }
            super::offers::moves(app, &detail);
            propose(app, &detail);
            if let Some(review) = &mut app.review
                && let Some(column) = app.browser.columns.get_mut(review.column)
                && column.parent.same(node)
            {
                // The list above may not know the job: its name is that of its own page.
                if let Some(row) = detail.page.rows.first().filter(|row| !row.name.is_empty()) {
                    column.parent_name.clone_from(&row.name);
                }
                review.job = Some(detail);
            }
        }
    }
}

/// A summary that was opened before the job's transitions were known gets its proposal.
fn propose(app: &mut App, detail: &Detail) {
    let Some(Overlay::Summary(summary)) = app.overlays.last_mut() else {
        return;
    };
    if summary.proposal.is_none() && summary.job.same(&detail.node) {
        summary.proposal = proposal(summary, &detail.transitions);
        summary.state.clone_from(&detail.state);
    }
}

/// What the end of a job suggests.
pub(super) fn proposal(summary: &Summary, transitions: &[Transition]) -> Option<Transition> {
    use crate::model::StatusClass as Class;
    let class = match (summary.rejected, summary.undecided) {
        (1.., _) => Class::Rejected,
        (0, 0) => Class::Accepted,
        _ => return None,
    };
    let reachable = || {
        let all = transitions.iter();
        all.filter(|t| t.to.class == class && t.denied.is_none())
    };
    // Whoever annotated it gets it back, where that can be.
    let back = reachable().find(|t| t.assignee.is_some());
    back.or_else(|| reachable().next()).cloned()
}

/// Where a chosen transition leads: with its hand-back, if it is one.
fn leading_to(transition: Transition) -> TransitionTo {
    match transition.assignee {
        Some(_) => TransitionTo::HandBack(transition.to),
        None => TransitionTo::State(transition.to),
    }
}

pub(super) fn transition_items(detail: &Detail) -> Vec<MenuItem> {
    detail
        .transitions
        .iter()
        .map(|transition| MenuItem {
            label: Text::line(&transition.to.words()),
            about: match &transition.assignee {
                Some(name) => Text::line(&format!("hand back to {name} · {}", transition.summary)),
                None => transition.summary.clone(),
            },
            keys: Text::default(),
            denied: transition.denied.clone(),
            act: MenuAct::Transition(transition.clone()),
        })
        .collect()
}

/// What a job menu is about: marked rows, the row under the cursor, or the job under review.
fn targets(app: &App) -> Vec<NodeRef> {
    match &app.review {
        Some(_) => app.piece().into_iter().collect(),
        None if app.inbox.shown => app.piece().into_iter().collect(),
        None => {
            let nodes = marks::targets(app);
            match nodes.first() {
                Some(node) if node.level() == Level::Item && !app.is_own_piece(node) => {
                    app.job().into_iter().collect()
                }
                _ => nodes,
            }
        }
    }
}

/// What a node is called on screen, as far as a list that is held tells; its id otherwise.
fn called(app: &App, node: &NodeRef) -> String {
    let named = app.browser.columns.iter().find_map(|column| {
        if column.parent.same(node) && !column.parent_name.is_empty() {
            return Some(column.parent_name.to_string());
        }
        let row = column.row().filter(|row| column.node_of(row).same(node))?;
        Some(row.name.to_string())
    });
    named.unwrap_or_else(|| node.id().map_or_else(String::new, ToString::to_string))
}

/// `t`: the states that can be reached from here.
pub(super) fn transition_menu(app: &mut App, out: &mut Effects) {
    let targets = targets(app);
    let Some(first) = targets.first().cloned() else {
        return;
    };
    if app.is_own_piece(&first) {
        return super::offers::menu(app, targets, out);
    }
    let generation = app.generation();
    let title = match targets.len() {
        1 => format!("Move {}", called(app, &first)),
        several => format!("Move {several} marked"),
    };
    let menu = Menu {
        loading: true,
        targets,
        ..Menu::new(MenuKind::Transition, &title, Vec::new())
    };
    menus::push(app, menu);
    out.push(Effect::Detail {
        slot: LoadSlot::Menu,
        generation,
        node: first,
    });
}

/// A state is chosen.
pub(super) fn moved(app: &mut App, menu: Menu, transition: Transition, out: &mut Effects) {
    let plan = Plan::Transition {
        to: leading_to(transition),
        seen: menu.seen,
    };
    bulk::gather(app, plan, menu.targets, out);
}

/// `w` and `W`: the people who can be chosen.
pub(super) fn people_menu(app: &mut App, role: Role, out: &mut Effects) {
    let targets = targets(app);
    let Some(first) = targets.first().cloned() else {
        return;
    };
    let generation = app.generation();
    let of = match targets.len() {
        1 => called(app, &first),
        several => format!("{several} marked"),
    };
    let word = role.word();
    let title = format!("{}{} of {of}", word[..1].to_uppercase(), &word[1..]);
    let menu = Menu {
        loading: true,
        targets,
        ..Menu::new(MenuKind::People(role), &title, Vec::new())
    };
    menus::push(app, menu);
    out.push(Effect::Members {
        generation,
        scope: first,
    });
}

/// People came.
pub(super) fn members(
    app: &mut App,
    _generation: Generation,
    result: Result<Vec<Member>, Failure>,
) {
    let Some(Overlay::Menu(menu)) = app.overlays.last_mut() else {
        return;
    };
    let MenuKind::People(role) = menu.kind else {
        return;
    };
    menu.loading = false;
    match result {
        Err(error) => app.say(Weight::Error, error),
        Ok(members) => {
            let nobody = MenuItem {
                label: Text::line("nobody"),
                about: Text::line(&format!("no {}", role.word())),
                keys: Text::default(),
                denied: None,
                act: MenuAct::Assign(role, None),
            };
            let people = members.into_iter().map(|member| MenuItem {
                label: member.name.clone(),
                about: member.about,
                keys: Text::default(),
                denied: None,
                act: MenuAct::Assign(role, Some(member.name)),
            });
            menu.items = people.chain([nobody]).collect();
            menus::search(menu);
        }
    }
}

/// Somebody is chosen. Several names with commas share the rows round robin.
pub(super) fn assigned(
    app: &mut App,
    menu: Menu,
    role: Role,
    name: Option<Text>,
    out: &mut Effects,
) {
    let typed = menu.input.value().to_owned();
    let names = if typed.contains(',') {
        let mut names = Vec::new();
        for part in typed
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            match menus::best(&menu, part) {
                Some(MenuAct::Assign(_, Some(name))) => names.push(name.clone()),
                _ => return super::refuse(app, format!("nobody is called like '{part}'")),
            }
        }
        names
    } else {
        name.into_iter().collect()
    };
    bulk::gather(app, Plan::Assign { role, names }, menu.targets, out);
}

/// `Enter` in the summary: the job goes where it proposes.
pub(super) fn conclude(app: &mut App, summary: Summary, out: &mut Effects) {
    match summary.proposal {
        Some(transition) => {
            let plan = Plan::Transition {
                to: leading_to(transition),
                seen: summary.state,
            };
            bulk::gather(app, plan, vec![summary.job], out);
            review::leave(app, out);
        }
        None => super::refuse(
            app,
            "nothing is proposed while items are undecided; {transition} moves the job",
        ),
    }
}

/// Opens the summary at the end of a job.
pub(super) fn summarize(app: &mut App) {
    let Some(review) = &app.review else { return };
    let Some(column) = app.browser.columns.get(review.column) else {
        return;
    };
    let verdicts = |wanted: fn(Option<Verdict>) -> bool| {
        column
            .list
            .held()
            .filter(|(_, row)| !row.flags.deleted && wanted(row.verdict))
            .count() as u64
    };
    let deleted = column.list.held().filter(|(_, row)| row.flags.deleted);
    let deleted = deleted.count() as u64;
    let accepted = verdicts(|v| matches!(v, Some(Verdict::Accepted | Verdict::VerifiedEmpty)));
    let rejected = verdicts(|v| v == Some(Verdict::Rejected));
    let items = column.list.total.saturating_sub(deleted);
    let undecided = items.saturating_sub(accepted + rejected);
    let mut summary = Summary {
        job: column.parent.clone(),
        name: column.parent_name.clone(),
        items,
        accepted,
        rejected,
        undecided,
        issues: review.issues.iter().filter(|issue| !issue.resolved).count() as u64,
        proposal: None,
        state: review.job.as_ref().and_then(|job| job.state.clone()),
    };
    let transitions = review.job.as_ref().map_or(&[][..], |job| &job.transitions);
    summary.proposal = proposal(&summary, transitions);
    app.overlays.push(Overlay::Summary(summary));
}

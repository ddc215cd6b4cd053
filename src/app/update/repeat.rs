//! The last verdict, issue or action again.

use crate::app::actions::Action;
use crate::app::msg::{Plan, TransitionTo};
use crate::app::notices::Weight;
use crate::app::repeat::Deed;
use crate::app::state::App;
use crate::model::{Level, Role, Text, Verb};

use super::{Effects, bulk, enabled, issues, judge, marks, refuse};

/// `.`: on the target in review, on the marked rows in lists.
pub(super) fn again(app: &mut App, out: &mut Effects) {
    if app.review.is_none() {
        return on_rows(app, out);
    }
    let Some(deed) = app.repeat.review.clone() else {
        return;
    };
    let before: Vec<_> = app.pending.keys().copied().collect();
    match deed {
        Deed::Accept => judge::accept(app, out),
        Deed::AcceptAll => judge::accept_all(app, out),
        Deed::Skip => judge::skip(app, out),
        Deed::Clear => judge::clear(app, out),
        Deed::Reject { whole, reason } => {
            if let Some(target) = judge::target(app, whole) {
                judge::rejected(app, target, reason, out);
            }
        }
        Deed::Issue(text) => issue(app, text, out),
    }
    app.repeat.again = app.pending.keys().find(|id| !before.contains(id)).copied();
}

/// The same words on what is the target now, unless it has that very issue.
fn issue(app: &mut App, text: Text, out: &mut Effects) {
    let Some(review) = &app.review else { return };
    let selected = review.annotation().map(|one| one.id.clone());
    let on = selected.or_else(|| review.judged_result().map(|result| result.id.clone()));
    let open = review.item_issues().filter(|issue| !issue.resolved);
    let of_target: Vec<_> = open.filter(|issue| issue.annotation == on).collect();
    let same = of_target.iter().any(|issue| issue.text() == text.as_str());
    match same {
        true => refuse(app, format!("it has this issue already: {text}")),
        false => issues::opened(app, on, text, out),
    }
}

fn on_rows(app: &mut App, out: &mut Effects) {
    let Some(mut plan) = app.repeat.rows.clone() else {
        return;
    };
    if let Plan::Transition { seen, .. } = &mut plan {
        *seen = marks::seen_state(app);
    }
    let nodes = marks::targets(app);
    app.say(Weight::Info, format!("again: {}", words(&plan)));
    bulk::gather(app, plan, nodes, out);
}

/// What a plan does, in a few words.
fn words(plan: &Plan) -> String {
    match plan {
        Plan::Judge { verdict: None, .. } => "clear the verdict".into(),
        Plan::Judge {
            verdict: Some(verdict),
            reason,
        } => match reason {
            Some(reason) => format!("{}: {reason}", verdict.word()),
            None => verdict.word().into(),
        },
        Plan::Transition { to, .. } => match to {
            TransitionTo::State(state) | TransitionTo::HandBack(state) => {
                format!("to {}", state.words())
            }
            TransitionTo::Accepted => "accepted".into(),
            TransitionTo::Rejected => "rejected".into(),
        },
        Plan::Assign { role, names } if names.is_empty() => format!("no {}", role.word()),
        Plan::Assign { role, names } => {
            let names: Vec<_> = names.iter().map(Text::as_str).collect();
            format!("{} {}", role.word(), names.join(", "))
        }
        Plan::Flag => "flag".into(),
        Plan::Compare(_) => "compare".into(),
        Plan::Sample(_) => "sample".into(),
        Plan::Look(_) => "look through".into(),
        Plan::File { .. } => "reject what is marked".into(),
    }
}

/// Whether there is something to repeat that can be done here.
pub(super) fn possible(app: &App) -> Result<(), Text> {
    let nothing = || Err(Text::line("nothing to repeat yet"));
    if app.review.is_none() {
        return match &app.repeat.rows {
            None => nothing(),
            Some(plan) => on_level(app, plan),
        };
    }
    match &app.repeat.review {
        None => nothing(),
        Some(Deed::Issue(_)) => enabled(app, Action::Issue),
        Some(Deed::AcceptAll) => enabled(app, Action::AcceptAll),
        Some(Deed::Skip) => enabled(app, Action::Skip),
        Some(Deed::Accept | Deed::Reject { .. } | Deed::Clear) => enabled(app, Action::Accept),
    }
}

/// Whether rows of the focused list take such a plan.
fn on_level(app: &App, plan: &Plan) -> Result<(), Text> {
    let level = app.browser.column().map(|column| column.level);
    let items = level == Some(Level::Item);
    match plan {
        Plan::Judge { .. } if !items => Err(Text::line(&format!(
            "'{}' was done to items, which these are not",
            words(plan)
        ))),
        Plan::Judge { .. } => enabled(app, Action::Accept),
        Plan::Transition { .. } => enabled(app, Action::Transition),
        Plan::Assign { role, .. } => enabled(
            app,
            match role {
                Role::Assignee => Action::Assign,
                Role::Reviewer => Action::AssignReviewer,
            },
        ),
        Plan::Flag => match marks::targets(app).first() {
            Some(node) => super::allowed(app, node, Verb::Flag),
            None => Err(Text::line("the list is empty")),
        },
        Plan::Compare(_) | Plan::Sample(_) | Plan::Look(_) | Plan::File { .. } => Ok(()),
    }
}

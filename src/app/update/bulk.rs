//! Decisions about rows of a list: one or many. Their present values are read first, so that the
//! journal knows exactly what was before; above a number of objects a preview is shown.

use std::collections::BTreeMap;

use crate::app::actions::Action;
use crate::app::batch::Batch;
use crate::app::effect::Effect;
use crate::app::msg::{Found, Plan, TransitionTo};
use crate::app::notices::Weight;
use crate::app::overlay::{After, Bulk, HistoryStep, Overlay};
use crate::app::state::App;
use crate::limits::BULK_OBJECTS;
use crate::model::{
    Change, Decision, Detail, Guard, Handover, ItemDetail, NodeRef, Permissions, Place, Role,
    StatusClass, Text, Transition, Verb, Verdict,
};

use super::judge::{acceptance, judgement};
use super::{Effects, allowed, batch, close, commit, refuse};

/// Digits of a count that is typed: more than there can be objects.
const COUNT_DIGITS: usize = 9;

/// Asks for the present values of the nodes that a plan is about.
pub(super) fn gather(app: &mut App, plan: Plan, nodes: Vec<NodeRef>, out: &mut Effects) {
    if nodes.is_empty() {
        return refuse(app, "nothing is under the cursor");
    }
    if nodes.len() > BULK_OBJECTS {
        app.say(Weight::Info, format!("looking at {} rows …", nodes.len()));
    }
    out.push(Effect::Gather { plan, nodes });
}

/// What one row contributes: a change, or why not.
type Outcome = Result<Option<Change>, Text>;

/// The values came: builds the decision and makes it, or shows what it would do.
pub(super) fn gathered(app: &mut App, plan: Plan, found: Vec<Found>, out: &mut Effects) {
    let flag = !found.iter().all(is_flagged);
    let mut changes = Vec::new();
    let mut refused = Vec::new();
    let mut counts: BTreeMap<Text, usize> = BTreeMap::new();
    for (number, found) in found.iter().enumerate() {
        let (node, name, before, outcome) = match found {
            Found::Failed(node, error) => (
                node.clone(),
                id_text(node),
                Text::default(),
                Err(error.clone()),
            ),
            Found::Item(detail) => {
                let before = detail
                    .verdict
                    .as_ref()
                    .map_or("no verdict", |v| v.verdict.word());
                let outcome = item_change(app, &plan, detail, flag);
                (
                    detail.node.clone(),
                    detail.name.clone(),
                    Text::line(before),
                    outcome,
                )
            }
            Found::Node(detail, permissions) => {
                let before = node_before(&plan, detail);
                let outcome = node_change(app, &plan, (number, flag), detail, permissions);
                (detail.node.clone(), node_name(detail), before, outcome)
            }
        };
        match outcome {
            Ok(Some(change)) => {
                *counts.entry(before).or_default() += 1;
                let issue = reason_issue(&plan, &change);
                changes.push((node.clone(), name.clone(), change));
                changes.extend(issue.map(|issue| (node, name, issue)));
            }
            Ok(None) => {}
            Err(reason) => refused.push((name, reason)),
        }
    }
    finish(app, plan, changes, counts, refused, out);
}

fn finish(
    app: &mut App,
    plan: Plan,
    changes: Vec<(NodeRef, Text, Change)>,
    counts: BTreeMap<Text, usize>,
    refused: Vec<(Text, Text)>,
    out: &mut Effects,
) {
    let objects: usize = counts.values().sum();
    let title = title(&plan, objects, &changes);
    propose(
        app,
        &title,
        (objects, Some(plan)),
        changes,
        counts,
        refused,
        out,
    );
}

/// Makes a decision about several objects, or shows what it would do where they are many. `plan` is
/// what `.` repeats then.
pub(super) fn propose(
    app: &mut App,
    title: &str,
    (objects, plan): (usize, Option<Plan>),
    changes: Vec<(NodeRef, Text, Change)>,
    counts: BTreeMap<Text, usize>,
    refused: Vec<(Text, Text)>,
    out: &mut Effects,
) {
    if changes.is_empty() {
        return match refused.first() {
            Some((name, reason)) => refuse(app, format!("{name}: {reason}")),
            None => refuse(app, "nothing to change: it is so already"),
        };
    }
    let bulk = objects > BULK_OBJECTS;
    let guard = if bulk { Some(Guard::Bulk) } else { None };
    let decision = commit::decision(app, title, changes, guard, None);
    if bulk {
        app.repeat.proposed = plan.map(|plan| (decision.id, plan));
        let preview = Overlay::Bulk(Bulk {
            decision,
            counts: counts.into_iter().collect(),
            refused,
            names: Vec::new(),
            question: None,
            inputs: Vec::new(),
            typed: None,
        });
        // What was opened while the rows were read stays on top: its keys are not meant for this.
        return app.overlays.insert(0, preview);
    }
    if let Some((name, reason)) = refused.first() {
        let more = refused.len();
        app.say(
            Weight::Warning,
            format!("{more} left out, {name}: {reason}"),
        );
    }
    if send(app, decision, refused, After::Stay, out)
        && let Some(plan) = plan
    {
        repeatable(app, plan);
    }
}

/// Sends a decision about rows to the disk and follows what becomes of each. Says whether it is on
/// its way.
fn send(
    app: &mut App,
    decision: Decision,
    refused: Vec<(Text, Text)>,
    after: After,
    out: &mut Effects,
) -> bool {
    let batch = Batch::new(&decision, refused);
    let sent = commit::commit(app, decision, after, HistoryStep::New, out);
    if sent {
        batch::begin(app, batch);
    }
    sent
}

/// What `.` repeats from now on. What only looks changes nothing.
fn repeatable(app: &mut App, plan: Plan) {
    let looks = matches!(
        plan,
        Plan::Compare(_) | Plan::Sample(_) | Plan::Look(_) | Plan::File { .. }
    );
    if !looks {
        app.repeat.rows = Some(plan);
    }
}

/// An action in the preview.
pub(super) fn act(app: &mut App, action: Action, out: &mut Effects) {
    let Some(Overlay::Bulk(bulk)) = app.overlays.last_mut() else {
        return;
    };
    match (action, &mut bulk.typed) {
        (Action::Back, _) => close(app, out),
        (Action::Apply, None) => apply(app, out),
        (Action::DeleteBack, Some(typed)) => {
            typed.pop();
        }
        (Action::Submit, Some(typed)) => {
            let typed = std::mem::take(typed);
            let objects = bulk.objects().to_string();
            if typed == objects {
                return apply(app, out);
            }
            bulk.typed = Some(typed);
            let (then, cancel) = (app.key(Action::Submit), app.key(Action::Cancel));
            refuse(
                app,
                format!("this cannot be taken back: type {objects}, then {then}; {cancel} cancels"),
            );
        }
        _ => {}
    }
}

fn apply(app: &mut App, out: &mut Effects) {
    if let Some(Overlay::Bulk(bulk)) = app.overlays.pop() {
        confirmed(app, bulk, out);
    }
}

/// What cannot be taken back is done once the number of objects has been typed.
pub(super) fn typed(app: &mut App, c: char) {
    if let Some(Overlay::Bulk(bulk)) = app.overlays.last_mut()
        && let Some(typed) = &mut bulk.typed
        && c.is_ascii_digit()
        && typed.len() < COUNT_DIGITS
    {
        typed.push(c);
    }
}

/// `y` in the preview: makes the decision.
fn confirmed(app: &mut App, bulk: Bulk, out: &mut Effects) {
    let mut decision = bulk.decision;
    // The hold counts from now, not from when the preview was opened.
    decision.hold_until = app.now.plus_ms(app.settings.hold_ms(decision.guard));
    let proposed = app.repeat.proposed.take();
    let plan = proposed.filter(|(id, _)| *id == decision.id);
    let list = app.browser.column().map(|column| column.parent.clone());
    // What is marked in a list is not what the contact sheet decides about.
    let list = list.filter(|_| !app.in_sheet());
    let after = list.map_or(After::Stay, After::Unmark);
    if send(app, decision, bulk.refused, after, out)
        && let Some((_, plan)) = plan
    {
        repeatable(app, plan);
    }
}

/// Whether a node is bookmarked; what could not be read does not matter.
fn is_flagged(found: &Found) -> bool {
    match found {
        Found::Item(detail) => detail.flagged,
        Found::Node(detail, _) => {
            let row = detail.page.rows.first();
            row.is_some_and(|row| row.flags.flagged)
        }
        Found::Failed(..) => true,
    }
}

/// With `flag` bookmarks are set, otherwise removed.
fn item_change(app: &App, plan: &Plan, detail: &ItemDetail, flag: bool) -> Outcome {
    match plan {
        Plan::Judge { verdict, reason } => {
            allowed(app, &detail.node, Verb::JudgeItem)?;
            let after = verdict.map(|verdict| {
                let verdict = if verdict == Verdict::Accepted {
                    acceptance(detail)
                } else {
                    verdict
                };
                judgement(app, &detail.node, verdict, reason.as_ref(), detail.hash)
            });
            let same = match (&detail.verdict, &after) {
                (None, None) => true,
                (Some(before), Some(after)) => {
                    before.verdict == after.verdict
                        && before.reason == after.reason
                        && before.hash == after.hash
                }
                _ => false,
            };
            Ok((!same).then(|| Change::JudgeItem {
                before: detail.verdict.clone(),
                after,
            }))
        }
        Plan::Flag => {
            allowed(app, &detail.node, Verb::Flag)?;
            let before = detail.flagged;
            Ok((before != flag).then_some(Change::Flag {
                before,
                after: flag,
            }))
        }
        _ => Err(Text::line("only jobs have a state and people")),
    }
}

/// The issue that comes with a rejection for a reason.
fn reason_issue(plan: &Plan, change: &Change) -> Option<Change> {
    let (
        Plan::Judge {
            reason: Some(text), ..
        },
        Change::JudgeItem { .. },
    ) = (plan, change)
    else {
        return None;
    };
    Some(Change::OpenIssue {
        place: Place::Item,
        annotation: None,
        text: text.clone(),
        assignee: None,
    })
}

fn node_change(
    app: &App,
    plan: &Plan,
    (number, flag): (usize, bool),
    detail: &Detail,
    permissions: &Permissions,
) -> Outcome {
    super::writable(app, &detail.node)?;
    let may = |verb| permissions.check(verb).map_err(Clone::clone);
    match plan {
        Plan::Judge { .. }
        | Plan::Compare(_)
        | Plan::Sample(_)
        | Plan::Look(_)
        | Plan::File { .. } => Err(Text::line("verdicts are given to items")),
        Plan::Flag => {
            may(Verb::Flag)?;
            let before = detail
                .page
                .rows
                .first()
                .is_some_and(|row| row.flags.flagged);
            Ok((before != flag).then_some(Change::Flag {
                before,
                after: flag,
            }))
        }
        Plan::Transition { to, seen } => {
            may(Verb::Transition)?;
            let before = detail
                .state
                .clone()
                .ok_or_else(|| Text::line("it has no state"))?;
            let transition = pick(&detail.transitions, to, &before)?;
            // What the reviewer saw and decided from: when it is not so (any more), the platform
            // answers with a conflict; when it is a decision of ours on its way, it comes first.
            let before = match seen {
                Some(seen) if transition.to != before => seen.clone(),
                _ => before,
            };
            let holder = person(detail, Role::Assignee);
            let handover = transition.assignee.clone().map(|name| Handover {
                before: holder,
                after: Some(name),
            });
            let changed =
                transition.to != before || handover.as_ref().is_some_and(|h| h.before != h.after);
            Ok(changed.then(|| Change::Transition {
                before,
                after: transition.to.clone(),
                handover,
            }))
        }
        Plan::Assign { role, names } => {
            may(match role {
                Role::Assignee => Verb::Assign,
                Role::Reviewer => Verb::AssignReviewer,
            })?;
            let before = person(detail, *role);
            let after = match names.len() {
                0 => None,
                several => names.get(number % several).cloned(),
            };
            Ok((before != after).then_some(Change::Assign {
                role: *role,
                before,
                after,
            }))
        }
    }
}

fn pick<'a>(
    transitions: &'a [Transition],
    to: &'a TransitionTo,
    before: &crate::model::State,
) -> Result<&'a Transition, Text> {
    let to_class = |class| transitions.iter().filter(move |t| t.to.class == class);
    let to_state =
        |state: &'a crate::model::State| transitions.iter().filter(move |t| t.to == *state);
    let found = match to {
        TransitionTo::State(state) => to_state(state)
            .find(|t| t.assignee.is_none())
            .or_else(|| to_state(state).next()),
        TransitionTo::HandBack(state) => to_state(state)
            .find(|t| t.assignee.is_some())
            .or_else(|| to_state(state).next()),
        TransitionTo::Accepted => to_class(StatusClass::Accepted)
            .find(|t| t.denied.is_none())
            .or_else(|| to_class(StatusClass::Accepted).next()),
        TransitionTo::Rejected => to_class(StatusClass::Rejected)
            .filter(|t| t.denied.is_none())
            .max_by_key(|t| t.assignee.is_some())
            .or_else(|| to_class(StatusClass::Rejected).next()),
    };
    match found {
        None => Err(Text::line(&format!(
            "cannot go there from {}",
            before.words()
        ))),
        Some(Transition {
            denied: Some(reason),
            ..
        }) => Err(reason.clone()),
        Some(transition) => Ok(transition),
    }
}

fn person(detail: &Detail, role: Role) -> Option<Text> {
    let row = detail.page.rows.first()?;
    let word = match role {
        Role::Assignee => row.assignee,
        Role::Reviewer => row.reviewer,
    };
    detail.page.words.get_some(word).cloned()
}

fn node_before(plan: &Plan, detail: &Detail) -> Text {
    match plan {
        Plan::Assign { role, .. } => person(detail, *role).unwrap_or_else(|| Text::line("nobody")),
        _ => Text::line(
            &detail
                .state
                .as_ref()
                .map_or_else(String::new, |state| state.words()),
        ),
    }
}

fn node_name(detail: &Detail) -> Text {
    detail
        .page
        .rows
        .first()
        .map_or_else(|| id_text(&detail.node), |row| row.name.clone())
}

fn id_text(node: &NodeRef) -> Text {
    Text::line(&node.id().map_or_else(String::new, ToString::to_string))
}

fn title(plan: &Plan, objects: usize, changes: &[(NodeRef, Text, Change)]) -> String {
    let what = match (objects, changes.first()) {
        (1, Some((_, name, _))) => name.to_string(),
        _ => format!("{objects} rows"),
    };
    match plan {
        Plan::Judge { verdict: None, .. } => format!("cleared the verdict of {what}"),
        Plan::Judge {
            verdict: Some(verdict),
            ..
        } => format!("{} {what}", verdict.word()),
        Plan::Flag => match changes.first() {
            Some((_, _, Change::Flag { after: false, .. })) => format!("unflagged {what}"),
            _ => format!("flagged {what}"),
        },
        Plan::Compare(_) => format!("{what} compared"),
        Plan::Sample(_) => format!("{what} looked at"),
        Plan::Look(_) => format!("{what} looked through"),
        Plan::File { .. } => format!("rejected what is marked of {what}"),
        Plan::Transition { .. } => match changes.first() {
            Some((
                _,
                _,
                Change::Transition {
                    after,
                    handover:
                        Some(Handover {
                            after: Some(name), ..
                        }),
                    ..
                },
            )) if objects == 1 => format!("{what} to {}, back to {name}", after.words()),
            Some((_, _, Change::Transition { after, .. })) => {
                format!("{what} to {}", after.words())
            }
            _ => format!("{what} moved"),
        },
        Plan::Assign { role, names } if names.is_empty() => {
            format!("no {} for {what}", role.word())
        }
        Plan::Assign { role, names } => {
            let names: Vec<_> = names.iter().map(|name| name.as_str()).collect();
            format!("{} of {what}: {}", role.word(), names.join(", "))
        }
    }
}

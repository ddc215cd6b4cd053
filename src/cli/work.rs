//! Assignment and transitions of jobs and tasks.

use std::process::ExitCode;

use crate::model::{Change, Detail, Handover, Level, NodeRef, Role, State, Text, Transition, Verb};

use super::args_review::{AssignArgs, TransitionArgs};
use super::error::{CliError, Kind};
use super::session::Session;
use super::shapes::to_word;
use super::target::{Finder, person_argument, read_ids};
use super::write::{Draft, Manner, carry_out, check, check_writable};

/// `job assign`, `task assign`, `project assign`
///
/// # Errors
/// Whatever the platform, the store or the arguments have.
pub async fn assign(
    session: &Session,
    manner: Manner,
    level: Level,
    args: &AssignArgs,
) -> Result<ExitCode, CliError> {
    check_writable(session)?;
    let mut wishes = Vec::new();
    if let Some(name) = &args.to {
        wishes.push((Role::Assignee, person_argument("--to", name)?));
    }
    if let Some(name) = &args.reviewer {
        wishes.push((Role::Reviewer, person_argument("--reviewer", name)?));
    }
    let mut finder = Finder::new(session);
    let mut draft = Draft::default();
    let mut changed = 0_usize;
    for id in read_ids(&args.ids.ids).await? {
        match assign_one(session, &mut finder, level, &id, &wishes).await {
            Ok(changes) if changes.is_empty() => draft.unchanged += 1,
            Ok(changes) => {
                changed += 1;
                draft.changes.extend(changes);
            }
            Err(error) => draft.failures.push(error.about(&id)),
        }
    }
    let people: Vec<String> = wishes
        .iter()
        .map(|(role, name)| match name {
            Some(name) => format!("{} {name}", role.word()),
            None => format!("no {}", role.word()),
        })
        .collect();
    let many = if changed == 1 { "" } else { "s" };
    draft.title = format!("{changed} {}{many}: {}", level.word(), people.join(", "));
    carry_out(session, manner, draft).await
}

async fn assign_one(
    session: &Session,
    finder: &mut Finder<'_>,
    level: Level,
    id: &str,
    wishes: &[(Role, Option<Text>)],
) -> Result<Vec<(NodeRef, Text, Change)>, CliError> {
    let node = finder.find(level, id).await?;
    let detail = session.platform.detail(&node).await?;
    let mut changes = Vec::new();
    for (role, after) in wishes {
        let verb = match role {
            Role::Assignee => Verb::Assign,
            Role::Reviewer => Verb::AssignReviewer,
        };
        check(session, &node, verb).await?;
        let before = person(&detail, *role);
        if before != *after {
            let change = Change::Assign {
                role: *role,
                before,
                after: after.clone(),
            };
            changes.push((node.clone(), name(&detail), change));
        }
    }
    Ok(changes)
}

fn person(detail: &Detail, role: Role) -> Option<Text> {
    let row = detail.page.rows.first()?;
    let word = match role {
        Role::Assignee => row.assignee,
        Role::Reviewer => row.reviewer,
    };
    detail.page.words.get_some(word).cloned()
}

fn name(detail: &Detail) -> Text {
    let row = detail.page.rows.first();
    row.map_or_else(Text::default, |row| row.name.clone())
}

/// `job transition`, `task transition`
///
/// # Errors
/// Whatever the platform, the store or the arguments have.
pub async fn transition(
    session: &Session,
    manner: Manner,
    level: Level,
    args: &TransitionArgs,
) -> Result<ExitCode, CliError> {
    check_writable(session)?;
    let mut finder = Finder::new(session);
    let mut draft = Draft::default();
    for id in read_ids(&args.ids.ids).await? {
        match transition_one(session, &mut finder, level, &id, args).await {
            Ok(Some(change)) => draft.changes.push(change),
            Ok(None) => draft.unchanged += 1,
            Err(error) => draft.failures.push(error.about(&id)),
        }
    }
    let count = draft.changes.len();
    let many = if count == 1 { "" } else { "s" };
    let to = draft.changes.first().map(|(_, _, change)| change.words());
    let to = to.unwrap_or_default();
    draft.title = format!("{count} {}{many} {to}", level.word());
    carry_out(session, manner, draft).await
}

async fn transition_one(
    session: &Session,
    finder: &mut Finder<'_>,
    level: Level,
    id: &str,
    args: &TransitionArgs,
) -> Result<Option<(NodeRef, Text, Change)>, CliError> {
    let node = finder.find(level, id).await?;
    check(session, &node, Verb::Transition).await?;
    let detail = session.platform.detail(&node).await?;
    let before = detail
        .state
        .clone()
        .ok_or_else(|| CliError::new(Kind::Denied, "it has no state of its own"))?;
    let to = wish(args)?;
    if fits(&before, &to) {
        return Ok(None);
    }
    let transition = pick(&detail.transitions, &before, &to)?;
    let after = transition.to.clone();
    let handover = transition.assignee.clone().map(|name| Handover {
        before: person(&detail, Role::Assignee),
        after: Some(name),
    });
    Ok(Some((
        node,
        name(&detail),
        Change::Transition {
            before,
            after,
            handover,
        },
    )))
}

/// What the flags ask for, as one word: a stage begins anew unless a state is said too.
fn wish(args: &TransitionArgs) -> Result<String, CliError> {
    let state = args.state.as_ref().or(args.to.as_ref());
    match (&args.stage, state) {
        (Some(_), Some(state)) if state.contains('/') => Err(CliError::usage(
            "the stage is said twice: --to STAGE/STATE, or --stage and --state",
        )),
        (Some(stage), Some(state)) => Ok(format!("{stage}/{state}")),
        (Some(stage), None) => Ok(format!("{stage}/new")),
        (None, Some(state)) => Ok(state.clone()),
        (None, None) => Err(CliError::usage("say where: --to, or --stage and --state")),
    }
}

/// The one transition that a word names.
fn pick<'a>(all: &'a [Transition], from: &State, to: &str) -> Result<&'a Transition, CliError> {
    let fitting: Vec<&Transition> = all.iter().filter(|one| fits(&one.to, to)).collect();
    let reachable = || {
        let words: Vec<String> = all
            .iter()
            .filter(|one| one.denied.is_none())
            .map(|one| format!("'{}'", to_word(&one.to)))
            .collect();
        if words.is_empty() {
            "nothing".to_owned()
        } else {
            words.join(", ")
        }
    };
    // The same stage is meant when only a state is given.
    let nearest = fitting.iter().find(|one| one.to.stage == from.stage);
    let chosen = match (fitting.as_slice(), nearest) {
        ([], _) => {
            return Err(CliError::usage(&format!(
                "'{to}' cannot be reached from '{}'; {} can",
                to_word(from),
                reachable()
            )));
        }
        ([one], _) => one,
        (_, Some(one)) => one,
        (several, None) => {
            let words: Vec<String> = several.iter().map(|one| to_word(&one.to)).collect();
            return Err(CliError::usage(&format!(
                "'{to}' may mean {}; say which",
                words.join(" or ")
            )));
        }
    };
    match &chosen.denied {
        Some(reason) => Err(CliError::new(Kind::Denied, &format!("not now: {reason}"))),
        None => Ok(chosen),
    }
}

/// Whether `stage/state`, `stage · state` or a state alone names this state; letter case and
/// `_` or `-` for a blank do not matter.
fn fits(state: &State, to: &str) -> bool {
    let plain = |text: &str| text.trim().to_lowercase().replace(['_', '-'], " ");
    let (stage, word) = match to.split_once(['/', '·']) {
        Some((stage, word)) => (Some(plain(stage)), plain(word)),
        None => (None, plain(to)),
    };
    let stage_fits =
        stage.is_none_or(|stage| state.stage.as_ref().is_some_and(|own| plain(own) == stage));
    stage_fits && plain(&state.state) == word
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::StatusClass;

    fn state(stage: &str, word: &str) -> State {
        State {
            stage: Some(stage.into()),
            state: word.into(),
            class: StatusClass::Doing,
        }
    }

    fn transition(stage: &str, word: &str, denied: Option<&str>) -> Transition {
        Transition {
            to: state(stage, word),
            summary: Text::default(),
            denied: denied.map(Text::line),
            assignee: None,
        }
    }

    #[test]
    fn a_word_picks_one_transition() {
        let all = [
            transition("annotation", "rejected", None),
            transition("validation", "completed", None),
            transition("acceptance", "completed", Some("not yours")),
            transition("annotation", "in progress", None),
        ];
        let from = state("validation", "new");
        let to = |word: &str| pick(&all, &from, word).map(|one| to_word(&one.to));
        assert_eq!(to("rejected").unwrap(), "annotation/rejected");
        assert_eq!(to("Completed").unwrap(), "validation/completed");
        assert_eq!(
            to("annotation/in_progress").unwrap(),
            "annotation/in progress"
        );
        assert_eq!(to("acceptance/completed").unwrap_err().kind, Kind::Denied);
        let error = to("done").unwrap_err();
        assert_eq!(error.kind, Kind::Usage);
        assert!(error.message.contains("'annotation/rejected'"), "{error}");
        let elsewhere = state("none", "new");
        assert!(
            pick(&all, &elsewhere, "completed")
                .unwrap_err()
                .message
                .contains("say which")
        );
    }
}

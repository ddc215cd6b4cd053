//! What this login may do, and where what it does is kept.
//!
//! The open-source edition lets everybody do everything, others' work included; what is denied
//! there does not exist there. Enterprise goes by the role in the organization, narrowed or widened
//! by the project; a 403 all the same is told as it comes.

use crate::model::{
    Change, Id, Judgement, Level, NodeRef, Operation, Permissions, Text, Verb, Verdict,
};
use crate::platform::{Keeping, PlatformError};

use super::LabelStudioPlatform;
use super::assign::NO_ASSIGNMENT;
use super::client::number;
use super::who::{Role, Who};

const ONLY_TASKS: &str = "only tasks are judged";
const ISSUES_ON_TASKS: &str = "issues are opened on tasks";
const STATES_ON_TASKS: &str = "only tasks have a state that can be set";
const ASSIGNED_ARE_TASKS: &str = "only tasks are assigned";
const MARKED_ARE_RESULTS: &str = "results are marked on their task";
const COMMANDS_ON_VIEWS: &str = "commands run on tasks chosen in a view or project";
const NO_WORK: &str = "Label Studio computes its figures by itself";

/// What a role of Enterprise is good for (Label Studio Enterprise API, roles).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// May look at most: not activated, deactivated, view only.
    Looks,
    /// Works on own tasks.
    Annotates,
    /// Judges the work of others.
    Reviews,
    /// Gives out work, and everything else.
    Manages,
}

impl Standing {
    /// A role that is not told may try everything: the server decides.
    fn of(role: Option<Role>) -> Self {
        match role {
            Some(Role::Inactive | Role::ViewOnly) => Self::Looks,
            Some(Role::Annotator) => Self::Annotates,
            Some(Role::Reviewer) => Self::Reviews,
            Some(Role::Manager | Role::Administrator | Role::Owner) | None => Self::Manages,
        }
    }
}

fn only(who: &str, what: &str, role: Option<Role>) -> Text {
    let here = role.map_or_else(String::new, |role| {
        format!("; your role here is {}", role.word())
    });
    Text::line(&format!("only {who} may {what}{here}"))
}

/// Why ground truth is not this login's to set, if so.
pub fn no_truth(me: &Who) -> Option<Text> {
    let low = me.is_enterprise() && Standing::of(me.role) < Standing::Reviews;
    low.then(|| only("reviewers and managers", "set the ground truth", me.role))
}

/// Which verbs are refused on a node, and why.
///
/// # Errors
/// Those of the requests.
pub async fn permissions(
    studio: &LabelStudioPlatform,
    node: &NodeRef,
) -> Result<Permissions, PlatformError> {
    if let Some(reason) = &studio.options.read_only {
        return Ok(Permissions::none(reason));
    }
    let me = studio.who().await?;
    Ok(refusals(me.is_enterprise(), me.role, node.level()))
}

/// The verbs that are refused on a node of a level.
fn refusals(enterprise: bool, role: Option<Role>, level: Level) -> Permissions {
    let mut denied: Vec<(Verb, Text)> = Vec::new();
    let mut deny = |verb: Verb, why: Text| {
        if !denied.iter().any(|(known, _)| *known == verb) {
            denied.push((verb, why));
        }
    };
    if level != Level::Item {
        for (verb, why) in [
            (Verb::JudgeItem, ONLY_TASKS),
            (Verb::JudgeAnnotation, ONLY_TASKS),
            (Verb::OpenIssue, ISSUES_ON_TASKS),
            (Verb::Transition, STATES_ON_TASKS),
            (Verb::MarkResult, MARKED_ARE_RESULTS),
            (Verb::DeleteResult, MARKED_ARE_RESULTS),
        ] {
            deny(verb, why.into());
        }
    }
    if !matches!(level, Level::Task | Level::Project) {
        deny(Verb::Act, COMMANDS_ON_VIEWS.into());
    }
    deny(Verb::Work, NO_WORK.into());
    match enterprise {
        false => {
            deny(Verb::Assign, NO_ASSIGNMENT.into());
            deny(Verb::AssignReviewer, NO_ASSIGNMENT.into());
        }
        true => {
            if level != Level::Item {
                deny(Verb::Assign, ASSIGNED_ARE_TASKS.into());
                deny(Verb::AssignReviewer, ASSIGNED_ARE_TASKS.into());
            }
            by_role(role, &mut deny);
        }
    }
    Permissions { denied }
}

/// What a role is refused, beside what is refused to everybody.
fn by_role(role: Option<Role>, deny: &mut impl FnMut(Verb, Text)) {
    let standing = Standing::of(role);
    if standing < Standing::Manages {
        let managers = "managers, administrators and owners";
        for verb in [Verb::Assign, Verb::AssignReviewer] {
            deny(verb, only(managers, "assign tasks", role));
        }
    }
    if standing < Standing::Reviews {
        for verb in [Verb::JudgeItem, Verb::JudgeAnnotation] {
            deny(verb, only("reviewers and managers", "judge results", role));
        }
        // What is left for reviewers, the server lists.
        deny(
            Verb::Act,
            only("reviewers and managers", "run commands on tasks", role),
        );
    }
    if standing < Standing::Annotates {
        for (verb, what) in [
            (Verb::Transition, "set a task's state"),
            (Verb::MarkResult, "mark results"),
            (Verb::DeleteResult, "delete results"),
            (Verb::OpenIssue, "comment"),
            (Verb::Comment, "comment"),
            (Verb::Resolve, "resolve comments"),
            (Verb::EditComment, "change comments"),
            (Verb::DeleteIssue, "delete comments"),
        ] {
            deny(verb, only("annotators, reviewers and managers", what, role));
        }
    }
}

/// Whether the server is Enterprise, as far as that is known.
fn edition(studio: &LabelStudioPlatform) -> Option<bool> {
    studio.who_known().map(|who| who.is_enterprise())
}

/// Whether the server stores what a verb makes. Before the edition is known everything is said to
/// be; an operation that comes too early is sent to the right place on its next attempt.
pub fn stores(studio: &LabelStudioPlatform, verb: Verb) -> bool {
    let enterprise = edition(studio);
    match verb {
        Verb::Flag => false,
        // Kept there for whole results only: see `keeping`.
        Verb::JudgeItem | Verb::JudgeAnnotation => enterprise == Some(true),
        Verb::OpenIssue | Verb::Comment | Verb::Resolve | Verb::DeleteIssue | Verb::EditComment => {
            enterprise != Some(false)
        }
        _ => true,
    }
}

/// Where what an operation makes is kept.
pub fn keeping(studio: &LabelStudioPlatform, operation: &Operation) -> Keeping {
    let (whole, before, after) = match &operation.change {
        Change::JudgeAnnotation {
            annotation,
            before,
            after,
        } => (Some(matches!(annotation, Id::Number(_))), before, after),
        Change::JudgeItem { before, after } => (is_of_one(studio, operation), before, after),
        Change::Verify { .. } | Change::Flag { .. } => return Keeping::Here,
        other => {
            return match stores(studio, other.verb()) {
                true => Keeping::There,
                false => Keeping::Here,
            };
        }
    };
    let skips = |judgement: &Option<Judgement>| {
        let verdict = judgement.as_ref().map(|given| given.verdict);
        verdict == Some(Verdict::Skipped)
    };
    match (edition(studio), whole) {
        (_, Some(false)) => Keeping::Here,
        (Some(false), _) if !studio.options.marker => Keeping::Here,
        (Some(false), _) => Keeping::Both,
        // The server knows nothing undecided: skipping, and taking that back, is the journal's.
        (Some(true), _) if skips(after) || (after.is_none() && skips(before)) => Keeping::Here,
        // Not looked at since the program started: whichever it is, it is kept.
        (Some(true), None) => Keeping::Both,
        (Some(true), Some(true)) | (None, _) => Keeping::There,
    }
}

/// Whether the item of an operation has exactly one live result; none when it was not looked at.
fn is_of_one(studio: &LabelStudioPlatform, operation: &Operation) -> Option<bool> {
    let task = number(&operation.target, Level::Item).ok()?;
    let seen = studio.memory.item(task)?;
    Some(seen.live.len() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(enterprise: bool, role: Option<Role>, level: Level) -> Vec<Verb> {
        let mut verbs: Vec<Verb> = refusals(enterprise, role, level)
            .denied
            .into_iter()
            .map(|(verb, why)| {
                assert!(!why.is_empty());
                verb
            })
            .collect();
        verbs.sort();
        verbs
    }

    #[test]
    fn the_open_source_edition_denies_what_does_not_exist_only() {
        use Verb::{Act, Assign, AssignReviewer, Work};
        assert_eq!(
            refused(false, None, Level::Item),
            [Assign, AssignReviewer, Work, Act]
        );
        assert!(!refused(false, None, Level::Task).contains(&Act));
    }

    #[test]
    fn roles_of_enterprise_are_steps() {
        use Role::{Administrator, Annotator, Manager, Owner, Reviewer, ViewOnly};
        let count = |role| refused(true, Some(role), Level::Item).len();
        let steps = [Owner, Administrator, Manager, Reviewer, Annotator, ViewOnly].map(count);
        assert!(steps.is_sorted(), "{steps:?}");
        assert_eq!((steps[0], steps[2]), (2, 2));
        let annotator = refused(true, Some(Annotator), Level::Item);
        for verb in [Verb::JudgeItem, Verb::Assign, Verb::Act] {
            assert!(annotator.contains(&verb));
        }
        assert!(!annotator.contains(&Verb::Comment));
        let reviewer = refused(true, Some(Reviewer), Level::Item);
        assert!(!reviewer.contains(&Verb::JudgeItem) && reviewer.contains(&Verb::Assign));
    }
}

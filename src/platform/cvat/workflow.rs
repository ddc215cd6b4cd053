//! Stages and states of CVAT's jobs: what they mean, and where a job can go.
//!
//! The server knows no transition graph: any stage and state may follow any other. A change of the
//! stage alone resets the state, so both are always named together. What a state means is the same
//! as for local jobs: `rejected` is rejected everywhere, the annotation stage is the annotator's,
//! and `completed` after it counts as accepted.

use crate::model::{State, StatusClass, Text, Transition};

/// The stages in the order of the pipeline (CVAT REST API, `job.stage`).
pub const STAGES: [&str; 3] = ["annotation", "validation", "acceptance"];
/// The states within a stage (CVAT REST API, `job.state`).
pub const STATES: [&str; 4] = ["new", "in progress", "rejected", "completed"];
/// The states of tasks and projects, which follow from their jobs (CVAT REST API, `task.status`).
pub const STATUSES: [&str; 3] = ["annotation", "validation", "completed"];

/// Every move with its summary, those a reviewer takes most first.
const MOVES: [(&str, &str, &str); 12] = [
    ("validation", "in progress", "start the review"),
    ("acceptance", "completed", "accept: reviewed and right"),
    (
        "annotation",
        "rejected",
        "reject and hand back to the annotator",
    ),
    (
        "validation",
        "completed",
        "review done, sign-off by somebody else",
    ),
    ("validation", "rejected", "reject, keep it here"),
    ("validation", "new", "wait for a review (reopen)"),
    ("acceptance", "new", "wait for the sign-off"),
    ("acceptance", "in progress", "start the sign-off"),
    ("acceptance", "rejected", "refuse the sign-off"),
    ("annotation", "new", "wait for an annotator"),
    ("annotation", "in progress", "an annotator is at it"),
    (
        "annotation",
        "completed",
        "annotation done, ready for a review",
    ),
];

/// What a stage and a state mean together. Words of a newer server count as work under way.
pub fn class(stage: &str, state: &str) -> StatusClass {
    match (stage, state) {
        (_, "rejected") => StatusClass::Rejected,
        ("annotation", "new") => StatusClass::Todo,
        ("annotation", "in progress") => StatusClass::Doing,
        ("validation" | "acceptance", "completed") => StatusClass::Accepted,
        ("annotation", state) if !STATES.contains(&state) => StatusClass::Doing,
        _ => StatusClass::ToReview,
    }
}

/// The state of a job by the server's words, known or not.
pub fn of_job(stage: &str, state: &str) -> State {
    State {
        stage: Some(Text::line(stage)),
        state: Text::line(state),
        class: class(stage, state),
    }
}

/// What the status of a task or project means.
pub fn status_class(status: &str) -> StatusClass {
    match status {
        "validation" => StatusClass::ToReview,
        "completed" => StatusClass::Accepted,
        _ => StatusClass::Doing,
    }
}

/// The state of a task or project by its status, which follows from its jobs.
pub fn of_status(status: &str) -> State {
    State {
        stage: None,
        state: Text::line(status),
        class: status_class(status),
    }
}

/// Whether a job can be given this state.
pub fn is_known(given: &State) -> bool {
    let stage = given.stage.as_deref().unwrap_or_default();
    STAGES.contains(&stage) && STATES.contains(&&*given.state)
}

/// Whether the move is the hand-back: rejected, at the annotation stage, from a later one.
pub fn is_hand_back(from: &State, to: &State) -> bool {
    to.stage.as_deref() == Some("annotation")
        && &*to.state == "rejected"
        && from.stage.as_deref() != Some("annotation")
}

/// Which moves are refused, and who gets a job that is handed back.
#[derive(Clone, Copy, Debug, Default)]
pub struct Limits<'a> {
    /// Why the state cannot be changed, if so; the stage cannot either then.
    pub state: Option<&'a Text>,
    /// Why the stage cannot be changed, if so.
    pub stage: Option<&'a Text>,
    /// Who gets the job when it is handed back, as far as it is known.
    pub annotator: Option<&'a Text>,
}

/// Where a job can go from a state: everywhere else, the refused moves with the reason.
pub fn transitions(from: &State, limits: Limits<'_>) -> Vec<Transition> {
    let stays = |stage: &str| from.stage.as_deref() == Some(stage);
    let moves = MOVES
        .iter()
        .filter(|(stage, state, _)| !(stays(stage) && &*from.state == *state));
    moves
        .map(|(stage, state, summary)| {
            let to = of_job(stage, state);
            let denied = match limits.state {
                None if !stays(stage) => limits.stage,
                refused => refused,
            };
            let assignee = limits.annotator.filter(|_| is_hand_back(from, &to));
            Transition {
                summary: (*summary).into(),
                denied: denied.cloned(),
                assignee: assignee.cloned(),
                to,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_a_class_and_can_be_left() {
        use StatusClass::*;
        let classes = [
            ("annotation", [Todo, Doing, Rejected, ToReview]),
            ("validation", [ToReview, ToReview, Rejected, Accepted]),
            ("acceptance", [ToReview, ToReview, Rejected, Accepted]),
        ];
        for (stage, expected) in classes {
            for (word, class) in STATES.into_iter().zip(expected) {
                let from = of_job(stage, word);
                assert_eq!(from.class, class, "{stage} {word}");
                let moves = transitions(&from, Limits::default());
                assert_eq!(moves.len(), 11);
                assert!(moves.iter().all(|to| to.to != from && is_known(&to.to)));
                assert!(moves.iter().all(|to| to.denied.is_none()));
            }
        }
        assert!(!is_known(&of_job("validation", "asleep")));
        assert_eq!(class("annotation", "asleep"), Doing);
        assert_eq!(class("polishing", "new"), ToReview);
        assert_eq!(
            transitions(&of_job("polishing", "new"), Limits::default()).len(),
            12
        );
    }

    #[test]
    fn whoever_only_holds_the_job_moves_its_state_but_not_its_stage() {
        let why: Text = "only the task's staff".into();
        let limits = Limits {
            stage: Some(&why),
            ..Limits::default()
        };
        for to in transitions(&of_job("validation", "in progress"), limits) {
            let moves_stage = to.to.stage.as_deref() != Some("validation");
            assert_eq!(to.denied.is_some(), moves_stage, "{}", to.summary);
        }
        let limits = Limits {
            state: Some(&why),
            ..Limits::default()
        };
        let moves = transitions(&of_job("validation", "new"), limits);
        assert!(moves.iter().all(|to| to.denied.as_ref() == Some(&why)));
    }

    #[test]
    fn only_the_hand_back_names_the_annotator() {
        let ana: Text = "ana".into();
        let limits = Limits {
            annotator: Some(&ana),
            ..Limits::default()
        };
        let named = |from: State| -> Vec<String> {
            let moves = transitions(&from, limits).into_iter();
            moves
                .filter(|to| to.assignee.is_some())
                .map(|to| to.to.words())
                .collect()
        };
        assert_eq!(
            named(of_job("validation", "new")),
            ["annotation · rejected"]
        );
        assert!(named(of_job("annotation", "new")).is_empty());
    }
}

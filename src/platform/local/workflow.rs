//! The states of local jobs, after CVAT: three stages, four states each.
//!
//! What a state means: at the annotation stage it is the annotator's work (new: to do, in
//! progress: doing, completed: to review). At validation it waits for the reviewer, also while
//! one is at it, until it is completed, which counts as accepted (nothing is owed any more, a
//! sign-off may follow). At acceptance it waits for the sign-off. `rejected` is rejected
//! everywhere.

use crate::model::{State, StatusClass, Text, Transition};

const STAGES: [&str; 3] = ["annotation", "validation", "acceptance"];
const STATES: [&str; 4] = ["new", "in progress", "rejected", "completed"];

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
    ("validation", "new", "wait for a review (reopen)"),
    ("acceptance", "new", "wait for the sign-off"),
    ("acceptance", "in progress", "start the sign-off"),
    ("acceptance", "rejected", "refuse the sign-off"),
    ("validation", "rejected", "reject, keep it here"),
    ("annotation", "new", "wait for an annotator"),
    ("annotation", "in progress", "an annotator is at it"),
    (
        "annotation",
        "completed",
        "annotation done, ready for a review",
    ),
];

/// A state by its words; none when there is no such state.
pub fn state(stage: &str, word: &str) -> Option<State> {
    (STAGES.contains(&stage) && STATES.contains(&word)).then(|| State {
        stage: Some(stage.into()),
        state: word.into(),
        class: class(stage, word),
    })
}

fn class(stage: &str, word: &str) -> StatusClass {
    match (stage, word) {
        (_, "rejected") => StatusClass::Rejected,
        ("annotation", "new") => StatusClass::Todo,
        ("annotation", "in progress") => StatusClass::Doing,
        ("validation" | "acceptance", "completed") => StatusClass::Accepted,
        _ => StatusClass::ToReview,
    }
}

/// The state of a job that nobody has moved: exported annotations wait for their review.
pub fn initial() -> State {
    State {
        stage: Some("validation".into()),
        state: "new".into(),
        class: StatusClass::ToReview,
    }
}

/// Whether a job can have this state.
pub fn is_known(given: &State) -> bool {
    given
        .stage
        .as_deref()
        .and_then(|stage| state(stage, &given.state))
        .is_some()
}

/// Where a job can go from a state: everywhere else. With `denied` the moves say why not.
pub fn transitions(from: &State, denied: Option<&Text>) -> Vec<Transition> {
    let moves = MOVES.iter().filter_map(|(stage, word, summary)| {
        Some(Transition {
            to: state(stage, word)?,
            summary: (*summary).into(),
            denied: denied.cloned(),
            assignee: None,
        })
    });
    moves
        .filter(|to| (&to.to.stage, &to.to.state) != (&from.stage, &from.state))
        .collect()
}

/// The state of a split from its jobs' classes: rejected if any is, else accepted if all are,
/// else what is still owed.
pub fn of_jobs(classes: impl IntoIterator<Item = StatusClass>) -> State {
    let mut counts = [0_usize; 6];
    for class in classes {
        let place = StatusClass::ALL.iter().position(|known| *known == class);
        if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
            *count += 1;
        }
    }
    let [todo, doing, to_review, accepted, rejected, _] = counts;
    let class = if rejected > 0 {
        StatusClass::Rejected
    } else if doing > 0 || (todo > 0 && accepted > 0) {
        StatusClass::Doing
    } else if to_review > 0 {
        StatusClass::ToReview
    } else if todo > 0 {
        StatusClass::Todo
    } else if accepted > 0 {
        StatusClass::Accepted
    } else {
        StatusClass::ToReview
    };
    State {
        stage: None,
        state: class.word().into(),
        class,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_a_class_and_can_be_left() {
        for stage in STAGES {
            for word in STATES {
                let from = state(stage, word).unwrap();
                let moves = transitions(&from, None);
                assert_eq!(moves.len(), 11, "{stage} {word}");
                assert!(moves.iter().all(|to| to.to != from && is_known(&to.to)));
            }
        }
        assert_eq!(state("validation", "asleep"), None);
        assert_eq!(state("validation", "new"), Some(initial()));
        let denied = transitions(&initial(), Some(&"read-only".into()));
        assert!(denied.iter().all(|to| to.denied.is_some()));
    }

    #[test]
    fn splits_follow_their_jobs() {
        use StatusClass::*;
        for (jobs, class) in [
            (vec![ToReview, Accepted], ToReview),
            (vec![Accepted, Accepted], Accepted),
            (vec![Accepted, Rejected], Rejected),
            (vec![Todo, Accepted], Doing),
            (vec![], ToReview),
        ] {
            assert_eq!(of_jobs(jobs).class, class);
        }
    }
}

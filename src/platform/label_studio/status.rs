//! What a task's fields say of its status (the contract's table of statuses, first match wins).

use crate::model::{State, StatusClass, Text};

use super::wire::{Annotation, Task};

/// A task's status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The word for it: the state machine's own word where it is on.
    pub word: Text,
    /// What it means.
    pub class: StatusClass,
}

impl Status {
    fn of(stage: Stage) -> Self {
        Self {
            word: stage.word().into(),
            class: stage.class(),
        }
    }

    /// As details carry it.
    pub fn state(&self) -> State {
        State {
            stage: None,
            state: self.word.clone(),
            class: self.class,
        }
    }
}

/// The statuses that follow from counts, in the order in which they are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// A review rejected it.
    Rejected,
    /// It was reviewed and is right.
    Accepted,
    /// It has the annotations that it needs.
    Completed,
    /// Somebody skipped it and nobody annotated it.
    Skipped,
    /// It has annotations, but not all.
    InProgress,
    /// Somebody has begun.
    Draft,
    /// Nobody has.
    New,
}

impl Stage {
    /// Those that follow from the counts of a server without reviews.
    pub const COUNTED: [Self; 5] = [
        Self::Completed,
        Self::Skipped,
        Self::InProgress,
        Self::Draft,
        Self::New,
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rejected => "rejected",
            Self::Accepted => "accepted",
            Self::Completed => "completed",
            Self::Skipped => "skipped",
            Self::InProgress => "in progress",
            Self::Draft => "draft",
            Self::New => "new",
        }
    }

    /// What it means.
    pub fn class(self) -> StatusClass {
        match self {
            Self::Rejected => StatusClass::Rejected,
            Self::Accepted => StatusClass::Accepted,
            Self::Completed => StatusClass::ToReview,
            Self::Skipped => StatusClass::Stopped,
            Self::InProgress | Self::Draft => StatusClass::Doing,
            Self::New => StatusClass::Todo,
        }
    }

    /// What a task's counts say.
    pub fn counted(task: &Task<'_>) -> Self {
        if task.is_labeled {
            Self::Completed
        } else if task.total_annotations > 0 {
            Self::InProgress
        } else if task.cancelled_annotations > 0 {
            Self::Skipped
        } else if task.draft_exists == Some(true) {
            Self::Draft
        } else {
            Self::New
        }
    }

    /// What reviews of Enterprise say: the numbers of a task tell no order, so that one that is
    /// reviewed with an acceptance is accepted whatever went before.
    fn reviewed(task: &Task<'_>) -> Option<Self> {
        let accepted = task.reviews_accepted.unwrap_or(0) > 0;
        let rejected = task.reviews_rejected.unwrap_or(0) > 0;
        match task.reviewed == Some(true) {
            true if rejected && !accepted => Some(Self::Rejected),
            true => Some(Self::Accepted),
            false if rejected => Some(Self::Rejected),
            false => None,
        }
    }

    /// What the review markers of all live annotations say, where these were asked for.
    fn marked(task: &Task<'_>) -> Option<Self> {
        let (annotations, _) = task.annotations.read::<Annotation<'_>>("annotations");
        let mut live = annotations
            .iter()
            .filter(|one| !one.was_cancelled)
            .peekable();
        live.peek()?;
        let mut rejected = false;
        for one in live {
            match &*one.last_action {
                "accepted" | "fixed_and_accepted" => {}
                "rejected" => rejected = true,
                _ => return None,
            }
        }
        Some(if rejected {
            Self::Rejected
        } else {
            Self::Accepted
        })
    }
}

/// The status of a task.
pub fn of_task(task: &Task<'_>) -> Status {
    if let Some(stage) = Stage::reviewed(task).or_else(|| Stage::marked(task)) {
        return Status::of(stage);
    }
    match &*task.state {
        "" => Status::of(Stage::counted(task)),
        state => of_machine(state),
    }
}

/// A state of the server's state machine, in its own word (Label Studio API, FSM).
pub fn of_machine(state: &str) -> Status {
    let class = match state {
        "CREATED" => StatusClass::Todo,
        "COMPLETED" => StatusClass::ToReview,
        _ => StatusClass::Doing,
    };
    Status {
        word: Text::line(&state.to_lowercase().replace('_', " ")),
        class,
    }
}

/// The status of a project: its own state, else what its counts say.
pub fn of_project(state: &str, tasks: u64, finished: u64, annotations: u64) -> Status {
    if !state.is_empty() {
        return of_machine(state);
    }
    Status::of(match (tasks, finished) {
        (0, _) => Stage::New,
        (tasks, finished) if finished >= tasks => Stage::Completed,
        _ if finished > 0 || annotations > 0 => Stage::InProgress,
        _ => Stage::New,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(raw: &str) -> String {
        of_task(&serde_json::from_str(raw).unwrap())
            .word
            .to_string()
    }

    #[test]
    fn the_first_condition_that_holds_is_the_status() {
        let cases = [
            (r#"{}"#, "new"),
            (r#"{"draft_exists":true}"#, "draft"),
            (
                r#"{"draft_exists":true,"cancelled_annotations":1}"#,
                "skipped",
            ),
            (
                r#"{"total_annotations":1,"cancelled_annotations":1,"overlap":3}"#,
                "in progress",
            ),
            (r#"{"total_annotations":3,"is_labeled":true}"#, "completed"),
            (r#"{"state":"CREATED","is_labeled":true}"#, "created"),
            (r#"{"state":"IN_PROGRESS"}"#, "in progress"),
            (r#"{"state":"IN_REVIEW_QUEUE"}"#, "in review queue"),
            (
                r#"{"reviewed":true,"reviews_accepted":1,"reviews_rejected":1}"#,
                "accepted",
            ),
            (r#"{"reviewed":true,"reviews_rejected":1}"#, "rejected"),
            (
                r#"{"reviewed":false,"reviews_rejected":1,"is_labeled":true}"#,
                "rejected",
            ),
            (
                r#"{"reviewed":false,"reviews_accepted":1,"is_labeled":true}"#,
                "completed",
            ),
            (
                r#"{"is_labeled":true,"annotations":[{"id":1,"last_action":"accepted"},{"id":2,"was_cancelled":true}]}"#,
                "accepted",
            ),
            (
                r#"{"is_labeled":true,"annotations":[{"id":1,"last_action":"accepted"},{"id":2,"last_action":"rejected"}]}"#,
                "rejected",
            ),
            (
                r#"{"is_labeled":true,"annotations":[{"id":1,"last_action":"accepted"},{"id":2,"last_action":"submitted"}]}"#,
                "completed",
            ),
        ];
        for (raw, expected) in cases {
            assert_eq!(word(raw), expected, "{raw}");
        }
    }
}

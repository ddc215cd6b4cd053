//! The state machine of the server, where it truly records states (Label Studio API, FSM).
//!
//! Most servers have its routes and do nothing behind them: a transition is answered with success
//! and no new state. So a task has states only where it says one itself, and a move has happened
//! only where the answer names the new state. No rule of the server looks at the results: a task
//! without any can be completed, and the next result moves it again.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::model::{Applied, Level, NodeRef, State, Text, Transition, Verb};
use crate::platform::PlatformError;

use super::client::{ask, number, with};
use super::records::{self, Step};
use super::status::of_machine;
use super::verbs::{conflict, repeated};
use super::{LabelStudioPlatform, rights};

/// What is said where a move comes to nothing.
const NO_STATES: &str = "a state: this server records no states, it";

/// What moves a task to a state by hand; the other ways there go by themselves.
fn move_to(state: &str) -> Option<&'static str> {
    match state {
        "in progress" => Some("task_in_progress"),
        "completed" => Some("task_completed"),
        _ => None,
    }
}

/// Where a task can be moved by hand from a recorded state.
pub fn transitions(now: &State, denied: Option<&Text>) -> Vec<Transition> {
    let to = |raw: &str, summary: &str| Transition {
        to: of_machine(raw).state(),
        summary: summary.into(),
        denied: denied.cloned(),
        assignee: None,
    };
    [
        to("COMPLETED", "say that it is done"),
        to("IN_PROGRESS", "open it again"),
    ]
    .into_iter()
    .filter(|transition| transition.to.state != now.state)
    .collect()
}

/// Moves a task to another state.
///
/// # Errors
/// A server that records no states; what was refused, changed meanwhile or not answered.
pub async fn transition(
    studio: &LabelStudioPlatform,
    target: &NodeRef,
    before: &State,
    after: &State,
) -> Result<Applied, PlatformError> {
    if target.level() != Level::Item {
        return Err(PlatformError::Unsupported(
            "a state to set on anything but a task".into(),
        ));
    }
    let Some(name) = move_to(&after.state) else {
        return Err(PlatformError::Unsupported(Text::line(&format!(
            "a way to the state {} by hand",
            after.words()
        ))));
    };
    let task = number(target, Level::Item)?;
    let Some(now) = studio.state_of_task(task).await? else {
        return Err(PlatformError::Unsupported(NO_STATES.into()));
    };
    if now.state == after.state {
        return Ok(repeated());
    }
    if now.state != before.state {
        let theirs = format!("now {}, was {}", now.words(), before.words());
        return Err(conflict(&theirs, &after.words()));
    }
    let path = format!("api/fsm/entities/task/{task}/transition/");
    let body = json!({"transition_name": name});
    let answer = studio.client().write("POST", ask(path), Some(body)).await?;
    #[derive(Deserialize)]
    struct Moved {
        #[serde(default)]
        new_state: Value,
    }
    match answer.json::<Moved>() {
        Ok(Moved {
            new_state: Value::Null,
        }) => Err(PlatformError::Unsupported(NO_STATES.into())),
        Ok(_) => Ok(Applied::default()),
        Err(error) => Err(PlatformError::Uncertain(Text::line(&error.to_string()))),
    }
}

impl LabelStudioPlatform {
    /// Where a task can be moved from its recorded state.
    ///
    /// # Errors
    /// Those of the requests that tell the login's role.
    pub async fn moves_from(
        &self,
        item: &NodeRef,
        now: &State,
    ) -> Result<Vec<Transition>, PlatformError> {
        let rights = rights::permissions(self, item).await?;
        Ok(transitions(now, rights.check(Verb::Transition).err()))
    }

    /// The state of a task, where one is recorded.
    ///
    /// # Errors
    /// Those of the requests.
    pub async fn state_of_task(&self, task: u64) -> Result<Option<State>, PlatformError> {
        let now = self.held_task(task).await?;
        if let Some(state) = now.state {
            return Ok(Some(of_machine(&state).state()));
        }
        let newest = self.steps_of_task(task, 1).await?;
        let state = newest.first().and_then(|step| step.state.as_deref());
        Ok(state.map(|state| of_machine(state).state()))
    }

    /// The last steps of a task's state machine, newest first; none on a server without one.
    ///
    /// # Errors
    /// Those of the request.
    pub async fn steps_of_task(&self, task: u64, most: u64) -> Result<Vec<Step>, PlatformError> {
        let asked = ask(format!("api/fsm/entities/task/{task}/history"));
        let asked = with(with(asked, "ordering", "-id"), "page_size", most);
        match self.client().read(asked).await {
            Ok(body) => records::listed(&body),
            // Before 1.17 there is no such route.
            Err(failure) if failure.status == Some(404) => Ok(Vec::new()),
            Err(failure) => Err(failure.error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_recorded_state_leads_anywhere() {
        let words = |raw: &str| -> Vec<String> {
            let now = of_machine(raw).state();
            let all = transitions(&now, None).into_iter();
            all.map(|to| to.to.words()).collect()
        };
        assert_eq!(words("CREATED"), ["completed", "in progress"]);
        assert_eq!(words("COMPLETED"), ["in progress"]);
        assert_eq!(words("REVIEW_COMPLETE"), ["completed", "in progress"]);
        let all = transitions(&of_machine("CREATED").state(), Some(&"no".into()));
        assert!(
            all.iter()
                .all(|to| to.denied.is_some() && move_to(&to.to.state).is_some())
        );
    }
}

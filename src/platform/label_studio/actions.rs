//! Commands of the server on chosen tasks (Label Studio API, data manager actions).
//!
//! A selection that is empty, and any selection beside a view, means *everything* to the server. So
//! nothing is ever sent without the numbers of the tasks, and never a view; and only what the
//! server lists for this login at the moment is run.

mod wire;

use serde_json::{Map, Value, json};

use crate::limits::STUDIO_ACTION_ITEMS;
use crate::model::{Applied, Change, Id, Input, NodeRef, Offer, Operation, Text};
use crate::platform::{Attempt, PlatformError, PlatformEvent};

use super::LabelStudioPlatform;
use super::client::{ask, with};
use super::people::People;
use super::records;
use wire::{Action, Field};

/// Commands that may be repeated when their answer was lost: what they take away is away, and what
/// they make is made only where it is missing.
const REPEATABLE: [&str; 4] = [
    "remove_duplicates",
    "retrieve_tasks_predictions",
    "predictions_to_annotations",
    "cache_labels",
];

/// What is no command on tasks: it takes a task for the caller and locks it.
const NO_COMMAND: &str = "next_task";

/// Whether a command takes something away for good.
fn destroys(action: &str) -> bool {
    ["delete", "remove"]
        .iter()
        .any(|word| action.starts_with(word))
}

fn is_repeatable(action: &str) -> bool {
    destroys(action) || REPEATABLE.contains(&action)
}

/// The commands of a project, for the menu of its views and its own.
///
/// # Errors
/// Those of the requests.
pub async fn offers(
    studio: &LabelStudioPlatform,
    node: &NodeRef,
    denied: Option<&Text>,
) -> Result<Vec<Offer>, PlatformError> {
    let project = studio.place(node).await?.project;
    let mut all = Vec::new();
    for action in studio.actions_of(project).await? {
        let form = match action.has_form() {
            true => studio.form_of(&action, project).await?,
            false => Vec::new(),
        };
        all.push(offer(&action, form, denied));
    }
    Ok(all)
}

fn offer(action: &Action, form: Vec<Input>, denied: Option<&Text>) -> Offer {
    let title = Text::line(&action.title);
    let question = action.question().map(|words| Text::block(&words));
    let disabled = action
        .disabled
        .then(|| match action.disabled_reason.trim() {
            "" => Text::line("the server does not offer it now"),
            why => Text::line(why),
        });
    Offer {
        change: Change::Act {
            action: Text::line(&action.id),
            title: title.clone(),
            items: Vec::new(),
            inputs: Vec::new(),
            destroys: destroys(&action.id),
        },
        summary: title,
        question,
        inputs: form,
        denied: denied.cloned().or(disabled),
    }
}

/// Runs a command on the tasks that the operation names.
///
/// # Errors
/// What was refused or not answered; a selection that is none.
pub async fn run(
    studio: &LabelStudioPlatform,
    operation: &Operation,
    attempt: Attempt,
) -> Result<Applied, PlatformError> {
    let Change::Act {
        action,
        title,
        items,
        inputs,
        ..
    } = &operation.change
    else {
        return Err(PlatformError::Unsupported("no command".into()));
    };
    // Before anything is asked: this is the one mistake that cannot be taken back.
    let included = included(items)?;
    let project = studio.place(&operation.target).await?.project;
    let listed = studio.actions_of(project).await?;
    let Some(known) = listed.iter().find(|known| *known.id == **action) else {
        let why = format!("the server does not offer '{title}' to you here");
        return Err(PlatformError::Denied(Text::line(&why)));
    };
    if known.disabled {
        return Err(PlatformError::Denied(Text::line(&known.disabled_reason)));
    }
    let may_have_run = attempt == Attempt::Again && !studio.memory.surely_unsent(operation.id);
    if may_have_run && !is_repeatable(action) {
        return Err(PlatformError::Conflict(Text::line(&format!(
            "'{title}' may have run already, its answer was lost: look at the tasks, and start it \
             anew if it has not"
        ))));
    }
    let mut body = Map::new();
    for (name, value) in inputs {
        body.insert(name.to_string(), value.as_str().into());
    }
    // Last, so that no input stands in its place.
    body.insert(
        "selectedItems".into(),
        json!({"all": false, "included": included}),
    );
    for elsewhere in ["filters", "ordering", "view"] {
        body.remove(elsewhere);
    }
    let path = with(ask("api/dm/actions/"), "id", action);
    let path = with(path, "project", project);
    let answer = studio
        .client()
        .write("POST", path, Some(body.into()))
        .await?;
    studio.forget_project(project);
    for item in &included {
        studio.forget_task(*item);
        studio.memory.forget_item(*item);
    }
    // It has run, whatever the answer looks like; what the server says of it is worth a line.
    let said: Option<Value> = answer.json().ok();
    let said = said.as_ref().and_then(|said| said.get("detail")?.as_str());
    if let Some(said) = said.filter(|said| !said.is_empty()) {
        studio.tell(PlatformEvent::Finished {
            what: Text::line(&format!("{title}: {said}")),
            stopped: false,
        });
    }
    Ok(Applied::default())
}

/// The numbers of the tasks a command runs on.
fn included(items: &[Id]) -> Result<Vec<u64>, PlatformError> {
    if items.is_empty() {
        return Err(PlatformError::Denied(
            "no task is chosen, and the server would take that for all of them".into(),
        ));
    }
    if items.len() > STUDIO_ACTION_ITEMS {
        return Err(PlatformError::TooLarge(Text::line(&format!(
            "a command on {} tasks; {STUDIO_ACTION_ITEMS} at most at a time",
            items.len()
        ))));
    }
    let number = |id: &Id| match id {
        Id::Number(number) => Ok(*number),
        Id::Name(_) => Err(PlatformError::NotFound(Text::line(&format!("task {id}")))),
    };
    let mut all = items.iter().map(number).collect::<Result<Vec<_>, _>>()?;
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

impl LabelStudioPlatform {
    /// The commands that the server lists for this login, without those that are hidden, still
    /// tried out, or only shown off.
    async fn actions_of(&self, project: u64) -> Result<Vec<Action>, PlatformError> {
        let asked = with(ask("api/dm/actions/"), "project", project);
        let body = self.client().read(asked).await?;
        let mut all: Vec<Action> = records::listed(&body)?;
        all.retain(|action| {
            let shown = !action.hidden && !action.experimental && !action.enterprise_badge;
            shown && !action.id.is_empty() && action.id != NO_COMMAND
        });
        all.sort_by_key(|action| action.order);
        Ok(all)
    }

    /// What has to be filled in for a command.
    async fn form_of(&self, action: &Action, project: u64) -> Result<Vec<Input>, PlatformError> {
        let fields: Vec<Field> = match action.own_form() {
            Some(fields) => fields,
            None => {
                let path = format!("api/dm/actions/{}/form/", action.id);
                match self
                    .client()
                    .read(with(ask(path), "project", project))
                    .await
                {
                    Ok(body) => wire::fields(&body.json()?),
                    // A server that tells its forms with the commands.
                    Err(failure) if failure.status == Some(404) => Vec::new(),
                    Err(failure) => return Err(failure.error),
                }
            }
        };
        let people = self.people().await.unwrap_or_default();
        Ok(fields.iter().map(|field| input(field, &people)).collect())
    }
}

fn input(field: &Field, people: &People) -> Input {
    let named = |value: &str, label: &str| {
        // Annotators may come as bare numbers.
        let person = value.parse().ok().filter(|id| people.knows(*id));
        match person {
            Some(person) if field.is_of_people() && value == label => people.name(person),
            _ => Text::line(label),
        }
    };
    let title = if field.label.is_empty() {
        &field.name
    } else {
        &field.label
    };
    Input {
        name: Text::line(&field.name),
        title: Text::line(title),
        choices: field
            .choices()
            .iter()
            .map(|(value, label)| (Text::line(value), named(value, label)))
            .collect(),
        optional: !field.required,
    }
}

#[cfg(test)]
mod tests;

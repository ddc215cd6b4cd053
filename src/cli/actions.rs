//! Commands of the platform on chosen items: listed as it offers them, run on exactly the items
//! that are named.

use std::process::ExitCode;

use serde_json::{Value, json};

use crate::limits::ACTION_ITEMS;
use crate::model::{Change, Id, Level, NodeRef, Offer, Text, Verb};

use super::args::ParentArgs;
use super::args_results::{ActionPlace, ActionRunArgs};
use super::error::{CliError, Kind};
use super::output::{Form, Listing};
use super::session::Session;
use super::target::{Finder, read_ids};
use super::write::{Draft, Manner, carry_out, check, check_writable};

/// A command as it is offered.
struct Action {
    name: Text,
    title: Text,
    destroys: bool,
    offer: Offer,
}

impl Action {
    fn of(offer: Offer) -> Option<Self> {
        let Change::Act {
            action,
            title,
            destroys,
            ..
        } = &offer.change
        else {
            return None;
        };
        Some(Self {
            name: action.clone(),
            title: title.clone(),
            destroys: *destroys,
            offer,
        })
    }
}

async fn place(finder: &mut Finder<'_>, args: &ActionPlace) -> Result<NodeRef, CliError> {
    let parent = ParentArgs {
        project: args.project.clone(),
        task: args.task.clone(),
        ..ParentArgs::default()
    };
    finder.parent(&parent).await
}

async fn offered(session: &Session, node: &NodeRef) -> Result<Vec<Action>, CliError> {
    let offers = session.platform.offers(node).await?;
    Ok(offers.into_iter().filter_map(Action::of).collect())
}

/// `action list`
///
/// # Errors
/// Whatever the platform or the arguments have.
pub async fn list(session: &Session, form: Form, args: &ActionPlace) -> Result<ExitCode, CliError> {
    let node = place(&mut Finder::new(session), args).await?;
    let actions = offered(session, &node).await?;
    let head = &["ACTION", "WHAT IT DOES", "ASKS FOR", "NOTE"];
    let mut listing = Listing::begin(form, head)?;
    for action in &actions {
        let key = || action.name.to_string();
        listing.row(&shape(action), key, || cells(action))?;
    }
    let total = u64::try_from(actions.len()).unwrap_or(u64::MAX);
    listing.end(total, true, &[])
}

fn shape(action: &Action) -> Value {
    let inputs: Vec<Value> = action
        .offer
        .inputs
        .iter()
        .map(|input| {
            let choices: Vec<Value> = input
                .choices
                .iter()
                .map(|(value, title)| json!({"value": value, "title": title}))
                .collect();
            json!({
                "name": input.name,
                "title": input.title,
                "choices": choices,
                "optional": input.optional,
            })
        })
        .collect();
    json!({
        "action": action.name,
        "title": action.title,
        "summary": action.offer.summary,
        "question": action.offer.question,
        "destroys": action.destroys,
        "inputs": inputs,
        "denied": action.offer.denied,
    })
}

fn cells(action: &Action) -> Vec<Text> {
    let inputs: Vec<&str> = action
        .offer
        .inputs
        .iter()
        .map(|input| input.name.as_str())
        .collect();
    let note = match (&action.offer.denied, action.destroys) {
        (Some(why), _) => format!("not now: {why}"),
        (None, true) => "cannot be taken back".into(),
        (None, false) => String::new(),
    };
    vec![
        action.name.clone(),
        action.title.clone(),
        Text::line(&inputs.join(", ")),
        Text::line(&note),
    ]
}

/// `action run`
///
/// # Errors
/// No such command; no items, or items of elsewhere; whatever the platform or the store have.
pub async fn run(
    session: &Session,
    manner: Manner,
    args: &ActionRunArgs,
) -> Result<ExitCode, CliError> {
    check_writable(session)?;
    let mut finder = Finder::new(session);
    let node = place(&mut finder, &args.place).await?;
    check(session, &node, Verb::Act).await?;
    let action = chosen(session, &node, &args.name).await?;
    let inputs = inputs(&action, &args.inputs)?;
    let (items, names) = items(&mut finder, &node, &args.items.ids).await?;
    let mut notes = vec![action.offer.summary.clone()];
    notes.extend(action.offer.question.clone());
    notes.extend(
        inputs
            .iter()
            .map(|(name, value)| Text::line(&format!("  {name} = {value}"))),
    );
    notes.extend(preview(&names));
    let name = node.id().map(ToString::to_string).unwrap_or_default();
    let change = Change::Act {
        action: action.name,
        title: action.title,
        items,
        inputs,
        destroys: action.destroys,
    };
    let draft = Draft {
        title: change.words(),
        changes: vec![(node, Text::line(&name), change)],
        notes,
        ..Draft::default()
    };
    carry_out(session, manner, draft).await
}

async fn chosen(session: &Session, node: &NodeRef, name: &str) -> Result<Action, CliError> {
    let actions = offered(session, node).await?;
    let names: Vec<String> = actions.iter().map(|one| one.name.to_string()).collect();
    let fits = |one: &Action| one.name.as_str() == name || one.title.as_str() == name;
    let action = actions.into_iter().find(fits).ok_or_else(|| {
        let there = match names.is_empty() {
            true => "it has none".to_owned(),
            false => format!("there are {}", names.join(", ")),
        };
        CliError::not_found(&format!("the platform has no such command here ({there})")).about(name)
    })?;
    match &action.offer.denied {
        Some(why) => Err(CliError::new(Kind::Denied, &format!("not allowed: {why}")).about(name)),
        None => Ok(action),
    }
}

/// The items, each checked to lie in the project; never "all of them".
async fn items(
    finder: &mut Finder<'_>,
    node: &NodeRef,
    raw: &[String],
) -> Result<(Vec<Id>, Vec<Text>), CliError> {
    let (mut items, mut names) = (Vec::new(), Vec::new());
    let ids = read_ids(raw).await?;
    if ids.len() > ACTION_ITEMS {
        return Err(CliError::usage(&format!(
            "{} items are more than {ACTION_ITEMS}: take them in parts",
            ids.len()
        )));
    }
    let project = node.id_at(Level::Project);
    for id in ids {
        let found = finder.find(Level::Item, &id).await?;
        let other = found
            .id_at(Level::Project)
            .is_some_and(|own| Some(own) != project);
        if other {
            return Err(CliError::usage("this item is of another project").about(&id));
        }
        if let Some(own) = found.id()
            && !items.contains(own)
        {
            items.push(own.clone());
            names.push(Text::line(&id));
        }
    }
    Ok((items, names))
}

fn preview(names: &[Text]) -> Vec<Text> {
    const SHOWN: usize = 10;
    let mut lines: Vec<Text> = names
        .iter()
        .take(SHOWN)
        .map(|name| Text::line(&format!("  on {name}")))
        .collect();
    if names.len() > SHOWN {
        let more = names.len() - SHOWN;
        lines.push(Text::line(&format!("  and {more} more")));
    }
    lines
}

/// What was filled in, checked against what the command asks for.
fn inputs(action: &Action, given: &[String]) -> Result<Vec<(Text, Text)>, CliError> {
    let known = &action.offer.inputs;
    let mut filled: Vec<(Text, Text)> = Vec::new();
    for raw in given {
        let (name, value) = raw
            .split_once('=')
            .ok_or_else(|| CliError::usage("--input takes NAME=VALUE").about(raw))?;
        let input = known
            .iter()
            .find(|input| input.name.as_str() == name)
            .ok_or_else(|| CliError::usage("the command does not ask for this").about(name))?;
        let value = match input.choices.as_slice() {
            [] => Text::line(value),
            choices => choices
                .iter()
                .find(|(sent, shown)| sent.as_str() == value || shown.as_str() == value)
                .map(|(sent, _)| sent.clone())
                .ok_or_else(|| {
                    let words: Vec<&str> = choices.iter().map(|(sent, _)| sent.as_str()).collect();
                    CliError::usage(&format!("it can be {}", words.join(", "))).about(name)
                })?,
        };
        filled.push((input.name.clone(), value));
    }
    let lacks = |name: &Text| !filled.iter().any(|(own, _)| own == name);
    match known.iter().find(|one| !one.optional && lacks(&one.name)) {
        Some(missing) => Err(CliError::usage(&format!(
            "the command asks for {}: --input {}=VALUE",
            missing.title, missing.name
        ))),
        None => Ok(filled),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Input;

    fn action() -> Action {
        let input = |name: &str, choices: &[&str], optional| Input {
            name: name.into(),
            title: Text::line(&name.to_uppercase()),
            choices: choices
                .iter()
                .map(|one| ((*one).into(), Text::line(one)))
                .collect(),
            optional,
        };
        let offer = Offer {
            change: Change::Act {
                action: "copy".into(),
                title: "Copy".into(),
                items: Vec::new(),
                inputs: Vec::new(),
                destroys: false,
            },
            summary: "copy".into(),
            question: None,
            inputs: vec![
                input("version", &["v1", "v2"], false),
                input("who", &[], true),
            ],
            denied: None,
        };
        Action::of(offer).unwrap()
    }

    #[test]
    fn what_a_command_asks_for_is_checked() {
        let given = |all: &[&str]| {
            let all: Vec<String> = all.iter().map(ToString::to_string).collect();
            inputs(&action(), &all)
        };
        assert_eq!(
            given(&["version=v2", "who=a=b"]).unwrap(),
            [
                ("version".into(), "v2".into()),
                ("who".into(), "a=b".into())
            ]
        );
        for (wrong, says) in [
            (&[][..], "--input version=VALUE"),
            (&["version=v3"][..], "it can be v1, v2"),
            (&["version"][..], "NAME=VALUE"),
            (&["version=v1", "other=1"][..], "does not ask"),
        ] {
            let error = given(wrong).unwrap_err();
            assert!(error.message.contains(says), "{error}");
        }
    }
}

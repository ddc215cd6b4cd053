//! What can be done with whole results, for the menu of a task; the commands of the server on
//! chosen tasks are in [`super::actions`].

use crate::model::{
    Change, Id, ItemDetail, ItemResult, Level, NodeRef, Offer, ResultKind, ResultMark, Text, Verb,
};
use crate::platform::PlatformError;

use super::LabelStudioPlatform;
use super::verbs::NOT_MINE;
use super::{actions, rights};

/// What a node's menu offers.
///
/// # Errors
/// Those of the requests.
pub async fn offers(
    studio: &LabelStudioPlatform,
    node: &NodeRef,
) -> Result<Vec<Offer>, PlatformError> {
    match node.level() {
        Level::Item => {
            let (detail, refused) = tokio::try_join!(studio.look_at(node), refused(studio, node))?;
            Ok(of_item(&detail, &refused))
        }
        Level::Task | Level::Project => {
            let rights = rights::permissions(studio, node).await?;
            actions::offers(studio, node, rights.check(Verb::Act).err()).await
        }
        _ => Ok(Vec::new()),
    }
}

/// Why some of it cannot be done at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Refused {
    mark: Option<Text>,
    truth: Option<Text>,
    delete: Option<Text>,
    skip: Option<Text>,
}

async fn refused(studio: &LabelStudioPlatform, node: &NodeRef) -> Result<Refused, PlatformError> {
    let project = studio.project_of(node).await?;
    let (who, rights, project) = tokio::try_join!(
        studio.who(),
        rights::permissions(studio, node),
        studio.project(project)
    )?;
    let mark = rights.check(Verb::MarkResult).err().cloned();
    let no_button = project.told.show_skip_button == Some(false);
    let no_button = no_button.then(|| "tasks of this project are not skipped".into());
    Ok(Refused {
        truth: mark.clone().or_else(|| rights::no_truth(&who)),
        delete: rights.check(Verb::DeleteResult).err().cloned(),
        skip: mark.clone().or(no_button),
        mark,
    })
}

/// What can be done with the results of an item.
fn of_item(detail: &ItemDetail, refused: &Refused) -> Vec<Offer> {
    let mut all = Vec::new();
    for result in &detail.results {
        match result.kind {
            ResultKind::Submitted => of_result(result, refused, &mut all),
            ResultKind::Draft if result.mine => of_draft(result, refused, &mut all),
            ResultKind::Draft | ResultKind::Prediction => {}
        }
    }
    let submitted = |result: &&ItemResult| result.kind == ResultKind::Submitted && result.mine;
    let skipped = detail
        .results
        .iter()
        .filter(submitted)
        .any(|result| result.skipped);
    let already = skipped.then(|| "you have skipped it already".into());
    all.push(offer(
        Change::Submit { draft: None },
        "skip this task: hand in nothing".into(),
        refused.skip.clone().or(already),
    ));
    all
}

fn offer(change: Change, summary: Text, denied: Option<Text>) -> Offer {
    Offer {
        change,
        summary,
        question: None,
        inputs: Vec::new(),
        denied,
    }
}

/// A result in a few words: `result 12 of Alice`.
fn named(result: &ItemResult) -> String {
    format!("{} {} of {}", result.kind.word(), result.id, result.author)
}

fn of_result(result: &ItemResult, refused: &Refused, all: &mut Vec<Offer>) {
    let name = named(result);
    let mark = |mark, before: bool| Change::MarkResult {
        result: result.id.clone(),
        mark,
        before,
        after: !before,
    };
    if result.is_live() {
        let words = match result.truth {
            false => format!("mark as ground truth: {name}"),
            true => format!("no longer ground truth: {name}"),
        };
        let change = mark(ResultMark::Truth, result.truth);
        all.push(offer(change, Text::line(&words), refused.truth.clone()));
    }
    let words = match result.skipped {
        false => format!("mark as skipped: {name}"),
        true => format!("no longer skipped: {name}"),
    };
    // Un-skipping is never against a project's rules.
    let denied = match result.skipped {
        false => refused.skip.clone(),
        true => refused.mark.clone(),
    };
    let change = mark(ResultMark::Skipped, result.skipped);
    all.push(offer(change, Text::line(&words), denied));
    let not_mine = (!result.mine).then(|| NOT_MINE.into());
    all.push(delete(result, &name, refused.delete.clone().or(not_mine)));
}

fn of_draft(result: &ItemResult, refused: &Refused, all: &mut Vec<Offer>) {
    let name = Text::line(&format!("draft {}", number_of(&result.id)));
    let change = Change::Submit {
        draft: Some(result.id.clone()),
    };
    let summary = Text::line(&format!("hand in: my {name}"));
    all.push(offer(change, summary, refused.mark.clone()));
    all.push(delete(
        result,
        &format!("my {name}"),
        refused.delete.clone(),
    ));
}

fn delete(result: &ItemResult, name: &str, denied: Option<Text>) -> Offer {
    let change = Change::DeleteResult {
        result: result.id.clone(),
        author: result.author.clone(),
    };
    offer(
        change,
        Text::line(&format!("delete for good: {name}")),
        denied,
    )
}

/// The number in `draft-2`.
fn number_of(id: &Id) -> String {
    let whole = id.to_string();
    let number = whole.rsplit_once('-').map(|(_, number)| number.to_owned());
    number.unwrap_or(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AccountId, ContentHash, Timestamp};

    fn result(id: Id, kind: ResultKind, mine: bool) -> ItemResult {
        ItemResult {
            id,
            kind,
            author: if mine { "me".into() } else { "Alice".into() },
            mine,
            at: Timestamp(0),
            truth: false,
            skipped: false,
            score: None,
            facts: Vec::new(),
            hash: ContentHash(0),
            verdict: None,
        }
    }

    fn told(results: Vec<ItemResult>, refused: &Refused) -> Vec<(String, Option<String>)> {
        let node = NodeRef::root(AccountId::new("a")).child(Level::Item, Id::Number(1));
        let mut detail = ItemDetail::empty(node, "one".into());
        detail.results = results;
        let all = of_item(&detail, refused).into_iter();
        all.map(|offer| {
            (
                offer.summary.to_string(),
                offer.denied.map(|why| why.to_string()),
            )
        })
        .collect()
    }

    #[test]
    fn each_result_offers_what_its_kind_and_owner_allow() {
        let skipped = ItemResult {
            skipped: true,
            ..result(Id::Number(3), ResultKind::Submitted, true)
        };
        let all = told(
            vec![
                result(Id::Number(2), ResultKind::Submitted, false),
                skipped,
                result(Id::name("prediction-1"), ResultKind::Prediction, false),
                result(Id::name("draft-7"), ResultKind::Draft, true),
                result(Id::name("draft-8"), ResultKind::Draft, false),
            ],
            &Refused::default(),
        );
        let expected = [
            ("mark as ground truth: result 2 of Alice", None),
            ("mark as skipped: result 2 of Alice", None),
            ("delete for good: result 2 of Alice", Some(NOT_MINE)),
            ("no longer skipped: result 3 of me", None),
            ("delete for good: result 3 of me", None),
            ("hand in: my draft 7", None),
            ("delete for good: my draft 7", None),
            (
                "skip this task: hand in nothing",
                Some("you have skipped it already"),
            ),
        ];
        let expected: Vec<(String, Option<String>)> = expected
            .map(|(words, why)| (words.to_owned(), why.map(str::to_owned)))
            .to_vec();
        assert_eq!(all, expected);
    }

    #[test]
    fn what_a_project_refuses_is_told_with_its_reason() {
        let refused = Refused {
            skip: Some("tasks of this project are not skipped".into()),
            truth: Some("only reviewers".into()),
            ..Refused::default()
        };
        let all = told(
            vec![result(Id::Number(2), ResultKind::Submitted, true)],
            &refused,
        );
        let why: Vec<Option<&str>> = all.iter().map(|(_, why)| why.as_deref()).collect();
        let no = Some("tasks of this project are not skipped");
        assert_eq!(why, [Some("only reviewers"), no, None, no]);
    }
}

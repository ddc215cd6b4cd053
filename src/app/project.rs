//! What a committed operation means for what is on screen, before any platform has answered.

use crate::model::{
    Change, Comment, ContentHash, Id, Issue, ItemDetail, ItemResult, Judgement, Operation,
    Permissions, ResultKind, ResultMark, Role, Row, Verdict, WordId,
};

use super::list::SparseList;

/// Shows an operation in the row it is about. Item counts of jobs follow from verdicts only after
/// the platform was read again.
pub fn patch_row(list: &mut SparseList, index: u64, op: &Operation) {
    let holder = match &op.change {
        Change::Transition {
            handover: Some(handover),
            ..
        } => list.add_word(handover.after.as_ref()),
        _ => WordId::NONE,
    };
    let words = match &op.change {
        Change::Transition { after, .. } => Some((
            list.add_word(after.stage.as_ref()),
            list.add_word(Some(&after.state)),
        )),
        Change::Assign { after, .. } => {
            let word = list.add_word(after.as_ref());
            Some((word, word))
        }
        _ => None,
    };
    let Some(row) = list.get_mut(index) else {
        return;
    };
    match (&op.change, words) {
        (Change::JudgeItem { after, .. }, _) => {
            row.verdict = after.as_ref().map(|judgement| judgement.verdict);
            row.flags.stale = false;
            set_item_counts(row);
        }
        (
            Change::Transition {
                after, handover, ..
            },
            Some((stage, state)),
        ) => {
            (row.stage, row.state, row.class) = (stage, state, after.class);
            if handover.is_some() {
                row.assignee = holder;
            }
        }
        (
            Change::Assign {
                role: Role::Assignee,
                ..
            },
            Some((word, _)),
        ) => row.assignee = word,
        (
            Change::Assign {
                role: Role::Reviewer,
                ..
            },
            Some((word, _)),
        ) => row.reviewer = word,
        (Change::OpenIssue { .. } | Change::Resolve { after: false, .. }, _) => {
            row.issues = row.issues.saturating_add(1);
        }
        (Change::RestoreIssue { issue }, _) if !issue.resolved => {
            row.issues = row.issues.saturating_add(1);
        }
        (Change::Resolve { after: true, .. }, _) => row.issues = row.issues.saturating_sub(1),
        (Change::DeleteIssue { issue }, _) if !issue.resolved => {
            row.issues = row.issues.saturating_sub(1);
        }
        (Change::Flag { after, .. }, _) => row.flags.flagged = *after,
        (
            Change::MarkResult {
                mark: ResultMark::Truth,
                after,
                ..
            },
            _,
        ) => row.flags.truth = *after,
        _ => {}
    }
}

/// Shows a verdict in the counts of a row that the judged item lies below.
pub fn patch_counts(row: &mut Row, op: &Operation) {
    let Change::JudgeItem { before, after } = &op.change else {
        return;
    };
    let verdict = |judgement: &Option<Judgement>| judgement.as_ref().map(|found| found.verdict);
    let (before, after) = (verdict(before), verdict(after));
    let count = |value: u32, holds: fn(Verdict) -> bool| {
        let value = value.saturating_sub(u32::from(before.is_some_and(holds)));
        value.saturating_add(u32::from(after.is_some_and(holds)))
    };
    row.done = count(row.done, Verdict::decides);
    row.rejected = count(row.rejected, |verdict| verdict == Verdict::Rejected);
}

fn set_item_counts(row: &mut Row) {
    row.done = u32::from(row.verdict.is_some_and(Verdict::decides));
    row.rejected = u32::from(row.verdict == Some(Verdict::Rejected));
}

/// Shows an operation in an item's annotations.
pub fn patch_item(detail: &mut ItemDetail, op: &Operation) {
    match &op.change {
        Change::JudgeItem { after, .. } => detail.verdict.clone_from(after),
        Change::Flag { after, .. } => detail.flagged = *after,
        Change::JudgeAnnotation {
            annotation, after, ..
        } => {
            for found in detail
                .annotations
                .iter_mut()
                .filter(|found| found.id == *annotation)
            {
                found.verdict.clone_from(after);
            }
            for found in detail
                .results
                .iter_mut()
                .filter(|found| found.id == *annotation)
            {
                found.verdict.clone_from(after);
            }
        }
        Change::MarkResult {
            result,
            mark,
            after,
            ..
        } => mark_result(detail, result, *mark, *after),
        Change::DeleteResult { result, .. } => remove_result(detail, result),
        Change::Submit { draft } => submit(detail, op, draft.as_ref()),
        _ => {}
    }
}

fn mark_result(detail: &mut ItemDetail, id: &Id, mark: ResultMark, after: bool) {
    for found in &mut detail.results {
        let this = found.id == *id;
        match mark {
            // At most one result of an item stands for the truth.
            ResultMark::Truth if this || after => found.truth = this && after,
            ResultMark::Skipped if this => found.skipped = after,
            ResultMark::Truth | ResultMark::Skipped => {}
        }
    }
}

fn remove_result(detail: &mut ItemDetail, id: &Id) {
    let Some(at) = detail.results.iter().position(|found| found.id == *id) else {
        return;
    };
    let gone = u16::try_from(at).unwrap_or(u16::MAX);
    detail.results.remove(at);
    detail.annotations.retain(|found| found.result != gone);
    detail.relations.retain(|found| found.result != gone);
    let of_annotations = detail.annotations.iter_mut().map(|found| &mut found.result);
    let of_relations = detail.relations.iter_mut().map(|found| &mut found.result);
    for number in of_annotations.chain(of_relations) {
        *number -= u16::from(*number > gone);
    }
}

/// A draft that is handed in counts from now on; without one, an empty result says "skipped". Both
/// are known by the operation's id until the item is read again.
fn submit(detail: &mut ItemDetail, op: &Operation, draft: Option<&Id>) {
    let own = Id::name(&op.id.to_string());
    if detail.results.iter().any(|found| found.id == own) {
        return;
    }
    match draft {
        Some(draft) => {
            let mut drafts = detail.results.iter_mut();
            if let Some(found) = drafts.find(|found| found.id == *draft) {
                (found.kind, found.id, found.at) = (ResultKind::Submitted, own, op.at);
            }
        }
        None => detail.results.push(ItemResult {
            id: own,
            kind: ResultKind::Submitted,
            author: op.who.clone(),
            mine: true,
            at: op.at,
            truth: false,
            skipped: true,
            score: None,
            facts: Vec::new(),
            hash: ContentHash(0),
            verdict: None,
        }),
    }
}

/// Shows an operation in a list of issues. Doing it twice is the same as once.
pub fn patch_issues(issues: &mut Vec<Issue>, op: &Operation, created: Option<&Id>) {
    let own = || {
        created
            .cloned()
            .unwrap_or_else(|| Id::name(&op.id.to_string()))
    };
    match &op.change {
        Change::OpenIssue {
            place,
            annotation,
            text,
            assignee,
        } => {
            let id = own();
            if issues.iter().any(|issue| issue.id == id) {
                return;
            }
            issues.push(Issue {
                id: id.clone(),
                item: op.target.clone(),
                place: place.clone(),
                annotation: annotation.clone(),
                assignee: assignee.clone(),
                owner: op.who.clone(),
                at: op.at,
                resolved: false,
                comments: vec![Comment {
                    id,
                    author: op.who.clone(),
                    at: op.at,
                    text: text.clone(),
                }],
                rights: Permissions::default(),
            });
        }
        Change::DeleteIssue { issue } => issues.retain(|found| found.id != issue.id),
        Change::RestoreIssue { issue } if issues.iter().all(|found| found.id != issue.id) => {
            issues.push((**issue).clone());
            issues.sort_by_key(|issue| issue.at);
        }
        Change::Comment { issue, text } => {
            let id = own();
            for found in issues.iter_mut().filter(|found| found.id == *issue) {
                if !found.comments.iter().any(|comment| comment.id == id) {
                    found.comments.push(Comment {
                        id: id.clone(),
                        author: op.who.clone(),
                        at: op.at,
                        text: text.clone(),
                    });
                }
            }
        }
        Change::DeleteComment { issue, comment, .. } => {
            for found in issues.iter_mut().filter(|found| found.id == *issue) {
                found.comments.retain(|kept| kept.id != *comment);
            }
        }
        Change::EditComment {
            issue,
            comment,
            after,
            ..
        } => {
            for found in issues.iter_mut().filter(|found| found.id == *issue) {
                for kept in found.comments.iter_mut().filter(|kept| kept.id == *comment) {
                    kept.text.clone_from(after);
                }
            }
        }
        Change::Resolve { issue, after, .. } => {
            for found in issues.iter_mut().filter(|found| found.id == *issue) {
                found.resolved = *after;
            }
        }
        _ => {}
    }
}

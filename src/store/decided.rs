//! Decisions taken over into the loaded state, as the store has them after an operation.

use crate::model::{Applied, Change, Comment, Id, Issue, Operation, Permissions, Role};

use super::{LocalJob, LocalState};

impl LocalState {
    /// Takes over an operation that the store has applied under this key.
    pub fn apply(&mut self, key: &str, operation: &Operation, applied: &Applied) {
        apply(self, key, operation, applied);
    }
}

fn apply(state: &mut LocalState, key: &str, operation: &Operation, applied: &Applied) {
    let own = || {
        applied
            .created
            .clone()
            .unwrap_or_else(|| Id::name(&operation.id.to_string()))
    };
    match &operation.change {
        Change::JudgeItem { after, .. } => {
            state.items.entry(key.to_owned()).or_default().judgement = after.clone();
        }
        Change::JudgeAnnotation {
            annotation, after, ..
        } => {
            let verdicts = &mut state.items.entry(key.to_owned()).or_default().annotations;
            match after {
                Some(judgement) => verdicts.insert(annotation.clone(), judgement.clone()),
                None => verdicts.remove(annotation),
            };
        }
        Change::Flag { after, .. } if operation.target.level() == crate::model::Level::Item => {
            state.items.entry(key.to_owned()).or_default().flagged = *after;
        }
        Change::MarkResult { .. }
        | Change::Submit { .. }
        | Change::DeleteResult { .. }
        | Change::Act { .. } => {}
        Change::Flag { after, .. } => job(state, key).flagged = *after,
        Change::Transition {
            after, handover, ..
        } => {
            let job = job(state, key);
            job.state = Some(after.clone());
            if let Some(handover) = handover {
                job.assignee.clone_from(&handover.after);
            }
        }
        Change::Assign { role, after, .. } => {
            let job = job(state, key);
            match role {
                Role::Assignee => job.assignee = after.clone(),
                Role::Reviewer => job.reviewer = after.clone(),
            }
        }
        Change::OpenIssue {
            place,
            annotation,
            text,
            assignee,
        } => state.issues.push(Issue {
            id: own(),
            item: operation.target.clone(),
            place: place.clone(),
            annotation: annotation.clone(),
            assignee: assignee.clone(),
            owner: operation.who.clone(),
            at: operation.at,
            resolved: false,
            comments: vec![Comment {
                id: Id::name(&format!("{}-c", own())),
                author: operation.who.clone(),
                at: operation.at,
                text: text.clone(),
            }],
            rights: Permissions::default(),
        }),
        Change::DeleteIssue { issue } => state.issues.retain(|known| known.id != issue.id),
        Change::RestoreIssue { issue } => {
            state.issues.retain(|known| known.id != issue.id);
            state.issues.push((**issue).clone());
            state.issues.sort_by_key(|issue| issue.at);
        }
        Change::Comment { issue, text } => {
            let comment = Comment {
                id: own(),
                author: operation.who.clone(),
                at: operation.at,
                text: text.clone(),
            };
            if let Some(issue) = state.issues.iter_mut().find(|known| known.id == *issue) {
                issue.comments.push(comment);
            }
        }
        Change::DeleteComment { issue, comment, .. } => {
            if let Some(issue) = state.issues.iter_mut().find(|known| known.id == *issue) {
                issue.comments.retain(|known| known.id != *comment);
            }
        }
        Change::EditComment {
            issue,
            comment,
            after,
            ..
        } => {
            let issue = state.issues.iter_mut().find(|known| known.id == *issue);
            let comments = issue.into_iter().flat_map(|issue| &mut issue.comments);
            for known in comments.filter(|known| known.id == *comment) {
                known.text.clone_from(after);
            }
        }
        Change::Verify { issue, after, .. } => {
            state.verified.remove(issue);
            if *after {
                state.verified.insert(issue.clone(), operation.at);
            }
        }
        Change::Resolve { issue, after, .. } => {
            if let Some(issue) = state.issues.iter_mut().find(|known| known.id == *issue) {
                issue.resolved = *after;
            }
        }
    }
}

fn job<'s>(state: &'s mut LocalState, key: &str) -> &'s mut LocalJob {
    state.jobs.entry(key.to_owned()).or_default()
}

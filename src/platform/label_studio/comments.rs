//! Comments of Label Studio Enterprise as issues: one comment is one issue, without a thread of its
//! own.
//!
//! The server knows no answers to a comment: what is said in answer to one is a further comment of
//! the same annotation (and of the same region, where the first has one), resolved and deleted by
//! itself. So answering an issue makes a second issue right behind it. A place on the picture, which
//! comments cannot hold, stands in words behind the text and is read back from there.

mod place;
mod write;

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::limits::{
    STUDIO_COMMENT_PROJECTS, STUDIO_COMMENTED, STUDIO_PROJECTS_PAGE, STUDIO_PROJECTS_PAGES,
};
use crate::model::{Comment, Id, Issue, Level, NodeRef, Permissions, Place, Text, Verb};
use crate::platform::PlatformError;

use super::LabelStudioPlatform;
use super::client::{ask, number, with};
use super::people::People;
use super::records::{self, when};
use super::who::Who;

pub use write::write;

/// Why a comment of somebody else's stays as it is.
const NOT_MINE: &str = "somebody else's comment";

/// Issues below a node, oldest first.
///
/// # Errors
/// Those of the requests.
pub async fn issues(
    studio: &LabelStudioPlatform,
    scope: &NodeRef,
) -> Result<Vec<Issue>, PlatformError> {
    let me = studio.who().await?;
    if !me.is_enterprise() {
        return Ok(Vec::new());
    }
    let comments = match scope.level() {
        Level::Item => studio.comments_of_task(number(scope, Level::Item)?).await?,
        _ => {
            let projects = studio.projects_below(scope).await?;
            studio.comments_of_projects(&projects).await?
        }
    };
    let people = studio.people().await?;
    let mut all = Vec::with_capacity(comments.len());
    for comment in &comments {
        let item = match (scope.level(), comment.project, comment.task) {
            (Level::Item, ..) => scope.clone(),
            (_, Some(project), Some(task)) => studio.item_node(project, None, task),
            // On a draft that nobody else sees, or of a project that is being deleted.
            _ => continue,
        };
        all.push(told(comment, item, &me, &people));
    }
    all.sort_by_key(|issue| (issue.at, issue.id.clone()));
    Ok(all)
}

/// A comment in our words.
pub fn told(comment: &records::Comment, item: NodeRef, me: &Who, people: &People) -> Issue {
    let author = comment
        .created_by
        .map_or_else(Text::default, |by| people.name(by));
    let (place, words) = place::split(&comment.text);
    let id = Id::Number(comment.id);
    let at = when(comment.created_at.as_deref());
    Issue {
        id: id.clone(),
        item,
        place: place.unwrap_or(Place::Item),
        annotation: annotation_of(comment),
        assignee: None,
        owner: author.clone(),
        at,
        resolved: comment.is_resolved,
        comments: vec![Comment {
            id,
            author,
            at,
            text: Text::block(words),
        }],
        rights: rights(comment.created_by == Some(me.id)),
    }
}

/// The result or region that a comment is about.
fn annotation_of(comment: &records::Comment) -> Option<Id> {
    let annotation = comment.annotation?;
    let region = comment.region_ref.as_ref();
    let region = region.and_then(|region| region.region_id.as_deref());
    Some(match region {
        Some(region) if !region.is_empty() => Id::name(&format!("{annotation}/{region}")),
        _ => Id::Number(annotation),
    })
}

/// Comments are changed and deleted by whoever wrote them, and resolved by anybody.
fn rights(mine: bool) -> Permissions {
    let verbs = [Verb::EditComment, Verb::DeleteIssue];
    let denied = verbs.into_iter().filter(|_| !mine);
    Permissions {
        denied: denied.map(|verb| (verb, NOT_MINE.into())).collect(),
    }
}

impl LabelStudioPlatform {
    /// Comments on any annotation of a task: the server lists them by annotation only.
    async fn comments_of_task(&self, task: u64) -> Result<Vec<records::Comment>, PlatformError> {
        let now = self.held_task(task).await?;
        if now.comment_count == Some(0) {
            return Ok(Vec::new());
        }
        let mut all = BTreeMap::new();
        for annotation in now.annotations.iter().take(STUDIO_COMMENTED) {
            for comment in self.comments_of(annotation.id).await? {
                all.insert(comment.id, comment);
            }
        }
        Ok(all.into_values().collect())
    }

    /// Comments on an annotation.
    ///
    /// # Errors
    /// Those of the request.
    pub(super) async fn comments_of(
        &self,
        annotation: u64,
    ) -> Result<Vec<records::Comment>, PlatformError> {
        let asked = with(ask("api/comments/"), "annotation", annotation);
        let mut all = self.comments(asked).await?;
        all.retain(|comment| comment.annotation.is_none_or(|of| of == annotation));
        Ok(all)
    }

    /// Comments anywhere in some projects.
    ///
    /// # Errors
    /// Those of the requests.
    pub(super) async fn comments_of_projects(
        &self,
        projects: &[u64],
    ) -> Result<Vec<records::Comment>, PlatformError> {
        let mut all = BTreeMap::new();
        for some in projects.chunks(STUDIO_COMMENT_PROJECTS) {
            let ids: Vec<String> = some.iter().map(u64::to_string).collect();
            let asked = with(ask("api/comments/"), "projects", ids.join(","));
            for comment in self.comments(asked).await? {
                all.insert(comment.id, comment);
            }
        }
        Ok(all.into_values().collect())
    }

    async fn comments(
        &self,
        asked: crate::platform::http::Ask,
    ) -> Result<Vec<records::Comment>, PlatformError> {
        let body = self.client().read(with(asked, "ordering", "id")).await?;
        records::listed(&body)
    }

    /// The projects below a node that is no item.
    async fn projects_below(&self, scope: &NodeRef) -> Result<Vec<u64>, PlatformError> {
        match number(scope, Level::Project) {
            Ok(project) => Ok(vec![project]),
            Err(_) => self.project_ids(scope).await,
        }
    }

    /// The projects of a workspace, or all of them.
    async fn project_ids(&self, scope: &NodeRef) -> Result<Vec<u64>, PlatformError> {
        #[derive(Deserialize)]
        struct Numbered {
            id: u64,
        }
        let mut all = Vec::new();
        for page in 1..=STUDIO_PROJECTS_PAGES {
            let mut asked = with(with(ask("api/projects/"), "include", "id"), "page", page);
            asked = with(asked, "page_size", STUDIO_PROJECTS_PAGE);
            if let Some(Id::Number(workspace)) = scope.id_at(Level::Organization) {
                asked = with(asked, "workspaces", workspace);
            }
            let Some(body) = self.client().get_if_there(asked).await? else {
                break;
            };
            let some: Vec<Numbered> = records::listed(&body)?;
            let full = u64::try_from(some.len()).unwrap_or(0) >= STUDIO_PROJECTS_PAGE;
            all.extend(some.iter().map(|one| one.id));
            if !full {
                break;
            }
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AccountId, Point};

    #[test]
    fn a_comment_is_an_issue_of_its_annotation_or_region() {
        let raw = r#"{"id": 5, "annotation": 12, "task": 3, "project": 1, "is_resolved": true,
            "text": "too loose\n(at 10, 20.5)", "created_by": {"id": 4},
            "created_at": "2026-11-21T08:24:24.776036Z",
            "region_ref": {"region_id": "abc", "control_name": "box"}}"#;
        let comment: records::Comment = serde_json::from_str(raw).unwrap();
        let item = NodeRef::root(AccountId::new("a")).child(Level::Item, Id::Number(3));
        let users = r#"[{"id": 4, "first_name": "Carol"}]"#;
        let people = People::new(&serde_json::from_str::<Vec<_>>(users).unwrap());
        let me = Who {
            id: 4,
            ..Who::default()
        };
        let issue = told(&comment, item.clone(), &me, &people);
        assert_eq!(issue.annotation, Some(Id::name("12/abc")));
        assert_eq!((issue.text(), issue.owner.as_str()), ("too loose", "Carol"));
        let point = Point::new(10.0, 20.5);
        assert_eq!(issue.place, Place::At { point });
        assert!(issue.resolved && issue.rights.denied.is_empty());
        let other = Who::default();
        let rights = told(&comment, item, &other, &people).rights;
        assert!(rights.check(Verb::DeleteIssue).is_err());
        assert!(rights.check(Verb::Resolve).is_ok());
    }
}

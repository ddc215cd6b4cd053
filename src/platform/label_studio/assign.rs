//! Who can be given work, and giving it (Label Studio Enterprise API, assignees and members).
//!
//! A task has any number of annotators and of reviewers; an operation speaks of one, or of several
//! by their names with commas between. Who is given it is added first and who held it taken away
//! then, so that the task is never nobody's in between, and others who hold it too keep it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::limits::{STUDIO_MEMBER_PAGES, STUDIO_PROJECTS_PAGE};
use crate::model::{Applied, Level, NodeRef, Role, Text};
use crate::platform::http::Ask;
use crate::platform::{Member, PlatformError};

use super::LabelStudioPlatform;
use super::client::{ask, number, with};
use super::people::People;
use super::records::{self, Assignee, user_number};
use super::verbs::{conflict, repeated};
use super::who;

/// Why nobody is assigned in the open-source edition.
pub const NO_ASSIGNMENT: &str = "Label Studio's open-source edition has no assignment";

/// What stands between the names of several people.
const BETWEEN: &str = ", ";

/// A person who can be given work in a project.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Candidate {
    id: u64,
    name: Text,
    about: Text,
}

/// The word of the server for a role.
fn kind(role: Role) -> &'static str {
    match role {
        Role::Assignee => "AN",
        Role::Reviewer => "RE",
    }
}

/// People who can be assigned below a node and whose name fits the search: the project's members
/// in Enterprise. In the open-source edition, which assigns nobody, everybody of the organization.
///
/// # Errors
/// Those of the requests.
pub async fn members(
    studio: &LabelStudioPlatform,
    scope: &NodeRef,
    search: &str,
) -> Result<Vec<Member>, PlatformError> {
    let project = match studio.who().await?.is_enterprise() {
        true => number(scope, Level::Project).ok(),
        false => None,
    };
    let people = match project {
        Some(project) => studio.candidates(project, search).await?,
        None => studio.everybody().await?,
    };
    let needle = search.trim().to_lowercase();
    let fits = |text: &Text| text.to_lowercase().contains(&needle);
    let mut members: Vec<Member> = people
        .into_iter()
        .filter(|person| fits(&person.name) || fits(&person.about))
        .map(|person| Member {
            name: person.name,
            about: person.about,
        })
        .collect();
    members.sort_by(|a, b| a.name.cmp(&b.name));
    members.dedup_by(|a, b| a.name == b.name);
    Ok(members)
}

/// Gives a task to somebody.
///
/// # Errors
/// What was refused, changed meanwhile or not answered.
pub async fn assign(
    studio: &LabelStudioPlatform,
    target: &NodeRef,
    role: Role,
    before: Option<&Text>,
    after: Option<&Text>,
) -> Result<Applied, PlatformError> {
    if target.level() != Level::Item {
        return Err(PlatformError::Unsupported(
            "an assignee of anything but tasks".into(),
        ));
    }
    let task = number(target, Level::Item)?;
    let project = studio.project_of(target).await?;
    let path = format!("api/projects/{project}/tasks/{task}/assignees");
    let body = studio.client().read(ask(&*path)).await?;
    let all: Vec<Assignee> = records::listed(&body)?;
    let of_role = all.iter().filter(|one| one.kind == kind(role));
    let held: BTreeSet<u64> = of_role.filter_map(|one| one.assignee).collect();
    let from = studio.numbers_of(project, before).await?;
    let to = studio.numbers_of(project, after).await?;
    let add: Vec<u64> = to.difference(&held).copied().collect();
    let gone: Vec<u64> = from
        .difference(&to)
        .filter(|id| held.contains(id))
        .copied()
        .collect();
    if add.is_empty() && gone.is_empty() {
        return Ok(repeated());
    }
    // Adding beside somebody is asked for only where nobody was.
    let expected = match from.is_empty() {
        true => held.is_subset(&to),
        false => !from.is_disjoint(&held) || add.is_empty(),
    };
    if !expected {
        let mut now = Vec::new();
        for id in &held {
            now.push(studio.called(Some(*id)).await.to_string());
        }
        let now = match now.is_empty() {
            true => "nobody".to_owned(),
            false => now.join(BETWEEN),
        };
        let was = before.map_or("nobody", Text::as_str);
        let ours = after.map_or("nobody", Text::as_str);
        let theirs = format!("now {} {now}, was {was}", role.word());
        return Err(conflict(&theirs, ours));
    }
    if !add.is_empty() {
        let body = json!({"users": add, "type": kind(role)});
        studio
            .client()
            .write("POST", ask(&*path), Some(body))
            .await?;
    }
    if !gone.is_empty() {
        let ids: Vec<String> = gone.iter().map(u64::to_string).collect();
        let path = with(ask(path), "type", kind(role));
        let path = with(path, "users", ids.join(","));
        let answer = studio.client().write("DELETE", path, None).await;
        // Whoever is not there any more need not be taken away.
        if let Err(failure) = answer
            && failure.status != Some(404)
        {
            return Err(half_done(failure.error, !add.is_empty()));
        }
    }
    Ok(Applied::default())
}

/// Once somebody was added, what failed is gone on with and not begun anew.
fn half_done(error: PlatformError, added: bool) -> PlatformError {
    match error {
        PlatformError::Denied(why) if added => PlatformError::Denied(Text::line(&format!(
            "the new one was added, the old one stays: {why}"
        ))),
        error => error,
    }
}

impl LabelStudioPlatform {
    /// The numbers of the people whose names stand in a text.
    async fn numbers_of(
        &self,
        project: u64,
        names: Option<&Text>,
    ) -> Result<BTreeSet<u64>, PlatformError> {
        let Some(names) = names else {
            return Ok(BTreeSet::new());
        };
        let people = self.people().await?;
        let known = |name: &str| people.number(name);
        if let Some(numbers) = numbers(names, known) {
            return Ok(numbers);
        }
        // Roles that may not see everybody see the members of their projects.
        let members = self.candidates(project, "").await?;
        let member = |name: &str| {
            let found = members.iter().find(|one| *one.name == *name);
            found.map(|one| one.id).or_else(|| people.number(name))
        };
        numbers(names, member).ok_or_else(|| {
            PlatformError::NotFound(Text::line(&format!(
                "a member of the project named {names}"
            )))
        })
    }

    /// Members of a project.
    async fn candidates(
        &self,
        project: u64,
        search: &str,
    ) -> Result<Vec<Candidate>, PlatformError> {
        let path = format!("api/projects/{project}/members/paginated/");
        let mut all = Vec::new();
        for page in 1..=STUDIO_MEMBER_PAGES {
            let mut asked = with(ask(&*path), "page", page);
            asked = with(asked, "page_size", STUDIO_PROJECTS_PAGE);
            if !search.trim().is_empty() {
                asked = with(asked, "search", search.trim());
            }
            let some = self.members_page(asked).await?;
            let full = u64::try_from(some.len()).unwrap_or(0) >= STUDIO_PROJECTS_PAGE;
            let people = self.people().await?;
            all.extend(some.iter().filter_map(|one| candidate(one, &people)));
            if !full {
                break;
            }
        }
        Ok(all)
    }

    /// One page of members; a page beyond the last one is empty.
    async fn members_page(&self, asked: Ask) -> Result<Vec<Value>, PlatformError> {
        match self.client().read(asked).await {
            Ok(body) => records::listed(&body),
            Err(failure) if failure.status == Some(404) && !failure.words.is_empty() => {
                Ok(Vec::new())
            }
            Err(failure) => Err(failure.error),
        }
    }

    async fn everybody(&self) -> Result<Vec<Candidate>, PlatformError> {
        let body = self.client().read(ask("api/users/")).await?;
        let people = self.people().await?;
        let all: Vec<Value> = records::listed(&body)?;
        Ok(all
            .iter()
            .filter_map(|one| candidate(one, &people))
            .collect())
    }
}

/// The numbers of the people named in a text, one name or several; none when one is not known.
fn numbers(names: &str, known: impl Fn(&str) -> Option<u64>) -> Option<BTreeSet<u64>> {
    match known(names) {
        Some(id) => Some(BTreeSet::from([id])),
        None => names.split(BETWEEN).map(known).collect(),
    }
}

/// A member as the server tells one: a user with the part it has in the project.
fn candidate(member: &Value, people: &People) -> Option<Candidate> {
    let user = member.get("user").filter(|user| user.is_object());
    let id = user.and_then(user_number).or_else(|| user_number(member))?;
    let email = text(member, user, "email");
    let full = [
        text(member, user, "first_name"),
        text(member, user, "last_name"),
    ];
    let full: Vec<&str> = full.into_iter().flatten().collect();
    let name = match people.knows(id) {
        true => people.name(id),
        false => {
            let full = (!full.is_empty()).then(|| full.join(" "));
            let words =
                full.or_else(|| text(member, user, "username").or(email).map(str::to_owned))?;
            Text::line(&words)
        }
    };
    let role = text(member, user, "project_role").or_else(|| text(member, user, "role"));
    let role = role.map(|code| who::Role::of(code).map_or(code, |part| part.word()));
    let about: Vec<&str> = [role, email].into_iter().flatten().collect();
    Some(Candidate {
        id,
        name,
        about: Text::line(&about.join(" · ")),
    })
}

/// A text that says something, of a member or of the user in it.
fn text<'a>(member: &'a Value, user: Option<&'a Value>, name: &str) -> Option<&'a str> {
    let of = |one: &'a Value| one.get(name)?.as_str().filter(|text| !text.is_empty());
    of(member).or_else(|| of(user?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_told_in_every_form() {
        let users = r#"[{"id": 3, "first_name": "Bob", "last_name": "Boxer"}]"#;
        let people = People::new(&serde_json::from_str::<Vec<_>>(users).unwrap());
        let told = |raw: &str| candidate(&serde_json::from_str(raw).unwrap(), &people);
        let bob = told(r#"{"id": 3, "email": "bob@x", "project_role": "AN"}"#).unwrap();
        assert_eq!(
            (bob.name.as_str(), bob.about.as_str()),
            ("Bob Boxer", "annotator · bob@x")
        );
        let carol = r#"{"id": 9, "user": {"id": 4, "first_name": "Carol", "last_name": ""},
            "role": "RE"}"#;
        let carol = told(carol).unwrap();
        assert_eq!((carol.id, carol.name.as_str()), (4, "Carol"));
        assert_eq!(told("{}"), None);
    }

    #[test]
    fn several_names_are_several_people() {
        let known = |name: &str| match name {
            "Ann" => Some(1),
            "Bo" => Some(2),
            "Cy, jr." => Some(3),
            _ => None,
        };
        let all = |names: &str| numbers(names, known);
        assert_eq!(all("Ann"), Some(BTreeSet::from([1])));
        assert_eq!(all("Bo, Ann"), Some(BTreeSet::from([1, 2])));
        assert_eq!(all("Cy, jr."), Some(BTreeSet::from([3])));
        assert_eq!(all("Dan"), None);
    }
}

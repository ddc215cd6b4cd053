//! Members of an organization, and the numbers that writes name them by.

use crate::model::{Id, Level, NodeRef, Text};
use crate::platform::{Member, PlatformError};

use super::CvatPlatform;
use super::client::{PERSONAL, ask, with, within};
use super::map::full_name;
use super::wire::{self, User};

/// A person with the part that he or she has.
struct Person {
    user: User<'static>,
    role: String,
}

impl CvatPlatform {
    /// People who can be assigned within a scope and whose name fits the search.
    ///
    /// # Errors
    /// Those of the requests.
    pub async fn people(
        &self,
        scope: &NodeRef,
        search: &str,
    ) -> Result<Vec<Member>, PlatformError> {
        let organization = self.organization_of(scope).await?;
        let needle = search.trim().to_lowercase();
        let mut members: Vec<Member> = self
            .everybody(organization.as_ref(), None)
            .await?
            .into_iter()
            .map(|person| {
                let full = full_name(&person.user);
                let about = [full.as_str(), person.role.as_str()];
                let about: Vec<&str> = about.into_iter().filter(|part| !part.is_empty()).collect();
                Member {
                    name: Text::line(&person.user.username),
                    about: Text::line(&about.join(" · ")),
                }
            })
            .filter(|member| {
                let fits = |text: &Text| text.to_lowercase().contains(&needle);
                fits(&member.name) || fits(&member.about)
            })
            .collect();
        members.sort_by(|a, b| a.name.cmp(&b.name));
        members.dedup_by(|a, b| a.name == b.name);
        Ok(members)
    }

    /// Where a node is: the organization's id, `personal`, or none for the account itself.
    async fn organization_of(&self, node: &NodeRef) -> Result<Option<Id>, PlatformError> {
        match node.id_at(Level::Organization) {
            Some(id) => Ok(Some(id.clone())),
            None => {
                let node = self.canonical(node).await?;
                Ok(node.id_at(Level::Organization).cloned())
            }
        }
    }

    /// In an organization its members; in a personal workspace oneself; else whoever can be seen.
    async fn everybody(
        &self,
        organization: Option<&Id>,
        name: Option<&str>,
    ) -> Result<Vec<Person>, PlatformError> {
        let members = matches!(organization, Some(id) if *id != Id::name(PERSONAL));
        let list = match members {
            true => "api/memberships",
            false => "api/users",
        };
        let mut asked = within(ask(list), organization);
        if let Some(name) = name {
            asked = with(asked, if members { "user" } else { "username" }, name);
        }
        let read = |raw: &str| {
            if !members {
                let user: User<'_> = serde_json::from_str(raw)?;
                return Ok(Some(Person {
                    user: user.into_owned(),
                    role: String::new(),
                }));
            }
            let one: wire::Membership<'_> = serde_json::from_str(raw)?;
            let role = match one.is_active {
                Some(false) => format!("{}, invited", &*one.role),
                _ => one.role.to_string(),
            };
            let user = one.user.map(User::into_owned);
            Ok(user.map(|user| Person { user, role }))
        };
        let people = self.whole(asked, read).await?.all;
        Ok(people.into_iter().flatten().collect())
    }

    /// The number that writes name a person by: a member of the organization, or oneself.
    ///
    /// # Errors
    /// Nobody of that name; those of the request.
    pub async fn user_id(
        &self,
        organization: Option<&Id>,
        name: &str,
    ) -> Result<u64, PlatformError> {
        let me = self.who().await?;
        if &*me.name == name {
            return Ok(me.id);
        }
        let people = self.everybody(organization, Some(name)).await?;
        let person = people.iter().find(|person| &*person.user.username == name);
        person.map(|person| person.user.id).ok_or_else(|| {
            let what = format!("a member named {name}");
            PlatformError::NotFound(Text::line(&what))
        })
    }
}

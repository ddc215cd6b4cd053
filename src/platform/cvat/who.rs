//! Who the login is, what server answers, and what both can do.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::{Id, Identity, Text};
use crate::platform::PlatformError;

use super::CvatPlatform;
use super::filter::Version;
use super::rights::{Membership, Privilege};

/// The login and the server, read once.
#[derive(Clone, Debug, Default)]
pub struct Who {
    /// The login's number.
    pub id: u64,
    /// The user name, by which lists are filtered and people are known.
    pub name: Text,
    /// Its group.
    pub privilege: Privilege,
    /// Major and minor number of the server's version.
    pub version: Version,
    /// The whole version, `2.54.1`.
    pub version_text: Text,
    /// Why nothing can be written with the login, if so: a token that only reads, the setting.
    pub read_only: Option<Text>,
    /// When the token ends, if told.
    pub expires: Option<Text>,
}

/// The login's roles, by the number of the organization.
pub type Roles = HashMap<u64, Membership>;

impl CvatPlatform {
    /// The login and the server; asked for once.
    ///
    /// # Errors
    /// Those of the requests; a server that is no CVAT or too old.
    pub async fn who(&self) -> Result<Arc<Who>, PlatformError> {
        let who = self.who.get_or_try_init(|| self.ask_who()).await?;
        Ok(Arc::clone(who))
    }

    async fn ask_who(&self) -> Result<Arc<Who>, PlatformError> {
        let ask = super::client::ask;
        let (me, about) = tokio::try_join!(
            self.get::<super::wire::Myself>(ask("api/users/self")),
            self.get::<super::wire::About>(ask("api/server/about")),
        )?;
        let bearer = matches!(
            self.options.http.auth,
            crate::platform::http::Auth::Header("Bearer", _)
        );
        let mut read_only = self.options.read_only.clone();
        if bearer {
            let path = ask("api/auth/access_tokens/self");
            let token: super::wire::AccessToken = self.get(path).await?;
            if token.read_only {
                read_only = Some("the token may only read".into());
            }
        }
        let mut numbers = about
            .version
            .split('.')
            .map(|part| part.parse().unwrap_or(0));
        let mut number = || numbers.next().unwrap_or(0);
        Ok(Arc::new(Who {
            id: me.id,
            name: Text::line(&me.username),
            privilege: Privilege::of(me.groups.iter().map(String::as_str), me.is_superuser),
            version: (number(), number()),
            version_text: Text::line(&about.version),
            read_only,
            expires: None,
        }))
    }

    /// The login's role where an object is, by the object's organization.
    ///
    /// # Errors
    /// Those of the request.
    pub async fn membership(&self, organization: Option<u64>) -> Result<Membership, PlatformError> {
        let Some(organization) = organization else {
            return Ok(Membership::Sandbox);
        };
        let roles = self.roles().await?;
        let role = roles.get(&organization).copied();
        Ok(role.unwrap_or(Membership::Outsider))
    }

    /// All roles of the login; asked for once.
    ///
    /// # Errors
    /// Those of the request.
    pub async fn roles(&self) -> Result<Arc<Roles>, PlatformError> {
        let roles = self.roles.get_or_try_init(|| self.ask_roles()).await?;
        Ok(Arc::clone(roles))
    }

    async fn ask_roles(&self) -> Result<Arc<Roles>, PlatformError> {
        let who = self.who().await?;
        let mine = super::client::with(super::client::ask("api/memberships"), "user", &*who.name);
        let read = |raw: &str| {
            let one: super::wire::Membership<'_> = serde_json::from_str(raw)?;
            let active = one.is_active != Some(false);
            Ok((one.organization, Membership::of_role(&one.role), active))
        };
        let all = self.whole(mine, read).await?.all;
        let roles = all.into_iter().filter_map(|(organization, role, active)| {
            Some((organization?, role)).filter(|_| active)
        });
        Ok(Arc::new(roles.collect()))
    }

    /// What is shown of the login and the server.
    ///
    /// # Errors
    /// Those of [`CvatPlatform::who`].
    pub async fn describe(&self) -> Result<Identity, PlatformError> {
        let who = self.who().await?;
        Ok(Identity {
            user: who.name.clone(),
            ..Identity::default()
        })
    }
}

/// The number of a person by user name, who is a member of the organization (or oneself).
impl CvatPlatform {
    /// The number that writes name a person by.
    ///
    /// # Errors
    /// Nobody of that name; those of the request.
    pub async fn user_id(
        &self,
        organization: Option<&Id>,
        name: &str,
    ) -> Result<u64, PlatformError> {
        let who = self.who().await?;
        if who.name.as_str() == name {
            return Ok(who.id);
        }
        let asked = super::client::with(super::client::ask("api/users"), "username", name);
        let asked = super::client::within(asked, organization);
        let read =
            |raw: &str| serde_json::from_str::<super::wire::User<'_>>(raw).map(|user| user.id);
        let found = self.whole(asked, read).await?.all.pop();
        found.ok_or_else(|| PlatformError::NotFound(Text::line(name)))
    }
}

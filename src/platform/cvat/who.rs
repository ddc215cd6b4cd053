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
        Ok(Arc::new(Who::default()))
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
        Ok(Arc::default())
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
        let _ = organization;
        Err(PlatformError::NotFound(Text::line(name)))
    }
}

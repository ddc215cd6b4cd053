//! Who the login is, what server answers, and which edition it is.

use std::sync::Arc;

use crate::limits;
use crate::model::{Identity, Text};
use crate::platform::PlatformError;

use super::LabelStudioPlatform;
use super::client::{ask, is_no_route};
use super::wire::{User, Version};

/// Major and minor number of a server's version.
pub type Release = (u32, u32);

/// The oldest server that was tried.
const OLDEST: Release = (1, 13);
/// The newest one.
const NEWEST: Release = (1, 23);

/// The editions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Edition {
    /// Open source.
    #[default]
    Community,
    /// Enterprise, also the hosted product.
    Enterprise,
}

/// A role in Enterprise; in the open-source edition everybody may do everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// `OW`
    Owner,
    /// `AD`
    Administrator,
    /// `MA`
    Manager,
    /// `RE`
    Reviewer,
    /// `AN`
    Annotator,
    /// `VO`
    ViewOnly,
    /// `NO`, `DI`: not (any more) allowed to work.
    Inactive,
}

impl Role {
    /// By its code; none for one that is not known.
    pub fn of(code: &str) -> Option<Self> {
        Some(match code {
            "OW" => Self::Owner,
            "AD" => Self::Administrator,
            "MA" => Self::Manager,
            "RE" => Self::Reviewer,
            "AN" => Self::Annotator,
            "VO" => Self::ViewOnly,
            "NO" | "DI" => Self::Inactive,
            _ => return None,
        })
    }

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Administrator => "administrator",
            Self::Manager => "manager",
            Self::Reviewer => "reviewer",
            Self::Annotator => "annotator",
            Self::ViewOnly => "view only",
            Self::Inactive => "not active",
        }
    }
}

/// The login and the server, read once.
#[derive(Clone, Debug, Default)]
pub struct Who {
    /// The login's number.
    pub id: u64,
    /// The name people know the login by.
    pub name: Text,
    /// Its mail address.
    pub email: Text,
    /// The organization that it is in at present.
    pub organization: Option<u64>,
    /// That one's name.
    pub organization_title: Text,
    /// Its role, in Enterprise.
    pub role: Option<Role>,
    /// What it may do, where told: `annotations.change`.
    pub permissions: Vec<String>,
    /// The server's edition.
    pub edition: Edition,
    /// Its version.
    pub release: Release,
    /// The whole version, `1.23.2`.
    pub version: Text,
}

impl Who {
    /// Whether the server is Enterprise.
    pub fn is_enterprise(&self) -> bool {
        self.edition == Edition::Enterprise
    }

    /// Product, edition and version.
    pub fn server(&self) -> String {
        match self.edition {
            Edition::Community => format!("Label Studio {}", self.version),
            Edition::Enterprise => format!("Label Studio Enterprise {}", self.version),
        }
    }
}

impl LabelStudioPlatform {
    /// The login and the server; asked for once.
    ///
    /// # Errors
    /// Those of the requests; a server that is no Label Studio.
    pub async fn who(&self) -> Result<Arc<Who>, PlatformError> {
        let who = self.who.get_or_try_init(|| self.ask_who()).await?;
        Ok(Arc::clone(who))
    }

    /// The login and the server, if they were asked for already.
    pub fn who_known(&self) -> Option<&Arc<Who>> {
        self.who.get()
    }

    async fn ask_who(&self) -> Result<Arc<Who>, PlatformError> {
        // What is no Label Studio is told as that, whichever of its answers comes first.
        let (version, me) = tokio::join!(self.version(), self.myself());
        let version = version?;
        let me = me?;
        let edition = match version.edition.as_deref() {
            Some(edition) if edition.eq_ignore_ascii_case("community") => Edition::Community,
            Some(_) => Edition::Enterprise,
            None => self.probed_edition().await?,
        };
        let role = me.role_code().and_then(|code| Role::of(&code));
        Ok(Arc::new(Who {
            id: me.id,
            name: display_name(&me),
            email: Text::line(&me.email),
            organization: me.active_organization,
            organization_title: Text::line(&me.active_organization_meta.title),
            role: role.filter(|_| edition == Edition::Enterprise),
            permissions: me.permissions,
            edition,
            release: release(&version.release),
            version: Text::line(&version.release),
        }))
    }

    async fn version(&self) -> Result<Version, PlatformError> {
        // It needs no login, so that a wrong address is told before a wrong secret.
        let body = self.client().http().get(ask("api/version")).await;
        let version: Version = body.and_then(|body| body.json()).map_err(another_kind)?;
        match version.release.is_empty() {
            true => Err(another_kind(PlatformError::Malformed("no version".into()))),
            false => Ok(version),
        }
    }

    async fn myself(&self) -> Result<User, PlatformError> {
        self.get_as(ask("api/current-user/whoami")).await
    }

    /// Servers that do not name their edition: only Enterprise has workspaces.
    async fn probed_edition(&self) -> Result<Edition, PlatformError> {
        match self.client().read(ask("api/workspaces/")).await {
            Ok(body) => {
                body.json::<serde::de::IgnoredAny>()?;
                Ok(Edition::Enterprise)
            }
            Err(failure) if is_no_route(&failure) => Ok(Edition::Community),
            Err(failure) => match failure.error {
                PlatformError::Denied(_) => Ok(Edition::Enterprise),
                PlatformError::NotFound(_) => Ok(Edition::Community),
                error => Err(error),
            },
        }
    }

    /// What is shown of the login and the server. People are asked for along with it, so that
    /// lists need not wait for their names.
    ///
    /// # Errors
    /// Those of [`LabelStudioPlatform::who`].
    pub async fn describe(&self) -> Result<Identity, PlatformError> {
        let (who, _) = tokio::join!(self.who(), self.people());
        let who = who?;
        let mut notes = self.notes(&who);
        let start = match &self.options.organization {
            Some(_) => self.start().await.map(Some).unwrap_or_else(|error| {
                notes.push(Text::line(&error.to_string()));
                None
            }),
            None => None,
        };
        Ok(Identity {
            start,
            user: who.name.clone(),
            server: Text::line(&who.server()),
            place: Text::line(self.client().http().base().as_str().trim_end_matches('/')),
            warning: self
                .options
                .http
                .insecure
                .then(|| "certificates are not checked".into()),
            notes,
            read_only: self.options.read_only.clone(),
            poll_s: Some(limits::STUDIO_POLL_S),
            kept_here: None,
        })
    }

    fn notes(&self, who: &Who) -> Vec<Text> {
        let mut notes = Vec::new();
        if let Some(reason) = &self.options.read_only {
            notes.push(Text::line(&format!("nothing can be changed: {reason}")));
        }
        let version = who.server();
        // Enterprise counts its versions otherwise.
        let community = !who.is_enterprise();
        if community && who.release < OLDEST {
            let note = format!("{version} is older than 1.13, the oldest that was tried");
            notes.push(Text::line(&note));
        } else if community && who.release > NEWEST {
            let note = format!("{version} is newer than 1.23, the newest that was known");
            notes.push(Text::line(&note));
        }
        if self.client().session().kind() == super::session::Kind::Access {
            let note = "this access token lasts some minutes only; use a personal access token";
            notes.push(note.into());
        }
        if let Some(role) = who.role {
            notes.push(Text::line(&format!("your role is {}", role.word())));
        }
        notes
    }
}

/// First and last name, else the user name, else the mail address.
pub fn display_name(user: &User) -> Text {
    let full = format!("{} {}", user.first_name.trim(), user.last_name.trim());
    let names = [full.trim(), user.username.trim(), user.email.trim()];
    let name = names.into_iter().find(|name| !name.is_empty());
    match name {
        Some(name) => Text::line(name),
        None => Text::line(&format!("user {}", user.id)),
    }
}

/// `1.23.2.post0` is (1, 23).
pub fn release(text: &str) -> Release {
    let mut numbers = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().unwrap_or(0));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0))
}

/// Something answers at the address, but not as Label Studio does.
pub fn another_kind(error: PlatformError) -> PlatformError {
    match error {
        PlatformError::Malformed(why) => PlatformError::Malformed(Text::line(&format!(
            "this address is no Label Studio server ({why}); check the url of the account"
        ))),
        PlatformError::NotFound(what) => PlatformError::NotFound(Text::line(&format!(
            "{what}: this address is no Label Studio server, or it is below another path; it"
        ))),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_their_first_numbers() {
        for (raw, expected) in [
            ("1.23.2", (1, 23)),
            ("1.13.1.post0", (1, 13)),
            ("2.4.0.dev0", (2, 4)),
            ("v1.9", (1, 9)),
            ("", (0, 0)),
        ] {
            assert_eq!(release(raw), expected, "{raw}");
        }
    }

    #[test]
    fn people_have_the_best_name_there_is() {
        let user = |raw: &str| display_name(&serde_json::from_str(raw).unwrap()).to_string();
        assert_eq!(
            user(r#"{"id":2,"first_name":"Alice","last_name":"A.","email":"a@b"}"#),
            "Alice A."
        );
        assert_eq!(user(r#"{"id":2,"first_name":" ","username":"al"}"#), "al");
        assert_eq!(user(r#"{"id":2,"email":"a@b"}"#), "a@b");
        assert_eq!(user(r#"{"id":2}"#), "user 2");
    }
}

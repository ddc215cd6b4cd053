//! Who the login is, what server answers, and what both can do.

use std::collections::HashMap;
use std::sync::Arc;

use crate::limits;
use crate::model::{Identity, Text};
use crate::platform::PlatformError;
use crate::platform::http::Auth;

use super::CvatPlatform;
use super::client::{ask, with};
use super::filter::Version;
use super::rights::{Membership, Privilege};
use super::wire::{self, About, AccessToken, Myself};

/// Servers before this one have other lists and no labels of their own.
const OLDEST: Version = (2, 4);
/// Servers before this one were never tried.
const TESTED: Version = (2, 15);
/// Servers after this one were not known when this was written.
const NEWEST: Version = (2, 80);

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
        // What is no CVAT is told as that, whichever of its answers comes first.
        let (about, me, token) = tokio::join!(self.about(), self.myself(), self.access_token());
        let (about, me, token) = (about?, me?, token?);
        let version = version(&about.version);
        let read_only = match &token {
            Some(token) if token.read_only => Some("this access token can only read".into()),
            _ => None,
        };
        Ok(Arc::new(Who {
            id: me.id,
            name: Text::line(&me.username),
            privilege: Privilege::of(me.groups.iter().map(String::as_str), me.is_superuser),
            version,
            version_text: Text::line(&about.version),
            read_only: self.options.read_only.clone().or(read_only),
            expires: token
                .and_then(|token| token.expiry_date)
                .map(|date| Text::line(&super::map::day(&date))),
        }))
    }

    async fn about(&self) -> Result<About, PlatformError> {
        let about = self.get(ask("api/server/about")).await;
        accepted(about.map_err(another_kind)?)
    }

    async fn myself(&self) -> Result<Myself, PlatformError> {
        self.get(ask("api/users/self")).await
    }

    /// The token itself, where there is one that can be asked about.
    async fn access_token(&self) -> Result<Option<AccessToken>, PlatformError> {
        if !matches!(self.options.http.auth, Auth::Header("Bearer", _)) {
            return Ok(None);
        }
        match self.get(ask("api/auth/access_tokens/self")).await {
            Ok(token) => Ok(Some(token)),
            Err(PlatformError::NotFound(_) | PlatformError::Denied(_)) => Ok(None),
            Err(error) => Err(error),
        }
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
        let me = self.who().await?;
        let mine = with(ask("api/memberships"), "user", &me.name);
        let read = |raw: &str| {
            let one: wire::Membership<'_> = serde_json::from_str(raw)?;
            // An invitation that was not accepted gives nothing yet.
            let active = one.is_active != Some(false);
            let own = one.user.as_ref().is_none_or(|user| user.id == me.id);
            let place = one.organization.filter(|_| active && own);
            Ok(place.map(|place| (place, Membership::of_role(&one.role))))
        };
        let roles = self.whole(mine, read).await?.all;
        Ok(Arc::new(roles.into_iter().flatten().collect()))
    }

    /// What is shown of the login and the server.
    ///
    /// # Errors
    /// Those of [`CvatPlatform::who`].
    pub async fn describe(&self) -> Result<Identity, PlatformError> {
        let who = self.who().await?;
        let insecure = self.options.http.insecure;
        let mut notes = notes(&who);
        let start = match &self.options.organization {
            Some(_) => self.start().await.map(Some).unwrap_or_else(|error| {
                notes.push(Text::line(&error.to_string()));
                None
            }),
            None => None,
        };
        Ok(Identity {
            start,
            kept_here: None,
            user: who.name.clone(),
            server: Text::line(&format!("CVAT {}", who.version_text)),
            place: Text::line(self.http.base().as_str().trim_end_matches('/')),
            warning: insecure.then(|| "certificates are not checked".into()),
            notes,
            read_only: who.read_only.clone(),
            poll_s: Some(limits::CVAT_POLL_S),
        })
    }
}

fn notes(who: &Who) -> Vec<Text> {
    let mut notes = Vec::new();
    if let Some(reason) = &who.read_only {
        notes.push(Text::line(&format!("nothing can be changed: {reason}")));
    }
    let version = &who.version_text;
    if who.version < TESTED {
        let note = format!("CVAT {version} is older than 2.15, the oldest that was tried");
        notes.push(Text::line(&note));
    } else if who.version > NEWEST {
        let note = format!("CVAT {version} is newer than 2.80, the newest that was known");
        notes.push(Text::line(&note));
    }
    if let Some(day) = &who.expires {
        notes.push(Text::line(&format!("the access token ends on {day}")));
    }
    notes
}

/// `2.54.1` is (2, 54); words around the numbers do not matter.
pub fn version(text: &str) -> Version {
    let mut numbers = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().unwrap_or(0));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0))
}

/// Takes the answer of a CVAT that is new enough.
///
/// # Errors
/// What it is instead.
pub fn accepted(about: About) -> Result<About, PlatformError> {
    let version = version(&about.version);
    if version == (0, 0) {
        return Err(another_kind(PlatformError::Malformed("no version".into())));
    }
    if version < OLDEST {
        let what = format!(
            "CVAT {}: it is older than 2.4 and speaks another language; ask for an upgrade",
            about.version
        );
        return Err(PlatformError::Malformed(Text::line(&what)));
    }
    Ok(about)
}

/// Something answers at the address, but not as CVAT does.
pub fn another_kind(error: PlatformError) -> PlatformError {
    match error {
        PlatformError::Malformed(why) => PlatformError::Malformed(Text::line(&format!(
            "this address is no CVAT server ({why}); check the url of the account"
        ))),
        PlatformError::NotFound(what) => PlatformError::NotFound(Text::line(&format!(
            "{what}: this address is no CVAT server, or CVAT is below another path; it"
        ))),
        other => other,
    }
}

//! What the server can do, found by asking it, when it is needed and once.

use crate::platform::PlatformError;

use super::LabelStudioPlatform;
use super::client::{ask, is_no_route};

/// What not every server can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ability {
    /// Tokens of two kinds, with switches.
    Jwt,
    /// Counts of projects without the projects.
    Counts,
    /// The annotators of a project.
    Annotators,
    /// Histories of states.
    States,
    /// Enterprise: workspaces.
    Workspaces,
    /// Enterprise: comments.
    Comments,
    /// Enterprise: reviews.
    Reviews,
    /// Enterprise: who did what to an annotation.
    History,
}

impl Ability {
    /// A request that only a server with it knows. What it answers does not matter.
    fn path(self) -> &'static str {
        match self {
            Self::Jwt => "api/jwt/settings",
            Self::Counts => "api/projects/counts/?page_size=1&ids=0",
            Self::Annotators => "api/projects/0/annotators/",
            Self::States => "api/fsm/entities/project/0/history?page_size=1",
            Self::Workspaces => "api/workspaces/",
            Self::Comments => "api/comments/?annotation=0",
            Self::Reviews => "api/annotation-reviews/?annotation=0",
            Self::History => "api/annotation-history/?annotation=0",
        }
    }

    /// Whether the open-source edition has it in some version.
    fn is_open(self) -> bool {
        matches!(
            self,
            Self::Jwt | Self::Counts | Self::Annotators | Self::States
        )
    }
}

impl LabelStudioPlatform {
    /// Whether the server can do this; asked for once.
    ///
    /// # Errors
    /// Those of the request. A refusal is no error: what is refused exists.
    pub async fn can(&self, ability: Ability) -> Result<bool, PlatformError> {
        if let Some(known) = self.abilities.get(&ability) {
            return Ok(known);
        }
        if !ability.is_open() && !self.who().await?.is_enterprise() {
            return Ok(false);
        }
        let can = match self.client().read(ask(ability.path())).await {
            Ok(body) => {
                body.json::<serde::de::IgnoredAny>()?;
                true
            }
            Err(failure) if is_no_route(&failure) => false,
            // Refused, malformed, nothing of that number: it understood the question.
            Err(failure) => match failure.status {
                Some(400 | 403 | 404 | 405 | 422) => true,
                _ => return Err(failure.error),
            },
        };
        self.abilities.put(ability, can);
        Ok(can)
    }

    /// The same, if it was asked for already.
    pub fn can_known(&self, ability: Ability) -> Option<bool> {
        self.abilities.get(&ability)
    }
}

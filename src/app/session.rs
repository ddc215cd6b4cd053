//! The session over a restart: lists with their cursors, filters and marks, the place, the
//! overlay's look.

use std::collections::HashMap;

use crate::model::session::{ListState, Session};
use crate::model::{AccountId, Timestamp};

/// What is kept of the session, and what was kept of the last one.
#[derive(Clone, Debug, Default)]
pub struct Sessions {
    /// What was written last, and the place with it.
    pub written: HashMap<AccountId, (Session, String)>,
    /// Lists of the last session that have not been opened yet.
    pub recalled: HashMap<AccountId, Vec<ListState>>,
    /// In the last session the reviewer was in a list, and not in a review.
    pub listed: HashMap<AccountId, bool>,
    /// When the first key came that is not kept yet.
    pub since: Option<Timestamp>,
}

impl Sessions {
    /// The reviewer did something.
    pub fn touched(&mut self, now: Timestamp) {
        self.since.get_or_insert(now);
    }
}

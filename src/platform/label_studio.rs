//! Label Studio, open-source and Enterprise, 1.13 to 1.23 (newer ones tolerantly): the client of
//! its REST API.
//!
//! [`wire`] is what the server sends, [`client`] asks, [`items`] and what it uses make items of
//! it; what stands beside them is one topic each. A node's canonical path is organization, project,
//! view, task: in this program's words organization, project, task, item. In Enterprise the
//! workspaces are the organizations. The view `all` is every task of a project. An item is the same
//! through every view; only the ids of project and item count.

pub mod assign;
pub mod client;
pub mod comments;
pub mod config;
pub mod documents;
#[cfg(test)]
mod fixtures;
pub mod inbox;
pub mod insights;
pub mod items;
pub mod lists;
pub mod media;
pub mod offers;
pub mod pictures;
pub mod placing;
pub mod regions;
pub mod results;
pub mod rights;
pub mod session;
pub mod signals;
pub mod touched;
pub mod verbs;
pub mod wire;

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use secrecy::SecretString;
use tokio::sync::mpsc;

use crate::limits;
use crate::model::{
    AccountId, Applied, Issue, ItemDetail, Level, LevelName, NodeRef, Offer, Operation, Page,
    Permissions, Signal, Text, Timestamp, Touched, Verb,
};

use super::http::{Http, HttpOptions, Pace};
use super::{
    Attempt, Detail, Identity, ImageBytes, ImageWant, InboxEntry, Keeping, ListRequest, Member,
    Platform, PlatformError, PlatformEvent, Table,
};

pub use client::{ACCEPT, explain};
pub use session::{Obtained, obtain_token};

/// What a Label Studio account is made of.
#[derive(Clone, Debug)]
pub struct LabelStudioOptions {
    /// The account that links and operations name.
    pub account: AccountId,
    /// How the server is reached; made with [`ACCEPT`] and [`explain()`], and without a secret.
    pub http: HttpOptions,
    /// A personal access token, an access token or a legacy token; which one is seen from it.
    pub token: SecretString,
    /// The organization or workspace to start in, by name or number, as it is configured.
    pub organization: Option<Text>,
    /// Write the verdict on a result into its review marker (`last_action`) too, where the server
    /// has no reviews.
    pub marker: bool,
    /// Why nothing shall be written with this account, if so.
    pub read_only: Option<Text>,
}

/// One login on one Label Studio server.
pub struct LabelStudioPlatform {
    options: LabelStudioOptions,
    http: Http,
    levels: Vec<LevelName>,
    news: mpsc::Sender<PlatformEvent>,
    events: Mutex<Option<mpsc::Receiver<PlatformEvent>>>,
}

impl LabelStudioPlatform {
    /// A client; nothing is asked yet.
    ///
    /// # Errors
    /// Settings that no client can be made with.
    pub fn open(options: LabelStudioOptions) -> Result<Arc<Self>, PlatformError> {
        Self::with_pace(options, Pace::default())
    }

    /// A client with other waiting times than the usual ones.
    ///
    /// # Errors
    /// As [`LabelStudioPlatform::open`].
    pub fn with_pace(options: LabelStudioOptions, pace: Pace) -> Result<Arc<Self>, PlatformError> {
        let http = Http::with_pace(options.http.clone(), pace)?;
        let (news, events) = mpsc::channel(limits::EVENT_QUEUE);
        http.observe(news.clone());
        let name = |level, one: &str, many: &str| LevelName {
            level,
            one: one.into(),
            many: many.into(),
        };
        Ok(Arc::new(Self {
            options,
            http,
            levels: vec![
                name(Level::Organization, "organization", "organizations"),
                name(Level::Project, "project", "projects"),
                name(Level::Task, "view", "views"),
                name(Level::Item, "task", "tasks"),
            ],
            news,
            events: Mutex::new(Some(events)),
        }))
    }
}

#[async_trait]
impl Platform for LabelStudioPlatform {
    fn account(&self) -> &AccountId {
        &self.options.account
    }

    fn levels(&self) -> &[LevelName] {
        &self.levels
    }

    async fn identity(&self) -> Result<Identity, PlatformError> {
        Err(PlatformError::Unsupported("identity".into()))
    }

    async fn list(&self, request: &ListRequest) -> Result<Page, PlatformError> {
        let _ = request;
        Err(PlatformError::Unsupported("lists".into()))
    }

    async fn detail(&self, node: &NodeRef) -> Result<Detail, PlatformError> {
        let _ = node;
        Err(PlatformError::Unsupported("details".into()))
    }

    async fn annotations(&self, item: &NodeRef) -> Result<Arc<ItemDetail>, PlatformError> {
        items::annotations(self, item).await
    }

    async fn image(&self, item: &NodeRef, want: ImageWant) -> Result<ImageBytes, PlatformError> {
        pictures::image(self, item, want).await
    }

    async fn signal(&self, item: &NodeRef, content: u8) -> Result<Arc<Signal>, PlatformError> {
        signals::signal(self, item, content).await
    }

    async fn issues(&self, scope: &NodeRef) -> Result<Vec<Issue>, PlatformError> {
        comments::issues(self, scope).await
    }

    async fn members(&self, scope: &NodeRef, search: &str) -> Result<Vec<Member>, PlatformError> {
        assign::members(self, scope, search).await
    }

    async fn permissions(&self, node: &NodeRef) -> Result<Permissions, PlatformError> {
        rights::permissions(self, node).await
    }

    async fn offers(&self, node: &NodeRef) -> Result<Vec<Offer>, PlatformError> {
        offers::offers(self, node).await
    }

    async fn touched(&self, items: &[(NodeRef, Timestamp)]) -> Result<Vec<Touched>, PlatformError> {
        touched::touched(self, items).await
    }

    async fn insights(&self, node: &NodeRef) -> Result<Vec<Table>, PlatformError> {
        insights::insights(self, node).await
    }

    async fn inbox(&self, since: Timestamp) -> Result<Vec<InboxEntry>, PlatformError> {
        inbox::inbox(self, since).await
    }

    async fn find_web(&self, address: &str) -> Result<Option<NodeRef>, PlatformError> {
        let _ = address;
        Ok(None)
    }

    async fn find(&self, level: Level, raw: &str) -> Result<Option<Vec<NodeRef>>, PlatformError> {
        let _ = (level, raw);
        Ok(None)
    }

    fn lists_deep(&self, parent: Level, level: Level) -> bool {
        let _ = (parent, level);
        false
    }

    fn stores(&self, verb: Verb) -> bool {
        rights::stores(self, verb)
    }

    fn keeping(&self, operation: &Operation) -> Keeping {
        rights::keeping(self, operation)
    }

    async fn apply(
        &self,
        operation: &Operation,
        attempt: Attempt,
    ) -> Result<Applied, PlatformError> {
        verbs::apply(self, operation, attempt).await
    }

    fn events(&self) -> Option<mpsc::Receiver<PlatformEvent>> {
        self.events
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }

    fn stop(&self) {}
}

//! Label Studio, open-source and Enterprise, 1.13 to 1.23 (newer ones tolerantly): the client of
//! its REST API.
//!
//! [`wire`] is what the server sends, [`client`] asks, [`items`] and what it uses make items of
//! it; what stands beside them is one topic each. A node's canonical path is organization, project,
//! view, task: in this program's words organization, project, task, item. In Enterprise the
//! workspaces are the organizations. The view `all` is every task of a project. An item is the same
//! through every view; only the ids of project and item count.

pub mod actions;
pub mod assign;
pub mod client;
pub mod comments;
pub mod config;
pub mod details;
pub mod documents;
pub mod explain;
pub mod export;
pub mod filter;
pub mod find;
#[cfg(test)]
mod fixtures;
pub mod inbox;
pub mod insights;
pub mod items;
pub mod kept;
pub mod lists;
pub mod marker;
pub mod media;
pub mod names;
pub mod objects;
pub mod offers;
pub mod people;
pub mod pictures;
pub mod placing;
pub mod probe;
pub mod recognize;
pub mod records;
pub mod regions;
pub mod results;
pub mod reviews;
pub mod rights;
pub mod session;
pub mod signals;
pub mod status;
pub mod touched;
pub mod verbs;
pub mod web;
pub mod who;
pub mod wire;
pub mod workflow;

use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use secrecy::SecretString;
use tokio::sync::{OnceCell, mpsc};

use crate::limits;
use crate::model::{
    AccountId, Applied, Id, Issue, ItemDetail, Level, LevelName, NodeRef, Offer, Operation, Page,
    Permissions, Signal, Text, Timestamp, Touched, Verb,
};

use super::http::{Http, HttpOptions, Pace};
use super::recent::Recent;
use super::{
    Attempt, Detail, Identity, ImageBytes, ImageWant, InboxEntry, Keeping, ListRequest, Member,
    Platform, PlatformError, PlatformEvent, Table,
};

use client::Client;
use lists::WorkedOut;
use objects::{Project, Task, View};
use probe::Ability;
use session::Session;
use who::Who;

pub use client::ACCEPT;
pub use explain::explain;
pub use recognize::answers;
pub use session::{Look, Obtained, obtain_token};

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
    client: Client,
    levels: Vec<LevelName>,
    who: OnceCell<Arc<Who>>,
    people: tokio::sync::Mutex<people::Known>,
    abilities: Recent<Ability, bool>,
    projects: Recent<u64, Arc<Project>>,
    /// Organization and workspace of projects.
    places: Recent<u64, (Option<u64>, Option<u64>)>,
    /// Projects with states of their own.
    stateful: Recent<u64, ()>,
    /// Projects whose data are too large for lists.
    heavy: Recent<u64, ()>,
    /// What tasks of such projects are called, as far as their data were seen.
    named: Recent<Id, Text>,
    views: Recent<u64, Arc<View>>,
    tasks: Recent<u64, Arc<Task>>,
    /// The projects of tasks.
    homes: Recent<u64, u64>,
    /// Tasks in a page at most, as far as the server was seen to keep to a bound.
    cap: AtomicU64,
    /// Lists that had to be worked out here, for paging.
    worked_out: Recent<String, Arc<WorkedOut>>,
    /// How long lists are, by their requests.
    totals: Recent<String, u64>,
    /// What was seen and written, for the next write.
    memory: verbs::Memory,
    /// What was made of tasks and fetched for them.
    kept: kept::Kept,
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

    /// Looks there for another token once the present one is refused for good.
    pub fn renew_from(&self, look: Look) {
        self.client.session().look_at(look);
    }

    /// How it is reached.
    pub fn http(&self) -> &Http {
        self.client.http()
    }

    /// A client with other waiting times than the usual ones.
    ///
    /// # Errors
    /// As [`LabelStudioPlatform::open`].
    pub fn with_pace(options: LabelStudioOptions, pace: Pace) -> Result<Arc<Self>, PlatformError> {
        let session = Session::new(options.token.clone());
        let http = HttpOptions {
            auth: session.auth(),
            parallel: options.http.parallel.min(limits::STUDIO_PARALLEL),
            ..options.http.clone()
        };
        let http = Http::with_pace(http, pace)?;
        let (news, events) = mpsc::channel(limits::EVENT_QUEUE);
        http.observe(news.clone());
        Ok(Arc::new(Self {
            options,
            client: Client::new(http, session),
            levels: level_names(),
            who: OnceCell::new(),
            people: tokio::sync::Mutex::default(),
            abilities: Recent::new(limits::STUDIO_OBJECTS),
            projects: Recent::new(limits::STUDIO_OBJECTS),
            places: Recent::new(limits::STUDIO_OBJECTS),
            stateful: Recent::new(limits::STUDIO_OBJECTS),
            heavy: Recent::new(limits::STUDIO_OBJECTS),
            named: Recent::new(limits::STUDIO_HOMES),
            views: Recent::new(limits::STUDIO_OBJECTS),
            tasks: Recent::new(limits::STUDIO_TASKS),
            homes: Recent::new(limits::STUDIO_HOMES),
            cap: AtomicU64::new(u64::MAX),
            worked_out: Recent::new(limits::LOCAL_FILTERS),
            totals: Recent::new(limits::STUDIO_OBJECTS),
            memory: verbs::Memory::default(),
            kept: kept::Kept::default(),
            news,
            events: Mutex::new(Some(events)),
        }))
    }
}

fn level_names() -> Vec<LevelName> {
    [
        (Level::Organization, "organization", "organizations"),
        (Level::Project, "project", "projects"),
        (Level::Task, "view", "views"),
        (Level::Item, "task", "tasks"),
    ]
    .map(|(level, one, many)| LevelName {
        level,
        one: one.into(),
        many: many.into(),
    })
    .to_vec()
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
        self.describe().await
    }

    async fn list(&self, request: &ListRequest) -> Result<Page, PlatformError> {
        self.list_rows(request).await
    }

    async fn detail(&self, node: &NodeRef) -> Result<Detail, PlatformError> {
        self.node_detail(node).await
    }

    async fn annotations(&self, item: &NodeRef) -> Result<Arc<ItemDetail>, PlatformError> {
        self.look_at(item).await
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
        self.find_shown(address).await
    }

    fn web(&self, node: &NodeRef) -> Option<Text> {
        web::address(self.client().http().base(), node, None)
    }

    async fn find(&self, level: Level, raw: &str) -> Result<Option<Vec<NodeRef>>, PlatformError> {
        self.find_nodes(level, raw).await
    }

    fn lists_deep(&self, parent: Level, level: Level) -> bool {
        Self::deep(parent, level)
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

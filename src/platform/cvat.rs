//! CVAT, from server 2.15 on: the client of its REST API.
//!
//! [`wire`] is what the server sends, [`map`] makes rows and annotations of it, [`client`] asks;
//! what stands beside them is one topic each. A node's canonical path is organization, project,
//! task, job, frame, with *personal* for no organization and *none* for no project. Any other path
//! to it is understood too: only the last ids count.

pub mod client;
pub mod content;
mod details;
pub mod explain;
pub mod filter;
mod find;
pub mod frames;
pub mod inbox;
pub mod insights;
pub mod issues;
pub mod items;
pub mod labels;
pub mod lists;
pub mod map;
mod marks;
mod people;
mod pictures;
pub mod rights;
pub mod sign_in;
pub mod standing;
mod tracks;
pub mod verbs;
pub mod web;
pub mod who;
pub mod wire;
pub mod workflow;
pub mod works;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Instant;

use async_trait::async_trait;
use tokio::sync::{OnceCell, mpsc};

use crate::limits;
use crate::model::{
    AccountId, Applied, Issue, ItemDetail, Level, LevelName, NodeRef, OpId, Operation, Page,
    Permissions, Text, Timestamp, Verb,
};

use super::http::{Body, Http, HttpOptions, Pace, Renewal};
use super::recent::Recent;
use super::{
    Attempt, Detail, Identity, ImageBytes, ImageWant, InboxEntry, ListRequest, Member, Platform,
    PlatformError, PlatformEvent, Table,
};
use content::Slot;
use labels::Labels;
use lists::WorkedOut;
use marks::Counted;
use who::{Roles, Who};

pub use client::ACCEPT;
pub use explain::explain;
pub use sign_in::{Obtained, answers, auth_of, obtain_token};

/// A job, free of the answer that told it.
pub type Job = wire::Job<'static>;
/// A task, free of the answer that told it.
pub type Task = wire::Task<'static>;
/// A project, free of the answer that told it.
pub type Project = wire::Project<'static>;

/// What a CVAT account is made of.
#[derive(Clone, Debug)]
pub struct CvatOptions {
    /// The account that links and operations name.
    pub account: AccountId,
    /// How the server is reached; made with [`ACCEPT`] and [`explain()`].
    pub http: HttpOptions,
    /// The organization to start in, by its slug, as it is configured.
    pub organization: Option<Text>,
    /// Why nothing shall be written with this account, if so.
    pub read_only: Option<Text>,
}

/// One login on one CVAT server.
pub struct CvatPlatform {
    options: CvatOptions,
    http: Http,
    levels: Vec<LevelName>,
    who: OnceCell<Arc<Who>>,
    roles: OnceCell<Arc<Roles>>,
    jobs: Recent<u64, Arc<Job>>,
    /// None for those that the login may not see.
    tasks: Recent<u64, Option<Arc<Task>>>,
    /// None for those that the login may not see.
    projects: Recent<u64, Option<Arc<Project>>>,
    /// When a project (true) or task (false) was refused.
    refused: Recent<(bool, u64), Instant>,
    contents: Recent<u64, Arc<Slot>>,
    /// By project (true) or task (false): jobs share them.
    labels: Recent<(bool, u64), Arc<OnceCell<Arc<Labels>>>>,
    open_issues: Recent<u64, Counted>,
    honeypots: Recent<u64, Arc<HashMap<u32, u32>>>,
    guides: Recent<u64, Text>,
    /// Context images of the frame last looked at: they come in one archive.
    context: Recent<(u64, u32), Body>,
    /// The first picture of a job that is being opened.
    opened: Recent<(u64, u32), (Instant, Body)>,
    /// Names of organizations by their numbers, for the inbox.
    names: OnceCell<Arc<HashMap<u64, Text>>>,
    /// Issues whose place meant nothing, so that each is told once.
    odd_issues: Recent<u64, ()>,
    works: works::Works,
    /// Which operation made an issue or comment, so that a second one that says the same is not
    /// taken for it.
    made: Recent<verbs::Made, OpId>,
    /// Lists that had to be worked out here, for paging.
    worked_out: Recent<String, Arc<WorkedOut>>,
    /// How long lists are, by their requests.
    totals: Recent<String, u64>,
    /// Itself, for work in the background.
    me: Weak<Self>,
    news: mpsc::Sender<PlatformEvent>,
    events: Mutex<Option<mpsc::Receiver<PlatformEvent>>>,
}

impl CvatPlatform {
    /// A client; nothing is asked yet.
    ///
    /// # Errors
    /// Settings that no client can be made with.
    pub fn open(options: CvatOptions) -> Result<Arc<Self>, PlatformError> {
        Self::with_pace(options, Pace::default())
    }

    /// Looks there for another secret once the present one is refused.
    pub fn renew_from(&self, renewal: Renewal) {
        self.http.renew_from(renewal);
    }

    /// A client with other waiting times than the usual ones.
    ///
    /// # Errors
    /// As [`CvatPlatform::open`].
    #[doc(hidden)]
    pub fn with_pace(options: CvatOptions, pace: Pace) -> Result<Arc<Self>, PlatformError> {
        let http = Http::with_pace(options.http.clone(), pace)?;
        let (news, events) = mpsc::channel(limits::EVENT_QUEUE);
        http.observe(news.clone());
        Ok(Arc::new_cyclic(|me| Self {
            me: me.clone(),
            options,
            http,
            levels: level_names(),
            who: OnceCell::new(),
            roles: OnceCell::new(),
            jobs: Recent::new(limits::CVAT_OBJECTS),
            tasks: Recent::new(limits::CVAT_OBJECTS),
            projects: Recent::new(limits::CVAT_OBJECTS),
            refused: Recent::new(limits::CVAT_OBJECTS),
            contents: Recent::new(limits::CVAT_CONTENTS),
            labels: Recent::new(limits::CVAT_CONTENTS * 2),
            open_issues: Recent::new(limits::CVAT_OBJECTS),
            honeypots: Recent::new(limits::CVAT_OBJECTS),
            guides: Recent::new(limits::CVAT_CONTENTS * 2),
            context: Recent::new(1),
            opened: Recent::new(1),
            totals: Recent::new(limits::CVAT_OBJECTS),
            names: OnceCell::new(),
            odd_issues: Recent::new(limits::CVAT_OBJECTS),
            works: works::Works::default(),
            made: Recent::new(limits::CVAT_OBJECTS),
            worked_out: Recent::new(limits::LOCAL_FILTERS),
            news,
            events: Mutex::new(Some(events)),
        }))
    }

    /// The client, for requests that have no method of their own.
    pub fn http(&self) -> &Http {
        &self.http
    }

    /// Tells unasked news; dropped when nobody keeps up.
    pub fn tell(&self, event: PlatformEvent) {
        let _ = self.news.try_send(event);
    }
}

fn level_names() -> Vec<LevelName> {
    [
        (Level::Organization, "organization", "organizations"),
        (Level::Project, "project", "projects"),
        (Level::Task, "task", "tasks"),
        (Level::Job, "job", "jobs"),
        (Level::Item, "frame", "frames"),
    ]
    .map(|(level, one, many)| LevelName {
        level,
        one: one.into(),
        many: many.into(),
    })
    .to_vec()
}

#[async_trait]
impl Platform for CvatPlatform {
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
        self.item(item).await
    }

    async fn image(&self, item: &NodeRef, want: ImageWant) -> Result<ImageBytes, PlatformError> {
        self.picture(item, want).await
    }

    async fn issues(&self, scope: &NodeRef) -> Result<Vec<Issue>, PlatformError> {
        issues::list(self, scope).await
    }

    async fn members(&self, scope: &NodeRef, search: &str) -> Result<Vec<Member>, PlatformError> {
        self.people(scope, search).await
    }

    async fn permissions(&self, node: &NodeRef) -> Result<Permissions, PlatformError> {
        standing::permissions(self, node).await
    }

    async fn insights(&self, node: &NodeRef) -> Result<Vec<Table>, PlatformError> {
        insights::tables(self, node).await
    }

    async fn inbox(&self, since: Timestamp) -> Result<Vec<InboxEntry>, PlatformError> {
        inbox::entries(self, since).await
    }

    async fn start_work(&self, node: &NodeRef, work: &str) -> Result<(), PlatformError> {
        works::start(self, node, work).await
    }

    async fn find_web(&self, address: &str) -> Result<Option<NodeRef>, PlatformError> {
        self.find_shown(address).await
    }

    fn web(&self, node: &NodeRef) -> Option<Text> {
        web::address(self.http.base(), node, None)
    }

    async fn find(&self, level: Level, raw: &str) -> Result<Option<Vec<NodeRef>>, PlatformError> {
        self.find_nodes(level, raw).await
    }

    fn lists_deep(&self, parent: Level, level: Level) -> bool {
        match level {
            Level::Item => parent == Level::Job,
            level => parent < level && level != Level::View,
        }
    }

    fn stores(&self, verb: Verb) -> bool {
        !matches!(verb, Verb::JudgeItem | Verb::JudgeAnnotation | Verb::Flag)
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

    fn stop(&self) {
        works::stop(self);
    }
}

/// Answers made into rows and items without a server. For benches only.
#[doc(hidden)]
pub mod bench {
    use std::sync::Arc;

    use super::content::{Content, Media};
    use super::items::{self, Marks};
    use super::labels;
    use super::lists::rows_of_jobs;
    use super::{CvatOptions, CvatPlatform, Job, explain};
    use crate::model::AccountId;
    use crate::platform::PlatformError;
    use crate::platform::http::{Auth, Body, HttpOptions};

    /// An answer with this JSON.
    pub fn answer(json: &str) -> Body {
        Body {
            bytes: json.as_bytes().into(),
            what: "bench".into(),
            kind: None,
            status: 200,
        }
    }

    /// A client that asks nobody.
    ///
    /// # Errors
    /// None that is known.
    pub fn client() -> Result<Arc<CvatPlatform>, PlatformError> {
        let account = AccountId::new("bench");
        let base = url::Url::parse("http://127.0.0.1:1/");
        CvatPlatform::open(CvatOptions {
            account: account.clone(),
            http: HttpOptions {
                account,
                base: base.map_err(|_| PlatformError::Stopped)?,
                auth: Auth::Nobody,
                ca_file: None,
                proxy: None,
                timeout_s: None,
                insecure: false,
                parallel: 6,
                accept: super::ACCEPT,
                explain,
            },
            organization: None,
            read_only: None,
        })
    }

    /// Rows made of one page of jobs.
    ///
    /// # Errors
    /// A page that is none.
    pub fn rows(cvat: &CvatPlatform, page: &Body) -> Result<usize, PlatformError> {
        rows_of_jobs(cvat, page)
    }

    /// A job that was opened.
    pub struct Opened(Content);

    impl Opened {
        /// From the answers: one job with so many frames, its labels, its annotations.
        ///
        /// # Errors
        /// Answers that cannot be read.
        pub fn new(frames: u32, labels: &Body, body: Body) -> Result<Self, PlatformError> {
            let job = Job {
                id: 1,
                stop_frame: frames.saturating_sub(1),
                ..Job::default()
            };
            let media = Media::new(job.into(), super::wire::DataMeta::default());
            let labels = labels::labels(labels.json()?);
            Content::new(media.into(), labels.into(), body).map(Self)
        }

        /// Annotations of a frame, decoded.
        pub fn item(&self, frame: u32) -> usize {
            let job = &self.0.media.job;
            let account = crate::model::NodeRef::root(AccountId::new("bench"));
            let node = account.child(crate::model::Level::Job, crate::model::Id::Number(job.id));
            let item = items::detail(&self.0, &Marks::default(), node, frame);
            item.annotations.len()
        }
    }
}

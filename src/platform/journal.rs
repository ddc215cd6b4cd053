//! What a platform has no field for is kept here: verdicts, bookmarks, verified fixes, and who
//! annotated a job.
//!
//! [`Journaled`] stands between the program and a server's client. Reading passes through and what
//! was decided here is laid over it; an operation that the server stores passes through, every
//! other one ends in the local database and is answered as `local_only`.

mod filter;
mod overlay;

use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use async_trait::async_trait;
use tokio::sync::mpsc;

use crate::limits::JUDGED_ENTRIES;
use crate::model::{
    AccountId, Applied, Change, Issue, ItemDetail, Level, LevelName, NodeRef, Offer, Operation,
    Page, Permissions, Role, Signal, StatusClass, Text, Timestamp, Touched, Transition, Verb,
};
use crate::store::{EntryFilter, Store, StoreError};

use super::{
    Attempt, Detail, Identity, ImageBytes, ImageWant, InboxEntry, Keeping, ListRequest, Member,
    Platform, PlatformError, PlatformEvent, Table,
};
use overlay::{Decided, key};

/// The stage that a hand-back leads to, in the vocabulary's word.
const FIRST_STAGE: &str = "annotation";

/// A server's client with the local journal laid over it.
pub struct Journaled {
    inner: Arc<dyn Platform>,
    store: Store,
    decided: RwLock<Decided>,
    /// The store's version when the decisions were loaded; `u64::MAX` before that.
    loaded: AtomicU64,
}

impl Journaled {
    /// Lays the decisions of the client's account over it.
    pub fn new(inner: Arc<dyn Platform>, store: Store) -> Arc<Self> {
        Arc::new(Self {
            inner,
            store,
            decided: RwLock::default(),
            loaded: AtomicU64::new(u64::MAX),
        })
    }

    fn decided(&self) -> RwLockReadGuard<'_, Decided> {
        self.decided.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, work: impl FnOnce(&mut Decided)) {
        work(&mut self.decided.write().unwrap_or_else(PoisonError::into_inner));
    }

    /// Loads the decisions when there are none yet or another program has written some. A store
    /// that does not answer leaves what was loaded before: the server's side works all the same.
    async fn refresh(&self) {
        let Ok(version) = self.store.foreign_version().await else {
            return;
        };
        if version == self.loaded.load(Ordering::Acquire) {
            return;
        }
        match self.store.local_state(self.inner.account()).await {
            Ok(state) => {
                self.change(|decided| decided.load(state));
                self.loaded.store(version, Ordering::Release);
            }
            Err(error) => tracing::warn!(%error, "decisions of the journal"),
        }
    }

    /// Remembers who annotated a job, so that it can be handed back without typing a name.
    async fn remember_annotator(&self, job: &NodeRef, name: &Text) {
        let key = key(job);
        if self.decided().annotators.get(&key) == Some(name) {
            return;
        }
        let memory = format!("annotator {key}");
        let account = self.inner.account();
        if let Err(error) = self.store.remember(account, &memory, name).await {
            tracing::warn!(%error, "who annotated a job");
        }
        self.change(|decided| decided.know_annotator(key, name.clone()));
    }

    async fn annotator(&self, job: &NodeRef) -> Option<Text> {
        let key = key(job);
        if let Some(known) = self.decided().annotators.get(&key) {
            return Some(known.clone());
        }
        let memory = format!("annotator {key}");
        let found = self.store.recall(self.inner.account(), &memory).await;
        let name = Text::line(&found.ok().flatten()?);
        self.change(|decided| decided.know_annotator(key, name.clone()));
        Some(name)
    }

    /// A hand-back without a name gets the one who annotated the job, as far as that is known, and
    /// else whoever holds it now, unless that is the reviewer.
    async fn complete_hand_backs(&self, detail: &mut Detail) {
        let holder = detail.page.rows.first().map(|row| row.assignee);
        let holder = holder.and_then(|word| detail.page.words.get_some(word).cloned());
        let me = self.inner.identity().await.ok().map(|who| who.user);
        let others = holder.filter(|name| Some(name) != me.as_ref());
        let annotating = detail.state.as_ref().is_some_and(|state| {
            matches!(
                state.class,
                StatusClass::Todo | StatusClass::Doing | StatusClass::Rejected
            )
        });
        if let Some(name) = others.as_ref().filter(|_| annotating) {
            self.remember_annotator(&detail.node, name).await;
        }
        let stage = detail.state.as_ref().and_then(|now| now.stage.clone());
        let hands_back = |transition: &Transition| {
            transition.to.class == StatusClass::Rejected
                && transition.assignee.is_none()
                && transition.to.stage.as_deref() == Some(FIRST_STAGE)
                && transition.to.stage != stage
        };
        if !detail.transitions.iter().any(hands_back) {
            return;
        }
        let Some(name) = self.annotator(&detail.node).await.or(others) else {
            return;
        };
        let all = detail.transitions.iter_mut();
        for transition in all.filter(|transition| hands_back(transition)) {
            transition.assignee = Some(name.clone());
        }
    }

    /// Keeps an operation that the server has no field for.
    async fn keep(&self, operation: &Operation) -> Result<Applied, PlatformError> {
        let key = key(&operation.target);
        let stored = self.store.local_apply(operation.clone(), key.clone()).await;
        let applied = stored.map_err(|error| match error {
            StoreError::Conflict(what) => PlatformError::Conflict(what),
            other => PlatformError::Io(Text::line(&other.to_string())),
        })?;
        if applied.repeated {
            // Whether it is in memory too is not known: read everything again.
            self.loaded.store(u64::MAX, Ordering::Release);
        } else {
            self.change(|decided| decided.apply(&key, operation, &applied));
        }
        Ok(Applied {
            local_only: true,
            ..applied
        })
    }

    fn has_no_jobs(&self) -> bool {
        let mut levels = self.inner.levels().iter();
        levels.all(|known| known.level != Level::Job)
    }

    /// The verdicts kept here on items below a project or view. Which items those are is known by
    /// the decisions about them: an item's own key does not say where it lies.
    async fn judged_below(&self, node: &NodeRef) -> Option<Table> {
        let filter = EntryFilter {
            account: Some(self.inner.account().clone()),
            open_only: false,
            limit: JUDGED_ENTRIES,
        };
        let entries = self.store.entries(filter).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "decisions below a place");
            Vec::new()
        });
        let targets = entries.iter().map(|entry| &entry.operation.target);
        let below: HashSet<String> = targets.filter(|one| node.contains(one)).map(key).collect();
        self.decided().counted(|key| below.contains(key))
    }

    /// Complaints kept here about items that somebody has changed since: nobody can resolve them at
    /// the server, so the change itself says that they may be fixed.
    async fn perhaps_fixed(&self) -> Result<Vec<InboxEntry>, PlatformError> {
        let open = self.decided().complaints();
        if open.is_empty() {
            return Ok(Vec::new());
        }
        let items: Vec<_> = open
            .iter()
            .map(|issue| (issue.item.clone(), overlay::last_word(issue)))
            .collect();
        let touched = self.inner.touched(&items).await?;
        Ok(overlay::fixed(&open, &touched))
    }

    /// What the server's own answer to an operation means for the journal.
    async fn follow(&self, operation: &Operation) {
        match &operation.change {
            Change::Assign {
                role: Role::Assignee,
                before: Some(name),
                ..
            } if operation.target.level() == Level::Job => {
                let me = self.inner.identity().await.ok().map(|who| who.user);
                if Some(name) != me.as_ref() {
                    self.remember_annotator(&operation.target, name).await;
                }
            }
            // The server knows better now than what was kept here before (a skip, say).
            Change::JudgeItem { .. } | Change::JudgeAnnotation { .. } => {
                let key = key(&operation.target);
                let Some(change) = self.decided().forgetting(&key, &operation.change) else {
                    return;
                };
                let forget = Operation {
                    change,
                    ..operation.clone()
                };
                if let Err(error) = self.keep(&forget).await {
                    tracing::warn!(%error, "a verdict that the server keeps now");
                }
            }
            // A reopened issue has to be verified anew once it is fixed.
            Change::Resolve { issue, .. } if self.decided().state.verified.contains_key(issue) => {
                let forget = Operation {
                    change: Change::Verify {
                        issue: issue.clone(),
                        before: true,
                        after: false,
                    },
                    ..operation.clone()
                };
                if let Err(error) = self.keep(&forget).await {
                    tracing::warn!(%error, "verification of a reopened issue");
                }
            }
            _ => {}
        }
    }
}

#[async_trait]
impl Platform for Journaled {
    fn account(&self) -> &AccountId {
        self.inner.account()
    }

    fn levels(&self) -> &[LevelName] {
        self.inner.levels()
    }

    async fn identity(&self) -> Result<Identity, PlatformError> {
        self.inner.identity().await
    }

    async fn list(&self, request: &ListRequest) -> Result<Page, PlatformError> {
        self.refresh().await;
        let (kept, passed) = filter::split(request.level, &request.query);
        if kept.terms.is_empty() {
            let mut page = self.inner.list(request).await?;
            self.decided().lay_over(request, &mut page);
            return Ok(page);
        }
        let everything = filter::everything(request, passed);
        let mut page = self.inner.list(&everything).await?;
        self.decided().lay_over(&everything, &mut page);
        Ok(filter::keep(page, &kept, request.page))
    }

    async fn detail(&self, node: &NodeRef) -> Result<Detail, PlatformError> {
        self.refresh().await;
        let mut detail = self.inner.detail(node).await?;
        if let Some(row) = detail.page.rows.first_mut() {
            self.decided().lay_over_row(&detail.node, row);
        }
        self.complete_hand_backs(&mut detail).await;
        Ok(detail)
    }

    async fn annotations(&self, item: &NodeRef) -> Result<Arc<ItemDetail>, PlatformError> {
        self.refresh().await;
        let detail = self.inner.annotations(item).await?;
        let key = key(&detail.node);
        self.change(|decided| decided.know_hash(&key, detail.hash));
        Ok(self.decided().lay_over_item(&key, detail))
    }

    async fn image(&self, item: &NodeRef, want: ImageWant) -> Result<ImageBytes, PlatformError> {
        self.inner.image(item, want).await
    }

    async fn signal(&self, item: &NodeRef, content: u8) -> Result<Arc<Signal>, PlatformError> {
        self.inner.signal(item, content).await
    }

    async fn offers(&self, node: &NodeRef) -> Result<Vec<Offer>, PlatformError> {
        self.inner.offers(node).await
    }

    async fn touched(&self, items: &[(NodeRef, Timestamp)]) -> Result<Vec<Touched>, PlatformError> {
        self.inner.touched(items).await
    }

    fn keeping(&self, operation: &Operation) -> Keeping {
        match operation.change {
            Change::Verify { .. } => Keeping::Here,
            _ => self.inner.keeping(operation),
        }
    }

    async fn issues(&self, scope: &NodeRef) -> Result<Vec<Issue>, PlatformError> {
        self.refresh().await;
        let mut issues = match self.inner.stores(Verb::OpenIssue) {
            true => self.inner.issues(scope).await?,
            false => Vec::new(),
        };
        let decided = self.decided();
        let own = decided.state.issues.iter();
        issues.extend(own.filter(|issue| scope.contains(&issue.item)).cloned());
        issues.sort_by_key(|issue| issue.at);
        Ok(issues)
    }

    async fn members(&self, scope: &NodeRef, search: &str) -> Result<Vec<Member>, PlatformError> {
        self.inner.members(scope, search).await
    }

    async fn permissions(&self, node: &NodeRef) -> Result<Permissions, PlatformError> {
        self.inner.permissions(node).await
    }

    async fn insights(&self, node: &NodeRef) -> Result<Vec<Table>, PlatformError> {
        self.refresh().await;
        let mut tables = self.inner.insights(node).await?;
        tables.extend(match node.level() {
            Level::Project | Level::Task if self.has_no_jobs() => self.judged_below(node).await,
            _ => self.decided().table(node),
        });
        Ok(tables)
    }

    async fn inbox(&self, since: Timestamp) -> Result<Vec<InboxEntry>, PlatformError> {
        self.refresh().await;
        let mut entries = self.inner.inbox(since).await?;
        entries.extend(self.perhaps_fixed().await?);
        let decided = self.decided();
        entries.retain(|entry| !decided.is_verified(entry));
        Ok(entries)
    }

    async fn start_work(&self, node: &NodeRef, work: &str) -> Result<(), PlatformError> {
        self.inner.start_work(node, work).await
    }

    async fn find_web(&self, address: &str) -> Result<Option<NodeRef>, PlatformError> {
        self.inner.find_web(address).await
    }

    fn web(&self, node: &NodeRef) -> Option<Text> {
        self.inner.web(node)
    }

    async fn find(&self, level: Level, raw: &str) -> Result<Option<Vec<NodeRef>>, PlatformError> {
        self.inner.find(level, raw).await
    }

    fn lists_deep(&self, parent: Level, level: Level) -> bool {
        self.inner.lists_deep(parent, level)
    }

    fn stores(&self, verb: Verb) -> bool {
        self.inner.stores(verb)
    }

    async fn apply(
        &self,
        operation: &Operation,
        attempt: Attempt,
    ) -> Result<Applied, PlatformError> {
        match self.keeping(operation) {
            Keeping::Here => return self.keep(operation).await,
            // Here first: what the server is told besides may be waited for.
            Keeping::Both => {
                self.keep(operation).await?;
            }
            Keeping::There => {}
        }
        let applied = self.inner.apply(operation, attempt).await?;
        if self.keeping(operation) == Keeping::There {
            self.follow(operation).await;
        }
        Ok(applied)
    }

    fn events(&self) -> Option<mpsc::Receiver<PlatformEvent>> {
        self.inner.events()
    }

    fn stop(&self) {
        self.inner.stop();
    }
}

#[cfg(test)]
mod tests;

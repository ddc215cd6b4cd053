//! The local platform: a folder of images with exported annotations, reviewed in place.
//!
//! Levels: library (the folder) → dataset → split or subfolder → job (batch of items) → item.
//! A video is a folder of its frames: each is an item, and objects that move through them are kept
//! once and worked out for the frame that is looked at. The folder is only ever read; decisions
//! live in the store. Items of a COCO or Datumaro file keep the file's order, those of folders are
//! sorted as people sort; an item never changes its place once it has been shown.

mod again;
#[doc(hidden)]
pub mod bench;
mod detail;
mod detect;
mod export;
mod facts;
mod files;
mod filter;
mod insights;
mod items;
mod library;
mod lists;
mod load;
mod nodes;
mod rights;
mod video;
mod workflow;

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::mpsc;

use crate::limits::{PICTURE_BYTES, READ_LOOK_MS};
use crate::model::{
    AccountId, Applied, ContentHash, Decision, Issue, ItemDetail, Level, LevelName, NodeRef,
    Operation, Page, Permissions, State, Text, Transition, Words,
};
use crate::store::{Store, StoreError};

use super::{
    Attempt, Detail, Identity, ImageBytes, ImageWant, ListRequest, Member, Platform, PlatformError,
    PlatformEvent, Table,
};
use facts::facts;
use files::Files;
use filter::Filtered;
use library::Library;
use lists::{Listing, state_of};
use load::Shared;
use nodes::Spot;

pub use export::{Copy, CopyFile, Unapplied, Why};
pub use library::Format;

/// Where the files come from.
#[derive(Clone, Debug)]
pub enum Source {
    /// A folder of the file system.
    Folder(PathBuf),
    /// Files built into the program: relative path with `/`, bytes.
    Bundle(&'static [(&'static str, &'static [u8])]),
}

/// How a folder is opened.
#[derive(Clone, Debug)]
pub struct LocalOptions {
    /// Account name for links and operations.
    pub account: AccountId,
    /// The library's name on screen.
    pub name: Text,
    /// Who decides.
    pub user: Text,
    /// Items in a job, at least 1.
    pub batch: u32,
    /// Nothing can be changed; the text says why.
    pub read_only: Option<Text>,
}

/// What is said of a folder where looking at its files would guess wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Only annotations of this format are taken.
    pub format: Option<Format>,
    /// Pictures are looked for here alone: a folder within the opened one or elsewhere.
    pub pictures: Option<PathBuf>,
}

/// An opened folder.
pub struct LocalPlatform {
    shared: Arc<Shared>,
    options: LocalOptions,
    levels: Vec<LevelName>,
    store: Store,
    /// The store's version when the decisions were loaded; `u64::MAX` before that.
    loaded: AtomicU64,
    filters: Mutex<VecDeque<Filtered>>,
    events: Mutex<Option<mpsc::Receiver<PlatformEvent>>>,
}

/// Slots of the event channel.
const EVENTS: usize = 1_024;

impl LocalPlatform {
    /// Opens a folder. Returns at once: the scan goes on in the background and reports through
    /// `Platform::events`; lists show what has been read so far.
    ///
    /// # Errors
    /// When the folder is not there or cannot be read at all.
    pub fn open(
        source: Source,
        options: LocalOptions,
        store: Store,
    ) -> Result<Arc<Self>, PlatformError> {
        Self::open_as(source, Reading::default(), options, store)
    }

    /// The same with what was said of the folder.
    ///
    /// # Errors
    /// As [`LocalPlatform::open`], also for the folder of pictures.
    pub fn open_as(
        source: Source,
        reading: Reading,
        mut options: LocalOptions,
        store: Store,
    ) -> Result<Arc<Self>, PlatformError> {
        options.batch = options.batch.max(1);
        let mut files = Files::new(source)?;
        if let Some(folder) = reading.pictures {
            files = files.with_pictures(folder)?;
        }
        let (sender, receiver) = mpsc::channel(EVENTS);
        let shared = Arc::new(Shared::new(
            files,
            reading.format,
            options.name.clone(),
            options.account.clone(),
            sender,
        ));
        load::start(Arc::clone(&shared))
            .map_err(|error| PlatformError::Io(Text::line(&error.to_string())))?;
        Ok(Arc::new(Self {
            shared,
            options,
            levels: level_names(),
            store,
            loaded: AtomicU64::new(u64::MAX),
            filters: Mutex::default(),
            events: Mutex::new(Some(receiver)),
        }))
    }

    /// The nodes that an id as typed may mean: an item's path (or its name alone), a job, split
    /// or dataset, or a full link. Several when the id is ambiguous.
    pub fn locate(&self, id: &str) -> Vec<NodeRef> {
        let library = self.shared.read();
        if let Ok(node) = NodeRef::parse(id) {
            let spot = Some(node).filter(|node| node.account == self.options.account);
            let spot = spot.and_then(|node| library.resolve(&node, self.options.batch));
            return spot.iter().map(|spot| self.node(&library, *spot)).collect();
        }
        let spots = library.locate(id, self.options.batch);
        spots
            .into_iter()
            .map(|spot| self.node(&library, spot))
            .collect()
    }

    /// The full node of one that a deep list made (with levels left out).
    pub fn canonical(&self, node: &NodeRef) -> Option<NodeRef> {
        let library = self.shared.read();
        let spot = library.resolve(node, self.options.batch)?;
        Some(self.node(&library, spot))
    }

    /// The hash of an item's content, as [`Platform::annotations`] tells it.
    pub fn content_hash(&self, item: &NodeRef) -> Option<ContentHash> {
        let library = self.shared.read();
        match library.resolve(item, self.options.batch)? {
            Spot::Item(d, s, number) => Some(library.split(d, s)?.item_hash(number)),
            _ => None,
        }
    }

    /// A job's state and where it can go, as [`Platform::detail`] tells them.
    pub fn moves(&self, job: &NodeRef) -> Option<(State, Vec<Transition>)> {
        let library = self.shared.read();
        let spot = library.resolve(job, self.options.batch)?;
        let state = state_of(&library, spot, self.options.batch)?;
        let moves = workflow::transitions(&state, self.options.read_only.as_ref());
        Some((state, moves)).filter(|_| matches!(spot, Spot::Job(..)))
    }

    /// Takes over decisions of others that are done already, in one step.
    ///
    /// # Errors
    /// A target that is not there, a change that is refused, the store's.
    pub async fn import(&self, decisions: Vec<Decision>) -> Result<(), PlatformError> {
        let mut keyed = Vec::with_capacity(decisions.len());
        for mut decision in decisions {
            let mut keys = Vec::with_capacity(decision.ops.len());
            for op in &mut decision.ops {
                let (_, key, target) = self.admit(op)?;
                op.target = target;
                keys.push(key);
            }
            keyed.push((decision, keys));
        }
        self.store.import(keyed).await.map_err(store_error)?;
        // What is in memory is behind: everything is read again.
        self.loaded.store(u64::MAX, Ordering::Release);
        Ok(())
    }

    /// What could not be read so far, each with its file; beyond a limit only how many more.
    pub fn problems(&self) -> Vec<Text> {
        let library = self.shared.read();
        let mut problems = library.problems.clone();
        if library.more_problems > 0 {
            let more = format!("{} more problems", library.more_problems);
            problems.push(Text::line(&more));
        }
        problems
    }

    /// Whether the folder is still being read.
    pub fn is_reading(&self) -> bool {
        self.shared.read().growing
    }

    fn node(&self, library: &Library, spot: Spot) -> NodeRef {
        library.node(&self.options.account, spot, self.options.batch)
    }

    fn spot(&self, library: &Library, node: &NodeRef) -> Result<Spot, PlatformError> {
        let known = Some(node).filter(|node| node.account == self.options.account);
        known
            .and_then(|node| library.resolve(node, self.options.batch))
            .ok_or_else(|| {
                let id = node.id().map_or(String::new(), ToString::to_string);
                PlatformError::NotFound(Text::line(&format!("{} {id}", node.level().word())))
            })
    }

    /// Admits an operation. While the folder is being read, a target that is not known yet is
    /// waited for: decisions of an earlier run are due before everything has been read again.
    async fn admit_when_read(
        &self,
        operation: &Operation,
    ) -> Result<(Spot, String, NodeRef), PlatformError> {
        loop {
            // Asked first: what is read between the two questions is seen by the second.
            let reading = self.is_reading();
            match self.admit(operation) {
                Err(PlatformError::NotFound(_)) if self.shared.stopped() => {
                    // Not read to the end: it may well be there.
                    return Err(PlatformError::Stopped);
                }
                Err(PlatformError::NotFound(_)) if reading => {}
                answer => return answer,
            }
            tokio::time::sleep(Duration::from_millis(READ_LOOK_MS)).await;
        }
    }

    /// Loads the decisions when there are none yet or another program has written some.
    async fn refresh(&self) {
        let loaded = self.loaded.load(Ordering::Acquire);
        let Ok(version) = self.store.foreign_version().await else {
            return;
        };
        if version == loaded {
            return;
        }
        if let Ok(state) = self.store.local_state(&self.options.account).await {
            let shared = Arc::clone(&self.shared);
            let set = blocking(move || {
                shared.write().set_state(state);
                Ok(())
            });
            if set.await.is_ok() {
                self.loaded.store(version, Ordering::Release);
            }
        }
    }
}

fn level_names() -> Vec<LevelName> {
    [
        (Level::Organization, "library", "libraries"),
        (Level::Project, "dataset", "datasets"),
        (Level::Task, "split", "splits"),
        (Level::Job, "job", "jobs"),
        (Level::Item, "image", "images"),
    ]
    .map(|(level, one, many)| LevelName {
        level,
        one: one.into(),
        many: many.into(),
    })
    .to_vec()
}

fn store_error(error: StoreError) -> PlatformError {
    match error {
        StoreError::Conflict(what) => PlatformError::Conflict(what),
        other => PlatformError::Io(Text::line(&other.to_string())),
    }
}

/// Runs what reads files or walks long lists on a thread of its own.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, PlatformError> + Send + 'static,
) -> Result<T, PlatformError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) if error.is_cancelled() => Err(PlatformError::Stopped),
        Err(_) => Err(PlatformError::Malformed(
            "a file of a kind that its decoder does not stand".into(),
        )),
    }
}

#[async_trait]
impl Platform for LocalPlatform {
    fn account(&self) -> &AccountId {
        &self.options.account
    }

    fn levels(&self) -> &[LevelName] {
        &self.levels
    }

    async fn identity(&self) -> Result<Identity, PlatformError> {
        Ok(Identity {
            user: self.options.user.clone(),
            server: "local folder".into(),
            place: self.shared.files.place(),
            ..Identity::default()
        })
    }

    async fn list(&self, request: &ListRequest) -> Result<Page, PlatformError> {
        self.refresh().await;
        let parent = self.spot(&self.shared.read(), &request.parent)?;
        let mut page = if request.query.is_empty() {
            let library = self.shared.read();
            Listing::new(&library, parent, request.level, self.options.batch)
                .page(request.page, None)
        } else {
            self.filtered(request, parent).await?
        };
        if request.level == Level::Organization {
            page.rows
                .iter_mut()
                .for_each(|row| row.name = self.options.name.clone());
        }
        Ok(page)
    }

    async fn detail(&self, node: &NodeRef) -> Result<Detail, PlatformError> {
        self.refresh().await;
        let library = self.shared.read();
        let spot = self.spot(&library, node)?;
        let above = node.parent().unwrap_or_else(|| node.clone());
        let parent = self.spot(&library, &above)?;
        let listing = Listing::new(&library, parent, spot.level(), self.options.batch);
        let mut words = Words::default();
        let mut row = listing.row(spot, &mut words);
        if spot == Spot::Library {
            row.name = self.options.name.clone();
        }
        let state = state_of(&library, spot, self.options.batch);
        let transitions = match (&state, spot) {
            (Some(state), Spot::Job(..)) => {
                workflow::transitions(state, self.options.read_only.as_ref())
            }
            _ => Vec::new(),
        };
        Ok(Detail {
            node: self.node(&library, spot),
            facts: facts(&library, spot, &self.shared.files),
            page: Page {
                rows: vec![row],
                words,
                total: 1,
                unfiltered: 1,
                growing: library.growing,
                ..Page::default()
            },
            state,
            transitions,
            guide: None,
            web: None,
        })
    }

    async fn annotations(&self, item: &NodeRef) -> Result<Arc<ItemDetail>, PlatformError> {
        self.refresh().await;
        let (shared, batch, account) = (
            Arc::clone(&self.shared),
            self.options.batch,
            self.options.account.clone(),
        );
        let Spot::Item(d, s, number) = self.spot(&self.shared.read(), item)? else {
            return Err(PlatformError::Unsupported(
                "an annotation list of anything but an image".into(),
            ));
        };
        blocking(move || {
            let raw = {
                let library = shared.read();
                let spot = Spot::Item(d, s, number);
                let node = library.node(&account, spot, batch);
                let key = library.key(spot, batch);
                let split = library.split(d, s);
                let split = split.ok_or_else(|| PlatformError::NotFound(Text::line(&key)))?;
                detail::gather(&library, split, number, node, &key)
            };
            Ok(Arc::new(detail::finish(raw, &shared.files)))
        })
        .await
    }

    async fn image(&self, item: &NodeRef, want: ImageWant) -> Result<ImageBytes, PlatformError> {
        let place = {
            let library = self.shared.read();
            match self.spot(&library, item)? {
                Spot::Item(d, s, number) => library
                    .split(d, s)
                    .map(|split| (split.items.path(number), split.again(number).cloned())),
                _ => None,
            }
        };
        let (path, again) = place.ok_or_else(|| {
            PlatformError::Unsupported("a picture of anything but an image".into())
        })?;
        let shared = Arc::clone(&self.shared);
        blocking(move || {
            let (bytes, revision) = match again {
                Some(again) => again::picture(&again, &shared.files, want.number)?,
                None => {
                    let revision = shared.files.revision(&path);
                    (shared.files.read(&path, PICTURE_BYTES)?, revision)
                }
            };
            Ok(ImageBytes {
                bytes: Arc::from(bytes),
                revision,
                best: true,
            })
        })
        .await
    }

    async fn issues(&self, scope: &NodeRef) -> Result<Vec<Issue>, PlatformError> {
        self.refresh().await;
        let library = self.shared.read();
        let scope = self.node(&library, self.spot(&library, scope)?);
        let mut issues: Vec<Issue> = library.state.issues.clone();
        for issue in &mut issues {
            // The job of the batch in use, not of the one in which the issue was opened.
            let place = issue
                .item
                .id()
                .and_then(|_| library.resolve(&without_job(&issue.item), self.options.batch));
            if let Some(spot) = place {
                issue.item = self.node(&library, spot);
            }
        }
        issues.retain(|issue| scope.contains(&issue.item));
        issues.sort_by_key(|issue| issue.at);
        Ok(issues)
    }

    async fn members(&self, _scope: &NodeRef, search: &str) -> Result<Vec<Member>, PlatformError> {
        self.refresh().await;
        let needle = search.to_lowercase();
        let mut members = insights::members(&self.shared.read(), &self.options.user);
        members.retain(|member| member.name.to_lowercase().contains(&needle));
        Ok(members)
    }

    async fn permissions(&self, node: &NodeRef) -> Result<Permissions, PlatformError> {
        let library = self.shared.read();
        let spot = self.spot(&library, node)?;
        Ok(self.denied(spot))
    }

    async fn insights(&self, node: &NodeRef) -> Result<Vec<Table>, PlatformError> {
        self.refresh().await;
        let spot = self.spot(&self.shared.read(), node)?;
        let (shared, batch) = (Arc::clone(&self.shared), self.options.batch);
        blocking(move || Ok(insights::tables(&shared.read(), spot, batch))).await
    }

    async fn apply(
        &self,
        operation: &Operation,
        _attempt: Attempt,
    ) -> Result<Applied, PlatformError> {
        let (spot, key, target) = self.admit_when_read(operation).await?;
        let operation = Operation {
            target,
            ..operation.clone()
        };
        let applied = self
            .store
            .local_apply(operation.clone(), key.clone())
            .await
            .map_err(store_error)?;
        if applied.repeated {
            // Whether it is in memory too is not known: read everything again.
            self.loaded.store(u64::MAX, Ordering::Release);
            return Ok(applied);
        }
        let mut library = self.shared.write();
        library.state.apply(&key, &operation, &applied);
        library.version += 1;
        if let Spot::Item(d, s, item) = spot {
            library.mark_item(d, s, item);
        }
        Ok(applied)
    }

    fn events(&self) -> Option<mpsc::Receiver<PlatformEvent>> {
        self.events
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }

    fn stop(&self) {
        self.shared.stop();
    }
}

impl Drop for LocalPlatform {
    fn drop(&mut self) {
        self.shared.stop();
    }
}

/// The same item, named without its job.
fn without_job(node: &NodeRef) -> NodeRef {
    let path = node.path().iter().filter(|(level, _)| *level != Level::Job);
    path.fold(NodeRef::root(node.account.clone()), |node, (level, id)| {
        node.child(*level, id.clone())
    })
}

#[cfg(test)]
mod tests;

//! Going through the tree page by page, so that every row has its full place: by one list of the
//! whole level where the platform has one, else level by level. Some pages are always under way;
//! what has been visited is let go, so that memory does not grow with the rows.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

use tokio::task::{AbortHandle, JoinHandle};

use crate::limits::WALK_WINDOW;
use crate::model::query::{Field, Term, Test};
use crate::model::{Level, ListRequest, NodeRef, Page, PageRequest, Query, Row, Text, Words};
use crate::platform::{Platform, PlatformError};

/// Rows asked for at a time: enough that asking costs little beside the rows.
const ROWS: u32 = 2_000;
/// Rows asked for at a time of a level that a server lists whole: the parts are made and read side
/// by side, and what they wait for each other at the end grows with their size.
const ROWS_DEEP: u32 = 1_000;

/// What a walk came to beside its rows.
#[derive(Debug, Default)]
pub struct Walked {
    /// Rows that match in all, also those that were not visited.
    pub total: u64,
    /// Rows there are, wanted or not.
    pub unfiltered: u64,
    /// What could not be read.
    pub problems: Vec<Text>,
}

/// Which rows are wanted.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Below which node.
    pub parent: NodeRef,
    /// Of which level.
    pub level: Level,
    /// Which of them.
    pub query: Query,
    /// Only jobs and tasks of this person, or items of their jobs.
    pub person: Option<Text>,
    /// How many are wanted at most.
    pub limit: u64,
}

impl Wanted {
    /// Every node of a level below a parent.
    pub fn all(parent: NodeRef, level: Level) -> Self {
        Self {
            parent,
            level,
            query: Query::default(),
            person: None,
            limit: u64::MAX,
        }
    }
}

/// A node whose children are listed.
struct Parent {
    node: NodeRef,
    /// Items within, as its own row says.
    items: u64,
}

/// Calls `visit` with every wanted row in order until it answers false. Rows after that are
/// counted, not visited.
///
/// # Errors
/// The platform's, at the first page that fails; or whatever `visit` returns.
pub async fn walk<E: From<PlatformError>>(
    platform: &Arc<dyn Platform>,
    wanted: &Wanted,
    mut visit: impl FnMut(NodeRef, &Row, &Words) -> Result<bool, E>,
) -> Result<Walked, E> {
    let top = wanted.parent.level();
    if wanted.level <= top {
        return Ok(Walked::default());
    }
    let steps = steps(&**platform, top, wanted.level);
    let mut parents = vec![Parent {
        node: wanted.parent.clone(),
        items: 0,
    }];
    for level in steps {
        parents = match is_view(&**platform, level, wanted.level) {
            true => firsts(platform, parents, level).await?,
            false => children(platform, parents, level, wanted.person.as_ref()).await?,
        };
    }
    let mut walked = Walked::default();
    let jobs = has_jobs(&**platform);
    // Items of a job belong to whoever holds the job; without jobs they have a holder themselves.
    let own = wanted
        .person
        .as_ref()
        .filter(|_| wanted.level != Level::Item || !jobs);
    let deep = is_deep(&**platform, top, wanted.level);
    let rows = u32::try_from(wanted.limit).unwrap_or(u32::MAX);
    let rows = rows.clamp(1, if deep { ROWS_DEEP } else { ROWS });
    let query = match own {
        // Servers pick by the assignee themselves; what they mean by it is checked all the same.
        Some(person) if deep => assigned(&wanted.query, person),
        _ => wanted.query.clone(),
    };
    // A server's own counts need not be asked for again.
    let counted = wanted.level == Level::Item
        && query.is_empty()
        && (!jobs || is_deep(&**platform, Level::Account, Level::Job));
    let (mut more, mut left) = (true, wanted.limit);
    let mut before = HashSet::new();
    let mut lists = Lists::new(platform, wanted.level, query, rows, parents);
    while let Some((parent, mut list)) = lists.next() {
        if counted && !more && parent.items > 0 {
            walked.total += parent.items;
            walked.unfiltered += parent.items;
            continue;
        }
        let mut here = 0_u64;
        let (mut totals, mut views_here) = ((0_u64, 0_u64), 0);
        while let Some(page) = list.next().await {
            let page = page?;
            totals = (page.total, page.unfiltered);
            let known = std::mem::take(&mut before);
            // A view is a way through the tree, nothing that could be listed.
            let views = page.rows.iter().filter(|row| row.flags.view).count();
            views_here += u64::try_from(views).unwrap_or(0);
            for (node, row) in nodes(&page, &parent.node, wanted.level) {
                // What others made meanwhile pushes rows of a server's page into the next one.
                if deep && (known.contains(&row.id) || !before.insert(row.id.clone())) {
                    continue;
                }
                if own.is_some_and(|person| !holds(row, &page.words, person)) {
                    continue;
                }
                here += 1;
                if more {
                    left = left.saturating_sub(1);
                    more = visit(node, row, &page.words)? && left > 0;
                }
                // Without a person the page itself knows the total.
                if !more && own.is_none() {
                    list.end();
                    break;
                }
            }
            walked.problems.extend(page.problems);
        }
        walked.total += match own {
            Some(_) => here,
            None => totals.0.saturating_sub(views_here),
        };
        walked.unfiltered += totals.1.saturating_sub(views_here);
    }
    Ok(walked)
}

/// Whether one list of the platform answers for a level that is not directly below.
fn is_deep(platform: &dyn Platform, top: Level, level: Level) -> bool {
    level < Level::Item && platform.lists_deep(top, level)
}

/// The levels between that have to be listed one after the other; those that a list of a whole
/// level leaves out are left out.
fn steps(platform: &dyn Platform, top: Level, level: Level) -> Vec<Level> {
    let levels = platform.levels().iter().map(|name| name.level);
    let between: Vec<Level> = levels.filter(|one| *one > top && *one < level).collect();
    if is_deep(platform, top, level) {
        return Vec::new();
    }
    let from = between
        .iter()
        .rposition(|one| is_deep(platform, top, *one))
        .unwrap_or(0);
    between.get(from..).unwrap_or_default().to_vec()
}

/// All children of some parents, of one level.
async fn children<E: From<PlatformError>>(
    platform: &Arc<dyn Platform>,
    parents: Vec<Parent>,
    level: Level,
    person: Option<&Text>,
) -> Result<Vec<Parent>, E> {
    let mine = person.filter(|_| level == Level::Job);
    let deep = platform.lists_deep(Level::Account, level);
    let query = match mine {
        Some(person) if deep => assigned(&Query::default(), person),
        _ => Query::default(),
    };
    let mut below = Vec::new();
    let mut lists = Lists::new(platform, level, query, ROWS, parents);
    while let Some((parent, mut list)) = lists.next() {
        while let Some(page) = list.next().await {
            let page = page?;
            for (node, row) in nodes(&page, &parent.node, level) {
                if mine.is_none_or(|person| holds(row, &page.words, person)) {
                    let items = row.items.into();
                    below.push(Parent { node, items });
                }
            }
        }
    }
    Ok(below)
}

/// Whether the platform has jobs: where it has none, its tasks are views onto the same items.
pub fn has_jobs(platform: &dyn Platform) -> bool {
    platform
        .levels()
        .iter()
        .any(|name| name.level == Level::Job)
}

/// Whether a level on the way to items is one of views.
fn is_view(platform: &dyn Platform, level: Level, wanted: Level) -> bool {
    level == Level::Task && wanted == Level::Item && !has_jobs(platform)
}

/// The first child of each parent: of views the one with every item, by which the platform begins.
async fn firsts<E: From<PlatformError>>(
    platform: &Arc<dyn Platform>,
    parents: Vec<Parent>,
    level: Level,
) -> Result<Vec<Parent>, E> {
    let mut below = Vec::new();
    let mut lists = Lists::new(platform, level, Query::default(), ROWS, parents);
    while let Some((parent, mut list)) = lists.next() {
        if let Some(page) = list.next().await {
            let page = page?;
            let first = nodes(&page, &parent.node, level).next();
            below.extend(first.map(|(node, _)| Parent {
                node,
                items: parent.items,
            }));
        }
        list.end();
    }
    Ok(below)
}

/// The rows of a page, each with its full place.
fn nodes<'a>(
    page: &'a Page,
    parent: &'a NodeRef,
    level: Level,
) -> impl Iterator<Item = (NodeRef, &'a Row)> {
    let rows = page.rows.iter().enumerate();
    rows.filter(|(_, row)| !row.flags.view)
        .map(move |(number, row)| {
            let above = page.parents.get(number).unwrap_or(parent);
            (above.child(level, row.id.clone()), row)
        })
}

fn assigned(query: &Query, person: &Text) -> Query {
    let mut query = query.clone();
    query.terms.push(Term {
        negated: false,
        test: Test::Field(Field::Assignee, Text::line(&person.to_lowercase())),
    });
    query
}

fn holds(row: &Row, words: &Words, person: &Text) -> bool {
    words.get(row.assignee) == person || words.get(row.reviewer) == person
}

/// A page that is being asked for; nobody needs it any more when it is dropped.
struct Asked {
    page: JoinHandle<Result<Page, PlatformError>>,
    abort: AbortHandle,
}

impl Asked {
    fn new(platform: &Arc<dyn Platform>, request: ListRequest) -> Self {
        let platform = Arc::clone(platform);
        let page = tokio::spawn(async move { platform.list(&request).await });
        let abort = page.abort_handle();
        Self { page, abort }
    }

    async fn answer(mut self) -> Result<Page, PlatformError> {
        let page = (&mut self.page).await;
        page.unwrap_or(Err(PlatformError::Stopped))
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        self.abort.abort();
    }
}

/// The lists of several parents, one after the other; the first pages of the next ones are under
/// way already.
struct Lists<'a> {
    platform: &'a Arc<dyn Platform>,
    level: Level,
    query: Query,
    rows: u32,
    parents: std::vec::IntoIter<Parent>,
    firsts: VecDeque<(Parent, Asked)>,
}

impl<'a> Lists<'a> {
    fn new(
        platform: &'a Arc<dyn Platform>,
        level: Level,
        query: Query,
        rows: u32,
        parents: Vec<Parent>,
    ) -> Self {
        Self {
            platform,
            level,
            query,
            rows,
            parents: parents.into_iter(),
            firsts: VecDeque::new(),
        }
    }

    fn request(&self, parent: &NodeRef, offset: u64) -> ListRequest {
        ListRequest {
            parent: parent.clone(),
            level: self.level,
            query: self.query.clone(),
            page: PageRequest {
                offset,
                limit: self.rows,
            },
        }
    }

    fn next(&mut self) -> Option<(Parent, List<'a>)> {
        while self.firsts.len() < WALK_WINDOW {
            let Some(parent) = self.parents.next() else {
                break;
            };
            let asked = Asked::new(self.platform, self.request(&parent.node, 0));
            self.firsts.push_back((parent, asked));
        }
        let (parent, first) = self.firsts.pop_front()?;
        let list = List {
            platform: self.platform,
            request: self.request(&parent.node, 0),
            waiting: VecDeque::from([first]),
            next: u64::from(self.rows),
            total: 0,
        };
        Some((parent, list))
    }
}

/// The pages of one list in order, with the next ones under way.
struct List<'a> {
    platform: &'a Arc<dyn Platform>,
    request: ListRequest,
    waiting: VecDeque<Asked>,
    /// The first row that has not been asked for.
    next: u64,
    total: u64,
}

impl List<'_> {
    async fn next(&mut self) -> Option<Result<Page, PlatformError>> {
        let asked = self.waiting.pop_front()?;
        let page = match asked.answer().await {
            Ok(page) => page,
            Err(error) => {
                self.waiting.clear();
                return Some(Err(error));
            }
        };
        self.total = page.total;
        while self.waiting.len() < WALK_WINDOW && self.next < self.total && !page.rows.is_empty() {
            let mut request = self.request.clone();
            request.page.offset = self.next;
            self.next += u64::from(request.page.limit);
            self.waiting.push_back(Asked::new(self.platform, request));
        }
        Some(Ok(page))
    }

    /// Nothing more is wanted.
    fn end(&mut self) {
        self.waiting.clear();
        self.next = u64::MAX;
    }
}

//! Going through the tree level by level, page by page, so that every row has its full place.

use crate::model::{Level, ListRequest, NodeRef, PageRequest, Query, Row, Text, Words};
use crate::platform::{Platform, PlatformError};

/// Rows asked for at a time: enough that asking costs little beside the rows.
const ROWS: u32 = 2_000;

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
}

/// Calls `visit` with every wanted row in order until it answers false. Rows after that are
/// counted, not visited.
///
/// # Errors
/// The platform's, at the first page that fails; or whatever `visit` returns.
pub async fn walk<E: From<PlatformError>>(
    platform: &dyn Platform,
    wanted: &Wanted,
    mut visit: impl FnMut(NodeRef, &Row, &Words) -> Result<bool, E>,
) -> Result<Walked, E> {
    let mut walked = Walked::default();
    let top = wanted.parent.level();
    if wanted.level <= top {
        return Ok(walked);
    }
    let mut steps: Vec<Level> = platform.levels().iter().map(|name| name.level).collect();
    steps.retain(|level| *level > top && *level <= wanted.level);
    let mut parents = vec![wanted.parent.clone()];
    for &level in &steps {
        if level == wanted.level {
            break;
        }
        let mine = wanted.person.as_ref().filter(|_| level == Level::Job);
        let mut below = Vec::new();
        for parent in &parents {
            let mut keep = |node: NodeRef, row: &Row, words: &Words| {
                if mine.is_none_or(|person| holds(row, words, person)) {
                    below.push(node);
                }
                Ok::<bool, E>(true)
            };
            pages(platform, parent, level, &Query::default(), &mut keep).await?;
        }
        parents = below;
    }
    let own = wanted
        .person
        .as_ref()
        .filter(|_| wanted.level != Level::Item);
    let mut more = true;
    for parent in &parents {
        let mut here = 0_u64;
        let mut check = |node: NodeRef, row: &Row, words: &Words| {
            if own.is_some_and(|person| !holds(row, words, person)) {
                return Ok(true);
            }
            here += 1;
            if more {
                more = visit(node, row, words)?;
            }
            // Without a person the page itself knows the total.
            Ok::<bool, E>(more || own.is_some())
        };
        let below = pages(platform, parent, wanted.level, &wanted.query, &mut check).await?;
        walked.total += if own.is_some() { here } else { below.total };
        walked.unfiltered += below.unfiltered;
        walked.problems.extend(below.problems);
    }
    Ok(walked)
}

fn holds(row: &Row, words: &Words, person: &Text) -> bool {
    words.get(row.assignee) == person || words.get(row.reviewer) == person
}

/// The rows of one parent, page by page, until `visit` answers false.
async fn pages<E: From<PlatformError>>(
    platform: &dyn Platform,
    parent: &NodeRef,
    level: Level,
    query: &Query,
    visit: &mut impl FnMut(NodeRef, &Row, &Words) -> Result<bool, E>,
) -> Result<Walked, E> {
    let mut offset = 0;
    let mut walked = Walked::default();
    loop {
        let request = ListRequest {
            parent: parent.clone(),
            level,
            query: query.clone(),
            page: PageRequest {
                offset,
                limit: ROWS,
            },
        };
        let page = platform.list(&request).await?;
        walked.total = page.total;
        walked.unfiltered = page.unfiltered;
        walked.problems.extend(page.problems);
        for row in &page.rows {
            if !visit(parent.child(level, row.id.clone()), row, &page.words)? {
                return Ok(walked);
            }
        }
        let rows = u64::try_from(page.rows.len()).unwrap_or(u64::MAX);
        offset = offset.saturating_add(rows);
        if rows == 0 || offset >= page.total {
            return Ok(walked);
        }
    }
}

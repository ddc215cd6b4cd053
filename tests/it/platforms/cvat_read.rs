//! What is read of a CVAT server: who we are, lists, frames, annotations, pictures, people.

mod frames;
mod identity;
mod lists;

use vidimus::model::{Level, NodeRef, Page, PageRequest, Query};
use vidimus::platform::cvat::CvatPlatform;
use vidimus::platform::{ListRequest, Platform, PlatformError};

use super::cvat_world::{Sim, client, key};

/// A window of a list.
async fn window(
    cvat: &CvatPlatform,
    parent: &NodeRef,
    level: Level,
    query: &str,
    page: (u64, u32),
) -> Result<Page, PlatformError> {
    let request = ListRequest {
        parent: parent.clone(),
        level,
        query: Query::parse(query).unwrap(),
        page: PageRequest {
            offset: page.0,
            limit: page.1,
        },
    };
    cvat.list(&request).await
}

/// The first screen of a list.
async fn list(cvat: &CvatPlatform, parent: &NodeRef, level: Level, query: &str) -> Page {
    window(cvat, parent, level, query, (0, 200)).await.unwrap()
}

fn names(page: &Page) -> Vec<&str> {
    page.rows.iter().map(|row| row.name.as_str()).collect()
}

fn ids(page: &Page) -> Vec<String> {
    page.rows.iter().map(|row| row.id.to_string()).collect()
}

/// Requests sent so far, as `path?query`.
fn asked(sim: &Sim) -> Vec<String> {
    let log = sim.log().into_iter();
    log.map(|seen| format!("{}?{}", seen.path, seen.query))
        .collect()
}

fn paths(sim: &Sim) -> Vec<String> {
    let mut paths: Vec<String> = sim.log().into_iter().map(|seen| seen.path).collect();
    paths.sort();
    paths
}

//! A Label Studio test server and clients of its users.

use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use vidimus::model::{AccountId, Id, Level, NodeRef, Page, PageRequest, Query};
use vidimus::platform::http::{Auth, HttpOptions, Pace};
use vidimus::platform::label_studio::{ACCEPT, LabelStudioOptions, LabelStudioPlatform, explain};
use vidimus::platform::{ListRequest, Platform, PlatformError};

#[path = "../../sim/label_studio/sim.rs"]
pub mod sim;

pub use sim::{Fault, Options, Sim};

pub const ADMIN: u64 = 1;
pub const ALICE: u64 = 2;
pub const CAROL: u64 = 4;

/// Nobody waits long here.
pub const PACE: Pace = Pace {
    connect: Duration::from_secs(2),
    total: Duration::from_secs(20),
    backoff: Duration::from_millis(1),
};

/// How the client reaches a server.
pub fn http(sim: &Sim) -> HttpOptions {
    HttpOptions {
        account: AccountId::new("studio"),
        base: sim.url().parse().unwrap(),
        auth: Auth::Nobody,
        ca_file: None,
        proxy: None,
        timeout_s: None,
        insecure: false,
        parallel: 6,
        accept: ACCEPT,
        explain,
    }
}

pub fn options(sim: &Sim, token: &str) -> LabelStudioOptions {
    LabelStudioOptions {
        account: AccountId::new("studio"),
        http: http(sim),
        token: SecretString::from(token),
        organization: None,
        marker: false,
        read_only: None,
    }
}

/// A client with this token.
pub fn with_token(sim: &Sim, token: &str) -> Arc<LabelStudioPlatform> {
    LabelStudioPlatform::with_pace(options(sim, token), PACE).unwrap()
}

/// A client of a user, by the personal access token or on old servers the legacy one.
pub fn client(sim: &Sim, user: u64) -> Arc<LabelStudioPlatform> {
    let old = sim.state().version < (1, 17, 0);
    let token = if old { sim.legacy(user) } else { sim.pat(user) };
    with_token(sim, &token)
}

/// A small server: without the project of very many tasks.
pub fn small() -> Options {
    Options {
        bulk: 0,
        ..Options::default()
    }
}

pub fn root() -> NodeRef {
    NodeRef::root(AccountId::new("studio"))
}

/// A project by the path that the open-source edition has.
pub fn project(id: u64) -> NodeRef {
    root()
        .child(Level::Organization, Id::Number(1))
        .child(Level::Project, Id::Number(id))
}

/// A view of a project; none for all tasks.
pub fn view(project_id: u64, view: Option<u64>) -> NodeRef {
    let id = view.map_or_else(|| Id::name("all"), Id::Number);
    project(project_id).child(Level::Task, id)
}

/// A task among all of its project.
pub fn item(project_id: u64, task: u64) -> NodeRef {
    view(project_id, None).child(Level::Item, Id::Number(task))
}

/// A window of a list.
pub async fn window(
    studio: &LabelStudioPlatform,
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
    studio.list(&request).await
}

/// The first screen of a list.
pub async fn list(
    studio: &LabelStudioPlatform,
    parent: &NodeRef,
    level: Level,
    query: &str,
) -> Page {
    window(studio, parent, level, query, (0, 200))
        .await
        .unwrap()
}

pub fn names(page: &Page) -> Vec<&str> {
    page.rows.iter().map(|row| row.name.as_str()).collect()
}

pub fn ids(page: &Page) -> Vec<String> {
    page.rows.iter().map(|row| row.id.to_string()).collect()
}

/// The states of the rows, in words.
pub fn states(page: &Page) -> Vec<&str> {
    let words = page.rows.iter().map(|row| page.words.get(row.state));
    words.map(|word| word.as_str()).collect()
}

/// Requests sent so far, as `METHOD path`.
pub fn asked(sim: &Sim) -> Vec<String> {
    let log = sim.log().into_iter();
    log.map(|seen| format!("{} {}", seen.method, seen.path))
        .collect()
}

/// How many requests went to paths that end so.
pub fn count(sim: &Sim, end: &str) -> usize {
    asked(sim).iter().filter(|line| line.ends_with(end)).count()
}

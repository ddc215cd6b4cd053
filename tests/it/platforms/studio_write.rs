//! Every write of Label Studio's client against the test server: what is sent, what is compared
//! first, what an unknown outcome leads to, and what the client foretells.

mod actions;
mod assign;
mod comments;
mod faults;
mod looks;
mod marker;
mod results;
mod reviews;
mod rights;

use std::sync::Arc;

use secrecy::SecretString;
use serde_json::Value;
use vidimus::model::{
    AccountId, Applied, Change, ContentHash, Id, Judgement, Level, NodeRef, OpId, Operation, Text,
    Timestamp, Verdict,
};
use vidimus::platform::http::{Auth, HttpOptions, Pace};
use vidimus::platform::label_studio::{ACCEPT, LabelStudioOptions, LabelStudioPlatform, explain};
use vidimus::platform::{Attempt, Platform, PlatformError};

use super::studio_world::sim::{Fault, Options, Sim};

pub const ADMIN: u64 = 1;
pub const ALICE: u64 = 2;
pub const BOB: u64 = 3;
pub const CAROL: u64 = 4;
pub const DORA: u64 = 5;
pub const VICTOR: u64 = 6;
pub const ERIN: u64 = 8;

/// The street pictures: tasks 1 to 44, three results on the first one.
pub const STREET: u64 = 1;
/// Weather: one choice a task; in Enterprise no rules about reviews.
pub const WEATHER: u64 = 2;

/// Nobody waits long here.
const PACE: Pace = Pace {
    connect: std::time::Duration::from_secs(2),
    total: std::time::Duration::from_secs(20),
    backoff: std::time::Duration::from_millis(1),
};

/// How a client is to be.
#[derive(Clone, Copy, Default)]
pub struct Wish {
    pub marker: bool,
    pub read_only: bool,
}

pub fn wished(sim: &Sim, user: u64, wish: Wish) -> Arc<LabelStudioPlatform> {
    let account = AccountId::new("studio");
    let http = HttpOptions {
        account: account.clone(),
        base: sim.url().parse().unwrap(),
        auth: Auth::Nobody,
        ca_file: None,
        proxy: None,
        timeout_s: None,
        insecure: false,
        parallel: 4,
        accept: ACCEPT,
        explain,
    };
    let options = LabelStudioOptions {
        account,
        http,
        token: SecretString::from(sim.pat(user)),
        organization: None,
        marker: wish.marker,
        read_only: wish.read_only.then(|| "only for looking".into()),
    };
    LabelStudioPlatform::with_pace(options, PACE).unwrap()
}

pub fn client(sim: &Sim, user: u64) -> Arc<LabelStudioPlatform> {
    wished(sim, user, Wish::default())
}

/// A client that knows the server's edition, as every one does that has drawn anything.
pub async fn known(sim: &Sim, user: u64) -> Arc<LabelStudioPlatform> {
    let studio = client(sim, user);
    studio.identity().await.unwrap();
    studio
}

pub fn project(id: u64) -> NodeRef {
    NodeRef::root(AccountId::new("studio"))
        .child(Level::Organization, Id::Number(1))
        .child(Level::Project, Id::Number(id))
}

pub fn view(project_id: u64) -> NodeRef {
    project(project_id).child(Level::Task, Id::name("all"))
}

pub fn task(project_id: u64, id: u64) -> NodeRef {
    view(project_id).child(Level::Item, Id::Number(id))
}

/// An operation decided now.
pub fn operation(number: u64, target: NodeRef, change: Change) -> Operation {
    Operation {
        id: OpId { session: 9, number },
        at: Timestamp(jiff::Timestamp::now().as_millisecond()),
        who: "Carol Reviewer".into(),
        target,
        name: "it".into(),
        change,
    }
}

/// One change sent for the first time.
pub async fn send(
    studio: &LabelStudioPlatform,
    target: NodeRef,
    change: Change,
) -> Result<Applied, PlatformError> {
    let operation = operation(1, target, change);
    studio.apply(&operation, Attempt::First).await
}

/// Requests that changed something, as `METHOD path`; renewing the login is none.
pub fn writes(sim: &Sim) -> Vec<String> {
    let log = sim.log().into_iter();
    log.filter(|seen| seen.method != "GET" && !seen.path.starts_with("/api/token"))
        .map(|seen| format!("{} {}", seen.method, seen.path))
        .collect()
}

/// The body of the last request that changed something.
pub fn last_body(sim: &Sim) -> Value {
    let log = sim.log().into_iter().rev();
    let mut writes =
        log.filter(|seen| seen.method != "GET" && !seen.path.starts_with("/api/token"));
    writes.next().unwrap().body.unwrap_or_default()
}

pub fn conflict(answer: Result<Applied, PlatformError>) -> String {
    match answer {
        Err(PlatformError::Conflict(why)) => why.to_string(),
        other => panic!("no conflict: {other:?}"),
    }
}

pub fn denied(answer: Result<Applied, PlatformError>) -> String {
    match answer {
        Err(PlatformError::Denied(why)) => why.to_string(),
        other => panic!("not denied: {other:?}"),
    }
}

pub fn judgement(verdict: Verdict, reason: Option<&str>, hash: ContentHash) -> Judgement {
    Judgement {
        verdict,
        reason: reason.map(Text::block),
        hash,
        by: "Carol Reviewer".into(),
        at: Timestamp(0),
    }
}

/// The hash of a result as it is looked at now.
pub async fn hash_of(studio: &LabelStudioPlatform, item: &NodeRef, result: u64) -> ContentHash {
    let detail = studio.annotations(item).await.unwrap();
    let found = detail
        .results
        .iter()
        .find(|one| one.id == Id::Number(result));
    found.unwrap().hash
}

pub fn created(applied: &Applied) -> u64 {
    match applied.created {
        Some(Id::Number(id)) => id,
        _ => panic!("no number: {applied:?}"),
    }
}

//! A CVAT test server and clients of its users.

use std::sync::Arc;

use secrecy::SecretString;
use vidimus::model::{
    AccountId, Applied, Change, Id, Issue, Level, NodeRef, OpId, Operation, State, Text, Timestamp,
};
use vidimus::platform::cvat::{ACCEPT, CvatOptions, CvatPlatform, explain};
use vidimus::platform::http::{Auth, HttpOptions};
use vidimus::platform::{Attempt, Platform, PlatformError, PlatformEvent};

#[path = "../../sim/cvat/sim.rs"]
pub mod sim;

pub use sim::{Fault, Options, Sim};

pub const OWNER: u64 = 2;
pub const ANNOTATOR: u64 = 3;
pub const REVIEWER: u64 = 5;

/// The key of a user of the test server, by his number.
pub fn key(user: u64) -> Auth {
    Auth::Header(
        "Token",
        SecretString::from(format!("{:040x}", 0x5eed_0000 + user)),
    )
}

/// A personal access token of the test server, by its number.
pub fn token(number: u64) -> Auth {
    let secret = format!("simpat{number:02}.{:032x}", 0xace0_0000_u64 + number);
    Auth::Header("Bearer", SecretString::from(secret))
}

pub fn client(sim: &Sim, auth: Auth) -> Arc<CvatPlatform> {
    let account = AccountId::new("road");
    let http = HttpOptions {
        account: account.clone(),
        base: sim.url().parse().unwrap(),
        auth,
        ca_file: None,
        proxy: None,
        timeout_s: None,
        insecure: false,
        parallel: 6,
        accept: ACCEPT,
        explain,
    };
    CvatPlatform::open(CvatOptions {
        account,
        http,
        organization: None,
        read_only: None,
    })
    .unwrap()
}

/// A job by the shortest path to it.
pub fn job(id: u64) -> NodeRef {
    NodeRef::root(AccountId::new("road")).child(Level::Job, Id::Number(id))
}

pub fn frame(id: u64, frame: u64) -> NodeRef {
    job(id).child(Level::Item, Id::Number(frame))
}

pub fn state(stage: &str, word: &str) -> State {
    vidimus::platform::cvat::workflow::of_job(stage, word)
}

/// An operation decided now.
pub fn operation(number: u64, target: NodeRef, change: Change) -> Operation {
    Operation {
        id: OpId { session: 7, number },
        at: Timestamp(jiff::Timestamp::now().as_millisecond()),
        who: "review1".into(),
        target,
        name: "it".into(),
        change,
    }
}

/// One change sent for the first time.
pub async fn send(
    cvat: &CvatPlatform,
    target: NodeRef,
    change: Change,
) -> Result<Applied, PlatformError> {
    let operation = operation(1, target, change);
    cvat.apply(&operation, Attempt::First).await
}

/// Requests of a method that changed something, as `METHOD path`.
pub fn writes(sim: &Sim) -> Vec<String> {
    let log = sim.log().into_iter();
    log.filter(|seen| seen.method != "GET")
        .map(|seen| format!("{} {}", seen.method, seen.path))
        .collect()
}

/// The body of the last request that changed something.
pub fn last_body(sim: &Sim) -> serde_json::Value {
    let log = sim.log().into_iter().rev();
    let mut writes = log.filter(|seen| seen.method != "GET");
    writes.next().unwrap().body.unwrap()
}

pub async fn issue(cvat: &CvatPlatform, scope: &NodeRef, id: u64) -> Issue {
    let issues = cvat.issues(scope).await.unwrap();
    let found = issues.into_iter().find(|issue| issue.id == Id::Number(id));
    found.unwrap()
}

pub fn is_changed(event: &PlatformEvent, id: u64) -> bool {
    matches!(event, PlatformEvent::Changed(node) if node.id() == Some(&Id::Number(id)))
}

pub fn text(raw: &str) -> Text {
    Text::block(raw)
}

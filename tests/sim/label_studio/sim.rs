//! A server of Label Studio's shape for tests: `Sim::start(Options::default())`, then `url()`.
//!
//! It plays Community 1.23.2, Community 1.13.1 or Enterprise, on a thread and a runtime of its own,
//! so that tests with a paused clock, tests without a runtime and whole programs can all use it;
//! `stop` and `restart` keep address and state. A second listener is another origin, for pictures
//! that are not the server's; what arrives there is in `foreign_log`.
#![allow(
    dead_code,
    unused_imports,
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic
)]

mod actions;
mod annotations;
mod assign;
mod auth;
mod bulk;
mod columns;
mod comments;
mod config;
mod control;
mod drafts;
mod export;
mod faults;
mod filter;
// Both servers are programs of their own, and tests hold both.
#[allow(clippy::duplicate_mod)]
#[path = "../cvat/frames.rs"]
mod frames;
mod fsm;
mod history;
mod import;
mod insight;
mod login;
mod media;
mod members;
// Both servers are programs of their own, and tests hold both.
#[allow(clippy::duplicate_mod)]
#[path = "../cvat/net.rs"]
mod net;
mod pattern;
mod people;
mod projects;
mod query;
mod reply;
mod reviews;
mod rights;
mod routes;
mod rows;
mod seed;
mod seed_content;
mod seed_image;
mod seed_odd;
mod seed_sound;
mod seed_street;
mod seed_studio;
mod seed_text;
mod serve;
mod sound;
mod state;
mod stream;
mod tasks;
mod views;
mod wire;
mod workspaces;

pub use faults::{Fault, Seen};
pub use state::State;

use serve::Shared;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio_rustls::TlsAcceptor;

#[derive(Clone, Debug)]
pub struct Options {
    pub version: String,
    /// `Community` or `Enterprise`.
    pub edition: String,
    /// 0: any free one.
    pub port: u16,
    /// Before `/api`, such as `/ls`.
    pub prefix: String,
    pub tls: bool,
    pub latency: Duration,
    /// Tasks of the bulk project, computed on the fly.
    pub bulk: u64,
    /// Seconds that an access token lives.
    pub access_s: i64,
    /// Legacy tokens are accepted; `None` is what the version has at first.
    pub legacy: Option<bool>,
    /// Both flags of the finite state machine.
    pub fsm: bool,
    /// Never shown pages larger than this many tasks.
    pub task_page_max: Option<u64>,
    pub gzip: bool,
    /// Seconds that the server's clock is ahead; negative: behind.
    pub clock_s: i64,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            version: "1.23.2".into(),
            edition: "Community".into(),
            port: 0,
            prefix: String::new(),
            tls: false,
            latency: Duration::ZERO,
            bulk: 100_000,
            access_s: 300,
            legacy: None,
            fsm: false,
            task_page_max: None,
            gzip: false,
            clock_s: 0,
        }
    }
}

impl Options {
    pub fn old() -> Self {
        Options {
            version: "1.13.1".into(),
            ..Options::default()
        }
    }

    pub fn enterprise() -> Self {
        Options {
            version: "2.24.0".into(),
            edition: "Enterprise".into(),
            ..Options::default()
        }
    }
}

struct Running {
    stop: tokio::sync::oneshot::Sender<()>,
    thread: JoinHandle<()>,
}

pub struct Sim {
    shared: Arc<Shared>,
    tls: Option<(TlsAcceptor, String)>,
    address: SocketAddr,
    foreign: SocketAddr,
    running: Option<Running>,
}

fn listen(address: SocketAddr) -> TcpListener {
    let mut tries = 0;
    let listener = loop {
        match TcpListener::bind(address) {
            Ok(listener) => break listener,
            Err(error) if tries == 100 => panic!("cannot listen at {address}: {error}"),
            Err(_) => std::thread::sleep(Duration::from_millis(20)),
        }
        tries += 1;
    };
    listener.set_nonblocking(true).expect("non-blocking");
    listener
}

impl Sim {
    /// Listens on loopback at once; requests may be sent when this returns.
    pub fn start(options: Options) -> Sim {
        let tls = options.tls.then(net::certificate);
        let address = SocketAddr::from(([127, 0, 0, 1], options.port));
        let other = listen(SocketAddr::from(([127, 0, 0, 1], 0)));
        let foreign = other.local_addr().expect("an address");
        let shared = Arc::new(Shared::new(options, format!("http://{foreign}")));
        let mut sim = Sim {
            shared,
            tls,
            address,
            foreign,
            running: None,
        };
        sim.open(other);
        sim
    }

    pub fn url(&self) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        let prefix = &self.shared.options.prefix;
        format!("{scheme}://{}{prefix}", self.address)
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The other origin.
    pub fn foreign_url(&self) -> String {
        format!("http://{}", self.foreign)
    }

    /// The certificate to trust, with `tls`.
    pub fn certificate(&self) -> Option<&str> {
        self.tls.as_ref().map(|(_, pem)| pem.as_str())
    }

    /// Ends listening and every connection; the state stays.
    pub fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            let _ = running.stop.send(());
            let _ = running.thread.join();
        }
    }

    /// Starts again at the same address.
    pub fn restart(&mut self) {
        self.stop();
        let other = listen(self.foreign);
        self.open(other);
    }

    fn open(&mut self, other: TcpListener) {
        let listener = listen(self.address);
        self.address = listener.local_addr().expect("an address");
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let shared = Arc::clone(&self.shared);
        let tls = self.tls.as_ref().map(|(acceptor, _)| acceptor.clone());
        let thread = std::thread::spawn(move || serve::run(shared, listener, other, tls, stopped));
        self.running = Some(Running { stop, thread });
    }

    /// What the server knows, to look at or change behind the client's back (then call `touch`).
    pub fn state(&self) -> MutexGuard<'_, State> {
        serve::lock(&self.shared.state)
    }

    pub fn fault(&self, fault: Fault) {
        serve::lock(&self.shared.faults).push(fault);
    }

    pub fn clear_faults(&self) {
        serve::lock(&self.shared.faults).clear();
    }

    /// Requests seen so far, oldest first.
    pub fn log(&self) -> Vec<Seen> {
        serve::lock(&self.shared.log).clone()
    }

    /// Requests seen by the other origin.
    pub fn foreign_log(&self) -> Vec<Seen> {
        serve::lock(&self.shared.foreign_log).clone()
    }

    pub fn clear_log(&self) {
        self.shared.clear_log();
    }

    /// The most requests that were in work at one time.
    pub fn max_parallel(&self) -> usize {
        self.shared.most.load(std::sync::atomic::Ordering::SeqCst)
    }

    pub fn latency(&self, ms: u64) {
        let order = std::sync::atomic::Ordering::SeqCst;
        self.shared.latency_ms.store(ms, order);
    }

    pub fn reset(&self) {
        self.shared.reset();
    }

    /// The personal access token that a user has at the start.
    pub fn pat(&self, user: u64) -> String {
        let state = self.state();
        let pat = state
            .pats
            .values()
            .find(|pat| pat.user == user && !pat.blacklisted);
        pat.map(|pat| pat.value.clone()).unwrap_or_default()
    }

    /// The legacy token of a user.
    pub fn legacy(&self, user: u64) -> String {
        self.state()
            .users
            .get(&user)
            .map(|user| user.key.clone())
            .unwrap_or_default()
    }

    /// Every access token that was given out is worth nothing any more.
    pub fn expire_access(&self) {
        control::expire_access(&mut self.state());
    }

    /// Another person changes an annotation.
    pub fn meddle(&self, annotation: u64, user: u64, set: &serde_json::Value) {
        control::meddle(&mut self.state(), annotation, user, set).expect("an annotation");
    }

    /// Merges keys into an object: `edit("task", 1, json!({"overlap": 2}))`.
    pub fn edit(&self, kind: &str, id: u64, set: serde_json::Value) -> Result<(), String> {
        control::edit(&mut self.state(), kind, id, &set)
    }
}

impl Drop for Sim {
    fn drop(&mut self) {
        self.stop();
    }
}

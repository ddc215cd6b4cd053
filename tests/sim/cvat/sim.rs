//! A server of CVAT's shape for tests: `Sim::start(Options::default())`, then `url()`.
//!
//! It runs on a thread and a runtime of its own, so that tests with a paused clock, tests without
//! a runtime and whole programs can all use it; `stop` and `restart` keep address and state.
#![allow(
    dead_code,
    unused_imports,
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic
)]

mod annotations;
mod auth;
mod bulk;
mod control;
mod data;
mod faults;
mod filter;
mod frames;
mod issues;
mod jobs;
mod labels;
mod layout;
mod lists;
mod net;
mod people;
mod quality;
mod reply;
mod rest;
mod rights;
mod routes;
mod seed;
mod seed_content;
mod seed_tree;
mod serve;
mod state;
mod tasks;
mod wire;
mod work;

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
    /// 0: any free one.
    pub port: u16,
    /// Before `/api`, such as `/cvat`.
    pub prefix: String,
    pub tls: bool,
    pub latency: Duration,
    /// Bulk jobs, computed on the fly.
    pub jobs: u64,
    pub jobs_per_task: u64,
    pub frames_per_job: u64,
    /// Polls that a background request stays in each status before it goes on.
    pub polls: u32,
    /// `None`: nobody is throttled.
    pub anonymous_per_minute: Option<usize>,
    pub gzip: bool,
    /// Seconds that the server's clock is ahead; negative: behind.
    pub clock_s: i64,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            version: "2.54.1".into(),
            port: 0,
            prefix: String::new(),
            tls: false,
            latency: Duration::ZERO,
            jobs: 0,
            jobs_per_task: 100,
            frames_per_job: 20,
            polls: 0,
            anonymous_per_minute: Some(100),
            gzip: true,
            clock_s: 0,
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
    running: Option<Running>,
}

impl Sim {
    /// Listens on loopback at once; requests may be sent when this returns.
    pub fn start(options: Options) -> Sim {
        let tls = options.tls.then(net::certificate);
        let address = SocketAddr::from(([127, 0, 0, 1], options.port));
        let shared = Arc::new(Shared::new(options));
        let mut sim = Sim {
            shared,
            tls,
            address,
            running: None,
        };
        sim.restart();
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
        let mut tries = 0;
        let listener = loop {
            match TcpListener::bind(self.address) {
                Ok(listener) => break listener,
                Err(error) if tries == 100 => panic!("cannot listen at {}: {error}", self.address),
                Err(_) => std::thread::sleep(Duration::from_millis(20)),
            }
            tries += 1;
        };
        self.address = listener.local_addr().expect("an address");
        listener.set_nonblocking(true).expect("non-blocking");
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let shared = Arc::clone(&self.shared);
        let tls = self.tls.as_ref().map(|(acceptor, _)| acceptor.clone());
        let thread = std::thread::spawn(move || serve::run(shared, listener, tls, stopped));
        self.running = Some(Running { stop, thread });
    }

    /// What the server knows, to look at or change behind the client's back (then call `touch`).
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.shared
            .state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub fn fault(&self, fault: Fault) {
        self.shared
            .faults
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(fault);
    }

    pub fn clear_faults(&self) {
        self.shared
            .faults
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }

    /// Requests seen so far, oldest first.
    pub fn log(&self) -> Vec<Seen> {
        self.shared
            .log
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub fn clear_log(&self) {
        self.shared.clear_log();
    }

    /// The most requests that were in work at one time.
    pub fn max_parallel(&self) -> usize {
        self.shared.most.load(std::sync::atomic::Ordering::SeqCst)
    }

    pub fn reset(&self) {
        self.shared.reset();
    }

    /// Merges keys into an object: `edit("job", 1, json!({"state": "completed"}))`.
    pub fn edit(&self, kind: &str, id: u64, set: serde_json::Value) -> Result<(), String> {
        control::edit(&mut self.state(), kind, id, &set)
    }
}

impl Drop for Sim {
    fn drop(&mut self) {
        self.stop();
    }
}

//! The Label Studio test server as a program: `cargo run --example sim-label-studio -- --port 0`.
//!
//! Prints `listening <address>`, then `foreign <address>` of the other origin, and ends on SIGTERM,
//! SIGINT or a line `stop` on its input. A line `down` closes the door and every connection, `up`
//! opens it again at the same address.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "sim.rs"]
mod sim;

use clap::Parser;
use std::io::Write;
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};

#[derive(Parser)]
#[command(about = "A server of Label Studio's shape for tests")]
struct Arguments {
    /// 0 takes any free port
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Version it plays: 1.23.2, 1.13.1
    #[arg(long, default_value = "1.23.2")]
    version: String,
    /// Community or Enterprise
    #[arg(long, default_value = "Community", value_parser = ["Community", "Enterprise"])]
    edition: String,
    /// Tasks of the bulk project, computed on the fly
    #[arg(long, default_value_t = 100_000)]
    bulk: u64,
    /// Added to each answer
    #[arg(long, default_value_t = 0)]
    latency_ms: u64,
    /// With a certificate that nobody signed
    #[arg(long)]
    tls: bool,
    /// Writes that certificate here
    #[arg(long)]
    ca_file: Option<std::path::PathBuf>,
    /// Path before /api, such as /ls
    #[arg(long, default_value = "")]
    prefix: String,
    /// Seconds that an access token lives
    #[arg(long, default_value_t = 300)]
    access_seconds: i64,
    /// Accept legacy tokens, whatever the version does at first
    #[arg(long)]
    legacy: bool,
    /// With the finite state machine
    #[arg(long)]
    fsm: bool,
    /// Pages of tasks are never larger
    #[arg(long)]
    task_page_max: Option<u64>,
    /// Seconds that its clock is ahead
    #[arg(long, default_value_t = 0, allow_negative_numbers = true)]
    clock: i64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let args = Arguments::parse();
    let mut sim = sim::Sim::start(sim::Options {
        version: args.version,
        edition: args.edition,
        port: args.port,
        prefix: args.prefix,
        tls: args.tls,
        latency: Duration::from_millis(args.latency_ms),
        bulk: args.bulk,
        access_s: args.access_seconds,
        legacy: args.legacy.then_some(true),
        fsm: args.fsm,
        task_page_max: args.task_page_max,
        gzip: false,
        clock_s: args.clock,
    });
    if let (Some(path), Some(pem)) = (args.ca_file, sim.certificate()) {
        std::fs::write(path, pem).expect("the certificate can be written");
    }
    println!("listening {}", sim.url());
    println!("foreign {}", sim.foreign_url());
    std::io::stdout().flush().expect("standard output");
    let mut end = signal(SignalKind::terminate()).expect("a handler");
    let mut interrupt = signal(SignalKind::interrupt()).expect("a handler");
    let (said, mut lines) = tokio::sync::mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lines().map_while(Result::ok) {
            let _ = said.send(line);
        }
        // Input that has ended says nothing: then a signal ends it.
        std::mem::forget(said);
    });
    loop {
        let line = tokio::select! {
            _ = end.recv() => break,
            _ = interrupt.recv() => break,
            line = lines.recv() => line,
        };
        match line.as_deref().map(str::trim) {
            Some("stop") => break,
            Some("down") => {
                sim.stop();
                println!("down");
            }
            Some("up") => {
                sim.restart();
                println!("listening {}", sim.url());
            }
            _ => {}
        }
    }
    sim.stop();
    // The thread that reads the input would keep the program.
    std::process::exit(0);
}

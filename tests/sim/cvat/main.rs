//! The CVAT test server as a program: `cargo run --example sim-cvat -- --port 0`.
//!
//! Prints `listening <address>` and ends on SIGTERM, SIGINT or a line `stop` on its input. A line
//! `down` closes the door and every connection, `up` opens it again at the same address.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "sim.rs"]
mod sim;

use clap::Parser;
use std::io::Write;
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};

#[derive(Parser)]
#[command(about = "A server of CVAT's shape for tests")]
struct Arguments {
    /// 0 takes any free port
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Version it plays
    #[arg(long, default_value = "2.54.1")]
    version: String,
    /// Bulk jobs, computed on the fly
    #[arg(long, default_value_t = 0)]
    jobs: u64,
    #[arg(long, default_value_t = 100)]
    jobs_per_task: u64,
    #[arg(long, default_value_t = 20)]
    frames_per_job: u64,
    /// Added to each answer
    #[arg(long, default_value_t = 0)]
    latency_ms: u64,
    /// With a certificate that nobody signed
    #[arg(long)]
    tls: bool,
    /// Writes that certificate here
    #[arg(long)]
    ca_file: Option<std::path::PathBuf>,
    /// Path before /api, such as /cvat
    #[arg(long, default_value = "")]
    prefix: String,
    /// Polls that background work stays in each status
    #[arg(long, default_value_t = 0)]
    polls: u32,
    /// Anonymous requests per minute; 0 is no limit
    #[arg(long, default_value_t = 100)]
    anonymous: usize,
    /// Never compress
    #[arg(long)]
    no_gzip: bool,
    /// Seconds that its clock is ahead
    #[arg(long, default_value_t = 0, allow_negative_numbers = true)]
    clock: i64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let args = Arguments::parse();
    let mut sim = sim::Sim::start(sim::Options {
        version: args.version,
        port: args.port,
        prefix: args.prefix,
        tls: args.tls,
        latency: Duration::from_millis(args.latency_ms),
        jobs: args.jobs,
        jobs_per_task: args.jobs_per_task,
        frames_per_job: args.frames_per_job,
        polls: args.polls,
        anonymous_per_minute: (args.anonymous > 0).then_some(args.anonymous),
        gzip: !args.no_gzip,
        clock_s: args.clock,
    });
    if let (Some(path), Some(pem)) = (args.ca_file, sim.certificate()) {
        std::fs::write(path, pem).expect("the certificate can be written");
    }
    println!("listening {}", sim.url());
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

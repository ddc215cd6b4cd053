//! CVAT's client against a server that misbehaves, in every way on every call: what is said, what
//! is kept, and that the next look finds everything whole.

mod calls;
mod hostile;
mod outbox;
mod servers;
mod table;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use secrecy::SecretString;
use vidimus::model::AccountId;
use vidimus::platform::cvat::{ACCEPT, CvatOptions, CvatPlatform, explain};
use vidimus::platform::http::{Auth, HttpOptions, Pace};
use vidimus::platform::journal::Journaled;
use vidimus::store::Store;

use super::cvat_world::{Options, Sim};

/// A maintainer's access token that may write, as the test server knows it.
pub const SECRET: &str = "simpat01.000000000000000000000000ace00001";

/// Nobody waits long here.
pub const PACE: Pace = Pace {
    connect: Duration::from_secs(2),
    total: Duration::from_secs(20),
    backoff: Duration::from_millis(1),
};

/// How the client reaches a server, with that maintainer's token.
pub fn http(sim: &Sim) -> HttpOptions {
    HttpOptions {
        account: AccountId::new("road"),
        base: sim.url().parse().unwrap(),
        auth: Auth::Header("Bearer", SecretString::from(SECRET)),
        ca_file: None,
        proxy: None,
        timeout_s: None,
        insecure: false,
        parallel: 6,
        accept: ACCEPT,
        explain,
    }
}

/// A client that is quick to give up.
pub fn hasty(http: HttpOptions) -> Arc<CvatPlatform> {
    within(http, PACE.total)
}

/// The same, with so much time for one attempt.
pub fn within(http: HttpOptions, total: Duration) -> Arc<CvatPlatform> {
    let options = CvatOptions {
        account: http.account.clone(),
        http,
        organization: None,
        read_only: None,
    };
    CvatPlatform::with_pace(options, Pace { total, ..PACE }).unwrap()
}

/// A server without compression, and a place for journals.
pub struct Scene {
    pub sim: Sim,
    directory: tempfile::TempDir,
    stores: AtomicU32,
    /// How long one attempt may take.
    total: Duration,
}

impl Scene {
    pub fn new() -> Self {
        let sim = Sim::start(Options {
            gzip: false,
            ..Options::default()
        });
        Self {
            sim,
            directory: tempfile::tempdir().unwrap(),
            stores: AtomicU32::new(0),
            total: PACE.total,
        }
    }

    /// A client that knows nothing yet, with an empty journal.
    pub fn fresh(&self) -> Arc<Journaled> {
        let number = self.stores.fetch_add(1, Ordering::Relaxed);
        let file = self.directory.path().join(format!("{number}.db"));
        let store = Store::open(&file).unwrap();
        Journaled::new(within(http(&self.sim), self.total), store)
    }
}

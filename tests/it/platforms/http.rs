//! The HTTP layer against a server on loopback that does what it is told: wrong, late, half or
//! never.

mod answers;
mod bodies;
mod faults;
mod quiet;
mod redirects;
mod server;
mod sharing;
mod trust;

use std::time::Duration;

use vidimus::model::AccountId;
use vidimus::platform::http::{Ask, Auth, Http, HttpOptions, Pace};

use server::Server;

/// Options as a platform gives them. `odd` errors are explained by their `detail`.
fn options(base: &str) -> HttpOptions {
    HttpOptions {
        account: AccountId::new("work"),
        base: base.parse().unwrap(),
        auth: Auth::Header("Token", SECRET.into()),
        ca_file: None,
        proxy: None,
        timeout_s: None,
        insecure: false,
        parallel: 6,
        accept: "application/json",
        explain: |_, body| {
            let json: serde_json::Value = serde_json::from_slice(body).ok()?;
            Some(json.get("detail")?.as_str()?.to_owned())
        },
    }
}

/// What must be seen nowhere.
const SECRET: &str = "sesame0123456789";

/// Quick enough for tests, with room for a loaded machine.
const HASTY: Pace = Pace {
    connect: Duration::from_secs(10),
    total: Duration::from_secs(60),
    backoff: Duration::from_millis(1),
};

fn client(server: &Server) -> Http {
    Http::with_pace(options(&server.url()), HASTY).unwrap()
}

fn ask(path: &str) -> Ask {
    Ask {
        path: path.into(),
        ..Ask::default()
    }
}

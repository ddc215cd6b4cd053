//! Waiting until a folder has been read, with its progress on a terminal.

use std::io::{IsTerminal, Write};

use crate::model::{Level, ListRequest, NodeRef, PageRequest, Query, Text};
use crate::platform::PlatformEvent;

use super::error::{CliError, Kind};
use super::session::Session;

/// Waits until everything has been read; answers with what could not be.
///
/// # Errors
/// The platform's.
pub async fn settle(session: &Session) -> Result<Vec<CliError>, CliError> {
    let shows = std::io::stderr().is_terminal();
    let mut problems = Vec::new();
    let mut shown = false;
    if let Some(mut events) = session.platform.events() {
        while is_growing(session).await? {
            let Some(event) = events.recv().await else { break };
            match event {
                PlatformEvent::Progress { what, done, total } if shows => {
                    show(&progress(&what, done, total));
                    shown = true;
                }
                PlatformEvent::Problem(text) => problems.push(CliError::new(Kind::Failed, &text)),
                _ => {}
            }
        }
        // What was said before the last rows came.
        while let Ok(event) = events.try_recv() {
            if let PlatformEvent::Problem(text) = event {
                problems.push(CliError::new(Kind::Failed, &text));
            }
        }
    }
    if shown {
        show("");
    }
    Ok(problems)
}

/// Whether the source is still being read.
async fn is_growing(session: &Session) -> Result<bool, CliError> {
    let request = ListRequest {
        parent: NodeRef::root(session.platform.account().clone()),
        level: Level::Organization,
        query: Query::default(),
        page: PageRequest {
            offset: 0,
            limit: 1,
        },
    };
    Ok(session.platform.list(&request).await?.growing)
}

fn progress(what: &Text, done: u64, total: u64) -> String {
    match (done * 100).checked_div(total) {
        Some(percent) => format!("reading {what}: {percent}%"),
        None => format!("reading {what}: {done}"),
    }
}

/// One line that the next one replaces.
fn show(line: &str) {
    let mut err = std::io::stderr();
    // Nothing can be done when standard error is gone.
    let _ = write!(err, "\r\x1b[K{}", Text::line(line));
    let _ = err.flush();
}

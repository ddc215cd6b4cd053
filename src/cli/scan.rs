//! Waiting until a folder has been read, with its progress on a terminal.

use std::io::{IsTerminal, Write};

use crate::limits::{READ_LOOK_MS, READ_LOOKS};
use crate::model::Text;
use crate::platform::PlatformEvent;

use super::error::{CliError, Kind};
use super::session::Session;

/// Waits until everything has been read; answers with what could not be.
///
/// # Errors
/// The platform's.
pub async fn settle(session: &Session) -> Result<Vec<CliError>, CliError> {
    let Some(local) = &session.local else {
        return Ok(Vec::new());
    };
    let shows = std::io::stderr().is_terminal();
    let mut shown = false;
    if let Some(mut events) = session.platform.events() {
        let look = std::time::Duration::from_millis(READ_LOOK_MS);
        while local.is_reading() {
            let Ok(event) = tokio::time::timeout(look, events.recv()).await else {
                continue;
            };
            let Some(event) = event else { break };
            if let PlatformEvent::Progress { what, done, total } = event
                && shows
            {
                show(&progress(&what, done, total));
                shown = true;
            }
        }
    }
    if shown {
        show("");
    }
    // Not from the events: a full channel drops some.
    let problems = local.problems();
    Ok(problems
        .iter()
        .map(|text| CliError::new(Kind::Failed, text))
        .collect())
}

/// Waits, without listening, until a small source has been read.
///
/// # Errors
/// When reading does not end.
pub async fn finished(session: &Session) -> Result<(), CliError> {
    for _ in 0..READ_LOOKS {
        if !session
            .local
            .as_ref()
            .is_some_and(|local| local.is_reading())
        {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
    Err(CliError::new(
        Kind::Failed,
        "the files are still being read; try again",
    ))
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

//! The end: what is to be kept is kept, the terminal is given back, and what is due is sent.

use std::time::Duration;

use crate::app::msg::Msg;
use crate::app::update::update;

use super::super::signals::Ending;
use super::super::terminal::{TerminalError, editor};
use super::{Ended, Loop, now};

/// What the outbox may take on quitting; what is left goes out at the next start.
const QUIT_FLUSH: Duration = Duration::from_millis(100);
/// What an editor may take to end with the program.
const EDITOR_END: Duration = Duration::from_millis(50);

impl Loop {
    /// However the program ends: what came before still counts, and drafts and session are kept as
    /// on quitting by key. The terminal may be gone: nothing is written to it.
    pub(super) fn put_away(&mut self) {
        let waiting = std::mem::take(&mut self.queue);
        for msg in waiting.into_iter().chain([Msg::Shutdown]) {
            if self.app.ending {
                return;
            }
            for effect in update(&mut self.app, msg, now()) {
                let _of_the_terminal = self.executor.run(effect);
            }
        }
    }

    pub(super) async fn close(mut self, signal: Option<Ending>) -> Result<Ended, TerminalError> {
        self.reader = None;
        let lent = self.editor.take();
        if let Some(process) = lent.as_ref().and_then(|lent| lent.process) {
            editor::end(process, signal == Some(Ending::Hangup));
        }
        self.guard.leave();
        let Self {
            executor, store, ..
        } = self;
        // What an editor does at its end is not to come after our own.
        let gone = async {
            if let Some(lent) = lent {
                let _late = tokio::time::timeout(EDITOR_END, lent.end).await;
            }
        };
        tokio::join!(executor.close(QUIT_FLUSH), gone);
        let filter = crate::store::EntryFilter {
            account: None,
            open_only: true,
            limit: 0,
        };
        let open = store
            .entries(filter)
            .await
            .map_or(0, |entries| entries.len());
        store.close().await;
        Ok(Ended { signal, open })
    }
}

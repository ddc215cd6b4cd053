//! What runs beside the loop: platforms that speak unasked, senders, and the priority of picture
//! workers.

use std::sync::Arc;

use tokio::sync::mpsc;

use crate::limits::EVENT_QUEUE;
use crate::model::AccountId;
use crate::platform::Platform;
use crate::store::Store;

use super::super::effects::{Event, news, sent};
use super::super::sender::{Program, Sender};
use super::now;

/// How much lower the priority of the threads that make pictures is, in steps of `nice`.
#[cfg(target_os = "linux")]
const PICTURE_NICE: i32 = 10;

/// Hands what a platform says unasked to the loop.
pub(super) fn listen(account: &AccountId, platform: &dyn Platform, events: &mpsc::Sender<Event>) {
    let Some(mut stream) = platform.events() else {
        return;
    };
    let (account, events) = (account.clone(), events.clone());
    tokio::spawn(async move {
        while let Some(event) = stream.recv().await {
            if events
                .send(Event::Msg(news(&account, event)))
                .await
                .is_err()
            {
                return;
            }
        }
    });
}

pub(super) fn start_sender(
    platform: &Arc<dyn Platform>,
    store: &Store,
    program: Program,
    events: &mpsc::Sender<Event>,
) -> Sender {
    let (reports, mut stream) = mpsc::channel(EVENT_QUEUE);
    let events = events.clone();
    tokio::spawn(async move {
        while let Some(event) = stream.recv().await {
            if let Some(msg) = sent(event)
                && events.send(Event::Msg(msg)).await.is_err()
            {
                return;
            }
        }
    });
    Sender::start(
        Arc::clone(platform),
        store.clone(),
        program,
        Arc::new(now),
        reports,
    )
}

/// Lowers the calling thread's priority: while pictures are made on all cores, keys go first.
pub(super) fn yield_to_keys() {
    // On Linux a thread has a priority of its own. Elsewhere it is the whole program's, and
    // lowering that would not help.
    #[cfg(target_os = "linux")]
    let _refused = rustix::process::nice(PICTURE_NICE);
}

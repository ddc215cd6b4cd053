//! The bytes of pictures: fetched while somebody waits for them.

use crate::app::msg::Msg;
use crate::model::Text;
use crate::platform::{ImageBytes, ImageWant};

use super::super::pictures::{File, Outcome};
use super::words::words;
use super::{Event, Executor};

impl Executor {
    /// Takes the answers that are there and fetches what is missing; what nobody waits for any
    /// more gives up its place on the line.
    pub(super) fn follow(&mut self, outcome: Outcome) {
        let answers = outcome.answers.into_iter().map(Event::Msg);
        self.ready.extend(answers);
        self.give_up_unwanted();
        for (file, want) in outcome.bytes.into_iter().chain(outcome.more) {
            self.fetch(file, want);
        }
    }

    pub(super) fn give_up_unwanted(&mut self) {
        let pictures = &mut self.pictures;
        self.fetches.retain(|file, task| {
            let keep = pictures.wanted(file);
            if !keep {
                task.abort();
                pictures.given_up(file);
            }
            keep
        });
    }

    /// The bytes of a picture came.
    pub fn bytes(&mut self, file: &File, result: Result<ImageBytes, Text>) -> Vec<Msg> {
        self.fetches.remove(file);
        let outcome = self.pictures.bytes(file, result);
        for (file, want) in outcome.bytes.into_iter().chain(outcome.more) {
            self.fetch(file, want);
        }
        outcome.answers
    }

    fn fetch(&mut self, file: File, want: ImageWant) {
        let Some(platform) = self.platform(&file.item.account) else {
            return;
        };
        let (events, known) = (self.events.clone(), file.clone());
        let task = tokio::spawn(async move {
            let result = platform.image(&file.item, want).await.map_err(words);
            let _ended = events.send(Event::Bytes(file, result)).await;
        });
        // The same picture fetched for later goes on: whichever comes first is taken.
        self.fetches.insert(known, task.abort_handle());
    }
}

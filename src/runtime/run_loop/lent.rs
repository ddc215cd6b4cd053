//! The terminal in other hands: a stop and its end, the reviewer's editor; and what is put into the
//! clipboard of the reviewer's machine.

use std::sync::Arc;

use rustix::process::Pid;
use tokio::task::JoinHandle;

use crate::app::msg::Msg;
use crate::model::Text;

use super::super::effects::Event;
use super::super::signals::Signal;
use super::super::terminal::editor::{self, Edited, Editing};
use super::super::terminal::{TerminalError, clipboard};
use super::Loop;

/// An editor that has the terminal.
pub(super) struct Lent {
    pub(super) process: Option<Pid>,
    /// Ends when it has.
    pub(super) end: JoinHandle<()>,
}

impl Loop {
    pub(super) fn signal(&mut self, signal: Signal) -> Result<(), TerminalError> {
        match signal {
            Signal::Suspend => self.suspend(),
            Signal::Continue => self.resume(),
        }
    }

    pub(super) fn suspend(&mut self) -> Result<(), TerminalError> {
        if self.editor.is_some() {
            // The terminal is the editor's, which stops with us: only what is refused is of no use.
            let _refused = self.guard.suspend();
            return Ok(());
        }
        if let Some(reader) = &mut self.reader {
            reader.pause();
        }
        if let Err(error) = self.guard.suspend() {
            if let Some(reader) = &mut self.reader {
                reader.resume();
            }
            let text = Text::line(&error.to_string());
            self.queue.push_back(Msg::Problem(text));
        }
        Ok(())
    }

    fn resume(&mut self) -> Result<(), TerminalError> {
        if self.editor.is_some() {
            return Ok(());
        }
        if !self.guard.restorer().entered() {
            // Leaving deleted our pictures; a stop from outside left them where they are.
            self.showing.forget();
        }
        self.guard.enter_again()?;
        self.in_flight.forget();
        if let Some(reader) = &mut self.reader {
            reader.resume();
        }
        let (columns, rows) = self.screen.size();
        self.queue.push_back(Msg::Resize(columns, rows));
        self.redraw_all()
    }

    /// Draws everything anew from nothing, pictures too.
    pub(super) fn redraw_all(&mut self) -> Result<(), TerminalError> {
        let last = self.showing.clear();
        self.screen.write_between_frames(&last)?;
        self.screen.redraw()
    }

    /// Hands the terminal to the reviewer's editor. The loop goes on, and draws nothing meanwhile.
    pub(super) fn edit(&mut self, text: &str) -> Result<(), TerminalError> {
        if self.editor.is_some() {
            return Ok(());
        }
        if let Some(reader) = &mut self.reader {
            reader.pause();
        }
        self.watchdog.lend_keyboard(true);
        self.guard.leave();
        self.showing.forget();
        let command = editor::command(&self.var);
        let tty = Arc::clone(self.guard.restorer().tty());
        match Editing::start(text, &self.state, command, &tty) {
            Ok(editing) => {
                let (process, events) = (editing.process(), self.events.clone());
                let end = tokio::spawn(async move {
                    let result = editing.finish().await;
                    let _ended = events.send(Event::Edited(result)).await;
                });
                self.editor = Some(Lent { process, end });
                Ok(())
            }
            Err(error) => self.edited(Err(error)),
        }
    }

    /// The editor has ended, or never began: the terminal is ours again.
    pub(super) fn edited(&mut self, result: Result<Edited, String>) -> Result<(), TerminalError> {
        self.editor = None;
        self.watchdog.lend_keyboard(false);
        let result = match result {
            Ok(edited) => Ok(edited.take()),
            Err(error) => Err(Text::line(&error)),
        };
        self.queue.push_back(Msg::Edited(result));
        self.resume()
    }

    /// Puts a text into the clipboard of the reviewer's machine.
    pub(super) fn copy(&mut self, text: Text) -> Result<(), TerminalError> {
        let route = match clipboard::route(&text, &self.facts, &self.var) {
            Ok(route) => route,
            Err(error) => {
                let error = Text::line(&error);
                self.queue.push_back(Msg::Copied(Err(error)));
                return Ok(());
            }
        };
        let sequence = route.sequence;
        if let (true, Some((bytes, place))) = (route.programs.is_empty(), &sequence) {
            return self.event(Event::Copied(bytes.clone(), Text::line(place)));
        }
        let events = self.events.clone();
        tokio::spawn(async move {
            let event = match (clipboard::hand_over(&text, &route.programs).await, sequence) {
                (Ok(place), _) => Event::Msg(Msg::Copied(Ok(Text::line(place)))),
                (Err(_), Some((bytes, place))) => Event::Copied(bytes, Text::line(place)),
                (Err(error), None) => Event::Msg(Msg::Copied(Err(Text::line(&error)))),
            };
            let _ended = events.send(event).await;
        });
        Ok(())
    }
}

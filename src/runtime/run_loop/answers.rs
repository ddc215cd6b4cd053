//! What the terminal, and tmux around us, tell of themselves: what follows from it for pictures,
//! colours and links, and what the reviewer is told of it.

use crate::app::msg::{Msg, TerminalFacts};
use crate::codec::colors::LabelColors;
use crate::config::settings::{Settings, ThemeChoice};
use crate::model::Text;

use super::super::effects::Event;
use super::super::opening::theme;
use super::super::pictures::Way;
use super::super::terminal::in_flight::InFlight;
use super::super::terminal::links;
use super::super::terminal::probe::Facts;
use super::super::terminal::probe::tmux::TmuxFacts;
use super::super::terminal::{Reply, TerminalError};
use super::Loop;

/// What has been said already.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hinted {
    /// That tmux keeps pictures back.
    tmux: bool,
    /// That the reviewer's choice of graphics is not followed.
    choice: bool,
}

impl Loop {
    pub(super) fn reply(&mut self, reply: &Reply) -> Result<(), TerminalError> {
        match *reply {
            Reply::StatusOk => {
                let now = self.ms();
                if self.in_flight.acknowledged(now) {
                    self.measured();
                }
            }
            Reply::Kitty { image, ok } if self.showing.kitty.answered(image, ok) => {
                self.redraw = true;
                self.check_memory()?;
                if self.showing.kitty.failed() {
                    self.facts.distrust_kitty();
                    self.learned()?;
                }
            }
            _ => {
                if self.facts.learn(reply) {
                    self.learned()?;
                }
            }
        }
        Ok(())
    }

    /// Pictures that the terminal does not read from memory are made for its line from now on.
    pub(super) fn check_memory(&mut self) -> Result<(), TerminalError> {
        if self.showing.kitty.memory_failed() && self.facts.shares_memory() {
            self.facts.distrust_memory();
            self.learned()?;
        }
        Ok(())
    }

    /// Something is known anew of how fast the line is.
    fn measured(&mut self) {
        let facts = self.terminal_facts();
        if let Some(line) = facts.line {
            tracing::debug!(
                round_trip_ms = line.round_trip_ms,
                bytes_s = line.bytes_s,
                "the line to the terminal"
            );
        }
        self.queue.push_back(Msg::Terminal(facts));
    }

    fn terminal_facts(&self) -> TerminalFacts {
        TerminalFacts {
            line: self.in_flight.line(),
            ..terminal_facts(&self.facts)
        }
    }

    /// The terminal turned out to be able to do more, or less, or the reviewer wants it otherwise.
    pub(super) fn learned(&mut self) -> Result<(), TerminalError> {
        self.known.set(self.facts.how.clone());
        self.executor
            .pictures()
            .set_way(way(&self.facts, &self.app.settings));
        let last = self.showing.set_way(&self.facts);
        self.screen.write_between_frames(&last)?;
        let stand_in = self.facts.behind_multiplexer();
        self.in_flight.set_stand_in(stand_in);
        self.theme = theme(&self.app.settings, &self.facts);
        let facts = self.terminal_facts();
        self.queue.push_back(Msg::Terminal(facts));
        Ok(())
    }

    /// Names become links, or no longer, by what the terminal has told.
    pub(super) fn allow_links(&mut self) {
        let links = links::wanted(self.app.settings.links, &self.facts, &self.var);
        if std::mem::replace(&mut self.links, links) != links {
            self.redraw = true;
        }
    }

    /// Tells once what is in the way of better pictures.
    pub(super) fn hint(&mut self) {
        let Hinted { tmux, choice } = &mut self.hinted;
        for (hint, told) in [
            (self.facts.tmux_hint(), tmux),
            (self.facts.choice_hint(), choice),
        ] {
            if let Some(hint) = hint
                && !std::mem::replace(told, true)
            {
                self.queue.push_back(Msg::Problem(Text::line(&hint)));
            }
        }
    }

    /// Asks tmux of itself, where we are in one; it answers by an event.
    pub(super) fn ask_tmux(&self) {
        if let Some(question) = self.facts.tmux_question() {
            let events = self.events.clone();
            tokio::task::spawn_blocking(move || {
                if let Some(told) = question.ask() {
                    let _ended = events.blocking_send(Event::Tmux(told));
                }
            });
        }
    }

    /// tmux told of itself: perhaps that it keeps back what its terminal could show.
    pub(super) fn tmux_told(&mut self, told: TmuxFacts) -> Result<(), TerminalError> {
        if self.facts.learn_tmux(told) {
            self.learned()?;
        }
        self.hint();
        Ok(())
    }
}

pub(super) fn in_flight(facts: &Facts, settings: &Settings) -> InFlight {
    let budget = facts.remote.then_some(settings.remote_bytes_s);
    let mut in_flight = InFlight::new(facts.patience_ms(), budget);
    in_flight.set_stand_in(facts.behind_multiplexer());
    in_flight
}

pub(super) fn way(facts: &Facts, settings: &Settings) -> Way {
    Way {
        graphics: facts.graphics,
        cell: facts.cell_px,
        sixel_most: facts.sixel_most,
        shares: facts.shares_memory(),
        remote: facts.remote,
        preview: settings.preview,
        labels: match settings.theme {
            ThemeChoice::ColourBlind => LabelColors::Safe,
            _ => LabelColors::Own,
        },
    }
}

/// What state knows of the terminal.
pub(in super::super) fn terminal_facts(facts: &Facts) -> TerminalFacts {
    let light = facts.background.map(|(r, g, b)| {
        // Perceived brightness (ITU-R BT.601 weights) above the middle.
        u32::from(r) * 299 + u32::from(g) * 587 + u32::from(b) * 114 > 127_500
    });
    TerminalFacts {
        graphics: facts.graphics,
        cell: facts.cell_px,
        remote: facts.remote,
        light,
        ways: facts.ways(),
        line: None,
    }
}

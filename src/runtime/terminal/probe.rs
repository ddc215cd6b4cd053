//! What this terminal can do: guessed from the environment at once, corrected by its answers.
//!
//! The questions are written after the first frame and nobody waits for the answers. Nothing in
//! the terminal's or tmux's settings is changed to get them. Environment variables are handed in.
//! Answers are not kept for the next start: they come within one round trip and delay nothing,
//! while a kept one is wrong as soon as the same name stands for another terminal or setting.

mod ask;
pub mod brand;
mod colors;
mod questions;
pub mod tmux;

pub use ask::{Probed, probe_blocking};
pub use questions::PROBE_IMAGE;

use super::decode::Reply;
use super::handed::Handed;
use crate::limits::{ANSWER_MS, REMOTE_ANSWER_MS};
use crate::model::picture::{Graphics, Ways};
use brand::Brand;
use questions::{Asks, FollowUp, PROBE_MEMORY};
use tmux::{PASSTHROUGH_LINE, Question, TmuxFacts};

/// How many colours can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Colors {
    /// None wanted or possible.
    Mono,
    /// The 16 of the terminal's own palette.
    Palette16,
    /// xterm's 256.
    Palette256,
    /// 24 bits.
    TrueColor,
}

/// What is known of the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// How pictures reach it.
    pub graphics: Graphics,
    /// How many colours it shows.
    pub colors: Colors,
    /// A cell's width and height in pixels.
    pub cell_px: Option<(u16, u16)>,
    /// The terminal itself told that.
    told_cell: bool,
    /// Its background, 8 bits a channel.
    pub background: Option<(u8, u8, u8)>,
    /// The reviewer sits at another machine.
    pub remote: bool,
    /// Inside tmux.
    pub tmux: bool,
    /// Inside GNU screen.
    pub screen: bool,
    /// Where this knowledge comes from, one line each, for `doctor` and crash reports.
    pub how: Vec<String>,
    /// Colours at once in a sixel picture, where it told.
    pub sixel_colors: Option<u16>,
    /// More colours were asked for.
    wanted_colors: bool,
    /// Width and height of the largest sixel picture, pixels, where it told.
    pub sixel_most: Option<(u16, u16)>,
    /// The way of showing pictures that the reviewer has chosen.
    chosen: Option<Graphics>,
    /// The terminal has answered that it takes kitty pictures.
    kitty: bool,
    /// The shared memory that it is asked about.
    memory: Option<String>,
    /// It has answered that it reads that.
    shares_memory: bool,
    /// It has answered its attributes, which come last.
    answered: bool,
    /// Its attributes name sixel.
    sixel: bool,
    brand: Option<Brand>,
    /// What tmux told of itself, inside it.
    around: Option<TmuxFacts>,
    /// The tmux that can be asked about itself.
    to_ask: Option<Question>,
    /// iTerm2 hands its name on, through tmux and SSH too.
    named_iterm2: bool,
    asks: Asks,
    follow_up: FollowUp,
}

impl Facts {
    /// What the environment tells. `var` looks up a variable; `chosen` is the reviewer's own
    /// choice of graphics (flag or configuration), which nothing overrides.
    pub fn guess(var: &dyn Fn(&str) -> Option<String>, chosen: Option<Graphics>) -> Self {
        let set = |name: &str| var(name).is_some_and(|value| !value.is_empty());
        let term = var("TERM").unwrap_or_default();
        let remote = ["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"]
            .into_iter()
            .any(set);
        let (colors, why) = colors::colors(&term, var);
        // Without its variable too, as after `ssh` inside tmux; it says so itself if asked.
        let tmux = set("TMUX") || term.starts_with("tmux");
        let screen = (set("STY") || term.starts_with("screen")) && !tmux;
        let brand = if tmux || screen {
            None
        } else {
            Brand::guessed(&term, var)
        };
        let mut facts = Self {
            graphics: Graphics::Off,
            colors,
            cell_px: None,
            told_cell: false,
            background: None,
            remote,
            tmux,
            screen,
            how: vec![format!("TERM is {}", shown(&term)), why],
            sixel_colors: None,
            wanted_colors: false,
            sixel_most: None,
            chosen,
            kitty: false,
            memory: None,
            shares_memory: false,
            answered: false,
            sixel: false,
            brand,
            around: None,
            to_ask: set("TMUX").then(|| Question {
                pane: var("TMUX_PANE").filter(|pane| !pane.is_empty()),
            }),
            named_iterm2: var("LC_TERMINAL").is_some_and(|name| name == "iTerm2"),
            asks: Asks::of(&term),
            follow_up: FollowUp::Later,
        };
        facts.choose_graphics();
        if remote {
            facts.note("remote: an SSH or mosh session".into());
        }
        if facts.tmux {
            facts.note(format!(
                "inside tmux: kitty and iTerm2 pictures need `{PASSTHROUGH_LINE}` in tmux.conf"
            ));
        }
        if facts.screen {
            facts.note("inside GNU screen: half blocks only".into());
        }
        match (chosen, facts.obstacle()) {
            (Some(chosen), None) => {
                facts.note(format!("graphics: {}, as chosen", chosen.words()));
            }
            (Some(chosen), Some(_)) => facts.note(format!(
                "graphics: {}, as {} cannot be shown here",
                facts.graphics.words(),
                chosen.words()
            )),
            (None, _) => facts.note(format!(
                "graphics: {} until it answers",
                facts.graphics.words()
            )),
        }
        facts
    }

    /// Whether the terminal may be on this machine, as far as the environment tells, with nothing in
    /// between: only then it is worth asking whether it reads memory of ours.
    pub fn may_share_memory(&self) -> bool {
        !(self.remote || self.tmux || self.screen) && self.asks != Asks::Nothing
    }

    /// Puts a pixel into shared memory, to ask the terminal about.
    pub fn offer_memory(&mut self, memory: &mut Handed) {
        self.memory = memory.put(&[0; 3]);
    }

    /// Whether it has read from shared memory, so that pictures need not go through its line.
    pub fn shares_memory(&self) -> bool {
        self.shares_memory && self.kitty && !self.tmux
    }

    /// The terminal does not read the pictures that it said it reads: not that way from now on.
    pub fn distrust_memory(&mut self) {
        self.shares_memory = false;
        self.note("pictures in shared memory were not read: through its line instead".into());
    }

    /// Takes an answer in (then see [`Facts::follow_up`]); true when something of use has changed.
    pub fn learn(&mut self, reply: &Reply) -> bool {
        let before = self.useful();
        match *reply {
            Reply::Kitty { image, ok } if image == u32::from(PROBE_IMAGE) => {
                self.kitty = ok;
                let word = if ok { "takes" } else { "refuses" };
                self.note(format!("it answered that it {word} kitty pictures"));
            }
            Reply::Kitty { image, ok } if image == u32::from(PROBE_MEMORY) => {
                self.shares_memory = ok && self.memory.is_some();
                let word = if ok { "from" } else { "not from" };
                self.note(format!("it answered that it reads {word} shared memory"));
            }
            Reply::CellSize { width, height } => {
                self.cell_px = Some((width, height));
                self.told_cell = true;
                self.note(format!(
                    "it answered that a cell is {width}×{height} pixels"
                ));
            }
            Reply::Background { red, green, blue } => {
                self.background = Some((red, green, blue));
                self.note(format!("its background is #{red:02x}{green:02x}{blue:02x}"));
            }
            Reply::Version(ref text) => self.learn_brand(text),
            Reply::SixelLimit { item, ref values } => self.learn_sixel(item, values),
            Reply::Attributes(ref numbers) => {
                self.answered = true;
                // The first number is the kind of terminal, not an ability.
                self.sixel = numbers.get(1..).is_some_and(|rest| rest.contains(&4));
                let words = if self.sixel { ", sixel among them" } else { "" };
                self.note(format!("its attributes (DA1) are {numbers:?}{words}"));
                if self.follow_up == FollowUp::Later {
                    self.follow_up = FollowUp::Now;
                }
            }
            _ => {}
        }
        self.choose_graphics();
        before != self.useful()
    }

    fn useful(&self) -> impl PartialEq + use<> {
        (
            (self.graphics, self.cell_px, self.background),
            (self.sixel_colors, self.sixel_most),
            (self.ways(), self.tmux, self.placeholders()),
            self.shares_memory(),
        )
    }

    fn learn_brand(&mut self, text: &str) {
        let Some(brand) = Brand::answered(text) else {
            return;
        };
        self.note(format!("it says that it is {brand}"));
        // Also where no variable tells, as after `ssh` inside tmux.
        if brand.is("tmux") {
            self.tmux = true;
            self.screen = false;
        }
        self.brand = Some(brand);
    }

    fn learn_sixel(&mut self, item: u16, values: &[u16]) {
        match (item, values) {
            (1, &[colors, ..]) if colors > 1 => {
                self.sixel_colors = Some(colors);
                self.note(format!("a sixel picture may have {colors} colours"));
            }
            (2, &[width, height, ..]) if width > 0 && height > 0 => {
                self.sixel_most = Some((width, height));
                self.note(format!("a sixel picture may have {width}×{height} pixels"));
            }
            _ => {}
        }
    }

    /// Whether an answer about pictures may come from beyond tmux.
    pub(super) fn awaits_outer(&self) -> bool {
        let blocked = self.around.as_ref().is_some_and(|told| !told.passthrough);
        self.tmux && !self.kitty && !blocked
    }

    /// Takes in what tmux told of itself; true when something of use has changed.
    pub fn learn_tmux(&mut self, told: TmuxFacts) -> bool {
        let before = (self.useful(), self.origin());
        let outer = told.outer.as_ref();
        let name = outer.map_or_else(|| "not named".to_owned(), Brand::to_string);
        self.note(format!("the terminal around tmux is {name}"));
        self.note(match told.passthrough {
            true => "tmux lets pictures through".into(),
            false => format!("tmux lets no pictures through: `{PASSTHROUGH_LINE}` is not set"),
        });
        self.around = Some(told);
        self.choose_graphics();
        before != (self.useful(), self.origin())
    }

    /// What to ask tmux by its own command, on another thread; see [`Facts::learn_tmux`].
    pub fn tmux_question(&self) -> Option<Question> {
        self.to_ask.clone()
    }

    /// What to tell a reviewer whose tmux keeps pictures from a terminal that could show them.
    pub fn tmux_hint(&self) -> Option<String> {
        let around = self.around.as_ref().filter(|around| !around.passthrough)?;
        let outer = around.outer.as_ref()?;
        let capable = outer.is("kitty") || outer.is("ghostty") || outer.is("iterm2");
        let plain = self.chosen.is_none() && !self.sixel && outer.has_placeholders();
        (capable && (plain || outer.is("iterm2"))).then(|| {
            format!("tmux keeps sharp pictures from {outer}: `{PASSTHROUGH_LINE}` in tmux.conf lets them through")
        })
    }

    /// The size of a cell by the window's size in pixels, when the terminal gave none itself; true
    /// when something of use has changed.
    pub fn fall_back_to_window(&mut self, cell: Option<(u16, u16)>) -> bool {
        let Some((width, height)) = cell.filter(|_| !self.told_cell && cell != self.cell_px) else {
            return false;
        };
        let before = self.useful();
        self.cell_px = Some((width, height));
        self.note(format!(
            "by the window's size a cell is {width}×{height} pixels"
        ));
        self.choose_graphics();
        before != self.useful()
    }

    /// The terminal does not show the kitty pictures it said it takes: not that way from now on.
    pub fn distrust_kitty(&mut self) {
        self.kitty = false;
        if self.chosen == Some(Graphics::Kitty) {
            self.chosen = None;
        }
        self.note("kitty pictures failed: another way instead".into());
        self.choose_graphics();
    }

    /// The reviewer wants another way, or (none) what the terminal answered.
    pub fn prefer(&mut self, chosen: Option<Graphics>) {
        self.chosen = chosen;
        self.choose_graphics();
        self.note(format!("graphics: {}, by key", self.graphics.words()));
    }

    /// Why the way of showing pictures that the reviewer has chosen is not to be taken: what it
    /// writes would be printed as text, or get lost. What a terminal that nobody knows may take is
    /// left to who chose it.
    fn obstacle(&self) -> Option<String> {
        let chosen = self.chosen.filter(|chosen| {
            matches!(chosen, Graphics::Kitty | Graphics::Iterm2 | Graphics::Sixel)
        })?;
        let kept_back = self.around.as_ref().is_some_and(|told| !told.passthrough);
        match self.asks {
            _ if self.screen => Some("GNU screen passes no pictures on".into()),
            Asks::Nothing => Some("this terminal understands no pictures (TERM)".into()),
            // It may be one of the few old ones that have it.
            Asks::Attributes if chosen == Graphics::Sixel && self.sixel => None,
            Asks::Attributes => Some("this terminal would print them as text (TERM)".into()),
            _ if self.tmux && kept_back && chosen != Graphics::Sixel => Some(format!(
                "tmux lets no pictures through: `{PASSTHROUGH_LINE}` in tmux.conf does"
            )),
            Asks::AttributesFirst | Asks::All => None,
        }
    }

    /// What to tell a reviewer whose choice of graphics is not followed; none before the terminal
    /// has answered, which may show it to be another one.
    pub fn choice_hint(&self) -> Option<String> {
        let known = self.answered || self.asks == Asks::Nothing;
        let (chosen, why) = (self.chosen?, self.obstacle().filter(|_| known)?);
        let (chosen, instead) = (chosen.words(), self.graphics.words());
        Some(format!("no {chosen} here: {why} (pictures: {instead})"))
    }

    /// Whether it understands control sequences at all.
    pub fn takes_sequences(&self) -> bool {
        self.asks != Asks::Nothing
    }

    /// Whether it reads control strings (OSC and the like) instead of printing them.
    pub fn takes_strings(&self) -> bool {
        self.asks == Asks::All
    }

    /// Whether what the terminal shows pictures by passes through tmux.
    pub fn through_tmux(&self) -> bool {
        self.tmux && matches!(self.graphics, Graphics::Kitty | Graphics::Iterm2)
    }

    /// Whether pictures pass through tmux to a place on the terminal around it.
    pub fn escapes_through_tmux(&self) -> bool {
        self.tmux && self.graphics == Graphics::Iterm2
    }

    /// Which terminal this is, as it says itself or as its variables do.
    pub fn brand(&self) -> Option<&Brand> {
        self.brand.as_ref()
    }

    /// Whether a multiplexer on this side of the line answers, and not the terminal.
    pub fn behind_multiplexer(&self) -> bool {
        self.tmux || self.screen
    }

    /// Column and row of our left top on the terminal around tmux.
    pub fn origin(&self) -> Option<(u16, u16)> {
        self.around.as_ref().and_then(|around| around.origin)
    }

    /// Whether kitty's pictures go into cells by placeholders; elsewhere they lie at the cursor.
    pub fn placeholders(&self) -> bool {
        // Only as text do they find their place through tmux.
        self.tmux || self.brand.as_ref().is_none_or(Brand::has_placeholders)
    }

    /// The ways of showing pictures that it has, as far as it has told.
    pub fn ways(&self) -> Ways {
        let around = self.around.as_ref();
        let outer = around.and_then(|around| around.outer.as_ref());
        let iterm2 = if self.tmux {
            let named = self.named_iterm2 || outer.is_some_and(|outer| outer.is("iterm2"));
            named && around.is_some_and(|told| told.passthrough && told.origin.is_some())
        } else {
            let brand = self.brand.as_ref();
            self.answered && brand.is_some_and(|brand| brand.takes_iterm2(self.sixel))
        };
        Ways {
            kitty: self.kitty && (!self.tmux || outer.is_none_or(Brand::has_placeholders)),
            iterm2: iterm2 && !self.screen,
            sixel: self.sixel && self.cell_px.is_some() && !self.screen,
            blocks: match self.colors {
                Colors::TrueColor => Graphics::Blocks,
                Colors::Palette256 => Graphics::Blocks256,
                Colors::Palette16 => Graphics::Blocks16,
                Colors::Mono => Graphics::Off,
            },
        }
    }

    /// How long an answer may take, milliseconds.
    pub fn patience_ms(&self) -> u64 {
        if self.remote {
            REMOTE_ANSWER_MS
        } else {
            ANSWER_MS
        }
    }

    fn choose_graphics(&mut self) {
        let ways = self.ways();
        let rather_iterm2 = self.brand.as_ref().is_some_and(Brand::rather_iterm2);
        self.graphics = match self.chosen {
            // In the colours that there are.
            Some(Graphics::Blocks) if ways.blocks != Graphics::Off => ways.blocks,
            Some(_) if self.obstacle().is_some() => ways.blocks,
            Some(chosen) => chosen,
            None if ways.iterm2 && rather_iterm2 => Graphics::Iterm2,
            None if ways.kitty => Graphics::Kitty,
            None if ways.iterm2 => Graphics::Iterm2,
            None if ways.sixel => Graphics::Sixel,
            None => ways.blocks,
        };
    }

    fn note(&mut self, line: String) {
        // Repeated answers (after each stop, say) must not make this grow.
        if !self.how.contains(&line) && self.how.len() < 32 {
            self.how.push(line);
        }
    }
}

/// A variable's value for a person, cut short and without control characters.
fn shown(value: &str) -> String {
    if value.is_empty() {
        return "not set".into();
    }
    value.chars().filter(|c| !c.is_control()).take(40).collect()
}

#[cfg(test)]
mod tests;

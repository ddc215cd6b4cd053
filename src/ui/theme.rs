//! Colours by role, each theme from one definition: 24-bit, 256, 16 colours or none.
//!
//! Safe for colour-blind eyes: right is blue, wrong is orange, and no colour ever stands alone; a
//! sign and a word say the same.

mod tones;

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};

use crate::codec::colors::LabelColors;
use crate::config::settings::ThemeChoice;
use crate::config::theme::{Role, Tint};
use crate::model::{Delivery, Rgb, StatusClass, Verdict};

use super::glyph::{ASCII, Glyphs, UNICODE};
use super::palette;
use tones::{Tone, rgb};

const PLAIN: Modifier = Modifier::empty();
const BOLD: Modifier = Modifier::BOLD;

/// How many colours the terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorDepth {
    /// 24-bit colours.
    True,
    /// The 256-colour palette.
    P256,
    /// The user's own 16 colours.
    P16,
    /// None: bold, reverse and underline only.
    Mono,
}

/// The ground that label colours are thinned with: of a dark and of a light terminal.
const NIGHT: Rgb = rgb(0x14_18_1f);
const PAPER: Rgb = rgb(0xff_ff_ff);

/// How strongly a label shows in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// One of many.
    Soft,
    /// Related to the selected one.
    Linked,
    /// The selected one.
    Selected,
}

/// Styles by role, and the signs.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Ordinary text.
    pub text: Style,
    /// Text that matters less: heads, ages, hints.
    pub dim: Style,
    /// Lines between panes and around boxes.
    pub border: Style,
    /// Titles of panes without focus.
    pub title: Style,
    /// Title of the pane with the focus; the current part of the breadcrumb.
    pub focus: Style,
    /// Keys in hints, and whatever leads the eye.
    pub accent: Style,
    /// Ground of the header.
    pub bar: Style,
    /// The row under the cursor in the focused list.
    pub cursor: Style,
    /// The row under the cursor in another list.
    pub resting: Style,
    /// Marked rows.
    pub marked: Style,
    /// Information in the status line.
    pub info: Style,
    /// Warnings.
    pub warning: Style,
    /// Errors.
    pub error: Style,
    /// The demo's tour line.
    pub tour: Style,
    /// The signs.
    pub glyphs: &'static Glyphs,
    /// Only ASCII signs.
    pub ascii: bool,
    /// How many colours there are.
    pub colors: ColorDepth,
    /// The ground is light.
    pub light: bool,
    /// Which colours labels have.
    pub labels: LabelColors,
    classes: [Style; 6],
}

impl Theme {
    /// The theme for a terminal. `light` is what it said of its background.
    pub fn new(choice: ThemeChoice, light: Option<bool>, colors: ColorDepth, ascii: bool) -> Self {
        Self::tinted(choice, light, colors, ascii, &BTreeMap::new())
    }

    /// The same with what a theme file says of some roles.
    pub fn tinted(
        choice: ThemeChoice,
        light: Option<bool>,
        colors: ColorDepth,
        ascii: bool,
        tints: &BTreeMap<Role, Tint>,
    ) -> Self {
        let (light, colors) = match choice {
            ThemeChoice::Auto | ThemeChoice::HighContrast | ThemeChoice::ColourBlind => {
                (light.unwrap_or(false), colors)
            }
            ThemeChoice::Dark => (false, colors),
            ThemeChoice::Light => (true, colors),
            ThemeChoice::Mono => (false, ColorDepth::Mono),
        };
        let tone = |role: Role| {
            // There is a tone for every role.
            let own = tones::of(choice)[role as usize];
            tints
                .get(&role)
                .map_or(own, |tint| tones::tinted(own, tint))
        };
        let ink = |role| ink(&tone(role), light, colors);
        let ground = |role| ground(&tone(role), light, colors);
        let classes = [
            Role::Todo,
            Role::Doing,
            Role::ToReview,
            Role::Accepted,
            Role::Rejected,
            Role::Stopped,
        ];
        let on_ground = ink(Role::OnGround);
        Self {
            text: Style::new(),
            dim: ink(Role::Dim),
            border: ink(Role::Border),
            title: Style::new().add_modifier(BOLD),
            focus: ink(Role::Accent).add_modifier(BOLD),
            accent: ink(Role::Accent),
            bar: on_ground.patch(ground(Role::BarGround)),
            cursor: on_ground
                .patch(ground(Role::CursorGround))
                .add_modifier(BOLD),
            resting: on_ground.patch(ground(Role::RestingGround)),
            marked: ink(Role::Accent),
            info: Style::new(),
            warning: ink(Role::Warning),
            error: ink(Role::Error).add_modifier(BOLD),
            tour: ink(Role::Tour).patch(ground(Role::TourGround)),
            glyphs: if ascii { &ASCII } else { &UNICODE },
            ascii,
            colors,
            light,
            labels: match choice {
                ThemeChoice::ColourBlind => LabelColors::Safe,
                _ => LabelColors::Own,
            },
            classes: classes.map(ink),
        }
    }

    /// The colour of a class of states.
    pub fn class(&self, class: StatusClass) -> Style {
        let [todo, doing, to_review, accepted, rejected, stopped] = self.classes;
        match class {
            StatusClass::Todo => todo,
            StatusClass::Doing => doing,
            StatusClass::ToReview => to_review,
            StatusClass::Accepted => accepted,
            StatusClass::Rejected => rejected,
            StatusClass::Stopped => stopped,
        }
    }

    /// The colour of a verdict, or of none.
    pub fn verdict(&self, verdict: Option<Verdict>) -> Style {
        match verdict {
            Some(Verdict::Accepted | Verdict::VerifiedEmpty) => self.class(StatusClass::Accepted),
            Some(Verdict::Rejected) => self.class(StatusClass::Rejected),
            Some(Verdict::Skipped) => self.class(StatusClass::Todo),
            None => self.dim,
        }
    }

    /// The colour of an operation's way through the outbox.
    pub fn delivery(&self, delivery: Delivery) -> Style {
        match delivery {
            Delivery::Held | Delivery::Sending => self.accent,
            Delivery::Waiting => self.warning,
            Delivery::Done => self.class(StatusClass::Accepted),
            Delivery::Failed => self.error,
            Delivery::Withdrawn | Delivery::Dropped => self.dim,
        }
    }

    /// A label's colour as text.
    pub fn label(&self, color: Rgb) -> Style {
        match self.colors {
            ColorDepth::Mono => Style::new(),
            _ => Style::new().fg(self.color(color)),
        }
    }

    /// Readable text on a label's colour.
    pub fn badge(&self, color: Rgb) -> Style {
        let style = Style::new().add_modifier(BOLD);
        match self.colors {
            ColorDepth::Mono => style.add_modifier(Modifier::REVERSED),
            _ => style
                .fg(self.color(palette::ink_on(color)))
                .bg(self.color(color)),
        }
    }

    /// Text that a label is laid over: a ground of its colour, or what stands for it where there
    /// are few colours or none.
    pub fn span(&self, color: Rgb, strength: Strength) -> Style {
        let under = Modifier::UNDERLINED;
        match (self.colors, strength) {
            (ColorDepth::Mono, Strength::Soft) => Style::new().add_modifier(under),
            (ColorDepth::Mono, Strength::Linked) => Style::new().add_modifier(under | BOLD),
            (ColorDepth::P16, Strength::Soft) => self.label(color).add_modifier(under),
            (ColorDepth::P16, Strength::Linked) => self.label(color).add_modifier(under | BOLD),
            (_, Strength::Selected) => self.badge(color),
            (_, strength) => self.washed(color, strength),
        }
    }

    /// A label's colour thinned by that of the ground, with text that is read on it.
    fn washed(&self, color: Rgb, strength: Strength) -> Style {
        let (ground, soft, linked) = match self.light {
            true => (PAPER, 40, 75),
            false => (NIGHT, 34, 65),
        };
        let (percent, bold) = match strength {
            Strength::Soft => (soft, PLAIN),
            _ => (linked, BOLD | Modifier::UNDERLINED),
        };
        let color = palette::blend(color, ground, percent);
        let ink = palette::ink_on(color);
        Style::new()
            .fg(self.color(ink))
            .bg(self.color(color))
            .add_modifier(bold)
    }

    /// A further label over the same text: a line below it.
    pub fn underline(&self, color: Rgb) -> Style {
        let style = Style::new().add_modifier(Modifier::UNDERLINED);
        match self.colors {
            ColorDepth::Mono => style.add_modifier(BOLD),
            _ => style.underline_color(self.color(color)),
        }
    }

    fn color(&self, color: Rgb) -> Color {
        match self.colors {
            ColorDepth::True => palette::exact(color),
            ColorDepth::P256 => Color::Indexed(palette::index(color)),
            ColorDepth::P16 if color == Rgb(0, 0, 0) => Color::Black,
            ColorDepth::P16 => palette::basic(color),
            ColorDepth::Mono => Color::Reset,
        }
    }
}

fn pick(tone: &Tone, light: bool, colors: ColorDepth) -> Color {
    let exact = if light { tone.light } else { tone.dark };
    match colors {
        ColorDepth::True => palette::exact(exact),
        ColorDepth::P256 => Color::Indexed(palette::index(exact)),
        ColorDepth::P16 => tone.basic,
        ColorDepth::Mono => Color::Reset,
    }
}

fn ink(tone: &Tone, light: bool, colors: ColorDepth) -> Style {
    match colors {
        ColorDepth::Mono => Style::new().add_modifier(tone.mono),
        _ => Style::new().fg(pick(tone, light, colors)),
    }
}

/// A ground colour; where 16 colours have none that is calm, what stands for it without colours.
fn ground(tone: &Tone, light: bool, colors: ColorDepth) -> Style {
    match pick(tone, light, colors) {
        Color::Reset => Style::new().add_modifier(tone.mono),
        color => Style::new().bg(color),
    }
}

#[cfg(test)]
mod tests;

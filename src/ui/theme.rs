//! Colours by role, from one definition: 24-bit, 256, 16 colours or none.
//!
//! Safe for colour-blind eyes: right is blue, wrong is orange, and no colour ever stands alone; a
//! sign and a word say the same.

use ratatui::style::{Color, Modifier, Style};

use crate::config::settings::ThemeChoice;
use crate::model::{Delivery, Rgb, StatusClass, Verdict};

use super::glyph::{ASCII, Glyphs, UNICODE};
use super::palette;

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

/// One colour of the definition: for dark and light grounds, in 16 colours, and what stands for
/// it where there are none.
struct Tone {
    dark: Rgb,
    light: Rgb,
    basic: Color,
    mono: Modifier,
}

const fn tone(dark: u32, light: u32, basic: Color, mono: Modifier) -> Tone {
    Tone {
        dark: rgb(dark),
        light: rgb(light),
        basic,
        mono,
    }
}

const fn rgb(hex: u32) -> Rgb {
    let [_, red, green, blue] = hex.to_be_bytes();
    Rgb(red, green, blue)
}

const PLAIN: Modifier = Modifier::empty();
const BOLD: Modifier = Modifier::BOLD;

// The definition.                dark      light     16 colours       none
const DIM: Tone = tone(0x93_9d_ad, 0x5c_66_75, Color::DarkGray, Modifier::DIM);
// Text on a ground of ours; elsewhere text is the terminal's own, whatever its ground.
const ON_GROUND: Tone = tone(0xe6_ea_f0, 0x1b_22_2c, Color::Reset, PLAIN);
const BORDER: Tone = tone(0x4c_56_67, 0xb0_b9_c6, Color::DarkGray, PLAIN);
const ACCENT: Tone = tone(0x8f_c7_ff, 0x0a_4f_a8, Color::Cyan, BOLD);
const TODO: Tone = tone(0xb6_be_cb, 0x57_60_6a, Color::Gray, PLAIN);
const DOING: Tone = tone(0x6f_d6_c9, 0x00_6b_5f, Color::Cyan, PLAIN);
const TO_REVIEW: Tone = tone(0xd3_b4_ff, 0x76_3a_b0, Color::Magenta, BOLD);
const ACCEPTED: Tone = tone(0x58_a6_ff, 0x07_58_c0, Color::Blue, PLAIN);
const REJECTED: Tone = tone(0xff_a0_45, 0xa8_45_00, Color::Yellow, BOLD);
const STOPPED: Tone = tone(0x80_89_98, 0x6e_77_81, Color::DarkGray, Modifier::DIM);
const WARNING: Tone = tone(0xf5_d0_6a, 0x7a_54_00, Color::Yellow, BOLD);
const ERROR: Tone = tone(0xff_7d_5c, 0xb0_2a_10, Color::Red, BOLD);
const TOUR: Tone = tone(0xff_ea_b0, 0x4a_38_00, Color::Black, Modifier::ITALIC);
const TOUR_GROUND: Tone = tone(0x3d_36_1f, 0xff_f1_bf, Color::Yellow, PLAIN);
const BAR_GROUND: Tone = tone(0x1f_27_33, 0xe9_ee_f5, Color::Reset, PLAIN);
const CURSOR_GROUND: Tone = tone(0x2a_3f_5f, 0xc9_df_ff, Color::Reset, Modifier::REVERSED);
const RESTING_GROUND: Tone = tone(0x23_2c_3a, 0xe2_e9_f2, Color::Reset, BOLD);

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
    classes: [Style; 6],
}

impl Theme {
    /// The theme for a terminal. `light` is what it said of its background.
    pub fn new(choice: ThemeChoice, light: Option<bool>, colors: ColorDepth, ascii: bool) -> Self {
        let (light, colors) = match choice {
            ThemeChoice::Auto | ThemeChoice::HighContrast | ThemeChoice::ColourBlind => {
                (light.unwrap_or(false), colors)
            }
            ThemeChoice::Dark => (false, colors),
            ThemeChoice::Light => (true, colors),
            ThemeChoice::Mono => (false, ColorDepth::Mono),
        };
        let ink = |tone: &Tone| ink(tone, light, colors);
        let ground = |tone: &Tone| ground(tone, light, colors);
        let classes = [TODO, DOING, TO_REVIEW, ACCEPTED, REJECTED, STOPPED];
        Self {
            text: Style::new(),
            dim: ink(&DIM),
            border: ink(&BORDER),
            title: Style::new().add_modifier(BOLD),
            focus: ink(&ACCENT).add_modifier(BOLD),
            accent: ink(&ACCENT),
            bar: ink(&ON_GROUND).patch(ground(&BAR_GROUND)),
            cursor: ink(&ON_GROUND)
                .patch(ground(&CURSOR_GROUND))
                .add_modifier(BOLD),
            resting: ink(&ON_GROUND).patch(ground(&RESTING_GROUND)),
            marked: ink(&ACCENT),
            info: Style::new(),
            warning: ink(&WARNING),
            error: ink(&ERROR).add_modifier(BOLD),
            tour: ink(&TOUR).patch(ground(&TOUR_GROUND)),
            glyphs: if ascii { &ASCII } else { &UNICODE },
            ascii,
            colors,
            light,
            classes: classes.each_ref().map(ink),
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
mod tests {
    use super::*;

    const DEPTHS: [ColorDepth; 4] = [
        ColorDepth::True,
        ColorDepth::P256,
        ColorDepth::P16,
        ColorDepth::Mono,
    ];

    #[test]
    fn right_and_wrong_differ_and_the_cursor_shows_at_every_depth() {
        for colors in DEPTHS {
            for light in [false, true] {
                let theme = Theme::new(ThemeChoice::Auto, Some(light), colors, false);
                assert_ne!(
                    theme.class(StatusClass::Accepted),
                    theme.class(StatusClass::Rejected)
                );
                assert_ne!(theme.cursor, theme.text, "{colors:?}");
                assert_ne!(theme.cursor, theme.resting, "{colors:?}");
                assert_ne!(theme.resting, theme.text, "{colors:?}");
            }
        }
    }

    #[test]
    fn mono_uses_no_colour() {
        let theme = Theme::new(ThemeChoice::Mono, Some(true), ColorDepth::True, true);
        let styles = [
            theme.dim,
            theme.border,
            theme.focus,
            theme.accent,
            theme.bar,
            theme.cursor,
            theme.warning,
            theme.error,
            theme.tour,
            theme.badge(Rgb(255, 0, 0)),
            theme.label(Rgb(1, 2, 3)),
            theme.verdict(Some(Verdict::Rejected)),
        ];
        for style in styles {
            assert_eq!((style.fg, style.bg), (None, None));
        }
    }

    #[test]
    fn text_colours_contrast_with_their_ground() {
        // WCAG's relative luminance; 4.5 is its bar for text. Lines may be fainter.
        let light = |Rgb(r, g, b): Rgb| {
            let part = |v: u8| {
                let v = f64::from(v) / 255.0;
                if v <= 0.04045 {
                    v / 12.92
                } else {
                    ((v + 0.055) / 1.055).powf(2.4)
                }
            };
            0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)
        };
        let ratio = |a: Rgb, b: Rgb| {
            let (a, b) = (light(a) + 0.05, light(b) + 0.05);
            a.max(b) / a.min(b)
        };
        let inks = [
            DIM, ACCENT, TODO, DOING, TO_REVIEW, ACCEPTED, REJECTED, STOPPED, WARNING, ERROR,
        ];
        for tone in inks {
            assert!(ratio(tone.dark, rgb(0x14_18_1f)) > 4.5, "{:?}", tone.dark);
            assert!(ratio(tone.light, rgb(0xff_ff_ff)) > 4.5, "{:?}", tone.light);
        }
        assert!(ratio(TOUR.dark, TOUR_GROUND.dark) > 7.0);
        assert!(ratio(TOUR.light, TOUR_GROUND.light) > 7.0);
        assert!(ratio(REJECTED.dark, CURSOR_GROUND.dark) > 4.0);
        assert!(ratio(ACCEPTED.dark, CURSOR_GROUND.dark) > 4.0);
    }
}

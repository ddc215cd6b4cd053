//! The colours of every theme, each role once: on dark and on light grounds in 24 bits, in 16
//! colours, and what stands for it where there are none. The 256-colour palette is computed.

use ratatui::style::{Color, Modifier};

use crate::config::settings::ThemeChoice;
use crate::config::theme::{Role, Tint};
use crate::model::Rgb;

/// One colour of a definition.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tone {
    /// On a dark ground.
    pub dark: Rgb,
    /// On a light ground.
    pub light: Rgb,
    /// In 16 colours.
    pub basic: Color,
    /// Without colours.
    pub mono: Modifier,
}

/// A tone for each role, in the order of [`Role`].
pub(super) type Tones = [Tone; Role::COUNT];

const fn tone(dark: u32, light: u32, basic: Color, mono: Modifier) -> Tone {
    Tone {
        dark: rgb(dark),
        light: rgb(light),
        basic,
        mono,
    }
}

pub(super) const fn rgb(hex: u32) -> Rgb {
    let [_, red, green, blue] = hex.to_be_bytes();
    Rgb(red, green, blue)
}

const PLAIN: Modifier = Modifier::empty();
const BOLD: Modifier = Modifier::BOLD;
const DIM: Modifier = Modifier::DIM;
const ITALIC: Modifier = Modifier::ITALIC;
const REVERSED: Modifier = Modifier::REVERSED;

/// Right is blue, wrong is orange: safe for most eyes, calm for long days.
#[rustfmt::skip]
static USUAL: Tones = [
    //   dark         light        16 colours         none
    tone(0x9c_a6_b5, 0x5c_66_75, Color::DarkGray, DIM),      // dim
    tone(0xe6_ea_f0, 0x1b_22_2c, Color::Reset,    PLAIN),    // on ground
    tone(0x4c_56_67, 0xb0_b9_c6, Color::DarkGray, PLAIN),    // border
    tone(0x8f_c7_ff, 0x0a_4f_a8, Color::Cyan,     BOLD),     // accent
    tone(0xb6_be_cb, 0x57_60_6a, Color::Gray,     PLAIN),    // todo
    tone(0x6f_d6_c9, 0x00_6b_5f, Color::Cyan,     PLAIN),    // doing
    tone(0xd3_b4_ff, 0x76_3a_b0, Color::Magenta,  BOLD),     // to review
    tone(0x58_a6_ff, 0x07_58_c0, Color::Blue,     PLAIN),    // accepted
    tone(0xff_a0_45, 0xa8_45_00, Color::Yellow,   BOLD),     // rejected
    tone(0x98_a1_b0, 0x5f_67_70, Color::DarkGray, DIM),      // stopped
    tone(0xf5_d0_6a, 0x7a_54_00, Color::Yellow,   BOLD),     // warning
    tone(0xff_7d_5c, 0xb0_2a_10, Color::Red,      BOLD),     // error
    tone(0xff_ea_b0, 0x4a_38_00, Color::Black,    ITALIC),   // tour
    tone(0x3d_36_1f, 0xff_f1_bf, Color::Yellow,   PLAIN),    // tour ground
    tone(0x1f_27_33, 0xe9_ee_f5, Color::Reset,    PLAIN),    // bar ground
    tone(0x2a_3f_5f, 0xc9_df_ff, Color::Reset,    REVERSED), // cursor ground
    tone(0x23_2c_3a, 0xe2_e9_f2, Color::Reset,    BOLD),     // resting ground
];

/// Nothing is fainter than seven to one against its ground; in 16 colours only what stands out
/// on both grounds is used.
#[rustfmt::skip]
static HIGH_CONTRAST: Tones = [
    tone(0xe2_e6_ec, 0x2a_2f_36, Color::Reset,    PLAIN),
    tone(0xff_ff_ff, 0x00_00_00, Color::Reset,    PLAIN),
    tone(0xc4_cc_d8, 0x3c_44_50, Color::Reset,    PLAIN),
    tone(0xff_f2_66, 0x00_2f_8f, Color::Reset,    BOLD),
    tone(0xf2_f4_f8, 0x1c_20_26, Color::Reset,    PLAIN),
    tone(0x8c_f5_e8, 0x00_46_3e, Color::Reset,    PLAIN),
    tone(0xe8_d4_ff, 0x46_12_80, Color::Magenta,  BOLD),
    tone(0xa8_d4_ff, 0x00_34_80, Color::Blue,     PLAIN),
    tone(0xff_c4_8a, 0x6e_2a_00, Color::Yellow,   BOLD),
    tone(0xd6_da_e0, 0x32_38_40, Color::Reset,    PLAIN),
    tone(0xff_ea_90, 0x54_38_00, Color::Yellow,   BOLD),
    tone(0xff_b0_9a, 0x80_16_00, Color::Red,      BOLD),
    tone(0xff_ff_ff, 0x00_00_00, Color::Black,    ITALIC),
    tone(0x3a_30_00, 0xff_ee_a8, Color::Yellow,   PLAIN),
    tone(0x2b_33_40, 0xd8_df_e8, Color::Reset,    BOLD),
    tone(0x10_3a_80, 0xff_e5_80, Color::Reset,    REVERSED),
    tone(0x33_3c_4a, 0xe4_e8_ee, Color::Reset,    BOLD),
];

/// Blue, orange, yellow and grey alone, each at a lightness of its own, so that who confuses red
/// with green, or blue with green, tells them apart. Checked by simulation in the tests.
#[rustfmt::skip]
static COLOUR_BLIND: Tones = [
    tone(0x9a_a2_ae, 0x5c_64_70, Color::DarkGray, DIM),
    tone(0xe6_ea_f0, 0x1b_22_2c, Color::Reset,    PLAIN),
    tone(0x4c_56_67, 0xb0_b9_c6, Color::DarkGray, PLAIN),
    tone(0xc8_e2_ff, 0x08_35_7a, Color::Cyan,     BOLD),
    tone(0xa4_aa_b4, 0x5f_66_70, Color::Gray,     PLAIN),
    tone(0xf0_f4_f8, 0x20_26_2e, Color::White,    PLAIN),
    tone(0xff_f0_80, 0x10_14_18, Color::Yellow,   BOLD),
    tone(0x66_ac_ff, 0x00_48_c0, Color::Blue,     PLAIN),
    tone(0xff_93_1e, 0xa8_3a_00, Color::Red,      BOLD),
    tone(0x98_9e_a8, 0x60_67_72, Color::DarkGray, DIM),
    tone(0xff_f0_80, 0x66_58_00, Color::Yellow,   BOLD),
    tone(0xff_93_1e, 0xa8_3a_00, Color::Red,      BOLD),
    tone(0xff_ea_b0, 0x4a_38_00, Color::Black,    ITALIC),
    tone(0x3d_36_1f, 0xff_f1_bf, Color::Yellow,   PLAIN),
    tone(0x1f_27_33, 0xe9_ee_f5, Color::Reset,    PLAIN),
    tone(0x26_3a_58, 0xc9_df_ff, Color::Reset,    REVERSED),
    tone(0x23_2c_3a, 0xe2_e9_f2, Color::Reset,    BOLD),
];

/// The definition that a theme is made from.
pub(super) fn of(choice: ThemeChoice) -> &'static Tones {
    match choice {
        ThemeChoice::HighContrast => &HIGH_CONTRAST,
        ThemeChoice::ColourBlind => &COLOUR_BLIND,
        ThemeChoice::Auto | ThemeChoice::Dark | ThemeChoice::Light | ThemeChoice::Mono => &USUAL,
    }
}

/// A tone with what a theme file says of its role.
pub(super) fn tinted(tone: Tone, tint: &Tint) -> Tone {
    Tone {
        dark: tint.dark.unwrap_or(tone.dark),
        light: tint.light.unwrap_or(tone.light),
        basic: tint.basic.map_or(tone.basic, basic),
        ..tone
    }
}

/// One of the 16 colours by its number; beyond them the terminal's own.
fn basic(number: u8) -> Color {
    const ALL: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    let found = ALL.get(usize::from(number));
    found.copied().unwrap_or(Color::Reset)
}

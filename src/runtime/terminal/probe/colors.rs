//! How many colours a terminal has, as its environment tells.

use super::Colors;

/// Terminals that show 24-bit colour even where COLORTERM is lost, as over SSH: by TERM.
const TRUE_COLOR_TERMS: [&str; 8] = [
    "direct",
    "truecolor",
    "kitty",
    "ghostty",
    "wezterm",
    "alacritty",
    "foot",
    "contour",
];
/// The same by TERM_PROGRAM.
const TRUE_COLOR_PROGRAMS: [&str; 7] = [
    "iTerm.app",
    "WezTerm",
    "ghostty",
    "vscode",
    "rio",
    "mintty",
    "WarpTerminal",
];
/// Kinds of terminals that have 256 colours though their name does not say so.
const MODERN_TERMS: [&str; 14] = [
    "xterm",
    "screen",
    "tmux",
    "rxvt",
    "st",
    "konsole",
    "vte",
    "gnome",
    "putty",
    "mlterm",
    "iterm",
    "mintty",
    "nsterm",
    "ms-terminal",
];
/// Those with the 16 colours of their own palette.
const FEW_TERMS: [&str; 5] = ["linux", "xterm-color", "xterm-16color", "ansi", "cygwin"];

/// The number of colours, and how that is known.
pub(super) fn colors(term: &str, var: &dyn Fn(&str) -> Option<String>) -> (Colors, String) {
    let value = |name: &str| var(name).filter(|value| !value.is_empty());
    if value("NO_COLOR").is_some() {
        return (Colors::Mono, "no colours: NO_COLOR is set".into());
    }
    if matches!(term, "" | "dumb") || monochrome(term) {
        return (Colors::Mono, "no colours by TERM".into());
    }
    if let Some(word) = value("COLORTERM")
        && (word == "truecolor" || word == "24bit")
    {
        return (Colors::TrueColor, "24-bit colour by COLORTERM".into());
    }
    if TRUE_COLOR_TERMS.iter().any(|name| term.contains(name)) {
        return (Colors::TrueColor, "24-bit colour by TERM".into());
    }
    // Inside tmux and screen the program outside may have been another one.
    if let Some(program) = value("TERM_PROGRAM")
        && TRUE_COLOR_PROGRAMS.contains(&program.as_str())
        && value("TMUX").is_none()
        && value("STY").is_none()
    {
        return (Colors::TrueColor, "24-bit colour by TERM_PROGRAM".into());
    }
    // iTerm2 hands this one on over SSH.
    if value("LC_TERMINAL").is_some_and(|name| name == "iTerm2") && value("TMUX").is_none() {
        return (Colors::TrueColor, "24-bit colour by LC_TERMINAL".into());
    }
    if value("WT_SESSION").is_some() && value("TMUX").is_none() {
        return (Colors::TrueColor, "24-bit colour by WT_SESSION".into());
    }
    if FEW_TERMS.contains(&term) {
        return (Colors::Palette16, "16 colours by TERM".into());
    }
    if term.contains("256") || is_modern(term) {
        return (
            Colors::Palette256,
            "256 colours, as nothing says 24 bits".into(),
        );
    }
    (
        Colors::Palette16,
        "16 colours, as this TERM is not known".into(),
    )
}

/// The old terminals without colours, and those that pretend to be one.
fn monochrome(term: &str) -> bool {
    ["vt1", "vt2", "vt3", "vt4", "vt5"]
        .iter()
        .any(|kind| term.starts_with(kind))
        && term != "vt340"
}

/// Whether a TERM is of a kind that is known.
pub(super) fn is_modern(term: &str) -> bool {
    let kind = term.split(['-', '.', '+']).next().unwrap_or_default();
    MODERN_TERMS.contains(&kind)
        || term.starts_with("rxvt")
        || TRUE_COLOR_TERMS.iter().any(|name| term.contains(name))
}

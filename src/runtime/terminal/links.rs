//! Links that the terminal itself opens (OSC 8): which terminals take them, which addresses are
//! fit to be written, and where on the screen they are.

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Rect;

use super::probe::Facts;
use super::probe::brand::Brand;
use crate::config::settings::Switch;
use crate::limits::LINK_BYTES;

/// Terminals known to take links, by a part of TERM; it comes along over SSH.
const TERMS: [&str; 8] = [
    "kitty",
    "foot",
    "wezterm",
    "alacritty",
    "ghostty",
    "contour",
    "rio",
    "iterm",
];
/// The same by TERM_PROGRAM.
const PROGRAMS: [&str; 6] = ["iTerm.app", "WezTerm", "vscode", "ghostty", "rio", "Hyper"];
/// The same by what they answer about themselves.
const BRANDS: [&str; 8] = [
    "kitty", "foot", "wezterm", "ghostty", "contour", "rio", "iterm2", "konsole",
];
/// The first version of the VTE library whose links do not crash it, as VTE_VERSION counts.
const VTE: u32 = 5_002;
/// The first tmux that hands links on.
const TMUX: (u32, u32) = (3, 4);

/// Whether names become links. What does not understand control strings prints them: it never gets
/// any.
pub fn wanted(choice: Switch, facts: &Facts, var: &dyn Fn(&str) -> Option<String>) -> bool {
    match choice {
        Switch::Off => false,
        _ if !facts.takes_strings() => false,
        Switch::On => true,
        Switch::Auto => known(var) || facts.brand().is_some_and(named),
    }
}

/// By its own answer: over a line variables are lost, and TERM is often that of another.
fn named(brand: &Brand) -> bool {
    let least = |version: &[u32]| brand.is_at_least(version);
    BRANDS.iter().any(|name| brand.is(name))
        || brand.is("vte") && least(&[VTE])
        || brand.is("tmux") && least(&[TMUX.0, TMUX.1])
}

fn known(var: &dyn Fn(&str) -> Option<String>) -> bool {
    let value = |name: &str| var(name).unwrap_or_default();
    let program = value("TERM_PROGRAM");
    if !value("TMUX").is_empty() || program == "tmux" {
        return program == "tmux" && version(&value("TERM_PROGRAM_VERSION")) >= TMUX;
    }
    if !value("STY").is_empty() {
        return false;
    }
    let term = value("TERM");
    let vte = value("VTE_VERSION").parse().unwrap_or(0);
    TERMS.iter().any(|name| term.contains(name))
        || PROGRAMS.contains(&program.as_str())
        || value("LC_TERMINAL") == "iTerm2"
        || !value("WT_SESSION").is_empty()
        || !value("KONSOLE_VERSION").is_empty()
        || vte >= VTE
}

/// `3.4`, `3.5a`, `next-3.6`.
fn version(text: &str) -> (u32, u32) {
    let digits = |part: &str| {
        let found: String = part.chars().filter(char::is_ascii_digit).collect();
        found.parse().unwrap_or(0)
    };
    let (major, minor) = text.split_once('.').unwrap_or((text, ""));
    (digits(major), digits(minor))
}

/// An address as it may be written into a control string: an `http` or `https` one of printable
/// ASCII, everything else percent-encoded; none when it is no such address or too long.
pub fn address(raw: &str) -> Option<String> {
    let known = raw.starts_with("https://") || raw.starts_with("http://");
    if !known || raw.chars().any(char::is_control) {
        return None;
    }
    let mut out = String::with_capacity(raw.len());
    for byte in raw.bytes() {
        match byte {
            0x21..=0x7e => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    (out.len() <= LINK_BYTES).then_some(out)
}

/// Links and their cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links(Vec<(Rect, String)>);

impl Links {
    /// Adds a link, if its address is fit to be written.
    pub fn add(&mut self, area: Rect, raw: &str) {
        if let Some(address) = address(raw) {
            self.0.push((area, address));
        }
    }

    /// The address that a cell leads to, by its column and row.
    pub fn at(&self, x: u16, y: u16) -> Option<&str> {
        let mut all = self.0.iter();
        let found = all.find(|(area, _)| area.contains((x, y).into()));
        found.map(|(_, address)| address.as_str())
    }

    /// Sees to it that the cells whose link is another than before are written anew, although what
    /// they show may be the same.
    pub fn mark_changed(&self, before: &Self, buffer: &mut Buffer) {
        let changed = |one: &Self, other: &Self| -> Vec<Rect> {
            let fresh = one.0.iter().filter(|link| !other.0.contains(link));
            fresh.map(|(area, _)| *area).collect()
        };
        for area in changed(self, before)
            .into_iter()
            .chain(changed(before, self))
        {
            for position in area.intersection(buffer.area).positions() {
                if let Some(cell) = buffer.cell_mut(position)
                    && cell.diff_option == CellDiffOption::None
                {
                    cell.set_diff_option(CellDiffOption::AlwaysUpdate);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::terminal::Reply;

    fn known_by(pairs: &[(&str, &str)]) -> bool {
        let var = |name: &str| {
            let found = pairs.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        wanted(Switch::Auto, &Facts::guess(&var, None), &var)
    }

    #[test]
    fn a_terminal_that_names_itself_gets_them_wherever_it_is() {
        let var = |name: &str| (name == "TERM").then(|| "xterm-256color".to_owned());
        let told = |name: &str| {
            let mut facts = Facts::guess(&var, None);
            facts.learn(&Reply::Version(name.into()));
            wanted(Switch::Auto, &facts, &var)
        };
        for yes in ["kitty(0.31.0)", "VTE(7600)", "tmux 3.4", "foot(1.13.1)"] {
            assert!(told(yes), "{yes}");
        }
        for no in ["XTerm(379)", "VTE(5000)", "tmux 3.3a", ""] {
            assert!(!told(no), "{no}");
        }
    }

    #[test]
    fn only_terminals_that_take_links_get_them() {
        for yes in [
            &[("TERM", "xterm-kitty")][..],
            &[("TERM", "foot")],
            &[("TERM", "xterm-256color"), ("VTE_VERSION", "7006")],
            &[("TERM", "xterm-256color"), ("TERM_PROGRAM", "WezTerm")],
            &[
                ("TERM", "tmux-256color"),
                ("TMUX", "/tmp/x,1,0"),
                ("TERM_PROGRAM", "tmux"),
                ("TERM_PROGRAM_VERSION", "3.5a"),
            ],
        ] {
            assert!(known_by(yes), "{yes:?}");
        }
        for no in [
            &[("TERM", "xterm-256color")][..],
            &[("TERM", "linux"), ("TERM_PROGRAM", "WezTerm")],
            &[("TERM", "dumb"), ("VTE_VERSION", "7006")],
            &[("TERM", "xterm-256color"), ("VTE_VERSION", "5000")],
            &[("TERM", "screen"), ("STY", "1"), ("TERM_PROGRAM", "vscode")],
            &[
                ("TERM", "screen-256color"),
                ("TMUX", "/tmp/x,1,0"),
                ("TERM_PROGRAM", "tmux"),
                ("TERM_PROGRAM_VERSION", "3.3a"),
            ],
        ] {
            assert!(!known_by(no), "{no:?}");
        }
    }

    #[test]
    fn a_setting_decides_except_where_links_would_be_printed() {
        let var = |term: &'static str| move |name: &str| (name == "TERM").then(|| term.to_owned());
        let on = |term| {
            let var = var(term);
            wanted(Switch::On, &Facts::guess(&var, None), &var)
        };
        assert!(on("xterm-256color") && !on("linux") && !on("dumb"));
        let kitty = var("xterm-kitty");
        assert!(!wanted(Switch::Off, &Facts::guess(&kitty, None), &kitty));
    }

    #[test]
    fn hostile_addresses_are_no_links() {
        assert_eq!(
            address("https://h/a b/ü?x=1;2").as_deref(),
            Some("https://h/a%20b/%C3%BC?x=1;2")
        );
        for bad in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "https://h/\x1b\\\x1b]0;owned\x07",
            "https://h/\u{9c}",
            "",
        ] {
            assert_eq!(address(bad), None, "{bad:?}");
        }
        assert_eq!(
            address(&format!("https://h/{}", "a".repeat(LINK_BYTES))),
            None
        );
    }
}

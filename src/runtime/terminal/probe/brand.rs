//! Which terminal this is, and what follows from that alone.
//!
//! Its own answer (XTVERSION) counts more than variables, which programs started in it hand on.
//! What is written here of a terminal is what it documents or what was seen of it; of terminals
//! that are not named, what they answer is believed.

use std::fmt;

/// A terminal's name in lower case, and its version as far as it tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brand {
    name: String,
    version: Vec<u32>,
}

/// The first kitty that knows placeholders.
const KITTY_PLACEHOLDERS: [u32; 2] = [0, 28];
/// Take kitty's pictures at the cursor, but know no placeholders.
const AT_CURSOR: [&str; 8] = [
    "wezterm", "konsole", "warp", "iterm2", "rio", "xterm.js", "vscode", "wayst",
];
/// Take iTerm2's pictures. Of those that take both, kitty's are worse in the second group: they
/// stay, or come and go with others of the same number.
const ITERM2: [&str; 9] = [
    "iterm2", "wezterm", "mintty", "rio", "warp", "hyper", "tabby", "bobcat", "konsole",
];
const RATHER_ITERM2: [&str; 3] = ["iterm2", "wezterm", "rio"];
/// An editor's terminal: pictures are a setting of it, which its attributes show.
const EDITORS: [&str; 2] = ["xterm.js", "vscode"];

impl Brand {
    /// Reads an answer such as `kitty(0.31.0)`, `WezTerm 20240203-110809`, `XTerm(379)`.
    pub fn answered(text: &str) -> Option<Self> {
        let name: String = text
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
            .take(40)
            .collect();
        let rest = text.get(name.len()..).unwrap_or_default();
        let version = rest
            .split(|c: char| !c.is_ascii_digit())
            .filter(|part| !part.is_empty())
            .take(3)
            .map_while(|part| part.parse().ok())
            .collect();
        let name = name.to_ascii_lowercase();
        (!name.is_empty()).then_some(Self { name, version })
    }

    /// What variables tell. Not to be asked inside tmux or screen, where they are those of
    /// whatever terminal the session was begun in.
    pub fn guessed(term: &str, var: &dyn Fn(&str) -> Option<String>) -> Option<Self> {
        let value = |name: &str| var(name).filter(|value| !value.is_empty());
        let named = |name: &str| Self::answered(name);
        if let Some(program) = value("TERM_PROGRAM") {
            let version = value("TERM_PROGRAM_VERSION").unwrap_or_default();
            let name = match program.as_str() {
                "iTerm.app" => "iTerm2",
                "WarpTerminal" => "Warp",
                other => other,
            };
            return named(&format!("{name} {version}"));
        }
        if value("LC_TERMINAL").is_some_and(|name| name == "iTerm2") {
            let version = value("LC_TERMINAL_VERSION").unwrap_or_default();
            return named(&format!("iTerm2 {version}"));
        }
        let by_term = [
            ("kitty", "kitty"),
            ("ghostty", "ghostty"),
            ("wezterm", "WezTerm"),
            ("foot", "foot"),
            ("mlterm", "mlterm"),
            ("rio", "rio"),
        ];
        if let Some((_, name)) = by_term.iter().find(|(part, _)| term.contains(part)) {
            return named(name);
        }
        value("KONSOLE_VERSION").and_then(|_| named("Konsole"))
    }

    /// Its name, for comparisons.
    pub fn is(&self, name: &str) -> bool {
        self.name == name
    }

    /// Whether it tells a version, and one that is not older.
    pub fn is_at_least(&self, version: &[u32]) -> bool {
        !self.version.is_empty() && self.version.as_slice() >= version
    }

    /// Whether kitty's pictures can be put into cells by placeholder characters.
    pub fn has_placeholders(&self) -> bool {
        if self.is("kitty") && !self.version.is_empty() {
            return self.version.as_slice() >= KITTY_PLACEHOLDERS.as_slice();
        }
        !AT_CURSOR.contains(&self.name.as_str())
    }

    /// Whether it takes iTerm2's pictures; `sixel` is whether its attributes name that.
    pub fn takes_iterm2(&self, sixel: bool) -> bool {
        ITERM2.contains(&self.name.as_str()) || sixel && EDITORS.contains(&self.name.as_str())
    }

    /// Whether iTerm2's pictures are better than kitty's where it takes both.
    pub fn rather_iterm2(&self) -> bool {
        RATHER_ITERM2.contains(&self.name.as_str())
    }
}

impl fmt::Display for Brand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        let mut before = ' ';
        for part in &self.version {
            write!(f, "{before}{part}")?;
            before = '.';
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brand(text: &str) -> Brand {
        Brand::answered(text).unwrap()
    }

    #[test]
    fn answers_are_read() {
        let cases = [
            ("kitty(0.31.0)", "kitty 0.31.0"),
            (
                "WezTerm 20240203-110809-5046fc22",
                "wezterm 20240203.110809.5046",
            ),
            ("XTerm(379)", "xterm 379"),
            ("foot(1.13.1)", "foot 1.13.1"),
            ("tmux 3.3a", "tmux 3.3"),
            ("xterm.js(5.6.0-beta.99)", "xterm.js 5.6.0"),
            ("iTerm2 3.5.0", "iterm2 3.5.0"),
        ];
        for (text, shown) in cases {
            assert_eq!(brand(text).to_string(), shown);
        }
        assert_eq!(Brand::answered(""), None);
        assert_eq!(Brand::answered("(1)"), None);
        assert_eq!(brand("x 99999999999").to_string(), "x");
    }

    #[test]
    fn what_follows_from_a_name() {
        for with in [
            "kitty(0.28.0)",
            "kitty(1.0.0)",
            "kitty",
            "ghostty 1.1",
            "some",
        ] {
            assert!(brand(with).has_placeholders(), "{with}");
        }
        for without in ["kitty(0.26.5)", "WezTerm 2024", "Konsole 23.04.1"] {
            assert!(!brand(without).has_placeholders(), "{without}");
        }
        assert!(brand("mintty 3.6").takes_iterm2(false));
        assert!(brand("xterm.js(5.6)").takes_iterm2(true));
        assert!(!brand("xterm.js(5.6)").takes_iterm2(false));
        assert!(brand("WezTerm 1").rather_iterm2() && !brand("Konsole 23").rather_iterm2());
    }

    #[test]
    fn variables_name_it() {
        let guess = |term: &str, vars: &[(&str, &str)]| {
            let var = |name: &str| {
                let found = vars.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| (*value).to_owned())
            };
            Brand::guessed(term, &var).map(|brand| brand.to_string())
        };
        let iterm = [("LC_TERMINAL", "iTerm2"), ("LC_TERMINAL_VERSION", "3.5.1")];
        assert_eq!(guess("xterm", &iterm).as_deref(), Some("iterm2 3.5.1"));
        let app = [("TERM_PROGRAM", "iTerm.app")];
        assert_eq!(guess("xterm", &app).as_deref(), Some("iterm2"));
        assert_eq!(guess("xterm-kitty", &[]).as_deref(), Some("kitty"));
        assert_eq!(guess("xterm-256color", &[]), None);
        let konsole = [("KONSOLE_VERSION", "230401")];
        assert_eq!(guess("xterm", &konsole).as_deref(), Some("konsole"));
    }
}

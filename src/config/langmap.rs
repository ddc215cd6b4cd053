//! Letters of other keyboard layouts by the place of their key, so that the same keys work while
//! the layout is Cyrillic, Greek or Hebrew.
//!
//! Only what stands for a command is ever mapped, and only where the letter itself means nothing;
//! text that is typed stays as it is.

/// `ui.langmap`: which letters stand for which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum LangMap {
    /// All layouts that are built in; their letters do not overlap.
    #[default]
    Auto,
    /// Letters are what they are.
    Off,
    /// One of the layouts built in.
    Layout(&'static Layout),
    /// Pairs of one's own: typed, meant.
    Own(Vec<(char, char)>),
}

/// A layout: its letters in the order of the keys that they lie on.
#[derive(Debug, PartialEq, Eq)]
pub struct Layout {
    /// Its name in the configuration.
    pub name: &'static str,
    /// What the keys type.
    typed: &'static str,
    /// What the same keys type on a Latin layout (US).
    meant: &'static str,
}

/// The layouts that are built in: Russian and Ukrainian ЙЦУКЕН, Greek, Hebrew (SI-1452).
pub static LAYOUTS: [Layout; 3] = [
    Layout {
        name: "cyrillic",
        typed: "йцукенгшщзхъфывапролджэячсмитьбюёіїєґЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁІЇЄҐ",
        meant: "qwertyuiop[]asdfghjkl;'zxcvbnm,.`s]'\\QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~S}\"|",
    },
    Layout {
        name: "greek",
        typed: "ςερτυθιοπασδφγηξκλζχψωβνμΕΡΤΥΘΙΟΠΑΣΔΦΓΗΞΚΛΖΧΨΩΒΝΜ",
        meant: "wertyuiopasdfghjklzxcvbnmERTYUIOPASDFGHJKLZXCVBNM",
    },
    Layout {
        name: "hebrew",
        typed: "קראטוןםפשדגכעיחלךףזסבהנמצתץ",
        meant: "ertyuiopasdfghjkl;zxcvbnm,.",
    },
];

impl Layout {
    fn meant(&self, typed: char) -> Option<char> {
        let pairs = self.typed.chars().zip(self.meant.chars());
        pairs.into_iter().find(|(c, _)| *c == typed).map(|(_, c)| c)
    }
}

impl LangMap {
    /// Reads `auto`, `off`, the name of a layout, or pairs: `фa ыs вd`.
    ///
    /// # Errors
    /// What would be right.
    pub fn parse(text: &str) -> Result<Self, String> {
        match text.trim() {
            "auto" => return Ok(Self::Auto),
            "off" => return Ok(Self::Off),
            name => {
                if let Some(layout) = LAYOUTS.iter().find(|layout| layout.name == name) {
                    return Ok(Self::Layout(layout));
                }
            }
        }
        let pair = |word: &str| {
            let mut chars = word.chars();
            match (chars.next(), chars.next(), chars.next()) {
                (Some(typed), Some(meant), None) if !typed.is_ascii() && meant.is_ascii() => {
                    Ok((typed, meant))
                }
                _ => {
                    let names = LAYOUTS.each_ref().map(|layout| layout.name).join(", ");
                    Err(format!(
                        "langmap is auto, off, {names}, or pairs of a letter and the key it stands for: \"фa ыs\" ('{word}' is none of these)"
                    ))
                }
            }
        };
        let pairs: Vec<_> = text
            .split_whitespace()
            .map(pair)
            .collect::<Result<_, _>>()?;
        if pairs.is_empty() {
            return Err("langmap is empty: auto, off or the name of a layout".into());
        }
        Ok(Self::Own(pairs))
    }

    /// The Latin character on the key that typed this one; none for ASCII and unknown letters.
    pub fn meant(&self, typed: char) -> Option<char> {
        if typed.is_ascii() {
            return None;
        }
        match self {
            Self::Off => None,
            Self::Auto => LAYOUTS.iter().find_map(|layout| layout.meant(typed)),
            Self::Layout(layout) => layout.meant(typed),
            Self::Own(pairs) => pairs.iter().find(|(c, _)| *c == typed).map(|(_, c)| *c),
        }
    }

    /// Its word in the configuration; pairs of one's own are `own`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Off => "off",
            Self::Layout(layout) => layout.name,
            Self::Own(_) => "own",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_letter_has_one_key_and_no_two_layouts_share_one() {
        let mut seen = HashSet::new();
        for layout in &LAYOUTS {
            assert_eq!(
                layout.typed.chars().count(),
                layout.meant.chars().count(),
                "{}",
                layout.name
            );
            for c in layout.typed.chars() {
                assert!(!c.is_ascii() && seen.insert(c), "{c} in {}", layout.name);
            }
            assert!(layout.meant.is_ascii());
        }
    }

    #[test]
    fn keys_are_found_by_their_place() {
        let auto = LangMap::Auto;
        for (typed, meant) in [
            ('ф', 'a'),
            ('ч', 'x'),
            ('Ф', 'A'),
            ('і', 's'),
            ('ж', ';'),
            ('Ж', ':'),
            ('Ю', '>'),
            ('α', 'a'),
            ('χ', 'x'),
            ('ש', 'a'),
            ('ס', 'x'),
        ] {
            assert_eq!(auto.meant(typed), Some(meant), "{typed}");
        }
        assert_eq!(auto.meant('你'), None);
        assert_eq!(auto.meant('a'), None);
        assert_eq!(LangMap::Off.meant('ф'), None);
        let greek = LangMap::parse("greek").unwrap();
        assert_eq!((greek.meant('α'), greek.meant('ф')), (Some('a'), None));
        let own = LangMap::parse("юz яx").unwrap();
        assert_eq!((own.meant('ю'), own.meant('ф')), (Some('z'), None));
        for wrong in ["", "klingon", "aa", "фab", "ф"] {
            assert!(LangMap::parse(wrong).is_err(), "{wrong}");
        }
    }
}

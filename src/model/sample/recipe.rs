//! The recipe of a sample: how much, by what, at least how many of each, and the number that makes
//! it repeatable. One line says it: `5% by label min 3 seed 7`.

use std::fmt;

use crate::model::Text;

/// How much is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// Hundredths of a percent of all items, 1 to 10,000; a part of an item counts as one.
    Percent(u16),
    /// So many items, or all where there are fewer.
    Items(u32),
}

impl Share {
    /// How many of some items that is.
    pub fn of(self, items: u32) -> u32 {
        match self {
            Self::Percent(hundredths) => {
                let parts = u64::from(items) * u64::from(hundredths);
                u32::try_from(parts.div_ceil(10_000)).map_or(items, |part| part.min(items))
            }
            Self::Items(count) => count.min(items),
        }
    }
}

impl fmt::Display for Share {
    /// As people read it: `5 %`, `0.25 %`, `100 items`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Percent(hundredths) => write!(f, "{} %", percent(*hundredths)),
            Self::Items(1) => f.write_str("1 item"),
            Self::Items(count) => write!(f, "{count} items"),
        }
    }
}

/// Hundredths of a percent as a number of percents: `5`, `0.25`.
fn percent(hundredths: u16) -> String {
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    match rest {
        0 => whole.to_string(),
        _ => format!("{whole}.{rest:02}")
            .trim_end_matches('0')
            .to_owned(),
    }
}

/// By what items are put into strata.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Not at all: one stratum.
    #[default]
    Nothing,
    /// By the labels of their annotations. An item with several belongs to the stratum of each.
    Label,
    /// By who made their annotations. An item of several people belongs to the stratum of each.
    Annotator,
    /// By their lowest score, in fifths of the whole.
    Score,
    /// By the job that they are in.
    Job,
}

impl By {
    /// All of them, in the order that the keys go through.
    pub const ALL: [Self; 5] = [
        Self::Nothing,
        Self::Label,
        Self::Annotator,
        Self::Score,
        Self::Job,
    ];

    /// The word of the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Label => "label",
            Self::Annotator => "annotator",
            Self::Score => "score",
            Self::Job => "job",
        }
    }

    /// Whether the items themselves have to be read for it: lists do not tell.
    pub fn needs_items(self) -> bool {
        matches!(self, Self::Label | Self::Annotator | Self::Score)
    }
}

/// How a sample is drawn. The same recipe over the same items gives the same sample, whatever their
/// order, the machine and the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recipe {
    /// How much.
    pub share: Share,
    /// By what.
    pub by: By,
    /// At least so many of each stratum, or all of it where it is smaller.
    pub min: u32,
    /// The number that makes it repeatable.
    pub seed: u64,
}

impl Default for Recipe {
    fn default() -> Self {
        Self {
            share: Share::Percent(500),
            by: By::Nothing,
            min: 0,
            seed: 1,
        }
    }
}

/// Why a text is not a recipe.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecipeError {
    /// A word that means nothing.
    #[error(
        "'{0}' is no part of a sample: 5% or 100, by label, annotator, score, job or nothing, min 3, seed 7"
    )]
    Word(Text),
    /// A share that is none.
    #[error("'{0}' is no share: more than 0% and at most 100%, or a number of items")]
    Share(Text),
    /// Strata that there are not.
    #[error("a sample is drawn by label, annotator, score, job or nothing, not by '{0}'")]
    By(Text),
    /// No number where one belongs.
    #[error("{0} wants a number, not '{1}'")]
    Number(&'static str, Text),
}

impl Recipe {
    /// Reads a recipe such as `5% by label min 3 seed 7`, the parts in any order; what it does not
    /// say is as in `base`.
    ///
    /// # Errors
    /// [`RecipeError`] with the word that is wrong and what would be right.
    pub fn parse(text: &str, base: Self) -> Result<Self, RecipeError> {
        let mut recipe = base;
        let mut words = text.split_whitespace().peekable();
        while let Some(word) = words.next() {
            match word {
                "by" => {
                    let by = words.next().unwrap_or_default();
                    let found = By::ALL.into_iter().find(|known| known.word() == by);
                    recipe.by = found.ok_or_else(|| RecipeError::By(Text::line(by)))?;
                }
                "min" => recipe.min = number("min", words.next())?,
                "seed" => recipe.seed = number("seed", words.next())?,
                _ if word.starts_with(|sign: char| sign.is_ascii_digit()) => {
                    // A blank may stand before the sign, as it does on screen.
                    let apart = words.next_if(|next| *next == "%").is_some();
                    recipe.share = share(word, apart)?;
                }
                _ => return Err(RecipeError::Word(Text::line(word))),
            }
        }
        Ok(recipe)
    }

    /// At least so many of each stratum: where there is only one, the share alone counts.
    pub fn least(&self) -> u32 {
        match self.by {
            By::Nothing => 0,
            _ => self.min,
        }
    }

    /// In few words: `5 % by label, seed 7`.
    pub fn short(&self) -> String {
        Self { min: 0, ..*self }.to_string()
    }

    /// As it is typed: what [`Recipe::parse`] reads.
    pub fn command(&self) -> String {
        let share = match self.share {
            Share::Percent(hundredths) => format!("{}%", percent(hundredths)),
            Share::Items(count) => count.to_string(),
        };
        let by = self.by.word();
        format!("{share} by {by} min {} seed {}", self.min, self.seed)
    }
}

impl fmt::Display for Recipe {
    /// As people read it: `5 % by label, at least 3, seed 7`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.share)?;
        if self.by != By::Nothing {
            write!(f, " by {}", self.by.word())?;
        }
        if self.least() > 0 {
            write!(f, ", at least {}", self.least())?;
        }
        write!(f, ", seed {}", self.seed)
    }
}

fn number<N: std::str::FromStr>(of: &'static str, word: Option<&str>) -> Result<N, RecipeError> {
    let word = word.unwrap_or_default();
    word.parse()
        .map_err(|_| RecipeError::Number(of, Text::line(word)))
}

/// A share as typed, with its sign or with the sign apart.
fn share(word: &str, apart: bool) -> Result<Share, RecipeError> {
    let wrong = || RecipeError::Share(Text::line(word));
    let bare = word.strip_suffix('%');
    if bare.is_none() && !apart {
        return match word.parse() {
            Ok(0) | Err(_) => Err(wrong()),
            Ok(count) => Ok(Share::Items(count)),
        };
    }
    let (whole, rest) = match bare.unwrap_or(word).split_once(['.', ',']) {
        Some((whole, rest)) => (whole, rest),
        None => (bare.unwrap_or(word), ""),
    };
    let digits = |text: &str| text.chars().all(|sign| sign.is_ascii_digit());
    if rest.len() > 2 || !digits(rest) || !digits(whole) {
        return Err(wrong());
    }
    let whole: u16 = whole.parse().map_err(|_| wrong())?;
    let rest: u16 = format!("{rest:0<2}").parse().map_err(|_| wrong())?;
    let hundredths = whole.checked_mul(100).and_then(|all| all.checked_add(rest));
    match hundredths {
        Some(hundredths @ 1..=10_000) => Ok(Share::Percent(hundredths)),
        _ => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<Recipe, String> {
        Recipe::parse(text, Recipe::default()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_recipe_is_read_in_any_order() {
        let full = Recipe {
            share: Share::Percent(500),
            by: By::Label,
            min: 3,
            seed: 7,
        };
        for text in [
            "5% by label min 3 seed 7",
            "seed 7 min 3 by label 5 %",
            "  5.00%  by label  min 3 seed 7 ",
        ] {
            assert_eq!(read(text), Ok(full), "{text}");
        }
        assert_eq!(full.command(), "5% by label min 3 seed 7");
        assert_eq!(full.to_string(), "5 % by label, at least 3, seed 7");
        let hundred = read("100").unwrap();
        assert_eq!(
            (hundred.share, hundred.by),
            (Share::Items(100), By::Nothing)
        );
        assert_eq!(hundred.to_string(), "100 items, seed 1");
        assert_eq!(read("9 min 3").unwrap().to_string(), "9 items, seed 1");
        // What is not said stays as it was.
        assert_eq!(Recipe::parse("seed 9", full).unwrap().by, By::Label);
        assert_eq!(read("0.25%").unwrap().share, Share::Percent(25));
        assert_eq!(
            read("2,5%").unwrap().command(),
            "2.5% by nothing min 0 seed 1"
        );
    }

    #[test]
    fn what_is_wrong_is_named_with_what_is_possible() {
        let said = |text: &str| read(text).unwrap_err();
        assert_eq!(
            said("5% per label"),
            "'per' is no part of a sample: 5% or 100, by label, annotator, score, job or nothing, min 3, seed 7"
        );
        assert_eq!(
            said("by colour"),
            "a sample is drawn by label, annotator, score, job or nothing, not by 'colour'"
        );
        assert_eq!(said("min"), "min wants a number, not ''");
        assert_eq!(said("seed -1"), "seed wants a number, not '-1'");
        for text in ["0", "0%", "101%", "5.123%", "5x", "99999999999", "1e3%"] {
            assert!(said(text).contains("is no share"), "{text}");
        }
    }

    #[test]
    fn a_part_of_an_item_counts_as_one() {
        assert_eq!(Share::Percent(500).of(2_000), 100);
        assert_eq!(Share::Percent(500).of(2_001), 101);
        assert_eq!(Share::Percent(1).of(3), 1);
        assert_eq!(Share::Percent(10_000).of(u32::MAX), u32::MAX);
        assert_eq!((Share::Items(9).of(4), Share::Percent(500).of(0)), (4, 0));
    }

    pub(crate) fn any_recipe() -> impl Strategy<Value = Recipe> {
        let share = prop_oneof![
            (1_u16..=10_000).prop_map(Share::Percent),
            (1_u32..500).prop_map(Share::Items)
        ];
        (share, 0_usize..5, 0_u32..9, any::<u64>()).prop_map(|(share, by, min, seed)| Recipe {
            share,
            by: By::ALL[by],
            min,
            seed,
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(recipe in any_recipe()) {
            prop_assert_eq!(Recipe::parse(&recipe.command(), Recipe::default()), Ok(recipe));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            let _ = Recipe::parse(&text, Recipe::default());
        }
    }
}

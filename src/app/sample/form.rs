//! Changing a recipe by keys.

use crate::limits::RECIPE_DIGITS;
use crate::model::sample::{By, Recipe, Share};

use super::{Field, Sampling};

impl Sampling {
    /// A digit (or the point of a share) of the number under the cursor. Says whether it is one.
    pub fn type_in(&mut self, sign: char) -> bool {
        let point = matches!(sign, '.' | ',') && self.field == Field::Share;
        if self.field == Field::By || !(sign.is_ascii_digit() || point) {
            return false;
        }
        let mut text = self.typed.take().unwrap_or_default();
        if text.len() < RECIPE_DIGITS {
            text.push(sign);
        }
        self.take_typed(text);
        true
    }

    /// Puts what is typed into the recipe, as far as it is a number that means something.
    fn take_typed(&mut self, text: String) {
        let recipe = &mut self.recipe;
        match self.field {
            Field::Share => {
                let sign = match recipe.share {
                    Share::Percent(_) => "%",
                    Share::Items(_) => "",
                };
                if let Ok(read) = Recipe::parse(&format!("{text}{sign}"), *recipe) {
                    recipe.share = read.share;
                }
            }
            Field::Min => recipe.min = text.parse().unwrap_or(0),
            Field::Seed => recipe.seed = text.parse().unwrap_or(0),
            Field::By => {}
        }
        self.typed = Some(text);
    }

    /// What was typed stands: the next digit begins a new number.
    pub fn settle(&mut self) {
        self.typed = None;
    }

    /// Takes the last digit of the number under the cursor away.
    pub fn rub_out(&mut self) {
        let before = match (self.typed.take(), self.field) {
            (Some(text), _) => text,
            (None, Field::Share) => match self.recipe.share {
                Share::Percent(_) => self.recipe.share.to_string().trim_end_matches(" %").into(),
                Share::Items(count) => count.to_string(),
            },
            (None, Field::Min) => self.recipe.min.to_string(),
            (None, Field::Seed) => self.recipe.seed.to_string(),
            (None, Field::By) => return,
        };
        let mut text = before;
        text.pop();
        self.take_typed(text);
    }

    /// One more or less of the part under the cursor.
    pub fn step(&mut self, more: bool) {
        self.settle();
        let recipe = &mut self.recipe;
        let by_one = |number: u32| match more {
            true => number.saturating_add(1),
            false => number.saturating_sub(1),
        };
        match self.field {
            Field::Share => {
                recipe.share = match recipe.share {
                    Share::Percent(hundredths) => {
                        // Whole percents, but for those below one.
                        let step = match (hundredths, more) {
                            (..100, _) | (100, false) => 10,
                            _ => 100,
                        };
                        let to = match more {
                            true => hundredths.saturating_add(step),
                            false => hundredths.saturating_sub(step),
                        };
                        Share::Percent(to.clamp(10, 10_000))
                    }
                    Share::Items(count) => Share::Items(by_one(count).max(1)),
                }
            }
            Field::By => {
                let count = By::ALL.len();
                let at = By::ALL.iter().position(|by| *by == recipe.by).unwrap_or(0);
                let to = match more {
                    true => (at + 1) % count,
                    false => (at + count - 1) % count,
                };
                recipe.by = By::ALL.get(to).copied().unwrap_or_default();
            }
            Field::Min => recipe.min = by_one(recipe.min),
            Field::Seed => {
                recipe.seed = match more {
                    true => recipe.seed.saturating_add(1),
                    false => recipe.seed.saturating_sub(1),
                }
            }
        }
    }

    /// Another seed than the present one.
    pub fn reseed(&mut self, seed: u64) {
        self.settle();
        self.recipe.seed = match seed == self.recipe.seed {
            true => seed + 1,
            false => seed,
        };
    }

    /// Percent become the number of items that they are here, and the other way round.
    pub fn turn_share(&mut self) {
        self.settle();
        let items = u32::try_from(self.items()).unwrap_or(u32::MAX);
        self.field = Field::Share;
        self.recipe.share = match self.recipe.share {
            share @ Share::Percent(_) => Share::Items(share.of(items).max(1)),
            Share::Items(count) => {
                let hundredths = u64::from(count) * 10_000 / u64::from(items.max(1));
                Share::Percent(u16::try_from(hundredths.clamp(1, 10_000)).unwrap_or(10_000))
            }
        };
    }
}

impl Field {
    /// The part below, or above.
    pub fn next(self, below: bool) -> Self {
        let count = Self::ALL.len();
        let at = Self::ALL.iter().position(|field| *field == self);
        let at = at.unwrap_or(0);
        let to = match below {
            true => (at + 1) % count,
            false => (at + count - 1) % count,
        };
        Self::ALL.get(to).copied().unwrap_or_default()
    }
}

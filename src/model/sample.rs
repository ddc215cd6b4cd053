//! Samples: which part of some items is reviewed, drawn so that anybody can draw it again, and what
//! the verdicts on it say of all of them.

mod draw;
mod rate;
mod recipe;

pub use draw::{Candidate, Draw, Stratum, draw};
pub use rate::Rate;
pub use recipe::{By, Recipe, RecipeError, Share};

//! Reads a Supervisely project folder.

use crate::model::Text;

use super::super::detect::Plan;
use super::super::files::Tree;
use super::{Claims, Shared};

/// Reads one split.
pub fn read<'t>(
    shared: &Shared,
    tree: &'t Tree,
    plan: &Plan,
    place: (usize, usize),
    claims: &mut Claims<'t>,
) {
    let _ = (tree, place, claims);
    shared.problem(Text::line(&format!("{}: not built yet", plan.from)));
}

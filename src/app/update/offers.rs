//! The menu of what can be done with whole results, and of the platform's commands.

use crate::app::msg::{Failure, Generation};
use crate::app::state::App;
use crate::model::{NodeRef, Offer};

/// The platform has said what it can do.
pub(super) fn came(
    app: &mut App,
    generation: Generation,
    node: &NodeRef,
    result: Result<Vec<Offer>, Failure>,
) {
    let _ = (app, generation, node, result);
}

//! Documents and time lines of the item under review.

use std::sync::Arc;

use crate::app::msg::{Failure, Generation};
use crate::app::state::App;
use crate::model::{NodeRef, Signal};

/// What is drawn along a time line has come.
pub(super) fn signal(
    app: &mut App,
    generation: Generation,
    item: &NodeRef,
    content: u8,
    result: Result<Arc<Signal>, Failure>,
) {
    let _ = (app, generation, item, content, result);
}

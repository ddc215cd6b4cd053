//! What this login may do, and where what it does is kept.

use crate::model::{NodeRef, Operation, Permissions, Verb};
use crate::platform::{Keeping, PlatformError};

use super::LabelStudioPlatform;

/// Which verbs are refused on a node, and why.
///
/// # Errors
/// Those of the requests.
pub async fn permissions(
    studio: &LabelStudioPlatform,
    node: &NodeRef,
) -> Result<Permissions, PlatformError> {
    let _ = (studio, node);
    Ok(Permissions::default())
}

/// Whether the server stores what a verb makes.
pub fn stores(studio: &LabelStudioPlatform, verb: Verb) -> bool {
    let _ = (studio, verb);
    false
}

/// Where what an operation makes is kept.
pub fn keeping(studio: &LabelStudioPlatform, operation: &Operation) -> Keeping {
    let _ = (studio, operation);
    Keeping::Here
}

//! What can be done with whole results, and commands of the server.

use crate::model::{NodeRef, Offer};
use crate::platform::PlatformError;

use super::LabelStudioPlatform;

/// What a node's menu offers.
///
/// # Errors
/// Those of the requests.
pub async fn offers(
    studio: &LabelStudioPlatform,
    node: &NodeRef,
) -> Result<Vec<Offer>, PlatformError> {
    let _ = (studio, node);
    Ok(Vec::new())
}

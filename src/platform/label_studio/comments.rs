//! Comments as issues, where the server has comments.

use crate::model::{Issue, NodeRef};
use crate::platform::PlatformError;

use super::LabelStudioPlatform;

/// Issues below a node.
///
/// # Errors
/// Those of the requests.
pub async fn issues(
    studio: &LabelStudioPlatform,
    scope: &NodeRef,
) -> Result<Vec<Issue>, PlatformError> {
    let _ = (studio, scope);
    Ok(Vec::new())
}

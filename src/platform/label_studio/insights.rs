//! What the server tells about a node, as tables.

use crate::model::NodeRef;
use crate::platform::{PlatformError, Table};

use super::LabelStudioPlatform;

/// Tables about a node.
///
/// # Errors
/// Those of the requests.
pub async fn insights(
    studio: &LabelStudioPlatform,
    node: &NodeRef,
) -> Result<Vec<Table>, PlatformError> {
    let _ = (studio, node);
    Ok(Vec::new())
}

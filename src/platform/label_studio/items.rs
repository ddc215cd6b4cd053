//! A task with everything that is reviewed on it.

use std::sync::Arc;

use crate::model::{ItemDetail, NodeRef};
use crate::platform::PlatformError;

use super::LabelStudioPlatform;

/// An item's results and their regions.
///
/// # Errors
/// Those of the requests.
pub async fn annotations(
    studio: &LabelStudioPlatform,
    item: &NodeRef,
) -> Result<Arc<ItemDetail>, PlatformError> {
    let _ = (studio, item);
    Err(PlatformError::Unsupported("items".into()))
}

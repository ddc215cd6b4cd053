//! Pictures of tasks.

use crate::model::NodeRef;
use crate::platform::{ImageBytes, ImageWant, PlatformError};

use super::LabelStudioPlatform;

/// A picture of an item.
///
/// # Errors
/// Those of the requests.
pub async fn image(
    studio: &LabelStudioPlatform,
    item: &NodeRef,
    want: ImageWant,
) -> Result<ImageBytes, PlatformError> {
    let _ = (studio, item, want);
    Err(PlatformError::Unsupported("pictures".into()))
}

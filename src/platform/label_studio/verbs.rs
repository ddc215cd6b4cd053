//! The one door for writes: from operations to requests.

use crate::model::{Applied, Operation};
use crate::platform::{Attempt, PlatformError};

use super::LabelStudioPlatform;

/// Carries an operation out.
///
/// # Errors
/// Those of the requests.
pub async fn apply(
    studio: &LabelStudioPlatform,
    operation: &Operation,
    attempt: Attempt,
) -> Result<Applied, PlatformError> {
    let _ = (studio, attempt);
    Err(PlatformError::Unsupported(
        operation.change.words().as_str().into(),
    ))
}

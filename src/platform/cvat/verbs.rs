//! Operations as requests.

use crate::model::{Applied, Operation, Text};
use crate::platform::{Attempt, PlatformError};

use super::CvatPlatform;

/// Sends one operation.
///
/// # Errors
/// Those of the requests; a value that is another than the operation was based on.
pub async fn apply(
    cvat: &CvatPlatform,
    operation: &Operation,
    attempt: Attempt,
) -> Result<Applied, PlatformError> {
    let _ = (cvat, attempt);
    Err(PlatformError::Unsupported(Text::line(&operation.name)))
}

//! Work on the server in the background: begun, followed, given up.

use crate::model::{NodeRef, Text};
use crate::platform::PlatformError;

use super::CvatPlatform;

/// Starts work by its name and follows it to its end.
///
/// # Errors
/// Those of the requests; no such work.
pub async fn start(cvat: &CvatPlatform, node: &NodeRef, work: &str) -> Result<(), PlatformError> {
    let _ = (cvat, node);
    Err(PlatformError::Unsupported(Text::line(work)))
}

/// Gives up what is under way.
pub fn stop(cvat: &CvatPlatform) {
    let _ = cvat;
}

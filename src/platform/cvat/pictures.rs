//! Pictures of frames (CVAT REST API, `data?type=frame`) and the context images beside them.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{Cursor, Read};
use std::sync::Arc;
use std::time::Instant;

use crate::limits::{CVAT_CONTEXT_IMAGES, CVAT_FRESH_S, PICTURE_BYTES};
use crate::model::{Level, NodeRef, Text};
use crate::platform::http::{Ask, Body, Urgency};
use crate::platform::{ImageBytes, ImageWant, PlatformError};

use super::CvatPlatform;
use super::client::{ANYTHING, ask, number, with};
use super::content::no_picture;
use super::frames::is_truth;
use super::items::frame_number;

/// The quality that the server shows by itself.
const COMPRESSED: &str = "compressed";

impl CvatPlatform {
    /// The picture of a frame: compressed, or as it was uploaded when looked at closely. Where its
    /// job's frames are not known yet, both are asked for together.
    ///
    /// # Errors
    /// Those of the request; a job without pictures.
    pub async fn picture(
        &self,
        item: &NodeRef,
        want: ImageWant,
    ) -> Result<ImageBytes, PlatformError> {
        let (job, frame) = (number(item, Level::Job)?, frame_number(item)?);
        if let Some(why) = self.jobs.get(&job).and_then(|job| no_picture(&job)) {
            return Err(PlatformError::Unsupported(why.into()));
        }
        if want.number > 0 {
            return self.context_image(job, frame, want).await;
        }
        let quality = if want.original {
            "original"
        } else {
            COMPRESSED
        };
        let asked = with(data(job, "frame", frame, want), "quality", quality);
        let picture = async {
            match self.foreseen(job, frame).filter(|_| !want.original) {
                Some(body) => Ok(body),
                None => self.http.get(asked).await,
            }
        };
        let (body, media) = tokio::try_join!(picture, self.media(job))?;
        if let Some(why) = no_picture(&media.job) {
            return Err(PlatformError::Unsupported(why.into()));
        }
        Ok(ImageBytes {
            bytes: body.bytes,
            revision: revision(&(media.revision, frame, quality)),
            best: want.original,
        })
    }

    /// Somebody opens a job: what is looked at next is its first frame. The picture is asked for
    /// beside what tells which frames there are, and not after it.
    pub fn foresee(&self, job: u64) {
        let (Some(known), Some(me)) = (self.jobs.get(&job), self.me.upgrade()) else {
            return;
        };
        // A ground truth job owns frames here and there.
        if is_truth(&known) || no_picture(&known).is_some() {
            return;
        }
        let frame = known.start_frame;
        let want = ImageWant {
            width: 0,
            height: 0,
            number: 0,
            ahead: false,
            original: false,
        };
        let asked = with(data(job, "frame", frame, want), "quality", COMPRESSED);
        tokio::spawn(async move {
            // Whoever asks meanwhile shares the request, and its error.
            if let Ok(body) = me.http.get(asked).await {
                me.opened.put((job, frame), (Instant::now(), body));
            }
        });
    }

    /// The picture that was foreseen, once.
    fn foreseen(&self, job: u64, frame: u32) -> Option<Body> {
        let (at, body) = self.opened.get(&(job, frame))?;
        self.opened.clear();
        (at.elapsed().as_secs() < CVAT_FRESH_S).then_some(body)
    }

    async fn context_image(
        &self,
        job: u64,
        frame: u32,
        want: ImageWant,
    ) -> Result<ImageBytes, PlatformError> {
        let media = self.media(job).await?;
        let missing = || {
            let what = format!("context image {} of frame {frame}", want.number);
            PlatformError::NotFound(Text::line(&what))
        };
        // Without any the server answers with an archive that is empty.
        if media.frames.related(frame) == 0 {
            return Err(missing());
        }
        let archive = match self.context.get(&(job, frame)) {
            Some(archive) => archive,
            None => {
                let asked = data(job, "context_image", frame, want);
                let archive = self.http.get(asked).await?;
                self.context.put((job, frame), archive.clone());
                archive
            }
        };
        let place = usize::from(want.number) - 1;
        let unpacked = tokio::task::spawn_blocking(move || entry(&archive, place)).await;
        let bytes = unpacked.map_err(|_| PlatformError::Stopped)??;
        Ok(ImageBytes {
            bytes: bytes.ok_or_else(missing)?,
            revision: revision(&(media.revision, frame, want.number)),
            best: true,
        })
    }
}

fn data(job: u64, kind: &str, frame: u32, want: ImageWant) -> Ask {
    let asked = with(ask(format!("api/jobs/{job}/data")), "type", kind);
    let urgency = if want.ahead {
        Urgency::Ahead
    } else {
        Urgency::Visible
    };
    Ask {
        accept: Some(ANYTHING),
        urgency,
        picture: true,
        ..with(asked, "number", frame)
    }
}

fn revision(of: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

/// The picture at a place of an archive, by the order of names. Sizes are what really comes out,
/// not what the archive says.
fn entry(archive: &Body, place: usize) -> Result<Option<Arc<[u8]>>, PlatformError> {
    let broken = |error: zip::result::ZipError| {
        PlatformError::Malformed(Text::line(&format!("{}: {error}", archive.what)))
    };
    if archive.bytes.is_empty() {
        return Ok(None);
    }
    let mut zip = zip::ZipArchive::new(Cursor::new(&*archive.bytes)).map_err(broken)?;
    let mut names: Vec<String> = zip
        .file_names()
        .filter_map(|name| Some(name.ok()?.into_owned()))
        .filter(|name| !name.ends_with('/'))
        .take(CVAT_CONTEXT_IMAGES)
        .collect();
    names.sort();
    let Some(name) = names.get(place) else {
        return Ok(None);
    };
    let file = zip.by_name(name).map_err(broken)?;
    let mut bytes = Vec::new();
    let read = file.take(PICTURE_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| {
        PlatformError::Malformed(Text::line(&format!("{}: {error}", archive.what)))
    })?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > PICTURE_BYTES {
        return Err(PlatformError::TooLarge("a context image".into()));
    }
    Ok(Some(bytes.into()))
}

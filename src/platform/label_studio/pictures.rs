//! Pictures of tasks, and whatever else is fetched for them: from wherever the data say, with the
//! account's secret only for the own server.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use tokio::sync::oneshot;

use crate::codec::{GUARDED, raster};
use crate::model::{Level, NodeRef, Text};
use crate::platform::http::Urgency;
use crate::platform::{ImageBytes, ImageWant, PlatformError};

use super::LabelStudioPlatform;
use super::client::number;
use super::documents::Plan;
use super::items::data_of;
use super::media::{self, Media};

/// A picture of an item: number 0 is its own, the others follow.
///
/// # Errors
/// Those of the requests; a picture that the data has no address for.
pub async fn image(
    studio: &LabelStudioPlatform,
    item: &NodeRef,
    want: ImageWant,
) -> Result<ImageBytes, PlatformError> {
    let id = number(item, Level::Item)?;
    let plan = plan(studio, item).await?;
    let pictured = plan.pictured(usize::from(want.number));
    let pictured = pictured.ok_or_else(|| match want.number {
        0 => PlatformError::Unsupported("a picture of this task".into()),
        more => PlatformError::NotFound(Text::line(&format!("picture {more} of task {id}"))),
    })?;
    let urgency = match want.ahead {
        true => Urgency::Ahead,
        false => Urgency::Visible,
    };
    let bytes = studio
        .media(id, &pictured.key, &pictured.value, urgency)
        .await?;
    let header = Arc::clone(&bytes);
    if let Ok(Ok(size)) = guarded(move || raster::size(&header)).await {
        studio.kept.sizes.put((id, pictured.key.clone()), size);
    }
    Ok(ImageBytes {
        revision: hash_of(&*bytes),
        bytes,
        best: true,
    })
}

/// What a task shows.
///
/// # Errors
/// Those of the requests.
pub async fn plan(studio: &LabelStudioPlatform, item: &NodeRef) -> Result<Plan, PlatformError> {
    let id = number(item, Level::Item)?;
    let (task, project) = tokio::try_join!(studio.task(id), studio.project_of(item))?;
    let config = studio.kept.config(&studio.project(project).await?);
    let told = task.read()?;
    Ok(Plan::new(&config, &data_of(&told)))
}

/// Work on what other people made, beside the loop and where its panics harm nobody.
///
/// # Errors
/// It stumbled, or no thread could be had for it.
pub async fn guarded<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, PlatformError> {
    let (done, answer) = oneshot::channel();
    std::thread::Builder::new()
        .name(GUARDED.into())
        .spawn(move || {
            // Nobody may wait any more.
            let _ = done.send(work());
        })
        .map_err(|error| PlatformError::Io(Text::line(&error.to_string())))?;
    answer
        .await
        .map_err(|_| PlatformError::Malformed("something of a kind not foreseen".into()))
}

/// A number for something that may change.
pub fn hash_of(of: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

/// The part of an address that says which file it is: what signs it changes with every answer.
fn version(value: &str) -> u64 {
    let file = match value.split_once('?') {
        Some((path, _)) if path.starts_with("http") => path,
        _ => value,
    };
    hash_of(file)
}

impl LabelStudioPlatform {
    /// The bytes that a value of a task's data stands for.
    ///
    /// # Errors
    /// Those of the request; values that are no addresses.
    pub(super) async fn media(
        &self,
        task: u64,
        key: &str,
        value: &str,
        urgency: Urgency,
    ) -> Result<Arc<[u8]>, PlatformError> {
        let place = (task, key.to_owned());
        let version = version(value);
        if let Some(bytes) = self.kept.media(&place, version) {
            return Ok(bytes);
        }
        let bytes = match media::resolve(self.client().http().base(), value) {
            Media::Inline(bytes) => return Ok(bytes.into()),
            Media::Nowhere(why) => {
                let words = format!("{key} of task {task}: {why}");
                return Err(PlatformError::Malformed(Text::line(&words)));
            }
            Media::At(url) => self.client().picture_at(&url, urgency).await?.bytes,
        };
        self.kept.keep_media(place, version, &bytes);
        Ok(bytes)
    }

    /// The size of a picture in its displayed orientation, from its file; none when it cannot be
    /// had, whyever.
    pub(super) async fn picture_size(
        &self,
        task: u64,
        key: &str,
        value: &str,
    ) -> Option<(u32, u32)> {
        let place = (task, key.to_owned());
        if let Some(size) = self.kept.sizes.get(&place) {
            return Some(size);
        }
        let bytes = self.media(task, key, value, Urgency::Visible).await.ok()?;
        let size = guarded(move || raster::size(&bytes)).await.ok()?.ok()?;
        self.kept.sizes.put(place, size);
        Some(size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_are_only_signed_anew_are_of_one_file() {
        let signed = |sign: &str| version(&format!("https://bucket/a.jpg?X-Amz={sign}"));
        assert_eq!(signed("1"), signed("2"));
        assert_ne!(
            version("/data/local-files/?d=a.jpg"),
            version("/data/local-files/?d=b.jpg")
        );
    }
}

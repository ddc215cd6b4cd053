//! Verdicts that the server keeps of results (Label Studio Enterprise API, annotation reviews).

use std::collections::HashMap;

use crate::limits::STUDIO_REVIEWED;
use crate::model::{ContentHash, Id, ItemDetail, Judgement, Text};

use super::super::LabelStudioPlatform;
use super::super::people::People;
use super::super::records::Review;
use super::super::reviews::{Reviewed, verdict_of};
use super::super::wire;

/// Reviews by the numbers of annotations.
pub type Reviews = HashMap<u64, Vec<Review>>;

/// The annotations of a task that may have been reviewed, each with the reviews that it came with.
pub fn may_be(task: &wire::Task<'_>, heads: &[wire::Annotation<'_>]) -> Vec<(u64, Vec<Review>)> {
    // Where it counts them and there are none, nothing has to be asked.
    let counted = task.reviews_accepted.zip(task.reviews_rejected);
    if counted == Some((0, 0)) {
        return Vec::new();
    }
    let told = |head: &wire::Annotation<'_>| {
        let all = head.reviews.0.iter();
        all.filter_map(|raw| serde_json::from_str(raw.get()).ok())
            .collect()
    };
    heads
        .iter()
        .filter(|head| !head.was_cancelled)
        .take(STUDIO_REVIEWED)
        .map(|head| (head.id, told(head)))
        .collect()
}

/// Asks for the reviews that did not come along. Who may not see them sees none.
pub async fn ask(studio: &LabelStudioPlatform, annotations: Vec<(u64, Vec<Review>)>) -> Reviews {
    let mut reviews = Reviews::new();
    for (id, told) in annotations {
        let all = match told.is_empty() {
            true => studio.reviews_of(id).await.unwrap_or_default(),
            false => told,
        };
        if !all.is_empty() {
            reviews.insert(id, all);
        }
    }
    reviews
}

/// Lays verdicts over results, and over the item where it has one live result alone. `changed` is
/// who changed each result last.
pub fn judge(detail: &mut ItemDetail, changed: &[Option<u64>], reviews: &Reviews, people: &People) {
    if reviews.is_empty() {
        return;
    }
    let mut filled = vec![false; detail.results.len()];
    for annotation in &detail.annotations {
        if let Some(filled) = filled.get_mut(usize::from(annotation.result)) {
            *filled = true;
        }
    }
    for (at, result) in detail.results.iter_mut().enumerate() {
        let Id::Number(id) = result.id else {
            continue;
        };
        let Some(reviews) = reviews.get(&id) else {
            continue;
        };
        let reviewed = Reviewed {
            reviews,
            hash: result.hash,
            empty: !filled.get(at).copied().unwrap_or(false),
            changed: result.at,
            changed_by: changed.get(at).copied().flatten(),
        };
        let called =
            |id: Option<u64>| id.map_or_else(|| Text::from("somebody"), |id| people.name(id));
        result.verdict = verdict_of(&reviewed, called);
    }
    let mut live = detail.results.iter().filter(|one| one.is_live());
    if let (Some(only), None) = (live.next(), live.next()) {
        detail.verdict = only.verdict.as_ref().map(|verdict| Judgement {
            hash: match verdict.hash == only.hash {
                true => detail.hash,
                // What it was given to has changed since.
                false => ContentHash(!detail.hash.0),
            },
            ..verdict.clone()
        });
    }
}

//! How large the pictures of a task are in pixels: percents of it are what regions are told in.
//!
//! A region says how large its picture was when it was drawn. Where none says so, or they
//! contradict each other, the picture itself is looked at.

use super::super::LabelStudioPlatform;
use super::super::regions::form_of_value;
use super::read::Reading;
use crate::model::Text;

/// Sizes by the numbers of pictures.
#[derive(Debug, Default)]
pub struct Sizes {
    /// Each size; one that is not known stands in percents, so that regions keep their shape.
    pub all: Vec<(u32, u32)>,
    known: bool,
    /// Pictures whose size could not be had.
    pub problems: Vec<Text>,
}

impl Sizes {
    /// The size of the task's own picture, as far as it matters.
    pub fn own(&self) -> Option<(u32, u32)> {
        self.all.first().copied().filter(|_| self.known)
    }
}

/// Sides of a picture of which nothing is known: its thousandths.
const UNKNOWN: (u32, u32) = (1_000, 1_000);

/// What the regions on a picture say of it.
#[derive(Clone, Copy, Debug, Default)]
struct Said {
    size: Option<(u32, u32)>,
    contradicted: bool,
    needed: bool,
}

/// The size of every picture of a task whose files lie here: what the file says counts before what
/// regions say. `file` answers with the size of a picture by its value.
pub fn local(reading: &Reading, file: &mut dyn FnMut(&str) -> Option<(u32, u32)>) -> Sizes {
    let mut sizes = Sizes::default();
    for (number, said) in said(reading).into_iter().enumerate() {
        let Some(pictured) = reading.plan.pictured(number) else {
            continue;
        };
        let size = file(&pictured.value).or(said.size);
        if size.is_none() && said.needed {
            let key = &pictured.key;
            sizes.problems.push(Text::line(&format!(
                "the size of {key} is not known: its regions may lie elsewhere"
            )));
        }
        sizes.known |= number == 0 && size.is_some();
        sizes.all.push(size.unwrap_or(UNKNOWN));
    }
    sizes
}

/// Finds out the size of every picture that has regions.
pub async fn of(studio: &LabelStudioPlatform, task: u64, reading: &Reading) -> Sizes {
    let mut sizes = Sizes::default();
    for (number, said) in said(reading).into_iter().enumerate() {
        let Some(pictured) = reading.plan.pictured(number) else {
            continue;
        };
        let remembered = studio
            .kept
            .sizes
            .get(&(task, pictured.key.clone()))
            .filter(|_| said.needed);
        let size = match (remembered, said.size, said.contradicted) {
            (Some(size), ..) | (None, Some(size), false) => Some(size),
            (None, _, _) if !said.needed => None,
            _ => {
                let key = &pictured.key;
                let size = studio.picture_size(task, key, &pictured.value).await;
                if size.is_none() {
                    sizes.problems.push(Text::line(&format!(
                        "the size of {key} is not known: its regions may lie elsewhere"
                    )));
                }
                size.or(said.size)
            }
        };
        sizes.known |= number == 0 && size.is_some();
        sizes.all.push(size.unwrap_or(UNKNOWN));
    }
    sizes
}

fn said(reading: &Reading) -> Vec<Said> {
    let mut all = vec![Said::default(); reading.plan.pictures.len()];
    let groups = reading
        .results
        .iter()
        .flat_map(|result| &result.regions.groups);
    for part in groups.flat_map(|group| &group.parts) {
        let number = reading.plan.picture(&part.to, part.page).or_else(|| {
            let lone = part.page == 0 && reading.plan.content(&part.to).is_none();
            lone.then_some(0)
        });
        let Some(said) = number.and_then(|number| all.get_mut(number)) else {
            continue;
        };
        said.needed |= form_of_value(&part.value, part.rle.is_some()).is_some();
        if let Some(size) = part.size {
            said.contradicted |= said.size.is_some_and(|known| known != size);
            said.size.get_or_insert(size);
        }
    }
    all
}

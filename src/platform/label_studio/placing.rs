//! Regions as annotations: each with its place in a picture, a text or on a time line, its label,
//! and what else is said of it.
//!
//! Hashes are made of what the server stores (percents, stored offsets), so that a verdict does not
//! depend on whether a picture or text could be fetched.

mod labels;
mod parts;
mod ruler;
mod stretch;
pub(super) mod values;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::codec::{alpha, hash};
use crate::limits::{ITEM_ANNOTATIONS, STUDIO_RANGES};
use crate::model::{
    Annotation, Attribute, Content, ContentHash, Id, LabelSet, Relation, ResultKind, Shape, Text,
};

use super::config::Config;
use super::documents::{Built, Plan};
use super::regions::{self, Form, form_of_kind, form_of_value};
use super::results::{Group, Part, Regions};

use labels::Labels;
use parts::{attribute, notes, picture_mask, source, unknown, words_of};
use ruler::Ruler;

/// What regions are placed on.
pub struct Scene<'a> {
    /// The project's configuration.
    pub config: &'a Config,
    /// What the task shows.
    pub plan: &'a Plan,
    /// Its documents.
    pub built: &'a Built,
    /// The size of each picture in pixels.
    pub sizes: &'a [(u32, u32)],
}

/// Whose regions they are.
#[derive(Clone, Debug)]
pub struct Whose {
    /// The result's id; the ids of its annotations begin with it.
    pub id: Id,
    /// Its index.
    pub index: u16,
    /// What kind of result it is.
    pub kind: ResultKind,
    /// Who made it.
    pub author: Text,
}

/// The size that geometry is hashed in: its percents.
const PERCENT: (f64, f64) = (100.0, 100.0);

/// Makes annotations of regions, result by result.
pub struct Placer<'a> {
    scene: &'a Scene<'a>,
    labels: Labels<'a>,
    rulers: Vec<Option<Ruler<'a>>>,
    annotations: Vec<Annotation>,
    relations: Vec<Relation>,
    problems: Vec<Text>,
    strange: BTreeSet<String>,
    beyond: usize,
    left: usize,
}

/// What was made.
pub struct Placed {
    /// Annotations in the order of results and regions.
    pub annotations: Vec<Annotation>,
    /// The labels they point into.
    pub labels: Arc<LabelSet>,
    /// Relations between them.
    pub relations: Vec<Relation>,
    /// What could not be read, one line each.
    pub problems: Vec<Text>,
}

/// A shape with its hashed form and what it lies on.
struct Spot {
    shape: Shape,
    hashed: Shape,
    on: u8,
}

impl<'a> Placer<'a> {
    /// Begins with nothing.
    pub fn new(scene: &'a Scene<'a>) -> Self {
        let ruler = |content: &'a Content| match content {
            Content::Document(document) => Some(Ruler::new(&document.text)),
            Content::Timeline(_) => None,
        };
        Self {
            scene,
            labels: Labels::new(scene.config),
            rulers: scene.built.contents.iter().map(ruler).collect(),
            annotations: Vec::new(),
            relations: Vec::new(),
            problems: Vec::new(),
            strange: BTreeSet::new(),
            beyond: 0,
            left: 0,
        }
    }

    /// Adds a result; answers with the hash over it.
    pub fn add(&mut self, regions: &Regions, whose: &Whose) -> ContentHash {
        let first = self.annotations.len();
        let mut names: HashMap<&str, (Id, u32)> = HashMap::new();
        for group in &regions.groups {
            if self.annotations.len() >= ITEM_ANNOTATIONS {
                self.left += 1;
                continue;
            }
            let at = self.annotations.len();
            self.group(group, whose);
            if let Some(made) = self.annotations.get(at) {
                names.insert(&group.id, (made.id.clone(), made.label));
            }
        }
        self.left += regions.left;
        if regions.malformed > 0 {
            let count = regions.malformed;
            self.problem(&format!(
                "{count} of the parts of {} {} cannot be read",
                whose.kind.word(),
                whose.id
            ));
        }
        self.parents(regions, first, &names);
        let related = self.relate(regions, whose, &names);
        let made = self.annotations.get(first..).unwrap_or_default();
        hash::item(made.iter().map(|one| one.hash).chain(related))
    }

    /// All that was made.
    pub fn finish(mut self) -> Placed {
        if self.beyond > 0 {
            let count = self.beyond;
            self.problem(&format!("{count} spans reach beyond the text"));
        }
        if self.left > 0 {
            let count = self.left;
            self.problem(&format!("{count} more regions than the limit"));
        }
        if !self.strange.is_empty() {
            let names: Vec<String> = std::mem::take(&mut self.strange).into_iter().collect();
            let names = names.join(", ");
            self.problem(&format!(
                "results name controls that the label configuration does not have: {names}"
            ));
        }
        Placed {
            annotations: self.annotations,
            labels: self.labels.finish(),
            relations: self.relations,
            problems: self.problems,
        }
    }

    fn problem(&mut self, words: &str) {
        if self.problems.len() < crate::limits::LOCAL_PROBLEMS {
            self.problems.push(Text::line(words));
        }
    }

    /// Names what a region is part of.
    fn parents(&mut self, regions: &Regions, first: usize, names: &HashMap<&str, (Id, u32)>) {
        let mut within: HashMap<Id, Text> = HashMap::new();
        for group in &regions.groups {
            let parent = group.parts.iter().find_map(|part| part.parent.as_deref());
            if let Some((_, label)) = parent.and_then(|parent| names.get(parent))
                && let Some((id, _)) = names.get(&*group.id)
            {
                within.insert(id.clone(), self.labels.name(*label));
            }
        }
        if within.is_empty() {
            return;
        }
        for annotation in self.annotations.iter_mut().skip(first) {
            if let Some(parent) = within.remove(&annotation.id) {
                annotation.attributes.push(attribute("part of", &parent));
            }
        }
    }

    fn relate(
        &mut self,
        regions: &Regions,
        whose: &Whose,
        names: &HashMap<&str, (Id, u32)>,
    ) -> Vec<ContentHash> {
        let mut lost = 0;
        let mut hashes = Vec::new();
        for related in &regions.relations {
            let ends = (names.get(&*related.from), names.get(&*related.to));
            let (Some((from, _)), Some((to, _))) = ends else {
                lost += 1;
                continue;
            };
            let mut about = vec![
                attribute("from", &related.from),
                attribute("to", &related.to),
                attribute("direction", &format!("{:?}", related.direction)),
            ];
            about.extend(related.labels.iter().map(|label| attribute("label", label)));
            hashes.push(hash::content(None, &Shape::Tag, &about, None));
            self.relations.push(Relation {
                from: from.clone(),
                to: to.clone(),
                direction: related.direction,
                labels: related.labels.clone(),
                result: whose.index,
            });
        }
        if lost > 0 {
            self.problem(&format!(
                "{lost} relations of {} {} are between regions that are not there",
                whose.kind.word(),
                whose.id
            ));
        }
        hashes
    }

    fn group(&mut self, group: &Group, whose: &Whose) {
        for part in &group.parts {
            if self.scene.config.control(&part.from).is_none() {
                self.strange.insert(match part.from.is_empty() {
                    true => "(none)".into(),
                    false => part.from.clone(),
                });
            }
        }
        let spots = self.spots(group, whose);
        let tag = matches!(
            &spots[..],
            [Spot {
                shape: Shape::Tag,
                ..
            }]
        );
        let (label, attributes) = match tag {
            true => self.said_of_task(group),
            false => self.said(group),
        };
        let score = group.parts.iter().find_map(|part| part.score);
        let source = source(group, whose);
        let author = (!whose.author.is_empty()).then(|| whose.author.clone());
        for (number, spot) in spots.into_iter().enumerate() {
            let name = self.labels.text(label);
            let id = match number {
                0 => format!("{}/{}", whose.id, group.id),
                number => format!("{}/{}#{}", whose.id, group.id, number + 1),
            };
            self.annotations.push(Annotation {
                id: Id::name(&id),
                label,
                hash: hash::content(name.as_deref(), &spot.hashed, &attributes, score),
                shape: spot.shape,
                attributes: attributes.clone(),
                score,
                author: author.clone(),
                source: source.clone(),
                group: None,
                occluded: false,
                crowd: false,
                z: 0,
                result: whose.index,
                on: spot.on,
                verdict: None,
            });
        }
    }

    /// Label and attributes of a region.
    fn said(&mut self, group: &Group) -> (u32, Vec<Attribute>) {
        let mut label = None;
        let mut attributes = Vec::new();
        for part in &group.parts {
            let keys = values::labels(part);
            match &keys[..] {
                [] => attributes.extend(values::attribute_of(part, self.scene.config)),
                [only] if label.is_none() => label = Some(self.labels.of(&part.from, only)),
                [first, ..] => {
                    label.get_or_insert_with(|| self.labels.of(&part.from, first));
                    let shown: Vec<String> = keys
                        .iter()
                        .map(|key| self.scene.config.shown(&part.from, key).to_string())
                        .collect();
                    attributes.push(attribute(&part.from, &shown.join(", ")));
                }
            }
        }
        attributes.extend(group.parts.iter().filter_map(values::printed));
        attributes.extend(notes(group));
        (label.unwrap_or(u32::MAX), attributes)
    }

    /// Label and attributes of a value of the whole task: its one choice, or the control.
    fn said_of_task(&mut self, group: &Group) -> (u32, Vec<Attribute>) {
        let mut attributes: Vec<Attribute> = group
            .parts
            .iter()
            .flat_map(|part| match &values::labels(part)[..] {
                [] => values::attribute_of(part, self.scene.config),
                keys => Some(attribute(&part.from, &keys.join(", "))),
            })
            .collect();
        attributes.extend(notes(group));
        let Some(part) = group.parts.first() else {
            return (u32::MAX, attributes);
        };
        let label = match values::only_choice(part) {
            Some(key) => match self.scene.config.label(&part.from, &key) {
                Some(label) => label,
                None => self.labels.of_control(&part.from),
            },
            None => self.labels.of_control(&part.from),
        };
        (label, attributes)
    }

    /// Where a region is. One of several ranges has several places.
    fn spots(&mut self, group: &Group, whose: &Whose) -> Vec<Spot> {
        let placed = |part: &&Part| form_of_value(&part.value, part.rle.is_some()).is_some();
        let own = |part: &&Part| form_of_kind(&part.kind).is_some();
        let part = group
            .parts
            .iter()
            .find(|part| placed(part) && own(part))
            .or_else(|| group.parts.iter().find(placed))
            .or_else(|| group.parts.iter().find(own));
        let Some(part) = part else {
            let spot = match group.parts.iter().find(|part| !values::is_value(part)) {
                Some(odd) => unknown(odd, &words_of(odd)),
                None => Shape::Tag,
            };
            return vec![Spot {
                hashed: spot.clone(),
                shape: spot,
                on: 0,
            }];
        };
        let by_kind = form_of_kind(&part.kind);
        let form = by_kind.or_else(|| form_of_value(&part.value, part.rle.is_some()));
        let spots = match form {
            Some(form @ (Form::Ranges | Form::Stretch)) => self.stretches(form, part),
            Some(form @ (Form::VideoRectangle | Form::VideoVector)) => self.track(form, part),
            Some(form @ (Form::Brush | Form::Bitmask)) => self.mask(form, part),
            Some(form) => self.shape(form, part),
            None => Err("it has no place".into()),
        };
        spots.unwrap_or_else(|why: Text| {
            self.problem(&format!(
                "region {} of {} {}: {why}",
                group.id,
                whose.kind.word(),
                whose.id
            ));
            let spot = unknown(part, &words_of(part));
            vec![Spot {
                hashed: spot.clone(),
                shape: spot,
                on: 0,
            }]
        })
    }

    /// Number and size of the picture that a part is on.
    fn picture(&self, part: &Part) -> Result<(u8, (u32, u32)), Text> {
        let number = match self.scene.plan.picture(&part.to, part.page) {
            Some(number) => number,
            // An object that was renamed.
            None if part.page == 0 && !self.scene.plan.pictures.is_empty() => 0,
            None => return Err("it is on a picture that the task does not have".into()),
        };
        let size = self.scene.sizes.get(number).copied();
        let number = u8::try_from(number).map_err(|_| Text::from("too many pictures"))?;
        Ok((number, size.ok_or("its picture has no size")?))
    }

    fn shape(&self, form: Form, part: &Part) -> Result<Vec<Spot>, Text> {
        let (on, size) = self.picture(part)?;
        let size = (f64::from(size.0), f64::from(size.1));
        Ok(vec![Spot {
            shape: regions::shape(form, &part.value, size)?,
            hashed: regions::shape(form, &part.value, PERCENT)?,
            on,
        }])
    }

    fn track(&self, form: Form, part: &Part) -> Result<Vec<Spot>, Text> {
        let content = self.scene.plan.content(&part.to).unwrap_or(0);
        let size = part
            .size
            .map_or(PERCENT, |(w, h)| (f64::from(w), f64::from(h)));
        Ok(vec![Spot {
            shape: regions::shape(form, &part.value, size)?,
            hashed: regions::shape(form, &part.value, PERCENT)?,
            on: u8::try_from(content).unwrap_or(u8::MAX),
        }])
    }

    fn mask(&self, form: Form, part: &Part) -> Result<Vec<Spot>, Text> {
        let (on, size) = self.picture(part)?;
        let drawn = part
            .value
            .get("maskDataURL")
            .and_then(serde_json::Value::as_str);
        let (mask, of) = match (form, &part.rle, drawn) {
            (Form::Brush, Some(rle), _) => {
                let of = part.size.unwrap_or(size);
                let mask = alpha::mask(rle, of.0, of.1);
                (mask.map_err(|why| Text::line(&why.to_string()))?, of)
            }
            (Form::Brush, None, Some(drawn)) => picture_mask(drawn)?,
            (Form::Brush, None, None) => return Err("it has no mask that can be read".into()),
            _ => {
                let url = part.value.get("imageDataURL");
                picture_mask(url.and_then(serde_json::Value::as_str).unwrap_or_default())?
            }
        };
        let fitting = alpha::stretched(&mask, of, size).ok_or("its mask is too large")?;
        Ok(vec![Spot {
            shape: Shape::Mask { mask: fitting },
            hashed: Shape::Mask { mask },
            on,
        }])
    }

    fn stretches(&mut self, form: Form, part: &Part) -> Result<Vec<Spot>, Text> {
        if form == Form::Ranges {
            let on = self.scene.plan.content(&part.to).unwrap_or(0);
            let on = u8::try_from(on).unwrap_or(u8::MAX);
            let ranges = regions::ranges(&part.value, STUDIO_RANGES)?;
            return Ok(ranges
                .into_iter()
                .map(|(start, end)| {
                    let shape = stretch::segment(start, end, None);
                    Spot {
                        hashed: shape.clone(),
                        shape,
                        on,
                    }
                })
                .collect());
        }
        let found = stretch::find(self.scene, &self.rulers, part)?;
        self.beyond += usize::from(found.beyond);
        Ok(vec![Spot {
            shape: found.shape,
            hashed: found.stored,
            on: found.on,
        }])
    }
}

#[cfg(test)]
mod tests;

//! Exports of Label Studio (JSON, and JSON-MIN): a task at a time, first at a glance for lists,
//! later with everything on it.
//!
//! An export carries no label configuration. Where none lies beside it, one is made of what the
//! results of the task name. Pictures, and texts that stand behind an address, are the caller's to
//! find.

mod min;
pub mod spans;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;
use serde_json::value::RawValue;

use crate::codec::hash;
use crate::limits::{DOCUMENT_BYTES, LOCAL_PROBLEMS, STUDIO_CONTENTS, STUDIO_PICTURES};
use crate::model::{ContentHash, ItemDetail, NodeRef, Text};

use super::config::Config;
use super::documents::Plan;
use super::items::read::Reading;
use super::items::{Asked, assemble, data_of, sizes};
use super::names;
use super::people::People;
use super::placing::values;
use super::results::{self, Regions};
use super::wire::{Annotation, Draft, Person, Prediction, Task};

pub use min::is_min;

/// A task as lists need it.
#[derive(Debug)]
pub struct Glance {
    /// `task 12`, or `task 12, annotation 34` of an export that has an entry for each annotation.
    pub title: String,
    /// Values of the data that may be files: addresses, paths, names. The task's own picture
    /// comes first.
    pub files: Vec<String>,
    /// It shows a picture.
    pub pictured: bool,
    /// Its regions and values of the whole task: label and author.
    pub regions: Vec<(Option<Text>, Option<Text>)>,
    /// The size that regions say their picture has.
    pub size: Option<(u32, u32)>,
    /// What cannot be read, one line each.
    pub problems: Vec<Text>,
    /// The hash over its results as they are written.
    pub hash: ContentHash,
}

/// How the files of a task are had.
pub trait Media {
    /// The displayed size of the picture that a value of the data stands for.
    fn size(&self, value: &str) -> Option<(u32, u32)>;

    /// The bytes of the file that a value stands for, at most so many.
    ///
    /// # Errors
    /// In words, for files that are not there.
    fn text(&self, value: &str, most: usize) -> Result<Vec<u8>, Text>;
}

/// The text of a task in the form of the full export, whatever form it has.
fn normal(raw: &[u8]) -> Result<Cow<'_, str>, Text> {
    let text = std::str::from_utf8(raw).map_err(|_| Text::from("is no UTF-8"))?;
    let head: Head = serde_json::from_str(text).map_err(|error| words(&error))?;
    if head.data.is_some() && head.completions.is_none() {
        return Ok(Cow::Borrowed(text));
    }
    let mut task: Value = serde_json::from_str(text).map_err(|error| words(&error))?;
    if head.data.is_some() {
        // Exports of the first years.
        if let Some(Value::Object(fields)) = Some(&mut task)
            && let Some(old) = fields.remove("completions")
        {
            fields.entry("annotations").or_insert(old);
        }
        return Ok(Cow::Owned(task.to_string()));
    }
    let task = min::full(&task).ok_or("has no field 'data'")?;
    Ok(Cow::Owned(task.to_string()))
}

#[derive(serde::Deserialize)]
struct Head {
    data: Option<serde::de::IgnoredAny>,
    completions: Option<serde::de::IgnoredAny>,
}

fn words(error: &serde_json::Error) -> Text {
    Text::line(&error.to_string())
}

/// A task at a glance.
///
/// # Errors
/// In words, for what is no task.
pub fn glance(raw: &[u8], config: Option<&Config>) -> Result<Glance, Text> {
    let text = normal(raw)?;
    let told: Task<'_> = serde_json::from_str(&text).map_err(|error| words(&error))?;
    let data = data_of(&told);
    let told_results = all_results(&told);
    let guessed;
    let config = match config {
        Some(config) => config,
        None => {
            guessed = Config::guess(&data, &told_results.regions);
            &guessed
        }
    };
    let plan = Plan::new(config, &data);
    let people = People::default();
    let mut regions = Vec::new();
    let mut size = None;
    for (all, author) in told_results.regions.iter().zip(&told_results.authors) {
        let author = author.resolve(&people);
        for group in &all.groups {
            let keys = group.parts.iter().find_map(|part| {
                let first = values::labels(part).into_iter().next();
                let key = first.or_else(|| values::only_choice(part))?;
                Some(config.shown(&part.from, &key))
            });
            let control = group.parts.iter().find(|part| !part.from.is_empty());
            let label = keys.or_else(|| control.map(|part| Text::line(&part.from)));
            regions.push((label, author.clone()));
            size = size.or_else(|| group.parts.iter().find_map(|part| part.size));
        }
    }
    Ok(Glance {
        title: title(&told, &text),
        files: files(&plan),
        pictured: !plan.pictures.is_empty(),
        regions,
        size,
        problems: told_results.problems,
        hash: told_results.hash,
    })
}

/// `task 12`. One entry an annotation is told by both.
fn title(told: &Task<'_>, text: &str) -> String {
    let of = |name: &str| -> Option<u64> {
        let fields: names::Fields<'_> = serde_json::from_str(text).ok()?;
        let raw = fields.0.iter().find(|(key, _)| &**key == name)?.1;
        serde_json::from_str(raw.get()).ok()
    };
    match (told.id, of(min::ENTRY)) {
        (0, _) => String::new(),
        (task, Some(entry)) => format!("task {task}, annotation {entry}"),
        (task, None) => format!("task {task}"),
    }
}

/// Values that may be files, pictures first.
fn files(plan: &Plan) -> Vec<String> {
    let pictures = plan.pictures.iter().map(|one| one.value.clone());
    let texts = plan.contents.iter().filter_map(|one| one.fetched_from());
    pictures
        .take(STUDIO_PICTURES)
        .chain(texts.take(STUDIO_CONTENTS).map(str::to_owned))
        .collect()
}

/// Who made a result.
enum By {
    Person(Person<'static>),
    Named(Text),
}

impl By {
    fn resolve(&self, people: &People) -> Option<Text> {
        match self {
            Self::Person(person) => people.of(person),
            Self::Named(name) => Some(name.clone()).filter(|name| !name.is_empty()),
        }
    }
}

struct Results {
    regions: Vec<Regions>,
    authors: Vec<By>,
    problems: Vec<Text>,
    hash: ContentHash,
}

/// Every result of a task. What models say and what is not handed in does not count for the hash
/// where there is anything else.
fn all_results(told: &Task<'_>) -> Results {
    let mut all = Results {
        regions: Vec::new(),
        authors: Vec::new(),
        problems: Vec::new(),
        hash: ContentHash(0),
    };
    let (mut live, mut other) = (Vec::new(), Vec::new());
    let raw_hash = |raw: Option<&RawValue>| hash::text(raw.map_or("", RawValue::get));
    let (annotations, broken) = told.annotations.read::<Annotation<'_>>("annotations");
    all.problems.extend(broken);
    for one in annotations {
        match one.was_cancelled {
            false => live.push(raw_hash(one.result)),
            true => other.push(raw_hash(one.result)),
        }
        all.add(one.result, By::Person(one.completed_by.into_owned()));
    }
    let (predictions, broken) = told.predictions.read::<Prediction<'_>>("predictions");
    all.problems.extend(broken);
    for one in predictions {
        other.push(raw_hash(one.result));
        all.add(one.result, By::Named(Text::line(one.model_version.trim())));
    }
    let (drafts, broken) = told.drafts.read::<Draft<'_>>("drafts");
    all.problems.extend(broken);
    for one in drafts {
        other.push(raw_hash(one.result));
        all.add(one.result, By::Person(one.user.into_owned()));
    }
    all.hash = hash::item(if live.is_empty() { other } else { live });
    all.problems.truncate(LOCAL_PROBLEMS);
    all
}

impl Results {
    fn add(&mut self, raw: Option<&RawValue>, by: By) {
        if self.regions.len() < crate::limits::STUDIO_RESULTS {
            self.regions.push(results::read(raw));
            self.authors.push(by);
        }
    }
}

/// A task with everything on it.
///
/// # Errors
/// In words, for what is no task.
pub fn detail(
    raw: &[u8],
    config: Option<Arc<Config>>,
    media: &dyn Media,
    node: NodeRef,
) -> Result<ItemDetail, Text> {
    let text = normal(raw)?;
    let told: Task<'_> = serde_json::from_str(&text).map_err(|error| words(&error))?;
    let all = all_results(&told);
    let config = config.unwrap_or_else(|| Arc::new(Config::guess(&data_of(&told), &all.regions)));
    let asked = Asked {
        config: Arc::clone(&config),
        people: Arc::default(),
        me: 0,
        my_name: Text::default(),
    };
    let mut reading = Reading::of(&told, &HashMap::new(), &asked);
    // Nothing in a file is the reader's own.
    reading
        .results
        .iter_mut()
        .for_each(|one| one.result.mine = false);
    let sizes = sizes::local(&reading, &mut |value| media.size(value));
    let texts = texts(&reading.plan, media);
    let mut detail = assemble(reading, &config, &texts, &sizes, node);
    detail.hash = all.hash;
    Ok(detail)
}

/// The pictures of a task: what stands in its data for each.
///
/// # Errors
/// In words, for what is no task.
pub fn pictures(raw: &[u8], config: Option<&Config>) -> Result<Vec<String>, Text> {
    glance(raw, config).map(|glance| glance.files)
}

fn texts(plan: &Plan, media: &dyn Media) -> HashMap<usize, Result<Arc<str>, Text>> {
    let mut texts = HashMap::new();
    for (at, planned) in plan.contents.iter().enumerate() {
        if let Some(address) = planned.fetched_from() {
            let bytes = media.text(address, DOCUMENT_BYTES);
            let text = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into());
            texts.insert(at, text);
        }
    }
    texts
}

/// Names that a file of a task may have here, the likeliest first: the path behind its address,
/// its name, its name without what an upload put before it.
pub fn candidates(value: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut add = |name: String| {
        let name = name.trim_matches('/').to_owned();
        if !name.is_empty() && !all.contains(&name) {
            all.push(name);
        }
    };
    let value = value.trim();
    if value.starts_with("data:") {
        return all;
    }
    let (path, query) = value.split_once('?').unwrap_or((value, ""));
    let local = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("d="))
        .filter(|_| path.contains("/local-files"));
    let path = local.unwrap_or(path);
    let path = match path.split_once("://") {
        // Behind the host or bucket.
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => path,
    };
    add(names::percent_decoded(path));
    add(path.to_owned());
    if let Some(name) = names::file_name(value) {
        add(name.to_string());
    }
    if let Some(last) = path.rsplit('/').next() {
        add(names::percent_decoded(last));
    }
    all
}

/// The picture that stands in a value of the data itself.
///
/// # Errors
/// In words, for values that are none.
pub fn inline(value: &str) -> Option<Vec<u8>> {
    let body = value.trim().strip_prefix("data:")?.split_once(',')?.1;
    super::media::base64(body)
}

#[cfg(test)]
mod tests;

//! Reads the label files of a YOLO split.

use crate::codec::draft::LabelEntry;
use crate::codec::yolo::{DataYaml, Task, TaskGuess, parse_labels};
use crate::limits::JSON_BYTES;
use crate::model::{Id, Label, Text};
use crate::platform::PlatformError;

use super::super::detect::Plan;
use super::super::files::{Files, Tree};
use super::super::library::Split;
use super::{BATCH, Pace, Shared};

/// Label files looked at to tell the tasks apart.
const LOOKED_AT: usize = 200;

/// Reads one split: its items at once, then their labels in order.
pub fn read(shared: &Shared, tree: &Tree, plan: &Plan, d: usize, s: usize) {
    let paths: Vec<String> = plan
        .images
        .iter()
        .map(|&image| tree.images.path(image))
        .collect();
    let (task, classes) = prepare(shared, tree, plan, &paths);
    {
        let mut library = shared.write();
        if let Some(split) = library.split_mut(d, s) {
            split.fractions = true;
            define_labels(split, plan.yaml.as_ref(), &classes);
            for path in &paths {
                let slot = split.add_slot();
                if let Some(number) = split.items.push(path)
                    && let Some(item) = split.items.get_mut(number)
                {
                    item.slot = slot;
                }
            }
        }
        library.mark_split(d, s);
        library.version += 1;
    }
    shared.changed();
    let mut pace = Pace::new(shared, &plan.from);
    let total = u64::try_from(paths.len()).unwrap_or(0);
    for (chunk, first) in paths.chunks(BATCH).zip((0_u32..).step_by(BATCH)) {
        // Files are read before the library is held.
        let mut texts = Vec::new();
        for (path, slot) in chunk.iter().zip(first..) {
            if shared.stopped() {
                return;
            }
            match label_text(&shared.files, tree, path) {
                Ok(Some((file, text))) => texts.push((slot, file, text)),
                Ok(None) => {}
                Err(error) => shared.problem(Text::line(&error.to_string())),
            }
        }
        take(shared, d, s, texts, task);
        pace.tell(u64::from(first) + chunk.len() as u64, total);
    }
}

fn take(shared: &Shared, d: usize, s: usize, texts: Vec<(u32, String, String)>, task: Task) {
    for (slot, file, text) in texts {
        let (drafts, problems) = parse_labels(&text, task);
        let lines: Vec<Text> = problems
            .iter()
            .map(|problem| {
                Text::line(&format!(
                    "{file}: line {}: {}",
                    problem.at.line, problem.what
                ))
            })
            .collect();
        for line in &lines {
            shared.problem(line.clone());
        }
        let mut library = shared.write();
        library.version += 1;
        let Some(split) = library.split_mut(d, s) else {
            return;
        };
        for draft in &drafts {
            split.add(slot, draft);
        }
        if !lines.is_empty() {
            split.troubles.insert(slot, lines);
        }
    }
}

/// The text of an image's label file, from the first place that has one.
fn label_text(
    files: &Files,
    tree: &Tree,
    image: &str,
) -> Result<Option<(String, String)>, PlatformError> {
    let Some(path) = tree.labels_of(image) else {
        return Ok(None);
    };
    let bytes = files.read(&path, JSON_BYTES)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Ok(Some((path, text)))
}

/// The task, and class names from beside the labels when there is no `data.yaml`.
fn prepare(shared: &Shared, tree: &Tree, plan: &Plan, paths: &[String]) -> (Task, Vec<Text>) {
    let mut guess = TaskGuess::default();
    for path in paths.iter().take(LOOKED_AT) {
        if let Ok(Some((_, text))) = label_text(&shared.files, tree, path) {
            guess.look(&text);
        }
    }
    let task = guess.task(plan.yaml.as_ref().and_then(|yaml| yaml.kpt_shape));
    let mut classes = Vec::new();
    if plan.yaml.is_none() {
        let mut folder = plan.from.trim_end_matches('/');
        loop {
            let join = |name: &str| {
                if folder.is_empty() {
                    name.to_owned()
                } else {
                    format!("{folder}/{name}")
                }
            };
            let names = ["classes.txt", "obj.names", "labels/classes.txt"].map(join);
            let found = names
                .iter()
                .find_map(|name| shared.files.read(name, JSON_BYTES).ok());
            if let Some(bytes) = found {
                let text = String::from_utf8_lossy(&bytes);
                classes = text
                    .lines()
                    .map(Text::line)
                    .filter(|name| !name.is_empty())
                    .collect();
                break;
            }
            match folder.rsplit_once('/') {
                Some((above, _)) => folder = above,
                None if folder.is_empty() => break,
                None => folder = "",
            }
        }
    }
    (task, classes)
}

fn define_labels(split: &mut Split, yaml: Option<&DataYaml>, classes: &[Text]) {
    let names: Vec<Option<Text>> = match yaml {
        Some(yaml) => yaml.names.clone(),
        None => classes.iter().cloned().map(Some).collect(),
    };
    let pairs = yaml
        .map(|yaml| yaml.skeleton.as_slice())
        .unwrap_or_default();
    let joints = yaml
        .and_then(|yaml| yaml.kpt_shape)
        .map_or(0, |(joints, _)| joints);
    for (number, name) in (0_u64..).zip(names) {
        let Some(name) = name else {
            continue;
        };
        split.legend.define(LabelEntry {
            id: Id::Number(number),
            edges: crate::codec::coco::skeleton_edges(pairs, joints),
            label: Label {
                id: Some(Id::Number(number)),
                name,
                color: None,
                parent: None,
                joints: Vec::new(),
            },
        });
    }
}

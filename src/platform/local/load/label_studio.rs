//! Reads Label Studio JSON. Lists keep what a task's results are about; the task itself is read
//! again from the file when somebody looks at it.

use std::ops::ControlFlow;
use std::sync::Arc;

use crate::codec::draft::{Draft, Form, LabelEntry, Position};
use crate::codec::frames::{Frame, FrameError, list};
use crate::codec::seen::Seen;
use crate::limits::CONFIG_BYTES;
use crate::model::{Id, Shape, Text};
use crate::platform::label_studio::config::{Config, named_color};
use crate::platform::label_studio::export::{self, Glance};

use super::super::again::{Again, Task};
use super::super::detect::{Plan, normal};
use super::super::files::Tree;
use super::super::library::Split;
use super::feed::Counted;
use super::{BATCH, Claims, Lookup, Pace, Shared};

/// Reads one file.
pub fn read<'t>(
    shared: &Shared,
    tree: &'t Tree,
    plan: &Plan,
    place: (usize, usize),
    claims: &mut Claims<'t>,
) {
    let (stream, total) = match shared.files.open(&plan.from) {
        Ok(opened) => opened,
        Err(error) => {
            shared.problem(Text::line(&format!("{}: {error}", plan.from)));
            return;
        }
    };
    let mut stream = Counted::new(stream, shared);
    let done = stream.done();
    let mut reading = Reading {
        shared,
        tree,
        claims,
        place,
        file: Arc::from(&*plan.from),
        config: config(shared, tree, &plan.from),
        lookup: Lookup::new(tree, &plan.from, &plan.split),
        pace: Pace::new(shared, &plan.from),
        waiting: Vec::new(),
        seen: Seen::default(),
        count: 0,
        left_out: 0,
    };
    let result = list(&mut stream, Position::START, &mut |frame| {
        reading.task(&frame);
        reading.pace.tell(done(), total);
        match shared.stopped() {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    });
    reading.flush();
    if reading.left_out > TOLD {
        let more = reading.left_out - TOLD;
        let line = format!("{}: {more} more problems", plan.from);
        shared.problem(Text::line(&line));
    }
    match result {
        Err(_) if shared.stopped() => {}
        Err(FrameError::Stopped) | Ok(()) => {}
        Err(error) => shared.problem(Text::line(&format!(
            "{}: {error}; what came before was read",
            plan.from
        ))),
    }
}

/// Problems of one file that are told one by one; the rest is counted.
const TOLD: usize = 200;

/// The label configuration beside an export: as the converter names it, or the only one there.
fn config(shared: &Shared, tree: &Tree, file: &str) -> Option<Arc<Config>> {
    let (folder, base) = file.rsplit_once('/').unwrap_or(("", file));
    let stem = base.rsplit_once('.').map_or(base, |(stem, _)| stem);
    let names = [
        format!("{stem}.label_config.xml"),
        format!("{stem}.xml"),
        "label_config.xml".to_owned(),
        "config.xml".to_owned(),
    ];
    let paths = names.map(|name| normal(&format!("{folder}/{name}")));
    let path = paths.iter().find(|path| tree.others.find(path).is_some())?;
    match shared.files.read(path, CONFIG_BYTES) {
        Ok(bytes) => {
            let text = String::from_utf8_lossy(&bytes);
            let config = Config::read(&text, None);
            (!config.objects.is_empty()).then(|| Arc::new(config))
        }
        Err(error) => {
            shared.problem(Text::line(&error.to_string()));
            None
        }
    }
}

/// A file that is being read.
struct Reading<'r, 't> {
    shared: &'r Shared,
    tree: &'t Tree,
    claims: &'r mut Claims<'t>,
    place: (usize, usize),
    file: Arc<str>,
    config: Option<Arc<Config>>,
    lookup: Lookup<'t>,
    pace: Pace<'r>,
    waiting: Vec<Item>,
    seen: Seen,
    count: u64,
    left_out: usize,
}

/// A task on its way into the library.
struct Item {
    /// Its picture's path, if it has one here.
    path: Option<String>,
    /// What it is called without a picture, or beside another of the same one.
    title: String,
    missing: bool,
    glance: Glance,
    task: Task,
    labels: Vec<LabelEntry>,
}

impl Reading<'_, '_> {
    fn say(&mut self, at: Position, what: &str) {
        self.left_out += 1;
        if self.left_out <= TOLD {
            let line = format!("{}: {at}: {what}", self.file);
            self.shared.problem(Text::line(&line));
        }
    }

    fn task(&mut self, frame: &Frame<'_>) {
        self.count += 1;
        let body = frame.body.map_err(Text::from);
        let read = body.and_then(|body| {
            let glance = export::glance(body, self.config.as_deref())?;
            Ok((glance, u64::try_from(body.len()).unwrap_or(u64::MAX)))
        });
        let (glance, len) = match read {
            Ok(read) => read,
            Err(why) => {
                let what = format!("task {} left out: {why}", self.count);
                self.say(frame.at, &what);
                return;
            }
        };
        let item = self.item(glance, frame.offset, len);
        self.waiting.push(item);
        if self.waiting.len() >= BATCH {
            self.flush();
        }
    }

    fn item(&mut self, mut glance: Glance, at: u64, len: u64) -> Item {
        let files = std::mem::take(&mut glance.files);
        let mut media = Vec::with_capacity(files.len());
        let (mut path, mut wanted) = (None, None);
        for value in files {
            let picture = self.picture(&value);
            let file = picture.map(|number| {
                let (d, s) = self.place;
                self.claims.claim_for(number, d, s);
                self.tree.images.path(number)
            });
            let file = file.or_else(|| self.other(&value));
            if media.is_empty() && glance.pictured && !value.starts_with("data:") {
                wanted = export::candidates(&value).into_iter().last();
                path.clone_from(&file);
            }
            // A picture that stands in the data is not kept a second time.
            let short: String = match value.starts_with("data:") {
                true => "data:".into(),
                false => value,
            };
            media.push((short.into(), file.map(Into::into)));
        }
        let title = match glance.title.as_str() {
            "" => format!("task #{}", self.count),
            title => title.to_owned(),
        };
        let missing = path.is_none() && wanted.is_some();
        let path = path.or_else(|| wanted.map(|name| normal(&name)));
        let names = glance
            .regions
            .iter()
            .filter_map(|(label, _)| label.as_ref());
        let mut labels = Vec::new();
        for name in names {
            if self.seen.note(name) {
                labels.push(entry(name));
            }
        }
        Item {
            path: path.filter(|path| !path.is_empty()),
            title,
            missing,
            task: Task {
                file: Arc::clone(&self.file),
                at,
                len,
                hash: glance.hash,
                config: self.config.clone(),
                media: media.into(),
            },
            labels,
            glance,
        }
    }

    fn picture(&mut self, value: &str) -> Option<u32> {
        let mut names = export::candidates(value).into_iter();
        names.find_map(|name| self.lookup.find(&name))
    }

    /// A file that is no picture, beside the export or by its path.
    fn other(&self, value: &str) -> Option<String> {
        let folder = self.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let names = export::candidates(value).into_iter();
        names
            .flat_map(|name| [normal(&format!("{folder}/{name}")), normal(&name)])
            .find(|path| self.tree.others.find(path).is_some())
    }

    fn flush(&mut self) {
        let (d, s) = self.place;
        let mut library = self.shared.write();
        library.version += 1;
        let mut twice = Vec::new();
        if let Some(split) = library.split_mut(d, s) {
            for item in self.waiting.drain(..) {
                let title = item.title.clone();
                if !take(split, item) {
                    twice.push(title);
                }
            }
        }
        for title in twice {
            let line = format!("{}: {title} is there twice; one is not shown", self.file);
            library.add_problem(Text::line(&line));
        }
    }
}

fn entry(name: &Text) -> LabelEntry {
    let mut entry = LabelEntry::named(Id::name(name), name);
    entry.label.color = Some(named_color(name));
    entry
}

/// Takes an item into the split; false when there is one of its name.
fn take(split: &mut Split, item: Item) -> bool {
    let Item {
        path,
        title,
        missing,
        glance,
        task,
        labels,
    } = item;
    for entry in labels {
        split.legend.define(entry);
    }
    // Several tasks may be about one picture.
    let number = match path {
        Some(path) => split
            .items
            .push(&path)
            .or_else(|| split.items.push(&format!("{path} ({title})"))),
        None => split.items.push(&title),
    };
    let Some(number) = number else {
        return false;
    };
    let slot = split.add_slot();
    if let Some(item) = split.items.get_mut(number) {
        item.slot = slot;
        item.missing = missing;
        item.size = glance.size.unwrap_or_default();
    }
    for (label, author) in glance.regions {
        let mut draft = Draft::new(Form::Shape(Shape::Tag));
        draft.label = label.map(|label| Id::name(&label));
        draft.author = author;
        split.add(slot, &draft);
    }
    if !glance.problems.is_empty() {
        split.troubles.insert(slot, Vec::new());
    }
    split.agains.insert(slot, Again::Task(Arc::new(task)));
    true
}

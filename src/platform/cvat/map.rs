//! Objects of the server as rows, and what the query language asks about them.

use crate::model::query::{Count, Facts, Field};
use crate::model::{Id, NodeRef, Row, StatusClass, Text, Timestamp, WordId, Words};

use super::CvatPlatform;
use super::client::organization_id;
use super::filter::{Asked, mode_word, type_word};
use super::frames::{is_audio, is_replica, is_spatial, is_truth};
use super::wire::{Job, Organization, Project, Str, Task, User};
use super::workflow;

/// Milliseconds since 1970 of a date of the server, UTC where it says nothing else; 0 for none.
pub fn time(raw: &str) -> Timestamp {
    if raw.is_empty() {
        return Timestamp(0);
    }
    let stamp = raw.parse::<jiff::Timestamp>().or_else(|_| {
        let zoned = format!("{}Z", raw.trim());
        zoned.parse::<jiff::Timestamp>()
    });
    let at = stamp.or_else(|_| format!("{}T00:00:00Z", raw.trim()).parse::<jiff::Timestamp>());
    Timestamp(at.map_or(0, |stamp| stamp.as_millisecond()))
}

/// A day as it is shown among facts.
pub fn day(raw: &str) -> String {
    raw.get(..16).unwrap_or(raw).replace('T', " ")
}

/// Seconds since 1970; as [`time`], but quick for the usual form `2026-11-21T08:21:33.475437Z`.
pub fn seconds(raw: &str) -> u32 {
    let quick = quick_seconds(raw.as_bytes()).and_then(|seconds| u32::try_from(seconds).ok());
    quick.unwrap_or_else(|| time(raw).seconds())
}

fn quick_seconds(raw: &[u8]) -> Option<i64> {
    let number = |from: usize, to: usize| -> Option<i64> {
        let digits = raw.get(from..to)?;
        digits.iter().try_fold(0_i64, |sum, digit| {
            let digit = digit.is_ascii_digit().then(|| i64::from(digit - b'0'))?;
            Some(sum * 10 + digit)
        })
    };
    let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    let usual = marks.iter().all(|(at, mark)| raw.get(*at) == Some(mark));
    if !usual || raw.last() != Some(&b'Z') {
        return None;
    }
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Days since 1970 by the civil calendar, the year beginning in March.
    let (year, shifted) = match month {
        1 | 2 => (year - 1, month + 9),
        _ => (year, month - 3),
    };
    let era = year.div_euclid(400);
    let year = year.rem_euclid(400);
    let days = era * 146_097 + year * 365 + year / 4 - year / 100 + (153 * shifted + 2) / 5 + day
        - 1
        - 719_468;
    Some(days * 86_400 + number(11, 13)? * 3_600 + number(14, 16)? * 60 + number(17, 19)?)
}

/// The name a person is known by.
pub fn name(user: &Option<User<'_>>) -> Option<Text> {
    user.as_ref()
        .map(|user| Text::line(&user.username))
        .filter(|name| !name.is_empty())
}

/// The word of a page's table for a text of the server, cleaned only when it is new.
#[derive(Debug, Default)]
pub struct Worded {
    /// The table.
    pub words: Words,
    seen: Vec<(String, WordId)>,
}

impl Worded {
    /// The word for a text.
    pub fn add(&mut self, raw: &str) -> WordId {
        if raw.is_empty() {
            return WordId::NONE;
        }
        if let Some((_, word)) = self.seen.iter().find(|(seen, _)| seen == raw) {
            return *word;
        }
        let word = self.words.add(&Text::line(raw));
        // The few that repeat come first; a long list would be slower than the table.
        if self.seen.len() < 32 {
            self.seen.push((raw.to_owned(), word));
        }
        word
    }
}

/// What a list needs to know of its elements.
pub trait Element {
    /// The element's number; 0 for one that has none and cannot be shown.
    fn id(&self) -> u64;
    /// Its row.
    fn row(&self, words: &mut Worded, style: Style) -> Row;
    /// The canonical path of what it is in.
    fn parent(&self, cvat: &CvatPlatform) -> NodeRef;
    /// What tells parents apart: elements with the same share one.
    fn place(&self) -> (Option<u64>, Option<u64>, u64);
    /// Answers whether the query's rest holds, with what the server may have left out.
    fn asked(&self, ask: &mut dyn FnMut(&dyn Facts) -> bool) -> bool;
}

/// How rows name themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Jobs of several tasks stand together: each names its task.
    pub with_task: bool,
}

fn user<'a>(user: &'a Option<User<'_>>) -> &'a str {
    user.as_ref().map_or("", |user| &user.username)
}

impl Element for Organization<'_> {
    fn id(&self) -> u64 {
        self.id
    }

    fn row(&self, _words: &mut Worded, _style: Style) -> Row {
        let name = if self.name.is_empty() {
            &self.slug
        } else {
            &self.name
        };
        let mut row = Row::new(Id::Number(self.id), Text::line(name));
        row.updated_s = seconds(&self.updated_date);
        row
    }

    fn parent(&self, cvat: &CvatPlatform) -> NodeRef {
        cvat.root()
    }

    fn place(&self) -> (Option<u64>, Option<u64>, u64) {
        (None, None, 0)
    }

    fn asked(&self, ask: &mut dyn FnMut(&dyn Facts) -> bool) -> bool {
        ask(&Asked {
            id: self.id,
            names: &[&self.name, &self.slug],
            owner: user(&self.owner),
            ..Asked::default()
        })
    }
}

impl Element for Project<'_> {
    fn id(&self) -> u64 {
        self.id
    }

    fn row(&self, words: &mut Worded, _style: Style) -> Row {
        let mut row = Row::new(Id::Number(self.id), Text::line(&self.name));
        row.updated_s = seconds(&self.updated_date);
        row.state = words.add(&self.status);
        row.class = workflow::status_class(&self.status);
        row.assignee = words.add(user(&self.assignee));
        row
    }

    fn parent(&self, cvat: &CvatPlatform) -> NodeRef {
        let organization = organization_id(self.organization);
        cvat.root()
            .child(crate::model::Level::Organization, organization)
    }

    fn place(&self) -> (Option<u64>, Option<u64>, u64) {
        (self.organization, None, 0)
    }

    fn asked(&self, ask: &mut dyn FnMut(&dyn Facts) -> bool) -> bool {
        ask(&Asked {
            id: self.id,
            names: &[&self.name, user(&self.owner), user(&self.assignee)],
            state: &self.status,
            class: workflow::status_class(&self.status),
            assignee: user(&self.assignee),
            owner: user(&self.owner),
            kinds: &[&self.dimension],
            project: Some((self.id, &self.name)),
            ..Asked::default()
        })
    }
}

impl Element for Task<'_> {
    fn id(&self) -> u64 {
        self.id
    }

    fn row(&self, words: &mut Worded, _style: Style) -> Row {
        let mut row = Row::new(Id::Number(self.id), Text::line(&self.name));
        row.updated_s = seconds(&self.updated_date);
        row.items = capped(self.size.unwrap_or(0));
        row.state = words.add(&self.status);
        row.class = workflow::status_class(&self.status);
        row.assignee = words.add(user(&self.assignee));
        // A task whose import failed looks like one without data.
        row.flags.troubled = self.size.is_none();
        row
    }

    fn parent(&self, cvat: &CvatPlatform) -> NodeRef {
        cvat.project_node(self.organization, self.project_id)
    }

    fn place(&self) -> (Option<u64>, Option<u64>, u64) {
        (self.organization, self.project_id, 0)
    }

    fn asked(&self, ask: &mut dyn FnMut(&dyn Facts) -> bool) -> bool {
        ask(&Asked {
            id: self.id,
            names: &[
                &self.name,
                &self.subset,
                user(&self.owner),
                user(&self.assignee),
            ],
            state: &self.status,
            class: workflow::status_class(&self.status),
            assignee: user(&self.assignee),
            owner: user(&self.owner),
            kinds: &[mode_word(&self.mode), &self.dimension, &self.media_type],
            project: self.project_id.map(|id| (id, "")),
            items: self.size.unwrap_or(0),
            ..Asked::default()
        })
    }
}

impl Element for Job<'_> {
    fn id(&self) -> u64 {
        self.id
    }

    fn row(&self, words: &mut Worded, style: Style) -> Row {
        let mut row = Row::new(Id::Number(self.id), job_name(self, style));
        row.updated_s = seconds(&self.updated_date);
        row.items = frame_count(self);
        row.issues =
            u16::try_from(self.issues.map_or(0, |issues| issues.count)).unwrap_or(u16::MAX);
        row.stage = words.add(&self.stage);
        row.state = words.add(&self.state);
        row.class = workflow::class(&self.stage, &self.state);
        row.assignee = words.add(user(&self.assignee));
        row.flags.truth = is_truth(self);
        row
    }

    fn parent(&self, cvat: &CvatPlatform) -> NodeRef {
        cvat.task_node(self.organization, self.project_id, self.task_id)
    }

    fn place(&self) -> (Option<u64>, Option<u64>, u64) {
        (self.organization, self.project_id, self.task_id)
    }

    fn asked(&self, ask: &mut dyn FnMut(&dyn Facts) -> bool) -> bool {
        let names: [&str; 3] = [&self.task_name, &self.project_name, user(&self.assignee)];
        // Servers before 2.59 search names that they do not tell.
        let names: &[&str] = if self.task_name.is_empty() {
            &[]
        } else {
            &names
        };
        let audio = if is_audio(self) { "audio" } else { "" };
        ask(&Asked {
            id: self.id,
            names,
            stage: &self.stage,
            state: &self.state,
            class: workflow::class(&self.stage, &self.state),
            assignee: user(&self.assignee),
            kinds: &[
                &type_word(&self.kind),
                mode_word(&self.mode),
                &self.dimension,
                audio,
            ],
            task: Some((self.task_id, &self.task_name)),
            project: self.project_id.map(|id| (id, &*self.project_name)),
            issues: self.issues.map_or(0, |issues| issues.count),
            items: u64::from(frame_count(self)),
            ..Asked::default()
        })
    }
}

/// Frames that a job owns.
pub fn frame_count(job: &Job<'_>) -> u32 {
    let range = job.stop_frame.saturating_sub(job.start_frame);
    job.frame_count.unwrap_or(range.saturating_add(1))
}

/// `#12 frames 0–9`, with what is special about it; in lists of several tasks with the task's name.
pub fn job_name(job: &Job<'_>, style: Style) -> Text {
    use std::fmt::Write;
    let mut name = String::with_capacity(48);
    let _ = write!(name, "#{}", job.id);
    if style.with_task {
        // Servers before 2.59 do not tell the name.
        let _ = match &*job.task_name {
            "" => write!(name, " task {},", job.task_id),
            task => write!(name, " {task}"),
        };
    }
    if is_truth(job) {
        let _ = write!(name, " ground truth, {} frames", frame_count(job));
    } else {
        let _ = write!(name, " frames {}–{}", job.start_frame, job.stop_frame);
    }
    match job.parent_job_id {
        Some(parent) if is_replica(job) => {
            let _ = write!(name, ", replica of #{parent}");
        }
        _ => {}
    }
    let usual = ["annotation", "ground_truth", ""].contains(&&*job.kind) || is_replica(job);
    if !usual {
        let _ = write!(name, ", {}", type_word(&job.kind));
    }
    if is_spatial(job) {
        name.push_str(", 3d");
    } else if is_audio(job) {
        name.push_str(", audio");
    }
    Text::line(&name)
}

fn capped(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// What a query may ask about a row that stands for no object: its name.
pub struct Named<'a>(pub &'a str);

impl Facts for Named<'_> {
    fn any_text(&self, field: Field, found: &mut dyn FnMut(&str) -> bool) -> bool {
        found(if field == Field::Name { self.0 } else { "" })
    }

    fn count(&self, _count: Count) -> u64 {
        0
    }
}

/// The full name and user name of a person, for facts.
pub fn person(user: &User<'_>) -> String {
    let full = full_name(user);
    match full.is_empty() {
        true => user.username.to_string(),
        false => format!("{} ({full})", &*user.username),
    }
}

/// First and last name.
pub fn full_name(user: &User<'_>) -> String {
    let both: [&Str<'_>; 2] = [&user.first_name, &user.last_name];
    let both = both.map(|part| part.trim());
    both.join(" ").trim().to_owned()
}

/// What an item's state means; the reviewer's verdict is laid over it.
pub const ITEM_CLASS: StatusClass = StatusClass::ToReview;

#[cfg(test)]
mod tests;

//! Tables about a place: labels, verdicts, authors, what could not be read; and its people.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{TableRow, Text, Verdict};
use crate::platform::{Member, Table};

use super::library::Library;
use super::nodes::{Spot, job_items};

/// The items below a place, split by split.
fn ranges(library: &Library, spot: Spot, batch: u32) -> Vec<(usize, usize, u32, u32)> {
    let splits = library.splits_below(spot).into_iter();
    splits
        .filter_map(|(d, s)| {
            let split = library.split(d, s)?;
            let (from, to) = match spot {
                Spot::Job(_, _, job) => job_items(split, job, batch),
                Spot::Item(_, _, item) => (item, item.saturating_add(1)),
                _ => (0, split.items.len()),
            };
            Some((d, s, from, to))
        })
        .collect()
}

/// The tables of a place. `stopped` is asked now and then.
pub fn tables(library: &Library, spot: Spot, batch: u32) -> Vec<Table> {
    let mut labels: BTreeMap<Text, u64> = BTreeMap::new();
    let mut authors: BTreeMap<Text, u64> = BTreeMap::new();
    let mut verdicts: BTreeMap<&str, u64> = BTreeMap::new();
    let (mut items, mut empty, mut missing) = (0_u64, 0_u64, 0_u64);
    for (d, s, from, to) in ranges(library, spot, batch) {
        let Some(split) = library.split(d, s) else {
            continue;
        };
        items += u64::from(to.saturating_sub(from));
        // Counted by number first: names are looked up once a label, not once an annotation.
        let mut numbers: BTreeMap<Option<u32>, u64> = BTreeMap::new();
        for item in from..to {
            empty += u64::from(split.count(item) == 0);
            missing += u64::from(split.items.get(item).is_some_and(|item| item.missing));
            for label in split.label_numbers(item) {
                *numbers.entry(label).or_default() += 1;
            }
            for brief in split
                .numbers(item)
                .filter_map(|number| split.pack.brief(number))
            {
                if let Some(author) = brief.author {
                    match authors.get_mut(author) {
                        Some(count) => *count += 1,
                        None => {
                            authors.insert(author.clone(), 1);
                        }
                    }
                }
            }
        }
        for (number, count) in numbers {
            let name = split.legend.name(number).cloned();
            *labels
                .entry(name.unwrap_or_else(|| "unknown label".into()))
                .or_default() += count;
        }
        for (_, mark) in split.marks().filter(|(item, _)| (from..to).contains(item)) {
            if let Some((verdict, _)) = mark.verdict {
                *verdicts.entry(verdict.word()).or_default() += 1;
            }
        }
    }
    let judged: u64 = verdicts.values().sum();
    let words = [
        Verdict::Accepted,
        Verdict::Rejected,
        Verdict::Skipped,
        Verdict::VerifiedEmpty,
    ];
    let mut verdict_rows: Vec<(Text, u64)> = words
        .iter()
        .map(|verdict| {
            (
                verdict.word().into(),
                verdicts.get(verdict.word()).copied().unwrap_or(0),
            )
        })
        .collect();
    verdict_rows.push(("no verdict".into(), items.saturating_sub(judged)));
    let mut labels: Vec<(Text, u64)> = labels.into_iter().collect();
    labels.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let facts = vec![
        ("items".into(), items),
        ("without annotations".into(), empty),
        ("missing pictures".into(), missing),
    ];
    let mut tables = vec![
        counts("Items", "items", facts),
        counts("Verdicts", "verdict", verdict_rows),
        counts("Labels", "label", labels),
    ];
    if !authors.is_empty() {
        tables.push(counts(
            "Annotators",
            "annotator",
            authors.into_iter().collect(),
        ));
    }
    tables.extend(problems(library));
    tables
}

fn counts(title: &str, what: &str, rows: Vec<(Text, u64)>) -> Table {
    let row = |(name, count): (Text, u64)| vec![name, Text::line(&count.to_string())];
    Table {
        title: title.into(),
        head: vec![what.into(), "count".into()],
        rows: rows.into_iter().map(row).map(TableRow::from).collect(),
        work: None,
    }
}

fn problems(library: &Library) -> Option<Table> {
    let mut rows: Vec<TableRow> = library
        .problems
        .iter()
        .map(|line| vec![line.clone()].into())
        .collect();
    if library.more_problems > 0 {
        let more = format!("… and {} more", library.more_problems);
        rows.push(vec![Text::line(&more)].into());
    }
    (!rows.is_empty()).then(|| Table {
        title: "Problems".into(),
        head: vec!["what could not be read".into()],
        rows,
        work: None,
    })
}

/// Everybody seen: the user, annotators, assignees, reviewers, those who wrote or judged.
pub fn members(library: &Library, user: &Text) -> Vec<Member> {
    let mut annotators: BTreeSet<&Text> = BTreeSet::new();
    let mut people: BTreeSet<&Text> = BTreeSet::from([user]);
    for split in library.datasets.iter().flat_map(|dataset| &dataset.splits) {
        annotators.extend(&split.authors);
    }
    let state = &library.state;
    people.extend(
        state
            .jobs
            .values()
            .flat_map(|job| [&job.assignee, &job.reviewer])
            .flatten(),
    );
    people.extend(
        state
            .issues
            .iter()
            .flat_map(|issue| [Some(&issue.owner), issue.assignee.as_ref()])
            .flatten(),
    );
    people.extend(
        state
            .issues
            .iter()
            .flat_map(|issue| &issue.comments)
            .map(|comment| &comment.author),
    );
    people.extend(
        state
            .items
            .values()
            .filter_map(|item| item.judgement.as_ref())
            .map(|judgement| &judgement.by),
    );
    people.extend(&annotators);
    let about = |name: &Text| match (name == user, annotators.contains(name)) {
        (true, _) => "you",
        (_, true) => "annotator",
        _ => "",
    };
    people
        .iter()
        .filter(|name| !name.is_empty())
        .map(|name| Member {
            name: (*name).clone(),
            about: about(name).into(),
        })
        .collect()
}

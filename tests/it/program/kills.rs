//! The program is killed at random moments of a random review; what it had shown must be there
//! afterwards, once.

use std::collections::BTreeMap;
use std::time::Duration;

use rustix::process::Signal;
use vidimus::model::{Change, DecisionId, Delivery, Entry};

use super::place::Place;
use crate::terminal::session::Session;

/// A small generator of its own, so that a failure can be repeated by its seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// Something that the reviewer does, and how its notice begins or what it holds.
struct Act {
    keys: String,
    shown: Box<dyn Fn(&str) -> bool>,
}

impl Act {
    fn random(dice: &mut Dice, item: &str, unique: &str, undoable: bool) -> Self {
        let begins =
            |text: String| -> Box<dyn Fn(&str) -> bool> { Box::new(move |notice| notice == text) };
        let holds = |text: String| -> Box<dyn Fn(&str) -> bool> {
            Box::new(move |notice| notice.contains(&text) && !notice.starts_with("undone"))
        };
        let (keys, shown) = match dice.roll(if undoable { 8 } else { 7 }) {
            0..3 => ("a".into(), begins(format!("accepted {item}"))),
            3 => ("x1".into(), begins(format!("rejected {item}: wrong label"))),
            4 => (format!("i{unique}\r"), holds(unique.into())),
            5 => (format!("c{unique}\r"), holds(unique.into())),
            6 => {
                let name = item.to_owned();
                let shown = move |notice: &str| {
                    notice == format!("flagged {name}") || notice == format!("unflagged {name}")
                };
                ("m".into(), Box::new(shown) as Box<dyn Fn(&str) -> bool>)
            }
            _ => {
                let shown = |notice: &str| notice.starts_with("undone");
                ("u".into(), Box::new(shown) as Box<dyn Fn(&str) -> bool>)
            }
        };
        Self { keys, shown }
    }
}

/// The status line's notice without its sign.
fn notice(screen: &vt100::Screen) -> Option<String> {
    let line = screen
        .contents()
        .lines()
        .rev()
        .take(3)
        .find_map(|line| line.strip_prefix(" • ").map(str::to_owned))?;
    line.split("  ").next().map(str::to_owned)
}

/// The item under review.
fn item(session: &Session) -> String {
    let text = session.text();
    let line = text.lines().nth(1).unwrap_or_default();
    let name = line.split_whitespace().find(|word| word.ends_with(".png"));
    name.unwrap_or_else(|| panic!("no item:\n{text}"))
        .to_owned()
}

/// Decisions of the journal in order: title, and whether all of it was taken back unsent.
fn decisions(journal: &[Entry]) -> Vec<(String, bool)> {
    let mut order: Vec<DecisionId> = Vec::new();
    let mut found: BTreeMap<String, (String, bool)> = BTreeMap::new();
    for entry in journal {
        if !order.contains(&entry.decision) {
            order.push(entry.decision);
        }
        let gone = entry.delivery == Delivery::Withdrawn;
        found
            .entry(format!("{:?}", entry.decision))
            .and_modify(|(_, all)| *all &= gone)
            .or_insert_with(|| (entry.title.to_string(), gone));
    }
    order
        .iter()
        .filter_map(|id| found.remove(&format!("{id:?}")))
        .collect()
}

/// One run that ends by SIGKILL. Answers the notices that were shown, and how many acts were
/// under way without their effect on the screen.
fn run(
    place: &Place,
    flags: &[&str],
    dice: &mut Dice,
    label: &str,
    known: usize,
) -> (Vec<String>, usize) {
    let mut session = place.review_again(flags, 140, 16);
    let mut shown = Vec::new();
    let rounds = 1 + dice.roll(4);
    for round in 0..rounds {
        let unique = format!("w{label}n{round}");
        let undoable = known + shown.len() > 0;
        let act = Act::random(dice, &item(&session), &unique, undoable);
        let before = session.screen_value(notice);
        let new = |screen: &vt100::Screen| {
            notice(screen).filter(|text| Some(text) != before.as_ref() && (act.shown)(text))
        };
        if round + 1 == rounds {
            session.send(act.keys.as_bytes());
            session.watch(Duration::from_micros(dice.roll(30_000)));
            session.kill(Signal::KILL);
            session.bury();
            match session.screen_value(new) {
                Some(text) => shown.push(text),
                None => return (shown, 1),
            }
        } else {
            session.send(act.keys.as_bytes());
            session.wait_for(&act.keys, |screen| new(screen).is_some());
            shown.extend(session.screen_value(new));
            wait_judgeable(&mut session);
        }
    }
    (shown, 0)
}

fn wait_judgeable(session: &mut Session) {
    session.wait_for("an item", |screen| {
        let shown = screen.contents();
        !shown.contains("reading ")
    });
}

fn check(
    place: &Place,
    before: &[(String, bool)],
    shown: &[String],
    open: usize,
    label: &str,
) -> Vec<(String, bool)> {
    let after = decisions(&place.journal());
    let said = |text: &&String| !text.starts_with("undone, nothing was sent");
    let wanted: Vec<_> = shown.iter().filter(said).collect();
    let new: Vec<_> = after[before.len()..]
        .iter()
        .map(|(title, _)| title)
        .collect();
    assert!(
        new.len() >= wanted.len() && new.len() <= wanted.len() + open,
        "{label}: shown {shown:?}, kept {new:?}"
    );
    assert_eq!(new[..wanted.len()], wanted[..], "{label}");
    let count = |all: &[(String, bool)]| all.iter().filter(|(_, gone)| *gone).count();
    let withdrawn = count(&after) - count(before);
    let wanted = shown.len() - wanted.len();
    assert!(
        withdrawn >= wanted && withdrawn <= wanted + open,
        "{label}: shown {shown:?}, withdrawn {withdrawn}"
    );
    after
}

/// What the journal adds up to is what the lists show: every operation was applied once.
fn applied_once(place: &Place) {
    let data = place.data();
    let pushed = place.run(&["outbox", "push", "--dir", data.to_str().unwrap()]);
    assert!(pushed.status.success(), "{pushed:?}");
    let mut verdicts: BTreeMap<String, Option<String>> = BTreeMap::new();
    let mut texts: Vec<String> = Vec::new();
    for entry in place.journal() {
        if entry.delivery == Delivery::Withdrawn {
            continue;
        }
        assert_eq!(entry.delivery, Delivery::Done, "{entry:?}");
        match entry.operation.change {
            Change::JudgeItem { after, .. } => {
                let word = after.map(|after| after.verdict.word().to_owned());
                verdicts.insert(entry.operation.name.to_string(), word);
            }
            Change::OpenIssue { text, .. } | Change::Comment { text, .. } => {
                texts.push(text.to_string());
            }
            Change::DeleteIssue { issue } => {
                for comment in &issue.comments {
                    forget(&mut texts, &comment.text);
                }
            }
            Change::DeleteComment { text, .. } => forget(&mut texts, &text),
            _ => {}
        }
    }
    let items = place.json(&["item", "list", "--limit", "0"]);
    for item in items["items"].as_array().unwrap() {
        let wanted = verdicts
            .get(item["name"].as_str().unwrap())
            .cloned()
            .flatten();
        assert_eq!(item["verdict"].as_str(), wanted.as_deref(), "{item}");
    }
    let issues = place.json(&["issue", "list", "--limit", "0"]);
    let mut found: Vec<String> = issues["items"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|issue| issue["comments"].as_array().unwrap())
        .map(|comment| comment["text"].as_str().unwrap().to_owned())
        .collect();
    found.sort();
    texts.sort();
    assert_eq!(found, texts);
}

fn forget(texts: &mut Vec<String>, text: &str) {
    let at = texts.iter().position(|found| found == text);
    texts.swap_remove(at.unwrap_or_else(|| panic!("{text} was never written")));
}

fn kill_often(seed: u64, kills: usize, flags: &[&str]) {
    let place = Place::with_images(12);
    let mut dice = Dice(seed);
    let mut known = Vec::new();
    for kill in 0..kills {
        let label = format!("{seed}k{kill}");
        let (shown, open) = run(&place, flags, &mut dice, &label, known.len());
        known = check(&place, &known, &shown, open, &label);
    }
    applied_once(&place);
}

#[test]
fn a_hundred_kills_lose_nothing_that_was_shown() {
    kill_often(1, 100, &["--text-only"]);
}

#[test]
fn another_hundred_kills_lose_nothing_that_was_shown() {
    kill_often(2, 100, &["--text-only"]);
}

#[test]
fn kills_while_pictures_are_drawn_lose_nothing() {
    kill_often(3, 20, &[]);
}

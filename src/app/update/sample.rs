//! `S`: the recipe of a sample, what it draws of the open list, and its beginning.

use crate::app::actions::Action;
use crate::app::effect::{Effect, KEPT_SAMPLES};
use crate::app::msg::{Failure, Found, Generation, Plan};
use crate::app::notices::Weight;
use crate::app::overlay::Overlay;
use crate::app::sample::{Kept, Sampled, Sampling};
use crate::app::state::App;
use crate::limits::SAMPLE_ITEMS;
use crate::model::sample::{By, Recipe};
use crate::model::{Level, NodeRef, Page, Query, Verdict};

use super::{Effects, close, gather, overlays, refuse, sampled};

/// Seeds that are made here are below this: they are read aloud and typed.
const SEEDS: u64 = 10_000;

/// `S`: shows the sample that is under way in the list, or what the last recipe draws.
pub(super) fn begin(app: &mut App, out: &mut Effects) {
    open(app, None, out);
}

/// `:sample 5% by label min 3 seed 7`: the same with another recipe.
pub(super) fn command(app: &mut App, typed: &str, out: &mut Effects) {
    let base = base(app);
    match Recipe::parse(typed, base) {
        Err(error) => refuse(app, error.to_string()),
        Ok(_) if typed.trim().is_empty() => open(app, None, out),
        Ok(recipe) => open(app, Some(recipe), out),
    }
}

/// The recipe used last. Before there is one: where items are read without a server, by label.
fn base(app: &App) -> Recipe {
    let remote = app.current().is_none_or(|account| account.is_remote());
    let first = match remote {
        true => Recipe::default(),
        false => Recipe {
            by: By::Label,
            min: 3,
            ..Recipe::default()
        },
    };
    app.samples.last.unwrap_or(first)
}

fn open(app: &mut App, recipe: Option<Recipe>, out: &mut Effects) {
    let reviewed = app.review.as_ref().map(|review| review.column);
    if reviewed.is_none() && !gather::items_in_front(app, out) {
        return refuse(
            app,
            "open a list of items first: {sample} draws a sample of it",
        );
    }
    let at = reviewed.unwrap_or(app.browser.focus);
    let Some(column) = app.browser.columns.get(at) else {
        return;
    };
    let (scope, name) = (column.parent.clone(), column.parent_name.clone());
    let running = app.samples.of(&scope).cloned();
    let mut sampling = Sampling::new(scope, name, at, recipe.unwrap_or_else(|| base(app)));
    sampling.running = running.filter(|_| recipe.is_none());
    app.overlays
        .retain(|overlay| !matches!(overlay, Overlay::Sample(_)));
    app.overlays.push(Overlay::Sample(Box::new(sampling)));
    ask_for_rows(app, out);
}

/// Asks for the rows: those of the filter, or of a sample under way all, since its items may have
/// left the filter with their verdicts.
fn ask_for_rows(app: &mut App, out: &mut Effects) {
    let generation = app.generation();
    let Some(Overlay::Sample(sampling)) = app.overlays.last_mut() else {
        return;
    };
    let Some(column) = app.browser.columns.get(sampling.column) else {
        return;
    };
    let mut request = gather::rows_of(column, SAMPLE_ITEMS);
    if sampling.running.is_some() {
        request.query = Query::default();
    }
    let fresh = Sampling::new(
        sampling.scope.clone(),
        sampling.name.clone(),
        sampling.column,
        sampling.recipe,
    );
    let before = std::mem::replace(&mut **sampling, fresh);
    sampling.generation = generation;
    sampling.running = before.running;
    sampling.field = before.field;
    sampling.start = before.start;
    out.push(Effect::GatherRows {
        column: sampling.column,
        generation,
        request,
    });
}

/// The form that waits for an answer.
fn waiting(app: &mut App, generation: Generation) -> Option<&mut Sampling> {
    app.overlays.iter_mut().find_map(|overlay| match overlay {
        Overlay::Sample(sampling) if sampling.generation == generation => Some(&mut **sampling),
        _ => None,
    })
}

/// The list's rows came. Says whether they were asked for here.
pub(super) fn rows(
    app: &mut App,
    generation: Generation,
    result: &Result<Page, Failure>,
    out: &mut Effects,
) -> bool {
    let Some(sampling) = waiting(app, generation) else {
        return false;
    };
    match result {
        Err(error) => {
            (sampling.problem, sampling.start) = (Some(error.clone()), false);
            return true;
        }
        Ok(page) => fill(sampling, page),
    }
    sampling.resumed = sampling.running.as_ref().map(|kept| kept.queue(sampling));
    let finished = |queue: &mut Sampled| queue.undecided() == 0;
    if let Some(queue) = sampling.resumed.take_if(finished) {
        // Nothing to go on with: its result is told, and the next one is drawn.
        sampling.running = None;
        let filtered = app
            .browser
            .columns
            .get(queue.column)
            .is_some_and(|column| !column.filter.is_empty());
        app.say(
            Weight::Info,
            app.told(&format!(
                "the last sample here is looked through: accept rate {}; {{new-seed}} draws other items",
                queue.rate()
            )),
        );
        if filtered {
            ask_for_rows(app, out);
            return true;
        }
    }
    follow(app, out);
    true
}

fn fill(sampling: &mut Sampling, page: &Page) {
    let (scope, name) = (sampling.scope.clone(), sampling.name.to_string());
    sampling.entries = Some(Vec::with_capacity(page.rows.len()));
    sampling.left_out = page.total.saturating_sub(page.rows.len() as u64);
    sampling.growing = page.growing;
    for ((at, row), place) in page.rows.iter().enumerate().zip(page.offset..) {
        let parent = page.parents.get(at).unwrap_or(&scope);
        let job = match parent.id_at(Level::Job) {
            Some(id) if *parent != scope => id.to_string(),
            _ => name.clone(),
        };
        let node = parent.child(Level::Item, row.id.clone());
        // Items deleted on their platform are passed over, as everywhere.
        if !row.flags.deleted {
            let verdict: Option<Verdict> = row.verdict.filter(|_| !row.flags.stale);
            sampling.add(&node, place, verdict, &job);
        }
    }
}

/// What follows once rows, items or the recipe are others: further items are read where the recipe
/// needs them, else it draws, and begins where that is wanted already.
fn follow(app: &mut App, out: &mut Effects) {
    let Some(Overlay::Sample(sampling)) = app.overlays.last_mut() else {
        return;
    };
    let needed = sampling.running.is_none() && sampling.recipe.by.needs_items();
    if !needed {
        sampling.reading.waiting.clear();
    } else if sampling.reading.asked.is_empty() && sampling.entries.is_some() {
        if sampling.reading.waiting.is_empty() {
            sampling.reading.waiting = sampling.unread();
        }
        ask(sampling, out);
    }
    sampling.redraw();
    if sampling.start && (sampling.resumed.is_some() || sampling.draw.is_some()) {
        start(app, out);
    }
}

/// Asks for the pages of some more items.
fn ask(sampling: &mut Sampling, out: &mut Effects) {
    let places = gather::some_of(&mut sampling.reading.waiting);
    let entries = sampling.entries.as_deref().unwrap_or_default();
    let entries = places.iter().filter_map(|at| entries.get(*at));
    let nodes: Vec<NodeRef> = entries.map(|entry| sampling.node_of(entry)).collect();
    sampling.reading.asked = places;
    if !nodes.is_empty() {
        let plan = Plan::Sample(sampling.generation);
        out.push(Effect::Gather { plan, nodes });
    }
}

/// The pages of some items came.
pub(super) fn gathered(app: &mut App, generation: Generation, found: &[Found], out: &mut Effects) {
    let Some(sampling) = waiting(app, generation) else {
        return;
    };
    sampling.learn_all(found);
    follow(app, out);
}

/// Begins: goes on with the sample under way, or goes through the one drawn.
fn start(app: &mut App, out: &mut Effects) {
    let Some(Overlay::Sample(sampling)) = app.overlays.last_mut() else {
        return;
    };
    let new = sampling.running.is_none();
    if new && sampling.growing {
        sampling.start = false;
        return refuse(
            app,
            "the list is still being read: a sample of a part would not be one of the whole",
        );
    }
    let queue = sampling.resumed.take().or_else(|| sampling.queue());
    let recipe = sampling.recipe;
    sampling.start = false;
    let Some(queue) = queue.filter(|queue| !queue.entries.is_empty()) else {
        return refuse(app, "nothing is drawn: there are no items");
    };
    app.overlays
        .retain(|overlay| !matches!(overlay, Overlay::Sample(_)));
    if new {
        app.samples.last = Some(recipe);
        keep(app, &queue, out);
    }
    sampled::begin(app, queue, out);
}

/// Keeps a sample for another day.
fn keep(app: &mut App, queue: &Sampled, out: &mut Effects) {
    if !app.samples.keep(Kept::of(queue)) {
        app.say(
            Weight::Warning,
            "the sample is too large to be kept over a restart: its recipe draws it again",
        );
    }
    out.push(Effect::Keep {
        name: KEPT_SAMPLES,
        text: app.samples.text(),
    });
}

/// An action while the form is shown.
pub(super) fn act(app: &mut App, action: Action, out: &mut Effects) {
    let rows = usize::from(app.slots.overlay_rows.max(1));
    let seed = app.session() ^ app.now.0.unsigned_abs();
    let Some(Overlay::Sample(sampling)) = app.overlays.last_mut() else {
        return;
    };
    let strata = sampling.draw.as_ref().map_or(0, |draw| draw.strata.len());
    let asked = sampling.running.is_some();
    match action {
        Action::Back => return close(app, out),
        Action::Submit => {
            sampling.settle();
            sampling.start = true;
            return follow(app, out);
        }
        Action::PageDown | Action::PageUp => {
            let to = overlays::scrolled(sampling.top, action, rows).unwrap_or(sampling.top);
            sampling.top = to.min(strata.saturating_sub(rows));
            return;
        }
        Action::NewSample if asked => {
            sampling.running = None;
            return ask_for_rows(app, out);
        }
        // Nothing else is changed of a sample that is under way.
        _ if asked => return,
        Action::Next | Action::Previous => {
            sampling.settle();
            sampling.field = sampling.field.next(action == Action::Next);
        }
        Action::MoreOf => sampling.step(true),
        Action::LessOf => sampling.step(false),
        Action::NewSeed => sampling.reseed(seed % SEEDS),
        Action::PercentOrCount => sampling.turn_share(),
        Action::DeleteBack => sampling.rub_out(),
        _ => return,
    }
    sampling.start = false;
    sampling.top = 0;
    follow(app, out);
}

/// A digit of the number under the cursor.
pub(super) fn typed(app: &mut App, sign: char, out: &mut Effects) {
    let Some(Overlay::Sample(sampling)) = app.overlays.last_mut() else {
        return;
    };
    if sampling.running.is_some() || !sampling.type_in(sign) {
        return;
    }
    sampling.start = false;
    follow(app, out);
}

impl Sampling {
    /// Takes in what the pages of items say.
    fn learn_all(&mut self, found: &[Found]) {
        for at in std::mem::take(&mut self.reading.asked) {
            self.reading.done += 1;
            let entry = self.entries.as_ref().and_then(|all| all.get(at));
            let node = entry.map(|entry| self.node_of(entry));
            let detail = found.iter().find_map(|found| match found {
                Found::Item(detail)
                    if Some(true) == node.as_ref().map(|n| n.same(&detail.node)) =>
                {
                    Some(detail)
                }
                _ => None,
            });
            match detail {
                Some(detail) => self.learn(at, detail),
                None => self.give_up(at),
            }
        }
    }
}

/// Words that may follow `:sample`, for completion, and what each is.
pub(super) const WORDS: [(&str, &str); 12] = [
    ("5%", "share"),
    ("100", "number of items"),
    ("by", "strata"),
    ("label", "strata"),
    ("annotator", "strata"),
    ("score", "strata"),
    ("job", "strata"),
    ("nothing", "strata"),
    ("min", "at least so many of each"),
    ("3", "at least so many of each"),
    ("seed", "makes it repeatable"),
    ("7", "makes it repeatable"),
];

/// The words of [`WORDS`] that may stand after those before.
pub(super) fn words_after(before: &str) -> Vec<(&'static str, &'static str)> {
    let last = before.split_whitespace().next_back();
    let fits = |word: &str| match last {
        Some("by") => By::ALL.iter().any(|by| by.word() == word),
        Some("min") => word == "3",
        Some("seed") => word == "7",
        _ => matches!(word, "5%" | "100" | "by" | "min" | "seed") && !has(before, word),
    };
    WORDS.into_iter().filter(|(word, _)| fits(word)).collect()
}

/// Whether a part of a recipe is said already.
fn has(before: &str, word: &str) -> bool {
    let mut words = before.split_whitespace();
    match word {
        "5%" | "100" => words
            .next()
            .is_some_and(|first| first.starts_with(|c: char| c.is_ascii_digit())),
        word => words.any(|said| said == word),
    }
}

//! Which annotations are shown.

use tui_input::Input;

use crate::app::actions::{Action, Scope};
use crate::app::notices::Weight;
use crate::app::overlay::{Overlay, Prompt, PromptKind};
use crate::app::review::Review;
use crate::app::sieve::{Sieve, completions};
use crate::app::state::App;
use crate::model::Text;

use super::{Effects, close, macros, refuse, review};

/// `F`: asks which annotations are to be shown.
pub(super) fn prompt(app: &mut App) {
    if app.review.as_ref().is_some_and(|r| r.compare.is_some()) {
        return refuse(app, "the filter rests while two results are compared");
    }
    let selected = app.review.as_ref().and_then(|review| review.annotation());
    app.sieve_before = (app.sieve.clone(), selected.map(|one| one.id.clone()));
    let complete = app.key_in(Scope::Prompt, Action::Complete);
    app.overlays.push(Overlay::Prompt(Prompt {
        kind: PromptKind::Sieve,
        title: Text::line(&format!(
            "Show only objects with · {complete} completes, empty shows all"
        )),
        input: Input::new(app.sieve.text.to_string()),
        error: None,
    }));
}

/// The text changed: the list follows at once, the picture when the filter is kept.
pub(super) fn typed(app: &mut App, text: &str) -> Result<(), Text> {
    let sieve = Sieve::parse(text)?;
    set(app, sieve);
    Ok(())
}

fn set(app: &mut App, sieve: Sieve) {
    app.sieve = sieve;
    let prompt =
        |overlay: &Overlay| matches!(overlay, Overlay::Prompt(p) if p.kind == PromptKind::Sieve);
    let typing = app.overlays.iter().any(prompt);
    let Some(review) = &mut app.review else {
        return;
    };
    // What was selected when the typing began comes back as soon as it fits again.
    let selected = match &app.sieve_before.1 {
        Some(before) if typing => review.number_of(before),
        _ => review.selected,
    };
    review.selected = None;
    review.sift(&app.sieve);
    // What fits stays selected.
    review.selected = selected.filter(|at| review.shown_place(*at).is_some());
    review.top = 0;
}

/// `Tab`: the word becomes what it may mean on this item; once more, the next of these.
pub(super) fn complete(app: &mut App) {
    let detail = app.review.as_ref().and_then(|review| review.detail.clone());
    let (Some(detail), Some(Overlay::Prompt(prompt))) = (detail, app.overlays.last_mut()) else {
        return;
    };
    let typed = prompt.input.value().to_owned();
    let (stem, at) = match app.completing.take() {
        Some((stem, at, made)) if made == typed => (stem, at + 1),
        _ => (typed, 0),
    };
    let all = completions(&stem, &detail);
    let Some(made) = all.get(at % all.len().max(1)).cloned() else {
        return refuse(app, "nothing here begins so");
    };
    prompt.input = Input::new(made.clone());
    let (number, count) = (at % all.len() + 1, all.len());
    let error = self::typed(app, &made).err();
    if let Some(Overlay::Prompt(prompt)) = app.overlays.last_mut() {
        prompt.error = error;
    }
    app.completing = Some((stem, at, made));
    if count > 1 {
        let on = app.key(Action::Complete);
        app.say(Weight::Info, format!("{number} of {count}: {on} goes on"));
    }
}

/// `Enter`: the filter stays.
pub(super) fn kept(app: &mut App, out: &mut Effects) {
    app.completing = None;
    review::wish_picture(app, out);
    if let Some(words) = words(app) {
        app.say(Weight::Info, words);
    }
}

fn words(app: &App) -> Option<String> {
    let review = app.review.as_ref()?;
    let (shown, all) = (review.shown_count(), review.all_count());
    review.sieved.as_ref()?;
    let all_again = app.key(Action::Cancel);
    Some(format!(
        "{shown} of {all} shown; {all_again} shows all again"
    ))
}

/// `Esc` in the prompt: the filter before.
pub(super) fn cancel(app: &mut App, out: &mut Effects) {
    let (sieve, selected) = std::mem::take(&mut app.sieve_before);
    app.completing = None;
    close(app, out);
    app.sieve = sieve;
    if let Some(review) = &mut app.review {
        // Also one that the filter before hides: it was in sight.
        review.selected = selected.and_then(|id| review.number_of(&id));
        review.sift(&app.sieve);
        review.top = 0;
    }
}

/// Shows everything again. Says whether something was hidden.
pub(super) fn lift(app: &mut App, out: &mut Effects) -> bool {
    if app.sieve.is_empty() {
        return false;
    }
    set(app, Sieve::default());
    review::wish_picture(app, out);
    app.say(Weight::Info, "all objects are shown again");
    true
}

/// How many objects of the item on screen are hidden.
pub(super) fn hidden(app: &App) -> usize {
    let count = |review: &Review| review.all_count() - review.shown_count();
    app.review.as_ref().map_or(0, count)
}

/// A verdict on the whole is about to be given while objects are hidden: the first time the
/// reviewer is told, and the verdict is not given. Says whether that is now.
pub(super) fn warns(app: &mut App) -> bool {
    let hidden = hidden(app);
    if hidden == 0 || app.sieve.warned {
        return false;
    }
    app.sieve.warned = true;
    let text = app.sieve.text.clone();
    let text = format!(
        "no verdict yet: {hidden} objects are hidden by the filter '{text}'; the key again gives it to all"
    );
    // A macro would go on without the verdict, or give it as if the reviewer had been asked.
    match app.macros.playing {
        Some(_) => macros::stop(app, text),
        None => app.say(Weight::Warning, text),
    }
    true
}

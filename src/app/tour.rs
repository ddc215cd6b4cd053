//! The demo's tour line: what to press next, derived from what is on screen.

use crate::model::Level;

use super::overlay::Overlay;
use super::state::App;

/// The line with the keys as they are bound, or none outside the demo.
pub fn line(app: &App) -> Option<String> {
    let text = if app.settings.demo { words(app) } else { None };
    text.map(|text| app.told(text))
}

/// The line with actions in braces.
fn words(app: &App) -> Option<&'static str> {
    if let Some(overlay) = app.overlays.last() {
        return Some(match overlay {
            Overlay::Reason(_) => {
                "Press a digit or letter for a ready reason, {own-words} for your own words, {no-reason} for none"
            }
            Overlay::Menu(_) => {
                "Type to search, arrows to choose, {submit} runs it, {cancel} closes"
            }
            Overlay::Prompt(_) => "Type, then {submit} keeps it; {cancel} drops it",
            Overlay::Summary(_) => {
                "The job is looked through: {submit} moves it on, {cancel} stays"
            }
            Overlay::Bulk(_) => {
                "Many at once: {apply} does it, {cancel} does not; {undo} takes all of it back"
            }
            Overlay::Crosshair(_) => {
                "{aim-left} {aim-down} {aim-up} {aim-right} move the crosshair, {zoom-in} goes closer, {aim-corner} sets a corner, {aim-set} says what is wrong there"
            }
            Overlay::Outcome(_) => {
                "What became of each row; {retry} tries what failed again, {undo} takes all of it back"
            }
            Overlay::Activity(_) => {
                "Every decision is here, also after a crash; {next-part} changes the part, {back} closes"
            }
            Overlay::Insights(_) => {
                "Figures about this place; {submit} goes where a row leads, {back} closes"
            }
            Overlay::Disputed => {
                "Every disagreement is looked at: {back} goes back, {undo} takes the last word back"
            }
            Overlay::Sample(sampling) if sampling.running.is_some() => {
                "A sample is under way here: {submit} goes on with it, {new-sample} draws another"
            }
            Overlay::Sample(_) => {
                "How much, by what: {next} and {previous} choose, {less} and {more} change, {submit} reviews what is drawn"
            }
            Overlay::Sampled => {
                "What the sample says of the whole: {submit} goes on or back, {undo} takes the last word back"
            }
            Overlay::Pager(_) => "{page-down} turns the page, {back} closes",
            Overlay::Conflict(_) => {
                "Somebody was faster: {apply} keeps yours, {drop} keeps theirs, {cancel} decides later"
            }
        });
    }
    if let Some(sheet) = app.sheet.as_ref().filter(|sheet| sheet.shown) {
        return Some(match sheet.marked() {
            0 => {
                "One label, side by side: {mark-tile} and the two letters of a tile mark it as wrong, {accept-page} says that the rest of the page is right"
            }
            _ => {
                "A digit, then {review}, rejects what is marked for a ready reason; {reject-marked} shows the reasons, {undo} takes it back"
            }
        });
    }
    if let Some(review) = &app.review {
        let mistakes = review
            .detail
            .as_ref()
            .is_some_and(|detail| !detail.annotations.is_empty());
        return Some(match app.decisions {
            0 if review.selected.is_some() => {
                "This object is the target now: {accept} is right, {reject} is wrong (then a reason), {previous-annotation} goes back to the whole picture"
            }
            0 if mistakes => {
                "Is every object right? {accept} accepts the picture and goes on; {next-annotation} selects an object to reject it alone with {reject}"
            }
            0 => {
                "Nothing is marked here. Rightly so? {accept} says verified empty; {issue} opens an issue for what is missing"
            }
            1 => {
                "Kept on disk before you saw it. {undo} takes it back; {zoom-target} zooms to the target, {peek} hides the drawings"
            }
            2..=4 => {
                "Go on: {accept}, {reject}, {skip} to skip, {comment} to comment. {help} shows every key here and runs what you choose"
            }
            _ => {
                "{transition} moves the job on, {assign} assigns it, {outbox} shows what is being sent; {back} goes back to the list"
            }
        });
    }
    let level = app.browser.column().map(|column| column.level)?;
    Some(match level {
        Level::Job => {
            "A job is a batch of pictures for one person. {review} starts reviewing it, {open} lists its items"
        }
        Level::Item => {
            "{review} opens the picture; {mark} marks several, then {accept} or {reject} judges them all"
        }
        Level::Task => {
            "{open} opens this split; {review} reviews its first job. {filter} filters, {help} shows every key"
        }
        _ => {
            "Demo with seeded mistakes: {next} and {previous} move, {open} opens, {review} reviews. Nothing you do here can break anything"
        }
    })
}

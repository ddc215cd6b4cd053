//! The demo's tour line: what to press next, derived from what is on screen.

use crate::model::Level;

use super::overlay::Overlay;
use super::state::App;

/// The line, or none outside the demo.
pub fn line(app: &App) -> Option<&'static str> {
    if !app.settings.demo {
        return None;
    }
    if let Some(overlay) = app.overlays.last() {
        return Some(match overlay {
            Overlay::Reason(_) => {
                "Press a digit or letter for a ready reason, c for your own words, Enter for none"
            }
            Overlay::Crosshair(_) => {
                "hjkl move the crosshair, + goes closer, Space sets a corner, Enter says what is wrong there"
            }
            Overlay::Outcome(_) => {
                "What became of each row; r tries what failed again, u takes all of it back"
            }
            Overlay::Menu(_) => "Type to search, arrows to choose, Enter runs it, Esc closes",
            Overlay::Prompt(_) => "Type, then Enter keeps it; Esc drops it",
            Overlay::Summary(_) => "The job is looked through: Enter moves it on, Esc stays",
            Overlay::Bulk(_) => "Many at once: y does it, Esc does not; u takes all of it back",
            Overlay::Activity(_) => {
                "Every decision is here, also after a crash; Tab changes the part, q closes"
            }
            Overlay::Insights(_) => {
                "Figures about this place; Enter goes where a row leads, q closes"
            }
            Overlay::Disputed => {
                "Every disagreement is looked at: q goes back, u takes the last word back"
            }
            Overlay::Pager(_) => "Space turns the page, q closes",
            Overlay::Conflict(_) => {
                "Somebody was faster: y keeps yours, x keeps theirs, Esc decides later"
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
                "This object is the target now: a is right, x is wrong (then a reason), h goes back to the whole picture"
            }
            0 if mistakes => {
                "Is every object right? a accepts the picture and goes on; l selects an object to reject it alone with x"
            }
            0 => {
                "Nothing is marked here. Rightly so? a says verified empty; i opens an issue for what is missing"
            }
            1 => {
                "Kept on disk before you saw it. u takes it back; z zooms to the target, Space hides the drawings"
            }
            2..=4 => {
                "Go on: a, x, s to skip, c to comment. ? shows every key here and runs what you choose"
            }
            _ => {
                "t moves the job on, w assigns it, gq shows what is being sent; q goes back to the list"
            }
        });
    }
    let level = app.browser.column().map(|column| column.level)?;
    Some(match level {
        Level::Job => {
            "A job is a batch of pictures for one person. Enter starts reviewing it, l lists its items"
        }
        Level::Item => "Enter opens the picture; Space marks several, then a or x judges them all",
        Level::Task => {
            "l opens this split; Enter reviews its first job. / filters, ? shows every key"
        }
        _ => {
            "Demo with seeded mistakes: j and k move, l opens, Enter reviews. Nothing you do here can break anything"
        }
    })
}

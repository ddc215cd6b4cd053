//! Where the reviewer has been, and the panes by number.

use crate::app::actions::Action;
use crate::app::state::App;
use crate::app::trail::{Heading, Spot, push};

use super::{Effects, browse, goal, inbox, preview, refuse};

/// Where we are.
fn here(app: &App) -> Option<Spot> {
    if let Some(review) = &app.review {
        return review.item.clone().map(Spot::Review);
    }
    if app.inbox.shown {
        return Some(Spot::Inbox);
    }
    let column = app.browser.column()?;
    column.node().map(Spot::List)
}

/// What is on screen is about to be left by a jump.
pub(super) fn note(app: &mut App) {
    app.trail.heading = None;
    if let Some(here) = here(app) {
        app.trail.leave(here);
    }
}

/// An action is about to be run: jumps are noted.
pub(super) fn note_action(app: &mut App, action: Action) {
    use Action as A;
    let jumps = match action {
        A::GotoOrganizations
        | A::GotoProjects
        | A::GotoTasks
        | A::GotoJobs
        | A::GotoItems
        | A::GotoInbox
        | A::Enter => true,
        A::Back => app.review.is_some() || app.inbox.shown,
        A::NextJob | A::PreviousJob => app.review.is_some(),
        _ => false,
    };
    if jumps {
        note(app);
    }
}

/// `gb`: the place before.
pub(super) fn back(app: &mut App, out: &mut Effects) {
    app.trail.heading = None;
    step(app, Heading::Back, out);
}

/// `gf`: forward again.
pub(super) fn forward(app: &mut App, out: &mut Effects) {
    app.trail.heading = None;
    step(app, Heading::Forward, out);
}

fn step(app: &mut App, heading: Heading, out: &mut Effects) {
    let present = here(app);
    let going = app.trail.heading.take().is_some();
    loop {
        let trail = &mut app.trail;
        let next = match heading {
            Heading::Back => trail.back.pop(),
            Heading::Forward => trail.forward.pop(),
        };
        let Some(spot) = next else {
            return refuse(
                app,
                match heading {
                    Heading::Back => "there is no place before this one",
                    Heading::Forward => "there is no place to go forward to",
                },
            );
        };
        let known = spot
            .node()
            .is_none_or(|node| app.account_of(node).is_some());
        let same = present.as_ref().is_some_and(|present| present.is_at(&spot));
        if !known || same {
            continue;
        }
        // A place that turned out to be gone is not come back to.
        if let Some(present) = present.filter(|_| !going) {
            let other = match heading {
                Heading::Back => &mut app.trail.forward,
                Heading::Forward => &mut app.trail.back,
            };
            push(other, present);
        }
        return go(app, spot, heading, out);
    }
}

fn go(app: &mut App, spot: Spot, heading: Heading, out: &mut Effects) {
    match spot {
        Spot::Inbox => inbox::open(app, out),
        Spot::List(node) => {
            app.trail.heading = Some(heading);
            goal::show_list(app, node, out);
        }
        Spot::Review(item) => {
            app.trail.heading = Some(heading);
            goal::resume(app, item, out);
        }
    }
}

/// A place that was gone to is not there any more: the next one. Says whether there was one to
/// try.
pub(super) fn skip(app: &mut App, out: &mut Effects) -> bool {
    let Some(heading) = app.trail.heading else {
        return false;
    };
    let left = match heading {
        Heading::Back => !app.trail.back.is_empty(),
        Heading::Forward => !app.trail.forward.is_empty(),
    };
    if left {
        step(app, heading, out);
    }
    left
}

/// `g1` to `g3`: the list above, the list itself, what lies below its row.
pub(super) fn pane(app: &mut App, number: usize, out: &mut Effects) {
    match number {
        0 => {
            if !browse::back(app, out) {
                refuse(app, "there is no list above this one");
            }
        }
        1 => preview::cursor_moved(app),
        _ => {
            if !browse::open(app, out) {
                refuse(app, "there is no list below this row");
            }
        }
    }
}

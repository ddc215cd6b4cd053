//! Whether an action can work here, and the reason when it cannot: menus grey it with that
//! reason, keys answer with it.

use crate::app::actions::Action;
use crate::app::browser::Load;
use crate::app::content::{Page, sights};
use crate::app::state::App;
use crate::model::picture::Graphics;
use crate::model::{Level, NodeRef, Text, Verb};

use super::allowed;

type Answer = Result<(), Text>;

fn no<T>(reason: &str) -> Result<T, Text> {
    Err(Text::line(reason))
}

/// Whether an action can work in the present state.
///
/// # Errors
/// The reason why not, in words for the reviewer.
pub fn enabled(app: &App, action: Action) -> Answer {
    check(app, action).map_err(|reason| match reason.contains('{') {
        true => Text::line(&app.told(&reason)),
        false => reason,
    })
}

fn check(app: &App, action: Action) -> Answer {
    use Action as A;
    match action {
        A::Accept | A::Reject | A::Clear => match &app.review {
            Some(_) => judge_item(app),
            None => judge_rows(app, action),
        },
        A::AcceptAll | A::RejectAll | A::Skip => judge_item(app),
        A::LeftIsRight | A::RightIsRight | A::NeitherIsRight => judge_item(app),
        A::NextResult | A::PreviousResult | A::Compare => results(app),
        A::Flag => target(app).and_then(|node| allowed(app, &node, Verb::Flag)),
        A::Issue => item(app).and_then(|node| allowed(app, &node, Verb::OpenIssue)),
        A::PlaceIssue => pointed(app),
        A::FilterAnnotations => annotations(app),
        A::OverlayStyle => drawn(app),
        A::Blink => super::blink::subject(app).map(|_| ()),
        A::Repeat => super::repeat::possible(app),
        A::GotoBatch if app.batch.is_none() => no("nothing was done to several rows yet"),
        A::PlaceBack if app.trail.back.is_empty() => no("there is no place before this one"),
        A::PlaceForward if app.trail.forward.is_empty() => no("there is no place to go forward to"),
        A::CycleGraphics => super::screen::other_ways(app),
        A::Comment | A::Resolve | A::Reopen if app.review.is_none() => row_issues(app),
        A::Comment => comment(app),
        A::EditComment => edit_comment(app),
        A::NextPicture => match app.review.as_ref().and_then(|r| r.detail.as_ref()) {
            Some(detail) if sights(detail).len() > 1 => Ok(()),
            _ => no("this item has no further pictures or texts"),
        },
        A::SaveFilter if app.browser.column().is_none_or(|c| c.filter.is_empty()) => {
            no("the list has no filter; {filter} sets one")
        }
        A::SavedFilters if app.filters.all().is_empty() => {
            no("no filter is kept under a name; {save-filter} keeps one")
        }
        A::Macros | A::PlayMacro if app.macros.all().is_empty() => {
            no("no macros yet; {record-macro} records one")
        }
        A::GotoAccounts if app.accounts.len() < 2 => no("there is only this account"),
        A::Resolve | A::Reopen => resolve(app, action == A::Resolve),
        A::Transition => job(app, Verb::Transition),
        A::Assign => job(app, Verb::Assign),
        A::AssignReviewer => job(app, Verb::AssignReviewer),
        A::NextAnnotation | A::PreviousAnnotation => annotations(app),
        A::Sharp => sharpened(app),
        A::ZoomTarget
        | A::ZoomIn
        | A::ZoomOut
        | A::PanLeft
        | A::PanDown
        | A::PanUp
        | A::PanRight => look(app, action),
        A::FrameForward | A::FrameBack | A::NextKeyFrame | A::PreviousKeyFrame => {
            super::frames::possible(app, action)
        }
        A::NextIssue | A::PreviousIssue if app.review.is_some() => issues(app),
        A::Open => open(app),
        A::Undo if app.history.done.is_empty() => no("nothing to undo"),
        A::Redo if app.history.undone.is_empty() => no("nothing to redo"),
        A::Undo => undoable(app, app.history.done.last()),
        A::Redo => undoable(app, app.history.undone.last()),
        A::CopyLink if app.web.is_none() && super::share::subject(app).is_none() => {
            no("there is nothing here that has a link")
        }
        A::GotoProjects => level(app, Level::Project),
        A::GotoTasks => level(app, Level::Task),
        A::GotoJobs => match app.piece_level() {
            Some(_) => Ok(()),
            None => no("this platform has no such level"),
        },
        A::GotoItems => level(app, Level::Item),
        A::GotoOrganizations => level(app, Level::Organization),
        _ => Ok(()),
    }
}

/// Whether there is a picture that the terminal shows in more than the pixels of half blocks.
fn sharpened(app: &App) -> Answer {
    match app.terminal.graphics {
        Graphics::Kitty | Graphics::Iterm2 | Graphics::Sixel => match &app.review {
            Some(review) if review.picture.is_some() => Ok(()),
            _ => no("there is no picture"),
        },
        Graphics::Off => no("pictures are off"),
        _ => no("half blocks show no finer pixels: zoom in"),
    }
}

/// The keys that move what is looked at: pictures and time lines are zoomed, texts only scrolled.
fn look(app: &App, action: Action) -> Answer {
    let across = !matches!(action, Action::ZoomTarget | Action::PanDown | Action::PanUp);
    let review = app.review.as_ref();
    match review.and_then(|review| review.contents.page()) {
        Some(Page::Text(_)) if across => {
            no("a text is read whole: {pan-down} and {pan-up} scroll it")
        }
        Some(_) => Ok(()),
        None if review.is_some_and(|review| review.picture.is_some()) => Ok(()),
        None => no("there is no picture to zoom"),
    }
}

/// A place is chosen on the item's own picture, where it is seen.
fn pointed(app: &App) -> Answer {
    let item = item(app)?;
    allowed(app, &item, Verb::OpenIssue)?;
    let Some(review) = &app.review else {
        return no("there is no item on screen");
    };
    if review.contents.shown.is_some() {
        return no("a place is chosen on a picture: {issue} opens an issue on what is selected");
    }
    if review.number > 0 {
        return no("a place is chosen on the item's own picture: {next-picture} goes back to it");
    }
    match &review.picture {
        Some(_) => Ok(()),
        None => no("there is no picture to point at: {issue} opens an issue without a place"),
    }
}

/// How annotations are drawn matters where they are.
fn drawn(app: &App) -> Answer {
    let review = app.review.as_ref();
    match review.is_some_and(|review| review.shows_picture()) {
        true => Ok(()),
        false => no("nothing is drawn on a picture here"),
    }
}

fn item(app: &App) -> Result<NodeRef, Text> {
    match app.review.as_ref().and_then(|review| review.item.clone()) {
        Some(item) => Ok(item),
        None => no("there is no item on screen"),
    }
}

fn target(app: &App) -> Result<NodeRef, Text> {
    if app.review.is_some() {
        return item(app);
    }
    if app.inbox.shown {
        let chosen = app.inbox.chosen().map(|entry| entry.node.clone());
        return chosen.ok_or_else(|| Text::line("nothing waits for you"));
    }
    app.browser
        .column()
        .and_then(|c| c.node())
        .ok_or_else(|| Text::line("the list is empty"))
}

fn results(app: &App) -> Answer {
    match app.review.as_ref().and_then(|r| r.detail.as_ref()) {
        Some(detail) if detail.results.len() > 1 => Ok(()),
        Some(detail) if detail.results.is_empty() => {
            no("results of single people are not told apart here")
        }
        _ => no("this item has one result only"),
    }
}

fn judge_item(app: &App) -> Answer {
    let item = item(app)?;
    let Some(review) = &app.review else {
        return no("there is no item on screen");
    };
    let one = review.selected.is_some() || review.judged_result().is_some();
    let verb = if one {
        Verb::JudgeAnnotation
    } else {
        Verb::JudgeItem
    };
    allowed(app, &item, verb)?;
    if review.detail.is_none() {
        return match &review.load {
            Load::Failed(error) => Err(Text::line(&format!(
                "no verdict without annotations: {error}"
            ))),
            _ => no("still loading: no verdict on what is not seen yet"),
        };
    }
    if !review.drawn {
        return no("not drawn yet: no verdict on what is not seen");
    }
    Ok(())
}

fn judge_rows(app: &App, action: Action) -> Answer {
    let node = target(app)?;
    match node.level() {
        Level::Item => allowed(app, &node, Verb::JudgeItem),
        Level::Job | Level::Task if action == Action::Clear => {
            no("a job has a state, not a verdict: {transition} moves it")
        }
        Level::Job => allowed(app, &node, Verb::Transition),
        _ if holds_items(app, &node) => no("verdicts are given to items; {open} opens their list"),
        _ => no("verdicts are given to items and jobs; {open} opens this"),
    }
}

fn resolve(app: &App, resolve: bool) -> Answer {
    let item = item(app)?;
    let Some(review) = &app.review else {
        return no("there is no item on screen");
    };
    let Some(issue) = review.target_issue() else {
        allowed(app, &item, Verb::Resolve)?;
        return match review.issues_load {
            Load::Loading => no("the issues are still being read"),
            _ => no("there is no issue on this item"),
        };
    };
    let queued = super::inbox::queued(app).is_some();
    if app.queue.is_some() && !queued {
        return no("the fixed issue is not on screen yet");
    }
    if queued && !review.drawn {
        return no("not drawn yet: no word on what is not seen");
    }
    // Confirming a fix is kept here; only what changes the issue itself needs the right to.
    if !queued || issue.resolved != resolve {
        super::allowed_on_issue(app, &item, issue, Verb::Resolve)?;
    }
    match (issue.resolved, resolve) {
        _ if queued => Ok(()),
        (true, true) => no("the issue is resolved already; {reopen} reopens it"),
        (false, false) => no("the issue is open; {resolve} resolves it"),
        _ => Ok(()),
    }
}

fn job(app: &App, verb: Verb) -> Answer {
    let node = match app.piece() {
        // Its menu says of each entry why it cannot be.
        Some(item) if item.level() == Level::Item && verb == Verb::Transition => {
            return super::writable(app, &item);
        }
        Some(piece) => piece,
        None => match target(app)? {
            node if holds_items(app, &node) => {
                let items = app.current().map(|account| account.many(Level::Item));
                let items = items.unwrap_or_default();
                return no(&format!(
                    "commands run on chosen {items}, never on a whole list: {{open}} opens it, {{mark}} marks"
                ));
            }
            node if node.level() == Level::Task && verb == Verb::Transition => node,
            _ => return no("only jobs are moved and assigned; {jobs} goes to the jobs"),
        },
    };
    allowed(app, &node, verb)
}

/// Whether a node is no job and yet holds items: a view.
fn holds_items(app: &App, node: &NodeRef) -> bool {
    let account = app.account_of(node);
    node.level() != Level::Job && account.is_some_and(|a| a.holds_items(node.level()))
}

/// What is taken back is written too: by whoever may write there.
fn undoable(app: &App, decision: Option<&crate::model::Decision>) -> Answer {
    match decision.and_then(|decision| decision.ops.first()) {
        Some(op) => super::writable(app, &op.target),
        None => Ok(()),
    }
}

fn comment(app: &App) -> Answer {
    let item = item(app)?;
    match app.review.as_ref().and_then(|review| review.target_issue()) {
        Some(issue) => super::allowed_on_issue(app, &item, issue, Verb::Comment),
        // Without a thread, the comment opens one.
        None => allowed(app, &item, Verb::OpenIssue),
    }
}

/// In lists the item under the cursor is opened for it; rights to its issues are known there.
fn row_issues(app: &App) -> Answer {
    let node = target(app)?;
    if node.level() != Level::Item {
        return no("issues are on items: {issues} lists those of this, {open} opens its items");
    }
    super::writable(app, &node)
}

fn edit_comment(app: &App) -> Answer {
    let item = item(app)?;
    if !super::issues::has_own_comment(app) {
        return no("there is no comment of yours in this thread");
    }
    match app.review.as_ref().and_then(|review| review.target_issue()) {
        Some(issue) => super::allowed_on_issue(app, &item, issue, Verb::EditComment),
        None => allowed(app, &item, Verb::EditComment),
    }
}

fn annotations(app: &App) -> Answer {
    let count = app
        .review
        .as_ref()
        .and_then(|r| r.detail.as_ref())
        .map_or(0, |d| d.annotations.len());
    if count == 0 {
        no("this item has no annotations")
    } else {
        Ok(())
    }
}

fn issues(app: &App) -> Answer {
    match &app.review {
        Some(review) if review.issues.iter().any(|issue| !issue.resolved) => Ok(()),
        _ => no("no open issue here"),
    }
}

fn open(app: &App) -> Answer {
    let node = target(app)?;
    match node.level() {
        Level::Item => no("{review} opens the item; there is no list below it"),
        _ => Ok(()),
    }
}

fn level(app: &App, wanted: Level) -> Answer {
    let account = app.current();
    if account.is_none_or(|account| !account.levels.iter().any(|name| name.level == wanted)) {
        return no("this platform has no such level");
    }
    Ok(())
}

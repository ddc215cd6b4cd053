//! Runs an action in the present scope.

use crate::app::actions::{Action, Scope, spec};
use crate::app::disputes::Choice;
use crate::app::effect::Effect;
use crate::app::overlay::ActivityTab;
use crate::app::state::App;
use crate::model::{Level, Role};

use super::{
    Effects, accounts, aim, batch, blink, browse, bulk, commit, content, disputes, enabled, frames,
    goal, inbox, insights, issues, jobs, judge, look, macros, marks, menus, places, quit, refuse,
    repeat, results, review, sample, sampled, saved, screen, share, sheet, sieve,
};

/// How far the zoom keys go at once.
const ZOOM_STEP: f32 = 1.5;
/// Which part of the view the pan keys move.
const PAN_STEP: f32 = 0.25;
/// Lines of a text that the pan keys move.
const LINES_STEP: i64 = 3;
/// Items that half a page stands for in review.
const REVIEW_LEAP: i64 = 10;

/// Runs an action, or says why it cannot be run.
pub(super) fn run(app: &mut App, action: Action, count: Option<u32>, out: &mut Effects) {
    app.ran.note(spec(action).name);
    // With a count before it, the count is what is taken back, and nothing else.
    if action == Action::Cancel && count.is_some() {
        return;
    }
    if action != Action::CopyLink {
        app.web = None;
    }
    if let Err(reason) = enabled(app, action) {
        return refuse(app, &*reason);
    }
    places::note_action(app, action);
    if let Some(review) = &mut app.review {
        // Something else is wanted by now.
        review.aim.then = None;
    }
    match app.scope() {
        Scope::Review => in_review(app, action, count, out),
        Scope::Dispute => in_dispute(app, action, count, out),
        Scope::Sheet => sheet::act(app, action, out),
        Scope::Inbox => in_inbox(app, action, count, out),
        _ => in_list(app, action, count, out),
    }
}

fn in_inbox(app: &mut App, action: Action, count: Option<u32>, out: &mut Effects) {
    use Action as A;
    let times = i64::from(count.unwrap_or(1));
    let page = i64::from(app.slots.list_rows.max(2));
    let row = count.map(|n| usize::try_from(n.saturating_sub(1)).unwrap_or(usize::MAX));
    match action {
        A::Next => inbox::move_by(app, times),
        A::Previous => inbox::move_by(app, -times),
        A::First => inbox::move_to(app, row.unwrap_or(0)),
        A::Last => inbox::move_to(app, row.unwrap_or(usize::MAX)),
        A::HalfDown => inbox::move_by(app, page / 2 * times),
        A::HalfUp => inbox::move_by(app, -page / 2 * times),
        A::PageDown => inbox::move_by(app, (page - 1) * times),
        A::PageUp => inbox::move_by(app, -(page - 1) * times),
        A::Open | A::Enter => inbox::enter(app, out),
        A::Back => inbox::leave(app, out),
        A::Cancel => app.notices.current = None,
        other => anywhere(app, other, out),
    }
}

fn in_list(app: &mut App, action: Action, count: Option<u32>, out: &mut Effects) {
    use Action as A;
    let times = i64::from(count.unwrap_or(1));
    let page = i64::from(app.slots.list_rows.max(2));
    match action {
        A::Next => browse::move_by(app, times, out),
        A::Previous => browse::move_by(app, -times, out),
        A::First => browse::move_to(
            app,
            count.map_or(0, |n| u64::from(n.saturating_sub(1))),
            out,
        ),
        A::Last => browse::move_to(
            app,
            count.map_or(u64::MAX, |n| u64::from(n.saturating_sub(1))),
            out,
        ),
        A::HalfDown => browse::move_by(app, page / 2 * times, out),
        A::HalfUp => browse::move_by(app, -page / 2 * times, out),
        A::PageDown => browse::move_by(app, (page - 1) * times, out),
        A::PageUp => browse::move_by(app, -(page - 1) * times, out),
        A::Open => {
            browse::open(app, out);
        }
        A::Enter => enter(app, out),
        A::Back => {
            if !browse::back(app, out) {
                let quit = app.key(A::Quit);
                refuse(app, format!("this is the outermost list; {quit} quits"));
            }
        }
        A::NextPane => {
            if app.browser.focus + 1 < app.browser.columns.len() || !browse::open(app, out) {
                let last = app.browser.columns.len().saturating_sub(1);
                app.browser.focus = (app.browser.focus + 1).min(last);
                super::preview::cursor_moved(app);
            }
        }
        A::PreviousPane => {
            browse::back(app, out);
        }
        A::NextIssue => next_row_with_issue(app, true, out),
        A::PreviousIssue => next_row_with_issue(app, false, out),
        A::Accept => judge::accept_rows(app, out),
        A::Reject => judge::reject_rows(app, out),
        A::Clear => judge::clear_rows(app, out),
        A::Flag => bulk::gather(app, crate::app::msg::Plan::Flag, marks::targets(app), out),
        A::Mark => marks::mark(app, out),
        A::MarkRange => marks::mark_range(app, out),
        A::MarkAll => marks::mark_all(app, out),
        A::Disputes => disputes::begin(app, out),
        A::Comment | A::Resolve | A::Reopen => issues::on_row(app, action, out),
        A::FirstPane => places::pane(app, 0, out),
        A::SecondPane => places::pane(app, 1, out),
        A::ThirdPane => places::pane(app, 2, out),
        A::SaveFilter => saved::save(app),
        A::SavedFilters => saved::menu(app),
        A::Cancel => cancel_in_list(app, out),
        other => anywhere(app, other, out),
    }
}

/// The keys of the picture, and those that leap over items, where a text or time line is on screen.
/// Says whether the action was one of them.
fn in_content(app: &mut App, action: Action, times: i64) -> bool {
    use Action as A;
    use content::Step;
    match action {
        A::HalfDown => content::scroll(app, Step::Halves(times)),
        A::HalfUp => content::scroll(app, Step::Halves(-times)),
        A::PageDown => content::scroll(app, Step::Halves(2 * times)),
        A::PageUp => content::scroll(app, Step::Halves(-2 * times)),
        A::PanDown => content::scroll(app, Step::Lines(LINES_STEP * times)),
        A::PanUp => content::scroll(app, Step::Lines(-LINES_STEP * times)),
        A::PanLeft => content::pan(app, -f64::from(PAN_STEP)),
        A::PanRight => content::pan(app, f64::from(PAN_STEP)),
        A::ZoomIn => content::zoom(app, 1),
        A::ZoomOut => content::zoom(app, -1),
        A::ZoomTarget => content::toggle_target(app),
        _ => return false,
    }
    true
}

fn in_review(app: &mut App, action: Action, count: Option<u32>, out: &mut Effects) {
    use Action as A;
    let times = i64::from(count.unwrap_or(1));
    if content::is_shown(app) && in_content(app, action, times) {
        return;
    }
    match action {
        A::Next => review::go_by(app, times, out),
        A::Previous => review::go_by(app, -times, out),
        A::First if sampled::is_open(app) => sampled::first(app, count, out),
        A::First => review::go_to(app, i128::from(count.unwrap_or(1)) - 1, out),
        A::Last => review::go_by(app, i64::from(u32::MAX), out),
        A::HalfDown | A::PageDown => review::go_by(app, REVIEW_LEAP * times, out),
        A::HalfUp | A::PageUp => review::go_by(app, -REVIEW_LEAP * times, out),
        A::Back if sheet::is_left_for_item(app) => sheet::back(app, out),
        A::Back => review::leave(app, out),
        A::NextAnnotation => review::select(app, true, out),
        A::PreviousAnnotation => review::select(app, false, out),
        A::NextResult => results::next(app, true, out),
        A::PreviousResult => results::next(app, false, out),
        A::Compare => results::compare(app, out),
        A::NextIssue => issues::next(app, true, out),
        A::PreviousIssue => issues::next(app, false, out),
        A::Accept => judge::accept(app, out),
        A::Reject => judge::reject(app, false),
        A::RejectAll => judge::reject(app, true),
        A::AcceptAll => judge::accept_all(app, out),
        A::Skip => judge::skip(app, out),
        A::Clear => judge::clear(app, out),
        A::Flag => judge::flag(app, out),
        A::Issue => issues::open_prompt(app),
        A::Comment => issues::comment_prompt(app),
        A::EditComment => issues::edit_prompt(app),
        A::Resolve => issues::resolve(app, true, out),
        A::Reopen => issues::resolve(app, false, out),
        A::PlaceIssue => aim::begin(app),
        A::FilterAnnotations => sieve::prompt(app),
        A::OverlayStyle => look::cycle_style(app, out),
        A::Blink => blink::toggle(app, out),
        A::Sharp => screen::sharp(app, out),
        A::FrameForward => frames::step(app, times, out),
        A::FrameBack => frames::step(app, -times, out),
        A::NextKeyFrame => frames::key_frame(app, true, out),
        A::PreviousKeyFrame => frames::key_frame(app, false, out),
        A::Peek => look::peek(app, out),
        A::NextPicture => content::next(app, out),
        A::ZoomTarget => look::toggle_zoom(app, out),
        A::ZoomIn => look::zoom(app, ZOOM_STEP, out),
        A::ZoomOut => look::zoom(app, 1.0 / ZOOM_STEP, out),
        A::PanLeft => look::pan(app, -PAN_STEP, 0.0, out),
        A::PanRight => look::pan(app, PAN_STEP, 0.0, out),
        A::PanUp => look::pan(app, 0.0, -PAN_STEP, out),
        A::PanDown => look::pan(app, 0.0, PAN_STEP, out),
        A::Cancel => cancel_in_review(app, out),
        other => anywhere(app, other, out),
    }
}

fn in_dispute(app: &mut App, action: Action, count: Option<u32>, out: &mut Effects) {
    use Action as A;
    let times = i64::from(count.unwrap_or(1));
    match action {
        A::LeftIsRight => disputes::choose(app, Choice::Left, out),
        A::RightIsRight => disputes::choose(app, Choice::Right, out),
        A::NeitherIsRight => disputes::choose(app, Choice::Neither, out),
        A::Skip => disputes::choose(app, Choice::Skipped, out),
        A::Next => disputes::step(app, times, out),
        A::Previous => disputes::step(app, -times, out),
        other => in_review(app, other, count, out),
    }
}

/// Actions that mean the same on every screen.
pub(super) fn anywhere(app: &mut App, action: Action, out: &mut Effects) {
    use Action as A;
    match action {
        A::ContactSheet => sheet::begin(app, out),
        A::Transition => jobs::transition_menu(app, out),
        A::Assign => jobs::people_menu(app, Role::Assignee, out),
        A::AssignReviewer => jobs::people_menu(app, Role::Reviewer, out),
        A::Undo => commit::undo(app, out),
        A::Redo => commit::redo(app, out),
        A::Filter => menus::filter_prompt(app),
        A::Palette => menus::palette(app),
        A::Help => menus::help(app),
        A::Refresh => refresh(app, out),
        A::NextJob => goal::next_job(app, true, out),
        A::PreviousJob => goal::next_job(app, false, out),
        A::GotoOrganizations => goal::to_level(app, Level::Organization, out),
        A::GotoProjects => goal::to_level(app, Level::Project, out),
        A::GotoTasks => goal::to_level(app, Level::Task, out),
        A::GotoJobs => goal::to_jobs(app, out),
        A::GotoItems => goal::to_level(app, Level::Item, out),
        A::Sample => sample::begin(app, out),
        A::GotoIssues => issues::menu(app, out),
        A::GotoOutbox => menus::activity(app, ActivityTab::Outbox, out),
        A::GotoHistory => menus::activity(app, ActivityTab::History, out),
        A::GotoMessages => menus::activity(app, ActivityTab::Messages, out),
        A::GotoBatch => batch::open(app),
        A::GotoInsights => insights::open(app, out),
        A::GotoInbox => inbox::open(app, out),
        A::GotoAccounts => accounts::menu(app),
        A::Guide => insights::guide(app, out),
        A::WebAddress => insights::web_address(app, out),
        A::CopyLink => share::copy_link(app, out),
        A::Repeat => repeat::again(app, out),
        A::PlaceBack => places::back(app, out),
        A::PlaceForward => places::forward(app, out),
        A::CycleGraphics => screen::cycle_graphics(app, out),
        A::CycleTheme => screen::cycle_theme(app, out),
        A::ToggleMouse => screen::toggle_mouse(app, out),
        // By their keys they come with a letter; by their names they ask for it.
        A::Macros | A::PlayMacro => macros::menu(app),
        A::RecordMacro => macros::by_name(app, out),
        A::Reload => out.push(Effect::Reload),
        A::Redraw => out.push(Effect::Redraw),
        A::Suspend => out.push(Effect::Suspend),
        A::Quit => quit(app, out),
        _ => {}
    }
}

/// `Enter`: a job or item opens in review; anything above opens its list.
fn enter(app: &mut App, out: &mut Effects) {
    let Some(column) = app.browser.column() else {
        return;
    };
    let focus = app.browser.focus;
    match column.level {
        Level::Item => {
            if column.row().is_some() {
                review::open(app, focus, focus, out);
            }
        }
        level if app.current().is_some_and(|a| a.holds_items(level)) => {
            if browse::open(app, out) {
                review::open(app, focus + 1, focus, out);
            }
        }
        _ => {
            if !browse::open(app, out) {
                refuse(app, "the list is empty");
            }
        }
    }
}

fn next_row_with_issue(app: &mut App, forward: bool, out: &mut Effects) {
    let Some(column) = app.browser.column() else {
        return;
    };
    let here = column.cursor;
    let rows = column
        .list
        .held()
        .filter(|(_, row)| row.issues > 0)
        .map(|(at, _)| at);
    let found: Option<u64> = match forward {
        true => rows.filter(|at| *at > here).min(),
        false => rows.filter(|at| *at < here).max(),
    };
    match found {
        Some(at) => browse::move_to(app, at, out),
        None => refuse(app, "no further row with open issues here"),
    }
}

fn refresh(app: &mut App, out: &mut Effects) {
    if app.review.is_some() {
        if let Some(review) = &mut app.review {
            review.ahead.clear();
        }
        review::load_job(app, out);
        let column = app.review.as_ref().map_or(0, |review| review.column);
        browse::reload(app, column, out);
        review::load_item(app, out);
    } else if app.inbox.shown {
        inbox::look(app, out);
    } else {
        browse::refresh(app, out);
    }
}

/// `Esc` in lists: marks, then the filter, then long work.
fn cancel_in_list(app: &mut App, out: &mut Effects) {
    if disputes::stop(app) {
        return;
    }
    let busy = app
        .accounts
        .iter()
        .find(|account| account.progress.is_some());
    let busy = busy.map(|account| account.id.clone());
    if browse::give_up(app, out) {
        return;
    }
    let Some(column) = app.browser.column_mut() else {
        return;
    };
    if !column.marks.is_empty() {
        column.marks.clear();
        column.anchor = None;
    } else if !column.filter.is_empty() {
        // An empty filter has no errors.
        let _ = browse::filter(app, "", out);
    } else if let Some(account) = busy {
        out.push(Effect::StopLong(account));
    } else {
        app.notices.current = None;
    }
}

fn cancel_in_review(app: &mut App, out: &mut Effects) {
    if review::give_up(app, out) {
        return;
    }
    let Some(review) = &mut app.review else {
        return;
    };
    let selected = review.selected.take().is_some() || review.issue.take().is_some();
    if selected || review.blink.take().is_some() {
        review::wish_picture(app, out);
    } else if !sieve::lift(app, out) {
        app.notices.current = None;
    }
}

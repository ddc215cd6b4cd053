//! Issues: reading, opening, commenting, resolving, walking through open ones.

use tui_input::Input;

use crate::app::actions::Action;
use crate::app::browser::Load;
use crate::app::effect::{Effect, LoadSlot};
use crate::app::msg::{Failure, Generation};
use crate::app::notices::Weight;
use crate::app::overlay::{After, Menu, MenuAct, MenuItem, MenuKind, Overlay, Prompt, PromptKind};
use crate::app::project::patch_issues;
use crate::app::repeat::Deed;
use crate::app::results::owner;
use crate::app::review::Aim;
use crate::app::state::App;
use crate::model::{Change, Comment, Id, Issue, Level, NodeRef, Place, Text, Verb};

use super::{Effects, commit, drafts, goal, inbox, menus, refuse, results, review, run};

/// Issues of the job came.
pub(super) fn issues(
    app: &mut App,
    _generation: Generation,
    scope: &NodeRef,
    result: Result<Vec<Issue>, Failure>,
    out: &mut Effects,
) {
    if listed(app, scope, &result) {
        return;
    }
    let open_ops = std::mem::take(&mut app.open_ops);
    if let Some(review) = &mut app.review {
        let current = app
            .browser
            .columns
            .get(review.column)
            .is_some_and(|c| c.parent.same(scope));
        match result {
            Ok(mut issues) if current => {
                for op in open_ops.iter().filter(|op| scope.contains(&op.target)) {
                    patch_issues(&mut issues, op, app.history.created.get(&op.id));
                }
                review.issues = issues;
                review.issues_load = Load::Ready;
            }
            Err(error) if current => review.issues_load = Load::Failed(error),
            _ => {}
        }
    }
    app.open_ops = open_ops;
    aim(app, out);
    follow_up(app, out);
}

/// `c`, `r` and `o` in lists: opens the item of the row, and does it there.
pub(super) fn on_row(app: &mut App, action: Action, out: &mut Effects) {
    let focus = app.browser.focus;
    let aim = Aim {
        then: Some(action),
        ..Aim::default()
    };
    super::places::note(app);
    review::open_at(app, focus, focus, None, aim, out);
}

/// Does what the item was opened for, once it and its issues are known and nothing lies over it.
pub(super) fn follow_up(app: &mut App, out: &mut Effects) {
    let free = app.overlays.is_empty() && app.keys.is_empty() && !app.is_busy();
    let Some(review) = &mut app.review else {
        return;
    };
    let read = matches!(review.issues_load, Load::Ready | Load::Failed(_));
    if review.detail.is_none() || !read {
        return;
    }
    if let Some(action) = review.aim.then.take().filter(|_| free) {
        run::run(app, action, None, out);
    }
}

/// Selects the issue that the item was opened for, once it is known.
fn aim(app: &mut App, out: &mut Effects) {
    let Some(review) = &mut app.review else {
        return;
    };
    let known = |id: &Id| review.issues.iter().any(|issue| issue.id == *id);
    if let Some(id) = review.aim.issue.clone().filter(known) {
        review.aim.issue = None;
        return select(app, id, out);
    }
    // The picture was drawn before its issue was known.
    if review.picture.is_some() && review.marked != review.mark() {
        review::wish_picture(app, out);
    }
}

/// `i`: asks for the text of a new issue on the target.
pub(super) fn open_prompt(app: &mut App) {
    let Some(review) = &app.review else { return };
    let annotation = review.annotation().map(|annotation| annotation.id.clone());
    let result = review.judged_result();
    let on = match (review.annotation(), &review.detail, result) {
        (Some(annotation), Some(detail), _) => {
            format!("New issue on {}", detail.label_name(annotation))
        }
        (_, _, Some(result)) => format!("New issue on the result of {}", owner(result)),
        _ => "New issue on the whole item".into(),
    };
    let annotation = annotation.or_else(|| result.map(|result| result.id.clone()));
    prompt(app, PromptKind::NewIssue(annotation), &on);
}

/// `c`: asks for a comment on the target's issue, or opens a thread where there is none.
pub(super) fn comment_prompt(app: &mut App) {
    let Some(review) = &app.review else { return };
    match review.target_issue() {
        Some(issue) => {
            let title = format!("Comment on: {}", Text::line(issue.text()));
            let id = issue.id.clone();
            prompt(app, PromptKind::Comment(id), &title);
        }
        None => open_prompt(app),
    }
}

fn prompt(app: &mut App, kind: PromptKind, title: &str) {
    app.overlays.push(Overlay::Prompt(Prompt {
        kind,
        title: Text::line(title),
        input: Input::default(),
        error: None,
    }));
}

/// The text of a new issue is typed.
pub(super) fn opened(app: &mut App, annotation: Option<Id>, text: Text, out: &mut Effects) {
    let Some(detail) = app.review.as_ref().and_then(|review| review.detail.clone()) else {
        return;
    };
    let place = annotation
        .as_ref()
        .and_then(|id| detail.annotations.iter().find(|found| found.id == *id))
        .and_then(|found| found.shape.bounds())
        .map_or(Place::Item, |rect| Place::Within { rect });
    let title = format!("issue on {}: {text}", detail.name);
    let change = Change::OpenIssue {
        place,
        annotation,
        text: text.clone(),
        assignee: None,
    };
    if commit::decide_one(app, &title, &detail, vec![change], After::Stay, out) {
        app.repeat.review = Some(Deed::Issue(text));
    }
}

/// A comment is typed.
pub(super) fn commented(app: &mut App, issue: Id, text: Text, out: &mut Effects) {
    let Some(detail) = app.review.as_ref().and_then(|review| review.detail.clone()) else {
        return;
    };
    let title = format!("comment on {}: {text}", detail.name);
    let change = Change::Comment { issue, text };
    commit::decide_one(app, &title, &detail, vec![change], After::Stay, out);
}

/// `r` and `o`: the target issue becomes resolved or open.
pub(super) fn resolve(app: &mut App, resolved: bool, out: &mut Effects) {
    if inbox::queued(app).is_some() {
        return match resolved {
            true => inbox::confirm(app, out),
            false => inbox::reopen_prompt(app),
        };
    }
    let Some(review) = &app.review else { return };
    let (Some(issue), Some(detail)) = (review.target_issue(), review.detail.clone()) else {
        return;
    };
    let word = if resolved { "resolved" } else { "reopened" };
    let title = format!("{word} on {}: {}", detail.name, Text::line(issue.text()));
    let change = Change::Resolve {
        issue: issue.id.clone(),
        before: issue.resolved,
        after: resolved,
    };
    commit::decide_one(app, &title, &detail, vec![change], After::Stay, out);
}

/// `:delete`: deletes the target issue; there is no key for it.
pub(super) fn delete(app: &mut App, count: &str, out: &mut Effects) {
    let Some(review) = &app.review else {
        return refuse(app, "open the item of the issue first");
    };
    let (Some(issue), Some(detail)) = (review.target_issue().cloned(), review.detail.clone())
    else {
        return refuse(app, "there is no issue on this item");
    };
    if count.trim() != "1" {
        return refuse(
            app,
            "this would delete 1 issue with its thread: type  :delete 1",
        );
    }
    if let Err(reason) = super::allowed_on_issue(app, &detail.node, &issue, Verb::DeleteIssue) {
        return refuse(app, &*reason);
    }
    let title = format!(
        "deleted the issue on {}: {}",
        detail.name,
        Text::line(issue.text())
    );
    let change = Change::DeleteIssue {
        issue: Box::new(issue),
    };
    commit::decide_one(app, &title, &detail, vec![change], After::Stay, out);
}

/// The reviewer's own last comment in the target issue's thread.
fn own_comment(app: &App) -> Option<(&Issue, &Comment)> {
    let review = app.review.as_ref()?;
    let issue = review.target_issue()?;
    let me = app.signer(&issue.item.account);
    let mut comments = issue.comments.iter().rev();
    let comment = comments.find(|comment| comment.author == me)?;
    Some((issue, comment))
}

/// Whether there is a comment of one's own to change.
pub(super) fn has_own_comment(app: &App) -> bool {
    own_comment(app).is_some()
}

/// `M`: asks for other words of one's own last comment.
pub(super) fn edit_prompt(app: &mut App) {
    let Some((issue, comment)) = own_comment(app) else {
        return refuse(app, "there is no comment of yours in this thread");
    };
    let (issue, comment, text) = (issue.id.clone(), comment.id.clone(), comment.text.clone());
    app.overlays.push(Overlay::Prompt(Prompt {
        title: Text::line("Change your comment"),
        input: Input::new(text.to_string()),
        kind: PromptKind::EditComment(issue, comment, text),
        error: None,
    }));
}

/// The other words are typed.
pub(super) fn edited(
    app: &mut App,
    (issue, comment, before): (Id, Id, Text),
    after: Text,
    out: &mut Effects,
) {
    let Some(detail) = app.review.as_ref().and_then(|review| review.detail.clone()) else {
        return;
    };
    if before == after {
        return drafts::dropped_sent(app);
    }
    let title = format!("comment on {} now: {after}", detail.name);
    let change = Change::EditComment {
        issue,
        comment,
        before,
        after,
    };
    commit::decide_one(app, &title, &detail, vec![change], After::Stay, out);
}

/// `:delete-comment`: deletes one's own last comment; there is no key for it.
pub(super) fn delete_comment(app: &mut App, count: &str, out: &mut Effects) {
    let Some((issue, comment)) = own_comment(app) else {
        return refuse(app, "there is no comment of yours in this thread");
    };
    let (issue, comment) = (issue.clone(), comment.clone());
    let Some(detail) = app.review.as_ref().and_then(|review| review.detail.clone()) else {
        return;
    };
    if issue
        .comments
        .first()
        .is_some_and(|first| first.id == comment.id)
    {
        return refuse(
            app,
            "it is the issue's own text: :delete 1 deletes the issue",
        );
    }
    if count.trim() != "1" {
        return refuse(app, "this would delete 1 comment: type  :delete-comment 1");
    }
    if let Err(reason) = super::allowed_on_issue(app, &detail.node, &issue, Verb::DeleteIssue) {
        return refuse(app, &*reason);
    }
    let title = format!(
        "deleted a comment on {}: {}",
        detail.name,
        Text::line(&comment.text)
    );
    let change = Change::DeleteComment {
        issue: issue.id,
        comment: comment.id,
        text: comment.text,
    };
    commit::decide_one(app, &title, &detail, vec![change], After::Stay, out);
}

/// `n` and `N`: selects the next open issue, on this item or a later (earlier) one.
pub(super) fn next(app: &mut App, forward: bool, out: &mut Effects) {
    let Some(review) = &app.review else { return };
    let Some(column) = app.browser.columns.get(review.column) else {
        return;
    };
    let mut places: Vec<(u64, &Issue)> = review
        .issues
        .iter()
        .filter(|issue| !issue.resolved)
        .filter_map(|issue| Some((column.position(&issue.item)?, issue)))
        .collect();
    places.sort_by_key(|(at, issue)| (*at, issue.at));
    let shown = places
        .iter()
        .position(|(at, issue)| *at == column.cursor && Some(&issue.id) == review.issue.as_ref());
    let found = match (shown, forward) {
        (Some(at), true) => places.get(at + 1),
        (Some(at), false) => at.checked_sub(1).and_then(|at| places.get(at)),
        (None, true) => places.iter().find(|(at, _)| *at >= column.cursor),
        (None, false) => places.iter().rfind(|(at, _)| *at <= column.cursor),
    };
    let Some(&(at, issue)) = found else {
        return refuse(
            app,
            if forward {
                "no further open issue"
            } else {
                "no earlier open issue"
            },
        );
    };
    let id = issue.id.clone();
    if at != column.cursor {
        review::go_to(app, i128::from(at), out);
    }
    select(app, id, out);
}

/// Selects an issue of the item on screen, and the annotation that it is about.
pub(super) fn select(app: &mut App, id: Id, out: &mut Effects) {
    let Some(review) = &mut app.review else {
        return;
    };
    let annotation = review.issues.iter().find(|issue| issue.id == id);
    let annotation = annotation.and_then(|issue| issue.annotation.clone());
    let chosen = id.clone();
    review.issue = Some(id);
    if let Some(annotation) = annotation {
        results::reveal(review, &annotation);
        // Showing a result forgets what was selected of another.
        review.issue = Some(chosen);
    }
    review::wish_picture(app, out);
}

/// `gs`: a menu of the issues of this job; in lists those of the job under the cursor, or of the
/// list of items that is open.
pub(super) fn menu(app: &mut App, out: &mut Effects) {
    if let Some(review) = &app.review {
        let items = entries(app, &review.issues);
        return menus::push(app, Menu::new(MenuKind::Issues, TITLE, items));
    }
    let Some(scope) = scope(app) else {
        return refuse(
            app,
            "issues are listed of a job or of its items; {jobs} goes to the jobs",
        );
    };
    let generation = app.generation();
    out.push(Effect::Issues {
        slot: LoadSlot::Menu,
        generation,
        scope: scope.clone(),
    });
    let menu = Menu {
        loading: true,
        targets: vec![scope],
        ..Menu::new(MenuKind::Issues, TITLE, Vec::new())
    };
    menus::push(app, menu);
}

/// The title of the menu of issues.
const TITLE: &str = "Issues here";

/// What holds the items whose issues are listed.
fn scope(app: &App) -> Option<NodeRef> {
    let column = app.browser.column()?;
    if column.level == Level::Item {
        return Some(column.parent.clone());
    }
    let node = column.node()?;
    let holds = app.account_of(&node)?.holds_items(node.level());
    holds.then_some(node)
}

/// The issues that an open menu waits for came. Says whether it is they.
fn listed(app: &mut App, scope: &NodeRef, result: &Result<Vec<Issue>, Failure>) -> bool {
    let waits = |menu: &Menu| {
        let about = menu.targets.first();
        menu.kind == MenuKind::Issues && menu.loading && about.is_some_and(|node| node.same(scope))
    };
    match app.overlays.last() {
        Some(Overlay::Menu(menu)) if waits(menu) => {}
        _ => return false,
    }
    let items = match result {
        Ok(issues) => {
            let mut issues = issues.clone();
            for op in app.open_ops.iter().filter(|op| scope.contains(&op.target)) {
                patch_issues(&mut issues, op, app.history.created.get(&op.id));
            }
            entries(app, &issues)
        }
        Err(error) => {
            app.say(Weight::Error, error);
            Vec::new()
        }
    };
    if items.is_empty() {
        app.overlays.pop();
        if result.is_ok() {
            refuse(app, "there are no issues here");
        }
    } else if let Some(Overlay::Menu(menu)) = app.overlays.last_mut() {
        (menu.loading, menu.items) = (false, items);
        menus::search(menu);
    }
    true
}

/// Issues as entries of a menu: open ones first, the oldest of each first.
fn entries(app: &App, issues: &[Issue]) -> Vec<MenuItem> {
    let mut issues: Vec<&Issue> = issues.iter().collect();
    issues.sort_by_key(|issue| (issue.resolved, issue.at));
    issues
        .into_iter()
        .map(|issue| MenuItem {
            label: Text::line(issue.text()),
            about: Text::line(&format!(
                "{} · {} · {}",
                if issue.resolved { "resolved" } else { "open" },
                issue.owner,
                issue
                    .item
                    .id()
                    .map_or_else(String::new, ToString::to_string),
            )),
            keys: Text::line(&issue.at.ago(app.now)),
            denied: None,
            act: MenuAct::Issue(issue.item.clone(), issue.id.clone()),
        })
        .collect()
}

/// An issue is chosen in the menu.
pub(super) fn chosen(app: &mut App, item: &NodeRef, id: Id, out: &mut Effects) {
    let column = app.review.as_ref().map(|review| review.column);
    let column = column.and_then(|at| app.browser.columns.get(at));
    match column.and_then(|column| column.position(item)) {
        Some(at) => {
            review::go_to(app, i128::from(at), out);
            select(app, id, out);
        }
        None => {
            super::places::note(app);
            let aim = Aim {
                issue: Some(id),
                ..Aim::default()
            };
            goal::open_review(app, item.clone(), aim, out);
        }
    }
}

//! The lowest lines: what was said and what is being sent, the demo's tour, key hints.

use ratatui::layout::Rect;

use crate::app::actions::{self, ACTIONS, Action, Scope};
use crate::app::content::{Page, TextView};
use crate::app::notices::Weight;
use crate::app::overlay::{ActivityTab, Overlay, PromptKind, Reason, Target};
use crate::app::review::Review;
use crate::app::state::App;
use crate::app::tour;
use crate::app::update::enabled;
use crate::model::Verb;

use super::canvas::{Canvas, Pen};
use super::fit;

/// Draws the status line: the notice at the left, what is under way at the right.
pub fn status(canvas: &mut Canvas, app: &App, area: Rect) {
    if area.height == 0 {
        return;
    }
    let mut pen = canvas.pen(area);
    pen.gap(1);
    under_way(&mut pen, app);
    let theme = pen.theme();
    let Some(notice) = &app.notices.current else {
        if let Some((account, trouble)) = trouble(app) {
            pen.put(theme.glyphs.warning, theme.warning).gap(1);
            if app.accounts.len() > 1 {
                pen.put(account, theme.warning).put(" ", theme.warning);
            }
            pen.put("offline: ", theme.warning)
                .put(trouble, theme.warning)
                .put("; shown data is old", theme.dim);
        } else if app.notices.unseen > 0 {
            let key = app.key(Action::GotoMessages);
            let count = format!("{} not yet seen ({key})", app.notices.unseen);
            pen.put(theme.glyphs.warning, theme.warning)
                .gap(1)
                .put(&count, theme.dim);
        }
        return;
    };
    let (sign, style) = match notice.weight {
        Weight::Info => (theme.glyphs.info, theme.info),
        Weight::Warning => (theme.glyphs.warning, theme.warning),
        Weight::Error => (theme.glyphs.error, theme.error),
    };
    pen.put(sign, style).gap(1);
    if notice.weight == Weight::Error {
        pen.put("Error: ", style);
    }
    pen.put(&notice.text, style);
    if notice.times > 1 {
        let times = format!("  {} times", notice.times);
        pen.put(&times, theme.dim);
    }
}

/// The account on screen whose server cannot be asked, and why.
fn trouble(app: &App) -> Option<(&str, &str)> {
    let of = |account: &'_ crate::app::state::Account| account.trouble.is_some();
    let shown = match app.in_inbox() {
        true => app.accounts.iter().find(|account| of(account)),
        false => app.current(),
    }?;
    Some((&*shown.id.0, shown.trouble.as_deref()?))
}

/// What is under way, from the right: the most important is written first and so stays longest.
fn under_way(pen: &mut Pen, app: &App) {
    let theme = pen.theme();
    let glyphs = theme.glyphs;
    let room = pen.room();
    let failed = app.failed_ops.len();
    let open = app.open_ops.len().saturating_sub(failed);
    // A narrow line keeps its left half for the notice.
    let mut write = |text: &str, style| {
        if pen.room() > room / 3 + fit::width(text) {
            pen.right(text, style);
        }
    };
    if let Some(cross) = crate::app::crosshair::of(app) {
        write(&cross.words(glyphs.times), theme.accent);
    }
    if failed > 0 {
        write(&format!("{}{failed}", glyphs.error), theme.error);
    }
    if open > 0 {
        write(&format!("{}{open}", glyphs.outgoing), theme.accent);
    }
    if let Some((_, until)) = &app.hold_until {
        let left = until.since(app.now);
        if left > 0 {
            let undo = app.keymap.key(app.scope(), Action::Undo).unwrap_or("undo");
            match app.settings.motion {
                true => {
                    let seconds = left.saturating_add(999) / 1_000;
                    write(&format!("{undo} undoes, sends in {seconds}s"), theme.accent);
                }
                false => write(&format!("{undo} undoes, sends soon"), theme.accent),
            }
        }
    }
    macros(app, &mut |text| write(text, theme.warning));
    if app.is_busy() {
        write("saving", theme.dim);
    }
    if let Some(sifting) = &app.sifting {
        let (done, total) = (sifting.done, sifting.total);
        write(
            &app.told(&format!("comparing {done} of {total}, {{cancel}} stops")),
            theme.accent,
        );
    }
    if !app.held.is_empty() {
        write(&format!("{} keys wait", app.held.len()), theme.dim);
    }
    let login = app.current().and_then(|account| account.read_only());
    if app.settings.read_only.is_some() || login.is_some() {
        write("read-only", theme.warning);
    }
    if app.accounts.iter().any(|account| account.other_sender) {
        write("another program sends", theme.warning);
    }
    if let Some(sheet) = app
        .sheet
        .as_ref()
        .filter(|sheet| sheet.shown && sheet.is_gathering())
    {
        let (done, total) = (sheet.done, sheet.total);
        let text = match total {
            0 => "reading the list".to_owned(),
            _ => format!("{done} of {total} items looked through, {{cancel}} stops"),
        };
        write(&app.told(&text), theme.accent);
    }
    if let Some(count) = app.count {
        write(&count.to_string(), theme.accent);
    }
}

/// The macro that is recorded or plays.
fn macros(app: &App, write: &mut dyn FnMut(&str)) {
    if let Some((letter, keys)) = &app.macros.recording {
        write(&format!("recording {letter}: {} keys", keys.len()));
    }
    if let Some(playing) = &app.macros.playing {
        let left = playing.runs.saturating_sub(playing.run);
        let more = match left {
            0 => String::new(),
            left => format!(", {left} more"),
        };
        write(&format!("playing {}{more}", playing.letter));
    }
}

/// Draws the demo's tour line.
pub fn tour_line(canvas: &mut Canvas, app: &App, area: Rect) {
    if area.height == 0 {
        return;
    }
    canvas.tint(area, canvas.theme.tour);
    if let Some(text) = tour::line(app) {
        let style = canvas.theme.tour;
        let mut pen = canvas.pen(area);
        pen.put(
            " Tour  ",
            style.add_modifier(ratatui::style::Modifier::BOLD),
        );
        pen.put(&plain_key(&text, pen.theme().ascii), style);
    }
}

/// What the footer of a scope names, most important first. Words and keys come from the table.
const IN_LISTS: &[Action] = &[
    Action::Enter,
    Action::Open,
    Action::Back,
    Action::Accept,
    Action::Reject,
    Action::Filter,
    Action::Mark,
    Action::Undo,
    Action::Transition,
    Action::Assign,
    Action::Next,
];
const IN_INBOX: &[Action] = &[
    Action::Enter,
    Action::Next,
    Action::Back,
    Action::Transition,
    Action::Assign,
    Action::Undo,
];
const IN_DISPUTE: &[Action] = &[
    Action::LeftIsRight,
    Action::RightIsRight,
    Action::NeitherIsRight,
    Action::Skip,
    Action::Undo,
    Action::NextAnnotation,
    Action::Back,
    Action::ZoomTarget,
    Action::Peek,
];
const IN_SHEET: &[Action] = &[
    Action::MarkTile,
    Action::AcceptPage,
    Action::RejectMarked,
    Action::Undo,
    Action::Enter,
    Action::Back,
];
const IN_REVIEW: &[Action] = &[
    Action::Accept,
    Action::Reject,
    Action::Skip,
    Action::NextAnnotation,
    Action::NextResult,
    Action::Next,
    Action::HalfDown,
    Action::Undo,
    Action::Issue,
    Action::Back,
    Action::ZoomTarget,
    Action::Peek,
    Action::Transition,
    Action::Assign,
];

/// Draws the key hints: of the open overlay, or of the actions that can be used here.
pub fn footer(canvas: &mut Canvas, app: &App, area: Rect) {
    if area.height == 0 {
        return;
    }
    let theme = canvas.theme;
    let ascii = theme.ascii;
    let mut pen = canvas.pen(area);
    pen.gap(1);
    if let Some(overlay) = app.overlays.last() {
        for (actions, word) in overlay_hints(overlay) {
            let keys = keys_of(app, overlay.scope(), actions, ascii);
            if !keys.is_empty() {
                hint(&mut pen, &keys, word);
            }
        }
        return;
    }
    let scope = app.scope();
    pen.right(" ", theme.dim);
    pen.right("help", theme.dim);
    let help = app.key(Action::Help);
    pen.right(&plain_key(&help, ascii), theme.accent);
    let first = match scope {
        Scope::Review => IN_REVIEW,
        Scope::Inbox => IN_INBOX,
        Scope::Dispute => IN_DISPUTE,
        Scope::Sheet => IN_SHEET,
        _ => IN_LISTS,
    };
    let others = ACTIONS.iter().map(|row| row.action);
    let others = others.filter(|action| !first.contains(action) && *action != Action::Help);
    for action in first.iter().copied().chain(others) {
        let row = actions::spec(action);
        let Some(key) = app.keymap.key(scope, action) else {
            continue;
        };
        if !row.short.is_empty() && usable(app, action) {
            let key = plain_key(key, ascii);
            hint(&mut pen, &key, row.short);
        }
    }
}

/// Arrows in words, where only ASCII may be shown.
pub fn plain_key(key: &str, ascii: bool) -> String {
    if !ascii {
        return key.to_owned();
    }
    let mut out = String::with_capacity(key.len());
    for sign in key.chars() {
        match sign {
            '←' => out.push_str("Left"),
            '→' => out.push_str("Right"),
            '↑' => out.push_str("Up"),
            '↓' => out.push_str("Down"),
            other => out.push(other),
        }
    }
    out
}

/// One key and its word, if both fit.
pub fn hint(pen: &mut Pen, key: &str, word: &str) {
    let theme = pen.theme();
    if fit::width(key)
        .saturating_add(fit::width(word))
        .saturating_add(1)
        > pen.room()
    {
        return;
    }
    pen.put(key, theme.accent)
        .gap(1)
        .put(word, theme.dim)
        .gap(2);
}

/// The first keys of some actions, one after the other.
fn keys_of(app: &App, scope: Scope, actions: &[Action], ascii: bool) -> String {
    let keys = actions.iter().filter_map(|action| match action {
        // What is typed there.
        Action::DeleteBack => Some("0-9"),
        action => app.keymap.key(scope, *action),
    });
    let keys: Vec<_> = keys.map(|key| plain_key(key, ascii)).collect();
    keys.join(" ")
}

/// What the footer says while something lies over the screen: actions and what they do.
type Hints = &'static [(&'static [Action], &'static str)];

fn overlay_hints(overlay: &Overlay) -> Hints {
    use Action as A;
    match overlay {
        Overlay::Menu(_) => &[
            (&[A::Submit], "choose"),
            (&[A::Previous, A::Next], "move"),
            (&[A::Cancel], "close"),
        ],
        Overlay::Crosshair(cross) if cross.corner.is_some() => &[
            (
                &[A::AimLeft, A::AimDown, A::AimUp, A::AimRight],
                "other corner",
            ),
            (&[A::AimSet], "takes the box"),
            (&[A::ZoomIn, A::ZoomOut, A::ZoomTarget], "zoom"),
            (&[A::Cancel], "no box"),
        ],
        Overlay::Crosshair(_) => &[
            (&[A::AimLeft, A::AimDown, A::AimUp, A::AimRight], "move"),
            (&[A::AimSet], "takes the point"),
            (&[A::AimCorner], "a corner"),
            (&[A::ZoomIn, A::ZoomOut, A::ZoomTarget], "zoom"),
            (&[A::Cancel], "cancel"),
        ],
        Overlay::Outcome(_) => &[
            (&[A::Next, A::Previous], "scroll"),
            (&[A::Retry], "failed again"),
            (&[A::Undo], "undo all"),
            (&[A::Back], "close"),
        ],
        Overlay::Reason(Reason {
            target: Target::Place(_),
        }) => &[
            (&[A::OwnWords, A::NoReason], "own words"),
            (&[A::Cancel], "back"),
        ],
        Overlay::Reason(_) => &[
            (&[A::NoReason], "no reason"),
            (&[A::OwnWords], "own words"),
            (&[A::Cancel], "cancel"),
        ],
        Overlay::Prompt(prompt) if prompt.kind == PromptKind::Filter => &[
            (&[A::Submit], "keep"),
            (&[A::Complete], "complete"),
            (&[A::OlderText], "before"),
            (&[A::Cancel], "cancel"),
        ],
        Overlay::Prompt(prompt) if prompt.is_text() => &[
            (&[A::Submit], "keep"),
            (&[A::Editor], "in the editor"),
            (&[A::Cancel], "drop"),
        ],
        Overlay::Prompt(_) => &[(&[A::Submit], "keep"), (&[A::Cancel], "cancel")],
        Overlay::Summary(summary) => match summary.proposal {
            Some(_) => &[
                (&[A::Submit], "move it on"),
                (&[A::Transition], "other states"),
                (&[A::Undo], "undo"),
                (&[A::Cancel], "stay"),
            ],
            None => &[
                (&[A::Transition], "states"),
                (&[A::Undo], "undo"),
                (&[A::Cancel], "stay"),
            ],
        },
        Overlay::Bulk(bulk) if bulk.typed.is_some() => &[
            (&[A::DeleteBack], "the count"),
            (&[A::Submit], "do it"),
            (&[A::Back, A::Cancel], "cancel"),
        ],
        Overlay::Bulk(_) => &[(&[A::Apply], "apply"), (&[A::Back, A::Cancel], "cancel")],
        Overlay::Disputed => &[
            (&[A::Back], "back to the list"),
            (&[A::Undo], "undo"),
            (&[A::Previous], "the last one"),
        ],
        Overlay::Sample(sampling) if sampling.running.is_some() => &[
            (&[A::Submit], "go on"),
            (&[A::NewSample], "a new one"),
            (&[A::Cancel], "close"),
        ],
        Overlay::Sample(_) => &[
            (&[A::Submit], "review them"),
            (&[A::Next, A::Previous], "field"),
            (&[A::LessOf, A::MoreOf], "change"),
            (&[A::DeleteBack], "number"),
            (&[A::NewSeed], "new seed"),
            (&[A::PercentOrCount], "percent or items"),
            (&[A::Cancel], "cancel"),
        ],
        Overlay::Sampled => &[
            (&[A::Submit], "undecided"),
            (&[A::Back], "back to the list"),
            (&[A::Undo], "undo"),
            (&[A::Previous], "the last one"),
        ],
        Overlay::Activity(activity) => match activity.tab {
            ActivityTab::Outbox => &[
                (&[A::NextPart], "next part"),
                (&[A::Retry], "retry"),
                (&[A::Drop], "give up"),
                (&[A::Undo], "undo"),
                (&[A::Back], "close"),
            ],
            ActivityTab::History => &[
                (&[A::NextPart], "next part"),
                (&[A::Undo], "undo"),
                (&[A::Back], "close"),
            ],
            ActivityTab::Messages => &[
                (&[A::Submit], "all of it"),
                (&[A::NextPart], "next part"),
                (&[A::Back], "close"),
            ],
        },
        Overlay::Insights(view) => match (view.cursor, view.work()) {
            (Some(_), Some(_)) => &[
                (&[A::Submit], "go there"),
                (&[A::Next, A::Previous], "choose"),
                (&[A::Work], "compute anew"),
                (&[A::Back], "close"),
            ],
            (Some(_), None) => &[
                (&[A::Submit], "go there"),
                (&[A::Next, A::Previous], "choose"),
                (&[A::Back], "close"),
            ],
            (None, Some(_)) => &[
                (&[A::Next, A::Previous], "scroll"),
                (&[A::Work], "compute anew"),
                (&[A::Back], "close"),
            ],
            (None, None) => &[(&[A::Next, A::Previous], "scroll"), (&[A::Back], "close")],
        },
        Overlay::Pager(_) => &[
            (&[A::Next, A::Previous], "scroll"),
            (&[A::PageDown], "page"),
            (&[A::Back], "close"),
        ],
        Overlay::Conflict(_) => &[
            (&[A::Apply], "ours after all"),
            (&[A::Drop], "drop ours"),
            (&[A::Cancel], "later"),
        ],
    }
}

/// Whether an action stands in the footer: it can work here. What is only still on its way counts
/// as there, so that the footer does not flicker from item to item.
fn usable(app: &App, action: Action) -> bool {
    let in_review = app.review.is_some();
    let row = app.browser.column().and_then(|column| column.row());
    if app.in_inbox() {
        return match action {
            Action::Enter | Action::Next => !app.inbox.rows.is_empty(),
            Action::Back => true,
            Action::HalfDown => false,
            _ => enabled(app, action).is_ok(),
        };
    }
    match action {
        Action::RejectMarked => app.sheet.as_ref().is_some_and(|sheet| sheet.marked() > 0),
        Action::Enter | Action::Back if app.in_sheet() => true,
        Action::Accept | Action::Reject | Action::Skip if in_review => judged(app),
        Action::LeftIsRight | Action::RightIsRight | Action::NeitherIsRight => judged(app),
        Action::ZoomTarget | Action::Peek => {
            let review = app.review.as_ref();
            let content = review.is_some_and(|review| review.contents.shown.is_some());
            content || !super::pictures_off(app)
        }
        // Elsewhere the arrows say it.
        Action::HalfDown => app.review.as_ref().is_some_and(scrolls),
        Action::NextAnnotation => app
            .review
            .as_ref()
            .and_then(|review| review.detail.as_ref())
            .is_none_or(|detail| !detail.annotations.is_empty()),
        Action::Enter | Action::Mark => row.is_some(),
        // A folder of one's own holds nothing that waits.
        Action::GotoInbox => {
            app.accounts.len() > 1 || app.accounts.iter().any(|account| account.is_remote())
        }
        Action::Back => in_review || app.browser.focus > 0,
        _ => enabled(app, action).is_ok(),
    }
}

/// Whether a text goes on beyond what is seen of it.
fn scrolls(review: &Review) -> bool {
    match review.contents.page() {
        Some(Page::Text(page)) => {
            let view = TextView::new(review, page);
            view.is_some_and(|view| view.last_top() > 0)
        }
        _ => false,
    }
}

fn judged(app: &App) -> bool {
    let Some(review) = &app.review else {
        return false;
    };
    let one = review.selected.is_some() || review.judged_result().is_some();
    let verb = match one {
        true => Verb::JudgeAnnotation,
        false => Verb::JudgeItem,
    };
    let item = review.item.as_ref();
    let known = item.and_then(|item| app.rights(item));
    let login = item
        .and_then(|item| app.account_of(item))
        .and_then(|account| account.read_only());
    let writable = app.settings.read_only.is_none() && login.is_none();
    writable && known.is_none_or(|known| known.check(verb).is_ok())
}

//! The keys of what lies over a screen: prompts, menus, views, the crosshair. Those that mean the
//! same as on a screen are the same actions; the others have their rows here.

use super::{Action, ActionSpec, Group, Scope, row};

/// The actions that only these scopes have.
#[rustfmt::skip]
pub(super) static ACTIONS: &[ActionSpec] = &[
    row(Action::Submit,            "submit",              "",  Group::Program, "", "", "Take what is typed or chosen"),
    row(Action::NoReason,          "no-reason",           "",  Group::Judge,   "", "", "Reject without a reason"),
    row(Action::OwnWords,          "own-words",           "",  Group::Judge,   "", "", "Reject with a reason in your own words"),
    row(Action::Apply,             "apply",               "",  Group::Judge,   "", "", "Do it"),
    row(Action::Drop,              "drop",                "",  Group::Judge,   "", "", "Give the decision up"),
    row(Action::Retry,             "retry",               "",  Group::Program, "", "", "Send it again"),
    row(Action::NextPart,          "next-part",           "",  Group::Move,    "", "", "The next part of this view"),
    row(Action::Work,              "compute",             "",  Group::Program, "", "", "Compute these figures anew"),
    row(Action::NewSample,         "new-sample",          "",  Group::Judge,   "", "", "Draw a new sample in place of the one under way"),
    row(Action::NewSeed,           "new-seed",            "",  Group::Judge,   "", "", "Another seed: other items are drawn"),
    row(Action::MoreOf,            "more",                "",  Group::Judge,   "", "", "One more of this, or the next choice"),
    row(Action::LessOf,            "less",                "",  Group::Judge,   "", "", "One less of this, or the choice before"),
    row(Action::PercentOrCount,    "percent-or-count",    "",  Group::Judge,   "", "", "The share in percent, or as a number of items"),
    row(Action::Complete,          "complete",            "",  Group::Program, "", "", "Complete the word, then the next candidate"),
    row(Action::CompleteBack,      "complete-back",       "",  Group::Program, "", "", "The candidate before"),
    row(Action::OlderText,         "older-text",          "",  Group::Program, "", "", "What was typed here before"),
    row(Action::NewerText,         "newer-text",          "",  Group::Program, "", "", "Forward again in what was typed"),
    row(Action::Editor,            "editor",              "",  Group::Program, "", "", "Write the text in your editor"),
    row(Action::DeleteEntry,       "delete-entry",        "",  Group::Program, "", "", "Delete the entry (a macro, a filter)"),
    row(Action::RenameEntry,       "rename-entry",        "",  Group::Program, "", "", "Give the entry another name"),
    row(Action::CursorLeft,        "cursor-left",         "",  Group::Move,    "", "", "A character left"),
    row(Action::CursorRight,       "cursor-right",        "",  Group::Move,    "", "", "A character right"),
    row(Action::CursorWordLeft,    "cursor-word-left",    "",  Group::Move,    "", "", "A word left"),
    row(Action::CursorWordRight,   "cursor-word-right",   "",  Group::Move,    "", "", "A word right"),
    row(Action::CursorStart,       "cursor-start",        "",  Group::Move,    "", "", "To the start of the line"),
    row(Action::CursorEnd,         "cursor-end",          "",  Group::Move,    "", "", "To the end of the line"),
    row(Action::DeleteBack,        "delete-back",         "",  Group::Program, "", "", "Delete the character before"),
    row(Action::DeleteForward,     "delete-forward",      "",  Group::Program, "", "", "Delete the character under the cursor"),
    row(Action::DeleteWordBack,    "delete-word-back",    "",  Group::Program, "", "", "Delete the word before"),
    row(Action::DeleteWordForward, "delete-word-forward", "",  Group::Program, "", "", "Delete the word after"),
    row(Action::DeleteLine,        "delete-line",         "",  Group::Program, "", "", "Delete the whole line"),
    row(Action::DeleteToEnd,       "delete-to-end",       "",  Group::Program, "", "", "Delete to the end of the line"),
    row(Action::AimLeft,           "aim-left",            "",  Group::Discuss, "", "", "Crosshair left"),
    row(Action::AimDown,           "aim-down",            "",  Group::Discuss, "", "", "Crosshair down"),
    row(Action::AimUp,             "aim-up",              "",  Group::Discuss, "", "", "Crosshair up"),
    row(Action::AimRight,          "aim-right",           "",  Group::Discuss, "", "", "Crosshair right"),
    row(Action::AimLeftFar,        "aim-left-far",        "",  Group::Discuss, "", "", "Crosshair left, in long steps"),
    row(Action::AimDownFar,        "aim-down-far",        "",  Group::Discuss, "", "", "Crosshair down, in long steps"),
    row(Action::AimUpFar,          "aim-up-far",          "",  Group::Discuss, "", "", "Crosshair up, in long steps"),
    row(Action::AimRightFar,       "aim-right-far",       "",  Group::Discuss, "", "", "Crosshair right, in long steps"),
    row(Action::AimCorner,         "aim-corner",          "",  Group::Discuss, "", "", "Set a corner of a box; with one set, the box is complete"),
    row(Action::AimSet,            "aim-set",             "",  Group::Discuss, "", "", "Take the place: the point, or the box"),
    row(Action::AimCancel,         "aim-cancel",          "",  Group::Discuss, "", "", "Leave the crosshair"),
];

/// Keys of each of these scopes.
type Keys = &'static [(Action, &'static str)];

/// What every one of them has.
const EVERYWHERE: Keys = &[
    (Action::Cancel, "<esc> <c-c>"),
    (Action::Redraw, "<c-l>"),
    (Action::Suspend, "<c-z>"),
];

/// Editing of a line, in prompts and menus alike.
const EDITING: Keys = &[
    (Action::CursorLeft, "<left> <c-b>"),
    (Action::CursorRight, "<right> <c-f>"),
    (Action::CursorWordLeft, "<c-left> <a-left> <a-b>"),
    (Action::CursorWordRight, "<c-right> <a-right> <a-f>"),
    (Action::CursorStart, "<home> <c-a>"),
    (Action::CursorEnd, "<end> <c-e>"),
    (Action::DeleteBack, "<backspace> <c-h>"),
    (Action::DeleteForward, "<c-d>"),
    (Action::DeleteWordBack, "<c-w> <c-backspace> <a-backspace>"),
    (Action::DeleteWordForward, "<c-delete> <a-d>"),
    (Action::DeleteLine, "<c-u>"),
    (Action::DeleteToEnd, "<c-k>"),
];

const PROMPT: Keys = &[
    (Action::Submit, "<enter>"),
    (Action::DeleteForward, "<c-d> <delete>"),
    (Action::Complete, "<tab>"),
    (Action::CompleteBack, "<s-tab>"),
    (Action::OlderText, "<up> <c-p>"),
    (Action::NewerText, "<down> <c-n>"),
    (Action::Editor, "<c-o> <c-x><c-e>"),
];

const MENU: Keys = &[
    (Action::Submit, "<enter>"),
    (Action::Next, "<down> <c-n> <c-j>"),
    (Action::Previous, "<up> <c-p>"),
    (Action::PageDown, "<pgdn>"),
    (Action::PageUp, "<pgup>"),
    (Action::Complete, "<tab>"),
    (Action::CompleteBack, "<s-tab>"),
    (Action::DeleteEntry, "<delete>"),
    (Action::RenameEntry, "<c-r>"),
];

const REASON: Keys = &[(Action::NoReason, "<enter>"), (Action::OwnWords, "c")];

const CONFIRM: Keys = &[
    (Action::Apply, "y Y"),
    (Action::Submit, "<enter>"),
    (Action::DeleteBack, "<backspace>"),
    (Action::Back, "n N q"),
];

const SUMMARY: Keys = &[
    (Action::Submit, "<enter>"),
    (Action::Transition, "t"),
    (Action::Undo, "u Z"),
    (Action::Previous, "d k <up>"),
    (Action::Back, "q"),
];

const CONFLICT: Keys = &[
    (Action::Apply, "y Y"),
    (Action::Drop, "x"),
    (Action::Back, "q"),
];

/// Reading a view of lines, whatever it is of.
const READING: Keys = &[
    (Action::Next, "j f <down>"),
    (Action::Previous, "k d <up>"),
    (Action::PageDown, "<pgdn> <space>"),
    (Action::PageUp, "<pgup>"),
    (Action::First, "gg <home>"),
    (Action::Last, "G <end>"),
    (Action::Back, "q h <left>"),
];

const ACTIVITY: Keys = &[
    (Action::NextPart, "<tab> l <right>"),
    (Action::Retry, "r"),
    (Action::Drop, "x"),
    (Action::Undo, "u Z"),
    (Action::Submit, "<enter>"),
];

const FIGURES: Keys = &[(Action::Submit, "<enter>"), (Action::Work, "w")];

const SAMPLE: Keys = &[
    (Action::Submit, "<enter>"),
    (Action::Next, "<tab> j <down>"),
    (Action::Previous, "<s-tab> k <up>"),
    (Action::MoreOf, "l <right> +"),
    (Action::LessOf, "h <left> -"),
    (Action::NewSeed, "r"),
    (Action::PercentOrCount, "%"),
    (Action::NewSample, "n"),
    (Action::DeleteBack, "<backspace>"),
    (Action::PageDown, "<pgdn>"),
    (Action::PageUp, "<pgup>"),
    (Action::Back, "q"),
];

const AIM: Keys = &[
    (Action::AimLeft, "h <left>"),
    (Action::AimDown, "j <down>"),
    (Action::AimUp, "k <up>"),
    (Action::AimRight, "l <right>"),
    (Action::AimLeftFar, "H <s-left>"),
    (Action::AimDownFar, "J <s-down>"),
    (Action::AimUpFar, "K <s-up>"),
    (Action::AimRightFar, "L <s-right>"),
    (Action::AimCorner, "<space> v"),
    (Action::AimSet, "<enter>"),
    (Action::AimCancel, "q"),
    (Action::PanLeft, "<home>"),
    (Action::PanRight, "<end>"),
    (Action::PanUp, "<pgup>"),
    (Action::PanDown, "<pgdn>"),
    (Action::Peek, "p"),
    (Action::ZoomIn, "+ ="),
    (Action::ZoomOut, "-"),
    (Action::ZoomTarget, "z"),
];

/// The keys of an action in one of these scopes, as written; empty where it means nothing.
pub(super) fn keys(scope: Scope, action: Action) -> &'static str {
    let own = match scope {
        Scope::Prompt => PROMPT,
        Scope::Menu => MENU,
        Scope::Reason => REASON,
        Scope::Confirm => CONFIRM,
        Scope::Summary => SUMMARY,
        Scope::Conflict => CONFLICT,
        Scope::Activity => ACTIVITY,
        Scope::Figures => FIGURES,
        Scope::Sample => SAMPLE,
        Scope::Pager => &[],
        Scope::Aim => AIM,
        Scope::List | Scope::Review | Scope::Inbox | Scope::Dispute | Scope::Sheet => return "",
    };
    let shared = match scope {
        Scope::Prompt | Scope::Menu => EDITING,
        Scope::Activity | Scope::Figures | Scope::Pager => READING,
        _ => &[],
    };
    let tables = [own, shared, EVERYWHERE];
    let mut rows = tables.into_iter().flatten();
    rows.find(|(known, _)| *known == action)
        .map_or("", |(_, keys)| *keys)
}

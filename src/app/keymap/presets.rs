//! Keys for hands that are used to another program: what each of them changes in the table, and
//! why. Everything else stays as it is.

use crate::app::actions::{Action, Scope};

/// One change of a preset.
#[derive(Debug)]
pub struct Override {
    /// Where.
    pub scopes: &'static [Scope],
    /// Of which action.
    pub action: Action,
    /// Its keys there; none leaves it to the palette.
    pub keys: &'static [&'static str],
    /// Why.
    pub because: &'static str,
}

/// A table of changes under a name.
#[derive(Debug)]
pub struct Preset {
    /// Its name for `ui.keys`.
    pub name: &'static str,
    /// For whom it is.
    pub summary: &'static str,
    /// What it changes.
    pub overrides: &'static [Override],
}

const REVIEW: &[Scope] = &[Scope::Review];
const ITEM: &[Scope] = &[Scope::Review, Scope::Dispute];
const LISTS: &[Scope] = &[Scope::List];
const SCREENS: &[Scope] = &[
    Scope::List,
    Scope::Review,
    Scope::Inbox,
    Scope::Dispute,
    Scope::Sheet,
];
const SHEET: &[Scope] = &[Scope::Sheet];
const JUDGED: &[Scope] = &[Scope::List, Scope::Review];
const MOVED: &[Scope] = &[Scope::Review, Scope::List, Scope::Inbox, Scope::Dispute];

const fn over(
    scopes: &'static [Scope],
    action: Action,
    keys: &'static [&'static str],
    because: &'static str,
) -> Override {
    Override {
        scopes,
        action,
        keys,
        because,
    }
}

/// The presets; the first one is what counts without a setting.
pub static PRESETS: [Preset; 5] = [
    Preset {
        name: "vidimus",
        summary: "the whole loop under the left hand, moving as in vi",
        overrides: &[],
    },
    Preset {
        name: "cvat",
        summary: "as in CVAT's editor: d f v c step, n opens an issue, Ctrl-z undoes",
        overrides: CVAT,
    },
    Preset {
        name: "prodigy",
        summary: "as in Prodigy: a x Space, Backspace undoes, f flags",
        overrides: PRODIGY,
    },
    Preset {
        name: "labelstudio",
        summary: "as in Label Studio: Ctrl-Space rejects, Ctrl-z undoes, Backspace clears",
        overrides: LABEL_STUDIO,
    },
    Preset {
        name: "right",
        summary: "the loop under the right hand: ; accepts, p rejects, o skips",
        overrides: RIGHT,
    },
];

#[rustfmt::skip]
const CVAT: &[Override] = &[
    over(REVIEW,  Action::PageDown,      &["v", "<pgdn>"],     "v goes ten frames on"),
    over(REVIEW,  Action::PageUp,        &["c", "<pgup>"],     "c goes ten frames back"),
    over(ITEM,    Action::Comment,       &["T"],               "c is taken: T for talk"),
    over(ITEM,    Action::NextPicture,   &["V"],               "v is taken"),
    over(REVIEW,  Action::PlaceIssue,    &["n", "I"],          "n begins an issue with its place"),
    over(REVIEW,  Action::NextIssue,     &[";"],               "n is taken"),
    over(REVIEW,  Action::PreviousIssue, &["'"],               "beside it"),
    over(SCREENS, Action::Undo,          &["<c-z>", "u", "Z"], "Ctrl-z undoes"),
    over(SCREENS, Action::Redo,          &["<c-y>", "<c-r>"],  "Ctrl-y does it again"),
    over(SCREENS, Action::Suspend,       &["gz"],              "Ctrl-z is taken"),
];

#[rustfmt::skip]
const PRODIGY: &[Override] = &[
    over(ITEM,    Action::Skip,     &["<space>", "s"],         "Space ignores"),
    over(ITEM,    Action::Peek,     &["V"],                    "Space is taken: V for visible"),
    over(SCREENS, Action::Undo,     &["<backspace>", "u", "Z"], "Backspace takes the last answer back"),
    over(ITEM,    Action::Flag,     &["f", "m"],               "f flags"),
    over(ITEM,    Action::Next,     &["j", "<down>"],          "f is taken"),
    over(ITEM,    Action::Previous, &["k", "<up>"],            "d means little without f"),
];

#[rustfmt::skip]
const LABEL_STUDIO: &[Override] = &[
    over(JUDGED,  Action::Reject,  &["<c-space>", "x"],        "Ctrl-Space rejects; Ctrl-Enter is Enter to most terminals, so a accepts"),
    over(JUDGED,  Action::Clear,   &["<backspace>", "e"],      "Backspace deletes; here it takes the verdict away"),
    over(SCREENS, Action::Undo,    &["<c-z>", "u", "Z"],       "Ctrl-z undoes"),
    over(SCREENS, Action::Redo,    &["<c-y>", "<c-r>"],        "Ctrl-Shift-z is Ctrl-z to most terminals"),
    over(SCREENS, Action::Suspend, &["gz"],                    "Ctrl-z is taken"),
];

#[rustfmt::skip]
const RIGHT: &[Override] = &[
    over(JUDGED,  Action::Accept,         &[";"],              "under the small finger"),
    over(JUDGED,  Action::Reject,         &["p"],              "above it"),
    over(&[Scope::Dispute], Action::NeitherIsRight, &["p"],    "what rejects one rejects both"),
    over(ITEM,    Action::Skip,           &["o"],              "beside reject"),
    over(JUDGED,  Action::Clear,          &["'"],              "beside accept"),
    over(REVIEW,  Action::AcceptAll,      &["\""],             "Shift and the key beside accept"),
    over(REVIEW,  Action::RejectAll,      &["P"],              "Shift and reject"),
    over(ITEM,    Action::Reopen,         &["Y"],              "o is taken"),
    over(ITEM,    Action::Resolve,        &["y"],              "right of h"),
    over(MOVED,   Action::CopyLink,       &["gy"],             "y is taken"),
    over(SCREENS, Action::CycleTheme,     &["gk"],             "gy is taken"),
    over(REVIEW,  Action::NextResult,     &["*"],              "p is taken"),
    over(REVIEW,  Action::PreviousResult, &["&"],              "beside it"),
    over(ITEM,    Action::Comment,        &["m"],              "right of h"),
    over(JUDGED,  Action::Flag,           &["M"],              "Shift and comment: a note to oneself"),
    over(&[Scope::Dispute], Action::Flag, &["M"],              "the same"),
    over(REVIEW,  Action::EditComment,    &["ge"],             "M is taken"),
    over(SCREENS, Action::Undo,           &["u", "U"],         "Z lies left"),
    over(MOVED,   Action::Next,           &["j", "<down>"],    "f lies left"),
    over(MOVED,   Action::Previous,       &["k", "<up>"],      "d lies left"),
    over(SHEET,   Action::AcceptPage,     &[";"],              "as accept elsewhere"),
    over(SHEET,   Action::MarkTile,       &["p"],              "as reject elsewhere"),
    over(SHEET,   Action::RejectMarked,   &["P"],              "Shift and mark"),
    over(SHEET,   Action::PageDown,       &["n", "<pgdn>", "<c-f>"], "f lies left"),
    over(SHEET,   Action::PageUp,         &["b", "<pgup>", "<c-b>"], "d lies left"),
    over(LISTS,   Action::Back,           &["h", "q", "<left>", "<backspace>"], "q lies left"),
    over(&[Scope::Review, Scope::Dispute, Scope::Inbox], Action::Back, &["q", "<backspace>"], "q lies left"),
];

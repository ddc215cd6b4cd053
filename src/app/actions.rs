//! The one table of actions: their names, summaries and keys before presets and the configuration
//! have changed them. [`super::keymap::Keymap`] is made from it, and everything that runs or shows
//! keys reads that. A test asserts that every [`Action`] stands in it once.

mod parts;
mod scope;
mod shared;
mod sheet;

/// Everything a key or command can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // each is documented by its row in the table below
pub enum Action {
    Next,
    Previous,
    First,
    Last,
    HalfDown,
    HalfUp,
    PageDown,
    PageUp,
    Open,
    Enter,
    Back,
    NextPane,
    PreviousPane,
    NextAnnotation,
    PreviousAnnotation,
    NextResult,
    PreviousResult,
    Compare,
    Disputes,
    Sample,
    ContactSheet,
    MarkTile,
    AcceptPage,
    RejectMarked,
    TileLeft,
    TileDown,
    TileUp,
    TileRight,
    LargerTiles,
    SmallerTiles,
    LeftIsRight,
    RightIsRight,
    NeitherIsRight,
    NextJob,
    PreviousJob,
    NextIssue,
    PreviousIssue,
    Accept,
    Reject,
    AcceptAll,
    RejectAll,
    Skip,
    Clear,
    Flag,
    Issue,
    Comment,
    EditComment,
    Resolve,
    Reopen,
    Transition,
    Assign,
    AssignReviewer,
    Mark,
    MarkRange,
    MarkAll,
    Peek,
    ZoomTarget,
    ZoomIn,
    ZoomOut,
    PanLeft,
    PanDown,
    PanUp,
    PanRight,
    NextPicture,
    Undo,
    Redo,
    Filter,
    Palette,
    Help,
    Refresh,
    GotoOrganizations,
    GotoProjects,
    GotoTasks,
    GotoJobs,
    GotoItems,
    GotoIssues,
    GotoOutbox,
    GotoHistory,
    GotoMessages,
    GotoBatch,
    GotoInsights,
    GotoInbox,
    GotoAccounts,
    Guide,
    WebAddress,
    PlaceIssue,
    Repeat,
    FilterAnnotations,
    OverlayStyle,
    Blink,
    Sharp,
    FrameBack,
    FrameForward,
    PreviousKeyFrame,
    NextKeyFrame,
    CopyLink,
    PlaceBack,
    PlaceForward,
    FirstPane,
    SecondPane,
    ThirdPane,
    SaveFilter,
    SavedFilters,
    CycleGraphics,
    CycleTheme,
    ToggleMouse,
    RecordMacro,
    PlayMacro,
    Macros,
    Reload,
    Submit,
    NoReason,
    OwnWords,
    Apply,
    Drop,
    Retry,
    NextPart,
    Work,
    NewSample,
    NewSeed,
    MoreOf,
    LessOf,
    PercentOrCount,
    Complete,
    CompleteBack,
    OlderText,
    NewerText,
    Editor,
    DeleteEntry,
    RenameEntry,
    CursorLeft,
    CursorRight,
    CursorWordLeft,
    CursorWordRight,
    CursorStart,
    CursorEnd,
    DeleteBack,
    DeleteForward,
    DeleteWordBack,
    DeleteWordForward,
    DeleteLine,
    DeleteToEnd,
    AimLeft,
    AimDown,
    AimUp,
    AimRight,
    AimLeftFar,
    AimDownFar,
    AimUpFar,
    AimRightFar,
    AimCorner,
    AimSet,
    AimCancel,
    Cancel,
    Redraw,
    Suspend,
    Quit,
}

pub use scope::Scope;

/// Under which head an action stands in the `?` menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Moving about.
    Move,
    /// Saying what is right and wrong.
    Judge,
    /// Issues and their threads.
    Discuss,
    /// Jobs: state and people.
    Manage,
    /// What the picture shows.
    Look,
    /// Everything else.
    Program,
}

/// One row of the table.
#[derive(Debug)]
pub struct ActionSpec {
    /// The action.
    pub action: Action,
    /// Its name for the palette and the configuration, in kebab case.
    pub name: &'static str,
    /// What it does, in a few words.
    pub summary: &'static str,
    /// The word for the footer; empty when it never stands there.
    pub short: &'static str,
    /// Its head in the menu.
    pub group: Group,
    /// Keys in lists, in key notation, blanks between alternatives; empty where it has no key.
    pub list: &'static str,
    /// Keys in review.
    pub review: &'static str,
}

/// Marks an action in the table that a scope has without a key of its own: it is run by name.
const BY_NAME: &str = "<>";

impl ActionSpec {
    /// The keys of a scope, as written in the table.
    pub fn keys(&self, scope: Scope) -> impl Iterator<Item = &'static str> {
        let keys = self.written(scope).split(' ');
        keys.filter(|key| !key.is_empty() && *key != BY_NAME)
    }

    /// Whether the action means something in a scope, with a key or without.
    pub fn is_in(&self, scope: Scope) -> bool {
        !self.written(scope).is_empty()
    }

    fn written(&self, scope: Scope) -> &'static str {
        match scope {
            Scope::List => self.list,
            Scope::Review => self.review,
            Scope::Inbox if shared::in_inbox(self.action) => self.list,
            Scope::Inbox => "",
            Scope::Dispute => self.in_dispute(),
            Scope::Sheet => sheet::keys(self),
            part => parts::keys(part, self.action),
        }
    }

    fn in_dispute(&self) -> &'static str {
        match self.action {
            Action::LeftIsRight => "h <left>",
            Action::RightIsRight => "l <right>",
            Action::NeitherIsRight => "x",
            Action::NextAnnotation => "<tab>",
            Action::PreviousAnnotation => "<s-tab>",
            Action::Next => "f j <down>",
            Action::Previous => "d k <up>",
            action if shared::in_dispute(action) => self.review,
            _ => "",
        }
    }
}

const fn row(
    action: Action,
    name: &'static str,
    short: &'static str,
    group: Group,
    list: &'static str,
    review: &'static str,
    summary: &'static str,
) -> ActionSpec {
    ActionSpec {
        action,
        name,
        summary,
        short,
        group,
        list,
        review,
    }
}

/// The table, in menu order.
#[rustfmt::skip]
pub static ACTIONS: &[ActionSpec] = &[
    // action                    name                  footer        group           in lists          in review         summary
    row(Action::Accept,          "accept",             "accept",     Group::Judge,   "a",              "a",              "Accept the annotation, result, item or job and go on"),
    row(Action::Reject,          "reject",             "reject",     Group::Judge,   "x",              "x",              "Reject it: pick a reason, then go on"),
    row(Action::AcceptAll,       "accept-all",         "",           Group::Judge,   "",               "A",              "Accept the item with everything undecided on it"),
    row(Action::RejectAll,       "reject-item",        "",           Group::Judge,   "",               "X",              "Reject the whole item, whatever is selected"),
    row(Action::Skip,            "skip",               "skip",       Group::Judge,   "",               "s",              "Skip: leave it undecided and go on"),
    row(Action::Clear,           "clear",              "",           Group::Judge,   "e",              "e",              "Clear the verdict (erase)"),
    row(Action::LeftIsRight,     "left-is-right",      "left is right", Group::Judge, "",              "",               "Disagreement: the left result is right, the other gets an issue"),
    row(Action::RightIsRight,    "right-is-right",     "right is right", Group::Judge, "",             "",               "Disagreement: the right result is right, the other gets an issue"),
    row(Action::NeitherIsRight,  "neither-is-right",   "both wrong", Group::Judge,   "",               "",               "Disagreement: both results are wrong"),
    row(Action::Flag,            "flag",               "",           Group::Judge,   "m",              "m",              "Flag: a bookmark of your own"),
    row(Action::Undo,            "undo",               "undo",       Group::Judge,   "u Z",            "u Z",            "Undo the last decision"),
    row(Action::Redo,            "redo",               "",           Group::Judge,   "<c-r>",          "<c-r>",          "Redo what was undone"),
    row(Action::Repeat,           "repeat",             "",           Group::Judge,    ".",              ".",              "Repeat the last verdict or issue here, or the last action on the marked rows"),
    row(Action::Issue,           "issue",              "issue",      Group::Discuss, "",               "i",              "Open an issue on the target, without a verdict"),
    row(Action::PlaceIssue,       "place-issue",        "",           Group::Discuss,  "",               "I",              "Open an issue at a place: a point or a box, set with the crosshair"),
    row(Action::Comment,         "comment",            "",           Group::Discuss, "c",              "c",              "Comment on the target's issue, or open a thread"),
    row(Action::EditComment,     "edit-comment",       "",           Group::Discuss, "",               "M",              "Change your last comment in the thread"),
    row(Action::Resolve,         "resolve",            "",           Group::Discuss, "r",              "r",              "Resolve the selected issue; of fixed ones: confirm, go on"),
    row(Action::Reopen,          "reopen",             "",           Group::Discuss, "o",              "o",              "Reopen the selected issue; of fixed ones: say why, go on"),
    row(Action::NextIssue,       "next-issue",         "",           Group::Discuss, "n",              "n",              "Next open issue (in lists: next row with one)"),
    row(Action::PreviousIssue,   "previous-issue",     "",           Group::Discuss, "N",              "N",              "Previous open issue (in lists: row with one)"),
    row(Action::Transition,      "transition",         "state",      Group::Manage,  "t",              "t",              "State: where this can go, and commands for it"),
    row(Action::Assign,          "assign",             "assign",     Group::Manage,  "w",              "w",              "Assign it to somebody"),
    row(Action::AssignReviewer,  "assign-reviewer",    "",           Group::Manage,  "W",              "W",              "Choose the reviewer"),
    row(Action::Mark,            "mark",               "mark",       Group::Manage,  "<space>",        "",               "Mark the row (or tile) for a bulk action"),
    row(Action::MarkRange,       "mark-range",         "",           Group::Manage,  "V",              "",               "Mark every row from the last mark to here"),
    row(Action::MarkAll,         "mark-all",           "",           Group::Manage,  "*",              "",               "Mark all rows that match the filter"),
    row(Action::Open,            "open",               "open",       Group::Move,    "l <right>",      "",               "Open the list below this row"),
    row(Action::Enter,           "review",             "review",     Group::Move,    "<enter>",        "",               "Review: open the job or item under the cursor"),
    row(Action::Back,            "back",               "back",       Group::Move,    "h q <left>",     "q",              "Back to where you came from"),
    row(Action::Next,            "next",               "next",       Group::Move,    "j f <down>",     "f j <down>",     "Next row or item, no verdict"),
    row(Action::Previous,        "previous",           "",           Group::Move,    "k d <up>",       "d k <up>",       "Previous row or item"),
    row(Action::NextAnnotation,  "next-annotation",    "object",     Group::Move,    "",               "l <tab>",        "Select the next annotation"),
    row(Action::PreviousAnnotation, "previous-annotation", "",       Group::Move,    "",               "h <s-tab>",      "Select the previous annotation, or none"),
    row(Action::NextResult,      "next-result",        "result",     Group::Move,    "",               "p",              "Next result of the item; while comparing, of the right side"),
    row(Action::PreviousResult,  "previous-result",    "",           Group::Move,    "",               "P",              "Previous result of the item"),
    row(Action::FrameForward,     "frame-forward",      "",           Group::Move,     "",               "<right>",        "Video: one frame on (with a count, so many)"),
    row(Action::FrameBack,        "frame-back",         "",           Group::Move,     "",               "<left>",         "Video: one frame back"),
    row(Action::NextKeyFrame,     "next-key-frame",     "",           Group::Move,     "",               ")",              "Video: to the next key frame of the track, or of any"),
    row(Action::PreviousKeyFrame, "previous-key-frame", "",           Group::Move,     "",               "(",              "Video: to the key frame before"),
    row(Action::First,           "first",              "",           Group::Move,    "gg <home>",      "gg <home>",      "First row or item"),
    row(Action::Last,            "last",               "",           Group::Move,    "G <end>",        "G <end>",        "Last row or item"),
    row(Action::HalfDown,        "half-down",          "scroll",     Group::Move,    "<c-d>",          "<c-d>",          "Half a page down (review: of the text, else ten items on)"),
    row(Action::HalfUp,          "half-up",            "",           Group::Move,    "<c-u>",          "<c-u>",          "Half a page up (review: of the text, else ten items back)"),
    row(Action::PageDown,        "page-down",          "",           Group::Move,    "<pgdn> <c-f>",   "<pgdn>",         "A page down (review: of the text, else ten items on)"),
    row(Action::PageUp,          "page-up",            "",           Group::Move,    "<pgup> <c-b>",   "<pgup>",         "A page up (review: of the text, else ten items back)"),
    row(Action::NextPane,        "next-pane",          "",           Group::Move,    "<tab>",          "",               "Focus the pane to the right"),
    row(Action::PreviousPane,    "previous-pane",      "",           Group::Move,    "<s-tab>",        "",               "Focus the pane to the left"),
    row(Action::FirstPane,        "first-pane",         "",           Group::Move,     "g1",             "",               "Focus the first pane"),
    row(Action::SecondPane,       "second-pane",        "",           Group::Move,     "g2",             "",               "Focus the second pane"),
    row(Action::ThirdPane,        "third-pane",         "",           Group::Move,     "g3",             "",               "Focus the third pane"),
    row(Action::PlaceBack,        "previous-place",     "",           Group::Move,     "gb",             "gb",             "Back to the place before this one"),
    row(Action::PlaceForward,     "next-place",         "",           Group::Move,     "gf",             "gf",             "Forward again"),
    row(Action::NextJob,         "next-job",           "",           Group::Move,    "<gt>",           "<gt>",           "Next of what is reviewed as a whole (job, view)"),
    row(Action::PreviousJob,     "previous-job",       "",           Group::Move,    "<lt>",           "<lt>",           "The one before it"),
    row(Action::GotoOrganizations, "organizations",    "",           Group::Move,    "go",             "go",             "Go to the organizations"),
    row(Action::GotoProjects,    "projects",           "",           Group::Move,    "gp",             "gp",             "Go to the projects"),
    row(Action::GotoTasks,       "tasks",              "",           Group::Move,    "gt",             "gt",             "Go to the tasks"),
    row(Action::GotoJobs,        "jobs",               "",           Group::Move,    "gj",             "gj",             "Go to the jobs"),
    row(Action::GotoItems,       "items",              "",           Group::Move,    "gl",             "gl",             "Go to the items"),
    row(Action::GotoIssues,      "issues",             "",           Group::Move,    "gs",             "gs",             "Go to an open issue of this place"),
    row(Action::GotoInbox,       "inbox",              "inbox",      Group::Move,    "gi",             "gi",             "Go to the inbox: what waits for you"),
    row(Action::GotoAccounts,    "accounts",           "",           Group::Move,    "ga",             "ga",             "Choose the account to browse"),
    row(Action::Peek,            "peek",               "peek",       Group::Look,    "",               "<space>",        "Peek: annotations off and on"),
    row(Action::ZoomTarget,      "zoom-target",        "zoom",       Group::Look,    "",               "z",              "Zoom, or scroll a text, to the target and back"),
    row(Action::ZoomIn,          "zoom-in",            "",           Group::Look,    "",               "+ =",            "Zoom in, on a time line too"),
    row(Action::ZoomOut,         "zoom-out",           "",           Group::Look,    "",               "-",              "Zoom out"),
    row(Action::PanLeft,         "pan-left",           "",           Group::Look,    "",               "H",              "Pan left; back in time"),
    row(Action::PanDown,         "pan-down",           "",           Group::Look,    "",               "J",              "Pan down; some lines down in a text"),
    row(Action::PanUp,           "pan-up",             "",           Group::Look,    "",               "K",              "Pan up; some lines up in a text"),
    row(Action::PanRight,        "pan-right",          "",           Group::Look,    "",               "L",              "Pan right; on in time"),
    row(Action::NextPicture,     "next-picture",       "",           Group::Look,    "",               "v",              "Next picture, text or time line of the item"),
    row(Action::OverlayStyle,     "overlay-style",      "",           Group::Look,     "",               "O",              "Overlay style: outlines and fills, outlines, boxes, labels, dots"),
    row(Action::FilterAnnotations, "filter-annotations", "",           Group::Look,     "",               "F",              "Show only some annotations: label:, attribute, score, author"),
    row(Action::Blink,            "before-after",       "",           Group::Look,     "",               "b",              "Blink between before and now"),
    row(Action::Sharp,            "sharp",              "",           Group::Look,     "",               "B",              "This picture with every pixel as it is, whatever the line"),
    row(Action::Compare,         "compare",            "",           Group::Look,    "",               "D",              "Compare this result with the next one, and back"),
    row(Action::Disputes,        "disagreements",      "",           Group::Judge,   "D",              "",               "Go through the items on which two results disagree, worst first"),
    row(Action::Sample,          "sample",             "",           Group::Judge,   "S",              "S",              "Review a sample: so much of the list, by label or annotator, repeatable"),
    row(Action::ContactSheet,    "contact-sheet",      "",           Group::Look,    "C",              "C",              "Contact sheet: the objects of a label side by side, across the list"),
    row(Action::MarkTile,        "mark-tile",          "mark",       Group::Judge,   "",               "",               "Mark a tile as wrong by the two letters of its hint"),
    row(Action::AcceptPage,      "accept-page",        "the rest is good", Group::Judge, "",           "",               "The rest of the page is right: accept what is undecided and not marked; next page"),
    row(Action::RejectMarked,    "reject-marked",      "reject marked", Group::Judge, "",             "",               "Reject what is marked, on all pages: reason row (a digit, then Enter, is the short way)"),
    row(Action::TileLeft,        "tile-left",          "",           Group::Move,    "",               "",               "The tile to the left"),
    row(Action::TileDown,        "tile-down",          "",           Group::Move,    "",               "",               "The tile below"),
    row(Action::TileUp,          "tile-up",            "",           Group::Move,    "",               "",               "The tile above"),
    row(Action::TileRight,       "tile-right",         "",           Group::Move,    "",               "",               "The tile to the right"),
    row(Action::LargerTiles,     "larger-tiles",       "",           Group::Look,    "",               "",               "Larger tiles, fewer on a page"),
    row(Action::SmallerTiles,    "smaller-tiles",      "",           Group::Look,    "",               "",               "Smaller tiles, more on a page"),
    row(Action::Guide,           "guide",              "",           Group::Look,    "gu",             "gu",             "Read the guide for annotators"),
    row(Action::WebAddress,      "web-address",        "",           Group::Look,    "E",              "E",              "Show the address in the platform's web interface"),
    row(Action::CopyLink,         "copy-link",          "",           Group::Look,     "y",              "y",              "Copy a link to this into the clipboard of your terminal"),
    row(Action::Filter,          "filter",             "filter",     Group::Program, "/",              "/",              "Filter the list: words, state:, assignee:, label:, issues>0"),
    row(Action::SaveFilter,       "save-filter",        "",           Group::Program,  "<>",             "",               "Keep this filter under a name"),
    row(Action::SavedFilters,     "saved-filters",      "",           Group::Program,  "g/",             "",               "Filters kept under a name"),
    row(Action::Palette,         "palette",            "",           Group::Program, ":",              ":",              "Run any action by name, or a command"),
    row(Action::Help,            "help",               "help",       Group::Program, "?",              "?",              "All keys here: type to search and run one"),
    row(Action::Refresh,         "refresh",            "",           Group::Program, "R",              "R",              "Read this place again"),
    row(Action::GotoOutbox,      "outbox",             "",           Group::Program, "gq",             "gq",             "Activity: what is still to be sent"),
    row(Action::GotoHistory,     "history",            "",           Group::Program, "gh",             "gh",             "Activity: every decision, newest first"),
    row(Action::GotoMessages,    "messages",           "",           Group::Program, "gm",             "gm",             "Activity: what the program said"),
    row(Action::GotoBatch,        "bulk-results",       "",           Group::Program,  "gc",             "gc",             "What became of each row of the last decision about several"),
    row(Action::GotoInsights,    "insights",           "",           Group::Program, "gr",             "gr",             "Figures about this place"),
    row(Action::CycleGraphics,    "cycle-graphics",     "",           Group::Program,  "gv",             "gv",             "Show pictures in the next way that this terminal may have"),
    row(Action::CycleTheme,       "cycle-theme",        "",           Group::Program,  "gy",             "gy",             "The next theme"),
    row(Action::ToggleMouse,      "toggle-mouse",       "",           Group::Program,  "gM",             "gM",             "Take the mouse, or leave it to the terminal"),
    row(Action::PlayMacro,        "play-macro",         "",           Group::Program,  ",<letter>",      ",<letter>",      "Play the macro of a letter: with a count so often, on each marked row once"),
    row(Action::RecordMacro,      "record-macro",       "",           Group::Program,  ",,<letter>",     ",,<letter>",     "Record a macro under a letter, until the same keys come again"),
    row(Action::Macros,           "macros",             "",           Group::Program,  "<>",             "<>",             "Macros: play, rename, delete, read them as text"),
    row(Action::Reload,           "reload",             "",           Group::Program,  "<>",             "<>",             "Read the configuration again: keys, macros, filters, reasons"),
    row(Action::Cancel,          "cancel",             "",           Group::Program, "<esc> <c-c>",    "<esc> <c-c>",    "Cancel: close, stop loading, drop filter or marks"),
    row(Action::Redraw,          "redraw",             "",           Group::Program, "<c-l>",          "<c-l>",          "Paint the screen anew"),
    row(Action::Suspend,         "suspend",            "",           Group::Program, "<c-z>",          "<c-z>",          "Suspend the program; fg brings it back"),
    row(Action::Quit,            "quit",               "",           Group::Program, "gx",             "gx",             "Quit; decisions are kept"),
];

/// Every action: those of the screens in menu order, then those of what lies over them.
pub fn all() -> impl Iterator<Item = &'static ActionSpec> {
    ACTIONS.iter().chain(parts::ACTIONS)
}

/// The row of an action.
pub fn spec(action: Action) -> &'static ActionSpec {
    // Every action has a row: the test below fails otherwise. The first row is never wrongly
    // run, since dispatch goes from row to action and not back.
    all()
        .find(|row| row.action == action)
        .unwrap_or(&ACTIONS[0])
}

/// The action of a name.
pub fn named(name: &str) -> Option<&'static ActionSpec> {
    all().find(|row| row.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_action_has_one_row_and_a_unique_name() {
        // `Quit` is the last variant, so its number plus one is the count of variants.
        let variants = Action::Quit as usize + 1;
        let rows: HashSet<_> = all().map(|row| row.action).collect();
        let names: HashSet<_> = all().map(|row| row.name).collect();
        assert_eq!(
            (rows.len(), all().count(), names.len()),
            (variants, variants, variants)
        );
    }

    #[test]
    fn every_action_means_something_somewhere() {
        for row in all() {
            let scopes = Scope::ALL.into_iter().filter(|scope| row.is_in(*scope));
            assert!(scopes.count() > 0, "{}", row.name);
        }
    }
}

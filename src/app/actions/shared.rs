//! Which actions mean the same in several scopes, by the same keys.

use super::Action;

/// What means the same wherever something is looked through.
const EVERYWHERE: &[Action] = &[
    Action::Undo,
    Action::Redo,
    Action::CycleGraphics,
    Action::CycleTheme,
    Action::ToggleMouse,
    Action::PlayMacro,
    Action::RecordMacro,
    Action::Macros,
    Action::Reload,
    Action::Palette,
    Action::Help,
    Action::Refresh,
    Action::GotoOutbox,
    Action::GotoHistory,
    Action::GotoMessages,
    Action::Cancel,
    Action::Redraw,
    Action::Suspend,
    Action::Quit,
];

/// What the inbox has of lists besides.
const INBOX: &[Action] = &[
    Action::Next,
    Action::Previous,
    Action::First,
    Action::Last,
    Action::HalfDown,
    Action::HalfUp,
    Action::PageDown,
    Action::PageUp,
    Action::Open,
    Action::Enter,
    Action::Back,
    Action::Transition,
    Action::Assign,
    Action::GotoOrganizations,
    Action::GotoProjects,
    Action::GotoTasks,
    Action::GotoJobs,
    Action::GotoItems,
    Action::GotoInbox,
    Action::GotoAccounts,
    Action::Guide,
    Action::WebAddress,
    Action::CopyLink,
    Action::PlaceBack,
    Action::PlaceForward,
];

/// What means the same as in review while two results are set against each other.
const DISPUTE: &[Action] = &[
    Action::Skip,
    Action::Flag,
    Action::Issue,
    Action::Comment,
    Action::Resolve,
    Action::Reopen,
    Action::Back,
    Action::Peek,
    Action::ZoomTarget,
    Action::ZoomIn,
    Action::ZoomOut,
    Action::PanLeft,
    Action::PanDown,
    Action::PanUp,
    Action::PanRight,
    Action::NextPicture,
    Action::Guide,
    Action::WebAddress,
    Action::CopyLink,
    Action::OverlayStyle,
    Action::FilterAnnotations,
    Action::Sharp,
];

/// What means the same on the contact sheet as in review.
const SHEET: &[Action] = &[
    Action::OverlayStyle,
    Action::GotoBatch,
    Action::ContactSheet,
];

/// Whether an action of lists is one of the inbox too.
pub(super) fn in_inbox(action: Action) -> bool {
    EVERYWHERE.contains(&action) || INBOX.contains(&action)
}

/// Whether an action of review is one of disagreements too.
pub(super) fn in_dispute(action: Action) -> bool {
    EVERYWHERE.contains(&action) || DISPUTE.contains(&action)
}

/// Whether an action of review is one of the contact sheet too.
pub(super) fn in_sheet(action: Action) -> bool {
    EVERYWHERE.contains(&action) || SHEET.contains(&action)
}

//! The keys of the contact sheet. Those that mean the same as in review have the keys of review.

use super::{Action, ActionSpec, shared};

/// The keys of an action there, as written in the table; empty where it means nothing.
pub(super) fn keys(row: &ActionSpec) -> &'static str {
    match row.action {
        Action::MarkTile => "x",
        Action::Mark => "<space> m",
        Action::AcceptPage => "a",
        Action::RejectMarked => "X",
        Action::TileLeft => "h <left>",
        Action::TileDown => "j <down>",
        Action::TileUp => "k <up>",
        Action::TileRight => "l <right>",
        Action::PageDown => "f <pgdn> <c-f>",
        Action::PageUp => "d <pgup> <c-b>",
        Action::First => "gg <home>",
        Action::Last => "G <end>",
        Action::LargerTiles => "+ =",
        Action::SmallerTiles => "-",
        Action::Enter => "<enter> o",
        Action::Back => "q",
        action if shared::in_sheet(action) => row.review,
        _ => "",
    }
}

//! The signs on screen, each one cell wide, in a Unicode and an ASCII set.

use crate::model::{Delivery, StatusClass, Verdict};

/// One set of signs.
#[derive(Debug)]
#[allow(missing_docs)] // the fields are named after what they mark
pub struct Glyphs {
    pub todo: &'static str,
    pub doing: &'static str,
    pub to_review: &'static str,
    pub accepted: &'static str,
    pub rejected: &'static str,
    pub stopped: &'static str,
    pub undecided: &'static str,
    pub skipped: &'static str,
    pub empty: &'static str,
    pub cursor: &'static str,
    pub mark: &'static str,
    pub flag: &'static str,
    pub stale: &'static str,
    pub key_frame: &'static str,
    pub moving: &'static str,
    pub missing: &'static str,
    pub troubled: &'static str,
    pub truth: &'static str,
    pub deleted: &'static str,
    pub view: &'static str,
    pub issue: &'static str,
    pub swatch: &'static str,
    pub dot: &'static str,
    pub crumb: &'static str,
    pub ellipsis: &'static str,
    pub times: &'static str,
    pub prompt: &'static str,
    pub bar: &'static str,
    pub bar_rest: &'static str,
    pub dashed: &'static str,
    pub differs: &'static str,
    pub thumb: &'static str,
    pub across: &'static str,
    pub down: &'static str,
    pub corners: [&'static str; 4],
    pub outgoing: &'static str,
    pub waiting: &'static str,
    pub info: &'static str,
    pub warning: &'static str,
    pub error: &'static str,
}

/// Signs for terminals that show Unicode.
pub static UNICODE: Glyphs = Glyphs {
    todo: "○",
    doing: "◐",
    to_review: "◆",
    accepted: "✓",
    rejected: "✗",
    stopped: "■",
    undecided: "·",
    skipped: "»",
    empty: "∅",
    cursor: "▌",
    mark: "●",
    flag: "⚑",
    stale: "↻",
    key_frame: "◆",
    moving: "◇",
    missing: "?",
    troubled: "!",
    truth: "★",
    deleted: "−",
    view: "≡",
    issue: "▲",
    swatch: "■",
    dot: "·",
    crumb: "›",
    ellipsis: "…",
    times: "×",
    prompt: "›",
    bar: "━",
    bar_rest: "─",
    dashed: "┅",
    differs: "≠",
    thumb: "┃",
    across: "─",
    down: "│",
    corners: ["╭", "╮", "╰", "╯"],
    outgoing: "↑",
    waiting: "↻",
    info: "•",
    warning: "▲",
    error: "✗",
};

/// Signs for terminals and screen readers that want ASCII only.
pub static ASCII: Glyphs = Glyphs {
    todo: "o",
    doing: "~",
    to_review: "?",
    accepted: "+",
    rejected: "x",
    stopped: "#",
    undecided: ".",
    skipped: ">",
    empty: "0",
    cursor: ">",
    mark: "*",
    flag: "F",
    stale: "%",
    key_frame: "K",
    moving: "~",
    missing: "?",
    troubled: "!",
    truth: "T",
    deleted: "-",
    view: "=",
    issue: "!",
    swatch: "#",
    dot: "-",
    crumb: ">",
    ellipsis: "~",
    times: "x",
    prompt: ">",
    bar: "=",
    bar_rest: "-",
    dashed: "-",
    differs: "/",
    thumb: "#",
    across: "-",
    down: "|",
    corners: ["+", "+", "+", "+"],
    outgoing: "^",
    waiting: "%",
    info: "-",
    warning: "!",
    error: "x",
};

impl Glyphs {
    /// The sign of a class of states.
    pub fn class(&self, class: StatusClass) -> &'static str {
        match class {
            StatusClass::Todo => self.todo,
            StatusClass::Doing => self.doing,
            StatusClass::ToReview => self.to_review,
            StatusClass::Accepted => self.accepted,
            StatusClass::Rejected => self.rejected,
            StatusClass::Stopped => self.stopped,
        }
    }

    /// The sign of a verdict, or of none.
    pub fn verdict(&self, verdict: Option<Verdict>) -> &'static str {
        match verdict {
            None => self.undecided,
            Some(Verdict::Accepted) => self.accepted,
            Some(Verdict::Rejected) => self.rejected,
            Some(Verdict::Skipped) => self.skipped,
            Some(Verdict::VerifiedEmpty) => self.empty,
        }
    }

    /// The sign and the word of an operation's way through the outbox.
    pub fn delivery(&self, delivery: Delivery) -> (&'static str, &'static str) {
        match delivery {
            Delivery::Held => (self.todo, "held"),
            Delivery::Sending => (self.outgoing, "sending"),
            Delivery::Waiting => (self.waiting, "waiting"),
            Delivery::Done => (self.accepted, "done"),
            Delivery::Failed => (self.rejected, "failed"),
            Delivery::Withdrawn => (self.skipped, "withdrawn"),
            Delivery::Dropped => (self.stopped, "dropped"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    fn all(set: &Glyphs) -> Vec<&'static str> {
        let mut found = vec![
            set.todo,
            set.doing,
            set.to_review,
            set.accepted,
            set.rejected,
            set.stopped,
            set.undecided,
            set.skipped,
            set.empty,
            set.cursor,
            set.mark,
            set.flag,
            set.stale,
            set.missing,
            set.troubled,
            set.truth,
            set.deleted,
            set.view,
            set.issue,
            set.swatch,
            set.dot,
            set.crumb,
            set.ellipsis,
            set.times,
            set.prompt,
            set.bar,
            set.bar_rest,
            set.dashed,
            set.differs,
            set.thumb,
            set.across,
            set.down,
            set.outgoing,
            set.waiting,
            set.info,
            set.warning,
            set.error,
        ];
        found.extend(set.corners);
        found
    }

    #[test]
    fn every_sign_is_one_cell_and_ascii_is_ascii() {
        for sign in all(&UNICODE).into_iter().chain(all(&ASCII)) {
            assert_eq!((sign.width(), sign.chars().count()), (1, 1), "{sign}");
        }
        assert!(all(&ASCII).iter().all(|sign| sign.is_ascii()));
    }

    #[test]
    fn classes_and_verdicts_differ_by_sign_alone() {
        for set in [&UNICODE, &ASCII] {
            let mut classes: Vec<_> = StatusClass::ALL.map(|class| set.class(class)).to_vec();
            classes.sort_unstable();
            classes.dedup();
            assert_eq!(classes.len(), 6);
            let verdicts = [
                None,
                Some(Verdict::Accepted),
                Some(Verdict::Rejected),
                Some(Verdict::Skipped),
                Some(Verdict::VerifiedEmpty),
            ];
            let mut signs: Vec<_> = verdicts.map(|verdict| set.verdict(verdict)).to_vec();
            signs.sort_unstable();
            signs.dedup();
            assert_eq!(signs.len(), 5);
        }
    }
}

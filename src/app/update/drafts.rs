//! Texts that are being written: kept as they are typed, in an editor, over a restart.

use tui_input::Input;

use crate::app::drafts::{Draft, DraftKind};
use crate::app::effect::Effect;
use crate::app::msg::Failure;
use crate::app::notices::Weight;
use crate::app::overlay::{Overlay, Prompt, PromptKind};
use crate::app::review::Aim;
use crate::app::state::App;
use crate::limits::DRAFT_REST_MS;
use crate::model::{AccountId, DecisionId, Text, Timestamp};

use super::{Effects, goal, refuse};

/// The name under which an account's texts are remembered.
const DRAFTS: &str = "drafts";
/// Characters of a text that say which one it is.
const BEGINNING: usize = 24;

fn draft_of(app: &App, prompt: &Prompt) -> Option<Draft> {
    let item = app.review.as_ref().and_then(|review| review.item.as_ref());
    Draft::of(&prompt.kind, item, prompt.input.value())
}

/// The text in the topmost prompt.
fn open(app: &App) -> Option<Draft> {
    match app.overlays.last() {
        Some(Overlay::Prompt(prompt)) => draft_of(app, prompt),
        _ => None,
    }
}

/// Keeps what is typed: in memory at once, on disk once nothing is typed for a while. A prompt that
/// was just opened gets the text that was kept for it. Says when to look again.
pub(super) fn follow(app: &mut App, out: &mut Effects) -> Option<Timestamp> {
    let seen = app.drafts.seen.take();
    if let Some(draft) = open(app) {
        let seen = seen.filter(|seen| seen.belongs_with(&draft));
        // Several keys may be applied at once: then there is a text before the prompt was seen.
        let before = seen.map(|seen| seen.text).or_else(|| {
            let untouched = initial(app) == draft.text;
            (!untouched).then(String::new)
        });
        app.drafts.seen = Some(match before {
            Some(before) => {
                if before != draft.text {
                    app.drafts.put(draft.clone());
                    app.drafts.due = Some(app.now.plus_ms(DRAFT_REST_MS));
                }
                draft
            }
            None => fill(app, draft),
        });
    }
    if app.drafts.due.is_some_and(|due| due <= app.now) {
        keep(app, out);
    }
    app.drafts.due
}

/// The text with which the topmost prompt was opened.
fn initial(app: &App) -> &str {
    match app.overlays.last() {
        Some(Overlay::Prompt(Prompt {
            kind: PromptKind::EditComment(_, _, before),
            ..
        })) => before,
        _ => "",
    }
}

fn fill(app: &mut App, draft: Draft) -> Draft {
    let Some(kept) = app.drafts.find(&draft).cloned() else {
        return draft;
    };
    if let Some(Overlay::Prompt(prompt)) = app.overlays.last_mut() {
        prompt.input = Input::new(kept.text.clone());
    }
    kept
}

/// Remembers what changed, now.
pub(super) fn keep(app: &mut App, out: &mut Effects) {
    app.drafts.due = None;
    for account in std::mem::take(&mut app.drafts.changed) {
        let text = app.drafts.remembered(&account);
        out.push(Effect::Remember {
            account,
            name: DRAFTS,
            text,
        });
    }
}

/// The topmost prompt is dropped by its key: its text goes with it.
pub(super) fn dropped(app: &mut App) {
    if let Some(draft) = open(app) {
        app.drafts.put(Draft {
            text: String::new(),
            ..draft
        });
        app.drafts.due = Some(app.now);
    }
}

/// The topmost prompt's text is on its way. It is kept until it is on disk as a decision.
pub(super) fn sent(app: &mut App) {
    app.drafts.sent = open(app);
    app.drafts.seen = None;
}

/// A decision is on disk, or it is not: then the text that it says waits in its prompt. Other
/// decisions may come before it.
pub(super) fn committed(app: &mut App, decision: DecisionId, saved: bool) {
    let pending = app.pending.get(&decision);
    let says = |draft: &Draft| pending.is_some_and(|p| draft.is_said_by(&p.decision));
    if !app.drafts.sent.as_ref().is_some_and(says) {
        return;
    }
    let Some(draft) = app.drafts.sent.take().filter(|_| saved) else {
        return;
    };
    app.drafts.put(Draft {
        text: String::new(),
        ..draft
    });
    app.drafts.due = Some(app.now);
}

/// What was handed in says nothing new: it is no text that waits.
pub(super) fn dropped_sent(app: &mut App) {
    if let Some(draft) = app.drafts.sent.take() {
        app.drafts.put(Draft {
            text: String::new(),
            ..draft
        });
        app.drafts.due = Some(app.now);
    }
}

/// What an account had remembered has come.
pub(super) fn recalled(app: &mut App, account: &AccountId, text: &str) {
    let count = app.drafts.recall(account, text);
    let Some(newest) = app
        .drafts
        .kept
        .iter()
        .rfind(|kept| kept.node.account == *account)
    else {
        return;
    };
    if count > 0 {
        let what = described(newest);
        let more = match count {
            1 => String::new(),
            _ => format!(" and {} more", count - 1),
        };
        app.say(
            Weight::Warning,
            format!("not sent yet: {what}{more}; :draft goes there"),
        );
    }
}

/// `an issue on 5: "the box is loo…"`.
fn described(draft: &Draft) -> String {
    let on = draft
        .node
        .id()
        .map_or_else(String::new, ToString::to_string);
    let mut beginning: String = draft.text.chars().take(BEGINNING).collect();
    if beginning.len() < draft.text.len() {
        beginning.push('…');
    }
    format!("{} on {on}: \"{beginning}\"", draft.kind.words())
}

/// `:draft`: goes to where the newest text belongs; the key that asked for it opens it again.
pub(super) fn go(app: &mut App, out: &mut Effects) {
    let Some(draft) = app.drafts.kept.last().cloned() else {
        return refuse(app, "every text has been sent");
    };
    let (annotation, issue) = match &draft.kind {
        DraftKind::RejectRows(rows) => {
            let (list, rows) = (draft.node.clone(), *rows);
            goal::show_list(app, list, out);
            let again = match rows {
                1 => "the same key opens the text".to_owned(),
                rows => format!("mark the {rows} rows again, then the same key opens the text"),
            };
            return app.say(Weight::Info, again);
        }
        DraftKind::Reject(id) | DraftKind::Issue(id) => (id.clone(), None),
        DraftKind::IssueAt => (None, None),
        DraftKind::Comment(issue) | DraftKind::EditComment(issue, _) | DraftKind::Reopen(issue) => {
            (None, Some(issue.clone()))
        }
    };
    let aim = Aim {
        annotation,
        issue,
        then: None,
    };
    goal::open_review(app, draft.node.clone(), aim, out);
    let what = described(&draft);
    app.say(Weight::Info, format!("{what}: the same key opens it again"));
}

/// Opens the editor on the text of the topmost prompt, where it is one for people.
pub(super) fn editor(app: &mut App, out: &mut Effects) {
    match open(app) {
        Some(draft) => out.push(Effect::Edit(draft.text)),
        None => refuse(app, "the editor is for comments and reasons"),
    }
}

/// The editor has ended: its text stands in the prompt it was opened from.
pub(super) fn edited(app: &mut App, result: Result<String, Failure>) {
    let text = match result {
        Ok(text) => Text::block(&text),
        Err(error) => return app.say(Weight::Error, error),
    };
    let item = app.review.as_ref().and_then(|review| review.item.clone());
    let prompts = app.overlays.iter_mut().rev();
    let prompt = prompts
        .filter_map(|overlay| match overlay {
            Overlay::Prompt(prompt) => Some(prompt),
            _ => None,
        })
        .find(|prompt| Draft::of(&prompt.kind, item.as_ref(), "").is_some());
    match prompt {
        Some(prompt) => {
            prompt.input = Input::new(text.to_string());
            prompt.error = None;
        }
        None => app.say(
            Weight::Warning,
            "the text was written for nothing that is open",
        ),
    }
}

//! What is copied to the reviewer's clipboard: links, ids, texts.

use crate::app::effect::Effect;
use crate::app::state::App;
use crate::model::{NodeRef, Text};

use super::{Effects, refuse};

/// What a link would lead to: the item under review, the row of the inbox, the row under the cursor.
pub(super) fn subject(app: &App) -> Option<NodeRef> {
    match &app.review {
        Some(review) => review.item.clone(),
        None if app.inbox.shown => app.inbox.chosen().map(|entry| entry.node.clone()),
        None => app.browser.column()?.node(),
    }
}

/// `y`: copies the link of what is under the cursor; right after `E`, the web address it showed.
pub(super) fn copy_link(app: &mut App, out: &mut Effects) {
    if let Some(address) = app.web.take() {
        return out.push(Effect::Copy(address));
    }
    // `enabled` has looked whether there is one.
    if let Some(node) = subject(app) {
        out.push(Effect::Copy(Text::block(&node.to_string())));
    }
}

/// `:copy WHAT`: link, id, name, the issue's text, or the last message.
pub(super) fn copy(app: &mut App, what: &str, out: &mut Effects) {
    let node = subject(app);
    let review = app.review.as_ref();
    let found = match what.trim() {
        "" | "link" => node.map(|node| Text::block(&node.to_string())),
        "id" => node.and_then(|node| Some(Text::block(&node.id()?.to_string()))),
        "name" => match review {
            Some(review) => review.detail.as_ref().map(|detail| detail.name.clone()),
            None if app.inbox.shown => app.inbox.chosen().map(|entry| entry.name.clone()),
            None => app
                .browser
                .column()
                .and_then(|c| c.row())
                .map(|row| row.name.clone()),
        },
        "issue" => review
            .and_then(|review| review.target_issue())
            .map(|issue| Text::block(issue.text())),
        "message" => app.notices.history.back().map(|notice| notice.text.clone()),
        other => {
            let text = format!("cannot copy '{other}': link, id, name, issue or message");
            return refuse(app, text);
        }
    };
    match found.filter(|text| !text.is_empty()) {
        Some(text) => out.push(Effect::Copy(text)),
        None => refuse(app, "there is nothing of that here to copy"),
    }
}

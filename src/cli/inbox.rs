//! What waits for the reviewer, in all accounts.

use std::process::ExitCode;
use std::sync::Arc;

use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::model::{InboxEntry, Text, Timestamp};
use crate::platform::Platform;

use super::error::CliError;
use super::output::{Form, Listing};
use super::session::{Session, now};
use super::shapes::to_word;

/// Milliseconds of a day.
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// `inbox list`. An account that does not answer is told of; the others are listed.
///
/// # Errors
/// Only when standard output is gone.
pub async fn list(session: &Session, form: Form, days: u32) -> Result<ExitCode, CliError> {
    let since = Timestamp(
        now()
            .0
            .saturating_sub(i64::from(days).saturating_mul(DAY_MS)),
    );
    let mut asked = JoinSet::new();
    for (place, platform) in session.platforms.iter().enumerate() {
        let platform: Arc<dyn Platform> = Arc::clone(platform);
        asked.spawn(async move { (place, platform.inbox(since).await) });
    }
    let (mut entries, mut failures) = (Vec::new(), Vec::new());
    while let Some(Ok((place, answer))) = asked.join_next().await {
        match answer {
            Ok(found) => entries.extend(found.into_iter().map(|entry| (place, entry))),
            Err(error) => {
                let account = session.platforms.get(place).map(|one| one.account());
                let name = account.map_or_else(String::new, ToString::to_string);
                failures.push(CliError::from(error).about(&name));
            }
        }
    }
    entries.sort_by_key(|(place, entry)| (entry.group, entry.at, *place));
    let head = &[
        "WHY", "WHAT", "WHERE", "STATE", "ITEMS", "ISSUES", "BY", "SINCE",
    ];
    let mut listing = Listing::begin(form, head)?;
    for (_, entry) in &entries {
        listing.row(&shape(entry), || entry.node.to_string(), || cells(entry))?;
    }
    let total = u64::try_from(entries.len()).unwrap_or(u64::MAX);
    let answered = failures.len() < session.platforms.len();
    listing.end(total, answered, &failures)
}

fn shape(entry: &InboxEntry) -> Value {
    let state = entry.state.as_ref();
    json!({
        "group": entry.group,
        "account": entry.node.account,
        "link": entry.node.to_string(),
        "issue": entry.issue.as_ref().map(ToString::to_string),
        "name": entry.name,
        "place": entry.place,
        "stage": state.and_then(|state| state.stage.as_ref()),
        "state": state.map(|state| &state.state),
        "class": state.map(|state| state.class),
        "items": entry.items,
        "issues": entry.issues,
        "by": entry.by,
        "at": entry.at.to_string(),
    })
}

fn cells(entry: &InboxEntry) -> Vec<Text> {
    let or_dash = |text: Option<Text>| text.unwrap_or_else(|| Text::line("-"));
    vec![
        Text::line(entry.group.title()),
        entry.name.clone(),
        entry.place.clone(),
        or_dash(
            entry
                .state
                .as_ref()
                .map(|state| Text::line(&to_word(state))),
        ),
        Text::line(&entry.items.to_string()),
        Text::line(&entry.issues.to_string()),
        or_dash(entry.by.clone()),
        Text::line(&entry.at.ago(now())),
    ]
}

//! Which tasks were changed since a moment, and by whom: what turns a complaint kept on this
//! machine into one that is to be verified.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use serde_json::json;

use crate::limits::STUDIO_IDS_BYTES;
use crate::model::{Level, NodeRef, Text, Timestamp, Touched};
use crate::platform::PlatformError;

use super::LabelStudioPlatform;
use super::client::{ask, number, with};
use super::records::{self, lenient, user, when};

/// A task as this looks at it.
#[derive(Clone, Debug, Default, Deserialize)]
struct Row {
    id: u64,
    #[serde(default, deserialize_with = "lenient")]
    inner_id: Option<u64>,
    #[serde(default, deserialize_with = "lenient")]
    updated_at: Option<String>,
    #[serde(default, deserialize_with = "user")]
    updated_by: Option<u64>,
}

/// Those of the items that were changed after the moment that stands with each. What this login
/// changed last itself (a marker, a mark) is no answer to its own complaint and is left out.
///
/// # Errors
/// Those of the requests.
pub async fn touched(
    studio: &LabelStudioPlatform,
    items: &[(NodeRef, Timestamp)],
) -> Result<Vec<Touched>, PlatformError> {
    let mut projects: BTreeMap<u64, HashMap<u64, &(NodeRef, Timestamp)>> = BTreeMap::new();
    for asked in items {
        let Ok(task) = number(&asked.0, Level::Item) else {
            continue;
        };
        let project = match studio.project_of(&asked.0).await {
            Ok(project) => project,
            // Deleted since.
            Err(PlatformError::NotFound(_)) => continue,
            Err(error) => return Err(error),
        };
        let of_project = projects.entry(project).or_default();
        // Of two moments of one item the earlier one counts.
        let earlier = of_project.get(&task).is_none_or(|known| asked.1 < known.1);
        if earlier {
            of_project.insert(task, asked);
        }
    }
    let me = studio.who().await?.id;
    let mut all = Vec::new();
    for (project, asked) in projects {
        let mut ids: Vec<u64> = asked.keys().copied().collect();
        ids.sort_unstable();
        for some in chunks(&ids) {
            for row in studio.rows(project, some).await? {
                let Some((node, since)) = asked.get(&row.id).copied() else {
                    continue;
                };
                let at = when(row.updated_at.as_deref());
                if at <= *since || row.updated_by == Some(me) {
                    continue;
                }
                all.push(Touched {
                    node: node.clone(),
                    name: name(&row),
                    at,
                    by: match row.updated_by {
                        Some(by) => Some(studio.called(Some(by)).await),
                        None => None,
                    },
                });
            }
        }
    }
    all.sort_by_key(|touched| touched.at);
    Ok(all)
}

fn name(row: &Row) -> Text {
    let number = row.inner_id.unwrap_or(row.id);
    Text::line(&format!("task {number}"))
}

/// Numbers in pieces whose question fits into a request line: a digit takes one byte, what stands
/// between two numbers three.
fn chunks(ids: &[u64]) -> Vec<&[u64]> {
    let mut all = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, id) in ids.iter().enumerate() {
        let needs = id.to_string().len() + 3;
        if bytes + needs > STUDIO_IDS_BYTES && at > start {
            all.extend(ids.get(start..at));
            (start, bytes) = (at, 0);
        }
        bytes += needs;
    }
    all.extend(ids.get(start..).filter(|rest| !rest.is_empty()));
    all
}

impl LabelStudioPlatform {
    async fn rows(&self, project: u64, ids: &[u64]) -> Result<Vec<Row>, PlatformError> {
        let query = json!({"filters": {"conjunction": "and", "items": [{
            "filter": "filter:tasks:id", "operator": "in_list", "type": "Number", "value": ids
        }]}});
        let asked = with(ask("api/tasks/"), "project", project);
        let asked = with(with(asked, "page", 1), "page_size", ids.len());
        let asked = with(asked, "include", "id,inner_id,updated_at,updated_by");
        let body = self.client().read(with(asked, "query", query)).await?;
        records::of_field(&body, "tasks")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_stay_below_what_proxies_let_through() {
        let ids: Vec<u64> = (1_000_000..1_002_000).collect();
        let all = chunks(&ids);
        assert!(all.len() > 1);
        assert_eq!(all.concat(), ids);
        for some in all {
            let bytes: usize = some.iter().map(|id| id.to_string().len() + 3).sum();
            assert!(bytes <= STUDIO_IDS_BYTES);
        }
        assert_eq!(chunks(&[7]), [&[7]]);
        assert!(chunks(&[]).is_empty());
    }

    #[test]
    fn whoever_changed_a_task_is_read_in_both_forms() {
        for raw in [
            r#"{"id": 1, "updated_by": [{"user_id": 3}], "updated_at": "2026-11-21T08:00:00Z"}"#,
            r#"{"id": 1, "updated_by": 3, "inner_id": 9}"#,
        ] {
            let row: Row = serde_json::from_str(raw).unwrap();
            assert_eq!(row.updated_by, Some(3));
        }
        let row: Row = serde_json::from_str(r#"{"id": 4, "inner_id": 2}"#).unwrap();
        assert_eq!(name(&row).as_str(), "task 2");
    }
}

//! What the server can tell about a place: counts of a project, its labels, people and models,
//! agreement; what became of a task. Whatever a server, edition or role does not tell is left out.

mod tables;

use std::sync::Arc;

use serde_json::{Value, json};

use crate::limits::{STUDIO_COUNTED_PEOPLE, STUDIO_HISTORIES, STUDIO_TABLE_ROWS};
use crate::model::{Level, NodeRef, Table};
use crate::platform::PlatformError;
use crate::platform::http::Ask;

use super::LabelStudioPlatform;
use super::client::{ask, number, with};
use super::people::People;
use super::records::user_number;

/// Tables about a node.
///
/// # Errors
/// Those of the requests without which there is nothing to show.
pub async fn insights(
    studio: &LabelStudioPlatform,
    node: &NodeRef,
) -> Result<Vec<Table>, PlatformError> {
    match node.level() {
        Level::Item => studio.tables_of_task(node).await,
        Level::Task | Level::Project => {
            let project = studio.place(node).await?.project;
            studio.tables_of_project(project).await
        }
        _ => Ok(Vec::new()),
    }
}

impl LabelStudioPlatform {
    async fn tables_of_project(&self, id: u64) -> Result<Vec<Table>, PlatformError> {
        let path = |rest: &str| ask(format!("api/projects/{id}/{rest}"));
        let versions = with(path("model-versions/"), "extended", "true");
        let (project, summary, versions, annotators) = tokio::join!(
            self.value(path("")),
            self.told(path("summary/")),
            self.told(versions),
            self.told(path("annotators/")),
        );
        let mut all = vec![tables::counts(&project?)];
        if let Some(summary) = summary {
            all.extend(tables::labels(&summary, STUDIO_TABLE_ROWS));
            all.extend(tables::controls(&summary, STUDIO_TABLE_ROWS));
        }
        if let Some(annotators) = annotators {
            all.extend(self.people_at_work(id, &annotators).await);
        }
        all.extend(versions.and_then(|versions| tables::models(&versions)));
        if self.who().await?.is_enterprise() {
            all.extend(self.agreement(id).await);
        }
        Ok(all)
    }

    /// The annotators of a project with how many tasks each has worked on.
    async fn people_at_work(&self, project: u64, annotators: &Value) -> Option<Table> {
        let people: Vec<u64> = annotators
            .as_array()?
            .iter()
            .filter_map(user_number)
            .collect();
        let mut rows = Vec::new();
        for (at, person) in people.iter().enumerate() {
            let tasks = match at < STUDIO_COUNTED_PEOPLE {
                true => self.tasks_of(project, *person).await,
                false => None,
            };
            rows.push((self.called(Some(*person)).await, tasks));
        }
        tables::annotators(&rows)
    }

    /// How many tasks a person has annotated.
    async fn tasks_of(&self, project: u64, person: u64) -> Option<u64> {
        let query = json!({"filters": {"conjunction": "and", "items": [{
            "filter": "filter:tasks:annotators", "operator": "contains", "type": "List",
            "value": person
        }]}});
        let asked = with(ask("api/tasks/"), "project", project);
        let asked = with(with(asked, "page", 1), "page_size", 1);
        let asked = with(with(asked, "include", "id"), "query", query);
        self.told(asked).await?.get("total")?.as_u64()
    }

    /// What Enterprise computes of how far people agree, and how long they take.
    async fn agreement(&self, project: u64) -> Vec<Table> {
        let stats = |name: &str| ask(format!("api/projects/{project}/stats/{name}"));
        let (matrix, total, times) = tokio::join!(
            self.told(stats("IAA")),
            self.told(stats("total_agreement")),
            self.told(stats("lead_time")),
        );
        let people = self.names().await;
        [
            matrix.and_then(|matrix| tables::matrix(&matrix, total.as_ref(), &people)),
            times.and_then(|times| tables::times(&times, &people)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    async fn tables_of_task(&self, node: &NodeRef) -> Result<Vec<Table>, PlatformError> {
        let task = number(node, Level::Item)?;
        let agreement = ask(format!("api/tasks/{task}/agreement/"));
        let (now, spread, steps) = tokio::join!(
            self.held_task(task),
            self.told(agreement),
            self.steps_of_task(task, STUDIO_HISTORIES),
        );
        let now = now?;
        let people = self.names().await;
        let mut all = Vec::new();
        all.extend(spread.and_then(|spread| tables::spread(&spread)));
        if self.who().await?.is_enterprise() {
            let mut events = Vec::new();
            for annotation in &now.annotations {
                let asked = with(ask("api/annotation-history/"), "annotation", annotation.id);
                let Some(history) = self.told(with(asked, "ordering", "-id")).await else {
                    // The first refusal is everybody's.
                    break;
                };
                events.extend(tables::events(&history));
            }
            all.extend(tables::history(events, node, &people));
        }
        all.extend(steps.ok().and_then(|steps| tables::states(&steps, &people)));
        Ok(all)
    }

    async fn value(&self, asked: Ask) -> Result<Value, PlatformError> {
        self.client().read(asked).await?.json()
    }

    /// What a request tells; nothing where the server, edition or role has none of it.
    async fn told(&self, asked: Ask) -> Option<Value> {
        let what = asked.path.clone();
        match self.value(asked).await {
            Ok(value) => Some(value),
            Err(error) => {
                tracing::debug!(what, %error, "left out of the insights");
                None
            }
        }
    }

    /// Everybody's names; none where that is not told.
    async fn names(&self) -> Arc<People> {
        self.people().await.unwrap_or_default()
    }
}

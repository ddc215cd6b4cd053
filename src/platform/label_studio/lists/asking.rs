//! How a list of tasks is asked for, and what a fault of the server to it means.

use std::sync::Arc;

use serde_json::json;

use crate::limits;
use crate::model::Text;
use crate::platform::PlatformError;
use crate::platform::http::{Ask, HttpFailure};

use super::super::client::{ask, with};
use super::super::filter::Pushed;
use super::super::objects::{Place, Project};

/// What every row needs.
const FIELDS: &str = "id,inner_id,project,is_labeled,overlap,total_annotations,\
                      cancelled_annotations,total_predictions,created_at,updated_at,completed_at,\
                      annotators,draft_exists,state";
/// What rows of Enterprise tell beside it.
const ENTERPRISE: &str = ",reviewed,reviews_accepted,reviews_rejected,reviewers,assignees,\
                          unresolved_comment_count,ground_truth,agreement";
/// Heads of annotations: their names share the list with those of tasks.
const HEADS: &str = ",annotations,completed_by,was_cancelled,ground_truth,last_action";
/// Columns that no row shows: computing them costs the server most.
const HIDDEN: [&str; 8] = [
    "tasks:annotations_results",
    "tasks:predictions_results",
    "tasks:annotations_ids",
    "tasks:predictions_model_versions",
    "tasks:predictions_score",
    "tasks:avg_lead_time",
    "tasks:file_upload",
    "tasks:storage_filename",
];

/// One list of tasks as it is asked for.
pub(super) struct List {
    /// Where the tasks are.
    pub(super) place: Place,
    /// The query.
    pub(super) pushed: Pushed,
    /// The view itself is asked, and nothing can stand beside its own conditions.
    pub(super) by_view: bool,
    /// Heads of annotations come along.
    pub(super) heads: bool,
    /// The server is Enterprise.
    pub(super) enterprise: bool,
    /// What is known of the project, where the query needed it.
    pub(super) project: Option<Arc<Project>>,
}

impl List {
    /// The request, without paging.
    pub(super) fn asking(&self, data: bool) -> Ask {
        let mut fields = FIELDS.to_owned();
        if data {
            fields.push_str(",data");
        }
        if self.enterprise {
            fields.push_str(ENTERPRISE);
        }
        if self.heads {
            fields.push_str(HEADS);
        }
        let mut list = match &self.place.view {
            Some(view) if self.by_view => with(ask("api/tasks/"), "view", view.told.id),
            _ => with(ask("api/tasks/"), "project", self.place.project),
        };
        list = with(list, "include", fields);
        if self.heads || self.by_view {
            list = with(list, "fields", "all");
        }
        if !self.by_view {
            list = with(list, "query", self.query());
        }
        list.final_faults = self.is_filtered();
        list
    }

    fn query(&self) -> serde_json::Value {
        let mut query = json!({"hiddenColumns": {"explore": HIDDEN, "labeling": HIDDEN}});
        if let Some(all) = query.as_object_mut() {
            if let Some(filters) = self.pushed.filters() {
                all.insert("filters".into(), filters);
            }
            if let Some(order) = &self.pushed.order {
                all.insert("ordering".into(), json!([order]));
            }
        }
        query
    }

    /// Whether a fault of the server may be about the filter or order.
    fn is_filtered(&self) -> bool {
        let view = self.place.view.as_ref();
        let own = view.is_some_and(|view| !view.base.items.is_empty() || view.order.is_some());
        own || !self.pushed.items.is_empty() || self.pushed.order.is_some()
    }

    /// The number of rows alone.
    pub(super) fn counting(&self) -> Ask {
        let mut list = self.asking(false);
        list.query
            .retain(|(name, _)| !matches!(*name, "include" | "fields"));
        with(list, "include", "id")
    }

    /// What a fault of the server to this list means: it answers so to columns that it does not
    /// know, also to those that a view was saved with.
    pub(super) fn fault(&self, failure: HttpFailure) -> PlatformError {
        if failure.status != Some(500) || !self.is_filtered() {
            return failure.error;
        }
        let why = match failure.words.as_str() {
            "" => String::new(),
            words => format!(" ({words})"),
        };
        PlatformError::Malformed(Text::line(&match &self.place.view {
            Some(view) => format!(
                "the view \"{}\": the server cannot carry out its filter or order{why}; open \"All \
                 tasks\" instead",
                view.title()
            ),
            None => format!("the list: the server does not know this filter or order{why}"),
        }))
    }

    /// Whether so many tasks may be looked through here.
    pub(super) fn bounded(&self, total: u64) -> Result<(), PlatformError> {
        if self.pushed.rest.is_empty() || total <= limits::STUDIO_WORKED_ROWS {
            return Ok(());
        }
        let what = format!(
            "{total} tasks to look through here, since the server does not know the filter {}; \
             narrow it by state, annotator or label first",
            self.pushed.here
        );
        Err(PlatformError::TooLarge(Text::line(&what)))
    }

    pub(super) fn project_name(&self) -> (u64, &str) {
        let name = self.project.as_ref().map_or("", |known| &known.told.title);
        (self.place.project, name)
    }
}

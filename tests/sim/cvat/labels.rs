//! `/api/labels`: of a job, a task or a project, ten a page.

use super::lists::{self, Shape};
use super::reply::{Answer, Reply, list_error, missing, ok};
use super::routes::Cx;
use super::state::State;
use super::{jobs, rights, tasks};
use serde_json::Value;

const SHAPE: Shape = Shape {
    simple: &["name", "parent", "type", "color", "parent_id"],
    extra: &["id"],
    search: &["name", "parent"],
    sort: "id",
    not_equal: false,
};

pub fn route(cx: &Cx, state: &mut State, rest: &[&str]) -> Answer {
    if let [id] = rest {
        let id: u64 = id.parse().map_err(|_| Reply::Html(404))?;
        return ok(state.labels.get(&id).ok_or_else(|| missing("Label"))?);
    }
    let names = ["job_id", "task_id", "project_id"];
    let given: Vec<(&str, &str)> = names
        .iter()
        .filter_map(|name| cx.query.get(name).map(|value| (*name, value)))
        .collect();
    let all: Vec<Value> = match given[..] {
        [] => {
            lists::member(cx, state)?;
            let me = cx.me()?;
            state
                .labels
                .values()
                .filter(|label| {
                    let project = label["project_id"]
                        .as_u64()
                        .and_then(|id| state.projects.get(&id));
                    let task = label["task_id"].as_u64().and_then(|id| state.task(id));
                    project.is_some_and(|p| {
                        lists::in_context(cx.context, p.org) && rights::lists_project(state, me, p)
                    }) || task.is_some_and(|t| {
                        lists::in_context(cx.context, t.org) && rights::lists_task(state, me, &t)
                    })
                })
                .cloned()
                .collect()
        }
        [(name, id)] => {
            let ids = match name {
                "project_id" => {
                    let project = tasks::seen_project(cx, state, id)?;
                    state
                        .labels
                        .values()
                        .filter(|label| label["project_id"] == project.id)
                        .filter_map(|label| label["id"].as_u64())
                        .collect()
                }
                "task_id" => state.labels_of(&tasks::seen(cx, state, id)?),
                _ => {
                    let job = jobs::seen(cx, state, id)?;
                    let task = state.task(job.task).ok_or_else(|| missing("Task"))?;
                    state.labels_of(&task)
                }
            };
            ids.iter()
                .filter_map(|id| state.labels.get(id).cloned())
                .collect()
        }
        _ => {
            return Err(list_error(
                "job_id, task_id and project_id parameters cannot be used together",
            ));
        }
    };
    lists::filtered(cx, &SHAPE, all)
}

//! What remains: the server itself, guides, assets, events, webhooks, storages.

use super::lists;
use super::reply::{Answer, Reply, created, field, forbidden, missing, ok};
use super::routes::Cx;
use super::state::State;
use super::{rights, seed};
use serde_json::{Value, json};

/// Recorded values name another host.
fn rehost(cx: &Cx, value: &Value) -> Value {
    let text = value.to_string().replace("http://localhost:8080", &cx.base);
    serde_json::from_str(&text).expect("it was JSON before")
}

pub fn server(cx: &Cx, state: &State, parts: &[&str]) -> Answer {
    match parts {
        ["server", "about"] => {
            let mut about = rehost(cx, &seed::recorded("server_about"));
            about["version"] = state.options.version.clone().into();
            if !state.at_least(2, 30)
                && let Some(map) = about.as_object_mut()
            {
                map.remove("logo_url");
                map.remove("subtitle");
            }
            ok(&about)
        }
        ["server", "plugins"] if state.at_least(2, 80) => {
            ok(&json!({"ANALYTICS": false, "MODELS": false}))
        }
        ["server", "plugins"] => ok(&seed::recorded("server_plugins")),
        ["server", "annotation", "formats"] => ok(&seed::recorded("server_formats")),
        ["server", "health"] => {
            ok(&json!({"DatabaseBackend[default]": "working", "DiskUsage": "working"}))
        }
        ["server", "share"] => ok(&json!([])),
        ["schema"] => Ok(Reply::Bytes {
            kind: Some("application/vnd.oai.openapi"),
            body: b"openapi: 3.0.3\ninfo:\n  title: CVAT REST API\n".to_vec(),
            headers: Vec::new(),
        }),
        _ => Err(Reply::Html(404)),
    }
}

pub fn guide(cx: &Cx, state: &State, id: &str) -> Answer {
    let id: u64 = id.parse().map_err(|_| Reply::Html(404))?;
    let guide = state
        .guides
        .get(&id)
        .ok_or_else(|| missing("AnnotationGuide"))?;
    let me = cx.me()?;
    let project = guide["project_id"].as_u64();
    let task = guide["task_id"].as_u64();
    // Whoever sees a job under it may read it.
    let seen = state.jobs.values().any(|job| {
        let under = state
            .task(job.task)
            .is_some_and(|t| Some(t.id) == task || (project.is_some() && t.project == project));
        under && rights::sees_job(state, me, job)
    });
    if seen { ok(guide) } else { Err(forbidden()) }
}

pub fn asset(id: &str) -> Answer {
    if id != "7a5cf18b-d902-460b-ae04-d5a6deda93ea" {
        return Err(missing("Asset"));
    }
    let picture = super::frames::Picture {
        seed: 77,
        width: 200,
        height: 120,
        png: true,
    };
    Ok(Reply::Bytes {
        kind: Some("image/png"),
        body: picture.encode().1,
        headers: vec![(
            "content-disposition",
            "inline; filename=\"example.png\"".into(),
        )],
    })
}

pub fn events(cx: &Cx, state: &State) -> Answer {
    let me = cx.me()?;
    if me.token.is_some() {
        return Err(forbidden());
    }
    let known = [
        "load:job",
        "save:job",
        "restore:job",
        "send:exception",
        "draw:object",
        "paste:object",
        "copy:object",
        "delete:object",
        "resize:object",
        "drag:object",
        "click:element",
        "undo:action",
        "redo:action",
        "zoom:image",
        "fit:image",
        "rotate:image",
        "change:frame",
        "load:cvat",
    ];
    for event in cx.body["events"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default()
    {
        let scope = event["scope"].as_str().unwrap_or_default();
        if !known.contains(&scope) {
            return Err(field(
                "scope",
                &format!("\"{scope}\" is not a valid choice."),
            ));
        }
    }
    let mut answer = seed::recorded("events_post_response");
    answer["events"][0]["user_id"] = me.id.into();
    answer["events"][0]["user_name"] = state.username(Some(me.id));
    created(&answer)
}

pub fn rest(cx: &Cx, state: &State, parts: &[&str]) -> Answer {
    let me = cx.me()?;
    let leads = |org: u64| {
        rights::admin(me) || matches!(state.role(me.id, org), Some("owner" | "maintainer"))
    };
    let inside = |name: &str| -> Vec<Value> {
        let all = seed::recorded(name)["results"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        all.iter()
            .filter(|one| {
                lists::in_context(cx.context, one["organization"].as_u64())
                    && leads(one["organization"].as_u64().unwrap_or(0))
            })
            .map(|one| rehost(cx, one))
            .collect()
    };
    match parts {
        ["cloudstorages"] => {
            lists::member(cx, state)?;
            lists::values(cx, inside("cloudstorages_list"))
        }
        ["webhooks"] => {
            lists::member(cx, state)?;
            lists::values(cx, inside("webhooks_list"))
        }
        ["webhooks", "events"] => ok(&seed::recorded("webhook_events")),
        ["webhooks", _] => Err(missing("Webhook")),
        ["lambda", ..] => Err(Reply::Json(
            503,
            seed::recorded("lambda_functions_unavailable").to_string(),
        )),
        ["consensus", "settings"] => ok(&seed::recorded("consensus_settings")),
        _ => Err(super::reply::wrong_method(&cx.method)),
    }
}

//! Which path and method goes where; every other one gets what Django gives.

use super::auth::Who;
use super::reply::{Answer, Reply, error, wrong_method};
use super::state::State;
use super::{
    actions, annotations, assign, auth, columns, comments, config, drafts, export, fsm, history,
    import, insight, login, media, members, people, projects, reviews, rights, stream, tasks,
    views, workspaces,
};
use serde_json::Value;

/// The decoded query, in order.
#[derive(Clone, Debug, Default)]
pub struct Query(pub Vec<(String, String)>);

impl Query {
    pub fn parse(text: &str) -> Self {
        Query(
            url::form_urlencoded::parse(text.as_bytes())
                .map(|(key, value)| (key.into_owned(), value.into_owned()))
                .collect(),
        )
    }

    /// The last one counts, as in Django.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .rev()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn number(&self, name: &str) -> Option<u64> {
        self.get(name).and_then(|text| text.parse().ok())
    }

    pub fn truth(&self, name: &str) -> Option<bool> {
        self.get(name)
            .map(|text| ["1", "true", "True", "yes", "on"].contains(&text))
    }

    /// Comma-separated numbers, or none when nothing is asked.
    pub fn numbers(&self, name: &str) -> Option<Vec<u64>> {
        self.get(name)
            .map(|text| text.split(',').filter_map(|one| one.parse().ok()).collect())
    }
}

/// One request, read.
pub struct Cx {
    pub method: String,
    /// Without the prefix.
    pub path: String,
    pub slash: bool,
    pub parts: Vec<String>,
    pub query: Query,
    pub headers: axum::http::HeaderMap,
    pub body: Value,
    pub body_error: Option<String>,
    pub who: Option<Who>,
    /// The server's idea of its own address.
    pub base: String,
}

impl Cx {
    pub fn me(&self) -> Result<u64, Reply> {
        match &self.who {
            Some(Who::User(id)) => Ok(*id),
            Some(Who::Refused(text)) => Err(auth::unauthorized(text)),
            None => Err(auth::unauthorized(auth::NOT_PROVIDED)),
        }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    pub fn link_to_page(&self, number: usize) -> String {
        let mut pairs = url::form_urlencoded::Serializer::new(String::new());
        if number > 1 {
            pairs.append_pair("page", &number.to_string());
        }
        for (key, value) in self.query.0.iter().filter(|(key, _)| key != "page") {
            pairs.append_pair(key, value);
        }
        format!("{}{}?{}", self.base, self.path, pairs.finish())
    }

    pub fn writes(&self) -> bool {
        !["GET", "HEAD", "OPTIONS"].contains(&self.method.as_str())
    }
}

/// Routes that have no slash at their end: with one they do not exist, and what they do not find
/// is the page of HTML.
fn slashless(parts: &[&str]) -> bool {
    matches!(
        parts,
        ["api", "organizations", _]
            | ["api", "organizations", _, "memberships"]
            | ["api", "jwt", "settings"]
            | ["api", "current-user", "token" | "whoami"]
            | ["api", "invite"]
            | ["api", "annotations", _, "convert-to-draft"]
            | ["api", "tasks", _, "drafts"]
            | ["api", "tasks", _, "annotations", _, "drafts"]
            | ["api", "fsm", "entities", _, _, "history"]
            | ["api", "projects", _, "export" | "import"]
            | ["api", "projects", _, "export", "formats"]
            | ["api", "projects", _, "roles"]
            | ["api", "projects", _, "tasks", _, "assignees"]
            | ["api", "projects", _, "tasks", "assignees"]
    )
}

fn content_type(cx: &Cx) -> Result<(), Reply> {
    if !cx.writes()
        || cx
            .header("content-length")
            .is_none_or(|length| length == "0")
    {
        return Ok(());
    }
    let known = [
        "application/json",
        "multipart/form-data",
        "application/x-www-form-urlencoded",
    ];
    match cx.header("content-type") {
        Some(kind) if !known.iter().any(|one| kind.starts_with(one)) => Err(error(
            415,
            format!("Unsupported media type \"{kind}\" in request."),
        )),
        _ => Ok(()),
    }
}

pub fn answer(cx: &mut Cx, state: &mut State) -> Answer {
    let parts: Vec<String> = cx.parts.clone();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    if slashless(&parts) && cx.slash {
        return Err(Reply::Html(404));
    }
    let page = slashless(&parts) && state.at_least(1, 17);
    match route(cx, state, &parts) {
        Err(Reply::Error { status: 404, .. } | Reply::Json(404, _)) if page => {
            Err(Reply::Html(404))
        }
        other => other,
    }
}

fn route(cx: &mut Cx, state: &mut State, parts: &[&str]) -> Answer {
    cx.who = auth::who(cx, state);
    if let ["api", "version"] = parts {
        return people::version(state);
    }
    match parts {
        ["health"] => {
            return Ok(Reply::Text(
                200,
                "text/html; charset=utf-8",
                "{\"status\": \"UP\"}".into(),
            ));
        }
        ["user", "login"] => return login::page(cx, state),
        ["samples", ..] | ["static", ..] => return media::file_by_name(&cx.path, 3),
        ["data", ..] | ["tasks", ..] | ["projects", _, "resolve"] => {
            return media::media(cx, state, parts);
        }
        ["projects", ..] | [""] => return login::web(cx),
        ["api", "token", "refresh"] if state.at_least(1, 17) => {
            content_type(cx)?;
            return auth::refresh(cx, state);
        }
        ["api", ..] => {}
        _ => return Err(Reply::Html(404)),
    }
    let rest = parts.get(1..).unwrap_or_default();
    // What does not exist says so before anybody is asked who he is.
    if !exists(state, rest) {
        return Err(Reply::Html(404));
    }
    cx.me()?;
    rights::quota(state)?;
    content_type(cx)?;
    if cx.writes()
        && let Some(said) = &cx.body_error
        && !cx
            .header("content-type")
            .is_some_and(|kind| kind.starts_with("multipart"))
    {
        return Err(error(400, said.clone()));
    }
    api(cx, state, rest)
}

const KNOWN: [&str; 14] = [
    "annotations",
    "current-user",
    "dm",
    "drafts",
    "invite",
    "organizations",
    "predictions",
    "projects",
    "tasks",
    "token",
    "jwt",
    "users",
    "webhooks",
    "fsm",
];

/// Whether version and edition have the route at all.
fn exists(state: &State, rest: &[&str]) -> bool {
    let lse = state.enterprise();
    let new = state.at_least(1, 17);
    match rest {
        ["token", ..] | ["jwt", ..] | ["fsm", ..] => new,
        ["session-policy"] => new,
        ["projects", "counts"] | ["projects", _, "annotators"] => new,
        [
            "workspaces" | "comments" | "annotation-reviews" | "annotation-history",
            ..,
        ]
        | ["activity-logs" | "current-user", ..]
            if rest.len() == 1 || rest[0] != "current-user" =>
        {
            lse
        }
        ["projects", "roles"] => lse,
        [
            "projects",
            _,
            "roles" | "members" | "annotation-history" | "stats",
            ..,
        ]
        | [
            "projects",
            _,
            "agreement-matrix" | "pauses" | "review-routing-rules",
            ..,
        ]
        | ["projects", _, "tasks", ..]
            if rest.len() > 3 || rest.get(2) != Some(&"tasks") =>
        {
            lse
        }
        ["annotations", "bulk" | "bulk-delete"] => lse,
        [first, ..] => KNOWN.contains(first),
        [] => false,
    }
}

fn api(cx: &Cx, state: &mut State, rest: &[&str]) -> Answer {
    match rest {
        ["token", ..] | ["jwt", "settings"] => auth::tokens(cx, state, rest),
        ["current-user", "token" | "reset-token"] => auth::legacy(cx, state, rest),
        ["current-user", ..]
        | ["users", ..]
        | ["organizations", ..]
        | ["invite"]
        | ["session-policy"] => people::people(cx, state, rest),
        ["projects", "validate"] | ["projects", _, "validate"] => config::validate(cx),
        ["projects", "roles"] | ["projects", _, "roles"] | ["projects", _, "members", ..] => {
            members::members(cx, state, rest)
        }
        ["projects", id, "tasks", "assignees"] => assign::bulk(cx, state, number(id)?),
        ["projects", id, "tasks", task, "assignees"] => {
            assign::one(cx, state, number(id)?, number(task)?)
        }
        ["projects", id, "annotation-history"] => history::of_project(cx, state, number(id)?),
        ["projects", id, "next"] => stream::next(cx, state, number(id)?),
        ["projects", id, "label-stream-history"] => stream::handed_out(cx, state, number(id)?),
        ["projects", id, "export", ..] => export::export(cx, state, number(id)?, &rest[3..]),
        ["projects", id, "exports", ..] => export::snapshots(cx, state, number(id)?, &rest[3..]),
        ["projects", id, "import", ..] => import::import(cx, state, number(id)?),
        [
            "projects",
            id,
            "stats" | "agreement-matrix" | "summary" | "model-versions" | "annotators",
            ..,
        ]
        | ["projects", id, "pauses" | "review-routing-rules", ..] => {
            insight::project(cx, state, number(id)?, &rest[2..])
        }
        ["projects", ..] => projects::projects(cx, state, &rest[1..]),
        ["dm", "views", ..] => views::views(cx, state, &rest[2..]),
        ["dm", "columns"] => columns::columns(cx, state),
        ["dm", "actions", ..] => actions::actions(cx, state, &rest[2..]),
        ["dm", "project"] => projects::dm_project(cx, state),
        ["tasks", id, "agreement"] => insight::task_agreement(cx, state, number(id)?),
        ["tasks", id, "annotations"] => annotations::of_task(cx, state, number(id)?),
        ["tasks", id, "drafts"] => drafts::of_task(cx, state, number(id)?, None),
        ["tasks", id, "annotations", annotation, "drafts"] => {
            drafts::of_task(cx, state, number(id)?, Some(number(annotation)?))
        }
        ["tasks"] => tasks::tasks(cx, state),
        ["tasks", id] => tasks::task(cx, state, number(id)?),
        ["annotations", "bulk" | "bulk-delete"] => annotations::bulk(cx, state, rest[1]),
        ["annotations", id] => annotations::one(cx, state, number(id)?),
        ["annotations", id, "convert-to-draft"] => annotations::to_draft(cx, state, number(id)?),
        ["drafts", id] => drafts::one(cx, state, number(id)?),
        ["predictions", ..] => annotations::predictions(cx, state, &rest[1..]),
        ["fsm", ..] => fsm::fsm(cx, state, &rest[1..]),
        ["webhooks", ..] => people::webhooks(cx, state, &rest[1..]),
        ["workspaces", ..] => workspaces::workspaces(cx, state, &rest[1..]),
        ["annotation-reviews", ..] => reviews::reviews(cx, state, &rest[1..]),
        ["annotation-history"] => history::of_annotation(cx, state),
        ["comments", ..] => comments::comments(cx, state, &rest[1..]),
        ["activity-logs"] => insight::activity(cx, state),
        _ => Err(Reply::Html(404)),
    }
}

/// A number in a path; anything else is no route.
pub fn number(text: &str) -> Result<u64, Reply> {
    text.parse().map_err(|_| Reply::Html(404))
}

/// Refuses methods that a route does not have.
pub fn only(cx: &Cx, methods: &[&str]) -> Result<(), Reply> {
    if methods.contains(&cx.method.as_str()) || cx.method == "OPTIONS" {
        Ok(())
    } else {
        Err(wrong_method(&cx.method))
    }
}

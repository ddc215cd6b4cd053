//! Which path and method goes where; every other one gets what Django gives.

use super::auth::{self, Who};
use super::reply::{Answer, Reply, detail, forbidden, list_error, wrong_method};
use super::state::State;
use super::{annotations, data, issues, jobs, labels, layout, people, quality, rest, tasks, work};
use serde_json::Value;

/// Of which organization lists and posts speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    All,
    Sandbox,
    Org(u64),
}

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
}

/// One request, read.
pub struct Cx {
    pub method: String,
    /// Decoded, without the prefix.
    pub path: String,
    /// Split before decoding: an id of a background request may hold anything.
    pub parts: Vec<String>,
    pub query: Query,
    pub headers: axum::http::HeaderMap,
    pub body: Value,
    pub body_error: Option<String>,
    pub who: Option<Who>,
    pub context: Context,
    /// The server's idea of its own address.
    pub base: String,
}

impl Cx {
    pub fn me(&self) -> Result<&Who, Reply> {
        self.who
            .as_ref()
            .ok_or_else(|| auth::unauthorized("Authentication credentials were not provided."))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    pub fn link_to_page(&self, number: usize) -> String {
        let mut pairs = url::form_urlencoded::Serializer::new(String::new());
        if number > 1 {
            pairs.append_pair("page", &number.to_string());
        }
        let mut others: Vec<_> = self
            .query
            .0
            .iter()
            .filter(|(key, _)| key != "page")
            .collect();
        others.sort();
        for (key, value) in others {
            pairs.append_pair(key, value);
        }
        format!("{}{}?{}", self.base, self.path, pairs.finish())
    }

    pub fn writes(&self) -> bool {
        !["GET", "HEAD", "OPTIONS"].contains(&self.method.as_str())
    }
}

/// Paths that answer bytes, whatever is accepted.
fn is_media(parts: &[&str]) -> bool {
    matches!(
        parts,
        [_, _, "data" | "preview"] | ["assets", _] | [_, _, "dataset", "download"]
    )
}

fn accepts(cx: &Cx, parts: &[&str]) -> Result<(), Reply> {
    let Some(accept) = cx.header("accept") else {
        return Ok(());
    };
    if is_media(parts) || matches!(parts, ["server", "health"] | ["schema"]) {
        return Ok(());
    }
    let good = accept.split(',').any(|one| {
        let one = one.trim().replace(' ', "");
        let (kind, rest) = one.split_once(';').unwrap_or((&one, ""));
        let version = rest
            .split(';')
            .find_map(|part| part.strip_prefix("version="));
        match kind {
            "*/*" | "application/*" | "text/html" => true,
            "application/vnd.cvat+json" => version.is_none_or(|v| v == "2.0"),
            _ => false,
        }
    });
    if good {
        Ok(())
    } else {
        Err(detail(406, "Could not satisfy the request Accept header."))
    }
}

fn content_type(cx: &Cx) -> Result<(), Reply> {
    if !cx.writes() || cx.header("content-length") == Some("0") {
        return Ok(());
    }
    match cx.header("content-type") {
        None => Ok(()),
        Some(kind)
            if kind.starts_with("application/json")
                || kind.starts_with("multipart/form-data")
                || kind.starts_with("application/x-www-form-urlencoded") =>
        {
            Ok(())
        }
        Some(kind) => Err(detail(
            415,
            &format!("Unsupported media type \"{kind}\" in request."),
        )),
    }
}

fn context(cx: &Cx, state: &State) -> Result<Context, Reply> {
    let header = cx.header("x-organization");
    let slug = cx.query.get("org");
    let id = cx.query.get("org_id");
    if id.is_some() && (header.is_some() || slug.is_some()) {
        return Err(list_error(
            "You cannot specify \"org_id\" query parameter with \"org\" query parameter or \"X-Organization\" HTTP header at the same time.",
        ));
    }
    if let (Some(header), Some(slug)) = (header, slug)
        && header != slug
    {
        return Err(list_error(
            "You cannot specify \"org\" query parameter and \"X-Organization\" HTTP header with different values.",
        ));
    }
    let found = match (header.or(slug), id) {
        (None, None) => return Ok(Context::All),
        (Some(""), _) | (None, Some("")) => return Ok(Context::Sandbox),
        (Some(slug), _) => state.orgs.values().find(|org| org.slug == slug),
        (None, Some(id)) => id.parse().ok().and_then(|id: u64| state.orgs.get(&id)),
    };
    match found {
        Some(org) => Ok(Context::Org(org.id)),
        None => {
            let name = header.or(slug).or(id).unwrap_or_default();
            Err(detail(404, &format!("{name} organization does not exist.")))
        }
    }
}

/// Which paths exist, so that an unknown one is refused before anything else is.
fn known(parts: &[&str]) -> bool {
    matches!(
        parts,
        ["server", "about" | "plugins" | "health" | "share"]
            | ["server", "annotation", "formats"]
            | ["schema"]
            | ["auth", "login" | "logout"]
            | ["auth", "access_tokens"]
            | ["auth", "access_tokens", _]
            | ["users" | "organizations" | "memberships" | "invitations"]
            | ["users" | "organizations" | "memberships" | "invitations", _]
            | ["projects" | "tasks" | "jobs" | "issues" | "comments" | "labels"]
            | [
                "projects" | "tasks" | "jobs" | "issues" | "comments" | "labels",
                _
            ]
            | ["projects" | "tasks" | "jobs", _, "preview"]
            | [
                "tasks" | "jobs",
                _,
                "annotations" | "data" | "validation_layout"
            ]
            | ["tasks" | "jobs", _, "data", "meta"]
            | ["projects" | "tasks" | "jobs", _, "dataset"]
            | [
                "projects" | "tasks" | "jobs",
                _,
                "dataset",
                "export" | "download"
            ]
            | ["guides"]
            | ["guides", _]
            | ["assets", _]
            | ["events"]
            | ["cloudstorages"]
            | ["webhooks"]
            | ["webhooks", _]
            | ["lambda", "functions" | "requests"]
            | ["requests"]
            | ["requests", _]
            | ["requests", _, "cancel"]
            | ["quality", "reports" | "conflicts" | "settings"]
            | ["quality", "reports" | "settings", _]
            | ["quality", "reports", _, "data"]
            | ["consensus", "settings" | "merges"]
    )
}

/// Answers a request.
pub fn answer(cx: &mut Cx, state: &mut State) -> Answer {
    let parts: Vec<String> = cx.parts.clone();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let Some(("api", parts)) = parts.split_first().map(|(first, rest)| (*first, rest)) else {
        return Err(Reply::Html(404));
    };
    // A few paths tolerate the slash at the end.
    let parts = match parts {
        [.., before, ""]
            if [
                "annotations",
                "data",
                "backup",
                "dataset",
                "schema",
                "health",
            ]
            .contains(before) =>
        {
            &parts[..parts.len() - 1]
        }
        _ => parts,
    };
    let exists = known(parts)
        && match parts {
            ["requests", ..] => state.at_least(2, 16),
            [_, _, "validation_layout"] => state.at_least(2, 21),
            ["consensus", ..] => state.at_least(2, 27),
            ["auth", "access_tokens", ..] => state.at_least(2, 48),
            _ => true,
        };
    if !exists {
        return Err(Reply::Html(404));
    }
    let open = matches!(parts, ["server", "about" | "health"] | ["auth", "login"]);
    cx.who = auth::who(state, &cx.headers, cx.writes() && !open)?;
    if cx.who.is_none() {
        auth::throttle(state)?;
    }
    accepts(cx, parts)?;
    if !open {
        cx.me()?;
    }
    // Django crashes where a list is asked for its head.
    if cx.method == "HEAD" {
        return Err(Reply::Html(500));
    }
    cx.context = context(cx, state)?;
    content_type(cx)?;
    if let Some(error) = &cx.body_error {
        return Err(detail(400, &format!("JSON parse error - {error}")));
    }
    if cx.who.as_ref().is_some_and(|who| who.read_only) && cx.writes() {
        return Err(forbidden());
    }
    route(cx, state, parts)
}

fn route(cx: &Cx, state: &mut State, parts: &[&str]) -> Answer {
    let method = cx.method.as_str();
    match (method, parts) {
        ("GET", ["server", ..]) | (_, ["schema"]) => rest::server(cx, state, parts),
        ("POST", ["auth", "login"]) => auth::login(state, &cx.body),
        ("POST", ["auth", "logout"]) => auth::logout(cx, state),
        (_, ["auth", "access_tokens", more @ ..]) => auth::access_tokens(cx, state, more),
        (_, ["users", more @ ..]) => people::users(cx, state, more),
        (_, ["organizations", more @ ..]) => people::organizations(cx, state, more),
        (_, ["memberships", more @ ..]) => people::memberships(cx, state, more),
        (_, ["invitations", more @ ..]) => people::invitations(cx, state, more),
        ("GET", ["projects"]) => tasks::projects(cx, state),
        (_, ["projects", id]) => tasks::project(cx, state, id),
        ("GET", ["tasks"]) => tasks::list(cx, state),
        (_, ["tasks", id]) => tasks::one(cx, state, id),
        ("GET", ["jobs"]) => jobs::list(cx, state),
        ("POST", ["jobs"]) => jobs::create(cx, state),
        ("GET", ["jobs", id]) => jobs::get(cx, state, id),
        ("PATCH", ["jobs", id]) => jobs::patch(cx, state, id),
        ("DELETE", ["jobs", id]) => jobs::delete(cx, state, id),
        ("GET", [kind, id, "preview"]) => data::preview(cx, state, kind, id),
        (_, [kind, id, "annotations"]) => annotations::route(cx, state, kind, id),
        ("GET", [kind, id, "data"]) => data::media(cx, state, kind, id),
        (_, [kind, id, "data", "meta"]) => data::meta(cx, state, kind, id),
        (_, [kind @ ("tasks" | "jobs"), id, "validation_layout"]) => {
            layout::route(cx, state, kind, id)
        }
        ("GET", [_, _, "dataset"]) => Err(Reply::Text(
            410,
            "This endpoint is no longer supported".into(),
        )),
        ("POST", [kind, id, "dataset", "export"]) => work::export(cx, state, kind, id),
        ("GET", [kind, id, "dataset", "download"]) => work::download(cx, state, kind, id),
        (_, ["issues"]) => issues::issues(cx, state),
        (_, ["issues", id]) => issues::issue(cx, state, id),
        (_, ["comments"]) => issues::comments(cx, state),
        (_, ["comments", id]) => issues::comment(cx, state, id),
        ("GET", ["labels", more @ ..]) => labels::route(cx, state, more),
        (_, ["requests", more @ ..]) => work::route(cx, state, more),
        (_, ["quality", more @ ..]) => quality::route(cx, state, more),
        ("GET", ["guides", id]) => rest::guide(cx, state, id),
        ("GET", ["assets", id]) => rest::asset(id),
        ("POST", ["events"]) => rest::events(cx, state),
        ("GET", ["cloudstorages" | "webhooks" | "lambda" | "consensus", ..]) => {
            rest::rest(cx, state, parts)
        }
        (method, _) => Err(wrong_method(method)),
    }
}

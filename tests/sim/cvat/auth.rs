//! Who is asking: keys, access tokens, sessions, passwords, and the throttle for nobody.

use super::reply::{Answer, Reply, created, detail, field, forbidden, missing, ok};
use super::routes::Cx;
use super::state::{AccessToken, State};
use super::wire;
use base64::Engine;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// The one who asks.
#[derive(Clone, Debug)]
pub struct Who {
    pub id: u64,
    pub privilege: Privilege,
    /// The access token it came by.
    pub token: Option<u64>,
    pub read_only: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Privilege {
    None,
    Worker,
    User,
    Admin,
}

/// Finds out who sent the headers. `Ok(None)`: nobody said anything.
pub fn who(
    state: &mut State,
    headers: &axum::http::HeaderMap,
    write: bool,
) -> Result<Option<Who>, Reply> {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    let authorization = text("authorization").unwrap_or_default().to_owned();
    let (scheme, secret) = authorization.split_once(' ').unwrap_or_default();
    if scheme.eq_ignore_ascii_case("token") {
        let user = state
            .users
            .values()
            .find(|u| u.key.as_deref() == Some(secret));
        let id = user.map(|u| u.id).ok_or_else(invalid)?;
        return active(state, id).map(Some);
    }
    if scheme.eq_ignore_ascii_case("bearer") && state.at_least(2, 48) {
        let now = state.now();
        let token = state
            .access_tokens
            .values_mut()
            .find(|t| t.value == secret && !t.revoked)
            .filter(|t| t.expiry.as_ref().is_none_or(|end| *end > now))
            .ok_or_else(invalid)?;
        token.last_used = Some(now);
        let (user, id, read_only) = (token.user, token.id, token.read_only);
        let mut who = active(state, user)?;
        who.token = Some(id);
        who.read_only = read_only;
        return Ok(Some(who));
    }
    let cookies = text("cookie").unwrap_or_default().to_owned();
    let cookie = |name: &str| {
        cookies.split(';').find_map(|part| {
            let (key, value) = part.trim().split_once('=')?;
            (key == name).then(|| value.to_owned())
        })
    };
    if let Some(user) = cookie("sessionid").and_then(|id| state.sessions.get(&id).copied()) {
        if write
            && (text("x-csrftoken").is_none()
                || text("x-csrftoken").map(str::to_owned) != cookie("csrftoken"))
        {
            return Err(detail(403, "CSRF Failed: CSRF token missing."));
        }
        return active(state, user).map(Some);
    }
    if scheme.eq_ignore_ascii_case("basic") {
        let decoded = base64::engine::general_purpose::STANDARD
            .decode(secret)
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .unwrap_or_default();
        let (name, password) = decoded.split_once(':').unwrap_or_default();
        let user = by_password(state, name, password)
            .ok_or_else(|| unauthorized("Invalid username/password."))?;
        return active(state, user).map(Some);
    }
    Ok(None)
}

fn active(state: &State, id: u64) -> Result<Who, Reply> {
    let user = state.users.get(&id).ok_or_else(invalid)?;
    if !user.is_active {
        return Err(unauthorized("User inactive or deleted."));
    }
    let has = |group: &str| user.groups.iter().any(|g| g == group);
    let privilege = if has("admin") || user.is_superuser {
        Privilege::Admin
    } else if has("user") {
        Privilege::User
    } else if has("worker") {
        Privilege::Worker
    } else {
        Privilege::None
    };
    Ok(Who {
        id,
        privilege,
        token: None,
        read_only: false,
    })
}

fn by_password(state: &State, name: &str, password: &str) -> Option<u64> {
    state
        .users
        .values()
        .find(|u| (u.username == name || u.email == name) && u.password == password)
        .map(|u| u.id)
}

fn invalid() -> Reply {
    unauthorized("Invalid token.")
}

pub fn unauthorized(text: &str) -> Reply {
    Reply::With(
        401,
        json!({ "detail": text }).to_string(),
        vec![("www-authenticate", "Token".into())],
    )
}

/// Counts a request of nobody; more than the limit within a minute are refused.
pub fn throttle(state: &mut State) -> Result<(), Reply> {
    let Some(limit) = state.options.anonymous_per_minute else {
        return Ok(());
    };
    let now = Instant::now();
    state
        .anonymous
        .retain(|at| now.duration_since(*at) < Duration::from_secs(60));
    if state.anonymous.len() >= limit {
        let text = "Request was throttled. Expected available in 60 seconds.";
        return Err(Reply::With(
            429,
            json!({ "detail": text }).to_string(),
            vec![("retry-after", "60".into())],
        ));
    }
    state.anonymous.push(now);
    Ok(())
}

pub fn login(state: &mut State, body: &Value) -> Answer {
    let text = |key: &str| body[key].as_str().unwrap_or_default().to_owned();
    let name = if text("username").is_empty() {
        text("email")
    } else {
        text("username")
    };
    let password = text("password");
    if password.is_empty() {
        return Err(field("password", "This field is required."));
    }
    if name.is_empty() {
        return Err(field(
            "non_field_errors",
            "Must include \"username\" or \"email\" and \"password\".",
        ));
    }
    let Some(id) = by_password(state, &name, &password) else {
        return Err(field(
            "non_field_errors",
            "Unable to log in with provided credentials.",
        ));
    };
    let session = format!("sess{:028}", state.next_id("session"));
    state.sessions.insert(session.clone(), id);
    let user = state.users.get_mut(&id).expect("found above");
    let key = user
        .key
        .get_or_insert_with(|| format!("{:040x}", 0xfeed_0000 + id))
        .clone();
    Ok(Reply::With(
        200,
        json!({ "key": key }).to_string(),
        vec![
            (
                "set-cookie",
                format!("sessionid={session}; HttpOnly; Path=/; SameSite=Lax"),
            ),
            (
                "set-cookie",
                "csrftoken=csrfcsrfcsrfcsrfcsrfcsrfcsrfcsrf; Path=/; SameSite=Lax".into(),
            ),
        ],
    ))
}

/// Deletes the user's only key: every other client of it is out as well.
pub fn logout(cx: &Cx, state: &mut State) -> Answer {
    if let Some(who) = &cx.who
        && let Some(user) = state.users.get_mut(&who.id)
    {
        user.key = None;
    }
    if let Some(who) = &cx.who {
        let id = who.id;
        state.sessions.retain(|_, user| *user != id);
    }
    ok(&json!({ "detail": "Successfully logged out." }))
}

fn token_json(state: &State, cx: &Cx, token: &AccessToken) -> Value {
    json!({
        "id": token.id, "name": token.name, "created_date": token.created,
        "updated_date": token.updated, "expiry_date": token.expiry,
        "last_used_date": token.last_used, "read_only": token.read_only,
        "owner": wire::user(state, cx, Some(token.user)),
    })
}

pub fn access_tokens(cx: &Cx, state: &mut State, rest: &[&str]) -> Answer {
    if !state.at_least(2, 48) {
        return Err(Reply::Html(404));
    }
    let me = cx.me()?.clone();
    match (cx.method.as_str(), rest) {
        ("GET", ["self"]) => {
            let id = me
                .token
                .ok_or_else(|| unauthorized("Authentication credentials were not provided."))?;
            ok(&token_json(state, cx, &state.access_tokens[&id]))
        }
        ("GET", []) => {
            let own: Vec<Value> = state
                .access_tokens
                .values()
                .rev()
                .filter(|t| t.user == me.id && !t.revoked)
                .map(|t| token_json(state, cx, t))
                .collect();
            super::lists::values(cx, own)
        }
        ("POST", []) => {
            if me.token.is_some() {
                return Err(forbidden());
            }
            let name = cx.body["name"].as_str().unwrap_or_default().to_owned();
            if name.is_empty() {
                return Err(field("name", "This field is required."));
            }
            let id = state.next_id("access_token");
            let now = state.now();
            let token = AccessToken {
                id,
                user: me.id,
                name,
                value: format!("{id:08}.{:032x}", 0xacce_5500 + id),
                read_only: cx.body["read_only"].as_bool().unwrap_or(true),
                expiry: cx.body["expiry_date"].as_str().map(str::to_owned),
                created: now.clone(),
                updated: now,
                last_used: None,
                revoked: false,
            };
            let mut answer = token_json(state, cx, &token);
            answer["value"] = token.value.clone().into();
            state.access_tokens.insert(id, token);
            created(&answer)
        }
        (method, [id]) => {
            let id: u64 = id.parse().map_err(|_| Reply::Html(404))?;
            let known = state
                .access_tokens
                .get(&id)
                .is_some_and(|t| t.user == me.id && !t.revoked);
            if !known {
                return Err(missing("AccessToken"));
            }
            match method {
                "GET" => ok(&token_json(state, cx, &state.access_tokens[&id])),
                "DELETE" | "PATCH" if me.token.is_some() && me.token != Some(id) => {
                    Err(forbidden())
                }
                "DELETE" => {
                    state.access_tokens.get_mut(&id).expect("known").revoked = true;
                    Ok(Reply::Empty(204))
                }
                "PATCH" => {
                    let token = state.access_tokens.get_mut(&id).expect("known");
                    if let Some(name) = cx.body["name"].as_str() {
                        name.clone_into(&mut token.name);
                    }
                    if let Some(flag) = cx.body["read_only"].as_bool() {
                        token.read_only = flag;
                    }
                    ok(&token_json(state, cx, &state.access_tokens[&id]))
                }
                other => Err(super::reply::wrong_method(other)),
            }
        }
        (method, []) => Err(super::reply::wrong_method(method)),
        _ => Err(Reply::Html(404)),
    }
}

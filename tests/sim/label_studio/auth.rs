//! Tokens of both kinds, and who a request is from.

use super::reply::{Answer, Reply, bare, created, error, field, missing, ok, wrong_method};
use super::routes::{Cx, only};
use super::state::{Pat, State};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use serde_json::{Value, json};
use sha2::Digest;

pub const NOT_PROVIDED: &str = "Authentication credentials were not provided.";
const DISABLED: &str = "Authentication token no longer valid: legacy token authentication has \
                        been disabled for this organization";
/// 73,000 days.
const PAT_S: i64 = 73_000 * 86_400;

#[derive(Clone, Debug)]
pub enum Who {
    User(u64),
    Refused(&'static str),
}

pub fn unauthorized(text: &str) -> Reply {
    error(401, text)
}

/// Wraps an error as the API layer does.
pub fn word(reply: Reply, cx: &Cx, state: &State, number: u64) -> Reply {
    let Reply::Error {
        status,
        detail,
        fields,
    } = reply
    else {
        return reply;
    };
    let old = !state.at_least(1, 17);
    // The older one does not say what it has not found.
    let unnamed = old && status == 404 && detail.ends_with(" matches the given query.");
    let detail = if unnamed {
        "Not found.".to_owned()
    } else {
        detail
    };
    let mut body = json!({
        "id": format!("3f2504e0-4f89-41d3-9a0c-{number:012x}"), "status_code": status,
        "version": state.options.version, "detail": detail, "exc_info": null,
    });
    if status == 500 && old {
        let place = "Traceback (most recent call last):\n  File \"rest_framework/views.py\", line 506, in dispatch\n";
        body["exc_info"] = format!("{place}{detail}\n").into();
    }
    if let Some(fields) = fields {
        body["validation_errors"] = fields;
    }
    match status {
        401 if !cx.path.contains("/token/") => {
            let header = vec![("www-authenticate", "Token".to_owned())];
            Reply::With(401, body.to_string(), header)
        }
        _ => Reply::Json(status, body.to_string()),
    }
}

fn sign(text: &str) -> String {
    let mut hash = sha2::Sha256::new();
    hash.update(b"a secret of the test server");
    hash.update(text.as_bytes());
    B64.encode(hash.finalize())
}

fn jwt(kind: &str, user: u64, number: u64, from: i64, seconds: i64) -> String {
    let header = B64.encode(json!({"alg": "HS256", "typ": "JWT"}).to_string());
    let claims = json!({
        "token_type": kind, "exp": from + seconds, "iat": from,
        "jti": format!("{number:032x}"), "user_id": user.to_string(),
    });
    let text = format!("{header}.{}", B64.encode(claims.to_string()));
    let signature = sign(&text);
    format!("{text}.{signature}")
}

/// A personal access token that is the same in every run.
pub fn pat(user: u64, number: u64) -> String {
    jwt("refresh", user, 0x5eed_0000 + number, 1_790_000_000, PAT_S)
}

/// What a token says of itself, when nobody has altered it.
fn claims(token: &str) -> Option<Value> {
    let (text, signature) = token.rsplit_once('.')?;
    if sign(text) != signature {
        return None;
    }
    let (_, payload) = text.split_once('.')?;
    serde_json::from_slice(&B64.decode(payload).ok()?).ok()
}

fn number(claims: &Value) -> u64 {
    let text = claims["jti"].as_str().unwrap_or_default();
    u64::from_str_radix(text.trim_start_matches('0'), 16).unwrap_or(0)
}

fn bearer(state: &State, token: &str) -> Option<Who> {
    let claims = claims(token)?;
    let user: u64 = claims["user_id"].as_str()?.parse().ok()?;
    let live = claims["token_type"] == "access"
        && claims["exp"].as_i64()? > state.unix()
        && number(&claims) >= state.access_floor
        && state.at_least(1, 17);
    (live && state.api_tokens && state.users.contains_key(&user)).then_some(Who::User(user))
}

fn token(state: &State, key: &str) -> Who {
    match state.users.values().find(|user| user.key == key) {
        None => Who::Refused("Invalid token."),
        Some(_) if !state.legacy_tokens => Who::Refused(DISABLED),
        Some(user) => Who::User(user.id),
    }
}

pub fn who(cx: &Cx, state: &State) -> Option<Who> {
    if let Some(key) = cx.header("x-api-key") {
        return Some(token(state, key));
    }
    match cx
        .header("authorization")
        .and_then(|text| text.split_once(' '))
    {
        Some(("Token", key)) => Some(token(state, key.trim())),
        Some(("Bearer", text)) => bearer(state, text.trim()),
        _ => {
            let cookies = cx.header("cookie").unwrap_or_default();
            let session = cookies
                .split(';')
                .find_map(|one| one.trim().strip_prefix("sessionid="))?;
            state.sessions.get(session).map(|id| Who::User(*id))
        }
    }
}

/// `POST /api/token/refresh/`: no sign-in needed, and none of the switches asked.
pub fn refresh(cx: &Cx, state: &mut State) -> Answer {
    only(cx, &["POST"])?;
    let Some(text) = cx.body.get("refresh").and_then(Value::as_str) else {
        return Err(field("refresh", "This field is required."));
    };
    let claims = claims(text).ok_or_else(|| error(401, "Token is invalid"))?;
    if claims["token_type"] != "refresh" {
        return Err(error(401, "Token has wrong type"));
    }
    match state.pats.values().find(|pat| pat.value == text) {
        Some(pat) if pat.blacklisted => Err(error(401, "Token is blacklisted")),
        None => Err(error(401, "Token is invalid")),
        Some(pat) => {
            let user = pat.user;
            let number = state.next_id("access").max(state.access_floor);
            let token = jwt("access", user, number, state.unix(), state.options.access_s);
            ok(&json!({ "access": token }))
        }
    }
}

fn mint(state: &mut State, user: u64) -> String {
    let id = state.next_id("pat");
    let value = jwt("refresh", user, 0x5eed_0000 + id, state.unix(), PAT_S);
    let pat = Pat {
        id,
        user,
        value: value.clone(),
        blacklisted: false,
    };
    state.pats.insert(id, pat);
    value
}

fn truncated(value: &str) -> &str {
    value.rsplit_once('.').map_or(value, |(front, _)| front)
}

pub fn tokens(cx: &Cx, state: &mut State, rest: &[&str]) -> Answer {
    let me = cx.me()?;
    match (cx.method.as_str(), rest) {
        ("GET", ["jwt", "settings"]) => ok(&settings(state)),
        ("POST", ["jwt", "settings"]) => {
            if let Some(on) = cx.body["api_tokens_enabled"].as_bool() {
                state.api_tokens = on;
            }
            if let Some(on) = cx.body["legacy_api_tokens_enabled"].as_bool() {
                state.legacy_tokens = on;
            }
            ok(&settings(state))
        }
        ("GET", ["token"]) => {
            let own = state
                .pats
                .values()
                .filter(|pat| pat.user == me && !pat.blacklisted);
            let list: Vec<Value> = own
                .map(|pat| json!({ "token": truncated(&pat.value) }))
                .collect();
            ok(&json!(list))
        }
        ("POST", ["token"]) => {
            if state
                .pats
                .values()
                .any(|pat| pat.user == me && !pat.blacklisted)
            {
                let said =
                    "You already have a valid token. Please revoke it before creating a new one.";
                return Err(error(409, said));
            }
            created(&json!({ "token": mint(state, me) }))
        }
        ("POST", ["token", "blacklist"]) => {
            let text = wanted(cx)?;
            let found = state
                .pats
                .values_mut()
                .find(|pat| !pat.blacklisted && truncated(&pat.value) == truncated_of(text));
            match found {
                Some(pat) => {
                    pat.blacklisted = true;
                    Ok(Reply::Empty(204))
                }
                None => Err(bare(404, "Token is invalid or already blacklisted.")),
            }
        }
        ("POST", ["token", "rotate"]) => {
            let text = wanted(cx)?;
            let found = state.pats.values_mut().find(|pat| pat.value == text);
            match found {
                Some(pat) if !pat.blacklisted => pat.blacklisted = true,
                Some(_) => return Err(error(401, "Token is blacklisted")),
                None => return Err(error(401, "Token is invalid")),
            }
            ok(&json!({ "refresh": mint(state, me) }))
        }
        (method, ["token"] | ["token", "blacklist" | "rotate"] | ["jwt", "settings"]) => {
            Err(wrong_method(method))
        }
        _ => Err(Reply::Html(404)),
    }
}

fn wanted(cx: &Cx) -> Result<&str, Reply> {
    cx.body["refresh"]
        .as_str()
        .ok_or_else(|| field("refresh", "This field is required."))
}

/// The first two parts, whether or not there is a third.
fn truncated_of(text: &str) -> &str {
    if text.matches('.').count() > 1 {
        truncated(text)
    } else {
        text
    }
}

fn settings(state: &State) -> Value {
    json!({
        "api_tokens_enabled": state.api_tokens,
        "legacy_api_tokens_enabled": state.legacy_tokens,
    })
}

/// `current-user/token` and `current-user/reset-token`; they work while the tokens are switched off.
pub fn legacy(cx: &Cx, state: &mut State, rest: &[&str]) -> Answer {
    let me = cx.me()?;
    match (cx.method.as_str(), rest) {
        ("GET", ["current-user", "token"]) => {
            let user = state.users.get(&me).ok_or_else(|| missing("User"))?;
            ok(&json!({ "token": user.key }))
        }
        ("POST", ["current-user", "reset-token"]) => {
            let key = format!("{:040x}", 0xfeed_1000 + state.next_id("legacy"));
            let user = state.users.get_mut(&me).ok_or_else(|| missing("User"))?;
            user.key.clone_from(&key);
            created(&json!({ "token": key }))
        }
        (method, _) => Err(wrong_method(method)),
    }
}

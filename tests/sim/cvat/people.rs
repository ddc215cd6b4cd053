//! Users, organizations, memberships and invitations.

use super::jobs::choice;
use super::lists::{self, Shape};
use super::reply::{Answer, Reply, crash, forbidden, missing, ok, wrong_method};
use super::routes::{Context, Cx};
use super::state::State;
use super::{rights, wire};
use serde_json::{Value, json};

pub fn users(cx: &Cx, state: &mut State, rest: &[&str]) -> Answer {
    let me = cx.me()?.clone();
    match (cx.method.as_str(), rest) {
        ("GET", ["self"]) => ok(&wire::user_self(state, cx, &state.users[&me.id])),
        ("GET", []) => {
            lists::member(cx, state)?;
            let shape = Shape {
                simple: &["username", "first_name", "last_name", "is_active"],
                extra: &["id"],
                search: &["username", "first_name", "last_name"],
                sort: "-id",
                not_equal: false,
            };
            let all = state
                .users
                .values()
                .filter(|user| match cx.context {
                    Context::Org(org) => state
                        .members
                        .values()
                        .any(|m| m.org == org && m.user == user.id),
                    _ => rights::admin(&me) || user.id == me.id,
                })
                .map(|user| wire::user(state, cx, Some(user.id)))
                .collect();
            lists::filtered(cx, &shape, all)
        }
        ("GET", [id]) => {
            let id: u64 = id.parse().map_err(|_| Reply::Html(404))?;
            let user = state.users.get(&id).ok_or_else(|| missing("User"))?;
            let orgs = |who: u64| {
                state
                    .members
                    .values()
                    .filter(move |m| m.user == who)
                    .map(|m| m.org)
            };
            let shared = orgs(me.id).any(|org| orgs(id).any(|other| other == org));
            if id == me.id {
                ok(&wire::user_self(state, cx, user))
            } else if shared || rights::admin(&me) {
                ok(&wire::user(state, cx, Some(id)))
            } else {
                Err(forbidden())
            }
        }
        (method, [] | [_]) => Err(wrong_method(method)),
        _ => Err(Reply::Html(404)),
    }
}

pub fn organizations(cx: &Cx, state: &mut State, rest: &[&str]) -> Answer {
    let me = cx.me()?.clone();
    match (cx.method.as_str(), rest) {
        ("GET", []) => {
            let shape = Shape {
                simple: &["name", "owner", "slug"],
                extra: &["id"],
                search: &["name", "owner", "slug"],
                sort: "-id",
                not_equal: false,
            };
            let all = state
                .orgs
                .values()
                .filter(|org| rights::admin(&me) || state.role(me.id, org.id).is_some())
                .map(|org| wire::org(state, cx, org))
                .collect();
            lists::filtered(cx, &shape, all)
        }
        ("GET", [id]) => {
            let id: u64 = id.parse().map_err(|_| Reply::Html(404))?;
            let org = state.orgs.get(&id).ok_or_else(|| missing("Organization"))?;
            if rights::admin(&me) || state.role(me.id, id).is_some() {
                ok(&wire::org(state, cx, org))
            } else {
                Err(forbidden())
            }
        }
        (method, [] | [_]) => Err(wrong_method(method)),
        _ => Err(Reply::Html(404)),
    }
}

pub fn memberships(cx: &Cx, state: &mut State, rest: &[&str]) -> Answer {
    let me = cx.me()?.clone();
    match (cx.method.as_str(), rest) {
        ("GET", []) => {
            lists::member(cx, state)?;
            let shape = Shape {
                simple: &["user", "role"],
                extra: &["id"],
                search: if state.at_least(2, 65) {
                    &["user"]
                } else {
                    &["user", "role"]
                },
                sort: "-id",
                not_equal: false,
            };
            let all = state
                .members
                .values()
                .filter(|member| match cx.context {
                    Context::Org(org) => member.org == org,
                    Context::Sandbox => false,
                    Context::All => rights::admin(&me) || member.user == me.id,
                })
                .map(|member| wire::membership(state, cx, member))
                .collect();
            lists::filtered(cx, &shape, all)
        }
        (method, [id]) => {
            let id: u64 = id.parse().map_err(|_| Reply::Html(404))?;
            let member = state
                .members
                .get(&id)
                .cloned()
                .ok_or_else(|| missing("Membership"))?;
            let role = state.role(me.id, member.org).map(str::to_owned);
            if role.is_none() && !rights::admin(&me) {
                return Err(forbidden());
            }
            let rules = rights::admin(&me)
                || match role.as_deref() {
                    Some("owner") => member.user != me.id,
                    Some("maintainer") => ["worker", "supervisor"].contains(&member.role.as_str()),
                    _ => false,
                };
            match method {
                "GET" => ok(&wire::membership(state, cx, &member)),
                "PATCH" | "DELETE" if !rules => Err(forbidden()),
                "PATCH" => {
                    let wanted = choice(
                        &cx.body["role"],
                        "role",
                        &["worker", "supervisor", "maintainer", "owner"],
                    )?;
                    if wanted == "owner"
                        || (wanted == "maintainer" && role.as_deref() != Some("owner"))
                    {
                        return Err(forbidden());
                    }
                    let slot = state.members.get_mut(&id).ok_or_else(crash)?;
                    slot.role = wanted;
                    state.touch();
                    ok(&wire::membership(state, cx, &state.members[&id]))
                }
                "DELETE" => {
                    state.members.remove(&id);
                    state.touch();
                    Ok(Reply::Empty(204))
                }
                other => Err(wrong_method(other)),
            }
        }
        (method, []) => Err(wrong_method(method)),
        _ => Err(Reply::Html(404)),
    }
}

pub fn invitations(cx: &Cx, state: &mut State, rest: &[&str]) -> Answer {
    let me = cx.me()?.clone();
    if cx.method != "GET" || rest.len() > 1 {
        return Err(if rest.len() > 1 {
            Reply::Html(404)
        } else {
            wrong_method(&cx.method)
        });
    }
    lists::member(cx, state)?;
    let all: Vec<Value> = state
        .members
        .values()
        .filter(|m| match cx.context {
            Context::Org(org) => m.org == org,
            Context::Sandbox => false,
            Context::All => rights::admin(&me) || m.user == me.id,
        })
        .filter_map(|m| {
            let key = m.invitation.as_ref()?;
            let org = state.orgs.get(&m.org)?;
            let mut value = json!({
                "key": key, "created_date": "2026-11-21T08:21:30.303920Z",
                "owner": wire::user(state, cx, Some(org.owner)), "role": m.role,
                "user": wire::user(state, cx, Some(m.user)), "organization": m.org,
                "expired": if m.is_active { Value::Null } else { false.into() },
                "organization_info": {"id": org.id, "slug": org.slug},
            });
            if state.at_least(2, 65) {
                value["accepted"] = m.is_active.into();
            }
            Some(value)
        })
        .collect();
    match rest {
        [key] => all
            .into_iter()
            .find(|value| value["key"] == *key)
            .map_or_else(|| Err(missing("Invitation")), |value| ok(&value)),
        _ => {
            let shape = Shape {
                simple: &["owner"],
                extra: &["user_id", "accepted", "created_date"],
                search: &["owner"],
                sort: "-created_date",
                not_equal: false,
            };
            lists::filtered(cx, &shape, all)
        }
    }
}

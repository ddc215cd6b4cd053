//! Lists: pages, simple filters, search, sort, JSON logic, and the numbers kept of the last ones.

use super::filter::{self, order};
use super::reply::{Answer, Reply, detail, field, list_error};
use super::routes::{Context, Cx};
use super::state::State;
use serde_json::Value;
use std::cmp::Ordering;
use std::fmt::Write;
use std::sync::Arc;

/// What a list can be asked for.
pub struct Shape {
    pub simple: &'static [&'static str],
    /// Terms of `filter=` and `sort` beyond the simple ones.
    pub extra: &'static [&'static str],
    pub search: &'static [&'static str],
    pub sort: &'static str,
    pub not_equal: bool,
}

/// Values of a choice; a simple filter refuses others.
fn choices(name: &str) -> Option<&'static [&'static str]> {
    Some(match name {
        "state" => &["new", "in progress", "completed", "rejected"],
        "stage" => &["annotation", "validation", "acceptance"],
        "role" => &["owner", "maintainer", "supervisor", "worker"],
        "dimension" => &["2d", "3d"],
        "mode" => &["annotation", "interpolation"],
        "validation_mode" => &["gt", "gt_pool"],
        _ => return None,
    })
}

/// The page of the list as it is asked for.
pub struct Page {
    pub from: usize,
    pub to: usize,
    pub next: Option<String>,
    pub previous: Option<String>,
}

pub fn page(cx: &Cx, count: usize) -> Result<Page, Reply> {
    let size = match cx.query.get("page_size") {
        Some("all") => count.max(1),
        Some(text) => text.parse().ok().filter(|n| *n > 0).unwrap_or(10),
        None => 10,
    };
    let pages = count.div_ceil(size).max(1);
    let number = match cx.query.get("page") {
        None | Some("") => 1,
        Some("last") => pages,
        Some(text) => text.parse().unwrap_or(0),
    };
    if number < 1 || number > pages {
        return Err(detail(404, "Invalid page."));
    }
    let link = |number: usize| cx.link_to_page(number);
    Ok(Page {
        from: (number - 1) * size,
        to: (number * size).min(count),
        next: (number < pages).then(|| link(number + 1)),
        previous: (number > 1).then(|| link(number - 1)),
    })
}

/// The envelope around rows that write themselves.
pub fn envelope(page: &Page, count: usize, mut rows: impl FnMut(&mut String, usize)) -> String {
    let mut out = String::with_capacity(256 + (page.to - page.from) * 1100);
    let quoted = |link: &Option<String>| match link {
        Some(link) => Value::from(link.as_str()).to_string(),
        None => "null".into(),
    };
    write!(
        out,
        "{{\"count\":{count},\"next\":{},\"previous\":{},\"results\":[",
        quoted(&page.next),
        quoted(&page.previous)
    )
    .expect("a string");
    for at in page.from..page.to {
        if at > page.from {
            out.push(',');
        }
        rows(&mut out, at);
    }
    out.push_str("]}");
    out
}

/// A list of ready values, with pages only.
pub fn values(cx: &Cx, values: Vec<Value>) -> Answer {
    let page = page(cx, values.len())?;
    let body = envelope(&page, values.len(), |out, at| {
        write!(out, "{}", values[at]).expect("a string");
    });
    Ok(Reply::Json(200, body))
}

/// A list of values that can be filtered by their own keys.
pub fn filtered(cx: &Cx, shape: &Shape, all: Vec<Value>) -> Answer {
    let numbers: Vec<u64> = (0..all.len() as u64).collect();
    let of = |at: u64, term: &str| {
        let got = &all[at as usize][term];
        match got.get("username") {
            Some(name) => name.clone(),
            None => got.clone(),
        }
    };
    let picked = pick(cx, shape, numbers, &of)?;
    values(
        cx,
        picked
            .into_iter()
            .map(|at| all[at as usize].clone())
            .collect(),
    )
}

/// Applies filters, search and sort to numbers (given in ascending order of id).
pub fn pick(
    cx: &Cx,
    shape: &Shape,
    ids: Vec<u64>,
    of: &dyn Fn(u64, &str) -> Value,
) -> Result<Vec<u64>, Reply> {
    let mut ids = ids;
    let mut simple = Vec::new();
    for name in shape.simple {
        let Some(wanted) = cx.query.get(name).filter(|text| !text.is_empty()) else {
            continue;
        };
        if let Some(known) = choices(name)
            && !known.contains(&wanted)
        {
            let text =
                format!("Select a valid choice. {wanted} is not one of the available choices.");
            return Err(field(name, &text));
        }
        if name.ends_with("_id") && wanted.parse::<i64>().is_err() {
            return Err(field(name, "Enter a number."));
        }
        simple.push((*name, Value::from(wanted)));
    }
    if !simple.is_empty() {
        ids.retain(|id| {
            simple
                .iter()
                .all(|(name, wanted)| filter::same(&of(*id, name), wanted))
        });
    }
    if let Some(text) = cx.query.get("filter") {
        let terms: Vec<&str> = shape.simple.iter().chain(shape.extra).copied().collect();
        let rule = filter::parse(text, &terms, shape.not_equal)?;
        ids.retain(|id| rule.holds(&|term| of(*id, term)));
    }
    if let Some(text) = cx.query.get("search") {
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        if !words.is_empty() {
            ids.retain(|id| {
                let fields: Vec<String> = shape
                    .search
                    .iter()
                    .filter_map(|name| of(*id, name).as_str().map(str::to_lowercase))
                    .collect();
                words
                    .iter()
                    .all(|word| fields.iter().any(|field| field.contains(word)))
            });
        }
    }
    sort(cx, shape, &mut ids, of);
    Ok(ids)
}

fn sort(cx: &Cx, shape: &Shape, ids: &mut [u64], of: &dyn Fn(u64, &str) -> Value) {
    let known: Vec<(&str, bool)> = cx
        .query
        .get("sort")
        .unwrap_or_default()
        .split(',')
        .map(|key| (key.trim_start_matches('-'), key.starts_with('-')))
        .filter(|(key, _)| shape.simple.contains(key) || shape.extra.contains(key) || *key == "id")
        .collect();
    // Ids ascend already: that is what most lists are asked for, so no value is made for it.
    if known.is_empty() || known.first().is_some_and(|(key, _)| *key == "id") {
        let down = known.first().map_or(shape.sort == "-id", |(_, down)| *down);
        if down {
            ids.reverse();
        }
        return;
    }
    let mut keyed: Vec<(Vec<Value>, u64)> = ids
        .iter()
        .map(|id| (known.iter().map(|(key, _)| of(*id, key)).collect(), *id))
        .collect();
    keyed.sort_by(|(a, left), (b, right)| {
        for (at, (_, down)) in known.iter().enumerate() {
            let found =
                plain(&a[at], &b[at]).unwrap_or_else(|| a[at].is_null().cmp(&b[at].is_null()));
            let found = if *down { found.reverse() } else { found };
            if found != Ordering::Equal {
                return found;
            }
        }
        right.cmp(left)
    });
    for (slot, (_, id)) in ids.iter_mut().zip(keyed) {
        *slot = id;
    }
}

/// Order of values that the server itself wrote: its dates are alike, so they need no reading.
fn plain(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::String(a), Value::String(b)) => Some(a.cmp(b)),
        _ => order(a, b),
    }
}

/// The numbers of a list, from memory when nothing was written since.
pub fn cached(
    cx: &Cx,
    state: &mut State,
    make: impl FnOnce(&State) -> Result<Vec<u64>, Reply>,
) -> Result<Arc<Vec<u64>>, Reply> {
    let me = cx.me()?.id;
    let mut key = format!("{me} {:?} {}", cx.context, cx.path);
    for (name, value) in &cx.query.0 {
        if name != "page" && name != "page_size" {
            write!(key, " {name}={value}").expect("a string");
        }
    }
    if let Some((generation, ids)) = state.cache.get(&key)
        && *generation == state.generation
    {
        return Ok(Arc::clone(ids));
    }
    let ids = Arc::new(make(state)?);
    if state.cache.len() > 64 {
        state.cache.clear();
    }
    state
        .cache
        .insert(key, (state.generation, Arc::clone(&ids)));
    Ok(ids)
}

/// Whether an object of this organization belongs into a list under the header.
pub fn in_context(context: Context, org: Option<u64>) -> bool {
    match context {
        Context::All => true,
        Context::Sandbox => org.is_none(),
        Context::Org(wanted) => org == Some(wanted),
    }
}

/// Lists under an organization are for its members.
pub fn member(cx: &Cx, state: &State) -> Result<(), Reply> {
    let me = cx.me()?;
    match cx.context {
        Context::Org(org) if !super::rights::admin(me) && state.role(me.id, org).is_none() => {
            Err(super::reply::forbidden())
        }
        _ => Ok(()),
    }
}

/// Exactly one of these parameters.
pub fn only_one(cx: &Cx, names: &[&str]) -> Result<(), Reply> {
    let given = names
        .iter()
        .filter(|name| cx.query.get(name).is_some())
        .count();
    if given > 1 {
        let text = format!("{} parameters cannot be used together", names.join(", "));
        return Err(list_error(&text));
    }
    Ok(())
}

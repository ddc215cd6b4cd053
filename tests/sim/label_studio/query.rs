//! Pages of lists, and which keys of an object are asked for.

use super::reply::{Answer, Reply, error, ok};
use super::routes::Cx;
use serde_json::{Value, json};

/// The range of rows of the page that was asked for.
///
/// `all` is what `page_size=-1` means: every row, or the usual size.
pub fn slice(
    cx: &Cx,
    total: usize,
    usual: usize,
    most: usize,
    all: bool,
) -> Result<std::ops::Range<usize>, Reply> {
    let size = match cx.query.get("page_size").map(str::parse::<i64>) {
        Some(Ok(size)) if size > 0 => (size as usize).min(most),
        Some(Ok(-1)) if all => total.max(1),
        _ => usual.min(most),
    };
    let wrong = || error(404, "Invalid page.");
    let page = match cx.query.get("page") {
        None => 1,
        Some(text) => text.parse::<usize>().map_err(|_| wrong())?,
    };
    let from = page.checked_sub(1).ok_or_else(wrong)?.saturating_mul(size);
    if from >= total && page > 1 {
        return Err(wrong());
    }
    Ok(from..(from + size).min(total))
}

/// `{"count", "next", "previous", "results"}`.
pub fn pages(cx: &Cx, rows: Vec<Value>, usual: usize, most: usize) -> Answer {
    let total = rows.len();
    let range = slice(cx, total, usual, most, true)?;
    envelope(cx, total, range.clone(), rows[range].to_vec())
}

pub fn envelope(cx: &Cx, total: usize, range: std::ops::Range<usize>, rows: Vec<Value>) -> Answer {
    let page = cx.query.number("page").unwrap_or(1) as usize;
    let link = |number: usize| Value::from(cx.link_to_page(number));
    ok(&json!({
        "count": total,
        "next": if range.end < total { link(page + 1) } else { Value::Null },
        "previous": if page > 1 { link(page - 1) } else { Value::Null },
        "results": rows,
    }))
}

pub fn words(cx: &Cx, name: &str) -> Option<Vec<String>> {
    let text = cx.query.get(name).filter(|text| !text.is_empty())?;
    Some(text.split(',').map(|one| one.trim().to_owned()).collect())
}

/// Drops what `include` does not name and what `omit` does.
pub fn keep(value: &mut Value, include: Option<&[String]>, omit: Option<&[String]>) {
    if let Some(map) = value.as_object_mut() {
        map.retain(|key, _| {
            include.is_none_or(|list| list.contains(key))
                && omit.is_none_or(|list| !list.contains(key))
        });
    }
}

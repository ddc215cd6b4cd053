//! Filters, order and selection of the data manager, with what is broken in them.

use super::reply::{Reply, error};
use super::rows::{Cell, Row, text_of};
use super::state::State;
use super::{pattern, wire};
use serde_json::{Value, json};
use std::cmp::Ordering;

/// The tasks of a list, in order, and the sums that go with them.
pub struct Listing {
    pub ids: Vec<u64>,
    pub annotations: u64,
    pub predictions: u64,
}

/// What a list or an action works on.
#[derive(Clone, Default)]
pub struct Wanted {
    pub filters: Value,
    pub ordering: Value,
    pub selected: Value,
    pub display: Value,
}

/// `-tasks:id` and its kin: the column, and whether it rises.
pub fn column(raw: &str) -> Result<(String, bool), Reply> {
    let mut name = raw;
    let mut rises = true;
    if let Some(rest) = name.strip_prefix('-') {
        (name, rises) = (rest, false);
    }
    for prefix in ["filter:", "tasks:"] {
        name = name.strip_prefix(prefix).unwrap_or(name);
    }
    if let Some(rest) = name.strip_prefix('-') {
        (name, rises) = (rest, false);
    }
    if name.contains("__")
        && !name.starts_with("data.")
        && ![
            "annotations__completed_by",
            "updated_by__active_organization",
        ]
        .contains(&name)
    {
        let said = format!(
            "\"__\" is not generally allowed in filters. Consider asking your administrator to add \
             \"{name}\" to DATA_MANAGER_FILTER_ALLOWLIST, but note that some filter expressions may \
             pose a security risk"
        );
        return Err(super::reply::invalid(json!({ "non_field_errors": [said] })));
    }
    Ok((name.to_owned(), rises))
}

fn truth(value: &Value) -> Result<bool, Reply> {
    match value {
        Value::Bool(is) => Ok(*is),
        Value::String(text)
            if ["true", "yes", "on", "1"].contains(&text.to_lowercase().as_str()) =>
        {
            Ok(true)
        }
        Value::String(text)
            if ["false", "no", "off", "0", ""].contains(&text.to_lowercase().as_str()) =>
        {
            Ok(false)
        }
        Value::Number(n) => Ok(n.as_f64() != Some(0.0)),
        other => Err(error(500, format!("Cannot cast {other} to bool"))),
    }
}

fn float(value: &Value) -> Result<f64, Reply> {
    let parsed = match value {
        Value::Number(n) => n.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        Value::Bool(is) => Some(f64::from(u8::from(*is))),
        _ => None,
    };
    let text = value.to_string().replace('"', "'");
    parsed.ok_or_else(|| error(500, format!("could not convert string to float: {text}")))
}

/// A time as the server insists on it: with a fraction and a `Z`.
fn date(value: &Value) -> Result<String, Reply> {
    let text = value.as_str().unwrap_or_default();
    let fraction = text
        .get(20..text.len().saturating_sub(1))
        .unwrap_or_default();
    let good = text.len() > 21
        && text.as_bytes()[19] == b'.'
        && text.ends_with('Z')
        && fraction.len() <= 6
        && fraction.bytes().all(|b| b.is_ascii_digit())
        && text.parse::<jiff::Timestamp>().is_ok();
    if !good {
        let said = format!("time data '{text}' does not match format '%Y-%m-%dT%H:%M:%S.%fZ'");
        return Err(error(500, said));
    }
    Ok(format!("{}.{fraction:0<6}Z", &text[..19]))
}

fn integer(value: &Value) -> Result<u64, Reply> {
    let parsed = match value {
        Value::Number(n) => n.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    parsed.ok_or_else(|| {
        error(
            500,
            "int() argument must be a string, a bytes-like object or a real number, not 'list'",
        )
    })
}

/// How a cell stands to a value, when they can be compared.
fn compare(cell: &Cell, kind: &str, value: &Value) -> Result<Option<Ordering>, Reply> {
    let numbers = |a: Option<f64>, b: f64| a.and_then(|a| a.partial_cmp(&b));
    Ok(match (cell, kind) {
        (Cell::Number(n), _) => numbers(*n, float(value)?),
        (Cell::Json(data), "Number") => {
            let own = match data {
                Value::String(text) => text.parse().ok(),
                other => other.as_f64(),
            };
            numbers(own, float(value)?)
        }
        (Cell::Date(own), _) => {
            let value = date(value)?;
            own.as_ref().map(|own| own.as_str().cmp(&value))
        }
        (Cell::Bool(own), _) => Some(own.cmp(&truth(value)?)),
        (Cell::People(list), _) => {
            let same = list.contains(&integer(value)?);
            same.then_some(Ordering::Equal)
        }
        (Cell::Words(_), _) => {
            return Err(super::reply::invalid(
                json!({"non_field_errors": ["Not supported filter type"]}),
            ));
        }
        (Cell::Json(own), "Boolean") => {
            let value = truth(value)?;
            own.as_bool().map(|own| own.cmp(&value))
        }
        (Cell::Json(own), _) if own == value => Some(Ordering::Equal),
        (Cell::Json(Value::String(own)), _) => value.as_str().map(|value| own.as_str().cmp(value)),
        (Cell::Json(_), _) => None,
        (Cell::Text(own), _) => match (own, value) {
            (Some(own), Value::String(value)) => Some(own.cmp(value)),
            (Some(own), other) => Some(own.as_str().cmp(&other.to_string())),
            (None, _) => None,
        },
    })
}

fn holds(cell: &Cell, value: &Value) -> Result<bool, Reply> {
    Ok(match cell {
        Cell::People(list) => list.contains(&integer(value)?),
        Cell::Words(list) => {
            // A text is taken letter by letter, as in the real one.
            let wanted: Vec<String> = match value {
                Value::Array(all) => all
                    .iter()
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .collect(),
                Value::String(text) => text.chars().map(String::from).collect(),
                _ => return Err(error(500, "'int' object is not iterable")),
            };
            list.iter()
                .any(|own| wanted.iter().any(|one| own.contains(one)))
        }
        Cell::Json(Value::Array(ids)) if ids.iter().all(Value::is_u64) && !ids.is_empty() => {
            let text = value.as_str().unwrap_or_default();
            text.split([',', ';', ' '])
                .filter_map(|one| one.parse::<u64>().ok())
                .any(|one| ids.contains(&one.into()))
        }
        other => {
            let wanted = match value {
                Value::String(text) => text.to_lowercase(),
                other => other.to_string(),
            };
            text_of(other).is_some_and(|text| text.to_lowercase().contains(&wanted))
        }
    })
}

fn empty(cell: &Cell, name: &str) -> bool {
    match cell {
        Cell::Number(n) => {
            let counts = [
                "total_annotations",
                "cancelled_annotations",
                "total_predictions",
            ];
            n.is_none() || (counts.contains(&name) && *n == Some(0.0))
        }
        // Storage names are texts without end: never null, never empty for the real one either.
        Cell::Text(_) if name == "storage_filename" => false,
        Cell::Text(text) => text
            .as_ref()
            .is_none_or(|text| text.trim().is_empty() || text.trim() == "[]"),
        Cell::Date(text) => text.is_none(),
        // Never null: the field is there or not.
        Cell::Bool(is) => name == "draft_exists" && !is,
        Cell::People(list) => list.is_empty(),
        Cell::Words(list) => list.is_empty(),
        Cell::Json(value) => value.is_null() || value == "",
    }
}

fn within(cell: &Cell, kind: &str, value: &Value) -> Result<bool, Reply> {
    let (Some(min), Some(max)) = (value.get("min"), value.get("max")) else {
        return Err(error(500, "'str' object has no attribute 'min'"));
    };
    let low = compare(cell, kind, min)?;
    let high = compare(cell, kind, max)?;
    Ok(matches!(low, Some(Ordering::Greater | Ordering::Equal))
        && matches!(high, Some(Ordering::Less | Ordering::Equal)))
}

fn passes(row: &Row, item: &Value) -> Result<bool, Reply> {
    let raw = item["filter"].as_str().unwrap_or_default();
    if !raw.starts_with("filter:tasks:") {
        let said = "reduce() of empty iterable with no initial value";
        return Err(error(500, said));
    }
    let (name, _) = column(raw)?;
    let value = &item["value"];
    if value.is_null() {
        return Err(error(
            500,
            "6 validation errors for PrepareParams\nfilters.items.0.value.int\n  Input should be a valid integer [type=int_type, input_value=None, input_type=NoneType]",
        ));
    }
    let kind = item["type"].as_str().unwrap_or_default();
    let cell = row.cell(&name)?;
    let listed = |value: &Value| -> Result<bool, Reply> {
        for one in value.as_array().into_iter().flatten() {
            if compare(&cell, kind, one)? == Some(Ordering::Equal) {
                return Ok(true);
            }
        }
        Ok(false)
    };
    let is = |wanted: &[Ordering]| -> Result<bool, Reply> {
        Ok(compare(&cell, kind, value)?.is_some_and(|found| wanted.contains(&found)))
    };
    let operator = item["operator"].as_str().unwrap_or_default();
    // A key that a task does not have is neither equal nor unequal to anything.
    if operator.starts_with("not_") && matches!(cell, Cell::Json(Value::Null)) {
        return Ok(false);
    }
    match operator {
        "not_equal" | "not_exists" => Ok(!is(&[Ordering::Equal])?),
        "less" => is(&[Ordering::Less]),
        "greater" => is(&[Ordering::Greater]),
        "less_or_equal" => is(&[Ordering::Less, Ordering::Equal]),
        "greater_or_equal" => is(&[Ordering::Greater, Ordering::Equal]),
        "in" => within(&cell, kind, value),
        "not_in" => Ok(!within(&cell, kind, value)?),
        "in_list" => listed(value),
        "not_in_list" => Ok(!listed(value)?),
        "empty" => Ok(empty(&cell, &name) == truth(value)?),
        "contains" => holds(&cell, value),
        "not_contains" => Ok(!holds(&cell, value)?),
        "regex" => regex(&cell, value),
        // `exists`, `starts_with`, `ends_with` and anything else.
        _ => is(&[Ordering::Equal]),
    }
}

fn regex(cell: &Cell, value: &Value) -> Result<bool, Reply> {
    if matches!(cell, Cell::Number(_) | Cell::Bool(_)) {
        return Err(error(500, "user-defined function raised exception"));
    }
    let pattern = value.as_str().unwrap_or_default();
    Ok(text_of(cell).is_some_and(|text| pattern::found(pattern, &text)))
}

enum Key {
    Number(f64),
    Text(String),
}

fn key(row: &Row, name: &str, as_number: bool) -> Result<Option<Key>, Reply> {
    Ok(match row.cell(name)? {
        Cell::Number(n) => n.map(Key::Number),
        Cell::Bool(is) => Some(Key::Number(f64::from(u8::from(is)))),
        Cell::People(list) => list.first().map(|id| Key::Number(*id as f64)),
        Cell::Json(Value::Number(n)) if as_number => n.as_f64().map(Key::Number),
        other => text_of(&other).map(Key::Text),
    })
}

fn order(a: &Key, b: &Key) -> Ordering {
    match (a, b) {
        (Key::Number(a), Key::Number(b)) => a.partial_cmp(b).unwrap_or(Ordering::Equal),
        (Key::Text(a), Key::Text(b)) => a.cmp(b),
        (Key::Number(_), Key::Text(_)) => Ordering::Less,
        (Key::Text(_), Key::Number(_)) => Ordering::Greater,
    }
}

/// The numbers of `ids` that a selection takes; none named means every one.
fn selected(ids: &mut Vec<u64>, selection: &Value) {
    let list = |key: &str| -> Vec<u64> {
        let all = selection[key].as_array().into_iter().flatten();
        all.filter_map(Value::as_u64).collect()
    };
    let (included, excluded) = (list("included"), list("excluded"));
    match selection["all"].as_bool() {
        Some(false) if !included.is_empty() => ids.retain(|id| included.contains(id)),
        Some(true) if !excluded.is_empty() => ids.retain(|id| !excluded.contains(id)),
        _ => {}
    }
}

pub fn select(state: &State, mut ids: Vec<u64>, wanted: &Wanted) -> Result<Listing, Reply> {
    let nested = state.at_least(1, 17);
    let items = wanted.filters["items"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let word = wanted.filters["conjunction"].as_str();
    if wanted.filters.is_object() && !matches!(word, Some("and" | "or")) {
        return Err(error(
            500,
            "1 validation error for PrepareParams\nfilters.conjunction\n  Input should be 'or' or 'and' [type=enum]",
        ));
    }
    let any = wanted.filters["conjunction"] == "or";
    if !items.is_empty() {
        let mut kept = Vec::new();
        for id in ids {
            let row = Row::new(state, id);
            let mut good = !any;
            for item in &items {
                let mut one = passes(&row, item)?;
                if nested && item["child_filter"].is_object() {
                    one &= passes(&row, &item["child_filter"])?;
                }
                good = if any { good || one } else { good && one };
            }
            if good {
                kept.push(id);
            }
        }
        ids = kept;
    }
    selected(&mut ids, &wanted.selected);
    if let Some(first) = wanted.ordering.get(0).and_then(Value::as_str) {
        let (name, rises) = column(first)?;
        let shown = format!("tasks:{name}");
        let as_number = wanted.display[shown.as_str()] == "Number";
        let mut keyed = Vec::with_capacity(ids.len());
        for id in ids {
            keyed.push((key(&Row::new(state, id), &name, as_number)?, id));
        }
        keyed.sort_by(|(a, _), (b, _)| match (a, b) {
            (Some(a), Some(b)) if rises => order(a, b),
            (Some(a), Some(b)) => order(b, a),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        });
        ids = keyed.into_iter().map(|(_, id)| id).collect();
    }
    let (mut annotations, mut predictions) = (0, 0);
    for id in &ids {
        let one = wire::tally(state, *id);
        annotations += one.live;
        predictions += one.predictions;
    }
    Ok(Listing {
        ids,
        annotations,
        predictions,
    })
}

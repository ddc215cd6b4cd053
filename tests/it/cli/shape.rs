//! Compares JSON with the promise in `shapes.json`: the same fields, each of its type.
//!
//! A shape is an object of fields, a list `[of]`, alternatives `{"|": […]}`, a name of another
//! shape, or a type: `text`, `count` (0, 1, 2 …), `number`, `bool`, `time` (RFC 3339, UTC),
//! `link`, `=one|of|these`. `?` at the end allows null; `"+"` takes over another's fields.

use std::sync::LazyLock;

use serde_json::{Map, Value};

static SHAPES: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("shapes.json")).unwrap());

/// Checks one value against a named shape.
#[track_caller]
pub fn check(value: &Value, name: &str) {
    if let Err(wrong) = fits(value, &Value::from(name), name) {
        panic!("{wrong}\nin {value:#}");
    }
}

/// Checks a list `{"items": […], "total": n, "errors": […]}` and every row of it.
#[track_caller]
pub fn check_list(value: &Value, row: &str) {
    let list = serde_json::json!({"items": [row], "total": "count", "errors": ["error"]});
    if let Err(wrong) = fits(value, &list, "list") {
        panic!("{wrong}\nin {value:#}");
    }
}

/// Whether a value has a shape; what is wrong and where.
pub fn fits(value: &Value, shape: &Value, place: &str) -> Result<(), String> {
    let wrong = |what: &str| Err(format!("{place}: {what}: {value}"));
    match shape {
        Value::String(name) => {
            if let Some(optional) = name.strip_suffix('?') {
                return match value {
                    Value::Null => Ok(()),
                    some => fits(some, &Value::from(optional), place),
                };
            }
            match SHAPES.get(name) {
                Some(other) => fits(value, other, place),
                None if is(value, name) => Ok(()),
                None => wrong(&format!("not of type {name}")),
            }
        }
        Value::Array(of) => {
            let Some(list) = value.as_array() else {
                return wrong("not a list");
            };
            let each = |(number, one)| fits(one, &of[0], &format!("{place}[{number}]"));
            list.iter().enumerate().try_for_each(each)
        }
        Value::Object(fields) if fields.contains_key("|") => {
            let any = fields["|"].as_array().unwrap();
            match any.iter().any(|one| fits(value, one, place).is_ok()) {
                true => Ok(()),
                false => wrong("none of the alternatives"),
            }
        }
        Value::Object(fields) => {
            let Some(given) = value.as_object() else {
                return wrong("not an object");
            };
            object(given, &all_fields(fields), place)
        }
        other => panic!("{other} is no shape"),
    }
}

fn object(given: &Map<String, Value>, wanted: &Map<String, Value>, at: &str) -> Result<(), String> {
    for name in given.keys() {
        let snake = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if !name.chars().all(snake) {
            return Err(format!("{at}.{name} is not in snake_case"));
        }
        if !wanted.contains_key(name) {
            return Err(format!("{at}.{name} is new: add it to shapes.json"));
        }
    }
    for (name, shape) in wanted {
        let Some(value) = given.get(name) else {
            return Err(format!("{at}.{name} is gone: a broken promise"));
        };
        fits(value, shape, &format!("{at}.{name}"))?;
    }
    Ok(())
}

fn all_fields(fields: &Map<String, Value>) -> Map<String, Value> {
    let mut all = fields.clone();
    if let Some(other) = all.remove("+") {
        let other = SHAPES[other.as_str().unwrap()].as_object().unwrap();
        all.extend(all_fields(other));
    }
    all
}

fn is(value: &Value, name: &str) -> bool {
    let text = value.as_str();
    match name {
        "text" => text.is_some(),
        "count" => value.is_u64(),
        "number" => value.is_number(),
        "bool" => value.is_boolean(),
        "link" => text.is_some_and(|text| text.starts_with("vidimus://")),
        "time" => {
            text.is_some_and(|text| text.ends_with('Z') && text.parse::<jiff::Timestamp>().is_ok())
        }
        words => match words.strip_prefix('=') {
            Some(words) => text.is_some_and(|text| words.split('|').any(|word| word == text)),
            None => panic!("{name} is no shape"),
        },
    }
}

#[test]
fn the_comparison_can_fail() {
    let place = |value: Value| fits(&value, &Value::from("place"), "place").is_ok();
    assert!(place(serde_json::json!({"kind": "item"})));
    assert!(place(
        serde_json::json!({"kind": "at", "point": {"x": 1, "y": 2.5}})
    ));
    assert!(!place(serde_json::json!({"kind": "at", "point": {"x": 1}})));
    assert!(!place(serde_json::json!({"kind": "item", "more": 1})));
    assert!(!place(serde_json::json!({"kind": "elsewhere"})));
    let time = |text: &str| is(&Value::from(text), "time");
    assert!(time("2026-11-18T15:31:00Z"));
    assert!(!time("2026-11-18 15:31"));
    assert!(!time("2026-11-18T15:31:00+02:00"));
}

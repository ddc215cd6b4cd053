//! JSON-MIN: one flat entry an annotation, the data of the task and the values of its controls side
//! by side.

use serde_json::{Map, Value, json};

/// The field in which a full task remembers that it was one annotation's entry.
pub const ENTRY: &str = "annotation_entry";

/// Fields of an entry that are neither data nor controls.
const HEAD: [&str; 7] = [
    "id",
    "annotator",
    "annotation_id",
    "created_at",
    "updated_at",
    "lead_time",
    "agreement",
];

/// Fields of a region beside its labels.
const BESIDE: [&str; 3] = ["original_width", "original_height", "original_length"];

/// Whether keys are those of an entry.
pub fn is_min(keys: &[&str]) -> bool {
    let has = |key: &str| keys.contains(&key);
    has("id") && has("annotator") && (has("annotation_id") || has("lead_time"))
}

/// An entry as a task of the full export; none for what is no entry.
pub fn full(entry: &Value) -> Option<Value> {
    let fields = entry.as_object()?;
    let keys: Vec<&str> = fields.keys().map(String::as_str).collect();
    if !is_min(&keys) {
        return None;
    }
    let (mut data, mut result) = (Map::new(), Vec::new());
    for (name, value) in fields {
        if HEAD.contains(&name.as_str()) {
            continue;
        }
        match regions(name, value) {
            Some(regions) => result.extend(regions),
            None => {
                data.insert(name.clone(), value.clone());
            }
        }
    }
    // A control with one plain value looks like data; data are what files and texts are.
    let plain: Vec<String> = data
        .iter()
        .filter(|(_, value)| is_plain(value))
        .map(|(name, _)| name.clone())
        .collect();
    if plain.len() < data.len() {
        for name in plain {
            let chosen = data.remove(&name).unwrap_or_default();
            result.push(chosen_value(&name, &chosen));
        }
    }
    let get = |name: &str| fields.get(name).cloned().unwrap_or_default();
    let annotation = json!({
        "id": get("annotation_id"),
        "completed_by": get("annotator"),
        "created_at": get("created_at"),
        "updated_at": get("updated_at"),
        "lead_time": get("lead_time"),
        "result": result,
    });
    Some(json!({
        "id": get("id"),
        "data": data,
        "annotations": [annotation],
        ENTRY: get("annotation_id"),
    }))
}

/// A short word or number, as one choice or rating is.
fn is_plain(value: &Value) -> bool {
    match value {
        Value::Number(_) => true,
        Value::String(text) => text.chars().count() <= 40 && !text.contains(['/', '.']),
        Value::Object(fields) => fields.contains_key("choices"),
        _ => false,
    }
}

fn chosen_value(name: &str, value: &Value) -> Value {
    let (kind, value) = match value {
        Value::Number(_) => ("number", json!({ "number": value })),
        Value::Object(_) => ("choices", value.clone()),
        _ => ("choices", json!({ "choices": [value] })),
    };
    json!({"id": name, "type": kind, "from_name": name, "to_name": "", "value": value})
}

/// The regions that a control has; none for what is no list of them.
fn regions(name: &str, value: &Value) -> Option<Vec<Value>> {
    let all = value.as_array().filter(|all| !all.is_empty())?;
    let mut regions = Vec::with_capacity(all.len());
    for (number, region) in all.iter().enumerate() {
        let fields = region.as_object()?;
        let kind = kind(fields)?;
        let mut one = json!({
            "id": format!("{name}-{}", number + 1),
            "type": kind,
            "from_name": name,
            "to_name": "",
            "value": region,
        });
        for key in BESIDE {
            if let (Some(said), Some(one)) = (fields.get(key), one.as_object_mut()) {
                one.insert(key.to_owned(), said.clone());
            }
        }
        regions.push(one);
    }
    Some(regions)
}

/// The type of a region by the field that holds its labels, else by its geometry.
fn kind(fields: &Map<String, Value>) -> Option<String> {
    let labels = fields.keys().find(|key| key.ends_with("labels"));
    if let Some(labels) = labels {
        return Some(labels.clone());
    }
    let has = |name: &str| fields.contains_key(name);
    let place =
        (has("start") && has("end")) || has("points") || has("rle") || (has("x") && has("y"));
    match (place, has("choices")) {
        (_, true) => Some("choices".into()),
        (true, false) if has("rle") => Some("brush".into()),
        (true, false) => Some("labels".into()),
        _ => None,
    }
}

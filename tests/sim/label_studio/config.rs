//! Label configurations: from XML to the parsed form of a project.

use super::reply::{Answer, Reply, error, field};
use super::routes::{Cx, only};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::{Map, Value, json};

struct Element {
    tag: String,
    attributes: Vec<(String, String)>,
    /// Of the control that it stands in.
    control: Option<String>,
}

impl Element {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

fn element(start: &BytesStart, control: Option<String>) -> Result<Element, String> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|e| e.to_string())?;
        let key = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
        let raw = String::from_utf8_lossy(&attribute.value).into_owned();
        let value = quick_xml::escape::unescape(&raw).map_err(|e| e.to_string())?;
        attributes.push((key, value.into_owned()));
    }
    Ok(Element {
        tag: String::from_utf8_lossy(start.name().as_ref()).into_owned(),
        attributes,
        control,
    })
}

fn elements(xml: &str) -> Result<Vec<Element>, String> {
    let mut reader = Reader::from_str(xml);
    let mut found = Vec::new();
    let mut open: Vec<Option<String>> = Vec::new();
    loop {
        let inside = open.iter().rev().flatten().next().cloned();
        match reader.read_event().map_err(|e| e.to_string())? {
            Event::Empty(start) => found.push(element(&start, inside)?),
            Event::Start(start) => {
                let one = element(&start, inside)?;
                let named = one.get("toName").and(one.get("name"));
                open.push(named.map(str::to_owned));
                found.push(one);
            }
            Event::End(_) => drop(open.pop()),
            Event::Eof if open.is_empty() => return Ok(found),
            Event::Eof => return Err("no element found".into()),
            _ => {}
        }
    }
}

/// Nothing where the text is not a configuration.
pub fn parse(xml: &str) -> Map<String, Value> {
    let Ok(all) = elements(xml) else {
        return Map::new();
    };
    let mut out = Map::new();
    for control in all.iter().filter(|one| one.get("toName").is_some()) {
        let Some(name) = control.get("name") else {
            continue;
        };
        let to: Vec<&str> = control
            .get("toName")
            .unwrap_or_default()
            .split(',')
            .collect();
        let inputs: Vec<Value> = to
            .iter()
            .filter_map(|to| {
                all.iter()
                    .find(|one| one.get("name") == Some(to) && one.get("toName").is_none())
            })
            .map(|object| {
                let value = object.get("value").or_else(|| object.get("valueList"));
                let value = value.unwrap_or_default().trim_start_matches('$');
                json!({"type": object.tag, "valueType": object.get("valueType"), "value": value})
            })
            .collect();
        let mut labels = Vec::new();
        let mut attrs = Map::new();
        for label in all
            .iter()
            .filter(|one| one.control.as_deref() == Some(name))
        {
            let Some(value) = label.get("value") else {
                continue;
            };
            let key = label.get("alias").unwrap_or(value);
            labels.push(key);
            let of: Map<String, Value> = label
                .attributes
                .iter()
                .map(|(key, value)| (key.clone(), value.clone().into()))
                .collect();
            attrs.insert(key.into(), Value::Object(of));
        }
        let mut body = json!({
            "type": control.tag, "to_name": to, "inputs": inputs, "labels": labels,
            "labels_attrs": attrs,
        });
        for (key, kind) in [
            ("whenLabelValue", "label"),
            ("whenTagName", "tag"),
            ("whenChoiceValue", "choice"),
        ] {
            if let Some(when) = control.get(key) {
                body["conditionals"] = json!({"type": kind, "name": when});
            }
        }
        out.insert(name.into(), body);
    }
    out
}

pub fn weights(parsed: &Map<String, Value>) -> Value {
    let of = parsed.iter().map(|(name, control)| {
        let labels = control["labels"].as_array().into_iter().flatten();
        let labels: Map<String, Value> = labels
            .filter_map(|label| Some((label.as_str()?.to_owned(), json!(1.0))))
            .collect();
        let body = json!({"overall": 1.0, "type": control["type"], "labels": labels});
        (name.clone(), body)
    });
    Value::Object(of.collect())
}

/// What the server says of a configuration that it does not take.
pub fn complaint(xml: &str) -> Option<String> {
    let all = match elements(xml) {
        Ok(all) => all,
        Err(said) => return Some(format!("Validation failed on : {said}")),
    };
    let named = |to: &str| all.iter().any(|one| one.get("name") == Some(to));
    for control in all.iter().filter(|one| one.get("toName").is_some()) {
        let to = control.get("toName").unwrap_or_default();
        if let Some(missing) = to.split(',').find(|to| !named(to)) {
            return Some(format!("toName=\"{missing}\" not found in names: []"));
        }
    }
    None
}

pub fn validate(cx: &Cx) -> Answer {
    only(cx, &["POST"])?;
    let Some(xml) = cx.body["label_config"].as_str() else {
        return Err(field("label_config", "This field is required."));
    };
    match complaint(xml) {
        Some(said) => Err(Reply::Json(
            400,
            json!({ "label_config": [said] }).to_string(),
        )),
        None => Ok(Reply::Empty(204)),
    }
}

/// For a configuration within a project that is made or changed.
pub fn check(body: &Value) -> Result<(), Reply> {
    match body["label_config"].as_str().and_then(complaint) {
        Some(said) => Err(field("label_config", &said)),
        None if body
            .get("label_config")
            .is_some_and(|text| !text.is_string()) =>
        {
            Err(error(400, "can't parse label_config"))
        }
        None => Ok(()),
    }
}

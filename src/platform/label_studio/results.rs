//! The `result` of an annotation, draft or prediction (Label Studio API, result items): its items
//! read one by one and gathered to regions by their `id`.
//!
//! The server checks nothing but that it is an array: what cannot be read is counted and left out.

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::limits::ITEM_ANNOTATIONS;
use crate::model::{Direction, Text};

use super::names::Fields;

/// What was read of one result.
#[derive(Debug, Default)]
pub struct Regions {
    /// Regions, and values of the whole task, in order of first appearance.
    pub groups: Vec<Group>,
    /// Which of them belong together.
    pub relations: Vec<Related>,
    /// Items that are none.
    pub malformed: usize,
    /// Items left out above the limit.
    pub left: usize,
}

/// Items of one `id`: one region with all that is said of it.
#[derive(Debug, Default)]
pub struct Group {
    /// Its id; a made one where the items have none.
    pub id: String,
    /// Its items.
    pub parts: Vec<Part>,
}

/// One item.
#[derive(Debug, Default)]
pub struct Part {
    /// `type`, in lower case.
    pub kind: String,
    /// The control.
    pub from: String,
    /// The object.
    pub to: String,
    /// `value`, without a brush's `rle`.
    pub value: Map<String, Value>,
    /// A brush's mask.
    pub rle: Option<Vec<u8>>,
    /// `original_width` and `original_height`.
    pub size: Option<(u32, u32)>,
    /// `original_length`, seconds.
    pub length: Option<f64>,
    /// `item_index`: which page of an object of several.
    pub page: usize,
    /// `origin`.
    pub origin: String,
    /// `score`.
    pub score: Option<f32>,
    /// `meta.text`.
    pub note: Option<String>,
    /// `parentID`.
    pub parent: Option<String>,
}

/// A relation; ids are of regions.
#[derive(Debug)]
pub struct Related {
    /// `from_id`.
    pub from: String,
    /// `to_id`.
    pub to: String,
    /// `direction`.
    pub direction: Direction,
    /// What it is called.
    pub labels: Vec<Text>,
}

/// An item as it comes; whatever a field holds, the others are read.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Item<'a> {
    id: Value,
    r#type: Value,
    from_name: Value,
    to_name: Value,
    #[serde(borrow)]
    value: Option<&'a RawValue>,
    original_width: Value,
    original_height: Value,
    original_length: Value,
    item_index: Value,
    origin: Value,
    score: Value,
    meta: Value,
    #[serde(rename = "parentID")]
    parent: Value,
    from_id: Value,
    to_id: Value,
    direction: Value,
    labels: Value,
}

/// Reads a result; `null` and nothing are an empty one.
pub fn read(raw: Option<&RawValue>) -> Regions {
    let mut regions = Regions::default();
    let raw = raw.map_or("null", RawValue::get);
    let Ok(items) = serde_json::from_str::<Option<Vec<&RawValue>>>(raw) else {
        regions.malformed = 1;
        return regions;
    };
    let items = items.unwrap_or_default();
    let mut places = std::collections::HashMap::new();
    for (at, raw) in items.iter().enumerate() {
        if at >= ITEM_ANNOTATIONS {
            regions.left = items.len() - at;
            break;
        }
        match one(raw) {
            Some(Read::Part(id, part)) => {
                let id = id.unwrap_or_else(|| format!("#{}", at + 1));
                let place = *places.entry(id.clone()).or_insert(regions.groups.len());
                match regions.groups.get_mut(place) {
                    Some(group) => group.parts.push(*part),
                    None => regions.groups.push(Group {
                        id,
                        parts: vec![*part],
                    }),
                }
            }
            Some(Read::Relation(relation)) => regions.relations.push(relation),
            None => regions.malformed += 1,
        }
    }
    regions
}

enum Read {
    Part(Option<String>, Box<Part>),
    Relation(Related),
}

fn one(raw: &RawValue) -> Option<Read> {
    let item: Item<'_> = serde_json::from_str(raw.get()).ok()?;
    if let (Some(from), Some(to)) = (name(&item.from_id), name(&item.to_id)) {
        return Some(Read::Relation(Related {
            from,
            to,
            direction: match item.direction.as_str() {
                Some("left") => Direction::Back,
                Some("bi") => Direction::Both,
                Some("none") => Direction::None,
                _ => Direction::Forth,
            },
            labels: strings(&item.labels)
                .map(|label| Text::line(&label))
                .collect(),
        }));
    }
    let kind = item.r#type.as_str()?.to_lowercase();
    let (value, rle) = fields(&kind, item.value?)?;
    let side = |value: &Value| {
        let side = number(value)?;
        // Checked to lie within u32.
        (side >= 1.0 && side <= f64::from(u32::MAX)).then_some(side as u32)
    };
    let size = side(&item.original_width).zip(side(&item.original_height));
    let note = strings(item.meta.get("text").unwrap_or(&Value::Null));
    let note = note.collect::<Vec<_>>().join("\n");
    Some(Read::Part(
        name(&item.id),
        Box::new(Part {
            kind,
            from: name(&item.from_name).unwrap_or_default(),
            to: name(&item.to_name).unwrap_or_default(),
            value,
            rle,
            size,
            length: number(&item.original_length),
            page: item
                .item_index
                .as_u64()
                .and_then(|page| usize::try_from(page).ok())
                .unwrap_or(0),
            origin: item.origin.as_str().unwrap_or_default().to_owned(),
            // Scores lie between 0 and 1.
            score: number(&item.score).map(|score| score as f32),
            note: (!note.is_empty()).then_some(note),
            parent: name(&item.parent),
        }),
    ))
}

/// Fields, and the bytes of a mask.
type Fielded = (Map<String, Value>, Option<Vec<u8>>);

/// The fields of a `value`. The bytes of a mask are not made a list of numbers first.
fn fields(kind: &str, raw: &RawValue) -> Option<Fielded> {
    let brush = kind.starts_with("brush") || kind == "magicwand";
    if !brush {
        return match serde_json::from_str(raw.get()).ok()? {
            Value::Object(map) => Some((map, None)),
            _ => None,
        };
    }
    let parts: Fields<'_> = serde_json::from_str(raw.get()).ok()?;
    let (mut map, mut rle) = (Map::new(), None);
    for (name, raw) in parts.0 {
        if &*name == "rle" {
            rle = serde_json::from_str(raw.get()).ok();
        } else if let Ok(value) = serde_json::from_str(raw.get()) {
            map.insert(name.to_string(), value);
        }
    }
    Some((map, rle))
}

/// A name or number as a name.
pub fn name(value: &Value) -> Option<String> {
    match value {
        Value::String(name) if !name.is_empty() => Some(name.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A finite number, also one that is written as text.
pub fn number(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    number.filter(|number: &f64| number.is_finite())
}

/// The texts of a list, or of the one value that stands for it.
pub fn strings(value: &Value) -> Box<dyn Iterator<Item = String> + '_> {
    match value {
        Value::Array(values) => Box::new(values.iter().flat_map(strings)),
        Value::Null => Box::new(std::iter::empty()),
        value => Box::new(std::iter::once(words(value))),
    }
}

/// A value in words; nested ones as JSON.
pub fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        value => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(raw: &str) -> Regions {
        read(Some(&RawValue::from_string(raw.to_owned()).unwrap()))
    }

    #[test]
    fn items_of_one_id_are_one_region() {
        let regions = of(
            r#"[{"id":"a","type":"RectangleLabels","from_name":"box","to_name":"image","value":{"x":1,"rectanglelabels":["Car"]},
                 "original_width":640,"original_height":480,"meta":{"text":["look","again"]}},
                {"id":"b","type":"choices","from_name":"c","to_name":"image","value":{"choices":["x"]}},
                {"id":"a","type":"textarea","from_name":"t","to_name":"image","value":{"text":["w"]},"score":"0.5"},
                {"from_id":"a","to_id":"b","type":"relation","direction":"bi","labels":["of"]}]"#,
        );
        let ids: Vec<(&str, usize)> = regions
            .groups
            .iter()
            .map(|group| (&*group.id, group.parts.len()))
            .collect();
        assert_eq!(ids, [("a", 2), ("b", 1)]);
        let first = &regions.groups[0].parts[0];
        assert_eq!(first.kind, "rectanglelabels");
        assert_eq!(first.size, Some((640, 480)));
        assert_eq!(first.note.as_deref(), Some("look\nagain"));
        assert_eq!(regions.groups[0].parts[1].score, Some(0.5));
        assert_eq!(regions.relations[0].direction, Direction::Both);
    }

    #[test]
    fn what_is_no_item_is_counted() {
        let regions = of(
            r#"[{"foo":1},7,null,{"type":"choices"},{"type":"choices","value":[1]},{"type":4,"value":{}},
                {"type":"choices","value":{},"id":{"odd":1},"original_width":-3,"original_height":"x","score":[]}]"#,
        );
        assert_eq!((regions.groups.len(), regions.malformed), (1, 6));
        assert_eq!(regions.groups[0].id, "#7");
        assert_eq!(of("{\"a\":1}").malformed, 1);
        assert_eq!(of("null").malformed, 0);
        assert_eq!(read(None).groups.len(), 0);
    }

    #[test]
    fn brushes_keep_their_bytes() {
        let regions = of(
            r#"[{"id":"m","type":"brushlabels","value":{"format":"rle","rle":[0,255],"brushlabels":["Sky"]}},
                {"id":"n","type":"brush","value":{"rle":[1,256]}}]"#,
        );
        let part = &regions.groups[0].parts[0];
        assert_eq!(part.rle.as_deref(), Some(&[0, 255][..]));
        assert_eq!(part.value["brushlabels"], serde_json::json!(["Sky"]));
        assert_eq!(regions.groups[1].parts[0].rle, None);
    }

    proptest::proptest! {
        #[test]
        fn any_result_is_survived(raw in "[\\[\\]{}\":, ]{0,20}(\"(id|type|value|from_id|to_id|rle)\":[\\[\\]{}\"0-9a-z,]{1,5}[,}]){0,6}\\]?") {
            if let Ok(raw) = RawValue::from_string(raw) {
                let _ = read(Some(&raw));
            }
        }
    }
}

//! COCO's objects as serde reads them. Fields that do not matter here are passed over.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::codec::attributes::{Attributes, Flag, Key};
use crate::limits::{MASK_RUNS, SHAPE_POINTS};

#[derive(Deserialize)]
pub struct Image<'a> {
    pub id: Key,
    #[serde(borrow)]
    pub file_name: Cow<'a, str>,
    pub width: Option<f64>,
    pub height: Option<f64>,
}

#[derive(Deserialize)]
pub struct Category {
    pub id: Key,
    pub name: String,
    pub supercategory: Option<String>,
    pub keypoints: Option<Vec<String>>,
    pub skeleton: Option<Vec<[i64; 2]>>,
    pub color: Option<String>,
}

#[derive(Deserialize)]
pub struct OnlyImage {
    pub image_id: Key,
}

#[derive(Deserialize)]
pub struct Annotation<'a> {
    pub id: Option<Key>,
    pub image_id: Key,
    pub category_id: Option<Key>,
    pub bbox: Option<Vec<f32>>,
    #[serde(borrow)]
    pub segmentation: Option<Segmentation<'a>>,
    pub keypoints: Option<Vec<f32>>,
    #[serde(default)]
    pub iscrowd: Flag,
    pub score: Option<f32>,
    #[serde(default)]
    pub attributes: Attributes,
    #[serde(borrow)]
    pub caption: Option<Cow<'a, str>>,
    pub segments_info: Option<IgnoredAny>,
}

/// A segmentation: polygon parts (also one flat part), or a run-length mask.
pub enum Segmentation<'a> {
    Rings(Vec<Vec<f32>>),
    Mask { counts: Counts<'a>, size: [u32; 2] },
}

pub enum Counts<'a> {
    List(Vec<f64>),
    Text(Cow<'a, str>),
}

impl<'de: 'a, 'a> Deserialize<'de> for Segmentation<'a> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Segmentation<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of polygons or a run-length mask")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let (mut rings, mut flat) = (Vec::new(), Vec::new());
                while let Some(part) = seq.next_element::<Part>()? {
                    match part {
                        Part::Ring(ring) => rings.push(ring),
                        Part::Number(number) => flat.push(number),
                    }
                    if flat.len() + rings.len() > SHAPE_POINTS * 2 {
                        return Err(serde::de::Error::custom("more points than the limit"));
                    }
                }
                if !flat.is_empty() {
                    rings.push(flat);
                }
                Ok(Segmentation::Rings(rings))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let (mut counts, mut size) = (None, None);
                while let Some(key) = map.next_key::<Cow<'de, str>>()? {
                    match &*key {
                        "counts" => counts = Some(map.next_value()?),
                        "size" => size = Some(map.next_value()?),
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                let missing = serde::de::Error::missing_field;
                Ok(Segmentation::Mask {
                    counts: counts.ok_or_else(|| missing("segmentation.counts"))?,
                    size: size.ok_or_else(|| missing("segmentation.size"))?,
                })
            }
        }
        deserializer.deserialize_any(Any)
    }
}

enum Part {
    Ring(Vec<f32>),
    Number(f32),
}

impl<'de> Deserialize<'de> for Part {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Part;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of coordinates")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Part, A::Error> {
                let mut ring = Vec::new();
                while let Some(number) = seq.next_element()? {
                    ring.push(number);
                }
                Ok(Part::Ring(ring))
            }

            // A coordinate needs no more than the precision of f32.
            fn visit_f64<E>(self, value: f64) -> Result<Part, E> {
                Ok(Part::Number(value as f32))
            }

            fn visit_u64<E>(self, value: u64) -> Result<Part, E> {
                Ok(Part::Number(value as f32))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Part, E> {
                Ok(Part::Number(value as f32))
            }
        }
        deserializer.deserialize_any(Any)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Counts<'a> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Counts<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("counts as a list or a compressed text")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Counts<'de>, E> {
                Ok(Counts::Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Counts<'de>, E> {
                Ok(Counts::Text(Cow::Owned(text.to_owned())))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Counts<'de>, A::Error> {
                let mut counts = Vec::new();
                while let Some(count) = seq.next_element()? {
                    if counts.len() >= MASK_RUNS {
                        return Err(serde::de::Error::custom("more runs than the limit"));
                    }
                    counts.push(count);
                }
                Ok(Counts::List(counts))
            }
        }
        deserializer.deserialize_any(Any)
    }
}

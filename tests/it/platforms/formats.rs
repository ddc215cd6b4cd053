//! One dataset in every format, written by the formats' own tools (tests/golden/formats): opened
//! as a reviewer opens a folder, every format must show the same annotations, to a tenth of a
//! pixel and masks to the pixel.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;
use vidimus::model::geometry::{Joint, Visibility};
use vidimus::model::{
    AccountId, Annotation, Id, ItemDetail, Level, Mask, NodeRef, PageRequest, Point, Query, Rect,
    Shape,
};
use vidimus::platform::local::{LocalOptions, LocalPlatform, Source};
use vidimus::platform::{ImageWant, ListRequest, Platform, PlatformEvent};
use vidimus::store::Store;

/// What a format has of the dataset.
struct Row {
    folder: &'static str,
    /// The kinds of annotations it has. What is not named is lost by the format or its tool.
    kinds: &'static [&'static str],
    /// A polygon with a hole comes as such (else as the mask of its pixels).
    holes: bool,
    /// Loose points come one by one.
    singles: bool,
    /// The one attribute `color` comes along.
    attributes: bool,
    /// Groups come along.
    groups: bool,
    /// Labels have their colours.
    colors: bool,
}

const PLAIN: Row = Row {
    folder: "",
    kinds: &[],
    holes: false,
    singles: false,
    attributes: false,
    groups: false,
    colors: false,
};

/// The table of losses: `circle` is an ellipse of equal radii, `point` one loose point, `pose` a
/// skeleton as loose points.
const ROWS: &[Row] = &[
    Row {
        folder: "datumaro",
        kinds: &[
            "box", "rotated", "polygon", "hole", "polyline", "point", "points", "skeleton", "mask",
            "ellipse", "circle", "cuboid", "tag",
        ],
        attributes: true,
        groups: true,
        colors: true,
        ..PLAIN
    },
    Row {
        folder: "coco",
        kinds: &["box", "rotated", "polygon", "hole", "mask"],
        attributes: true,
        ..PLAIN
    },
    Row {
        folder: "coco_keypoints",
        kinds: &["skeleton"],
        ..PLAIN
    },
    Row {
        folder: "yolo",
        kinds: &["box"],
        ..PLAIN
    },
    Row {
        folder: "voc",
        kinds: &["box"],
        ..PLAIN
    },
    Row {
        folder: "cvat_images",
        kinds: &[
            "box", "polygon", "hole", "polyline", "point", "points", "mask", "tag",
        ],
        ..PLAIN
    },
    Row {
        folder: "labelme",
        kinds: &[
            "box", "rotated", "polygon", "hole", "polyline", "point", "points", "mask", "circle",
        ],
        groups: true,
        ..PLAIN
    },
    Row {
        folder: "supervisely",
        kinds: &[
            "box", "rotated", "polygon", "hole", "polyline", "point", "points", "skeleton", "mask",
            "cuboid", "tag",
        ],
        holes: true,
        singles: true,
        attributes: true,
        colors: true,
        ..PLAIN
    },
    Row {
        folder: "dataloop",
        kinds: &[
            "box", "rotated", "polygon", "hole", "polyline", "point", "points", "pose", "mask",
            "ellipse", "circle", "cuboid", "tag",
        ],
        singles: true,
        attributes: true,
        ..PLAIN
    },
    Row {
        folder: "label_studio",
        kinds: &[
            "box", "rotated", "polygon", "hole", "point", "mask", "ellipse", "circle", "tag",
        ],
        ..PLAIN
    },
];

fn golden() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/formats")
}

fn truth() -> Value {
    let text = std::fs::read_to_string(golden().join("truth.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// A folder opened and read to its end.
struct Opened {
    platform: Arc<LocalPlatform>,
    runtime: tokio::runtime::Runtime,
    _state: tempfile::TempDir,
}

fn open(folder: PathBuf) -> Opened {
    let state = tempfile::tempdir().unwrap();
    let store = Store::open(&state.path().join("state.db")).unwrap();
    let options = LocalOptions {
        account: AccountId::new("local-golden"),
        name: "golden".into(),
        user: "ana".into(),
        batch: 100,
        read_only: None,
    };
    let platform = LocalPlatform::open(Source::Folder(folder), options, store).unwrap();
    let mut events = platform.events().unwrap();
    while let Some(event) = events.blocking_recv() {
        if matches!(event, PlatformEvent::Finished { .. }) {
            break;
        }
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    Opened {
        platform,
        runtime,
        _state: state,
    }
}

impl Opened {
    fn rows(&self, parent: &NodeRef, level: Level) -> Vec<(NodeRef, vidimus::model::Row)> {
        let request = ListRequest {
            parent: parent.clone(),
            level,
            query: Query::parse("").unwrap(),
            page: PageRequest {
                offset: 0,
                limit: 500,
            },
        };
        let page = self.runtime.block_on(self.platform.list(&request)).unwrap();
        let node = |row: &vidimus::model::Row| parent.child(level, row.id.clone());
        page.rows
            .iter()
            .map(|row| (node(row), row.clone()))
            .collect()
    }

    fn root(&self) -> NodeRef {
        NodeRef::root(AccountId::new("local-golden"))
    }

    fn item(&self, node: &NodeRef) -> Arc<ItemDetail> {
        self.runtime
            .block_on(self.platform.annotations(node))
            .unwrap()
    }

    fn picture(&self, node: &NodeRef) -> Vec<u8> {
        let want = ImageWant {
            width: 160,
            height: 120,
            number: 0,
            ahead: false,
            original: false,
        };
        let image = self.runtime.block_on(self.platform.image(node, want));
        image.unwrap().bytes.to_vec()
    }
}

fn floats(value: &Value) -> Vec<f32> {
    let flat = |value: &Value| value.as_f64().unwrap() as f32;
    value.as_array().unwrap().iter().map(flat).collect()
}

fn points(value: &Value) -> Vec<Point> {
    let all = value.as_array().unwrap().iter();
    all.map(|pair| Point::new(floats(pair)[0], floats(pair)[1]))
        .collect()
}

fn kind_of(one: &Value) -> &str {
    match one["kind"].as_str().unwrap() {
        "polygon" if one["rings"].as_array().unwrap().len() > 1 => "hole",
        "ellipse" if one["rx"] == one["ry"] => "circle",
        "points" if one["points"].as_array().unwrap().len() == 1 => "point",
        kind => kind,
    }
}

/// The pixels of a mask, by row.
type Pixels = BTreeSet<(u32, u32)>;

fn pixels(mask: &Mask) -> Pixels {
    mask.spans()
        .flat_map(|(y, from, to)| (from..to).map(move |x| (y, x)))
        .collect()
}

fn mask(pixels: &Pixels) -> Shape {
    let mut bytes = vec![0_u8; 160 * 120];
    for (y, x) in pixels {
        bytes[(y * 160 + x) as usize] = 1;
    }
    let bits = vidimus::codec::bitmap::Bits::from_bytes(160, 120, &bytes).unwrap();
    Shape::Mask {
        mask: bits.to_mask(0, 0),
    }
}

/// The pixels whose middle lies in rings, by the even-odd rule.
fn raster(rings: &[Vec<Point>]) -> Shape {
    let inside = |x: f32, y: f32| {
        let edges = rings.iter().flat_map(|ring| {
            let next = ring.iter().cycle().skip(1);
            ring.iter().zip(next)
        });
        let crossed = edges.filter(|(a, b)| {
            (a.y > y) != (b.y > y) && x < (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x
        });
        crossed.count() % 2 == 1
    };
    let all = (0..120_u32).flat_map(|y| (0..160_u32).map(move |x| (y, x)));
    mask(
        &all.filter(|&(y, x)| inside(x as f32 + 0.5, y as f32 + 0.5))
            .collect(),
    )
}

/// What a format should show of one annotation.
fn expected(one: &Value, row: &Row) -> Vec<Shape> {
    let kind = kind_of(one);
    let rect = || {
        let b = floats(&one["box"]);
        Rect::new(b[0], b[1], b[2], b[3])
    };
    let own = match kind {
        "skeleton" if row.kinds.contains(&"pose") => "pose",
        kind => kind,
    };
    if !row.kinds.contains(&own) {
        return Vec::new();
    }
    let single = |point: &Point| Shape::Points {
        points: vec![*point],
    };
    let rings = || {
        one["rings"]
            .as_array()
            .unwrap()
            .iter()
            .map(points)
            .collect::<Vec<_>>()
    };
    match own {
        "box" => vec![Shape::Box { rect: rect() }],
        "rotated" => vec![Shape::RotatedBox {
            rect: rect(),
            degrees: one["degrees"].as_f64().unwrap() as f32,
        }],
        "hole" if !row.holes => vec![raster(&rings())],
        "polygon" | "hole" => vec![Shape::Polygon { rings: rings() }],
        "polyline" => vec![Shape::Polyline {
            points: points(&one["points"]),
        }],
        "points" if row.singles => points(&one["points"]).iter().map(single).collect(),
        "point" | "points" => vec![Shape::Points {
            points: points(&one["points"]),
        }],
        "mask" => {
            let spans = one["spans"].as_array().unwrap().iter();
            let all = spans.flat_map(|span| {
                let at = |part: usize| u32::try_from(span[part].as_u64().unwrap()).unwrap();
                (at(1)..at(2)).map(move |x| (at(0), x)).collect::<Vec<_>>()
            });
            vec![mask(&all.collect())]
        }
        "ellipse" | "circle" => vec![Shape::Ellipse {
            center: Point::new(floats(&one["center"])[0], floats(&one["center"])[1]),
            rx: one["rx"].as_f64().unwrap() as f32,
            ry: one["ry"].as_f64().unwrap() as f32,
            degrees: 0.0,
        }],
        "skeleton" => {
            let seen = floats(&one["seen"]);
            let joint = |(point, seen): (Point, f32)| Joint {
                point,
                visibility: match seen {
                    2.0 => Visibility::Visible,
                    _ => Visibility::Hidden,
                },
            };
            vec![Shape::Skeleton {
                joints: points(&one["points"])
                    .into_iter()
                    .zip(seen)
                    .map(joint)
                    .collect(),
                edges: Arc::from([(0, 1), (0, 2), (0, 3)]),
            }]
        }
        "pose" => {
            let mut all: Vec<Shape> = points(&one["points"]).iter().map(single).collect();
            all.push(Shape::Unknown {
                kind: "pose".into(),
                raw: Default::default(),
            });
            all
        }
        "cuboid" => vec![Shape::Cuboid {
            points: points(&one["points"]).try_into().unwrap(),
        }],
        "tag" => vec![Shape::Tag],
        other => panic!("{other}"),
    }
}

fn near(a: &[Point], b: &[Point]) -> bool {
    let close = |(a, b): (&Point, &Point)| (a.x - b.x).abs() < 0.1 && (a.y - b.y).abs() < 0.1;
    a.len() == b.len() && a.iter().zip(b).all(close)
}

/// Whether two shapes are the same to a tenth of a pixel, masks to the pixel.
fn same(a: &Shape, b: &Shape) -> bool {
    match (a, b) {
        (Shape::Box { rect: a }, Shape::Box { rect: b }) => near(&a.corners(), &b.corners()),
        (
            Shape::RotatedBox { rect, degrees },
            Shape::RotatedBox {
                rect: other,
                degrees: turned,
            },
        ) => {
            let corners = |rect: &Rect, degrees: f32| {
                rect.corners().map(|p| p.turned(rect.center(), degrees))
            };
            near(&corners(rect, *degrees), &corners(other, *turned))
        }
        (Shape::Polygon { rings: a }, Shape::Polygon { rings: b }) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| near(a, b))
        }
        (Shape::Polyline { points: a }, Shape::Polyline { points: b })
        | (Shape::Points { points: a }, Shape::Points { points: b }) => near(a, b),
        (Shape::Mask { mask: a }, Shape::Mask { mask: b }) => pixels(a) == pixels(b),
        (
            Shape::Ellipse { center, rx, ry, .. },
            Shape::Ellipse {
                center: other,
                rx: wide,
                ry: high,
                ..
            },
        ) => near(
            &[*center, Point::new(*rx, *ry)],
            &[*other, Point::new(*wide, *high)],
        ),
        (
            Shape::Skeleton { joints: a, edges },
            Shape::Skeleton {
                joints: b,
                edges: own,
            },
        ) => {
            let places = |joints: &[Joint]| joints.iter().map(|one| one.point).collect::<Vec<_>>();
            let seen =
                |joints: &[Joint]| joints.iter().map(|one| one.visibility).collect::<Vec<_>>();
            near(&places(a), &places(b)) && seen(a) == seen(b) && edges == own
        }
        (Shape::Cuboid { points: a }, Shape::Cuboid { points: b }) => near(a, b),
        (Shape::Tag, Shape::Tag) => true,
        (Shape::Unknown { kind: a, .. }, Shape::Unknown { kind: b, .. }) => a == b,
        _ => false,
    }
}

/// Compares one image; what does not agree is told.
fn compare(row: &Row, image: &Value, detail: &ItemDetail) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut read: Vec<&Annotation> = detail.annotations.iter().collect();
    for one in image["annotations"].as_array().unwrap() {
        let label = one["label"].as_str().unwrap();
        for shape in expected(one, row) {
            let found = read
                .iter()
                .position(|read| detail.label_name(read) == label && same(&read.shape, &shape));
            let Some(found) = found else {
                wrong.push(format!("missing: {label} {}", short(&shape)));
                continue;
            };
            let found = read.remove(found);
            if row.attributes
                && let Some(color) = one["attributes"]["color"].as_str()
            {
                let has = found
                    .attributes
                    .iter()
                    .any(|own| own.name.as_str() == "color" && own.value.as_str() == color);
                if !has {
                    wrong.push(format!(
                        "{label}: no attribute color: {:?}",
                        found.attributes
                    ));
                }
            }
            let group = one["group"]
                .as_u64()
                .and_then(|group| u32::try_from(group).ok());
            if row.groups && found.group != group {
                wrong.push(format!("{label}: group {:?}, not {group:?}", found.group));
            }
        }
    }
    for left in read {
        let label = detail.label_name(left);
        wrong.push(format!("not expected: {label} {}", short(&left.shape)));
    }
    if detail.size != Some((160, 120)) {
        wrong.push(format!("size {:?}", detail.size));
    }
    wrong.extend(detail.problems.iter().map(ToString::to_string));
    wrong
}

fn short(shape: &Shape) -> String {
    match shape {
        Shape::Mask { mask } => format!("mask of {} pixels at {}, {}", mask.area(), mask.x, mask.y),
        shape => format!("{shape:?}").chars().take(300).collect(),
    }
}

fn base(id: &Id) -> String {
    let id = id.to_string();
    id.rsplit('/').next().unwrap_or(&id).to_owned()
}

#[test]
fn every_format_shows_the_same_annotations() {
    let truth = truth();
    let mut wrong = Vec::new();
    for row in ROWS {
        let opened = open(golden().join(row.folder));
        let problems = opened.platform.problems();
        wrong.extend(problems.iter().map(|why| format!("{}: {why}", row.folder)));
        let items = opened.rows(&opened.root(), Level::Item);
        let names: BTreeSet<String> = items.iter().map(|(_, row)| base(&row.id)).collect();
        let images = truth["images"].as_array().unwrap();
        let wanted: BTreeSet<String> = images
            .iter()
            .map(|image| image["name"].as_str().unwrap().to_owned())
            .collect();
        if names != wanted || items.len() != wanted.len() {
            wrong.push(format!("{}: images {names:?}", row.folder));
        }
        for image in images {
            let name = image["name"].as_str().unwrap();
            let Some((node, _)) = items.iter().find(|(_, row)| base(&row.id) == name) else {
                continue;
            };
            let detail = opened.item(node);
            let found = compare(row, image, &detail);
            wrong.extend(
                found
                    .iter()
                    .map(|line| format!("{}: {name}: {line}", row.folder)),
            );
            let picture = opened.picture(node);
            assert!(picture.starts_with(b"\x89PNG"), "{}: {name}", row.folder);
            if row.colors {
                for label in truth["labels"].as_array().unwrap() {
                    let own = detail
                        .labels
                        .labels
                        .iter()
                        .find(|own| own.name.as_str() == label["name"]);
                    let color = own.and_then(|own| own.color).map(|c| vec![c.0, c.1, c.2]);
                    let color = serde_json::to_value(color).unwrap();
                    if color != label["color"] {
                        wrong.push(format!("{}: {} has {color}", row.folder, label["name"]));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn formats_below_one_folder_are_datasets_of_their_own() {
    let opened = open(golden());
    let datasets = opened.rows(
        &opened
            .root()
            .child(Level::Organization, Id::name("library")),
        Level::Project,
    );
    let names: Vec<String> = datasets.iter().map(|(_, row)| row.id.to_string()).collect();
    for row in ROWS {
        let own = names
            .iter()
            .filter(|name| name.split(['/', ' ']).next() == Some(row.folder));
        assert_eq!(own.count(), 1, "{}: {names:?}", row.folder);
    }
    // Each has its own pictures, found beside it.
    for (node, row) in &datasets {
        let missing = opened.rows(node, Level::Item);
        let missing: Vec<String> = missing
            .iter()
            .filter(|(_, item)| item.flags.missing)
            .map(|(_, item)| item.id.to_string())
            .collect();
        assert_eq!(missing, [""; 0], "{}", row.id);
    }
}

/// The first text of the export.
pub fn text_item() -> ItemDetail {
    let opened = open(golden().join("label_studio_text"));
    let items = opened.rows(&opened.root(), Level::Item);
    let detail = opened.item(&items[0].0);
    Arc::unwrap_or_clone(detail)
}

#[test]
fn texts_of_an_export_are_shown_as_texts() {
    use vidimus::model::{Content, DocumentKind, ResultKind};

    let opened = open(golden().join("label_studio_text"));
    assert_eq!(opened.platform.problems(), []);
    let items = opened.rows(&opened.root(), Level::Item);
    let names: Vec<(&str, u32, bool)> = items
        .iter()
        .map(|(_, row)| (row.name.as_str(), row.annotations, row.flags.missing))
        .collect();
    assert_eq!(
        names,
        [
            ("task 12", 11, false),
            ("task 13", 1, false),
            ("task 14", 1, false)
        ]
    );
    let first = opened.item(&items[0].0);
    assert!(
        !first.pictured && first.problems.is_empty(),
        "{:?}",
        first.problems
    );
    let Content::Document(document) = &first.contents[0] else {
        panic!()
    };
    assert!(document.text.starts_with("Ana Möller moved from Łódź"));
    let authors: Vec<&str> = first
        .results
        .iter()
        .map(|one| one.author.as_str())
        .collect();
    assert_eq!(authors, ["ana@example.com", "bo@example.com"]);
    assert!(first.results[0].truth);
    assert_eq!(first.relations.len(), 1);
    let said: Vec<(&str, String)> = first
        .annotations
        .iter()
        .filter(|one| one.result == 0)
        .map(|one| {
            let words = match &one.shape {
                // The words are those at the place, beyond the rocket too.
                Shape::Span { start, end, text } => {
                    let count = usize::try_from(end - start).unwrap();
                    let at = usize::try_from(*start).unwrap();
                    let here: String = document.text.chars().skip(at).take(count).collect();
                    assert_eq!(here, text.as_str());
                    here
                }
                other => other.word().to_owned(),
            };
            (first.label_name(one), words)
        })
        .collect();
    let wanted = [
        ("Person", "Ana Möller"),
        ("Place", "Łódź"),
        ("Place", "Nairobi"),
        ("Company", "Globex"),
        ("Person", "Ben Okafor"),
        ("Place", "Oslo"),
        ("people", "tag"),
    ];
    assert_eq!(said, wanted.map(|(label, words)| (label, words.to_owned())));
    let second = opened.item(&items[1].0);
    assert_eq!(second.results[0].kind, ResultKind::Prediction);
    let third = opened.item(&items[2].0);
    let Content::Document(turns) = &third.contents[0] else {
        panic!()
    };
    assert_eq!((turns.kind, turns.turns.len()), (DocumentKind::Dialogue, 2));
    assert_eq!(third.annotations[0].shape.word(), "span");
}

#[test]
fn a_picture_that_stands_in_its_file_is_shown() {
    let opened = open(golden().join("labelme"));
    let items = opened.rows(&opened.root(), Level::Item);
    let (node, row) = items
        .iter()
        .find(|(_, row)| base(&row.id) == "lines.png")
        .unwrap();
    assert!(!row.flags.missing);
    assert!(!golden().join("labelme/lines.png").exists());
    assert_eq!(
        opened.picture(node),
        std::fs::read(golden().join("images/lines.png")).unwrap()
    );
}

#[test]
fn a_track_of_a_video_is_in_every_frame_where_it_is() {
    let opened = open(golden().join("cvat_video"));
    assert_eq!(opened.platform.problems(), []);
    let items = opened.rows(&opened.root(), Level::Item);
    let boxes: Vec<Option<Rect>> = items
        .iter()
        .map(|(node, _)| {
            let detail = opened.item(node);
            let first = detail.annotations.first()?;
            assert_eq!(detail.label_name(first), "car");
            first.shape.bounds()
        })
        .collect();
    let lefts = [10.0, 15.0, 20.0, 25.0, 30.0].map(|left| Some(Rect::new(left, 20.0, 40.0, 25.0)));
    assert_eq!(boxes[..5], lefts);
    assert_eq!(boxes[5..], [None]);
}

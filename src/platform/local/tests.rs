//! Tests of `local`.

mod decisions;
mod export;
mod large;
mod xml;

use std::fs;
use std::io::Cursor;
use std::path::Path;

use super::*;
use crate::model::{
    Change, ContentHash, Id, Judgement, OpId, Rect, Shape, State, Timestamp, Verdict,
};
use crate::model::{PageRequest, Query, Verb};

/// A folder opened and read to its end, with the runtime to ask it.
struct Opened {
    platform: Arc<LocalPlatform>,
    runtime: tokio::runtime::Runtime,
    _dir: tempfile::TempDir,
}

fn picture(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image::RgbImage::new(width, height)
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}
fn write(root: &Path, files: &[(&str, &[u8])]) {
    for (path, bytes) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

fn open(files: &[(&str, &[u8])], batch: u32) -> Opened {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), files);
    let state = tempfile::tempdir().unwrap();
    let store = Store::open(&state.keep().join("state.db")).unwrap();
    let options = LocalOptions {
        account: AccountId::new("local-x"),
        name: "x".into(),
        user: "ana".into(),
        batch,
        read_only: None,
    };
    let platform = LocalPlatform::open(Source::Folder(dir.path().into()), options, store).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let mut events = platform.events().unwrap();
    while let Some(event) = events.blocking_recv() {
        if matches!(event, PlatformEvent::Finished { .. }) {
            break;
        }
    }
    assert!(!platform.is_reading());
    Opened {
        platform,
        runtime,
        _dir: dir,
    }
}

impl Opened {
    fn list(&self, parent: &NodeRef, level: Level, query: &str) -> Page {
        let request = ListRequest {
            parent: parent.clone(),
            level,
            query: Query::parse(query).unwrap(),
            page: PageRequest {
                offset: 0,
                limit: 50,
            },
        };
        self.runtime.block_on(self.platform.list(&request)).unwrap()
    }

    fn ids(&self, parent: &NodeRef, level: Level, query: &str) -> Vec<String> {
        self.list(parent, level, query)
            .rows
            .iter()
            .map(|row| row.id.to_string())
            .collect()
    }

    fn root(&self) -> NodeRef {
        NodeRef::root(AccountId::new("local-x"))
    }

    fn item(&self, id: &str) -> (NodeRef, Arc<ItemDetail>) {
        let node = self.platform.locate(id).pop().unwrap();
        let detail = self
            .runtime
            .block_on(self.platform.annotations(&node))
            .unwrap();
        (node, detail)
    }

    fn problems(&self) -> Vec<String> {
        self.platform
            .shared
            .read()
            .problems
            .iter()
            .map(ToString::to_string)
            .collect()
    }
}

const COCO: &str = r#"{"annotations": [
  {"id": 1, "image_id": 1, "category_id": 2, "bbox": [1, 2, 3, 4], "attributes": {"author": "bo"}},
  {"id": 1, "image_id": 1, "category_id": 9, "bbox": [5, 2, 3, 4]},
  {"id": 3, "image_id": 2, "category_id": 2, "bbox": [5, 2, -3, 4]},
  {"id": 4, "image_id": 77, "category_id": 2, "bbox": [5, 2, 3, 4]},
  {"id": 5, "image_id": 1, "caption": "a street"}],
 "images": [{"id": 1, "file_name": "../../x/b.png", "width": 20, "height": 10},
  {"id": 2, "file_name": "gone.png", "width": 20, "height": 10}, {"id": 1, "file_name": "c.png"}],
 "categories": [{"id": 2, "name": "car"}]}"#;

#[test]
fn a_coco_folder_with_faults_is_read() {
    let png = picture(20, 10);
    let files: &[(&str, &[u8])] = &[
        ("annotations/instances_train.json", COCO.as_bytes()),
        (
            "annotations/broken.json",
            b"{\"images\": [{\"id\": 1, \"file_name\": \"b.png\"}, {\"id\"",
        ),
        ("annotations/empty.json", b""),
        ("package.json", b"{\"name\": 1}"),
        ("images/train/b.png", &png),
        ("images/train/c10.png", &png),
        ("images/train/c9.png", &png),
        ("other/z.png", &png),
    ];
    let opened = open(files, 2);
    let root = opened.root();
    assert_eq!(opened.ids(&root, Level::Organization, ""), ["library"]);
    let library = root.child(Level::Organization, Id::name("library"));
    assert_eq!(
        opened.ids(&library, Level::Project, ""),
        ["broken", "instances", "unannotated"]
    );
    let split = library
        .child(Level::Project, Id::name("instances"))
        .child(Level::Task, Id::name("train"));
    let page = opened.list(&split, Level::Item, "");
    let names: Vec<_> = page
        .rows
        .iter()
        .map(|row| (row.name.to_string(), row.annotations, row.flags.missing))
        .collect();
    // `broken.json` claims b.png too, so the folder belongs to two splits and c9, c10 to none.
    assert_eq!(
        names,
        [
            ("images/train/b.png".into(), 3, false),
            ("gone.png".into(), 0, true)
        ]
    );
    assert!(page.rows[1].flags.troubled && !page.growing);
    assert_eq!(opened.ids(&split, Level::Job, ""), ["1-2"]);
    assert_eq!(
        opened.ids(&library, Level::Job, ""),
        [
            "broken/all/1-2",
            "instances/train/1-2",
            "unannotated/images/train/1-2",
            "unannotated/other/1-2"
        ]
    );
    assert_eq!(opened.ids(&root, Level::Item, "c is:x"), [""; 0]);
    assert_eq!(
        opened.ids(&root, Level::Item, "name:c"),
        ["images/train/c9.png", "images/train/c10.png"]
    );
    assert_eq!(
        opened.ids(&root, Level::Item, "label:car"),
        ["images/train/b.png"].map(|_| "instances/train/images/train/b.png")
    );
    assert_eq!(opened.ids(&split, Level::Item, "is:missing"), ["gone.png"]);
    let node = split.child(Level::Item, Id::name("images/train/b.png"));
    let detail = opened
        .runtime
        .block_on(opened.platform.annotations(&node))
        .unwrap();
    let ids: Vec<_> = detail
        .annotations
        .iter()
        .map(|a| a.id.to_string())
        .collect();
    assert_eq!(ids, ["1", "1#2"]);
    assert_eq!(
        (detail.annotations[0].label, detail.annotations[1].label),
        (0, u32::MAX)
    );
    assert_eq!(
        (detail.size, detail.facts[0].value.as_str()),
        (Some((20, 10)), "a street")
    );
    assert_eq!(detail.node.path().len(), 5);
    let problems = opened.problems().join("\n");
    for said in [
        "annotations/empty.json: not read: line 1, column 1: the file is empty",
        "package.json: no annotations of a known format (its keys: name)",
        "annotations/broken.json: line 1, column 51: field 'images': the file ends within a value",
        "instances_train.json: line 4, column 3: annotation left out: field 'bbox' has a negative size",
        "field 'id': 1 is taken (file 'c.png')",
        "1 annotation refers to images that the file does not name (field 'image_id': 77",
        "(field 'category_id': 9)",
    ] {
        assert!(problems.contains(said), "{said} not in\n{problems}");
    }
    let tables = opened
        .runtime
        .block_on(opened.platform.insights(&split))
        .unwrap();
    let labels = tables
        .iter()
        .find(|table| table.title.as_str() == "Labels")
        .unwrap();
    assert!(
        labels
            .rows
            .iter()
            .any(|row| row.cells[0].as_str() == "car" && row.cells[1].as_str() == "1"),
        "{labels:?}"
    );
    let members = opened
        .runtime
        .block_on(opened.platform.members(&split, ""))
        .unwrap();
    assert_eq!(
        members.iter().map(|m| m.name.as_str()).collect::<Vec<_>>(),
        ["ana", "bo"]
    );
}

#[test]
fn a_yolo_folder_is_read_in_pixels() {
    let png = picture(200, 100);
    let files: &[(&str, &[u8])] = &[
        (
            "data.yaml",
            b"path: /elsewhere/d\ntrain: images/train\nval: images/val\nnames: [cat, dog]\n",
        ),
        ("images/train/a2.png", &png),
        ("images/train/a10.png", &png),
        ("images/val/v.png", b"no picture"),
        ("labels/train/a2.txt", b"1 0.5 0.5 0.1 0.2\n0 oops\n"),
        ("labels/val/v.txt", b"0 0.5 0.5 0.1 0.2\n"),
    ];
    let opened = open(files, 100);
    let (node, detail) = opened.item("a2.png");
    assert_eq!(
        detail.annotations[0].shape,
        Shape::Box {
            rect: Rect::new(90.0, 40.0, 20.0, 20.0)
        }
    );
    assert_eq!(detail.label_name(&detail.annotations[0]), "dog");
    assert!(
        detail.problems[0].contains("labels/train/a2.txt: line 2: row left out"),
        "{:?}",
        detail.problems
    );
    assert_eq!(
        node.to_string(),
        "vidimus://local-x/o:library/p:dataset/t:train/j:1-100/i:images%2Ftrain%2Fa2.png"
    );
    let (_, empty) = opened.item("images/train/a10.png");
    assert!(empty.annotations.is_empty() && empty.problems.is_empty());
    let (_, broken) = opened.item("v.png");
    assert_eq!((broken.annotations.len(), broken.size), (1, None));
    assert!(
        broken
            .problems
            .iter()
            .any(|line| line.contains("fractions")),
        "{:?}",
        broken.problems
    );
    let train = opened.platform.locate("dataset/train").pop().unwrap();
    assert_eq!(
        opened.ids(&train, Level::Item, ""),
        ["images/train/a2.png", "images/train/a10.png"]
    );
}

#[test]
fn images_alone_are_a_library_too() {
    let files: &[(&str, &[u8])] = &[
        ("2.png", b""),
        ("10.png", b""),
        ("sub\u{202e}/\x1b[31m.png", b"x"),
    ];
    let opened = open(files, 1);
    assert_eq!(opened.ids(&opened.root(), Level::Item, "").len(), 3);
    assert_eq!(
        opened.ids(&opened.root(), Level::Job, "")[..2],
        ["images/all/1-1", "images/all/2-2"]
    );
    let row = &opened.list(&opened.root(), Level::Item, "").rows[2];
    assert_eq!(row.name.as_str(), ".png");
    let node = opened.root().child(Level::Item, row.id.clone());
    let bytes = opened
        .runtime
        .block_on(opened.platform.image(
            &node,
            ImageWant {
                width: 1,
                height: 1,
                number: 0,
                ahead: false,
                original: false,
            },
        ))
        .unwrap();
    assert_eq!(&*bytes.bytes, b"x");
    let (_, detail) = opened.item("2.png");
    assert!(detail.problems[0].contains("2.png: the file is empty"));
    let gone = opened.root().child(Level::Item, Id::name("nothing.png"));
    assert!(matches!(
        opened.runtime.block_on(opened.platform.annotations(&gone)),
        Err(PlatformError::NotFound(_))
    ));
}

/// A JPEG of 20 × 10 stored pixels with an EXIF orientation.
fn turned_jpeg(orientation: u8) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image::RgbImage::new(20, 10)
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .unwrap();
    let plain = bytes.into_inner();
    let tiff = [
        b'M',
        b'M',
        0,
        42,
        0,
        0,
        0,
        8,
        0,
        1,
        1,
        0x12,
        0,
        3,
        0,
        0,
        0,
        1,
        0,
        orientation,
        0,
        0,
        0,
        0,
        0,
        0,
    ];
    let mut out = vec![0xff, 0xd8, 0xff, 0xe1, 0, 34];
    out.extend_from_slice(b"Exif\0\0");
    out.extend_from_slice(&tiff);
    out.extend_from_slice(&plain[2..]);
    out
}

#[test]
fn stored_pixels_are_turned_and_displayed_ones_are_not() {
    let jpeg = turned_jpeg(6);
    let stated = |width: u32, height: u32| {
        format!(
            r#"{{"images":[{{"id":1,"file_name":"a.jpg","width":{width},"height":{height}}}],"categories":[{{"id":1,"name":"a"}}],"annotations":[{{"id":1,"image_id":1,"category_id":1,"bbox":[1,2,3,4]}}]}}"#
        )
    };
    for (width, height, rect, problems) in [
        (20, 10, Rect::new(4.0, 1.0, 4.0, 3.0), 0),
        (10, 20, Rect::new(1.0, 2.0, 3.0, 4.0), 0),
        (99, 99, Rect::new(1.0, 2.0, 3.0, 4.0), 1),
    ] {
        let json = stated(width, height);
        let files: &[(&str, &[u8])] = &[("a.json", json.as_bytes()), ("a.jpg", &jpeg)];
        let (_, detail) = open(files, 100).item("a.jpg");
        assert_eq!(detail.size, Some((10, 20)));
        assert_eq!(
            detail.annotations[0].shape,
            Shape::Box { rect },
            "{width}×{height}"
        );
        assert_eq!(detail.problems.len(), problems, "{:?}", detail.problems);
    }
}

#[test]
fn reading_can_be_stopped_and_what_was_read_stays() {
    let mut json = String::from(r#"{"images":["#);
    for number in 0..200_000 {
        json.push_str(&format!(
            r#"{}{{"id":{number},"file_name":"{number}.jpg"}}"#,
            if number > 0 { "," } else { "" }
        ));
    }
    json.push_str("]}");
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &[("a.json", json.as_bytes())]);
    let options = LocalOptions {
        account: AccountId::new("x"),
        name: "x".into(),
        user: "ana".into(),
        batch: 100,
        read_only: Some("looking only".into()),
    };
    let store = Store::open(&tempfile::tempdir().unwrap().keep().join("state.db")).unwrap();
    let platform = LocalPlatform::open(Source::Folder(dir.path().into()), options, store).unwrap();
    let mut events = platform.events().unwrap();
    assert!(platform.events().is_none());
    let mut end = None;
    while let Some(event) = events.blocking_recv() {
        match event {
            PlatformEvent::Progress { .. } => platform.stop(),
            PlatformEvent::Finished { stopped, .. } => {
                end = Some(stopped);
                break;
            }
            _ => {}
        }
    }
    assert_eq!(end, Some(true));
    let library = platform.shared.read();
    let items = library.datasets[0].splits[0].items.len();
    assert!((1..200_000).contains(&items), "{items}");
    assert!(!library.datasets[0].splits[0].complete);
    assert!(
        platform
            .denied(Spot::Item(0, 0, 0))
            .check(Verb::Flag)
            .is_err()
    );
}

#[test]
fn bundled_files_are_a_library() {
    static FILES: &[(&str, &[u8])] = &[
        ("d/annotations/all.json", br#"{"categories":{"label":{"labels":[{"name":"cat"}]}},"items":[{"id":"a","image":{"path":"a.png","size":[10,20]},"annotations":[{"id":1,"type":"label","label_id":0}]}]}"#),
        ("d/images/a.png", b"x"),
    ];
    let options = LocalOptions {
        account: AccountId::new("demo"),
        name: "demo".into(),
        user: "ana".into(),
        batch: 0,
        read_only: None,
    };
    let store = Store::open(&tempfile::tempdir().unwrap().keep().join("state.db")).unwrap();
    let platform = LocalPlatform::open(Source::Bundle(FILES), options, store).unwrap();
    let mut events = platform.events().unwrap();
    while !matches!(
        events.blocking_recv(),
        None | Some(PlatformEvent::Finished { .. })
    ) {}
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    assert_eq!(
        runtime
            .block_on(platform.identity())
            .unwrap()
            .place
            .as_str(),
        "bundled"
    );
    let node = platform.locate("d/images/a.png").pop().unwrap();
    let detail = runtime.block_on(platform.annotations(&node)).unwrap();
    assert_eq!(
        (detail.annotations.len(), detail.annotations[0].shape.word()),
        (1, "tag")
    );
}

#[test]
fn what_is_told_at_once_is_what_its_page_tells() {
    let png = picture(20, 10);
    let coco = COCO.replace("../../x/b.png", "b.png");
    let files: &[(&str, &[u8])] = &[
        ("annotations/instances_train.json", coco.as_bytes()),
        ("images/train/b.png", &png),
        ("data.yaml", b"names: [a, b]\nval: images/val"),
        ("images/val/y.png", &png),
        ("labels/val/y.txt", b"1 0.5 0.5 0.25 0.5\n0 0.1 0.1 0.1 0.1"),
    ];
    let opened = open(files, 2);
    for id in ["images/val/y.png", "gone.png", "images/train/b.png"] {
        let (node, detail) = opened.item(id);
        assert_eq!(
            opened.platform.content_hash(&node),
            Some(detail.hash),
            "{id}"
        );
        assert!(opened.platform.moves(&node).is_none());
    }
    let job = opened.item("images/val/y.png").0.parent().unwrap();
    let detail = opened.runtime.block_on(opened.platform.detail(&job));
    let detail = detail.unwrap();
    let moves = opened.platform.moves(&job).unwrap();
    assert_eq!((Some(moves.0), moves.1), (detail.state, detail.transitions));
    assert_eq!(opened.platform.content_hash(&job), None);
}

//! Pascal VOC and CVAT XML, and videos, through the platform.

use super::*;
use crate::model::video::Standing;
use crate::model::{Operation, Point};

const CLIP: &[u8] = include_bytes!("../../../../tests/golden/xml/clip.xml");

/// The clip with its frames as pictures.
fn clip(from: u32) -> Opened {
    let picture = picture(320, 180);
    let names: Vec<String> = (from..from + 12)
        .map(|frame| format!("clip/images/frame_{frame:06}.PNG"))
        .collect();
    let mut files: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), picture.as_slice()))
        .collect();
    files.push(("clip/annotations.xml", CLIP));
    open(&files, 100)
}

#[test]
fn frames_of_a_video_are_items_in_order_with_tracks_where_they_are() {
    let opened = clip(0);
    assert_eq!(opened.problems(), [""; 0]);
    let page = opened.list(&opened.root(), Level::Item, "");
    assert_eq!(page.total, 12);
    let counts: Vec<u32> = page.rows.iter().map(|row| row.annotations).collect();
    // Frame 3 has a tag besides; from 8 on the skeleton is gone, from 9 on the first car.
    assert_eq!(counts, [2, 2, 3, 4, 3, 3, 3, 3, 2, 1, 1, 1]);
    let (_, detail) = opened.item("frame_000003.PNG");
    assert_eq!(detail.size, Some((320, 180)));
    let ids: Vec<String> = detail
        .annotations
        .iter()
        .map(|annotation| format!("{} {}", annotation.id, detail.label_name(annotation)))
        .collect();
    assert_eq!(
        ids,
        ["#1 car", "track:0 car", "track:2 person", "track:1 car"]
    );
    let boxed = &detail.annotations[1];
    assert_eq!(
        boxed.shape,
        Shape::Box {
            rect: Rect::new(65.0, 40.0, 60.0, 40.0)
        }
    );
    let Shape::Skeleton { joints, edges } = &detail.annotations[2].shape else {
        panic!("{detail:?}");
    };
    assert_eq!(joints[0].point, Point::new(106.0, 23.0));
    assert_eq!(&**edges, [(0, 1)]);
    assert_eq!(
        opened
            .ids(&opened.root(), Level::Item, "label:person")
            .len(),
        8
    );
}

#[test]
fn a_frame_knows_its_place_and_the_key_frames() {
    let opened = clip(0);
    let (_, detail) = opened.item("frame_000006.PNG");
    let video = detail.video.as_ref().unwrap();
    assert_eq!(
        (video.place, video.count, video.number, video.step),
        (6, 12, 6, 1)
    );
    assert_eq!(&*video.keys, [0, 2, 4, 6, 8, 9, 10]);
    let car = video.trace(&Id::name("track:0")).unwrap();
    assert_eq!((&*car.keys, car.here), (&[0, 6, 9][..], Standing::Key));
    let van = video.trace(&Id::name("track:1")).unwrap();
    assert_eq!((&*van.keys, van.here), (&[2, 10][..], Standing::Between));
    let attribute = detail
        .annotations
        .iter()
        .find(|annotation| annotation.id == Id::name("track:1"))
        .and_then(|annotation| annotation.attributes.last())
        .unwrap();
    assert_eq!(
        (&*attribute.name, &*attribute.value),
        ("track", "between the key frames 2 and 10")
    );
}

#[test]
fn a_verdict_on_a_track_stays_with_its_frame() {
    let opened = clip(0);
    let (node, detail) = opened.item("frame_000002.PNG");
    let car = detail
        .annotations
        .iter()
        .find(|annotation| annotation.id == Id::name("track:0"))
        .unwrap();
    let change = Change::JudgeAnnotation {
        annotation: car.id.clone(),
        before: None,
        after: Some(Judgement {
            verdict: Verdict::Rejected,
            reason: None,
            hash: car.hash,
            by: "ana".into(),
            at: Timestamp(1),
        }),
    };
    let operation = Operation {
        id: OpId {
            session: 1,
            number: 1,
        },
        at: Timestamp(1),
        who: "ana".into(),
        target: node.clone(),
        name: "frame".into(),
        change,
    };
    let apply = opened.platform.apply(&operation, Attempt::First);
    opened.runtime.block_on(apply).unwrap();
    let verdict = |name: &str| {
        let (_, detail) = opened.item(name);
        let car = detail
            .annotations
            .iter()
            .find(|annotation| annotation.id == Id::name("track:0"));
        let car = car.unwrap().clone();
        car.verdict
            .map(|given| (given.verdict, given.hash == car.hash))
    };
    assert_eq!(verdict("frame_000002.PNG"), Some((Verdict::Rejected, true)));
    assert_eq!(verdict("frame_000003.PNG"), None);
}

#[test]
fn frames_counted_from_one_and_frames_not_extracted_are_told() {
    let opened = clip(1);
    assert_eq!(opened.problems(), [""; 0]);
    let (_, detail) = opened.item("frame_000001.PNG");
    assert_eq!(detail.video.as_ref().unwrap().number, 0);
    let opened = open(&[("annotations.xml", CLIP), ("clip.mp4", b"x")], 100);
    let problems = opened.problems();
    assert!(
        problems[0].contains("12 of 12 frames") && problems[0].contains("ffmpeg -i clip.mp4"),
        "{problems:?}"
    );
    let page = opened.list(&opened.root(), Level::Item, "is:missing");
    assert_eq!(page.total, 12);
    assert_eq!(page.rows[3].annotations, 4);
}

const IMAGES: &str = r#"<annotations><meta><project><subsets>
train
val
</subsets><labels><label><name>car</name><color>#ff0000</color></label></labels></project></meta>
<image id="0" name="a.png" subset="train" width="20" height="10"><box label="car" xtl="1" ytl="2" xbr="5" ybr="4"/></image>
<image id="1" name="b.png" subset="val" width="20" height="10"/></annotations>"#;

#[test]
fn subsets_of_a_cvat_file_are_splits() {
    let picture = picture(20, 10);
    let opened = open(
        &[
            ("annotations.xml", IMAGES.as_bytes()),
            ("images/train/a.png", &picture),
            ("images/val/b.png", &picture),
        ],
        100,
    );
    assert_eq!(opened.problems(), [""; 0]);
    let splits = opened.ids(&opened.root(), Level::Task, "");
    assert_eq!(splits, ["dataset/train", "dataset/val"]);
    let (_, detail) = opened.item("a.png");
    assert_eq!(detail.annotations.len(), 1);
    assert!(detail.video.is_none());
}

pub(super) fn voc(name: &str, objects: &str) -> String {
    format!(
        "<annotation><filename>{name}</filename><size><width>20</width><height>10</height></size><segmented>0</segmented>{objects}</annotation>"
    )
}

pub(super) const OBJECT: &str = "<object><name>car</name><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>5</xmax><ymax>4</ymax></bndbox></object>";

#[test]
fn a_voc_folder_has_the_splits_of_its_lists_and_its_masks() {
    let picture = picture(20, 10);
    let mut mask = image::RgbImage::new(20, 10);
    mask.put_pixel(3, 4, image::Rgb([128, 0, 0]));
    let mut bytes = Cursor::new(Vec::new());
    mask.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    let mask = bytes.into_inner();
    let (a, c) = (voc("a.png", OBJECT), voc("wrong.jpg", OBJECT));
    let broken = voc("d.png", "<object><name>x</name></object>");
    let opened = open(
        &[
            ("V/Annotations/a.xml", a.as_bytes()),
            ("V/Annotations/sub/c d.xml", c.as_bytes()),
            ("V/Annotations/d.xml", broken.as_bytes()),
            ("V/ImageSets/Main/train.txt", b"a\nb\n"),
            ("V/ImageSets/Main/val.txt", b"sub/c d\n"),
            ("V/ImageSets/Main/trainval.txt", b"a\nb\nsub/c d\n"),
            ("V/ImageSets/Main/car_train.txt", b"a 1\nb 1\n"),
            ("V/ImageSets/Segmentation/train.txt", b"b\n"),
            (
                "V/labelmap.txt",
                b"background:0,0,0::\ncar:128,0,0:wheel:\n",
            ),
            ("V/JPEGImages/a.png", &picture),
            ("V/JPEGImages/b.png", &picture),
            ("V/JPEGImages/sub/c d.png", &picture),
            ("V/JPEGImages/d.png", &picture),
            ("V/SegmentationClass/b.png", &mask),
            ("V/SegmentationObject/b.png", &mask),
        ],
        100,
    );
    assert_eq!(
        opened.problems(),
        [
            "V/Annotations/d.xml: line 1, column 112: object 1 ('x') left out: field 'bndbox' is missing"
        ]
    );
    let splits = opened.ids(&opened.root(), Level::Task, "");
    assert_eq!(splits, ["V/train", "V/val", "V/unlisted"]);
    let (_, a) = opened.item("V/JPEGImages/a.png");
    assert_eq!(
        a.annotations.len(),
        1,
        "a label in a list is no tag where it is marked"
    );
    let names: Vec<&str> = a.labels.labels.iter().map(|label| &*label.name).collect();
    assert_eq!(names, ["background", "car", "wheel"]);
    let (_, b) = opened.item("V/JPEGImages/b.png");
    let Shape::Mask { mask } = &b.annotations[0].shape else {
        panic!("{b:?}");
    };
    assert_eq!((mask.x, mask.y, mask.area()), (3, 4, 1));
    assert_eq!(
        (b.label_name(&b.annotations[0]), b.annotations[0].group),
        ("car", Some(1))
    );
    let (_, c) = opened.item("c d.png");
    assert_eq!(c.annotations.len(), 1);
    let (_, d) = opened.item("V/JPEGImages/d.png");
    assert_eq!(d.problems.len(), 1);
}

#[test]
fn xml_beside_pictures_is_a_split_named_by_its_folder() {
    let picture = picture(20, 10);
    let a = voc("a.png", OBJECT);
    let opened = open(
        &[
            ("rf/train/a.png", picture.as_slice()),
            ("rf/train/a.xml", a.as_bytes()),
            ("rf/valid/b.png", &picture),
            ("rf/valid/b.xml", b"<annotation><filename>b.png</filename>"),
        ],
        100,
    );
    assert_eq!(
        opened.ids(&opened.root(), Level::Task, ""),
        ["rf/train", "rf/valid"]
    );
    let problems = opened.problems();
    assert!(
        problems[0].starts_with("rf/valid/b.xml: ") && problems[0].contains("line 1"),
        "{problems:?}"
    );
    assert_eq!(opened.item("rf/valid/b.png").1.problems.len(), 1);
}

#[test]
fn bombs_and_other_xml_are_refused_by_name() {
    let bomb = b"<?xml version=\"1.0\"?>\n<!DOCTYPE annotations [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>\n<annotations>&b;</annotations>";
    let opened = open(&[("bomb.xml", bomb), ("other.xml", b"<svg/>")], 100);
    let problems = opened.problems();
    assert!(
        problems[0].starts_with("bomb.xml: line 2") && problems[0].contains("entities"),
        "{problems:?}"
    );
    assert!(problems[1].contains("<svg>"), "{problems:?}");
}

#[test]
fn formats_in_one_folder_are_kept_apart() {
    let picture = picture(20, 10);
    let a = voc("a.png", OBJECT);
    let cvat = r#"<annotations><image id="0" name="b.png" width="20" height="10"/></annotations>"#;
    let opened = open(
        &[
            ("a.png", picture.as_slice()),
            ("a.xml", a.as_bytes()),
            ("b.png", &picture),
            ("b_task.xml", cvat.as_bytes()),
            ("c.xml", b"<annotation><broken"),
        ],
        100,
    );
    let formats = |library: &Library| {
        let formats = library.datasets.iter().map(|dataset| {
            let items = dataset.splits.iter().map(|split| split.items.len());
            (dataset.format.word(), items.sum::<u32>())
        });
        formats.collect::<Vec<_>>()
    };
    assert_eq!(
        formats(&opened.platform.shared.read()),
        [("CVAT for images", 1), ("Pascal VOC", 2)]
    );
    assert_eq!(opened.problems().len(), 1, "{:?}", opened.problems());
}

#[test]
fn of_a_full_folder_only_the_first_file_is_looked_at_before_reading() {
    let all: Vec<(String, String)> = (0..80)
        .map(|n| {
            (
                format!("Annotations/{n}.xml"),
                voc(&format!("{n}.png"), OBJECT),
            )
        })
        .collect();
    let mut files: Vec<(&str, &[u8])> = all
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    files[70].1 = b"<annotations/>";
    let opened = open(&files, 100);
    assert_eq!(opened.list(&opened.root(), Level::Item, "").total, 80);
    let problems = opened.problems();
    let told = problems
        .iter()
        .find(|line| line.starts_with("Annotations/70.xml"));
    assert!(
        told.is_some_and(|line| line.contains("<annotations>")),
        "{problems:?}"
    );
}

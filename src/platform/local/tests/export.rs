//! Tests of copies: what is left out, and what is told because it cannot be.

use super::*;
use crate::platform::local::export::{Copy, Why};

/// A copy without these annotations (item, ids), as text by path, and what was not applied.
struct Copied {
    files: Vec<(String, String)>,
    unapplied: Vec<(String, Why)>,
    pictures: Vec<String>,
}

impl Copied {
    #[track_caller]
    fn file(&self, path: &str) -> &str {
        let found = self.files.iter().find(|(own, _)| own == path);
        &found
            .unwrap_or_else(|| panic!("{path}: {:?}", self.files))
            .1
    }
}

impl Opened {
    fn judged(&self, number: u64, target: &NodeRef, change: Change) {
        let operation = Operation {
            id: OpId { session: 1, number },
            at: Timestamp(5_000),
            who: "ana".into(),
            target: target.clone(),
            name: "x".into(),
            change,
        };
        let applied = self.platform.apply(&operation, Attempt::First);
        self.runtime.block_on(applied).unwrap();
    }

    /// Rejects annotations and results of items, and items.
    fn reject(&self, rejected: &[(&str, &[&str])], items: &[&str]) {
        let mut number = 0;
        let judgement = |hash| {
            Some(Judgement {
                verdict: Verdict::Rejected,
                reason: None,
                hash,
                by: "ana".into(),
                at: Timestamp(5_000),
            })
        };
        for (item, ids) in rejected {
            let (node, detail) = self.item(item);
            for id in *ids {
                let one = detail
                    .annotations
                    .iter()
                    .find(|one| one.id.to_string() == *id);
                let result = detail.results.iter().find(|one| one.id.to_string() == *id);
                let (id, hash) = one
                    .map(|one| (one.id.clone(), one.hash))
                    .or(result.map(|one| (one.id.clone(), one.hash)))
                    .unwrap_or_else(|| panic!("{item}: {id}: {:?}", detail.annotations));
                number += 1;
                let change = Change::JudgeAnnotation {
                    annotation: id,
                    before: None,
                    after: judgement(hash),
                };
                self.judged(number, &node, change);
            }
        }
        for item in items {
            let (node, detail) = self.item(item);
            number += 1;
            let change = Change::JudgeItem {
                before: None,
                after: judgement(detail.hash),
            };
            self.judged(number, &node, change);
        }
    }

    fn copy(&self, drop_items: bool) -> Copied {
        let copy: Copy = self
            .runtime
            .block_on(self.platform.copy_of(None, drop_items))
            .unwrap();
        let files = copy.files.iter().map(|file| {
            let mut out = Vec::new();
            copy.write(file, &mut out)
                .unwrap_or_else(|error| panic!("{}: {error}", file.path));
            (file.path.clone(), String::from_utf8(out).unwrap())
        });
        Copied {
            files: files.collect(),
            unapplied: copy
                .unapplied
                .iter()
                .map(|one| {
                    let id = one.annotation.as_ref().map(ToString::to_string);
                    (id.unwrap_or_default(), one.why)
                })
                .collect(),
            pictures: copy.pictures.clone(),
        }
    }
}

fn elsewhere(ids: &[&str]) -> Vec<(String, Why)> {
    let told = |id: &&str| ((*id).to_owned(), Why::Elsewhere);
    ids.iter().map(told).collect()
}

#[test]
fn tags_of_a_whole_image_stay_and_are_told() {
    let png = picture(20, 10);
    let object = r#"{"id": 5, "classTitle": "car", "geometryType": "rectangle", "points": {"exterior": [[1, 1], [5, 5]], "interior": []}}"#;
    let ann = format!(
        r#"{{"size": {{"width": 20, "height": 10}}, "tags": [{{"name": "fog"}}, {{"name": "rain"}}], "objects": [{object}]}}"#
    );
    let meta =
        br#"{"classes": [{"title": "car", "shape": "rectangle"}], "tags": [{"name": "fog"}]}"#;
    let opened = open(
        &[
            ("p/meta.json", meta),
            ("p/ds/ann/a.png.json", ann.as_bytes()),
            ("p/ds/img/a.png", &png),
        ],
        100,
    );
    opened.reject(&[("p/ds/img/a.png", &["#1", "5"])], &[]);
    let copied = opened.copy(false);
    assert_eq!(copied.unapplied, elsewhere(&["#1"]));
    assert_eq!(copied.file("p/ds/ann/a.png.json"), ann.replace(object, ""));
}

/// A task of an export, its results in this order.
fn studio(results: &str) -> String {
    format!(
        r#"[{{"id": 1, "data": {{"image": "a.png"}}, "annotations": [{results}], "predictions": [], "drafts": [{{"id": 9, "result": [{}]}}]}}]"#,
        studio_box("\"d\"", 40)
    )
}

fn studio_box(id: &str, x: u32) -> String {
    format!(
        r#"{{"id": {id}, "type": "rectanglelabels", "from_name": "l", "to_name": "image", "original_width": 20, "original_height": 10, "value": {{"x": {x}, "y": 1, "width": 10, "height": 10, "rectanglelabels": ["car"]}}}}"#
    )
}

fn open_studio(text: &str) -> Opened {
    let png = picture(20, 10);
    open(&[("export.json", text.as_bytes()), ("a.png", &png)], 100)
}

#[test]
fn regions_with_numbers_for_ids_and_of_drafts_are_left_out() {
    let without = studio_box("null", 20);
    let results = format!(
        r#"{{"id": 3, "result": [{}, {without}]}}"#,
        studio_box("7", 10)
    );
    let text = studio(&results);
    let opened = open_studio(&text);
    opened.reject(&[("a.png", &["3/7", "3/#2", "draft-9/d"])], &[]);
    let copied = opened.copy(false);
    assert_eq!(copied.unapplied, []);
    let left = copied.file("export.json");
    assert_eq!(left.matches("rectanglelabels\",").count(), 0, "{left}");
    serde_json::from_str::<serde_json::Value>(left).unwrap();
}

#[test]
fn results_that_are_called_the_same_stay_and_are_told() {
    let one = format!(r#"{{"result": [{}]}}"#, studio_box("\"a\"", 10));
    let two = format!(r#"{{"result": [{}]}}"#, studio_box("\"b\"", 20));
    let text = studio(&format!("{one}, {two}"));
    let opened = open_studio(&text);
    opened.reject(&[("a.png", &["0", "0/a"])], &[]);
    let copied = opened.copy(false);
    assert_eq!(copied.unapplied, elsewhere(&["0"]));
    let one_less = text.replacen(&studio_box("\"a\"", 10), "", 1);
    assert_eq!(copied.file("export.json"), one_less);
}

#[test]
fn a_region_of_several_shapes_goes_when_all_of_them_are_rejected() {
    let ranges = r#"{"id": "r", "type": "timelinelabels", "from_name": "l", "to_name": "video", "value": {"ranges": [{"start": 1, "end": 5}, {"start": 7, "end": 9}], "timelinelabels": ["x"]}}"#;
    let text = format!(
        r#"[{{"id": 1, "data": {{"video": "v.mp4"}}, "annotations": [{{"id": 3, "result": [{ranges}]}}]}}]"#
    );
    let opened = open(&[("export.json", text.as_bytes()), ("v.mp4", b"x")], 100);
    let item = opened.ids(&opened.root(), Level::Item, "").remove(0);
    opened.reject(&[(&item, &["3/r#2"])], &[]);
    let copied = opened.copy(false);
    assert_eq!(copied.unapplied, elsewhere(&["3/r#2"]));
    assert_eq!(copied.file("export.json"), text);
    let opened = open(&[("export.json", text.as_bytes()), ("v.mp4", b"x")], 100);
    opened.reject(&[(&item, &["3/r", "3/r#2"])], &[]);
    let copied = opened.copy(false);
    assert_eq!(copied.unapplied, []);
    assert_eq!(copied.file("export.json"), text.replace(ranges, ""));
}

#[test]
fn entries_of_json_min_stay_and_are_told() {
    let text = r#"[{"id": 1, "annotator": 2, "annotation_id": 3, "image": "a.png", "label": [{"x": 1, "y": 1, "width": 10, "height": 10, "rectanglelabels": ["car"], "original_width": 20, "original_height": 10}]}]"#;
    let opened = open_studio(text);
    opened.reject(&[("a.png", &["3/label-1"])], &[]);
    let copied = opened.copy(false);
    assert_eq!(copied.unapplied, elsewhere(&["3/label-1"]));
    assert_eq!(copied.file("export.json"), text);
}

#[test]
fn a_voc_item_without_xml_stays_and_is_told() {
    let png = picture(20, 10);
    let xml = xml::voc("a.png", xml::OBJECT);
    let marked = format!("\u{feff}{xml}");
    let opened = open(
        &[
            ("V/Annotations/a.xml", marked.as_bytes()),
            ("V/ImageSets/Main/train.txt", b"a\nb\n"),
            ("V/ImageSets/Main/car_train.txt", b"a -1\nb 1\n"),
            ("V/JPEGImages/a.png", &png),
            ("V/JPEGImages/b.png", &png),
        ],
        100,
    );
    opened.reject(
        &[
            ("V/JPEGImages/a.png", &["#1"]),
            ("V/JPEGImages/b.png", &["#1"]),
        ],
        &["V/JPEGImages/b.png"],
    );
    let copied = opened.copy(false);
    assert_eq!(copied.unapplied, elsewhere(&["#1"]));
    // A mark at its beginning does not move what is left out.
    assert_eq!(
        copied.file("V/Annotations/a.xml"),
        marked.replace(xml::OBJECT, "")
    );
    let copied = opened.copy(true);
    assert_eq!(copied.unapplied, elsewhere(&["#1", ""]));
    assert_eq!(copied.pictures.len(), 2);
}

#[test]
fn pictures_with_one_label_file_both_keep_what_was_not_rejected() {
    let png = picture(20, 10);
    let files: &[(&str, &[u8])] = &[
        ("images/a.jpg", &png),
        ("images/a.png", &png),
        (
            "labels/a.txt",
            b"0 0.1 0.1 0.1 0.1\n0 0.2 0.2 0.1 0.1\n0 0.3 0.3 0.1 0.1\n",
        ),
        ("data.yaml", b"path: .\ntrain: images\nnames: [car]\n"),
    ];
    let opened = open(files, 100);
    opened.reject(&[("images/a.jpg", &["1"]), ("images/a.png", &["3"])], &[]);
    let copied = opened.copy(false);
    assert_eq!(copied.file("labels/a.txt"), "0 0.2 0.2 0.1 0.1\n");
    let opened = open(files, 100);
    opened.reject(&[("images/a.jpg", &["1"])], &["images/a.png"]);
    let copied = opened.copy(true);
    assert_eq!(copied.file("labels/a.txt").lines().count(), 2);
    assert_eq!(copied.pictures, ["images/a.jpg"]);
}

/// Two files of CVAT's in one folder whose splits have one name, and a subset that is escaped.
#[test]
fn subsets_are_told_apart_whatever_their_splits_are_called() {
    let png = picture(20, 10);
    let shape = r#"<box label="car" xtl="1" ytl="2" xbr="5" ybr="4"/>"#;
    let file = |name: &str| {
        format!(
            r#"<annotations><meta><project><subsets>
a &amp; b
val
val
</subsets></project></meta><image id="0" name="{name}1.png" subset="a &amp; b" width="20" height="10">{shape}</image><image id="1" name="{name}2.png" subset="val" width="20" height="10">{shape}</image><image id="2" name="{name}3.png" subset="odd"/></annotations>"#
        )
    };
    let (x, y) = (format!("\u{feff}{}", file("x")), file("y"));
    let pictures = ["x1", "x2", "y1", "y2"].map(|name| format!("images/{name}.png"));
    let mut files: Vec<(&str, &[u8])> = vec![
        ("annotations.xml", x.as_bytes()),
        ("annotations/annotations.xml", y.as_bytes()),
    ];
    files.extend(pictures.iter().map(|path| (path.as_str(), png.as_slice())));
    let opened = open(&files, 100);
    let names: Vec<usize> = opened
        .ids(&opened.root(), Level::Task, "")
        .iter()
        .map(|split| {
            let split = opened.platform.locate(split).remove(0);
            opened.ids(&split, Level::Item, "").len()
        })
        .collect();
    assert_eq!(names, [1, 1, 1, 1], "{:?}", opened.problems());
    let problems = opened.problems();
    let told = |problem: &&String| problem.contains("subsets that the file does not name");
    assert_eq!(problems.iter().filter(told).count(), 2, "{problems:?}");
    opened.reject(
        &[("images/x1.png", &["#1"]), ("images/y2.png", &["#1"])],
        &[],
    );
    let copied = opened.copy(false);
    assert_eq!(copied.unapplied, []);
    assert_eq!(copied.file("annotations.xml"), x.replacen(shape, "", 1));
    let at = y.rfind(shape).unwrap();
    let rest = [&y[..at], &y[at + shape.len()..]].concat();
    assert_eq!(copied.file("annotations/annotations.xml"), rest);
}

#[test]
fn an_item_whose_id_is_taken_twice_goes_once() {
    let png = picture(20, 10);
    let text = r#"{"images": [{"id": 1, "file_name": "a.png"}, {"id": 1, "file_name": "b.png"}], "annotations": [{"id": 4, "image_id": 1, "category_id": 1, "bbox": [1, 1, 2, 2]}], "categories": [{"id": 1, "name": "car"}]}"#;
    let opened = open(&[("instances.json", text.as_bytes()), ("a.png", &png)], 100);
    opened.reject(&[], &["a.png"]);
    let copied = opened.copy(true);
    let left = copied.file("instances.json");
    assert!(
        left.contains("b.png") && !left.contains("a.png") && !left.contains("bbox"),
        "{left}"
    );
}

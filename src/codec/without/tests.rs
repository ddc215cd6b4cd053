//! Tests of `without`.

use super::*;

fn copied(text: &[u8], cuts: &Cuts, step: usize) -> Vec<u8> {
    struct Slow<'a>(&'a [u8], usize);
    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.0.len().min(self.1).min(buffer.len());
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }
    let mut out = Vec::new();
    copy(&mut Slow(text, step), cuts, &mut out).unwrap();
    out
}

#[test]
fn cuts_cross_the_edges_of_what_is_read_at_a_time() {
    let mut cuts = Cuts::default();
    for (from, to) in [(0, 2), (3, 3), (4, 5), (5, 9), (8, 12), (19, 20)] {
        cuts.cut(from, to);
    }
    let text = b"abcdefghijklmnopqrst";
    for step in [1, 2, 3, 7, 20, 50] {
        assert_eq!(copied(text, &cuts, step), b"cdmnopqrs", "{step}");
    }
    cuts.cut(30, 31);
    let mut out = Vec::new();
    let result = copy(&mut text.as_slice(), &cuts, &mut out);
    assert!(matches!(result, Err(CutError::Changed)));
}

proptest::proptest! {
    /// Whatever goes, the array that stays is the others in their order.
    #[test]
    fn any_elements_of_an_array_may_go(
        goes in proptest::collection::vec(proptest::bool::ANY, 0..9),
        gap in proptest::sample::select(vec!["", " ", "\n  ", "\t"]),
    ) {
        let elements: Vec<String> = (0..goes.len())
            .map(|n| format!("{{\"id\": {n}, \"image_id\": 1, \"bbox\": [1, 1, 2, {n}]}}"))
            .collect();
        let joined = elements.join(&format!("{gap},{gap}"));
        let text = format!("{{\"annotations\": [{gap}{joined}{gap}], \"x\": 1}}");
        let mut drops = Drops::default();
        let wanted = (0_u32..).zip(&goes).filter(|(_, goes)| **goes).map(|(n, _)| n);
        drops.annotations.insert(Id::Number(1), wanted.collect());
        let cuts = json::coco_cuts(&mut text.as_bytes(), &drops).unwrap();
        let copy: serde_json::Value = serde_json::from_slice(&copied(text.as_bytes(), &cuts, 5)).unwrap();
        let left: Vec<u64> = copy["annotations"].as_array().unwrap().iter()
            .map(|one| one["id"].as_u64().unwrap()).collect();
        let expected: Vec<u64> = (0_u64..).zip(&goes).filter(|(_, goes)| !**goes).map(|(n, _)| n).collect();
        proptest::prop_assert_eq!(left, expected);
        proptest::prop_assert_eq!(cuts.annotations, goes.iter().filter(|goes| **goes).count() as u64);
    }
}

/// The text that stays.
fn rest(text: &str, cuts: &Cuts) -> String {
    String::from_utf8(copied(text.as_bytes(), cuts, 7)).unwrap()
}

#[test]
fn objects_and_parts_of_voc_go_with_their_blanks() {
    let object = |name: &str, more: &str| {
        format!(
            "\n  <object>\n    <name>{name}</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>5</xmax><ymax>5</ymax></bndbox>{more}\n  </object>"
        )
    };
    let part = |x: &str| {
        format!(
            "\n    <part><name>head</name><bndbox><xmin>{x}</xmin><ymin>1</ymin><xmax>5</xmax><ymax>5</ymax></bndbox></part>"
        )
    };
    let broken = "\n  <object><name>no box</name></object>";
    let parts = [part("1"), part("x"), part("3")].concat();
    let text = format!(
        "<annotation>\n  <filename>a.jpg</filename><!-- mine -->{}{broken}{}{}\n</annotation>\n",
        object("one", ""),
        object("two", &parts),
        object("three", "")
    );
    let cuts = |numbers: &[u32]| xml::voc_cuts(text.as_bytes(), &numbers.iter().copied().collect());
    assert_eq!(rest(&text, &cuts(&[])), text);
    // Parts count after their object; what cannot be read does not count.
    assert_eq!(
        rest(&text, &cuts(&[0])),
        text.replace(&object("one", ""), "")
    );
    assert_eq!(rest(&text, &cuts(&[3])), text.replace(&part("3"), ""));
    assert_eq!(
        rest(&text, &cuts(&[1, 4])),
        text.replace(&object("two", &parts), "")
            .replace(&object("three", ""), "")
    );
    assert_eq!(cuts(&[1, 2, 4]).annotations, 3);
}

#[test]
fn shapes_of_cvat_go_from_their_own_picture() {
    let shape = |x: &str| {
        format!(
            "\n    <box label=\"car\" occluded=\"0\" xtl=\"{x}\" ytl=\"1\" xbr=\"9\" ybr=\"9\" z_order=\"0\">\n    </box>"
        )
    };
    let image = |id: u32, subset: &str, shapes: &str| {
        format!(
            "\n  <image id=\"{id}\" name=\"{id}.jpg\" subset=\"{subset}\" width=\"40\" height=\"30\">{shapes}\n  </image>"
        )
    };
    let shapes = [
        shape("1"),
        shape("no number"),
        shape("3"),
        "\n    <tag label=\"car\" source=\"manual\"/>".to_owned(),
    ]
    .concat();
    let text = format!(
        "<?xml version=\"1.0\"?>\n<annotations>\n  <version>1.1</version>{}{}{}\n</annotations>\n",
        image(0, "train", &shapes),
        image(1, "val", &shapes),
        image(2, "train", &shapes)
    );
    let drops = |image: u64, numbers: &[u32]| {
        let mut drops = Drops::default();
        drops
            .annotations
            .insert(Id::Number(image), numbers.iter().copied().collect());
        drops
    };
    let cuts = |subset, drops: &Drops| xml::cvat_cuts(&mut text.as_bytes(), subset, drops).unwrap();
    // The second picture of the subset is the third of the file.
    let train = cuts(Some("train"), &drops(2, &[1, 2]));
    let left = [shape("1"), shape("no number")].concat();
    assert_eq!(
        rest(&text, &train),
        text.replace(&image(2, "train", &shapes), &image(2, "train", &left))
    );
    let val = cuts(Some("val"), &drops(1, &[0]));
    let both = val.and(train);
    assert_eq!(
        (both.annotations, rest(&text, &both).matches("<box").count()),
        (3, 7)
    );
    let whole = Drops {
        images: HashSet::from([Id::Number(2)]),
        ..Drops::default()
    };
    assert_eq!(
        rest(&text, &cuts(None, &whole)),
        text.replace(&image(1, "val", &shapes), "")
    );
}

#[test]
fn documents_of_one_image_keep_what_stays() {
    // A reader that makes a draft of the document's flag, and one of each number from zero.
    let mut count = |text: &[u8]| {
        let value: serde_json::Value = serde_json::from_slice(text).unwrap();
        let own = u32::from(value["flag"] == true);
        let numbers = value["shapes"].as_array().unwrap().iter();
        own + u32::try_from(numbers.filter(|n| n.as_i64() >= Some(0)).count()).unwrap()
    };
    let text = r#"{"flag": true, "shapes": [1, -2, 3 , 4], "imageData": "…"}"#;
    let mut left = |numbers: &[u32]| {
        let wanted = numbers.iter().copied().collect();
        rest(
            text,
            &json::document_cuts(text.as_bytes(), "shapes", &wanted, &mut count).unwrap(),
        )
    };
    assert_eq!(left(&[]), text);
    assert_eq!(left(&[1]), text.replace("1, -2", "-2"));
    assert_eq!(left(&[2, 3]), text.replace("-2, 3 , 4", "-2"));
}

#[test]
fn a_broken_annotation_of_an_item_does_not_keep_the_others_from_going() {
    let good = r#"{"type": "label", "label_id": 1}"#;
    let text = format!(
        r#"{{"items": [{{"id": "a", "annotations": [{{"type": "bbox", "label_id": 0,}}, {good}, {good}]}}]}}"#
    );
    let mut drops = Drops::default();
    drops.annotations.insert(Id::name("a"), HashSet::from([1]));
    let cuts = json::datumaro_cuts(&mut text.as_bytes(), &drops).unwrap();
    assert_eq!(cuts.annotations, 1);
    assert_eq!(
        rest(&text, &cuts),
        text.replacen(&format!(", {good}]"), "]", 1)
    );
}

//! Tests of `cvat_xml`.

use super::super::draft::Draft;
use super::*;
use crate::codec::cvat::tracks::Track;
use crate::model::video::Standing;
use crate::model::{Point, Rect, Shape, Source};

#[derive(Default)]
struct Found {
    about: About,
    begun: usize,
    images: Vec<ImageEntry>,
    labels: Vec<LabelEntry>,
    drafts: Vec<(Id, Draft)>,
    tracks: Vec<Track>,
    problems: Vec<String>,
    subset: Option<&'static str>,
}

impl Sink for Found {
    fn image(&mut self, image: ImageEntry) {
        self.images.push(image);
    }
    fn label(&mut self, label: LabelEntry) {
        self.labels.push(label);
    }
    fn annotation(&mut self, image: Id, draft: Draft) {
        self.drafts.push((image, draft));
    }
    fn problem(&mut self, problem: Problem) {
        self.problems
            .push(format!("{}: {}", problem.at, problem.what));
    }
    fn stopped(&self) -> bool {
        false
    }
}

impl Receiver for Found {
    fn begin(&mut self, about: &About) {
        self.begun += 1;
        self.about = about.clone();
    }
    fn wants(&mut self, tag: &Tag) -> bool {
        self.subset.is_none() || tag.get("subset") == self.subset
    }
    fn track(&mut self, track: Track) {
        self.tracks.push(track);
    }
}

fn read_all(text: &str) -> (Found, Labels, Result<(), XmlError>) {
    let mut found = Found::default();
    let (labels, result) = read(&mut text.as_bytes(), &mut found);
    (found, labels, result)
}

/// One picture with these shapes.
fn image(shapes: &str) -> Found {
    let text = format!(
        "<annotations>\n<image id=\"4\" name=\"a.png\" width=\"64\" height=\"48\">\n{shapes}\n</image>\n</annotations>"
    );
    let (found, _, result) = read_all(&text);
    result.unwrap();
    assert_eq!(found.begun, 1);
    found
}

fn shape_of(draft: &Draft) -> Shape {
    draft.form.clone().into_shape()
}

#[test]
fn every_type_of_shape_is_read() {
    let boxed = Rect::new(1.5, 2.0, 8.5, 10.0);
    let at = |x, y| Point::new(x, y);
    let cases: [(&str, Shape); 9] = [
        (
            r#"<box xtl="1.50" ytl="2.00" xbr="10.00" ybr="12.00"/>"#,
            Shape::Box { rect: boxed },
        ),
        (
            r#"<box xtl="1.50" ytl="2.00" xbr="10.00" ybr="12.00" rotation="-30"/>"#,
            Shape::RotatedBox {
                rect: boxed,
                degrees: 330.0,
            },
        ),
        (
            r#"<polygon points="1,2;3.5,4;5,6"/>"#,
            Shape::Polygon {
                rings: vec![vec![at(1.0, 2.0), at(3.5, 4.0), at(5.0, 6.0)]],
            },
        ),
        (
            r#"<polyline points="1,2; 3.5,4"/>"#,
            Shape::Polyline {
                points: vec![at(1.0, 2.0), at(3.5, 4.0)],
            },
        ),
        (
            r#"<points points="1,2;"/>"#,
            Shape::Points {
                points: vec![at(1.0, 2.0)],
            },
        ),
        (
            r#"<ellipse cx="10" cy="20" rx="4" ry="3" rotation="45"/>"#,
            Shape::Ellipse {
                center: at(10.0, 20.0),
                rx: 4.0,
                ry: 3.0,
                degrees: 45.0,
            },
        ),
        (
            r#"<mask rle="5, 2,1" left="2" top="3" width="4" height="2"/>"#,
            Shape::Mask {
                mask: crate::model::Mask {
                    x: 3,
                    y: 4,
                    width: 2,
                    height: 1,
                    runs: [0, 2].into(),
                },
            },
        ),
        (
            r#"<cuboid xtl1="0" ytl1="0" xbl1="0" ybl1="9" xtr1="5" ytr1="1" xbr1="5" ybr1="8" xtl2="7" ytl2="2" xbl2="7" ybl2="7" xtr2="3" ytr2="3" xbr2="3" ybr2="6"/>"#,
            Shape::Cuboid {
                points: [
                    at(0.0, 0.0),
                    at(5.0, 1.0),
                    at(5.0, 8.0),
                    at(0.0, 9.0),
                    at(3.0, 3.0),
                    at(7.0, 2.0),
                    at(7.0, 7.0),
                    at(3.0, 6.0),
                ],
            },
        ),
        (r#"<tag label="rain"/>"#, Shape::Tag),
    ];
    for (text, shape) in cases {
        let found = image(text);
        assert_eq!(found.problems, [""; 0], "{text}");
        assert_eq!(shape_of(&found.drafts[0].1), shape, "{text}");
    }
}

#[test]
fn what_stands_beside_a_shape_is_kept() {
    let found = image(
        r#"<box label="car &amp; van" source="auto" occluded="1" z_order="3" group_id="7" xtl="0" ytl="0" xbr="2" ybr="2"><attribute name="colour">red</attribute><attribute name="x"/></box>"#,
    );
    let (id, draft) = &found.drafts[0];
    assert_eq!((id, draft.z, draft.group), (&Id::Number(1), 3, Some(7)));
    assert_eq!((draft.occluded, &draft.source), (true, &Source::Model));
    let said: Vec<String> = draft
        .attributes
        .iter()
        .map(|one| format!("{}={}", one.name, one.value))
        .collect();
    assert_eq!(said, ["colour=red", "x="]);
    // A label that the file does not define is one all the same.
    assert_eq!(&*found.labels[0].label.name, "car & van");
    assert_eq!(draft.label, Some(found.labels[0].id.clone()));
    assert_eq!(found.images[0].size, Some((64, 48)));
}

#[test]
fn broken_shapes_cost_themselves_and_name_line_and_field() {
    let found = image(
        "<box xtl=\"1\" ytl=\"x\" xbr=\"2\" ybr=\"2\"/>\n<polygon points=\"1,2;3;5,6\"/>\n<polygon points=\"1,2;3,4\"/>\n<mask rle=\"1,-2\" left=\"0\" top=\"0\" width=\"1\" height=\"1\"/>\n<box xtl=\"inf\" ytl=\"0\" xbr=\"2\" ybr=\"2\"/>\n<box label=\"ok\" xtl=\"1\" ytl=\"1\" xbr=\"2\" ybr=\"2\"/>\n<blob a=\"1\"/>",
    );
    assert_eq!(
        found.problems,
        [
            "line 3, column 1: box left out: field 'ytl': 'x' is no number",
            "line 4, column 1: polygon left out: field 'points': point 2 is '3', not two numbers",
            "line 5, column 1: polygon left out: it has too few points",
            "line 6, column 1: mask left out: field 'rle': run 2 is no number of pixels",
            "line 7, column 1: box left out: field 'xtl': 'inf' is no number",
        ]
    );
    assert_eq!(found.drafts.len(), 2);
    assert!(
        matches!(shape_of(&found.drafts[1].1), Shape::Unknown { kind, .. } if &*kind == "blob")
    );
}

#[test]
fn a_million_points_are_read_and_more_are_refused() {
    let polygon = |count: usize| format!("<polygon points=\"{}\"/>", "10.25,20.50;".repeat(count));
    let found = image(&polygon(1_000_000));
    assert_eq!(found.problems, [""; 0]);
    let Shape::Polygon { rings } = shape_of(&found.drafts[0].1) else {
        panic!("no polygon");
    };
    assert_eq!(rings[0].len(), 1_000_000);
    let found = image(&polygon(1_000_001));
    assert!(found.problems[0].contains("more points than the limit"));
    assert_eq!(found.drafts.len(), 0);
}

#[test]
fn skeletons_have_their_labels_joints_and_edges() {
    let text = r##"<annotations><meta><task><labels>
        <label><name>person</name><color>#ff0000</color><svg>&lt;line data-node-from="1" data-node-to="2"/&gt;&lt;circle data-node-id="1" data-label-name="head"/&gt;&lt;circle data-node-id="2" data-label-name="hip"/&gt;</svg></label>
        <label><name>head</name><parent>person</parent></label><label><name>hip</name><parent>person</parent></label>
        </labels></task></meta><image id="0" name="a.png" width="9" height="9"><skeleton label="person">
        <points label="hip" outside="0" occluded="1" points="3,4"><attribute name="sure">no</attribute></points><points label="head" outside="1" points="1,2"/>
        </skeleton></image></annotations>"##;
    let (found, _, result) = read_all(text);
    result.unwrap();
    assert_eq!(found.problems, [""; 0]);
    let names: Vec<&str> = found
        .labels
        .iter()
        .map(|entry| &*entry.label.name)
        .collect();
    assert_eq!(names, ["person", "head", "hip"]);
    assert_eq!(&*found.labels[0].edges, [(0, 1)]);
    let draft = &found.drafts[0].1;
    let Shape::Skeleton { joints, .. } = shape_of(draft) else {
        panic!("{draft:?}");
    };
    use crate::model::geometry::Visibility;
    assert_eq!(joints[0].visibility, Visibility::Absent);
    assert_eq!(
        (joints[1].visibility, joints[1].point),
        (Visibility::Hidden, Point::new(3.0, 4.0))
    );
    assert_eq!(&*draft.attributes[0].name, "hip: sure");
}

#[test]
fn a_video_has_its_tracks_by_key_frames() {
    let (found, labels, result) = read_all(include_str!("../../../tests/golden/xml/clip.xml"));
    result.unwrap();
    assert_eq!(found.problems, [""; 0]);
    let about = &found.about;
    assert_eq!((about.video, about.size, about.step), (true, Some(12), 1));
    assert_eq!(about.picture, Some((320, 180)));
    assert_eq!(found.tracks.len(), 3);
    let keys = |track: usize| found.tracks[track].key_frames().collect::<Vec<_>>();
    assert_eq!(
        (keys(0), keys(1), keys(2)),
        (vec![0, 6, 9], vec![2, 10], vec![0, 4, 8])
    );
    let at = |track: usize, frame| found.tracks[track].at(frame, &labels);
    let moment = at(0, 2).unwrap();
    assert_eq!(moment.standing, Standing::Between);
    assert_eq!(
        moment.read.shape,
        Shape::Box {
            rect: Rect::new(50.0, 40.0, 60.0, 40.0)
        }
    );
    let values: Vec<String> = found.tracks[0]
        .attributes(&at(0, 7).unwrap(), 7, &labels)
        .iter()
        .map(|one| format!("{}={}", one.name, one.value))
        .collect();
    assert_eq!(values, ["colour=red", "parked=true"]);
    assert!(at(0, 8).is_some() && at(0, 9).is_none() && at(1, 1).is_none());
    assert_eq!(at(1, 11).unwrap().standing, Standing::Held);
    // The skeleton is gone when all its joints are.
    assert!(at(2, 7).is_some() && at(2, 8).is_none());
    assert_eq!(found.drafts.len(), 1, "the tag of frame 3");
    assert_eq!(found.drafts[0].0, Id::Number(3));
}

#[test]
fn tracks_without_marked_key_frames_are_where_their_shapes_are() {
    let text = r#"<annotations><meta><task><stop_frame>9</stop_frame></task></meta><track id="5" label="a">
        <box frame="1" keyframe="0" xtl="0" ytl="0" xbr="2" ybr="2"/><box frame="2" keyframe="0" xtl="1" ytl="0" xbr="3" ybr="2"/>
        <box frame="5" keyframe="0" xtl="4" ytl="0" xbr="6" ybr="2"/></track></annotations>"#;
    let (found, labels, _) = read_all(text);
    let there: Vec<u32> = (0..10)
        .filter(|frame| found.tracks[0].at(*frame, &labels).is_some())
        .collect();
    assert_eq!(there, [1, 2, 5]);
}

#[test]
fn broken_key_frames_cost_themselves() {
    let text = "<annotations>\n<track id=\"5\" label=\"a\">\n<box frame=\"x\" xtl=\"0\" ytl=\"0\" xbr=\"2\" ybr=\"2\"/>\n<box frame=\"2\" xtl=\"1\" ytl=\"0\" xbr=\"3\" ybr=\"2\"/>\n<polygon frame=\"3\" points=\"1,1;2,2;3,1\"/></track>\n<track id=\"6\" label=\"a\"/></annotations>";
    let (found, _, result) = read_all(text);
    result.unwrap();
    assert_eq!(
        found.problems,
        [
            "line 3, column 1: track 5: box left out: field 'frame': 'x' is no whole number",
            "line 5, column 1: track 5: polygon left out: the track is made of rectangle",
            "line 6, column 1: track 6 left out: it has no shape",
        ]
    );
    assert_eq!(found.tracks.len(), 1);
}

#[test]
fn subsets_are_told_and_chosen() {
    let text = r#"<annotations><meta><project><subsets>Train
        Test</subsets></project></meta><image id="0" name="a.png" subset="Train"/><image id="1" name="b.png" subset="Test"/></annotations>"#;
    let mut bytes = text.as_bytes();
    let mut xml = Xml::new(&mut bytes);
    xml.step().unwrap();
    let told = kind(&mut xml).unwrap();
    assert_eq!(
        (told.video, told.subsets),
        (false, vec!["Train".into(), "Test".into()])
    );
    let mut found = Found {
        subset: Some("Test"),
        ..Found::default()
    };
    read(&mut text.as_bytes(), &mut found).1.unwrap();
    assert_eq!(found.images.len(), 1);
    assert_eq!(found.images[0].file, "b.png");
}

#[test]
fn a_file_that_breaks_off_keeps_what_came_before() {
    let text = "<annotations>\n<image id=\"0\" name=\"a.png\">\n<box xtl=\"1\" ytl=\"1\" xbr=\"2\" ybr=\"2\"/>\n<box xtl=\"1\"";
    let (found, _, result) = read_all(text);
    let error = result.unwrap_err().to_string();
    assert!(error.starts_with("line 4"), "{error}");
    assert_eq!((found.images.len(), found.drafts.len()), (1, 1));
    let (_, _, result) = read_all("<annotation/>");
    assert!(result.unwrap_err().to_string().contains("<annotation>"));
}

const WORDS: [&str; 14] = [
    "<annotations>",
    "</annotations>",
    "<image id=\"1\" name=\"a\">",
    "</image>",
    "<track id=\"1\" label=\"a\">",
    "</track>",
    "<box frame=\"1\" xtl=\"1\" ytl=\"2\" xbr=\"3\" ybr=\"4\"/>",
    "<polygon frame=\"2\" points=\"1,2;3,4;5,6\"/>",
    "<skeleton frame=\"3\" label=\"a\">",
    "</skeleton>",
    "<points label=\"x\" points=\"1,2\"/>",
    "<mask frame=\"9\" rle=\"1,99\" left=\"0\" top=\"0\" width=\"3\" height=\"3\"/>",
    "<meta><task><labels><label><name>a</name></label></labels></task></meta>",
    "<tag frame=\"3\" label=\"a\"/>",
];

proptest::proptest! {
    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
        let mut found = Found::default();
        let _ = read(&mut bytes.as_slice(), &mut found);
    }

    #[test]
    fn any_order_of_elements_is_survived(words in proptest::collection::vec(0_usize..WORDS.len(), 0..30), frame in 0_u32..20) {
        let text: String = words.iter().map(|word| WORDS[*word]).collect();
        let (found, labels, _) = read_all(&format!("<annotations>{text}"));
        for track in &found.tracks {
            if let Some(moment) = track.at(frame, &labels) {
                let _ = track.attributes(&moment, frame, &labels);
            }
        }
    }
}

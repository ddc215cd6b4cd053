//! Tests of `supervisely`.

use super::*;
use crate::codec::coco::tests::Kept;
use crate::model::geometry::Visibility;
use crate::model::{Point, Rect, Rgb};

const META: &str = r##"{"classes":[{"title":"car","shape":"any","color":"#E6194B","id":5},
 {"title":"figure","shape":"graph","color":"#00FF00","geometry_config":{"nodes":{"n2":{"label":"top","loc":[0,0]},"n1":{"label":"foot","loc":[1,1]}},"edges":[{"src":"n2","dst":"n1"},{"src":"n2","dst":"gone"}]}}],
 "tags":[{"name":"night","color":"#808080"}],"projectType":"images"}"##;

fn kept(text: &str) -> (Kept, Result<bool, FrameError>) {
    let mut sink = Kept::default();
    let mut meta = Meta::read(META.as_bytes(), &mut sink).unwrap();
    let result = read(
        text.as_bytes(),
        &Id::Number(7),
        "a.png",
        &mut meta,
        &mut sink,
    );
    (sink, result)
}

/// The shape of one object, or the line of the problem and its words.
fn shape(fields: &str) -> Result<Shape, String> {
    let text = format!(
        "{{\"size\":{{\"height\":9,\"width\":9}},\"tags\":[],\"objects\":[\n{{\"classTitle\":\"figure\",{fields}}}]}}"
    );
    let (mut sink, result) = kept(&text);
    assert_eq!(result, Ok(true), "{text}");
    match (sink.drafts.pop(), sink.problems.pop()) {
        (Some((_, draft)), None) => Ok(draft.form.into_shape()),
        (None, Some(problem)) => Err(format!("{} {}", problem.at.line, problem.what)),
        other => panic!("{text}: {other:?}"),
    }
}

const MASK: &str = "eJzrDPBz5+WS4mJgYOD19HAJAtIsQMzMyAwk+6xsWoEUW4BPiCuQ/v///9Kb8+8CWYwlQX7BDA7PbqQBOXyeLo4hFXOSPRJ+HJjAwMAqxriRQ1G6BSjD4Onq57LOKaEJAHluGY4=";

#[test]
fn numbers_of_pixels_and_continuous_coordinates_are_told_apart() {
    let p = Point::new;
    for (fields, expect) in [
        (
            r#""geometryType":"rectangle","points":{"exterior":[[10,4],[30,19]],"interior":[]}"#,
            Shape::Box {
                rect: Rect::new(10.0, 4.0, 21.0, 16.0),
            },
        ),
        (
            r#""geometryType":"rectangle","points":{"exterior":[[30.75,20],[10.25,4.5]],"interior":[]}"#,
            Shape::Box {
                rect: Rect::new(10.25, 4.5, 20.5, 15.5),
            },
        ),
        (
            r#""geometryType":"line","points":{"exterior":[[0,0],[3,4]],"interior":[]}"#,
            Shape::Polyline {
                points: vec![p(0.5, 0.5), p(3.5, 4.5)],
            },
        ),
        (
            r#""geometryType":"point","points":{"exterior":[[32.5,24.25]],"interior":[]}"#,
            Shape::Points {
                points: vec![p(32.5, 24.25)],
            },
        ),
    ] {
        assert_eq!(shape(fields), Ok(expect), "{fields}");
    }
}

#[test]
fn every_geometry_is_read() {
    let p = Point::new;
    let ring = vec![p(2.5, 2.5), p(8.5, 2.5), p(8.5, 8.5)];
    let hole = vec![p(4.5, 3.5), p(5.5, 3.5), p(5.5, 4.5)];
    let rings = r#""points":{"exterior":[[2.5,2.5],[8.5,2.5],[8.5,8.5]],"interior":[[[4.5,3.5],[5.5,3.5],[5.5,4.5]]]}"#;
    let expect = Shape::Polygon {
        rings: vec![ring.clone(), hole.clone()],
    };
    assert_eq!(
        shape(&format!(r#""geometryType":"polygon",{rings}"#)),
        Ok(expect.clone())
    );
    let parts = r#""geometryType":"multipolygon","parts":[{"exterior":[[2.5,2.5],[8.5,2.5],[8.5,8.5]],"interior":[[[4.5,3.5],[5.5,3.5],[5.5,4.5]]]}]"#;
    assert_eq!(shape(parts), Ok(expect));
    let mask = format!(r#""geometryType":"bitmap","bitmap":{{"data":"{MASK}","origin":[7,5]}}"#);
    assert_eq!(
        shape(&mask).unwrap().bounds(),
        Some(Rect::new(7.0, 5.0, 4.0, 3.0))
    );
    let turned = shape(
        r#""geometryType":"oriented_bbox","points":[[10.5,10],[20,20]],"angle":1.5707963267948966"#,
    );
    assert_eq!(
        turned,
        Ok(Shape::RotatedBox {
            rect: Rect::new(10.5, 10.0, 9.5, 10.0),
            degrees: 90.0
        })
    );
    let Ok(Shape::Skeleton { joints, .. }) = shape(
        r#""geometryType":"graph","nodes":{"n1":{"loc":[1.5,1]},"n2":{"loc":[2,2],"disabled":true}}"#,
    ) else {
        panic!()
    };
    // In the order of the class.
    assert_eq!(
        (joints[0].point, joints[0].visibility),
        (p(2.0, 2.0), Visibility::Hidden)
    );
    assert_eq!(
        (joints[1].point, joints[1].visibility),
        (p(1.5, 1.0), Visibility::Visible)
    );
    let corner =
        |face: u8, name: &str, x: f32| format!(r#""face{face}-{name}":{{"loc":[{x},1.5]}}"#);
    let names = ["topleft", "topright", "bottomright", "bottomleft"];
    let all: Vec<String> = (1..=2_u8)
        .flat_map(|face| {
            names
                .iter()
                .map(move |name| corner(face, name, f32::from(face)))
        })
        .collect();
    let cuboid = format!(
        r#""geometryType":"cuboid_2d","vertices":{{{}}}"#,
        all.join(",")
    );
    assert_eq!(
        shape(&cuboid).unwrap().bounds(),
        Some(Rect::new(1.0, 1.5, 1.0, 0.0))
    );
    assert_eq!(
        shape(r#""geometryType":"cuboid_3d","position":{}"#),
        Ok(Shape::Unknown {
            kind: "cuboid_3d".into(),
            raw: Text::default()
        })
    );
}

#[test]
fn what_is_broken_costs_itself_and_says_where() {
    for (fields, why) in [
        (
            r#""geometryType":"rectangle","points":{"exterior":[[1,2]]}"#,
            "2 object left out: field 'points' does not have two corners",
        ),
        (
            r#""geometryType":"polygon","points":{"exterior":[[1,2]]}"#,
            "2 object left out: field 'points' has a ring of fewer than three points",
        ),
        (
            r#""geometryType":"bitmap","bitmap":null"#,
            "2 object left out: field 'bitmap' is missing",
        ),
        (
            r#""geometryType":"graph""#,
            "2 object left out: field 'nodes' is missing",
        ),
        (
            r#""geometryType":"line","points":[1]"#,
            "2 object left out: field 'points' has no rings of points",
        ),
    ] {
        assert_eq!(shape(fields), Err(why.to_owned()), "{fields}");
    }
}

#[test]
fn classes_tags_authors_and_sources_are_read() {
    let text = r#"{"description":"rain","size":{"height":120,"width":160},"tags":[{"name":"night","value":null},{"name":"speed","value":3}],
     "objects":[{"id":9,"classTitle":"car","geometryType":"point","points":{"exterior":[[1,1]],"interior":[]},
       "labelerLogin":"ana","nnCreated":true,"nnUpdated":false,"tags":[{"name":"color","value":"red"},{"name":"hard","value":null}],"bindingKey":"k"},
      {"classTitle":"odd","geometryType":"point","points":{"exterior":[[1,1]]}}]}"#;
    let (sink, result) = kept(text);
    assert_eq!(result, Ok(true));
    let names: Vec<_> = sink
        .labels
        .iter()
        .map(|one| one.label.name.as_str())
        .collect();
    assert_eq!(names, ["car", "figure", "night", "speed", "odd"]);
    assert_eq!(sink.labels[0].label.color, Some(Rgb(0xe6, 0x19, 0x4b)));
    assert_eq!(&*sink.labels[1].edges, [(0, 1)]);
    assert_eq!(sink.labels[1].label.joints, ["top".into(), "foot".into()]);
    assert_eq!(sink.images[0].size, Some((160, 120)));
    let drafts: Vec<&Draft> = sink.drafts.iter().map(|(_, draft)| draft).collect();
    assert_eq!(drafts.len(), 5);
    assert_eq!(drafts[1].label, Some(Id::name("tag night")));
    assert_eq!(drafts[2].attributes[0].value.as_str(), "3");
    let car = drafts[3];
    assert_eq!((car.author.as_deref(), car.group), (Some("ana"), Some(1)));
    assert_eq!(car.source, Source::Other("model, changed".into()));
    let said: Vec<_> = car
        .attributes
        .iter()
        .map(|one| format!("{}={}", one.name, one.value))
        .collect();
    assert_eq!(said, ["color=red", "hard=yes"]);
}

#[test]
fn other_files_are_told_apart() {
    assert_eq!(kept(r#"{"classes":[],"tags":[]}"#).1, Ok(false));
    assert!(kept("{").1.is_err());
    let mut sink = Kept::default();
    let why = Meta::read(b"{\"classes\":[{\"title\":7}]}", &mut sink).unwrap_err();
    assert!(why.contains("line 1"), "{why}");
}

proptest::proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        let mut sink = Kept::default();
        let _ = Meta::read(&bytes, &mut sink);
        let _ = read(&bytes, &Id::Number(1), "f", &mut Meta::default(), &mut sink);
    }

    #[test]
    fn no_change_of_a_good_file_panics(at in 0_usize..400, byte in proptest::num::u8::ANY, cut in 0_usize..300) {
        let mut bytes = format!(r#"{{"size":{{"height":1,"width":2}},"tags":[{{"name":"n"}}],"objects":[{{"classTitle":"a","geometryType":"bitmap","bitmap":{{"data":"{MASK}","origin":[-1,-2]}}}},{{"classTitle":"figure","geometryType":"graph","nodes":{{"n1":{{"loc":[1,2]}}}}}}]}}"#).into_bytes();
        let place = at % bytes.len();
        bytes[place] = byte;
        bytes.truncate(bytes.len().saturating_sub(cut));
        let mut sink = Kept::default();
        let _ = read(&bytes, &Id::Number(1), "f", &mut Meta::default(), &mut sink);
    }
}

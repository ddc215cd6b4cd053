//! Tests of `voc`.

use std::io::Cursor;

use image::{ImageFormat, Rgb as Pixel, RgbImage};

use super::*;
use crate::codec::raster::Painted;
use crate::model::Rgb;

fn read_all(text: &str) -> (Annotated, Result<(), XmlError>) {
    read(&mut text.as_bytes())
}

fn objects(text: &str) -> Annotated {
    let (found, result) = read_all(&format!("<annotation>\n{text}\n</annotation>"));
    result.unwrap();
    found
}

fn shape(draft: &Draft) -> Shape {
    draft.form.clone().into_shape()
}

const BOX: &str = "<bndbox><xmin>1.5</xmin><ymin>2</ymin><xmax>11.5</xmax><ymax>8</ymax></bndbox>";

#[test]
fn objects_have_boxes_marks_parts_and_attributes() {
    let found = objects(&format!(
        "<folder>d</folder><filename>a.jpg</filename><size><width>64</width><height>48</height><depth>3</depth></size><segmented>0</segmented>
        <object><name>person</name><pose>Left</pose><truncated>1</truncated><occluded>1</occluded><difficult>0</difficult>{BOX}
        <part><name>head</name><bndbox><xmin>2</xmin><ymin>2</ymin><xmax>4</xmax><ymax>4</ymax></bndbox></part>
        <actions><jumping>1</jumping><running>0</running></actions><point><x>3</x><y>4</y></point>
        <attributes><attribute><name>age</name><value>old</value></attribute></attributes></object>"
    ));
    assert_eq!(found.problems, []);
    assert_eq!(
        (found.file.as_deref(), found.size),
        (Some("a.jpg"), Some((64, 48)))
    );
    let [person, head] = found.drafts.as_slice() else {
        panic!("{found:?}");
    };
    let rect = Rect::new(1.5, 2.0, 10.0, 6.0);
    assert_eq!(shape(person), Shape::Box { rect });
    assert_eq!(person.label, Some(Id::name("person")));
    assert!(person.occluded);
    let said: Vec<String> = person
        .attributes
        .iter()
        .map(|one| format!("{}={}", one.name, one.value))
        .collect();
    assert_eq!(
        said,
        [
            "pose=Left",
            "truncated=true",
            "jumping=true",
            "point=3, 4",
            "age=old"
        ]
    );
    assert_eq!(
        (head.label.clone(), head.group),
        (Some(Id::name("head")), Some(1))
    );
    assert_eq!(person.group, Some(1));
}

#[test]
fn only_the_challenge_counts_pixels_from_one() {
    for (database, x) in [("The VOC2007 Database", 0.5), ("Unknown", 1.5)] {
        let found = objects(&format!(
            "<source><database>{database}</database></source><object><name>a</name>{BOX}</object>"
        ));
        let Shape::Box { rect } = shape(&found.drafts[0]) else {
            panic!("{found:?}");
        };
        assert_eq!((rect.x, rect.x + rect.width), (x, 11.5), "{database}");
    }
}

#[test]
fn outlines_and_turned_boxes_of_tools_are_read() {
    let ring = vec![
        Point::new(1.0, 2.0),
        Point::new(3.0, 4.0),
        Point::new(5.0, 1.0),
    ];
    for polygon in [
        "<x1>1</x1><y1>2</y1><x2>3</x2><y2>4</y2><x3>5</x3><y3>1</y3>",
        "<y3>1</y3><x3>5</x3><x1>1</x1><y1>2</y1><y2>4</y2><x2>3</x2>",
        "<pt><x>1</x><y>2</y></pt><pt><x>3</x><y>4</y></pt><pt><x>5</x><y>1</y></pt>",
    ] {
        let found = objects(&format!(
            "<object><name>a</name><polygon>{polygon}</polygon>{BOX}</object>"
        ));
        let rings = vec![ring.clone()];
        assert_eq!(
            shape(&found.drafts[0]),
            Shape::Polygon { rings },
            "{polygon}"
        );
    }
    let found = objects(
        "<object><name>a</name><robndbox><cx>10</cx><cy>20</cy><w>8</w><h>4</h><angle>1.570796</angle></robndbox></object>",
    );
    let Shape::RotatedBox { rect, degrees } = shape(&found.drafts[0]) else {
        panic!("{found:?}");
    };
    assert_eq!(rect, Rect::new(6.0, 18.0, 8.0, 4.0));
    assert!((degrees - 90.0).abs() < 0.01);
}

#[test]
fn broken_objects_cost_themselves_and_name_line_and_field() {
    let found = objects(&format!(
        "<object><name>a</name></object>\n<object><name>b</name><bndbox><xmin>x</xmin><ymin>1</ymin><xmax>2</xmax><ymax>3</ymax></bndbox></object>\n<object><name>c</name><polygon><x1>1</x1><y1>1</y1></polygon></object>\n<object><name>d</name>{BOX}</object>\n<object>{BOX}</object>"
    ));
    let told: Vec<String> = found
        .problems
        .iter()
        .map(|(at, what)| format!("{at}: {what}"))
        .collect();
    assert_eq!(
        told,
        [
            "line 2, column 1: object 1 ('a') left out: field 'bndbox' is missing",
            "line 3, column 1: object 2 ('b') left out: field 'bndbox/xmin': 'x' is no number",
            "line 4, column 1: object 3 ('c') left out: field 'polygon' has fewer than three points",
        ]
    );
    assert_eq!(found.drafts.len(), 2);
    assert_eq!(found.drafts[1].label, None);
    let (found, result) = read_all(&format!(
        "<annotation><object><name>d</name>{BOX}</object><obj"
    ));
    assert_eq!(found.drafts.len(), 1);
    assert!(result.is_err());
}

#[test]
fn lists_and_label_maps_are_read() {
    let mut told = Vec::new();
    let map = label_map(
        "# label:color_rgb:parts:actions\nbackground:0,0,0::\nperson:192,128,128:head,hand:jumping\na:b:1,2,3::\nbad\nx:1,2::\nperson:::\n",
        &mut |line, what| told.push(format!("{line}: {what}")),
    );
    let names: Vec<&str> = map.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names, ["background", "person", "a:b", "x"]);
    assert_eq!(map[1].color, Some(Rgb(192, 128, 128)));
    assert_eq!((map[1].parts.len(), map[1].actions.len()), (2, 1));
    assert_eq!(told.len(), 3, "{told:?}");
    let items = item_list("\u{feff}a\nsub/b c\n\n# no\n\"d e\" 1\n\"d e\" 2\n");
    assert_eq!(items, ["a", "sub/b c", "d e"]);
    let there: Vec<bool> = presence("a  1\nb c -1\nd  0\n")
        .unwrap()
        .iter()
        .map(|line| line.there)
        .collect();
    assert_eq!(there, [true, false, false]);
    assert_eq!(presence("2007_000027\n2007_000032\n"), None);
}

fn painted(rows: &[&[Rgb]]) -> Painted {
    let size = (rows[0].len() as u32, rows.len() as u32);
    let picture = RgbImage::from_fn(size.0, size.1, |x, y| {
        let Rgb(r, g, b) = rows[y as usize][x as usize];
        Pixel([r, g, b])
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    Painted::new(&bytes.into_inner()).unwrap()
}

#[test]
fn masks_are_told_apart_by_object_and_label() {
    let (none, one, two, void) = (Rgb(0, 0, 0), colormap(1), colormap(2), Rgb(224, 224, 192));
    assert_eq!(
        (one, two, colormap(15)),
        (Rgb(128, 0, 0), Rgb(0, 128, 0), Rgb(192, 128, 128))
    );
    let objects = painted(&[&[none, two, two, void], &[one, one, none, two]]);
    let labels = painted(&[
        &[none, one, one, void],
        &[colormap(15), colormap(15), none, one],
    ]);
    let found = segments(Some(&labels), Some(&objects)).unwrap();
    let [first, second] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!((first.object, first.label), (Some(1), Some(colormap(15))));
    assert_eq!(first.mask.spans().collect::<Vec<_>>(), [(1, 0, 2)]);
    assert_eq!((second.object, second.label), (Some(2), Some(one)));
    assert_eq!(
        second.mask.spans().collect::<Vec<_>>(),
        [(0, 1, 3), (1, 3, 4)]
    );
    let found = segments(Some(&labels), None).unwrap();
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|segment| segment.object.is_none()));
    assert!(segments(Some(&labels), Some(&painted(&[&[one]]))).is_err());
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
        let _ = read(&mut bytes.as_slice());
    }

    #[test]
    fn any_lists_are_survived(text in "\\PC{0,80}") {
        let _ = (item_list(&text), presence(&text), label_map(&text, &mut |_, _| {}));
    }
}

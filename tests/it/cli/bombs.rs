//! Input that is made to hurt: huge, deep, endless, or with names that are none. It costs itself;
//! what lies beside it is read.

use std::ffi::OsStr;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;

use serde_json::Value;

use super::world::{World, coco, png, through_shell};

/// A good annotation that must be there whatever stands before it.
const GOOD: &str = r#"{"id": 3, "image_id": 2, "category_id": 1, "bbox": [5, 5, 20, 20]}"#;

/// Annotations of the items of `tiny`, and what was told.
fn read(world: &World) -> (Vec<u64>, String) {
    let ran = world.run("item list --dir tiny --json").ends(0);
    let counts = ran.json()["items"].as_array().unwrap().clone();
    let counts = counts
        .iter()
        .map(|row| row["annotations"].as_u64().unwrap());
    (counts.collect(), ran.err)
}

/// A polygon of so many points as an annotation.
fn polygon(points: usize) -> String {
    let points: Vec<String> = (0..points)
        .map(|n| format!("{}.25,{}", n % 39, n % 29))
        .collect();
    format!(
        r#"{{"id": 1, "image_id": 1, "category_id": 1, "segmentation": [[{}]]}}"#,
        points.join(",")
    )
}

#[test]
fn a_polygon_may_have_a_million_points_and_no_more() {
    let world = World::new().tiny();
    world.write(
        "tiny/instances.json",
        coco(&format!("{},\n{GOOD}", polygon(1_000_000))),
    );
    let (counts, told) = read(&world);
    assert_eq!((counts, told.as_str()), (vec![1, 1, 0], ""));
    let shown = world.json("item annotations images/a.png --dir tiny");
    assert_eq!(shown["items"][0]["bounds"]["width"], 38.0);
    world
        .run("item image images/a.png --dir tiny --overlay -o drawn.png")
        .ends(0);
    world.write(
        "tiny/instances.json",
        coco(&format!("{},\n{GOOD}", polygon(1_000_001))),
    );
    let (counts, told) = read(&world);
    assert_eq!(counts, [0, 1, 0]);
    assert!(told.contains("has more points than the limit"), "{told}");
}

#[test]
fn nesting_without_end_costs_one_annotation() {
    let world = World::new().tiny();
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    for field in ["segmentation", "attributes", "whatever"] {
        let bomb = format!(r#"{{"id": 1, "image_id": 1, "category_id": 1, "{field}": {deep}}}"#);
        world.write("tiny/instances.json", coco(&format!("{bomb},\n{GOOD}")));
        let (counts, told) = read(&world);
        assert_eq!(counts, [0, 1, 0]);
        assert!(told.contains("nested too deeply"), "{told}");
    }
    // Around the annotations, and without an end.
    let file = coco(GOOD).replacen('{', &format!("{{\"x\": {deep}, "), 1);
    world.write("tiny/instances.json", file);
    assert_eq!(read(&world).0, [0, 1, 0]);
    world.write("tiny/other.json", "{\"a\":".repeat(100_000));
    let (counts, told) = read(&world);
    assert_eq!(counts, [0, 1, 0]);
    assert!(told.contains("other.json: "), "{told}");
}

#[test]
fn a_yaml_that_nests_or_repeats_itself_is_no_harm() {
    let world = World::new();
    world.write("set/images/a.png", png(8, 8));
    world.write("set/labels/a.txt", "0 0.5 0.5 0.1 0.1\n");
    let list = || world.json("item list --dir set")["items"][0]["annotations"].clone();
    let mut laughs = "train: images\nnames: &a [x, x, x, x]\n".to_owned();
    for letter in "bcdefghijklm".chars() {
        let before = char::from(letter as u8 - 1);
        laughs.push_str(&format!(
            "{letter}: &{letter} [*{before}, *{before}, *{before}, *{before}]\n"
        ));
    }
    let deep = format!("train: images\nnames: {}\n", "[".repeat(300_000));
    let steps: String = (0..3_000)
        .map(|n| format!("{}a:\n", " ".repeat(n)))
        .collect();
    for yaml in [laughs, deep, format!("train: images\n{steps}")] {
        world.write("set/data.yaml", yaml);
        assert_eq!(list(), 1);
    }
}

#[test]
fn names_of_ten_thousand_characters_are_cut_where_they_are_shown() {
    let world = World::new().tiny();
    let long = "n".repeat(10_000);
    let file = coco(GOOD).replace("\"c.png\"", &format!("\"{long}.png\""));
    world.write(
        "tiny/instances.json",
        file.replace("\"car\"", &format!("\"{long}\"")),
    );
    let list = world.json("item list --dir tiny");
    let rows = list["items"].as_array().unwrap();
    let long_row = rows.iter().find(|row| row["missing"] == true).unwrap();
    // What is shown has an end; the id is the whole name.
    let shown = long_row["name"].as_str().unwrap().chars().count();
    assert!(shown <= 1_025, "{shown}");
    assert_eq!(long_row["id"].as_str().unwrap().len(), 10_004);
    world
        .run(&format!("item accept {long}.png --dir tiny"))
        .ends(0);
    let list = world.json("item list --dir tiny --filter verdict:verified_empty");
    assert_eq!(list["total"], 1);
}

#[test]
fn names_that_are_no_utf_8_are_read_judged_and_copied() {
    let world = World::new();
    std::fs::create_dir_all(world.path("odd/images")).unwrap();
    std::fs::create_dir_all(world.path("odd/labels")).unwrap();
    let at = |folder: &str, name: &[u8]| world.path(folder).join(OsStr::from_bytes(name));
    std::fs::write(at("odd/images", b"caf\xe9.png"), png(40, 30)).unwrap();
    std::fs::write(
        at("odd/labels", b"caf\xe9.txt"),
        "0 0.5 0.5 0.1 0.1\n1 0.2 0.2 0.1 0.1\n",
    )
    .unwrap();
    let list = world.json("item list --dir odd");
    assert_eq!(list["items"][0]["annotations"], 2, "{list}");
    let link = list["items"][0]["link"].as_str().unwrap().to_owned();
    world.run(&format!("annotation reject {link}#1")).ends(0);
    world
        .run("export --dir odd -o copy --pictures copy")
        .ends(0);
    // Under their own names.
    let copied = std::fs::read_to_string(at("copy/labels", b"caf\xe9.txt")).unwrap();
    assert_eq!(copied, "1 0.2 0.2 0.1 0.1\n");
    assert!(at("copy/images", b"caf\xe9.png").is_file());
}

#[test]
fn links_that_lead_in_circles_end() {
    let world = World::new().tiny();
    let link = |to: &str, name: &str| {
        std::os::unix::fs::symlink(world.path(to), world.path(name)).unwrap();
    };
    link("tiny", "tiny/images/up");
    link("tiny/self.png", "tiny/self.png");
    link("tiny/two", "tiny/one");
    link("tiny/one", "tiny/two");
    let ran = world.run("item list --dir tiny --json").ends(0);
    assert_eq!(ran.json()["total"], 3);
    assert!(
        ran.err.contains("leads to a folder that is read already"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("self.png"), "{}", ran.err);
}

/// A PNG of 8 × 8 pixels with another chunk after its head.
fn with_chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(kind);
    crc.update(data);
    let mut bytes = png(8, 8);
    let mut chunk = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
    chunk.extend_from_slice(kind);
    chunk.extend_from_slice(data);
    chunk.extend_from_slice(&crc.sum().to_be_bytes());
    // Signature and head are 33 bytes.
    bytes.splice(33..33, chunk);
    bytes
}

#[test]
fn pictures_that_unpack_to_gigabytes_are_no_harm() {
    let world = World::new();
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let zeros = vec![0_u8; 1 << 20];
    for _ in 0..300 {
        packed.write_all(&zeros).unwrap();
    }
    let packed = packed.finish().unwrap();
    assert!(packed.len() < 400_000);
    for (name, kind) in [("text", b"zTXt"), ("profile", b"iCCP")] {
        let data = [b"x\0\0".as_slice(), &packed].concat();
        world.write(&format!("set/{name}.png"), with_chunk(kind, &data));
    }
    // More pixels than its head promises.
    world.write("set/pixels.png", with_chunk(b"IDAT", &packed));
    world.write("set/good.png", png(8, 8));
    for name in ["text", "profile", "pixels", "good"] {
        let mut command = world.command(&format!(
            "item image {name}.png --dir set --overlay -o {name}.out.png"
        ));
        // Ends it when it takes more than a gigabyte and a half of memory.
        through_shell(&mut command, "ulimit -v 1500000");
        let ran = world.run_command(command, "");
        assert!([0, 1].contains(&ran.code), "{name}: {ran:?}");
        assert!(!ran.err.contains("memory"), "{name}: {ran:?}");
    }
    let ran: Value = world.json("item list --dir set");
    assert_eq!(ran["total"], 4);
}

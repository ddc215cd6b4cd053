//! Files that are broken, missing or not what they say: each has its message, the rest works.

use super::shape::{check, check_list};
use super::world::{World, coco, everything, png};

/// The errors of a list, which is done all the same.
fn told(world: &World, line: &str) -> Vec<String> {
    let ran = world.run(&format!("{line} --json")).ends(0);
    let list = ran.json();
    check_list(&list, "row");
    assert!(!list["items"].as_array().unwrap().is_empty(), "{list}");
    let errors = list["errors"].as_array().unwrap();
    let errors: Vec<String> = errors
        .iter()
        .map(|e| e["error"].as_str().unwrap().to_owned())
        .collect();
    for error in &errors {
        assert!(
            ran.err.contains(error.as_str()),
            "{error} is not in {}",
            ran.err
        );
    }
    errors
}

#[test]
fn odd_annotations_are_left_out_and_told() {
    let world = World::new().tiny();
    // The annotations begin on line 8 of the file.
    let cases = [
        (
            r#"{"id": 1, "image_id": 1, "category_id": 1, "bbox": [1, 2, NaN, 4]}"#,
            "instances.json: line 8, column 59: annotation left out: field 'bbox': a value is NaN or infinite",
        ),
        (
            r#"{"id": 1, "image_id": 1, "category_id": 1, "bbox": [1, 2, -3, 4]}"#,
            "instances.json: line 8, column 1: annotation left out: field 'bbox' has a negative size",
        ),
        (
            r#"{"id": 1, "image_id": 1, "category_id": 1, "bbox": [1, 2, 1e99, 4]}"#,
            "instances.json: line 8, column 1: annotation left out: field 'bbox' has a number that is too large",
        ),
        (
            r#"{"id": 1, "image_id": 1, "category_id": 1, "segmentation": {"size": [30, 40], "counts": [10, 5000]}}"#,
            "instances.json: line 8, column 1: annotation left out: field 'segmentation': run 2 goes past the mask's 1200 pixels",
        ),
        (
            r#"{"id": 1, "image_id": 1, "category_id": 9, "bbox": [1, 2, 3, 4]}"#,
            "instances.json: categories that are not defined are shown as unknown (field 'category_id': 9)",
        ),
        (
            r#"{"id": 1, "image_id": 77, "category_id": 1, "bbox": [1, 2, 3, 4]}"#,
            "instances.json: 1 annotation refers to images that the file does not name (field 'image_id': 77)",
        ),
        (
            r#"{"id": 1, "image_id": 1, "category_id": 1, "bbox": "all"}"#,
            "instances.json: line 8, column 56: annotation left out: field 'bbox': invalid type: string \"all\", expected a sequence",
        ),
        (
            r#"{"id": 1, "category_id": 1, "bbox": [1, 2, 3, 4]}"#,
            "instances.json: line 8, column 49: annotation left out: missing field `image_id`",
        ),
    ];
    for (annotation, words) in cases {
        world.write("tiny/instances.json", coco(annotation));
        for noun in ["org", "project", "task", "job", "item"] {
            assert_eq!(told(&world, &format!("{noun} list --dir tiny")), [words]);
        }
        world.run("report --dir tiny").ends(0).says(words);
        world.run("issue list --dir tiny").ends(0).says(words);
        // A filter that fits nothing is an answer, too.
        world
            .run("item list --dir tiny --filter name:zebra")
            .ends(0)
            .says(words);
    }
}

#[test]
fn what_is_left_out_is_told_with_its_item() {
    let world = World::new().tiny();
    let bad = r#"{"id": 7, "image_id": 1, "category_id": 1, "bbox": [1, 2, -3, 4]}"#;
    let good = r#"{"id": 8, "image_id": 1, "category_id": 1, "bbox": [1, 2, 3, 4]}"#;
    world.write("tiny/instances.json", coco(&format!("{good},\n{bad}")));
    let ran = world
        .run("annotation list images/a.png --dir tiny --json")
        .ends(0)
        .says("line 9");
    check(&ran.json(), "annotations");
    assert_eq!(
        (&ran.json()["total"], &ran.json()["errors"][0]["id"]),
        (&1.into(), &"images/a.png".into())
    );
    let shown = world.json("item show images/a.png --dir tiny");
    assert!(
        shown["problems"][0]
            .as_str()
            .unwrap()
            .contains("negative size"),
        "{shown}"
    );
    assert_eq!(
        world.json("item list --dir tiny")["items"][0]["troubled"],
        true
    );
    // Nothing of what was asked for could be had: that is a failure.
    world.write("tiny/instances.json", coco(bad));
    let ran = world
        .run("annotation list images/a.png --dir tiny --json")
        .ends(1);
    assert_eq!(ran.json()["total"], 0);
}

#[test]
fn a_file_that_breaks_off_keeps_what_came_before() {
    let world = World::new().tiny();
    let whole = std::fs::read_to_string(world.path("tiny/instances.json")).unwrap();
    let cut = whole.find(r#"{"id": 3, "image_id": 2"#).unwrap();
    world.write("tiny/instances.json", &whole[..cut + 30]);
    let errors = told(&world, "item list --dir tiny");
    assert_eq!(errors.len(), 1, "{errors:?}");
    let error = &errors[0];
    for word in [
        "instances.json: ",
        "line 10, column ",
        "field 'annotations': the file ends",
        "what came before was read",
    ] {
        assert!(error.contains(word), "no '{word}' in {error}");
    }
    assert_eq!(
        world.json("annotation list images/a.png --dir tiny")["total"],
        2
    );
    world.write(
        "tiny/instances.json",
        whole.replace("\"categories\":", "\"categories\" oops"),
    );
    let errors = told(&world, "item list --dir tiny");
    assert!(errors[0].contains("line 6, column"), "{errors:?}");
}

#[test]
fn a_broken_file_beside_good_ones_and_alone() {
    let world = World::new().tiny();
    world.write("tiny/other.json", "{\"images\": oops");
    let errors = told(&world, "item list --dir tiny");
    assert!(errors[0].starts_with("other.json: "), "{errors:?}");
    assert!(
        errors[0].contains("line 1, column 16: field 'images'"),
        "{errors:?}"
    );
    // Alone it leaves nothing to list.
    world.write("alone/broken.json", "this is no JSON");
    let ran = world
        .run("item list --dir alone --json")
        .ends(1)
        .says("broken.json: ");
    check_list(&ran.json(), "row");
    assert_eq!(ran.json()["total"], 0);
    world.run("report --dir alone --json").ends(1);
    // An empty folder is no failure.
    std::fs::create_dir(world.path("empty")).unwrap();
    world.run("item list --dir empty").ends(0);
    world.run("report --dir empty").ends(0);
}

#[test]
fn an_image_named_twice_is_told() {
    let world = World::new().tiny();
    let twice = coco("").replace("\"b.png\"", "\"a.png\"");
    world.write("tiny/instances.json", twice);
    let errors = told(&world, "item list --dir tiny");
    assert_eq!(
        errors,
        ["instances.json: images/a.png is named twice; one set of annotations is not shown"]
    );
}

#[test]
fn missing_images_are_items_with_a_mark() {
    let world = World::new().tiny();
    std::fs::remove_file(world.path("tiny/images/b.png")).unwrap();
    let list = world.json("item list --dir tiny --filter is:missing");
    assert_eq!(
        (&list["total"], &list["items"][0]["id"]),
        (&1.into(), &"b.png".into()),
        "{list}"
    );
    let shown = world.json("item show b.png --dir tiny");
    assert_eq!(shown["problems"][0], "b.png: the picture is missing");
    assert_eq!(shown["annotations"].as_array().unwrap().len(), 1);
    world
        .run("item image b.png -o x.png --dir tiny")
        .ends(4)
        .says("b.png was not found");
    // It can be judged all the same.
    world
        .run("item reject b.png --reason 'no picture' --dir tiny")
        .ends(0);
    assert!(!world.path("x.png").exists());
}

#[test]
fn pictures_that_are_none() {
    let world = World::new().tiny();
    let good = png(40, 30);
    let mut huge = good.clone();
    huge[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    let sum = crc32(&huge[12..29]);
    huge[29..33].copy_from_slice(&sum.to_be_bytes());
    let cases: [(&str, &[u8], &str); 6] = [
        ("a", &[], "the file is empty"),
        ("b", &good[..20], "PNG"),
        (
            "c",
            b"<html>not found</html>",
            "not a picture that can be shown",
        ),
        (
            "a",
            &huge,
            "30000 × 30000 pixels, the limit is 200 megapixels",
        ),
        ("b", b"\x89PNG\r\n\x1a\n", "PNG"),
        ("c", b"GIF89a", "GIF"),
    ];
    for (name, bytes, words) in cases {
        world.write(&format!("tiny/images/{name}.png"), bytes);
        for overlay in ["", "--overlay"] {
            let line = format!("item image images/{name}.png -o out.png {overlay} --dir tiny");
            world
                .run(&line)
                .ends(1)
                .says(words)
                .says(&format!("images/{name}.png: "));
        }
        assert!(!world.path("out.png").exists());
        let shown = world.json(&format!("item show images/{name}.png --dir tiny"));
        check(&shown, "item");
    }
    // A picture under another kind's name is one all the same.
    let mut jpeg = std::io::Cursor::new(Vec::new());
    let grey = image::RgbImage::from_pixel(40, 30, image::Rgb([90, 90, 90]));
    grey.write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
    world.write("tiny/images/a.png", jpeg.into_inner());
    world
        .run("item image images/a.png -o out.png --overlay --dir tiny")
        .ends(0);
    let out = image::open(world.path("out.png")).unwrap();
    assert_eq!((out.width(), out.height()), (40, 30));
    let piped = world
        .run("item image images/a.png -o - --max-side 20 --dir tiny")
        .ends(0);
    let out = image::load_from_memory(&piped.bytes).unwrap();
    assert_eq!((out.width(), out.height()), (20, 15));
    world
        .run("item image images/a.png -o no/where.png --dir tiny")
        .ends(1)
        .says("no/where.png cannot be written");
}

/// The checksum of PNG chunks.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, &byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| match sum & 1 {
            1 => (sum >> 1) ^ 0xedb8_8320,
            _ => sum >> 1,
        })
    })
}

#[test]
fn a_folder_that_vanishes() {
    let world = World::new().tiny();
    let queued = world.json("item accept images/a.png --queue --dir tiny");
    let link = queued["operations"][0]["link"].as_str().unwrap().to_owned();
    std::fs::rename(world.path("tiny"), world.path("elsewhere")).unwrap();
    world
        .run("item list --dir tiny")
        .ends(4)
        .says("there is no folder tiny");
    world
        .run(&format!("item show {link}"))
        .ends(4)
        .says("there is no folder");
    // What was decided waits for it.
    let pushed = world
        .run("outbox push --json")
        .ends(4)
        .says("there is no folder");
    check(&pushed.json(), "sent");
    assert_eq!(pushed.json()["queued"], 1);
    assert_eq!(world.json("outbox list")["total"], 1);
    std::fs::rename(world.path("elsewhere"), world.path("tiny")).unwrap();
    assert_eq!(world.json("outbox push")["done"], 1);
    assert_eq!(
        world.json(&format!("item show {link}"))["judgement"]["verdict"],
        "accepted"
    );
}

#[test]
fn without_a_writable_place_looking_still_works() {
    let world = World::new().tiny();
    let file = world.write("file", "not a directory");
    for state in ["file/below", "/proc/vidimus"] {
        let list = world
            .run(&format!("item list --dir tiny --state {state}"))
            .ends(0);
        assert_eq!(list.out.lines().count(), 3);
        assert!(
            list.err.contains("cannot open the state database"),
            "{}",
            list.err
        );
        assert!(
            list.err.contains("--state names another directory"),
            "{}",
            list.err
        );
        world
            .run(&format!(
                "item accept images/a.png --dir tiny --state {state}"
            ))
            .ends(3)
            .says("nothing was changed");
        let doctor = world.json(&format!("doctor --state {state}"));
        check(&doctor, "doctor");
        let problem = doctor["problems"][0].as_str().unwrap();
        assert!(
            problem.starts_with("decisions cannot be stored in"),
            "{problem}"
        );
        world
            .run(&format!("outbox list --state {state}"))
            .ends(1)
            .says("cannot open the state database");
    }
    assert_eq!(std::fs::read(file).unwrap(), b"not a directory");
    // No home at all, and none of the variables that stand in for it: the message says what to do.
    let mut command = world.command("item list --dir tiny");
    command
        .env_remove("VIDIMUS_STATE")
        .env("HOME", "/proc/nowhere")
        .env_remove("XDG_STATE_HOME");
    world
        .run_command(command, "")
        .ends(0)
        .says("--state names another directory");
}

#[test]
fn a_corrupt_configuration_names_the_place_and_the_nearest_word() {
    let world = World::new().tiny();
    let cases = [
        (
            "[ui]\ntheme = \"dark\"\n[iu]\n",
            ":3:2: ",
            "did you mean 'ui'?",
        ),
        ("[ui]\nthme = \"dark\"\n", ":2:1: ", "did you mean 'theme'?"),
        (
            "[ui]\n  theme = \"drak\"\n",
            ":2:11: ",
            "did you mean 'dark'?",
        ),
        ("[ui\n", ":1:4: ", ""),
        (
            "[[account]]\nname = \"a\"\nkind = \"local\"\n",
            ":3:1: ",
            "path =",
        ),
    ];
    for (text, place, words) in cases {
        let path = world.config(text);
        for line in [
            "item list --dir tiny",
            "account list",
            "outbox list",
            "demo",
        ] {
            let ran = world.run(line).ends(2).says(words);
            assert!(
                ran.err.contains(&format!("{}{place}", path.display())),
                "{}",
                ran.err
            );
        }
        let doctor = world.json("doctor");
        check(&doctor, "doctor");
        assert!(doctor["problems"].to_string().contains(place), "{doctor}");
    }
    world.write("config.toml", b"[ui]\n\xff");
    world.run("account list").ends(2).says(":2:1: is not UTF-8");
    std::fs::remove_file(world.path("config.toml")).unwrap();
    std::fs::create_dir(world.path("config.toml")).unwrap();
    world.run("account list").ends(2).says("is not a file");
}

#[test]
fn a_damaged_or_newer_state_database_is_left_alone() {
    let world = World::new().tiny();
    world.run("item accept images/a.png --dir tiny").ends(0);
    let database = world.path("state/state.db");
    let good = std::fs::read(&database).unwrap();
    let mut newer = good.clone();
    // Bytes 60 to 64 of the header are the version (SQLite's file format, part 1.3).
    newer[60..64].copy_from_slice(&99_u32.to_be_bytes());
    let mut damaged = good.clone();
    let half = damaged.len() / 2;
    damaged[half..].fill(0x5a);
    let cases: [(&[u8], &str, &str); 4] = [
        (
            &newer,
            "is of version 99, this program knows 2: use the newer program",
            "99",
        ),
        (
            b"this was never a database, but it is long enough to look at",
            "it was left as it is",
            "null",
        ),
        (&damaged, "it was left as it is", "null"),
        (&good[..half + 10], "it was left as it is", "null"),
    ];
    for (bytes, words, version) in cases {
        std::fs::remove_dir_all(world.path("state")).unwrap();
        world.write("state/state.db", bytes);
        for line in [
            "item list --dir tiny",
            "item accept images/b.png --dir tiny",
            "outbox list",
        ] {
            world.run(line).ends(1).says(words).says("state.db");
        }
        let doctor = world.json("doctor");
        check(&doctor, "doctor");
        assert_eq!(doctor["state"]["usable"], false);
        assert_eq!(doctor["state"]["version"].to_string(), version);
        assert!(doctor["problems"].to_string().contains(words), "{doctor}");
        let left = everything(&world.path("state"));
        assert!(
            left.iter()
                .any(|(path, now)| *path == database && now == bytes),
            "it was changed"
        );
        // Another directory works meanwhile.
        world
            .run("item accept images/b.png --dir tiny --state other")
            .ends(0);
    }
}

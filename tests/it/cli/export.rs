//! Copies without what was rejected, and review files: what is in them, and what is never touched.

use std::path::PathBuf;

use serde_json::Value;

use super::shape::check;
use super::world::{Ran, World, everything, png, through_shell};

/// Ids of annotations, item by item.
fn annotations(world: &World, line: &str) -> Vec<(String, Vec<Value>)> {
    let list = world.json(&format!("item list {line} -n 0"));
    let rows = list["items"].as_array().unwrap().iter();
    rows.map(|row| {
        let link = row["link"].as_str().unwrap();
        let of_item = world.json(&format!("annotation list {link} {line}"));
        let mut shapes = Vec::new();
        for one in of_item["items"].as_array().unwrap() {
            shapes.push(serde_json::json!([
                one["label"],
                one["shape"],
                one["attributes"]
            ]));
        }
        (row["name"].as_str().unwrap().to_owned(), shapes)
    })
    .collect()
}

/// Rejects these annotations (item and id), exports, and checks that the copy read again is
/// exactly the rest, and the original what it was.
fn round(world: &World, dir: &str, more: &str, rejected: &[(&str, &str)]) -> PathBuf {
    let before = everything(&world.path(dir));
    for (item, id) in rejected {
        world
            .run(&format!("annotation reject '{item}#{id}' --dir {dir}"))
            .ends(0);
    }
    let mut expected = annotations(world, &format!("--dir {dir}"));
    let out = format!("{dir}-copy");
    let said = world.json(&format!("export --dir {dir} -o {out} {more}"));
    check(&said, "export");
    assert_eq!(said["annotations_left_out"], rejected.len(), "{said}");
    assert_eq!(said["not_applied"], serde_json::json!([]), "{said}");
    // What was rejected goes from the expectation.
    for (item, id) in rejected {
        let list = world.json(&format!("annotation list '{item}' --dir {dir}"));
        let place = list["items"].as_array().unwrap().iter();
        let mut place = place.filter(|one| one["annotation"] == *id);
        let gone = place.next().unwrap();
        let gone = serde_json::json!([gone["label"], gone["shape"], gone["attributes"]]);
        let name = item.rsplit('/').next().unwrap();
        let mut of_item = expected
            .iter_mut()
            .filter(|(known, _)| known.ends_with(name));
        let shapes = &mut of_item.next().unwrap().1;
        let at = shapes.iter().position(|shape| *shape == gone).unwrap();
        shapes.remove(at);
    }
    assert_eq!(annotations(world, &format!("--dir {out}")), expected);
    assert_eq!(everything(&world.path(dir)), before);
    let left: Vec<String> = std::fs::read_dir(world.path(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with(".vidimus"))
        .collect();
    assert_eq!(left, [""; 0]);
    world.path(&out)
}

const COCO: &str = r#"{"info": {"x": [1.10]}, "images": [
  {"id": 7, "file_name": "a.png", "width": 40, "height": 30, "license": 3},
  {"id": 8, "file_name": "b.png", "width": 40, "height": 30}],
 "annotations": [
  {"id": 1, "image_id": 7, "category_id": 1, "bbox": [1, 1, 5, 5.50], "mine": {"a": 1}},
  {"id": 2, "image_id": 7, "category_id": 1, "bbox": [1, 1, "five", 5]},
  {"id": 2, "image_id": 7, "category_id": 1, "bbox": [2, 1, 5, 5]} ,
  {"image_id": 7, "category_id": 1, "bbox": [3, 1, 5, 5]},
  {"id": 4, "image_id": 8, "category_id": 1, "bbox": [4, 1, 5, 5]}

 ],
 "categories": [{"id": 1, "name": "car"}], "last": null}
"#;

fn pictures(world: &World, dir: &str) {
    for name in ["a", "b"] {
        world.write(&format!("{dir}/images/{name}.png"), png(40, 30));
    }
}

#[test]
fn coco_keeps_everything_else_byte_by_byte() {
    let world = World::new();
    pictures(&world, "set");
    world.write("set/instances.json", COCO);
    // The second annotation cannot be read and stays; one without an id is known by its place.
    let gone = [
        ("images/a.png", "1"),
        ("images/a.png", "#3"),
        ("images/b.png", "4"),
    ];
    let out = round(&world, "set", "--pictures copy", &gone);
    let text = std::fs::read_to_string(out.join("instances.json")).unwrap();
    let mut lines: Vec<&str> = COCO.lines().collect();
    lines.retain(|line| {
        !line.contains("\"id\": 1, \"image_id\"")
            && !line.contains("[3, 1, 5, 5]")
            && !line.contains("[4, 1, 5, 5]")
    });
    let expected = lines.join("\n").replace("]} ,\n\n", "]}\n\n") + "\n";
    assert_eq!(text, expected);
}

#[test]
fn nothing_rejected_is_the_same_file() {
    let world = World::new();
    pictures(&world, "set");
    world.write("set/instances.json", COCO);
    let out = round(&world, "set", "--pictures link", &[]);
    assert_eq!(
        std::fs::read(out.join("instances.json")).unwrap(),
        COCO.as_bytes()
    );
    let links = std::fs::metadata(out.join("images/a.png")).unwrap();
    use std::os::unix::fs::MetadataExt;
    assert_eq!(links.nlink(), 2);
}

#[test]
fn everything_of_an_array_may_go() {
    let world = World::new();
    pictures(&world, "set");
    world.write("set/instances.json", COCO.replace("\"five\"", "5"));
    let ids = ["1", "2", "2#2", "#4"].map(|id| ("images/a.png", id));
    let gone = [&ids[..], &[("images/b.png", "4")]].concat();
    let out = round(&world, "set", "--pictures copy", &gone);
    let text = std::fs::read_to_string(out.join("instances.json")).unwrap();
    assert!(text.contains("\"annotations\": [\n  \n\n ],"), "{text}");
}

const DATUMARO: &str = r#"{"info": {}, "categories": {"label": {"labels": [{"name": "car"}]}},
"items": [
 {"id": "a", "attr": {"weather": "fog"}, "image": {"path": "a.png", "size": [30, 40]}, "annotations": [
   {"id": 0, "type": "bbox", "label_id": 0, "bbox": [1, 1, 5, 5], "group": 0},
   {"id": 0, "type": "nonsense", "label_id": 0},
   {"id": 0, "type": "bbox", "label_id": 0, "bbox": [2, 1, 5, 5], "attributes": {"x": 1}}]},
 {"id": "b", "annotations": [
   {"id": 5, "type": "polygon", "label_id": 0, "points": [1, 1, 9, 1, 9, 9]}],
  "image": {"path": "b.png", "size": [30, 40]}}
]}
"#;

#[test]
fn datumaro_items_keep_what_stays() {
    let world = World::new();
    pictures(&world, "set");
    world.write("set/default.json", DATUMARO);
    let gone = [("images/a.png", "0#3"), ("images/b.png", "5")];
    let out = round(&world, "set", "--pictures copy", &gone);
    let text = std::fs::read_to_string(out.join("default.json")).unwrap();
    let expected = DATUMARO
        .replace(",\n   {\"id\": 0, \"type\": \"bbox\", \"label_id\": 0, \"bbox\": [2, 1, 5, 5], \"attributes\": {\"x\": 1}}", "")
        .replace("{\"id\": 5, \"type\": \"polygon\", \"label_id\": 0, \"points\": [1, 1, 9, 1, 9, 9]}", "");
    assert_eq!(text, expected);
}

#[test]
fn yolo_lines_go_and_the_rest_of_the_folder_stays() {
    let world = World::new();
    for name in ["a", "b"] {
        world.write(&format!("set/images/train/{name}.png"), png(40, 30));
    }
    world.write(
        "set/data.yaml",
        "path: .\ntrain: images/train\nnames: [car, sign]\n# mine\n",
    );
    let labels = "\u{feff}0 0.5 0.5 0.1 0.1\r\nbroken\r\n1 0.2 0.2 0.1 0.1\r\n0 0.3 0.3 0.1 0.1";
    world.write("set/labels/train/a.txt", labels);
    world.write("set/labels/train/b.txt", "1 0.5 0.5 0.1 0.1\n");
    let gone = [
        ("images/train/a.png", "1"),
        ("images/train/a.png", "4"),
        ("images/train/b.png", "1"),
    ];
    let out = round(&world, "set", "--pictures copy", &gone);
    let read = |name: &str| std::fs::read_to_string(out.join(name)).unwrap();
    assert_eq!(
        read("labels/train/a.txt"),
        "\u{feff}broken\r\n1 0.2 0.2 0.1 0.1\r\n"
    );
    assert_eq!(read("labels/train/b.txt"), "");
    assert!(read("data.yaml").ends_with("# mine\n"));
}

#[test]
fn without_pictures_the_copy_is_read_beside_the_original_ones() {
    let world = World::new();
    pictures(&world, "set");
    world.write("set/instances.json", COCO);
    world
        .run("annotation reject 'images/b.png#4' --dir set")
        .ends(0);
    world.run("export --dir set -o copy").ends(0);
    assert_eq!(everything(&world.path("copy")).len(), 1);
    let read = annotations(&world, "--dir copy --images set/images");
    let counts: Vec<usize> = read.iter().map(|(_, shapes)| shapes.len()).collect();
    assert_eq!(counts, [3, 0]);
}

#[test]
fn rejected_items_go_when_that_is_asked_for() {
    let world = World::new();
    pictures(&world, "set");
    world.write("set/instances.json", COCO);
    world.run("item reject images/a.png --dir set").ends(0);
    let said = world.json("export --dir set -o kept --pictures copy");
    assert_eq!(
        (&said["items_left_out"], &said["pictures"]),
        (&0.into(), &2.into())
    );
    let said = world.json("export --dir set -o dropped --pictures copy --drop-rejected-items");
    assert_eq!(
        (&said["items_left_out"], &said["pictures"]),
        (&1.into(), &1.into())
    );
    let text = std::fs::read_to_string(world.path("dropped/instances.json")).unwrap();
    let copy: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(copy["images"].as_array().unwrap().len(), 1);
    // The broken one of that image goes with it.
    assert_eq!(copy["annotations"].as_array().unwrap().len(), 1);
    assert_eq!(annotations(&world, "--dir dropped").len(), 1);
}

#[test]
fn verdicts_on_other_content_are_not_applied() {
    let world = World::new();
    pictures(&world, "set");
    world.write("set/instances.json", COCO);
    for id in ["1", "2"] {
        world
            .run(&format!("annotation reject 'images/a.png#{id}' --dir set"))
            .ends(0);
    }
    world
        .run("annotation reject 'images/b.png#4' --dir set")
        .ends(0);
    let changed = COCO
        .replace("[1, 1, 5, 5.50]", "[1, 1, 6, 5.50]")
        .replace("\"id\": 4, \"image_id\"", "\"id\": 44, \"image_id\"");
    world.write("set/instances.json", &changed);
    let ran = world.run("export --dir set -o copy --json").ends(0);
    let said = ran.json();
    check(&said, "export");
    assert_eq!(said["annotations_left_out"], 1);
    let stale = said["not_applied"].as_array().unwrap();
    let shown: Vec<(&Value, &Value)> = stale
        .iter()
        .map(|one| (&one["annotation"], &one["why"]))
        .collect();
    assert_eq!(
        shown,
        [
            (&"1".into(), &"changed".into()),
            (&"4".into(), &"gone".into())
        ]
    );
    world
        .run("export --dir set -o copy-2")
        .ends(0)
        .says("its content has changed since")
        .says("there is no such annotation any more");
    let text = std::fs::read_to_string(world.path("copy/instances.json")).unwrap();
    assert!(
        text.contains("[1, 1, 6, 5.50]") && text.contains("44"),
        "{text}"
    );
}

/// A refusal, after which nothing is there that was not before.
#[track_caller]
fn refused(world: &World, line: &str, code: i32, words: &str) {
    let before = everything(&world.path("set"));
    let ran: Ran = world.run(line).ends(code);
    ran.says(words);
    assert_eq!(everything(&world.path("set")), before);
}

#[test]
fn nothing_is_ever_written_over() {
    let world = World::new();
    pictures(&world, "set");
    world.write("set/instances.json", COCO);
    world.write("full/x", "mine");
    world.write("file", "mine");
    std::fs::create_dir(world.path("set/empty")).unwrap();
    std::os::unix::fs::symlink(world.path("set/empty"), world.path("link")).unwrap();
    std::os::unix::fs::symlink(world.path("set"), world.path("way")).unwrap();
    std::os::unix::fs::symlink(world.path("nowhere"), world.path("dangling")).unwrap();
    let inside = "lies in the folder that is reviewed";
    for (out, code, words) in [
        ("set", 2, "is not empty"),
        ("set/new", 2, inside),
        ("set/empty", 2, inside),
        ("way/new", 2, inside),
        ("link", 2, inside),
        ("full/../set/new", 2, inside),
        ("full", 2, "is not empty"),
        ("file", 2, "exists already"),
        ("dangling", 1, "dangling"),
        ("nowhere/new", 4, "there is no directory nowhere"),
    ] {
        refused(&world, &format!("export --dir set -o {out}"), code, words);
    }
    for out in ["set/review.json", "set/empty/review.jsonl"] {
        let line = format!("export --dir set --what review -o {out}");
        refused(&world, &line, 2, inside);
    }
    for out in ["file", "set/instances.json", "dangling", "full"] {
        let line = format!("export --dir set --what review -o {out}");
        refused(&world, &line, 2, "exists already");
    }
    assert_eq!(std::fs::read(world.path("file")).unwrap(), b"mine");
    refused(
        &world,
        "export --dir set --dataset no -o new",
        4,
        "instances",
    );
    // An empty directory is as good as a new one.
    std::fs::create_dir(world.path("empty")).unwrap();
    world.run("export --dir set -o empty").ends(0);
    assert!(world.path("empty/instances.json").is_file());
    assert!(!world.path("new").exists());
}

#[test]
fn a_file_that_breaks_off_has_no_copy() {
    let world = World::new();
    pictures(&world, "set");
    world.write("set/instances.json", COCO);
    world
        .run("annotation reject 'images/a.png#1' --dir set")
        .ends(0);
    let cut = COCO.find("\"categories\"").unwrap();
    world.write("set/instances.json", &COCO[..cut]);
    refused(
        &world,
        "export --dir set -o copy",
        1,
        "a copy would be broken, too",
    );
    assert!(!world.path("copy").exists());
}

#[test]
fn a_review_file_has_what_was_decided() {
    let world = World::new();
    pictures(&world, "set");
    world.write("set/instances.json", COCO);
    world.run("item accept images/b.png --dir set").ends(0);
    world
        .run("annotation reject 'images/a.png#1' --reason 'too wide' --dir set")
        .ends(0);
    world
        .run("issue open --item images/a.png --text 'which car?' --dir set")
        .ends(0);
    world
        .run("export --dir set --what review -o review.jsonl")
        .ends(0);
    let text = std::fs::read_to_string(world.path("review.jsonl")).unwrap();
    let lines: Vec<Value> = text
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    assert_eq!((lines.len(), &lines[0]["review"]), (3, &1.into()));
    lines
        .iter()
        .skip(1)
        .for_each(|line| check(line, "review_item"));
    let of = |name: &str| lines.iter().find(|line| line["name"] == name).unwrap();
    let (a, b) = (of("a.png"), of("b.png"));
    assert_eq!(a["annotations"][0]["judgement"]["reason"], "too wide");
    // A rejection with a reason is an issue as well.
    let issues = a["issues"].as_array().unwrap().iter();
    let texts: Vec<&Value> = issues.map(|issue| &issue["text"]).collect();
    assert_eq!(texts, ["too wide", "which car?"]);
    // What has something rejected on it is rejected.
    assert_eq!(a["judgement"]["verdict"], "rejected");
    assert_eq!(a["stale"], false);
    assert_eq!(b["judgement"]["verdict"], "accepted");
    assert_eq!(
        (&b["dataset"], &b["split"]),
        (&"instances".into(), &"all".into())
    );
    let said = world.json("export --dir set --what review -o review.json");
    check(&said, "export_review");
    assert_eq!(said["items"], 2);
    let text = std::fs::read_to_string(world.path("review.json")).unwrap();
    let whole: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(whole["items"].as_array().unwrap().len(), 2);
}

#[test]
fn the_demo_is_exported_too() {
    let world = World::new();
    let said = world.json("export --demo -o copy --pictures copy");
    assert!(said["files"].as_u64().unwrap() > 3, "{said}");
    let copied = annotations(&world, "--dir copy");
    let original = annotations(&world, "--demo");
    assert_eq!(copied.len(), original.len());
    let count = |of: &[(String, Vec<Value>)]| of.iter().map(|(_, s)| s.len()).sum::<usize>();
    assert_eq!(count(&copied), count(&original));
}

#[test]
fn links_that_lead_out_of_the_folder_are_not_followed_into_a_copy() {
    let world = World::new();
    pictures(&world, "set");
    world.write("set/instances.json", COCO);
    std::fs::rename(world.path("set/images/a.png"), world.path("secret.png")).unwrap();
    std::fs::rename(
        world.path("set/images/b.png"),
        world.path("set/images/c.png"),
    )
    .unwrap();
    let link = |to: &str, from: &str| {
        std::os::unix::fs::symlink(world.path(to), world.path(from)).unwrap();
    };
    link("secret.png", "set/images/a.png");
    link("set/images/c.png", "set/images/b.png");
    for how in ["copy", "link"] {
        let said = world.json(&format!("export --dir set -o {how} --pictures {how}"));
        check(&said, "export");
        assert_eq!(
            said["pictures_left_out"],
            serde_json::json!(["images/a.png"])
        );
        assert!(!world.path(&format!("{how}/images/a.png")).exists());
        assert!(world.path(&format!("{how}/images/b.png")).is_file());
    }
    world
        .run("export --dir set -o copy-2 --pictures copy")
        .ends(0)
        .says("images/a.png: a link that leads out of the folder");
}

#[test]
fn a_disk_that_is_full_leaves_nothing_behind() {
    let world = World::new();
    pictures(&world, "set");
    let long = COCO.replace("\"last\"", &format!("{}\"last\"", " ".repeat(4 << 20)));
    world.write("set/instances.json", &long);
    world.run("item list --dir set").ends(0);
    let mut command = world.command("export --dir set -o copy");
    // Files of two megabytes at most: the copy does not fit.
    through_shell(&mut command, "trap '' XFSZ; ulimit -f 4096");
    let ran = world.run_command(command, "").ends(1);
    assert!(ran.err.contains("instances.json"), "{}", ran.err);
    assert!(!world.path("copy").exists());
    let left = std::fs::read_dir(world.path("")).unwrap();
    let names = left.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let left: Vec<String> = names.filter(|name| name.starts_with(".vidimus")).collect();
    assert_eq!(left, [""; 0]);
}

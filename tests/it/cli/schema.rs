//! Every `--json` output against the promise in `shapes.json`.

use serde_json::Value;

use super::shape::{check, check_list};
use super::world::{World, png};

/// Both the demo and a folder: the shape does not depend on the data.
const PLACES: [&str; 2] = ["--demo", "--dir tiny"];

fn first<'v>(list: &'v Value, field: &str) -> &'v str {
    list["items"][0][field].as_str().unwrap()
}

#[test]
fn lists_and_their_lines() {
    let world = World::new().tiny();
    for place in PLACES {
        for noun in ["org", "project", "task", "job", "item"] {
            let list = world.json(&format!("{noun} list {place}"));
            check_list(&list, "row");
            let rows = list["items"].as_array().unwrap();
            assert!(!rows.is_empty(), "{noun} {place}");
            assert_eq!(list["total"], rows.len(), "{noun} {place}");
            let lines = world.run(&format!("{noun} list {place} --jsonl")).ends(0);
            assert_eq!(&lines.json_lines(), rows, "{noun} {place}");
        }
    }
    let some = world.json("item list --demo --limit 3");
    assert_eq!(some["items"].as_array().unwrap().len(), 3);
    assert_eq!(some["total"], 90);
    check_list(
        &world.json("item list --dir tiny --filter name:zebra"),
        "row",
    );
}

#[test]
fn each_level_shown() {
    let world = World::new().tiny();
    for place in PLACES {
        for noun in ["org", "project", "task", "job"] {
            let list = world.json(&format!("{noun} list {place}"));
            let node = world.json(&format!("{noun} show {} {place}", first(&list, "link")));
            check(&node, "node");
        }
    }
    let job = world.json("job show 1-100 --dir tiny");
    assert_eq!(job["transitions"].as_array().unwrap().len(), 11);
    // Another account's link is refused, a link alone says where it belongs.
    let link = "vidimus://demo/o:library/p:coins/t:train/j:1-12";
    check(&world.json(&format!("job show {link}")), "node");
    world
        .run(&format!("job show {link} --dir tiny"))
        .ends(2)
        .says("account demo");
}

#[test]
fn every_item_and_annotation_of_the_demo() {
    let world = World::new();
    let mut kinds = std::collections::BTreeSet::new();
    let picked = |item: &&Value| item["annotations"].as_u64().unwrap() > 0;
    // One item of each split is enough to meet every shape type.
    let tasks = world.json("task list --demo");
    for task in tasks["items"].as_array().unwrap() {
        let task = task["link"].as_str().unwrap();
        let items = world.json(&format!("item list --task {task} --demo -n 0"));
        let item = items["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(picked)
            .unwrap();
        let link = item["link"].as_str().unwrap();
        let shown = world.json(&format!("item show {link}"));
        check(&shown, "item");
        let listed = world.json(&format!("item annotations {link}"));
        check(&listed, "annotations");
        assert_eq!(shown["annotations"], listed["items"]);
        assert_eq!(listed, world.json(&format!("annotation list {link}")));
        for annotation in listed["items"].as_array().unwrap() {
            kinds.insert(annotation["shape"]["type"].as_str().unwrap().to_owned());
        }
    }
    for kind in ["box", "mask", "polygon", "skeleton"] {
        assert!(kinds.contains(kind), "{kinds:?}");
    }
}

#[test]
fn geometry_is_in_pixels_from_the_top_left() {
    let world = World::new().tiny();
    let list = world.json("annotation list images/a.png --dir tiny");
    let rect = serde_json::json!({"x": 1.0, "y": 2.0, "width": 10.0, "height": 12.1});
    assert_eq!(
        list["items"][0]["shape"],
        serde_json::json!({"type": "box", "rect": rect})
    );
    assert_eq!(list["items"][0]["bounds"], rect);
    // YOLO has fractions; what is printed are pixels all the same.
    world.write("yolo/data.yaml", "train: images\nnames: [car]\n");
    world.write("yolo/images/1.png", png(40, 30));
    world.write("yolo/labels/1.txt", "0 0.5 0.5 0.5 0.5\n");
    let list = world.json("annotation list images/1.png --dir yolo");
    let rect = serde_json::json!({"x": 10.0, "y": 7.5, "width": 20.0, "height": 15.0});
    assert_eq!(list["items"][0]["shape"]["rect"], rect);
}

#[test]
fn issues_reports_and_outbox_of_the_demo() {
    let world = World::new();
    let issues = world.json("issue list --demo --state kept");
    check_list(&issues, "issue");
    assert_eq!(issues["total"], 10);
    let id = first(&issues, "id");
    check(
        &world.json(&format!("issue show {id} --demo --state kept")),
        "issue_shown",
    );
    let entries = world.json("outbox list --all --demo --state kept -n 0");
    check_list(&entries, "entry");
    assert!(entries["total"].as_u64().unwrap() > 50);
    for line in ["report --demo --json", "report --demo --format json"] {
        check(&world.run(line).ends(0).json(), "report");
    }
}

#[test]
fn what_needs_no_folder() {
    let world = World::new();
    world.config(
        "[[account]]\nname = \"street\"\nkind = \"local\"\npath = \"/nowhere\"\n\
         [[account]]\nname = \"work\"\nkind = \"cvat\"\nurl = \"https://example.com\"\n",
    );
    let accounts = world.json("account list");
    check_list(&accounts, "account");
    assert_eq!(accounts["total"], 2);
    check(&world.json("doctor"), "doctor");
    check_list(&world.json("outbox list"), "entry");
    check(&world.json("outbox push"), "sent");
}

#[test]
fn a_failure_is_an_object_with_errors() {
    let world = World::new().tiny();
    let cases = [
        ("item show nothing --dir tiny", 4, "not_found"),
        ("item list --dir nowhere", 4, "not_found"),
        ("item list", 2, "usage"),
        ("item list --dir tiny --filter 'issues>'", 2, "usage"),
        ("item list --dir tiny --nonsense", 2, "usage"),
        (
            "item accept images/a.png --dir tiny --read-only",
            3,
            "denied",
        ),
        ("task transition all --to completed --dir tiny", 3, "denied"),
    ];
    for (line, code, kind) in cases {
        let ran = world.run(&format!("{line} --json")).ends(code);
        let failure = ran.json();
        let name = match failure.get("operations") {
            Some(_) => "written",
            None => "failure",
        };
        check(&failure, name);
        assert_eq!(failure["errors"][0]["kind"], kind, "{line}");
        assert!(!ran.err.is_empty(), "{line}");
        // Streams have rows only.
        let stream = world.run(&format!("{line} --jsonl")).ends(code);
        assert!(
            name == "written" || stream.out.is_empty(),
            "{line}: {}",
            stream.out
        );
    }
}

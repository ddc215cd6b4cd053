//! Names that would move the cursor, reorder a line or make a false row never come out raw.

use super::shape::check_list;
use super::world::{World, png};

/// A line feed, a tab, escape sequences (7 and 8 bit), a bidi override, a bell and a delete.
const NAMES: [&str; 4] = [
    "two\nlines\tand tab.png",
    "red\u{1b}[31m\u{9b}2J\u{7}.png",
    "bidi\u{202e}gnp.exe\u{200b}.png",
    "title\u{1b}]0;owned\u{7f}\u{7}.png",
];

fn hostile() -> World {
    let world = World::new();
    let images: Vec<_> = NAMES
        .iter()
        .enumerate()
        .map(|(id, name)| serde_json::json!({"id": id, "file_name": name}))
        .collect();
    for name in NAMES {
        world.write(&format!("odd/{name}"), png(8, 8));
    }
    let evil = "car\u{1b}[2J\u{202e}\n";
    let file = serde_json::json!({
        "images": images,
        "categories": [{"id": 1, "name": evil}],
        "annotations": [
            {"id": evil, "image_id": 0, "category_id": 1, "bbox": [1, 1, 4, 4], "attributes": {evil: evil}},
            {"id": 2, "image_id": 1, "category_id": evil, "bbox": [1, 1, -4, 4]},
            {"id": 3, "image_id": evil, "category_id": evil, "bbox": [1, 1, 4, 4]},
        ],
    });
    world.write("odd/instances\u{1b}[31m.json", file.to_string());
    world
}

/// Nothing but characters that show, line feeds and (between cells) tabs.
#[track_caller]
fn assert_plain(text: &str, tabs: bool) {
    for c in text.chars() {
        let allowed = c == '\n' || (tabs && c == '\t');
        let shows = vidimus::model::Text::keeps(c);
        assert!(allowed || shows, "{c:?} in {text:?}");
    }
}

#[test]
fn no_output_has_a_raw_escape() {
    let world = hostile();
    let lines = [
        "org list",
        "project list",
        "task list",
        "job list",
        "item list",
        "report",
        "report --format csv",
        "report --format json",
        "issue list",
        "doctor",
        "account list",
    ];
    for line in lines {
        for form in ["", "--json", "--jsonl"] {
            let ran = world.run(&format!("{line} --dir odd {form}")).ends(0);
            assert_plain(&ran.out, form.is_empty());
            assert_plain(&ran.err, false);
        }
    }
    let rows = world.run("item list --dir odd").ends(0).out;
    assert_eq!(rows.lines().count(), NAMES.len(), "a false row: {rows}");
    assert!(
        rows.lines().all(|row| row.split('\t').count() == 6),
        "a false column: {rows}"
    );
}

#[test]
fn each_item_is_reached_by_what_is_printed() {
    let world = hostile();
    let list = world.run("item list --dir odd --json").ends(0).json();
    check_list(&list, "row");
    for (name, row) in NAMES.iter().zip(list["items"].as_array().unwrap()) {
        // JSON keeps every character of the id, as an escape where it would not show.
        assert_eq!(row["id"], *name);
        let link = row["link"].as_str().unwrap();
        for form in ["", "--json"] {
            for line in [
                format!("item show {link}"),
                format!("annotation list {link}"),
            ] {
                let ran = world.run(&format!("{line} {form}"));
                assert_plain(&ran.out, form.is_empty());
                assert_plain(&ran.err, false);
            }
        }
        let mut by_name = world.command("item accept --dir odd");
        by_name.arg(name);
        let ran = world.run_command(by_name, "").ends(0);
        assert_plain(&ran.err, false);
        world.run(&format!("item image {link} -o out.png")).ends(0);
    }
    let piped = world.run("item list --dir odd").out;
    world
        .feed("item reject - --yes --reason 'x\u{1b}[31m\u{202e}'", &piped)
        .ends(0)
        .says("4 items");
    for line in [
        "outbox list --all",
        "outbox list --all --json",
        "issue list --dir odd --json",
    ] {
        assert_plain(&world.run(line).ends(0).out, true);
    }
}

#[test]
fn mistakes_do_not_repeat_what_would_not_show() {
    let world = World::new().tiny();
    let evil = "--x\u{1b}[31m\u{202e}";
    for arguments in [
        vec![evil],
        vec!["item", "show", "no\u{1b}[2J", "--dir", "tiny"],
    ] {
        for json in [None, Some("--json")] {
            let mut command = world.command("");
            command.args(&arguments).args(json);
            let ran = world.run_command(command, "");
            assert!([2, 4].contains(&ran.code), "{ran:?}");
            assert_plain(&ran.err, false);
            assert_plain(&ran.out, false);
            assert_eq!(json.is_some(), !ran.out.is_empty());
        }
    }
}

//! A review by commands alone: each change is found again by the next run.

use std::io::{Read, Write};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use serde_json::Value;

use super::shape::check;
use super::world::World;

/// Runs a writing command with `--json`; what it reports.
fn write(world: &World, line: &str) -> Value {
    let written = world.json(line);
    check(&written, "written");
    written
}

fn item(world: &World, id: &str) -> Value {
    world.json(&format!("item show {id} --dir tiny"))
}

#[test]
fn verdicts_on_items() {
    let world = World::new().tiny();
    let written = write(&world, "item accept images/a.png --dir tiny --user bo");
    assert_eq!(
        (&written["done"], &written["unchanged"]),
        (&1.into(), &0.into())
    );
    let judgement = item(&world, "images/a.png")["judgement"].clone();
    assert_eq!(
        (&judgement["verdict"], &judgement["by"]),
        (&"accepted".into(), &"bo".into())
    );
    let again = write(&world, "item accept images/a.png --dir tiny");
    assert_eq!(
        (&again["done"], &again["unchanged"]),
        (&0.into(), &1.into())
    );
    assert_eq!(again["decision"], Value::Null);
    let written = write(
        &world,
        "item reject images/a.png --reason 'missed car' --dir tiny",
    );
    assert_eq!(written["operations"].as_array().unwrap().len(), 2);
    let shown = item(&world, "images/a.png");
    assert_eq!(shown["judgement"]["reason"], "missed car");
    assert_eq!(shown["issues"][0]["text"], "missed car");
    write(&world, "item skip images/b.png --dir tiny");
    assert_eq!(
        item(&world, "images/b.png")["judgement"]["verdict"],
        "skipped"
    );
    write(&world, "item accept images/c.png --dir tiny");
    assert_eq!(
        item(&world, "images/c.png")["judgement"]["verdict"],
        "verified_empty"
    );
    write(
        &world,
        "item clear images/a.png images/b.png --dir tiny --yes",
    );
    assert_eq!(item(&world, "images/a.png")["judgement"], Value::Null);
    assert_eq!(item(&world, "images/b.png")["judgement"], Value::Null);
}

#[test]
fn verdicts_on_annotations() {
    let world = World::new().tiny();
    write(&world, "annotation accept 'images/a.png#1' --dir tiny");
    let line = "annotation reject 'images/a.png#2' --reason 'loose' --dir tiny";
    let written = write(&world, line);
    // The verdict, the issue about it, and the item that is rejected with it.
    assert_eq!(written["done"], 3);
    let shown = item(&world, "images/a.png");
    assert_eq!(shown["judgement"]["verdict"], "rejected");
    let verdict = |at: usize| shown["annotations"][at]["judgement"]["verdict"].clone();
    assert_eq!(
        (verdict(0), verdict(1)),
        ("accepted".into(), "rejected".into())
    );
    let issue = &shown["issues"][0];
    assert_eq!(
        (&issue["annotation"], &issue["place"]["kind"]),
        (&"2".into(), &"within".into())
    );
    write(&world, "annotation clear 'images/a.png#1' --dir tiny");
    assert_eq!(
        item(&world, "images/a.png")["annotations"][0]["judgement"],
        Value::Null
    );
}

#[test]
fn a_verdict_goes_stale_with_its_content() {
    let world = World::new().tiny();
    write(&world, "item accept images/a.png --dir tiny");
    let file = world.path("tiny/instances.json");
    let moved = std::fs::read_to_string(&file)
        .unwrap()
        .replace("[1, 2, 10, 12.1]", "[1, 2, 11, 12]");
    std::fs::write(&file, moved).unwrap();
    let shown = item(&world, "images/a.png");
    assert_eq!(
        (&shown["stale"], &shown["judgement"]["verdict"]),
        (&true.into(), &"accepted".into())
    );
    assert_eq!(
        world.json("item list --dir tiny")["items"][0]["stale"],
        true
    );
    assert_eq!(world.json("report --dir tiny")["summary"]["stale"], 1);
}

#[test]
fn jobs_are_assigned_and_moved() {
    let world = World::new().tiny();
    write(&world, "job assign 1-100 --to bo --reviewer ana --dir tiny");
    let job = |field: &str| world.json("job show 1-100 --dir tiny")[field].clone();
    assert_eq!(
        (job("assignee"), job("reviewer")),
        ("bo".into(), "ana".into())
    );
    assert_eq!(world.json("job list --dir tiny --mine")["total"], 1);
    assert_eq!(
        world.json("job list --dir tiny --mine --user chen")["total"],
        0
    );
    write(&world, "job assign 1-100 --to none --dir tiny");
    assert_eq!(
        (job("assignee"), job("reviewer")),
        (Value::Null, "ana".into())
    );
    let reachable = job("transitions");
    let to = |wanted: &str| {
        reachable
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["to"] == wanted)
    };
    assert!(to("acceptance/completed") && !to("validation/new"));
    write(
        &world,
        "job transition 1-100 --to acceptance/completed --dir tiny",
    );
    assert_eq!(
        (job("stage"), job("state")),
        ("acceptance".into(), "completed".into())
    );
    assert_eq!(job("class"), "accepted");
    // A word alone stays in the stage.
    write(&world, "job transition 1-100 --to rejected --dir tiny");
    assert_eq!(
        (job("stage"), job("state")),
        ("acceptance".into(), "rejected".into())
    );
    write(&world, "task assign all --to chen --dir tiny");
    assert_eq!(world.json("task show all --dir tiny")["assignee"], "chen");
}

#[test]
fn an_issue_from_open_to_gone() {
    let world = World::new().tiny();
    let open = "issue open --item images/a.png --text 'missed\ncar' --at 3,4,9,8 --assignee bo";
    let opened = world
        .run(&format!("{open} --dir tiny"))
        .ends(0)
        .says("1 done");
    // The id alone is data.
    let id = opened.out.trim().to_owned();
    let shown = || world.json(&format!("issue show {id} --dir tiny"));
    let issue = shown();
    assert_eq!(
        (&issue["owner"], &issue["assignee"]),
        (&"ana".into(), &"bo".into())
    );
    let rect = serde_json::json!({"x": 3.0, "y": 4.0, "width": 6.0, "height": 4.0});
    assert_eq!(
        issue["place"],
        serde_json::json!({"kind": "within", "rect": rect})
    );
    assert_eq!(issue["text"], "missed\ncar");
    write(
        &world,
        &format!("issue comment {id} --text 'where?' --user bo --dir tiny"),
    );
    let thread = shown()["comments"].clone();
    assert_eq!(
        (&thread[1]["author"], &thread[1]["text"]),
        (&"bo".into(), &"where?".into())
    );
    write(&world, &format!("issue resolve {id} --dir tiny"));
    assert_eq!(shown()["resolved"], true);
    assert_eq!(world.json("issue list --dir tiny --open")["total"], 0);
    write(&world, &format!("issue reopen {id} --dir tiny"));
    assert_eq!(shown()["resolved"], false);
    let again = write(&world, &format!("issue reopen {id} --dir tiny"));
    assert_eq!(again["unchanged"], 1);
    // What is gone for good is asked for, even one.
    world
        .run(&format!("issue delete {id} --dir tiny"))
        .ends(2)
        .says("for good");
    assert_eq!(
        world.json("issue list --dir tiny --item images/a.png")["total"],
        1
    );
    write(&world, &format!("issue delete {id} --yes --dir tiny"));
    world.run(&format!("issue show {id} --dir tiny")).ends(4);
    let line = "issue open --item images/a.png --annotation 2 --text loose --dir tiny";
    let created = write(&world, line)["operations"][0]["created"].clone();
    let line = format!("issue show {} --dir tiny", created.as_str().unwrap());
    assert_eq!(world.json(&line)["annotation"], "2");
}

#[test]
fn queued_decisions_wait_in_the_outbox() {
    let world = World::new().tiny();
    let written = write(&world, "item accept images/a.png --queue --dir tiny");
    assert_eq!(
        (&written["done"], &written["queued"]),
        (&0.into(), &1.into())
    );
    let written = write(&world, "item accept images/b.png --queue --dir tiny");
    let second = written["operations"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(world.json("outbox list")["total"], 2);
    assert_eq!(world.json("outbox list --demo")["total"], 0);
    assert_eq!(world.json("doctor")["state"]["open_entries"], 2);
    assert_eq!(item(&world, "images/a.png")["judgement"], Value::Null);
    let dropped = world.json(&format!("outbox drop {second}"));
    check(&dropped, "sent");
    world
        .run(&format!("outbox drop {second}"))
        .ends(4)
        .says(&second);
    let pushed = world.json("outbox push");
    check(&pushed, "sent");
    assert_eq!((&pushed["done"], &pushed["queued"]), (&1.into(), &0.into()));
    assert_eq!(
        item(&world, "images/a.png")["judgement"]["verdict"],
        "accepted"
    );
    assert_eq!(item(&world, "images/b.png")["judgement"], Value::Null);
    let all = world.json("outbox list --all");
    let words: Vec<&str> = all["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["delivery"].as_str().unwrap())
        .collect();
    assert_eq!(words, ["dropped", "done"]);
    world.run("outbox push --read-only").ends(3);
}

#[test]
fn a_refused_operation_waits_for_retry_or_drop() {
    let world = World::new().tiny();
    let written = write(&world, "item accept images/b.png --queue --dir tiny");
    let id = written["operations"][0]["id"].as_str().unwrap().to_owned();
    // The picture and what is said about it go away before the decision is sent.
    let hidden = world.path("hidden.png");
    let json = world.path("tiny/instances.json");
    let whole = std::fs::read_to_string(&json).unwrap();
    std::fs::rename(world.path("tiny/images/b.png"), &hidden).unwrap();
    let without = whole.replace(
        "{\"id\": 2, \"file_name\": \"b.png\", \"width\": 40, \"height\": 30},\n",
        "",
    );
    assert_ne!(without, whole);
    std::fs::write(&json, without).unwrap();
    let failed = world.run("outbox push --json");
    assert_eq!(failed.code, 4, "{}{}", failed.out, failed.err);
    check(&failed.json(), "sent");
    let list = world.json("outbox list");
    assert_eq!(list["items"][0]["delivery"], "failed");
    assert!(
        list["items"][0]["error"]
            .as_str()
            .unwrap()
            .contains("b.png"),
        "{list}"
    );
    assert_eq!(world.json("doctor")["state"]["failed_entries"], 1);
    // It comes back, and so does the chance.
    std::fs::rename(&hidden, world.path("tiny/images/b.png")).unwrap();
    std::fs::write(&json, whole).unwrap();
    let retried = world.json(&format!("outbox retry {id}"));
    check(&retried, "sent");
    assert_eq!(retried["done"], 1);
    assert_eq!(
        item(&world, "images/b.png")["judgement"]["verdict"],
        "accepted"
    );
}

#[test]
fn reports_for_people_tables_and_programs() {
    let world = World::new().tiny();
    write(
        &world,
        "item reject images/a.png --reason '=bad, \"very\" | bad' --dir tiny",
    );
    let markdown = world.run("report --dir tiny").ends(0).out;
    assert!(
        markdown.starts_with("# Review of vidimus://local-"),
        "{markdown}"
    );
    assert!(markdown.contains("| rejected | 1 |"), "{markdown}");
    assert!(
        markdown.contains("| a.png | =bad, \"very\" \\| bad | ana |"),
        "{markdown}"
    );
    let csv = world.run("report --dir tiny --format csv").ends(0).out;
    let lines: Vec<&str> = csv.lines().collect();
    let head = "link,name,verdict,reason,by,at,stale,annotations,annotations_accepted,annotations_rejected,issues_open";
    assert_eq!((lines.len(), lines[0]), (4, head));
    assert!(
        lines[1].contains(",a.png,rejected,\"'=bad, \"\"very\"\" | bad\",ana,"),
        "{csv}"
    );
    assert!(lines[3].ends_with(",c.png,,,,,false,0,0,0,0"), "{csv}");
    let report = world.json("report --dir tiny --job 1-100");
    check(&report, "report");
    assert_eq!(
        (&report["summary"]["items"], &report["summary"]["rejected"]),
        (&3.into(), &1.into())
    );
    assert_eq!(report["summary"]["issues_open"], 1);
}

#[test]
fn the_demo_keeps_its_decisions_where_it_is_told() {
    let world = World::new();
    let item = "coins/images/train/coins_3.jpg";
    let verdict = |place: &str| {
        world.json(&format!("item show {item} --demo {place}"))["judgement"]["verdict"].clone()
    };
    world.json(&format!("item accept {item} --demo --state kept"));
    assert_eq!(verdict("--state kept"), "accepted");
    // Seeded once, however often it is opened.
    assert_eq!(world.json("issue list --demo --state kept")["total"], 10);
    // Without a place it begins anew each time, and leaves nothing behind.
    world.json(&format!("item accept {item} --demo"));
    assert_eq!(verdict(""), Value::Null);
    let left: Vec<_> = std::fs::read_dir(world.path(""))
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

/// Shows the demo on a screen until it is there, and leaves it by keys.
fn look_at_demo(world: &World, keep: &str) {
    let size = PtySize {
        rows: 24,
        cols: 100,
        pixel_width: 0,
        pixel_height: 0,
    };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_vidimus"));
    command.args(["demo", "--keep", keep, "--text-only"]);
    command.env_clear();
    command.cwd(world.path(""));
    command.env("HOME", world.path("home"));
    command.env("VIDIMUS_CONFIG", world.path("config.toml"));
    command.env("VIDIMUS_STATE", world.path("state"));
    command.env("TERM", "xterm-256color");
    command.env("USER", "ana");
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut writer = pair.master.take_writer().unwrap();
    let (sender, bytes) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            if sender.send(buffer[..count].to_vec()).is_err() {
                break;
            }
        }
    });
    let mut screen = vt100::Parser::new(24.try_into().unwrap(), 100.try_into().unwrap(), 0);
    while !screen.screen().contents().contains("everyday") {
        let patience = std::time::Duration::from_secs(20);
        let some = bytes.recv_timeout(patience);
        screen.process(&some.unwrap_or_else(|_| panic!("{}", screen.screen().contents())));
    }
    writer.write_all(b"gx").unwrap();
    // Somebody has to read while the program says goodbye.
    while bytes.recv().is_ok() {}
    assert!(child.wait().unwrap().success());
}

#[test]
fn screen_and_commands_keep_the_same_demo() {
    let world = World::new();
    look_at_demo(&world, "kept");
    let seeded = world.json("outbox list --all --demo --state kept -n 0")["total"].clone();
    assert!(seeded.as_u64().unwrap() > 50, "{seeded}");
    world.json("job assign coins/train/1-12 --to zoe --demo --state kept");
    look_at_demo(&world, "kept");
    let job = world.json("job show coins/train/1-12 --demo --state kept");
    assert_eq!(job["assignee"], "zoe");
    let now = world.json("outbox list --all --demo --state kept -n 0")["total"].clone();
    assert_eq!(
        now.as_u64(),
        seeded.as_u64().map(|count| count + 1),
        "seeded twice"
    );
}

#[test]
fn the_folder_itself_is_never_written_to() {
    let world = World::new().tiny();
    let before = super::world::everything(&world.path("tiny"));
    write(&world, "item accept images/a.png --dir tiny");
    write(&world, "job assign 1-100 --to bo --dir tiny");
    write(&world, "issue open --item images/b.png --text x --dir tiny");
    world
        .run("item image images/a.png -o seen.png --overlay --dir tiny")
        .ends(0);
    assert_eq!(super::world::everything(&world.path("tiny")), before);
}

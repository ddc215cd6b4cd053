//! Exit codes, standard input and the form of the output.

use std::io::Read;
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::world::World;

#[test]
fn the_code_tells_how_it_ended() {
    let world = World::new().tiny();
    let cases = [
        ("", 0, ""),
        ("--help", 0, ""),
        ("--version", 0, ""),
        ("item list --dir tiny", 0, ""),
        ("item list --demo --filter verdict:rejected", 0, ""),
        // 1: some of it failed
        (
            "item accept images/c.png nothing --dir tiny --yes",
            1,
            "nothing: there is no such item",
        ),
        // 2: it makes no sense
        ("nonsense", 2, "unrecognized subcommand"),
        ("item", 2, "Usage"),
        ("item list --demo --dir tiny", 2, "cannot be used with"),
        ("item list --json --jsonl --demo", 2, "cannot be used with"),
        ("item list --dir tiny --batch 0", 2, "--batch"),
        ("item list", 2, "say where"),
        (
            "item list --dir tiny --mine --filter colour:red",
            2,
            "--filter: no field 'colour'",
        ),
        (
            "project list --dir tiny --mine",
            2,
            "only work has an assignee",
        ),
        (
            "task list --dir tiny --job 1-100",
            2,
            "a job has no tasks below it",
        ),
        ("item list --dir tiny/instances.json", 2, "is a file"),
        (
            "job transition 1-100 --to done --dir tiny",
            2,
            "cannot be reached",
        ),
        (
            "item accept images/a.png images/b.png --dir tiny",
            2,
            "add --yes",
        ),
        (
            "issue open --item images/a.png --text x --at 1,2,3 --dir tiny",
            2,
            "--at takes",
        ),
        (
            "annotation accept images/a.png --dir tiny",
            2,
            "ITEM#ANNOTATION",
        ),
        ("outbox drop x", 2, "an operation's id looks like"),
        ("demo", 2, "no terminal"),
        ("open tiny", 2, "no terminal"),
        // 3: it may not be done
        (
            "item accept images/a.png --dir tiny --read-only",
            3,
            "read-only",
        ),
        (
            "task transition all --to completed --dir tiny",
            3,
            "follows from its jobs",
        ),
        // 4: it is not there
        ("item list --dir nowhere", 4, "there is no folder nowhere"),
        ("open nowhere", 4, "there is no folder nowhere"),
        ("item show nothing --dir tiny", 4, "there is no such item"),
        (
            "job list --account nobody",
            4,
            "no account is named 'nobody'",
        ),
        ("item accept nothing --dir tiny", 4, "there is no such item"),
        (
            "annotation reject 'images/a.png#99' --dir tiny",
            4,
            "no such annotation",
        ),
        ("issue show 77 --dir tiny", 4, "no such issue"),
        ("outbox drop 00000000deadbeef-1", 4, ""),
        (
            "item show vidimus://demo/o:library/p:none",
            2,
            "names a project",
        ),
    ];
    for (line, code, words) in cases {
        let ran = world.run(line);
        assert_eq!(ran.code, code, "{line}\n{}\n{}", ran.out, ran.err);
        assert!(ran.err.contains(words), "{line}: {}", ran.err);
        let silent = code == 0 || line.contains("--json") || ran.out.is_empty();
        assert!(silent, "{line}: {}", ran.out);
    }
}

#[test]
fn without_a_command_the_welcome_tells_what_to_do() {
    let ran = World::new().run("").ends(0);
    for word in ["vidimus demo", "vidimus open", "--help"] {
        assert!(ran.out.contains(word), "{}", ran.out);
    }
}

#[test]
fn ids_come_from_standard_input() {
    let world = World::new().tiny();
    let listed = world.run("item list --dir tiny").ends(0).out;
    assert_eq!(listed.lines().count(), 3);
    // What a list prints into a pipe is what `-` reads, and the links say where.
    world
        .feed("item accept -", &listed)
        .ends(2)
        .says("add --yes");
    world
        .feed("item accept - --yes", &listed)
        .ends(0)
        .says("accepted 3 items: 3 done");
    let done = world.json("item list --dir tiny --filter verdict:accepted");
    assert_eq!(done["total"], 2);
    let empty = world.json("item list --dir tiny --filter verdict:verified_empty");
    assert_eq!(empty["total"], 1);
    world
        .feed(
            "item clear - images/a.png --yes --dir tiny",
            "images/b.png\timages\n\n",
        )
        .ends(0);
    assert_eq!(
        world.json("item list --dir tiny --filter verdict:accepted")["total"],
        0
    );
    world
        .feed("item accept - --dir tiny", "\n")
        .ends(2)
        .says("named no id");
    world
        .feed("item accept - --dir tiny", "one\ntwo\n")
        .ends(4)
        .says("two: there is no such item");
}

#[test]
fn a_second_account_of_the_same_state_is_found_by_its_link() {
    let world = World::new().tiny();
    let link = world.json("item list --dir tiny")["items"][0]["link"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(world.json(&format!("item show {link}"))["link"], link);
    // Elsewhere nobody knows that folder.
    world
        .run(&format!("item show {link} --state other"))
        .ends(4)
        .says("open its folder");
}

#[test]
fn whoever_has_read_enough_is_no_failure() {
    let world = World::new();
    let mut child = world
        .command("item list --demo -n 0 --jsonl")
        .spawn()
        .unwrap();
    let mut some = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut some).unwrap();
    let done = child.wait_with_output().unwrap();
    assert_eq!(
        done.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    assert!(done.stderr.is_empty());
}

#[test]
fn an_interrupt_ends_with_130() {
    let world = World::new().tiny();
    let mut command = world.command("item accept - --dir tiny --json");
    command.stdin(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let pid = rustix::process::Pid::from_child(&child);
    let input = child.stdin.take();
    wait_until_heard(child.id());
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
    let done = child.wait_with_output().unwrap();
    drop(input);
    let err = String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.code(), Some(130), "{err}");
    assert!(err.contains("interrupted"), "{err}");
    let value: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    super::shape::check(&value, "failure");
    assert_eq!(value["errors"][0]["kind"], "interrupted");
}

#[test]
fn a_pipe_gets_tabs_and_no_head() {
    let world = World::new().tiny();
    let ran = world.run("job list --dir tiny").ends(0);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 1);
    let cells: Vec<&str> = lines[0].split('\t').collect();
    assert!(cells[0].starts_with("vidimus://local-"), "{cells:?}");
    assert_eq!(
        cells[1..],
        [
            "instances/all/1-100",
            "validation/new",
            "-",
            "-",
            "0/3",
            "0",
            "0",
            "-"
        ]
    );
    assert!(ran.err.is_empty(), "{}", ran.err);
}

/// Waits until the program takes interrupts itself; before that, one would simply end it.
fn wait_until_heard(pid: u32) {
    let since = Instant::now();
    let caught = || -> Option<bool> {
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
        let mask = status.lines().find_map(|l| l.strip_prefix("SigCgt:"))?;
        // Signal 2 is the second bit.
        Some(u64::from_str_radix(mask.trim(), 16).ok()? & 2 != 0)
    };
    while since.elapsed() < Duration::from_secs(20) && caught() == Some(false) {
        std::thread::sleep(Duration::from_millis(2));
    }
    if caught().is_none() {
        // Where there is no such file, starting is given some time.
        std::thread::sleep(Duration::from_secs(1));
    }
}

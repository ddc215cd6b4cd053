//! Help, completions and the man page: made by the program, current, and true.

use std::collections::VecDeque;
use std::path::Path;

use super::world::World;

/// The committed copies, and the command that makes each. To renew one:
/// `vidimus man > assets/vidimus.1`, `vidimus completions bash > assets/completions/vidimus.bash`.
const COPIES: [(&str, &str); 4] = [
    ("assets/completions/vidimus.bash", "completions bash"),
    ("assets/completions/_vidimus", "completions zsh"),
    ("assets/completions/vidimus.fish", "completions fish"),
    ("assets/vidimus.1", "man"),
];

#[test]
fn the_committed_copies_are_current() {
    let world = World::new();
    for (file, line) in COPIES {
        let made = world.run(line).ends(0).out;
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(made == kept, "{file} is old: vidimus {line} > {file}");
    }
}

/// Every command's `--help`, with the command as words.
fn all_help(world: &World) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = VecDeque::from([String::new()]);
    while let Some(words) = open.pop_front() {
        let help = world.run(&format!("{words} --help")).ends(0).out;
        let below = help.lines().skip_while(|line| *line != "Commands:").skip(1);
        for line in below.take_while(|line| !line.is_empty()) {
            if let Some(name) = line
                .strip_prefix("  ")
                .and_then(|line| line.split(' ').next())
                && !name.is_empty()
            {
                open.push_back(format!("{words} {name}").trim().to_owned());
            }
        }
        found.push((words, help));
    }
    found
}

#[test]
fn every_help_has_examples_and_those_of_the_demo_work() {
    let world = World::new();
    let help = all_help(&world);
    assert!(help.len() > 40, "{}", help.len());
    let mut tried = 0;
    for (words, text) in &help {
        let leaf = !text.contains("\nCommands:\n");
        assert!(
            !leaf || text.contains("Examples:"),
            "{words} has no examples"
        );
        let examples = text
            .lines()
            .filter_map(|line| line.trim().strip_prefix("vidimus "));
        for example in examples.filter(|line| {
            line.contains("--demo") && !line.starts_with("job list --demo --filter state:new |")
        }) {
            let line = example.split(['|', '>']).next().unwrap();
            let line = line.replace("  ", " ");
            world.run(line.trim()).ends(0);
            tried += 1;
        }
    }
    assert!(tried >= 12, "{tried}");
}

#[test]
fn the_example_with_two_programs_works() {
    let world = World::new();
    let new = world
        .run("job list --demo --state kept --filter state:new")
        .ends(0)
        .out;
    assert!(!new.is_empty());
    let line = "job transition - --to 'in progress' --demo --yes --state kept";
    world.feed(line, &new).ends(0);
    let left = world.json("job list --demo --state kept --filter state:new");
    assert_eq!(left["total"], 0);
}

#[test]
fn the_man_page_has_every_command() {
    let world = World::new();
    let page = world.run("man").ends(0).out;
    for (words, _) in all_help(&world) {
        let words = words.replace('-', "\\-");
        assert!(page.contains(&words), "{words} is not in the man page");
    }
}

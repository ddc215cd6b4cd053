//! `doctor`: facts in an order that people can read, problems, and never a secret.

use super::shape::check;
use super::world::World;

#[test]
fn facts_come_in_order() {
    let world = World::new().tiny();
    world
        .run("item accept images/a.png --dir tiny --queue --log info")
        .ends(0);
    let out = world.run("doctor").ends(0).out;
    let names: Vec<&str> = out
        .lines()
        .map(|line| line.get(..16).unwrap().trim_end())
        .collect();
    let wanted = [
        "vidimus",
        "user",
        "terminal",
        "columns",
        "rows",
        "colors",
        "graphics",
        "  because",
        "cell width",
        "cell height",
        "answered in ms",
        "remote",
        "inside tmux",
        "inside screen",
        "state usable",
        "state version",
        "open entries",
        "failed entries",
        "config",
        "state",
        "database",
        "credentials",
        "log",
        "cache",
        "problems",
    ];
    let mut once = names.clone();
    once.dedup();
    assert_eq!(once, wanted, "{out}");
    let fact = |name: &str| {
        let at = names.iter().position(|known| *known == name).unwrap();
        out.lines().nth(at).unwrap()[16..].trim().to_owned()
    };
    assert_eq!(
        (fact("state version"), fact("open entries")),
        ("2".into(), "1".into())
    );
    assert!(fact("database").ends_with("state.db (0600)"), "{out}");
    assert!(fact("log").ends_with("vidimus.log (0600)"), "{out}");
    assert_eq!(fact("problems"), "none");
}

#[test]
fn the_terminal_is_told_by_its_variables() {
    let world = World::new();
    type Variables = &'static [(&'static str, &'static str)];
    let cases: [(Variables, &str, &str); 4] = [
        (&[("TERM", "xterm-256color")], "/colors", "256"),
        (
            &[("TERM", "xterm"), ("COLORTERM", "truecolor")],
            "/colors",
            "24-bit",
        ),
        (
            &[("TERM", "tmux-256color"), ("TMUX", "/tmp/x,1,0")],
            "/tmux",
            "true",
        ),
        (
            &[("TERM", "xterm"), ("SSH_CONNECTION", "1 2 3 4")],
            "/remote",
            "true",
        ),
    ];
    for (variables, field, wanted) in cases {
        let mut command = world.command("doctor --json");
        command.envs(variables.iter().copied());
        let doctor = world.run_command(command, "").ends(0).json();
        check(&doctor, "doctor");
        let told = doctor["terminal"].pointer(field).unwrap().to_string();
        assert_eq!(told.trim_matches('"'), wanted, "{variables:?}");
        assert!(!doctor["terminal"]["how"].as_array().unwrap().is_empty());
    }
}

#[test]
fn no_secret_is_ever_told() {
    let world = World::new();
    let secret = "s3cr3t-t0ken";
    let configs = [
        format!(
            "[[account]]\nname = \"w\"\nkind = \"cvat\"\nurl = \"https://x\"\ntoken_command = \"echo {secret}\"\n"
        ),
        format!("[[account]]\nname = \"w\"\nkind = \"cvat\"\ntoken = \"{secret}\"\n"),
        format!("[[account]]\nname = \"w\"\nkind = \"cvat\"\npassword_env = {secret}\n"),
        format!("token = \"{secret}\"\n"),
    ];
    for config in configs {
        world.config(&config);
        for line in [
            "doctor",
            "doctor --json",
            "account list",
            "account list --json",
            "item list",
        ] {
            let mut command = world.command(line);
            for name in ["CVAT_TOKEN", "API_TOKEN", "LABEL_STUDIO_API_KEY", "W"] {
                command.env(name, secret);
            }
            let ran = world.run_command(command, "");
            assert!(
                !ran.out.contains(secret) && !ran.err.contains(secret),
                "{ran:?}"
            );
        }
    }
}

#[test]
fn accounts_and_their_problems() {
    let world = World::new().tiny();
    let tiny = world.path("tiny");
    world.config(&format!(
        "[[account]]\nname = \"here\"\nkind = \"local\"\npath = \"{}\"\nread_only = true\n\
         [[account]]\nname = \"gone\"\nkind = \"local\"\npath = \"/nowhere\"\n\
         [[account]]\nname = \"later\"\nkind = \"dataloop\"\n",
        tiny.display()
    ));
    let doctor = world.json("doctor");
    let usable: Vec<_> = doctor["accounts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["usable"].clone())
        .collect();
    assert_eq!(usable, [true, false, false]);
    let problems = doctor["problems"].to_string();
    assert!(
        problems.contains("account 'gone': there is no folder /nowhere"),
        "{problems}"
    );
    assert!(
        problems.contains("account 'later': dataloop comes with a later version"),
        "{problems}"
    );
    // The folder is the account, by either name.
    for place in ["--account here", "--dir tiny"] {
        let list = world.json(&format!("item list {place}"));
        assert!(
            list["items"][0]["link"]
                .as_str()
                .unwrap()
                .starts_with("vidimus://here/"),
            "{list}"
        );
        world
            .run(&format!("item accept images/a.png {place}"))
            .ends(3)
            .says("read-only");
    }
    world
        .run("item list --account later")
        .ends(2)
        .says("comes with a later version");
    world
        .run("item list --account gone")
        .ends(4)
        .says("/nowhere");
}

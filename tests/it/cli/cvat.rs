//! The program against a CVAT server: signing in, looking, deciding, and what goes wrong.

use std::process::Command;

use serde_json::{Value, json};

use super::shape::{check, check_list};
use super::world::{Ran, World};
use crate::platforms::cvat_world::sim::{Fault, Options, Sim};

/// The access tokens of the test server, by the number that it was made with.
fn token(number: u64) -> String {
    format!("simpat{number:02}.{:032x}", 0xace0_0000_u64 + number)
}

/// Reviewer, maintainer of an organization.
const REVIEWER: u64 = 1;
/// The same with a token that only reads.
const READER: u64 = 2;

struct Server {
    world: World,
    sim: Sim,
}

impl Server {
    fn new(options: Options) -> Self {
        Self {
            world: World::new(),
            sim: Sim::start(Options {
                anonymous_per_minute: None,
                ..options
            }),
        }
    }

    /// With the account `work` of the reviewer.
    fn signed_in() -> Self {
        let server = Self::new(Options::default());
        server.config("work", REVIEWER);
        server
    }

    fn config(&self, name: &str, number: u64) {
        let url = self.sim.url();
        let text = format!(
            "[[account]]\nname = \"{name}\"\nkind = \"cvat\"\nurl = \"{url}\"\ntoken_command = \"echo {}\"\n",
            token(number)
        );
        self.world.config(&text);
    }

    fn command(&self, line: &str) -> Command {
        self.world.command(&line.replace("URL", &self.sim.url()))
    }

    fn run(&self, line: &str) -> Ran {
        self.world.run_command(self.command(line), "")
    }

    /// Runs with a variable in the environment.
    fn with(&self, line: &str, name: &str, value: &str) -> Ran {
        let mut command = self.command(line);
        command.env(name, value);
        self.world.run_command(command, "")
    }

    fn json(&self, line: &str) -> Value {
        self.world.json(&line.replace("URL", &self.sim.url()))
    }

    fn kept(&self) -> String {
        std::fs::read_to_string(self.world.path("state/credentials.toml")).unwrap_or_default()
    }

    fn written(&self) -> String {
        std::fs::read_to_string(self.world.path("config.toml")).unwrap_or_default()
    }
}

#[test]
fn a_password_is_used_once_for_a_token_that_is_kept() {
    let server = Server::new(Options::default());
    server.world.config("# mine\n[ui]\nascii = true\n");
    let line = "account add work --url URL --username review1 --password-env PW --json";
    let added = server.with(line, "PW", "review1-pass").ends(0).json();
    check(&added, "account_added");
    assert_eq!(added["user"], "review1");
    assert!(added["server"].as_str().unwrap().contains("2.54"));
    let written = server.written();
    assert!(written.starts_with("# mine\n[ui]\nascii = true\n\n[[account]]\nname = \"work\"\n"));
    assert!(!written.contains("pass\""), "{written}");
    let kept = server.kept();
    assert!(
        kept.contains("[\"work\"]\ntoken = \"") && kept.contains('.'),
        "{kept}"
    );
    assert!(!kept.contains("review1-pass"));
    // From now on nothing but the token is needed.
    let checked = server.json("account check work");
    check_list(&checked, "proof");
    assert_eq!(checked["items"][0]["user"], "review1");
    server
        .with(line, "PW", "wrong")
        .ends(3)
        .says("not signed in");
    assert_eq!(server.kept(), kept);
}

#[cfg(unix)]
#[test]
fn the_file_of_secrets_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let server = Server::new(Options::default());
    let line = "account add work --url URL --token-stdin";
    let mut command = server.command(line);
    command.stdin(std::process::Stdio::piped());
    let ran = server
        .world
        .run_command(command, &format!("{}\n", token(REVIEWER)));
    ran.ends(0).says("work added");
    let file = server.world.path("state/credentials.toml");
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    server.run("job list --limit 1").ends(0);
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
    server.run("job list --limit 1").ends(3).says("chmod 600");
    let doctor = server.json("doctor");
    assert!(doctor["problems"].to_string().contains("chmod 600"));
}

#[test]
fn a_token_in_a_variable_is_proven_and_not_written_anywhere() {
    let server = Server::new(Options::default());
    let line = "account add work --url URL --token-env CVAT_TOKEN --organization roadlab";
    let secret = token(REVIEWER);
    let ran = server.with(line, "CVAT_TOKEN", &secret).ends(0);
    assert!(
        ran.out.contains("review1") && ran.out.contains("Road Lab"),
        "{}",
        ran.out
    );
    assert!(
        server
            .written()
            .contains("token_env = \"CVAT_TOKEN\"\norganization = \"roadlab\"\n")
    );
    for text in [server.written(), server.kept(), ran.out, ran.err] {
        assert!(!text.contains(&secret), "{text}");
    }
    server
        .run("job list")
        .ends(3)
        .says("CVAT_TOKEN, which it names, is not set; sign in with: vidimus account add work");
    let bad = server.with(line, "CVAT_TOKEN", "simpat01.0000").ends(3);
    assert!(!bad.err.contains("simpat01.0000"), "{}", bad.err);
}

#[test]
fn a_token_that_only_reads_makes_the_account_read_only() {
    let server = Server::new(Options::default());
    server.config("work", READER);
    let checked = server.json("account check")["items"][0].clone();
    assert_eq!(checked["read_only"], true);
    assert!(checked["works"].as_bool().unwrap());
    let job = server.json("job list --limit 1")["items"][0]["id"].clone();
    let job = job.as_str().unwrap().to_owned();
    server
        .run(&format!("job transition {job} --to completed"))
        .ends(3)
        .says("not allowed");
}

#[test]
fn what_is_missing_or_wrong_is_said_before_anything_is_kept() {
    let server = Server::new(Options::default());
    let cases = [
        ("account add", "needs --url ADDRESS"),
        ("account add --url URL", "needs a name"),
        ("account add work --url URL", "a way to sign in"),
        ("account add work --url cvat.lan", "\"https://cvat.lan\""),
        (
            "account add 'a b' --url URL --token-env T",
            "1 to 64 letters",
        ),
        (
            "account add work --url URL --token-env a.b",
            "not its value",
        ),
        (
            "account add work --url URL --token-env T --username u",
            "cannot be used with",
        ),
        ("account check", "vidimus account add"),
        ("inbox list", "vidimus account add"),
    ];
    for (line, says) in cases {
        server.run(line).ends(2).says(says);
    }
    server
        .run("account check nobody")
        .ends(4)
        .says("no account is named");
    server.run("account remove nobody --yes").ends(4);
    assert_eq!(
        (server.written(), server.kept()),
        (String::new(), String::new())
    );
}

#[test]
fn signing_in_anew_leaves_what_is_queued() {
    let server = Server::signed_in();
    let item = first_item(&server);
    server.run(&format!("item accept {item} --queue")).ends(0);
    let before = server.written();
    let again = server.json("account add work");
    check(&again, "account_added");
    assert_eq!(
        (again["queued"].as_u64(), server.written()),
        (Some(1), before)
    );
    server
        .run("account add work --url http://elsewhere.lan")
        .ends(2)
        .says("remove it first");
    server.run("account remove work").ends(2).says("--yes");
    let removed = server.run("account remove work --yes --json").ends(0);
    check(&removed.json(), "account_removed");
    removed.says("1 operations still wait");
    assert!(!server.written().contains("work"));
    assert_eq!(server.json("outbox list")["total"], 1);
}

#[test]
fn check_says_what_is_wrong_with_an_address() {
    let server = Server::signed_in();
    let checked = server.json("account check work");
    assert_eq!(checked["items"][0]["problems"], json!([]), "{checked}");
    server.sim.fault(Fault {
        times: 0,
        ..Fault::new("*", "html")
    });
    let ran = server.run("account check --json");
    assert_ne!(ran.code, 0);
    check_list(&ran.json(), "proof");
    assert_eq!(ran.json()["items"][0]["works"], false);
    server.sim.clear_faults();
    let mut server = server;
    server.sim.stop();
    server
        .run("account check")
        .ends(5)
        .says("refuses the connection");
    let tls = Server::new(Options {
        tls: true,
        ..Options::default()
    });
    let line = "account add work --url URL --token-env T";
    tls.with(line, "T", &token(REVIEWER))
        .ends(5)
        .says("ca_file");
    let insecure = format!("{line} --insecure");
    tls.with(&insecure, "T", &token(REVIEWER)).ends(0);
    assert!(tls.written().contains("insecure = true"));
    let pem = tls.world.write("own.pem", tls.sim.certificate().unwrap());
    let other = World::new();
    let line = format!("{line} --ca-file {}", pem.display()).replace("URL", &tls.sim.url());
    let mut command = other.command(&line);
    command.env("T", token(REVIEWER));
    other.run_command(command, "").ends(0);
}

#[test]
fn lists_of_a_server_keep_their_shape_and_place() {
    let server = Server::signed_in();
    for (line, shape) in [
        ("org list", "row"),
        ("project list", "row"),
        ("task list", "row"),
        ("job list", "row"),
        ("job list --mine", "row"),
        ("issue list", "issue"),
        ("inbox list", "inbox_entry"),
        ("account list", "account"),
    ] {
        check_list(&server.json(line), shape);
    }
    let jobs = server.json("job list --limit 0");
    let all = jobs["items"].as_array().unwrap();
    assert_eq!(jobs["total"].as_u64().unwrap(), all.len() as u64);
    assert!(
        all.iter()
            .all(|row| row["link"].as_str().unwrap().contains("/t:")),
        "{jobs}"
    );
    let some = server.json("job list --filter stage:validation");
    let rows = some["items"].as_array().unwrap();
    assert!(!rows.is_empty() && rows.iter().all(|row| row["stage"] == "validation"));
    let job = rows[0]["id"].as_str().unwrap().to_owned();
    check(&server.json(&format!("job show {job}")), "node");
    check_list(&server.json(&format!("item list --job {job}")), "row");
    let task = server.json("task list --limit 1")["items"][0]["id"].clone();
    let figures = server.json(&format!("task figures {}", task.as_str().unwrap()));
    check(&figures, "figures");
}

#[test]
fn ids_links_and_web_addresses_name_the_same_node() {
    let server = Server::signed_in();
    let item = first_item(&server);
    let shown = server.json(&format!("item show {item}"));
    check(&shown, "item");
    let link = shown["link"].as_str().unwrap();
    let (job, frame) = item.split_once('/').unwrap();
    let detail = server.json(&format!("job show {job}"));
    let web = detail["web"].as_str().unwrap().to_owned();
    assert!(web.starts_with(&server.sim.url()), "{web}");
    for name in [link.to_owned(), format!("{web}?frame={frame}")] {
        assert_eq!(
            server.json(&format!("item show {name}"))["link"],
            link,
            "{name}"
        );
    }
    assert_eq!(
        server.json(&format!("job show {web}"))["link"],
        detail["link"]
    );
    server
        .run("job show https://elsewhere.lan/tasks/1/jobs/1")
        .ends(4);
    server.run("job show 987654").ends(4);
    server.run(&format!("item show {job}/987654")).ends(4);
}

/// The first frame of the first ordinary job, as `JOB/FRAME`.
fn first_item(server: &Server) -> String {
    let jobs = server.json("job list --filter 'stage:validation'");
    let job = jobs["items"][0]["id"].as_str().unwrap().to_owned();
    let items = server.json(&format!("item list --job {job}"));
    format!("{job}/{}", items["items"][0]["id"].as_str().unwrap())
}

#[test]
fn a_review_from_the_first_look_to_the_hand_back() {
    let mut server = Server::signed_in();
    let item = first_item(&server);
    let job = item.split_once('/').unwrap().0.to_owned();
    // See.
    let file = server.world.path("seen.png");
    server
        .run(&format!(
            "item image {item} -o {} --overlay",
            file.display()
        ))
        .ends(0);
    assert!(std::fs::metadata(&file).unwrap().len() > 100);
    // Judge: here alone, and the issue at the server.
    let rejected = server.json(&format!("item reject {item} --reason 'loose box'"));
    check(&rejected, "written");
    assert_eq!(
        (&rejected["done"], &rejected["failed"]),
        (&json!(2), &json!(0)),
        "{rejected}"
    );
    let shown = server.json(&format!("item show {item}"));
    assert_eq!(shown["judgement"]["verdict"], "rejected");
    assert_eq!(shown["judgement"]["by"], "review1");
    let issue = shown["issues"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&issue["text"], &issue["owner"]),
        (&json!("loose box"), &json!("review1"))
    );
    let id = issue["id"].as_str().unwrap().to_owned();
    // Talk.
    server
        .run(&format!("issue comment {id} --text 'see the left edge'"))
        .ends(0);
    server
        .run(&format!("issue edit {id} --text 'very loose box'"))
        .ends(0);
    server.run(&format!("issue resolve {id}")).ends(0);
    let thread = server.json(&format!("issue show {id}"));
    check(&thread, "issue_shown");
    assert_eq!(
        (&thread["text"], &thread["resolved"]),
        (&json!("very loose box"), &json!(true))
    );
    assert_eq!(thread["comments"].as_array().unwrap().len(), 2);
    server.run(&format!("issue reopen {id}")).ends(0);
    // Hand over and back again, by the inverse.
    let before = server.json(&format!("job show {job}"));
    server.run(&format!("job assign {job} --to annot1")).ends(0);
    assert_eq!(
        server.json(&format!("job show {job}"))["assignee"],
        "annot1"
    );
    let back = before["assignee"].as_str().unwrap_or("none");
    server.run(&format!("job assign {job} --to {back}")).ends(0);
    assert_eq!(
        server.json(&format!("job show {job}"))["assignee"],
        before["assignee"]
    );
    server
        .run(&format!(
            "job transition {job} --stage acceptance --state completed"
        ))
        .ends(0);
    let moved = server.json(&format!("job show {job}"));
    assert_eq!(
        (&moved["stage"], &moved["state"]),
        (&json!("acceptance"), &json!("completed"))
    );
    let to = format!(
        "{}/{}",
        before["stage"].as_str().unwrap(),
        before["state"].as_str().unwrap()
    );
    server
        .run(&format!("job transition {job} --to '{to}'"))
        .ends(0);
    // Gone again, and the server starts anew in between: the verdict is still known here.
    server.run(&format!("issue delete {id} --yes")).ends(0);
    server.run(&format!("issue show {id}")).ends(4);
    server.sim.restart();
    let shown = server.json(&format!("item show {item}"));
    assert_eq!(shown["judgement"]["verdict"], "rejected");
    let report = server.json(&format!("report --job {job}"));
    check(&report, "report");
    assert_eq!(report["verdicts_local"], true);
    assert_eq!(report["summary"]["rejected"], 1);
}

#[test]
fn what_others_changed_meanwhile_is_a_conflict() {
    let server = Server::signed_in();
    let item = first_item(&server);
    let job = item.split_once('/').unwrap().0.to_owned();
    server
        .run(&format!("job transition {job} --to completed --queue"))
        .ends(0);
    let number = job.parse().unwrap();
    server
        .sim
        .edit("job", number, json!({"state": "rejected"}))
        .unwrap();
    let ran = server.run("outbox push --json");
    assert_eq!(ran.code, 1, "{}\n{}", ran.out, ran.err);
    check(&ran.json(), "sent");
    let failed = &server.json("outbox list")["items"][0];
    assert_eq!(failed["delivery"], "failed");
    let id = failed["id"].as_str().unwrap().to_owned();
    server.run(&format!("outbox drop {id}")).ends(0);
}

#[test]
fn a_server_that_is_away_keeps_what_is_queued() {
    let mut server = Server::signed_in();
    let item = first_item(&server);
    let job = item.split_once('/').unwrap().0.to_owned();
    server
        .run(&format!("job transition {job} --to completed --queue"))
        .ends(0);
    server.sim.stop();
    let ran = server.run("outbox push").ends(5).says("kept in the outbox");
    assert!(ran.err.contains("1 waiting"), "{}", ran.err);
    server.run(&format!("job show {job}")).ends(5);
    server.sim.restart();
    server.run("outbox push").ends(0).says("1 sent");
    assert_eq!(
        server.json(&format!("job show {job}"))["state"],
        "completed"
    );
}

#[test]
fn a_long_list_comes_whole_in_order_with_few_requests_at_a_time() {
    let server = Server::new(Options {
        jobs: 20_000,
        ..Options::default()
    });
    let number = 4;
    server.config("work", number);
    server.sim.clear_log();
    let ran = server.run("job list --limit 0 --jsonl").ends(0);
    let ids: Vec<u64> = ran
        .json_lines()
        .iter()
        .map(|row| row["id"].as_str().unwrap().parse().unwrap())
        .collect();
    assert!(ids.len() >= 20_000, "{}", ids.len());
    assert!(ids.is_sorted());
    assert!(
        server.sim.max_parallel() <= 8,
        "{}",
        server.sim.max_parallel()
    );
    assert!(server.sim.log().len() < 40, "{}", server.sim.log().len());
}

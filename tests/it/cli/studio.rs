//! The program against a Label Studio server: signing in, levels without jobs, whole results,
//! texts, and commands of the platform.

use std::process::Stdio;

use serde_json::{Value, json};

use super::shape::{check, check_list};
use super::world::{Ran, World};
use crate::platforms::studio_world::sim::{Options, Sim};

/// A member of the test server's organization.
const USER: u64 = 2;

struct Server {
    world: World,
    sim: Sim,
}

impl Server {
    fn new(options: Options) -> Self {
        Self {
            world: World::new(),
            sim: Sim::start(options),
        }
    }

    /// With the account `studio`, and more keys for it.
    fn signed_in(options: Options, more: &str) -> Self {
        let server = Self::new(options);
        let (url, token) = (server.sim.url(), server.token());
        server.world.config(&format!(
            "[[account]]\nname = \"studio\"\nkind = \"label-studio\"\nurl = \"{url}\"\n\
             token_command = \"echo {token}\"\n{more}"
        ));
        server
    }

    /// The personal access token; on an old server the legacy one.
    fn token(&self) -> String {
        match self.sim.pat(USER) {
            none if none.is_empty() => self.sim.legacy(USER),
            token => token,
        }
    }

    fn run(&self, line: &str) -> Ran {
        self.world.run(&line.replace("URL", &self.sim.url()))
    }

    fn with(&self, line: &str, variables: &[(&str, &str)]) -> Ran {
        let mut command = self.world.command(&line.replace("URL", &self.sim.url()));
        command.envs(variables.iter().copied());
        self.world.run_command(command, "")
    }

    fn json(&self, line: &str) -> Value {
        self.world.json(&line.replace("URL", &self.sim.url()))
    }

    /// Every row of a list.
    fn rows(&self, line: &str) -> Vec<Value> {
        let list = self.json(line);
        check_list(&list, "row");
        list["items"].as_array().unwrap().clone()
    }

    /// A project of this name, by its id.
    fn project(&self, name: &str) -> String {
        let rows = self.rows("project list");
        let found = rows.iter().find(|row| row["name"] == name);
        text(&found.unwrap_or_else(|| panic!("no {name} in {rows:?}"))["id"])
    }

    /// The first item with at least so many results that count, and their ids.
    fn item(&self, live: usize) -> (String, Vec<String>) {
        for project in self.rows("project list --limit 12") {
            let project = text(&project["id"]);
            for row in self.rows(&format!("item list --project {project} --limit 20")) {
                let item = text(&row["id"]);
                let list = self.json(&format!("result list {item}"));
                check_list(&list, "result");
                let counts = |one: &&Value| one["kind"] == "submitted" && one["skipped"] == false;
                let results = list["items"].as_array().unwrap();
                let ids: Vec<String> = results
                    .iter()
                    .filter(counts)
                    .map(|one| text(&one["result"]))
                    .collect();
                if ids.len() >= live {
                    return (item, ids);
                }
            }
        }
        panic!("no item with {live} results");
    }

    fn result(&self, item: &str, id: &str) -> Value {
        let list = self.json(&format!("result list {item}"));
        let all = list["items"].as_array().unwrap();
        all.iter().find(|one| one["result"] == id).unwrap().clone()
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

#[test]
fn the_kind_is_found_out_and_the_sdk_s_own_variables_are_enough() {
    let server = Server::new(Options::default());
    let token = server.token();
    let mut command = server.world.command(&format!(
        "account add studio --url {} --token-stdin --json",
        server.sim.url()
    ));
    command.stdin(Stdio::piped());
    let added = server.world.run_command(command, &format!("{token}\n"));
    let added = added.ends(0).json();
    check(&added, "account_added");
    assert_eq!(added["kind"], "label-studio");
    let written = std::fs::read_to_string(server.world.path("config.toml")).unwrap();
    assert!(written.contains("kind = \"label-studio\"") && !written.contains(&token));
    let url = server.sim.url();
    let both = [
        ("LABEL_STUDIO_URL", url.as_str()),
        ("LABEL_STUDIO_API_KEY", token.as_str()),
    ];
    let line = "account add mine --kind label-studio --review-marker";
    server.with(line, &both).ends(0);
    let written = std::fs::read_to_string(server.world.path("config.toml")).unwrap();
    assert!(written.contains("token_env = \"LABEL_STUDIO_API_KEY\"\nreview_marker = true\n"));
    server.with("account check mine", &both).ends(0);
    server
        .run("account check mine")
        .ends(3)
        .says("LABEL_STUDIO_API_KEY");
    server
        .run("account add studio --kind cvat")
        .ends(2)
        .says("on Label Studio");
    let other = "account add x --kind cvat --url URL --token-env T --review-marker";
    server
        .with(other, &[("T", "t")])
        .ends(2)
        .says("--review-marker");
}

#[test]
fn views_hold_items_and_a_page_of_the_web_interface_names_one() {
    let server = Server::signed_in(Options::default(), "");
    let (item, _) = server.item(1);
    let shown = server.json(&format!("item show {item}"));
    check(&shown, "item");
    let link = text(&shown["link"]);
    let project = link.split("/p:").nth(1).unwrap().split('/').next().unwrap();
    let views = server.rows(&format!("task list --project {project}"));
    assert_eq!(views[0]["id"], "all");
    let all = server.rows(&format!("item list --project {project} -n 0"));
    let same = server.rows(&format!("item list --task all --project {project} -n 0"));
    assert_eq!(all, same);
    let web = format!("URL/projects/{project}/data?task={item}");
    assert_eq!(
        server.json(&format!("item show {web}"))["id"],
        item.as_str()
    );
    server.run("item show 987654321").ends(4);
    server
        .run(&format!("job show {item}"))
        .ends(4)
        .says("no level 'job'");
    server.run("job list").ends(4).says("no level 'job'");
    let report = server.json(&format!("report --project {project}"));
    check(&report, "report");
    assert!(
        report["summary"]["results"].as_u64().unwrap() > 0,
        "{report}"
    );
}

#[test]
fn whole_results_are_judged_here_and_marked_there() {
    let server = Server::signed_in(Options::default(), "");
    let (item, ids) = server.item(2);
    let (first, second) = (&ids[0], &ids[1]);
    let done = server.json(&format!(
        "result reject {first} --item {item} --reason 'too wide'"
    ));
    check(&done, "written");
    assert_eq!((&done["done"], &done["failed"]), (&json!(2), &json!(0)));
    let judged = server.result(&item, first);
    assert_eq!(judged["judgement"]["verdict"], "rejected");
    assert_eq!(server.result(&item, second)["judgement"], Value::Null);
    assert_eq!(
        server.json(&format!("item show {item}"))["judgement"],
        Value::Null
    );
    let issue = &server.json(&format!("issue list --item {item}"))["items"][0];
    assert_eq!(issue["annotation"], first.as_str());
    server.run(&format!("result clear {item}#{first}")).ends(0);
    // One truth an item.
    for id in [first, second] {
        server.json(&format!("result truth {id} --item {item}"));
    }
    let truth = |id: &str| server.result(&item, id)["truth"].clone();
    assert_eq!((truth(first), truth(second)), (json!(false), json!(true)));
    let again = server.json(&format!("result truth {second} --item {item}"));
    assert_eq!(
        (&again["done"], &again["unchanged"]),
        (&json!(0), &json!(1))
    );
    server.json(&format!("result skip {first} --item {item}"));
    assert_eq!(server.result(&item, first)["skipped"], true);
    server.json(&format!("result unskip {first} --item {item}"));
    assert_eq!(server.result(&item, first)["skipped"], false);
    server
        .run(&format!("result accept {first}"))
        .ends(2)
        .says("--item");
    server
        .run(&format!("result truth 99999 --item {item}"))
        .ends(4);
}

#[test]
fn an_empty_result_is_handed_in_and_deleted_with_a_word_more() {
    let server = Server::signed_in(Options::default(), "");
    let (item, _) = server.item(1);
    server
        .run(&format!("result submit {item}"))
        .ends(4)
        .says("--skipped");
    let done = server.json(&format!("result submit {item} --skipped"));
    let made = text(&done["operations"][0]["created"]);
    assert_eq!(server.result(&item, &made)["skipped"], true);
    server
        .run(&format!("result delete {made} --item {item}"))
        .ends(2)
        .says("for good");
    server
        .run(&format!("result delete {made} --item {item} --yes"))
        .ends(0);
    server
        .run(&format!("result accept {made} --item {item}"))
        .ends(4);
}

#[test]
fn the_marker_is_written_where_it_is_wanted() {
    for (more, marked) in [("", false), ("review_marker = true\n", true)] {
        let server = Server::signed_in(Options::default(), more);
        let (item, ids) = server.item(2);
        server.sim.clear_log();
        server.json(&format!("result accept {} --item {item}", ids[0]));
        let log = server.sim.log();
        let patched = log.iter().any(|one| one.method == "PATCH");
        assert_eq!(patched, marked, "{log:?}");
        let judged = server.result(&item, &ids[0]);
        assert_eq!(judged["judgement"]["verdict"], "accepted");
    }
}

#[test]
fn a_command_of_the_platform_runs_on_what_is_named_alone() {
    let server = Server::signed_in(Options::default(), "");
    let (item, _) = server.item(1);
    let link = text(&server.json(&format!("item show {item}"))["link"]);
    let project = link.split("/p:").nth(1).unwrap().split('/').next().unwrap();
    let list = server.json(&format!("action list --project {project}"));
    check_list(&list, "action");
    let names: Vec<String> = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| text(&one["action"]))
        .collect();
    let name = "delete_tasks_predictions";
    assert!(names.iter().any(|one| one == name), "{names:?}");
    let line = format!("action run {name} {item} --project {project}");
    server.sim.clear_log();
    server.run(&line).ends(2).says("--yes");
    let nothing = format!("action run {name} - --project {project} --yes");
    server.world.feed(&nothing, "\n").ends(2);
    let wrote = |server: &Server| {
        server
            .sim
            .log()
            .iter()
            .any(|one| one.method == "POST" && one.path.contains("actions"))
    };
    assert!(!wrote(&server));
    let done = server.run(&format!("{line} --yes --json")).ends(0).json();
    check(&done, "written");
    assert!(wrote(&server));
    server
        .run(&format!(
            "action run no_such {item} --project {project} --yes"
        ))
        .ends(4)
        .says(name);
}

#[test]
fn a_text_is_read_with_its_spans_underlined() {
    let server = Server::signed_in(Options::default(), "");
    let project = server.project("Dialogue");
    let item = text(&server.rows(&format!("item list --project {project}"))[0]["id"]);
    let read = server.json(&format!("item text {item}"));
    check(&read, "item_text");
    assert_eq!(read["contents"][0]["kind"], "dialogue");
    let listed = server.json(&format!("item annotations {item}"));
    check(&listed, "annotations");
    let plain = server
        .run(&format!("item text {item} --width 60"))
        .ends(0)
        .out;
    assert!(plain.contains("~~~"), "{plain}");
    let picture = server.project("Bulk street");
    let item = text(&server.rows(&format!("item list --project {picture} -n 1"))[0]["id"]);
    server
        .run(&format!("item text {item}"))
        .ends(4)
        .says("nothing to read");
}

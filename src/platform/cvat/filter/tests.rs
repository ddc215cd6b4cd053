//! What is pushed for which query; and that the pushed part and the rest together are the query.

use proptest::prelude::*;
use serde_json::Value;

use super::*;

const NEW: Version = (2, 70);
const OLD: Version = (2, 54);

fn pushed(level: Level, raw: &str, version: Version) -> (String, String, String, String) {
    let pushed = split(level, &Query::parse(raw).unwrap(), version);
    let param = |name| {
        let found = pushed.params.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    (
        param("search"),
        param("filter"),
        param("sort"),
        pushed.here.to_string(),
    )
}

fn check(level: Level, raw: &str, version: Version, expected: [&str; 4]) {
    let (search, filter, sort, here) = pushed(level, raw, version);
    assert_eq!([&*search, &*filter, &*sort, &*here], expected, "{raw}");
}

#[test]
fn jobs_are_filtered_by_the_server() {
    let cases = [
        ("", ["", "", "", ""]),
        ("street", ["street", "", "", ""]),
        ("name:street bo", ["street bo", "", "", ""]),
        (
            "state:progress",
            ["", r#"{"==":[{"var":"state"},"in progress"]}"#, "", ""],
        ),
        (
            "stage:vali",
            ["", r#"{"==":[{"var":"stage"},"validation"]}"#, "", ""],
        ),
        ("stage:a !stage:none", ["", "", "", ""]),
        ("stage:none", ["", r#"{"==":[{"var":"id"},0]}"#, "", ""]),
        (
            "!state:completed",
            ["", r#"{"!":{"==":[{"var":"state"},"completed"]}}"#, "", ""],
        ),
        (
            "state:\"to review\"",
            [
                "",
                r#"{"or":[{"and":[{"==":[{"var":"stage"},"annotation"]},{"==":[{"var":"state"},"completed"]}]},{"and":[{"in":[{"var":"stage"},["validation","acceptance"]]},{"in":[{"var":"state"},["new","in progress"]]}]}]}"#,
                "",
                "",
            ],
        ),
        (
            "state:accepted",
            [
                "",
                r#"{"and":[{"in":[{"var":"stage"},["validation","acceptance"]]},{"==":[{"var":"state"},"completed"]}]}"#,
                "",
                "",
            ],
        ),
        ("assignee:none", ["", r#"{"!":{"var":"assignee"}}"#, "", ""]),
        (
            "!assignee:none",
            ["", r#"{"!":{"!":{"var":"assignee"}}}"#, "", ""],
        ),
        ("assignee:ana", ["ana", "", "", "assignee:ana"]),
        ("!assignee:ana", ["", "", "", "!assignee:ana"]),
        (
            "assignee:007",
            ["", r#"{"in":["007",{"var":"assignee"}]}"#, "", ""],
        ),
        (
            "type:truth",
            ["", r#"{"==":[{"var":"type"},"ground_truth"]}"#, "", ""],
        ),
        (
            "type:3d",
            ["", r#"{"==":[{"var":"dimension"},"3d"]}"#, "", ""],
        ),
        (
            "type:video",
            ["", r#"{"==":[{"var":"mode"},"interpolation"]}"#, "", ""],
        ),
        (
            "project:none",
            ["", r#"{"==":[{"var":"project_id"},null]}"#, "", ""],
        ),
        ("project:street", ["street", "", "", "project:street"]),
        (
            "task:7 id:12",
            ["", r#"{"==":[{"var":"id"},12]}"#, "", "task:7"],
        ),
        ("id:x", ["", r#"{"==":[{"var":"id"},0]}"#, "", ""]),
        (
            "issues>0 verdict:rejected",
            ["", "", "", "issues>0 verdict:rejected"],
        ),
        ("sort:-updated", ["", "", "-updated_date,-id", ""]),
        ("sort:name", ["", "", "task_name,-id", ""]),
        ("sort:-id", ["", "", "-id", ""]),
        ("\"two words\"", ["two words", "", "", "\"two words\""]),
        ("!street", ["", "", "", "!street"]),
    ];
    for (raw, expected) in cases {
        check(Level::Job, raw, NEW, expected);
    }
}

#[test]
fn older_servers_are_asked_with_care() {
    // Their search looks at stages and states too.
    check(Level::Job, "street", OLD, ["street", "", "", ""]);
    check(Level::Job, "new", OLD, ["new", "", "", "new"]);
    check(Level::Job, "type:video", OLD, ["", "", "", "type:video"]);
    check(Level::Task, "3d", OLD, ["3d", "", "", "3d"]);
    let replicas = |version| pushed(Level::Job, "type:replica", version).1;
    assert_eq!(replicas((2, 20)), r#"{"==":[{"var":"id"},0]}"#);
    assert_eq!(
        replicas((2, 30)),
        r#"{"==":[{"var":"type"},"consensus_replica"]}"#
    );
    assert_eq!(replicas((2, 80)), r#"{"==":[{"var":"type"},"replica"]}"#);
}

#[test]
fn tasks_and_projects_have_a_status() {
    for level in [Level::Task, Level::Project] {
        check(
            level,
            "state:accepted sort:state",
            NEW,
            [
                "",
                r#"{"==":[{"var":"status"},"completed"]}"#,
                "status,-id",
                "",
            ],
        );
        check(
            level,
            "stage:validation",
            NEW,
            ["", r#"{"==":[{"var":"id"},0]}"#, "", ""],
        );
        check(level, "owner:olga", NEW, ["olga", "", "", "owner:olga"]);
        check(level, "sort:-stage", NEW, ["", "", "", "sort:-stage"]);
    }
    let item = pushed(Level::Item, "street sort:name", NEW);
    assert_eq!(item.3, "street sort:name");
}

#[test]
fn values_are_escaped_and_conditions_joined() {
    let odd = pushed(Level::Job, "assignee:1\\2", NEW).1;
    assert_eq!(odd, r#"{"in":["1\\2",{"var":"assignee"}]}"#);
    let query = Query::parse("state:rejected").unwrap();
    let within = vec![equals("task_id", 7), unassigned()];
    let pushed = split_within(Level::Job, &query, NEW, within);
    let joined = r#"{"and":[{"==":[{"var":"task_id"},7]},{"!":{"var":"assignee"}},{"==":[{"var":"state"},"rejected"]}]}"#;
    assert_eq!(pushed.params, [("filter", joined.to_owned())]);
}

/// One job as the server knows it.
#[derive(Clone, Debug)]
struct Job {
    id: u64,
    task: (u64, &'static str),
    project: Option<(u64, &'static str)>,
    stage: &'static str,
    state: &'static str,
    assignee: &'static str,
    kind: &'static str,
    mode: &'static str,
    dimension: &'static str,
    issues: u64,
}

impl Job {
    fn matches(&self, query: &Query) -> bool {
        let kind = type_word(self.kind);
        let project = self.project.map_or("", |(_, name)| name);
        query.matches(&Asked {
            id: self.id,
            names: &[self.task.1, project, self.assignee],
            stage: self.stage,
            state: self.state,
            class: workflow::class(self.stage, self.state),
            assignee: self.assignee,
            owner: "",
            kinds: &[&kind, mode_word(self.mode), self.dimension],
            task: Some(self.task),
            project: self.project,
            issues: self.issues,
            items: 10,
        })
    }

    fn var(&self, name: &str) -> Value {
        let some = |text: &str| match text {
            "" => Value::Null,
            text => Value::from(text),
        };
        match name {
            "id" => self.id.into(),
            "task_id" => self.task.0.into(),
            "task_name" => self.task.1.into(),
            "project_id" => self.project.map_or(Value::Null, |(id, _)| id.into()),
            "project_name" => self.project.map_or(Value::Null, |(_, name)| name.into()),
            "stage" => self.stage.into(),
            "state" => self.state.into(),
            "assignee" => some(self.assignee),
            "type" => self.kind.into(),
            "mode" => self.mode.into(),
            "dimension" => self.dimension.into(),
            other => panic!("term '{other}' is not supported"),
        }
    }

    /// What the server makes of a parameter.
    fn serves(&self, version: Version, (name, value): &(&str, String)) -> bool {
        match *name {
            "search" => {
                let project = self.project.map_or("", |(_, name)| name);
                let mut fields = vec![self.task.1, project, self.assignee];
                if version < FREE_TEXT {
                    fields.extend([self.stage, self.state]);
                }
                let found = |word: &str| {
                    let has = |field: &&str| field.to_lowercase().contains(&word.to_lowercase());
                    fields.iter().any(has)
                };
                value.split_whitespace().all(found)
            }
            "filter" => truth(&self.value(&serde_json::from_str(value).unwrap())),
            _ => true,
        }
    }

    fn value(&self, logic: &Value) -> Value {
        let Value::Object(map) = logic else {
            return logic.clone();
        };
        let (operator, operands) = map.iter().next().unwrap();
        let operand = |at: usize| self.value(&operands[at]);
        let each = || {
            operands
                .as_array()
                .unwrap()
                .iter()
                .map(|one| truth(&self.value(one)))
        };
        match operator.as_str() {
            "var" => self.var(operands.as_str().unwrap()),
            "!" => (!truth(&self.value(operands))).into(),
            "==" => (operand(0) == operand(1)).into(),
            "and" => each().all(|holds| holds).into(),
            "or" => each().any(|holds| holds).into(),
            "in" => match operand(1) {
                Value::Array(all) => all.contains(&operand(0)).into(),
                Value::String(text) => text.contains(operand(0).as_str().unwrap()).into(),
                _ => false.into(),
            },
            other => panic!("operator {other} is not supported"),
        }
    }
}

fn truth(value: &Value) -> bool {
    !matches!(value, Value::Null | Value::Bool(false))
}

fn job() -> impl Strategy<Value = Job> {
    use prop::sample::select;
    let place = (
        1_u64..130,
        select(vec![
            (7, "Street 007"),
            (12, "annotation pilot"),
            (70, "Büro-straße, 2"),
        ]),
        select(vec![
            None,
            Some((1, "Street scenes")),
            Some((12, "new")),
            Some((3, "3D lab")),
        ]),
    );
    let work = (
        select(STAGES.to_vec()),
        select(STATES.to_vec()),
        select(vec!["", "ana", "Diana", "bo007", "none"]),
        select(vec!["annotation", "ground_truth"]),
        select(MODES.to_vec()),
        select(DIMENSIONS.to_vec()),
        0_u64..3,
    );
    (place, work).prop_map(|((id, task, project), work)| Job {
        id,
        task,
        project,
        stage: work.0,
        state: work.1,
        assignee: work.2,
        kind: work.3,
        mode: work.4,
        dimension: work.5,
        issues: work.6,
    })
}

fn query() -> impl Strategy<Value = Query> {
    use prop::sample::select;
    let name = select(vec![
        "",
        "name:",
        "state:",
        "stage:",
        "assignee:",
        "owner:",
        "type:",
        "task:",
        "project:",
        "id:",
        "reviewer:",
        "verdict:",
    ]);
    let value = select(vec![
        "none",
        "n",
        "new",
        "a",
        "an",
        "ana",
        "completed",
        "e",
        "ed",
        "rejected",
        "to",
        "\"to review\"",
        "doing",
        "accepted",
        "o",
        "validation",
        "street",
        "\"street 007\"",
        "007",
        "1",
        "12",
        "3d",
        "d",
        "video",
        "i",
        "images",
        "truth",
        "\"ground truth\"",
        "gt",
        "büro",
        "straße",
        "\"büro, 2\"",
        "scenes",
        "bo",
        "zzz",
        "'",
        "x\"y",
    ]);
    let sign = select(vec!["", "!"]);
    let term = (sign, name, value).prop_map(|(sign, name, value)| format!("{sign}{name}{value}"));
    let count = select(vec!["issues>0", "issues=0", "!issues<2"]).prop_map(str::to_owned);
    prop::collection::vec(prop_oneof![4 => term, 1 => count], 0..4)
        .prop_filter_map("a query", |terms| Query::parse(&terms.join(" ")).ok())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn the_pushed_part_and_the_rest_are_the_query(
        job in job(),
        query in query(),
        version in prop::sample::select(vec![(2, 15), (2, 54), (2, 65), (2, 80)]),
    ) {
        let pushed = split(Level::Job, &query, version);
        let served = pushed.params.iter().all(|param| job.serves(version, param));
        prop_assert_eq!(
            served && job.matches(&pushed.rest),
            job.matches(&query),
            "{:?} {:?}", pushed, job
        );
    }
}

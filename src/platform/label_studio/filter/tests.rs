//! What is pushed for which query; and that the pushed part and the rest together are the query.

use proptest::prelude::*;

use crate::model::StatusClass;
use crate::platform::label_studio::wire::User;

use super::super::status;
use super::super::wire::Task;
use super::*;

fn people() -> People {
    let users: Vec<User> = serde_json::from_str(
        r#"[{"id":2,"first_name":"Ana","last_name":"Lee","email":"ana@x"},
            {"id":3,"first_name":"Bob","email":"bob@x"},
            {"id":4,"first_name":"Anatol","email":"anatol@x"}]"#,
    )
    .unwrap();
    People::new(&users)
}

fn keys(names: &[(&str, bool)]) -> Vec<Key> {
    let key = |(name, plain): &(&str, bool)| Key {
        name: (*name).to_owned(),
        plain: *plain,
    };
    names.iter().map(key).collect()
}

fn labels() -> Vec<(String, String)> {
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    vec![
        pair("Car", "Car"),
        pair("pers", "person"),
        pair("Straße", "Straße"),
    ]
}

/// Conditions as `column operator value`, the conjunction, the order, what is left.
fn told(raw: &str, scene: &Scene<'_>) -> Result<(String, String, String), PlatformError> {
    let pushed = split(&Query::parse(raw).unwrap(), scene)?;
    let items: Vec<String> = pushed
        .items
        .iter()
        .map(|item| {
            let column = item["filter"].as_str().unwrap_or_default();
            let column = column.trim_start_matches("filter:tasks:");
            format!(
                "{column} {} {}",
                item["operator"].as_str().unwrap(),
                item["value"]
            )
        })
        .collect();
    let join = if pushed.any { " or " } else { " and " };
    let order = pushed.order.clone().unwrap_or_default();
    Ok((items.join(join), order, pushed.here.to_string()))
}

#[test]
fn tasks_are_filtered_by_the_server() {
    let (people, keys, labels) = (people(), keys(&[("image", true)]), labels());
    let scene = Scene {
        people: Some(&people),
        keys: &keys,
        labels: &labels,
        project: (7, "Street"),
        ..Scene::default()
    };
    let cases = [
        ("", "", "", ""),
        ("id:12", "id equal 12", "", ""),
        ("!id:12", "id not_equal 12", "", ""),
        ("id:x", "id less 1", "", ""),
        ("frame_00", r#"data.image contains "frame_00""#, "", ""),
        ("!frame", r#"data.image not_contains "frame""#, "", ""),
        ("straße", "", "", "straße"),
        ("state:completed", "is_labeled equal true", "", ""),
        ("!state:completed", "is_labeled equal false", "", ""),
        (
            "state:skipped",
            "is_labeled equal false and total_annotations equal 0 and cancelled_annotations greater 0",
            "",
            "",
        ),
        (
            "state:progress",
            "is_labeled equal false and total_annotations greater 0",
            "",
            "",
        ),
        (
            "state:draft",
            "is_labeled equal false and total_annotations equal 0 and cancelled_annotations equal 0 and draft_exists equal true",
            "",
            "",
        ),
        (
            "state:new",
            "is_labeled equal false and total_annotations equal 0 and cancelled_annotations equal 0 and draft_exists equal false",
            "",
            "",
        ),
        ("state:doing", "", "", "state:doing"),
        ("state:none", "id less 1", "", ""),
        ("assignee:none", "annotators empty true", "", ""),
        ("assignee:bob", "annotators contains 3", "", ""),
        (
            "assignee:ana",
            "annotators contains 2 or annotators contains 4",
            "",
            "",
        ),
        (
            "!assignee:ana",
            "annotators not_contains 2 and annotators not_contains 4",
            "",
            "",
        ),
        ("assignee:nobody", "id less 1", "", ""),
        ("assignee:\"user 9\"", "", "", "assignee:\"user 9\""),
        ("assignee:ana id:3", "id equal 3", "", "assignee:ana"),
        (
            "label:car",
            r#"annotations_results contains "\"Car\"""#,
            "",
            "",
        ),
        (
            "label:person",
            r#"annotations_results contains "\"pers\"""#,
            "",
            "",
        ),
        ("label:none", "total_annotations equal 0", "", ""),
        (
            "label:straße",
            r#"annotations_results contains "\"Straße\"" or annotations_results contains "\"Stra\\u00dfe\"""#,
            "",
            "",
        ),
        ("label:bus", r#"annotations_results contains "bus""#, "", ""),
        ("annotations>2", "total_annotations greater 2", "", ""),
        (
            "!annotations>2",
            "total_annotations less_or_equal 2",
            "",
            "",
        ),
        ("issues=0 items=1 stage:none", "", "", ""),
        ("issues>0", "id less 1", "", ""),
        ("project:street", "", "", ""),
        ("is:truth", "", "", "is:truth"),
        ("is:missing", "id less 1", "", ""),
        ("sort:-updated", "", "-tasks:updated_at", ""),
        ("sort:name", "", "", "sort:name"),
    ];
    for (raw, items, order, here) in cases {
        let expected = (items.to_owned(), order.to_owned(), here.to_owned());
        assert_eq!(told(raw, &scene).unwrap(), expected, "{raw}");
    }
    assert!(told("label:straße id:3", &scene).is_err());
}

#[test]
fn a_views_own_conditions_come_first() {
    let people = people();
    let view = |word: &str| {
        Base::of(Some(&json!({"conjunction": word, "items": [
            {"filter":"filter:tasks:a","operator":"equal","value":1},
            {"filter":"filter:tasks:b","operator":"equal","value":2}]})))
    };
    let scene = |base| Scene {
        people: Some(&people),
        base: Some(base),
        order: Some("-tasks:completed_at"),
        ..Scene::default()
    };
    let (and, or) = (view("and"), view("or"));
    let both = told("annotations>1", &scene(&and)).unwrap();
    assert_eq!(
        both.0,
        "a equal 1 and b equal 2 and total_annotations greater 1"
    );
    assert_eq!(both.1, "-tasks:completed_at");
    let either = told("annotations>1 stage:none sort:id", &scene(&or)).unwrap();
    let expected = ("a equal 1 or b equal 2", "tasks:id", "annotations>1");
    assert_eq!((&*either.0, &*either.1, &*either.2), expected);
    assert!(told("label:car", &scene(&or)).is_err());
    let several = told("assignee:ana", &scene(&and)).unwrap();
    assert_eq!(several.2, "assignee:ana");
}

#[test]
fn enterprise_works_its_own_statuses_and_people_out_here() {
    let people = people();
    let scene = Scene {
        enterprise: true,
        people: Some(&people),
        ..Scene::default()
    };
    for raw in ["state:accepted", "assignee:bob", "reviewer:bob", "issues>0"] {
        let (items, _, here) = told(raw, &scene).unwrap();
        assert_eq!((items.as_str(), here.as_str()), ("", raw));
    }
    assert_eq!(
        told("is:truth", &scene).unwrap().0,
        "ground_truth equal true"
    );
    let machine = Scene {
        told: true,
        ..Scene::default()
    };
    assert_eq!(told("state:created", &machine).unwrap().2, "state:created");
}

/// A task of a server, and what it says of it.
#[derive(Clone, Debug)]
struct Sample {
    id: u64,
    labelled: bool,
    annotations: u64,
    cancelled: u64,
    draft: bool,
    annotators: Vec<u64>,
    text: String,
    turns: String,
}

fn sample() -> impl Strategy<Value = Sample> {
    let people = proptest::sample::subsequence(vec![2, 3, 4], 0..3);
    let words = "(car|bus|frame_1|ana|7| ){0,3}";
    (
        1_u64..15,
        any::<bool>(),
        0_u64..4,
        0_u64..2,
        any::<bool>(),
        people,
        words,
        words,
    )
        .prop_map(
            |(id, labelled, annotations, cancelled, draft, annotators, text, turns)| Sample {
                id,
                labelled,
                annotations,
                cancelled,
                draft,
                annotators,
                text,
                turns,
            },
        )
}

impl Sample {
    fn json(&self) -> String {
        json!({
            "id": self.id, "is_labeled": self.labelled, "total_annotations": self.annotations,
            "cancelled_annotations": self.cancelled, "draft_exists": self.draft,
            "data": {"text": self.text, "turns": [{"author": "x", "text": self.turns}]},
        })
        .to_string()
    }

    /// Whether a server's condition holds.
    fn passes(&self, item: &Value) -> bool {
        let column = item["filter"].as_str().unwrap();
        let operator = item["operator"].as_str().unwrap();
        let (positive, base) = match operator.strip_prefix("not_") {
            Some(base) => (false, base),
            None => (true, operator),
        };
        let value = &item["value"];
        let contains = |text: &str| {
            let needle = value.as_str().unwrap().to_lowercase();
            text.to_lowercase().contains(&needle)
        };
        let number = |own: u64| {
            let bound = value.as_u64().unwrap();
            match base {
                "equal" => own == bound,
                "less" => own < bound,
                "greater" => own > bound,
                "less_or_equal" => own <= bound,
                "greater_or_equal" => own >= bound,
                other => unreachable!("{other}"),
            }
        };
        let turns = json!([{"author": "x", "text": self.turns}]).to_string();
        let holds = match column.strip_prefix("filter:tasks:").unwrap() {
            "id" => number(self.id),
            "total_annotations" => number(self.annotations),
            "cancelled_annotations" => number(self.cancelled),
            "is_labeled" => value.as_bool().unwrap() == self.labelled,
            "draft_exists" => value.as_bool().unwrap() == self.draft,
            "annotators" if base == "empty" => {
                self.annotators.is_empty() == value.as_bool().unwrap()
            }
            "annotators" => self.annotators.contains(&value.as_u64().unwrap()),
            "data.text" => contains(&self.text),
            "data.turns" => contains(&turns),
            other => unreachable!("{other}"),
        };
        holds == positive
    }
}

fn query() -> impl Strategy<Value = Query> {
    let term = prop_oneof![
        "id:[0-9]{1,2}",
        "(state|assignee|stage|name|is|project):(none|completed|new|draft|doing|todo|skipped|progress|to|ana|bob|user|7|truth|street|car)",
        "(annotations|items|issues|done)[<=>][0-3]",
        "(car|bus|frame|ana|7|a|none)",
    ];
    let term = (any::<bool>(), term).prop_map(|(negated, term)| match negated {
        true => format!("!{term}"),
        false => term,
    });
    proptest::collection::vec(term, 0..4).prop_map(|terms| Query::parse(&terms.join(" ")).unwrap())
}

proptest! {
    #[test]
    fn the_pushed_part_and_the_rest_are_the_query(
        query in query(),
        sample in sample(),
        plain: bool,
        any_view: bool,
        with_view: bool,
    ) {
        let people = people();
        let keys = match plain {
            true => keys(&[("text", true)]),
            false => keys(&[("text", true), ("turns", false)]),
        };
        let word = if any_view { "or" } else { "and" };
        let base = Base::of(Some(&json!({"conjunction": word, "items": [
            number("id", "less", 9), number("total_annotations", "equal", 1)]})));
        let scene = Scene {
            people: Some(&people),
            keys: &keys,
            project: (7, "Street"),
            base: with_view.then_some(&base),
            ..Scene::default()
        };
        let pushed = split(&query, &scene).unwrap();
        let json = sample.json();
        let task: Task<'_> = serde_json::from_str(&json).unwrap();
        let status = status::of_task(&task);
        let names: Vec<Text> = sample.annotators.iter().map(|id| people.name(*id)).collect();
        let asked = Asked {
            id: task.id,
            texts: Asked::texts_of(&task, &keys, "x"),
            state: &status.word,
            class: status.class,
            assignees: &names,
            annotations: task.total_annotations,
            project: (7, "Street"),
            ..Asked::default()
        };
        let passes = match pushed.any {
            true => pushed.items.iter().any(|item| sample.passes(item)),
            false => pushed.items.iter().all(|item| sample.passes(item)),
        };
        let in_view = match (with_view, any_view) {
            (false, _) => true,
            (true, true) => base.items.iter().any(|item| sample.passes(item)),
            (true, false) => base.items.iter().all(|item| sample.passes(item)),
        };
        let served = passes && pushed.rest.matches(&asked);
        prop_assert_eq!(served, in_view && query.matches(&asked), "{:?}", pushed);
    }

    #[test]
    fn no_condition_uses_an_operator_that_is_none(query in query()) {
        let (people, keys) = (people(), keys(&[("text", true)]));
        let scene = Scene { people: Some(&people), keys: &keys, ..Scene::default() };
        for item in split(&query, &scene).unwrap().items {
            let operator = item["operator"].as_str().unwrap().to_owned();
            prop_assert!(
                !["exists", "not_exists", "starts_with", "ends_with"].contains(&&*operator)
            );
            prop_assert!(!item["value"].is_null());
        }
    }
}

#[test]
fn classes_of_statuses_are_asked_for_too() {
    assert_eq!(Stage::Completed.class(), StatusClass::ToReview);
    let scene = Scene::default();
    let (items, _, here) = told("state:\"to review\"", &scene).unwrap();
    assert_eq!((&*items, &*here), ("is_labeled equal true", ""));
}

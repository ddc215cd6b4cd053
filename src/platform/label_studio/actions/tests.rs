//! Tests of commands.

use super::*;

fn action(raw: &str) -> Action {
    serde_json::from_str(raw).unwrap()
}

#[test]
fn a_command_without_tasks_is_none() {
    let why = included(&[]).unwrap_err();
    assert!(matches!(why, PlatformError::Denied(_)), "{why}");
    let ids = [Id::Number(4), Id::Number(2), Id::Number(4)];
    assert_eq!(included(&ids).unwrap(), [2, 4]);
    assert!(included(&[Id::name("all")]).is_err());
}

#[test]
fn what_takes_away_is_told_from_what_makes() {
    for (id, takes, again) in [
        ("delete_tasks", true, true),
        ("delete_tasks_annotations", true, true),
        ("remove_duplicates", true, true),
        ("retrieve_tasks_predictions", false, true),
        ("predictions_to_annotations", false, true),
        ("assign_tasks_somehow", false, false),
    ] {
        assert_eq!((destroys(id), is_repeatable(id)), (takes, again), "{id}");
    }
}

#[test]
fn forms_are_read_where_they_stand() {
    let lazy = action(r#"{"id": "x", "title": "X", "dialog": {"text": " Sure? ", "form": null}}"#);
    assert!(lazy.has_form() && lazy.own_form().is_none());
    assert_eq!(lazy.question().as_deref(), Some("Sure?"));
    let none = action(r#"{"id": "x", "title": "X", "dialog": {"type": "confirm"}}"#);
    assert!(!none.has_form() && none.question().is_none());
    let form = r#"[{"columnCount": 1, "fields": [{"type": "select", "name": "model_version",
        "label": "Choose predictions", "options": ["yolo-1", "", null], "value": ""}, 5]}]"#;
    let fields = wire::fields(&serde_json::from_str(form).unwrap());
    let told = input(&fields[0], &People::default());
    assert_eq!(told.title.as_str(), "Choose predictions");
    assert_eq!(told.choices, [("yolo-1".into(), "yolo-1".into())]);
    assert!(told.optional);
}

#[test]
fn annotators_are_offered_by_name() {
    let form = r#"[{"fields": [{"name": "annotator", "label": "Annotator",
        "options": [{"value": "2", "label": "Alice"}, 3]}]}]"#;
    let fields = wire::fields(&serde_json::from_str(form).unwrap());
    let users = r#"[{"id": 2, "first_name": "A. A."}, {"id": 3, "first_name": "Bob"}]"#;
    let people = People::new(&serde_json::from_str::<Vec<_>>(users).unwrap());
    let told = input(&fields[0], &people);
    let shown: Vec<&str> = told
        .choices
        .iter()
        .map(|(_, shown)| shown.as_str())
        .collect();
    assert_eq!(shown, ["Alice", "Bob"]);
    assert_eq!(told.choices[1].0.as_str(), "3");
}

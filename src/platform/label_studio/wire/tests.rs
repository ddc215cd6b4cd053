//! Recorded shapes and odd ones.

use super::*;

#[test]
fn tasks_of_lists_and_details_are_read() {
    let plain = r#"{"id":1,"drafts":[],"annotators":[],"inner_id":1,"cancelled_annotations":0,
        "total_annotations":3,"file_upload":null,"updated_by":[{"user_id":1}],
        "data":{"image":"/data/upload/1/36ca861b-frame_000.jpg"},"meta":{},
        "created_at":"2026-11-21T08:09:02.138682Z","is_labeled":true,"overlap":3,
        "unresolved_comment_count":0,"something_new":{"a":1}}"#;
    let task: Task<'_> = serde_json::from_str(plain).unwrap();
    assert_eq!(
        (task.id, task.total_annotations, task.is_labeled),
        (1, 3, true)
    );
    assert_eq!(task.updated_by.number(), Some(1));
    assert!(task.draft_exists.is_none() && task.completed_at.is_empty());
    let detail = r#"{"id":1,"file_upload":17,"updated_by":2,"annotators":[{"user_id":3}],
        "annotations":[{"id":5,"completed_by":{"id":2,"email":"a@b"},"result":[{"x":1}],
        "last_action":null,"was_cancelled":null},{"id":6,"completed_by":2,"result":null},7],
        "predictions":null,"state":null,"comments":"x"}"#;
    let task: Task<'_> = serde_json::from_str(detail).unwrap();
    assert_eq!(&*task.file_upload, "17");
    let (people, _) = task.annotators.read::<Person<'_>>("annotators");
    assert_eq!(people[0].number(), Some(3));
    let (annotations, broken) = task.annotations.read::<Annotation<'_>>("annotations");
    assert_eq!((annotations.len(), broken.len()), (2, 1));
    assert_eq!(annotations[0].result.unwrap().get(), r#"[{"x":1}]"#);
    assert!(annotations[1].result.is_none());
}

#[test]
fn every_project_field_may_be_missing() {
    let project: Project = serde_json::from_str(r#"{"id":3}"#).unwrap();
    assert_eq!((project.id, project.task_number), (3, None));
    let raw = r#"{"id":3,"title":null,"workspace":{"id":9,"title":"x"},"state":null,
        "created_by":{"id":1,"email":"a@b"},"permissions":null,"task_data_password":"hidden"}"#;
    let project: Project = serde_json::from_str(raw).unwrap();
    assert_eq!(project.workspace.map(Workplace::id), Some(9));
    assert!(!format!("{project:?}").contains("hidden"));
    let project: Project = serde_json::from_str(r#"{"id":3,"workspace":4}"#).unwrap();
    assert_eq!(project.workspace.map(Workplace::id), Some(4));
}

#[test]
fn roles_come_in_many_forms() {
    let role = |raw: &str| serde_json::from_str::<User>(raw).unwrap().role_code();
    for raw in [
        r#"{"role":"RE"}"#,
        r#"{"org_membership":{"role":"RE"}}"#,
        r#"{"organization_membership":[{"organization":1,"role":"RE"}]}"#,
    ] {
        assert_eq!(role(raw).as_deref(), Some("RE"), "{raw}");
    }
    assert_eq!(role(r#"{"id":1,"permissions":null}"#), None);
}

#[test]
fn a_comment_may_be_about_no_region() {
    let raw = r#"{"id":1,"text":"x","region_ref":null,"created_by":3,"is_resolved":false}"#;
    let comment: Comment<'_> = serde_json::from_str(raw).unwrap();
    assert!(comment.region_ref.region_id.is_empty());
}

//! Rows of the answers that a real server gave, and of answers that miss things.

use super::super::wire::{
    About, AccessToken, Comment, DataMeta, Issue, Job, Listed, ListedAs, Membership, Myself,
    Project, Task,
};
use super::*;

macro_rules! recorded {
    ($name:literal) => {
        include_str!(concat!(
            "../../../../tests/sim/cvat/recorded/",
            $name,
            ".json"
        ))
    };
}

fn job(raw: &str) -> Job<'_> {
    serde_json::from_str(raw).unwrap()
}

#[test]
fn recorded_jobs_become_rows() {
    let mut words = Worded::default();
    let one = job(recorded!("job_detail"));
    let row = one.row(&mut words, Style::default());
    assert_eq!(row.name.as_str(), "#1 frames 0–9");
    assert_eq!(
        (row.items, row.issues, row.class),
        (10, 4, StatusClass::ToReview)
    );
    assert_eq!(words.words.get(row.assignee).as_str(), "annot1");
    assert_eq!(row.updated_s, 1_795_249_934);
    let truth = job(recorded!("job_detail_ground_truth"));
    assert!(job_name(&truth, Style::default()).contains("ground truth"));
    assert_eq!(frame_count(&truth), 6);
    let replica = job(recorded!("job_detail_consensus_replica"));
    assert!(job_name(&replica, Style::default()).contains("replica of #23"));
    let listed: ListedAs<Job<'_>> = serde_json::from_str(recorded!("jobs_list")).unwrap();
    assert_eq!((listed.count, listed.results.len()), (19, 3));
    job(recorded!("job_patch_response"));
}

#[test]
fn what_newer_servers_tell_is_shown() {
    let newer = job(
        r#"{"id":7,"task_id":2,"type":"replica","parent_job_id":6,"start_frame":0,"stop_frame":4,
            "task_name":"night","project_name":"road","replicas_count":0,"dimension":"3d",
            "stage":"polishing","state":"paused","never_seen":{"a":[1]}}"#,
    );
    let with_task = Style { with_task: true };
    let name = job_name(&newer, with_task);
    assert_eq!(name.as_str(), "#7 night frames 0–4, replica of #6, 3d");
    let mut words = Worded::default();
    let row = newer.row(&mut words, with_task);
    assert_eq!(words.words.get(row.state).as_str(), "paused");
    let audio = job(r#"{"id":8,"type":"sounding","media_type":"audio"}"#);
    assert!(job_name(&audio, Style::default()).ends_with("sounding, audio"));
}

#[test]
fn only_the_id_is_needed() {
    for raw in [
        r#"{"id":3}"#,
        r#"{"id":3,"assignee":null,"frame_count":null,"issues":null,"stage":null,"task_id":null,
            "mode":null,"start_frame":null,"organization":null,"tasks":null,"jobs":null,
            "name":null,"size":null,"owner":null,"status":null,"updated_date":null}"#,
    ] {
        let mut words = Worded::default();
        assert_eq!(job(raw).row(&mut words, Style::default()).id, Id::Number(3));
        let task: Task<'_> = serde_json::from_str(raw).unwrap();
        assert!(task.row(&mut words, Style::default()).flags.troubled);
        let project: Project<'_> = serde_json::from_str(raw).unwrap();
        assert_eq!(project.row(&mut words, Style::default()).updated_s, 0);
    }
}

#[test]
fn recorded_tasks_and_projects_become_rows() {
    let mut words = Worded::default();
    let mut row = |raw: &str| {
        let task: Task<'_> = serde_json::from_str(raw).unwrap();
        task.row(&mut words, Style::default())
    };
    assert_eq!(row(recorded!("task_detail_video")).items, 18);
    assert!(!row(recorded!("task_detail_images_gt")).flags.troubled);
    // Keys are missing, not null, without data.
    assert!(row(recorded!("task_detail_no_data")).flags.troubled);
    row(recorded!("task_detail_consensus"));
    row(recorded!("task_detail_gt_pool"));
    let project: Project<'_> = serde_json::from_str(recorded!("project_detail")).unwrap();
    assert_eq!(project.tasks.count, 4);
    for list in [
        recorded!("projects_list"),
        recorded!("tasks_list"),
        recorded!("organizations_list"),
    ] {
        let listed: Listed<'_> = serde_json::from_str(list).unwrap();
        assert!(!listed.results.is_empty());
    }
}

#[test]
fn recorded_people_issues_and_media_are_read() {
    let me: Myself = serde_json::from_str(recorded!("users_self")).unwrap();
    assert_eq!((me.id, me.username.as_str()), (5, "review1"));
    let about: About = serde_json::from_str(recorded!("server_about")).unwrap();
    assert_eq!(super::super::who::version(&about.version), (2, 54));
    assert_eq!(super::super::who::version("v2.80.0-rc.1"), (2, 80));
    assert_eq!(super::super::who::version("of old"), (0, 0));
    let token: AccessToken = serde_json::from_str(recorded!("access_tokens_self")).unwrap();
    assert!(!token.read_only && token.value.is_none());
    let members: ListedAs<Membership<'_>> =
        serde_json::from_str(recorded!("memberships_self")).unwrap();
    assert_eq!(&*members.results[0].role, "maintainer");
    let issues: ListedAs<Issue<'_>> = serde_json::from_str(recorded!("issues_list")).unwrap();
    assert!(issues.results.iter().all(|issue| issue.comments.count > 0));
    let comments: ListedAs<Comment<'_>> =
        serde_json::from_str(recorded!("comments_list_issue")).unwrap();
    assert!(!comments.results.is_empty());
    let meta: DataMeta = serde_json::from_str(recorded!("data_meta_job_context_images")).unwrap();
    assert!(meta.frames.iter().any(|frame| frame.related_files > 0));
}

#[test]
fn times_are_read_in_every_form() {
    let at = 1_795_249_293;
    for raw in [
        "2026-11-21T08:21:33.475437Z",
        "2026-11-21T08:21:33Z",
        "2026-11-21T08:21:33",
        "2026-11-21T10:21:33+02:00",
    ] {
        assert_eq!(seconds(raw), at, "{raw}");
        assert_eq!(time(raw).seconds(), at, "{raw}");
    }
    for raw in [
        "1970-01-01T00:00:00Z",
        "2000-02-29T23:59:59Z",
        "2100-12-31T12:00:00Z",
    ] {
        assert_eq!(seconds(raw), time(raw).seconds(), "{raw}");
    }
    for raw in [
        "",
        "yesterday",
        "2026-13-41T99:99:99Z",
        "ä026-11-21T08:21:33Z",
    ] {
        assert_eq!(time(raw).0, 0, "{raw}");
    }
}

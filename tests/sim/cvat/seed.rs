//! The world at the start: the recorded answers of a real server, and what stood around them.

use super::Options;
use super::seed_content::{annotations, issues, labels};
use super::seed_tree::{jobs, projects, tasks};
use super::state::{AccessToken, Membership, Org, State, User, Work};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A recorded answer by its file name.
pub fn recorded(name: &str) -> Value {
    let text = match name {
        "cloudstorages_list" => include_str!("recorded/cloudstorages_list.json"),
        "comments_list_issue" => include_str!("recorded/comments_list_issue.json"),
        "consensus_settings" => include_str!("recorded/consensus_settings.json"),
        "events_post_response" => include_str!("recorded/events_post_response.json"),
        "guide" => include_str!("recorded/guide.json"),
        "issues_list" => include_str!("recorded/issues_list.json"),
        "job_annotations_all_shape_types" => {
            include_str!("recorded/job_annotations_all_shape_types.json")
        }
        "job_annotations_small_mask" => include_str!("recorded/job_annotations_small_mask.json"),
        "job_annotations_tracks" => include_str!("recorded/job_annotations_tracks.json"),
        "label_skeleton" => include_str!("recorded/label_skeleton.json"),
        "labels_project" => include_str!("recorded/labels_project.json"),
        "lambda_functions_unavailable" => {
            include_str!("recorded/lambda_functions_unavailable.json")
        }
        "quality_conflicts" => include_str!("recorded/quality_conflicts.json"),
        "quality_report_data" => include_str!("recorded/quality_report_data.json"),
        "quality_report_task" => include_str!("recorded/quality_report_task.json"),
        "quality_reports_list_jobs" => include_str!("recorded/quality_reports_list_jobs.json"),
        "quality_settings" => include_str!("recorded/quality_settings.json"),
        "request_task_import_failed" => include_str!("recorded/request_task_import_failed.json"),
        "server_about" => include_str!("recorded/server_about.json"),
        "server_formats" => include_str!("recorded/server_formats.json"),
        "server_plugins" => include_str!("recorded/server_plugins.json"),
        "validation_layout_task_gt_pool" => {
            include_str!("recorded/validation_layout_task_gt_pool.json")
        }
        "webhook_events" => include_str!("recorded/webhook_events.json"),
        "webhooks_list" => include_str!("recorded/webhooks_list.json"),
        other => panic!("no recording {other}"),
    };
    serde_json::from_str(text).expect("recorded JSON")
}

const DAY: &str = "2026-11-21T08:2";

pub fn at(n: u64) -> String {
    format!(
        "{DAY}{}:{:02}.{:06}Z",
        n / 60 % 10,
        n % 60,
        n * 7919 % 1_000_000
    )
}

fn users() -> BTreeMap<u64, User> {
    let rows: [(u64, &str, &str, &str, &[&str]); 9] = [
        (1, "admin", "Ada", "Min", &["admin"]),
        (2, "owner1", "Olga", "Owner", &["user"]),
        (3, "annot1", "Ann", "Otator", &["user"]),
        (4, "annot2", "Bob", "Worker", &["worker"]),
        (5, "review1", "Rita", "Reviewer", &["user"]),
        (6, "outsider", "Otto", "Side", &["user"]),
        (7, "newcomer@example.com", "", "", &["user"]),
        (8, "super1", "Sue", "Visor", &["user"]),
        (9, "crowd1", "Cleo", "Crowd", &["worker"]),
    ];
    rows.into_iter()
        .map(|(id, username, first, last, groups)| {
            let user = User {
                id,
                username: username.into(),
                first_name: first.into(),
                last_name: last.into(),
                email: if username.contains('@') {
                    username.into()
                } else {
                    format!("{username}@example.com")
                },
                // Fakes of this test server; nothing else knows them.
                password: format!("{username}-pass"),
                key: Some(format!("{:040x}", 0x5eed_0000 + id)),
                groups: groups.iter().map(|&group| group.into()).collect(),
                is_superuser: id == 1,
                is_active: true,
            };
            (id, user)
        })
        .collect()
}

fn access_tokens() -> BTreeMap<u64, AccessToken> {
    // Number, user, read-only, end.
    let rows = [
        (1, 5, false, None),
        (2, 5, true, None),
        (3, 3, false, None),
        (4, 1, false, None),
        (5, 5, false, Some("2026-01-01T00:00:00Z")),
        (6, 2, false, None),
    ];
    rows.into_iter()
        .map(|(id, user, read_only, expiry)| {
            let token = AccessToken {
                id,
                user,
                name: if read_only {
                    "read only"
                } else {
                    "vidimus test"
                }
                .into(),
                value: format!("simpat{id:02}.{:032x}", 0xace0_0000_u64 + id),
                read_only,
                expiry: expiry.map(str::to_owned),
                created: at(300),
                updated: at(300),
                last_used: None,
                revoked: false,
            };
            (id, token)
        })
        .collect()
}

fn orgs() -> BTreeMap<u64, Org> {
    let rows = [
        (
            1,
            "roadlab",
            "Road Lab",
            "Street scenes QA",
            2,
            json!({"email": "owner1@example.com"}),
        ),
        (2, "cellbio", "Cell Biology", "", 5, json!({})),
    ];
    rows.into_iter()
        .map(|(id, slug, name, description, owner, contact)| {
            let org = Org {
                id,
                slug: slug.into(),
                name: name.into(),
                description: description.into(),
                owner,
                contact,
                created: at(89 + id),
                updated: at(89 + id),
            };
            (id, org)
        })
        .collect()
}

fn members() -> BTreeMap<u64, Membership> {
    let rows = [
        (1, 2, 1, "owner", true),
        (2, 5, 2, "owner", true),
        (3, 5, 1, "maintainer", true),
        (4, 3, 1, "worker", true),
        (5, 4, 1, "worker", true),
        (6, 7, 1, "supervisor", false),
        (7, 8, 1, "supervisor", true),
        (8, 3, 2, "worker", true),
    ];
    rows.into_iter()
        .map(|(id, user, org, role, active)| {
            let member = Membership {
                id,
                user,
                org,
                role: role.into(),
                is_active: active,
                joined: active.then(|| at(90 + id)),
                invitation: (role != "owner").then(|| format!("INVITATIONKEY{id:051}")),
            };
            (id, member)
        })
        .collect()
}

/// Everything anew.
pub fn state(options: Options) -> State {
    let rows = |name: &str| -> BTreeMap<u64, Value> {
        let value = recorded(name);
        let list = value["results"]
            .as_array()
            .cloned()
            .unwrap_or_else(|| vec![value.clone()]);
        list.into_iter()
            .filter_map(|one| Some((one["id"].as_u64()?, one)))
            .collect()
    };
    let (issues, comments) = issues();
    let mut issue_counts = HashMap::new();
    for issue in issues.values() {
        *issue_counts.entry(issue.job).or_default() += 1;
    }
    let mut reports = rows("quality_reports_list_jobs");
    reports.extend(rows("quality_report_task"));
    let failed = recorded("request_task_import_failed");
    let rq_id = failed["id"].as_str().unwrap_or_default().to_owned();
    let work = Work {
        rq_id: rq_id.clone(),
        owner: 2,
        kind: "create:task".into(),
        target: "task".into(),
        project: None,
        task: Some(11),
        job: None,
        format: None,
        message: failed["message"].as_str().unwrap_or_default().into(),
        status: "failed".into(),
        polls_left: 0,
        created: at(490),
        finished: Some(at(491)),
        result_id: None,
        downloadable: false,
    };
    let mut numbers = options
        .version
        .split('.')
        .map(|part| part.parse().unwrap_or(0));
    let mut number = || numbers.next().unwrap_or(0);
    State {
        version: (number(), number(), number()),
        users: users(),
        access_tokens: access_tokens(),
        sessions: HashMap::new(),
        orgs: orgs(),
        members: members(),
        projects: projects(),
        tasks: tasks(),
        jobs: jobs(),
        issues,
        comments,
        labels: labels(),
        annotations: annotations(),
        guides: rows("guide"),
        reports,
        conflicts: rows("quality_conflicts"),
        settings: rows("quality_settings"),
        work: BTreeMap::from([(rq_id, work)]),
        issue_counts,
        next: HashMap::from([
            ("job", 1000),
            ("issue", 17),
            ("comment", 26),
            ("annotation", 500),
            ("access_token", 20),
            ("report", 40),
            ("conflict", 100),
        ]),
        generation: 0,
        cache: HashMap::new(),
        anonymous: Vec::new(),
        removed_jobs: BTreeSet::new(),
        options,
    }
}

//! What the client foretells is what the server answers: every user of the test server, against
//! every kind of job and every verb.

use serde_json::json;
use vidimus::model::{
    AccountId, Change, Id, Issue, Level, NodeRef, Permissions, Place, Role, Verb,
};
use vidimus::platform::cvat::CvatPlatform;
use vidimus::platform::cvat::rights::Membership;
use vidimus::platform::{Platform, PlatformError};

use super::cvat_world::*;

/// Ours in an organization (with and without holder), others', of crowd workers, of other
/// organizations, of personal workspaces.
const JOBS: [u64; 9] = [1, 4, 6, 8, 12, 15, 20, 21, 24];
const USERS: [u64; 8] = [1, 2, 3, 4, 5, 6, 8, 9];

/// An issue of that owner on a job's first frame, with one comment.
fn plant(sim: &Sim, job: u64, owner: u64) -> u64 {
    let id = 900 + job;
    let first = sim.state().job(job).unwrap().start;
    let made = "2026-11-21T08:24:23.779938Z";
    let issue = json!({
        "id": id, "job": job, "frame": first, "position": [1.0, 2.0], "owner": owner,
        "assignee": null, "resolved": false, "created": made, "updated": made
    });
    sim.edit("issue", id, issue).unwrap();
    let comment = json!({
        "id": id, "issue": id, "owner": owner, "message": "loose", "created": made, "updated": made
    });
    sim.edit("comment", id, comment).unwrap();
    id
}

fn planted(job: u64, id: u64) -> Issue {
    serde_json::from_value(json!({
        "id": id, "item": frame(job, 0), "place": {"kind": "item"}, "annotation": null,
        "assignee": null, "owner": "x", "at": 0, "resolved": false,
        "comments": [{"id": id, "author": "x", "at": 0, "text": "loose"}]
    }))
    .unwrap()
}

struct Asked {
    what: &'static str,
    target: NodeRef,
    change: Change,
    foretold: bool,
}

fn allowed(rights: &Result<Permissions, PlatformError>, verb: Verb) -> bool {
    rights
        .as_ref()
        .is_ok_and(|rights| rights.check(verb).is_ok())
}

/// Everything that can be asked about a job, with what the client says of it beforehand.
async fn questions(sim: &Sim, cvat: &CvatPlatform, id: u64, issue_id: u64) -> Vec<Asked> {
    let known = sim.state().job(id).unwrap();
    let who = |user: Option<u64>| {
        let name = sim.state().username(user);
        name.as_str().map(text)
    };
    let item = frame(id, known.start);
    let on_job = cvat.permissions(&job(id)).await;
    let on_item = cvat.permissions(&item).await;
    let issues = cvat.issues(&job(id)).await.unwrap_or_default();
    let own = issues
        .into_iter()
        .find(|one| one.id == Id::Number(issue_id));
    let on_issue = own.map(|one| one.rights).ok_or(PlatformError::Stopped);
    let now = state(&known.stage, &known.state);
    let other = if known.state == "rejected" {
        "new"
    } else {
        "rejected"
    };
    let stage = if known.stage == "acceptance" {
        "annotation"
    } else {
        "acceptance"
    };
    let to = |stage: &str, word: &str| Change::Transition {
        before: now.clone(),
        after: state(stage, word),
        handover: None,
    };
    let may_stage = match cvat.job(id).await {
        Ok(job) => {
            let standing = cvat.job_standing(&job).await.unwrap();
            standing.stage().is_ok()
        }
        Err(_) => false,
    };
    let planted = planted(id, issue_id);
    let in_issue = |what, verb, change| Asked {
        what,
        target: item.clone(),
        change,
        foretold: allowed(&on_issue, verb),
    };
    let comment = Id::Number(issue_id);
    vec![
        Asked {
            what: "state",
            target: job(id),
            change: to(&known.stage, other),
            foretold: allowed(&on_job, Verb::Transition),
        },
        Asked {
            what: "stage",
            target: job(id),
            change: to(stage, "new"),
            foretold: may_stage,
        },
        Asked {
            what: "assign",
            target: job(id),
            change: Change::Assign {
                role: Role::Assignee,
                before: who(known.assignee),
                after: None,
            },
            foretold: allowed(&on_job, Verb::Assign) || known.assignee.is_none() && on_job.is_ok(),
        },
        Asked {
            what: "open issue",
            target: item.clone(),
            change: Change::OpenIssue {
                place: Place::Item,
                annotation: None,
                text: text("loose"),
                assignee: None,
            },
            foretold: allowed(&on_item, Verb::OpenIssue),
        },
        in_issue(
            "comment",
            Verb::Comment,
            Change::Comment {
                issue: comment.clone(),
                text: text("really"),
            },
        ),
        in_issue(
            "resolve",
            Verb::Resolve,
            Change::Resolve {
                issue: comment.clone(),
                before: false,
                after: true,
            },
        ),
        in_issue(
            "edit comment",
            Verb::EditComment,
            Change::EditComment {
                issue: comment.clone(),
                comment: comment.clone(),
                before: text("loose"),
                after: text("tight"),
            },
        ),
        in_issue(
            "delete issue",
            Verb::DeleteIssue,
            Change::DeleteIssue {
                issue: Box::new(planted),
            },
        ),
    ]
}

#[tokio::test]
async fn every_prediction_about_jobs_and_issues_is_what_the_server_answers() {
    let sim = Sim::start(Options::default());
    let (mut yes, mut no) = (0, 0);
    for user in USERS {
        for id in JOBS {
            for owner in [OWNER, user] {
                sim.reset();
                let issue = plant(&sim, id, owner);
                let cvat = client(&sim, key(user));
                let outside = match cvat.standing(&job(id)).await {
                    Ok(standing) => standing.membership == Membership::Outsider && user != 1,
                    Err(_) => true,
                };
                for asked in questions(&sim, &cvat, id, issue).await {
                    let answer = send(&cvat, asked.target, asked.change).await;
                    let done = match &answer {
                        Ok(_) => true,
                        Err(PlatformError::Denied(_)) => false,
                        other => panic!("user {user}, job {id}, {}: {other:?}", asked.what),
                    };
                    let what = format!(
                        "user {user}, job {id}, issue of {owner}, {}: {answer:?}",
                        asked.what
                    );
                    assert!(done || !asked.foretold, "{what}");
                    // Of what cannot be seen nothing is offered, and little to those outside.
                    assert!(outside || done == asked.foretold, "{what}");
                    *(if done { &mut yes } else { &mut no }) += 1;
                    if done {
                        sim.reset();
                        plant(&sim, id, owner);
                    }
                }
            }
        }
    }
    assert!(yes > 200 && no > 200, "{yes} {no}");
}

#[tokio::test]
async fn every_prediction_about_tasks_and_projects_is_what_the_server_answers() {
    let sim = Sim::start(Options::default());
    let root = NodeRef::root(AccountId::new("road"));
    for user in USERS {
        for (level, kind, id) in [
            (Level::Task, "task", 1),
            (Level::Task, "task", 2),
            (Level::Task, "task", 6),
            (Level::Task, "task", 7),
            (Level::Project, "project", 1),
            (Level::Project, "project", 2),
            (Level::Project, "project", 3),
        ] {
            sim.reset();
            // Somebody holds it, so that taking it away is a change.
            sim.edit(kind, id, json!({"assignee": 8})).unwrap();
            let cvat = client(&sim, key(user));
            let node = root.child(level, Id::Number(id));
            let rights = cvat.permissions(&node).await;
            let change = Change::Assign {
                role: Role::Assignee,
                before: Some(text("super1")),
                after: None,
            };
            let answer = send(&cvat, node, change).await;
            let refused = matches!(answer, Err(PlatformError::Denied(_)));
            assert!(
                answer.is_ok() || refused,
                "user {user}, {kind} {id}: {answer:?}"
            );
            assert_eq!(
                answer.is_ok(),
                allowed(&rights, Verb::Assign),
                "user {user}, {kind} {id}: {answer:?}"
            );
        }
    }
}

#[tokio::test]
async fn whoever_only_holds_the_job_is_told_why_the_stage_is_not_his() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(ANNOTATOR));
    let known = cvat.job(1).await.unwrap();
    let moves = vidimus::platform::cvat::standing::transitions(&cvat, &known)
        .await
        .unwrap();
    for to in moves {
        let stays = to.to.stage.as_deref() == Some("validation");
        assert_eq!(to.denied.is_none(), stays, "{}", to.summary);
        if let Some(why) = to.denied {
            assert!(
                why.starts_with("only the task's or project's staff"),
                "{why}"
            );
        }
    }
}

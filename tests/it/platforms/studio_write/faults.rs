//! Every write against every fault: what is said, what is at the server afterwards, and that going
//! on leads to what one undisturbed sending leads to, never to more.

use serde_json::json;
use vidimus::model::{Change, Id, Place, ResultMark, Role, Verdict};
use vidimus::platform::{Attempt, Platform, PlatformError, Retry};

use super::*;

/// One write: who sends what on which task, and the request that carries it.
struct Write {
    name: &'static str,
    enterprise: bool,
    user: u64,
    target: NodeRef,
    change: Change,
    request: &'static str,
}

fn write(
    name: &'static str,
    (enterprise, user): (bool, u64),
    target: NodeRef,
    change: Change,
    request: &'static str,
) -> Write {
    Write {
        name,
        enterprise,
        user,
        target,
        change,
        request,
    }
}

const OPEN: (bool, u64) = (false, CAROL);
const PAID: (bool, u64) = (true, CAROL);

fn on_results(sim: &Sim) -> Vec<Write> {
    let mark = |mark, after: bool| Change::MarkResult {
        result: Id::Number(1),
        mark,
        before: !after,
        after,
    };
    let state = sim.state();
    let draft = state
        .drafts
        .values()
        .find(|one| one.user == ALICE && one.annotation.is_none());
    let mut all = vec![
        write(
            "truth",
            OPEN,
            task(STREET, 1),
            mark(ResultMark::Truth, true),
            "PATCH /api/annotations/1/",
        ),
        write(
            "skipped",
            OPEN,
            task(STREET, 1),
            mark(ResultMark::Skipped, true),
            "PATCH /api/annotations/1/",
        ),
        write(
            "skip the task",
            OPEN,
            task(STREET, 40),
            Change::Submit { draft: None },
            "POST /api/tasks/40/annotations/",
        ),
        write(
            "delete",
            OPEN,
            task(STREET, 1),
            Change::DeleteResult {
                result: Id::Number(3),
                author: "Carol Reviewer".into(),
            },
            "DELETE /api/annotations/3/",
        ),
    ];
    if let Some(draft) = draft {
        let project = state.task(draft.task).unwrap().project;
        all.push(write(
            "hand in",
            (false, ALICE),
            task(project, draft.task),
            Change::Submit {
                draft: Some(Id::name(&format!("draft-{}", draft.id))),
            },
            "POST /api/tasks/*",
        ));
    }
    all.push(write(
        "command",
        OPEN,
        view(STREET),
        Change::Act {
            action: "delete_tasks".into(),
            title: "Delete Tasks".into(),
            items: vec![Id::Number(277)],
            inputs: Vec::new(),
            destroys: true,
        },
        "POST /api/dm/actions/",
    ));
    all
}

fn on_reviews(hash: ContentHash) -> Vec<Write> {
    let reject = Change::JudgeAnnotation {
        annotation: Id::Number(1),
        before: None,
        after: Some(judgement(Verdict::Rejected, Some("loose"), hash)),
    };
    let first = 1;
    vec![
        write(
            "review",
            PAID,
            task(STREET, 1),
            reject,
            "POST /api/annotation-reviews/",
        ),
        write(
            "comment",
            PAID,
            task(STREET, 1),
            Change::OpenIssue {
                place: Place::Item,
                annotation: Some(Id::Number(1)),
                text: "loose".into(),
                assignee: None,
            },
            "POST /api/comments/",
        ),
        write(
            "answer",
            PAID,
            task(STREET, 2),
            Change::Comment {
                issue: Id::Number(first),
                text: "still".into(),
            },
            "POST /api/comments/",
        ),
        write(
            "resolve",
            PAID,
            task(STREET, 2),
            Change::Resolve {
                issue: Id::Number(first),
                before: false,
                after: true,
            },
            "PATCH /api/comments/1/",
        ),
        write(
            "assign",
            (true, DORA),
            task(STREET, 3),
            Change::Assign {
                role: Role::Reviewer,
                before: None,
                after: Some("Erin Reviewer".into()),
            },
            "POST /api/projects/1/tasks/3/assignees",
        ),
    ]
}

/// What can be told apart by what was written, without dates.
fn print(sim: &Sim) -> Value {
    let state = sim.state();
    let annotations = state.annotations.values().map(|one| {
        json!([
            one.id,
            one.task,
            one.completed_by,
            one.was_cancelled,
            one.ground_truth,
            one.last_action
        ])
    });
    let texts = state.comments.values();
    let texts = texts.map(|one| json!([one["annotation"], one["text"], one["is_resolved"]]));
    let reviews = state.reviews.values();
    let reviews = reviews.map(|one| json!([one["annotation"], one["accepted"], one["created_by"]]));
    let given = state.assignments.values();
    let given = given.map(|one| json!([one["task"], one["assignee"], one["type"]]));
    json!({
        "annotations": annotations.collect::<Vec<_>>(),
        "drafts": state.drafts.keys().collect::<Vec<_>>(),
        "tasks": state.tasks_of(STREET),
        "comments": texts.collect::<Vec<_>>(),
        "reviews": reviews.collect::<Vec<_>>(),
        "given": given.collect::<Vec<_>>(),
    })
}

fn small(enterprise: bool) -> Options {
    let options = match enterprise {
        true => Options::enterprise(),
        false => Options::default(),
    };
    Options { bulk: 0, ..options }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Uncertain,
    Unreachable,
    Denied,
    Done,
}

fn said(answer: &Result<Applied, PlatformError>) -> Option<Said> {
    Some(match answer {
        Ok(_) => Said::Done,
        Err(PlatformError::Uncertain(_)) => Said::Uncertain,
        Err(PlatformError::Unreachable(_)) => Said::Unreachable,
        Err(PlatformError::Denied(_)) => Said::Denied,
        Err(_) => return None,
    })
}

/// Kinds of faults, their status, and what is said of them.
const FAULTS: [(&str, Option<u16>, Said); 8] = [
    ("drop", None, Said::Uncertain),
    ("uncertain", None, Said::Uncertain),
    ("status", Some(500), Said::Uncertain),
    ("status", Some(502), Said::Uncertain),
    ("status", Some(503), Said::Unreachable),
    ("status", Some(429), Said::Unreachable),
    ("status", Some(403), Said::Denied),
    // The login is renewed, and what was refused for it is sent once more.
    ("status", Some(401), Said::Done),
];

async fn check(sim: &Sim, one: &Write) {
    sim.reset();
    let before = print(sim);
    let op = operation(1, one.target.clone(), one.change.clone());
    let plain = known(sim, one.user).await;
    let answer = plain.apply(&op, Attempt::First).await;
    assert!(answer.is_ok(), "{}: {answer:?}", one.name);
    let done = print(sim);
    assert_ne!(done, before, "{}", one.name);
    for (kind, status, expected) in FAULTS {
        let what = format!("{}: {kind} {status:?}", one.name);
        for restarted in [false, true] {
            sim.reset();
            let studio = known(sim, one.user).await;
            let mut fault = Fault::new(one.request, kind);
            fault.status = status;
            sim.fault(fault);
            let first = studio.apply(&op, Attempt::First).await;
            assert_eq!(said(&first), Some(expected), "{what}: {first:?}");
            if expected == Said::Denied {
                assert_eq!(print(sim), before, "{what}");
                assert_eq!(first.unwrap_err().retry(), Retry::Never);
                continue;
            }
            let studio = match restarted {
                true => known(sim, one.user).await,
                false => studio,
            };
            if expected != Said::Done {
                let again = studio.apply(&op, Attempt::Again).await;
                assert!(again.is_ok(), "{what}, restarted {restarted}: {again:?}");
            }
            assert_eq!(print(sim), done, "{what}, restarted {restarted}");
        }
        sim.clear_faults();
    }
}

#[tokio::test]
async fn writes_on_results_end_as_if_nothing_had_gone_wrong() {
    let sim = Sim::start(small(false));
    for one in on_results(&sim) {
        assert!(!one.enterprise);
        check(&sim, &one).await;
    }
}

#[tokio::test]
async fn writes_of_enterprise_end_as_if_nothing_had_gone_wrong() {
    let sim = Sim::start(small(true));
    let studio = known(&sim, CAROL).await;
    let hash = hash_of(&studio, &task(STREET, 1), 1).await;
    for one in on_reviews(hash) {
        assert!(one.enterprise);
        check(&sim, &one).await;
    }
}

#[tokio::test]
async fn a_login_that_is_not_taken_any_more_loses_nothing() {
    let sim = Sim::start(small(false));
    let studio = known(&sim, CAROL).await;
    let change = Change::MarkResult {
        result: Id::Number(1),
        mark: ResultMark::Truth,
        before: false,
        after: true,
    };
    let op = operation(1, task(STREET, 1), change);
    let mut fault = Fault::new("PATCH /api/annotations/1/", "status");
    (fault.status, fault.times) = (Some(401), 2);
    sim.fault(fault);
    let refused = studio.apply(&op, Attempt::First).await.unwrap_err();
    assert!(matches!(refused, PlatformError::SignIn(_)), "{refused:?}");
    assert_eq!(refused.retry(), Retry::Patiently);
    assert!(!studio.apply(&op, Attempt::Again).await.unwrap().repeated);
}

#[tokio::test]
async fn an_account_for_looking_sends_nothing() {
    let sim = Sim::start(small(false));
    let wish = Wish {
        read_only: true,
        ..Wish::default()
    };
    let studio = wished(&sim, CAROL, wish);
    for one in on_results(&sim) {
        let why = denied(send(&studio, one.target, one.change).await);
        assert_eq!(why, "only for looking");
    }
    assert!(sim.log().is_empty());
}

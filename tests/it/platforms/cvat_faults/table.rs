//! The table of faults: each on every call, on all of its requests and on each one alone.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::json;
use vidimus::platform::{Attempt, PlatformError};

use super::super::cvat_world::{Fault, Sim};
use super::calls::{Answer, Call, reads, writes};
use super::{SECRET, Scene};

/// A fault, and what is said of it.
struct Case {
    name: &'static str,
    /// Any of these stands in the words, when all requests are hit.
    says: &'static [&'static str],
    make: fn(&str) -> Fault,
}

fn lasting(pattern: &str, kind: &str) -> Fault {
    Fault {
        times: 0,
        ..Fault::new(pattern, kind)
    }
}

fn status(pattern: &str, status: u16) -> Fault {
    Fault {
        status: Some(status),
        ..lasting(pattern, "status")
    }
}

fn html(pattern: &str, status: u16) -> Fault {
    Fault {
        status: Some(status),
        ..lasting(pattern, "html")
    }
}

/// What the server says itself, or a proxy for it.
const ANSWERS: [Case; 10] = [
    Case {
        name: "401",
        says: &["not signed in: Invalid token."],
        make: |at| status(at, 401),
    },
    Case {
        name: "403",
        says: &["not allowed: You do not have permission"],
        make: |at| status(at, 403),
    },
    Case {
        name: "404",
        says: &["was not found"],
        make: |at| status(at, 404),
    },
    Case {
        name: "409",
        says: &["changed meanwhile: The object was changed by someone else"],
        make: |at| status(at, 409),
    },
    Case {
        name: "429, come back at once",
        says: &["the server is too busy (429, request "],
        make: |at| Fault {
            retry_after: Some(json!(0)),
            ..status(at, 429)
        },
    },
    Case {
        name: "500",
        says: &["the server failed (500, request "],
        make: |at| status(at, 500),
    },
    Case {
        name: "502",
        says: &["the server does not answer its gateway (502"],
        make: |at| status(at, 502),
    },
    Case {
        name: "503",
        says: &["the server is too busy (503"],
        make: |at| status(at, 503),
    },
    Case {
        name: "504",
        says: &["the server does not answer its gateway (504"],
        make: |at| status(at, 504),
    },
    Case {
        name: "a page of HTML for 500",
        says: &["the server failed (500"],
        make: |at| html(at, 500),
    },
];

/// What becomes of answers on their way.
const WAYS: [Case; 4] = [
    Case {
        name: "cut in the middle",
        says: &["broke off", "was cut"],
        make: |at| lasting(at, "cut"),
    },
    Case {
        name: "dropped",
        says: &["was cut"],
        make: |at| lasting(at, "drop"),
    },
    Case {
        name: "truncated",
        says: &["EOF while parsing"],
        make: |at| lasting(at, "truncated"),
    },
    Case {
        name: "redirected to another host",
        says: &["http://127.0.0.2:9"],
        make: |at| lasting(at, "redirect"),
    },
];

/// Something else instead of what was asked for.
const OTHERS: [Case; 5] = [
    Case {
        name: "a page of HTML",
        says: &["an HTML page instead of data"],
        make: |at| html(at, 200),
    },
    Case {
        name: "nothing",
        says: &["an empty answer instead of data"],
        make: |at| lasting(at, "empty"),
    },
    Case {
        name: "a picture of another type",
        says: &["image/png instead of JSON"],
        make: |at| Fault {
            variant: "image".into(),
            ..lasting(at, "huge")
        },
    },
    Case {
        name: "a page of HTML for 404",
        says: &["is this the address of the server?"],
        make: |at| html(at, 404),
    },
    Case {
        name: "huge",
        says: &["more than 64 MiB"],
        make: |at| lasting(at, "huge"),
    },
];

/// An answer that does not come in time.
const SLOW: [Case; 1] = [Case {
    name: "too slow",
    says: &["not finished within 1 s"],
    make: |at| Fault {
        delay_ms: 3_000,
        ..lasting(at, "slow")
    },
}];

/// An error is one line of clean words that name no secret and say what was asked, of whom, or
/// what the server said.
fn check_words(error: &PlatformError, says: &[&str], about: &str) {
    let words = error.to_string();
    assert!(words.len() > 8, "{about}: {words:?}");
    assert!(!words.chars().any(char::is_control), "{about}: {words:?}");
    let whole = format!("{words} {error:?}");
    assert!(!whole.contains(SECRET), "{about}: a secret is told");
    let named = ["api/", "127.0.0.", "only its staff may see"]
        .iter()
        .chain(says);
    assert!(
        named.into_iter().any(|word| words.contains(word)),
        "{about}: {words}"
    );
}

/// What the server stores of what these calls change.
fn effect(sim: &Sim) -> String {
    let state = sim.state();
    let job = state.job(1).unwrap();
    let issues: Vec<_> = state
        .issues
        .values()
        .map(|issue| (issue.id, issue.job, issue.frame, issue.resolved))
        .collect();
    let comments: Vec<_> = state
        .comments
        .values()
        .map(|comment| (comment.id, comment.issue, comment.message.clone()))
        .collect();
    let people = (
        job.assignee,
        state.tasks[&2].assignee,
        state.projects[&1].assignee,
    );
    format!(
        "{} {} {people:?} {issues:?} {comments:?}",
        job.stage, job.state
    )
}

/// A call when nothing is wrong: its answer, what it leaves behind, and what it asks for.
struct Usual {
    answer: String,
    effect: String,
    asks: BTreeSet<String>,
}

async fn usual(scene: &Scene, call: &Call) -> Usual {
    scene.sim.reset();
    let answer = call.run(&scene.fresh(), Attempt::First, "nothing").await;
    let answer = answer.unwrap_or_else(|error| panic!("{}: {error}", call.name));
    let log = scene.sim.log().into_iter();
    Usual {
        answer,
        effect: effect(&scene.sim),
        asks: log
            .map(|seen| format!("{} {}", seen.method, seen.path))
            .collect(),
    }
}

/// One call while a fault lasts, and again after it.
async fn under(scene: &Scene, call: &Call, usual: &Usual, case: &Case, at: &str) -> Answer {
    let about = format!("{}, {} at {at}", call.name, case.name);
    scene.sim.reset();
    scene.sim.fault((case.make)(at));
    let platform = scene.fresh();
    let answer = call.run(&platform, Attempt::First, &about).await;
    if let Err(error) = &answer {
        check_words(error, case.says, &about);
    }
    scene.sim.clear_faults();
    if call.writes && answer.is_ok() {
        assert_eq!(effect(&scene.sim), usual.effect, "{about}");
        return answer;
    }
    let healed = call.run(&platform, Attempt::Again, &about).await;
    let healed = healed.unwrap_or_else(|error| panic!("{about}, after it: {error}"));
    // A parent that is refused is not asked for again for some seconds: till then it is unknown.
    let refused = case.name == "403" && !call.writes;
    assert!(
        refused || healed == usual.answer,
        "{about}, after it: {healed}"
    );
    assert_eq!(effect(&scene.sim), usual.effect, "{about}, after it");
    answer
}

/// Every case on all requests of a call. `lenient`: calls that may well answer all the same.
async fn all_requests(calls: Vec<Call>, cases: &[Case], lenient: fn(&Case, &Call) -> bool) {
    let scene = Scene::new();
    for call in &calls {
        let usual = usual(&scene, call).await;
        for case in cases {
            let about = format!("{}, {}", call.name, case.name);
            match under(&scene, call, &usual, case, "*").await {
                Err(error) => assert!(
                    lenient(case, call)
                        || case
                            .says
                            .iter()
                            .any(|words| error.to_string().contains(words)),
                    "{about}: {error}"
                ),
                Ok(answer) => assert!(lenient(case, call), "{about}: {answer}"),
            }
        }
    }
}

/// Every case on each request of a call alone, while the others are answered.
async fn each_request(calls: Vec<Call>, cases: &[Case]) {
    let scene = Scene::new();
    for call in &calls {
        let usual = usual(&scene, call).await;
        for case in cases {
            // What is not there any more need not be deleted.
            let moot = |at: &str| {
                case.name == "404" && call.name.starts_with("delete") && !at.contains("jobs")
            };
            for at in usual.asks.iter().filter(|at| !moot(at)) {
                let _ = under(&scene, call, &usual, case, at).await;
            }
        }
    }
}

/// What is not there is no error when something was looked for, and who is shown no projects or
/// tasks has the list of jobs all the same.
fn may_be_absent(case: &Case, call: &Call) -> bool {
    // `project` and `task` are their details: that they are not shown is what these say.
    let known = ["find", "organizations", "project", "task"];
    let absent = case.name.contains("403") || case.name.contains("404");
    absent && known.iter().any(|name| call.name.starts_with(name))
}

/// What a picture's bytes are is for the decoder to say, which has limits of its own.
fn is_picture(call: &Call) -> bool {
    ["picture", "original", "context image"].contains(&call.name)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_refusal_is_told_on_every_read_and_heals() {
    all_requests(reads(), &ANSWERS, may_be_absent).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_refusal_is_told_on_every_write_and_heals() {
    all_requests(writes(), &ANSWERS, |_, _| false).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_broken_way_is_told_on_every_read_and_heals() {
    all_requests(reads(), &WAYS, |case, call| {
        case.name == "truncated" && is_picture(call)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_broken_way_is_told_on_every_write_and_heals() {
    all_requests(writes(), &WAYS, |_, _| false).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_answer_than_asked_for_is_told_on_every_read_and_heals() {
    all_requests(reads(), &OTHERS, |case, call| {
        is_picture(call) || may_be_absent(case, call)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_answer_than_asked_for_is_told_on_every_write_and_heals() {
    all_requests(writes(), &OTHERS, |_, _| false).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_does_not_come_in_time_is_told_on_every_call_and_heals() {
    let calls = reads().into_iter().chain(writes());
    let turns = Arc::new(tokio::sync::Semaphore::new(6));
    let waiting = calls.map(|call| {
        let turns = Arc::clone(&turns);
        tokio::spawn(async move {
            let turn = turns.acquire().await;
            let mut scene = Scene::new();
            let usual = usual(&scene, &call).await;
            scene.total = std::time::Duration::from_millis(1_900);
            let told = under(&scene, &call, &usual, &SLOW[0], "*").await;
            let words = told.unwrap_err().to_string();
            assert!(words.contains(SLOW[0].says[0]), "{}: {words}", call.name);
            drop(turn);
        })
    });
    for lane in waiting.collect::<Vec<_>>() {
        lane.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_request_that_is_refused_does_not_stay_in_any_memory() {
    // A parent that is refused (403) is no error, and not asked for again for a while.
    let some = [0, 2, 5].map(|at: usize| Case { ..ANSWERS[at] });
    each_request(reads(), &some).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_request_that_goes_wrong_on_the_way_does_not_stay_in_any_memory() {
    let some = [1, 2].map(|at: usize| Case { ..WAYS[at] });
    each_request(reads(), &some).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_whose_requests_fail_one_by_one_is_done_once() {
    let some = [1, 2, 5, 6].map(|at: usize| Case { ..ANSWERS[at] });
    each_request(writes(), &some).await;
    let some = [0, 1, 2].map(|at: usize| Case { ..WAYS[at] });
    each_request(writes(), &some).await;
    let uncertain = [Case {
        name: "done, and its answer lost",
        says: &["whether it was done is not known yet"],
        make: |at| Fault::new(at, "uncertain"),
    }];
    each_request(writes(), &uncertain).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_server_asks_to_wait_is_waited_in_either_form() {
    let scene = Scene::new();
    for after in [json!(1), json!("date")] {
        for call in reads().iter().take(3) {
            let usual = usual(&scene, call).await;
            scene.sim.reset();
            scene.sim.fault(Fault {
                status: Some(429),
                retry_after: Some(after.clone()),
                ..Fault::new("*", "status")
            });
            let begun = std::time::Instant::now();
            let answer = call.run(&scene.fresh(), Attempt::First, "429").await;
            assert_eq!(answer.unwrap(), usual.answer);
            assert!(begun.elapsed() >= std::time::Duration::from_millis(900));
        }
    }
}

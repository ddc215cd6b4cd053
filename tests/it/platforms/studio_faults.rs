//! Label Studio's client against a server that misbehaves, in every way on every read: what is
//! said, and that the next look finds everything whole.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use vidimus::model::{Id, Level, NodeRef};
use vidimus::platform::http::Pace;
use vidimus::platform::label_studio::LabelStudioPlatform;
use vidimus::platform::{Platform, PlatformError};

use super::studio_world::*;

type Answer = Result<String, PlatformError>;
type Running = Pin<Box<dyn Future<Output = Answer> + Send>>;

/// A call by its name.
struct Call {
    name: &'static str,
    run: Box<dyn Fn(Arc<LabelStudioPlatform>) -> Running + Send + Sync>,
}

fn call<F, R>(name: &'static str, run: F) -> Call
where
    F: Fn(Arc<LabelStudioPlatform>) -> R + Send + Sync + 'static,
    R: Future<Output = Answer> + Send + 'static,
{
    let run = Box::new(move |studio| Box::pin(run(studio)) as Running);
    Call { name, run }
}

fn listed(name: &'static str, parent: NodeRef, level: Level, query: &'static str) -> Call {
    call(name, move |studio| {
        let parent = parent.clone();
        async move {
            let page = window(&studio, &parent, level, query, (0, 200)).await?;
            let mut said = format!("{} of {}", page.rows.len(), page.total);
            for row in &page.rows {
                let words = [row.state, row.assignee].map(|word| page.words.get(word));
                let _ = write!(said, "\n{} {} {words:?}", row.id, row.name);
            }
            for problem in &page.problems {
                let _ = write!(said, "\nproblem: {problem}");
            }
            Ok(said)
        }
    })
}

fn detailed(name: &'static str, node: NodeRef) -> Call {
    call(name, move |studio| {
        let node = node.clone();
        async move {
            let detail = studio.detail(&node).await?;
            Ok(format!(
                "{:?} {:?} {:?}",
                detail.facts, detail.state, detail.guide
            ))
        }
    })
}

fn reads() -> Vec<Call> {
    let organization = root().child(Level::Organization, Id::Number(1));
    vec![
        call("identity", |studio| async move {
            Ok(format!("{:?}", studio.identity().await?))
        }),
        listed("organizations", root(), Level::Organization, ""),
        listed("projects", organization.clone(), Level::Project, ""),
        listed("views", project(1), Level::Task, ""),
        listed("tasks", view(1, None), Level::Item, ""),
        listed("tasks by word", view(1, None), Level::Item, "frame_01"),
        listed(
            "tasks worked out here",
            view(1, None),
            Level::Item,
            "state:doing",
        ),
        listed("tasks of a view", view(1, Some(2)), Level::Item, ""),
        detailed("organization", organization),
        detailed("project", project(1)),
        detailed("view", view(1, Some(2))),
        detailed("task", item(1, 1)),
        call("find a task", |studio| async move {
            Ok(format!("{:?}", studio.find(Level::Item, "1").await?))
        }),
        call("web address", |studio| async move {
            let base = studio.client().http().base().clone();
            let address = format!("{base}projects/1/data?tab=2&task=1");
            Ok(format!("{:?}", studio.find_web(&address).await?))
        }),
    ]
}

/// A fault, and what is said of it when all requests are hit.
struct Case {
    name: &'static str,
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

const CASES: [Case; 15] = [
    Case {
        name: "401",
        says: &["not signed in: "],
        make: |at| status(at, 401),
    },
    Case {
        name: "403",
        says: &["not allowed: You do not have permission", "not signed in"],
        make: |at| status(at, 403),
    },
    Case {
        name: "404",
        says: &["not found", "no personal access tokens"],
        make: |at| status(at, 404),
    },
    Case {
        name: "409",
        says: &["changed meanwhile: The object was changed by someone else"],
        make: |at| status(at, 409),
    },
    Case {
        name: "429, come back at once",
        says: &["the server is too busy (429"],
        make: |at| Fault {
            retry_after: Some(serde_json::json!(0)),
            ..status(at, 429)
        },
    },
    Case {
        name: "500",
        says: &[
            "the server failed (500",
            "the server cannot carry out",
            "does not know this",
        ],
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
        name: "a page of HTML",
        says: &["an HTML page instead of data"],
        make: |at| Fault {
            status: Some(200),
            ..lasting(at, "html")
        },
    },
    Case {
        name: "a page of HTML for 404",
        says: &["not found", "no personal access tokens"],
        make: |at| Fault {
            status: Some(404),
            ..lasting(at, "html")
        },
    },
    Case {
        name: "nothing",
        says: &["an empty answer instead of data"],
        make: |at| lasting(at, "empty"),
    },
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
];

struct Scene {
    sim: Sim,
    token: String,
}

impl Scene {
    fn new(legacy: bool) -> Self {
        let sim = Sim::start(Options {
            legacy: Some(true),
            ..small()
        });
        let token = match legacy {
            true => sim.legacy(ADMIN),
            false => sim.pat(ADMIN),
        };
        Self { sim, token }
    }

    fn fresh(&self) -> Arc<LabelStudioPlatform> {
        with_token(&self.sim, &self.token)
    }

    fn check(&self, error: &PlatformError, about: &str) {
        let words = error.to_string();
        assert!(words.len() > 8, "{about}: {words:?}");
        assert!(!words.chars().any(char::is_control), "{about}: {words:?}");
        let whole = format!("{words} {error:?}");
        assert!(!whole.contains(&self.token), "{about}: a secret is told");
        assert!(!whole.contains("Traceback"), "{about}: {whole}");
    }

    async fn run(&self, call: &Call, studio: &Arc<LabelStudioPlatform>, about: &str) -> Answer {
        let running = tokio::spawn((call.run)(Arc::clone(studio)));
        let patience = std::time::Duration::from_secs(30);
        match tokio::time::timeout(patience, running).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(panic)) => panic!("{about}: {panic}"),
            Err(_) => panic!("{about}: it hangs"),
        }
    }

    /// One call while a fault lasts, and again after it.
    async fn under(&self, call: &Call, usual: &str, case: &Case, at: &str) -> Answer {
        let about = format!("{}, {} at {at}", call.name, case.name);
        self.sim.fault((case.make)(at));
        let studio = self.fresh();
        let answer = self.run(call, &studio, &about).await;
        if let Err(error) = &answer {
            self.check(error, &about);
        }
        self.sim.clear_faults();
        let healed = self.run(call, &studio, &format!("{about}, after it")).await;
        match healed {
            Ok(healed) => assert_eq!(healed, usual, "{about}, after it"),
            Err(error) => panic!("{about}, after it: {error}"),
        }
        answer
    }
}

fn may_be_refused(case: &Case) -> bool {
    case.name.contains("403") || case.name.contains("404")
}

/// What is not there is no error when something was looked for.
fn may_be_absent(case: &Case, call: &Call) -> bool {
    may_be_refused(case) && call.name.starts_with("find")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_is_told_on_every_read_and_heals() {
    for legacy in [false, true] {
        let scene = Scene::new(legacy);
        for call in reads() {
            let usual = scene.run(&call, &scene.fresh(), call.name).await.unwrap();
            for case in CASES {
                let about = format!("{}, {}", call.name, case.name);
                match scene.under(&call, &usual, &case, "*").await {
                    Err(error) => assert!(
                        case.says
                            .iter()
                            .any(|words| error.to_string().contains(words)),
                        "{about}: {error}"
                    ),
                    Ok(answer) => assert!(may_be_absent(&case, &call), "{about}: {answer}"),
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fault_of_one_request_costs_no_more_than_its_call() {
    let scene = Scene::new(false);
    for call in reads() {
        scene.sim.clear_log();
        let usual = scene.run(&call, &scene.fresh(), call.name).await.unwrap();
        let asks: BTreeSet<String> = asked(&scene.sim).into_iter().collect();
        for at in asks {
            // Who may not see others sees their numbers, and is not asked again for a while.
            let unseen = |case: &Case| at.ends_with("/users/") && may_be_refused(case);
            for case in CASES.iter().filter(|case| !unseen(case)) {
                let _ = scene.under(&call, &usual, case, &at).await;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hostile_answers_cost_what_is_broken_in_them() {
    let scene = Scene::new(true);
    for call in reads() {
        for variant in [
            "deep", "types", "element", "enum", "missing", "control", "null",
        ] {
            let about = format!("{}, {variant}", call.name);
            scene.sim.fault(Fault {
                variant: variant.into(),
                ..lasting("*", "hostile")
            });
            let answer = scene.run(&call, &scene.fresh(), &about).await;
            if let Err(error) = answer {
                scene.check(&error, &about);
            }
            scene.sim.clear_faults();
        }
    }
}

#[tokio::test]
async fn an_answer_that_takes_too_long_is_given_up() {
    let scene = Scene::new(true);
    scene.sim.fault(Fault {
        delay_ms: 5_000,
        ..lasting("*", "slow")
    });
    let pace = Pace {
        total: std::time::Duration::from_millis(300),
        ..PACE
    };
    let options = options(&scene.sim, &scene.token);
    let studio = LabelStudioPlatform::with_pace(options, pace).unwrap();
    let error = studio.identity().await.unwrap_err();
    assert!(
        error.to_string().contains("not finished within 300 ms"),
        "{error}"
    );
}

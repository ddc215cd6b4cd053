//! Servers of all ages, behind proxies, with certificates of their own and clocks that are off;
//! and what is no CVAT at all.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use vidimus::model::{
    Change, ContentHash, Id, Judgement, Level, NodeRef, PageRequest, Place, Point, Query, Rect,
    Verdict,
};
use vidimus::platform::http::{Auth, HttpOptions};
use vidimus::platform::journal::Journaled;
use vidimus::platform::{Attempt, ImageWant, ListRequest, Platform, PlatformError, PlatformEvent};
use vidimus::store::Store;

use super::super::cvat_world::{
    Fault, Options, REVIEWER, Sim, frame, job, key, operation, state, text, token,
};
use super::calls::node;
use super::{hasty, http};

fn with_key(sim: &Sim) -> HttpOptions {
    HttpOptions {
        auth: key(REVIEWER),
        ..http(sim)
    }
}

/// A reviewer's work from the first list to the last transition.
async fn review(http: HttpOptions) -> Result<(), PlatformError> {
    let directory = tempfile::tempdir().unwrap();
    let store = Store::open(&directory.path().join("state.db")).unwrap();
    let platform = Journaled::new(hasty(http), store);
    assert_eq!(platform.identity().await?.user.as_str(), "review1");
    browse(&platform).await?;
    see(&platform).await?;
    decide(&platform).await
}

async fn browse(platform: &Arc<Journaled>) -> Result<(), PlatformError> {
    let levels = [
        ("/", Level::Organization, "1"),
        ("/o:1", Level::Project, "1"),
        ("/o:1/p:1", Level::Task, "1"),
        ("/o:1/p:1/t:1", Level::Job, "1"),
        ("/o:1", Level::Job, "1"),
        ("/o:1/p:1/t:1/j:1", Level::Item, "0"),
    ];
    for (parent, level, wanted) in levels {
        let request = ListRequest {
            parent: node(parent),
            level,
            query: Query::default(),
            page: PageRequest {
                offset: 0,
                limit: 200,
            },
        };
        let page = platform.list(&request).await?;
        let found = page.rows.iter().any(|row| row.id.to_string() == wanted);
        assert!(found && page.problems.is_empty(), "{parent}: {page:?}");
    }
    platform.detail(&node("/o:1/p:1/t:1")).await?;
    let detail = platform.detail(&job(1)).await?;
    assert!(!detail.transitions.is_empty());
    platform.inbox(vidimus::model::Timestamp(0)).await?;
    platform.insights(&node("/o:1/p:1/t:1")).await?;
    Ok(())
}

async fn see(platform: &Arc<Journaled>) -> Result<(), PlatformError> {
    let item = platform.annotations(&frame(1, 0)).await?;
    assert!(
        item.annotations.len() >= 5 && item.problems.is_empty(),
        "{item:?}"
    );
    let want = ImageWant {
        width: 200,
        height: 200,
        number: 0,
        ahead: false,
        original: false,
    };
    let image = platform.image(&frame(1, 0), want).await?;
    assert!(image.bytes.len() > 100);
    Ok(())
}

async fn decide(platform: &Arc<Journaled>) -> Result<(), PlatformError> {
    let verdict = Judgement {
        verdict: Verdict::Rejected,
        reason: Some("loose".into()),
        hash: ContentHash(1),
        by: "review1".into(),
        at: vidimus::model::Timestamp(5),
    };
    let judge = Change::JudgeItem {
        before: None,
        after: Some(verdict),
    };
    let (x, y, width, height) = (10.0, 20.0, 30.0, 40.0);
    let open = Change::OpenIssue {
        place: Place::Within {
            rect: Rect {
                x,
                y,
                width,
                height,
            },
        },
        annotation: None,
        text: text("too loose"),
        assignee: None,
    };
    let first = |number, target: NodeRef, change| async move {
        let operation = operation(number, target, change);
        platform.apply(&operation, Attempt::First).await
    };
    assert!(first(1, frame(1, 0), judge).await?.local_only);
    let issue = first(2, frame(1, 0), open).await?.created.unwrap();
    let comment = Change::Comment {
        issue: issue.clone(),
        text: text("see the left edge"),
    };
    first(3, frame(1, 0), comment).await?;
    let resolve = Change::Resolve {
        issue: issue.clone(),
        before: false,
        after: true,
    };
    first(4, frame(1, 0), resolve).await?;
    let to = Change::Transition {
        before: state("validation", "in progress"),
        after: state("acceptance", "completed"),
        handover: None,
    };
    first(5, job(1), to).await?;
    let issues = platform.issues(&job(1)).await?;
    let ours = issues.iter().find(|one| one.id == issue).unwrap();
    assert!(ours.resolved && ours.comments.len() == 2, "{ours:?}");
    assert!(matches!(ours.place, Place::Within { .. }));
    let detail = platform.detail(&job(1)).await?;
    let now = detail.state.unwrap();
    assert_eq!(
        (now.stage.as_deref(), now.state.as_str()),
        (Some("acceptance"), "completed")
    );
    Ok(())
}

fn options(version: &str) -> Options {
    Options {
        version: version.into(),
        ..Options::default()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_review_goes_the_same_on_servers_of_all_ages() {
    for version in [
        "2.4.0", "2.15.0", "2.20.0", "2.54.1", "2.60.0", "2.66.0", "2.74.0", "2.80.0", "2.81.0",
    ] {
        let sim = Sim::start(options(version));
        let done = review(with_key(&sim)).await;
        done.unwrap_or_else(|error| panic!("{version}: {error}"));
        let notes = hasty(with_key(&sim)).identity().await.unwrap().notes;
        let odd = matches!(version, "2.4.0" | "2.81.0");
        assert_eq!(
            notes.iter().any(|note| note.contains(version)),
            odd,
            "{version}"
        );
    }
}

#[tokio::test]
async fn a_server_that_is_too_old_is_named() {
    let sim = Sim::start(options("1.9.0"));
    let error = hasty(with_key(&sim)).identity().await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("CVAT 1.9.0: it is older than 2.4"),
        "{error}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_review_goes_the_same_below_another_path() {
    let sim = Sim::start(Options {
        prefix: "/tools/cvat".into(),
        ..Options::default()
    });
    review(http(&sim)).await.unwrap();
    assert!(sim.log().iter().all(|seen| seen.path.starts_with("/api/")));
    // The same server by an address that lacks the path.
    let mut base: url::Url = sim.url().parse().unwrap();
    base.set_path("/");
    let elsewhere = HttpOptions { base, ..http(&sim) };
    let error = hasty(elsewhere).identity().await.unwrap_err();
    assert!(
        error.to_string().contains("this address is no CVAT server"),
        "{error}"
    );
}

#[tokio::test]
async fn another_kind_of_server_is_told_from_cvat() {
    let sim = Sim::start(Options::default());
    for (kind, text) in [("html", None), ("empty", None), ("status", Some("{}"))] {
        sim.fault(Fault {
            status: Some(200),
            text: text.map(str::to_owned),
            times: 0,
            ..Fault::new("*", kind)
        });
        let error = hasty(http(&sim)).identity().await.unwrap_err();
        assert!(
            error.to_string().contains("this address is no CVAT server"),
            "{kind}: {error}"
        );
        sim.clear_faults();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_that_nobody_signed_is_trusted_when_it_is_named() {
    let sim = Sim::start(Options {
        tls: true,
        ..Options::default()
    });
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(sim.certificate().unwrap().as_bytes())
        .unwrap();
    let known = HttpOptions {
        ca_file: Some(PathBuf::from(file.path())),
        ..http(&sim)
    };
    review(known).await.unwrap();
    let unchecked = HttpOptions {
        insecure: true,
        ..http(&sim)
    };
    let who = hasty(unchecked).identity().await.unwrap();
    assert!(who.warning.unwrap().contains("not checked"));
    // Without either nothing is sent, and what can be done is said.
    sim.clear_log();
    let error = hasty(http(&sim)).identity().await.unwrap_err();
    let words = error.to_string();
    assert!(
        words.contains("ca_file") && words.contains("insecure"),
        "{words}"
    );
    assert!(sim.log().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn plain_http_that_moved_to_https_is_told_and_sends_no_secret_on() {
    let secure = Sim::start(Options {
        tls: true,
        ..Options::default()
    });
    let plain = Sim::start(Options::default());
    plain.fault(Fault {
        status: Some(301),
        location: Some(secure.url()),
        times: 0,
        ..Fault::new("*", "redirect")
    });
    let moved = HttpOptions {
        insecure: true,
        ..http(&plain)
    };
    let error = hasty(moved).identity().await.unwrap_err();
    assert!(error.to_string().contains(&secure.url()), "{error}");
    assert!(secure.log().iter().all(|seen| seen.authorization.is_none()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_off_changes_nothing() {
    for seconds in [-600, 600] {
        let sim = Sim::start(Options {
            clock_s: seconds,
            ..Options::default()
        });
        review(http(&sim)).await.unwrap();
        sim.reset();
        let cvat = hasty(http(&sim));
        let open = Change::OpenIssue {
            place: Place::At {
                point: Point { x: 1.0, y: 2.0 },
            },
            annotation: None,
            text: text("missed"),
            assignee: None,
        };
        let comment = Change::Comment {
            issue: Id::Number(5),
            text: text("still there"),
        };
        for (target, change) in [(frame(2, 13), open), (frame(2, 12), comment)] {
            sim.fault(Fault::new("POST *", "uncertain"));
            let operation = operation(1, target, change);
            let lost = cvat.apply(&operation, Attempt::First).await;
            assert!(matches!(lost, Err(PlatformError::Uncertain(_))), "{lost:?}");
            let again = cvat.apply(&operation, Attempt::Again).await.unwrap();
            assert!(again.repeated, "{seconds}");
        }
        assert_eq!(super::super::cvat_world::writes(&sim).len(), 2);
        // A date is a wait by the server's own clock.
        sim.fault(Fault {
            status: Some(429),
            retry_after: Some("date".into()),
            ..Fault::new("GET *", "status")
        });
        let begun = std::time::Instant::now();
        hasty(http(&sim)).identity().await.unwrap();
        assert!(begun.elapsed().as_secs() < 30, "{seconds}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_nobody_may_ask_too_often_does_not_stop_who_is_signed_in() {
    let sim = Sim::start(Options {
        anonymous_per_minute: Some(0),
        ..Options::default()
    });
    for auth in [key(REVIEWER), token(1)] {
        let own = HttpOptions { auth, ..http(&sim) };
        hasty(own).identity().await.unwrap();
    }
    let nobody = HttpOptions {
        auth: Auth::Nobody,
        ..http(&sim)
    };
    // Who is not has to wait, and is told until when.
    let cvat = hasty(nobody);
    let mut events = cvat.events().unwrap();
    let waiting = tokio::spawn(async move { cvat.identity().await });
    let told = events.recv().await.unwrap();
    assert!(matches!(told, PlatformEvent::Wait(_)), "{told:?}");
    waiting.abort();
}

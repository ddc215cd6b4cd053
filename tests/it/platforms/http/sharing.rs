//! What runs together: shared reads, the budget, and requests given up.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Semaphore;
use vidimus::platform::http::{Ask, Http, HttpOptions, Urgency};

use super::server::{Reply, Server, json};
use super::{HASTY, ask, client, options};

/// A server that answers only as often as the gate lets it.
async fn gated() -> (Server, Arc<Semaphore>) {
    let gate = Arc::new(Semaphore::new(0));
    let kept = Arc::clone(&gate);
    let server = Server::start(move |seen| {
        let body = format!("{{\"n\":{}}}", seen.number);
        Reply::After(Arc::clone(&kept), Box::new(json(&body)))
    })
    .await;
    (server, gate)
}

fn get(http: &Http, request: Ask) -> tokio::task::JoinHandle<String> {
    let http = http.clone();
    tokio::spawn(async move {
        let body = http.get(request).await.unwrap();
        String::from_utf8_lossy(&body.bytes).into_owned()
    })
}

async fn settle() {
    for _ in 0..50 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn identical_reads_in_flight_share_one_request() {
    let (server, gate) = gated().await;
    let http = client(&server);
    let first = get(&http, ask("api/jobs"));
    server.arrived(1).await;
    let others: Vec<_> = (0..5).map(|_| get(&http, ask("api/jobs"))).collect();
    settle().await;
    // The first to ask goes away; the others still get it.
    first.abort();
    settle().await;
    gate.add_permits(1);
    for other in others {
        assert_eq!(other.await.unwrap(), "{\"n\":0}");
    }
    assert_eq!(server.count(), 1);
    // What comes later asks anew.
    gate.add_permits(1);
    assert_eq!(get(&http, ask("api/jobs")).await.unwrap(), "{\"n\":1}");
}

#[tokio::test]
async fn other_headers_or_queries_make_another_request() {
    let (server, gate) = gated().await;
    let http = client(&server);
    let organization = Ask {
        headers: vec![("X-Organization", "lab".into())],
        ..ask("api/jobs")
    };
    let all = [
        get(&http, ask("api/jobs")),
        get(&http, organization),
        get(&http, ask("api/jobs?page=2")),
    ];
    server.arrived(3).await;
    gate.add_permits(3);
    for one in all {
        one.await.unwrap();
    }
}

#[tokio::test]
async fn a_read_after_a_write_never_gets_an_answer_from_before() {
    let (server, gate) = gated().await;
    let http = client(&server);
    let before = get(&http, ask("api/jobs/1"));
    server.arrived(1).await;
    let write = {
        let http = http.clone();
        tokio::spawn(async move { http.send("PATCH", ask("api/jobs/1"), None).await.unwrap() })
    };
    server.arrived(2).await;
    let during = get(&http, ask("api/jobs/1"));
    server.arrived(3).await;
    gate.add_permits(3);
    write.await.unwrap();
    assert_eq!(before.await.unwrap(), "{\"n\":0}");
    assert_eq!(during.await.unwrap(), "{\"n\":2}");
}

#[tokio::test]
async fn a_read_nobody_waits_for_is_given_up_and_leaves_its_place() {
    let (server, gate) = gated().await;
    let one_place = HttpOptions {
        parallel: 1,
        ..options(&server.url())
    };
    let http = Http::with_pace(one_place, HASTY).unwrap();
    let all: Vec<_> = (0..3).map(|_| get(&http, ask("slow"))).collect();
    server.arrived(1).await;
    let next = get(&http, ask("next"));
    settle().await;
    assert_eq!(server.count(), 1);
    for one in &all {
        one.abort();
    }
    server.arrived(2).await;
    assert_eq!(server.seen()[1].path, "/next");
    gate.add_permits(2);
    next.await.unwrap();
}

#[tokio::test]
async fn never_more_run_together_than_allowed_and_half_of_them_pictures() {
    let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (now, peak) = (Arc::clone(&running), Arc::clone(&most));
    let gate = Arc::new(Semaphore::new(0));
    let kept = Arc::clone(&gate);
    let server = Server::start(move |seen| {
        if seen.path.starts_with("/picture") {
            peak.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        }
        Reply::After(Arc::clone(&kept), Box::new(json("{}")))
    })
    .await;
    let http = client(&server);
    let picture = |n: usize| Ask {
        picture: true,
        ..ask(&format!("picture/{n}"))
    };
    let pictures: Vec<_> = (0..8).map(|n| get(&http, picture(n))).collect();
    server.arrived(3).await;
    let pages: Vec<_> = (0..8)
        .map(|n| get(&http, ask(&format!("page/{n}"))))
        .collect();
    server.arrived(6).await;
    settle().await;
    assert_eq!((server.count(), most.load(Ordering::SeqCst)), (6, 3));
    gate.add_permits(16);
    for one in pictures.into_iter().chain(pages) {
        one.await.unwrap();
    }
    assert_eq!(server.count(), 16);
}

#[tokio::test]
async fn somebody_who_looks_overtakes_what_is_fetched_ahead() {
    let (server, gate) = gated().await;
    let http = client(&server);
    let picture = |name: &str, urgency| Ask {
        picture: true,
        urgency,
        ..ask(name)
    };
    // Two of three picture places at most are used ahead: a visible one starts at once.
    let ahead: Vec<_> = (0..5)
        .map(|n| get(&http, picture(&format!("ahead/{n}"), Urgency::Ahead)))
        .collect();
    server.arrived(2).await;
    settle().await;
    let seen = get(&http, picture("seen", Urgency::Visible));
    server.arrived(3).await;
    assert_eq!(server.seen()[2].path, "/seen");
    // One that waits ahead and is looked at now goes before those that came earlier.
    let raised = get(&http, picture("ahead/4", Urgency::Visible));
    settle().await;
    gate.add_permits(1);
    server.arrived(4).await;
    assert_eq!(server.seen()[3].path, "/ahead/4");
    gate.add_permits(9);
    for one in ahead.into_iter().chain([seen, raised]) {
        one.await.unwrap();
    }
    assert_eq!(server.count(), 6);
}

#[tokio::test]
async fn a_write_given_up_ends_its_request() {
    let (server, _gate) = gated().await;
    let one_place = HttpOptions {
        parallel: 1,
        ..options(&server.url())
    };
    let http = Http::with_pace(one_place, HASTY).unwrap();
    let write = {
        let http = http.clone();
        tokio::spawn(async move { http.send("POST", ask("slow"), None).await })
    };
    server.arrived(1).await;
    write.abort();
    let _next = get(&http, ask("next"));
    server.arrived(2).await;
}

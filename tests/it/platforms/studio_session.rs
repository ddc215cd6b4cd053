//! Signing in to Label Studio with every kind of secret, and what becomes of it in between.

use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};
use vidimus::model::Level;
use vidimus::platform::label_studio::obtain_token;
use vidimus::platform::{Platform, PlatformError};

use super::studio_world::*;

const REFRESH: &str = "/api/token/refresh/";

async fn words(sim: &Sim, token: &str) -> String {
    let error = with_token(sim, token).identity().await.unwrap_err();
    assert!(matches!(error, PlatformError::SignIn(_)), "{error:?}");
    let all = format!("{error} {error:?}");
    assert!(!all.contains(token), "a secret is told: {all}");
    error.to_string()
}

#[tokio::test]
async fn a_personal_token_is_exchanged_once_for_many_requests() {
    let sim = Sim::start(small());
    let studio = client(&sim, ALICE);
    let asks = (0..20).map(|n| {
        let studio = Arc::clone(&studio);
        let page = (n, 1);
        tokio::spawn(async move { window(&studio, &view(1, None), Level::Item, "", page).await })
    });
    for ask in asks.collect::<Vec<_>>() {
        ask.await.unwrap().unwrap();
    }
    assert_eq!(count(&sim, REFRESH), 1);
    let seen = sim
        .log()
        .into_iter()
        .filter(|seen| seen.authorization.is_some());
    assert!(
        seen.into_iter()
            .all(|seen| seen.authorization.as_deref() == Some("Bearer"))
    );
    assert!(sim.max_parallel() <= 4);
}

#[tokio::test]
async fn an_access_token_that_ends_in_mid_list_is_renewed_once() {
    let sim = Sim::start(small());
    let studio = client(&sim, ALICE);
    studio.identity().await.unwrap();
    sim.expire_access();
    sim.clear_log();
    let asks = (0..8).map(|n| {
        let studio = Arc::clone(&studio);
        let page = (n * 10, 10);
        tokio::spawn(async move { window(&studio, &view(3, None), Level::Item, "", page).await })
    });
    for ask in asks.collect::<Vec<_>>() {
        assert_eq!(ask.await.unwrap().unwrap().rows.len(), 10);
    }
    assert_eq!(count(&sim, REFRESH), 1, "{:?}", asked(&sim));
    // A write that was refused was not done: it is sent again too.
    sim.expire_access();
    let body = serde_json::json!({"meta": {"a": 1}});
    let ask = vidimus::platform::label_studio::client::ask("api/tasks/1/");
    studio.send("PATCH", ask, Some(body)).await.unwrap();
    assert_eq!(count(&sim, REFRESH), 2);
}

#[tokio::test]
async fn tokens_of_two_seconds_are_enough_for_a_long_list() {
    let sim = Sim::start(Options {
        access_s: 2,
        task_page_max: Some(10),
        latency: std::time::Duration::from_millis(100),
        ..small()
    });
    let studio = client(&sim, ALICE);
    let page = window(&studio, &view(3, None), Level::Item, "", (0, 1_000)).await;
    let page = page.unwrap();
    assert!(page.total > 200 && page.rows.len() as u64 == page.total);
    assert!(count(&sim, REFRESH) >= 1);
}

#[tokio::test]
async fn every_secret_that_is_not_taken_says_why_and_what_to_do() {
    let sim = Sim::start(small());
    let said = words(&sim, &sim.legacy(ALICE)).await;
    assert!(said.contains("legacy tokens are switched off"), "{said}");
    assert!(said.contains("personal access token"), "{said}");
    sim.state().legacy_tokens = true;
    let legacy = sim.legacy(ALICE);
    with_token(&sim, &legacy).identity().await.unwrap();
    let said = words(&sim, "0123456789012345678901234567890123456789").await;
    assert!(said.contains("does not know this token"), "{said}");
    let pat = sim.pat(ALICE);
    let said = words(&sim, &format!("{pat}x")).await;
    assert!(said.contains("revoked"), "{said}");
    let pats: Vec<u64> = sim.state().pats.keys().copied().collect();
    for id in pats {
        sim.state().pats.get_mut(&id).unwrap().blacklisted = true;
    }
    let said = words(&sim, &pat).await;
    assert!(
        said.contains("revoked") && said.contains("blacklisted"),
        "{said}"
    );
    sim.reset();
    sim.state().api_tokens = false;
    let said = words(&sim, &sim.pat(ALICE)).await;
    assert!(
        said.contains("switched off for this organization"),
        "{said}"
    );
}

#[tokio::test]
async fn a_bare_access_token_works_until_it_ends() {
    let sim = Sim::start(small());
    let nobody = vidimus::platform::http::Http::new(http(&sim)).unwrap();
    let ask = vidimus::platform::label_studio::client::ask("api/token/refresh/");
    let body = serde_json::json!({"refresh": sim.pat(ALICE)});
    let answer = nobody.send("POST", ask, Some(body)).await.unwrap();
    let answer: serde_json::Value = answer.json().unwrap();
    let access = answer["access"].as_str().unwrap();
    let identity = with_token(&sim, access).identity().await.unwrap();
    assert!(
        identity
            .notes
            .iter()
            .any(|note| note.contains("some minutes"))
    );
    sim.expire_access();
    let said = words(&sim, access).await;
    assert!(said.contains("has expired"), "{said}");
}

#[tokio::test]
async fn an_older_server_has_legacy_tokens_only() {
    let sim = Sim::start(Options {
        bulk: 0,
        ..Options::old()
    });
    let legacy = sim.legacy(ALICE);
    with_token(&sim, &legacy).identity().await.unwrap();
    let newer = Sim::start(small());
    let said = words(&sim, &newer.pat(ALICE)).await;
    assert!(said.contains("no personal access tokens"), "{said}");
}

async fn obtain(sim: &Sim, user: &str, password: &str) -> Result<(String, String), PlatformError> {
    let password = SecretString::from(password);
    let got = obtain_token(http(sim), user, &password).await?;
    assert!(!format!("{got:?}").contains(got.secret.expose_secret()));
    let works = with_token(sim, got.secret.expose_secret()).identity().await;
    assert_eq!(works.unwrap().user, got.user);
    Ok((got.what.to_string(), got.user.to_string()))
}

#[tokio::test]
async fn a_password_is_exchanged_for_a_token_to_keep() {
    let sim = Sim::start(small());
    let taken = obtain(&sim, "alice@example.com", "alice-pass").await;
    let words = taken.unwrap_err().to_string();
    assert!(
        words.contains("shows it only once") && words.contains("revoke"),
        "{words}"
    );
    sim.state().pats.retain(|_, pat| pat.user != ALICE);
    let (what, user) = obtain(&sim, "alice@example.com", "alice-pass")
        .await
        .unwrap();
    assert_eq!(
        (&*what, &*user),
        ("a personal access token", "Alice Annotator")
    );
    let wrong = obtain(&sim, "alice@example.com", "guess")
        .await
        .unwrap_err();
    assert!(matches!(wrong, PlatformError::SignIn(_)), "{wrong:?}");
    assert!(
        wrong
            .to_string()
            .contains("does not know this e-mail and password")
    );
    let cookies = sim
        .log()
        .into_iter()
        .filter(|seen| seen.authorization.is_some());
    assert!(
        cookies.into_iter().all(|seen| !seen.cookie),
        "no cookie is kept"
    );
    let old = Sim::start(Options {
        bulk: 0,
        ..Options::old()
    });
    let (what, _) = obtain(&old, "alice@example.com", "alice-pass")
        .await
        .unwrap();
    assert!(what.contains("legacy token"), "{what}");
}

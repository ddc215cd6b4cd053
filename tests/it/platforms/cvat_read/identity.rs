//! Signing in, and what is said of login and server.

use secrecy::{ExposeSecret, SecretString};
use vidimus::model::AccountId;
use vidimus::platform::cvat::{ACCEPT, CvatOptions, CvatPlatform, auth_of, explain, obtain_token};
use vidimus::platform::http::{Auth, HttpOptions};
use vidimus::platform::{Platform, PlatformError};

use super::super::cvat_world::{Options, REVIEWER, Sim, client, key, token};
use super::*;

fn server(version: &str) -> Sim {
    Sim::start(Options {
        version: version.into(),
        ..Options::default()
    })
}

fn nobody(sim: &Sim) -> HttpOptions {
    HttpOptions {
        account: AccountId::new("road"),
        base: sim.url().parse().unwrap(),
        auth: Auth::Nobody,
        ca_file: None,
        proxy: None,
        timeout_s: None,
        insecure: false,
        parallel: 6,
        accept: ACCEPT,
        explain,
    }
}

fn secret(raw: &str) -> SecretString {
    SecretString::from(raw.to_owned())
}

#[tokio::test]
async fn a_login_and_its_server_are_named() {
    let sim = server("2.54.1");
    let cvat = client(&sim, token(1));
    let identity = cvat.identity().await.unwrap();
    assert_eq!(&*identity.user, "review1");
    assert_eq!(&*identity.server, "CVAT 2.54.1");
    assert_eq!(identity.read_only, None);
    assert!(identity.notes.is_empty() && identity.warning.is_none());
    assert_eq!(identity.poll_s, Some(45));
    // Asked once, with the secret also where none is needed.
    cvat.identity().await.unwrap();
    let log = sim.log();
    assert_eq!(log.len(), 3);
    assert!(log.iter().all(|seen| seen.authorization.is_some()));
}

#[tokio::test]
async fn the_configured_organization_is_where_the_reviewer_begins() {
    let sim = server("2.54.1");
    let begins = |slug: &str| {
        let mut http = nobody(&sim);
        http.auth = token(1);
        let options = CvatOptions {
            account: AccountId::new("road"),
            http,
            organization: Some(slug.into()),
            read_only: None,
        };
        CvatPlatform::open(options).unwrap()
    };
    let start = begins("roadlab").identity().await.unwrap().start.unwrap();
    assert_eq!(start.to_string(), "vidimus://road/o:1");
    // One that is not there is said, and nothing else fails.
    let lost = begins("nowhere").identity().await.unwrap();
    assert_eq!(lost.start, None);
    assert!(lost.notes[0].contains("nowhere"), "{:?}", lost.notes);
}

#[tokio::test]
async fn a_token_that_only_reads_makes_the_account_read_only() {
    let sim = server("2.54.1");
    let identity = client(&sim, token(2)).identity().await.unwrap();
    assert!(identity.read_only.unwrap().contains("only read"));
    assert_eq!(identity.notes.len(), 1);
}

#[tokio::test]
async fn servers_that_were_not_tried_are_named_once() {
    for (version, said) in [
        ("2.15.0", None),
        ("2.80.3", None),
        ("2.81.0", Some("newer than 2.80")),
        ("2.9.1", Some("older than 2.15")),
    ] {
        let sim = server(version);
        let notes = client(&sim, key(REVIEWER)).identity().await.unwrap().notes;
        match said {
            Some(said) => assert!(notes[0].contains(said), "{version}: {notes:?}"),
            None => assert!(notes.is_empty(), "{version}: {notes:?}"),
        }
    }
    let sim = server("2.3.0");
    let refused = client(&sim, key(REVIEWER)).identity().await.unwrap_err();
    assert!(refused.to_string().contains("older than 2.4"), "{refused}");
}

#[tokio::test]
async fn a_wrong_secret_asks_to_sign_in_again() {
    let sim = server("2.54.1");
    let wrong = Auth::Header("Token", secret("nobody"));
    let error = client(&sim, wrong).identity().await.unwrap_err();
    assert!(matches!(error, PlatformError::SignIn(_)), "{error}");
}

#[tokio::test]
async fn another_kind_of_server_is_said_to_be_one() {
    let sim = server("2.54.1");
    for kind in ["html", "empty"] {
        sim.clear_faults();
        let mut fault = super::super::cvat_world::Fault::new("GET /api/server/about", kind);
        fault.times = 0;
        sim.fault(fault);
        let error = client(&sim, key(REVIEWER)).identity().await.unwrap_err();
        assert!(
            error.to_string().contains("no CVAT server"),
            "{kind}: {error}"
        );
    }
}

#[tokio::test]
async fn user_and_password_give_a_token_of_our_own() {
    let sim = server("2.54.1");
    let got = obtain_token(nobody(&sim), "review1", &secret("review1-pass")).await;
    let got = got.unwrap();
    assert!(got.secret.expose_secret().contains('.'));
    assert!(matches!(got.auth, Auth::Header("Bearer", _)));
    assert_eq!(&*got.user, "review1");
    let cvat = client(&sim, auth_of(&got.secret));
    assert_eq!(cvat.identity().await.unwrap().read_only, None);
    assert!(!paths(&sim).iter().any(|path| path.contains("logout")));
    let password = obtain_token(nobody(&sim), "review1", &secret("wrong")).await;
    assert!(
        matches!(password, Err(PlatformError::SignIn(_))),
        "{password:?}"
    );
}

#[tokio::test]
async fn an_older_server_gives_the_shared_key() {
    let sim = server("2.30.0");
    let got = obtain_token(nobody(&sim), "review1", &secret("review1-pass")).await;
    let got = got.unwrap();
    assert!(matches!(got.auth, Auth::Header("Token", _)));
    assert!(got.what.contains("shared"));
    assert!(!format!("{got:?}").contains(got.secret.expose_secret()));
    client(&sim, got.auth).identity().await.unwrap();
}

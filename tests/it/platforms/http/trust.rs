//! Certificates and proxies.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use rcgen::{CertificateParams, KeyPair};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use vidimus::platform::http::{Http, HttpOptions};

use super::answers::kind;
use super::server::{Server, json};
use super::{HASTY, ask, options};

/// A key, and a certificate that it has signed itself, for this name; as PEM too.
fn signed_by_itself(name: &str, expired: bool) -> (TlsAcceptor, String) {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new([name.to_owned()]).unwrap();
    if expired {
        params.not_before = rcgen::date_time_ymd(2001, 1, 1);
        params.not_after = rcgen::date_time_ymd(2002, 1, 1);
    }
    let certificate = params.self_signed(&key).unwrap();
    let secret = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], secret)
        .unwrap();
    (TlsAcceptor::from(Arc::new(config)), certificate.pem())
}

fn file(content: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(content.as_bytes()).unwrap();
    file
}

async fn error(options: HttpOptions) -> (String, u64) {
    let http = Http::with_pace(options, HASTY).unwrap();
    let error = http.get(ask("api/jobs")).await.unwrap_err();
    assert_eq!(kind(&error), "unreachable");
    (error.to_string(), http.sent())
}

#[tokio::test]
async fn a_certificate_nobody_signed_works_only_when_named_or_allowed() {
    let (tls, pem) = signed_by_itself("127.0.0.1", false);
    let server = Server::run(Some(tls), |_| json("{}")).await;
    let usual = options(&server.url());
    let (words, attempts) = error(usual.clone()).await;
    assert!(
        words.contains("ca_file") && words.contains("insecure = true"),
        "{words}"
    );
    assert_eq!(attempts, 1);
    let named = file(&pem);
    for trusting in [
        HttpOptions {
            ca_file: Some(named.path().into()),
            ..usual.clone()
        },
        HttpOptions {
            insecure: true,
            ..usual
        },
    ] {
        let http = Http::with_pace(trusting, HASTY).unwrap();
        http.get(ask("api/jobs")).await.unwrap();
    }
    // Nothing was said to a server that was not trusted.
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn what_is_wrong_with_a_certificate_is_said() {
    for (name, expired, said) in [
        (
            "elsewhere.example",
            false,
            "for another name: check the url",
        ),
        ("127.0.0.1", true, "has expired"),
    ] {
        let (tls, pem) = signed_by_itself(name, expired);
        let server = Server::run(Some(tls), |_| json("{}")).await;
        let named = file(&pem);
        let (words, _) = error(HttpOptions {
            ca_file: Some(named.path().into()),
            ..options(&server.url())
        })
        .await;
        assert!(words.contains(said), "{words}");
    }
}

#[tokio::test]
async fn a_server_without_tls_is_said_to_be_one() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 1_024]).await;
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        }
    });
    let (words, attempts) = error(options(&url)).await;
    assert!(words.contains("is the url http:// instead?"), "{words}");
    assert_eq!(attempts, 1);
}

#[test]
fn certificate_files_that_cannot_be_used_are_named() {
    let empty = file("");
    let garbage = file("this is no certificate");
    let broken = file("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    let gone = PathBuf::from("/nonexistent/ca.pem");
    for (path, why) in [
        (gone, "No such file"),
        (empty.path().into(), "BEGIN CERTIFICATE"),
        (garbage.path().into(), "BEGIN CERTIFICATE"),
        (broken.path().into(), "cannot be read"),
    ] {
        let with = HttpOptions {
            ca_file: Some(path.clone()),
            ..options("https://localhost/")
        };
        let error = Http::new(with).unwrap_err().to_string();
        assert!(
            error.contains(why) && error.contains(path.to_str().unwrap()),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_proxy_of_the_settings_is_used_and_its_password_shown_nowhere() {
    let proxy = Server::start(|_| json("{}")).await;
    let through = HttpOptions {
        proxy: Some(
            format!("http://me:hunter2@127.0.0.1:{}", proxy.port())
                .parse()
                .unwrap(),
        ),
        ..options("http://server.invalid/")
    };
    let http = Http::with_pace(through, HASTY).unwrap();
    assert!(!format!("{http:?}").contains("hunter2"));
    http.get(ask("api/jobs")).await.unwrap();
    let seen = &proxy.seen()[0];
    assert_eq!(seen.path, "http://server.invalid/api/jobs");
    assert_eq!(
        seen.header("proxy-authorization"),
        Some("Basic bWU6aHVudGVyMg==")
    );
}

#[tokio::test]
async fn a_proxy_that_refuses_the_way_is_said() {
    let proxy = Server::start(|_| super::server::answer(403, &[], b"")).await;
    let (words, _) = error(HttpOptions {
        proxy: Some(proxy.url().parse().unwrap()),
        ..options("https://server.invalid/")
    })
    .await;
    assert!(words.contains("proxy"), "{words}");
}

/// Run by the test below in a process with an environment of its own.
#[tokio::test]
#[ignore = "needs the environment that another test gives it"]
async fn asks_by_the_environments_proxy() {
    let base = std::env::var("VIDIMUS_TEST_BASE").unwrap();
    let http = Http::with_pace(options(&base), HASTY).unwrap();
    http.get(ask("api/jobs")).await.unwrap();
}

/// Whether that test passes with these variables.
async fn with_environment(base: &str, variables: &[(&str, String)]) -> bool {
    let mut child = std::process::Command::new(std::env::current_exe().unwrap());
    child
        .args(["--ignored", "--exact"])
        .arg("platforms::http::trust::asks_by_the_environments_proxy")
        .env("VIDIMUS_TEST_BASE", base)
        .envs(variables.iter().cloned());
    for name in [
        "http_proxy",
        "HTTP_PROXY",
        "all_proxy",
        "ALL_PROXY",
        "no_proxy",
        "NO_PROXY",
    ] {
        if variables.iter().all(|(key, _)| *key != name) {
            child.env_remove(name);
        }
    }
    let output = tokio::task::spawn_blocking(move || child.output());
    output.await.unwrap().unwrap().status.success()
}

#[tokio::test]
async fn the_environments_proxy_is_used_but_not_for_its_exceptions() {
    let proxy = Server::start(|_| json("{}")).await;
    let server = Server::start(|_| json("{}")).await;
    let through = ("http_proxy", proxy.url());
    assert!(with_environment("http://server.invalid/", std::slice::from_ref(&through)).await);
    assert_eq!(proxy.count(), 1);
    let except = ("no_proxy", "127.0.0.1".to_owned());
    assert!(with_environment(&server.url(), &[through, except]).await);
    assert_eq!((proxy.count(), server.count()), (1, 1));
}

//! The connection's client: which certificates and proxies are trusted, and how long it waits.

use std::io::Read;
use std::path::Path;
use std::time::Duration;

use reqwest::{Certificate, Client, ClientBuilder, NoProxy, Proxy, redirect};

use crate::limits::{CA_FILE_BYTES, HTTP_IDLE_S, HTTP_READ_S};
use crate::model::Text;

use super::{HttpOptions, Pace, PlatformError};

/// How we name ourselves.
const AGENT: &str = concat!("vidimus/", env!("CARGO_PKG_VERSION"));

/// A client for these options. No cookies (a session cookie would be tried before the account's
/// own secret), no redirects of its own (they are judged one by one), no `Referer`.
pub(super) fn client(options: &HttpOptions, pace: &Pace) -> Result<Client, PlatformError> {
    // reqwest takes the process's cryptography. That somebody else has chosen one is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let roots = match &options.ca_file {
        Some(file) => certificates(file)?,
        None => Vec::new(),
    };
    let builder = || -> Result<ClientBuilder, PlatformError> {
        let silence = options.timeout_s.map_or(HTTP_READ_S, u64::from).max(1);
        let mut builder = Client::builder()
            .user_agent(AGENT)
            .redirect(redirect::Policy::none())
            .referer(false)
            .http1_only()
            .gzip(true)
            .connect_timeout(pace.connect)
            .read_timeout(Duration::from_secs(silence))
            .pool_idle_timeout(Duration::from_secs(HTTP_IDLE_S))
            .pool_max_idle_per_host(options.parallel.max(1))
            .tls_danger_accept_invalid_certs(options.insecure);
        if let Some(url) = &options.proxy {
            let proxy = Proxy::all(url.clone())
                .map_err(|_| bad_proxy())?
                .no_proxy(NoProxy::from_env());
            builder = builder.proxy(proxy);
        }
        Ok(builder)
    };
    let usual = match roots.is_empty() {
        true => builder()?,
        false => builder()?.tls_certs_merge(roots.clone()),
    };
    match usual.build() {
        Ok(client) => Ok(client),
        // A system without any certificates can still talk to a server that needs none.
        Err(_) if options.base.scheme() == "http" => builder()?
            .tls_certs_only(roots)
            .build()
            .map_err(|error| unusable(&error)),
        Err(error) => Err(unusable(&error)),
    }
}

fn bad_proxy() -> PlatformError {
    // Its text may hold a password.
    PlatformError::Malformed(Text::line("the proxy's address"))
}

fn unusable(error: &reqwest::Error) -> PlatformError {
    let mut words = String::from("the system's certificates cannot be used; name some by ca_file");
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        words = format!("{words}: {inner}");
        cause = inner.source();
    }
    PlatformError::Io(Text::line(&words))
}

/// The certificates of a PEM file.
fn certificates(file: &Path) -> Result<Vec<Certificate>, PlatformError> {
    let fault = |why: &str| {
        let line = format!("ca_file {}: {why}", file.display());
        PlatformError::Malformed(Text::line(&line))
    };
    let mut bytes = Vec::new();
    std::fs::File::open(file)
        .and_then(|open| open.take(CA_FILE_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|error| fault(&error.to_string()))?;
    if bytes.len() as u64 > CA_FILE_BYTES {
        return Err(PlatformError::TooLarge(Text::line(&format!(
            "ca_file {} has more than {CA_FILE_BYTES} bytes",
            file.display()
        ))));
    }
    let wanted = "it must hold certificates in PEM (-----BEGIN CERTIFICATE-----)";
    let found = Certificate::from_pem_bundle(&bytes).map_err(|_| fault(wanted))?;
    if found.is_empty() {
        return Err(fault(wanted));
    }
    // What is no certificate inside of its armour would only be noticed when building the client,
    // and be mistaken for the system's.
    for certificate in &found {
        Client::builder()
            .tls_certs_only([certificate.clone()])
            .build()
            .map_err(|_| fault("one of its certificates cannot be read"))?;
    }
    Ok(found)
}

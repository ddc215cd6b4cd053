//! Accounts on servers: from the configuration to a platform.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use url::Url;

use crate::config::settings::{Account, AccountKind, Server};
use crate::model::{AccountId, Text};
use crate::platform::Platform;
use crate::platform::cvat::{self, CvatOptions, CvatPlatform};
use crate::platform::http::HttpOptions;
use crate::platform::journal::Journaled;
use crate::store::Store;

use super::error::{CliError, Kind};
use super::secrets::{Login, login};

/// What opening an account needs beside its configuration.
pub struct Opening {
    /// The configuration file: names of files in it are read against its directory.
    pub config: PathBuf,
    /// The state directory, where secrets are kept.
    pub state: PathBuf,
    /// Requests that run together at most.
    pub parallel: usize,
    /// The state database.
    pub store: Store,
}

/// Opens an account on a server; nothing is asked of it yet.
///
/// # Errors
/// Not signed in; settings that cannot be used.
pub async fn open(
    account: &Account,
    opening: &Opening,
    read_only: Option<Text>,
) -> Result<Arc<dyn Platform>, CliError> {
    let AccountKind::Cvat(server) = &account.kind else {
        return Err(CliError::usage("this account is on no server"));
    };
    let login = login(&account.id.0, &server.secret, &opening.state).await?;
    let http = http(
        &account.id,
        server,
        &opening.config,
        &login,
        opening.parallel,
    )?;
    let client = CvatPlatform::open(CvatOptions {
        account: account.id.clone(),
        http,
        organization: server.organization.as_deref().map(Text::line),
        read_only,
    })?;
    Ok(Journaled::new(client, opening.store.clone()))
}

/// How a server is reached.
///
/// # Errors
/// An address that is none.
pub fn http(
    account: &AccountId,
    server: &Server,
    config: &Path,
    login: &Login,
    parallel: usize,
) -> Result<HttpOptions, CliError> {
    let address = |what: &str, raw: &str| {
        Url::parse(raw).map_err(|error| {
            CliError::new(
                Kind::Usage,
                &format!("{what} of account '{account}': {error}"),
            )
        })
    };
    let proxy = server.proxy.as_deref();
    Ok(HttpOptions {
        account: account.clone(),
        base: address("the url", &server.url)?,
        auth: login.auth(),
        ca_file: server.ca_file.as_ref().map(|file| match config.parent() {
            Some(directory) => directory.join(file),
            None => file.clone(),
        }),
        proxy: proxy.map(|raw| address("the proxy", raw)).transpose()?,
        timeout_s: server.timeout_s,
        insecure: server.insecure,
        parallel,
        accept: cvat::ACCEPT,
        explain: cvat::explain,
    })
}

/// Whether a web address lies on this server: scheme, host and port are its own, and its path
/// begins with the server's.
pub fn is_below(server: &str, address: &str) -> bool {
    let (Ok(server), Ok(address)) = (Url::parse(server), Url::parse(address)) else {
        return false;
    };
    let path = server.path().trim_end_matches('/');
    let rest = address.path().strip_prefix(path);
    server.origin() == address.origin()
        && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_belongs_to_the_server_it_lies_on() {
        let own = "https://cvat.example.com/sub";
        let cases = [
            ("https://cvat.example.com/sub/tasks/1/jobs/2?frame=3", true),
            ("https://cvat.example.com:443/sub", true),
            ("https://cvat.example.com/subway/tasks/1", false),
            ("http://cvat.example.com/sub/tasks/1", false),
            ("https://cvat.example.com.evil.org/sub/", false),
            ("https://cvat.example.com/tasks/1", false),
            ("nonsense", false),
        ];
        for (address, below) in cases {
            assert_eq!(is_below(own, address), below, "{address}");
        }
    }
}

//! Accounts on servers: from the configuration to a platform.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use secrecy::SecretString;
use url::Url;

use crate::config::credentials::Credentials;
use crate::config::settings::{Account, AccountKind, Server};
use crate::model::{AccountId, Text};
use crate::platform::Platform;
use crate::platform::cvat::{self, CvatOptions, CvatPlatform};
use crate::platform::http::{Auth, HttpOptions, Renewal};
use crate::platform::journal::Journaled;
use crate::platform::label_studio::{self, LabelStudioOptions, LabelStudioPlatform, Look};
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

/// Opens an account on a server; nothing is asked of it yet, unless a password has to become a
/// token first.
///
/// # Errors
/// Not signed in; settings that cannot be used.
pub async fn open(
    account: &Account,
    opening: &Opening,
    read_only: Option<Text>,
) -> Result<Arc<dyn Platform>, CliError> {
    let Some((product, server)) = Product::of(&account.kind) else {
        return Err(CliError::usage("this account is on no server"));
    };
    let login = login(&account.id.0, &server.secret, &opening.state).await?;
    let reach = Reach {
        account: &account.id,
        product,
        server,
        config: &opening.config,
        parallel: opening.parallel,
    };
    let client = reach.client(login, read_only).await?;
    client.renew_from(account.id.0.to_string(), opening.state.clone());
    Ok(Journaled::new(client.platform(), opening.store.clone()))
}

/// Which program runs on a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Product {
    /// CVAT.
    Cvat,
    /// Label Studio.
    LabelStudio,
}

impl Product {
    /// That of an account, with its server; none for what is on no server.
    pub fn of(kind: &AccountKind) -> Option<(Self, &Server)> {
        match kind {
            AccountKind::Cvat(server) => Some((Self::Cvat, server)),
            AccountKind::LabelStudio(server) => Some((Self::LabelStudio, server)),
            AccountKind::Local { .. } | AccountKind::Later(_) => None,
        }
    }

    /// The word of the configuration.
    pub fn word(self) -> &'static str {
        match self {
            Self::Cvat => "cvat",
            Self::LabelStudio => "label-studio",
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cvat => "CVAT",
            Self::LabelStudio => "Label Studio",
        }
    }
}

/// A server as an account reaches it.
#[derive(Clone, Copy, Debug)]
pub struct Reach<'a> {
    /// The account's name.
    pub account: &'a AccountId,
    /// What runs there.
    pub product: Product,
    /// The server.
    pub server: &'a Server,
    /// The configuration file.
    pub config: &'a Path,
    /// Requests that run together at most.
    pub parallel: usize,
}

/// What a password was exchanged for.
pub struct Obtained {
    /// The secret to keep.
    pub secret: SecretString,
    /// What it is, in words.
    pub what: Text,
}

impl Reach<'_> {
    /// How requests get there.
    ///
    /// # Errors
    /// An address that is none.
    pub fn http(&self, auth: Auth) -> Result<HttpOptions, CliError> {
        let address = |what: &str, raw: &str| {
            Url::parse(raw).map_err(|error| {
                CliError::new(
                    Kind::Usage,
                    &format!("{what} of account '{}': {error}", self.account),
                )
            })
        };
        let server = self.server;
        let proxy = server.proxy.as_deref();
        let accept = match self.product {
            Product::Cvat => cvat::ACCEPT,
            Product::LabelStudio => label_studio::ACCEPT,
        };
        Ok(HttpOptions {
            account: self.account.clone(),
            base: address("the url", &server.url)?,
            auth,
            ca_file: server
                .ca_file
                .as_ref()
                .map(|file| match self.config.parent() {
                    Some(directory) => directory.join(file),
                    None => file.clone(),
                }),
            proxy: proxy.map(|raw| address("the proxy", raw)).transpose()?,
            timeout_s: server.timeout_s,
            insecure: server.insecure,
            parallel: self.parallel,
            accept,
            explain: match self.product {
                Product::Cvat => cvat::explain,
                Product::LabelStudio => label_studio::explain,
            },
        })
    }

    /// Exchanges a password for a token, once.
    ///
    /// # Errors
    /// A login that the server refuses, a server that is not reached.
    pub async fn exchange(
        &self,
        user: &str,
        password: &SecretString,
    ) -> Result<Obtained, CliError> {
        match self.product {
            Product::Cvat => {
                let login = Login::Password(user.to_owned(), password.clone());
                let got = cvat::obtain_token(self.http(login.auth())?, user, password).await?;
                let (secret, what) = (got.secret, got.what);
                Ok(Obtained { secret, what })
            }
            Product::LabelStudio => {
                let http = self.http(Auth::Nobody)?;
                let got = label_studio::obtain_token(http, user, password).await?;
                let (secret, what) = (got.secret, got.what);
                Ok(Obtained { secret, what })
            }
        }
    }

    /// The client of this server.
    ///
    /// # Errors
    /// Settings that cannot be used; a password that is not exchanged for a token where the
    /// server wants one.
    pub async fn client(&self, login: Login, read_only: Option<Text>) -> Result<Client, CliError> {
        let organization = self.server.organization.as_deref().map(Text::line);
        match self.product {
            Product::Cvat => {
                let client = CvatPlatform::open(CvatOptions {
                    account: self.account.clone(),
                    http: self.http(login.auth())?,
                    organization,
                    read_only,
                })?;
                Ok(Client::Cvat(client))
            }
            Product::LabelStudio => {
                let token = match login {
                    Login::Token(token) => token,
                    Login::Password(user, password) => {
                        self.exchange(&user, &password).await?.secret
                    }
                };
                let client = LabelStudioPlatform::open(LabelStudioOptions {
                    account: self.account.clone(),
                    // The client itself knows how its token is sent.
                    http: self.http(Auth::Nobody)?,
                    token,
                    organization,
                    marker: self.server.review_marker,
                    read_only,
                })?;
                Ok(Client::LabelStudio(client))
            }
        }
    }
}

/// The client of a server, by its own type.
pub enum Client {
    /// Of CVAT.
    Cvat(Arc<CvatPlatform>),
    /// Of Label Studio.
    LabelStudio(Arc<LabelStudioPlatform>),
}

impl Client {
    /// Once the server refuses the secret, looks for one that `account add` has kept meanwhile.
    fn renew_from(&self, account: String, state: PathBuf) {
        let kept = move || {
            let credentials = Credentials::read(&state).ok()?;
            credentials.get(&account).cloned()
        };
        match self {
            Self::Cvat(client) => client.renew_from(Renewal::new(move || {
                let token = kept()?;
                Some(Login::Token(token).auth())
            })),
            Self::LabelStudio(client) => client.renew_from(Look::new(kept)),
        }
    }

    /// The same as a platform.
    pub fn platform(&self) -> Arc<dyn Platform> {
        match self {
            Self::Cvat(client) => client.clone(),
            Self::LabelStudio(client) => client.clone(),
        }
    }

    /// How many seconds the server's clock is ahead of ours, by its last answer.
    pub fn clock_off_s(&self) -> i64 {
        match self {
            Self::Cvat(client) => client.http().clock_off_s(),
            Self::LabelStudio(client) => client.http().clock_off_s(),
        }
    }
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

//! Which program a server runs: by the flag, by the account that is known, or by asking the server.

use crate::config::settings::Server;
use crate::model::AccountId;
use crate::platform::http::Auth;
use crate::platform::{PlatformError, cvat, label_studio};

use super::super::args::AccountKindFlag;
use super::super::error::{CliError, Kind};
use super::super::remote::{Product, Reach};
use super::super::session::Base;

impl From<AccountKindFlag> for Product {
    fn from(flag: AccountKindFlag) -> Self {
        match flag {
            AccountKindFlag::Cvat => Self::Cvat,
            AccountKindFlag::LabelStudio => Self::LabelStudio,
        }
    }
}

/// What answers at an address; none when it is neither.
///
/// # Errors
/// An address that is none; nobody answers.
pub async fn found(base: &Base, server: &Server) -> Result<Option<Product>, CliError> {
    let account = AccountId::new("new");
    let reach = |product| Reach {
        account: &account,
        product,
        server,
        config: &base.paths.config,
        parallel: base.parallel,
    };
    let http = reach(Product::LabelStudio).http(Auth::Nobody)?;
    let first = label_studio::answers(http).await;
    if first.as_ref().is_ok_and(|is| *is) {
        return Ok(Some(Product::LabelStudio));
    }
    // What cannot be reached one way is not reached the other way either.
    if let Err(error) = first {
        return Err(named(error));
    }
    let http = reach(Product::Cvat).http(Auth::Nobody)?;
    let second = cvat::answers(http).await.map_err(named)?;
    Ok(second.then_some(Product::Cvat))
}

fn named(error: PlatformError) -> CliError {
    CliError::from(error)
}

/// Neither of the servers that are known.
pub fn neither(url: &str) -> CliError {
    CliError::new(
        Kind::Failed,
        &format!(
            "{url} answers neither as CVAT nor as Label Studio: is the path right? (--kind KIND says which it is)"
        ),
    )
}

//! Whether a server is a Label Studio at all, asked without a login.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::platform::http::{Ask, Auth, Http, HttpOptions};
use crate::platform::{PlatformError, Retry};

/// What every version says of itself without a login (Label Studio API, version).
#[derive(Deserialize)]
struct Version<'a> {
    release: Option<String>,
    #[serde(rename = "label-studio-os-package", borrow)]
    package: Option<&'a RawValue>,
}

/// Whether a Label Studio server answers there.
///
/// # Errors
/// Nobody answers at all.
pub async fn answers(http: HttpOptions) -> Result<bool, PlatformError> {
    let nobody = Http::new(HttpOptions {
        auth: Auth::Nobody,
        ..http
    })?;
    let asked = nobody.get(Ask {
        path: "api/version".into(),
        ..Ask::default()
    });
    let body = match asked.await {
        Ok(body) => body,
        Err(error) if error.retry() == Retry::Patiently => return Err(error),
        Err(_) => return Ok(false),
    };
    let version = body.json::<Version<'_>>();
    Ok(version.is_ok_and(|version| version.release.is_some() || version.package.is_some()))
}

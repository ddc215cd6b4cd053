//! The configured accounts.

use std::process::ExitCode;

use serde_json::json;

use crate::config::settings::AccountKind;
use crate::model::Text;

use super::error::CliError;
use super::output::{Form, Listing};
use super::session::Base;

/// `account list`
///
/// # Errors
/// Only when standard output is gone.
pub fn list(base: &Base, form: Form) -> Result<ExitCode, CliError> {
    let mut listing = Listing::begin(form, &["NAME", "KIND", "PLACE", "NOTE"])?;
    let accounts = &base.settings.accounts;
    for account in accounts {
        let (kind, path, note) = match &account.kind {
            AccountKind::Local { path, .. } if !path.is_dir() => {
                ("local", Some(path), "no such folder")
            }
            AccountKind::Local { path, .. } if account.read_only => {
                ("local", Some(path), "read-only")
            }
            AccountKind::Local { path, .. } => ("local", Some(path), ""),
            AccountKind::Later(kind) => (*kind, None, "comes with a later version"),
        };
        let path = path.map(|path| Text::line(&path.to_string_lossy()));
        let name = account.id.to_string();
        let object = json!({
            "name": name,
            "kind": kind,
            "path": path,
            "read_only": account.read_only,
            "usable": matches!(note, "" | "read-only"),
            "note": (!note.is_empty()).then_some(note),
        });
        let cells = vec![
            Text::line(&name),
            Text::line(kind),
            path.unwrap_or_else(|| Text::line("-")),
            Text::line(note),
        ];
        listing.row(&object, &name, cells)?;
    }
    listing.end(u64::try_from(accounts.len()).unwrap_or(u64::MAX), true, &[])
}

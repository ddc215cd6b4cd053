//! `credentials.toml` in the state directory: the secrets that `account add` keeps, by account.
//!
//! Made for its owner alone, and refused when others can read it.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use crate::limits::CONFIG_BYTES;

/// The file's name.
pub const CREDENTIALS_FILE: &str = "credentials.toml";

/// Why the file cannot be used. Nothing of what is in it is repeated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CredentialsError {
    /// Others may read or write it.
    #[error(
        "{} can be read by others ({mode:04o}) and is not used: chmod 600 {}", path.display(), path.display()
    )]
    Open {
        /// The file.
        path: PathBuf,
        /// Its rights.
        mode: u32,
    },
    /// It cannot be read or written.
    #[error("{}: {why}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// It is not what this program writes.
    #[error("{}:{line}: cannot be read; sign in again with vidimus account add NAME, once this file is gone", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
}

/// The secrets of a state directory.
#[derive(Debug)]
pub struct Credentials {
    path: PathBuf,
    kept: BTreeMap<String, Kept>,
}

/// What is kept for one account.
#[derive(Debug, Deserialize)]
struct Kept {
    token: SecretString,
}

impl Credentials {
    /// Reads the file of a state directory; one that is not there is empty.
    ///
    /// # Errors
    /// [`CredentialsError`]; nothing is read of a file that others can read.
    pub fn read(state: &Path) -> Result<Self, CredentialsError> {
        let path = state.join(CREDENTIALS_FILE);
        let meta = match std::fs::metadata(&path) {
            Ok(meta) => meta,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let kept = BTreeMap::new();
                return Ok(Self { path, kept });
            }
            Err(error) => return Err(file_error(&path, &error.to_string())),
        };
        check_rights(&path, &meta)?;
        if meta.len() > CONFIG_BYTES {
            return Err(file_error(&path, "is too large"));
        }
        let text = std::fs::read_to_string(&path)
            .map_err(|error| file_error(&path, &error.to_string()))?;
        // The parser's own words would repeat the line that it does not like.
        let kept = toml::from_str(&text).map_err(|error| CredentialsError::Broken {
            path: path.clone(),
            line: super::raw::place(&text, error.span().map_or(0, |span| span.start)).0,
        })?;
        Ok(Self { path, kept })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The secret of an account.
    pub fn get(&self, account: &str) -> Option<&SecretString> {
        self.kept.get(account).map(|kept| &kept.token)
    }

    /// Keeps a secret, in place of the one before.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn keep(&mut self, account: &str, token: SecretString) -> Result<(), CredentialsError> {
        self.kept.insert(account.to_owned(), Kept { token });
        self.write()
    }

    /// Forgets the secret of an account; false when there was none.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn forget(&mut self, account: &str) -> Result<bool, CredentialsError> {
        if self.kept.remove(account).is_none() {
            return Ok(false);
        }
        self.write()?;
        Ok(true)
    }

    /// Writes a new file and puts it into place, so that an interruption loses nothing.
    fn write(&self) -> Result<(), CredentialsError> {
        let mut text =
            String::from("# Secrets kept by vidimus account add; for its owner alone.\n");
        for (account, kept) in &self.kept {
            let token = kept.token.expose_secret();
            text.push_str(&format!(
                "\n[{}]\ntoken = {}\n",
                super::edit::quoted(account),
                super::edit::quoted(token)
            ));
        }
        let draft = self.path.with_extension("toml.new");
        let written = put(&draft, &self.path, text.as_bytes());
        written.map_err(|error| file_error(&self.path, &error.to_string()))
    }
}

fn put(draft: &Path, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(directory) = path.parent() {
        private_directory(directory)?;
    }
    // A draft that an interrupted run has left may have other rights.
    match std::fs::remove_file(draft) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = private_file(draft)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    std::fs::rename(draft, path)
}

#[cfg(unix)]
fn private_directory(directory: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(directory)
}

#[cfg(not(unix))]
fn private_directory(directory: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(directory)
}

#[cfg(unix)]
fn private_file(path: &Path) -> std::io::Result<std::fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
}

#[cfg(not(unix))]
fn private_file(path: &Path) -> std::io::Result<std::fs::File> {
    std::fs::File::create_new(path)
}

#[cfg(unix)]
fn check_rights(path: &Path, meta: &std::fs::Metadata) -> Result<(), CredentialsError> {
    use std::os::unix::fs::PermissionsExt;
    match meta.permissions().mode() & 0o777 {
        mode if mode & 0o077 != 0 => Err(CredentialsError::Open {
            path: path.into(),
            mode,
        }),
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
fn check_rights(_: &Path, _: &std::fs::Metadata) -> Result<(), CredentialsError> {
    Ok(())
}

fn file_error(path: &Path, why: &str) -> CredentialsError {
    CredentialsError::File {
        path: path.into(),
        why: why.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> SecretString {
        SecretString::from(text.to_owned())
    }

    #[test]
    fn secrets_come_back_and_go() {
        let dir = tempfile::tempdir().unwrap();
        let state = dir.path().join("state");
        let mut credentials = Credentials::read(&state).unwrap();
        assert!(credentials.get("work").is_none());
        credentials.keep("work", secret("a.b\"c\\")).unwrap();
        credentials.keep("other.one", secret("x")).unwrap();
        let mut again = Credentials::read(&state).unwrap();
        let kept = again.get("work").map(ExposeSecret::expose_secret);
        assert_eq!(kept, Some("a.b\"c\\"));
        assert!(!format!("{again:?}").contains("a.b"));
        assert!(again.forget("work").unwrap());
        assert!(!again.forget("work").unwrap());
        let left = Credentials::read(&state).unwrap();
        assert!(left.get("work").is_none() && left.get("other.one").is_some());
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_can_read_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let mut credentials = Credentials::read(dir.path()).unwrap();
        credentials.keep("work", secret("t0ken")).unwrap();
        let path = credentials.path().to_owned();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        let error = Credentials::read(dir.path()).unwrap_err().to_string();
        assert!(
            error.contains("chmod 600") && error.contains("0644"),
            "{error}"
        );
    }

    #[test]
    fn a_broken_file_is_named_without_what_is_in_it() {
        let dir = tempfile::tempdir().unwrap();
        let mut credentials = Credentials::read(dir.path()).unwrap();
        credentials.keep("work", secret("x")).unwrap();
        std::fs::write(credentials.path(), "\n[work]\ntoken = t0ken\n").unwrap();
        let error = Credentials::read(dir.path()).unwrap_err().to_string();
        assert!(error.contains(":3:") && !error.contains("t0ken"), "{error}");
    }
}

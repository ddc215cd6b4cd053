//! Where the program's files are.
//!
//! Only names are made here; nothing is created or read.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Names the configuration file.
pub const CONFIG_VARIABLE: &str = "VIDIMUS_CONFIG";
/// Names the state directory (database, log, crash reports).
pub const STATE_VARIABLE: &str = "VIDIMUS_STATE";
/// Names the cache directory.
pub const CACHE_VARIABLE: &str = "VIDIMUS_CACHE";

/// The places of the program's files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// The configuration file.
    pub config: PathBuf,
    /// The state directory: database, log, crash reports.
    pub state: PathBuf,
    /// The cache directory; safe to delete.
    pub cache: PathBuf,
}

/// Why there is no place for the files.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PathsError {
    /// No home directory is known.
    #[error(
        "there is no home directory to keep decisions in: set HOME, or name a directory with --state DIR or {STATE_VARIABLE}"
    )]
    NoHome,
}

impl Paths {
    /// The places by the environment: the three `VIDIMUS_…` variables first, then what the
    /// system's conventions give (`XDG_…_HOME` or the home directory).
    ///
    /// # Errors
    /// [`PathsError::NoHome`] when the state has no place at all.
    pub fn find(state_flag: Option<&Path>) -> Result<Self, PathsError> {
        let project = directories::ProjectDirs::from("", "", "vidimus");
        Self::choose(
            state_flag,
            &|name| std::env::var_os(name),
            project.as_ref().map(|dirs| dirs.config_dir()),
            project
                .as_ref()
                .map(|dirs| dirs.state_dir().unwrap_or(dirs.data_local_dir())),
            project.as_ref().map(|dirs| dirs.cache_dir()),
        )
    }

    fn choose(
        state_flag: Option<&Path>,
        variable: &dyn Fn(&str) -> Option<OsString>,
        config: Option<&Path>,
        state: Option<&Path>,
        cache: Option<&Path>,
    ) -> Result<Self, PathsError> {
        let named = |name| {
            variable(name)
                .filter(|value| !value.is_empty())
                .map(PathBuf::from)
        };
        let state = state_flag
            .map(Path::to_path_buf)
            .or_else(|| named(STATE_VARIABLE))
            .or_else(|| state.map(Path::to_path_buf))
            .ok_or(PathsError::NoHome)?;
        let config = named(CONFIG_VARIABLE)
            .or_else(|| config.map(|dir| dir.join("config.toml")))
            .unwrap_or_else(|| state.join("config.toml"));
        let cache = named(CACHE_VARIABLE)
            .or_else(|| cache.map(Path::to_path_buf))
            .unwrap_or_else(|| state.join("cache"));
        Ok(Self {
            config,
            state,
            cache,
        })
    }

    /// The state database.
    pub fn database(&self) -> PathBuf {
        self.state.join("state.db")
    }
}

/// A path as written in the configuration file: `~/` is the home directory.
pub fn expand(written: &str) -> PathBuf {
    match written.strip_prefix("~/") {
        Some(rest) => match directories::BaseDirs::new() {
            Some(dirs) => dirs.home_dir().join(rest),
            None => PathBuf::from(written),
        },
        None => PathBuf::from(written),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn none(_: &str) -> Option<OsString> {
        None
    }

    #[test]
    fn flags_win_over_variables_over_conventions() {
        let home = Path::new("/home/ana");
        let both = |name: &str| match name {
            STATE_VARIABLE => Some("/v/state".into()),
            CONFIG_VARIABLE => Some("/v/c.toml".into()),
            _ => None,
        };
        let flag = Path::new("/flag");
        let paths = Paths::choose(Some(flag), &both, Some(home), Some(home), Some(home)).unwrap();
        assert_eq!(paths.state, flag);
        assert_eq!(paths.config, Path::new("/v/c.toml"));
        let paths = Paths::choose(None, &both, None, None, None).unwrap();
        assert_eq!(paths.database(), Path::new("/v/state/state.db"));
        assert_eq!(paths.cache, Path::new("/v/state/cache"));
        let paths = Paths::choose(None, &none, Some(home), Some(home), Some(home)).unwrap();
        assert_eq!(paths.config, home.join("config.toml"));
    }

    #[test]
    fn without_any_home_the_answer_is_an_error() {
        let error = Paths::choose(None, &none, None, None, None).unwrap_err();
        assert!(error.to_string().contains("set HOME"));
        let empty = |_: &str| Some(OsString::new());
        assert_eq!(
            Paths::choose(None, &empty, None, None, None),
            Err(PathsError::NoHome)
        );
    }
}

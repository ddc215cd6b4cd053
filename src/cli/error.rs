//! Failures of commands and the exit code of each.

use std::process::ExitCode;

use crate::config::ConfigError;
use crate::config::paths::PathsError;
use crate::model::Text;
use crate::platform::PlatformError;
use crate::store::StoreError;

/// What kind of failure it is: an exit code, and a word for machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 1: it was tried and failed.
    Failed,
    /// 2: it makes no sense as it was said.
    Usage,
    /// 3: it may not be done.
    Denied,
    /// 4: it is not there.
    NotFound,
    /// 5: nobody answers; writes stay queued.
    Unreachable,
    /// 130: given up by Ctrl-C.
    Interrupted,
    /// 0: whoever read the output has had enough (`| head`).
    ReaderGone,
}

impl Kind {
    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Denied => 3,
            Self::NotFound => 4,
            Self::Unreachable => 5,
            Self::Interrupted => 130,
            Self::ReaderGone => 0,
        }
    }

    /// The word in `errors` of the JSON output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Usage => "usage",
            Self::Denied => "denied",
            Self::NotFound => "not_found",
            Self::Unreachable => "unreachable",
            Self::Interrupted => "interrupted",
            Self::ReaderGone => "reader_gone",
        }
    }
}

/// One failure, about one thing or the whole command.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{message}", id.as_ref().map(|id| format!("{id}: ")).unwrap_or_default())]
pub struct CliError {
    /// What kind.
    pub kind: Kind,
    /// What it is about, as the user named it.
    pub id: Option<Text>,
    /// What went wrong and what to do next.
    pub message: Text,
}

impl CliError {
    /// A failure of the whole command.
    pub fn new(kind: Kind, message: &str) -> Self {
        Self {
            kind,
            id: None,
            message: Text::block(message),
        }
    }

    /// Wrong usage.
    pub fn usage(message: &str) -> Self {
        Self::new(Kind::Usage, message)
    }

    /// Something is not there.
    pub fn not_found(message: &str) -> Self {
        Self::new(Kind::NotFound, message)
    }

    /// The same failure, about this id.
    pub fn about(mut self, id: &str) -> Self {
        self.id.get_or_insert_with(|| Text::line(id));
        self
    }
}

/// The exit code of a command with these failures: none is success; failures that are all of one
/// kind, with nothing done beside them, have that kind's code; anything else is "some failed".
pub fn exit_code(failures: &[CliError], anything_done: bool) -> ExitCode {
    let Some(first) = failures.first() else {
        return ExitCode::SUCCESS;
    };
    let same = failures.iter().all(|failure| failure.kind == first.kind);
    let kind = match first.kind {
        Kind::Interrupted => Kind::Interrupted,
        kind if same && !anything_done => kind,
        _ => Kind::Failed,
    };
    ExitCode::from(kind.code())
}

impl From<PlatformError> for CliError {
    fn from(error: PlatformError) -> Self {
        let kind = match &error {
            PlatformError::NotFound(_) => Kind::NotFound,
            PlatformError::Denied(_) | PlatformError::SignIn(_) => Kind::Denied,
            PlatformError::Unreachable(_) | PlatformError::Uncertain(_) => Kind::Unreachable,
            PlatformError::Stopped => Kind::Interrupted,
            PlatformError::Malformed(_)
            | PlatformError::Conflict(_)
            | PlatformError::Io(_)
            | PlatformError::TooLarge(_)
            | PlatformError::Unsupported(_) => Kind::Failed,
        };
        Self::new(kind, &error.to_string())
    }
}

impl From<StoreError> for CliError {
    fn from(error: StoreError) -> Self {
        Self::new(Kind::Failed, &error.to_string())
    }
}

impl From<ConfigError> for CliError {
    fn from(error: ConfigError) -> Self {
        Self::usage(&error.to_string())
    }
}

impl From<PathsError> for CliError {
    fn from(error: PathsError) -> Self {
        Self::new(Kind::Failed, &error.to_string())
    }
}

impl From<std::io::Error> for CliError {
    fn from(error: std::io::Error) -> Self {
        let kind = match error.kind() {
            std::io::ErrorKind::BrokenPipe => Kind::ReaderGone,
            _ => Kind::Failed,
        };
        Self::new(kind, &error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_kind_of_failure_keeps_its_code() {
        let denied = CliError::new(Kind::Denied, "no");
        let missing = CliError::not_found("x");
        let code = |failures: &[CliError], done| format!("{:?}", exit_code(failures, done));
        let is = |number: u8| format!("{:?}", ExitCode::from(number));
        assert_eq!(code(&[], true), is(0));
        assert_eq!(code(&[missing.clone(), missing.clone()], false), is(4));
        assert_eq!(code(std::slice::from_ref(&denied), false), is(3));
        assert_eq!(code(&[denied, missing.clone()], false), is(1));
        assert_eq!(code(&[missing], true), is(1));
    }
}

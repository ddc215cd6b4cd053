//! From the command line to the screen.

use std::io::IsTerminal;
use std::process::ExitCode;

use super::error::CliError;
use super::session::Session;

/// Runs the screen until the reviewer leaves it.
///
/// # Errors
/// Without a terminal: what can be done instead.
pub fn run(session: Session) -> Result<ExitCode, CliError> {
    let _ = session;
    if !has_terminal() {
        return Err(no_terminal());
    }
    Err(CliError::usage("this build has no screen"))
}

/// There is no terminal to draw on.
pub fn no_terminal() -> CliError {
    CliError::usage(
        "no terminal: the screen needs one on standard input and output; the commands (vidimus item list --help) work without",
    )
}

/// Whether there is a terminal to draw on and to read keys from.
pub fn has_terminal() -> bool {
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

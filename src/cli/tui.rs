//! From the command line to the screen.

use std::io::IsTerminal;
use std::process::ExitCode;

use crate::config::settings::GraphicsChoice;
use crate::model::picture::Graphics;
use crate::model::{Level, Text};
use crate::runtime::run_loop::{Setup, run as run_loop};

use super::error::CliError;
use super::output::say;
use super::session::Session;

/// Runs the screen until the reviewer leaves it.
///
/// # Errors
/// Without a terminal: what can be done instead.
pub fn run(session: Session) -> Result<ExitCode, CliError> {
    if !has_terminal() {
        return Err(no_terminal());
    }
    // A runtime of its own: here Ctrl-C is a key, and signals are the loop's.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(on_screen(session))
}

async fn on_screen(session: Session) -> Result<ExitCode, CliError> {
    session.start_log();
    let graphics = match session.settings.graphics {
        GraphicsChoice::Auto => None,
        GraphicsChoice::Kitty => Some(Graphics::Kitty),
        GraphicsChoice::Blocks => Some(Graphics::Blocks),
        GraphicsChoice::Off => Some(Graphics::Off),
    };
    let start = (session.start.level() > Level::Account).then(|| session.start.clone());
    let setup = Setup {
        platforms: vec![session.platform.clone()],
        store: session.store.clone(),
        settings: session.settings.clone(),
        graphics,
        program: session.program,
        numbered: session.numbered.load(std::sync::atomic::Ordering::Relaxed),
        state: session.paths.state.clone(),
        start,
        var: |name| std::env::var(name).ok(),
    };
    let ended = run_loop(setup)
        .await
        .map_err(|error| CliError::usage(&error.to_string()))?;
    if ended.open > 0 {
        let kept = format!(
            "{} operations wait in the outbox; they are sent at the next start",
            ended.open
        );
        say(&Text::line(&kept));
    }
    // A temporary state directory goes with the session.
    drop(session);
    Ok(ended.signal.map_or(ExitCode::SUCCESS, |signal| {
        ExitCode::from(signal.exit_code())
    }))
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

//! From the command line to the screen.

use std::io::IsTerminal;
use std::process::ExitCode;
use std::sync::Arc;

use crate::config::settings::{GraphicsChoice, Settings};
use crate::model::picture::Graphics;
use crate::model::{Level, NodeRef, Text};
use crate::runtime::opening::Before;
use crate::runtime::run_loop::{RunError, Setup, run as run_loop};

use super::args::Global;
use super::error::CliError;
use super::output::say;
use super::session::{Base, Place, Session};

/// Where the screen begins.
#[derive(Clone, Debug)]
pub enum Start {
    /// At a node.
    Node(NodeRef),
    /// At what a page of the platform's web interface shows.
    Web(String),
}

impl Start {
    /// The node; a page is asked of its server.
    async fn node(self, session: &Session) -> Result<NodeRef, CliError> {
        match self {
            Self::Node(node) => Ok(node),
            Self::Web(address) => {
                let found = session.platform.find_web(&address).await?;
                found.ok_or_else(|| {
                    let account = session.platform.account();
                    CliError::not_found(&format!("this is no page of a node of {account}"))
                })
            }
        }
    }
}

/// Runs the screen on a place until the reviewer leaves it. It begins at `start`, if one is given.
///
/// # Errors
/// Without a terminal: what can be done instead. What cannot be opened.
pub fn run(
    base: Base,
    place: Place,
    start: Option<Start>,
    global: &Global,
) -> Result<ExitCode, CliError> {
    if !has_terminal() {
        return Err(no_terminal());
    }
    // A runtime of its own: here Ctrl-C is a key, and signals are the loop's.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let done = runtime.block_on(on_screen(base, place, start, global));
    // A thread that still opens something would hold the end up.
    runtime.shutdown_background();
    done
}

async fn on_screen(
    base: Base,
    place: Place,
    start: Option<Start>,
    global: &Global,
) -> Result<ExitCode, CliError> {
    let base = base.for_screen();
    let before = before(&base, &place);
    let mut opened = None;
    let opening = async {
        let session = Session::open(base, place, global).await?;
        let start = match start {
            Some(start) => Some(start.node(&session).await?),
            None => None,
        };
        let setup = setup(&session, start, global);
        opened = Some(session);
        Ok(setup)
    };
    let ended = run_loop(before, opening)
        .await
        .map_err(|error| match error {
            RunError::Opening(error) => error,
            RunError::Terminal(error) => CliError::usage(&error.to_string()),
        })?;
    if let Some(session) = &opened {
        session.say_notice();
    }
    if ended.open > 0 {
        let kept = format!(
            "{} operations wait in the outbox; they are sent at the next start",
            ended.open
        );
        say(&Text::line(&kept));
    }
    // A temporary state directory goes with the session.
    drop(opened);
    Ok(ended.signal.map_or(ExitCode::SUCCESS, |signal| {
        ExitCode::from(signal.exit_code())
    }))
}

/// What the first frame needs.
fn before(base: &Base, place: &Place) -> Before {
    let demo = matches!(place, Place::Demo(_));
    let graphics = match base.settings.graphics {
        GraphicsChoice::Auto => None,
        GraphicsChoice::Kitty => Some(Graphics::Kitty),
        GraphicsChoice::Iterm2 => Some(Graphics::Iterm2),
        GraphicsChoice::Sixel => Some(Graphics::Sixel),
        GraphicsChoice::Blocks => Some(Graphics::Blocks),
        GraphicsChoice::Off => Some(Graphics::Off),
    };
    Before {
        settings: Arc::new(Settings {
            demo,
            ..base.settings.clone()
        }),
        graphics,
        state: match place {
            Place::Demo(Some(kept)) => kept.clone(),
            _ => base.paths.state.clone(),
        },
        var: |name| std::env::var(name).ok(),
    }
}

fn setup(session: &Session, start: Option<NodeRef>, global: &Global) -> Setup {
    let global = global.clone();
    // Without a log file the program works as well; `doctor` tells.
    let _log = session.start_log();
    Setup {
        platforms: session.platforms.clone(),
        store: session.store.clone(),
        settings: session.settings.clone(),
        program: session.program,
        numbered: session.numbered.load(std::sync::atomic::Ordering::Relaxed),
        start: start.filter(|start| start.level() > Level::Account),
        notice: session.notice.clone(),
        reload: Arc::new(move || {
            let read = Base::read(&global).map(|base| base.settings);
            read.map_err(|error| error.message)
        }),
    }
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

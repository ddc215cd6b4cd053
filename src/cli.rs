//! The command line: reads arguments, opens what they name, and runs a command or the screen with
//! the same `Platform` and `Operation`s.
//!
//! Only this layer prints to standard output and decides exit codes; the rules of the reviewer's
//! domain live below it.

mod accounts;
mod actions;
pub mod args;
pub mod args_export;
pub mod args_results;
pub mod args_review;
mod demo;
mod doctor;
mod document;
pub mod error;
mod export;
mod figures;
mod inbox;
mod input;
mod issue;
mod judge;
mod keys;
mod man;
mod nodes;
mod outbox;
pub mod output;
mod picture;
mod prose;
mod reading;
mod remote;
mod report;
mod results;
mod sample;
mod scan;
mod secrets;
pub mod session;
mod shapes;
mod target;
pub mod tui;
mod walk;
mod welcome;
mod work;
mod write;

use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::limits::REQUESTS_HEADLESS;
use crate::model::{Level, NodeRef, ResultMark, Text};
use crate::runtime::log::LogState;

use args::{AccountCommand, Cli, Command, Global, NodeCommand};
use args_results::{ActionCommand, ResultCommand, ResultIds};
use args_review::{
    AnnotationCommand, InboxCommand, IssueCommand, ItemCommand, JobCommand, ProjectCommand,
    TaskCommand,
};
use error::{CliError, Kind};
use issue::Fate;
use judge::Say;
use output::{Form, errors_json, object, say, say_errors};
use session::{Base, LINK, Place, Session, is_web};
use write::Manner;

/// What annotations are called in titles.
const ANNOTATIONS: &str = "annotations";

/// Runs the program with these arguments (the first is its name); the exit code.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(refused) => return refuse(&refused, &arguments),
    };
    let form = Form::choose(&cli.global);
    run(cli, form).unwrap_or_else(|error| fail(form, &error))
}

/// Help and version go to standard output with code 0, mistakes to standard error with 2.
fn refuse(refused: &clap::Error, arguments: &[OsString]) -> ExitCode {
    let text = refused.render().to_string();
    // The message repeats what was given, and that may come from a file with an odd name.
    let odd = |argument: &OsString| {
        let argument = argument.to_string_lossy();
        argument.chars().any(|c| !Text::keeps(c))
    };
    if refused.use_stderr() && arguments.iter().any(odd) {
        output::say(&Text::block(text.trim_end()));
    } else {
        let _ = refused.print();
    }
    if refused.use_stderr() && arguments.iter().any(|argument| argument == "--json") {
        let first = text.lines().next().unwrap_or_default();
        let error = CliError::usage(first.trim_start_matches("error: "));
        let _ = object(Form::Json, &failure(&error), &[]);
    }
    ExitCode::from(u8::try_from(refused.exit_code()).unwrap_or(2))
}

fn failure(error: &CliError) -> serde_json::Value {
    serde_json::json!({"errors": errors_json(std::slice::from_ref(error))})
}

/// A failure of the whole command: on standard error, and with `--json` as an `errors` array.
/// With `--jsonl` standard output has rows only.
fn fail(form: Form, error: &CliError) -> ExitCode {
    if error.kind == Kind::ReaderGone {
        return ExitCode::SUCCESS;
    }
    if form == Form::Json {
        // The exit code says it as well.
        let _ = object(form, &failure(error), &[]);
    }
    say_errors(std::slice::from_ref(error));
    ExitCode::from(error.kind.code())
}

fn run(cli: Cli, form: Form) -> Result<ExitCode, CliError> {
    let Cli {
        mut global,
        mut command,
    } = cli;
    name_state(&mut global, &mut command);
    let Some(command) = command else {
        return bare(&global);
    };
    match command {
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "vidimus", &mut script);
            print_bytes(&script)
        }
        Command::Man => {
            let mut page = Vec::new();
            man::render(Cli::command(), &mut page)?;
            print_bytes(&page)
        }
        Command::Keys(args) => keys::run(&global, form, &args),
        Command::Demo { keep } => screen(
            &global,
            None,
            Some(Place::Demo(keep.or(global.state.clone()))),
        ),
        Command::Open { what } => screen(&global, Some(&what), None),
        command if follows(&command) => runtime()?.block_on(headless(&global, form, command)),
        command => block_on(headless(&global, form, command)),
    }
}

/// Beside `--stage`, `--state` names the state that work goes to and no directory.
fn name_state(global: &mut Global, command: &mut Option<Command>) {
    if let Some(
        Command::Job(JobCommand::Transition(args)) | Command::Task(TaskCommand::Transition(args)),
    ) = command
        && args.stage.is_some()
        && args.to.is_none()
    {
        let named = global.state.take();
        args.state = named.map(|state| state.to_string_lossy().into_owned());
    }
}

/// No command at all: the inbox of the accounts that are configured or named; a welcome without.
fn bare(global: &Global) -> Result<ExitCode, CliError> {
    if global.account.is_some() || global.dir.is_some() || global.demo {
        return screen(global, None, None);
    }
    let base = Base::read(global)?;
    match base.settings.accounts.as_slice() {
        [] => print(&Text::block(welcome::WELCOME)),
        _ => screen(global, None, Some(Place::Accounts)),
    }
}

/// Whether a command follows work on a server and ends it itself at Ctrl-C.
fn follows(command: &Command) -> bool {
    match command {
        Command::Project(ProjectCommand::Figures(args))
        | Command::Task(TaskCommand::Figures(args))
        | Command::Job(JobCommand::Figures(args)) => args.compute,
        _ => false,
    }
}

fn print(text: &Text) -> Result<ExitCode, CliError> {
    print_bytes(format!("{text}\n").as_bytes())
}

fn print_bytes(bytes: &[u8]) -> Result<ExitCode, CliError> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Threads beside the command's own: what several answers hold is read side by side.
fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(threads.min(REQUESTS_HEADLESS))
        .enable_all()
        .build()
}

/// Runs a command to its end or to Ctrl-C.
fn block_on<T>(command: impl Future<Output = Result<T, CliError>>) -> Result<T, CliError> {
    let runtime = runtime()?;
    let result = runtime.block_on(async {
        tokio::select! {
            // The command first: what is done is not called interrupted.
            biased;
            result = command => result,
            _ = tokio::signal::ctrl_c() => Err(CliError::new(
                Kind::Interrupted,
                "interrupted; what was decided before is kept",
            )),
        }
    });
    // A thread that waits for standard input would hold the end up.
    runtime.shutdown_background();
    result
}

/// Opens the screen on a place, or on what a folder or link names.
fn screen(global: &Global, what: Option<&str>, place: Option<Place>) -> Result<ExitCode, CliError> {
    let base = Base::read(global)?;
    let found = async {
        let link = what.filter(|what| what.starts_with(LINK));
        let start = link
            .map(|link| NodeRef::parse(link).map_err(|error| CliError::usage(&error.to_string())))
            .transpose()?;
        let place = match (place, what) {
            (Some(place), _) => place,
            (None, Some(link)) if start.is_some() || is_web(link) => {
                base.place(global, Some(link)).await?
            }
            (None, Some(dir)) => base.folder(Path::new(dir))?,
            (None, None) => base.place(global, None).await?,
        };
        let start = start.map(tui::Start::Node);
        let address = what.filter(|what| is_web(what));
        let address = address.map(|address| tui::Start::Web(address.to_owned()));
        Ok((place, start.or(address)))
    };
    let (place, start) = block_on(found)?;
    tui::run(base, place, start, global)
}

async fn headless(global: &Global, form: Form, command: Command) -> Result<ExitCode, CliError> {
    match command {
        Command::Doctor => doctor::run(global, form).await,
        Command::Account(command) => account(global, form, command).await,
        Command::Inbox(InboxCommand::List { days }) => inbox(global, form, days).await,
        Command::Outbox(command) => outbox::run(Base::read(global)?, global, form, &command).await,
        command => {
            let base = Base::read(global)?;
            let mut command = command;
            let link = command.read_input().await?;
            let place = base.place(global, link.as_deref()).await?;
            let session = Session::open(base, place, global).await?;
            if let LogState::Impossible(why) = session.start_log() {
                say(&Text::line(&format!("vidimus: no log is written: {why}")));
            }
            session.say_notice();
            let done = on_session(&session, global, form, command).await;
            session.close().await;
            done
        }
    }
}

async fn account(
    global: &Global,
    form: Form,
    command: AccountCommand,
) -> Result<ExitCode, CliError> {
    let base = Base::read(global)?;
    match command {
        AccountCommand::List => accounts::list(&base, form),
        AccountCommand::Add(args) => accounts::add::add(&base, form, &args, global.read_only).await,
        AccountCommand::Check { name } => {
            let name = name.as_deref().or(global.account.as_deref());
            accounts::check::check(&base, form, name).await
        }
        AccountCommand::Remove { name } => accounts::remove(&base, form, &name, global.yes).await,
    }
}

/// The inbox of the place that the flags name; of all accounts without any.
async fn inbox(global: &Global, form: Form, days: u32) -> Result<ExitCode, CliError> {
    let base = Base::read(global)?;
    let named = global.account.is_some() || global.dir.is_some() || global.demo;
    let place = match named {
        true => base.place(global, None).await?,
        false => Place::Accounts,
    };
    let session = Session::open(base, place, global).await?;
    session.say_notice();
    scan::settle(&session).await?;
    let done = inbox::list(&session, form, days).await;
    session.close().await;
    done
}

async fn on_session(
    session: &Session,
    global: &Global,
    form: Form,
    command: Command,
) -> Result<ExitCode, CliError> {
    let problems = scan::settle(session).await?;
    let manner = Manner::choose(global);
    match command {
        Command::Org(command) => node(session, form, Level::Organization, command, problems).await,
        Command::Project(command) => match command {
            ProjectCommand::List(args) => {
                nodes::list(session, form, Level::Project, &args, problems).await
            }
            ProjectCommand::Show(args) => {
                nodes::show(session, form, Level::Project, &args.id).await
            }
            ProjectCommand::Assign(args) => {
                work::assign(session, manner, Level::Project, &args).await
            }
            ProjectCommand::Figures(args) => {
                figures::run(session, form, Level::Project, &args).await
            }
        },
        Command::Task(command) => match command {
            TaskCommand::Figures(args) => figures::run(session, form, Level::Task, &args).await,
            TaskCommand::List(args) => {
                nodes::list(session, form, Level::Task, &args, problems).await
            }
            TaskCommand::Show(args) => nodes::show(session, form, Level::Task, &args.id).await,
            TaskCommand::Assign(args) => work::assign(session, manner, Level::Task, &args).await,
            TaskCommand::Transition(args) => {
                work::transition(session, manner, Level::Task, &args).await
            }
        },
        Command::Job(command) => match command {
            JobCommand::List(args) => nodes::list(session, form, Level::Job, &args, problems).await,
            JobCommand::Figures(args) => figures::run(session, form, Level::Job, &args).await,
            JobCommand::Show(args) => nodes::show(session, form, Level::Job, &args.id).await,
            JobCommand::Assign(args) => work::assign(session, manner, Level::Job, &args).await,
            JobCommand::Transition(args) => {
                work::transition(session, manner, Level::Job, &args).await
            }
        },
        Command::Item(command) => item(session, manner, command, problems).await,
        Command::Annotation(command) => annotation(session, manner, command).await,
        Command::Result(command) => result(session, manner, command).await,
        Command::Action(ActionCommand::List(args)) => actions::list(session, form, &args).await,
        Command::Action(ActionCommand::Run(args)) => actions::run(session, manner, &args).await,
        Command::Issue(command) => issue(session, manner, command, problems).await,
        Command::Export(args) => export::run(session, form, &args, problems).await,
        Command::Report(args) => report::run(session, form, &args, problems).await,
        _ => Err(CliError::usage(
            "this command works on nothing that is opened",
        )),
    }
}

async fn node(
    session: &Session,
    form: Form,
    level: Level,
    command: NodeCommand,
    problems: Vec<CliError>,
) -> Result<ExitCode, CliError> {
    match command {
        NodeCommand::List(args) => nodes::list(session, form, level, &args, problems).await,
        NodeCommand::Show(args) => nodes::show(session, form, level, &args.id).await,
    }
}

async fn item(
    session: &Session,
    manner: Manner,
    command: ItemCommand,
    problems: Vec<CliError>,
) -> Result<ExitCode, CliError> {
    let form = manner.form;
    match command {
        ItemCommand::List(args) => nodes::list(session, form, Level::Item, &args, problems).await,
        ItemCommand::Show(args) => nodes::show(session, form, Level::Item, &args.id).await,
        ItemCommand::Text(args) => reading::text(session, form, &args).await,
        ItemCommand::Annotations(args) => nodes::annotations(session, form, &args.id).await,
        ItemCommand::Image(args) => judge::image(session, &args).await,
        ItemCommand::Accept(ids) => judge::items(session, manner, &ids.ids, &Say::Accept).await,
        ItemCommand::Skip(ids) => judge::items(session, manner, &ids.ids, &Say::Skip).await,
        ItemCommand::Clear(ids) => judge::items(session, manner, &ids.ids, &Say::Clear).await,
        ItemCommand::Reject(args) => {
            judge::items(session, manner, &args.ids.ids, &Say::Reject(args.reason)).await
        }
    }
}

async fn annotation(
    session: &Session,
    manner: Manner,
    command: AnnotationCommand,
) -> Result<ExitCode, CliError> {
    match command {
        AnnotationCommand::List(args) => nodes::annotations(session, manner.form, &args.id).await,
        AnnotationCommand::Accept(ids) => {
            judge::parts(session, manner, &ids.ids, &Say::Accept, ANNOTATIONS).await
        }
        AnnotationCommand::Clear(ids) => {
            judge::parts(session, manner, &ids.ids, &Say::Clear, ANNOTATIONS).await
        }
        AnnotationCommand::Reject(args) => {
            let said = Say::Reject(args.reason);
            judge::parts(session, manner, &args.ids.ids, &said, ANNOTATIONS).await
        }
    }
}

async fn result(
    session: &Session,
    manner: Manner,
    command: ResultCommand,
) -> Result<ExitCode, CliError> {
    let judged = |args: ResultIds, said: Say| async move {
        let ids = results::full_ids(&args).await?;
        judge::parts(session, manner, &ids, &said, "results").await
    };
    let mark = |args: ResultIds, mark, after| async move {
        results::mark(session, manner, &args, mark, after).await
    };
    match command {
        ResultCommand::List(args) => results::list(session, manner.form, &args.id).await,
        ResultCommand::Accept(args) => judged(args, Say::Accept).await,
        ResultCommand::Reject(args) => judged(args.results, Say::Reject(args.reason)).await,
        ResultCommand::Clear(args) => judged(args, Say::Clear).await,
        ResultCommand::Truth(args) => mark(args, ResultMark::Truth, true).await,
        ResultCommand::Untruth(args) => mark(args, ResultMark::Truth, false).await,
        ResultCommand::Skip(args) => mark(args, ResultMark::Skipped, true).await,
        ResultCommand::Unskip(args) => mark(args, ResultMark::Skipped, false).await,
        ResultCommand::Submit(args) => results::submit(session, manner, &args).await,
        ResultCommand::Delete(args) => results::delete(session, manner, &args).await,
    }
}

async fn issue(
    session: &Session,
    manner: Manner,
    command: IssueCommand,
    problems: Vec<CliError>,
) -> Result<ExitCode, CliError> {
    match command {
        IssueCommand::List(args) => issue::list(session, manner.form, &args, problems).await,
        IssueCommand::Show(args) => issue::show(session, manner.form, &args.id).await,
        IssueCommand::Open(args) => issue::open(session, manner, &args).await,
        IssueCommand::Comment(args) => issue::comment(session, manner, &args).await,
        IssueCommand::Edit(args) => issue::edit(session, manner, &args).await,
        IssueCommand::Resolve(ids) => issue::change(session, manner, &ids.ids, Fate::Resolve).await,
        IssueCommand::Reopen(ids) => issue::change(session, manner, &ids.ids, Fate::Reopen).await,
        IssueCommand::Delete(ids) => issue::change(session, manner, &ids.ids, Fate::Delete).await,
    }
}

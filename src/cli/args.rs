//! The command line as clap tables. Only shapes and help live here; nothing is looked up or done.

use std::path::PathBuf;

use clap::builder::{EnumValueParser, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::platform::local::Format;

use super::args_export::ExportArgs;
use super::args_results::{ActionCommand, ResultCommand};
use super::args_review::{
    AnnotationCommand, InboxCommand, IssueCommand, ItemCommand, JobCommand, OutboxCommand,
    ProjectCommand, TaskCommand,
};

const EXAMPLES: &str = "\
Examples:
  vidimus demo                                  try it: nothing to set up
  vidimus open ~/data/street                    review a folder
  vidimus item list --dir ~/data/street --filter 'issues>0 !label:car'
  vidimus item list --demo --json | jq '.items[].name'
  vidimus job transition --dir ~/data/street train/1-100 --to acceptance/completed
  vidimus account add                           sign in to a server
  vidimus                                       what waits for you there
  vidimus job list --account work --mine --filter 'stage:validation'

Exit codes: 0 done, 1 some or all failed, 2 wrong usage, 3 not allowed or not signed in,
4 not found, 5 server unreachable (writes stay queued), 130 interrupted.

What cannot be read in a file (an annotation with a broken box, a line that is no JSON) is left
out and told: on standard error, and in 'errors' of --json. A list or report of the rest is done
(0); it has failed (1) when nothing is left to list.

Environment: VIDIMUS_CONFIG names the configuration file, VIDIMUS_STATE the directory for
decisions and log, VIDIMUS_CACHE the cache directory, NO_COLOR turns colours off.";

/// Browse and review annotations by keys alone.
#[derive(Debug, Parser)]
#[command(name = "vidimus", version, after_help = EXAMPLES, max_term_width = 100)]
#[command(disable_help_subcommand = true)]
pub struct Cli {
    /// What applies everywhere.
    #[command(flatten)]
    pub global: Global,
    /// What to do; a welcome without it.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Flags that every command takes.
#[derive(Clone, Debug, Default, Args)]
pub struct Global {
    /// Account named in the configuration file
    #[arg(long, global = true, value_name = "NAME", help_heading = "Where")]
    pub account: Option<String>,
    /// A local folder
    #[arg(long, global = true, value_name = "DIR", conflicts_with_all = ["account", "demo"], help_heading = "Where")]
    pub dir: Option<PathBuf>,
    /// The bundled demo (its state is gone afterwards, unless --state names a place)
    #[arg(
        long,
        global = true,
        conflicts_with = "account",
        help_heading = "Where"
    )]
    pub demo: bool,
    /// Directory for decisions and log
    #[arg(long, global = true, value_name = "DIR", help_heading = "Where")]
    pub state: Option<PathBuf>,
    /// Change nothing
    #[arg(long, global = true, help_heading = "How")]
    pub read_only: bool,
    /// Who decides (else review.user of the configuration, else the login name)
    #[arg(long, global = true, value_name = "NAME", help_heading = "How")]
    pub user: Option<String>,
    /// Items in a job
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000), help_heading = "How")]
    pub batch: Option<u32>,
    /// Read only annotations of this format from the folder ('images': none)
    #[arg(long, global = true, value_name = "NAME", value_parser = reading_formats(), help_heading = "Where")]
    pub format: Option<FormatFlag>,
    /// Look for the folder's pictures here, within it or elsewhere
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        conflicts_with = "demo",
        help_heading = "Where"
    )]
    pub images: Option<PathBuf>,
    /// Write a log of this level into the state directory
    #[arg(long, global = true, value_name = "LEVEL", help_heading = "How")]
    pub log: Option<LogLevel>,
    /// How pictures are shown
    #[arg(long, global = true, value_name = "HOW", help_heading = "Screen")]
    pub graphics: Option<GraphicsFlag>,
    /// Colours of the screen
    #[arg(long, global = true, value_name = "THEME", help_heading = "Screen")]
    pub theme: Option<ThemeFlag>,
    /// Only ASCII signs on the screen
    #[arg(long, global = true, help_heading = "Screen")]
    pub ascii: bool,
    /// Nothing moves by itself
    #[arg(long, global = true, help_heading = "Screen")]
    pub no_motion: bool,
    /// How much a picture may cost
    #[arg(long, global = true, value_name = "HOW", help_heading = "Screen")]
    pub preview: Option<PreviewFlag>,
    /// No pictures: judge by the annotations' text
    #[arg(long, global = true, help_heading = "Screen")]
    pub text_only: bool,
    /// One JSON object on standard output
    #[arg(long, global = true, help_heading = "Output")]
    pub json: bool,
    /// One JSON object a line, for lists; failures on standard error only
    #[arg(long, global = true, conflicts_with = "json", help_heading = "Output")]
    pub jsonl: bool,
    /// Do not ask before changing several things
    #[arg(short = 'y', long, global = true, help_heading = "Writing")]
    pub yes: bool,
    /// Return when every change is confirmed (the default)
    #[arg(
        long,
        global = true,
        conflicts_with = "queue",
        help_heading = "Writing"
    )]
    pub wait: bool,
    /// Return as soon as the changes are in the outbox
    #[arg(long, global = true, help_heading = "Writing")]
    pub queue: bool,
}

/// `--format`: how a folder is read, or what form a report has. It is one type because the flag
/// has one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormatFlag {
    /// Of a folder's annotations.
    Reading(Format),
    /// Of a report.
    Report(ReportFormat),
}

/// The names of annotation formats.
fn reading_formats() -> impl TypedValueParser<Value = FormatFlag> {
    PossibleValuesParser::new(Format::NAMES.map(|(name, _)| name)).try_map(|name| {
        let format = Format::parse(&name).map(FormatFlag::Reading);
        format.ok_or("no such format")
    })
}

/// The names of a report's forms.
fn report_formats() -> impl TypedValueParser<Value = FormatFlag> {
    EnumValueParser::<ReportFormat>::new().map(FormatFlag::Report)
}

/// How much the log says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogLevel {
    /// Failures only.
    Error,
    /// And what may become one.
    Warn,
    /// And what was done.
    Info,
    /// And how.
    Debug,
    /// Everything.
    Trace,
}

/// `--graphics`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum GraphicsFlag {
    /// Ask the terminal.
    Auto,
    /// kitty graphics.
    Kitty,
    /// iTerm2's inline pictures.
    Iterm2,
    /// Sixel.
    Sixel,
    /// Half-block characters.
    Blocks,
    /// No pictures.
    Off,
}

/// `--preview`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PreviewFlag {
    /// Fast on remote lines, sharp on local ones.
    Auto,
    /// Few bytes.
    Fast,
    /// Every pixel.
    Sharp,
    /// No pictures in lists.
    Off,
}

/// `--theme`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ThemeFlag {
    /// By the terminal's background.
    Auto,
    /// Light on dark.
    Dark,
    /// Dark on light.
    Light,
    /// Nothing fainter than the terminal's own text.
    HighContrast,
    /// Blue and orange alone carry meaning.
    ColourBlind,
    /// No colour.
    Mono,
}

/// The nouns.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Try the whole review loop on a bundled dataset
    #[command(after_help = "Examples:\n  vidimus demo\n  vidimus demo --keep ~/vidimus-demo")]
    Demo {
        /// Keep the demo's decisions in this directory
        #[arg(long, value_name = "DIR")]
        keep: Option<PathBuf>,
    },
    /// Review a folder, or go where a link or web address points
    #[command(
        after_help = "Examples:\n  vidimus open https://cvat.example.com/tasks/12/jobs/70?frame=3\n  vidimus open ~/data/street\n  vidimus open ~/data/street --batch 50\n  vidimus open ~/export --format coco --images ~/pictures\n  vidimus open vidimus://local-1a2b3c4d/o:library/p:street"
    )]
    Open {
        /// A folder, a vidimus:// link, or an address of an account's web interface
        #[arg(value_name = "DIR|LINK|URL")]
        what: String,
    },
    /// Accounts: add, check, list, remove
    #[command(subcommand)]
    Account(AccountCommand),
    /// Organizations (the library of a folder)
    #[command(subcommand)]
    Org(NodeCommand),
    /// Projects (datasets of a folder)
    #[command(subcommand)]
    Project(ProjectCommand),
    /// Tasks (splits of a dataset, views of a Label Studio project)
    #[command(subcommand)]
    Task(TaskCommand),
    /// Jobs (batches of items)
    #[command(subcommand)]
    Job(JobCommand),
    /// Items (images, texts, recordings; tasks of Label Studio)
    #[command(subcommand)]
    Item(ItemCommand),
    /// Annotations of items
    #[command(subcommand)]
    Annotation(AnnotationCommand),
    /// Whole results of items, where several people make one each
    #[command(subcommand)]
    Result(ResultCommand),
    /// Commands of the platform on chosen items
    #[command(subcommand)]
    Action(ActionCommand),
    /// Issues and their threads
    #[command(subcommand)]
    Issue(IssueCommand),
    /// What waits for you
    #[command(subcommand)]
    Inbox(InboxCommand),
    /// Decisions on their way
    #[command(subcommand)]
    Outbox(OutboxCommand),
    /// What was decided, for people or tables
    #[command(
        after_help = "Examples:\n  vidimus report --dir ~/data/street --format md > review.md\n  vidimus report --demo --project coins --format csv"
    )]
    Report(ReportArgs),
    /// Write a folder's annotations again without what was rejected, or what was decided as a file
    #[command(
        after_help = "The copy is in the format of the original, and except for what is left out the same byte by\nbyte. It never goes over the original. A rejection of content that has changed since is not\napplied, and told.\n\nA review file has one entry for each item with a decision or an issue: dataset, split, item, link, hash\nof its content, judgement (verdict, reason, by, at), stale, annotations with a judgement of their own,\nissues.\n\nExamples:\n  vidimus export --dir ~/data/street -o ~/data/street-corrected\n  vidimus export --dir ~/data/street --dataset signs -o ~/signs --pictures link --drop-rejected-items\n  vidimus export --dir ~/data/street --what review -o ~/data/street-review.jsonl"
    )]
    Export(ExportArgs),
    /// What the terminal can do, where the files are, what is wrong
    #[command(after_help = "Examples:\n  vidimus doctor\n  vidimus doctor --json | jq .problems")]
    Doctor,
    /// Every action with its keys, as the configuration or a preset binds them
    #[command(
        after_help = "Examples:\n  vidimus keys\n  vidimus keys --preset right\n  vidimus keys --json | jq '.scopes[] | select(.scope == \"review\")'"
    )]
    Keys(KeysArgs),
    /// Completions for a shell, on standard output
    #[command(
        after_help = "Examples:\n  vidimus completions bash > ~/.local/share/bash-completion/completions/vidimus"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// The man page, on standard output
    #[command(after_help = "Examples:\n  vidimus man | man -l -")]
    Man,
}

/// `account …`
#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// The configured accounts
    #[command(after_help = "Examples:\n  vidimus account list --json")]
    List,
    /// Sign in to a server and remember how; with the name of a known account, sign in anew
    #[command(
        after_help = "Examples:\n  vidimus account add                            asks for everything\n  vidimus account add work --kind cvat --url https://cvat.example.com --token-env CVAT_TOKEN\n  vidimus account add work --url https://cvat.example.com --username ana\n  pass show cvat | vidimus account add work --url https://cvat.example.com --token-stdin\n  vidimus account add studio --url https://studio.example.com --username ana@example.com\n  vidimus account add studio --kind label-studio   as LABEL_STUDIO_URL and LABEL_STUDIO_API_KEY say\n  vidimus account add work                       signs in anew; what is queued stays queued\n\nLabel Studio takes a personal access token (Account & Settings), or the legacy token where it is\nstill enabled. A password is used once, for an access token where the server makes them. Tokens that are typed,\npiped or made this way are kept in credentials.toml in the state directory, readable by you alone."
    )]
    Add(AccountAddArgs),
    /// Reach the server of an account, or of all: version, login, what is allowed, what is wrong
    #[command(
        after_help = "Examples:\n  vidimus account check\n  vidimus account check work --json"
    )]
    Check {
        /// The account; all without one
        #[arg(value_name = "NAME")]
        name: Option<String>,
    },
    /// Forget an account and its secret (asks, or needs --yes)
    #[command(after_help = "Examples:\n  vidimus account remove work --yes")]
    Remove {
        /// The account
        #[arg(value_name = "NAME")]
        name: String,
    },
}

/// `account add`
#[derive(Clone, Debug, Default, Args)]
pub struct AccountAddArgs {
    /// A name for it
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// What is there; asked of the server without it
    #[arg(long, value_name = "KIND")]
    pub kind: Option<AccountKindFlag>,
    /// The address of the server, as in the browser
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// Sign in by the token in this environment variable
    #[arg(long, value_name = "VAR", group = "way")]
    pub token_env: Option<String>,
    /// Sign in by the token that this command prints
    #[arg(long, value_name = "CMD", group = "way")]
    pub token_command: Option<String>,
    /// Sign in by the token on standard input, and keep it
    #[arg(long, group = "way")]
    pub token_stdin: bool,
    /// Sign in as this user; the password is asked for
    #[arg(long, value_name = "USER", group = "way")]
    pub username: Option<String>,
    /// The environment variable that holds the password
    #[arg(long, value_name = "VAR", requires = "username")]
    pub password_env: Option<String>,
    /// Start in this organization (in Label Studio Enterprise: workspace)
    #[arg(long, value_name = "NAME")]
    pub organization: Option<String>,
    /// Write verdicts on results into their review marker too (Label Studio)
    #[arg(long)]
    pub review_marker: bool,
    /// Trust the certificates in this file too
    #[arg(long, value_name = "FILE")]
    pub ca_file: Option<PathBuf>,
    /// Reach the server through this proxy
    #[arg(long, value_name = "URL")]
    pub proxy: Option<String>,
    /// Do not check certificates (shown in red while on)
    #[arg(long)]
    pub insecure: bool,
}

/// `account add --kind`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AccountKindFlag {
    /// A CVAT server.
    Cvat,
    /// A Label Studio server.
    LabelStudio,
}

/// `org …`
#[derive(Debug, Subcommand)]
pub enum NodeCommand {
    /// List them
    #[command(after_help = "Examples:\n  vidimus org list --demo --json")]
    List(ListArgs),
    /// Show one with everything known of it
    #[command(after_help = "Examples:\n  vidimus org show library --dir ~/data/street --json")]
    Show(ShowArgs),
}

/// `… list`
#[derive(Clone, Debug, Default, Args)]
pub struct ListArgs {
    /// Below what
    #[command(flatten)]
    pub parent: ParentArgs,
    /// Only those that fit, e.g. 'state:rejected assignee:ana issues>0 !label:car street'
    #[arg(long, short = 'f', value_name = "QUERY")]
    pub filter: Option<String>,
    /// Order; the platform's own without it
    #[arg(long, value_name = "BY")]
    pub sort: Option<SortBy>,
    /// The other way round
    #[arg(long, requires = "sort")]
    pub reverse: bool,
    /// At most so many; 0 means all
    #[arg(long, short = 'n', value_name = "N", default_value_t = 200)]
    pub limit: u64,
    /// Only those that I hold or judge
    #[arg(long)]
    pub mine: bool,
    /// Of items only a sample, e.g. '5% by label min 3 seed 7', '100 seed 2'; drawn from all that fit
    #[arg(long, value_name = "RECIPE", conflicts_with_all = ["sort", "limit"])]
    pub sample: Option<String>,
}

/// The node that a list is below.
#[derive(Clone, Debug, Default, Args)]
pub struct ParentArgs {
    /// Below this organization
    #[arg(long, value_name = "ID", conflicts_with_all = ["project", "task", "job"])]
    pub org: Option<String>,
    /// Below this project
    #[arg(long, value_name = "ID", conflicts_with = "job")]
    pub project: Option<String>,
    /// Below this task or view; beside --project, one of that project
    #[arg(long, value_name = "ID", conflicts_with = "job")]
    pub task: Option<String>,
    /// Below this job
    #[arg(long, value_name = "ID")]
    pub job: Option<String>,
}

/// `--sort`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SortBy {
    /// By name.
    Name,
    /// By state class, then state.
    State,
    /// Last changed first.
    Updated,
    /// Most open issues first.
    Issues,
    /// Most annotations first.
    Annotations,
    /// Most items first.
    Items,
    /// Most rejected items first.
    Rejected,
    /// Least decided first.
    Progress,
}

/// `… show`
#[derive(Clone, Debug, Args)]
pub struct ShowArgs {
    /// Its id or link
    #[arg(value_name = "ID")]
    pub id: String,
}

/// `report`
#[derive(Clone, Debug, Args)]
pub struct ReportArgs {
    /// About what
    #[command(flatten)]
    pub parent: ParentArgs,
    /// Form of the report
    #[arg(long, value_name = "FORMAT", default_value = "md", value_parser = report_formats())]
    pub format: FormatFlag,
}

impl ReportArgs {
    /// The form of the report.
    pub fn form(&self) -> ReportFormat {
        match self.format {
            FormatFlag::Report(form) => form,
            FormatFlag::Reading(_) => ReportFormat::Md,
        }
    }
}

/// A form that a report has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// Markdown.
    Md,
    /// One row an item.
    Csv,
    /// One object.
    Json,
}

/// Arguments of `keys`.
#[derive(Debug, Args)]
pub struct KeysArgs {
    /// The keys of this preset, whatever the configuration says
    #[arg(long, value_name = "NAME")]
    pub preset: Option<String>,
    /// As Markdown tables
    #[arg(long)]
    pub markdown: bool,
}

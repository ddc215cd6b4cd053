//! The part of the command line that reviews: tasks, jobs, items, annotations, issues, outbox.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::args::{ListArgs, ShowArgs};
use super::args_results::TextArgs;

/// Ids on the command line.
#[derive(Clone, Debug, Args)]
pub struct Ids {
    /// Ids or links; '-' reads them from standard input (first column of each line)
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
}

/// Who gets the work.
#[derive(Clone, Debug, Args)]
pub struct AssignArgs {
    /// Which ones
    #[command(flatten)]
    pub ids: Ids,
    /// The new assignee; 'none' for nobody
    #[arg(long, value_name = "NAME", required_unless_present = "reviewer")]
    pub to: Option<String>,
    /// The new reviewer; 'none' for nobody
    #[arg(long, value_name = "NAME")]
    pub reviewer: Option<String>,
}

/// Where the work goes.
#[derive(Clone, Debug, Args)]
pub struct TransitionArgs {
    /// Which ones
    #[command(flatten)]
    pub ids: Ids,
    /// 'stage/state' or a state; show lists what is reachable
    #[arg(long, value_name = "STATUS", required_unless_present = "stage")]
    pub to: Option<String>,
    /// The stage it goes to; the state beside it is named by --to or --state, and else 'new' (the
    /// directory for decisions is then named by VIDIMUS_STATE alone)
    #[arg(long, value_name = "STAGE")]
    pub stage: Option<String>,
    /// The state that `--state` names beside `--stage`.
    #[arg(skip)]
    pub state: Option<String>,
}

/// What the platform can tell about a node.
#[derive(Clone, Debug, Args)]
pub struct FiguresArgs {
    /// Its id, link or web address
    #[arg(value_name = "ID")]
    pub id: String,
    /// Have the server work them out anew first (Ctrl-C cancels it)
    #[arg(long)]
    pub compute: bool,
}

/// `task …`
#[derive(Debug, Subcommand)]
pub enum TaskCommand {
    /// List them
    #[command(
        after_help = "Examples:\n  vidimus task list --demo --project coins\n  vidimus task list --project 3 --account studio"
    )]
    List(ListArgs),
    /// Show one with everything known of it
    #[command(after_help = "Examples:\n  vidimus task show coins/train --demo --json")]
    Show(ShowArgs),
    /// Give tasks to somebody
    #[command(after_help = "Examples:\n  vidimus task assign coins/train --to ana --demo")]
    Assign(AssignArgs),
    /// Quality, statistics and whatever else the platform tells about one, as tables
    #[command(
        after_help = "Examples:\n  vidimus task figures coins/train --demo\n  vidimus task figures 12 --compute --account work --json"
    )]
    Figures(FiguresArgs),
    /// Move tasks to another state, where they have one of their own (a split's follows its jobs)
    #[command(after_help = "Examples:\n  vidimus task transition 12 --to completed --account work")]
    Transition(TransitionArgs),
}

/// `job …`
#[derive(Debug, Subcommand)]
pub enum JobCommand {
    /// List them
    #[command(
        after_help = "Examples:\n  vidimus job list --demo --filter 'state:rejected'\n  vidimus job list --demo --mine --sort progress"
    )]
    List(ListArgs),
    /// Show one with everything known of it, and where it can go
    #[command(
        after_help = "Examples:\n  vidimus job show coins/train/1-12 --demo --json | jq .transitions"
    )]
    Show(ShowArgs),
    /// Quality, statistics and whatever else the platform tells about one, as tables
    #[command(
        after_help = "Examples:\n  vidimus job figures coins/train/1-12 --demo\n  vidimus job figures 70 --account work --json | jq .tables"
    )]
    Figures(FiguresArgs),
    /// Give jobs to somebody
    #[command(
        after_help = "Examples:\n  vidimus job assign train/1-100 train/101-200 --to ana --dir ~/data/street --yes\n  vidimus job assign train/1-100 --to none --reviewer bo --dir ~/data/street"
    )]
    Assign(AssignArgs),
    /// Move jobs to another stage and state
    #[command(
        after_help = "Examples:\n  vidimus job transition train/1-100 --to acceptance/completed --dir ~/data/street\n  vidimus job list --demo --filter state:new | vidimus job transition - --to 'in progress' --demo --yes\n  vidimus job transition 70 --stage acceptance --state completed --account work"
    )]
    Transition(TransitionArgs),
}

/// `item …`
#[derive(Debug, Subcommand)]
pub enum ItemCommand {
    /// List them
    #[command(
        after_help = "Examples:\n  vidimus item list --dir ~/data/street --filter 'verdict:rejected'\n  vidimus item list --demo --job coins/train/1-12 --jsonl\n  vidimus item list --project 3 --task 12 --account studio"
    )]
    List(ListArgs),
    /// Show one with its annotations and issues
    #[command(
        after_help = "Examples:\n  vidimus item show images/0007.jpg --dir ~/data/street --json"
    )]
    Show(ShowArgs),
    /// Accept items
    #[command(
        after_help = "Examples:\n  vidimus item accept images/0007.jpg --dir ~/data/street\n  vidimus item list --dir ~/data/street --filter 'annotations=0' | vidimus item accept - --dir ~/data/street --yes"
    )]
    Accept(Ids),
    /// Reject items; a reason also opens an issue
    #[command(
        after_help = "Examples:\n  vidimus item reject images/0007.jpg --reason 'missed object' --dir ~/data/street"
    )]
    Reject(RejectArgs),
    /// Leave items undecided, but looked at
    #[command(after_help = "Examples:\n  vidimus item skip images/0007.jpg --dir ~/data/street")]
    Skip(Ids),
    /// Take the verdict of items away
    #[command(after_help = "Examples:\n  vidimus item clear images/0007.jpg --dir ~/data/street")]
    Clear(Ids),
    /// Write an item's picture into a PNG file
    #[command(
        after_help = "Examples:\n  vidimus item image images/0007.jpg -o seen.png --overlay --dir ~/data/street\n  vidimus item image images/0007.jpg -o - --max-side 800 --dir ~/data/street > small.png"
    )]
    Image(ImageArgs),
    /// Read an item's texts with their spans marked, and its time lines
    #[command(
        after_help = "Examples:\n  vidimus item text 1042 --account studio\n  vidimus item text 1042 --result 17 --account studio | less"
    )]
    Text(TextArgs),
    /// List an item's annotations
    #[command(
        after_help = "Examples:\n  vidimus item annotations images/0007.jpg --dir ~/data/street --json"
    )]
    Annotations(ShowArgs),
}

/// `… reject`
#[derive(Clone, Debug, Args)]
pub struct RejectArgs {
    /// Which ones
    #[command(flatten)]
    pub ids: Ids,
    /// What is wrong
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
}

/// `item image`
#[derive(Clone, Debug, Args)]
pub struct ImageArgs {
    /// Its id or link
    #[arg(value_name = "ID")]
    pub id: String,
    /// The file; '-' is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// Draw the annotations on it
    #[arg(long)]
    pub overlay: bool,
    /// Which of the item's pictures; 0 is its own
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub picture: u8,
    /// Draw the annotations of this result only (result list shows them)
    #[arg(long, value_name = "ID", requires = "overlay")]
    pub result: Option<String>,
    /// Longest side in pixels at most
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=30_000))]
    pub max_side: Option<u32>,
}

/// `annotation …`
#[derive(Debug, Subcommand)]
pub enum AnnotationCommand {
    /// List an item's annotations
    #[command(
        after_help = "Examples:\n  vidimus annotation list images/0007.jpg --dir ~/data/street"
    )]
    List(ShowArgs),
    /// Accept annotations, each named ITEM#ANNOTATION
    #[command(
        after_help = "Examples:\n  vidimus annotation accept 'images/0007.jpg#12' --dir ~/data/street"
    )]
    Accept(Ids),
    /// Reject annotations; a reason also opens an issue
    #[command(
        after_help = "Examples:\n  vidimus annotation reject 'images/0007.jpg#12' --reason 'loose box' --dir ~/data/street"
    )]
    Reject(RejectArgs),
    /// Take the verdict of annotations away
    #[command(
        after_help = "Examples:\n  vidimus annotation clear 'images/0007.jpg#12' --dir ~/data/street"
    )]
    Clear(Ids),
}

/// `issue …`
#[derive(Debug, Subcommand)]
pub enum IssueCommand {
    /// List issues
    #[command(
        after_help = "Examples:\n  vidimus issue list --dir ~/data/street --open\n  vidimus issue list --demo --mine --json"
    )]
    List(IssueListArgs),
    /// Show an issue with its thread
    #[command(after_help = "Examples:\n  vidimus issue show ID --dir ~/data/street")]
    Show(ShowArgs),
    /// Open an issue on an item
    #[command(
        after_help = "Examples:\n  vidimus issue open --item images/0007.jpg --text 'missed car' --at 10,20,110,90 --dir ~/data/street\n  vidimus issue open --item images/0007.jpg --annotation 12 --text 'loose box' --assignee ana --dir ~/data/street"
    )]
    Open(IssueOpenArgs),
    /// Add a comment to an issue's thread
    #[command(
        after_help = "Examples:\n  vidimus issue comment ID --text 'now it fits' --dir ~/data/street"
    )]
    Comment(IssueCommentArgs),
    /// Change what a comment says: the issue's own text, or that of --comment
    #[command(
        after_help = "Examples:\n  vidimus issue edit ID --text 'the left one' --account work\n  vidimus issue edit ID --comment 5 --text 'now it fits' --account work"
    )]
    Edit(IssueEditArgs),
    /// Say that issues are fixed
    #[command(after_help = "Examples:\n  vidimus issue resolve ID --dir ~/data/street")]
    Resolve(Ids),
    /// Say that issues are not fixed after all
    #[command(after_help = "Examples:\n  vidimus issue reopen ID --dir ~/data/street")]
    Reopen(Ids),
    /// Delete issues with their threads (asks, or needs --yes)
    #[command(after_help = "Examples:\n  vidimus issue delete ID --yes --dir ~/data/street")]
    Delete(Ids),
}

/// `issue list`
#[derive(Clone, Debug, Args)]
pub struct IssueListArgs {
    /// Below what
    #[command(flatten)]
    pub parent: super::args::ParentArgs,
    /// Of this item
    #[arg(long, value_name = "ID", conflicts_with_all = ["org", "project", "task", "job"])]
    pub item: Option<String>,
    /// Only unresolved ones
    #[arg(long)]
    pub open: bool,
    /// Only those that I opened or should see to
    #[arg(long)]
    pub mine: bool,
    /// At most so many; 0 means all
    #[arg(long, short = 'n', value_name = "N", default_value_t = 200)]
    pub limit: u64,
}

/// `issue open`
#[derive(Clone, Debug, Args)]
pub struct IssueOpenArgs {
    /// The item
    #[arg(long, value_name = "ID")]
    pub item: String,
    /// What is wrong
    #[arg(long, value_name = "TEXT")]
    pub text: String,
    /// A point X,Y or a box X1,Y1,X2,Y2 in image pixels
    #[arg(long, value_name = "X1,Y1[,X2,Y2]", allow_hyphen_values = true)]
    pub at: Option<String>,
    /// The annotation it is about
    #[arg(long, value_name = "ID")]
    pub annotation: Option<String>,
    /// Who should see to it
    #[arg(long, value_name = "NAME")]
    pub assignee: Option<String>,
}

/// `issue comment`
#[derive(Clone, Debug, Args)]
pub struct IssueCommentArgs {
    /// The issue
    #[arg(value_name = "ID")]
    pub id: String,
    /// What is said
    #[arg(long, value_name = "TEXT")]
    pub text: String,
}

/// `issue edit`
#[derive(Clone, Debug, Args)]
pub struct IssueEditArgs {
    /// The issue
    #[arg(value_name = "ID")]
    pub id: String,
    /// What it shall say
    #[arg(long, value_name = "TEXT")]
    pub text: String,
    /// Which comment; else your own first one, else the issue's text
    #[arg(long, value_name = "ID")]
    pub comment: Option<String>,
}

/// `project …`
#[derive(Debug, Subcommand)]
pub enum ProjectCommand {
    /// List them
    #[command(
        after_help = "Examples:\n  vidimus project list --dir ~/data/street\n  vidimus project list --demo --sort issues --json"
    )]
    List(ListArgs),
    /// Show one with everything known of it
    #[command(after_help = "Examples:\n  vidimus project show coins --demo --json")]
    Show(ShowArgs),
    /// Give projects to somebody
    #[command(after_help = "Examples:\n  vidimus project assign 3 --to ana --account work")]
    Assign(AssignArgs),
    /// Quality, statistics and whatever else the platform tells about one, as tables
    #[command(after_help = "Examples:\n  vidimus project figures coins --demo")]
    Figures(FiguresArgs),
}

/// `inbox …`
#[derive(Debug, Subcommand)]
pub enum InboxCommand {
    /// List what waits for you, in all accounts or in one
    #[command(
        after_help = "Examples:\n  vidimus inbox list\n  vidimus inbox list --account work --json | jq '.items[] | select(.group == \"fixed\")'"
    )]
    List {
        /// How many days back resolved issues and answers count
        #[arg(long, value_name = "N", default_value_t = 14)]
        days: u32,
    },
}

/// `outbox …`
#[derive(Debug, Subcommand)]
pub enum OutboxCommand {
    /// List what is on its way, or with --all everything ever decided
    #[command(after_help = "Examples:\n  vidimus outbox list\n  vidimus outbox list --all --jsonl")]
    List {
        /// Also what is done, withdrawn or dropped
        #[arg(long)]
        all: bool,
        /// At most so many; 0 means all
        #[arg(long, short = 'n', value_name = "N", default_value_t = 200)]
        limit: u64,
    },
    /// Send now what is waiting
    #[command(after_help = "Examples:\n  vidimus outbox push --dir ~/data/street")]
    Push,
    /// Send failed operations again
    #[command(
        after_help = "Examples:\n  vidimus outbox retry 1a2b3c4d5e6f7a8b-3 --dir ~/data/street"
    )]
    Retry(Ids),
    /// Give up operations that are not done
    #[command(after_help = "Examples:\n  vidimus outbox drop 1a2b3c4d5e6f7a8b-3")]
    Drop(Ids),
}

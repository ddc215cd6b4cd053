//! The part of the command line about whole results, documents, and commands of a platform.

use clap::{Args, Subcommand};

use super::args::ShowArgs;
use super::args_review::Ids;

/// Results on the command line.
#[derive(Clone, Debug, Args)]
pub struct ResultIds {
    /// Which ones, of --item; or ITEM#RESULT each ('-' reads them from standard input)
    #[command(flatten)]
    pub ids: Ids,
    /// The item that they are results of
    #[arg(long, value_name = "ITEM")]
    pub item: Option<String>,
}

/// `result reject`
#[derive(Clone, Debug, Args)]
pub struct ResultRejectArgs {
    /// Which ones
    #[command(flatten)]
    pub results: ResultIds,
    /// What is wrong; also opens an issue
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
}

/// `result …`
#[derive(Debug, Subcommand)]
pub enum ResultCommand {
    /// List what people and models made of an item
    #[command(
        after_help = "Examples:\n  vidimus result list 1042 --account studio\n  vidimus result list 1042 --account studio --json | jq '.items[] | select(.truth)'"
    )]
    List(ShowArgs),
    /// Accept whole results
    #[command(
        after_help = "Examples:\n  vidimus result accept 12 --item 1042 --account studio\n  vidimus result accept 1042#12 1043#17 --account studio --yes"
    )]
    Accept(ResultIds),
    /// Reject whole results; a reason also opens an issue
    #[command(
        after_help = "Examples:\n  vidimus result reject 12 --item 1042 --reason 'wrong person' --account studio"
    )]
    Reject(ResultRejectArgs),
    /// Take the verdict of whole results away
    #[command(after_help = "Examples:\n  vidimus result clear 12 --item 1042 --account studio")]
    Clear(ResultIds),
    /// Say that a result is the truth that others are compared with (one of each item)
    #[command(after_help = "Examples:\n  vidimus result truth 12 --item 1042 --account studio")]
    Truth(ResultIds),
    /// Say that a result is not the truth after all
    #[command(after_help = "Examples:\n  vidimus result untruth 12 --item 1042 --account studio")]
    Untruth(ResultIds),
    /// Mark results as skipped: they count as none
    #[command(after_help = "Examples:\n  vidimus result skip 12 --item 1042 --account studio")]
    Skip(ResultIds),
    /// Let skipped results count again
    #[command(after_help = "Examples:\n  vidimus result unskip 12 --item 1042 --account studio")]
    Unskip(ResultIds),
    /// Hand in a draft of your own, or with --skipped an empty result that says there is nothing
    #[command(
        after_help = "Examples:\n  vidimus result submit 1042 --account studio\n  vidimus result submit 1042 --draft draft-3 --account studio\n  vidimus result submit 1042 --skipped --account studio"
    )]
    Submit(SubmitArgs),
    /// Delete whole results for good (asks, or needs --yes)
    #[command(
        after_help = "Examples:\n  vidimus result delete 12 --item 1042 --yes --account studio"
    )]
    Delete(ResultIds),
}

/// `result submit`
#[derive(Clone, Debug, Args)]
pub struct SubmitArgs {
    /// The item
    #[arg(value_name = "ITEM")]
    pub item: String,
    /// Which draft, where there are several
    #[arg(long, value_name = "ID", conflicts_with = "skipped")]
    pub draft: Option<String>,
    /// Skip the item: an empty result
    #[arg(long)]
    pub skipped: bool,
}

/// Where a command of the platform belongs.
#[derive(Clone, Debug, Args)]
pub struct ActionPlace {
    /// The project
    #[arg(long, value_name = "ID", required_unless_present = "task")]
    pub project: Option<String>,
    /// The task or view
    #[arg(long, value_name = "ID")]
    pub task: Option<String>,
}

/// `action …`
#[derive(Debug, Subcommand)]
pub enum ActionCommand {
    /// List the commands that the platform has for items of a project or view
    #[command(after_help = "Examples:\n  vidimus action list --project 3 --account studio")]
    List(ActionPlace),
    /// Run one on the items that are named, never on "everything" (asks, or needs --yes)
    #[command(
        after_help = "Examples:\n  vidimus action run retrieve_tasks_predictions 1042 1043 --project 3 --account studio --yes\n  vidimus item list --project 3 --filter 'annotations=0' --account studio | vidimus action run delete_tasks - --project 3 --account studio --yes\n  vidimus action run predictions_to_annotations 1042 --project 3 --input model_version=v2 --account studio"
    )]
    Run(ActionRunArgs),
}

/// `action run`
#[derive(Clone, Debug, Args)]
pub struct ActionRunArgs {
    /// Its name, as action list shows it
    #[arg(value_name = "NAME")]
    pub name: String,
    /// The items it runs on
    #[command(flatten)]
    pub items: Ids,
    /// Where
    #[command(flatten)]
    pub place: ActionPlace,
    /// What it asks for, each as NAME=VALUE
    #[arg(long = "input", value_name = "NAME=VALUE")]
    pub inputs: Vec<String>,
}

/// `item text`
#[derive(Clone, Debug, Args)]
pub struct TextArgs {
    /// Its id or link
    #[arg(value_name = "ID")]
    pub id: String,
    /// The result whose spans are marked, or 'all'; else the first one that counts
    #[arg(long, value_name = "ID")]
    pub result: Option<String>,
    /// Columns of a line; else as wide as the terminal, and 100 without one
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..=1_000))]
    pub width: Option<u16>,
}

//! The arguments of `export`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// `export`
#[derive(Clone, Debug, Args)]
pub struct ExportArgs {
    /// Only this dataset; all that have annotations without it
    #[arg(long, value_name = "NAME")]
    pub dataset: Option<String>,
    /// A directory that is new or empty, outside the reviewed folder; for a review file its new name
    #[arg(long, short = 'o', value_name = "OUT")]
    pub output: PathBuf,
    /// What is written
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = WhatFlag::Corrected)]
    pub what: WhatFlag,
    /// Leave rejected items out too, with all their annotations; without this only rejected
    /// annotations go
    #[arg(long)]
    pub drop_rejected_items: bool,
    /// What becomes of the pictures
    #[arg(long, value_enum, value_name = "HOW", default_value_t = PicturesFlag::None)]
    pub pictures: PicturesFlag,
}

/// `export --what`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum WhatFlag {
    /// The annotation files in their own format, without what was rejected
    Corrected,
    /// Verdicts, reasons and issues: JSON Lines for a name that ends in .jsonl, else one JSON object
    Review,
}

/// `export --pictures`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PicturesFlag {
    /// They stay where they are (--images names the place when the copy is opened)
    None,
    /// Hard links: no second copy, on one file system only
    Link,
    /// A copy of each
    Copy,
}

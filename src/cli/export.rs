//! `export`: a dataset written again without what was rejected, or what was decided as a file.
//!
//! Nothing is ever written over: the place must be new, and outside the folder that is reviewed.
//! Everything is made under another name beside it and gets its own when it is whole and on disk.

mod place;
mod review;

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::limits::SHUTDOWN_MS;
use crate::model::Text;
use crate::platform::local::{Copy, LocalPlatform, Unapplied, Why};
use crate::store::EntryFilter;

use super::args_export::{ExportArgs, PicturesFlag, WhatFlag};
use super::error::{CliError, Kind};
use super::output::{Form, errors_json, object, say, say_errors};
use super::session::Session;
use place::{Fresh, Target};

/// `export`
///
/// # Errors
/// A place that is taken or lies in the reviewed folder, a dataset that is not there or cannot be
/// written, whatever the file system has.
pub async fn run(
    session: &Session,
    form: Form,
    args: &ExportArgs,
    problems: Vec<CliError>,
) -> Result<ExitCode, CliError> {
    let Some(local) = session.local.clone() else {
        return Err(CliError::usage(
            "only folders are exported: name one with --dir (a server has exports of its own)",
        ));
    };
    waiting(session).await?;
    match args.what {
        WhatFlag::Corrected => corrected(&local, form, args, problems).await,
        WhatFlag::Review => review::run(session, &local, form, args, problems).await,
    }
}

/// Decisions on their way that are counted.
const ASKED: usize = 1_000;

/// Says when decisions are not applied yet.
async fn waiting(session: &Session) -> Result<(), CliError> {
    let filter = EntryFilter {
        account: Some(session.platform.account().clone()),
        open_only: true,
        limit: ASKED,
    };
    let open = session.store.entries(filter).await?;
    if !open.is_empty() {
        say(&Text::line(&format!(
            "vidimus: {}{} decisions are still on their way and not in this export (vidimus outbox push)",
            open.len(),
            if open.len() < ASKED { "" } else { " or more" }
        )));
    }
    Ok(())
}

async fn corrected(
    local: &Arc<LocalPlatform>,
    form: Form,
    args: &ExportArgs,
    problems: Vec<CliError>,
) -> Result<ExitCode, CliError> {
    let target = Target::directory(&args.output, &local.roots())?;
    let copy = local
        .copy_of(args.dataset.as_deref(), args.drop_rejected_items)
        .await?;
    let copy = Arc::new(copy);
    let within: Vec<PathBuf> = local.roots();
    let written = Written {
        copy: Arc::clone(&copy),
        pictures: args.pictures,
        within,
    };
    let outside = write_apart(written, target).await?;
    let pictures = match args.pictures {
        PicturesFlag::None => 0,
        PicturesFlag::Link | PicturesFlag::Copy => copy.pictures.len() - outside.len(),
    };
    let value = json!({
        "what": "corrected",
        "output": args.output.to_string_lossy(),
        "datasets": copy.datasets.iter().map(|(name, format)| json!({"name": name, "format": format})).collect::<Vec<_>>(),
        "files": copy.files.len(),
        "pictures": pictures,
        "pictures_left_out": outside,
        "annotations_left_out": copy.annotations,
        "items_left_out": copy.items,
        "not_applied": copy.unapplied.iter().map(unapplied).collect::<Vec<_>>(),
        "errors": errors_json(&problems),
    });
    object(form, &value, &lines(&copy, &args.output))?;
    if !form.is_json() {
        told(&copy.unapplied);
        told_outside(&outside);
    }
    say_errors(&problems);
    Ok(ExitCode::SUCCESS)
}

fn unapplied(one: &Unapplied) -> Value {
    json!({
        "item": one.item.to_string(),
        "annotation": one.annotation.as_ref().map(ToString::to_string),
        "why": one.why.word(),
    })
}

/// For people.
fn lines(copy: &Copy, output: &Path) -> Vec<Text> {
    let names: Vec<String> = copy
        .datasets
        .iter()
        .map(|(name, format)| format!("{name} ({format})"))
        .collect();
    let count = |count: u64, one: &str, many: &str| match count {
        1 => format!("1 {one}"),
        more => format!("{more} {many}"),
    };
    let mut line = format!(
        "{}: {} of {} without {}",
        output.display(),
        count(copy.files.len() as u64, "file", "files"),
        names.join(", "),
        count(
            copy.annotations,
            "rejected annotation",
            "rejected annotations"
        ),
    );
    if copy.items > 0 {
        line.push_str(&format!(
            " and {}",
            count(copy.items, "rejected item", "rejected items")
        ));
    }
    vec![Text::line(&line)]
}

/// Says which verdicts were not applied.
fn told(all: &[Unapplied]) {
    for one in all.iter().take(20) {
        let annotation = one.annotation.as_ref();
        let what = annotation.map_or(String::new(), |id| format!("#{id}"));
        let why = match one.why {
            Why::Changed => "its content has changed since",
            Why::Gone => "there is no such annotation any more",
            Why::Elsewhere => {
                "it is no element of a file that could be left out alone (a part of a track, a mask in a picture, a tag of a whole image, one shape of several)"
            }
        };
        say(&Text::line(&format!(
            "vidimus: not applied: the rejection of {}{what}: {why}",
            one.item
        )));
    }
    if all.len() > 20 {
        say(&Text::line(&format!(
            "vidimus: not applied: {} more (--json has all)",
            all.len() - 20
        )));
    }
}

/// Says which pictures are not in the copy.
fn told_outside(all: &[String]) {
    for one in all.iter().take(20) {
        say(&Text::line(&format!(
            "vidimus: left out: {one}: a link that leads out of the folder"
        )));
    }
    if all.len() > 20 {
        say(&Text::line(&format!(
            "vidimus: left out: {} more (--json has all)",
            all.len() - 20
        )));
    }
}

/// Ends the writing thread when nobody waits for it any more, so that it clears away what it has
/// begun.
struct Ends {
    stop: Arc<AtomicBool>,
    done: mpsc::Receiver<()>,
}

impl Drop for Ends {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        // The thread hangs up when it is through.
        let _ = self
            .done
            .recv_timeout(Duration::from_millis(SHUTDOWN_MS * 10));
    }
}

/// What is written.
struct Written {
    copy: Arc<Copy>,
    pictures: PicturesFlag,
    /// Folders that pictures are taken from.
    within: Vec<PathBuf>,
}

/// Writes the copy on a thread of its own. Answers which pictures were left out because they are
/// links that lead elsewhere: what somebody else's folder points at on this machine is not for a
/// copy that is handed on.
async fn write_apart(written: Written, target: Target) -> Result<Vec<String>, CliError> {
    let stop = Arc::new(AtomicBool::new(false));
    let (through, done) = mpsc::channel::<()>();
    let _ends = Ends {
        stop: Arc::clone(&stop),
        done,
    };
    let writing = tokio::task::spawn_blocking(move || {
        let outside = write(&written, &target, &stop);
        drop(through);
        outside
    });
    writing
        .await
        .map_err(|error| CliError::new(Kind::Failed, &error.to_string()))?
}

fn write(written: &Written, target: &Target, stop: &AtomicBool) -> Result<Vec<String>, CliError> {
    let (copy, pictures) = (&written.copy, written.pictures);
    let fresh = target.begin()?;
    for file in &copy.files {
        let about = |error: &dyn std::fmt::Display| {
            CliError::new(Kind::Failed, &error.to_string()).about(&file.path)
        };
        let out = fresh
            .file(&copy.relative(&file.path))
            .map_err(|e| about(&e))?;
        let mut out = Stoppable {
            out: BufWriter::new(out),
            stop,
        };
        copy.write(file, &mut out).map_err(|e| about(&e))?;
        out.flush().map_err(|e| about(&e))?;
        out.out.get_ref().sync_all().map_err(|e| about(&e))?;
    }
    let mut outside = Vec::new();
    if pictures != PicturesFlag::None {
        let real = |root: &PathBuf| fs::canonicalize(root).unwrap_or_else(|_| root.clone());
        let roots: Vec<PathBuf> = written.within.iter().map(real).collect();
        for picture in &copy.pictures {
            let added = match leads_out(copy, picture, &roots) {
                Ok(true) => {
                    outside.push(picture.clone());
                    continue;
                }
                Ok(false) => add_picture(copy, &fresh, picture, pictures, stop),
                Err(error) => Err(error),
            };
            added.map_err(|error| picture_error(&error, picture, pictures))?;
        }
    }
    fresh.finish(target)?;
    Ok(outside)
}

/// Whether a picture is really none of these folders'.
fn leads_out(copy: &Copy, picture: &str, roots: &[PathBuf]) -> io::Result<bool> {
    let Some(place) = copy.place_of(picture) else {
        return Ok(false);
    };
    let real = fs::canonicalize(place)?;
    Ok(!roots.iter().any(|root| real.starts_with(root)))
}

fn picture_error(error: &io::Error, picture: &str, how: PicturesFlag) -> CliError {
    let hint = match (how, error.kind()) {
        (PicturesFlag::Link, io::ErrorKind::CrossesDevices | io::ErrorKind::Unsupported) => {
            "; links stay on one file system: --pictures copy"
        }
        _ => "",
    };
    CliError::new(Kind::Failed, &format!("{error}{hint}")).about(picture)
}

fn add_picture(
    copy: &Copy,
    fresh: &Fresh,
    picture: &str,
    how: PicturesFlag,
    stop: &AtomicBool,
) -> io::Result<()> {
    let relative = copy.relative(picture);
    match (how, copy.place_of(picture)) {
        // A link to a link would follow the original wherever it is moved.
        (PicturesFlag::Link, Some(place)) => fresh.link(&fs::canonicalize(place)?, &relative),
        _ => {
            let mut out = Stoppable {
                out: fresh.file(&relative)?,
                stop,
            };
            io::copy(&mut copy.picture(picture)?, &mut out)?;
            out.out.sync_all()
        }
    }
}

/// Fails when asked to stop.
struct Stoppable<'s, W> {
    out: W,
    stop: &'s AtomicBool,
}

impl<W: Write> Write for Stoppable<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(io::Error::other("interrupted"));
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

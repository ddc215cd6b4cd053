//! `figures`: the tables that a platform has about a node, and having the server work them out
//! anew.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use serde_json::{Value, json};

use crate::model::{Level, Text};
use crate::platform::{PlatformEvent, Table};

use super::args_review::FiguresArgs;
use super::error::{CliError, Kind};
use super::output::{Form, Listing, align, object, say};
use super::session::Session;
use super::target::Finder;
use super::write::check_writable;

/// `project|task|job figures`
///
/// # Errors
/// Whatever the platform or the arguments have.
pub async fn run(
    session: &Session,
    form: Form,
    level: Level,
    args: &FiguresArgs,
) -> Result<ExitCode, CliError> {
    let node = Finder::new(session).find(level, &args.id).await?;
    let mut tables = session.platform.insights(&node).await?;
    if args.compute {
        check_writable(session)?;
        for work in works(&tables)? {
            compute(session, &node, &work).await?;
        }
        tables = session.platform.insights(&node).await?;
    }
    let value = json!({
        "link": node.to_string(),
        "tables": tables.iter().map(shape).collect::<Vec<_>>(),
        "errors": [],
    });
    if form == Form::Tabs {
        return tabs(&tables);
    }
    object(form, &value, &lines(&tables))?;
    if tables.is_empty() && !form.is_json() {
        say(&Text::line("nothing is known about it"));
    }
    Ok(ExitCode::SUCCESS)
}

/// The works that the tables offer, each once.
fn works(tables: &[Table]) -> Result<Vec<Text>, CliError> {
    let mut offered: Vec<Text> = Vec::new();
    let mut denied = None;
    for work in tables.iter().filter_map(|table| table.work.as_ref()) {
        match &work.denied {
            None if !offered.contains(&work.name) => offered.push(work.name.clone()),
            None => {}
            Some(reason) => denied = Some(reason.clone()),
        }
    }
    match (offered.is_empty(), denied) {
        (true, Some(reason)) => Err(CliError::new(
            Kind::Denied,
            &format!("not allowed: {reason}"),
        )),
        (true, None) => Err(CliError::new(
            Kind::Failed,
            "there is nothing that could be worked out anew",
        )),
        (false, _) => Ok(offered),
    }
}

/// Has one work done and follows it; Ctrl-C cancels it on the server.
async fn compute(
    session: &Session,
    node: &crate::model::NodeRef,
    work: &Text,
) -> Result<(), CliError> {
    let mut events = session.platform.events();
    let shows = std::io::stderr().is_terminal();
    let mut working = std::pin::pin!(session.platform.start_work(node, work));
    let mut cancelled = false;
    let ended = loop {
        let hears = events.is_some();
        let event = async {
            match &mut events {
                Some(events) => events.recv().await,
                None => None,
            }
        };
        tokio::select! {
            biased;
            ended = &mut working => break ended,
            event = event, if hears => match event {
                Some(PlatformEvent::Progress { what, done, total }) => {
                    progress(shows, &what, done, total);
                }
                Some(_) => {}
                None => events = None,
            },
            _ = tokio::signal::ctrl_c(), if !cancelled => {
                cancelled = true;
                session.platform.stop();
            }
        }
    };
    if shows {
        line("");
    }
    if cancelled {
        return Err(CliError::new(Kind::Interrupted, "cancelled"));
    }
    Ok(ended?)
}

fn progress(shows: bool, what: &Text, done: u64, total: u64) {
    if !shows {
        return;
    }
    line(&match (done * 100).checked_div(total) {
        Some(percent) => format!("{what}: {percent}%"),
        None => what.to_string(),
    });
}

/// One line that the next one replaces.
fn line(text: &str) {
    let mut err = std::io::stderr();
    // Nothing can be done when standard error is gone.
    let _ = write!(err, "\r\x1b[K{}", Text::line(text));
    let _ = err.flush();
}

fn shape(table: &Table) -> Value {
    let rows: Vec<Value> = table
        .rows
        .iter()
        .map(|row| {
            let to = row.to.as_ref();
            json!({
                "cells": row.cells,
                "link": to.map(|(node, _)| node.to_string()),
                "annotation": to.and_then(|(_, id)| id.as_ref()).map(ToString::to_string),
                "class": row.class,
            })
        })
        .collect();
    let work = table
        .work
        .as_ref()
        .map(|work| json!({"name": work.name, "summary": work.summary, "denied": work.denied}));
    json!({"title": table.title, "head": table.head, "rows": rows, "work": work})
}

/// One line a row: the table's title, then the cells.
fn tabs(tables: &[Table]) -> Result<ExitCode, CliError> {
    let mut listing = Listing::begin(Form::Tabs, &[])?;
    for table in tables {
        for row in &table.rows {
            listing.row(&(), || table.title.to_string(), || row.cells.clone())?;
        }
    }
    listing.end(0, true, &[])
}

fn lines(tables: &[Table]) -> Vec<Text> {
    let mut lines = Vec::new();
    for table in tables {
        if !lines.is_empty() {
            lines.push(Text::default());
        }
        lines.push(table.title.clone());
        let rows = table.rows.iter().map(|row| &row.cells);
        lines.extend(align(std::iter::once(&table.head).chain(rows)));
        if let Some(work) = &table.work {
            let why = work
                .denied
                .as_ref()
                .map_or_else(|| "--compute".to_owned(), ToString::to_string);
            lines.push(Text::line(&format!("({}: {why})", work.summary)));
        }
    }
    lines
}

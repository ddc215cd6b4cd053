//! The outbox: what is on its way, and what to do with what got stuck.

use std::collections::BTreeSet;
use std::process::ExitCode;

use serde_json::json;

use crate::model::{AccountId, Delivery, Entry, OpId, Text};
use crate::store::{EntryFilter, Store};

use super::args::Global;
use super::args_review::OutboxCommand;
use super::error::{CliError, Kind, exit_code};
use super::output::{Form, Listing, errors_json, object, say, say_errors};
use super::session::{Base, DEMO_ACCOUNT, Session};
use super::shapes;
use super::target::read_ids;
use super::write::{Confirmed, Outcome, confirm, kept};

/// `outbox …`. Listing and dropping need the state database alone, not the folder.
///
/// # Errors
/// Whatever the store, the platform or the arguments have.
pub async fn run(
    base: Base,
    global: &Global,
    form: Form,
    command: &OutboxCommand,
) -> Result<ExitCode, CliError> {
    let account = named_account(&base, global).await?;
    match command {
        OutboxCommand::List { all, limit } => {
            list(&open(&base)?, form, account, !all, *limit).await
        }
        OutboxCommand::Drop(ids) => {
            check_read_only(&base)?;
            drop_entries(&open(&base)?, form, &read_ids(&ids.ids).await?).await
        }
        OutboxCommand::Retry(ids) => {
            check_read_only(&base)?;
            let ids = parse_ids(&read_ids(&ids.ids).await?)?;
            retry(base, global, form, &ids).await
        }
        OutboxCommand::Push => {
            check_read_only(&base)?;
            push(base, global, form, account).await
        }
    }
}

fn open(base: &Base) -> Result<Store, CliError> {
    Ok(Store::open(&base.paths.database())?)
}

fn check_read_only(base: &Base) -> Result<(), CliError> {
    match &base.settings.read_only {
        Some(reason) => Err(CliError::new(
            Kind::Denied,
            &format!("nothing was changed: {reason}"),
        )),
        None => Ok(()),
    }
}

/// The account that the flags name, if they name one.
async fn named_account(base: &Base, global: &Global) -> Result<Option<AccountId>, CliError> {
    if let Some(name) = &global.account {
        return Ok(Some(AccountId::new(name)));
    }
    if global.demo {
        return Ok(Some(AccountId::new(DEMO_ACCOUNT)));
    }
    match &global.dir {
        Some(dir) => Ok(base.folder(dir)?.account_id()),
        None => Ok(None),
    }
}

fn parse_ids(raw: &[String]) -> Result<Vec<OpId>, CliError> {
    raw.iter()
        .map(|id| {
            OpId::parse(id).ok_or_else(|| {
                CliError::usage("an operation's id looks like 00000000deadbeef-1 (outbox list)")
                    .about(id)
            })
        })
        .collect()
}

async fn list(
    store: &Store,
    form: Form,
    account: Option<AccountId>,
    open_only: bool,
    limit: u64,
) -> Result<ExitCode, CliError> {
    let filter = EntryFilter {
        account,
        open_only,
        limit: 0,
    };
    let entries = store.entries(filter).await?;
    let head = &[
        "OPERATION",
        "DELIVERY",
        "TARGET",
        "CHANGE",
        "WHO",
        "AT",
        "ERROR",
    ];
    let mut listing = Listing::begin(form, head)?;
    let shown = match limit {
        0 => usize::MAX,
        some => usize::try_from(some).unwrap_or(usize::MAX),
    };
    for entry in entries.iter().take(shown) {
        let id = entry.operation.id.to_string();
        listing.row(&shapes::entry(entry), || id, || cells(entry))?;
    }
    listing.end(u64::try_from(entries.len()).unwrap_or(u64::MAX), true, &[])
}

fn cells(entry: &Entry) -> Vec<Text> {
    let operation = &entry.operation;
    vec![
        Text::line(&operation.id.to_string()),
        Text::line(entry.delivery.word()),
        operation.name.clone(),
        Text::line(&operation.change.words()),
        operation.who.clone(),
        Text::line(&operation.at.to_string()),
        entry.error.clone().unwrap_or_else(|| Text::line("-")),
    ]
}

async fn drop_entries(store: &Store, form: Form, raw: &[String]) -> Result<ExitCode, CliError> {
    let mut failures = Vec::new();
    let mut dropped = 0_usize;
    for id in parse_ids(raw)? {
        if store.drop_entry(id).await? {
            dropped += 1;
        } else {
            let error = CliError::not_found("there is no such operation that is not done");
            failures.push(error.about(&id.to_string()));
        }
    }
    finish(form, "dropped", dropped, 0, failures)
}

async fn retry(
    base: Base,
    global: &Global,
    form: Form,
    ids: &[OpId],
) -> Result<ExitCode, CliError> {
    let store = open(&base)?;
    let mut failures = Vec::new();
    let mut ready = Vec::new();
    for id in ids {
        match store.retry(*id).await {
            Ok(true) => ready.push(*id),
            Ok(false) => {
                let error = CliError::not_found("there is no such operation that failed");
                failures.push(error.about(&id.to_string()));
            }
            Err(error) => failures.push(CliError::from(error).about(&id.to_string())),
        }
    }
    let accounts = open_accounts(&store, None, &ready).await?;
    store.close().await;
    send(base, global, form, accounts, failures).await
}

async fn push(
    base: Base,
    global: &Global,
    form: Form,
    account: Option<AccountId>,
) -> Result<ExitCode, CliError> {
    let store = open(&base)?;
    let accounts = open_accounts(&store, account, &[]).await?;
    store.close().await;
    send(base, global, form, accounts, Vec::new()).await
}

/// What is open and not failed for good, by account; only the operations of `only` if it has any.
async fn open_accounts(
    store: &Store,
    account: Option<AccountId>,
    only: &[OpId],
) -> Result<Vec<(AccountId, Vec<OpId>)>, CliError> {
    let filter = EntryFilter {
        account,
        open_only: true,
        limit: 0,
    };
    let entries: Vec<Entry> = store
        .entries(filter)
        .await?
        .into_iter()
        .filter(|entry| entry.delivery != Delivery::Failed)
        .filter(|entry| only.is_empty() || only.contains(&entry.operation.id))
        .collect();
    let names: BTreeSet<AccountId> = entries
        .iter()
        .map(|entry| entry.operation.account().clone())
        .collect();
    Ok(names
        .into_iter()
        .map(|name| {
            let own = entries
                .iter()
                .filter(|entry| *entry.operation.account() == name);
            let ids = own.map(|entry| entry.operation.id).collect();
            (name, ids)
        })
        .collect())
}

/// Opens the accounts and sends what they have waiting, side by side.
async fn send(
    base: Base,
    global: &Global,
    form: Form,
    accounts: Vec<(AccountId, Vec<OpId>)>,
    mut failures: Vec<CliError>,
) -> Result<ExitCode, CliError> {
    let (mut done, mut waiting) = (0, 0);
    let (mut sessions, mut ids) = (Vec::new(), Vec::new());
    for (account, own) in accounts {
        match open_account(&base, global, &account).await {
            Ok(session) => {
                session.say_notice();
                super::scan::settle(&session).await?;
                sessions.push(session);
                ids.extend(own);
            }
            Err(error) => {
                waiting += own.len();
                failures.push(error.about(&account.0));
            }
        }
    }
    let all: Vec<&Session> = sessions.iter().collect();
    let Confirmed { outcomes, trouble } = confirm(&all, &ids).await?;
    let mut unsent = 0;
    for id in &ids {
        match outcomes.get(id) {
            Some(Outcome::Done(_)) => done += 1,
            Some(Outcome::Failed(error)) => failures.push(error.clone()),
            Some(Outcome::Queued) | None => unsent += 1,
        }
    }
    if unsent > 0 {
        failures.push(kept(unsent, trouble.as_ref()));
    }
    for session in sessions {
        session.close().await;
    }
    finish(form, "sent", done, waiting + unsent, failures)
}

async fn open_account(
    base: &Base,
    global: &Global,
    account: &AccountId,
) -> Result<Session, CliError> {
    let place = match &global.dir {
        Some(dir) => base.folder(dir)?,
        None => base.account(&account.0).await?,
    };
    let again = Base {
        settings: base.settings.clone(),
        paths: base.paths.clone(),
        parallel: base.parallel,
    };
    Session::open(again, place, global).await
}

fn finish(
    form: Form,
    word: &str,
    done: usize,
    waiting: usize,
    failures: Vec<CliError>,
) -> Result<ExitCode, CliError> {
    let value = json!({
        "done": done,
        "queued": waiting,
        "failed": failures.len(),
        "errors": errors_json(&failures),
    });
    object(form, &value, &[])?;
    if !form.is_json() {
        say(&Text::line(&format!("{done} {word}, {waiting} waiting")));
    }
    say_errors(&failures);
    Ok(exit_code(&failures, done > 0))
}

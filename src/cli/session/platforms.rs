//! From a place to its backends.

use std::sync::Arc;

use crate::config::settings::{Account, AccountKind, Settings};
use crate::model::{AccountId, Text};
use crate::platform::Platform;
use crate::platform::local::{LocalOptions, LocalPlatform, Reading, Source};
use crate::store::Store;

use super::super::args::{FormatFlag, Global};
use super::super::demo;
use super::super::error::CliError;
use super::super::remote::{self, Opening};
use super::{BATCH, DEMO_ACCOUNT, FOLDER_MEMORY, Place, StateFiles, existing, of_account};

/// The backends of a place.
pub(super) struct Platforms {
    pub(super) all: Vec<Arc<dyn Platform>>,
    pub(super) local: Option<Arc<LocalPlatform>>,
}

impl Platforms {
    /// Opens what a place names.
    ///
    /// # Errors
    /// A folder or account that cannot be used.
    pub(super) async fn open(
        place: &Place,
        opened: &mut StateFiles,
        store: &Store,
        global: &Global,
        opening: &Opening,
    ) -> Result<Self, CliError> {
        match place {
            Place::Demo(_) | Place::Folder { .. } => {
                let local = folder(place, &mut opened.settings, store, global).await?;
                Ok(Self {
                    all: vec![local.clone()],
                    local: Some(local),
                })
            }
            Place::Account(id) => {
                let settings = &mut opened.settings;
                let account = settings.accounts.iter().find(|one| one.id == *id);
                let account = account
                    .cloned()
                    .ok_or_else(|| CliError::not_found(&format!("no account is named '{id}'")))?;
                if account.read_only && settings.read_only.is_none() {
                    settings.read_only = Some(Text::line(READ_ONLY));
                }
                let read_only = settings.read_only.clone();
                Ok(Self {
                    all: vec![remote::open(&account, opening, read_only).await?],
                    local: None,
                })
            }
            Place::Accounts => Self::every(opened, store, global, opening).await,
        }
    }

    /// Every account that can be opened; the others are told of.
    async fn every(
        opened: &mut StateFiles,
        store: &Store,
        global: &Global,
        opening: &Opening,
    ) -> Result<Self, CliError> {
        let mut all: Vec<Arc<dyn Platform>> = Vec::new();
        let mut failed: Vec<CliError> = Vec::new();
        for account in opened.settings.accounts.clone() {
            let found = one_of_all(&account, opened, store, global, opening).await;
            match found {
                Ok(platform) => all.push(platform),
                Err(error) => failed.push(error.about(&account.id.0)),
            }
        }
        if all.is_empty() {
            return Err(failed.into_iter().next().unwrap_or_else(|| {
                CliError::usage("there is no account yet: vidimus account add")
            }));
        }
        if !failed.is_empty() {
            let told: Vec<String> = failed.iter().map(ToString::to_string).collect();
            let before = opened.notice.take();
            let words = before.iter().map(ToString::to_string).chain(told);
            let words: Vec<String> = words.collect();
            opened.notice = Some(Text::line(&words.join("; ")));
        }
        Ok(Self { all, local: None })
    }

    /// The one that commands work on.
    ///
    /// # Errors
    /// There is none.
    pub(super) fn first(&self) -> Result<Arc<dyn Platform>, CliError> {
        let first = self.all.first().cloned();
        first.ok_or_else(|| CliError::usage("there is no account yet: vidimus account add"))
    }
}

/// Why nothing can be changed in an account that the configuration calls read-only.
const READ_ONLY: &str = "the account is read-only (in the configuration)";

async fn one_of_all(
    account: &Account,
    opened: &StateFiles,
    store: &Store,
    global: &Global,
    opening: &Opening,
) -> Result<Arc<dyn Platform>, CliError> {
    let mut settings = opened.settings.clone();
    match &account.kind {
        AccountKind::Local { .. } => {
            let place = of_account(account)?;
            Ok(folder(&place, &mut settings, store, global).await?)
        }
        AccountKind::Cvat(_) | AccountKind::LabelStudio(_) => {
            let own = account.read_only.then(|| Text::line(READ_ONLY));
            remote::open(account, opening, settings.read_only.or(own)).await
        }
        AccountKind::Later(kind) => Err(CliError::usage(&format!(
            "{kind} comes with a later version"
        ))),
    }
}

/// Opens a folder or the demo.
async fn folder(
    place: &Place,
    settings: &mut Settings,
    store: &Store,
    global: &Global,
) -> Result<Arc<LocalPlatform>, CliError> {
    let options = options(place, settings, global);
    let mut how = Reading::default();
    let source = match place {
        Place::Folder { path, reading, .. } => {
            how = read_as(reading, global)?;
            if settings.read_only.is_none() {
                let path = path.to_string_lossy();
                store
                    .remember(&options.account, FOLDER_MEMORY, &path)
                    .await?;
            }
            Source::Folder(path.clone())
        }
        _ => demo::source(),
    };
    Ok(LocalPlatform::open_as(source, how, options, store.clone())?)
}

/// How a folder is read: as the flags say, else as the configuration does.
fn read_as(configured: &Reading, global: &Global) -> Result<Reading, CliError> {
    let format = match global.format {
        Some(FormatFlag::Reading(format)) => Some(format),
        _ => configured.format,
    };
    let pictures = global.images.as_deref().map(existing).transpose()?;
    Ok(Reading {
        format,
        pictures: pictures.or_else(|| configured.pictures.clone()),
    })
}

fn options(place: &Place, settings: &mut Settings, global: &Global) -> LocalOptions {
    let account = place.account_id();
    let account = account.unwrap_or_else(|| AccountId::new(DEMO_ACCOUNT));
    match place {
        Place::Folder {
            path,
            batch,
            read_only,
            ..
        } => {
            if *read_only && settings.read_only.is_none() {
                settings.read_only = Some(Text::line(READ_ONLY));
            }
            let name = path.file_name().unwrap_or(path.as_os_str());
            LocalOptions {
                account,
                name: Text::line(&name.to_string_lossy()),
                user: settings.user.clone(),
                batch: global.batch.or(*batch).unwrap_or(BATCH),
                read_only: settings.read_only.clone(),
            }
        }
        _ => LocalOptions {
            account,
            name: Text::line("demo"),
            user: settings.user.clone(),
            batch: global.batch.unwrap_or(demo::BATCH),
            read_only: settings.read_only.clone(),
        },
    }
}

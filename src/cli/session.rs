//! Opening what a command works on: configuration, state database, platform.

mod platforms;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::app::keymap::{KeyProblem, Keymap};
use crate::config;
use crate::config::paths::{Paths, expand};
use crate::config::raw::{Raw, ThemeName};
use crate::config::settings::{
    Account, AccountKind, GraphicsChoice, PreviewChoice, Settings, ThemeChoice,
};
use crate::limits::{REQUESTS_HEADLESS, REQUESTS_SCREEN};
use crate::model::{AccountId, NodeRef, Text, Timestamp};
use crate::platform::Platform;
use crate::platform::local::{Format, LocalPlatform, Reading};
use crate::runtime::log::{self, LogState};
use crate::runtime::sender::Program;
use crate::store::{Store, StoreError};

use super::args::{FormatFlag, Global, GraphicsFlag, LogLevel, PreviewFlag, ThemeFlag};
use super::demo;
use super::error::{CliError, Kind};
use super::output::say;
use super::remote::{self, Opening};
use platforms::Platforms;

/// Name of the demo's account.
pub const DEMO_ACCOUNT: &str = "demo";
/// Items in a job when nothing else is said.
const BATCH: u32 = 100;
/// What full links begin with.
pub const LINK: &str = "vidimus://";
/// Under this name the store remembers the folder of an account, so that links find it again.
const FOLDER_MEMORY: &str = "folder";

/// Everything a command or the screen works with.
pub struct Session {
    /// The backend that commands work on; the first one where several are open.
    pub platform: Arc<dyn Platform>,
    /// All backends that are open.
    pub platforms: Vec<Arc<dyn Platform>>,
    /// The same backend by its own type, where it is a folder: it finds items by their path.
    pub local: Option<Arc<LocalPlatform>>,
    /// The state database.
    pub store: Store,
    /// Settings with the command line's flags applied.
    pub settings: Arc<Settings>,
    /// Where the files are.
    pub paths: Paths,
    /// Level of the log file, when one is wanted.
    pub log: Option<LogLevel>,
    /// The bundled demo.
    pub demo: bool,
    /// This running program, as operations and the sender's claim name it.
    pub program: Program,
    /// Operations numbered so far.
    pub numbered: std::sync::atomic::AtomicU64,
    /// A state directory that goes away with the session.
    pub temporary: Option<TempDir>,
    /// What the user should know of how it was opened.
    pub notice: Option<Text>,
}

/// What is to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The bundled demo; its state is kept in the directory, if one is given.
    Demo(Option<PathBuf>),
    /// A folder.
    Folder {
        /// The folder.
        path: PathBuf,
        /// The configured account that it is, if any.
        account: Option<AccountId>,
        /// Items in a job by the configuration.
        batch: Option<u32>,
        /// How it is read, by the configuration.
        reading: Reading,
        /// Nothing can be changed, by the configuration.
        read_only: bool,
    },
    /// A configured account on a server.
    Account(AccountId),
    /// All configured accounts that can be opened.
    Accounts,
}

impl Place {
    /// The account that the place is; none when it is all of them.
    pub fn account_id(&self) -> Option<AccountId> {
        match self {
            Self::Demo(_) => Some(AccountId::new(DEMO_ACCOUNT)),
            Self::Folder {
                account: Some(account),
                ..
            }
            | Self::Account(account) => Some(account.clone()),
            Self::Folder { path, .. } => Some(folder_account(path)),
            Self::Accounts => None,
        }
    }
}

/// The configuration and the places of files, with the flags applied.
pub struct Base {
    /// Settings with the command line's flags applied.
    pub settings: Settings,
    /// Where the files are.
    pub paths: Paths,
    /// Requests to a server that run together at most.
    pub parallel: usize,
}

impl Base {
    /// Reads the configuration.
    ///
    /// # Errors
    /// No place for files (1), a configuration that is wrong (2).
    pub fn read(global: &Global) -> Result<Self, CliError> {
        let paths = Paths::find(global.state.as_deref())?;
        let raw = crate::config::read(&paths.config)?;
        Self::apply(global, &raw, paths)
    }

    /// The settings that a configuration and the flags give.
    pub(super) fn apply(global: &Global, raw: &Raw, paths: Paths) -> Result<Self, CliError> {
        let login = ["USER", "LOGNAME", "USERNAME"]
            .iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let mut settings =
            Settings::resolve(raw, login.as_deref(), no_color).map_err(|problem| {
                CliError::usage(&format!("{}: {problem}", paths.config.display()))
            })?;
        if let Some(ThemeName::File(file)) = &raw.ui.theme {
            let place = paths
                .config
                .parent()
                .unwrap_or(Path::new(""))
                .join(expand(file));
            let own =
                config::read_theme(&place).map_err(|error| CliError::usage(&error.to_string()))?;
            if settings.theme != ThemeChoice::Mono {
                settings.theme = own.base;
            }
            settings.tints = Arc::new(own.tints);
        }
        if let Some(name) = &global.user {
            settings.user = Text::line(name.trim());
            if settings.user.is_empty() {
                return Err(CliError::usage("--user needs a name"));
            }
        }
        if global.read_only {
            settings.read_only = Some(Text::line("read-only mode (--read-only)"));
        }
        if let Some(theme) = global.theme {
            // A theme file goes with the theme that it is based on.
            settings.tints = Arc::default();
            settings.theme = match theme {
                ThemeFlag::Auto => ThemeChoice::Auto,
                ThemeFlag::Dark => ThemeChoice::Dark,
                ThemeFlag::Light => ThemeChoice::Light,
                ThemeFlag::HighContrast => ThemeChoice::HighContrast,
                ThemeFlag::ColourBlind => ThemeChoice::ColourBlind,
                ThemeFlag::Mono => ThemeChoice::Mono,
            };
        }
        if let Some(graphics) = global.graphics {
            settings.graphics = match graphics {
                GraphicsFlag::Auto => GraphicsChoice::Auto,
                GraphicsFlag::Kitty => GraphicsChoice::Kitty,
                GraphicsFlag::Iterm2 => GraphicsChoice::Iterm2,
                GraphicsFlag::Sixel => GraphicsChoice::Sixel,
                GraphicsFlag::Blocks => GraphicsChoice::Blocks,
                GraphicsFlag::Off => GraphicsChoice::Off,
            };
        }
        if let Some(preview) = global.preview {
            settings.preview = match preview {
                PreviewFlag::Auto => PreviewChoice::Auto,
                PreviewFlag::Fast => PreviewChoice::Fast,
                PreviewFlag::Sharp => PreviewChoice::Sharp,
                PreviewFlag::Off => PreviewChoice::Off,
            };
        }
        if let Err(problems) = Keymap::resolve(&settings) {
            return Err(wrong_keys(&paths, &problems));
        }
        settings.motion &= !global.no_motion;
        settings.ascii |= global.ascii;
        settings.text_only |= global.text_only;
        Ok(Self {
            settings,
            paths,
            parallel: REQUESTS_HEADLESS,
        })
    }

    /// The same for the screen, where answers that nobody looks at yet must not stand in the way.
    pub fn for_screen(self) -> Self {
        Self {
            parallel: REQUESTS_SCREEN,
            ..self
        }
    }

    /// What the flags name. `link` is an id that may be a full link and then says it as well.
    ///
    /// # Errors
    /// Wrong usage when nothing or something unknown is named.
    pub async fn place(&self, global: &Global, link: Option<&str>) -> Result<Place, CliError> {
        if global.demo {
            return Ok(Place::Demo(global.state.clone()));
        }
        if let Some(dir) = &global.dir {
            return self.folder(dir);
        }
        if let Some(name) = &global.account {
            return self.account(name).await;
        }
        if let Some(link) = link.filter(|link| link.starts_with(LINK)) {
            // What follows a # is a part of the item.
            let link = link.split('#').next().unwrap_or_default();
            let node = NodeRef::parse(link).map_err(|error| CliError::usage(&error.to_string()))?;
            if &*node.account.0 == DEMO_ACCOUNT {
                return Ok(Place::Demo(global.state.clone()));
            }
            return self.account(&node.account.0).await;
        }
        if let Some(address) = link.filter(|link| is_web(link)) {
            return self.by_address(address);
        }
        match self.settings.accounts.as_slice() {
            [only] => self.account(&only.id.0).await,
            [] => Err(CliError::usage(
                "say where: --dir DIR for a folder, --demo for the bundled demo, or add a server's account (vidimus account add)",
            )),
            several => {
                let names: Vec<String> = several.iter().map(|one| one.id.to_string()).collect();
                Err(CliError::usage(&format!(
                    "say where: --account NAME ({}), --dir DIR or --demo",
                    names.join(", ")
                )))
            }
        }
    }

    /// The account on whose server an address of the web interface lies.
    fn by_address(&self, address: &str) -> Result<Place, CliError> {
        let fits = |account: &&Account| {
            let server = account.kind.server();
            server.is_some_and(|server| remote::is_below(&server.url, address))
        };
        let account = self.settings.accounts.iter().find(fits);
        account.map_or_else(
            || {
                let shown = Text::line(address.split(['?', '#']).next().unwrap_or_default());
                Err(CliError::not_found(&format!(
                    "no account is on the server of {shown}: vidimus account add --url ADDRESS adds it"
                )))
            },
            |account| Ok(Place::Account(account.id.clone())),
        )
    }

    /// A configured account, or one whose folder was opened before.
    pub async fn account(&self, name: &str) -> Result<Place, CliError> {
        let known = self.settings.accounts.iter().find(|one| &*one.id.0 == name);
        if let Some(account) = known {
            return match &account.kind {
                AccountKind::Local { .. } => of_account(account),
                AccountKind::Cvat(_) | AccountKind::LabelStudio(_) => {
                    Ok(Place::Account(account.id.clone()))
                }
                AccountKind::Later(kind) => Err(CliError::usage(&format!(
                    "account '{name}' is of kind {kind}, which comes with a later version"
                ))),
            };
        }
        let database = self.paths.database();
        if name.starts_with("local-") && database.exists() {
            let store = Store::open(&database)?;
            let folder = store.recall(&AccountId::new(name), FOLDER_MEMORY).await?;
            store.close().await;
            if let Some(folder) = folder {
                return self.folder(Path::new(&folder));
            }
        }
        Err(CliError::not_found(&format!(
            "no account is named '{name}': add it to {} (vidimus account add), or open its folder with --dir DIR",
            self.paths.config.display()
        )))
    }

    /// A folder, by the configured account that it belongs to, if any.
    pub fn folder(&self, dir: &Path) -> Result<Place, CliError> {
        let path = existing(dir)?;
        for account in &self.settings.accounts {
            if let AccountKind::Local { path: known, .. } = &account.kind
                && known.canonicalize().is_ok_and(|known| known == path)
            {
                return of_account(account);
            }
        }
        Ok(Place::Folder {
            path,
            account: None,
            batch: None,
            reading: Reading::default(),
            read_only: false,
        })
    }
}

/// What is wrong with the keys of the configuration: each with its line and column.
fn wrong_keys(paths: &Paths, problems: &[KeyProblem]) -> CliError {
    let file = paths.config.display();
    let said = problems.iter().map(|problem| match problem.at {
        Some((line, column)) => format!("{file}:{line}:{column}: {}", problem.problem),
        None => format!("{file}: {}", problem.problem),
    });
    let said: Vec<_> = said.collect();
    CliError::usage(&said.join("\n"))
}

/// The folder of a configured account, as the configuration has it read.
///
/// # Errors
/// No such folder, no such format.
fn of_account(account: &Account) -> Result<Place, CliError> {
    let AccountKind::Local {
        path,
        batch,
        format,
        images,
    } = &account.kind
    else {
        return Ok(Place::Account(account.id.clone()));
    };
    let parse = |name: &String| {
        let names: Vec<&str> = Format::NAMES.iter().map(|(name, _)| *name).collect();
        Format::parse(name).ok_or_else(|| {
            CliError::usage(&format!(
                "account '{}': the format '{name}' is none of {}",
                account.id,
                names.join(", ")
            ))
        })
    };
    Ok(Place::Folder {
        path: existing(path)?,
        account: Some(account.id.clone()),
        batch: *batch,
        reading: Reading {
            format: format.as_ref().map(parse).transpose()?,
            pictures: images.as_deref().map(existing).transpose()?,
        },
        read_only: account.read_only,
    })
}

/// Whether an id is an address of a web interface.
pub fn is_web(id: &str) -> bool {
    id.starts_with("https://") || id.starts_with("http://")
}

/// How files are read says nothing of a place that is no folder.
fn refuse_reading(global: &Global) -> Result<(), CliError> {
    let flag = match (&global.format, &global.images) {
        (Some(FormatFlag::Reading(_)), _) => "--format",
        (_, Some(_)) => "--images",
        _ => return Ok(()),
    };
    Err(CliError::usage(&format!(
        "{flag} says how one folder is read: name the folder (vidimus open DIR, or --dir DIR)"
    )))
}

/// The folder's real path.
fn existing(dir: &Path) -> Result<PathBuf, CliError> {
    let shown = dir.display();
    let path = dir.canonicalize().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => CliError::not_found(&format!("there is no folder {shown}")),
        std::io::ErrorKind::PermissionDenied => CliError::new(
            Kind::Denied,
            &format!("the folder {shown} cannot be read: {error}"),
        ),
        _ => CliError::new(
            Kind::Failed,
            &format!("the folder {shown} cannot be read: {error}"),
        ),
    })?;
    if !path.is_dir() {
        return Err(CliError::usage(&format!(
            "{shown} is a file: name the folder that holds the images"
        )));
    }
    Ok(path)
}

/// The account of a folder that the configuration does not name: the same for the same path.
pub fn folder_account(path: &Path) -> AccountId {
    let hash = Sha256::digest(path.as_os_str().as_encoded_bytes());
    let short: String = hash
        .iter()
        .take(4)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    AccountId::new(&format!("local-{short}"))
}

/// The present moment.
pub fn now() -> Timestamp {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// A random number for this running program: the standard library seeds its hashers from the
/// system's source of randomness.
fn random() -> u64 {
    use std::hash::{BuildHasher, Hasher};
    std::hash::RandomState::new().build_hasher().finish()
}

impl Session {
    /// Opens a place: state database, platforms, and for the demo its seeded decisions.
    ///
    /// # Errors
    /// A state database, folder or account that cannot be used.
    pub async fn open(base: Base, place: Place, global: &Global) -> Result<Self, CliError> {
        let Base {
            settings,
            mut paths,
            parallel,
        } = base;
        if !matches!(place, Place::Folder { .. }) {
            refuse_reading(global)?;
        }
        let mut temporary = None;
        let demo = matches!(place, Place::Demo(_));
        // The credentials stay where they are when decisions are kept elsewhere for once.
        let credentials = paths.state.clone();
        if let Place::Demo(keep) = &place {
            paths.state = match keep {
                Some(dir) => dir.clone(),
                None => {
                    let dir = tempfile::Builder::new().prefix("vidimus-demo-").tempdir()?;
                    temporary.insert(dir).path().to_path_buf()
                }
            };
        }
        let opened = StateFiles {
            settings: Settings { demo, ..settings },
            paths,
            temporary,
            notice: None,
        };
        // On another thread: a disk that is slow, or a file that another program holds, must not
        // stand between the screen and its keys.
        let opened = tokio::task::spawn_blocking(move || opened.open()).await;
        let (store, mut opened) = opened.map_err(std::io::Error::from)??;
        let opening = Opening {
            config: opened.paths.config.clone(),
            state: credentials,
            parallel,
            store: store.clone(),
        };
        let platforms = Platforms::open(&place, &mut opened, &store, global, &opening).await?;
        let StateFiles {
            settings,
            paths,
            temporary,
            notice,
        } = opened;
        let session = Self {
            platform: platforms.first()?,
            platforms: platforms.all,
            local: platforms.local,
            store,
            settings: Arc::new(settings),
            paths,
            log: global.log,
            demo,
            program: Program {
                session: random(),
                pid: std::process::id(),
            },
            numbered: std::sync::atomic::AtomicU64::new(1),
            temporary,
            notice,
        };
        if demo {
            demo::seed(&session).await?;
        }
        Ok(session)
    }

    /// Who works here, as the platform knows the login: for `--mine` and own issues.
    ///
    /// # Errors
    /// Those of the platform.
    pub async fn me(&self) -> Result<Text, CliError> {
        match self.local {
            Some(_) => Ok(self.settings.user.clone()),
            None => Ok(self.platform.identity().await?.user),
        }
    }

    /// Who signs what is decided here: the login, as far as it is known, else whoever the settings
    /// name.
    pub async fn signs(&self) -> Text {
        let login = self.me().await;
        login.unwrap_or_else(|_| self.settings.user.clone())
    }

    /// Starts the log, if one is wanted. One that cannot be written does no harm.
    pub fn start_log(&self) -> LogState {
        let level = self.log.map(|level| match level {
            LogLevel::Error => tracing::Level::ERROR,
            LogLevel::Warn => tracing::Level::WARN,
            LogLevel::Info => tracing::Level::INFO,
            LogLevel::Debug => tracing::Level::DEBUG,
            LogLevel::Trace => tracing::Level::TRACE,
        });
        log::start(&self.paths.state, level)
    }

    /// Says on standard error what the user should know of how the session was opened.
    pub fn say_notice(&self) {
        if let Some(notice) = &self.notice {
            say(&Text::line(&format!("vidimus: {notice}")));
        }
    }

    /// Ends the session: everything is on disk, a temporary state directory is gone.
    pub async fn close(self) {
        for platform in &self.platforms {
            platform.stop();
        }
        self.store.close().await;
    }
}

/// What opening the state database needs and may change.
struct StateFiles {
    settings: Settings,
    paths: Paths,
    temporary: Option<TempDir>,
    notice: Option<Text>,
}

impl StateFiles {
    /// Opens the state database. When its directory cannot be made or written, looking is still
    /// possible: in a temporary directory, read-only, and said so.
    fn open(mut self) -> Result<(Store, Self), CliError> {
        let refused = match Store::open(&self.paths.database()) {
            Ok(store) => return Ok((store, self)),
            Err(refused @ StoreError::Open { .. }) => refused,
            Err(other) => return Err(other.into()),
        };
        let why = format!(
            "{refused}; nothing can be decided until it can (--state names another directory)"
        );
        let Ok(dir) = tempfile::Builder::new().prefix("vidimus-").tempdir() else {
            return Err(refused.into());
        };
        let store = Store::open(&dir.path().join("state.db")).map_err(|_| refused)?;
        self.notice = Some(Text::line(&why));
        self.settings.read_only = Some(Text::line(&why));
        self.paths.state = self.temporary.insert(dir).path().to_path_buf();
        Ok((store, self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_configuration_names_the_formats_that_there_are() {
        assert_eq!(
            crate::config::account::FORMATS,
            Format::NAMES.map(|(name, _)| name)
        );
    }
}

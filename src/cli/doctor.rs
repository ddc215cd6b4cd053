//! What the terminal can do, where the files are and whether they can be used, what is wrong.

use std::io::IsTerminal;
use std::path::Path;
use std::process::ExitCode;

use serde_json::{Value, json};

use crate::config::credentials::{CREDENTIALS_FILE, Credentials};
use crate::config::paths::Paths;
use crate::config::settings::{Account, AccountKind, GraphicsChoice, SecretFrom};
use crate::model::Text;
use crate::model::picture::Graphics;
use crate::runtime::log::LOG_FILE;
use crate::runtime::terminal::Tty;
use crate::runtime::terminal::probe::{Colors, Facts, probe_blocking};
use crate::store::{EntryFilter, Store, StoreError, VERSION};

use super::accounts::Known;
use super::args::Global;
use super::error::CliError;
use super::output::{Form, object};
use super::session::Base;

/// `doctor`. Never fails for what it finds: that is what it is for.
///
/// # Errors
/// Only when standard output is gone.
pub async fn run(global: &Global, form: Form) -> Result<ExitCode, CliError> {
    let mut problems: Vec<Text> = Vec::new();
    let (base, files, state) = match Paths::find(global.state.as_deref()) {
        Ok(paths) => {
            let base = Base::read(global);
            let files = files(&paths, &mut problems);
            let state = state(&paths, &mut problems).await;
            (base, files, state)
        }
        Err(error) => {
            problems.push(Text::line(&error.to_string()));
            (Err(error.into()), json!([]), Value::Null)
        }
    };
    let (accounts, user, chosen) = match base {
        Ok(base) => {
            let accounts = accounts(&base, &mut problems);
            (
                accounts,
                json!(base.settings.user),
                chosen(base.settings.graphics),
            )
        }
        Err(error) => {
            // Each thing that is wrong with the configuration is a line.
            for line in error.message.lines().map(Text::line) {
                if !problems.contains(&line) {
                    problems.push(line);
                }
            }
            (json!([]), Value::Null, None)
        }
    };
    let terminal = terminal(chosen, &mut problems);
    let value = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "user": user,
        "terminal": terminal,
        "files": files,
        "state": state,
        "accounts": accounts,
        "problems": problems,
        "errors": [],
    });
    object(form, &value, &lines(&value))?;
    Ok(ExitCode::SUCCESS)
}

fn chosen(choice: GraphicsChoice) -> Option<Graphics> {
    match choice {
        GraphicsChoice::Auto => None,
        GraphicsChoice::Kitty => Some(Graphics::Kitty),
        GraphicsChoice::Iterm2 => Some(Graphics::Iterm2),
        GraphicsChoice::Sixel => Some(Graphics::Sixel),
        GraphicsChoice::Blocks => Some(Graphics::Blocks),
        GraphicsChoice::Off => Some(Graphics::Off),
    }
}

/// The terminal's facts: from the environment, and from its answers when there is one to ask.
fn terminal(chosen: Option<Graphics>, problems: &mut Vec<Text>) -> Value {
    let mut facts = Facts::guess(&|name| std::env::var(name).ok(), chosen);
    let mut size = None;
    let mut answered = None;
    if let Ok(tty) = Tty::open() {
        size = Some(tty.size());
        if let Ok(probed) = probe_blocking(&tty, &mut facts) {
            answered = probed.answered_ms;
        }
    }
    let hints = facts.tmux_hint().into_iter().chain(facts.choice_hint());
    problems.extend(hints.map(|hint| Text::line(&hint)));
    let ways = facts.ways().all().into_iter();
    let ways: Vec<_> = ways
        .filter(|way| *way != facts.graphics)
        .map(Graphics::name)
        .collect();
    let colors = match facts.colors {
        Colors::TrueColor => "24-bit",
        Colors::Palette256 => "256",
        Colors::Palette16 => "16",
        Colors::Mono => "none",
    };
    let how: Vec<Text> = facts.how.iter().map(|line| Text::line(line)).collect();
    json!({
        "is_terminal": std::io::stdout().is_terminal(),
        "columns": size.map(|(columns, _)| columns),
        "rows": size.map(|(_, rows)| rows),
        "colors": colors,
        "graphics": facts.graphics.name(),
        "ways": ways,
        "cell_width": facts.cell_px.map(|(width, _)| width),
        "cell_height": facts.cell_px.map(|(_, height)| height),
        "answered_ms": answered,
        "remote": facts.remote,
        "tmux": facts.tmux,
        "screen": facts.screen,
        "how": how,
    })
}

/// Each file with whether it is there and its rights.
fn files(paths: &Paths, problems: &mut Vec<Text>) -> Value {
    let wanted = [
        ("config", paths.config.clone()),
        ("state", paths.state.clone()),
        ("database", paths.database()),
        ("credentials", paths.state.join(CREDENTIALS_FILE)),
        ("log", paths.state.join(LOG_FILE)),
        ("cache", paths.cache.clone()),
    ];
    if let Err(error) = writable(&paths.state) {
        problems.push(Text::line(&format!(
            "decisions cannot be stored in {}: {error}",
            paths.state.display()
        )));
    }
    wanted
        .iter()
        .map(|(what, path)| {
            let meta = path.metadata().ok();
            json!({
                "what": what,
                "path": Text::line(&path.to_string_lossy()),
                "exists": meta.is_some(),
                "mode": meta.as_ref().map(mode),
                "bytes": meta.as_ref().filter(|meta| meta.is_file()).map(std::fs::Metadata::len),
            })
        })
        .collect()
}

#[cfg(unix)]
fn mode(meta: &std::fs::Metadata) -> String {
    use std::os::unix::fs::PermissionsExt;
    format!("{:04o}", meta.permissions().mode() & 0o7777)
}

#[cfg(not(unix))]
fn mode(meta: &std::fs::Metadata) -> String {
    let word = if meta.permissions().readonly() {
        "read-only"
    } else {
        "writable"
    };
    word.to_owned()
}

/// Whether files can be made in a directory, or in the nearest one above that exists.
fn writable(dir: &Path) -> std::io::Result<()> {
    let there = dir.ancestors().find(|above| above.exists()).unwrap_or(dir);
    tempfile::Builder::new()
        .prefix(".vidimus-")
        .tempfile_in(there)
        .map(|_| ())
}

/// The state database: whether it opens, and what waits in it.
async fn state(paths: &Paths, problems: &mut Vec<Text>) -> Value {
    let path = paths.database();
    if !path.exists() {
        return entries_json(true, None, Some((0, 0)));
    }
    let opened = match Store::open(&path) {
        Ok(store) => {
            let filter = EntryFilter {
                open_only: true,
                ..EntryFilter::default()
            };
            let entries = store.entries(filter).await;
            store.close().await;
            entries
        }
        Err(error) => Err(error),
    };
    match opened {
        Ok(entries) => {
            let failed = entries
                .iter()
                .filter(|entry| entry.delivery == crate::model::Delivery::Failed)
                .count();
            if failed > 0 {
                problems.push(Text::line(&format!(
                    "{failed} operations failed and wait for you (vidimus outbox list)"
                )));
            }
            entries_json(true, Some(VERSION), Some((entries.len(), failed)))
        }
        Err(error) => {
            problems.push(Text::line(&error.to_string()));
            let version = match error {
                StoreError::Newer { found, .. } => Some(found),
                _ => None,
            };
            entries_json(false, version, None)
        }
    }
}

fn entries_json(usable: bool, version: Option<u32>, entries: Option<(usize, usize)>) -> Value {
    json!({
        "usable": usable,
        "version": version,
        "open_entries": entries.map(|(open, _)| open),
        "failed_entries": entries.map(|(_, failed)| failed),
    })
}

/// The accounts as far as they can be judged without reaching a server.
fn accounts(base: &Base, problems: &mut Vec<Text>) -> Value {
    let credentials = Credentials::read(&base.paths.state);
    if let Err(error) = &credentials {
        problems.push(Text::line(&error.to_string()));
    }
    let credentials = credentials.ok();
    let all = &base.settings.accounts;
    all.iter()
        .map(|account| {
            let known = Known::of(account);
            let problem = account_problem(account, credentials.as_ref());
            if let Some(problem) = &problem {
                let told = format!("account '{}': {problem}", account.id);
                problems.push(Text::line(&told));
            }
            json!({
                "name": account.id,
                "kind": known.kind,
                "path": known.path,
                "url": known.url,
                "signs_in": known.signs_in,
                "read_only": account.read_only,
                "usable": problem.is_none(),
            })
        })
        .collect()
}

/// What keeps an account from being opened.
fn account_problem(account: &Account, credentials: Option<&Credentials>) -> Option<String> {
    let name = &*account.id.0;
    let server = match &account.kind {
        AccountKind::Local { path, .. } => {
            return (!path.is_dir()).then(|| format!("there is no folder {}", path.display()));
        }
        AccountKind::Later(kind) => return Some(format!("{kind} comes with a later version")),
        AccountKind::Cvat(server) | AccountKind::LabelStudio(server) => server,
    };
    let kept = credentials.is_some_and(|credentials| credentials.get(name).is_some());
    let set = |variable: &str| std::env::var_os(variable).is_some_and(|value| !value.is_empty());
    match &server.secret {
        SecretFrom::Variable(variable) if !set(variable) => {
            Some(format!("the environment variable {variable} is not set"))
        }
        SecretFrom::Variable(_) | SecretFrom::Command(_) => None,
        SecretFrom::User {
            password: Some(variable),
            ..
        } if set(variable) => None,
        SecretFrom::User { .. } | SecretFrom::Kept if kept => None,
        SecretFrom::User { .. } | SecretFrom::Kept => {
            Some(format!("not signed in: vidimus account add {name}"))
        }
    }
}

/// Facts in the order in which people look for them: by section, the name shown and the field.
const FACTS: [(&str, &[(&str, &str)]); 2] = [
    (
        "terminal",
        &[
            ("terminal", "is_terminal"),
            ("columns", "columns"),
            ("rows", "rows"),
            ("colors", "colors"),
            ("graphics", "graphics"),
            ("  because", "how"),
            ("cell width", "cell_width"),
            ("cell height", "cell_height"),
            ("answered in ms", "answered_ms"),
            ("remote", "remote"),
            ("inside tmux", "tmux"),
            ("inside screen", "screen"),
        ],
    ),
    (
        "state",
        &[
            ("state usable", "usable"),
            ("state version", "version"),
            ("open entries", "open_entries"),
            ("failed entries", "failed_entries"),
        ],
    ),
];

/// The same for people: `name  value`, sections one below the other.
fn lines(value: &Value) -> Vec<Text> {
    let mut lines = Vec::new();
    let plain = |value: &Value| match value {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        other => other.to_string(),
    };
    let mut fact = |name: &str, text: &str| lines.push(Text::line(&format!("{name:<16} {text}")));
    fact("vidimus", &plain(&value["version"]));
    fact("user", &plain(&value["user"]));
    for (section, facts) in FACTS {
        for (name, field) in facts {
            match &value[section][field] {
                Value::Array(list) => list.iter().for_each(|line| fact(name, &plain(line))),
                entry => fact(name, &plain(entry)),
            }
        }
    }
    for file in value["files"].as_array().into_iter().flatten() {
        let there = if file["exists"] == json!(true) {
            plain(&file["mode"])
        } else {
            "not there".into()
        };
        fact(
            &plain(&file["what"]),
            &format!("{} ({there})", plain(&file["path"])),
        );
    }
    for account in value["accounts"].as_array().into_iter().flatten() {
        let what = format!(
            "{} {} {}",
            plain(&account["name"]),
            plain(&account["kind"]),
            plain(match &account["url"] {
                Value::Null => &account["path"],
                url => url,
            })
        );
        fact("account", &what);
    }
    let problems = value["problems"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    if problems.is_empty() {
        fact("problems", "none");
    }
    for problem in problems {
        fact("PROBLEM", &plain(problem));
    }
    lines
}

//! `keys`: every action with its keys, as the configuration or a preset binds them.

use std::process::ExitCode;

use serde_json::{Value, json};

use crate::app::actions::{self, Scope};
use crate::app::keymap::{Keymap, PRESETS, Preset};
use crate::app::macros::notation;
use crate::config::settings::Settings;
use crate::model::Text;

use super::args::{Global, KeysArgs};
use super::error::CliError;
use super::output::{Form, object};
use super::print;
use super::session::Base;

/// `keys`.
///
/// # Errors
/// A preset that is not there, a configuration that is wrong.
pub fn run(global: &Global, form: Form, args: &KeysArgs) -> Result<ExitCode, CliError> {
    let settings = match &args.preset {
        // A preset is the same whatever the configuration says.
        Some(_) => Settings::default(),
        None => Base::read(global)?.settings,
    };
    let keymap = match &args.preset {
        Some(name) => Keymap::of_preset(preset(name)?),
        // The configuration was checked when it was read.
        None => Keymap::resolve(&settings).unwrap_or_default(),
    };
    if args.markdown {
        return print(&Text::block(&markdown(&keymap)));
    }
    object(form, &value(&keymap, &settings), &lines(&keymap))?;
    Ok(ExitCode::SUCCESS)
}

fn preset(name: &str) -> Result<&'static Preset, CliError> {
    let found = PRESETS.iter().find(|preset| preset.name == name);
    found.ok_or_else(|| {
        let names = PRESETS.each_ref().map(|preset| preset.name).join(", ");
        CliError::usage(&format!("no preset '{name}'; there are {names}"))
    })
}

fn value(keymap: &Keymap, settings: &Settings) -> Value {
    let scopes: Vec<Value> = Scope::ALL
        .into_iter()
        .map(|scope| {
            let rows = actions::all().filter(|row| row.is_in(scope));
            let rows: Vec<Value> = rows
                .map(|row| {
                    let keys = keymap.keys(scope, row.action);
                    let keys: Vec<&str> = keys.iter().map(|key| key.notation.as_str()).collect();
                    let usual: Vec<&str> = row.keys(scope).collect();
                    json!({
                        "action": row.name,
                        "summary": row.summary,
                        "keys": keys,
                        "changed": keys != usual,
                    })
                })
                .collect();
            json!({"scope": scope.word(), "title": scope.title(), "actions": rows})
        })
        .collect();
    let presets: Vec<Value> = PRESETS
        .iter()
        .map(|preset| json!({"name": preset.name, "summary": preset.summary}))
        .collect();
    let macros: Vec<Value> = settings
        .keys
        .macros
        .iter()
        .map(|(letter, keys)| json!({"letter": letter, "keys": notation(keys)}))
        .collect();
    json!({
        "preset": keymap.preset().name,
        "langmap": keymap.langmap().word(),
        "presets": presets,
        "scopes": scopes,
        "macros": macros,
        "errors": [],
    })
}

/// For people: a table for each scope.
fn lines(keymap: &Keymap) -> Vec<Text> {
    let preset = keymap.preset();
    let mut lines = vec![Text::line(&format!(
        "preset {}: {}",
        preset.name, preset.summary
    ))];
    for scope in Scope::ALL {
        lines.push(Text::default());
        let head = format!("{} [keys.{}]", scope.title(), scope.word());
        lines.push(Text::line(&head));
        for row in actions::all().filter(|row| row.is_in(scope)) {
            let keys = keymap.keys(scope, row.action);
            let keys: Vec<&str> = keys.iter().map(|key| key.pretty.as_str()).collect();
            let keys = match keys.as_slice() {
                [] => format!(":{}", row.name),
                keys => keys.join("  "),
            };
            let line = format!("  {keys:<24} {:<20} {}", row.name, row.summary);
            lines.push(Text::line(&line));
        }
    }
    lines
}

/// For documents: a table for each scope in Markdown.
fn markdown(keymap: &Keymap) -> String {
    let mut out = String::new();
    for scope in Scope::ALL {
        out.push_str(&format!(
            "### {} (`[keys.{}]`)\n\n| Keys | Action | What it does |\n| --- | --- | --- |\n",
            scope.title(),
            scope.word()
        ));
        for row in actions::all().filter(|row| row.is_in(scope)) {
            let keys = keymap.keys(scope, row.action);
            let mut keys: Vec<String> =
                keys.iter().map(|key| format!("`{}`", key.pretty)).collect();
            if keys.is_empty() {
                keys.push(format!("`:{}`", row.name));
            }
            out.push_str(&format!(
                "| {} | `{}` | {} |\n",
                keys.join(" "),
                row.name,
                row.summary
            ));
        }
        out.push('\n');
    }
    out.trim_end().to_owned()
}

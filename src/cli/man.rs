//! The man page: one page for the program, with a section for each command.

use std::io::{self, Write};

use clap::builder::StyledStr;
use clap::{Arg, Command};

/// Writes the page in roff.
///
/// # Errors
/// Those of the writer.
pub fn render(mut program: Command, out: &mut dyn Write) -> io::Result<()> {
    program.build();
    let man = clap_mangen::Man::new(program.clone());
    man.render_title(out)?;
    man.render_name_section(out)?;
    man.render_synopsis_section(out)?;
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    writeln!(out, ".SH COMMANDS")?;
    for noun in visible(&program) {
        section(noun, &format!("vidimus {}", noun.get_name()), out)?;
    }
    writeln!(out, ".SH NOTES")?;
    as_it_is(program.get_after_help(), out)?;
    man.render_version_section(out)
}

fn visible(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|one| !one.is_hide_set())
}

/// A command that does something, or each of those below a noun.
fn section(command: &Command, name: &str, out: &mut dyn Write) -> io::Result<()> {
    if command.has_subcommands() {
        for verb in visible(command) {
            section(verb, &format!("{name} {}", verb.get_name()), out)?;
        }
        return Ok(());
    }
    let places: String = command.get_positionals().map(place).collect();
    writeln!(out, ".SS \"{}{}\"", escaped(name), escaped(&places))?;
    if let Some(about) = command.get_about() {
        writeln!(out, "{}.", escaped(&about.to_string()))?;
    }
    let own = |one: &&Arg| !one.is_global_set() && !matches!(one.get_id().as_str(), "help");
    for argument in command.get_arguments().filter(own) {
        let help = argument.get_help().map(ToString::to_string);
        writeln!(out, ".TP\n\\fB{}\\fR", escaped(flag(argument).trim()))?;
        writeln!(out, "{}", escaped(&help.unwrap_or_default()))?;
    }
    as_it_is(command.get_after_help(), out)
}

/// Lines that stay lines.
fn as_it_is(text: Option<&StyledStr>, out: &mut dyn Write) -> io::Result<()> {
    let Some(text) = text else {
        return Ok(());
    };
    writeln!(out, ".PP\n.nf")?;
    for line in text.to_string().lines() {
        writeln!(out, "{}", escaped(line))?;
    }
    writeln!(out, ".fi")
}

/// ` ID…`, in brackets when it may be left out.
fn place(argument: &Arg) -> String {
    let dots = match argument.get_action() {
        clap::ArgAction::Append => "…",
        _ => "",
    };
    match argument.is_required_set() {
        true => format!(" {}{dots}", values(argument)),
        false => format!(" [{}{dots}]", values(argument)),
    }
}

fn values(argument: &Arg) -> String {
    let names = argument.get_value_names().unwrap_or_default();
    let names: Vec<&str> = names.iter().map(clap::builder::Str::as_str).collect();
    names.join(" ")
}

/// `-o, --output FILE`
fn flag(argument: &Arg) -> String {
    let short = argument.get_short().map(|short| format!("-{short}"));
    let long = argument.get_long().map(|long| format!("--{long}"));
    let names: Vec<String> = short.into_iter().chain(long).collect();
    let takes = argument.get_action().takes_values();
    let values = if takes {
        values(argument)
    } else {
        String::new()
    };
    format!("{} {values}", names.join(", "))
}

/// Text that roff prints as it is.
fn escaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => plain.push_str("\\(rs"),
            '-' => plain.push_str("\\-"),
            '"' => plain.push_str("\\(dq"),
            c if c.is_ascii() => plain.push(c),
            // Older formatters take bytes for characters.
            c => plain.push_str(&format!("\\[u{:04X}]", u32::from(c))),
        }
    }
    // A control character at the start of a line would make it a request.
    match plain.starts_with(['.', '\'']) {
        true => format!("\\&{plain}"),
        false => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_a_request() {
        assert_eq!(escaped(".SH x"), "\\&.SH x");
        assert_eq!(escaped("'a' \\n \"b\""), "\\&'a' \\(rsn \\(dqb\\(dq");
        assert_eq!(escaped("--to ID…"), "\\-\\-to ID\\[u2026]");
    }
}

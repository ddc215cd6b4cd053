//! Changes of the configuration file that keep the rest of its text: an account added, replaced
//! or taken out.

use std::io::Write;
use std::ops::Range;
use std::path::Path;

use toml::de::{DeTable, DeValue};

/// An account as it is written: its keys with their values, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block(Vec<(&'static str, String)>);

impl Block {
    /// A key with a text, if there is one.
    #[must_use]
    pub fn text(mut self, key: &'static str, value: Option<&str>) -> Self {
        if let Some(value) = value {
            self.0.push((key, quoted(value)));
        }
        self
    }

    /// A key with a number, if there is one.
    #[must_use]
    pub fn number(mut self, key: &'static str, value: Option<u32>) -> Self {
        if let Some(value) = value {
            self.0.push((key, value.to_string()));
        }
        self
    }

    /// A key that is written when it is on.
    #[must_use]
    pub fn flag(mut self, key: &'static str, on: bool) -> Self {
        if on {
            self.0.push((key, "true".into()));
        }
        self
    }

    fn written(&self) -> String {
        let mut text = String::from("[[account]]\n");
        for (key, value) in &self.0 {
            text.push_str(&format!("{key} = {value}\n"));
        }
        text
    }
}

/// A text in quotes, as TOML writes it.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The text with the account of this name replaced by `block`, or with it at the end.
///
/// # Errors
/// Accounts that are written as one value (`account = [...]`) cannot be changed here.
pub fn with_account(text: &str, name: &str, block: &Block) -> Result<String, String> {
    if let Some(range) = find(text, name)? {
        let (before, rest) = text.split_at(range.start);
        let after = rest.get(range.len()..).unwrap_or_default();
        let gap = if after.is_empty() { "" } else { "\n" };
        return Ok(format!("{before}{}{gap}{after}", block.written()));
    }
    let mut out = text.to_owned();
    if !out.is_empty() {
        if !out.ends_with('\n') {
            out.push('\n');
        }
        out.push('\n');
    }
    out.push_str(&block.written());
    Ok(out)
}

/// The text without the account of this name; none when it has no such account.
///
/// # Errors
/// As [`with_account`].
pub fn without_account(text: &str, name: &str) -> Result<Option<String>, String> {
    let Some(range) = find(text, name)? else {
        return Ok(None);
    };
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    Ok(Some(format!("{before}{after}")))
}

/// Where the account of this name stands: from its `[[account]]` to the next head or to the
/// comment above it.
fn find(text: &str, name: &str) -> Result<Option<Range<usize>>, String> {
    let table = DeTable::parse(text).map_err(|error| error.message().to_owned())?;
    let Some(value) = table.get_ref().get("account") else {
        return Ok(None);
    };
    let DeValue::Array(list) = value.get_ref() else {
        return Ok(None);
    };
    let mut number = None;
    for (place, element) in list.iter().enumerate() {
        if let DeValue::Table(one) = element.get_ref()
            && let Some(DeValue::String(own)) = one.get("name").map(toml::Spanned::get_ref)
            && own == name
        {
            number = Some(place);
        }
    }
    let Some(number) = number else {
        return Ok(None);
    };
    let blocks = blocks(text);
    if blocks.len() != list.len() {
        return Err(
            "the accounts are not written as [[account]] sections; change it by hand".into(),
        );
    }
    Ok(blocks.get(number).cloned())
}

/// The `[[account]]` sections of a text, in order.
fn blocks(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open: Option<usize> = None;
    let mut at = 0;
    let mut quote: Option<&str> = None;
    // Comments directly above a head belong to it.
    let mut comments = None;
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        if quote.is_none() && bare.starts_with('[') {
            if let Some(start) = open.take() {
                found.push(start..comments.unwrap_or(at));
            }
            let head: String = bare
                .split('#')
                .next()
                .unwrap_or_default()
                .chars()
                .filter(|c| !c.is_whitespace() && !"\"'".contains(*c))
                .collect();
            if head == "[[account]]" {
                open = Some(at);
            }
        }
        comments = match bare.starts_with('#') {
            true => comments.or(Some(at)),
            false => None,
        };
        quote = still_quoted(bare, quote);
        at += line.len();
    }
    if let Some(start) = open {
        found.push(start..text.len());
    }
    found
}

/// Whether a text of several lines is open after this line.
fn still_quoted<'a>(line: &str, open: Option<&'a str>) -> Option<&'a str> {
    let toggles = |mark: &str| line.matches(mark).count() % 2 == 1;
    match open {
        Some(mark) => (!toggles(mark)).then_some(mark),
        None => ["\"\"\"", "'''"].into_iter().find(|mark| toggles(mark)),
    }
}

/// Puts a new text into the file's place, keeping its rights; a link stays one.
///
/// # Errors
/// A file that cannot be written.
pub fn put(path: &Path, text: &str) -> std::io::Result<()> {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if let Some(directory) = real.parent() {
        std::fs::create_dir_all(directory)?;
    }
    let draft = real.with_extension("toml.new");
    let mut file = std::fs::File::create(&draft)?;
    if let Ok(meta) = std::fs::metadata(&real) {
        file.set_permissions(meta.permissions())?;
    }
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    drop(file);
    std::fs::rename(&draft, &real)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::raw::parse;

    const FILE: &str = "# mine\n[ui]\ntheme = \"dark\" # dark\n\n# the first\n[[account]]\nname = \"a\"\nkind = \"local\"\npath = '/[x]'\n\n# the second\n[[ account ]] # b\nname = \"b\"\nkind = \"cvat\"\nurl = \"https://x\"\n\n[review]\nuser = \"ana\"\n";

    fn block(url: &str) -> Block {
        Block::default()
            .text("name", Some("b"))
            .text("kind", Some("cvat"))
            .text("url", Some(url))
            .text("organization", None)
            .flag("read_only", true)
            .flag("insecure", false)
    }

    #[test]
    fn an_account_is_added_at_the_end() {
        let text = with_account("[ui]\nascii = true", "b", &block("https://y")).unwrap();
        assert_eq!(
            text,
            "[ui]\nascii = true\n\n[[account]]\nname = \"b\"\nkind = \"cvat\"\nurl = \"https://y\"\nread_only = true\n"
        );
        assert_eq!(
            with_account("", "b", &block("https://y"))
                .unwrap()
                .matches('\n')
                .count(),
            5
        );
        assert!(parse(&text).is_ok());
    }

    #[test]
    fn an_account_is_replaced_in_its_place() {
        let text = with_account(FILE, "b", &block("https://y")).unwrap();
        assert!(
            text.contains("# the second\n[[account]]\nname = \"b\""),
            "{text}"
        );
        assert!(
            text.contains("https://y") && !text.contains("https://x"),
            "{text}"
        );
        assert!(
            text.ends_with("read_only = true\n\n[review]\nuser = \"ana\"\n"),
            "{text}"
        );
        assert!(parse(&text).is_ok());
    }

    #[test]
    fn an_account_goes_and_the_rest_stays() {
        let text = without_account(FILE, "a").unwrap().unwrap();
        assert!(
            text.contains("# the first\n# the second\n[[ account ]] # b"),
            "{text}"
        );
        assert!(text.contains("theme = \"dark\" # dark"));
        assert_eq!(without_account(FILE, "z").unwrap(), None);
        let inline = "account = [{name = \"a\", kind = \"local\", path = \"/x\"}]\n";
        assert!(without_account(inline, "a").is_err());
    }

    #[test]
    fn heads_in_texts_of_several_lines_are_no_heads() {
        let text = format!("[review]\nuser = '''\n[[account]]\n'''\n{FILE}")
            .replace("[review]\nuser = \"ana\"\n", "");
        let changed = with_account(&text, "b", &block("https://y")).unwrap();
        assert!(changed.contains("'''\n[[account]]\n'''"), "{changed}");
        assert!(parse(&changed).is_ok());
    }

    proptest::proptest! {
        #[test]
        fn what_is_quoted_reads_back(text in "\\PC{0,20}|[\\x00-\\x7f]{0,20}") {
            let line = format!("[review]\nuser = {}\n", quoted(&text));
            proptest::prop_assert_eq!(parse(&line).unwrap().review.user, Some(text));
        }

        #[test]
        fn no_text_panics(text in "(\\[\\[account\\]\\]|\n|#|'''|name = \"b\"|\\PC){0,20}") {
            let _ = with_account(&text, "b", &block("https://y"));
            let _ = without_account(&text, "b");
        }
    }
}

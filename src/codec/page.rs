//! Pages: the text nodes of an HTML text, joined as browsers have them, so that offsets which were
//! counted in a browser hold. A line break element counts one character and is a line feed.

mod tree;

use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{ParseOpts, QualName, local_name, ns, parse_document, parse_fragment};

use crate::limits::{DOCUMENT_CHARS, DOCUMENT_CHUNK, DOCUMENT_NODES};
use crate::model::content::Emphasis;

use tree::{Arena, Kind};

/// The text of a page and how it is laid out. Offsets count code points from zero.
#[derive(Debug, Default)]
pub struct Page {
    /// The text nodes of the body, joined.
    pub text: String,
    /// Characters, rising, before which a line begins.
    pub breaks: Vec<u32>,
    /// Stretches that stand out, by their first character.
    pub emphasis: Vec<(u32, u32, Emphasis)>,
    /// It was cut at a limit.
    pub cut: bool,
    /// The first character of each node of the tree, and the body.
    starts: Vec<u32>,
    arena: Arena,
    body: usize,
}

/// Reads a page. `inline`: it is put into an element of another page, and no page of its own; then
/// what begins it is not taken for its head.
pub fn read(html: &str, inline: bool) -> Page {
    let options = ParseOpts::default;
    let parser = match inline {
        false => parse_document(Arena::default(), options()),
        true => {
            let name = QualName::new(None, ns!(html), local_name!("div"));
            parse_fragment(Arena::default(), options(), name, Vec::new(), false)
        }
    };
    let mut parser = parser;
    let mut cut = false;
    let mut rest = html;
    while !rest.is_empty() {
        let end = rest
            .char_indices()
            .nth(DOCUMENT_CHUNK)
            .map_or(rest.len(), |(at, _)| at);
        let (chunk, more) = rest.split_at(end);
        parser.process(StrTendril::from(chunk));
        rest = more;
        // Few bytes can ask for very many elements.
        if parser.tokenizer.sink.sink.len() > DOCUMENT_NODES {
            cut = !rest.is_empty();
            break;
        }
    }
    let arena = parser.finish();
    let body = match inline {
        true => arena.first_element(arena.document()),
        false => arena.body(),
    };
    let mut page = Page {
        cut,
        ..Page::default()
    };
    page.body = body.unwrap_or_default();
    page.starts = vec![u32::MAX; arena.len()];
    if body.is_some() {
        page.walk(&arena);
    }
    page.arena = arena;
    page
}

/// A step of the walk through the tree.
enum Step {
    Enter(usize),
    Leave(usize, u32),
}

impl Page {
    fn walk(&mut self, arena: &Arena) {
        let mut steps = vec![Step::Enter(self.body)];
        let mut at = 0_u32;
        // How many elements around keep line feeds.
        let mut verbatim = 0_u32;
        while let Some(step) = steps.pop() {
            match step {
                Step::Enter(node) => {
                    if let Some(start) = self.starts.get_mut(node) {
                        *start = at;
                    }
                    match arena.kind(node) {
                        Kind::Text => {
                            at = arena
                                .with_text(node, |text| self.take(text, at, verbatim > 0))
                                .unwrap_or(at);
                        }
                        Kind::Element(name) if name == "br" => {
                            self.text.push('\n');
                            at += 1;
                        }
                        Kind::Element(name) => {
                            if is_block(&name) {
                                self.line(at);
                            }
                            verbatim += u32::from(keeps_lines(&name));
                            steps.push(Step::Leave(node, at));
                            steps.extend(arena.children(node).into_iter().rev().map(Step::Enter));
                        }
                        Kind::Other => {}
                    }
                    if usize::try_from(at).unwrap_or(usize::MAX) > DOCUMENT_CHARS {
                        self.cut = true;
                        break;
                    }
                }
                Step::Leave(node, start) => {
                    if let Kind::Element(name) = arena.kind(node) {
                        if is_block(&name) {
                            self.line(at);
                        }
                        verbatim -= u32::from(keeps_lines(&name));
                        if let Some(emphasis) = emphasis(&name)
                            && at > start
                        {
                            self.emphasis.push((start, at, emphasis));
                        }
                    }
                }
            }
        }
        self.breaks.retain(|place| *place < at);
        self.emphasis.sort_by_key(|(start, end, _)| (*start, *end));
    }

    fn take(&mut self, text: &str, at: u32, verbatim: bool) -> u32 {
        let mut count = 0_u32;
        for c in text.chars() {
            // The lines of the source are not those of the page.
            self.text.push(match c {
                '\n' | '\t' | '\r' | '\u{c}' if !verbatim => ' ',
                c => c,
            });
            count = count.saturating_add(1);
        }
        at.saturating_add(count)
    }

    fn line(&mut self, at: u32) {
        if at > 0 && self.breaks.last() != Some(&at) {
            self.breaks.push(at);
        }
    }

    /// The place of a character by the path of its text node below the body, as browsers name it
    /// (`/p[2]/text()[1]`), and its offset there. Only plain steps are understood.
    pub fn offset(&self, path: &str, within: u32) -> Option<u32> {
        let mut node = self.body;
        for step in path.split('/').filter(|step| !step.is_empty()) {
            let (name, number) = match step.split_once('[') {
                Some((name, number)) => (name, number.strip_suffix(']')?.parse::<usize>().ok()?),
                None => (step, 1),
            };
            let fits = |child: &usize| match self.arena.kind(*child) {
                Kind::Text => name == "text()",
                Kind::Element(own) => own.eq_ignore_ascii_case(name),
                Kind::Other => false,
            };
            let mut children = self.arena.children(node).into_iter().filter(fits);
            node = children.nth(number.checked_sub(1)?)?;
        }
        let start = *self.starts.get(node)?;
        (start != u32::MAX).then(|| start.saturating_add(within))
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "option"
            | "p"
            | "pre"
            | "script"
            | "section"
            | "style"
            | "summary"
            | "table"
            | "tbody"
            | "tfoot"
            | "thead"
            | "tr"
            | "ul"
    )
}

fn keeps_lines(name: &str) -> bool {
    matches!(name, "pre" | "textarea" | "listing" | "xmp" | "plaintext")
}

fn emphasis(name: &str) -> Option<Emphasis> {
    Some(match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "legend" | "caption" | "th" => Emphasis::Heading,
        "b" | "strong" | "dt" | "summary" => Emphasis::Strong,
        "i" | "em" | "cite" | "dfn" | "var" | "q" | "blockquote" => Emphasis::Soft,
        "code" | "pre" | "kbd" | "samp" | "tt" | "listing" | "xmp" | "plaintext" => Emphasis::Code,
        "del" | "s" | "strike" | "script" | "style" | "noscript" | "small" => Emphasis::Faint,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;

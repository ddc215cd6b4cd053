//! `show` for people: the same facts as the JSON shapes, as lines.

use crate::model::{
    Detail, Issue, ItemDetail, ItemResult, Permissions, ResultKind, ResultMark, Text,
};

use super::shapes::to_word;

/// `name: value`
fn fact(name: &str, value: &str) -> Text {
    Text::line(&format!("{name:<12} {value}"))
}

/// A node that is not an item.
pub fn node(detail: &Detail, permissions: &Permissions) -> Vec<Text> {
    let mut lines = vec![fact("link", &detail.node.to_string())];
    if let Some(row) = detail.page.rows.first() {
        let words = &detail.page.words;
        lines.push(fact("name", &row.name));
        if let Some(state) = &detail.state {
            lines.push(fact(
                "state",
                &format!("{} ({})", to_word(state), state.class.word()),
            ));
        }
        for (name, word) in [("assignee", row.assignee), ("reviewer", row.reviewer)] {
            if let Some(person) = words.get_some(word) {
                lines.push(fact(name, person));
            }
        }
        lines.push(fact("decided", &format!("{} of {}", row.done, row.items)));
        lines.push(fact("rejected", &row.rejected.to_string()));
        lines.push(fact("annotations", &row.annotations.to_string()));
        lines.push(fact("open issues", &row.issues.to_string()));
    }
    lines.extend(detail.facts.iter().map(|(name, value)| fact(name, value)));
    for transition in &detail.transitions {
        let why = transition
            .denied
            .as_ref()
            .map_or_else(String::new, |reason| format!(" (not now: {reason})"));
        let word = to_word(&transition.to);
        lines.push(fact(
            "can go to",
            &format!("{word}  {}{why}", transition.summary),
        ));
    }
    for (verb, reason) in &permissions.denied {
        lines.push(fact("not allowed", &format!("{verb:?}: {reason}")));
    }
    if let Some(web) = &detail.web {
        lines.push(fact("web", web));
    }
    if let Some(guide) = &detail.guide {
        lines.push(Text::block(guide));
    }
    lines
}

/// An item with its annotations and issues.
pub fn item(detail: &ItemDetail, issues: &[Issue]) -> Vec<Text> {
    let mut lines = vec![
        fact("link", &detail.node.to_string()),
        fact("name", &detail.name),
    ];
    if let Some((width, height)) = detail.size {
        lines.push(fact("size", &format!("{width} x {height} pixels")));
    }
    let verdict = match &detail.verdict {
        None => "none".to_owned(),
        Some(judgement) => {
            let reason = judgement
                .reason
                .as_ref()
                .map_or_else(String::new, |r| format!(": {r}"));
            let stale = if judgement.is_stale(detail.hash) {
                ", stale"
            } else {
                ""
            };
            format!(
                "{}{reason} (by {}, {}{stale})",
                judgement.verdict.word(),
                judgement.by,
                judgement.at
            )
        }
    };
    lines.push(fact("verdict", &verdict));
    lines.extend(detail.facts.iter().map(|one| fact(&one.name, &one.value)));
    for content in &detail.contents {
        let kind = super::reading::kind(content).replace('_', " ");
        lines.push(fact(&kind, &format!("{} (item text)", content.name())));
    }
    lines.extend(
        detail
            .results
            .iter()
            .map(|one| fact("result", &result(one))),
    );
    for annotation in &detail.annotations {
        let verdict = annotation
            .verdict
            .as_ref()
            .map_or_else(String::new, |judgement| {
                format!("  {}", judgement.verdict.word())
            });
        let what = format!(
            "{}  {} {}{verdict}",
            annotation.id,
            detail.label_name(annotation),
            annotation.shape.word()
        );
        lines.push(fact("annotation", &what));
    }
    for issue in issues {
        lines.extend(self::issue(issue));
    }
    lines.extend(
        detail
            .problems
            .iter()
            .map(|problem| fact("problem", problem)),
    );
    lines
}

/// `12  by ana, ground truth, accepted`
fn result(one: &ItemResult) -> String {
    let marks = [
        (one.kind != ResultKind::Submitted, one.kind.word()),
        (one.truth, ResultMark::Truth.word()),
        (one.skipped, ResultMark::Skipped.word()),
    ];
    let marks = marks.iter().filter(|(on, _)| *on).map(|(_, word)| *word);
    let verdict = one
        .verdict
        .as_ref()
        .map(|judgement| judgement.verdict.word());
    let words: Vec<&str> = marks.chain(verdict).collect();
    match words.is_empty() {
        true => format!("{}  by {}", one.id, one.author),
        false => format!("{}  by {}, {}", one.id, one.author, words.join(", ")),
    }
}

/// An issue with its thread.
pub fn issue(issue: &Issue) -> Vec<Text> {
    let state = if issue.resolved { "resolved" } else { "open" };
    let about = issue
        .annotation
        .as_ref()
        .map_or_else(String::new, |id| format!(" on annotation {id}"));
    let to = issue
        .assignee
        .as_ref()
        .map_or_else(String::new, |name| format!(", for {name}"));
    let mut lines = vec![fact("issue", &format!("{} {state}{about}{to}", issue.id))];
    lines.extend(issue.comments.iter().map(|comment| {
        fact(
            "",
            &format!(
                "{} {}: {}",
                comment.at,
                comment.author,
                Text::line(&comment.text)
            ),
        )
    }));
    lines
}

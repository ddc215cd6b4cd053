//! What was decided below a node: for people as Markdown, for tables as CSV, for programs as JSON.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::model::{Issue, ItemDetail, Judgement, Level, NodeRef, Text, Verb, Verdict};

use super::args::{ReportArgs, ReportFormat};
use super::error::{CliError, Kind, exit_code};
use super::output::{Form, errors_json, json_text, say_errors};
use super::session::{Session, now};
use super::shapes;
use super::target::Finder;
use super::walk::{Wanted, walk};

/// `report`
///
/// # Errors
/// Whatever the platform or the arguments have.
pub async fn run(
    session: &Session,
    form: Form,
    args: &ReportArgs,
    problems: Vec<CliError>,
) -> Result<ExitCode, CliError> {
    let scope = Finder::new(session).parent(&args.parent).await?;
    let report = Report::gather(session, scope, problems).await?;
    let text = match args.form() {
        _ if form.is_json() => report.json(),
        ReportFormat::Json => report.json(),
        ReportFormat::Md => report.markdown(),
        ReportFormat::Csv => report.csv(),
    };
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    say_errors(&report.problems);
    // What the files hold that cannot be read is told; items that should be in the report and
    // are not, or a report about nothing, are a failure.
    let failed = report.lines.is_empty() || report.left_out > 0;
    Ok(match failed {
        true => exit_code(&report.problems, !report.lines.is_empty()),
        false => ExitCode::SUCCESS,
    })
}

/// Counts over items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    items: u64,
    accepted: u64,
    rejected: u64,
    verified_empty: u64,
    skipped: u64,
    undecided: u64,
    stale: u64,
    annotations: u64,
    annotations_accepted: u64,
    annotations_rejected: u64,
    results: u64,
    results_accepted: u64,
    results_rejected: u64,
}

/// One item of the report.
struct Line {
    link: NodeRef,
    name: Text,
    verdict: Option<Judgement>,
    stale: bool,
    annotations: u64,
    accepted: u64,
    rejected: u64,
    open_issues: u64,
}

struct Report {
    scope: NodeRef,
    at: String,
    /// The platform has no field for verdicts: they are known here alone.
    local: bool,
    counts: Counts,
    /// By label: annotations, accepted, rejected.
    labels: BTreeMap<Text, (u64, u64, u64)>,
    lines: Vec<Line>,
    issues: Vec<Issue>,
    problems: Vec<CliError>,
    /// Items whose annotations could not be asked for.
    left_out: usize,
}

/// Whether an issue is on this item, by whatever way it was reached: jobs of a folder are cut anew
/// with another size, and an item without a job is the same in every view.
fn is_same(item: &NodeRef, other: &NodeRef) -> bool {
    let at = |level| item.id_at(level) == other.id_at(level);
    match item.id_at(Level::Job) {
        None => item.same(other),
        Some(_) => at(Level::Project) && at(Level::Task) && item.id() == other.id(),
    }
}

fn count_results(detail: &ItemDetail, wanted: Verdict) -> u64 {
    let fits = detail.results.iter().filter(|one| {
        let judgement = one.verdict.as_ref();
        judgement.is_some_and(|judgement| judgement.verdict == wanted)
    });
    u64::try_from(fits.count()).unwrap_or(u64::MAX)
}

fn count(details: &ItemDetail, wanted: Verdict) -> u64 {
    let fits = details.annotations.iter().filter(|one| {
        one.verdict
            .as_ref()
            .is_some_and(|judgement| judgement.verdict == wanted)
    });
    u64::try_from(fits.count()).unwrap_or(u64::MAX)
}

impl Report {
    async fn gather(
        session: &Session,
        scope: NodeRef,
        mut problems: Vec<CliError>,
    ) -> Result<Self, CliError> {
        let platform = &session.platform;
        let wanted = Wanted::all(scope.clone(), Level::Item);
        let mut nodes = Vec::new();
        let walked = walk(platform, &wanted, |node, _, _| {
            nodes.push(node);
            Ok::<bool, CliError>(true)
        })
        .await?;
        problems.extend(
            walked
                .problems
                .iter()
                .map(|text| CliError::new(Kind::Failed, text)),
        );
        let issues = platform.issues(&scope).await?;
        let mut report = Self {
            scope,
            at: now().to_string(),
            local: !platform.stores(Verb::JudgeItem),
            counts: Counts::default(),
            labels: BTreeMap::new(),
            lines: Vec::with_capacity(nodes.len()),
            issues,
            problems,
            left_out: 0,
        };
        for node in nodes {
            match platform.annotations(&node).await {
                Ok(detail) => report.add(node, &detail),
                Err(error) => {
                    let error = CliError::from(error).about(&node.to_string());
                    report.problems.push(error);
                    report.left_out += 1;
                }
            }
        }
        Ok(report)
    }

    fn add(&mut self, link: NodeRef, detail: &Arc<ItemDetail>) {
        let verdict = detail.verdict.clone();
        let stale = verdict
            .as_ref()
            .is_some_and(|judgement| judgement.is_stale(detail.hash));
        let counts = &mut self.counts;
        counts.items += 1;
        counts.stale += u64::from(stale);
        *match verdict.as_ref().map(|judgement| judgement.verdict) {
            Some(Verdict::Accepted) => &mut counts.accepted,
            Some(Verdict::Rejected) => &mut counts.rejected,
            Some(Verdict::VerifiedEmpty) => &mut counts.verified_empty,
            Some(Verdict::Skipped) => &mut counts.skipped,
            None => &mut counts.undecided,
        } += 1;
        let annotations = u64::try_from(detail.annotations.len()).unwrap_or(u64::MAX);
        let accepted = count(detail, Verdict::Accepted);
        let rejected = count(detail, Verdict::Rejected);
        counts.annotations += annotations;
        counts.annotations_accepted += accepted;
        counts.annotations_rejected += rejected;
        counts.results += u64::try_from(detail.results.len()).unwrap_or(u64::MAX);
        counts.results_accepted += count_results(detail, Verdict::Accepted);
        counts.results_rejected += count_results(detail, Verdict::Rejected);
        for annotation in &detail.annotations {
            let label = Text::line(detail.label_name(annotation));
            let entry = self.labels.entry(label).or_default();
            entry.0 += 1;
            match annotation
                .verdict
                .as_ref()
                .map(|judgement| judgement.verdict)
            {
                Some(Verdict::Accepted) => entry.1 += 1,
                Some(Verdict::Rejected) => entry.2 += 1,
                _ => {}
            }
        }
        let open = self
            .issues
            .iter()
            .filter(|issue| !issue.resolved && is_same(&link, &issue.item));
        self.lines.push(Line {
            name: detail.name.clone(),
            verdict,
            stale,
            annotations,
            accepted,
            rejected,
            open_issues: u64::try_from(open.count()).unwrap_or(u64::MAX),
            link,
        });
    }

    fn summary(&self) -> [(&'static str, u64); 15] {
        let counts = &self.counts;
        let open = self.issues.iter().filter(|issue| !issue.resolved).count();
        let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        [
            ("items", counts.items),
            ("accepted", counts.accepted),
            ("rejected", counts.rejected),
            ("verified_empty", counts.verified_empty),
            ("skipped", counts.skipped),
            ("undecided", counts.undecided),
            ("stale", counts.stale),
            ("annotations", counts.annotations),
            ("annotations_accepted", counts.annotations_accepted),
            ("annotations_rejected", counts.annotations_rejected),
            ("results", counts.results),
            ("results_accepted", counts.results_accepted),
            ("results_rejected", counts.results_rejected),
            ("issues", number(self.issues.len())),
            ("issues_open", number(open)),
        ]
    }

    fn json(&self) -> String {
        let summary: serde_json::Map<String, Value> = self
            .summary()
            .iter()
            .map(|(name, count)| ((*name).into(), json!(count)))
            .collect();
        let labels: Vec<Value> = self
            .labels
            .iter()
            .map(|(label, (all, accepted, rejected))| {
                json!({"label": label, "annotations": all, "accepted": accepted, "rejected": rejected})
            })
            .collect();
        let items: Vec<Value> = self
            .lines
            .iter()
            .map(|line| {
                json!({
                    "id": line.link.id().map(ToString::to_string),
                    "link": line.link.to_string(),
                    "name": line.name,
                    "judgement": shapes::judgement(line.verdict.as_ref()),
                    "stale": line.stale,
                    "annotations": line.annotations,
                    "annotations_accepted": line.accepted,
                    "annotations_rejected": line.rejected,
                    "issues_open": line.open_issues,
                })
            })
            .collect();
        let value = json!({
            "scope": self.scope.to_string(),
            "at": self.at,
            "verdicts_local": self.local,
            "summary": summary,
            "labels": labels,
            "items": items,
            "issues": self.issues.iter().map(shapes::issue).collect::<Vec<_>>(),
            "errors": errors_json(&self.problems),
        });
        format!("{}\n", json_text(&value, true))
    }

    fn csv(&self) -> String {
        let mut out = String::from(
            "link,name,verdict,reason,by,at,stale,annotations,annotations_accepted,annotations_rejected,issues_open\n",
        );
        for line in &self.lines {
            let judgement = line.verdict.as_ref();
            let cells = [
                line.link.to_string(),
                line.name.to_string(),
                judgement.map_or_else(String::new, |one| one.verdict.word().into()),
                judgement
                    .and_then(|one| one.reason.as_deref())
                    .unwrap_or_default()
                    .to_owned(),
                judgement.map_or_else(String::new, |one| one.by.to_string()),
                judgement.map_or_else(String::new, |one| one.at.to_string()),
                line.stale.to_string(),
                line.annotations.to_string(),
                line.accepted.to_string(),
                line.rejected.to_string(),
                line.open_issues.to_string(),
            ];
            out.push_str(&cells.map(|cell| quoted(&cell)).join(","));
            out.push('\n');
        }
        out
    }

    fn markdown(&self) -> String {
        let mut out = format!(
            "# Review of {}\n\n{}\n\n",
            cell(&self.scope.to_string()),
            self.at
        );
        if self.local {
            out.push_str("Verdicts are kept locally: the platform has no field for them.\n\n");
        }
        out.push_str("| what | count |\n| --- | ---: |\n");
        // Where there is one state of each item, there are no results to speak of.
        let told = |name: &str| self.counts.results > 0 || !name.starts_with("results");
        for (name, count) in self.summary().into_iter().filter(|(name, _)| told(name)) {
            out.push_str(&format!("| {} | {count} |\n", name.replace('_', " ")));
        }
        out.push_str("\n## Labels\n\n| label | annotations | accepted | rejected |\n| --- | ---: | ---: | ---: |\n");
        for (label, (all, accepted, rejected)) in &self.labels {
            out.push_str(&format!(
                "| {} | {all} | {accepted} | {rejected} |\n",
                cell(label)
            ));
        }
        out.push_str(
            "\n## Rejected items\n\n| item | reason | by | at |\n| --- | --- | --- | --- |\n",
        );
        for line in &self.lines {
            let Some(judgement) = line
                .verdict
                .as_ref()
                .filter(|one| one.verdict == Verdict::Rejected)
            else {
                continue;
            };
            let reason = judgement.reason.as_deref().unwrap_or("-");
            let row = [&line.name, reason, &judgement.by].map(cell).join(" | ");
            out.push_str(&format!("| {row} | {} |\n", judgement.at));
        }
        out.push_str(
            "\n## Open issues\n\n| item | text | owner | assignee |\n| --- | --- | --- | --- |\n",
        );
        for issue in self.issues.iter().filter(|issue| !issue.resolved) {
            let item = issue.item.id().map(ToString::to_string).unwrap_or_default();
            let to = issue.assignee.as_deref().unwrap_or("-");
            let row = [item.as_str(), issue.text(), &issue.owner, to]
                .map(cell)
                .join(" | ");
            out.push_str(&format!("| {row} |\n"));
        }
        out
    }
}

/// A field of a CSV file (RFC 4180). A text that a spreadsheet would take for a formula is
/// kept a text by an apostrophe, since names come from files that nobody checked.
fn quoted(field: &str) -> String {
    let field = match field.chars().next() {
        Some('=' | '+' | '-' | '@') if field.parse::<f64>().is_err() => format!("'{field}"),
        _ => field.to_owned(),
    };
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field
    }
}

/// A text in a Markdown table's cell.
fn cell(text: &str) -> String {
    let line = Text::line(text);
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        if matches!(c, '|' | '\\' | '`' | '*' | '_' | '<' | '[' | ']') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stay_cells() {
        assert_eq!(quoted("a,\"b\""), "\"a,\"\"b\"\"\"");
        assert_eq!(quoted("=1+1"), "'=1+1");
        assert_eq!(quoted("-3.5"), "-3.5");
        assert_eq!(cell("a|b\n<i>"), "a\\|b \\<i>");
    }
}

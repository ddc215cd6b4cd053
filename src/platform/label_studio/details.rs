//! One node beyond its row: facts, state, its guide and its page.

use serde_json::Value;

use crate::limits;
use crate::model::{Id, Level, NodeRef, Page, Row, State, Text, Transition, Words};
use crate::platform::{Detail, PlatformError};

use super::client::{ask, number};
use super::lists::{projects_status, projects_title, task_row};
use super::names::{Fields, percent_decoded};
use super::objects::{ALL_PROJECTS, ALL_TASKS};
use super::people::People;
use super::wire::{self, Person};
use super::{LabelStudioPlatform, status, web};

/// Facts in reading order; those without a value are left out.
#[derive(Default)]
struct Sheet(Vec<(Text, Text)>);

impl Sheet {
    fn add(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.0.push((name.into(), Text::line(value)));
        }
    }

    fn count(&mut self, name: &str, value: Option<u64>) {
        if let Some(value) = value {
            self.add(name, &value.to_string());
        }
    }

    /// A number that is worth a line only when there is something.
    fn some(&mut self, name: &str, value: Option<u64>) {
        self.count(name, value.filter(|value| *value > 0));
    }

    fn person(&mut self, name: &str, people: &People, person: &Person<'_>) {
        self.add(name, &people.of(person).unwrap_or_default());
    }
}

/// The parts of a detail before it is put together.
struct Parts {
    node: NodeRef,
    row: Row,
    words: Words,
    sheet: Sheet,
    state: Option<State>,
    transitions: Vec<Transition>,
    guide: Option<Text>,
}

impl Parts {
    fn new(node: NodeRef, row: Row, sheet: Sheet) -> Self {
        Self {
            node,
            row,
            words: Words::default(),
            sheet,
            state: None,
            transitions: Vec::new(),
            guide: None,
        }
    }
}

impl LabelStudioPlatform {
    /// One node with its facts, as it is now. Only a task whose state machine is on moves from
    /// state to state by hand: other statuses follow from what is annotated and reviewed.
    ///
    /// # Errors
    /// Those of the requests.
    pub async fn node_detail(&self, node: &NodeRef) -> Result<Detail, PlatformError> {
        let parts = match node.level() {
            Level::Account => self.account_parts(node).await?,
            Level::Organization => self.organization_parts(node).await?,
            Level::Project => self.project_parts(node).await?,
            Level::Task => self.view_parts(node).await?,
            Level::Item => self.item_parts(node).await?,
            level => {
                let what = format!("a {}", level.word());
                return Err(PlatformError::Unsupported(Text::line(&what)));
            }
        };
        Ok(Detail {
            web: web::address(self.client().http().base(), &parts.node, None),
            node: parts.node,
            page: Page {
                rows: vec![parts.row],
                words: parts.words,
                total: 1,
                unfiltered: 1,
                ..Page::default()
            },
            facts: parts.sheet.0,
            state: parts.state,
            transitions: parts.transitions,
            guide: parts.guide,
        })
    }

    async fn account_parts(&self, node: &NodeRef) -> Result<Parts, PlatformError> {
        let who = self.who().await?;
        let mut sheet = Sheet::default();
        sheet.add("user", &who.name);
        sheet.add("mail", &who.email);
        sheet.add("role", who.role.map_or("", |role| role.word()));
        sheet.add("server", &who.server());
        let name = Text::line(&self.options.account.to_string());
        let row = Row::new(Id::name(""), name);
        Ok(Parts::new(node.clone(), row, sheet))
    }

    async fn organization_parts(&self, node: &NodeRef) -> Result<Parts, PlatformError> {
        let who = self.who().await?;
        let mut sheet = Sheet::default();
        if node.id() == Some(&Id::name(ALL_PROJECTS)) && who.is_enterprise() {
            sheet.add("what", "the projects of all workspaces");
            let row = Row::new(Id::name(ALL_PROJECTS), "All projects".into());
            return Ok(Parts::new(node.clone(), row, sheet));
        }
        let id = number(node, Level::Organization)?;
        let path = match who.is_enterprise() {
            true => format!("api/workspaces/{id}/"),
            false => format!("api/organizations/{id}"),
        };
        // An organization's own answer carries the secret of its invitations, which is not read.
        let one: wire::Organization = self.get_as(ask(path)).await?;
        sheet.add("about", &one.description);
        sheet.add("contact", &one.contact_info);
        sheet.count("projects", one.projects_count);
        sheet.add("role", who.role.map_or("", |role| role.word()));
        if one.is_archived {
            sheet.add("archived", "yes");
        }
        if one.is_personal {
            sheet.add("personal", "yes");
        }
        if !who.is_enterprise() {
            let people = self.people().await.unwrap_or_default();
            sheet.add("people", &people.all().count().to_string());
        }
        sheet.add("made", &day(&one.created_at));
        let row = super::lists::organization_row(&one);
        Ok(Parts::new(node.clone(), row, sheet))
    }

    async fn project_parts(&self, node: &NodeRef) -> Result<Parts, PlatformError> {
        let id = number(node, Level::Project)?;
        self.who().await?;
        let project = self.fresh_project(id).await?;
        let people = self.people().await.unwrap_or_default();
        let told = &project.told;
        let mut sheet = Sheet::default();
        sheet.add("about", &told.description);
        let finished = told.finished_task_number.unwrap_or(0);
        if let Some(tasks) = told.task_number {
            sheet.add("tasks", &format!("{tasks}, {finished} completed"));
        }
        sheet.count("annotations", told.total_annotations_number);
        sheet.some("skipped", told.skipped_annotations_number);
        sheet.some("ground truths", told.ground_truth_number);
        sheet.some("predictions", told.total_predictions_number);
        sheet.some("reviewed", told.reviewed_number);
        sheet.count("annotations of a task", told.maximum_annotations);
        let share = told.overlap_cohort_percentage;
        if let Some(share) = share.filter(|share| *share < 100) {
            sheet.add("of so many tasks", &format!("{share}%"));
        }
        sheet.add("order of labelling", &told.sampling);
        sheet.add("shown predictions", &told.model_version);
        sheet.add("labels", &labels(&project.labels));
        if told.is_published == Some(false) && self.is_enterprise() {
            sheet.add("published", "no: annotators do not see it");
        }
        sheet.person("made by", &people, &told.created_by);
        sheet.add("made", &day(&told.created_at));
        let mut row = Row::new(Id::Number(id), projects_title(told));
        let status = projects_status(told);
        let mut words = Words::default();
        row.state = words.add(&status.word);
        row.class = status.class;
        row.items = u32::try_from(told.task_number.unwrap_or(0)).unwrap_or(u32::MAX);
        let annotations = told.total_annotations_number.unwrap_or(0);
        row.annotations = u32::try_from(annotations).unwrap_or(u32::MAX);
        Ok(Parts {
            words,
            state: Some(status.state()),
            guide: guide(&told.expert_instruction),
            ..Parts::new(self.project_node(id), row, sheet)
        })
    }

    async fn view_parts(&self, node: &NodeRef) -> Result<Parts, PlatformError> {
        let place = self.place(node).await?;
        let project = self.project(place.project).await?;
        let node = self.canonical(node).await?;
        let mut sheet = Sheet::default();
        let row = match &place.view {
            None => {
                sheet.add("what", "every task of the project");
                sheet.count("tasks", project.told.task_number);
                Row::new(Id::name(ALL_TASKS), "All tasks".into())
            }
            Some(view) => {
                let join = if view.base.any { " or " } else { " and " };
                let all: Vec<String> = view.base.items.iter().map(spoken).collect();
                sheet.add("filter", &all.join(join));
                sheet.add(
                    "order",
                    &view.order.as_deref().map_or(String::new(), column),
                );
                Row::new(Id::Number(view.told.id), view.title())
            }
        };
        sheet.add("project", &projects_title(&project.told));
        sheet.add("labels", &labels(&project.labels));
        Ok(Parts {
            guide: guide(&project.told.expert_instruction),
            ..Parts::new(node, row, sheet)
        })
    }

    async fn item_parts(&self, node: &NodeRef) -> Result<Parts, PlatformError> {
        let id = number(node, Level::Item)?;
        let whole = self.task(id).await?;
        let task = whole.read()?;
        let node = self.canonical(node).await?;
        let people = self.people().await.unwrap_or_default();
        let project = match task.project {
            Some(project) => self.project(project).await.ok(),
            None => None,
        };
        let (row, words) = task_row(&task, &people, self.is_enterprise());
        let status = status::of_task(&task);
        Ok(Parts {
            words,
            transitions: match status == status::of_machine(&task.state) {
                true => self.moves_from(&node, &status.state()).await?,
                false => Vec::new(),
            },
            state: Some(status.state()),
            guide: project.and_then(|known| guide(&known.told.expert_instruction)),
            ..Parts::new(node, row, item_sheet(&task, &people))
        })
    }

    /// Whether the server is known to be Enterprise.
    pub fn is_enterprise(&self) -> bool {
        self.who_known().is_some_and(|who| who.is_enterprise())
    }
}

fn item_sheet(task: &wire::Task<'_>, people: &People) -> Sheet {
    let mut sheet = Sheet::default();
    sheet.count("number in project", task.inner_id);
    let needed = task.overlap.filter(|needed| *needed > 0);
    sheet.add(
        "annotations",
        &match needed {
            Some(needed) => format!("{} of {needed}", task.total_annotations),
            None => task.total_annotations.to_string(),
        },
    );
    sheet.some("skipped", Some(task.cancelled_annotations));
    sheet.some("predictions", Some(task.total_predictions));
    sheet.some("own drafts", u64::try_from(task.drafts.0.len()).ok());
    if let Some(agreement) = task.agreement {
        sheet.add("agreement", &format!("{agreement:.0}%"));
    }
    if let Some(seconds) = task.avg_lead_time {
        sheet.add("seconds of work", &format!("{seconds:.0}"));
    }
    sheet.some("reviews accepted", task.reviews_accepted);
    sheet.some("reviews rejected", task.reviews_rejected);
    sheet.some("open comments", task.unresolved_comment_count);
    sheet.add("storage", &task.storage_filename);
    sheet.person("changed by", people, &task.updated_by);
    sheet.add("made", &day(&task.created_at));
    sheet.add("changed", &day(&task.updated_at));
    sheet.add("completed", &day(&task.completed_at));
    for (key, value) in Fields::of(task).texts() {
        sheet.add(key, &short(&value));
    }
    if let Some(meta) = task.meta.map(|raw| raw.get()).filter(|raw| *raw != "{}") {
        sheet.add("meta", &short(meta));
    }
    sheet
}

/// A value of the data for one line.
fn short(value: &str) -> String {
    if let Some(kind) = value.strip_prefix("data:") {
        let kind = kind.split([';', ',']).next().unwrap_or_default();
        return format!("{kind}, written into the data ({} bytes)", value.len());
    }
    let most = limits::STUDIO_FACT_CHARS;
    let start: String = value.chars().take(most).collect();
    let cut = if start.len() < value.len() { "…" } else { "" };
    format!("{}{cut}", percent_decoded(&start))
}

/// Labels as they are shown, as many as a line can hold.
fn labels(all: &[(String, String)]) -> String {
    let shown: Vec<&str> = all.iter().map(|(_, shown)| shown.as_str()).collect();
    shown.join(", ")
}

/// The guide, which is HTML: its text, with line feeds where blocks end.
fn guide(html: &str) -> Option<Text> {
    let text = Text::block(&plain(html));
    (!text.trim().is_empty()).then_some(text)
}

/// The text of a piece of HTML.
fn plain(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tail) = rest.split_at(at);
        out.push_str(&resolved(before));
        // A lone "<" is no tag.
        let next = tail.chars().nth(1);
        let end = tail
            .find('>')
            .filter(|_| next.is_some_and(|c| c.is_ascii_alphabetic() || "/!".contains(c)));
        let Some(end) = end else {
            out.push('<');
            rest = tail.get(1..).unwrap_or_default();
            continue;
        };
        let tag = tail.get(1..end).unwrap_or_default();
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        let name = name.to_ascii_lowercase();
        match name.as_str() {
            "li" if !tag.starts_with('/') => out.push_str("\n- "),
            "br" | "p" | "div" | "h1" | "h2" | "h3" | "h4" | "ul" | "ol" | "tr" => out.push('\n'),
            _ => {}
        }
        rest = tail.get(end + 1..).unwrap_or_default();
    }
    out.push_str(&resolved(rest));
    let mut lines: Vec<&str> = Vec::new();
    for line in out.lines().map(str::trim) {
        if !(line.is_empty() && lines.last().is_none_or(|last| last.is_empty())) {
            lines.push(line);
        }
    }
    lines.join("\n").trim().to_owned()
}

/// The usual entities.
fn resolved(text: &str) -> String {
    let mut text = text.to_owned();
    for (entity, c) in [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ] {
        if text.contains(entity) {
            text = text.replace(entity, c);
        }
    }
    text
}

/// A condition of a view in words.
fn spoken(item: &Value) -> String {
    let text = |name: &str| item.get(name).and_then(Value::as_str).unwrap_or_default();
    let column = text("filter");
    let column = column.strip_prefix("filter:tasks:").unwrap_or(column);
    let operator = text("operator").replace('_', " ");
    let value = match item.get("value") {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Object(range)) => {
            let part = |name: &str| range.get(name).map(ToString::to_string);
            let from = part("min").unwrap_or_default();
            format!("{from} to {}", part("max").unwrap_or_default())
        }
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let words = format!("{column} {operator} {value}");
    let more = item.get("child_filter").filter(|child| child.is_object());
    match more {
        // One step only: nothing deeper is known.
        Some(child) if child.get("child_filter").is_none_or(Value::is_null) => {
            format!("({words} and {})", spoken(child))
        }
        _ => words,
    }
}

/// An order of a view in words.
fn column(order: &str) -> String {
    let falling = order.contains('-');
    let name = order
        .trim_start_matches(['-', '+'])
        .trim_start_matches("tasks:")
        .trim_start_matches('-');
    match falling {
        true => format!("{name}, falling"),
        false => name.to_owned(),
    }
}

/// A day as it is shown among facts.
fn day(raw: &str) -> String {
    raw.get(..16).unwrap_or(raw).replace('T', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guides_are_read_as_text() {
        let html = "<h2>Cars</h2><p>Label <b>every</b> car.<br/>Also &lt;3 wheels &amp; vans</p>\
                    <ul><li>one</li><li>two</li></ul> 1 < 2";
        let text = guide(html).unwrap();
        let expected = "Cars\n\nLabel every car.\nAlso <3 wheels & vans\n\n- one\n- two\n1 < 2";
        assert_eq!(text.as_str(), expected);
        assert_eq!(guide(" <p></p> "), None);
        assert_eq!(guide(""), None);
    }

    #[test]
    fn conditions_of_views_are_told() {
        let item = serde_json::json!({"filter":"filter:tasks:completed_at","operator":"not_in",
            "type":"Datetime","value":{"min":1,"max":2},
            "child_filter":{"filter":"filter:tasks:id","operator":"equal","value":3}});
        assert_eq!(spoken(&item), "(completed_at not in 1 to 2 and id equal 3)");
        assert_eq!(column("-tasks:completed_at"), "completed_at, falling");
        assert_eq!(column("tasks:-id"), "id, falling");
        assert_eq!(column("tasks:id"), "id");
    }

    proptest::proptest! {
        #[test]
        fn no_guide_panics(raw in "[<>/&a-z;! ]{0,60}|\\PC{0,40}") {
            let _ = guide(&raw);
            let _ = short(&raw);
        }
    }
}

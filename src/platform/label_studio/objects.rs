//! Projects, views and tasks that others need, kept for a while; and where a node is.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;

use serde::Deserialize;
use serde_json::Value;

use crate::limits;
use crate::model::{Id, Level, NodeRef, Text};
use crate::platform::http::Body;
use crate::platform::{PlatformError, PlatformEvent};

use super::LabelStudioPlatform;
use super::client::{ask, number, with};
use super::filter::{Base, Key};
use super::wire::{self, Workplace};

/// The id of the view that is every task of a project.
pub const ALL_TASKS: &str = "all";
/// The id of all projects, in Enterprise beside the workspaces.
pub const ALL_PROJECTS: &str = "all";

/// A project with what lists need of its configuration.
#[derive(Debug, Default)]
pub struct Project {
    /// As the server tells it.
    pub told: wire::Project,
    /// The keys of the data that it shows.
    pub keys: Vec<Key>,
    /// Its labels, as they are stored and as they are shown.
    pub labels: Vec<(String, String)>,
    at: Option<Instant>,
}

/// A view with its conditions.
#[derive(Debug, Default)]
pub struct View {
    /// As the server tells it.
    pub told: wire::View,
    /// Its conditions.
    pub base: Base,
    /// Its order: the first column of it, which is the only one that counts.
    pub order: Option<String>,
    /// Its order compares data in a way that only the view can ask for.
    pub own_order: bool,
}

/// A whole task as it was read.
#[derive(Debug)]
pub struct Task {
    body: Body,
    at: Instant,
    updated_at: String,
}

impl Task {
    /// Reads it.
    ///
    /// # Errors
    /// An answer of another shape.
    pub fn read(&self) -> Result<wire::Task<'_>, PlatformError> {
        self.body.json()
    }

    /// The answer.
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// Its last change, as the server writes it.
    pub fn updated_at(&self) -> &str {
        &self.updated_at
    }
}

/// A control of `parsed_label_config` as far as lists need it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Control {
    #[serde(deserialize_with = "wire::null")]
    inputs: Vec<ControlInput>,
    #[serde(deserialize_with = "wire::null")]
    labels: Vec<Value>,
    #[serde(deserialize_with = "wire::null")]
    labels_attrs: HashMap<String, Value>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ControlInput {
    #[serde(rename = "type", deserialize_with = "wire::null")]
    kind: String,
    #[serde(deserialize_with = "wire::null")]
    value: String,
}

/// Objects whose value is one plain text.
const PLAIN: [&str; 7] = [
    "Image",
    "Audio",
    "AudioPlus",
    "Video",
    "Text",
    "HyperText",
    "Pdf",
];

impl Project {
    fn new(told: wire::Project) -> Self {
        let raw = told.parsed_label_config.as_ref();
        let controls: HashMap<String, Control> = raw
            .and_then(|raw| serde_json::from_str(raw.get()).ok())
            .unwrap_or_default();
        let mut project = Self {
            at: Some(Instant::now()),
            ..Self::default()
        };
        for control in controls.values() {
            for input in &control.inputs {
                let whole = input.value.trim_start_matches('$');
                let name = whole.split(['.', '[']).next().unwrap_or_default();
                let plain = name == whole && PLAIN.contains(&input.kind.as_str());
                match project.keys.iter_mut().find(|key| key.name == name) {
                    Some(known) => known.plain &= plain,
                    None if name.is_empty() => {}
                    None => project.keys.push(Key {
                        name: name.to_owned(),
                        plain,
                    }),
                }
            }
            for label in control.labels.iter().filter_map(Value::as_str) {
                let attributes = control.labels_attrs.get(label);
                let shown = attributes.and_then(|all| all.get("value")?.as_str());
                let pair = (label.to_owned(), shown.unwrap_or(label).to_owned());
                if !project.labels.contains(&pair) {
                    project.labels.push(pair);
                }
            }
        }
        project.keys.sort_by(|a, b| a.name.cmp(&b.name));
        project.labels.sort();
        project.told = told;
        project
    }

    fn is_fresh(&self) -> bool {
        self.at
            .is_some_and(|at| at.elapsed().as_secs() < limits::STUDIO_FRESH_S)
    }
}

impl View {
    /// Of a view as the server tells it.
    pub fn new(told: wire::View) -> Self {
        let order = match &told.data.ordering {
            Some(Value::Array(all)) => all.first().and_then(Value::as_str),
            Some(Value::String(one)) => Some(one.as_str()),
            _ => None,
        };
        let order = order.filter(|order| !order.is_empty()).map(str::to_owned);
        let shown = told.data.columns_display_type.as_ref();
        let own_order = order.as_ref().is_some_and(|order| {
            let column = order.trim_start_matches(['-', '+']).replace(":-", ":");
            let kind = shown.and_then(|all| all.get(&column)?.as_str());
            column.contains("data.") && kind == Some("Number")
        });
        Self {
            base: Base::of(told.data.filters.as_ref()),
            order,
            own_order,
            told,
        }
    }

    /// Its name.
    pub fn title(&self) -> Text {
        match self.told.data.title.trim() {
            "" => Text::line(&format!("view {}", self.told.id)),
            title => Text::line(title),
        }
    }
}

/// Which tasks a path leads to.
#[derive(Clone, Debug)]
pub struct Place {
    /// The project.
    pub project: u64,
    /// The view; none for all tasks.
    pub view: Option<Arc<View>>,
}

impl LabelStudioPlatform {
    /// The account itself.
    pub fn root(&self) -> NodeRef {
        NodeRef::root(self.options.account.clone())
    }

    /// A project, as it was last seen.
    ///
    /// # Errors
    /// Those of the request.
    pub async fn project(&self, id: u64) -> Result<Arc<Project>, PlatformError> {
        match self.projects.get(&id) {
            Some(project) => Ok(project),
            None => self.fresh_project(id).await,
        }
    }

    /// A project that was asked for some seconds ago at most.
    ///
    /// # Errors
    /// Those of the request.
    pub async fn recent_project(&self, id: u64) -> Result<Arc<Project>, PlatformError> {
        match self.projects.get(&id).filter(|known| known.is_fresh()) {
            Some(project) => Ok(project),
            None => self.fresh_project(id).await,
        }
    }

    /// A project as it is now.
    ///
    /// # Errors
    /// Those of the request.
    pub async fn fresh_project(&self, id: u64) -> Result<Arc<Project>, PlatformError> {
        let told: wire::Project = self.get_as(ask(format!("api/projects/{id}/"))).await?;
        self.learn_project(&told);
        let project = Arc::new(Project::new(told));
        self.projects.put(id, Arc::clone(&project));
        Ok(project)
    }

    /// Remembers of a project what paths need: where it is.
    pub(super) fn learn_project(&self, told: &wire::Project) {
        if told.organization.is_some() || told.workspace.is_some() {
            let place = (told.organization, told.workspace.map(Workplace::id));
            self.places.put(told.id, place);
        }
        if !told.state.is_empty() {
            self.stateful.put(told.id, ());
        }
    }

    /// A view, as it was last seen.
    ///
    /// # Errors
    /// Those of the request.
    pub async fn view(&self, id: u64) -> Result<Arc<View>, PlatformError> {
        if let Some(view) = self.views.get(&id) {
            return Ok(view);
        }
        let told: wire::View = self.get_as(ask(format!("api/dm/views/{id}/"))).await?;
        Ok(self.learn_view(told))
    }

    /// The views of a project, in their order, as they are now.
    ///
    /// # Errors
    /// Those of the request.
    pub async fn views_of(
        &self,
        project: u64,
    ) -> Result<(Vec<Arc<View>>, Option<Text>), PlatformError> {
        let body = self.get(with(ask("api/dm/views/"), "project", project));
        let found = body.await?.elements::<wire::View>("")?;
        let mut all: Vec<_> = found
            .items
            .into_iter()
            .filter(|view| view.id != 0)
            .map(|mut view| {
                view.project = view.project.or(Some(project));
                self.learn_view(view)
            })
            .collect();
        all.sort_by_key(|view| view.told.order.unwrap_or(i64::MAX));
        Ok((all, found.why))
    }

    fn learn_view(&self, told: wire::View) -> Arc<View> {
        let view = Arc::new(View::new(told));
        self.views.put(view.told.id, Arc::clone(&view));
        view
    }

    /// The tasks that a project, view or task of it lies among.
    ///
    /// # Errors
    /// Those of the requests; a path without project and view.
    pub async fn place(&self, node: &NodeRef) -> Result<Place, PlatformError> {
        let view = match node.id_at(Level::Task) {
            Some(Id::Number(id)) => Some(self.view(*id).await?),
            Some(Id::Name(name)) if &**name != ALL_TASKS => {
                let what = format!("view {name}");
                return Err(PlatformError::NotFound(Text::line(&what)));
            }
            _ => None,
        };
        let told = view.as_ref().and_then(|view| view.told.project);
        let project = match told {
            Some(project) => project,
            None => number(node, Level::Project)?,
        };
        Ok(Place { project, view })
    }

    /// A whole task, some seconds old at most.
    ///
    /// # Errors
    /// Those of the request.
    pub async fn task(&self, id: u64) -> Result<Arc<Task>, PlatformError> {
        let fresh = |task: &Arc<Task>| task.at.elapsed().as_secs() < limits::STUDIO_FRESH_S;
        match self.tasks.get(&id).filter(fresh) {
            Some(task) => Ok(task),
            None => self.fresh_task(id).await,
        }
    }

    /// A whole task as it is now (Label Studio API, `GET /api/tasks/{id}/`).
    ///
    /// # Errors
    /// Those of the request, and an answer of another shape.
    pub async fn fresh_task(&self, id: u64) -> Result<Arc<Task>, PlatformError> {
        let body = self.get(ask(format!("api/tasks/{id}/"))).await?;
        let (updated_at, project) = {
            let told: wire::Task<'_> = body.json()?;
            (told.updated_at.to_string(), told.project)
        };
        if let Some(project) = project {
            self.homes.put(id, project);
        }
        let task = Arc::new(Task {
            at: Instant::now(),
            updated_at,
            body,
        });
        if task.body.bytes.len() <= limits::STUDIO_TASK_BYTES {
            self.tasks.put(id, Arc::clone(&task));
        }
        Ok(task)
    }

    /// A task is read anew next time, and so are lists that were worked out here.
    pub fn forget_task(&self, id: u64) {
        self.tasks.forget(&id);
        self.forget_lists();
    }

    /// A project is read anew next time.
    pub fn forget_project(&self, id: u64) {
        self.projects.forget(&id);
        self.forget_lists();
    }

    /// Lists that were worked out here are worked out anew next time.
    pub fn forget_lists(&self) {
        self.worked_out.clear();
        self.totals.clear();
    }

    /// A list tells when a task was changed last: one that was changed meanwhile is read anew, and
    /// whoever shows it is told.
    pub(super) fn compare(&self, project: u64, id: u64, updated_at: &str) {
        self.homes.put(id, project);
        let Some(task) = self.tasks.get(&id) else {
            return;
        };
        if updated_at.is_empty() || task.updated_at == updated_at {
            return;
        }
        self.tasks.forget(&id);
        self.tell(PlatformEvent::Changed(self.item_node(project, None, id)));
    }

    /// The canonical path of a project whose place is known; through the account else.
    pub fn project_node(&self, id: u64) -> NodeRef {
        let enterprise = self.who_known().is_some_and(|who| who.is_enterprise());
        let place = self.places.get(&id);
        let organization = match (enterprise, place) {
            (true, Some((_, Some(workspace)))) => Some(Id::Number(workspace)),
            (true, _) => Some(Id::name(ALL_PROJECTS)),
            (false, Some((Some(organization), _))) => Some(Id::Number(organization)),
            (false, _) => {
                let own = self.who_known().and_then(|who| who.organization);
                own.map(Id::Number)
            }
        };
        let above = match organization {
            Some(id) => self.root().child(Level::Organization, id),
            None => self.root(),
        };
        above.child(Level::Project, Id::Number(id))
    }

    /// The canonical path of a view; none stands for all tasks.
    pub fn view_node(&self, project: u64, view: Option<u64>) -> NodeRef {
        let id = view.map_or_else(|| Id::name(ALL_TASKS), Id::Number);
        self.project_node(project).child(Level::Task, id)
    }

    /// The canonical path of a task in a view.
    pub fn item_node(&self, project: u64, view: Option<u64>, task: u64) -> NodeRef {
        self.view_node(project, view)
            .child(Level::Item, Id::Number(task))
    }

    /// The project of a task, from its path or from the server.
    ///
    /// # Errors
    /// Those of the requests.
    pub async fn project_of(&self, item: &NodeRef) -> Result<u64, PlatformError> {
        let task = number(item, Level::Item)?;
        if let Some(Id::Number(project)) = item.id_at(Level::Project) {
            return Ok(*project);
        }
        if let Some(project) = self.homes.get(&task) {
            return Ok(project);
        }
        let whole = self.task(task).await?;
        let project = whole.read()?.project;
        project.ok_or_else(|| {
            let what = format!("the project of task {task}");
            PlatformError::NotFound(Text::line(&what))
        })
    }

    /// The canonical form of any path to a node that exists.
    ///
    /// # Errors
    /// Those of the requests that tell where it is.
    pub async fn canonical(&self, node: &NodeRef) -> Result<NodeRef, PlatformError> {
        let view = match node.id_at(Level::Task) {
            Some(Id::Number(view)) => Some(*view),
            _ => None,
        };
        let project = match node.level() {
            Level::Project => number(node, Level::Project)?,
            Level::Task => self.place(node).await?.project,
            Level::Item => self.project_of(node).await?,
            _ => return Ok(node.clone()),
        };
        self.who().await?;
        if self.places.get(&project).is_none() {
            self.project(project).await?;
        }
        Ok(match node.level() {
            Level::Project => self.project_node(project),
            Level::Task => self.view_node(project, view),
            _ => self.item_node(project, view, number(node, Level::Item)?),
        })
    }

    /// Tells unasked news; dropped when nobody keeps up.
    pub fn tell(&self, event: PlatformEvent) {
        let _ = self.news.try_send(event);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_projects_configuration_tells_keys_and_labels() {
        let raw = r#"{"id":1,"parsed_label_config":{
            "box":{"type":"RectangleLabels","inputs":[{"type":"Image","value":"image"}],
                   "labels":["c","Sign"],"labels_attrs":{"c":{"value":"Car"},"Sign":{}}},
            "q":{"type":"Choices","inputs":[{"type":"Text","value":"$text"}],"labels":["ok"]},
            "d":{"type":"ParagraphLabels","inputs":[{"type":"Paragraphs","value":"$dialogue[0].x"}]},
            "odd":{"inputs":null,"labels":null}}}"#;
        let project = Project::new(serde_json::from_str(raw).unwrap());
        let keys: Vec<_> = project
            .keys
            .iter()
            .map(|key| (&*key.name, key.plain))
            .collect();
        assert_eq!(keys, [("dialogue", false), ("image", true), ("text", true)]);
        let label = |stored: &str, shown: &str| (stored.to_owned(), shown.to_owned());
        let labels = [label("Sign", "Sign"), label("c", "Car"), label("ok", "ok")];
        assert_eq!(project.labels, labels);
        assert!(Project::new(wire::Project::default()).keys.is_empty());
    }

    #[test]
    fn views_have_conditions_and_one_order() {
        let view = |raw: &str| View::new(serde_json::from_str(raw).unwrap());
        let one = view(
            r#"{"id":3,"data":{"title":"","filters":{"conjunction":"or","items":[{"a":1},{"b":2}]},
                "ordering":["-tasks:data.n","tasks:id"],
                "columnsDisplayType":{"tasks:data.n":"Number"}}}"#,
        );
        assert!(one.base.any && one.base.items.len() == 2 && one.own_order);
        assert_eq!(one.order.as_deref(), Some("-tasks:data.n"));
        assert_eq!(one.title().as_str(), "view 3");
        for odd in [
            r#"{"id":3,"data":null}"#,
            r#"{"id":3,"data":["not","an","object"]}"#,
            r#"{"id":3,"data":{"filters":7,"ordering":{}}}"#,
            r#"{"id":3,"data":{"filters":{"conjunction":"or","items":[]},"ordering":[]}}"#,
        ] {
            let view = view(odd);
            assert!(!view.base.any && view.order.is_none(), "{odd}");
        }
    }
}

//! One node beyond its row: facts, state, where it can go, its guide and its page.

use std::sync::Arc;

use crate::model::{Id, Level, NodeRef, Page, PageRequest, Query, Row, State, Text, Words};
use crate::platform::{Detail, PlatformError};

use super::client::{NO_PROJECT, PERSONAL, ask, number};
use super::filter::{mode_word, type_word};
use super::frames::{is_audio, is_spatial, is_video};
use super::items::{self, Marks, frame_number};
use super::map::{self, Element, Style, Worded, day, person};
use super::wire::{CloudStorage, Guide, Organization, User};
use super::{CvatPlatform, Job, lists, standing, web, workflow};

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

    fn person(&mut self, name: &str, user: &Option<User<'_>>) {
        self.add(name, &user.as_ref().map_or(String::new(), person));
    }
}

/// The parts of a detail before it is put together.
struct Parts {
    node: NodeRef,
    row: Row,
    words: Words,
    sheet: Sheet,
    state: Option<State>,
    guide: Option<u64>,
    job: Option<Arc<Job>>,
}

impl CvatPlatform {
    /// One node with its facts and reachable states, as it is now.
    ///
    /// # Errors
    /// Those of the requests.
    pub async fn node_detail(&self, node: &NodeRef) -> Result<Detail, PlatformError> {
        let parts = match node.level() {
            Level::Account | Level::View => self.plain_parts(node).await?,
            Level::Organization => self.organization_parts(node).await?,
            Level::Project => self.project_parts(node).await?,
            Level::Task => self.task_parts(node).await?,
            Level::Job => self.job_parts(node).await?,
            Level::Item => self.item_parts(node).await?,
        };
        let transitions = async {
            match &parts.job {
                Some(job) if node.level() == Level::Job => standing::transitions(self, job).await,
                _ => Ok(Vec::new()),
            }
        };
        let (transitions, guide) = tokio::try_join!(transitions, self.guide(parts.guide))?;
        let task = parts.job.as_ref().map(|job| job.task_id);
        Ok(Detail {
            web: web::address(self.http.base(), &parts.node, task),
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
            transitions,
            guide,
        })
    }

    /// The text of a guide; one that cannot be read costs nothing else.
    async fn guide(&self, id: Option<u64>) -> Result<Option<Text>, PlatformError> {
        let Some(id) = id else {
            return Ok(None);
        };
        if let Some(known) = self.guides.get(&id) {
            return Ok(Some(known));
        }
        match self.get::<Guide>(ask(format!("api/guides/{id}"))).await {
            Ok(guide) => {
                let text = Text::block(&guide.markdown);
                self.guides.put(id, text.clone());
                Ok(Some(text))
            }
            Err(PlatformError::NotFound(_) | PlatformError::Denied(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn plain_parts(&self, node: &NodeRef) -> Result<Parts, PlatformError> {
        let mut sheet = Sheet::default();
        let name = match node.id().map(ToString::to_string).as_deref() {
            None => {
                let who = self.who().await?;
                sheet.add("user", &who.name);
                sheet.add("server", &format!("CVAT {}", who.version_text));
                self.options.account.to_string()
            }
            Some(lists::MINE) => "My jobs".to_owned(),
            Some(lists::ALL) => "All jobs".to_owned(),
            Some(other) => return Err(PlatformError::NotFound(Text::line(other))),
        };
        let id = node.id().cloned().unwrap_or_else(|| Id::name(""));
        let mut row = Row::new(id, Text::line(&name));
        row.flags.view = node.level() == Level::View;
        Ok(Parts::new(node.clone(), row, Words::default(), sheet))
    }

    async fn organization_parts(&self, node: &NodeRef) -> Result<Parts, PlatformError> {
        let mut sheet = Sheet::default();
        if node.id().is_some_and(|id| *id == Id::name(PERSONAL)) {
            sheet.add("what", "what belongs to no organization");
            let row = Row::new(Id::name(PERSONAL), "Personal workspace".into());
            return Ok(Parts::new(node.clone(), row, Words::default(), sheet));
        }
        let id = number(node, Level::Organization)?;
        let body = self
            .http
            .get(ask(format!("api/organizations/{id}")))
            .await?;
        let one: Organization<'_> = body.json()?;
        sheet.add("short name", &one.slug);
        sheet.add("about", &one.description);
        sheet.person("owner", &one.owner);
        let role = self.membership(Some(id)).await?;
        sheet.add("my role", &format!("{role:?}").to_lowercase());
        sheet.add("made", &day(&one.created_date));
        sheet.add("changed", &day(&one.updated_date));
        let mut worded = Worded::default();
        let row = one.row(&mut worded, Style::default());
        let node = self.root().child(Level::Organization, Id::Number(id));
        Ok(Parts::new(node, row, worded.words, sheet))
    }

    async fn project_parts(&self, node: &NodeRef) -> Result<Parts, PlatformError> {
        let mut sheet = Sheet::default();
        if node.id().is_some_and(|id| *id == Id::name(NO_PROJECT)) {
            sheet.add("what", "tasks that belong to no project");
            let row = Row::new(Id::name(NO_PROJECT), "no project".into());
            return Ok(Parts::new(node.clone(), row, Words::default(), sheet));
        }
        let id = number(node, Level::Project)?;
        let Some(project) = self.fresh_project(id).await? else {
            return Ok(unseen(node, id, "project"));
        };
        sheet.person("owner", &project.owner);
        sheet.person("assignee", &project.assignee);
        sheet.count("tasks", Some(project.tasks.count));
        sheet.add("dimension", &project.dimension);
        sheet.add("bug tracker", &project.bug_tracker);
        sheet.add("made", &day(&project.created_date));
        sheet.add("changed", &day(&project.updated_date));
        let mut worded = Worded::default();
        let row = project.row(&mut worded, Style::default());
        let node = self.project_node(project.organization, Some(id));
        Ok(Parts {
            state: Some(workflow::of_status(&project.status)),
            guide: project.guide_id,
            ..Parts::new(node, row, worded.words, sheet)
        })
    }

    async fn task_parts(&self, node: &NodeRef) -> Result<Parts, PlatformError> {
        let id = number(node, Level::Task)?;
        let Some(task) = self.fresh_task(id).await? else {
            return Ok(unseen(node, id, "task"));
        };
        let mut sheet = Sheet::default();
        match task.size {
            Some(size) => sheet.add("frames", &size.to_string()),
            None => sheet.add("data", "none: the import failed or has not ended"),
        }
        let counts = task.jobs;
        let jobs = format!(
            "{}, {} at validation, {} accepted",
            counts.count, counts.validation, counts.completed
        );
        sheet.add("jobs", &jobs);
        sheet.add("subset", &task.subset);
        sheet.person("owner", &task.owner);
        sheet.person("assignee", &task.assignee);
        sheet.add("kind", mode_word(&task.mode));
        sheet.add("dimension", &task.dimension);
        sheet.add("media", &task.media_type);
        let validation = match &*task.validation_mode {
            "gt" => "ground truth",
            "gt_pool" => "honeypots",
            other => other,
        };
        sheet.add("validation", validation);
        if task.consensus_enabled == Some(true) {
            sheet.add("consensus", "jobs have replicas");
        }
        sheet.count(
            "frames of a job",
            task.segment_size.filter(|size| *size > 0),
        );
        sheet.count("overlap", task.overlap.filter(|frames| *frames > 0));
        sheet.count("compressed to", task.image_quality);
        if let Some(id) = task.data_cloud_storage_id {
            sheet.add("cloud storage", &self.storage(id).await);
        }
        sheet.add("bug tracker", &task.bug_tracker);
        sheet.add("made", &day(&task.created_date));
        sheet.add("changed", &day(&task.updated_date));
        let project = match (task.guide_id, task.project_id) {
            (None, Some(project)) => self.project(project).await.unwrap_or_default(),
            _ => None,
        };
        let mut worded = Worded::default();
        let row = task.row(&mut worded, Style::default());
        let node = self.task_node(task.organization, task.project_id, id);
        Ok(Parts {
            state: Some(workflow::of_status(&task.status)),
            guide: task
                .guide_id
                .or(project.and_then(|project| project.guide_id)),
            ..Parts::new(node, row, worded.words, sheet)
        })
    }

    /// The name of a cloud storage, or its number where it is not to be seen.
    async fn storage(&self, id: u64) -> String {
        let storage: Result<CloudStorage, _> =
            self.get(ask(format!("api/cloudstorages/{id}"))).await;
        match storage {
            Ok(storage) if !storage.display_name.is_empty() => storage.display_name,
            Ok(storage) if !storage.resource.is_empty() => storage.resource,
            _ => format!("#{id}"),
        }
    }

    async fn job_parts(&self, node: &NodeRef) -> Result<Parts, PlatformError> {
        let job = self.fresh_job(number(node, Level::Job)?).await?;
        let mut sheet = Sheet::default();
        sheet.add("type", &type_word(&job.kind));
        if let Some(parent) = job.parent_job_id {
            sheet.add("replica of", &format!("#{parent}"));
        }
        let replicas = job.replicas_count.or(job.consensus_replicas);
        sheet.count("replicas", replicas.filter(|count| *count > 0));
        sheet.add("task", &named(job.task_id, &job.task_name));
        if let Some(project) = job.project_id {
            sheet.add("project", &named(project, &job.project_name));
        }
        sheet.add("frames", &format!("{}–{}", job.start_frame, job.stop_frame));
        if frame_count_differs(&job) {
            sheet.add("of them its own", &map::frame_count(&job).to_string());
        }
        sheet.count("issues", job.issues.map(|issues| issues.count));
        sheet.add("given", &day(&job.assignee_updated_date));
        sheet.add("kind", mode_word(&job.mode));
        sheet.add("dimension", &job.dimension);
        sheet.add("media", &job.media_type);
        if is_spatial(&job) {
            sheet.add(
                "shown",
                "frames and annotations as text: it is a point cloud",
            );
        } else if is_audio(&job) {
            sheet.add("shown", "annotations as text: it is a recording");
        }
        let honeypots = self.honeypots(&job).len();
        sheet.count(
            "honeypots",
            u64::try_from(honeypots).ok().filter(|count| *count > 0),
        );
        sheet.add("bug tracker", &job.bug_tracker);
        sheet.add("made", &day(&job.created_date));
        sheet.add("changed", &day(&job.updated_date));
        let mut worded = Worded::default();
        let row = job.row(&mut worded, Style::default());
        Ok(Parts {
            state: Some(workflow::of_job(&job.stage, &job.state)),
            guide: job.guide_id,
            job: Some(Arc::clone(&job)),
            ..Parts::new(self.job_node(&job), row, worded.words, sheet)
        })
    }

    async fn item_parts(&self, node: &NodeRef) -> Result<Parts, PlatformError> {
        let (id, frame) = (number(node, Level::Job)?, frame_number(node)?);
        let (content, issues) = tokio::try_join!(self.content(id), self.open_issues(id))?;
        let job = Arc::clone(&content.media.job);
        let place = content.media.frames.place(frame).ok_or_else(|| {
            PlatformError::NotFound(Text::line(&format!("frame {frame} of job {id}")))
        })?;
        let marks = Marks {
            issues,
            honeypots: self.honeypots(&job),
        };
        let one = PageRequest {
            offset: u64::try_from(place).unwrap_or(0),
            limit: 1,
        };
        let page = items::rows(&content, &marks, &Query::default(), one);
        let mut sheet = Sheet::default();
        if let Some((width, height)) = content.media.frames.size(frame) {
            sheet.add("size", &format!("{width} × {height}"));
        }
        for fact in items::facts(&content, &marks, frame) {
            sheet.add(&fact.name, &fact.value);
        }
        if is_video(&job) {
            sheet.add("kind", "frame of a video");
        }
        let row = page.rows.into_iter().next();
        let row = row.unwrap_or_else(|| Row::new(Id::Number(u64::from(frame)), Text::default()));
        Ok(Parts {
            guide: job.guide_id,
            ..Parts {
                job: Some(Arc::clone(&job)),
                ..Parts::new(self.item_node(&job, frame), row, page.words, sheet)
            }
        })
    }
}

impl Parts {
    fn new(node: NodeRef, row: Row, words: Words, sheet: Sheet) -> Self {
        Self {
            node,
            row,
            words,
            sheet,
            state: None,
            guide: None,
            job: None,
        }
    }
}

/// Who only holds jobs sees neither their tasks nor their projects.
fn unseen(node: &NodeRef, id: u64, word: &str) -> Parts {
    let mut sheet = Sheet::default();
    let why = format!("your role does not see this {word}; its jobs can be opened");
    sheet.add("not shown", &why);
    let row = Row::new(Id::Number(id), Text::line(&format!("{word} #{id}")));
    Parts::new(node.clone(), row, Words::default(), sheet)
}

fn named(id: u64, name: &str) -> String {
    match name.is_empty() {
        true => format!("#{id}"),
        false => format!("#{id} {name}"),
    }
}

fn frame_count_differs(job: &Job) -> bool {
    let range = job.stop_frame.saturating_sub(job.start_frame);
    map::frame_count(job) != range.saturating_add(1)
}

//! Projects, by pages of the size that the server keeps to without saying so.

use std::collections::HashSet;

use crate::limits;
use crate::model::query::{Count, Facts, Field, Test, contains_ignoring_case};
use crate::model::{
    Id, Level, NodeRef, Page, PageRequest, Query, Row, Sort, SortKey, StatusClass, Text,
};
use crate::platform::PlatformError;
use crate::platform::http::{Ask, Body};

use super::super::LabelStudioPlatform;
use super::super::client::{ask, with};
use super::super::objects::ALL_PROJECTS;
use super::super::people::People;
use super::super::wire::Project;
use super::super::{filter, status};
use super::part::{Cover, Part, capped, seconds};

/// The fields that rows need: whole projects carry their configuration twice.
const FIELDS: &str = "id,title,description,color,is_published,created_at,created_by,organization,\
                      workspace,task_number,finished_task_number,total_annotations_number,\
                      skipped_annotations_number,ground_truth_number,total_predictions_number,\
                      reviewed_number,queue_total,queue_done,state";

/// A query, split in what the list of projects does and what is left to do here.
#[derive(Debug, Default, PartialEq)]
struct Pushed {
    params: Vec<(&'static str, String)>,
    rest: Query,
}

impl Pushed {
    /// The list looks for one part of the title and for ids.
    fn of(query: &Query) -> Self {
        let mut pushed = Self::default();
        let has = |pushed: &Self, name: &str| pushed.params.iter().any(|(known, _)| *known == name);
        for term in &query.terms {
            let word = match &term.test {
                Test::Word(word) => Some(word),
                Test::Field(Field::Name, value) if &**value != "none" => Some(value),
                _ => None,
            };
            let title = word.filter(|word| word.is_ascii() && !word.is_empty());
            let id = match &term.test {
                Test::Field(Field::Id, value) => value.parse::<u64>().ok(),
                _ => None,
            };
            match (title, id) {
                (Some(title), _) if !term.negated && !has(&pushed, "title") => {
                    pushed.params.push(("title", title.to_string()));
                }
                (_, Some(id)) if !term.negated && !has(&pushed, "ids") => {
                    pushed.params.push(("ids", id.to_string()));
                }
                _ => pushed.rest.terms.push(term.clone()),
            }
        }
        match query.sort {
            Some(Sort {
                key: key @ (SortKey::Id | SortKey::Updated),
                descending,
            }) => {
                let sign = if descending { "-" } else { "" };
                let column = if key == SortKey::Id {
                    "id"
                } else {
                    "created_at"
                };
                pushed.params.push(("ordering", format!("{sign}{column}")));
            }
            sort => pushed.rest.sort = sort,
        }
        pushed
    }
}

/// A project, as queries ask about it.
struct Asked<'a> {
    row: &'a Row,
    state: &'a str,
    class: StatusClass,
    owner: &'a str,
}

impl Facts for Asked<'_> {
    fn any_text(&self, field: Field, found: &mut dyn FnMut(&str) -> bool) -> bool {
        match field {
            Field::Name => found(&self.row.name),
            Field::Id => found(&self.row.id.to_string()),
            Field::Project => found(&self.row.name) || found(&self.row.id.to_string()),
            Field::State => found(self.state) || found(self.class.word()),
            Field::Owner => found(self.owner),
            Field::Is => false,
            _ => found(""),
        }
    }

    fn count(&self, count: Count) -> u64 {
        match count {
            Count::Items => u64::from(self.row.items),
            Count::Annotations => u64::from(self.row.annotations),
            Count::Done => u64::from(self.row.done),
            Count::Issues | Count::Rejected => 0,
        }
    }
}

/// Pages as they become rows.
struct Reading<'a> {
    studio: &'a LabelStudioPlatform,
    people: &'a People,
    rest: &'a Query,
    window: std::ops::Range<u64>,
    deep: bool,
    seen: HashSet<u64>,
    part: Part,
}

impl Reading<'_> {
    fn page(&mut self, body: &Body, start: u64) -> Result<(), PlatformError> {
        let listed: super::super::wire::Listed<'_> = body.json()?;
        self.part.count = listed.count;
        for (number, raw) in listed.results.0.iter().enumerate() {
            let place = start + u64::try_from(number).unwrap_or(0);
            match serde_json::from_str::<Project>(raw.get()) {
                Ok(project) if project.id != 0 => self.project(&project, place),
                Ok(_) => self.part.problem(&"a project without an id".into()),
                Err(error) => {
                    let what = format!("{}, results[{number}]: {error}", body.what);
                    self.part.problem(&Text::line(&what));
                }
            }
        }
        Ok(())
    }

    fn project(&mut self, project: &Project, place: u64) {
        self.studio.learn_project(project);
        let mut row = Row::new(Id::Number(project.id), title(project));
        let status = status_of(project);
        row.state = self.part.words.add(&status.word);
        row.class = status.class;
        row.items = capped(project.task_number.unwrap_or(0));
        row.annotations = capped(project.total_annotations_number.unwrap_or(0));
        row.done = capped(project.reviewed_number.unwrap_or(0));
        row.updated_s = seconds(&project.created_at);
        let owner = self.people.of(&project.created_by).unwrap_or_default();
        let asked = Asked {
            row: &row,
            state: &status.word,
            class: status.class,
            owner: &owner,
        };
        if !self.window.contains(&place)
            || !self.rest.matches(&asked)
            || !self.seen.insert(project.id)
        {
            return;
        }
        if self.deep {
            let parent = self.studio.project_node(project.id).parent();
            self.part
                .parents
                .push(parent.unwrap_or_else(|| self.studio.root()));
        }
        self.part.rows.push(row);
    }
}

/// The name of a project.
pub(in super::super) fn title(project: &Project) -> Text {
    match project.title.trim() {
        "" => Text::line(&format!("project {}", project.id)),
        title => Text::line(title),
    }
}

/// The status of a project.
pub(in super::super) fn status_of(project: &Project) -> status::Status {
    status::of_project(
        &project.state,
        project.task_number.unwrap_or(0),
        project.finished_task_number.unwrap_or(0),
        project.total_annotations_number.unwrap_or(0),
    )
}

impl LabelStudioPlatform {
    /// The projects of an organization or workspace, or all.
    pub(super) async fn list_projects(
        &self,
        parent: &NodeRef,
        query: &Query,
        page: PageRequest,
    ) -> Result<Page, PlatformError> {
        let enterprise = self.who().await?.is_enterprise();
        let mut list = with(ask("api/projects/"), "include", FIELDS);
        let place = parent.id_at(Level::Organization);
        match place {
            Some(Id::Number(workspace)) if enterprise => {
                list = with(list, "workspaces", workspace);
            }
            Some(Id::Name(name)) if !(enterprise && &**name == ALL_PROJECTS) => {
                let what = format!("organization {name}");
                return Err(PlatformError::NotFound(Text::line(&what)));
            }
            _ => {}
        }
        // In a workspace rows lie below what was asked about.
        let deep = place.is_none() || (enterprise && matches!(place, Some(Id::Name(_))));
        let pushed = Pushed::of(query);
        let mut asked = list.clone();
        asked.query.extend(pushed.params.iter().cloned());
        let here = filter::words(&pushed.rest);
        let part = match pushed.rest.is_empty() {
            true => {
                self.project_window(&asked, &pushed.rest, deep, page)
                    .await?
            }
            false => self
                .all_projects(&asked, &pushed.rest, deep)
                .await?
                .slice(page),
        };
        let unfiltered = match query.terms.is_empty() {
            true => part.count,
            false => self.count_projects(&list).await?,
        };
        Ok(part.into_page(page, unfiltered, here))
    }

    async fn project_window(
        &self,
        asked: &Ask,
        rest: &Query,
        deep: bool,
        page: PageRequest,
    ) -> Result<Part, PlatformError> {
        let people = self.people().await.unwrap_or_default();
        let cover = Cover::of(page, limits::STUDIO_PROJECTS_PAGE);
        let end = page.offset.saturating_add(u64::from(page.limit));
        let mut reading = Reading {
            studio: self,
            people: &people,
            rest,
            window: page.offset..end,
            deep,
            seen: HashSet::new(),
            part: Part::default(),
        };
        let ask = |number: u64| paged(asked, number, cover.size);
        match self.get(ask(cover.first)).await {
            Ok(body) => reading.page(&body, cover.start(cover.first))?,
            // The list has become shorter.
            Err(PlatformError::NotFound(_)) if cover.first > 1 => {
                reading.part.count = self.count_projects(asked).await?;
            }
            Err(error) => return Err(error),
        }
        let last = cover
            .end(reading.part.count)
            .min(limits::STUDIO_PROJECTS_PAGES);
        let numbers: Vec<u64> = (cover.first + 1..=last).collect();
        let asks = numbers.iter().map(|number| ask(*number)).collect();
        let mut numbers = numbers.into_iter();
        self.client()
            .in_order(asks, |body| {
                let number = numbers.next().unwrap_or(u64::MAX);
                reading.page(&body, cover.start(number))
            })
            .await?;
        Ok(reading.part)
    }

    async fn all_projects(
        &self,
        asked: &Ask,
        rest: &Query,
        deep: bool,
    ) -> Result<Part, PlatformError> {
        let all = PageRequest {
            offset: 0,
            limit: u32::MAX,
        };
        let mut part = self.project_window(asked, rest, deep, all).await?;
        if let Some(order) = rest.sort {
            part.sort(order);
        }
        part.count = u64::try_from(part.rows.len()).unwrap_or(u64::MAX);
        Ok(part)
    }

    async fn count_projects(&self, asked: &Ask) -> Result<u64, PlatformError> {
        let body = self.get(paged(asked, 1, 1)).await?;
        Ok(body.json::<super::super::wire::Listed<'_>>()?.count)
    }

    /// The projects whose name is this, letter case ignored.
    ///
    /// # Errors
    /// Those of the requests.
    pub(in super::super) async fn projects_named(
        &self,
        name: &str,
    ) -> Result<Vec<NodeRef>, PlatformError> {
        self.who().await?;
        let list = with(ask("api/projects/"), "include", FIELDS);
        let asked = with(list, "title", name);
        let part = self.all_projects(&asked, &Query::default(), true).await?;
        let fits = |row: &&Row| contains_ignoring_case(&row.name, &name.to_lowercase());
        let ids = part
            .rows
            .iter()
            .filter(fits)
            .filter_map(|row| match row.id {
                Id::Number(id) => Some(id),
                Id::Name(_) => None,
            });
        Ok(ids.map(|id| self.project_node(id)).collect())
    }
}

fn paged(asked: &Ask, number: u64, size: u64) -> Ask {
    let ask = with(asked.clone(), "page", number);
    with(ask, "page_size", size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_list_knows_is_pushed() {
        let pushed = |raw: &str| {
            let pushed = Pushed::of(&Query::parse(raw).unwrap());
            let params: Vec<String> = pushed
                .params
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            (params.join("&"), filter::words(&pushed.rest).to_string())
        };
        for (raw, params, here) in [
            ("", "", ""),
            ("street", "title=street", ""),
            ("street night", "title=street", "night"),
            ("!street id:3", "ids=3", "!street"),
            ("id:x sort:-id", "ordering=-id", "id:x"),
            ("sort:updated", "ordering=created_at", ""),
            ("straße sort:name", "", "straße sort:name"),
            ("state:completed", "", "state:completed"),
        ] {
            assert_eq!(pushed(raw), (params.to_owned(), here.to_owned()), "{raw}");
        }
    }
}

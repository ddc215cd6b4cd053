//! Organizations, projects, views and tasks of Label Studio as rows, and where nodes are.

mod enterprise;
mod tasks;

use vidimus::model::{Id, Level, StatusClass};
use vidimus::platform::{Platform, PlatformError};

use super::studio_world::*;

#[tokio::test]
async fn it_says_who_answers_and_who_asks() {
    let sim = Sim::start(small());
    let identity = client(&sim, ALICE).identity().await.unwrap();
    assert_eq!(identity.user.as_str(), "Alice Annotator");
    assert_eq!(identity.server.as_str(), "Label Studio 1.23.2");
    assert!(identity.notes.is_empty() && identity.warning.is_none());
    assert!(identity.poll_s.is_some());
    let sim = Sim::start(Options {
        bulk: 0,
        ..Options::old()
    });
    let identity = client(&sim, ADMIN).identity().await.unwrap();
    assert_eq!(identity.server.as_str(), "Label Studio 1.13.1");
    assert_eq!(identity.user.as_str(), "admin@example.com");
    assert!(identity.notes.is_empty(), "{:?}", identity.notes);
    let sim = Sim::start(Options {
        version: "1.30.0".into(),
        ..small()
    });
    let identity = client(&sim, ADMIN).identity().await.unwrap();
    assert_eq!(identity.notes.len(), 1);
    assert!(identity.notes[0].contains("newer than 1.23"));
}

#[tokio::test]
async fn the_configured_organization_is_where_one_begins() {
    let sim = Sim::start(small());
    let mut with = options(&sim, &sim.pat(ADMIN));
    with.organization = Some("label studio".into());
    let open = vidimus::platform::label_studio::LabelStudioPlatform::open;
    let identity = open(with.clone()).unwrap().identity().await.unwrap();
    let start = root().child(Level::Organization, Id::Number(1));
    assert_eq!(identity.start, Some(start));
    with.organization = Some("nowhere".into());
    let identity = open(with).unwrap().identity().await.unwrap();
    assert_eq!(identity.start, None);
    assert!(identity.notes[0].contains("nowhere"));
}

#[tokio::test]
async fn every_level_down_to_the_tasks_is_listed() {
    let sim = Sim::start(small());
    let studio = client(&sim, ADMIN);
    studio.identity().await.unwrap();
    sim.clear_log();
    let page = list(&studio, &root(), Level::Organization, "").await;
    assert_eq!(ids(&page), ["1"]);
    let organization = root().child(Level::Organization, Id::Number(1));
    let page = list(&studio, &organization, Level::Project, "").await;
    let street = page
        .rows
        .iter()
        .find(|row| row.id == Id::Number(1))
        .unwrap();
    assert_eq!(street.name.as_str(), "Street detection");
    assert!(street.items > 40 && street.annotations > 0);
    assert_eq!(street.class, StatusClass::Doing);
    assert_eq!(page.total, page.rows.len() as u64);
    assert!(page.parents.is_empty(), "rows lie below the parent");
    let all = list(&studio, &root(), Level::Project, "").await;
    assert_eq!(all.parents.len(), all.rows.len());
    assert!(all.parents.iter().all(|node| *node == organization));
    let views = list(&studio, &project(1), Level::Task, "").await;
    assert_eq!(ids(&views)[0], "all");
    assert_eq!(names(&views)[0], "All tasks");
    assert!(names(&views).contains(&"To review"));
    sim.clear_log();
    let tasks = list(&studio, &view(1, None), Level::Item, "").await;
    assert_eq!(sim.log().len(), 1, "one request after sign-in");
    assert_eq!(tasks.total, tasks.rows.len() as u64);
    assert_eq!(
        names(&tasks)[..3],
        ["frame_000.jpg", "frame_001.png", "frame_002.png"]
    );
    let first = &tasks.rows[0];
    assert_eq!(first.annotations, 3);
    let people = tasks.words.get(first.assignee);
    assert!(
        people.contains("Alice Annotator") && people.contains("Bob"),
        "{people}"
    );
    assert!(first.updated_s > 1_700_000_000);
    assert_eq!(states(&tasks)[0], "completed");
    assert!(states(&tasks).contains(&"new"));
}

#[tokio::test]
async fn projects_are_searched_and_ordered_by_the_server() {
    let sim = Sim::start(small());
    let studio = client(&sim, ADMIN);
    let found = list(&studio, &root(), Level::Project, "STREET").await;
    assert_eq!(names(&found), ["Street detection"]);
    assert!(found.worked_here.is_empty());
    assert!(found.unfiltered > found.total);
    let one = list(&studio, &root(), Level::Project, "id:3").await;
    assert_eq!(ids(&one), ["3"]);
    let oldest = list(&studio, &root(), Level::Project, "sort:id").await;
    assert_eq!(ids(&oldest)[0], "1");
    let here = list(&studio, &root(), Level::Project, "items>40 sort:name").await;
    assert_eq!(here.worked_here.as_str(), "items>40 sort:name");
    assert!(here.rows.iter().all(|row| row.items > 40));
    assert!(here.rows.is_sorted_by_key(|row| row.name.to_lowercase()));
}

#[tokio::test]
async fn nodes_are_found_by_number_name_and_address() {
    let sim = Sim::start(small());
    let studio = client(&sim, ADMIN);
    let find = async |level, raw: &str| studio.find(level, raw).await.unwrap().unwrap();
    assert_eq!(find(Level::Item, "1").await, [item(1, 1)]);
    assert_eq!(find(Level::Item, "#999999").await, []);
    assert_eq!(find(Level::Project, "3").await, [project(3)]);
    assert_eq!(find(Level::Project, "street det").await, [project(1)]);
    assert_eq!(find(Level::Project, "404").await, []);
    assert_eq!(find(Level::Task, "2").await, [view(1, Some(2))]);
    assert_eq!(find(Level::Organization, "label studio").await.len(), 1);
    assert!(
        studio
            .find(Level::Task, "To review")
            .await
            .unwrap()
            .is_none()
    );
    let base = sim.url();
    for (path, node) in [
        (
            "/projects/1/data?tab=2&task=1",
            view(1, Some(2)).child(Level::Item, Id::Number(1)),
        ),
        ("/projects/1/data?tab=2", view(1, Some(2))),
        ("/projects/1/data", project(1)),
        ("/projects/1/data?task=1", item(1, 1)),
        ("/api/tasks/1/", item(1, 1)),
        ("/projects/", root()),
    ] {
        let found = studio.find_web(&format!("{base}{path}")).await.unwrap();
        assert_eq!(found, Some(node), "{path}");
    }
    let elsewhere = "https://elsewhere.example.com/projects/1";
    assert_eq!(studio.find_web(elsewhere).await.unwrap(), None);
    let detail = studio.detail(&item(1, 1)).await.unwrap();
    let web = detail.web.unwrap();
    assert_eq!(web.as_str(), format!("{base}/projects/1/data?task=1"));
}

#[tokio::test]
async fn details_tell_what_rows_do_not() {
    let sim = Sim::start(small());
    let studio = client(&sim, ADMIN);
    let detail = studio.detail(&project(1)).await.unwrap();
    let fact = |name: &str| {
        let found = detail
            .facts
            .iter()
            .find(|(known, _)| known.as_str() == name);
        found
            .map(|(_, value)| value.to_string())
            .unwrap_or_default()
    };
    assert!(fact("labels").contains("Car"), "{:?}", detail.facts);
    assert!(fact("tasks").ends_with("completed"));
    assert_eq!(detail.guide.as_deref(), Some("Label every car."));
    assert!(detail.transitions.is_empty());
    let detail = studio.detail(&view(1, Some(2))).await.unwrap();
    let filter = detail.facts.iter().find(|(name, _)| &**name == "filter");
    let expected = "total_annotations greater 0 and draft_exists equal false";
    assert_eq!(filter.unwrap().1.as_str(), expected);
    let detail = studio.detail(&item(1, 1)).await.unwrap();
    assert_eq!(detail.page.rows[0].name.as_str(), "frame_000.jpg");
    assert_eq!(detail.state.unwrap().state.as_str(), "completed");
    for node in [root(), root().child(Level::Organization, Id::Number(1))] {
        assert!(!studio.detail(&node).await.unwrap().facts.is_empty());
    }
    let gone = studio.detail(&item(1, 999_999)).await;
    assert!(matches!(gone, Err(PlatformError::NotFound(_))), "{gone:?}");
    let nowhere = root().child(Level::Organization, Id::Number(99));
    let gone = studio.detail(&nowhere).await;
    let gone = gone.unwrap_err().to_string();
    assert_eq!(gone, "api/organizations/99 was not found");
}

//! Organizations, projects, tasks and jobs as rows.

use vidimus::model::{AccountId, Id, StatusClass};

use super::super::cvat_world::{ANNOTATOR, Fault, OWNER, Options, REVIEWER};
use super::*;

fn root() -> NodeRef {
    NodeRef::root(AccountId::new("road"))
}

fn organization(id: u64) -> NodeRef {
    root().child(Level::Organization, Id::Number(id))
}

fn task(id: u64) -> NodeRef {
    organization(1)
        .child(Level::Project, Id::Number(1))
        .child(Level::Task, Id::Number(id))
}

fn bulk(jobs: u64) -> Sim {
    Sim::start(Options {
        jobs,
        ..Options::default()
    })
}

#[tokio::test]
async fn organizations_come_after_the_views_and_the_personal_workspace() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(REVIEWER));
    let page = list(&cvat, &root(), Level::Organization, "").await;
    assert_eq!(ids(&page)[..3], ["mine", "all", "personal"]);
    assert!(page.rows[0].flags.view && page.rows[1].flags.view && !page.rows[2].flags.view);
    assert!(names(&page).contains(&"Road Lab"));
    assert_eq!((page.total, page.unfiltered), (5, 5));
    assert_eq!(sim.log().len(), 1, "one request after sign-in");
    // The window begins among what the server does not know.
    let rest = window(&cvat, &root(), Level::Organization, "", (2, 2)).await;
    assert_eq!(ids(&rest.unwrap())[0], "personal");
}

#[tokio::test]
async fn projects_and_tasks_are_those_of_their_organization() {
    let sim = bulk(0);
    let cvat = client(&sim, key(OWNER));
    let page = list(&cvat, &organization(1), Level::Project, "").await;
    assert_eq!(ids(&page)[..3], ["mine", "all", "none"]);
    assert!(names(&page).contains(&"Street scenes"));
    let loose = organization(1).child(Level::Project, Id::name("none"));
    let page = list(&cvat, &loose, Level::Task, "").await;
    assert_eq!(names(&page), ["empty task (no data)", "poses"]);
    assert!(page.rows[0].flags.troubled, "it has no data");
    let personal = root().child(Level::Organization, Id::name("personal"));
    let loose = personal.child(Level::Project, Id::name("none"));
    let page = list(&cvat, &loose, Level::Task, "").await;
    assert_eq!(names(&page), ["consensus task"]);
    let sent = sim.log().pop().unwrap();
    assert_eq!(sent.organization.as_deref(), Some(""));
}

#[tokio::test]
async fn jobs_of_a_task_stand_in_order_and_say_what_they_are() {
    let sim = bulk(0);
    let cvat = client(&sim, key(OWNER));
    let page = list(&cvat, &task(1), Level::Job, "").await;
    assert_eq!(
        names(&page),
        [
            "#1 frames 0–9",
            "#2 frames 10–19",
            "#3 frames 20–29",
            "#29 ground truth, 6 frames"
        ]
    );
    let first = &page.rows[0];
    assert_eq!((first.items, first.class), (10, StatusClass::ToReview));
    assert_eq!(&**page.words.get(first.stage), "validation");
    assert_eq!(&**page.words.get(first.state), "in progress");
    assert_eq!(&**page.words.get(first.assignee), "annot1");
    assert!(first.updated_s > 1_700_000_000);
    assert!(page.rows[3].flags.truth && page.rows[3].items == 6);
    assert!(page.parents.is_empty() && page.worked_here.is_empty());
    let consensus = root().child(Level::Task, Id::Number(8));
    let page = list(&cvat, &consensus, Level::Job, "").await;
    assert_eq!(page.rows[1].name.as_str(), "#24 frames 0–5, replica of #23");
    // The path asked about is not whole: each row says where it is.
    assert_eq!(page.parents.len(), page.rows.len());
    let place = page.parents[0].to_string();
    assert_eq!(place, "vidimus://road/o:personal/p:none/t:8");
}

#[tokio::test]
async fn somebody_who_only_holds_jobs_works_through_views() {
    let sim = bulk(0);
    let cvat = client(&sim, key(ANNOTATOR));
    let projects = list(&cvat, &organization(1), Level::Project, "").await;
    assert_eq!(ids(&projects), ["mine", "all", "none"]);
    let mine = organization(1).child(Level::View, Id::name("mine"));
    let page = list(&cvat, &mine, Level::Job, "").await;
    assert!(page.total > 3);
    assert_eq!(page.parents.len(), page.rows.len());
    let held = page.rows.iter().map(|row| page.words.get(row.assignee));
    assert!(held.into_iter().all(|name| &**name == "annot1"));
    let sent = sim.log().pop().unwrap().query;
    assert!(
        sent.contains("assignee=annot1"),
        "filters want user names: {sent}"
    );
    let detail = cvat.detail(&task(1)).await.unwrap();
    assert!(
        detail
            .facts
            .iter()
            .any(|(_, value)| value.contains("your role does not see"))
    );
}

#[tokio::test]
async fn a_filter_is_the_servers_where_it_can_be() {
    let sim = bulk(0);
    let cvat = client(&sim, key(OWNER));
    let page = list(&cvat, &task(1), Level::Job, "stage:validation").await;
    assert_eq!(ids(&page), ["1"]);
    assert_eq!((page.total, page.unfiltered), (1, 4));
    assert!(page.worked_here.is_empty());
    let page = list(&cvat, &task(1), Level::Job, "issues>2").await;
    assert_eq!((ids(&page), page.total), (vec!["1".to_owned()], 1));
    assert!(page.worked_here.contains("issues>2"));
    let loose = organization(1).child(Level::Project, Id::name("none"));
    let page = list(&cvat, &loose, Level::Job, "state:\"in progress\"").await;
    assert_eq!(ids(&page), ["14"]);
    let page = list(&cvat, &organization(1), Level::Project, "my").await;
    assert_eq!(ids(&page), ["mine"], "views are found by their names");
}

#[tokio::test]
async fn everything_is_listed_in_order_with_few_requests_at_a_time() {
    let sim = bulk(5_000);
    let cvat = client(&sim, key(OWNER));
    let page = window(&cvat, &root(), Level::Job, "", (0, 100_000)).await;
    let page = page.unwrap();
    let numbers: Vec<u64> = ids(&page).iter().map(|id| id.parse().unwrap()).collect();
    assert_eq!(page.total, u64::try_from(numbers.len()).unwrap());
    assert!(numbers.len() > 5_000 && numbers.is_sorted());
    assert_eq!(page.parents.len(), numbers.len());
    assert!(sim.max_parallel() <= 8);
    let middle = window(&cvat, &root(), Level::Job, "", (197, 200))
        .await
        .unwrap();
    assert_eq!(ids(&middle)[..], ids(&page)[197..397]);
}

#[tokio::test]
async fn a_page_that_is_gone_tells_the_new_total() {
    let sim = bulk(1_000);
    let cvat = client(&sim, key(OWNER));
    let page = window(&cvat, &root(), Level::Job, "", (4_000, 200)).await;
    let page = page.unwrap();
    assert!(page.rows.is_empty() && page.total > 1_000, "{}", page.total);
}

#[tokio::test]
async fn a_broken_element_costs_only_itself() {
    let sim = bulk(0);
    let cvat = client(&sim, key(OWNER));
    let mut fault = Fault::new("GET /api/jobs", "hostile");
    fault.variant = "element".into();
    sim.fault(fault);
    let page = list(&cvat, &task(1), Level::Job, "").await;
    assert!(
        !page.rows.is_empty() && !page.problems.is_empty(),
        "{page:?}"
    );
    for variant in ["enum", "missing", "null"] {
        let mut fault = Fault::new("GET /api/jobs", "hostile");
        fault.variant = variant.into();
        sim.fault(fault);
        let page = list(&cvat, &task(1), Level::Job, "").await;
        assert!(
            page.rows.len() + page.problems.len() > 0,
            "{variant}: {page:?}"
        );
    }
}

#[tokio::test]
async fn nodes_are_found_by_id_name_and_address() {
    let sim = bulk(0);
    let cvat = client(&sim, key(OWNER));
    let found = |nodes: Option<Vec<NodeRef>>| -> Vec<String> {
        nodes.unwrap().iter().map(NodeRef::to_string).collect()
    };
    let job = "vidimus://road/o:1/p:1/t:1/j:1";
    assert_eq!(found(cvat.find(Level::Job, "#1").await.unwrap()), [job]);
    let poses = found(cvat.find(Level::Task, "poses").await.unwrap());
    assert_eq!(poses, ["vidimus://road/o:1/p:none/t:4"]);
    let lab = found(cvat.find(Level::Organization, "roadlab").await.unwrap());
    assert_eq!(lab, ["vidimus://road/o:1"]);
    assert!(found(cvat.find(Level::Job, "9999").await.unwrap()).is_empty());
    assert_eq!(cvat.find(Level::Item, "3").await.unwrap(), None);
    let address = format!("{}/tasks/1/jobs/1?frame=4", sim.url());
    let shown = cvat.find_web(&address).await.unwrap().unwrap();
    assert_eq!(shown.to_string(), format!("{job}/i:4"));
    assert_eq!(
        cvat.detail(&shown).await.unwrap().web.unwrap().as_str(),
        address
    );
    assert_eq!(
        cvat.find_web("https://example.com/tasks/1").await.unwrap(),
        None
    );
}

#[tokio::test]
async fn members_are_those_of_the_organization() {
    let sim = bulk(0);
    let cvat = client(&sim, key(OWNER));
    let members = cvat.members(&task(1), "").await.unwrap();
    let named = |name: &str| members.iter().find(|member| &*member.name == name);
    assert!(named("review1").unwrap().about.contains("Rita Reviewer"));
    assert!(named("review1").unwrap().about.contains("maintainer"));
    assert_eq!(cvat.members(&task(1), "rita").await.unwrap().len(), 1);
    let personal = root().child(Level::Organization, Id::name("personal"));
    let alone = cvat.members(&personal, "").await.unwrap();
    assert_eq!(alone.len(), 1);
    assert_eq!(&*alone[0].name, "owner1");
    assert_eq!(
        cvat.user_id(Some(&Id::Number(1)), "annot1").await.unwrap(),
        3
    );
    assert!(cvat.user_id(Some(&Id::Number(1)), "nobody").await.is_err());
}

#[tokio::test]
async fn details_say_what_a_row_cannot() {
    let sim = bulk(0);
    let cvat = client(&sim, key(OWNER));
    let fact = |detail: &vidimus::platform::Detail, name: &str| {
        let mut facts = detail.facts.iter();
        facts
            .find(|(known, _)| &**known == name)
            .map(|(_, value)| value.to_string())
    };
    let job = cvat
        .detail(&root().child(Level::Job, Id::Number(1)))
        .await
        .unwrap();
    assert_eq!(job.node.to_string(), "vidimus://road/o:1/p:1/t:1/j:1");
    // Who holds it stands in the row, and so not among the facts once more.
    let holder = job.page.words.get(job.page.rows[0].assignee);
    assert_eq!((&**holder, fact(&job, "assignee")), ("annot1", None));
    assert_eq!(job.state.unwrap().words(), "validation · in progress");
    assert!(job.guide.is_some() && job.web.is_some());
    let task = cvat.detail(&task(9)).await.unwrap();
    assert_eq!(fact(&task, "kind").unwrap(), "video");
    assert!(
        task.guide.is_some(),
        "the project's guide counts for its tasks"
    );
    let empty = cvat
        .detail(&root().child(Level::Task, Id::Number(10)))
        .await
        .unwrap();
    assert!(fact(&empty, "data").unwrap().starts_with("none"));
    let lab = cvat.detail(&organization(1)).await.unwrap();
    assert_eq!(fact(&lab, "my role").unwrap(), "owner");
    let project = cvat
        .detail(&organization(1).child(Level::Project, Id::Number(1)))
        .await;
    assert_eq!(
        fact(&project.unwrap(), "owner").unwrap(),
        "owner1 (Olga Owner)"
    );
    let replica = cvat
        .detail(&root().child(Level::Job, Id::Number(24)))
        .await
        .unwrap();
    assert_eq!(fact(&replica, "replica of").unwrap(), "#23");
}

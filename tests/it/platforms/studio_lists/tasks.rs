//! Tasks: filters, orders and views, pages and their number of requests.

use vidimus::model::Row;
use vidimus::platform::PlatformEvent;

use super::*;

const BULK: u64 = 100;

#[tokio::test]
async fn a_hundred_thousand_tasks_open_in_one_request() {
    let sim = Sim::start(Options::default());
    let studio = client(&sim, ADMIN);
    studio.identity().await.unwrap();
    sim.clear_log();
    let page = list(&studio, &view(BULK, None), Level::Item, "").await;
    assert_eq!((page.rows.len(), page.total), (200, 100_000));
    assert_eq!(page.rows[0].name.as_str(), "street_000001.png");
    let log = sim.log();
    assert_eq!(log.len(), 1);
    assert!(log[0].query.contains("hiddenColumns") && log[0].query.contains("include="));
    let rest = window(&studio, &view(BULK, None), Level::Item, "", (99_700, 200)).await;
    assert_eq!(rest.unwrap().rows.len(), 200);
    assert_eq!(sim.log().len(), 3, "a window across two pages");
}

#[tokio::test]
async fn any_window_of_a_list_is_the_same_rows() {
    let sim = Sim::start(small());
    let studio = client(&sim, ADMIN);
    let all = list(&studio, &view(3, None), Level::Item, "").await;
    let whole = window(&studio, &view(3, None), Level::Item, "", (0, 1_000)).await;
    let whole = ids(&whole.unwrap());
    assert!(all.total > 200 && whole.len() as u64 == all.total);
    for (offset, limit) in [(0, 7), (5, 50), (150, 100), (all.total - 1, 10)] {
        let parent = view(3, None);
        let part = window(&studio, &parent, Level::Item, "", (offset, limit)).await;
        let part = part.unwrap();
        let from = usize::try_from(offset).unwrap();
        let expected: Vec<String> = whole
            .iter()
            .skip(from)
            .take(limit as usize)
            .cloned()
            .collect();
        assert_eq!(ids(&part), expected, "{offset} {limit}");
        assert_eq!(part.total, all.total);
    }
    let beyond = window(&studio, &view(3, None), Level::Item, "", (5_000, 10)).await;
    let beyond = beyond.unwrap();
    assert_eq!((beyond.rows.len(), beyond.total), (0, all.total));
}

#[tokio::test]
async fn a_server_that_keeps_to_smaller_pages_is_found_out() {
    let sim = Sim::start(Options {
        task_page_max: Some(30),
        ..small()
    });
    let studio = client(&sim, ADMIN);
    let last = window(&studio, &view(3, None), Level::Item, "", (100, 100)).await;
    let free = Sim::start(small());
    let other = client(&free, ADMIN);
    let expected = window(&other, &view(3, None), Level::Item, "", (100, 100)).await;
    assert_eq!(ids(&last.unwrap()), ids(&expected.unwrap()));
    let all = window(&studio, &view(3, None), Level::Item, "", (0, 1_000)).await;
    let all = all.unwrap();
    assert_eq!(all.rows.len() as u64, all.total);
}

#[tokio::test]
async fn filters_are_the_servers_where_it_knows_them() {
    let sim = Sim::start(small());
    let studio = client(&sim, ADMIN);
    let all = list(&studio, &view(1, None), Level::Item, "").await;
    let fits = |test: &dyn Fn(&Row) -> bool| -> Vec<String> {
        let rows = all.rows.iter().filter(|row| test(row));
        rows.map(|row| row.id.to_string()).collect()
    };
    let word = |row: &Row| all.words.get(row.state).to_string();
    let people = |row: &Row| all.words.get(row.assignee).to_string();
    let cases: [(&str, Vec<String>); 10] = [
        ("id:2", vec!["2".into()]),
        ("frame_01", fits(&|row| row.name.contains("frame_01"))),
        ("!frame_01", fits(&|row| !row.name.contains("frame_01"))),
        ("state:completed", fits(&|row| word(row) == "completed")),
        ("state:new", fits(&|row| word(row) == "new")),
        ("state:skipped", fits(&|row| word(row) == "skipped")),
        ("assignee:bob", fits(&|row| people(row).contains("Bob"))),
        ("!assignee:bob", fits(&|row| !people(row).contains("Bob"))),
        ("assignee:none", fits(&|row| people(row).is_empty())),
        ("annotations>1", fits(&|row| row.annotations > 1)),
    ];
    for (query, expected) in cases {
        let page = list(&studio, &view(1, None), Level::Item, query).await;
        assert_eq!(ids(&page), expected, "{query}");
        assert_eq!(page.worked_here.as_str(), "", "{query}");
        assert_eq!(page.unfiltered, all.total, "{query}");
    }
    let labelled = list(&studio, &view(1, None), Level::Item, "label:sky").await;
    assert!(ids(&labelled).contains(&"1".into()) && labelled.total < all.total);
    let here = list(
        &studio,
        &view(1, None),
        Level::Item,
        "state:doing sort:name",
    )
    .await;
    assert_eq!(here.worked_here.as_str(), "state:doing sort:name");
    assert!(here.rows.iter().all(|row| row.class == StatusClass::Doing));
    assert!(here.rows.is_sorted_by_key(|row| row.name.to_lowercase()));
    let newest = list(&studio, &view(1, None), Level::Item, "sort:-updated").await;
    assert!(newest.rows.is_sorted_by(|a, b| a.updated_s >= b.updated_s));
}

#[tokio::test]
async fn a_view_lists_what_it_was_saved_for_and_takes_filters_beside() {
    let sim = Sim::start(small());
    let studio = client(&sim, ADMIN);
    let parent = view(1, Some(2));
    let seen = list(&studio, &parent, Level::Item, "").await;
    assert!(seen.rows.iter().all(|row| row.annotations > 0));
    let some = list(&studio, &parent, Level::Item, "annotations>1").await;
    assert!(some.total < seen.total && some.unfiltered == seen.total);
    assert!(some.rows.iter().all(|row| row.annotations > 1));
    // Conditions joined by "or" take no others: the rest is worked out here.
    let either = list(&studio, &view(1, Some(3)), Level::Item, "annotations>0").await;
    assert_eq!(either.worked_here.as_str(), "annotations>0");
    // An order of numbers within the data is the view's own.
    let urgent = list(&studio, &view(3, Some(11)), Level::Item, "").await;
    assert!(!urgent.rows.is_empty());
    assert!(sim.log().last().unwrap().query.contains("view=11"));
    assert!(
        urgent
            .rows
            .iter()
            .any(|row| !urgent.words.get(row.assignee).is_empty())
    );
}

#[tokio::test]
async fn a_view_that_the_server_cannot_carry_out_is_named() {
    let sim = Sim::start(small());
    let studio = client(&sim, ADMIN);
    let names = list(&studio, &project(22), Level::Task, "").await;
    assert_eq!(
        names.rows.len(),
        5,
        "all tasks, and four views of which one is no object"
    );
    for (id, title) in [(40, "Reviewed"), (41, "By agreement")] {
        sim.clear_log();
        let error = window(&studio, &view(22, Some(id)), Level::Item, "", (0, 200)).await;
        let words = error.unwrap_err().to_string();
        assert!(
            words.contains(title) && words.contains("All tasks"),
            "{words}"
        );
        assert!(words.contains("Cannot resolve keyword"), "{words}");
        assert_eq!(count(&sim, "/api/tasks/"), 1, "it is not asked again");
    }
    for id in [None, Some(42), Some(43)] {
        let page = list(&studio, &view(22, id), Level::Item, "").await;
        assert_eq!(page.rows.len(), 3);
    }
}

#[tokio::test]
async fn a_task_changed_by_others_is_told_and_read_anew() {
    let sim = Sim::start(small());
    let studio = client(&sim, ADMIN);
    let mut events = studio.events().unwrap();
    studio.detail(&item(1, 1)).await.unwrap();
    list(&studio, &view(1, None), Level::Item, "").await;
    while events.try_recv().is_ok() {}
    sim.meddle(1, ALICE, &serde_json::json!({"ground_truth": true}));
    list(&studio, &view(1, None), Level::Item, "").await;
    let mut changed = false;
    while let Ok(event) = events.try_recv() {
        changed |= matches!(event, PlatformEvent::Changed(node) if node.same(&item(1, 1)));
    }
    assert!(changed);
    sim.clear_log();
    studio.detail(&item(1, 1)).await.unwrap();
    assert_eq!(count(&sim, "/api/tasks/1/"), 1);
}

#[tokio::test]
async fn an_older_server_lists_the_same() {
    let sim = Sim::start(Options {
        bulk: 0,
        ..Options::old()
    });
    let studio = client(&sim, ADMIN);
    let views = list(&studio, &project(1), Level::Task, "").await;
    assert_eq!(ids(&views)[0], "all");
    let page = list(&studio, &view(1, None), Level::Item, "state:completed").await;
    assert!(page.total > 0 && states(&page).iter().all(|word| *word == "completed"));
    assert!(
        page.rows
            .iter()
            .all(|row| !page.words.get(row.assignee).is_empty())
    );
}

#[tokio::test]
async fn states_of_the_servers_own_machine_are_shown_as_they_are() {
    let sim = Sim::start(Options {
        fsm: true,
        ..small()
    });
    let studio = client(&sim, ADMIN);
    let page = list(&studio, &view(1, None), Level::Item, "state:created").await;
    assert!(page.total > 0 && states(&page).iter().all(|word| *word == "created"));
    assert_eq!(page.worked_here.as_str(), "state:created");
}

#[tokio::test]
async fn long_texts_travel_once_and_keep_their_names() {
    let sim = Sim::start(small());
    let studio = client(&sim, ADMIN);
    let with_data = |sim: &Sim| {
        let log = sim.log();
        let mut lists = log.iter().filter(|seen| seen.path.ends_with("/api/tasks/"));
        lists.next_back().unwrap().query.contains("data")
    };
    let first = list(&studio, &view(25, None), Level::Item, "").await;
    assert!(with_data(&sim) && first.rows[0].name.starts_with("Mara"));
    let again = list(&studio, &view(25, None), Level::Item, "").await;
    assert!(!with_data(&sim));
    assert_eq!(names(&again), names(&first));
    // A word that only we can look for needs the texts.
    let found = list(&studio, &view(25, None), Level::Item, "ñandú").await;
    assert!(with_data(&sim) && found.total == 1);
}

#[tokio::test]
async fn data_of_every_kind_has_a_name() {
    let sim = Sim::start(small());
    let studio = client(&sim, ADMIN);
    let page = list(&studio, &view(24, None), Level::Item, "").await;
    assert_eq!(page.total, 18);
    let names = names(&page);
    for (at, name) in [
        (1, "just some words"),
        (2, "task 3"),
        (4, "street.png"),
        (16, "frame_000.png"),
        (17, "task 18"),
    ] {
        assert_eq!(names[at], name);
    }
    assert!(page.problems.is_empty(), "{:?}", page.problems);
    // Tasks of a project without its view in between: rows say where they are.
    let deep = list(&studio, &project(24), Level::Item, "").await;
    assert_eq!(deep.parents, vec![view(24, None); 18]);
}

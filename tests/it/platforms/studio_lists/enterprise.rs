//! What Enterprise lists otherwise.

use super::*;

fn enterprise() -> Sim {
    Sim::start(Options {
        bulk: 0,
        ..Options::enterprise()
    })
}

#[tokio::test]
async fn workspaces_are_the_organizations() {
    let sim = enterprise();
    let studio = client(&sim, ADMIN);
    let identity = studio.identity().await.unwrap();
    assert_eq!(identity.server.as_str(), "Label Studio Enterprise 2.24.0");
    assert!(
        identity.notes.iter().any(|note| note.contains("owner")),
        "{:?}",
        identity.notes
    );
    let page = list(&studio, &root(), Level::Organization, "").await;
    assert_eq!(ids(&page)[..3], ["all", "1", "2"]);
    assert!(names(&page).contains(&"Cities"));
    let cities = root().child(Level::Organization, Id::Number(2));
    let page = list(&studio, &cities, Level::Project, "").await;
    assert!(!page.rows.is_empty() && page.parents.is_empty());
    let everything = root().child(Level::Organization, Id::name("all"));
    let all = list(&studio, &everything, Level::Project, "").await;
    assert!(all.total > page.total);
    assert_eq!(all.parents.len(), all.rows.len());
    let at = all
        .rows
        .iter()
        .position(|row| row.id == Id::Number(1))
        .unwrap();
    assert_eq!(
        all.parents[at], cities,
        "rows say which workspace they are in"
    );
    let found = studio.find(Level::Item, "1").await.unwrap().unwrap();
    assert!(found[0].to_string().contains("/o:2/p:1/"), "{}", found[0]);
}

#[tokio::test]
async fn tasks_tell_reviews_and_open_comments() {
    let sim = enterprise();
    let studio = client(&sim, ADMIN);
    let all = list(&studio, &view(1, None), Level::Item, "").await;
    let page = list(&studio, &view(1, None), Level::Item, "issues>0").await;
    assert_eq!(page.worked_here.as_str(), "issues>0");
    assert!(!page.rows.is_empty() && page.total < all.total);
    let rejected = list(&studio, &view(1, None), Level::Item, "state:rejected").await;
    let known = all
        .rows
        .iter()
        .filter(|row| row.class == StatusClass::Rejected);
    assert_eq!(rejected.rows.len(), known.count());
}

//! Filters: completed, remembered, kept under a name, given with a place in one line.

use vidimus::app::msg::Msg;
use vidimus::app::overlay::Overlay;
use vidimus::config::raw::parse;
use vidimus::config::settings::Settings;
use vidimus::model::Level;

use super::world::World;

fn typed(world: &World) -> String {
    match world.app.overlays.last() {
        Some(Overlay::Prompt(prompt)) => prompt.input.value().to_owned(),
        Some(Overlay::Menu(menu)) => menu.input.value().to_owned(),
        _ => String::new(),
    }
}

fn offered(world: &World) -> Vec<&str> {
    let options = &world.app.completion.options;
    options.iter().map(|option| option.text.as_str()).collect()
}

#[test]
fn fields_and_values_are_completed() {
    let mut world = World::new(30, 5, 1);
    world.keys("/sta");
    assert_eq!(offered(&world), ["state:", "stage:"]);
    world.keys("<tab>");
    assert_eq!(typed(&world), "state:");
    world.keys("<tab>");
    assert_eq!(typed(&world), "stage:");
    world.keys("<s-tab>");
    assert_eq!(typed(&world), "state:");
    // Another letter goes on from there: the words of the rows that were read.
    world.keys("n");
    assert_eq!(offered(&world), ["state:new"]);
    world.keys("<tab>");
    assert_eq!(typed(&world), "state:new");
    world.keys(" !is:fl<tab>");
    assert_eq!(typed(&world), "state:new !is:flagged");
    world.keys(" assignee:@<tab>");
    assert_eq!(typed(&world), "state:new !is:flagged assignee:@me");
    world.keys("<enter>");
    let terms = &world.column().query.terms;
    assert_eq!(
        terms[2].test,
        vidimus::model::query::Test::Field(vidimus::model::query::Field::Assignee, "rev".into()),
        "@me is the reviewer"
    );
    assert!(world.app.completion.options.is_empty());
}

#[test]
fn one_field_goes_on_to_its_values() {
    let mut world = World::new(30, 5, 1);
    world.keys("/verd<tab>");
    assert_eq!(typed(&world), "verdict:");
    assert!(offered(&world).contains(&"verdict:rejected"));
    world.keys("<tab>");
    assert_eq!(typed(&world), "verdict:accepted");
}

#[test]
fn what_is_misread_is_said_with_its_place() {
    let mut world = World::new(30, 5, 1);
    world.keys("/car colour:red");
    let Some(Overlay::Prompt(prompt)) = world.app.overlays.last() else {
        panic!("no prompt");
    };
    let error = prompt.error.as_ref().expect("an error");
    assert!(error.starts_with("at 5: no field 'colour'"), "{error}");
}

#[test]
fn filters_used_before_come_back() {
    let mut world = World::new(30, 5, 1);
    world.keys("/1<enter>/<c-u>2<enter>");
    world.keys("/3<up>");
    assert_eq!(typed(&world), "2", "{:?}", world.app.filters.history);
    world.keys("<up><up>");
    assert_eq!(typed(&world), "1");
    world.keys("<down><down>");
    assert_eq!(typed(&world), "23", "what was being typed");
    world.keys("<esc>");
    let mut again = World::new(30, 5, 1);
    let history = world.app.filters.history_text();
    again.send(Msg::Kept(vec![("filter-history", history)]));
    again.keys("/<up>");
    assert_eq!(typed(&again), "2");
    assert_eq!(again.column().list.total, 12, "and count as typed");
}

#[test]
fn filters_are_kept_under_names() {
    let config = "[filters]\nones = \"1\"\n";
    let settings = Settings::resolve(&parse(config).unwrap(), None, false).unwrap();
    let mut world = World::with(settings, 30, 5, 1);
    world.keys(":save-filter<enter>");
    assert!(world.notice().contains("no filter"), "{}", world.notice());
    world.keys("<esc>/2<enter>:save-filter<enter>twos<enter>");
    assert!(world.asked_now().contains(&"keep"));
    world.keys("/<c-u><enter>g/");
    let Some(Overlay::Menu(menu)) = world.app.overlays.last() else {
        panic!("{}", world.notice());
    };
    let names: Vec<_> = menu.items.iter().map(|item| item.label.as_str()).collect();
    assert_eq!(names, ["ones", "twos"]);
    world.keys("two<enter>");
    assert_eq!(world.column().list.total, 12);
    world.keys(":filter ones<enter>");
    assert_eq!(world.column().filter.as_str(), "1");
    world.keys("g/ones<delete>");
    assert!(world.notice().contains("[filters]"), "{}", world.notice());
    world.keys("g/twos<c-r>deuces<enter>g/deuces<enter>");
    assert_eq!(world.column().filter.as_str(), "2");
    world.keys("g/deuces<delete>g/");
    let Some(Overlay::Menu(menu)) = world.app.overlays.last() else {
        panic!("{}", world.notice());
    };
    assert_eq!(menu.items.len(), 1);
}

#[test]
fn a_place_and_its_filter_are_one_line() {
    let mut world = World::new(30, 5, 1);
    world.keys("h");
    assert_eq!(world.column().level, Level::Task);
    world.keys(":job");
    world.keys("<tab>");
    assert_eq!(typed(&world), "jobs ");
    world.keys("state:<tab>");
    assert_eq!(typed(&world), "jobs state:new");
    world.keys("<c-u>jobs 2<enter>");
    let column = world.column();
    assert_eq!((column.level, column.list.total), (Level::Job, 12));
    world.keys("h:jobs colour:red<enter>");
    assert!(world.notice().contains("no field"), "{}", world.notice());
    assert_eq!(world.column().level, Level::Task, "nothing moved");
    // The platform's own word names the place too.
    world.keys(":splits<enter>:images 3<enter>");
    assert_eq!(world.column().level, Level::Item, "{}", world.notice());
}

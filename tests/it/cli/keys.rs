//! `keys`: what is bound, as data and for people; and what is wrong, with line and column.

use super::world::World;

#[test]
fn every_scope_and_action_is_listed_with_its_keys() {
    let world = World::new();
    let keys = world.json("keys");
    assert_eq!(keys["preset"], "vidimus");
    let scopes = keys["scopes"].as_array().unwrap();
    let words: Vec<_> = scopes
        .iter()
        .map(|one| one["scope"].as_str().unwrap())
        .collect();
    for scope in ["list", "review", "prompt", "menu", "reason", "pager", "aim"] {
        assert!(words.contains(&scope), "{words:?}");
    }
    let of = |keys: &serde_json::Value, action: &str| {
        let review = keys["scopes"].as_array().unwrap().iter();
        let review = review.clone().find(|one| one["scope"] == "review").unwrap();
        let mut actions = review["actions"].as_array().unwrap().iter();
        actions.find(|one| one["action"] == action).unwrap().clone()
    };
    assert_eq!(of(&keys, "accept")["keys"][0], "a");
    assert_eq!(of(&keys, "accept")["changed"], false);
    let right = world.json("keys --preset right");
    assert_eq!(of(&right, "accept")["keys"][0], ";");
    world.config("[ui]\nkeys = \"prodigy\"\n[keys.review]\naccept = [\"Q\", \"<c-a>\"]\n");
    let own = world.json("keys");
    assert_eq!(own["preset"], "prodigy");
    assert_eq!(of(&own, "accept")["keys"].to_string(), "[\"Q\",\"<c-a>\"]");
    assert_eq!(of(&own, "accept")["changed"], true);
    let people = world.run("keys").ends(0).out;
    assert!(people.contains("Q  Ctrl-a"), "{people}");
    let tables = world.run("keys --markdown --preset vidimus").ends(0).out;
    assert!(tables.contains("| `a` | `accept` |"), "{tables}");
    world.run("keys --preset emacs").ends(2);
}

#[test]
fn clashes_are_said_with_line_and_column_at_the_start_and_by_doctor() {
    let world = World::new();
    world.config("[keys.review]\naccept = [\"Q\"]\nskip = [\"Q\"]\n[keys]\nacept = []\n");
    let ran = world.run("keys").ends(2);
    for words in [
        ".toml:3:9: Q is both skip and accept in review",
        ".toml:5:1: unknown action 'acept'; did you mean 'accept'?",
    ] {
        assert!(ran.err.contains(words), "{}", ran.err);
    }
    let doctor = world.json("doctor");
    let problems = doctor["problems"].as_array().unwrap();
    let told: Vec<_> = problems.iter().filter_map(|one| one.as_str()).collect();
    assert!(
        told.iter().any(|one| one.contains(":3:9: Q is both")),
        "{told:?}"
    );
    assert!(
        told.iter().any(|one| one.contains(":5:1: unknown action")),
        "{told:?}"
    );
}

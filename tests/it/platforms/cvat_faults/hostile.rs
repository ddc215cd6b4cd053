//! Answers that are JSON, but not what they should be: what can be read is still there.

use vidimus::platform::Attempt;

use super::super::cvat_world::Fault;
use super::Scene;
use super::calls::{Call, reads};

fn spoilt(kind: &str, variant: &str) -> Fault {
    Fault {
        variant: variant.into(),
        times: 0,
        ..Fault::new("GET *", kind)
    }
}

/// Spoils every answer to a call, then to none: says what the first came to.
async fn under(scene: &Scene, call: &Call, fault: Fault) -> Result<String, String> {
    let about = format!("{} {}", fault.kind, fault.variant);
    let usual = call.run(&scene.fresh(), Attempt::First, "nothing").await;
    let usual = usual.unwrap();
    scene.sim.fault(fault);
    let platform = scene.fresh();
    let answer = call.run(&platform, Attempt::First, &about).await;
    scene.sim.clear_faults();
    let healed = call.run(&platform, Attempt::First, &about).await;
    // What was remembered of odd objects may be known for a while; the call works all the same.
    assert!(healed.is_ok(), "{}, after {about}: {healed:?}", call.name);
    let words = match answer {
        Ok(said) => Ok(format!("{usual}\u{0}{said}")),
        Err(error) => Err(error.to_string()),
    };
    let shown = words.as_ref().map_or_else(String::as_str, |both| {
        both.split('\u{0}').nth(1).unwrap_or_default()
    });
    let odd = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    assert!(!shown.contains(odd), "{}, {about}: {shown:?}", call.name);
    words
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_of_other_shapes_end_no_call_in_a_panic() {
    let scene = Scene::new();
    for call in &reads() {
        for variant in ["deep", "types", "missing", "null"] {
            if let Err(words) = under(&scene, call, spoilt("hostile", variant)).await {
                assert!(words.len() > 8, "{}, {variant}: {words}", call.name);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn values_that_nobody_knows_yet_and_odd_names_are_shown() {
    let scene = Scene::new();
    for call in &reads() {
        for variant in ["enum", "control"] {
            let answer = under(&scene, call, spoilt("hostile", variant)).await;
            assert!(answer.is_ok(), "{}, {variant}: {answer:?}", call.name);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broken_element_costs_itself_and_is_counted() {
    let scene = Scene::new();
    for call in &reads() {
        let both = under(&scene, call, spoilt("hostile", "element")).await;
        let both = both.unwrap_or_else(|words| panic!("{}: {words}", call.name));
        let (usual, said) = both.split_once('\u{0}').unwrap();
        // The other calls tell no rows.
        if !usual.starts_with(|first: char| first.is_ascii_digit()) {
            continue;
        }
        for row in usual.lines().skip(1) {
            assert!(said.contains(row), "{}: {row}\n{said}", call.name);
        }
        assert!(said.contains("\nproblem: "), "{}: {said}", call.name);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lists_without_an_end_end() {
    let scene = Scene::new();
    for call in &reads() {
        for variant in ["", "fresh"] {
            let _ = under(&scene, call, spoilt("endless", variant)).await;
        }
    }
}

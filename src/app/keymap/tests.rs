//! Bindings, presets and layouts as tables, and whatever may be written into a configuration.

use std::collections::HashSet;

use proptest::prelude::*;

use super::*;
use crate::app::actions;
use crate::config::raw::parse;

fn keys(notation: &str) -> Vec<Key> {
    parse_sequence(notation).unwrap()
}

fn settings(config: &str) -> Settings {
    Settings::resolve(&parse(config).unwrap(), None, false).unwrap()
}

fn keymap(config: &str) -> Keymap {
    Keymap::resolve(&settings(config)).unwrap()
}

fn problems(config: &str) -> Vec<KeyProblem> {
    let resolved = Keymap::resolve(&settings(config)).map(|_| config);
    resolved.expect_err("a mistake")
}

#[test]
fn sequences_resolve() {
    let map = Keymap::default();
    let means = |scope, notation| map.meaning(scope, &keys(notation));
    assert_eq!(means(Scope::List, "g"), Meaning::Prefix);
    assert_eq!(means(Scope::List, "gg"), Meaning::Run(Action::First));
    assert_eq!(
        means(Scope::Review, "<lt>"),
        Meaning::Run(Action::PreviousJob)
    );
    assert_eq!(means(Scope::Review, "<c-r>"), Meaning::Run(Action::Redo));
    assert_eq!(means(Scope::List, "gz"), Meaning::Nothing);
    assert_eq!(means(Scope::List, ","), Meaning::Letter(Action::PlayMacro));
    assert_eq!(
        means(Scope::List, ",a"),
        Meaning::RunWith(Action::PlayMacro, 'a')
    );
    assert_eq!(
        means(Scope::List, ",,"),
        Meaning::Letter(Action::RecordMacro)
    );
    assert_eq!(
        means(Scope::List, ",,Q"),
        Meaning::RunWith(Action::RecordMacro, 'Q')
    );
    assert_eq!(means(Scope::List, ",1"), Meaning::Nothing);
    let goes_on = map.continuations(Scope::List, &keys("g"));
    assert!(
        goes_on
            .iter()
            .any(|(rest, row)| rest == "p" && row.name == "projects")
    );
    assert_eq!(map.key(Scope::Review, Action::Redo), Some("Ctrl-r"));
}

#[test]
fn a_disagreement_has_keys_of_its_own() {
    let map = Keymap::default();
    let means = |notation| map.meaning(Scope::Dispute, &keys(notation));
    assert_eq!(means("h"), Meaning::Run(Action::LeftIsRight));
    assert_eq!(means("l"), Meaning::Run(Action::RightIsRight));
    assert_eq!(means("x"), Meaning::Run(Action::NeitherIsRight));
    assert_eq!(means("<tab>"), Meaning::Run(Action::NextAnnotation));
    assert_eq!(means("a"), Meaning::Nothing);
}

#[test]
fn no_preset_has_a_clash_and_all_keep_to_the_rules() {
    for preset in &PRESETS {
        let config = format!("[ui]\nkeys = \"{}\"\n", preset.name);
        let map = Keymap::resolve(&settings(&config));
        let map = map.unwrap_or_else(|problems| panic!("{}: {problems:?}", preset.name));
        for scope in Scope::ALL {
            for row in actions::all().filter(|row| row.is_in(scope)) {
                for (number, shown) in map.keys(scope, row.action).iter().enumerate() {
                    let sequence = Sequence::parse(&shown.notation).unwrap();
                    for key in &sequence.keys {
                        // Prompts know the keys of shells too; none is the only one.
                        let spare = scope.is_text() && number > 0;
                        let place = format!("{} {} {}", preset.name, row.name, shown.notation);
                        assert!(!key.alt || spare, "Alt: {place}");
                        let altgr = "@[]{}\\|~";
                        let of_altgr = matches!(key.code, KeyCode::Char(c) if altgr.contains(c));
                        assert!(!of_altgr, "AltGr: {place}");
                        assert!(!matches!(key.code, KeyCode::F(_)), "function key: {place}");
                        let ascii = !matches!(key.code, KeyCode::Char(c) if !c.is_ascii());
                        assert!(ascii, "{place}");
                    }
                }
            }
        }
        // What the terminals keep for themselves or cannot tell apart gives no verdict.
        for scope in [Scope::List, Scope::Review] {
            for key in ["<enter>", "<c-a>", "<c-b>", "<c-s>", "<c-q>"] {
                let verdict = [Action::Accept, Action::Reject, Action::AcceptAll];
                let meaning = map.meaning(scope, &keys(key));
                assert!(!verdict.map(Meaning::Run).contains(&meaning), "{key}");
            }
        }
    }
}

#[test]
fn every_action_is_reached_in_every_preset() {
    let by_name = [Action::SaveFilter, Action::Macros, Action::Reload];
    for preset in &PRESETS {
        let map = Keymap::of_preset(preset);
        for scope in Scope::ALL {
            for row in actions::all().filter(|row| row.is_in(scope)) {
                let bound = !map.keys(scope, row.action).is_empty();
                let named = scope.is_screen() && by_name.contains(&row.action);
                assert!(bound || named, "{} {scope:?} {}", preset.name, row.name);
            }
            for action in [Action::Cancel, Action::Suspend, Action::Redraw] {
                assert!(map.key(scope, action).is_some(), "{scope:?}");
            }
        }
        for scope in Scope::ALL.into_iter().filter(|scope| scope.is_screen()) {
            assert!(map.key(scope, Action::Palette).is_some());
        }
    }
}

#[test]
fn every_change_of_a_preset_changes_something_that_is_there() {
    for preset in &PRESETS {
        let mut seen = HashSet::new();
        for change in preset.overrides {
            let row = actions::spec(change.action);
            for scope in change.scopes {
                assert!(row.is_in(*scope), "{} {} {scope:?}", preset.name, row.name);
                assert!(seen.insert((*scope, change.action)), "{} twice", row.name);
                let before: Vec<&str> = row.keys(*scope).collect();
                assert_ne!(before, change.keys, "{} {}", preset.name, row.name);
            }
            for key in change.keys {
                Sequence::parse(key).unwrap();
            }
            assert!(!change.because.is_empty());
        }
    }
}

#[test]
fn the_right_hand_has_the_loop() {
    let map = keymap("[ui]\nkeys = \"right\"\n");
    let means = |notation| map.meaning(Scope::Review, &keys(notation));
    assert_eq!(means(";"), Meaning::Run(Action::Accept));
    assert_eq!(means("p"), Meaning::Run(Action::Reject));
    assert_eq!(means("a"), Meaning::Nothing);
}

#[test]
fn actions_are_bound_by_name() {
    let map = keymap(concat!(
        "[keys]\nundo = \"U\"\nnext = [\"<c-n>\", \"f\"]\n",
        "[keys.review]\naccept = [\"Q\", \"<c-a>\", \"gz\"]\nskip = []\nundo = [\"u\"]\n",
        "[keys.prompt]\nsubmit = [\"<c-s>\"]\n",
    ));
    let means = |scope, notation| map.meaning(scope, &keys(notation));
    for notation in ["Q", "<c-a>", "gz"] {
        assert_eq!(means(Scope::Review, notation), Meaning::Run(Action::Accept));
    }
    assert_eq!(means(Scope::Review, "a"), Meaning::Nothing);
    assert_eq!(means(Scope::Review, "s"), Meaning::Nothing);
    assert_eq!(
        means(Scope::List, "a"),
        Meaning::Run(Action::Accept),
        "only in review"
    );
    assert_eq!(
        means(Scope::List, "U"),
        Meaning::Run(Action::Undo),
        "in all scopes"
    );
    assert_eq!(means(Scope::Activity, "U"), Meaning::Run(Action::Undo));
    assert_eq!(
        means(Scope::Review, "u"),
        Meaning::Run(Action::Undo),
        "one scope counts more"
    );
    assert_eq!(means(Scope::Review, "U"), Meaning::Nothing);
    // What is typed stays text, the other key counts.
    assert_eq!(means(Scope::Menu, "f"), Meaning::Nothing);
    assert_eq!(means(Scope::Menu, "<c-n>"), Meaning::Run(Action::Next));
    assert_eq!(means(Scope::Menu, "<down>"), Meaning::Nothing);
    assert_eq!(means(Scope::Prompt, "<c-s>"), Meaning::Run(Action::Submit));
    assert_eq!(means(Scope::Prompt, "<enter>"), Meaning::Nothing);
    assert_eq!(map.key(Scope::Review, Action::Accept), Some("Q"));
}

#[test]
fn mistakes_are_said_with_their_place_and_both_actions() {
    let cases: [(&str, Place, &[&str]); 17] = [
        (
            "[keys]\nacept = [\"Q\"]\n",
            (2, 1),
            &["unknown action 'acept'", "'accept'"],
        ),
        (
            "[keys]\nzzzzzz = [\"Q\"]\n",
            (2, 1),
            &["vidimus keys lists them"],
        ),
        (
            "[keys.reviw]\naccept = [\"Q\"]\n",
            (1, 7),
            &["scope", "'review'"],
        ),
        (
            "[keys]\nlist = [\"Q\"]\n",
            (2, 1),
            &["[keys.list] is a table"],
        ),
        (
            "[keys.review]\naccept = [\"<nokey>\"]\n",
            (2, 11),
            &["<nokey>"],
        ),
        (
            "[keys.review]\naccept = [\"Q\", \"\"]\n",
            (2, 16),
            &["no key"],
        ),
        (
            "[keys.review]\naccept = [\"s\"]\n",
            (2, 11),
            &["s is both accept and skip", "preset 'vidimus'"],
        ),
        (
            "[keys.review]\naccept = [\"Q\"]\nskip = [\"Q\"]\n",
            (3, 9),
            &["Q is both skip and accept", "2:11"],
        ),
        (
            "[keys.review]\naccept = [\"Q\", \"Q\"]\n",
            (2, 16),
            &["accept has Q twice"],
        ),
        (
            "[keys.review]\naccept = [\"g\"]\n",
            (2, 11),
            &["g (accept) is the beginning of", "never"],
        ),
        (
            "[keys.review]\naccept = [\"sx\"]\n",
            (2, 11),
            &["s (skip) is the beginning of sx (accept)"],
        ),
        (
            "[keys.list]\naccept = [\",a\"]\n",
            (2, 11),
            &["play-macro", "accept"],
        ),
        (
            "[keys.list]\nskip = [\"Q\"]\n",
            (2, 1),
            &["skip means nothing in list", "review"],
        ),
        (
            "[keys]\ncancel = [\"<c-g>\"]\n",
            (2, 11),
            &["<esc> or <c-c>"],
        ),
        ("[keys.review]\naccept = [\"5\"]\n", (2, 11), &["digits"]),
        (
            "[keys.prompt]\nsubmit = [\"s\"]\n",
            (2, 11),
            &["text in prompt"],
        ),
        ("[keys]\nplay-macro = [\"Q\"]\n", (2, 15), &["<letter>"]),
    ];
    for (config, at, words) in cases {
        let found = problems(config);
        let first = &found[0];
        assert_eq!(first.at, Some(at), "{config}: {found:?}");
        for word in words {
            assert!(first.problem.contains(word), "{config}: {found:?}");
        }
    }
    let preset = problems("[ui]\nkeys = \"cvta\"\n");
    assert_eq!(preset[0].at, Some((2, 8)));
    assert!(preset[0].problem.contains("'cvat'"), "{preset:?}");
    let own = problems("[keys.reason]\nown-words = [\"w\"]\n");
    assert!(own[0].problem.contains("wrong label"), "{own:?}");
}

#[test]
fn cancel_is_never_lost() {
    for config in ["[keys]\ncancel = []\n", "[keys.review]\ncancel = []\n"] {
        assert!(problems(config)[0].problem.contains("way out"), "{config}");
    }
    let map = keymap("[keys]\ncancel = [\"<c-c>\", \"<c-g>\"]\n");
    assert_eq!(
        map.meaning(Scope::Review, &keys("<c-g>")),
        Meaning::Run(Action::Cancel)
    );
    assert_eq!(map.meaning(Scope::Review, &keys("<esc>")), Meaning::Nothing);
}

#[test]
fn all_mistakes_are_said_at_once_and_once_each() {
    let found = problems("[keys]\nacept = [\"Q\"]\naccept = [\"s\"]\ncancel = []\n");
    assert!(found.len() >= 3, "{found:?}");
    let unique: HashSet<_> = found.iter().map(|one| one.problem.to_string()).collect();
    assert_eq!(unique.len(), found.len(), "{found:?}");
}

#[test]
fn other_layouts_are_mapped_by_place() {
    let map = Keymap::default();
    let key = |c| Key::char(c);
    let placed = |scope, before: &[Key], c| map.placed(scope, before, key(c));
    assert_eq!(placed(Scope::Review, &[], 'ф'), key('a'));
    assert_eq!(placed(Scope::Review, &[key('g')], 'п'), key('g'));
    assert_eq!(placed(Scope::Review, &[], '你'), key('你'));
    assert_eq!(placed(Scope::Menu, &[], 'ф'), key('ф'), "text stays text");
    assert_eq!(
        map.placed(Scope::Prompt, &[], Key::ctrl('ц')),
        Key::ctrl('w')
    );
    let own = keymap("[keys.review]\naccept = [\"ф\"]\n");
    assert_eq!(
        own.placed(Scope::Review, &[], key('ф')),
        key('ф'),
        "bound as it is"
    );
    let off = keymap("[ui]\nlangmap = \"off\"\n");
    assert_eq!(off.placed(Scope::Review, &[], key('ф')), key('ф'));
}

fn any_sequence() -> impl Strategy<Value = String> {
    let key = prop_oneof![
        "[A-Z;'\"!#%&_-]".prop_map(String::from),
        "<c-[d-y]>".prop_map(String::from),
        Just("<f5>".to_owned()),
        Just("<home>".to_owned()),
    ];
    proptest::collection::vec(key, 1..4).prop_map(|keys| keys.concat())
}

fn any_binding() -> impl Strategy<Value = (Option<usize>, usize, Vec<String>)> {
    (
        proptest::option::of(0..Scope::ALL.len()),
        0..actions::all().count(),
        proptest::collection::vec(any_sequence(), 0..3),
    )
}

proptest! {
    /// Whatever is written, the result is either refused with places, or it is what was written
    /// and no sequence in it is out of reach.
    #[test]
    fn bindings_are_taken_as_written_or_refused(
        bindings in proptest::collection::vec(any_binding(), 0..6),
    ) {
        let mut config = String::new();
        let mut wanted = std::collections::BTreeMap::new();
        for (scope, action, keys) in bindings {
            let row = actions::all().nth(action).unwrap();
            let scope = scope.map(|at| Scope::ALL[at]).filter(|scope| row.is_in(*scope));
            wanted.insert((scope, row.name), keys);
        }
        let mut head = String::new();
        for ((scope, name), keys) in &wanted {
            let own = match scope {
                None => "[keys]\n".to_owned(),
                Some(scope) => format!("[keys.{}]\n", scope.word()),
            };
            if own != head {
                config.push_str(&own);
                head = own;
            }
            let quoted: Vec<_> = keys.iter().map(|key| format!("'''{key}'''")).collect();
            config.push_str(&format!("{name} = [{}]\n", quoted.join(", ")));
        }
        let Ok(raw) = parse(&config) else { return Ok(()) };
        let settings = Settings::resolve(&raw, None, false).unwrap();
        match Keymap::resolve(&settings) {
            Err(problems) => prop_assert!(!problems.is_empty()),
            Ok(map) => {
                for ((scope, name), notations) in &wanted {
                    let row = actions::named(name).unwrap();
                    for scope in scope.iter().filter(|scope| !scope.is_text()) {
                        let shown: Vec<_> =
                            map.keys(*scope, row.action).iter().map(|s| s.notation.clone()).collect();
                        prop_assert_eq!(&shown, notations);
                    }
                }
                for scope in Scope::ALL {
                    for row in actions::all() {
                        for shown in map.keys(scope, row.action) {
                            let sequence = Sequence::parse(&shown.notation).unwrap();
                            prop_assert_eq!(sequence.to_string(), shown.notation.clone());
                            let wanted = match sequence.letter {
                                true => Meaning::Letter(row.action),
                                false => Meaning::Run(row.action),
                            };
                            prop_assert_eq!(map.meaning(scope, &sequence.keys), wanted);
                        }
                    }
                }
            }
        }
    }
}

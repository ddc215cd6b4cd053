//! Tests of `yolo`.

use super::*;

fn one(row: &str, task: Task) -> Result<Draft, String> {
    let (mut drafts, mut problems) = parse_labels(row, task);
    drafts
        .pop()
        .ok_or_else(|| problems.pop().unwrap().what.to_string())
}

fn guessed(text: &str) -> Task {
    let mut guess = TaskGuess::default();
    guess.look(text);
    guess.task(None)
}

#[test]
fn rows_of_every_task_are_read() {
    let rect = Rect::new(0.25, 0.375, 0.5, 0.25);
    let draft = one("3 0.5 0.5 0.5 0.25", Task::Detect).unwrap();
    assert_eq!(
        (draft.label, draft.form, draft.id),
        (
            Some(Id::Number(3)),
            Form::Shape(Shape::Box { rect }),
            Some(Id::Number(1))
        )
    );
    let draft = one("0 0.5 0.5 0.5 0.25 0.75", Task::Detect).unwrap();
    assert_eq!((draft.score, draft.source), (Some(0.75), Source::Model));
    let draft = one("0 0 0 1 0 1 1", Task::Segment).unwrap();
    assert!(matches!(draft.form, Form::Shape(Shape::Polygon { rings }) if rings[0].len() == 3));
    let draft = one("1 0 0 1 0 1 1 0 1", Task::Obb).unwrap();
    assert!(matches!(draft.form, Form::Corners(_)));
    let pose = Task::Pose {
        joints: 2,
        numbers: 3,
    };
    let draft = one("0 0.5 0.5 1 1 0.1 0.1 2 0 0 0", pose).unwrap();
    let Form::Shape(Shape::Skeleton { joints, .. }) = draft.form else {
        panic!()
    };
    assert_eq!(
        (joints[0].visibility, joints[1].visibility),
        (Visibility::Visible, Visibility::Absent)
    );
    let pose = Task::Pose {
        joints: 2,
        numbers: 2,
    };
    assert!(one("0 0.5 0.5 1 1 0.1 0.1 0 0", pose).is_ok());
    // A box among polygons stays a box.
    assert!(matches!(
        one("0 0.5 0.5 0.5 0.25", Task::Segment).unwrap().form,
        Form::Shape(Shape::Box { .. })
    ));
}

#[test]
fn rows_that_do_not_fit_are_named() {
    let pose = Task::Pose {
        joints: 2,
        numbers: 3,
    };
    for (row, task, what) in [
        ("0 0.5 0.5 0.5", Task::Detect, "4 columns are none of"),
        (
            "x 0.5 0.5 0.5 0.5",
            Task::Detect,
            "column 1 is not a number",
        ),
        (
            "0 0.5 NaN 0.5 0.5",
            Task::Detect,
            "column 3 is not a number",
        ),
        (
            "0 0.5 1e99 0.5 0.5",
            Task::Detect,
            "column 3 is not a number",
        ),
        (
            "0.5 0.5 0.5 0.5 0.5",
            Task::Detect,
            "column 1 is not a class number",
        ),
        (
            "-1 0.5 0.5 0.5 0.5",
            Task::Detect,
            "column 1 is not a class number",
        ),
        ("0 0.5 0.5 -0.5 0.5", Task::Detect, "negative size"),
        (
            "0 320 240 50 50",
            Task::Detect,
            "column 2 is 320, but coordinates are fractions",
        ),
        ("0 0 0 1 0 1 1 0", Task::Segment, "8 columns are none of"),
        ("0 0.5 0.5 1 1 0.1", pose, "6 columns, but a pose"),
    ] {
        let said = one(row, task).unwrap_err();
        assert!(
            said.starts_with("row left out: ") && said.contains(what),
            "{row}: {said}"
        );
    }
    let (drafts, problems) = parse_labels(
        "\u{feff}0 0.5 0.5 0.5 0.5\r\n\r\nbad\n1 0.5 0.5 0.1 0.1",
        Task::Detect,
    );
    assert_eq!(
        (drafts.len(), problems.len(), problems[0].at.line),
        (2, 1, 3)
    );
}

#[test]
fn the_task_is_guessed_from_the_rows() {
    let obb = "0 0 0 1 0 1 1 0 1\n1 0 0 1 0 1 1 0 1";
    assert_eq!(guessed(""), Task::Detect);
    assert_eq!(
        guessed("0 0.5 0.5 0.1 0.1\n0 0.5 0.5 0.1 0.1 0.9"),
        Task::Detect
    );
    assert_eq!(guessed(obb), Task::Obb);
    assert_eq!(guessed(&format!("{obb}\n0 0 0 1 0 1 1")), Task::Segment);
    assert_eq!(guessed("0 0 0 .1 0 .1 .1 .3 .4 .5 .6"), Task::Segment);
    assert_eq!(
        guessed("0 .5 .5 1 1 .1 .1 2 .2 .2 0"),
        Task::Pose {
            joints: 2,
            numbers: 3
        }
    );
    let mut guess = TaskGuess::default();
    guess.look(obb);
    assert_eq!(
        guess.task(Some((2, 2))),
        Task::Pose {
            joints: 2,
            numbers: 2
        }
    );
}

#[test]
fn data_yaml_in_its_usual_forms() {
    let block = parse_data_yaml(
        "# comment\npath: ../datasets/coco8 # root\ntrain: images/train\nval:\n  - images/val\n  - 'more # val'\ntest:\n\nnc: 2\nkpt_shape: [17, 3]\nflip_idx: [0, 2,\n  1]\nnames:\n  0: person\n  2: \"traffic: light\"\nskeleton: [[1, 2], [2, 3]]\ndownload: |\n  names: no\n  train: no\n",
    )
    .unwrap();
    assert_eq!(block.path.as_deref(), Some("../datasets/coco8"));
    assert_eq!(
        block.splits,
        [
            ("train".into(), vec!["images/train".into()]),
            ("val".into(), vec!["images/val".into(), "more # val".into()])
        ]
    );
    assert_eq!(
        block.names,
        [Some("person".into()), None, Some("traffic: light".into())]
    );
    assert_eq!(
        (block.kpt_shape, block.skeleton.len(), block.problems.len()),
        (Some((17, 3)), 2, 0)
    );
    for names in [
        "names: [a, 'b c']",
        "names: ['a', \"b c\"]",
        "names: {0: a, 1: b c}",
        "names:\n- a\n- b c",
        "names:\n    - 'a'\n    - b c",
    ] {
        let yaml = parse_data_yaml(&format!("train: x\n{names}\n")).unwrap();
        assert_eq!(
            yaml.names,
            [Some("a".into()), Some("b c".into())],
            "{names}"
        );
    }
    assert_eq!(parse_data_yaml("version: 2\nservices: [a]\n"), None);
    assert_eq!(parse_data_yaml(""), None);
    let odd = parse_data_yaml("train: x\nnc: many\nkpt_shape: [a]\nnames: 5\njust text\nval: [x\n")
        .unwrap();
    let lines: Vec<_> = odd.problems.iter().map(|error| error.line).collect();
    assert!(
        [2, 3, 4, 5, 6].iter().all(|line| lines.contains(line)),
        "{:?}",
        odd.problems
    );
    assert!(
        parse_data_yaml("names: {99999999999: a}\ntrain: x")
            .unwrap()
            .names
            .is_empty()
    );
}

proptest::proptest! {
    #[test]
    fn no_text_panics(text in "([0-9. \n:#'\"\\[\\]{},a-c-]|\\PC){0,80}") {
        let mut guess = TaskGuess::default();
        guess.look(&text);
        for task in [guess.task(None), Task::Obb, Task::Pose { joints: usize::MAX, numbers: 3 }] {
            let _ = parse_labels(&text, task);
        }
        let _ = parse_data_yaml(&text);
        let _ = parse_data_yaml(&format!("names: {text}\ntrain: [{text}"));
    }
}

//! Tests of `detect::json`.

use super::super::super::Source;
use super::*;

fn found(files: &[(&str, String)]) -> (Vec<Plan>, Vec<String>) {
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let files = Files::new(Source::Folder(dir.path().into())).unwrap();
    let tree = files.walk(&|| false, &mut |_| {});
    let mut problems = Vec::new();
    let plans = plans(&files, &tree, &|| false, &mut |line| {
        problems.push(line.to_string());
    });
    (plans, problems)
}

fn told(plans: &[Plan]) -> Vec<String> {
    let mut all: Vec<String> = plans
        .iter()
        .map(|plan| {
            let count = plan.files.len();
            format!(
                "{} {}/{} {count}",
                plan.format.word(),
                plan.dataset,
                plan.split
            )
        })
        .collect();
    all.sort();
    all
}

const LABELME: &str = r#"{"version":"5","flags":{},"shapes":[],"imagePath":"a.png"}"#;
const DATALOOP: &str =
    r#"{"_id":"1","filename":"/a.png","annotations":[{"type":"class","metadata":{},"label":"a"}]}"#;
const SUPERVISELY: &str =
    r#"{"description":"","size":{"height":1,"width":1},"tags":[],"objects":[]}"#;
const META: &str = r#"{"classes":[],"tags":[],"projectType":"images"}"#;
const COCO: &str = r#"{"info":{},"images":[],"annotations":[]}"#;
const TASKS: &str = r#"[{"id":1,"data":{"text":"x"},"annotations":[]}]"#;

#[test]
fn formats_are_told_apart_by_content() {
    for (text, what) in [
        (COCO, "COCO a/all 0"),
        (
            r#"{"annotations":[{"id":1,"image_id":2}],"images":[]}"#,
            "COCO a/all 0",
        ),
        (r#"{"annotations":[]}"#, "COCO a/all 0"),
        (r#"{"items":[]}"#, "Datumaro a/all 0"),
        (TASKS, "Label Studio a/all 0"),
        (
            r#" [ {"id":1,"annotator":2,"annotation_id":3,"text":"x"}]"#,
            "Label Studio a/all 0",
        ),
        (r#"[{"data":{"text":"x"}}]"#, "Label Studio a/all 0"),
        (LABELME, "LabelMe dataset/all 1"),
        (DATALOOP, "Dataloop dataset/all 1"),
        (
            r#"{"_id":"1","filename":"/a.png","annotations":[]}"#,
            "Dataloop dataset/all 1",
        ),
        (SUPERVISELY, "Supervisely dataset/all 1"),
    ] {
        let (plans, problems) = found(&[("a.json", text.to_owned())]);
        assert_eq!(told(&plans), [what], "{text}: {problems:?}");
        assert_eq!(problems, [""; 0], "{text}");
    }
    for (text, why) in [
        (
            "{}",
            "a.json: no annotations of a known format (its keys: )",
        ),
        (
            r#"{"a":1,"b":2}"#,
            "a.json: no annotations of a known format (its keys: a, b)",
        ),
        ("[]", "a.json: no annotations (an empty list)"),
        (
            r#"[{"image_id":1,"category_id":2}]"#,
            "a.json: results of COCO without their images; they are not read",
        ),
        (
            r#"[{"x":1}]"#,
            "a.json: a list of no known format (keys of its first element: x)",
        ),
        ("{\"a\"", "a.json: not read: line 1, column 5: expected ':'"),
    ] {
        let (plans, problems) = found(&[("a.json", text.to_owned())]);
        assert_eq!(
            (told(&plans).len(), problems),
            (0, vec![why.to_owned()]),
            "{text}"
        );
    }
}

#[test]
fn projects_own_their_folders_and_others_keep_theirs() {
    let (plans, problems) = found(&[
        ("p/meta.json", META.into()),
        ("p/key_id_map.json", "{}".into()),
        ("p/obj_class_to_machine_color.json", "{}".into()),
        ("p/coco.json", COCO.into()),
        ("p/day/ann/a.png.json", SUPERVISELY.into()),
        ("p/day/ann/b.png.json", SUPERVISELY.into()),
        ("p/day/img_info/a.png.json", "{\"x\":1}".into()),
        ("p/day/datasets/in/ann/c.png.json", SUPERVISELY.into()),
        ("d/json/x/a.json", DATALOOP.into()),
        ("l/a.json", LABELME.into()),
        ("l/tasks.json", TASKS.into()),
        ("v/meta.json", META.replace("images", "videos")),
        ("v/ds/ann/a.mp4.json", "{}".into()),
    ]);
    assert_eq!(
        told(&plans),
        [
            "COCO p/all 0",
            "Dataloop d/x 1",
            "Label Studio l/tasks/all 0",
            "LabelMe l/all 1",
            "Supervisely p/day 2",
            "Supervisely p/day/in 1",
        ]
    );
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].contains("project of videos"), "{problems:?}");
}

#[test]
fn strange_files_get_one_line_a_folder() {
    let mut files: Vec<(String, String)> = (0..300)
        .map(|number| (format!("notes/{number}.json"), "{\"x\":1}".to_owned()))
        .collect();
    files.extend((0..12).map(|number| (format!("broken/{number}.json"), "{".to_owned())));
    let files: Vec<(&str, String)> = files
        .iter()
        .map(|(path, text)| (&**path, text.clone()))
        .collect();
    let (plans, problems) = found(&files);
    assert!(plans.is_empty());
    assert_eq!(problems.len(), 10 + 1 + 1, "{problems:?}");
    let line = "notes/: 300 JSON files are left out, the first one is notes/0.json: no annotations of a known format (its keys: x)";
    assert!(problems.iter().any(|known| known == line), "{problems:?}");
}

#[test]
fn once_it_is_clear_what_a_folder_holds_files_beside_their_pictures_are_taken_for_it() {
    let mut files: Vec<(String, String)> = Vec::new();
    for number in 0..60 {
        files.push((format!("l/{number}.png"), String::new()));
        // Broken ones are the reader's to tell once enough were looked at.
        let text = if number < 50 { LABELME } else { "{" };
        files.push((format!("l/{number}.json"), text.to_owned()));
    }
    files.push(("l/zz.json".into(), COCO.into()));
    let files: Vec<(&str, String)> = files
        .iter()
        .map(|(path, text)| (&**path, text.clone()))
        .collect();
    let (plans, problems) = found(&files);
    assert_eq!(told(&plans), ["COCO l/zz/all 0", "LabelMe l/all 60"]);
    assert!(problems.is_empty(), "{problems:?}");
}

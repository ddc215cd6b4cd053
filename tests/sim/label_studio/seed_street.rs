//! The recorded projects: street pictures, weather, news, mixed media; and the bulk project.

use super::bulk;
use super::seed::recorded;
use super::seed_content::{ALICE, BOB, CAROL, Seed, rectangle, said};
use super::state::{Annotation, Prediction, Task};
use serde_json::{Value, json};

pub const STREET: u64 = 1;
pub const WEATHER: u64 = 2;
pub const NEWS: u64 = 3;
pub const MIXED: u64 = 4;
pub const EMPTY: u64 = 5;
pub const SOUND: u64 = 6;

/// A whole task as it was recorded, with what belongs to it.
fn whole(seed: &mut Seed, body: &Value) {
    let text = |key: &str| body[key].as_str().map(str::to_owned);
    let task = Task {
        id: body["id"].as_u64().expect("a number"),
        project: body["project"].as_u64().expect("a number"),
        inner_id: body["inner_id"].as_u64().expect("a number"),
        data: body["data"].clone(),
        meta: body["meta"].clone(),
        overlap: body["overlap"].as_u64().unwrap_or(1),
        created_at: text("created_at").expect("a time"),
        updated_at: text("updated_at").expect("a time"),
        updated_by: body["updated_by"][0]["user_id"].as_u64(),
        file_upload: text("file_upload"),
        storage_filename: None,
        state: "CREATED".into(),
    };
    seed.state.put_task(task);
    for one in body["annotations"].as_array().into_iter().flatten() {
        annotation(seed, one);
    }
    for one in body["predictions"].as_array().into_iter().flatten() {
        seed.state.put_prediction(Prediction {
            id: one["id"].as_u64().expect("a number"),
            task: one["task"].as_u64().expect("a number"),
            project: one["project"].as_u64().expect("a number"),
            result: one["result"].clone(),
            model_version: one["model_version"].as_str().map(str::to_owned),
            score: one["score"].as_f64(),
            created_at: one["created_at"].as_str().unwrap_or_default().into(),
            updated_at: one["updated_at"].as_str().unwrap_or_default().into(),
        });
    }
}

fn annotation(seed: &mut Seed, one: &Value) {
    let author = one["completed_by"]["id"]
        .as_u64()
        .or(one["completed_by"].as_u64());
    let id = one["id"].as_u64().expect("a number");
    seed.state.put_annotation(Annotation {
        id,
        task: one["task"].as_u64().expect("a number"),
        project: one["project"].as_u64().expect("a number"),
        result: one["result"].clone(),
        completed_by: author.expect("an author"),
        was_cancelled: one["was_cancelled"] == true,
        ground_truth: one["ground_truth"] == true,
        created_at: one["created_at"].as_str().unwrap_or_default().into(),
        updated_at: one["updated_at"].as_str().unwrap_or_default().into(),
        draft_created_at: None,
        lead_time: one["lead_time"].as_f64(),
        last_action: None,
        updated_by: one["updated_by"].as_u64(),
        parent_prediction: None,
        parent_annotation: None,
        unique_id: format!("00000000-0000-4000-a000-{id:012x}"),
    });
}

pub fn all(seed: &mut Seed) {
    street(seed);
    weather(seed);
    news(seed);
    rest(seed);
    bulk_project(seed);
}

fn street(seed: &mut Seed) {
    let detail = recorded("project-detail");
    let text = |key: &str| detail[key].as_str().unwrap_or_default().to_owned();
    seed.project(
        STREET,
        &text("title"),
        &text("description"),
        &text("label_config"),
    );
    for key in [
        "expert_instruction",
        "show_instruction",
        "color",
        "maximum_annotations",
    ] {
        seed.set(STREET, key, detail[key].clone());
    }
    // Numbers 41 to 273 belong to the other projects.
    for n in (1..=40_u64).chain(274..=277) {
        match n {
            1 => whole(seed, &recorded("task-image")),
            31 => whole(seed, &recorded("task-skipped")),
            _ => {
                let hash = n.wrapping_mul(2_654_435_761) % 0xffff_ffff;
                let end = if n.is_multiple_of(3) { "jpg" } else { "png" };
                let name = match n {
                    2 => "809565c4-frame_001.png".into(),
                    3 => "06c46e6f-frame_002.png".into(),
                    _ => format!("{hash:08x}-frame_{:03}.{end}", n - 1),
                };
                seed.task(
                    n,
                    STREET,
                    json!({"image": format!("/data/upload/1/{name}")}),
                );
            }
        }
    }
    let list = recorded("annotations-list");
    list.as_array()
        .into_iter()
        .flatten()
        .for_each(|one| annotation(seed, one));
    seed.annotate_as(
        3,
        1,
        CAROL,
        json!([rectangle("c3a", "Car", [34.0, 4.0, 11.0, 23.0])]),
    );
    seed.annotate_as(
        6,
        3,
        ALICE,
        json!([rectangle("a6a", "Sign", [20.0, 30.0, 15.0, 10.0])]),
    );
    for n in 4..=29_u64 {
        for (at, by) in [ALICE, BOB, CAROL]
            .into_iter()
            .enumerate()
            .take((n % 3 + 1) as usize)
        {
            let shift = at as f64;
            let label = ["Car", "person", "Sign"][(n % 3) as usize];
            let id = format!("s{n}_{at}");
            seed.annotate(
                n,
                by,
                json!([
                    rectangle(
                        &id,
                        label,
                        [10.0 + n as f64 + shift, 20.0 + shift, 15.0, 20.0]
                    ),
                    super::seed_content::shape(
                        &format!("q{n}_{at}"),
                        "quality",
                        "choices",
                        json!({"choices": ["good"]})
                    ),
                ]),
            );
        }
    }
    seed.skip(32, BOB);
    seed.skip(33, CAROL);
    let truth = seed.annotate(
        30,
        CAROL,
        json!([rectangle("t30", "Car", [5.0, 5.0, 40.0, 40.0])]),
    );
    seed.edit(truth, |one| one.ground_truth = true);
    for n in (5..=40_u64).step_by(2) {
        let version = if n.is_multiple_of(4) || n % 4 == 1 {
            "yolo-1"
        } else {
            "yolo-2"
        };
        let result = json!([rectangle(
            &format!("p{n}"),
            "Car",
            [12.0 + n as f64, 21.0, 14.0, 19.0]
        )]);
        seed.predict(n, version, n as f64 / 50.0, result);
    }
    let draft = recorded("drafts")[0]["result"].clone();
    seed.draft(1, Some(1), ALICE, draft.clone());
    seed.draft(34, None, ALICE, draft.clone());
    seed.draft(35, None, BOB, draft);
    for view in recorded("views").as_array().into_iter().flatten() {
        let id = view["id"].as_u64().expect("a number");
        seed.view(id, STREET, view["data"].clone());
        let order = view["order"].as_u64().unwrap_or(0);
        seed.state.views.get_mut(&id).expect("just made").order = order;
    }
}

fn weather(seed: &mut Seed) {
    let detail = recorded("project-detail-classification");
    let config = detail["label_config"].as_str().unwrap_or_default();
    seed.project(
        WEATHER,
        "Weather classification",
        "Image level labels",
        config,
    );
    seed.set(WEATHER, "maximum_annotations", 2.into());
    whole(seed, &recorded("task-classification"));
    for n in 42..=60_u64 {
        let name = format!("{:08x}-frame_{:03}.png", n * 99_991, n - 14);
        seed.task(
            n,
            WEATHER,
            json!({"image": format!("/data/upload/2/{name}")}),
        );
        for by in [ALICE, BOB, CAROL].into_iter().take((n % 3) as usize) {
            let word = ["SUN", "rainy", "snow"][((n + by) % 3) as usize];
            seed.annotate(
                n,
                by,
                json!([
                    said(
                        &format!("w{n}_{by}"),
                        "weather",
                        "img",
                        "choices",
                        json!({"choices": [word]})
                    ),
                    said(
                        &format!("r{n}_{by}"),
                        "stars",
                        "img",
                        "rating",
                        json!({"rating": n % 5 + 1})
                    ),
                ]),
            );
        }
    }
    seed.view(
        10,
        WEATHER,
        json!({
            "title": "Default", "type": "list", "target": "tasks",
            "filters": {"conjunction": "and", "items": []},
        }),
    );
}

fn news(seed: &mut Seed) {
    let page = recorded("projects-page");
    let config = page["results"][1]["label_config"]
        .as_str()
        .unwrap_or_default();
    seed.project(NEWS, "News NER", "People, organisations, places", config);
    for (key, value) in [
        ("maximum_annotations", json!(2)),
        ("overlap_cohort_percentage", json!(50)),
        ("model_version", json!("spacy-3")),
    ] {
        seed.set(NEWS, key, value);
    }
    whole(seed, &recorded("task-text"));
    let other = recorded("tasks-page-all");
    for one in other["tasks"][0]["annotations"]
        .as_array()
        .into_iter()
        .flatten()
    {
        annotation(seed, one);
    }
    if seed.state.annotation(81).is_none() {
        let first = seed.state.annotation(80).expect("recorded").result;
        seed.annotate_as(81, 61, BOB, first);
    }
    let people = ["Ann Ochieng", "José Núñez", "Li Wei", "Zoë Krüger"];
    let firms = ["Globex", "Initech", "Übermut", "Acme"];
    for n in 62..=271_u64 {
        let day = n - 61;
        let (who, firm) = (people[(n % 4) as usize], firms[(n / 4 % 4) as usize]);
        let text = format!("{who} joined {firm} in Nairobi on day {day}. 🚀 café");
        seed.task(
            n,
            NEWS,
            json!({
                "text": text, "source": if n.is_multiple_of(2) { "blog" } else { "wire" },
                "priority": n % 7, "nested": {"a": day},
            }),
        );
        seed.change(n, |task| {
            task.overlap = 1 + n % 2;
            task.meta = json!({"batch": day / 50});
        });
        if n.is_multiple_of(3) || n % 7 == 1 {
            let (start, end) = (0, who.chars().count());
            let by = [ALICE, BOB, CAROL][(n % 3) as usize];
            let firm_at = end + " joined ".len();
            seed.annotate(n, by, json!([
                said(&format!("n{n}a"), "ner", "text", "labels",
                    json!({"start": start, "end": end, "text": who, "labels": ["PER"]})),
                said(&format!("n{n}b"), "ner", "text", "labels",
                    json!({"start": firm_at, "end": firm_at + firm.chars().count(), "text": firm, "labels": ["ORG"]})),
            ]));
        }
    }
    for n in [70, 77, 88] {
        seed.skip(n, BOB);
    }
    seed.predict(
        62,
        "spacy-3",
        0.72,
        json!([said(
            "p62",
            "ner",
            "text",
            "labels",
            json!({"start": 0, "end": 4, "labels": ["PER"]})
        ),]),
    );
    seed.view(11, NEWS, json!({
        "title": "Urgent", "type": "list", "target": "tasks",
        "filters": {"conjunction": "and", "items": [
            {"filter": "filter:tasks:data.priority", "operator": "greater", "type": "Number", "value": 4},
        ]},
        "ordering": ["-tasks:data.priority"], "columnsDisplayType": {"tasks:data.priority": "Number"},
    }));
}

fn rest(seed: &mut Seed) {
    let page = recorded("projects-page");
    let config = page["results"][0]["label_config"]
        .as_str()
        .unwrap_or_default();
    seed.project(
        MIXED,
        "Mixed media",
        "Audio, HTML, time series, dialogue",
        config,
    );
    whole(seed, &recorded("task-mixed"));
    seed.project(EMPTY, "Empty draft", "", "<View></View>");
    let config = "<View><Audio name=\"audio\" value=\"$audio\"/>\
                  <Labels name=\"seg\" toName=\"audio\"><Label value=\"Speech\"/></Labels></View>";
    seed.project(SOUND, "Audio only", "", config);
    seed.task(
        272,
        SOUND,
        json!({"audio": "/data/upload/6/2d895c64-tone.wav"}),
    );
}

fn bulk_project(seed: &mut Seed) {
    if seed.state.options.bulk == 0 {
        return;
    }
    let config = "<View>\n  <Image name=\"image\" value=\"$image\"/>\n  <RectangleLabels name=\"box\" toName=\"image\">\
                  <Label value=\"Car\" background=\"#d62728\"/><Label value=\"Person\" background=\"blue\"/>\
                  <Label value=\"Sign\"/></RectangleLabels>\n</View>";
    seed.project(bulk::PROJECT, "Bulk street", "Very many pictures", config);
    seed.view(20, bulk::PROJECT, json!({
        "title": "Annotated", "type": "list", "target": "tasks",
        "filters": {"conjunction": "and", "items": [
            {"filter": "filter:tasks:total_annotations", "operator": "greater", "type": "Number", "value": 0},
        ]},
    }));
}

//! Label Studio tasks as they are shown: results of several people with every kind of region, texts,
//! sounds and series, pictures from everywhere, and whatever is not right with any of them.

use serde_json::json;
use vidimus::model::content::{DocumentKind, TimeUnit, TimelineKind};
use vidimus::model::{
    Annotation, Content, Id, ItemDetail, NodeRef, ResultKind, Shape, Text, Verdict,
};
use vidimus::platform::label_studio::LabelStudioPlatform;
use vidimus::platform::{ImageBytes, ImageWant, Platform, PlatformError};

use super::studio_world::{self, ADMIN, ALICE, Options, Sim, small};

fn client(sim: &Sim) -> std::sync::Arc<LabelStudioPlatform> {
    studio_world::client(sim, ALICE)
}

fn task(project: u64, task: u64) -> NodeRef {
    studio_world::item(project, task)
}

fn want(number: u8) -> ImageWant {
    ImageWant {
        width: 100,
        height: 100,
        number,
        ahead: false,
        original: false,
    }
}

async fn image(studio: &LabelStudioPlatform, item: &NodeRef) -> Result<ImageBytes, PlatformError> {
    studio.image(item, want(0)).await
}

fn named<'a>(detail: &'a ItemDetail, id: &str) -> &'a Annotation {
    let end = format!("/{id}");
    detail
        .annotations
        .iter()
        .find(|one| one.id.to_string().ends_with(&end))
        .unwrap_or_else(|| panic!("no region {id}"))
}

fn said(annotation: &Annotation) -> Vec<(&str, &str)> {
    annotation
        .attributes
        .iter()
        .map(|one| (one.name.as_str(), one.value.as_str()))
        .collect()
}

fn spans(detail: &ItemDetail) -> Vec<(String, u32, u32)> {
    detail
        .annotations
        .iter()
        .filter_map(|one| match &one.shape {
            Shape::Span { start, end, .. } => Some((one.id.to_string(), *start, *end)),
            _ => None,
        })
        .collect()
}

#[tokio::test]
async fn every_kind_of_region_lies_in_its_picture() {
    let sim = Sim::start(small());
    let studio = client(&sim);
    let detail = studio.annotations(&task(19, 19_001)).await.unwrap();
    assert!(detail.pictured);
    assert_eq!(detail.size, Some((640, 480)));
    let words: Vec<(&str, &str, &str)> = detail
        .annotations
        .iter()
        .filter(|one| one.result == 0)
        .map(|one| {
            let id = match &one.id {
                Id::Name(name) => name.split_once('/').map_or("", |(_, id)| id),
                Id::Number(_) => "",
            };
            (id, one.shape.word(), detail.label_name(one))
        })
        .collect();
    assert_eq!(
        words,
        [
            ("r1", "box", "Car"),
            ("r2", "rotated box", "Sign"),
            ("rl", "box", "Left"),
            ("e1", "ellipse", "Head"),
            ("e2", "ellipse", "unknown label"),
            ("p1", "polygon", "Roof"),
            ("p2", "polygon", "unknown label"),
            ("k1", "points", "Nose"),
            ("k2", "points", "unknown label"),
            ("b1", "mask", "Sky"),
            ("b2", "mask", "unknown label"),
            ("m1", "mask", "Tree"),
            ("v1", "polyline", "Wire"),
            ("o1", "box", "Word"),
            ("q1", "tag", "good"),
        ]
    );
    assert_eq!(
        said(named(&detail, "rl")),
        [
            ("occl", "occluded, truncated"),
            ("sure", "4"),
            ("note", "behind a pole | moving")
        ]
    );
    assert_eq!(said(named(&detail, "o1")), [("text", "STOP")]);
    let area = |id: &str| match &named(&detail, id).shape {
        Shape::Mask { mask } => mask.area(),
        other => panic!("{other:?}"),
    };
    assert_eq!(area("b1"), 12_910);
    // The upper left quarter of a small picture, on the large one.
    assert_eq!(area("m1"), 320 * 240);
    let labels: Vec<&str> = detail.relations[0]
        .labels
        .iter()
        .map(Text::as_str)
        .collect();
    assert_eq!(labels, ["left of"]);
    assert_eq!(detail.relations.len(), 2);
    assert_eq!(detail.results[1].kind, ResultKind::Prediction);
    assert_eq!(detail.results[1].score, Some(0.61));
    assert!(image(&studio, &task(19, 19_001)).await.unwrap().best);
}

#[tokio::test]
async fn results_of_people_come_before_skipped_ones_predictions_and_own_drafts() {
    let sim = Sim::start(small());
    let studio = client(&sim);
    let detail = studio.annotations(&task(26, 26_001)).await.unwrap();
    let results: Vec<(&str, &str, bool, bool, bool)> = detail
        .results
        .iter()
        .map(|one| {
            let kind = one.kind.word();
            (kind, one.author.as_str(), one.mine, one.truth, one.skipped)
        })
        .collect();
    assert_eq!(
        results,
        [
            ("result", "Alice Annotator", true, false, false),
            ("result", "Carol Reviewer", false, true, false),
            ("result", "Bob Boxer", false, false, true),
            ("prediction", "spacy-3", false, false, false),
            ("prediction", "spacy-4", false, false, false),
            ("draft", "Alice Annotator", true, false, false),
        ]
    );
    assert!(matches!(detail.results[3].id, Id::Name(ref name) if name.starts_with("prediction-")));
    assert!(matches!(detail.results[5].id, Id::Name(ref name) if name.starts_with("draft-")));
    assert_eq!(said(named(&detail, "s2")), [("sure", "guess")]);
    assert_eq!(detail.label_name(named(&detail, "s4")), "Place");
    let Content::Document(document) = &detail.contents[0] else {
        panic!("{:?}", detail.contents);
    };
    for one in &detail.annotations {
        if let Shape::Span { start, end, text } = &one.shape {
            let there: String = document
                .text
                .chars()
                .skip(*start as usize)
                .take((end - start) as usize)
                .collect();
            assert_eq!(text.as_str(), there);
        }
    }
    assert!(!detail.pictured);
    assert!(detail.problems.is_empty(), "{:?}", detail.problems);
    // Looking again asks for nothing and gives the same.
    sim.clear_log();
    let again = studio.annotations(&task(26, 26_001)).await.unwrap();
    assert_eq!(again.hash, detail.hash);
    assert_eq!(sim.log().len(), 0, "{:?}", sim.log());
}

#[tokio::test]
async fn a_region_that_was_changed_changes_the_hash_of_its_result_and_item() {
    let sim = Sim::start(small());
    let before = client(&sim).annotations(&task(26, 26_001)).await.unwrap();
    let Id::Number(annotation) = before.results[1].id else {
        panic!();
    };
    sim.meddle(annotation, ALICE, &json!({"result": []}));
    let after = client(&sim).annotations(&task(26, 26_001)).await.unwrap();
    assert_ne!(after.hash, before.hash);
    assert_ne!(after.results[1].hash, before.results[1].hash);
    assert_eq!(after.results[0].hash, before.results[0].hash);
    assert!(after.results[1].is_live());
}

#[tokio::test]
async fn dialogues_and_pages_have_their_spans_by_code_points() {
    let sim = Sim::start(small());
    let studio = client(&sim);
    let talk = studio.annotations(&task(11, 11_001)).await.unwrap();
    let Content::Document(document) = &talk.contents[0] else {
        panic!();
    };
    assert_eq!(document.kind, DocumentKind::Dialogue);
    let turn = |at: usize| document.turns[at].start;
    let found = spans(&talk);
    assert_eq!((found[0].1, found[0].2), (0, 18));
    assert_eq!((found[1].1, found[1].2), (turn(1), turn(1) + 4));
    assert_eq!((found[2].1, found[2].2), (turn(1) + 5, turn(2) + 9));
    assert_eq!(said(named(&talk, "q1")), [("mood", "calm")]);

    let page = studio.annotations(&task(12, 12_001)).await.unwrap();
    let Content::Document(document) = &page.contents[0] else {
        panic!();
    };
    assert_eq!(document.kind, DocumentKind::Html);
    let words: Vec<&str> = page
        .annotations
        .iter()
        .map(|one| match &one.shape {
            Shape::Span { text, .. } => text.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(words, ["Hello World", "Second"]);
    assert!(page.problems.is_empty(), "{:?}", page.problems);
}

#[tokio::test]
async fn a_long_text_keeps_all_its_spans() {
    let sim = Sim::start(small());
    let detail = client(&sim).annotations(&task(25, 25_001)).await.unwrap();
    let Content::Document(document) = &detail.contents[0] else {
        panic!();
    };
    assert_eq!(document.text.chars().count(), 200_000);
    assert_eq!(spans(&detail).len(), 5_000);
    assert!(detail.problems.is_empty(), "{:?}", detail.problems);
}

#[tokio::test]
async fn every_control_of_a_whole_task_is_a_tag_with_its_value() {
    let sim = Sim::start(small());
    let studio = client(&sim);
    let detail = studio.annotations(&task(28, 28_001)).await.unwrap();
    let tags = detail.annotations.iter();
    let tags = tags.map(|one| (one.shape.word(), detail.label_name(one), said(one)));
    let tags: Vec<_> = tags.collect();
    assert_eq!(tags[0], ("tag", "ham", vec![("class", "ham")]));
    assert_eq!(tags[1].2, [("deep", "Animal / Cat, Dog")]);
    assert_eq!(tags[2].2, [("topic", "News / Sport / Football, Other")]);
    assert_eq!(tags[3], ("tag", "stars", vec![("stars", "4")]));
    assert_eq!(tags[4].2, [("count", "2.5")]);
    assert_eq!(tags[6].2, [("answer", "A first line. | And a second.")]);
    assert_eq!(tags[8].0, "unknown");
    let pair = studio.annotations(&task(17, 17_001)).await.unwrap();
    assert_eq!(said(&pair.annotations[0]), [("better", "right")]);
    let rank = studio.annotations(&task(18, 18_001)).await.unwrap();
    assert_eq!(said(&rank.annotations[0]), [("rank", "bad: c; good: b, a")]);
    assert_eq!(said(&rank.annotations[1]), [("rank", "a, b, c")]);
}

#[tokio::test]
async fn sounds_and_series_are_drawn_along_their_time_lines() {
    let sim = Sim::start(small());
    let studio = client(&sim);
    let sound = studio.annotations(&task(13, 13_001)).await.unwrap();
    let Content::Timeline(line) = &sound.contents[0] else {
        panic!();
    };
    assert_eq!(
        (line.kind, line.unit),
        (TimelineKind::Audio, TimeUnit::Seconds)
    );
    assert_eq!(line.range, Some((0.0, 2.0)));
    assert_eq!(
        named(&sound, "s1").shape,
        Shape::Segment {
            start: 0.25,
            end: 1.1,
            channel: Some(0)
        }
    );
    let signal = studio.signal(&task(13, 13_001), 0).await.unwrap();
    assert!((signal.end - 2.0).abs() < 0.01, "{}", signal.end);
    let stereo = studio.signal(&task(13, 13_002), 0).await.unwrap();
    assert_eq!(stereo.channels.len(), 2);
    let missing = studio.signal(&task(13, 13_003), 0).await;
    assert!(missing.is_err());

    for (project, item) in [(14, 14_001), (15, 15_001), (15, 15_002)] {
        let signal = studio.signal(&task(project, item), 0).await.unwrap();
        let names: Vec<&str> = signal
            .channels
            .iter()
            .map(|one| one.name.as_str())
            .collect();
        assert_eq!(names, ["sensor1", "sensor2"], "{item}");
    }
    let dates = studio.annotations(&task(29, 29_001)).await.unwrap();
    let Content::Timeline(line) = &dates.contents[0] else {
        panic!();
    };
    assert_eq!(line.unit, TimeUnit::Date);
    let signal = studio.signal(&task(29, 29_001), 0).await.unwrap();
    let Shape::Segment { start, end, .. } = named(&dates, "d1").shape else {
        panic!();
    };
    assert_eq!(end - start, 6.0 * 86_400.0);
    assert_eq!(start - signal.start, 2.0 * 86_400.0);
}

#[tokio::test]
async fn pages_and_videos_have_their_regions_on_what_they_belong_to() {
    let sim = Sim::start(small());
    let studio = client(&sim);
    let item = task(27, 27_001);
    let pages = studio.annotations(&item).await.unwrap();
    assert_eq!(pages.pictures.len(), 2);
    let on: Vec<u8> = pages.annotations.iter().map(|one| one.on).collect();
    assert_eq!(on, [0, 1, 2]);
    let mut revisions = Vec::new();
    for number in 0..3 {
        revisions.push(studio.image(&item, want(number)).await.unwrap().revision);
    }
    assert!(revisions[0] != revisions[1] && revisions[1] != revisions[2]);
    assert!(studio.image(&item, want(3)).await.is_err());

    let video = studio.annotations(&task(16, 16_001)).await.unwrap();
    assert!(!video.pictured);
    let Content::Timeline(line) = &video.contents[0] else {
        panic!();
    };
    assert_eq!(
        (line.kind, line.range),
        (TimelineKind::Video, Some((1.0, 75.0)))
    );
    assert!(line.silent.is_some());
    let Shape::Track { frames } = &named(&video, "tr1").shape else {
        panic!();
    };
    let seen: Vec<(u32, bool)> = frames.iter().map(|key| (key.frame, key.outside)).collect();
    assert_eq!(seen, [(0, false), (25, false), (26, true), (50, false)]);
    assert_eq!(video.label_name(named(&video, "tr1")), "Cat");
}

#[tokio::test]
async fn results_that_are_not_right_cost_only_themselves() {
    let sim = Sim::start(small());
    let studio = client(&sim);
    let mut details = Vec::new();
    for number in 1..=9 {
        let detail = studio
            .annotations(&task(23, 23_000 + number))
            .await
            .unwrap();
        assert!(detail.annotations.iter().all(|one| one.shape.is_finite()));
        details.push(detail);
    }
    let kinds = |number: usize| -> Vec<&str> {
        let all = &details[number - 1].annotations;
        all.iter().map(|one| one.shape.word()).collect()
    };
    let problem = |number: usize, words: &str| {
        let all = &details[number - 1].problems;
        assert!(
            all.iter().any(|one| one.contains(words)),
            "{number}: {all:?}"
        );
    };
    assert!(kinds(1).is_empty());
    problem(1, "cannot be read");
    assert_eq!(kinds(2), ["box"]);
    assert_eq!(details[1].label_name(&details[1].annotations[0]), "Ghost");
    problem(2, "nowhere");
    let clamped: Vec<(u32, u32)> = spans(&details[2])
        .into_iter()
        .map(|(_, start, end)| (start, end))
        .collect();
    assert_eq!(clamped, [(5, 13), (13, 13), (3, 8), (0, 2), (2, 6)]);
    problem(3, "beyond the text");
    assert_eq!(kinds(4)[..2], ["box", "box"]);
    assert_eq!(kinds(5).len(), 5);
    assert!(
        kinds(5).iter().all(|kind| *kind == "unknown"),
        "{:?}",
        kinds(5)
    );
    problem(5, "mask");
    assert!(kinds(6).is_empty() && details[5].problems.is_empty());
    assert_eq!(kinds(7).len(), 1);
    problem(7, "cannot be read");
    problem(8, "not there");
    assert_eq!(kinds(9), ["unknown"]);
}

#[tokio::test]
async fn configurations_that_cannot_be_read_leave_the_regions_in_place() {
    let sim = Sim::start(small());
    let studio = client(&sim);
    let broken = studio.annotations(&task(21, 21_001)).await.unwrap();
    assert_eq!(broken.label_name(&broken.annotations[0]), "Car");
    assert!(!broken.problems.is_empty());
    assert!(broken.pictured || !broken.contents.is_empty());
    let huge = studio.annotations(&task(30, 30_001)).await.unwrap();
    assert_eq!(huge.label_name(&huge.annotations[0]), "Label 1999");
    assert!(huge.problems.is_empty(), "{:?}", huge.problems);
    assert!(huge.labels.labels.len() >= 2_000);
}

#[tokio::test]
async fn data_of_every_kind_is_shown_or_says_why_not() {
    let sim = Sim::start(small());
    let studio = client(&sim);
    let mut why = Vec::new();
    for number in 1..=17_u64 {
        let item = task(24, 24_000 + number);
        studio.annotations(&item).await.unwrap();
        why.push(match image(&studio, &item).await {
            Ok(_) => String::new(),
            Err(error) => error.to_string(),
        });
    }
    let fine: Vec<usize> = (1..=17)
        .filter(|number| why[number - 1].is_empty())
        .collect();
    for number in [3, 4, 5, 6, 10] {
        assert!(fine.contains(&number), "{number}: {}", why[number - 1]);
    }
    for (number, words) in [
        (1, "no address"),
        (2, "just some words"),
        (7, "storage"),
        (9, "LOCAL_FILES"),
        (15, "just"),
    ] {
        let said = &why[number - 1];
        assert!(!said.is_empty(), "{number}");
        if number != 15 {
            assert!(said.contains(words), "{number}: {said}");
        }
    }
    assert!(!why[7].is_empty() && !why[12].is_empty() && !why[15].is_empty());
}

#[tokio::test]
async fn the_token_goes_to_no_other_server_and_across_no_redirect() {
    let sim = Sim::start(small());
    let studio = client(&sim);
    for number in [4, 5] {
        image(&studio, &task(24, 24_000 + number)).await.unwrap();
    }
    let foreign = sim.foreign_log();
    assert!(foreign.len() >= 2, "{foreign:?}");
    assert!(foreign.iter().all(|seen| seen.authorization.is_none()));
    let own: Vec<_> = sim
        .log()
        .into_iter()
        .filter(|seen| seen.path.contains("/resolve/"))
        .collect();
    assert!(
        own.iter().all(|seen| seen.authorization.is_some()),
        "{own:?}"
    );
}

#[tokio::test]
async fn bytes_are_fetched_once_and_size_comes_from_the_picture_where_nobody_says_it() {
    let sim = Sim::start(small());
    let studio = client(&sim);
    let item = task(19, 19_002);
    let first = studio.annotations(&item).await.unwrap();
    let Id::Number(annotation) = first.results[0].id else {
        panic!();
    };
    let bare = json!([{"id": "x", "type": "rectanglelabels", "from_name": "box", "to_name": "image",
        "value": {"x": 0, "y": 50, "width": 100, "height": 50, "rectanglelabels": ["Car"]}}]);
    sim.meddle(annotation, ALICE, &json!({"result": bare}));
    let studio = client(&sim);
    sim.clear_log();
    let detail = studio.annotations(&item).await.unwrap();
    assert_eq!(detail.size, Some((3, 2)));
    let bounds = detail.annotations[0].shape.bounds().unwrap();
    assert_eq!((bounds.y, bounds.width, bounds.height), (1.0, 3.0, 1.0));
    image(&studio, &item).await.unwrap();
    let fetched = sim
        .log()
        .iter()
        .filter(|seen| seen.path.contains("/data/upload/"))
        .count();
    assert_eq!(fetched, 1);
}

#[tokio::test]
async fn servers_below_a_path_and_old_ones_show_the_same() {
    let below = Sim::start(Options {
        prefix: "/ls".into(),
        ..small()
    });
    let studio = client(&below);
    let detail = studio.annotations(&task(19, 19_001)).await.unwrap();
    assert_eq!(detail.annotations.len(), 16);
    image(&studio, &task(19, 19_001)).await.unwrap();
    image(&studio, &task(24, 24_005)).await.unwrap();
    assert!(
        below
            .foreign_log()
            .iter()
            .all(|seen| seen.authorization.is_none())
    );
}

#[tokio::test]
async fn reviews_of_the_server_are_the_verdicts_on_results() {
    let sim = Sim::start(Options {
        bulk: 0,
        ..Options::enterprise()
    });
    let studio = studio_world::client(&sim, ADMIN);
    let (accepted, rejected) = {
        let state = sim.state();
        let task = |id: u64| state.annotation(id).map(|one| (one.project, one.task));
        (task(4).unwrap(), task(5).unwrap())
    };
    for ((project, id), annotation, verdict) in [
        (accepted, 4, Verdict::Accepted),
        (rejected, 5, Verdict::Rejected),
    ] {
        let detail = studio.annotations(&task(project, id)).await.unwrap();
        let result = detail
            .results
            .iter()
            .find(|one| one.id == Id::Number(annotation))
            .unwrap();
        let judged = result.verdict.as_ref().unwrap();
        assert_eq!(judged.verdict, verdict);
        assert_eq!(judged.by.as_str(), "Carol Reviewer");
        let live = detail.results.iter().filter(|one| one.is_live()).count();
        assert_eq!(detail.verdict.is_some(), live == 1);
    }
}

#[tokio::test]
async fn a_marker_of_a_reviewer_is_a_fact_of_its_result() {
    let sim = Sim::start(small());
    let before = client(&sim).annotations(&task(26, 26_001)).await.unwrap();
    let Id::Number(annotation) = before.results[0].id else {
        panic!();
    };
    let set = json!({"last_action": "rejected"});
    sim.meddle(annotation, studio_world::CAROL, &set);
    let after = client(&sim).annotations(&task(26, 26_001)).await.unwrap();
    let facts = &after.results[0].facts;
    let marker = facts
        .iter()
        .find(|fact| fact.name.as_str() == "review marker");
    assert_eq!(marker.unwrap().value.as_str(), "rejected by Carol Reviewer");
    assert_eq!(after.hash, before.hash);
}

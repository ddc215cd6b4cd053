//! Frames of a job, what is drawn on them, and their pictures.

use vidimus::model::geometry::Visibility;
use vidimus::model::{Annotation, Id, ItemDetail, Shape};
use vidimus::platform::{ImageWant, PlatformEvent};

use super::super::cvat_world::{ANNOTATOR, OWNER, Options, REVIEWER, frame, job};
use super::*;

fn want() -> ImageWant {
    ImageWant {
        width: 100,
        height: 100,
        number: 0,
        ahead: false,
        original: false,
    }
}

fn of_kind<'a>(item: &'a ItemDetail, word: &str) -> &'a Annotation {
    let mut all = item.annotations.iter();
    all.find(|annotation| annotation.shape.word() == word)
        .unwrap_or_else(|| panic!("no {word}: {item:?}"))
}

fn value<'a>(annotation: &'a Annotation, name: &str) -> &'a str {
    let mut all = annotation.attributes.iter();
    all.find(|attribute| &*attribute.name == name)
        .map_or("", |attribute| &attribute.value)
}

#[tokio::test]
async fn frames_of_a_job_come_with_names_counts_and_marks() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(OWNER));
    let page = list(&cvat, &job(1), Level::Item, "").await;
    assert_eq!((page.total, page.rows.len()), (10, 10));
    assert_eq!(page.rows[4].name.as_str(), "street0_0004.jpg");
    assert!(page.rows[7].flags.deleted && !page.rows[6].flags.deleted);
    assert_eq!(page.rows[0].annotations, 6);
    let issues: u32 = page.rows.iter().map(|row| u32::from(row.issues)).sum();
    let open = sim
        .state()
        .issues
        .values()
        .filter(|one| one.job == 1 && !one.resolved)
        .count();
    assert_eq!(usize::try_from(issues).unwrap(), open);
    let page = list(&cvat, &job(1), Level::Item, "is:deleted").await;
    assert_eq!((ids(&page), page.unfiltered), (vec!["7".to_owned()], 10));
    let page = list(&cvat, &job(1), Level::Item, "label:pose").await;
    assert_eq!(ids(&page), ["1"]);
    let page = window(&cvat, &job(1), Level::Item, "", (8, 200))
        .await
        .unwrap();
    assert_eq!(ids(&page), ["8", "9"]);
}

#[tokio::test]
async fn opening_a_job_asks_for_everything_together() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(OWNER));
    let task = NodeRef::parse("vidimus://road/o:1/p:1/t:1").unwrap();
    list(&cvat, &task, Level::Job, "").await;
    sim.clear_log();
    let item = frame(1, 0);
    let (drawn, picture) = tokio::join!(cvat.annotations(&item), cvat.image(&item, want()));
    drawn.unwrap();
    assert!(picture.unwrap().bytes.len() > 100);
    assert_eq!(
        paths(&sim),
        [
            "/api/jobs/1/annotations",
            "/api/jobs/1/data",
            "/api/jobs/1/data/meta",
            "/api/labels"
        ]
    );
    // The next frame needs its picture only.
    sim.clear_log();
    let next = frame(1, 1);
    let (drawn, picture) = tokio::join!(cvat.annotations(&next), cvat.image(&next, want()));
    assert!(drawn.is_ok() && picture.is_ok());
    assert_eq!(paths(&sim), ["/api/jobs/1/data"]);
}

#[tokio::test]
async fn every_type_of_shape_is_decoded() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(OWNER));
    let item = cvat.annotations(&frame(1, 0)).await.unwrap();
    assert_eq!(item.node.to_string(), "vidimus://road/o:1/p:1/t:1/j:1/i:0");
    assert_eq!(item.size, Some((640, 480)));
    assert!(item.problems.is_empty(), "{:?}", item.problems);
    let turned = of_kind(&item, "rotated box");
    assert!(matches!(turned.shape, Shape::RotatedBox { degrees, .. } if degrees == 330.0));
    assert_eq!((turned.id.clone(), turned.z), (Id::Number(1), 1));
    assert_eq!(
        item.annotations.last().unwrap().id,
        turned.id,
        "higher is nearer"
    );
    assert_eq!(value(turned, "color"), "red");
    assert_eq!(of_kind(&item, "polygon").group, Some(1));
    let Shape::Cuboid { points } = &of_kind(&item, "cuboid").shape else {
        panic!()
    };
    // Front face clockwise from its left top: the server has tops before bottoms.
    let front: Vec<(f32, f32)> = points[..4].iter().map(|p| (p.x, p.y)).collect();
    assert_eq!(
        front,
        [(200., 200.), (260., 210.), (260., 310.), (200., 300.)]
    );
    let tag = of_kind(&item, "tag");
    assert_eq!(tag.id, Id::name("tag:1"));
    assert!(item.facts.iter().any(|fact| &*fact.name == "tag"));
    let item = cvat.annotations(&frame(1, 1)).await.unwrap();
    let Shape::Ellipse {
        rx, ry, degrees, ..
    } = of_kind(&item, "ellipse").shape
    else {
        panic!()
    };
    assert!((rx - 38.4).abs() < 0.01 && (ry - 48.0).abs() < 0.01 && degrees == 20.0);
    let Shape::Skeleton { joints, edges } = &of_kind(&item, "skeleton").shape else {
        panic!()
    };
    assert_eq!((joints.len(), edges.len()), (4, 3));
    assert!(
        joints
            .iter()
            .any(|joint| joint.visibility == Visibility::Absent)
            || joints
                .iter()
                .all(|joint| joint.visibility == Visibility::Visible)
    );
    let masked = cvat.annotations(&frame(1, 2)).await.unwrap();
    assert!(matches!(of_kind(&masked, "mask").shape, Shape::Mask { .. }));
    let pose = item
        .labels
        .labels
        .iter()
        .find(|label| &*label.name == "pose")
        .unwrap();
    assert_eq!(pose.joints.len(), 4);
    assert_eq!(
        item.labels
            .labels
            .iter()
            .filter(|label| label.parent.is_some())
            .count(),
        4
    );
    assert!(item.labels.labels.iter().all(|label| label.color.is_some()));
}

#[tokio::test]
async fn tracks_move_between_their_key_frames() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(OWNER));
    let item = cvat.annotations(&frame(9, 1)).await.unwrap();
    assert_eq!(item.name.as_str(), "frame 1");
    let car = item
        .annotations
        .iter()
        .find(|one| one.id == Id::name("track:1"))
        .unwrap();
    let Shape::RotatedBox { rect, degrees } = car.shape else {
        panic!("{car:?}")
    };
    assert!((rect.x - 50.0).abs() < 0.01 && (rect.y - 155.71).abs() < 0.01);
    assert!((degrees - 1.43).abs() < 0.01);
    assert_eq!(
        (value(car, "color"), value(car, "track")),
        ("red", "between the key frames 0 and 7")
    );
    let video = item.video.as_ref().unwrap();
    assert_eq!((video.place, video.number), (1, 1));
    let trace = video.trace(&car.id).unwrap();
    assert_eq!(trace.here, vidimus::model::video::Standing::Between);
    assert_eq!(trace.keys.first(), Some(&0));
    assert!(trace.keys.iter().all(|key| video.keys.contains(key)));
    let street = cvat.annotations(&frame(1, 0)).await.unwrap();
    assert!(street.video.is_none());
    let page = list(&cvat, &job(9), Level::Item, "").await;
    assert_eq!(u64::from(video.count), page.total);
    for place in [0_u64, 5, 12, 14] {
        let item = cvat.annotations(&frame(9, place)).await.unwrap();
        let row = &page.rows[usize::try_from(place).unwrap()];
        assert_eq!(
            usize::try_from(row.annotations).unwrap(),
            item.annotations.len(),
            "{place}"
        );
    }
    let gone = cvat.annotations(&frame(9, 12)).await.unwrap();
    assert!(
        gone.annotations
            .iter()
            .all(|one| one.id != Id::name("track:1"))
    );
}

#[tokio::test]
async fn ground_truth_jobs_own_some_of_the_frames() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(OWNER));
    let page = list(&cvat, &job(29), Level::Item, "").await;
    assert_eq!(ids(&page), ["1", "11", "13", "16", "22", "23"]);
    assert_eq!(page.rows[1].name.as_str(), "street0_0011.jpg");
    assert!(page.rows.iter().all(|row| row.flags.truth));
    // Start 6 and step 3: numbers in the media are others than in the task.
    let page = list(&cvat, &job(33), Level::Item, "").await;
    assert_eq!(ids(&page), ["2", "5", "11"]);
    assert_eq!(names(&page)[0], "frame 2");
    let other = cvat.annotations(&frame(33, 3)).await.unwrap_err();
    assert!(matches!(other, PlatformError::NotFound(_)));
}

#[tokio::test]
async fn honeypots_are_marked_for_those_who_may_know() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(REVIEWER));
    let mut events = cvat.events().unwrap();
    let before = list(&cvat, &job(15), Level::Item, "").await;
    assert_eq!(before.total, 8);
    loop {
        match events.recv().await.unwrap() {
            PlatformEvent::Changed(node) if node.id() == Some(&Id::Number(15)) => break,
            _ => {}
        }
    }
    let page = list(&cvat, &job(15), Level::Item, "is:truth").await;
    assert_eq!(ids(&page), ["1", "4"]);
    let item = cvat.annotations(&frame(15, 1)).await.unwrap();
    assert!(
        item.facts
            .iter()
            .any(|fact| &*fact.value == "a copy of frame 26")
    );
    // Whoever only holds the job is not told; whoever asks for all rows waits for what there is.
    let annotator = client(&sim, key(ANNOTATOR));
    let page = window(&annotator, &job(15), Level::Item, "", (0, 2_000))
        .await
        .unwrap();
    assert!(page.rows.iter().all(|row| !row.flags.truth));
    let again = client(&sim, key(REVIEWER));
    let page = window(&again, &job(15), Level::Item, "", (0, 2_000))
        .await
        .unwrap();
    assert_eq!(page.rows.iter().filter(|row| row.flags.truth).count(), 2);
}

#[tokio::test]
async fn pictures_are_compressed_ones_until_looked_at_closely() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(OWNER));
    let item = frame(1, 3);
    let small = cvat.image(&item, want()).await.unwrap();
    let original = ImageWant {
        original: true,
        ..want()
    };
    let large = cvat.image(&item, original).await.unwrap();
    assert!(!small.best && large.best && small.revision != large.revision);
    let sent = asked(&sim).join(" ");
    assert!(sent.contains("quality=compressed") && sent.contains("quality=original"));
    let outside = cvat.image(&frame(1, 10), want()).await.unwrap_err();
    assert!(
        outside
            .to_string()
            .contains("Incorrect requested frame number: 10"),
        "{outside}"
    );
    assert_eq!(
        cvat.image(&item, want()).await.unwrap().revision,
        small.revision
    );
}

#[tokio::test]
async fn context_images_come_out_of_their_archive() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(OWNER));
    let item = cvat.annotations(&frame(14, 0)).await.unwrap();
    assert_eq!(item.pictures.len(), 2);
    for number in [1, 2] {
        let picture = cvat
            .image(&frame(14, 0), ImageWant { number, ..want() })
            .await
            .unwrap();
        assert!(picture.best && picture.bytes.len() > 10);
    }
    let archives = asked(&sim)
        .iter()
        .filter(|path| path.contains("context_image"))
        .count();
    assert_eq!(archives, 1, "one archive holds them all");
    let none = cvat
        .image(
            &frame(1, 0),
            ImageWant {
                number: 1,
                ..want()
            },
        )
        .await
        .unwrap_err();
    assert!(matches!(none, PlatformError::NotFound(_)));
}

#[tokio::test]
async fn a_job_that_changed_is_read_anew() {
    let sim = Sim::start(Options::default());
    let cvat = client(&sim, key(OWNER));
    let before = cvat.annotations(&frame(1, 0)).await.unwrap();
    let again = cvat.annotations(&frame(1, 0)).await.unwrap();
    assert_eq!(before.hash, again.hash);
    sim.edit("job", 1, serde_json::json!({"state": "completed"}))
        .unwrap();
    cvat.detail(&job(1)).await.unwrap();
    sim.clear_log();
    cvat.annotations(&frame(1, 0)).await.unwrap();
    assert!(paths(&sim).contains(&"/api/jobs/1/annotations".to_owned()));
}

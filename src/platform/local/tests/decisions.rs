//! Operations on what is being read, and how decisions show.

use super::*;

/// A folder of 2,000 images that is only just being read, and an operation on its last one.
fn just_opened() -> (tempfile::TempDir, Arc<LocalPlatform>, Operation) {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("data")).unwrap();
    let images: Vec<_> = (0..2_000)
        .map(|id| serde_json::json!({"id": id, "file_name": format!("{id:04}.png")}))
        .collect();
    let coco = serde_json::json!({"images": images, "annotations": [], "categories": []});
    fs::write(dir.path().join("data/instances.json"), coco.to_string()).unwrap();
    let store = Store::open(&dir.path().join("state.db")).unwrap();
    let options = LocalOptions {
        account: AccountId::new("local-x"),
        name: "x".into(),
        user: "ana".into(),
        batch: 100,
        read_only: None,
    };
    let link = "vidimus://local-x/o:library/p:instances/t:all/j:1901-2000/i:1999.png";
    let operation = Operation {
        id: OpId {
            session: 1,
            number: 1,
        },
        at: Timestamp(5_000),
        who: "ana".into(),
        target: NodeRef::parse(link).unwrap(),
        name: "1999.png".into(),
        change: Change::Flag {
            before: false,
            after: true,
        },
    };
    let source = Source::Folder(dir.path().join("data"));
    let platform = LocalPlatform::open(source, options, store).unwrap();
    (dir, platform, operation)
}

fn timed() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_time().build().unwrap()
}

#[test]
fn an_operation_waits_until_its_item_has_been_read() {
    let (_dir, platform, operation) = just_opened();
    let runtime = timed();
    runtime
        .block_on(platform.apply(&operation, Attempt::First))
        .unwrap();
    let absent = Operation {
        target: NodeRef::parse(&operation.target.to_string().replace("1999.png", "x.png")).unwrap(),
        ..operation
    };
    let refused = runtime.block_on(platform.apply(&absent, Attempt::First));
    assert!(matches!(refused, Err(PlatformError::NotFound(_))));
    assert!(!platform.is_reading(), "only then it is known to be absent");
}

#[test]
fn an_operation_on_what_was_not_read_to_the_end_is_not_lost() {
    let (_dir, platform, operation) = just_opened();
    platform.stop();
    match timed().block_on(platform.apply(&operation, Attempt::First)) {
        // Reading was quicker.
        Ok(_) => {}
        Err(error) => assert_ne!(error.retry(), crate::platform::Retry::Never, "{error}"),
    }
}

#[test]
fn decisions_show_in_rows_and_filters() {
    let png = picture(20, 10);
    let files: &[(&str, &[u8])] = &[("instances_train.json", COCO.as_bytes()), ("b.png", &png)];
    let opened = open(files, 1);
    let (node, detail) = opened.item("b.png");
    let operation = |number: u64, target: &NodeRef, change: Change| Operation {
        id: OpId { session: 1, number },
        at: Timestamp(5_000),
        who: "ana".into(),
        target: target.clone(),
        name: "b".into(),
        change,
    };
    // What `apply` does after the store has taken an operation.
    let take = |operation: &Operation| {
        let (spot, key, target) = opened.platform.admit(operation).unwrap();
        let mut library = opened.platform.shared.write();
        let operation = Operation {
            target,
            ..operation.clone()
        };
        library.state.apply(&key, &operation, &Applied::default());
        library.version += 1;
        if let Spot::Item(d, s, item) = spot {
            library.mark_item(d, s, item);
        }
        key
    };
    let judge = |hash| Change::JudgeItem {
        before: None,
        after: Some(Judgement {
            verdict: Verdict::Rejected,
            reason: None,
            hash,
            by: "ana".into(),
            at: Timestamp(5_000),
        }),
    };
    assert_eq!(
        take(&operation(1, &node, judge(detail.hash))),
        "instances/train/b.png"
    );
    let rows = opened
        .list(&opened.root(), Level::Item, "verdict:rejected")
        .rows;
    assert_eq!(
        (rows.len(), rows[0].flags.stale, rows[0].updated_s),
        (1, false, 5)
    );
    take(&operation(2, &node, judge(ContentHash(1))));
    assert_eq!(
        opened.ids(&opened.root(), Level::Item, "is:stale"),
        ["b.png"]
    );
    let issue = Change::OpenIssue {
        place: crate::model::Place::Item,
        annotation: None,
        text: "missed".into(),
        assignee: Some("bo".into()),
    };
    // Named from the root, as a deep list does.
    let short = opened.root().child(Level::Item, Id::name("b.png"));
    take(&operation(3, &short, issue));
    let job = node.parent().unwrap();
    let row = &opened
        .list(&job.parent().unwrap(), Level::Job, "issues>0")
        .rows[0];
    assert_eq!(
        (row.id.to_string(), row.done, row.rejected, row.issues),
        ("1-1".into(), 1, 1, 1)
    );
    let issues = opened
        .runtime
        .block_on(opened.platform.issues(&job))
        .unwrap();
    assert_eq!((issues.len(), &issues[0].item), (1, &node));
    let to = workflow::state("annotation", "rejected").unwrap();
    assert_eq!(
        take(&operation(
            4,
            &job,
            Change::Transition {
                handover: None,
                before: workflow::initial(),
                after: to
            }
        )),
        "instances/train/1-1"
    );
    let detail = opened
        .runtime
        .block_on(opened.platform.detail(&job))
        .unwrap();
    assert_eq!(detail.state.unwrap().words(), "annotation · rejected");
    assert_eq!(detail.transitions.len(), 11);
    let odd = State {
        state: "asleep".into(),
        ..State::default()
    };
    let odd = operation(
        5,
        &job,
        Change::Transition {
            handover: None,
            before: workflow::initial(),
            after: odd,
        },
    );
    assert!(matches!(
        opened.platform.admit(&odd),
        Err(PlatformError::Unsupported(_))
    ));
    let wrong = operation(
        6,
        &node,
        Change::Transition {
            handover: None,
            before: workflow::initial(),
            after: workflow::initial(),
        },
    );
    assert!(matches!(
        opened.platform.admit(&wrong),
        Err(PlatformError::Denied(_))
    ));
    // The marks survive a fresh look at the same decisions.
    let state = opened.platform.shared.read().state.clone();
    opened.platform.shared.write().set_state(state);
    assert_eq!(
        opened.ids(&opened.root(), Level::Item, "issues=1 is:stale"),
        ["b.png"]
    );
}

//! Copies of one dataset in every format (tests/golden/formats), after rejecting some of it: what
//! is read of the copy is exactly the rest, and the original is what it was.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use vidimus::model::{
    AccountId, Annotation, Change, ItemDetail, Judgement, Level, NodeRef, OpId, Operation,
    PageRequest, Query, Text, Timestamp, Verdict,
};
use vidimus::platform::local::{Copy, LocalOptions, LocalPlatform, Source};
use vidimus::platform::{Attempt, ListRequest, Platform, PlatformEvent};
use vidimus::store::Store;

struct Opened {
    platform: Arc<LocalPlatform>,
    runtime: tokio::runtime::Runtime,
    _state: tempfile::TempDir,
}

fn open(folder: &Path) -> Opened {
    let state = tempfile::tempdir().unwrap();
    let store = Store::open(&state.path().join("state.db")).unwrap();
    let options = LocalOptions {
        account: AccountId::new("local-copy"),
        name: "copy".into(),
        user: "ana".into(),
        batch: 100,
        read_only: None,
    };
    let platform = LocalPlatform::open(Source::Folder(folder.into()), options, store).unwrap();
    let mut events = platform.events().unwrap();
    while let Some(event) = events.blocking_recv() {
        if matches!(event, PlatformEvent::Finished { .. }) {
            break;
        }
    }
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    Opened {
        platform,
        runtime: runtime.enable_time().build().unwrap(),
        _state: state,
    }
}

impl Opened {
    fn items(&self) -> Vec<Arc<ItemDetail>> {
        let root = NodeRef::root(AccountId::new("local-copy"));
        let request = ListRequest {
            parent: root.clone(),
            level: Level::Item,
            query: Query::parse("").unwrap(),
            page: PageRequest {
                offset: 0,
                limit: 500,
            },
        };
        let page = self.runtime.block_on(self.platform.list(&request)).unwrap();
        let detail = |row: &vidimus::model::Row| {
            let node = root.child(Level::Item, row.id.clone());
            let node = self.platform.canonical(&node).unwrap();
            let detail = self.platform.annotations(&node);
            self.runtime.block_on(detail).unwrap()
        };
        page.rows.iter().map(detail).collect()
    }

    fn reject(&self, number: u64, item: &ItemDetail, annotation: &Annotation) {
        let operation = Operation {
            id: OpId { session: 1, number },
            at: Timestamp(5_000),
            who: "ana".into(),
            target: item.node.clone(),
            name: item.name.clone(),
            change: Change::JudgeAnnotation {
                annotation: annotation.id.clone(),
                before: None,
                after: Some(Judgement {
                    verdict: Verdict::Rejected,
                    reason: None,
                    hash: annotation.hash,
                    by: "ana".into(),
                    at: Timestamp(5_000),
                }),
            },
        };
        let applied = self.platform.apply(&operation, Attempt::First);
        self.runtime.block_on(applied).unwrap();
    }
}

/// What an annotation says, whatever its id; a group by how many are in it, for numbers of groups
/// follow the order of objects.
fn said(item: &ItemDetail) -> Vec<String> {
    let of = |one: &Annotation| {
        let label = item.labels.get(one.label).map(|label| &label.name);
        format!(
            "{label:?} {:?} {:?} {:?}",
            one.shape, one.attributes, one.score
        )
    };
    item.annotations.iter().map(of).collect()
}

/// By item name: what its annotations say, sorted.
type Said = BTreeMap<Text, Vec<String>>;

fn all(items: &[Arc<ItemDetail>]) -> Said {
    let mut all = Said::new();
    for item in items {
        all.entry(item.name.clone()).or_default().extend(said(item));
    }
    all.values_mut().for_each(|said| said.sort());
    all
}

fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        match path.is_dir() {
            true => copied(&path, &target),
            false => drop(fs::copy(&path, target).unwrap()),
        }
    }
}

/// Every file below a folder with its content.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => drop(found.insert(path.clone(), fs::read(&path).unwrap())),
        }
    }
    found
}

fn write(copy: &Copy, out: &Path) -> u64 {
    let place = |path: &str| {
        let place = out.join(copy.relative(path));
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        File::create_new(place).unwrap()
    };
    let mut left = 0;
    for file in &copy.files {
        left += copy.write(file, &mut place(&file.path)).unwrap();
    }
    for picture in &copy.pictures {
        io::copy(&mut copy.picture(picture).unwrap(), &mut place(picture)).unwrap();
    }
    left
}

/// Rejects some annotations of a format's dataset, copies it and compares.
fn check(format: &str) {
    let golden = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/formats");
    let dir = tempfile::tempdir().unwrap();
    let (source, out) = (dir.path().join("source"), dir.path().join("out"));
    copied(&golden.join(format), &source);
    let before = files(&source);
    let opened = open(&source);
    let items = opened.items();
    let mut expected = all(&items);
    let mut number = 0;
    for item in &items {
        for (at, annotation) in item.annotations.iter().enumerate() {
            // Tags and masks of VOC lie in lists and pictures.
            let elsewhere = format == "voc" && matches!(annotation.shape.word(), "mask" | "tag");
            if at % 2 == 0 && !elsewhere && annotation.shape.word() != "tag" {
                number += 1;
                opened.reject(number, item, annotation);
                let said = said(item).swap_remove(at);
                let left = expected.get_mut(&item.name).unwrap();
                let place = left.iter().position(|own| *own == said).unwrap();
                left.remove(place);
            }
        }
    }
    assert!(number > 0, "{format} has nothing to reject");
    let copy = opened
        .runtime
        .block_on(opened.platform.copy_of(None, false));
    let copy = copy.unwrap();
    assert_eq!(
        (copy.annotations, copy.unapplied.as_slice()),
        (number, &[][..]),
        "{format}"
    );
    assert_eq!(write(&copy, &out), number, "{format}");
    assert_eq!(all(&open(&out).items()), expected, "{format}");
    assert_eq!(files(&source), before, "{format}");
}

#[test]
fn coco_and_datumaro() {
    for format in ["coco", "coco_keypoints", "datumaro"] {
        check(format);
    }
}

#[test]
fn yolo_as_darknet_has_it() {
    check("yolo");
}

#[test]
fn labelme_supervisely_and_dataloop() {
    for format in ["labelme", "supervisely", "dataloop"] {
        check(format);
    }
}

#[test]
fn pascal_voc() {
    check("voc");
}

#[test]
fn cvat_for_images() {
    check("cvat_images");
}

#[test]
fn label_studio_pictures_and_texts() {
    check("label_studio");
    check("label_studio_text");
}

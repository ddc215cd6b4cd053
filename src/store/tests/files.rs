//! The file itself: its mode, damage, versions, two programs at once.

use std::os::unix::fs::PermissionsExt;

use super::super::files::beside;
use super::*;

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// A closed database with some entries, as bytes.
fn sample(entries: u64) -> Vec<u8> {
    let (_directory, store) = fresh();
    wait(async {
        for number in 1..=entries {
            store.commit(decision(&[number], 0)).await.unwrap();
        }
        store.close().await;
    });
    assert!(!beside(store.path(), "-wal").exists(), "all is in the file");
    std::fs::read(store.path()).unwrap()
}

#[test]
fn only_the_owner_can_read_it() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("deep/er/state.db");
    let files = |path: &Path| [path.into(), beside(path, "-wal"), beside(path, "-shm")];
    let store = Store::open(&path).unwrap();
    wait(store.commit(decision(&[1], 0))).unwrap();
    assert_eq!(mode(path.parent().unwrap()), 0o700);
    assert_eq!(mode(path.parent().unwrap().parent().unwrap()), 0o700);
    for file in files(&path) {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
        std::fs::set_permissions(&file, PermissionsExt::from_mode(0o644)).unwrap();
    }
    let _second = Store::open(&path).unwrap();
    for file in files(&path) {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
    let names = std::fs::read_dir(path.parent().unwrap()).unwrap();
    assert_eq!(names.count(), 3, "no drafts are left");
}

#[test]
fn what_a_link_leads_to_is_private_too() {
    let directory = tempfile::tempdir().unwrap();
    let (link, real) = (
        directory.path().join("link"),
        directory.path().join("real.db"),
    );
    std::os::unix::fs::symlink(&real, &link).unwrap();
    let first = Store::open(&link).unwrap();
    assert_eq!(mode(&real), 0o600);
    let log = beside(&real, "-wal");
    std::fs::set_permissions(&log, PermissionsExt::from_mode(0o644)).unwrap();
    let _second = Store::open(&link).unwrap();
    assert_eq!(mode(&log), 0o600);
    wait(first.commit(decision(&[1], 0))).unwrap();
}

#[test]
fn a_full_disk_loses_nothing_that_was_there() {
    let (_directory, store) = fresh();
    let room = async |pages: i64| {
        let set = store.write(move |db| {
            db.connection()
                .pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?;
            Ok(())
        });
        set.await.unwrap();
    };
    wait(async {
        store.commit(decision(&[1], 0)).await.unwrap();
        room(1).await; // SQLite makes that: no more than there are.
        let many: Vec<u64> = (2..500).collect();
        let full = store.commit(decision(&many, 0)).await;
        assert!(
            matches!(&full, Err(StoreError::Write(why)) if why.contains("no space")),
            "{full:?}"
        );
        assert_eq!(
            store.entries(EntryFilter::default()).await.unwrap().len(),
            1
        );
        room(100_000).await;
        store.commit(decision(&many, 0)).await.unwrap();
        assert_eq!(
            store.entries(EntryFilter::default()).await.unwrap().len(),
            499
        );
    });
}

#[test]
fn damage_is_told_and_left_alone() {
    let whole = sample(60);
    assert!(whole.len() > 8 * 4_096);
    let mut cases: Vec<(String, Vec<u8>)> = vec![
        ("text".into(), b"this is no database".repeat(300)),
        ("two bytes".into(), vec![7; 2]),
        ("zeros".into(), vec![0; 8_192]),
    ];
    for keep in [
        2, 15, 16, 50, 99, 100, 511, 512, 2_000, 4_095, 4_096, 8_192, 20_000,
    ] {
        cases.push((format!("cut at {keep}"), whole[..keep].to_vec()));
    }
    // (SQLite takes a file of one byte for an empty one.)
    for less in [1, 1_000, 4_096, 5_000] {
        let keep = whole.len() - less;
        cases.push((format!("{less} bytes short"), whole[..keep].to_vec()));
    }
    for at in (4_096..whole.len() - 512).step_by(4_096) {
        let mut damaged = whole.clone();
        damaged[at..at + 512].fill(0xa5);
        cases.push((format!("page at {at}"), damaged));
    }
    for (name, bytes) in cases {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("state.db");
        std::fs::write(&path, &bytes).unwrap();
        let error = Store::open(&path).err();
        assert!(
            matches!(&error, Some(StoreError::Corrupt { .. })),
            "{name}: {error:?}"
        );
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "{name}");
    }
}

#[test]
fn damage_found_later_is_told_and_the_file_left_as_it_is() {
    let mut bytes = sample(2_000);
    let pages = i64::try_from(bytes.len() / 4_096).unwrap();
    assert!(pages > crate::limits::STORE_CHECK_PAGES, "{pages}");
    bytes[40_960..].fill(0xa5);
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("state.db");
    std::fs::write(&path, &bytes).unwrap();
    wait(async {
        let store = Store::open(&path).unwrap();
        for _ in 0..2 {
            let read = store.entries(EntryFilter::default()).await;
            assert!(matches!(read, Err(StoreError::Corrupt { .. })), "{read:?}");
        }
        store.close().await;
    });
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}

#[test]
fn a_row_that_cannot_be_read_is_named() {
    let (_directory, store) = fresh();
    wait(async {
        store.commit(decision(&[1], 0)).await.unwrap();
        let other = rusqlite::Connection::open(store.path()).unwrap();
        for (column, value) in [
            ("change", "{\"change\":\"judge_item\""),
            ("target", "[]"),
            ("delivery", "lost"),
            ("guard", "none"),
            ("undo_of", "x"),
            ("attempts", "-1"),
        ] {
            let sql = format!("SELECT {column} FROM operation");
            let was: rusqlite::types::Value = other.query_row(&sql, [], |row| row.get(0)).unwrap();
            let set = format!("UPDATE operation SET {column} = ?");
            other.execute(&set, [value]).unwrap();
            let read = store.entries(EntryFilter::default()).await;
            assert!(
                matches!(&read, Err(StoreError::Corrupt { why, .. }) if why.contains(column)),
                "{column}: {read:?}"
            );
            other.execute(&set, [was]).unwrap();
        }
        assert_eq!(
            store.entries(EntryFilter::default()).await.unwrap().len(),
            1
        );
    });
}

#[test]
fn an_empty_file_is_a_fresh_database() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("state.db");
    std::fs::write(&path, []).unwrap();
    let store = Store::open(&path).unwrap();
    wait(store.commit(decision(&[1], 0))).unwrap();
    assert_eq!(mode(&path), 0o600);
}

#[test]
fn newer_and_foreign_databases_are_refused_untouched() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("state.db");
    std::fs::write(&path, sample(1)).unwrap();
    let set = |pragma: &str| {
        let connection = rusqlite::Connection::open(&path).unwrap();
        connection.execute_batch(pragma).unwrap();
        connection.close().unwrap();
        std::fs::read(&path).unwrap()
    };
    let newer = set("PRAGMA user_version = 99");
    assert!(matches!(
        Store::open(&path),
        Err(StoreError::Newer {
            found: 99,
            known: schema::KNOWN,
            ..
        })
    ));
    assert_eq!(std::fs::read(&path).unwrap(), newer);
    let negative = set("PRAGMA user_version = -5");
    assert!(matches!(
        Store::open(&path),
        Err(StoreError::Corrupt { .. })
    ));
    assert_eq!(std::fs::read(&path).unwrap(), negative);
    let foreign = set("PRAGMA user_version = 1; PRAGMA application_id = 0");
    let error = Store::open(&path).unwrap_err();
    assert!(error.to_string().contains("another program"), "{error}");
    assert_eq!(std::fs::read(&path).unwrap(), foreign);
}

#[test]
fn places_that_cannot_be_written_are_told_in_plain_words() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("file");
    std::fs::write(&file, b"x").unwrap();
    for path in [
        directory.path().to_owned(),
        PathBuf::from("/proc/vidimus/state.db"),
        file.join("state.db"),
        PathBuf::new(),
    ] {
        let error = Store::open(&path).unwrap_err();
        assert!(matches!(error, StoreError::Open { .. }), "{error}");
    }
}

#[test]
fn handles_in_many_threads_open_and_commit_at_once() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("state.db");
    let threads: Vec<_> = (0..6_u64)
        .map(|thread| {
            let path = path.clone();
            std::thread::spawn(move || {
                let store = Store::open(&path).unwrap();
                wait(async {
                    for number in 0..40 {
                        let number = thread * 1_000 + number;
                        store.commit(decision(&[number], 0)).await.unwrap();
                        let op = operation(number, item(number), judge("x"));
                        store.local_apply(op, number.to_string()).await.unwrap();
                    }
                    if thread % 2 == 0 {
                        store.close().await;
                    }
                });
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    let store = Store::open(&path).unwrap();
    wait(async {
        let entries = store.entries(EntryFilter::default()).await.unwrap();
        assert_eq!(entries.len(), 240);
        let state = store.local_state(&account()).await.unwrap();
        assert_eq!(state.items.len(), 240);
    });
}

#[test]
fn only_the_writing_of_others_changes_the_foreign_version() {
    let (_directory, store) = fresh();
    let other = Store::open(store.path()).unwrap();
    wait(async {
        let first = store.foreign_version().await.unwrap();
        store.commit(decision(&[1], 0)).await.unwrap();
        assert_eq!(store.foreign_version().await.unwrap(), first);
        other.commit(decision(&[2], 0)).await.unwrap();
        assert_ne!(store.foreign_version().await.unwrap(), first);
    });
}

//! Files in the state directory of which only the newest are kept: crash reports, texts that failed
//! editors left.

use std::fs;
use std::path::{Path, PathBuf};

/// Removes the oldest text files whose names begin so, so that one more makes `most`. Their names
/// go on with the time of their making, so they sort by age.
pub(super) fn forget_old(directory: &Path, prefix: &str, most: usize) {
    let Ok(entries) = fs::read_dir(directory) else {
        return;
    };
    let is_one = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| name.starts_with(prefix) && name.ends_with(".txt"))
    };
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(is_one)
        .collect();
    files.sort();
    let surplus = (files.len() + 1).saturating_sub(most);
    for path in files.iter().take(surplus) {
        // One file too many does no harm.
        let _kept = fs::remove_file(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_newest_stay_and_others_are_left_alone() {
        let place = tempfile::tempdir().unwrap();
        for number in 0..9 {
            fs::write(place.path().join(format!("crash-{number:010}-1.txt")), "").unwrap();
        }
        fs::write(place.path().join("state.db"), "").unwrap();
        forget_old(place.path(), "crash-", 5);
        let mut left: Vec<_> = fs::read_dir(place.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        assert_eq!(left.len(), 4 + 1);
        assert_eq!(left[0], "crash-0000000005-1.txt");
        assert!(left.contains(&"state.db".to_owned()));
    }
}

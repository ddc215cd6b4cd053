//! Pictures for a terminal on this machine go by shared memory instead of through its line, which
//! takes thirty times as long.
//!
//! The objects are files of the system's own file system for them (`shm_overview(7)`), readable
//! by this user alone. The terminal takes an object away once it has read it; what it leaves is
//! taken away here: when it has answered, at the end, and at the next start. Where there is no
//! such place, or no room in it, pictures go through the line. Format: the kitty graphics
//! protocol, transmission medium `s`.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};

/// Where Linux keeps the objects.
const PLACE: &str = "/dev/shm";
/// What the names of ours begin with; the process and a number follow.
const PREFIX: &str = "vidimus-";
/// Entries that are looked through for objects of programs that were killed.
const LOOKED_AT: usize = 1_000;

/// The objects that were handed over.
#[derive(Debug)]
pub struct Handed {
    place: PathBuf,
    process: u32,
    count: u32,
    /// Names of those that may still be there.
    left: Vec<String>,
}

impl Handed {
    /// None handed over yet; none at all where the system has no place for them. `process` is the
    /// process id.
    pub fn new(process: u32) -> Option<Self> {
        Self::within(Path::new(PLACE), process)
    }

    pub(super) fn within(place: &Path, process: u32) -> Option<Self> {
        if !place.is_dir() {
            return None;
        }
        sweep(place);
        Some(Self {
            place: place.to_owned(),
            process,
            count: 0,
            left: Vec::new(),
        })
    }

    /// Keeps bytes for the terminal to read. Answers the object's name; none where there is no
    /// room for them.
    pub fn put(&mut self, bytes: &[u8]) -> Option<String> {
        self.count = self.count.wrapping_add(1);
        let name = format!("{PREFIX}{}-{}", self.process, self.count);
        let path = self.place.join(&name);
        let mut options = OpenOptions::new();
        // One that exists is somebody else's.
        let mut file = options.write(true).create_new(true).mode(0o600).open(&path);
        let file = file.as_mut().ok()?;
        let written = file.write_all(bytes);
        self.left.push(name.clone());
        if written.is_err() {
            self.taken();
            return None;
        }
        Some(format!("/{name}"))
    }

    /// The terminal has read what was handed over, or will not any more.
    pub fn taken(&mut self) {
        for name in self.left.drain(..) {
            // Mostly the terminal has done so.
            let _gone = fs::remove_file(self.place.join(name));
        }
    }
}

impl Drop for Handed {
    fn drop(&mut self) {
        self.taken();
    }
}

/// Takes away what programs left that were killed.
fn sweep(place: &Path) {
    let Ok(entries) = fs::read_dir(place) else {
        return;
    };
    for entry in entries.take(LOOKED_AT).flatten() {
        let name = entry.file_name();
        let process = name.to_str().and_then(|name| name.strip_prefix(PREFIX));
        let process = process.and_then(|rest| rest.split_once('-')?.0.parse().ok());
        if let Some(process) = process.and_then(Pid::from_raw)
            && test_kill_process(process) == Err(Errno::SRCH)
        {
            // Another user's stays.
            let _gone = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn names(place: &Path) -> Vec<String> {
        let entries = fs::read_dir(place).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn what_is_handed_over_is_for_this_user_and_goes_away() {
        let place = tempfile::tempdir().unwrap();
        let mut handed = Handed::within(place.path(), 7).unwrap();
        assert_eq!(handed.put(b"picture"), Some("/vidimus-7-1".into()));
        assert_eq!(handed.put(b"other"), Some("/vidimus-7-2".into()));
        let path = place.path().join("vidimus-7-1");
        assert_eq!(fs::read(&path).unwrap(), b"picture");
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        // One of them was taken by the terminal.
        fs::remove_file(&path).unwrap();
        handed.taken();
        assert_eq!(names(place.path()), Vec::<String>::new());
        handed.put(b"last");
        drop(handed);
        assert_eq!(names(place.path()), Vec::<String>::new());
    }

    #[test]
    fn what_exists_is_not_written_to() {
        let place = tempfile::tempdir().unwrap();
        let mut handed = Handed::within(place.path(), 7).unwrap();
        fs::write(place.path().join("vidimus-7-1"), "theirs").unwrap();
        assert_eq!(handed.put(b"picture"), None);
        handed.taken();
        assert_eq!(names(place.path()), ["vidimus-7-1"]);
        assert!(Handed::within(&place.path().join("none"), 7).is_none());
    }

    #[test]
    fn what_killed_programs_left_goes_away_at_the_next_start() {
        let place = tempfile::tempdir().unwrap();
        let mut ended = std::process::Command::new("true").spawn().unwrap();
        ended.wait().unwrap();
        let ours = format!("vidimus-{}-1", std::process::id());
        let left = format!("vidimus-{}-1", ended.id());
        for name in [&*ours, &*left, "vidimus-x-1", "other-1-1"] {
            fs::write(place.path().join(name), "").unwrap();
        }
        Handed::within(place.path(), 7).unwrap();
        assert!(!names(place.path()).contains(&left));
        assert_eq!(names(place.path()).len(), 3);
    }
}

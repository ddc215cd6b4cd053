//! Which program sends for an account: one at a time, and a dead one does not count.

use rusqlite::{OptionalExtension, Transaction, params};
use rustix::process::{Pid, test_kill_process};

use crate::model::AccountId;

use super::fault::Step;
use super::writer::Database;

impl Database {
    /// Takes or keeps the claim unless another live program has it.
    pub(super) fn claim_sender(
        &mut self,
        account: &AccountId,
        session: u64,
        pid: u32,
    ) -> Step<bool> {
        let session = format!("{session:016x}");
        if holder(self.connection(), account)?.is_some_and(|holder| holder.session == session) {
            return Ok(true);
        }
        self.relaxed(|transaction| {
            let taken = holder(transaction, account)?
                .is_some_and(|holder| holder.session != session && holder.is_alive());
            if taken {
                return Ok(false);
            }
            transaction
                .prepare_cached(
                    "INSERT INTO sender (account, session, pid, started) VALUES (?1, ?2, ?3, ?4) \
                     ON CONFLICT DO UPDATE SET session = ?2, pid = ?3, started = ?4",
                )?
                .execute(params![account.0, session, pid, started(pid)])?;
            Ok(true)
        })
    }

    /// Gives the claim back, if it is this program's.
    pub(super) fn release_sender(&mut self, account: &AccountId, session: u64) -> Step<()> {
        let session = format!("{session:016x}");
        self.relaxed(|transaction| {
            transaction
                .prepare_cached("DELETE FROM sender WHERE account = ? AND session = ?")?
                .execute(params![account.0, session])?;
            Ok(())
        })
    }

    /// A transaction that need not survive a power failure, since no claim does either: without
    /// waiting for the disk, claiming for every decision costs next to nothing.
    fn relaxed<T>(&mut self, work: impl FnOnce(&Transaction<'_>) -> Step<T>) -> Step<T> {
        self.connection()
            .pragma_update(None, "synchronous", "NORMAL")?;
        let result = self.transaction().and_then(|transaction| {
            let value = work(&transaction)?;
            transaction.commit()?;
            Ok(value)
        });
        self.connection()
            .pragma_update(None, "synchronous", "FULL")?;
        result
    }
}

/// Who has a claim.
struct Holder {
    session: String,
    pid: u32,
    started: String,
}

fn holder(connection: &rusqlite::Connection, account: &AccountId) -> Step<Option<Holder>> {
    Ok(connection
        .prepare_cached("SELECT session, pid, started FROM sender WHERE account = ?")?
        .query_row([&account.0], |row| {
            Ok(Holder {
                session: row.get(0)?,
                pid: row.get(1)?,
                started: row.get(2)?,
            })
        })
        .optional()?)
}

impl Holder {
    /// Whether the very process that took the claim still runs, not another one that was given
    /// its number later.
    fn is_alive(&self) -> bool {
        let pid = i32::try_from(self.pid).ok().and_then(Pid::from_raw);
        // Refused means that it is there, as another user's process.
        let there =
            pid.is_some_and(|pid| !matches!(test_kill_process(pid), Err(rustix::io::Errno::SRCH)));
        there && (self.started.is_empty() || started(self.pid) == self.started)
    }
}

/// When a process was started, as a text to compare: boot and clock ticks since it. Empty where
/// the system does not tell (or there is no such process, or it has ended and was not yet
/// collected): then the number alone has to do.
fn started(pid: u32) -> String {
    let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // The program's name stands in brackets and may hold anything, also brackets.
    let Some((_, fields)) = stat.rsplit_once(") ") else {
        return String::new();
    };
    let mut fields = fields.split_ascii_whitespace();
    if matches!(fields.next(), Some("Z" | "X") | None) {
        return String::new();
    }
    // Field 22 of proc_pid_stat(5); the state was field 3.
    fields
        .nth(18)
        .map(|ticks| format!("{} {ticks}", boot.trim()))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_process_counts_as_alive() {
        let own = std::process::id();
        let holder = |pid: u32, started: String| Holder {
            session: String::new(),
            pid,
            started,
        };
        assert!(!started(own).is_empty());
        assert!(holder(own, started(own)).is_alive());
        assert!(!holder(own, "another boot 77".into()).is_alive());
        assert!(!holder(0, String::new()).is_alive());
        assert!(!holder(u32::MAX, String::new()).is_alive());
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let (pid, since) = (child.id(), started(child.id()));
        child.wait().unwrap();
        assert!(!holder(pid, since).is_alive());
    }
}

//! When a request is repeated: how long to wait, and what the server asks for.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use jiff::fmt::rfc2822;

use crate::limits::HTTP_WAIT_S;

/// The most that is waited before a repetition.
const CAP: Duration = Duration::from_secs(HTTP_WAIT_S);

/// How long `Retry-After` asks to wait, at most a minute. The date form is read against the
/// server's own clock (`Date` of the same answer), because ours may be minutes off; without it
/// against `now`.
pub(super) fn retry_after(
    value: &str,
    date: Option<&str>,
    now: jiff::Timestamp,
) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u64>() {
        return Some(Duration::from_secs(seconds).min(CAP));
    }
    let until = stamp(value)?;
    let now = date.and_then(stamp).unwrap_or(now);
    let wait = until.as_millisecond().saturating_sub(now.as_millisecond());
    Some(Duration::from_millis(u64::try_from(wait).unwrap_or(0)).min(CAP))
}

/// Seconds that a server whose `Date` this is has its clock ahead of ours.
pub(super) fn clock_off(date: &str) -> Option<i64> {
    Some(stamp(date)?.as_second() - jiff::Timestamp::now().as_second())
}

fn stamp(date: &str) -> Option<jiff::Timestamp> {
    rfc2822::parse(date.trim()).ok().map(|at| at.timestamp())
}

/// How long to wait before repetition number `repeat` (from 0): doubling, with a random part so
/// that clients that failed together do not come back together.
pub(super) fn backoff(first: Duration, repeat: u32) -> Duration {
    let full = first.saturating_mul(2u32.saturating_pow(repeat)).min(CAP);
    // Each `RandomState` has fresh keys: a random number without a generator of our own.
    let random = RandomState::new().hash_one(repeat);
    let part = u32::try_from(random % 512).unwrap_or(0);
    full / 2 + full / 1024 * part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_retry_after_are_understood() {
        let now: jiff::Timestamp = "2026-11-25T10:00:00Z".parse().unwrap();
        let seconds = |value, date| retry_after(value, date, now).map(|wait| wait.as_secs());
        let at = "Wed, 25 Nov 2026 10:00:30 GMT";
        assert_eq!(seconds("0", None), Some(0));
        assert_eq!(seconds(" 10 ", None), Some(10));
        assert_eq!(seconds("86400", None), Some(60));
        assert_eq!(seconds(at, None), Some(30));
        // A server whose clock is ten minutes off, either way.
        let off = |date| seconds(at, Some(date));
        assert_eq!(off("Wed, 25 Nov 2026 10:00:25 GMT"), Some(5));
        let ahead = "Wed, 25 Nov 2026 10:10:30 GMT";
        assert_eq!(
            seconds(ahead, Some("Wed, 25 Nov 2026 10:10:00 GMT")),
            Some(30)
        );
        assert_eq!(off("Wed, 25 Nov 2026 10:00:31 GMT"), Some(0));
        assert_eq!(seconds(at, Some("nonsense")), Some(30));
        for odd in ["", "-1", "soon", "99999999999999999999", "Wed, 25 Nov"] {
            assert_eq!(seconds(odd, None), None, "{odd}");
        }
    }

    #[test]
    fn waits_double_with_a_random_part_up_to_a_minute() {
        let first = Duration::from_millis(500);
        for repeat in 0..12 {
            let full = first.saturating_mul(2u32.pow(repeat)).min(CAP);
            let wait = backoff(first, repeat);
            assert!(wait >= full / 2 && wait <= full, "{repeat}: {wait:?}");
        }
        assert_eq!(backoff(Duration::ZERO, 3), Duration::ZERO);
    }
}

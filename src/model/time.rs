//! Points in time, always UTC, always handed in from outside.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01T00:00:00 UTC. This layer never reads a clock: the runtime does.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The moment so many seconds after 1970, as rows keep it.
    pub fn from_seconds(seconds: u32) -> Self {
        Self(i64::from(seconds) * 1_000)
    }

    /// Seconds since 1970, as rows keep them: 0 for what lies outside of them.
    pub fn seconds(self) -> u32 {
        u32::try_from(self.0.div_euclid(1_000)).unwrap_or(0)
    }

    /// This moment plus so many milliseconds (saturating).
    pub fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` to this moment, negative when it is later.
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// How long ago this was, in the shortest words: `now`, `5m`, `3h`, `2d`, `4w`.
    pub fn ago(self, now: Self) -> String {
        let minutes = now.since(self) / 60_000;
        match minutes {
            i64::MIN..=0 => "now".into(),
            1..=59 => format!("{minutes}m"),
            60..=1_439 => format!("{}h", minutes / 60),
            1_440..=20_159 => format!("{}d", minutes / 1_440),
            _ => format!("{}w", minutes / 10_080),
        }
    }
}

impl fmt::Display for Timestamp {
    /// RFC 3339 in UTC with seconds, for example `2026-11-21T10:00:00Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_second(self.0.div_euclid(1_000)) {
            Ok(stamp) => write!(f, "{stamp}"),
            Err(_) => write!(f, "{} ms", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_rfc3339_and_ages() {
        let t = Timestamp(1_795_255_200_123);
        assert_eq!(t.to_string(), "2026-11-21T10:00:00Z");
        for (ms, word) in [
            (0, "now"),
            (59_000, "now"),
            (60_000, "1m"),
            (7_200_000, "2h"),
            (172_800_000, "2d"),
            (2_592_000_000, "4w"),
            (-5, "now"),
        ] {
            assert_eq!(t.ago(t.plus_ms(ms)), word);
        }
        assert_eq!(Timestamp(i64::MAX).to_string(), format!("{} ms", i64::MAX));
    }
}

//! Whether something on the server is what an earlier attempt has made: by who made it, what it
//! says, where it is, and when.

use crate::model::{Text, Timestamp};

/// Milliseconds by which the server's clock may be behind ours: ten minutes happen.
const CLOCK_MS: i64 = 15 * 60 * 1000;

/// Whether two texts are the same message: the server trims what it stores.
pub fn is_same_text(ours: &str, theirs: &str) -> bool {
    let clean = |raw: &str| Text::block(raw).trim().to_owned();
    clean(ours) == clean(theirs)
}

/// Whether something made at that moment may come from a decision of this one.
pub fn may_come_from(decided: Timestamp, made: Timestamp) -> bool {
    made.since(decided) >= -CLOCK_MS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_compared_as_the_server_stores_them() {
        assert!(is_same_text("box too loose\n", " box too loose"));
        assert!(is_same_text("a\r\nb", "a\nb"));
        assert!(!is_same_text("a\nb", "a b"));
        assert!(!is_same_text("box", "Box"));
    }

    #[test]
    fn a_clock_ten_minutes_off_does_not_hide_what_we_made() {
        let decided = Timestamp(10_000_000);
        for (minutes, ours) in [
            (-16, false),
            (-10, true),
            (0, true),
            (10, true),
            (600, true),
        ] {
            let made = decided.plus_ms(minutes * 60_000);
            assert_eq!(may_come_from(decided, made), ours, "{minutes}");
        }
    }
}

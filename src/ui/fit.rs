//! Text into cells: widths, cutting and wrapping that never split what is seen as one character.
//!
//! Widths are summed over grapheme clusters, because that is how cells are filled; the width of a
//! whole string may differ (ligatures), and adding up `char`s certainly does.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The visible clusters of a text with the cells each takes. Clusters without a width of their
/// own (a lone combining mark) and control characters are left out.
pub fn cells(text: &str) -> impl Iterator<Item = (&str, u16)> {
    text.graphemes(true).filter_map(|cluster| {
        if cluster.chars().any(char::is_control) {
            return None;
        }
        match u16::try_from(cluster.width()) {
            Ok(0) | Err(_) => None,
            Ok(width) => Some((cluster, width)),
        }
    })
}

/// Cells that a text takes.
pub fn width(text: &str) -> u16 {
    if is_plain(text) {
        return u16::try_from(text.len()).unwrap_or(u16::MAX);
    }
    cells(text).fold(0, |sum, (_, width)| sum.saturating_add(width))
}

/// Whether every byte is one printable ASCII cell.
pub fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| (0x20..0x7f).contains(&byte))
}

/// The beginning of a text that fits into `room` cells, one of which is kept free for an ellipsis
/// when the text is longer; and whether it is.
pub fn cut(text: &str, room: u16) -> (&str, bool) {
    if text.len() <= usize::from(room) && is_plain(text) {
        return (text, false);
    }
    let (mut used, mut end, mut kept) = (0_u16, 0, 0);
    for (at, cluster) in text.grapheme_indices(true) {
        let wide = u16::try_from(cluster.width()).unwrap_or(u16::MAX);
        used = used.saturating_add(wide);
        if used > room {
            return (text.get(..kept).unwrap_or(""), true);
        }
        end = at + cluster.len();
        if used < room {
            kept = end;
        }
    }
    (text.get(..end).unwrap_or(text), false)
}

/// A text broken into lines of at most `room` cells, at blanks where there are any, at most
/// `most` lines. Line feeds break as well.
pub fn wrap(text: &str, room: u16, most: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    if room == 0 {
        return lines;
    }
    for paragraph in text.split('\n') {
        let mut rest = paragraph.trim_end();
        loop {
            if lines.len() >= most {
                return lines;
            }
            let (line, left) = break_line(rest, room);
            lines.push(line);
            rest = left.trim_start();
            if rest.is_empty() {
                break;
            }
        }
    }
    lines
}

/// The first line of a text and what is left of it.
fn break_line(text: &str, room: u16) -> (&str, &str) {
    let (mut used, mut blank) = (0_u16, None);
    for (at, cluster) in text.grapheme_indices(true) {
        let wide = u16::try_from(cluster.width()).unwrap_or(u16::MAX);
        used = used.saturating_add(wide);
        if cluster == " " {
            blank = Some(at);
        }
        if used > room && cluster != " " {
            // A cluster wider than the room is given up, else this would never end.
            let end = blank.filter(|&blank| blank > 0).unwrap_or(at);
            return match end {
                0 => ("", text.get(cluster.len()..).unwrap_or("")),
                end => text.split_at_checked(end).unwrap_or((text, "")),
            };
        }
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cutting_keeps_clusters_whole_and_leaves_room_for_the_ellipsis() {
        let cases = [
            ("plain", 5, "plain", false),
            ("plain", 4, "pla", true),
            ("plain", 1, "", true),
            ("plain", 0, "", true),
            ("", 0, "", false),
            ("日本語", 6, "日本語", false),
            ("日本語", 5, "日本", true),
            ("日本語", 4, "日", true),
            (
                "e\u{301}e\u{301}e\u{301}",
                3,
                "e\u{301}e\u{301}e\u{301}",
                false,
            ),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}", true),
            ("שלום עולם", 5, "שלום", true),
            ("👨\u{200d}👩\u{200d}👧 x", 2, "", true),
        ];
        for (text, room, kept, cut_off) in cases {
            assert_eq!(cut(text, room), (kept, cut_off), "{text} in {room}");
        }
    }

    #[test]
    fn wrapping_breaks_at_blanks_and_splits_long_words() {
        assert_eq!(wrap("the box is loose", 8, 9), ["the box", "is loose"]);
        assert_eq!(wrap("abcdefghij", 4, 9), ["abcd", "efgh", "ij"]);
        assert_eq!(wrap("one\n\ntwo", 8, 9), ["one", "", "two"]);
        assert_eq!(wrap("a b c d", 1, 2), ["a", "b"]);
        assert_eq!(wrap("日本語", 3, 9), ["日", "本", "語"]);
        assert_eq!(wrap("日", 1, 9), [""]);
    }

    proptest::proptest! {
        #[test]
        fn pieces_fit(text in "\\PC{0,40}", room in 0_u16..20) {
            let (kept, cut_off) = cut(&text, room);
            proptest::prop_assert!(width(kept) + u16::from(cut_off) <= room.max(1));
            for line in wrap(&text, room, 50) {
                proptest::prop_assert!(width(line.trim_end()) <= room, "{line:?}");
            }
        }
    }
}

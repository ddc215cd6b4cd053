//! Text files of a line for each annotation (YOLO).

use std::collections::HashSet;

use super::Cuts;

/// Cuts for the lines with these numbers, counted from one as the reader does.
pub fn cuts(text: &[u8], numbers: &HashSet<u64>) -> Cuts {
    let mut cuts = Cuts::default();
    let mut from = 0_u64;
    for (number, line) in (1_u64..).zip(text.split_inclusive(|&byte| byte == b'\n')) {
        let to = from + u64::try_from(line.len()).unwrap_or(u64::MAX);
        if numbers.contains(&number) {
            // A byte order mark is no part of the first line.
            let mark = if line.starts_with(&[0xef, 0xbb, 0xbf]) && number == 1 {
                3
            } else {
                0
            };
            cuts.cut(from + mark, to);
            cuts.annotations += 1;
        }
        from = to;
    }
    cuts
}

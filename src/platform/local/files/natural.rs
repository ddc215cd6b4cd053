//! The order of names as people have it.

use std::cmp::Ordering;

/// Sorts naturally, cheaply when names have one length or are plain.
pub(super) fn sort(names: &mut [String]) {
    if !names.is_sorted_by(|a, b| natural(a, b) != Ordering::Greater) {
        names.sort_unstable_by(|a, b| natural(a, b));
    }
}

/// As people sort: digits by their number, letters whatever their case; ties by bytes.
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut x, mut y) = (a.as_bytes(), b.as_bytes());
    loop {
        match (x.split_first(), y.split_first()) {
            (Some((p, rest_x)), Some((q, rest_y))) => {
                if p.is_ascii_digit() && q.is_ascii_digit() {
                    let ((n, after_x), (m, after_y)) = (digits(x), digits(y));
                    match n.len().cmp(&m.len()).then(n.cmp(m)) {
                        Ordering::Equal => (x, y) = (after_x, after_y),
                        other => return other,
                    }
                    continue;
                }
                match p.to_ascii_lowercase().cmp(&q.to_ascii_lowercase()) {
                    Ordering::Equal => (x, y) = (rest_x, rest_y),
                    other => return other,
                }
            }
            (None, None) => return a.cmp(b),
            (None, _) => return Ordering::Less,
            (_, None) => return Ordering::Greater,
        }
    }
}

/// Leading digits without their zeros, and the rest.
fn digits(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text
        .iter()
        .position(|byte| !byte.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let zeros = number.iter().take_while(|&&byte| byte == b'0').count();
    (number.get(zeros..).unwrap_or_default(), rest)
}

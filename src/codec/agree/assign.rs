//! Pairing two sides so that the weights of the pairs sum up to the most.

use crate::limits::AGREE_OPTIMAL;

/// What one more pair is worth beside its weight: of two ways with the same sum, the one with more
/// pairs is taken.
const ONE_MORE: f64 = 1e-7;

/// Pairs `(left, right)` of positive weight, each side at most once, in the order of the left.
///
/// Up to [`AGREE_OPTIMAL`] on the larger side the sum is the most there can be (Kuhn's Hungarian
/// method with potentials, `n²·m`). Beyond that the heaviest pair goes first, which is at least half
/// of it; ties are broken alike from both sides, so that swapping them swaps the pairs.
pub(super) fn assign(
    left: usize,
    right: usize,
    weight: impl Fn(usize, usize) -> f32,
) -> Vec<(usize, usize)> {
    if left == 0 || right == 0 {
        return Vec::new();
    }
    let mut pairs = if left.max(right) > AGREE_OPTIMAL {
        greedy(left, right, weight)
    } else if left <= right {
        optimal(left, right, weight)
    } else {
        let turned = optimal(right, left, |r, l| weight(l, r));
        turned.into_iter().map(|(r, l)| (l, r)).collect()
    };
    pairs.sort_unstable();
    pairs
}

fn greedy(left: usize, right: usize, weight: impl Fn(usize, usize) -> f32) -> Vec<(usize, usize)> {
    let mut all: Vec<(f32, usize, usize)> = Vec::new();
    for l in 0..left {
        let row = (0..right).map(|r| (weight(l, r), l, r));
        all.extend(row.filter(|(weight, ..)| *weight > 0.0));
    }
    let key = |&(_, l, r): &(f32, usize, usize)| (l + r, l.abs_diff(r));
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| key(a).cmp(&key(b))));
    let (mut used_left, mut used_right) = (vec![false; left], vec![false; right]);
    let mut pairs = Vec::new();
    for (_, l, r) in all {
        if let (Some(a @ false), Some(b @ false)) = (used_left.get_mut(l), used_right.get_mut(r)) {
            (*a, *b) = (true, true);
            pairs.push((l, r));
        }
    }
    pairs
}

/// The Hungarian method for at most as many rows as columns. Rows and columns count from one;
/// column 0 holds the row that looks for its place.
fn optimal(
    rows: usize,
    columns: usize,
    weight: impl Fn(usize, usize) -> f32,
) -> Vec<(usize, usize)> {
    let cost: Vec<f64> = (0..rows * columns)
        .map(|at| match f64::from(weight(at / columns, at % columns)) {
            some if some > 0.0 => -some - ONE_MORE,
            _ => 0.0,
        })
        .collect();
    let of = |row: usize, column: usize| cost[(row - 1) * columns + column - 1];
    let mut of_row = vec![0.0_f64; rows + 1];
    let mut of_column = vec![0.0_f64; columns + 1];
    let mut owner = vec![0_usize; columns + 1];
    let mut way = vec![0_usize; columns + 1];
    for row in 1..=rows {
        owner[0] = row;
        let mut at = 0;
        let mut least = vec![f64::INFINITY; columns + 1];
        let mut done = vec![false; columns + 1];
        while owner[at] != 0 {
            done[at] = true;
            let (mut step, mut next) = (f64::INFINITY, 0);
            for column in 1..=columns {
                if done[column] {
                    continue;
                }
                let here = of(owner[at], column) - of_row[owner[at]] - of_column[column];
                if here < least[column] {
                    (least[column], way[column]) = (here, at);
                }
                if least[column] < step {
                    (step, next) = (least[column], column);
                }
            }
            for column in 0..=columns {
                if done[column] {
                    of_row[owner[column]] += step;
                    of_column[column] -= step;
                } else {
                    least[column] -= step;
                }
            }
            at = next;
        }
        while at != 0 {
            owner[at] = owner[way[at]];
            at = way[at];
        }
    }
    let placed = owner.iter().enumerate().skip(1);
    placed
        .filter(|(column, row)| **row != 0 && of(**row, *column) < 0.0)
        .map(|(column, row)| (row - 1, column - 1))
        .collect()
}

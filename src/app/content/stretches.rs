//! An index of stretches (of text, of time) that finds those in view without looking at the rest.

/// Stretches sorted by their beginning. Each carries a number: usually that of an annotation.
#[derive(Clone, Debug, Default)]
pub struct Stretches<T> {
    /// `(start, end, number)` by rising start; of those that start together the longest first.
    sorted: Vec<(T, T, usize)>,
    /// The greatest end among a stretch and all before it.
    reach: Vec<T>,
}

impl<T: PartialOrd + Copy> Stretches<T> {
    /// Sorts stretches; one whose end is before its start counts as empty.
    pub fn new(all: impl IntoIterator<Item = (T, T, usize)>) -> Self {
        let forward = |(start, end, number)| match end > start {
            true => (start, end, number),
            false => (start, start, number),
        };
        let mut sorted: Vec<_> = all.into_iter().map(forward).collect();
        let order = |a: &T, b: &T| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal);
        sorted.sort_by(|a, b| order(&a.0, &b.0).then(order(&b.1, &a.1)));
        let mut reach = Vec::with_capacity(sorted.len());
        for (_, end, _) in &sorted {
            let before = reach.last().copied().unwrap_or(*end);
            reach.push(if before > *end { before } else { *end });
        }
        Self { sorted, reach }
    }

    /// All of them in order.
    pub fn all(&self) -> &[(T, T, usize)] {
        &self.sorted
    }

    /// Those that have something between two places, or that are empty and lie there.
    pub fn within(&self, from: T, to: T) -> impl Iterator<Item = (T, T, usize)> + '_ {
        let first = self.reach.partition_point(|end| *end < from);
        let last = self.sorted.partition_point(|(start, _, _)| *start < to);
        let part = self.sorted.get(first..last.max(first)).unwrap_or(&[]);
        let touches = move |&(start, end, _): &(T, T, usize)| end > from || start >= from;
        part.iter().copied().filter(touches)
    }

    /// Those that begin at `from` or later, before `to`.
    pub fn starting(&self, from: T, to: T) -> &[(T, T, usize)] {
        let first = self.sorted.partition_point(|(start, _, _)| *start < from);
        let last = self.sorted.partition_point(|(start, _, _)| *start < to);
        self.sorted.get(first..last.max(first)).unwrap_or(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn what_is_in_view_is_found_and_nothing_else(
            all in proptest::collection::vec((0_u32..60, 0_u32..20), 0..40),
            from in 0_u32..60,
            length in 1_u32..30,
        ) {
            let all: Vec<_> = all.into_iter().zip(0..).map(|((at, n), id)| (at, at + n, id)).collect();
            let to = from + length;
            let index = Stretches::new(all.clone());
            let mut found: Vec<_> = index.within(from, to).map(|(_, _, id)| id).collect();
            let mut wanted: Vec<_> = all
                .iter()
                .filter(|(start, end, _)| *start < to && (*end > from || *start >= from))
                .map(|(_, _, id)| *id)
                .collect();
            found.sort_unstable();
            wanted.sort_unstable();
            proptest::prop_assert_eq!(found, wanted);
            let starts = index.starting(from, to).iter().all(|(at, _, _)| (from..to).contains(at));
            proptest::prop_assert!(starts);
        }
    }
}

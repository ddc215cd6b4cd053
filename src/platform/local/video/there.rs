//! Which tracks are in which frame: found without going through all of them, so that a list of
//! all frames does not take time with their product.

/// One stretch of items in which a track is there.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    from: u32,
    /// The last one.
    to: u32,
    track: u32,
}

/// The stretches of all tracks.
#[derive(Debug, Default)]
pub struct There {
    /// Sorted by their beginnings. The middle one of any part stands for that part.
    stretches: Vec<Stretch>,
    /// Beside each: the last item that any stretch of its part reaches.
    reach: Vec<u32>,
}

impl There {
    /// Of stretches: first and last item, and the number of the track.
    pub fn new(stretches: impl IntoIterator<Item = (u32, u32, u32)>) -> Self {
        let mut stretches: Vec<Stretch> = stretches
            .into_iter()
            .map(|(from, to, track)| Stretch { from, to, track })
            .collect();
        stretches.sort_unstable_by_key(|one| (one.from, one.track));
        let mut there = Self {
            reach: vec![0; stretches.len()],
            stretches,
        };
        there.measure(0, there.stretches.len());
        there
    }

    /// How far a part reaches. The part is halved each time, so that this does not nest deeply.
    fn measure(&mut self, from: usize, to: usize) -> u32 {
        let middle = from.midpoint(to);
        let Some(own) = self.stretches.get(middle).filter(|_| from < to).copied() else {
            return 0;
        };
        let halves = self.measure(from, middle).max(self.measure(middle + 1, to));
        let reach = own.to.max(halves);
        if let Some(known) = self.reach.get_mut(middle) {
            *known = reach;
        }
        reach
    }

    /// The tracks in an item, by number, rising.
    pub fn tracks(&self, item: u32) -> Vec<u32> {
        let mut found = Vec::new();
        let mut parts: Vec<(usize, usize)> = vec![(0, self.stretches.len())];
        while let Some((from, to)) = parts.pop() {
            let middle = from.midpoint(to);
            let own = self.stretches.get(middle).zip(self.reach.get(middle));
            let Some((own, _)) = own.filter(|(_, reach)| from < to && **reach >= item) else {
                continue;
            };
            parts.push((from, middle));
            if own.from <= item {
                parts.push((middle + 1, to));
                if own.to >= item {
                    found.push(own.track);
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// How many tracks are in each of so many items.
    pub fn counts(&self, items: usize) -> Vec<u32> {
        // Where tracks come and go, summed up afterwards.
        let mut steps = vec![0_i64; items];
        for one in &self.stretches {
            for (place, change) in [(one.from, 1), (one.to.saturating_add(1), -1)] {
                if let Some(step) = steps.get_mut(place as usize) {
                    *step += change;
                }
            }
        }
        let mut there = 0;
        steps
            .into_iter()
            .map(|step| {
                there += step;
                u32::try_from(there).unwrap_or(0)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tracks_are_found_as_if_all_were_looked_through() {
        // Some long, some short, some twice, one that never is.
        let stretches: Vec<(u32, u32, u32)> = (0..200_u32)
            .map(|n| {
                let from = n * 37 % 101;
                (from, from + n * n % 17 + (n % 50 / 49) * 90, n / 2)
            })
            .collect();
        let there = There::new(stretches.iter().copied());
        let counts = there.counts(200);
        for item in 0..200 {
            let mut expected: Vec<u32> = stretches
                .iter()
                .filter(|(from, to, _)| (*from..=*to).contains(&item))
                .map(|(.., track)| *track)
                .collect();
            assert_eq!(counts[item as usize] as usize, expected.len());
            expected.sort_unstable();
            expected.dedup();
            assert_eq!(there.tracks(item), expected, "{item}");
        }
        assert_eq!(There::default().tracks(0), [0; 0]);
    }
}

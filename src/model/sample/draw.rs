//! Drawing a sample: who is in it follows from the items and the recipe alone.

use std::cmp::Reverse;

use crate::model::Text;

use super::recipe::Recipe;

/// An item that may be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its place in the lottery, lowest first: a hash of the seed and of the item's id, so that it
    /// is the same on every machine and wherever the item stands in the list.
    pub rank: u64,
    /// The strata it belongs to, by number, each once.
    pub strata: Vec<u16>,
}

/// A stratum, and what was drawn of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stratum {
    /// Its name.
    pub name: Text,
    /// Items that belong to it.
    pub of: u32,
    /// Those of them that were drawn.
    pub drawn: u32,
}

/// A sample.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draw {
    /// Which candidates, in the order they came in.
    pub picked: Vec<usize>,
    /// The strata, in the order of their numbers.
    pub strata: Vec<Stratum>,
}

/// Draws a sample of some items whose strata have these names.
///
/// 1. The share of all items says how many are drawn; they are divided among the strata by their
///    sizes, what is left over by largest remainder (of equal ones by name).
/// 2. Each stratum gets at least the recipe's minimum, or all its items where it is smaller.
/// 3. The strata draw one after the other, the smallest first (of equal ones by name), each its
///    items of lowest rank. An item with several labels belongs to the stratum of each: drawn for
///    one, it counts for the others, which draw so many fewer.
/// 4. Where that leaves the sample short, the items of lowest rank fill it up.
///
/// So the sample is never smaller than the share, and larger only by what minimums add.
pub fn draw(candidates: &[Candidate], names: &[Text], recipe: Recipe) -> Draw {
    let mut by_rank: Vec<usize> = (0..candidates.len()).collect();
    by_rank.sort_by_key(|at| candidates.get(*at).map(|candidate| candidate.rank));
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); names.len()];
    for at in &by_rank {
        for stratum in candidates.get(*at).into_iter().flat_map(|c| &c.strata) {
            if let Some(members) = members.get_mut(usize::from(*stratum)) {
                members.push(*at);
            }
        }
    }
    let count = |of: usize| u32::try_from(of).unwrap_or(u32::MAX);
    let sizes: Vec<u32> = members.iter().map(|members| count(members.len())).collect();
    let asked = recipe.share.of(count(candidates.len()));
    let quotas = quotas(&sizes, names, asked, recipe.least());
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|at| (sizes.get(*at), names.get(*at)));
    let mut picked = vec![false; candidates.len()];
    let taken = |picked: &[bool], members: &[usize]| {
        let taken = members.iter().filter(|at| picked.get(**at) == Some(&true));
        count(taken.count())
    };
    for stratum in order {
        let (Some(members), Some(quota)) = (members.get(stratum), quotas.get(stratum)) else {
            continue;
        };
        let wanted = quota.saturating_sub(taken(&picked, members));
        take(&mut picked, members, wanted);
    }
    let missing = asked.saturating_sub(taken(&picked, &by_rank));
    take(&mut picked, &by_rank, missing);
    let strata = names.iter().zip(&members).map(|(name, members)| Stratum {
        name: name.clone(),
        of: count(members.len()),
        drawn: taken(&picked, members),
    });
    Draw {
        strata: strata.collect(),
        picked: (0..candidates.len())
            .filter(|at| picked.get(*at) == Some(&true))
            .collect(),
    }
}

/// Takes so many of those that are not taken yet.
fn take(picked: &mut [bool], from: &[usize], count: u32) {
    let mut left = count;
    for at in from {
        if left == 0 {
            return;
        }
        if let Some(one @ false) = picked.get_mut(*at) {
            *one = true;
            left -= 1;
        }
    }
}

/// How many each stratum draws.
fn quotas(sizes: &[u32], names: &[Text], asked: u32, min: u32) -> Vec<u32> {
    let all: u64 = sizes.iter().map(|size| u64::from(*size)).sum();
    let part = |size: u32| u64::from(asked) * u64::from(size);
    let whole =
        |size: u32| u32::try_from(part(size).checked_div(all).unwrap_or(0)).unwrap_or(asked);
    let mut quotas: Vec<u32> = sizes.iter().map(|size| whole(*size)).collect();
    let given: u32 = quotas.iter().sum();
    let mut left: Vec<usize> = (0..sizes.len()).collect();
    left.sort_by_key(|at| {
        let size = sizes.get(*at).copied().unwrap_or(0);
        let remainder = part(size).checked_rem(all).unwrap_or(0);
        (Reverse(remainder), names.get(*at))
    });
    let over = usize::try_from(asked.saturating_sub(given)).unwrap_or(usize::MAX);
    for at in left.into_iter().take(over) {
        if let Some(quota) = quotas.get_mut(at) {
            *quota += 1;
        }
    }
    for (quota, size) in quotas.iter_mut().zip(sizes) {
        *quota = (*quota).max(min).min(*size);
    }
    quotas
}

#[cfg(test)]
mod tests {
    use super::super::recipe::{By, Share};
    use super::*;
    use proptest::prelude::*;

    fn names(count: usize) -> Vec<Text> {
        (0..count).map(|at| Text::line(&format!("s{at}"))).collect()
    }

    /// Scatters numbers, so that ranks are not those of the list.
    fn scattered(number: u64) -> u64 {
        number.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    fn single(strata: &[u16]) -> Vec<Candidate> {
        let ranks = (1..).map(scattered);
        let all = strata.iter().zip(ranks);
        all.map(|(stratum, rank)| Candidate {
            rank,
            strata: vec![*stratum],
        })
        .collect()
    }

    fn recipe(share: Share, min: u32) -> Recipe {
        Recipe {
            share,
            by: By::Label,
            min,
            seed: 7,
        }
    }

    fn drawn(draw: &Draw) -> Vec<(u32, u32)> {
        draw.strata.iter().map(|s| (s.of, s.drawn)).collect()
    }

    #[test]
    fn two_thousand_images_of_scenario_three() {
        // 1,960 cars, 36 buses, 4 trams: 5 % are 100, at least 3 of each.
        let mut strata = vec![0_u16; 1_960];
        strata.extend([1; 36]);
        strata.extend([2; 4]);
        let found = draw(&single(&strata), &names(3), recipe(Share::Percent(500), 3));
        // 98, 1.8 and 0.2 of them: 98, 2, 0, and then the minimum.
        assert_eq!(drawn(&found), [(1_960, 98), (36, 3), (4, 3)]);
        assert_eq!(found.picked.len(), 104);
        assert!(found.picked.is_sorted(), "in the order of the list");
        let without = draw(&single(&strata), &names(3), recipe(Share::Percent(500), 0));
        assert_eq!(drawn(&without), [(1_960, 98), (36, 2), (4, 0)]);
    }

    #[test]
    fn an_item_of_several_strata_counts_for_each() {
        // Both trams are on pictures with cars: drawn for the trams, they are cars that need not be
        // drawn any more.
        let mut items = single(&[0, 0, 0, 0, 0, 0]);
        items[4].strata = vec![0, 1];
        items[5].strata = vec![0, 1];
        let found = draw(&items, &names(2), recipe(Share::Items(2), 2));
        assert_eq!(found.picked, [4, 5]);
        assert_eq!(drawn(&found), [(6, 2), (2, 2)]);
        // Where overlap leaves the sample short, it is filled up.
        let found = draw(&items, &names(2), recipe(Share::Items(4), 0));
        assert_eq!(found.picked.len(), 4);
    }

    #[test]
    fn nothing_is_drawn_of_nothing() {
        let found = draw(&[], &[], recipe(Share::Percent(500), 3));
        assert_eq!(found, Draw::default());
        let alone = [Candidate {
            rank: 1,
            strata: Vec::new(),
        }];
        assert_eq!(draw(&alone, &[], recipe(Share::Items(1), 3)).picked, [0]);
    }

    fn population() -> impl Strategy<Value = Vec<Candidate>> {
        let strata = proptest::collection::btree_set(0_u16..6, 0..4);
        proptest::collection::vec(strata, 0..120).prop_map(|all| {
            let ranks = (1..).map(scattered);
            let all = all.into_iter().zip(ranks);
            all.map(|(strata, rank)| Candidate {
                rank,
                strata: strata.into_iter().collect(),
            })
            .collect()
        })
    }

    fn shares() -> impl Strategy<Value = Share> {
        prop_oneof![
            (1_u16..=10_000).prop_map(Share::Percent),
            (1_u32..150).prop_map(Share::Items)
        ]
    }

    proptest! {
        #[test]
        fn every_stratum_gets_its_minimum_and_the_whole_its_share(
            items in population(), share in shares(), min in 0_u32..8
        ) {
            let found = draw(&items, &names(6), recipe(share, min));
            for stratum in &found.strata {
                prop_assert!(stratum.drawn >= min.min(stratum.of), "{stratum:?}");
                prop_assert!(stratum.drawn <= stratum.of);
            }
            let asked = share.of(items.len() as u32) as usize;
            prop_assert!(found.picked.len() >= asked);
            if min == 0 {
                prop_assert_eq!(found.picked.len(), asked);
            }
            prop_assert_eq!(&draw(&items, &names(6), recipe(share, min)), &found, "again");
        }

        #[test]
        fn the_order_of_the_list_and_of_the_strata_does_not_matter(
            items in population().prop_shuffle(), share in shares(), min in 0_u32..8,
            numbers in Just(vec![0_u16, 1, 2, 3, 4, 5]).prop_shuffle()
        ) {
            let ranks = |items: &[Candidate], draw: &Draw| {
                let mut ranks: Vec<u64> = draw.picked.iter().map(|at| items[*at].rank).collect();
                ranks.sort_unstable();
                ranks
            };
            let mut sorted = items.clone();
            sorted.sort_by_key(|item| item.rank);
            // The strata under other numbers, with the same names.
            let mut renamed = names(6);
            for (number, name) in numbers.iter().zip(names(6)) {
                renamed[usize::from(*number)] = name;
            }
            for item in &mut sorted {
                for stratum in &mut item.strata {
                    *stratum = numbers[usize::from(*stratum)];
                }
            }
            let one = draw(&items, &names(6), recipe(share, min));
            let other = draw(&sorted, &renamed, recipe(share, min));
            prop_assert_eq!(ranks(&items, &one), ranks(&sorted, &other));
        }
    }
}

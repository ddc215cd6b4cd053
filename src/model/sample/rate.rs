//! What the verdicts on a sample say of all items: the share accepted, and how sure that is.

use std::fmt;

/// The normal quantile of a two-sided interval of 95 %.
const Z: f64 = 1.96;

/// How many of the decided items of a sample were accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rate {
    /// Accepted (or verified empty).
    pub accepted: u32,
    /// Accepted or rejected.
    pub decided: u32,
}

impl Rate {
    /// The share accepted, 0 to 1; none before anything is decided.
    pub fn share(self) -> Option<f64> {
        (self.decided > 0).then(|| f64::from(self.accepted) / f64::from(self.decided))
    }

    /// Between which shares (0 to 1) that of all items lies with 95 %: the Wilson score interval,
    /// which holds for few items and shares near 0 and 1 too. It is not symmetric, so both ends are
    /// told. None before anything is decided.
    pub fn interval(self) -> Option<(f64, f64)> {
        let share = self.share()?;
        let n = f64::from(self.decided);
        let z2 = Z * Z;
        let scale = 1.0 + z2 / n;
        let middle = (share + z2 / (2.0 * n)) / scale;
        let half = Z * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt() / scale;
        Some(((middle - half).max(0.0), (middle + half).min(1.0)))
    }

    /// `94 % (88–97)`: the share, and both ends of the interval.
    pub fn short(self) -> String {
        let (Some(share), Some((low, high))) = (self.share(), self.interval()) else {
            return "nothing decided".into();
        };
        let percent = |part: f64| (part * 100.0).round();
        let (share, low, high) = (percent(share), percent(low), percent(high));
        format!("{share} % ({low}–{high})")
    }
}

impl fmt::Display for Rate {
    /// `94 % (88–97), n = 180`: [`Rate::short`], and how many are decided.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.short())?;
        match self.decided {
            0 => Ok(()),
            decided => write!(f, ", n = {decided}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rate(accepted: u32, decided: u32) -> Rate {
        Rate { accepted, decided }
    }

    /// Worked out by hand from the formula with z = 1.96, so z² = 3.8416.
    #[test]
    fn intervals_equal_those_worked_out_by_hand() {
        let known = [
            // (0.5 + 0.19208) / 1.38416 = 0.5; 1.96·√(0.025 + 0.009604) / 1.38416 = 0.263410
            ((5, 10), (0.236_590, 0.763_410)),
            // p̂ = 1: (1 + 0.19208) / 1.38416 = 0.861230; 1.96·√0.009604 / 1.38416 = 0.138770
            ((10, 10), (0.722_460, 1.0)),
            ((0, 10), (0.0, 0.277_540)),
            // p̂ = 0.944444: 1.051156 / 1.213422 = 0.866274; 0.150285 / 1.213422 = 0.123852
            ((17, 18), (0.742_422, 0.990_125)),
            ((169, 180), (0.893_898, 0.965_538)),
            // One of one: 1.9208 / 4.8416 + 2.9208 / 4.8416 = 1.
            ((1, 1), (0.206_543, 1.0)),
        ];
        for ((accepted, decided), (low, high)) in known {
            let found = rate(accepted, decided).interval().unwrap();
            let near = |a: f64, b: f64| (a - b).abs() < 2e-6;
            assert!(
                near(found.0, low) && near(found.1, high),
                "{accepted} of {decided}: {found:?}"
            );
        }
        assert_eq!(rate(0, 0).interval(), None);
    }

    #[test]
    fn a_rate_is_told_with_both_ends() {
        assert_eq!(rate(169, 180).to_string(), "94 % (89–97), n = 180");
        assert_eq!(rate(17, 18).to_string(), "94 % (74–99), n = 18");
        assert_eq!(rate(0, 3).to_string(), "0 % (0–56), n = 3");
        assert_eq!(rate(0, 0).to_string(), "nothing decided");
    }

    proptest! {
        #[test]
        fn the_share_lies_within_its_interval(decided in 1_u32..5_000, part in 0.0_f64..=1.0) {
            let accepted = (f64::from(decided) * part) as u32;
            let rate = rate(accepted, decided);
            let (low, high) = rate.interval().unwrap();
            let share = rate.share().unwrap();
            prop_assert!(0.0 <= low && low <= share + 1e-12 && share <= high + 1e-12 && high <= 1.0);
        }
    }
}

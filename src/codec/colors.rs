//! The colour of a label: its own where the platform gives one, else one of a fixed cycle.

use crate::model::picture::Layers;
use crate::model::{Annotation, LabelSet, Rgb};

/// Okabe and Ito's colours for colour-blind readers (without black), then lighter and darker
/// relatives that keep their distance in lightness.
const CYCLE: [Rgb; 14] = [
    Rgb(230, 159, 0),
    Rgb(86, 180, 233),
    Rgb(0, 158, 115),
    Rgb(240, 228, 66),
    Rgb(0, 114, 178),
    Rgb(213, 94, 0),
    Rgb(204, 121, 167),
    Rgb(255, 204, 128),
    Rgb(170, 220, 255),
    Rgb(128, 222, 190),
    Rgb(170, 68, 0),
    Rgb(102, 153, 255),
    Rgb(255, 170, 220),
    Rgb(153, 153, 51),
];

/// Left and right of two results that are compared: far apart for any eye, and in lightness too.
pub const SIDES: (Rgb, Rgb) = (Rgb(86, 180, 233), Rgb(230, 159, 0));

/// The colour of an annotation whose label is unknown.
const UNKNOWN: Rgb = Rgb(187, 187, 187);

/// Which colours labels have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LabelColors {
    /// Those that the platform gives them, where it does.
    #[default]
    Own,
    /// Those of the cycle alone, which any eye tells apart.
    Safe,
}

/// The colour that the label at an index is drawn in: the same in every run.
pub fn label_color(colors: LabelColors, labels: &LabelSet, index: u32) -> Rgb {
    match (labels.get(index), colors) {
        (Some(label), LabelColors::Own) => label.color.unwrap_or_else(|| cycle_color(index)),
        (Some(_), LabelColors::Safe) => cycle_color(index),
        (None, _) => UNKNOWN,
    }
}

/// The colour that an annotation is drawn in: that of its label, or of its side where two results
/// are compared.
pub fn overlay_color(
    colors: LabelColors,
    layers: Layers,
    labels: &LabelSet,
    annotation: &Annotation,
) -> Rgb {
    match layers {
        Layers::Two(left, _) if annotation.result == left => SIDES.0,
        Layers::Two(_, right) if annotation.result == right => SIDES.1,
        _ => label_color(colors, labels, annotation.label),
    }
}

/// A colour as files write it: `#rrggbb`.
pub fn hex(raw: &str) -> Option<Rgb> {
    let digits = raw.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let plain = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let number = u32::from_str_radix(digits, 16).ok().filter(|_| plain)?;
    let [_, r, g, b] = number.to_be_bytes();
    Some(Rgb(r, g, b))
}

/// The colour at a place of the cycle, which turns.
pub fn cycle_color(index: u32) -> Rgb {
    let place = usize::try_from(index).unwrap_or(0) % CYCLE.len();
    CYCLE.get(place).copied().unwrap_or(UNKNOWN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Label;

    #[test]
    fn colours_are_six_digits() {
        assert_eq!(hex("#0a10fF"), Some(Rgb(10, 16, 255)));
        for odd in [
            "",
            "#",
            "0a10ff",
            "#0a10f",
            "#+a10ff",
            "#0a10ffff",
            "#ärger",
        ] {
            assert_eq!(hex(odd), None, "{odd}");
        }
    }

    #[test]
    fn own_colours_win_and_the_cycle_turns() {
        let label = |color| Label {
            id: None,
            name: "a".into(),
            color,
            parent: None,
            joints: Vec::new(),
        };
        let mut labels = vec![label(None); 16];
        labels[1] = label(Some(Rgb(1, 2, 3)));
        let set = LabelSet { labels };
        let own = |index| label_color(LabelColors::Own, &set, index);
        assert_eq!(own(0), Rgb(230, 159, 0));
        assert_eq!(own(1), Rgb(1, 2, 3));
        assert_eq!(own(14), own(0));
        assert_eq!(own(u32::MAX), UNKNOWN);
        assert_eq!(label_color(LabelColors::Safe, &set, 1), cycle_color(1));
        let mut distinct = CYCLE.to_vec();
        distinct.dedup();
        assert_eq!(distinct.len(), CYCLE.len());
    }
}

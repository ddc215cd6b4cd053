//! Few colours that suit a picture: median cut over a histogram of 32 × 32 × 32 bins.
//!
//! Own code, since the libraries for it work in finer colour spaces at four to twenty times the
//! time of everything else that is done to a picture; a preview is wanted within a frame or two.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Bits of each channel that tell bins apart.
const BITS: u32 = 5;
/// Bins in all.
const BINS: usize = 1 << (3 * BITS);

/// A palette made for one picture.
#[derive(Clone, Debug)]
pub struct Palette {
    /// Red, green and blue of each colour.
    pub colors: Vec<[u8; 3]>,
    /// Number of the colour that stands for each bin.
    table: Vec<u8>,
    /// Different bins that the picture has.
    found: usize,
}

/// What was counted of one bin.
#[derive(Clone, Copy, Default)]
struct Bin {
    pixels: u64,
    sums: [u64; 3],
}

impl Palette {
    /// A palette of 2 to 256 colours (at most `most`) for red, green, blue pixels.
    pub fn of(rgb: &[u8], most: u16) -> Self {
        let (pixels, _) = rgb.as_chunks::<3>();
        let mut bins = vec![Bin::default(); BINS];
        for pixel in pixels {
            if let Some(bin) = bins.get_mut(bin_of(pixel)) {
                bin.pixels += 1;
                for (sum, value) in bin.sums.iter_mut().zip(pixel) {
                    *sum += u64::from(*value);
                }
            }
        }
        let used: Vec<u16> = (0..=u16::MAX)
            .zip(&bins)
            .filter(|(_, bin)| bin.pixels > 0)
            .map(|(at, _)| at)
            .collect();
        let found = used.len();
        let groups = cut(&bins, used, usize::from(most.clamp(2, 256)));
        let mut table = vec![0; BINS];
        let mut colors = Vec::with_capacity(groups.len());
        for (number, group) in (0..=u8::MAX).zip(&groups) {
            colors.push(mean(&bins, group));
            for at in group {
                if let Some(entry) = table.get_mut(usize::from(*at)) {
                    *entry = number;
                }
            }
        }
        Self {
            colors,
            table,
            found,
        }
    }

    /// Whether the picture has few colours of its own, as drawings and screenshots have.
    pub fn is_flat(&self) -> bool {
        self.found <= 256
    }

    /// The number of the colour of each pixel.
    pub fn indices(&self, rgb: &[u8]) -> Vec<u8> {
        let (pixels, _) = rgb.as_chunks::<3>();
        let number = |pixel: &[u8; 3]| self.table.get(bin_of(pixel)).copied().unwrap_or(0);
        pixels.iter().map(number).collect()
    }
}

/// The bin of a colour.
fn bin_of(&[red, green, blue]: &[u8; 3]) -> usize {
    let part = |value: u8| usize::from(value) >> (8 - BITS);
    (part(red) << (2 * BITS)) | (part(green) << BITS) | part(blue)
}

/// A group of bins that one colour stands for, and what is lost by that.
struct Group {
    bins: Vec<u16>,
    /// Sum of squared distances along the worst channel, weighted by pixels.
    loss: f64,
    channel: usize,
    middle: f64,
}

impl Group {
    fn new(all: &[Bin], bins: Vec<u16>) -> Self {
        let (mut pixels, mut sums, mut squares) = (0.0, [0.0; 3], [0.0; 3]);
        for at in &bins {
            let bin = all.get(usize::from(*at)).copied().unwrap_or_default();
            let count = bin.pixels as f64;
            pixels += count;
            for (channel, level) in levels(*at).into_iter().enumerate() {
                sums[channel] += level * count;
                squares[channel] += level * level * count;
            }
        }
        let pixels = f64::max(pixels, 1.0);
        // Eyes tell greens apart best.
        let weights = [2.0, 4.0, 1.5];
        let loss_of = |channel: usize| {
            (squares[channel] - sums[channel] * sums[channel] / pixels) * weights[channel]
        };
        let channel = (0..3)
            .max_by(|a, b| loss_of(*a).total_cmp(&loss_of(*b)))
            .unwrap_or(1);
        Self {
            // Large even areas would take every colour from small things that matter.
            loss: loss_of(channel) / pixels.sqrt(),
            middle: sums[channel] / pixels,
            bins,
            channel,
        }
    }

    fn halves(self) -> (Vec<u16>, Vec<u16>) {
        let (channel, middle) = (self.channel, self.middle);
        self.bins
            .into_iter()
            .partition(|at| levels(*at)[channel] <= middle)
    }
}

impl PartialEq for Group {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Group {}

impl PartialOrd for Group {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Group {
    fn cmp(&self, other: &Self) -> Ordering {
        self.loss.total_cmp(&other.loss)
    }
}

/// Red, green and blue of a bin, 0 to 31.
fn levels(at: u16) -> [f64; 3] {
    let part = |shift: u32| f64::from((at >> shift) & ((1 << BITS) - 1));
    [part(2 * BITS), part(BITS), part(0)]
}

/// Splits the worst group in two until there are enough, or none loses anything.
fn cut(all: &[Bin], used: Vec<u16>, most: usize) -> Vec<Vec<u16>> {
    let mut groups = BinaryHeap::from([Group::new(all, used)]);
    while groups.len() < most {
        let Some(worst) = groups.pop() else { break };
        if worst.loss <= 0.0 {
            groups.push(worst);
            break;
        }
        let (low, high) = worst.halves();
        groups.push(Group::new(all, low));
        groups.push(Group::new(all, high));
    }
    groups.into_iter().map(|group| group.bins).collect()
}

fn mean(all: &[Bin], group: &[u16]) -> [u8; 3] {
    let mut sum = Bin::default();
    for bin in group.iter().filter_map(|at| all.get(usize::from(*at))) {
        sum.pixels += bin.pixels;
        for (total, part) in sum.sums.iter_mut().zip(bin.sums) {
            *total += part;
        }
    }
    let pixels = sum.pixels.max(1);
    sum.sums
        .map(|total| u8::try_from((total + pixels / 2) / pixels).unwrap_or(u8::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_colours_are_kept_as_they_are() {
        let rgb: Vec<u8> = (0..600_u32)
            .flat_map(|at| [[250, 3, 7], [9, 200, 90], [255; 3], [0; 3]][at as usize % 4])
            .collect();
        let palette = Palette::of(&rgb, 64);
        assert!(palette.is_flat());
        assert_eq!(palette.colors.len(), 4);
        let back: Vec<u8> = palette
            .indices(&rgb)
            .iter()
            .flat_map(|index| palette.colors[usize::from(*index)])
            .collect();
        assert_eq!(back, rgb);
    }

    #[test]
    fn many_colours_become_near_ones() {
        let rgb: Vec<u8> = (0..128 * 128_u32)
            .flat_map(|at| [(at % 128 * 2) as u8, (at / 128 * 2) as u8, 90])
            .collect();
        for (most, tolerance) in [(256, 14), (64, 26), (16, 48)] {
            let palette = Palette::of(&rgb, most);
            assert!(palette.colors.len() <= usize::from(most) && !palette.is_flat());
            let indices = palette.indices(&rgb);
            let worst = rgb
                .chunks_exact(3)
                .zip(&indices)
                .flat_map(|(pixel, index)| {
                    let color = palette.colors[usize::from(*index)];
                    [0, 1, 2].map(|at| pixel[at].abs_diff(color[at]))
                })
                .max();
            assert!(worst.unwrap() <= tolerance, "{most}: {worst:?}");
        }
        assert!(Palette::of(&[], 16).indices(&[]).is_empty());
    }
}

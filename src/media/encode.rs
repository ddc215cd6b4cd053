//! Finished pixels to what a terminal takes: half-block cells, a PNG for kitty graphics, or one
//! escape sequence (iTerm2's pictures, sixel).
//!
//! Pure functions from red, green, blue bytes; nothing is written here.

pub mod blocks;
pub mod fit;
pub mod iterm2;
pub mod kitty;
pub mod palette;
pub mod quality;
pub mod reduce;
pub mod sixel;

pub use palette::{palette_color, palette_index};
pub use quality::Quality;

#[cfg(test)]
pub(in crate::media) mod tests {
    /// A grainy photograph-like picture.
    pub(in crate::media) fn photo(width: u32, height: u32) -> Vec<u8> {
        let mut seed = 1_u32;
        let mut rgb = Vec::new();
        for at in 0..width * height {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let (x, y) = ((at % width) as f32, (at / width) as f32);
            let grain = (seed >> 28) as f32;
            let wave = |a: f32| ((a.sin() + 1.0) * 115.0 + grain) as u8;
            rgb.extend([wave(x / 90.0), wave(y / 70.0), wave((x + y) / 200.0)]);
        }
        rgb
    }

    /// A flat drawing: bars of five colours.
    pub(in crate::media) fn drawing(width: u32, height: u32) -> Vec<u8> {
        const COLORS: [[u8; 3]; 5] = [
            [255, 255, 255],
            [0, 0, 0],
            [204, 51, 0],
            [0, 102, 204],
            [51, 153, 51],
        ];
        let color = |at: u32| {
            let (x, y) = (at % width, at / width);
            match (x / 9 + y / 7) % 4 {
                0 => COLORS[1 + (x as usize / 30) % 4],
                _ => COLORS[0],
            }
        };
        (0..width * height).flat_map(color).collect()
    }
}

//! A finished picture, as plain data: what the media workers make and the screen shows.

use std::sync::Arc;

use super::{Annotation, Point, Rect, Rgb, Text};

/// What part of the image is looked at. Kept between items of one size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// 1.0 fits the whole image into the pane; 2.0 shows half its sides; at most [`View::MAX_ZOOM`].
    pub zoom: f32,
    /// The image point in the middle of the pane, as fractions of the image's sides (0 to 1).
    pub center: (f32, f32),
}

impl Default for View {
    fn default() -> Self {
        Self {
            zoom: 1.0,
            center: (0.5, 0.5),
        }
    }
}

impl View {
    /// The strongest zoom offered.
    pub const MAX_ZOOM: f32 = 64.0;

    /// The part of an image of this size (pixels) that fills a pane of this size (output pixels),
    /// in image pixels: the pane's shape, clipped to the image, at least one pixel.
    pub fn crop(&self, image: (u32, u32), pane: (u32, u32)) -> Rect {
        // In f64, so that a fitting view is exactly the whole image.
        let (width, height) = (f64::from(image.0.max(1)), f64::from(image.1.max(1)));
        let (pane_w, pane_h) = (f64::from(pane.0.max(1)), f64::from(pane.1.max(1)));
        let zoom = f64::from(self.zoom.clamp(1.0, Self::MAX_ZOOM));
        let fit = (pane_w / width).min(pane_h / height) * zoom;
        let crop_w = (pane_w / fit).round_to_side(width);
        let crop_h = (pane_h / fit).round_to_side(height);
        let x = (f64::from(self.center.0) * width - crop_w / 2.0).clamp(0.0, width - crop_w);
        let y = (f64::from(self.center.1) * height - crop_h / 2.0).clamp(0.0, height - crop_h);
        Rect::new(x as f32, y as f32, crop_w as f32, crop_h as f32)
    }

    /// The view that shows a rectangle (image pixels) with a margin around it.
    pub fn around(target: Rect, image: (u32, u32), pane: (u32, u32)) -> Self {
        let (width, height) = (image.0.max(1) as f32, image.1.max(1) as f32);
        let (pane_w, pane_h) = (pane.0.max(1) as f32, pane.1.max(1) as f32);
        let fit = (pane_w / width).min(pane_h / height);
        let margin = 1.6;
        let wanted_w = (target.width * margin).max(16.0);
        let wanted_h = (target.height * margin).max(16.0);
        let zoom = (pane_w / wanted_w).min(pane_h / wanted_h) / fit;
        let center = target.center();
        Self {
            zoom: zoom.clamp(1.0, Self::MAX_ZOOM),
            center: (
                (center.x / width).clamp(0.0, 1.0),
                (center.y / height).clamp(0.0, 1.0),
            ),
        }
    }
}

trait RoundToSide {
    /// At least one pixel, and the whole side when nearly all of it is shown.
    fn round_to_side(self, side: f64) -> f64;
}

impl RoundToSide for f64 {
    fn round_to_side(self, side: f64) -> f64 {
        if self > side - 1e-3 {
            side
        } else {
            self.max(1.0)
        }
    }
}

/// How pictures reach this terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Graphics {
    /// Two pixels a cell by the upper half block, in 24-bit colour.
    #[default]
    Blocks,
    /// The same, quantized to the 256-colour palette.
    Blocks256,
    /// The same, in the terminal's own 16 colours.
    Blocks16,
    /// kitty graphics: PNG with unicode placeholders.
    Kitty,
    /// iTerm2's inline pictures: a JPEG or PNG file in one escape sequence.
    Iterm2,
    /// Sixel: up to 256 colours in one escape sequence.
    Sixel,
    /// No pictures: facts as text only.
    Off,
}

impl Graphics {
    /// Its name for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Blocks => "half blocks in 24-bit colour",
            Self::Blocks256 => "half blocks in 256 colours",
            Self::Blocks16 => "half blocks in 16 colours",
            Self::Kitty => "kitty graphics",
            Self::Iterm2 => "iTerm2 pictures",
            Self::Sixel => "sixel",
            Self::Off => "off, text only",
        }
    }

    /// Its name for machines.
    pub fn name(self) -> &'static str {
        match self {
            Self::Blocks => "blocks",
            Self::Blocks256 => "blocks256",
            Self::Blocks16 => "blocks16",
            Self::Kitty => "kitty",
            Self::Iterm2 => "iterm2",
            Self::Sixel => "sixel",
            Self::Off => "off",
        }
    }
}

/// The ways of showing pictures that a terminal has, as far as it has told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// kitty graphics.
    pub kitty: bool,
    /// iTerm2's inline pictures.
    pub iterm2: bool,
    /// Sixel.
    pub sixel: bool,
    /// Half blocks in the colours it has; [`Graphics::Off`] where it has none.
    pub blocks: Graphics,
}

impl Ways {
    /// All of them, best first; no pictures at all comes last.
    pub fn all(self) -> Vec<Graphics> {
        let offered = [
            (self.kitty, Graphics::Kitty),
            (self.iterm2, Graphics::Iterm2),
            (self.sixel, Graphics::Sixel),
            (self.blocks != Graphics::Off, self.blocks),
            (true, Graphics::Off),
        ];
        let offered = offered.into_iter().filter(|(has, _)| *has);
        offered.map(|(_, graphics)| graphics).collect()
    }

    /// The one after `now`, and the first after the last.
    pub fn after(self, now: Graphics) -> Graphics {
        let all = self.all();
        let next = all
            .iter()
            .position(|way| *way == now)
            .map_or(0, |at| at + 1);
        let way = all.get(next).or_else(|| all.first());
        way.copied().unwrap_or(Graphics::Off)
    }
}

/// The 16 colours that every terminal has, as they usually look (VGA's, the Linux console's), in the
/// order of their numbers.
pub const USUAL_16: [Rgb; 16] = [
    Rgb(0, 0, 0),
    Rgb(170, 0, 0),
    Rgb(0, 170, 0),
    Rgb(170, 85, 0),
    Rgb(0, 0, 170),
    Rgb(170, 0, 170),
    Rgb(0, 170, 170),
    Rgb(170, 170, 170),
    Rgb(85, 85, 85),
    Rgb(255, 85, 85),
    Rgb(85, 255, 85),
    Rgb(255, 255, 85),
    Rgb(85, 85, 255),
    Rgb(255, 85, 255),
    Rgb(85, 255, 255),
    Rgb(255, 255, 255),
];

/// One half-block cell: the upper and lower pixel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockCell {
    /// Upper pixel.
    pub upper: Rgb,
    /// Lower pixel.
    pub lower: Rgb,
}

/// A small tag at an annotation, drawn as text over the picture's cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Badge {
    /// Number of the annotation in the item's list, from zero.
    pub annotation: usize,
    /// Cell of the picture, from its left top.
    pub cell: (u16, u16),
    /// What it says: the annotation's number counted from one, or its label.
    pub text: Text,
    /// The annotation's colour.
    pub color: Rgb,
}

/// The encoded picture.
#[derive(Clone, Debug)]
pub enum Pixels {
    /// Half-block cells, row by row, `columns × rows` of them.
    Blocks(Arc<[BlockCell]>),
    /// A PNG file for the kitty protocol, spread over `columns × rows` cells.
    Png(Arc<[u8]>),
    /// One whole escape sequence that puts the picture where the cursor is (iTerm2, sixel), to
    /// fill `columns × rows` cells; nothing may be written in the middle of it.
    Escape(Arc<[u8]>),
}

/// A picture ready to be shown in a rectangle of cells.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Unique number of this rendering: unchanged pictures are not sent again.
    pub serial: u64,
    /// Number of what is shown: the same however truly, and whatever is drawn over it.
    pub base: u64,
    /// Cells used, at most those of the pane.
    pub columns: u16,
    /// Cells used.
    pub rows: u16,
    /// What to show.
    pub pixels: Pixels,
    /// Size of the whole image in displayed orientation, pixels.
    pub image: (u32, u32),
    /// The part shown, image pixels.
    pub crop: Rect,
    /// Tags of annotations whose place is in view.
    pub badges: Vec<Badge>,
}

impl Picture {
    /// The cell (from the picture's left top, possibly outside) at which an image point is shown.
    pub fn cell_of(&self, p: Point) -> (f32, f32) {
        (
            (p.x - self.crop.x) / self.crop.width.max(f32::EPSILON) * f32::from(self.columns),
            (p.y - self.crop.y) / self.crop.height.max(f32::EPSILON) * f32::from(self.rows),
        )
    }

    /// Bytes held, for cache budgets.
    pub fn bytes(&self) -> usize {
        match &self.pixels {
            Pixels::Blocks(cells) => cells.len() * size_of::<BlockCell>(),
            Pixels::Png(bytes) | Pixels::Escape(bytes) => bytes.len(),
        }
    }
}

/// Of which results annotations are drawn, by the results' places in `ItemDetail::results`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Layers {
    /// Of all.
    #[default]
    All,
    /// Of one.
    One(u16),
    /// Of two, told apart by colour and by unbroken (left) and dashed (right) lines.
    Two(u16, u16),
}

/// How annotations are drawn on a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Look {
    /// Outlines over light fills.
    #[default]
    Full,
    /// Outlines alone.
    Outlines,
    /// The upright box around each shape.
    Boxes,
    /// Outlines, with the label at each shape in place of its number.
    Labels,
    /// A dot in the middle of each shape: the picture shows nearly untouched.
    Dots,
}

impl Look {
    /// All of them, in the order of [`Look::next`].
    pub const ALL: [Self; 5] = [
        Self::Full,
        Self::Outlines,
        Self::Boxes,
        Self::Labels,
        Self::Dots,
    ];

    /// What it is called.
    pub fn word(self) -> &'static str {
        match self {
            Self::Full => "outlines and fills",
            Self::Outlines => "outlines",
            Self::Boxes => "boxes",
            Self::Labels => "labels",
            Self::Dots => "dots",
        }
    }

    /// The one of this name.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|look| look.word() == word)
    }

    /// The one after it; after the last one the first.
    pub fn next(self) -> Self {
        match self {
            Self::Full => Self::Outlines,
            Self::Outlines => Self::Boxes,
            Self::Boxes => Self::Labels,
            Self::Labels => Self::Dots,
            Self::Dots => Self::Full,
        }
    }
}

/// What the overlay shows beside the shapes themselves.
#[derive(Clone, Debug, PartialEq)]
pub struct OverlayStyle {
    /// Whether annotations are drawn at all (peek turns them off).
    pub shown: bool,
    /// The annotation drawn strongest, by its number in the item's list.
    pub selected: Option<usize>,
    /// The one of the other result that means the same object, drawn as strongly.
    pub partner: Option<usize>,
    /// Whose annotations are drawn.
    pub layers: Layers,
    /// Line width in output pixels.
    pub line: f32,
    /// Number of the picture it lies on: only annotations on that one are drawn.
    pub on: u8,
    /// How annotations are drawn.
    pub look: Look,
    /// Annotations that are left out, by their numbers in the item's list; one beyond its end is
    /// drawn. None when nothing is left out.
    pub hidden: Option<Arc<[bool]>>,
}

impl OverlayStyle {
    /// Whether the annotation of a number is drawn (as far as its shape has a place in a picture).
    pub fn draws(&self, number: usize, annotation: &Annotation) -> bool {
        let hidden = self.hidden.as_ref().and_then(|hidden| hidden.get(number));
        let of_result = match self.layers {
            Layers::All => true,
            Layers::One(only) => annotation.result == only,
            Layers::Two(left, right) => annotation.result == left || annotation.result == right,
        };
        of_result && annotation.on == self.on && hidden != Some(&true)
    }
}

impl Default for OverlayStyle {
    fn default() -> Self {
        Self {
            shown: true,
            selected: None,
            partner: None,
            layers: Layers::All,
            line: 1.5,
            on: 0,
            look: Look::Full,
            hidden: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_go_round_and_have_names() {
        let round: Vec<_> = std::iter::successors(Some(Look::Full), |look| Some(look.next()))
            .take(Look::ALL.len() + 1)
            .collect();
        assert_eq!(round[..Look::ALL.len()], Look::ALL);
        assert_eq!(round[Look::ALL.len()], Look::Full);
        for look in Look::ALL {
            assert_eq!(Look::of_word(look.word()), Some(look));
        }
    }

    #[test]
    fn the_ways_go_round_best_first() {
        let ways = Ways {
            kitty: true,
            sixel: true,
            ..Ways::default()
        };
        let mut seen = vec![Graphics::Kitty];
        while seen.len() < 5 {
            seen.push(ways.after(seen[seen.len() - 1]));
        }
        let round = [Graphics::Sixel, Graphics::Blocks, Graphics::Off];
        assert_eq!(seen[1..4], round);
        assert_eq!(seen[4], Graphics::Kitty);
        // What it does not have (any more) leads to the best.
        assert_eq!(ways.after(Graphics::Iterm2), Graphics::Kitty);
        let none = Ways {
            blocks: Graphics::Off,
            ..Ways::default()
        };
        assert_eq!(none.after(Graphics::Off), Graphics::Off);
    }

    #[test]
    fn the_crop_stays_inside_the_image() {
        let whole = View::default().crop((4_000, 3_000), (160, 96));
        assert_eq!(whole, Rect::new(0.0, 0.0, 4_000.0, 3_000.0));
        let corner = View {
            zoom: 4.0,
            center: (1.0, 1.0),
        }
        .crop((4_000, 3_000), (160, 96));
        assert_eq!(
            (corner.x + corner.width, corner.y + corner.height),
            (4_000.0, 3_000.0)
        );
        let tiny = View {
            zoom: 64.0,
            center: (0.0, 0.0),
        }
        .crop((1, 1), (1, 1));
        assert_eq!(tiny, Rect::new(0.0, 0.0, 1.0, 1.0));
    }

    #[test]
    fn zooming_to_a_target_shows_it_whole() {
        let target = Rect::new(100.0, 50.0, 40.0, 30.0);
        let crop = View::around(target, (1_000, 800), (160, 96)).crop((1_000, 800), (160, 96));
        assert!(crop.x <= target.x && crop.x + crop.width >= target.x + target.width);
        assert!(crop.y <= target.y && crop.y + crop.height >= target.y + target.height);
        assert!(crop.width < 200.0);
    }
}

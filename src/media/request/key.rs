//! The key under which a picture is kept: what makes two of them the same, or nearly.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::{RenderRequest, Shows, Tile};
use crate::media::encode::Quality;
use crate::model::Text;
use crate::model::picture::{Graphics, Layers, Look, OverlayStyle};

/// What makes two tiles the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct TileKey {
    at: u16,
    picture: Option<RenderKey>,
    nothing: Option<Text>,
}

impl TileKey {
    fn of(tile: &Tile) -> Self {
        let (picture, nothing) = match &tile.shows {
            Shows::Picture(request) => (Some(request.key()), None),
            Shows::Waiting => (None, None),
            Shows::Nothing(why) => (None, Some(why.clone())),
        };
        Self {
            at: tile.at,
            picture,
            nothing,
        }
    }
}

/// What makes two pictures the same. Its number is the picture's serial.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RenderKey {
    item: String,
    revision: u64,
    measured: Option<(u32, u32)>,
    overlay: u64,
    /// What verdicts change in it.
    verdicts: u64,
    view: [u32; 3],
    around: Option<[u32; 4]>,
    tiles: Vec<TileKey>,
    pane: (u16, u16),
    cell: (u16, u16),
    graphics: Graphics,
    quality: Quality,
    style: Option<StyleKey>,
    mark: u64,
}

/// What of the style can be seen.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct StyleKey {
    strong: [Option<usize>; 2],
    layers: Layers,
    on: u8,
    line: u32,
    look: Look,
    hidden: Option<Arc<[bool]>>,
}

impl StyleKey {
    fn of(style: &OverlayStyle) -> Self {
        let something = |hidden: &&Arc<[bool]>| hidden.contains(&true);
        Self {
            strong: [style.selected, style.partner],
            layers: style.layers,
            on: style.on,
            line: style.line.to_bits(),
            look: style.look,
            hidden: style.hidden.as_ref().filter(something).cloned(),
        }
    }
}

impl RenderKey {
    /// A number that is the same for the same picture, also in another run of the program.
    pub fn serial(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        hasher.finish()
    }

    /// Whether two pictures differ in nothing but the verdicts on their annotations.
    pub fn differs_by_verdicts(&self, other: &Self) -> bool {
        let unjudged = |key: &Self| Self {
            verdicts: 0,
            ..key.clone()
        };
        self.verdicts != other.verdicts && unjudged(self) == unjudged(other)
    }

    /// Whether two pictures show the same equally well, whatever is drawn over it.
    pub fn differs_by_drawing(&self, other: &Self) -> bool {
        let truth = |key: &Self| (key.graphics, key.quality);
        truth(self) == truth(other) && self.bare() == other.bare()
    }

    /// A number for what is shown: the same however truly, and whatever is drawn over it.
    pub fn base(&self) -> u64 {
        self.bare().serial()
    }

    /// Without what is drawn over it, and how.
    fn bare(&self) -> Self {
        let bare_tile = |tile: &TileKey| TileKey {
            picture: tile.picture.as_ref().map(Self::bare),
            ..tile.clone()
        };
        Self {
            measured: None,
            overlay: 0,
            verdicts: 0,
            tiles: self.tiles.iter().map(bare_tile).collect(),
            graphics: Graphics::Off,
            quality: Quality::Exact,
            style: None,
            mark: 0,
            ..self.clone()
        }
    }
}

impl RenderRequest {
    /// The key of the picture asked for.
    pub fn key(&self) -> RenderKey {
        let shown = self.style.shown && self.detail.is_some();
        RenderKey {
            item: self.item.clone(),
            revision: self.revision,
            measured: self.known_size(),
            overlay: if shown { self.overlay_hash() } else { 0 },
            verdicts: if shown { self.verdicts_hash() } else { 0 },
            view: [self.view.zoom, self.view.center.0, self.view.center.1].map(f32::to_bits),
            around: self
                .around
                .map(|part| [part.x, part.y, part.width, part.height].map(f32::to_bits)),
            tiles: self
                .tiles
                .iter()
                .flat_map(|tiles| tiles.iter().map(TileKey::of))
                .collect(),
            pane: self.pane,
            cell: self.cell_size(),
            graphics: self.graphics,
            quality: self.quality.on(self.graphics),
            style: shown.then(|| StyleKey::of(&self.style)),
            mark: self.mark_hash(),
        }
    }

    /// What is pointed at; 0 for nothing.
    fn mark_hash(&self) -> u64 {
        let Some(mark) = self.mark.as_ref().filter(|_| self.style.shown) else {
            return 0;
        };
        let mut hasher = DefaultHasher::new();
        // Its words name every coordinate exactly.
        format!("{mark:?}").hash(&mut hasher);
        hasher.finish()
    }

    /// Content and colours: what the overlay looks like but for verdicts.
    fn overlay_hash(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        if let Some(detail) = &self.detail {
            detail.hash.hash(&mut hasher);
            for annotation in &detail.annotations {
                annotation.hash.hash(&mut hasher);
                annotation.crowd.hash(&mut hasher);
            }
        }
        self.colors.hash(&mut hasher);
        hasher.finish()
    }

    /// The verdicts that change how an annotation is drawn.
    fn verdicts_hash(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        let detail = self.detail.iter();
        for annotation in detail.flat_map(|detail| &detail.annotations) {
            let given = annotation.verdict.as_ref();
            given.map(|given| given.verdict).hash(&mut hasher);
        }
        hasher.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::request;
    use super::*;

    #[test]
    fn the_key_holds_what_matters() {
        let plain = request(b"x", (10, 10));
        let mut other = plain.clone();
        other.generation = 9;
        assert_eq!(plain.key(), other.key());
        other.style.selected = Some(1);
        assert_eq!(plain.key(), other.key(), "no annotations, no selection");
        other.style.look = Look::Dots;
        other.style.hidden = Some(Arc::from([true]));
        assert_eq!(plain.key(), other.key(), "no annotations, no style");
        other.view.zoom = 2.0;
        assert_ne!(plain.key(), other.key());
        assert_ne!(plain.key().serial(), other.key().serial());
    }

    #[test]
    fn what_is_shown_has_one_number_however_it_is_shown() {
        let plain = request(b"x", (10, 10));
        let mut other = plain.clone();
        other.graphics = Graphics::Blocks256;
        assert_eq!(plain.key().base(), other.key().base());
        assert!(!plain.key().differs_by_drawing(&other.key()), "not as true");
        other.graphics = plain.graphics;
        other.mark = Some(crate::model::Shape::Box {
            rect: crate::model::Rect::new(1.0, 1.0, 2.0, 2.0),
        });
        assert_ne!(plain.key(), other.key());
        assert_eq!(plain.key().base(), other.key().base());
        assert!(plain.key().differs_by_drawing(&other.key()));
        for change in [
            |asked: &mut RenderRequest| asked.item = "other".into(),
            |asked: &mut RenderRequest| asked.revision = 2,
            |asked: &mut RenderRequest| asked.view.zoom = 2.0,
            |asked: &mut RenderRequest| asked.pane = (10, 9),
        ] {
            let mut other = plain.clone();
            change(&mut other);
            assert_ne!(plain.key().base(), other.key().base());
            assert!(!plain.key().differs_by_drawing(&other.key()));
        }
    }

    #[test]
    fn a_row_of_crops_has_one_number_while_it_has_the_same_crops() {
        let row = |shows: &[Shows]| {
            let tiles = shows.iter().map(|shows| Tile {
                at: 0,
                shows: shows.clone(),
            });
            RenderRequest {
                tiles: Some(tiles.collect()),
                ..request(b"", (10, 10))
            }
        };
        let crop = |graphics| {
            let asked = RenderRequest {
                graphics,
                ..request(b"x", (5, 5))
            };
            Shows::Picture(Box::new(asked))
        };
        let (first, truer) = (crop(Graphics::Blocks256), crop(Graphics::Blocks));
        let base = |shows: &[Shows]| row(shows).key().base();
        assert_eq!(base(&[first]), base(std::slice::from_ref(&truer)));
        assert_ne!(base(&[truer]), base(&[Shows::Waiting]));
    }
}

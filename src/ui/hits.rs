//! What is where on screen, for the mouse: noted by drawing, asked when a click comes.

use ratatui::layout::Rect;

use crate::app::pointer::Hit;
use crate::model;

/// Areas and what they show, in the order they were drawn.
#[derive(Clone, Debug, Default)]
pub struct Hits(Vec<(Rect, Target)>);

#[derive(Clone, Copy, Debug)]
enum Target {
    One(Hit),
    /// A picture that shows this part of an image, in its pixels.
    Picture(model::Rect),
}

impl Hits {
    /// Notes what an area shows; it lies over what was noted there before.
    pub fn add(&mut self, area: Rect, hit: Hit) {
        self.0.push((area, Target::One(hit)));
    }

    /// Notes a picture and the part of its image that it shows.
    pub fn picture(&mut self, area: Rect, crop: model::Rect) {
        self.0.push((area, Target::Picture(crop)));
    }

    /// Forgets what was noted: something lies over all of it.
    pub fn cover(&mut self) {
        self.0.clear();
    }

    /// What a cell shows, by its column and row.
    pub fn at(&self, cell: (u16, u16)) -> Hit {
        let found = self
            .0
            .iter()
            .rev()
            .find(|(area, _)| area.contains(cell.into()));
        match found {
            None => Hit::Nothing,
            Some((_, Target::One(hit))) => *hit,
            Some((area, Target::Picture(crop))) => {
                let (wide, tall) = (f32::from(area.width), f32::from(area.height));
                let (x, y) = (f32::from(cell.0 - area.x), f32::from(cell.1 - area.y));
                let width = crop.width / wide;
                let point = model::Point {
                    x: crop.x + (x + 0.5) * width,
                    y: crop.y + (y + 0.5) * crop.height / tall,
                };
                Hit::Picture(point, width)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_topmost_area_counts_and_a_picture_tells_the_point() {
        let mut hits = Hits::default();
        hits.add(Rect::new(0, 0, 80, 20), Hit::List(0));
        hits.add(Rect::new(0, 5, 80, 1), Hit::Row(0, 4));
        hits.picture(
            Rect::new(10, 10, 20, 5),
            model::Rect::new(100.0, 0.0, 40.0, 20.0),
        );
        assert_eq!(hits.at((3, 3)), Hit::List(0));
        assert_eq!(hits.at((79, 5)), Hit::Row(0, 4));
        assert_eq!(hits.at((80, 5)), Hit::Nothing);
        let point = model::Point { x: 103.0, y: 18.0 };
        assert_eq!(hits.at((11, 14)), Hit::Picture(point, 2.0));
        hits.cover();
        assert_eq!(hits.at((3, 3)), Hit::Nothing);
    }
}

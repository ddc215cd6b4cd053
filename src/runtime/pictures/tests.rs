//! Tests of `pictures`.

mod rows;

use std::io::Cursor;
use std::sync::mpsc::{Receiver, channel};

use image::{DynamicImage, ImageFormat, RgbImage};

use super::*;
use crate::codec::colors::LabelColors;
use crate::config::settings::PreviewChoice;
use crate::model::picture::{OverlayStyle, Pixels, View};
use crate::model::{
    AccountId, Annotation, ContentHash, Id, ItemDetail, Judgement, LabelSet, Level, Rect, Shape,
    Source, Timestamp, Verdict,
};

/// What a test talks to.
struct Desk {
    pictures: Pictures,
    done: Receiver<Done>,
    generation: u64,
    /// The annotation drawn strongest.
    selected: Option<usize>,
}

fn way(graphics: Graphics, remote: bool) -> Way {
    Way {
        graphics,
        cell: Some((10, 20)),
        shares: false,
        remote,
        preview: PreviewChoice::Auto,
        labels: LabelColors::Own,
        sixel_most: None,
    }
}

#[test]
fn a_sixel_picture_stays_within_the_terminals_limit() {
    let way = Way {
        sixel_most: Some((1_000, 1_000)),
        ..way(Graphics::Sixel, false)
    };
    assert_eq!(way.pane((160, 60), Graphics::Sixel), (100, 50));
    assert_eq!(way.pane((80, 24), Graphics::Sixel), (80, 24));
    assert_eq!(way.pane((160, 60), Graphics::Blocks256), (160, 60));
}

fn item(number: u64) -> NodeRef {
    NodeRef::root(AccountId::new("a")).child(Level::Item, Id::Number(number))
}

fn grainy() -> Arc<[u8]> {
    let mut seed = 1_u32;
    let picture = RgbImage::from_fn(640, 480, |x, y| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let grain = (seed >> 28) as u8;
        image::Rgb([(x / 3) as u8 + grain, (y / 2) as u8 / 2 + grain, grain])
    });
    let mut out = Cursor::new(Vec::new());
    DynamicImage::from(picture)
        .write_to(&mut out, ImageFormat::Png)
        .unwrap();
    out.into_inner().into()
}

fn detail(verdict: Option<Verdict>) -> Arc<ItemDetail> {
    let judgement = |verdict| Judgement {
        verdict,
        reason: None,
        hash: ContentHash(1),
        by: "me".into(),
        at: Timestamp(0),
    };
    let annotation = Annotation {
        id: Id::Number(1),
        label: 0,
        shape: Shape::Box {
            rect: Rect::new(100.0, 100.0, 200.0, 160.0),
        },
        attributes: Vec::new(),
        score: None,
        author: None,
        source: Source::Manual,
        group: None,
        occluded: false,
        crowd: false,
        z: 0,
        result: 0,
        on: 0,
        hash: ContentHash(1),
        verdict: verdict.map(judgement),
    };
    Arc::new(ItemDetail {
        node: item(1),
        name: "1".into(),
        size: Some((640, 480)),
        annotations: vec![annotation],
        labels: Arc::new(LabelSet::default()),
        facts: Vec::new(),
        pictures: Vec::new(),
        contents: Vec::new(),
        results: Vec::new(),
        relations: Vec::new(),
        pictured: true,
        video: None,
        problems: Vec::new(),
        hash: ContentHash(1),
        verdict: None,
        flagged: false,
    })
}

impl Desk {
    fn new(way: Way) -> Self {
        let (send, done) = channel();
        let pool = Pool::new(1, move |one| {
            let _ended = send.send(one);
        });
        Self {
            pictures: Pictures::new(pool.unwrap(), way),
            done,
            generation: 0,
            selected: None,
        }
    }

    fn wish(
        &mut self,
        slot: PictureSlot,
        number: u64,
        verdict: Option<Verdict>,
    ) -> Option<Arc<Picture>> {
        self.wish_of(slot, number, verdict, false)
    }

    /// Wishes for a picture, hands its bytes over where they are asked for, and gives back what is
    /// answered at once.
    fn wish_of(
        &mut self,
        slot: PictureSlot,
        number: u64,
        verdict: Option<Verdict>,
        exact: bool,
    ) -> Option<Arc<Picture>> {
        self.generation += 1;
        let mut outcome = self.pictures.wish(PictureWish {
            slot,
            generation: Generation(self.generation),
            item: item(number),
            number: 0,
            detail: Some(detail(verdict)),
            view: View::default(),
            around: None,
            pane: (60, 20),
            style: OverlayStyle {
                selected: self.selected,
                ..OverlayStyle::default()
            },
            exact,
            mark: None,
        });
        if let Some((file, _)) = outcome.bytes.take() {
            let bytes = ImageBytes {
                bytes: grainy(),
                revision: number,
                best: true,
            };
            outcome = self.pictures.bytes(&file, Ok(bytes));
        }
        outcome.answers.pop().map(shown)
    }

    /// The next answer of the workers that somebody waits for.
    fn next(&mut self) -> Arc<Picture> {
        loop {
            let done = self.done.recv_timeout(Duration::from_secs(60)).unwrap();
            if let Some(msg) = self.pictures.done(done) {
                return shown(msg);
            }
        }
    }

    /// Whether the workers have nothing more to do for what is on screen.
    fn rests(&self) -> bool {
        self.pictures.pool.is_idle() && self.pictures.again.is_empty()
    }
}

fn shown(msg: Msg) -> Arc<Picture> {
    match msg {
        Msg::Picture {
            result: Ok(picture),
            ..
        } => picture,
        other => panic!("{other:?}"),
    }
}

fn size(picture: &Picture) -> (u32, u32) {
    let Pixels::Png(file) = &picture.pixels else {
        panic!("no PNG");
    };
    let read = image::load_from_memory(file).unwrap();
    (read.width(), read.height())
}

#[test]
fn a_remote_line_gets_a_small_picture_and_then_a_sharp_one() {
    let mut desk = Desk::new(way(Graphics::Kitty, true));
    assert!(desk.wish(PictureSlot::Main, 1, None).is_none());
    let (first, sharp) = (desk.next(), desk.next());
    assert!(size(&first).0 < size(&sharp).0, "{:?}", size(&first));
    assert_ne!(first.serial, sharp.serial);
    assert_eq!((first.columns, first.rows), (sharp.columns, sharp.rows));
    assert!(desk.rests());
    // Seen before, and still in the terminal's memory: nothing is sent again.
    let back = desk.wish(PictureSlot::Main, 1, None).unwrap();
    assert_eq!(back.serial, sharp.serial);
    assert!(desk.rests());
}

#[test]
fn what_is_ahead_comes_small_and_is_there_at_once() {
    let mut desk = Desk::new(way(Graphics::Kitty, true));
    desk.wish(PictureSlot::Ahead(0), 2, None);
    let ahead = desk.next();
    let shown = desk.wish(PictureSlot::Main, 2, None).unwrap();
    assert_eq!(shown.serial, ahead.serial);
    assert!(size(&desk.next()).0 > size(&shown).0, "sharper after rest");
}

#[test]
fn nothing_is_made_sharper_when_nobody_looks_any_more() {
    let mut desk = Desk::new(way(Graphics::Kitty, true));
    desk.wish(PictureSlot::Main, 1, None);
    desk.next();
    assert!(!desk.rests());
    desk.pictures.cancel(PictureSlot::Main);
    assert!(desk.rests());
    desk.wish(PictureSlot::Main, 1, None);
    assert!(!desk.rests());
    desk.pictures.foresee(item(7));
    assert!(desk.rests());
    // The next wish takes the place of the last one's sharper picture.
    desk.wish(PictureSlot::Main, 1, None);
    desk.wish(PictureSlot::Main, 3, None);
    assert!(desk.pictures.again.is_empty());
    desk.next();
    assert_eq!(desk.pictures.again[&PictureSlot::Main].item, item(3));
}

#[test]
fn a_local_terminal_gets_the_sharp_picture_at_once() {
    for graphics in [
        Graphics::Kitty,
        Graphics::Iterm2,
        Graphics::Sixel,
        Graphics::Blocks,
    ] {
        let mut desk = Desk::new(way(graphics, false));
        desk.wish(PictureSlot::Main, 1, None);
        desk.next();
        assert!(desk.rests(), "{graphics:?}");
    }
}

#[test]
fn half_blocks_of_few_colours_are_never_made_twice() {
    for graphics in [Graphics::Blocks256, Graphics::Blocks16] {
        let mut desk = Desk::new(way(graphics, true));
        desk.wish(PictureSlot::Main, 1, None);
        desk.next();
        assert!(desk.rests(), "{graphics:?}");
    }
}

fn cells(picture: &Picture) -> String {
    match &picture.pixels {
        Pixels::Blocks(cells) => format!("{cells:?}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn half_blocks_in_24_bits_come_over_a_line_in_256_colours_first() {
    let made = |way: Way| {
        let mut desk = Desk::new(way);
        desk.wish(PictureSlot::Main, 1, None);
        cells(&desk.next())
    };
    let far = way(Graphics::Blocks, true);
    let [few, all] = [way(Graphics::Blocks256, true), way(Graphics::Blocks, false)].map(made);
    assert_ne!(few, all);
    let mut desk = Desk::new(far);
    desk.wish(PictureSlot::Main, 1, None);
    assert_eq!(cells(&desk.next()), few);
    assert_eq!(cells(&desk.next()), all);
    assert!(desk.rests());
    for (preview, expected) in [(PreviewChoice::Fast, few), (PreviewChoice::Sharp, all)] {
        assert_eq!(made(Way { preview, ..far }), expected, "{preview:?}");
    }
}

#[test]
fn what_is_drawn_over_half_blocks_needs_no_first_picture() {
    let mut desk = Desk::new(way(Graphics::Blocks, true));
    desk.wish(PictureSlot::Main, 1, None);
    desk.next();
    let plain = desk.next();
    desk.selected = Some(0);
    assert!(desk.wish(PictureSlot::Main, 1, None).is_none());
    let strong = desk.next();
    assert_ne!(cells(&strong), cells(&plain));
    assert_eq!(strong.base, plain.base);
    assert!(desk.rests(), "there is no truer one");
    let mut near = Desk::new(way(Graphics::Blocks, false));
    near.selected = Some(0);
    near.wish(PictureSlot::Main, 1, None);
    assert_eq!(cells(&strong), cells(&near.next()));
    // And back, from memory.
    desk.selected = None;
    let back = desk.wish(PictureSlot::Main, 1, None).unwrap();
    assert_eq!(back.serial, plain.serial);
    assert!(desk.rests());
}

#[test]
fn pictures_that_no_terminal_keeps_come_small_again() {
    for graphics in [Graphics::Blocks, Graphics::Sixel] {
        let mut desk = Desk::new(way(graphics, true));
        let mut firsts = Vec::new();
        for number in [1, 2] {
            desk.wish(PictureSlot::Main, number, None);
            firsts.push(desk.next().serial);
            desk.next();
        }
        let back = desk.wish(PictureSlot::Main, 1, None).unwrap();
        assert_eq!(back.serial, firsts[0], "{graphics:?}");
        assert_ne!(desk.next().serial, firsts[0], "{graphics:?}");
    }
}

#[test]
fn fast_stays_small_and_sharp_comes_sharp() {
    for (preview, remote, widths) in [
        (PreviewChoice::Fast, true, 0..400),
        (PreviewChoice::Fast, false, 0..400),
        (PreviewChoice::Sharp, true, 500..600),
    ] {
        let way = Way {
            preview,
            ..way(Graphics::Kitty, remote)
        };
        let mut desk = Desk::new(way);
        desk.wish(PictureSlot::Main, 1, None);
        let (width, _) = size(&desk.next());
        assert!(widths.contains(&width), "{preview:?}: {width}");
        assert!(desk.rests(), "{preview:?}");
    }
}

#[test]
fn every_pixel_comes_where_it_is_asked_for() {
    let mut desk = Desk::new(way(Graphics::Kitty, true));
    desk.wish_of(PictureSlot::Main, 1, None, true);
    let exact = desk.next();
    let Pixels::Png(file) = &exact.pixels else {
        panic!("no PNG");
    };
    let read = image::load_from_memory(file).unwrap();
    assert_eq!(read.color(), image::ColorType::Rgb8, "no palette");
    assert!(desk.rests());
}

#[test]
fn sixel_over_a_line_begins_with_half_blocks() {
    let mut desk = Desk::new(way(Graphics::Sixel, true));
    desk.wish(PictureSlot::Main, 1, None);
    assert!(matches!(desk.next().pixels, Pixels::Blocks(_)));
    desk.next();
    assert!(desk.rests());
}

#[test]
fn a_verdict_needs_no_new_picture() {
    for remote in [true, false] {
        let mut desk = Desk::new(way(Graphics::Kitty, remote));
        desk.wish(PictureSlot::Main, 1, None);
        let mut last = desk.next();
        while !desk.rests() {
            last = desk.next();
        }
        let kept = desk.wish(PictureSlot::Main, 1, Some(Verdict::Rejected));
        assert_eq!(kept.unwrap().serial, last.serial);
        if remote {
            assert!(desk.rests(), "bytes cost: the mark over the picture tells");
        } else {
            assert_ne!(desk.next().serial, last.serial, "drawn anew after rest");
            assert!(desk.rests());
        }
    }
}

#[test]
fn a_verdict_taken_back_needs_no_new_picture_either() {
    for graphics in [
        Graphics::Kitty,
        Graphics::Iterm2,
        Graphics::Sixel,
        Graphics::Blocks,
    ] {
        let mut desk = Desk::new(way(graphics, true));
        desk.wish(PictureSlot::Main, 1, None);
        desk.next();
        let sharp = desk.next();
        for verdict in [Some(Verdict::Rejected), None, Some(Verdict::Accepted)] {
            let kept = desk.wish(PictureSlot::Main, 1, verdict).unwrap();
            assert_eq!(kept.serial, sharp.serial, "{graphics:?} {verdict:?}");
            assert!(desk.rests(), "{graphics:?} {verdict:?}");
        }
    }
}

#[test]
fn a_verdict_on_a_first_picture_does_not_keep_it_from_getting_sharp() {
    let mut desk = Desk::new(way(Graphics::Kitty, true));
    desk.wish(PictureSlot::Main, 1, None);
    let first = desk.next();
    let kept = desk.wish(PictureSlot::Main, 1, Some(Verdict::Accepted));
    assert_eq!(kept.unwrap().serial, first.serial);
    assert!(size(&desk.next()).0 > size(&first).0);
}

#[test]
fn a_terminal_that_reads_our_memory_gets_pictures_unpacked() {
    let near = Way {
        shares: true,
        ..way(Graphics::Kitty, false)
    };
    let sizes = [near, way(Graphics::Kitty, false)].map(|way| {
        let mut desk = Desk::new(way);
        desk.wish(PictureSlot::Main, 1, None);
        let made = desk.next();
        let Pixels::Png(png) = &made.pixels else {
            panic!("not for kitty");
        };
        png.len()
    });
    assert!(sizes[0] > sizes[1], "{sizes:?}");
    // Only where bytes cost nothing, and not against a choice.
    for (preview, remote, unpacked) in [
        (PreviewChoice::Auto, false, true),
        (PreviewChoice::Sharp, false, true),
        (PreviewChoice::Fast, false, false),
        (PreviewChoice::Auto, true, false),
    ] {
        let way = Way {
            preview,
            remote,
            ..near
        };
        let (first, _) = way.qualities(false);
        assert_eq!(first == Quality::Unpacked, unpacked, "{preview:?} {remote}");
    }
}

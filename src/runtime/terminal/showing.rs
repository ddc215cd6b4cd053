//! The pictures of a frame: each goes the way that the terminal takes, and one that is not there
//! yet leaves its place to the one before it of the same thing.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::graphics::{KittyImages, fill};
use super::placed::{Ink, Placed, Settled, png_size};
use super::probe::Facts;
use crate::model::picture::{Graphics, Picture, Pixels};

/// A picture of the last frame, in kitty's memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shown {
    id: u8,
    area: Rect,
    columns: u16,
    rows: u16,
    /// Its own, in pixels.
    size: Option<(u32, u32)>,
}

/// What shows pictures, but for half blocks, which are text.
#[derive(Debug)]
pub struct Showing {
    /// kitty's.
    pub kitty: KittyImages,
    placed: Placed,
    /// Pictures for kitty are shown; else those that are still about are left over from before.
    kitty_way: bool,
    placeholders: bool,
    /// What the frame is about, and what the last one was.
    about: Option<u64>,
    /// The pictures of this frame and of the last one.
    now: Vec<Shown>,
    before: Vec<Shown>,
}

impl Showing {
    /// Nothing shown yet. `process` is the process id.
    pub fn new(process: u32, facts: &Facts) -> Self {
        let mut showing = Self {
            kitty: KittyImages::new(process, facts.through_tmux()),
            placed: Placed::default(),
            kitty_way: true,
            placeholders: true,
            about: None,
            now: Vec::new(),
            before: Vec::new(),
        };
        showing.set_way(facts);
        showing
    }

    /// The terminal shows pictures in another way, perhaps: what to write so that none of the
    /// former way stays.
    pub fn set_way(&mut self, facts: &Facts) -> Vec<u8> {
        self.placeholders = facts.placeholders();
        self.kitty_way = facts.graphics == Graphics::Kitty;
        self.kitty.set_shares(facts.shares_memory());
        let mut last = Vec::new();
        if !self.kitty_way {
            last = self.kitty.farewell();
            self.kitty.forget();
            // What the last frame wanted is not sent any more.
            self.kitty.begin_frame();
        }
        last.extend(self.kitty.set_way(facts.through_tmux(), self.placeholders));
        let passes = facts.escapes_through_tmux();
        self.placed.set_origin(facts.origin().filter(|_| passes));
        last
    }

    /// A frame begins; `about` is a number for the one thing that it shows a picture of, if it is
    /// one.
    pub fn begin_frame(&mut self, screen: Rect, about: Option<u64>) {
        self.kitty.begin_frame();
        self.placed.begin_frame(screen);
        self.before = std::mem::take(&mut self.now);
        // Several, or of something else: none of them may stand for another.
        if about.is_none() || about != self.about || self.before.len() > 1 {
            self.before.clear();
        }
        self.about = about;
    }

    /// Puts a picture into an area of the frame; false when it is not there to be seen yet.
    pub fn place(&mut self, picture: &Arc<Picture>, area: Rect, buffer: &mut Buffer) -> bool {
        let whole = (area.width, area.height) == (picture.columns, picture.rows);
        match &picture.pixels {
            Pixels::Blocks(_) => false,
            // It cannot be cut.
            Pixels::Escape(bytes) => {
                let ink = Ink::Escape(Arc::clone(bytes));
                whole && self.placed.wish(buffer, area, picture.serial, ink)
            }
            Pixels::Png(_) if !self.kitty_way => false,
            Pixels::Png(png) => {
                let (columns, rows) = (picture.columns, picture.rows);
                let id = self.kitty.want(picture);
                let there = id.is_some();
                let shown = id.map(|id| Shown {
                    id,
                    area,
                    columns,
                    rows,
                    size: png_size(png),
                });
                let Some(shown) = shown.or_else(|| self.stand_in(area)) else {
                    return false;
                };
                if self.placeholders {
                    fill(buffer, area, shown.id, shown.columns, shown.rows);
                } else if let Some(size) = shown.size.filter(|_| whole) {
                    let ink = Ink::Stored(shown.id, size);
                    // By its number in the terminal: that of the one it stands for is not there.
                    let placed = self.placed.wish(buffer, area, shown.id.into(), ink);
                    return placed && self.remember(shown) && there;
                }
                self.remember(shown) && there
            }
        }
    }

    fn remember(&mut self, shown: Shown) -> bool {
        self.now.push(shown);
        true
    }

    /// What was shown there of the same thing, while the terminal still holds it.
    fn stand_in(&self, area: Rect) -> Option<Shown> {
        let before = self.before.first().copied()?;
        let fits =
            before.area == area && (before.columns, before.rows) == (area.width, area.height);
        (fits && self.kitty.holds(before.id)).then_some(before)
    }

    /// The frame is complete, whatever lies over its pictures included. `ready` is whether the
    /// line takes a whole picture now.
    pub fn settle(&mut self, buffer: &mut Buffer, ready: bool) -> Settled {
        let mut settled = self.placed.settle(buffer, ready);
        // Pictures put at the cursor are graphics commands, which the pieces of another one must
        // not have between them.
        if !self.placeholders && !settled.bytes.is_empty() {
            let mut bytes = self.kitty.interrupt();
            bytes.append(&mut settled.bytes);
            settled.bytes = bytes;
        }
        settled
    }

    /// The screen is cleared: of what lay on it nothing is left; what is in the terminal's memory
    /// is.
    pub fn wiped(&mut self) {
        self.placed.forget();
    }

    /// The screen is to be drawn anew from nothing: what takes all pictures away first.
    pub fn clear(&mut self) -> Vec<u8> {
        let last = self.kitty.farewell();
        self.forget();
        last
    }

    /// The terminal was left, which took all pictures away.
    pub fn forget(&mut self) {
        self.kitty.forget();
        self.placed.forget();
        self.now.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Rect as Part;
    use crate::runtime::terminal::decode::Reply;

    const SCREEN: Rect = Rect::new(0, 0, 20, 10);
    const AREA: Rect = Rect::new(2, 1, 6, 4);

    fn facts(replies: &[Reply]) -> Facts {
        let var = |name: &str| (name == "TERM").then(|| "xterm-256color".to_owned());
        let mut facts = Facts::guess(&var, None);
        for reply in replies {
            facts.learn(reply);
        }
        facts
    }

    fn kitty(version: &str) -> Facts {
        let ok = Reply::Kitty {
            image: 31,
            ok: true,
        };
        facts(&[Reply::Version(format!("kitty({version})")), ok])
    }

    fn picture(serial: u64, pixels: Pixels) -> Arc<Picture> {
        Arc::new(Picture {
            serial,
            base: 0,
            columns: AREA.width,
            rows: AREA.height,
            pixels,
            image: (60, 40),
            crop: Part::new(0.0, 0.0, 60.0, 40.0),
            badges: Vec::new(),
        })
    }

    fn png() -> Pixels {
        sized_png(60, 40)
    }

    fn sized_png(width: u8, height: u8) -> Pixels {
        Pixels::Png(png_file(width, height).into())
    }

    fn png_file(width: u8, height: u8) -> Vec<u8> {
        let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        file.extend([0, 0, 0, width, 0, 0, 0, height]);
        file
    }

    /// One of several pieces.
    fn long_png() -> Pixels {
        let mut file = png_file(60, 40);
        file.resize(40_000, 0);
        Pixels::Png(file.into())
    }

    /// A frame about a thing, with a picture: whether it is there to be seen, and the frame.
    fn frame(showing: &mut Showing, about: u64, picture: &Arc<Picture>) -> (bool, Buffer) {
        let mut buffer = Buffer::empty(SCREEN);
        showing.begin_frame(SCREEN, Some(about));
        let there = showing.place(picture, AREA, &mut buffer);
        showing.settle(&mut buffer, true);
        (there, buffer)
    }

    fn send(showing: &mut Showing) {
        showing.kitty.next_chunk(usize::MAX, 0);
        let id = showing.kitty.farewell();
        let text = String::from_utf8(id).unwrap();
        let id = text
            .rsplit("i=")
            .next()
            .and_then(|rest| rest.split(',').next());
        showing.kitty.answered(id.unwrap().parse().unwrap(), true);
    }

    #[test]
    fn a_better_picture_replaces_the_first_without_a_gap() {
        let mut showing = Showing::new(0, &kitty("0.31.0"));
        let (first, better) = (picture(1, png()), picture(2, png()));
        let (there, empty) = frame(&mut showing, 7, &first);
        assert!(!there && empty == Buffer::empty(SCREEN));
        send(&mut showing);
        let (there, with_first) = frame(&mut showing, 7, &first);
        assert!(there && with_first[(2, 1)].symbol().starts_with('\u{10eeee}'));
        // Until it is there the first one stands, which is not yet what is to be seen.
        let (there, still) = frame(&mut showing, 7, &better);
        assert!(!there && still == with_first);
        send(&mut showing);
        let (there, now) = frame(&mut showing, 7, &better);
        assert!(there && now[(2, 1)].fg != still[(2, 1)].fg);
        // Of another item nothing may stand in.
        let (there, blank) = frame(&mut showing, 8, &picture(3, png()));
        assert!(!there && blank == Buffer::empty(SCREEN));
    }

    #[test]
    fn without_placeholders_images_lie_on_the_screen() {
        let mut showing = Showing::new(0, &kitty("0.26.5"));
        let wanted = picture(1, png());
        frame(&mut showing, 7, &wanted);
        send(&mut showing);
        let mut buffer = Buffer::empty(SCREEN);
        showing.begin_frame(SCREEN, None);
        assert!(showing.place(&wanted, AREA, &mut buffer));
        let bytes = showing.settle(&mut buffer, true).bytes;
        let text = String::from_utf8(bytes).unwrap();
        assert!(
            text.starts_with("\x1b[2;3H\x1b_Ga=p,i=32,p=1,c=6,r=4"),
            "{text}"
        );
    }

    /// A terminal that puts pictures at the cursor, and a frame of it: the bytes before its text.
    fn placed(showing: &mut Showing, about: u64, picture: &Arc<Picture>) -> String {
        let mut buffer = Buffer::empty(SCREEN);
        showing.begin_frame(SCREEN, Some(about));
        showing.place(picture, AREA, &mut buffer);
        String::from_utf8(showing.settle(&mut buffer, true).bytes).unwrap()
    }

    #[test]
    fn what_stands_in_is_cut_by_its_own_size() {
        let mut showing = Showing::new(0, &kitty("0.26.5"));
        let first = picture(1, sized_png(30, 20));
        placed(&mut showing, 7, &first);
        send(&mut showing);
        placed(&mut showing, 7, &first);
        let mut buffer = Buffer::empty(SCREEN);
        showing.begin_frame(SCREEN, Some(7));
        showing.place(&picture(2, png()), AREA, &mut buffer);
        // A menu over its left half.
        for y in AREA.top()..AREA.bottom() {
            buffer.set_string(AREA.x, y, "abc", ratatui::style::Style::new());
        }
        let bytes = showing.settle(&mut buffer, true).bytes;
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("p=1,x=15,y=0,w=15,h=20,"), "{text}");
    }

    #[test]
    fn a_picture_on_its_way_makes_room_for_one_that_is_placed() {
        let mut showing = Showing::new(0, &kitty("0.26.5"));
        let (first, better) = (picture(1, png()), picture(2, long_png()));
        placed(&mut showing, 7, &first);
        send(&mut showing);
        placed(&mut showing, 7, &first);
        placed(&mut showing, 7, &better);
        assert!(!showing.kitty.next_chunk(1, 0).is_empty());
        // Nothing moves: the pieces go on.
        assert_eq!(placed(&mut showing, 7, &better), "");
        // Of another item: the one before is taken away.
        let next = picture(3, png());
        let text = placed(&mut showing, 8, &next);
        assert!(
            text.starts_with("\x1b_Gm=0,q=2;\x1b\\\x1b_Ga=d,d=I,i=33,"),
            "{text}"
        );
        assert!(text.ends_with("\x1b_Ga=d,d=i,i=32,q=2\x1b\\"), "{text}");
        let begun = String::from_utf8(showing.kitty.next_chunk(1, 0)).unwrap();
        assert!(begun.contains("\x1b_Ga=t,f=100,i=34,"), "{begun}");
    }

    #[test]
    fn what_is_interrupted_is_sent_anew() {
        let mut showing = Showing::new(0, &kitty("0.26.5"));
        let (first, better) = (picture(1, png()), picture(2, long_png()));
        placed(&mut showing, 7, &first);
        send(&mut showing);
        placed(&mut showing, 7, &first);
        placed(&mut showing, 7, &better);
        showing.kitty.next_chunk(1, 0);
        showing.wiped();
        let text = placed(&mut showing, 7, &better);
        assert!(text.starts_with("\x1b_Gm=0,q=2;"), "{text}");
        assert!(text.contains("\x1b_Ga=p,i=32,"), "put again: {text}");
        let begun = String::from_utf8(showing.kitty.next_chunk(1, 0)).unwrap();
        assert!(begun.contains("\x1b_Ga=t,f=100,i=34,"), "{begun}");
    }

    #[test]
    fn what_was_made_for_kitty_is_not_sent_in_another_way() {
        let mut showing = Showing::new(0, &kitty("0.31.0"));
        let wanted = picture(1, png());
        frame(&mut showing, 7, &wanted);
        let mut other = kitty("0.31.0");
        other.prefer(Some(Graphics::Blocks));
        showing.set_way(&other);
        assert!(!showing.kitty.busy(0));
        let (there, blank) = frame(&mut showing, 7, &wanted);
        assert!(!there && blank == Buffer::empty(SCREEN));
        assert!(!showing.kitty.busy(0));
    }

    #[test]
    fn what_a_cleared_screen_showed_is_written_again() {
        let mut showing = Showing::new(0, &facts(&[]));
        let wanted = picture(1, Pixels::Escape(b"P".as_slice().into()));
        assert!(placed(&mut showing, 7, &wanted).ends_with('P'));
        assert_eq!(placed(&mut showing, 7, &wanted), "");
        showing.wiped();
        assert!(placed(&mut showing, 7, &wanted).ends_with('P'));
    }

    #[test]
    fn a_picture_that_cannot_be_cut_waits_for_one_that_fits() {
        let mut showing = Showing::new(0, &facts(&[]));
        let wanted = picture(1, Pixels::Escape(b"P".as_slice().into()));
        let mut buffer = Buffer::empty(SCREEN);
        showing.begin_frame(SCREEN, None);
        let smaller = Rect { width: 5, ..AREA };
        assert!(!showing.place(&wanted, smaller, &mut buffer));
        assert!(showing.place(&wanted, AREA, &mut buffer));
        assert!(showing.settle(&mut buffer, true).painted);
    }

    #[test]
    fn another_way_takes_away_what_the_former_left() {
        let mut showing = Showing::new(0, &kitty("0.31.0"));
        frame(&mut showing, 7, &picture(1, png()));
        send(&mut showing);
        let mut other = kitty("0.31.0");
        other.prefer(Some(Graphics::Off));
        let last = String::from_utf8(showing.set_way(&other)).unwrap();
        assert_eq!(last, "\x1b_Ga=d,d=I,i=32,q=2\x1b\\");
        assert!(showing.set_way(&other).is_empty());
    }
}

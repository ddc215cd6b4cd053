//! Pictures and masks that are written into JSON: base64 in any spelling, possibly behind a
//! `data:` address, possibly compressed once more (zlib).

use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use flate2::read::ZlibDecoder;

use crate::limits::PICTURE_BYTES;
use crate::model::{Mask, Text};

use super::raster;

/// The bytes behind a text.
///
/// # Errors
/// In words, for a text that is no base64.
pub fn bytes(text: &str) -> Result<Vec<u8>, Text> {
    let body = match text.strip_prefix("data:") {
        Some(rest) => rest.split_once(',').map_or("", |(_, body)| body),
        None => text,
    };
    let body: String = body.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    [STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD]
        .iter()
        .find_map(|engine| engine.decode(&body).ok())
        .filter(|bytes| !bytes.is_empty())
        .ok_or_else(|| "is no base64".into())
}

/// The mask that a picture in a text is, in the picture's own pixels, and the picture's size.
///
/// # Errors
/// In words, for texts and bytes that are no picture and for pictures above the limits.
pub fn mask(text: &str) -> Result<(Mask, (u32, u32)), Text> {
    let mut bytes = bytes(text)?;
    // The first byte of zlib, as everybody writes it; no picture begins with it.
    if bytes.first() == Some(&0x78) {
        bytes = inflated(&bytes, PICTURE_BYTES)?;
    }
    raster::mask(&bytes)
}

/// What zlib packed, at most so many bytes.
fn inflated(packed: &[u8], most: u64) -> Result<Vec<u8>, Text> {
    let mut bytes = Vec::new();
    let read = ZlibDecoder::new(packed)
        .take(most + 1)
        .read_to_end(&mut bytes);
    read.map_err(|error| Text::line(&format!("cannot be unpacked: {error}")))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > most {
        return Err("is larger than the limit when unpacked".into());
    }
    Ok(bytes)
}

/// A mask moved so that the corner of its picture lies at `x`, `y` of the image. What lies left of
/// or above the image is cut off. None for a place where no image reaches.
pub fn placed(mask: &Mask, x: i64, y: i64) -> Option<Mask> {
    if let (Ok(left), Ok(top)) = (u32::try_from(x), u32::try_from(y)) {
        let mut moved = mask.clone();
        moved.x = mask.x.checked_add(left)?;
        moved.y = mask.y.checked_add(top)?;
        return Some(moved);
    }
    let beyond = |by: i64| by > i64::from(u32::MAX);
    if beyond(x) || beyond(y) {
        return None;
    }
    let inside = |at: u32, by: i64| u32::try_from(i64::from(at).checked_add(by)?).ok();
    let right = inside(mask.x.checked_add(mask.width)?, x).unwrap_or(0);
    let bottom = inside(mask.y.checked_add(mask.height)?, y).unwrap_or(0);
    let mut bits = super::bitmap::Bits::new(right, bottom)?;
    for (row, from, to) in mask.spans() {
        if let Some(row) = inside(row, y) {
            (from..to)
                .filter_map(|at| inside(at, x))
                .for_each(|at| bits.set(at, row));
        }
    }
    Some(bits.to_mask(0, 0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    /// The worked example of the Supervisely contract.
    const ZLIB: &str = "eJzrDPBz5+WS4mJgYOD19HAJAtIsQMzMyAwk+6xsWoEUW4BPiCuQ/v///9Kb8+8CWYwlQX7BDA7PbqQBOXyeLo4hFXOSPRJ+HJjAwMAqxriRQ1G6BSjD4Onq57LOKaEJAHluGY4=";

    #[test]
    fn masks_are_unpacked() {
        let (mask, size) = mask(ZLIB).unwrap();
        assert_eq!(size, (4, 3));
        let spans: Vec<_> = mask.spans().collect();
        assert_eq!(spans, [(0, 1, 3), (1, 0, 4), (2, 1, 3)]);
    }

    #[test]
    fn what_is_no_picture_says_so() {
        for (text, why) in [
            ("", "is no base64"),
            ("%%", "is no base64"),
            ("eJzz", "cannot be unpacked"),
            ("AAAA", "format"),
        ] {
            let said = mask(text).unwrap_err();
            assert!(said.contains(why), "{text}: {said}");
        }
        assert_eq!(bytes("data:image/png;base64,AQ ID").unwrap(), [1, 2, 3]);
    }

    #[test]
    fn a_small_text_that_unpacks_to_much_is_refused() {
        use std::io::Write;
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(&[0; 5_000]).unwrap();
        let packed = packed.finish().unwrap();
        assert_eq!(inflated(&packed, 5_000).unwrap().len(), 5_000);
        let said = inflated(&packed, 4_999).unwrap_err();
        assert!(said.contains("limit"), "{said}");
    }

    #[test]
    fn masks_beyond_the_edge_are_cut() {
        let whole = Mask {
            x: 0,
            y: 0,
            width: 3,
            height: 2,
            runs: Arc::from([0, 6]),
        };
        let moved = placed(&whole, 5, 7).unwrap();
        assert_eq!((moved.x, moved.y, moved.area()), (5, 7, 6));
        let cut = placed(&whole, -1, -1).unwrap();
        assert_eq!((cut.x, cut.y, cut.width, cut.height), (0, 0, 2, 1));
        assert_eq!(placed(&whole, -9, 0).unwrap().area(), 0);
        for (x, y) in [
            (i64::MAX, 0),
            (0, i64::MAX),
            (i64::MAX, i64::MIN),
            (-1, i64::MAX),
        ] {
            assert_eq!(placed(&whole, x, y), None);
        }
        assert_eq!(placed(&whole, i64::MIN, i64::MIN).unwrap().area(), 0);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived(text in "(data:,|eJ)?[A-Za-z0-9+/=_-]{0,60}") {
            let _ = mask(&text);
        }
    }
}

//! Finding the format by content. Extensions are not looked at: they lie.

use crate::media::error::{Format, MediaError};

/// The picture format of these bytes.
///
/// # Errors
/// [`MediaError::Empty`], and [`MediaError::NotAPicture`] with a guess what it is instead.
pub fn sniff(bytes: &[u8]) -> Result<Format, MediaError> {
    if bytes.is_empty() {
        return Err(MediaError::Empty);
    }
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    let format = if starts(b"\xff\xd8\xff") {
        Format::Jpeg
    } else if starts(b"\x89PNG\r\n\x1a\n") {
        Format::Png
    } else if starts(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Format::WebP
    } else if starts(b"GIF87a") || starts(b"GIF89a") {
        Format::Gif
    } else if [b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"]
        .iter()
        .any(|m| starts(*m))
    {
        Format::Tiff
    } else if starts(b"BM") && bytes.len() > 14 {
        Format::Bmp
    } else {
        return Err(cut_or_foreign(bytes));
    };
    Ok(format)
}

/// A few bytes of a known beginning are a cut file; all else is something else.
fn cut_or_foreign(bytes: &[u8]) -> MediaError {
    let beginnings: [(&[u8], Format); 3] = [
        (b"\xff\xd8\xff", Format::Jpeg),
        (b"\x89PNG\r\n\x1a\n", Format::Png),
        (b"GIF89a", Format::Gif),
    ];
    for (magic, format) in beginnings {
        if bytes.len() >= 2 && magic.starts_with(bytes) {
            return MediaError::Truncated(format);
        }
    }
    MediaError::NotAPicture(foreign(bytes))
}

/// What else it may be, in a few words.
fn foreign(bytes: &[u8]) -> &'static str {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    let head = bytes.get(..512.min(bytes.len())).unwrap_or_default();
    let has = |word: &[u8]| head.windows(word.len()).any(|part| part == word);
    match bytes.get(8..12) {
        Some(b"avif" | b"avis") => return "AVIF",
        Some(b"heic" | b"heix" | b"mif1" | b"hevc") => return "HEIC",
        _ => {}
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        "a video"
    } else if starts(b"%PDF") {
        "PDF"
    } else if starts(b"PK\x03\x04") || starts(b"\x1f\x8b") {
        "an archive"
    } else if starts(b"8BPS") {
        "Photoshop"
    } else if has(b"<svg") {
        "SVG"
    } else if has(b"<html") || has(b"<!DOCTYPE") {
        "a web page"
    } else if starts(b"version https://git-lfs") {
        "a Git LFS pointer whose file was not fetched"
    } else if head.iter().all(|&byte| byte == 0) {
        "zeros"
    } else if std::str::from_utf8(head).is_ok() {
        "text"
    } else {
        "unknown data"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_found_by_content() {
        let cases: [(&[u8], Result<Format, MediaError>); 12] = [
            (b"\xff\xd8\xff\xe0", Ok(Format::Jpeg)),
            (b"\x89PNG\r\n\x1a\n....", Ok(Format::Png)),
            (b"RIFF....WEBPVP8 ", Ok(Format::WebP)),
            (b"GIF87a", Ok(Format::Gif)),
            (b"MM\0*", Ok(Format::Tiff)),
            (b"BM0123456789abcdef", Ok(Format::Bmp)),
            (b"", Err(MediaError::Empty)),
            (b"\x89PN", Err(MediaError::Truncated(Format::Png))),
            (b"hello", Err(MediaError::NotAPicture("text"))),
            (b"%PDF-1.7", Err(MediaError::NotAPicture("PDF"))),
            (b"\0\0\0\x1cftypheic", Err(MediaError::NotAPicture("HEIC"))),
            (b"\0\0\0", Err(MediaError::NotAPicture("zeros"))),
        ];
        for (bytes, found) in cases {
            assert_eq!(sniff(bytes), found, "{bytes:?}");
        }
    }
}

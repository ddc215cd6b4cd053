//! Pictures really made, at the size the meta data claims.

use image::{ExtendedColorType, ImageEncoder};
use std::io::{Cursor, Write};

pub struct Picture {
    pub seed: u64,
    pub width: u32,
    pub height: u32,
    pub png: bool,
}

impl Picture {
    /// A gradient with a grid whose colours depend on the frame: cheap, and different each time.
    fn pixels(&self) -> Vec<u8> {
        let (width, height) = (self.width as usize, self.height as usize);
        let tint = (self.seed.wrapping_mul(0x9e37_79b9) >> 8) as u8;
        let mut out = vec![0; width * height * 3];
        for (y, row) in out.chunks_exact_mut(width * 3).enumerate() {
            let green = (y * 255 / height.max(1)) as u8;
            for (x, pixel) in row.chunks_exact_mut(3).enumerate() {
                let line = x % 64 == 0 || y % 64 == 0;
                let red = (x * 255 / width.max(1)) as u8;
                pixel.copy_from_slice(&if line { [tint; 3] } else { [red, green, tint] });
            }
        }
        out
    }

    pub fn encode(&self) -> (&'static str, Vec<u8>) {
        let mut out = Vec::new();
        let pixels = self.pixels();
        let (kind, done) = if self.png {
            let encoder = image::codecs::png::PngEncoder::new(&mut out);
            let done =
                encoder.write_image(&pixels, self.width, self.height, ExtendedColorType::Rgb8);
            ("image/png", done)
        } else {
            let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, 80);
            let done =
                encoder.write_image(&pixels, self.width, self.height, ExtendedColorType::Rgb8);
            ("image/jpeg", done)
        };
        done.expect("a picture of these sizes");
        (kind, out)
    }
}

fn archive(files: Vec<(String, Vec<u8>)>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in files {
        zip.start_file(name, options).expect("a new entry");
        zip.write_all(&bytes).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

pub fn context_zip(task: u64, frame: u64, count: u32) -> Vec<u8> {
    let files = (0..count).map(|n| {
        let picture = Picture {
            seed: task * 7 + frame * 3 + u64::from(n),
            width: 320,
            height: 240,
            png: false,
        };
        (format!("context_{n}.jpg"), picture.encode().1)
    });
    archive(files.collect())
}

pub fn chunk_zip(pictures: &[Picture]) -> Vec<u8> {
    let files = pictures.iter().enumerate().map(|(at, picture)| {
        let (kind, bytes) = picture.encode();
        let end = if kind == "image/png" { "png" } else { "jpeg" };
        (format!("{at:06}.{end}"), bytes)
    });
    archive(files.collect())
}

/// A PNG that claims to be far larger than anything; its data ends at once.
pub fn claimed(width: u32, height: u32) -> Vec<u8> {
    let small = Picture {
        seed: 1,
        width: 8,
        height: 8,
        png: true,
    };
    let mut png = small.encode().1;
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    // The checksum of the header has to agree, or decoders stop for another reason.
    let sum = crc(&png[12..29]);
    png[29..33].copy_from_slice(&sum.to_be_bytes());
    png
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

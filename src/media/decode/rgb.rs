//! Any kind of pixels to red, green, blue bytes. Transparency is laid over a flat mid-grey, on
//! which both dark and light drawings stay visible.

use image::ColorType;

/// The grey under transparent pixels.
const GROUND: u16 = 128;

/// Converts a decoded buffer; none for kinds of pixels that are not known.
pub(super) fn from_color_type(data: Vec<u8>, color: ColorType) -> Option<Vec<u8>> {
    Some(match color {
        ColorType::Rgb8 => data,
        ColorType::L8 => from_grey(&data),
        ColorType::La8 => each::<2>(&data, |[grey, alpha]| [over(grey, alpha); 3]),
        ColorType::Rgba8 => rgba_in_place(data),
        ColorType::L16 => from_grey_wide(&data),
        ColorType::La16 => each::<4>(&data, |p| [over(high([p[0], p[1]]), high([p[2], p[3]])); 3]),
        ColorType::Rgb16 => each::<6>(&data, |p| {
            [high([p[0], p[1]]), high([p[2], p[3]]), high([p[4], p[5]])]
        }),
        ColorType::Rgba16 => each::<8>(&data, |p| {
            let alpha = high([p[6], p[7]]);
            [[p[0], p[1]], [p[2], p[3]], [p[4], p[5]]].map(|value| over(high(value), alpha))
        }),
        ColorType::Rgb32F => each::<12>(&data, |p| float3(p.first_chunk())),
        ColorType::Rgba32F => each::<16>(&data, |p| float3(p.first_chunk())),
        _ => return None,
    })
}

/// Grey bytes.
pub(super) fn from_grey(data: &[u8]) -> Vec<u8> {
    each::<1>(data, |[grey]| [grey; 3])
}

/// Grey of 16 bits in the machine's byte order.
pub(super) fn from_grey_wide(data: &[u8]) -> Vec<u8> {
    each::<2>(data, |value| [high(value); 3])
}

/// Amounts of cyan, magenta, yellow and black ink.
pub(super) fn from_cmyk(data: &[u8]) -> Vec<u8> {
    each::<4>(data, |[cyan, magenta, yellow, black]| {
        [cyan, magenta, yellow].map(|ink| scaled(255 - ink, 255 - black))
    })
}

fn each<const N: usize>(data: &[u8], convert: impl Fn([u8; N]) -> [u8; 3]) -> Vec<u8> {
    let (pixels, _) = data.as_chunks::<N>();
    let mut out = Vec::with_capacity(pixels.len() * 3);
    for pixel in pixels {
        out.extend_from_slice(&convert(*pixel));
    }
    out
}

/// Without a second buffer: this is the commonest kind after plain RGB.
fn rgba_in_place(mut data: Vec<u8>) -> Vec<u8> {
    let pixels = data.len() / 4;
    for index in 0..pixels {
        let Some(&[red, green, blue, alpha]) = data.get(index * 4..).and_then(<[u8]>::first_chunk)
        else {
            break;
        };
        if let Some(to) = data.get_mut(index * 3..).and_then(<[u8]>::first_chunk_mut) {
            *to = [over(red, alpha), over(green, alpha), over(blue, alpha)];
        }
    }
    data.truncate(pixels * 3);
    data
}

/// A colour value laid over the ground.
fn over(value: u8, alpha: u8) -> u8 {
    if alpha == 255 {
        return value;
    }
    let alpha = u16::from(alpha);
    let mixed = (u16::from(value) * alpha + GROUND * (255 - alpha) + 127) / 255;
    u8::try_from(mixed).unwrap_or(u8::MAX)
}

fn scaled(value: u8, by: u8) -> u8 {
    u8::try_from((u16::from(value) * u16::from(by) + 127) / 255).unwrap_or(u8::MAX)
}

/// The nearest 8-bit value of a 16-bit one.
fn high(bytes: [u8; 2]) -> u8 {
    let value = u32::from(u16::from_ne_bytes(bytes));
    u8::try_from((value * 255 + 32_767) / 65_535).unwrap_or(u8::MAX)
}

/// Floating-point colours from 0 to 1; what lies outside is cut, NaN is black.
fn float3(bytes: Option<&[u8; 12]>) -> [u8; 3] {
    let Some(bytes) = bytes else {
        return [0; 3];
    };
    let (values, _) = bytes.as_chunks::<4>();
    let mut out = [0; 3];
    for (to, value) in out.iter_mut().zip(values) {
        // Clamped to 0..=255; `as` maps NaN to 0.
        *to = (f32::from_ne_bytes(*value).clamp(0.0, 1.0) * 255.0 + 0.5) as u8;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_becomes_rgb() {
        let wide = |values: &[u16]| -> Vec<u8> {
            values
                .iter()
                .flat_map(|value| value.to_ne_bytes())
                .collect()
        };
        let cases = [
            (ColorType::L8, vec![7], [7, 7, 7]),
            (ColorType::La8, vec![200, 0], [128, 128, 128]),
            (ColorType::Rgba8, vec![10, 20, 30, 255], [10, 20, 30]),
            (ColorType::Rgba8, vec![255, 0, 128, 128], [192, 64, 128]),
            (ColorType::L16, wide(&[65_535]), [255, 255, 255]),
            (ColorType::La16, wide(&[0, 0]), [128, 128, 128]),
            (ColorType::Rgb16, wide(&[0, 257, 65_535]), [0, 1, 255]),
            (
                ColorType::Rgba16,
                wide(&[0, 257, 65_535, 65_535]),
                [0, 1, 255],
            ),
        ];
        for (color, data, rgb) in cases {
            assert_eq!(from_color_type(data, color).unwrap(), rgb, "{color:?}");
        }
        assert_eq!(
            from_cmyk(&[0, 255, 0, 0, 0, 0, 0, 255]),
            [255, 0, 255, 0, 0, 0]
        );
        assert_eq!(float3(Some(&[0; 12])), [0; 3]);
    }
}

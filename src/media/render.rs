//! One pure function from a request to a picture: decode, orient, crop, scale, overlay, encode.

use std::sync::Arc;

use super::decode::{self, Decoded, Reduction};
use super::encode::{blocks, iterm2, kitty, sixel};
use super::error::MediaError;
use super::overlay;
use super::request::{Layout, RenderRequest, measured};
use super::scale::{scale, scale_rgb};
use crate::model::picture::{BlockCell, Graphics, OverlayStyle, Picture, Pixels};
use crate::model::{ItemDetail, Rect, Rgb};

/// Makes the picture asked for. Its serial depends on the request alone.
///
/// # Errors
/// Anything of [`MediaError`] but `Stopped`.
pub fn render(request: &RenderRequest) -> Result<Picture, MediaError> {
    let reduction = reduction(request)?;
    let decoded = decode::decode(&request.bytes, reduction)?;
    finish(&decoded, request, &|| false)
}

/// By how much the decoded picture may be reduced for a request.
///
/// # Errors
/// Anything that reading the header of the picture can bring.
pub fn reduction(request: &RenderRequest) -> Result<Reduction, MediaError> {
    if request.graphics == Graphics::Off {
        return Err(MediaError::Off);
    }
    let full = decode::dimensions(&request.bytes)?;
    let measured = request.measured(full);
    let layout = request.layout(measured);
    let crop = in_pixels(layout.crop, measured, full);
    Ok(reduction_to(crop, layout.output))
}

/// A part of a picture, given in the pixels that its coordinates are measured in, in its own.
fn in_pixels(crop: Rect, measured: (u32, u32), full: (u32, u32)) -> Rect {
    if measured == full {
        return crop;
    }
    let per = |full: u32, measured: u32| full as f32 / measured.max(1) as f32;
    let (across, down) = (per(full.0, measured.0), per(full.1, measured.1));
    // Rounding must not lead beyond the edge.
    let (width, height) = (full.0 as f32, full.1 as f32);
    let (x, y) = (
        (crop.x * across).clamp(0.0, width),
        (crop.y * down).clamp(0.0, height),
    );
    Rect::new(
        x,
        y,
        (crop.width * across).min(width - x),
        (crop.height * down).min(height - y),
    )
}

fn reduction_to(crop: Rect, output: (u32, u32)) -> Reduction {
    let across = f64::from(crop.width) / f64::from(output.0.max(1));
    let down = f64::from(crop.height) / f64::from(output.1.max(1));
    Reduction::for_ratio(across.min(down))
}

/// Everything after decoding. `stop` is asked between the steps and within the overlay.
///
/// # Errors
/// [`MediaError::Stopped`], [`MediaError::Off`], [`MediaError::Fault`].
pub fn finish(
    decoded: &Decoded,
    request: &RenderRequest,
    stop: &dyn Fn() -> bool,
) -> Result<Picture, MediaError> {
    let still = || {
        if stop() {
            Err(MediaError::Stopped)
        } else {
            Ok(())
        }
    };
    still()?;
    let measured = request.measured(decoded.full);
    let layout = request.layout(measured);
    let style = style_of(request);
    let mut rgb = drawn(decoded, request, &layout, stop)?;
    let mut badges = Vec::new();
    if let Some(detail) = request.detail.as_deref().filter(|_| request.style.shown) {
        badges = overlay::badges(
            detail,
            &request.colors,
            layout.crop,
            (layout.columns, layout.rows),
            &style,
        );
    }
    if let Some(mark) = request.mark.as_ref().filter(|_| request.style.shown) {
        rgb = overlay::point_at(rgb, layout.output, layout.crop, mark, style.line)?;
    }
    still()?;
    let key = request.key();
    Ok(Picture {
        serial: key.serial(),
        base: key.base(),
        columns: layout.columns,
        rows: layout.rows,
        pixels: encode(&rgb, &layout, request)?,
        image: measured,
        crop: layout.crop,
        badges,
    })
}

fn style_of(request: &RenderRequest) -> OverlayStyle {
    OverlayStyle {
        // A smaller picture is enlarged with its lines.
        line: request.style.line / request.quality.on(request.graphics).divisor() as f32,
        ..request.style.clone()
    }
}

/// The part of a picture that a request's layout shows, scaled, with its annotations on it.
///
/// # Errors
/// [`MediaError::Stopped`], [`MediaError::Fault`].
pub(super) fn drawn(
    decoded: &Decoded,
    request: &RenderRequest,
    layout: &Layout,
    stop: &dyn Fn() -> bool,
) -> Result<Vec<u8>, MediaError> {
    let crop = in_pixels(layout.crop, request.measured(decoded.full), decoded.full);
    let rgb = scale(decoded, crop, layout.output)?;
    if stop() {
        return Err(MediaError::Stopped);
    }
    let Some(detail) = request.detail.as_deref().filter(|_| request.style.shown) else {
        return Ok(rgb);
    };
    overlay::draw(
        rgb,
        layout.output,
        layout.crop,
        &detail.annotations,
        &request.colors,
        &style_of(request),
        stop,
    )
}

/// What goes to the terminal.
///
/// # Errors
/// [`MediaError::Off`], [`MediaError::Fault`].
pub(super) fn encode(
    rgb: &[u8],
    layout: &Layout,
    request: &RenderRequest,
) -> Result<Pixels, MediaError> {
    let columns = usize::from(layout.columns);
    let (size, quality) = (layout.output, request.quality.on(request.graphics));
    Ok(match request.graphics {
        Graphics::Blocks => Pixels::Blocks(blocks::cells(rgb, columns)),
        Graphics::Blocks256 => Pixels::Blocks(blocks::cells_256(rgb, columns)),
        Graphics::Blocks16 => Pixels::Blocks(blocks::cells_16(rgb, columns)),
        Graphics::Kitty => Pixels::Png(Arc::from(kitty::png(rgb, size, quality)?)),
        Graphics::Iterm2 => {
            let cells = (layout.columns, layout.rows);
            Pixels::Escape(Arc::from(iterm2::escape(rgb, size, cells, quality)?))
        }
        Graphics::Sixel => match sixel::escape(rgb, size, quality)? {
            Some(escape) => Pixels::Escape(Arc::from(escape)),
            None => Pixels::Blocks(blocks_of(rgb, layout)?),
        },
        Graphics::Off => return Err(MediaError::Off),
    })
}

/// Half blocks in place of a sixel picture that is too much for the line.
fn blocks_of(rgb: &[u8], layout: &Layout) -> Result<Arc<[BlockCell]>, MediaError> {
    let (size, columns) = (layout.output, layout.columns);
    let whole = Rect::new(0.0, 0.0, size.0 as f32, size.1 as f32);
    let to = (columns.into(), u32::from(layout.rows) * 2);
    let rgb = scale_rgb(rgb, size, whole, to)?;
    Ok(blocks::cells_256(&rgb, columns.into()))
}

/// The whole picture as a PNG file with the annotations drawn on it, at full resolution or with
/// its longer side reduced to `max_side` pixels. Lines grow with the picture, so that they stay
/// visible when it is looked at whole; the numbers of annotations, which a terminal shows as text,
/// are not drawn.
///
/// # Errors
/// Anything of [`MediaError`] but `Stopped` and `Off`.
pub fn to_png(
    bytes: &[u8],
    annotations: Option<&ItemDetail>,
    colors: &[Rgb],
    max_side: Option<u32>,
) -> Result<Vec<u8>, MediaError> {
    let full = decode::dimensions(bytes)?;
    let output = limited(full, max_side);
    let whole = Rect::new(0.0, 0.0, full.0 as f32, full.1 as f32);
    let decoded = decode::decode(bytes, reduction_to(whole, output))?;
    let mut rgb = if decoded.size == output {
        decoded.rgb
    } else {
        scale(&decoded, whole, output)?
    };
    if let Some(detail) = annotations {
        let style = OverlayStyle {
            line: (output.0.max(output.1) as f32 / 600.0).max(1.5),
            ..OverlayStyle::default()
        };
        let measured = measured(full, detail.size);
        rgb = overlay::draw(
            rgb,
            output,
            Rect::new(0.0, 0.0, measured.0 as f32, measured.1 as f32),
            &detail.annotations,
            colors,
            &style,
            &|| false,
        )?;
    }
    kitty::png_file(&rgb, output)
}

/// A size with its longer side at most so long, its aspect kept.
fn limited(full: (u32, u32), max_side: Option<u32>) -> (u32, u32) {
    let longest = full.0.max(full.1);
    match max_side.map(|most| most.max(1)) {
        Some(most) if most < longest => {
            let side = |value: u32| {
                let scaled = u64::from(value) * u64::from(most) / u64::from(longest.max(1));
                u32::try_from(scaled).unwrap_or(most).max(1)
            };
            (side(full.0), side(full.1))
        }
        _ => full,
    }
}

#[cfg(test)]
mod tests;

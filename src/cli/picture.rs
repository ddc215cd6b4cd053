//! The picture of an item as a PNG file, through the same decoding and drawing as the screen's.

use crate::codec::colors::{LabelColors, label_color};
use crate::media::render::to_png;
use crate::model::{ItemDetail, Rgb};

use super::error::{CliError, Kind};

/// The item with the annotations that lie on this picture alone, and of this result alone where
/// one is named.
///
/// # Errors
/// There is no such result.
pub fn only(
    detail: &ItemDetail,
    picture: u8,
    result: Option<&str>,
) -> Result<ItemDetail, CliError> {
    let wanted = match result {
        Some(id) => Some(super::results::index(detail, id)?),
        None => None,
    };
    let mut own = detail.clone();
    own.annotations
        .retain(|one| one.on == picture && wanted.is_none_or(|index| one.result == index));
    Ok(own)
}

/// An encoded image as PNG in displayed orientation, with its annotations when they are given.
///
/// # Errors
/// An image that cannot be decoded, in plain words.
pub fn png(
    bytes: &[u8],
    detail: Option<&ItemDetail>,
    max_side: Option<u32>,
) -> Result<Vec<u8>, CliError> {
    let colors: Vec<Rgb> = detail.map_or_else(Vec::new, |detail| {
        let color = |one: &crate::model::Annotation| {
            label_color(LabelColors::Own, &detail.labels, one.label)
        };
        detail.annotations.iter().map(color).collect()
    });
    to_png(bytes, detail, &colors, max_side)
        .map_err(|error| CliError::new(Kind::Failed, &error.to_string()))
}

//! JSON files: of many images (COCO, Datumaro), and documents of one image each with an array of
//! annotations (LabelMe, Supervisely, Dataloop).

use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::ops::ControlFlow;

use serde::Deserialize;

use crate::codec::attributes::Key;
use crate::codec::draft::Position;
use crate::codec::frames::{Frame, FrameError, Want, frames};
use crate::codec::{coco, datumaro};
use crate::model::Id;

use super::{Array, Cuts, Drops};

/// Where the annotations and images of a COCO file lie that go.
///
/// # Errors
/// A file that breaks off.
pub fn coco_cuts(reader: &mut dyn Read, drops: &Drops) -> Result<Cuts, FrameError> {
    let mut want = |key: &str, _| match key {
        "images" | "annotations" => Want::Elements,
        _ => Want::Skip,
    };
    let mut cuts = Cuts::default();
    let mut counts: HashMap<Id, u32> = HashMap::new();
    // Of images with one id only the first was read: the others stay.
    let mut gone: HashSet<Id> = HashSet::new();
    let (mut array, mut key) = (Array::default(), String::new());
    frames(reader, Position::START, &mut want, &mut |frame| {
        if frame.key != key || !frame.element {
            array.close(&mut cuts);
            (array, key) = (Array::default(), frame.key.to_owned());
        }
        if let (true, Some((from, to))) = (frame.element, span(&frame)) {
            let goes = match frame.key {
                "images" => image_goes(&frame, drops, &mut gone, &mut cuts),
                _ => annotation_goes(&frame, drops, &mut counts, &mut cuts),
            };
            array.element(&mut cuts, from, to, goes);
        }
        ControlFlow::Continue(())
    })?;
    array.close(&mut cuts);
    Ok(cuts)
}

/// Where a frame lies; none when it was passed over.
fn span(frame: &Frame<'_>) -> Option<(u64, u64)> {
    let length = u64::try_from(frame.body.ok()?.len()).ok()?;
    Some((frame.offset, frame.offset + length))
}

#[derive(Deserialize)]
struct Own {
    id: Key,
}

#[derive(Deserialize)]
struct Of {
    image_id: Key,
}

fn image_goes(frame: &Frame<'_>, drops: &Drops, gone: &mut HashSet<Id>, cuts: &mut Cuts) -> bool {
    let Some(own) = frame.body.ok().filter(|_| !drops.images.is_empty()) else {
        return false;
    };
    let goes = serde_json::from_slice::<Own>(own)
        .is_ok_and(|own| drops.images.contains(&own.id.0) && gone.insert(own.id.0));
    cuts.images += u64::from(goes);
    goes
}

fn annotation_goes(
    frame: &Frame<'_>,
    drops: &Drops,
    counts: &mut HashMap<Id, u32>,
    cuts: &mut Cuts,
) -> bool {
    let Ok(body) = frame.body else { return false };
    let whole = serde_json::from_slice::<Of>(body).ok();
    let image = whole
        .map(|of| of.image_id.0)
        .or_else(|| coco::image_of(body));
    let Some(image) = image.filter(|image| drops.concerns(image)) else {
        return false;
    };
    if drops.images.contains(&image) {
        return true;
    }
    // Only what the reader takes counts.
    if !coco::is_readable(body) {
        return false;
    }
    let wanted = drops.annotations.get(&image);
    let count = counts.entry(image).or_default();
    let goes = wanted.is_some_and(|wanted| wanted.contains(count));
    *count += 1;
    cuts.annotations += u64::from(goes);
    goes
}

/// Where the annotations and items of a Datumaro file lie that go.
///
/// # Errors
/// A file that breaks off.
pub fn datumaro_cuts(reader: &mut dyn Read, drops: &Drops) -> Result<Cuts, FrameError> {
    let mut want = |key: &str, _| match key {
        "items" => Want::Elements,
        _ => Want::Skip,
    };
    let mut cuts = Cuts::default();
    let mut array = Array::default();
    let mut counts: HashMap<Id, u32> = HashMap::new();
    // Items with one id are read as one.
    let mut gone: HashSet<Id> = HashSet::new();
    frames(reader, Position::START, &mut want, &mut |frame| {
        if let (true, Some((from, to)), Ok(body)) = (frame.element, span(&frame), frame.body) {
            let concerned = item_id(body).filter(|id| drops.concerns(id));
            let goes = concerned
                .as_ref()
                .is_some_and(|id| drops.images.contains(id));
            if let Some(id) = concerned.as_ref().filter(|_| goes) {
                cuts.images += u64::from(gone.insert(id.clone()));
            }
            array.element(&mut cuts, from, to, goes);
            if let Some(id) = concerned.filter(|_| !goes) {
                let count = counts.entry(id.clone()).or_default();
                item_cuts(body, from, drops.annotations.get(&id), count, &mut cuts);
            }
        }
        ControlFlow::Continue(())
    })?;
    array.close(&mut cuts);
    Ok(cuts)
}

/// The id of an item, whatever else of it is broken.
fn item_id(body: &[u8]) -> Option<Id> {
    let mut id = None;
    let mut want = |key: &str, _| match key {
        "id" => Want::Whole,
        _ => Want::Skip,
    };
    let mut text = body;
    // The item as a whole was framed before, so that this does not break.
    let _ = frames(&mut text, Position::START, &mut want, &mut |frame| {
        let own = frame.body.ok();
        let own = own.and_then(|own| serde_json::from_slice::<Key>(own).ok());
        id = own.map(|key| key.0).or(id.take());
        ControlFlow::Continue(())
    });
    id
}

/// The cuts within one item whose text starts at `base`. Attributes of the item count as an
/// annotation where the reader makes one of them.
fn item_cuts(
    body: &[u8],
    base: u64,
    wanted: Option<&HashSet<u32>>,
    count: &mut u32,
    cuts: &mut Cuts,
) {
    let mut want = |key: &str, _| match key {
        "attr" => Want::Whole,
        "annotations" => Want::Elements,
        _ => Want::Skip,
    };
    let mut array = Array::default();
    let mut text = body;
    // The item as a whole was framed before, so that this does not break.
    let _ = frames(&mut text, Position::START, &mut want, &mut |frame| {
        let Ok(own) = frame.body else {
            return ControlFlow::Continue(());
        };
        let read = datumaro::drafts_of(frame.key, own);
        if frame.element {
            let goes = read > 0 && wanted.is_some_and(|wanted| wanted.contains(count));
            let from = base + frame.offset;
            let to = from + u64::try_from(own.len()).unwrap_or(0);
            array.element(cuts, from, to, goes);
            cuts.annotations += u64::from(goes);
        }
        *count += read;
        ControlFlow::Continue(())
    });
    array.close(cuts);
}

/// An element of a document's array of annotations, and how many drafts the reader makes of it.
struct Counted {
    from: u64,
    to: u64,
    drafts: u32,
}

/// The elements of the array `key` of a document, as far as it can be read. `count` tells how many
/// drafts the reader makes of a document.
fn counted(
    text: &[u8],
    key: &str,
    count: &mut dyn FnMut(&[u8]) -> u32,
) -> Result<Vec<Counted>, FrameError> {
    let mut elements: Vec<Counted> = Vec::new();
    let mut want = |own: &str, _| match own == key {
        true => Want::Elements,
        false => Want::Skip,
    };
    let mut reader = text;
    frames(&mut reader, Position::START, &mut want, &mut |frame| {
        if let (true, Ok(body), Some((from, to))) = (frame.element, frame.body, span(&frame)) {
            // What the reader makes of it is asked with a document that holds nothing else.
            let alone = [b"{\"", key.as_bytes(), b"\": [", body, b"]}"].concat();
            let drafts = count(&alone);
            elements.push(Counted { from, to, drafts });
        }
        ControlFlow::Continue(())
    })?;
    Ok(elements)
}

/// The drafts that a reader makes of a document itself (its flags, tags of the whole image). They
/// come before those of the array `key`, and no element of it could be left out for them.
///
/// # Errors
/// A document that breaks off.
pub fn document_head(
    text: &[u8],
    key: &str,
    count: &mut dyn FnMut(&[u8]) -> u32,
) -> Result<u32, FrameError> {
    let elements = counted(text, key, count)?;
    Ok(head(text, &elements, count))
}

fn head(text: &[u8], elements: &[Counted], count: &mut dyn FnMut(&[u8]) -> u32) -> u32 {
    let all: u32 = elements.iter().map(|element| element.drafts).sum();
    count(text).saturating_sub(all)
}

/// Cuts within a document of one image, whose annotations are the elements of the array `key`.
/// `count` tells how many drafts the reader makes of a document; drafts of the image itself come
/// before those of the array.
///
/// # Errors
/// A document that breaks off.
pub fn document_cuts(
    text: &[u8],
    key: &str,
    wanted: &HashSet<u32>,
    count: &mut dyn FnMut(&[u8]) -> u32,
) -> Result<Cuts, FrameError> {
    let elements = counted(text, key, count)?;
    let mut number = head(text, &elements, count);
    let (mut cuts, mut array) = (Cuts::default(), Array::default());
    for Counted { from, to, drafts } in elements {
        let going = (number..number + drafts).filter(|at| wanted.contains(at));
        let going = u64::try_from(going.count()).unwrap_or(0);
        array.element(&mut cuts, from, to, going > 0);
        cuts.annotations += going;
        number += drafts;
    }
    array.close(&mut cuts);
    Ok(cuts)
}

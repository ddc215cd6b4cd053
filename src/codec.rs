//! Pure decoders and encoders that platforms and local files share: run-length masks, bitmaps,
//! polygons, label colours, content hashes, annotation file formats.
//!
//! Readers take any `std::io::Read` and hand what they find to a [`draft::Sink`], element by
//! element. A broken element is reported and left out; the rest is read. Nothing here opens a
//! file, knows a folder layout, or does HTTP.

pub mod agree;
pub mod alpha;
mod attributes;
pub mod bitmap;
mod broken;
pub mod coco;
pub mod colors;
pub mod cvat;
pub mod cvat_xml;
pub mod dataloop;
pub mod datumaro;
mod document;
pub mod draft;
pub mod embedded;
pub mod frames;
pub mod hash;
pub mod joints;
pub mod labelme;
pub mod orient;
pub mod pack;
pub mod page;
pub mod plain;
pub mod polygon;
pub mod raster;
pub mod rle;
pub mod rows;
pub mod seen;
pub mod series;
#[cfg(test)]
mod shape_properties;
pub mod sound;
pub mod supervisely;
pub mod track;
pub mod voc;
pub mod without;
pub mod xml;
pub mod yolo;

/// How threads are called on which readers of other people's formats run that may stumble (sounds,
/// pictures): what panics there is caught by whoever waits for it.
pub const GUARDED: &str = "decoding";

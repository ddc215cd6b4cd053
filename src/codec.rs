//! Pure decoders and encoders that platforms and local files share: run-length masks, bitmaps,
//! polygons, label colours, annotation file formats. No IO beyond `std::io::Read`, no HTTP.

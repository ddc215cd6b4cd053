//! Supervisely JSON: a project's description, and an image's annotations.
#![no_main]
use libfuzzer_sys::fuzz_target;
use vidimus_fuzz::Kept;
use vidimus_fuzz::codec::supervisely::{self, Meta};
use vidimus_fuzz::model::Id;

fuzz_target!(|data: &[u8]| {
    let mut kept = Kept::default();
    let mut meta = Meta::read(data, &mut kept).unwrap_or_default();
    let _ = supervisely::read(data, &Id::Number(1), "a.png", &mut meta, &mut kept);
});

//! Datumaro JSON.
#![no_main]
use libfuzzer_sys::fuzz_target;
use vidimus_fuzz::{Kept, codec::datumaro};

fuzz_target!(|data: &[u8]| {
    let _ = datumaro::read(&mut { data }, &mut Kept::default());
});

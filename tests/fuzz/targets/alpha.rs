//! Masks as run-length encoded alpha channels (Label Studio's brush).
#![no_main]
use libfuzzer_sys::fuzz_target;
use vidimus_fuzz::codec::alpha;

fuzz_target!(|data: &[u8]| {
    let _ = alpha::values(data);
    for (width, height) in [(1, 1), (16, 9), (300, 200), (u32::MAX, 7)] {
        let _ = alpha::mask(data, width, height);
    }
});

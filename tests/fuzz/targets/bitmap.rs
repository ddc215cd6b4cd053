//! Masks as bits, and as pictures.
#![no_main]
use libfuzzer_sys::fuzz_target;
use vidimus_fuzz::codec::bitmap::Bits;

fuzz_target!(|data: &[u8]| {
    let Some((&[width, height], bytes)) = data.split_first_chunk::<2>() else {
        return;
    };
    if let Some(bits) = Bits::from_bytes(u32::from(width), u32::from(height), bytes) {
        let mask = bits.to_mask(3, 4);
        let back = Bits::of_mask(&mask).expect("a small mask");
        assert_eq!(back.to_mask(mask.x, mask.y), mask);
    }
});

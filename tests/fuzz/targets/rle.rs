//! COCO's run-length masks: compressed text, and the way to a mask and back.
#![no_main]
use libfuzzer_sys::fuzz_target;
use vidimus_fuzz::codec::rle::Columns;

fuzz_target!(|data: &[u8]| {
    let Some((&[height, width], text)) = data.split_first_chunk::<2>() else {
        return;
    };
    let (height, width) = (u32::from(height), u32::from(width));
    let text = String::from_utf8_lossy(text);
    let Ok(columns) = Columns::from_text(height, width, &text) else {
        return;
    };
    let again = Columns::from_text(height, width, &columns.to_text());
    assert_eq!(again.as_ref(), Ok(&columns));
    let mask = columns.to_mask();
    let back = Columns::of_mask(&mask, height, width).expect("a small mask");
    assert_eq!(back.to_mask(), mask);
});

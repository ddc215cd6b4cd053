//! HTML pages, as documents and within a line.
#![no_main]
use libfuzzer_sys::fuzz_target;
use vidimus_fuzz::codec::page;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    for inline in [false, true] {
        let _ = page::read(&text, inline);
    }
});

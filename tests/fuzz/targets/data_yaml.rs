//! `data.yaml` of YOLO.
#![no_main]
use libfuzzer_sys::fuzz_target;
use vidimus_fuzz::codec::yolo::parse_data_yaml;

fuzz_target!(|data: &[u8]| {
    let _ = parse_data_yaml(&String::from_utf8_lossy(data));
});

//! Time series as CSV and JSON.
#![no_main]
use libfuzzer_sys::fuzz_target;
use vidimus_fuzz::codec::series::{Wanted, json, read};

fuzz_target!(|data: &[u8]| {
    let plain = Wanted::default();
    let timed = Wanted {
        time: Some("time".into()),
        format: Some("%Y-%m-%d %H:%M:%S".into()),
        ..Wanted::default()
    };
    for wanted in [plain, timed] {
        let _ = read(data, &wanted);
        if let Ok(value) = serde_json::from_slice(data) {
            let _ = json(&value, &wanted);
        }
    }
});

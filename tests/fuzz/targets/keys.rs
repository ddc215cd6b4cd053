//! Key notation: what is printed is read as the same keys.
#![no_main]
use libfuzzer_sys::fuzz_target;
use vidimus_fuzz::config::keys::parse_sequence;

fuzz_target!(|data: &str| {
    if let Ok(keys) = parse_sequence(data) {
        let printed: String = keys.iter().map(ToString::to_string).collect();
        assert_eq!(parse_sequence(&printed).as_ref(), Ok(&keys), "{printed}");
    }
});

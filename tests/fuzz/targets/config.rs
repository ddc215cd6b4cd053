//! The configuration file, to its settings; and a theme file.
#![no_main]
use libfuzzer_sys::fuzz_target;
use vidimus_fuzz::config::raw;
use vidimus_fuzz::config::settings::Settings;
use vidimus_fuzz::config::theme;

fuzz_target!(|data: &str| {
    match raw::parse(data) {
        Ok(raw) => {
            let _ = Settings::resolve(&raw, Some("ana"), false);
        }
        Err(fault) => {
            let _ = raw::place(data, fault.at);
        }
    }
    if let Err(fault) = theme::parse(data) {
        let _ = raw::place(data, fault.at);
    }
});

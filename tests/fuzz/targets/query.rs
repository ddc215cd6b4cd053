//! The query language, and what a query finds.
#![no_main]
use libfuzzer_sys::fuzz_target;
use vidimus_fuzz::model::Query;
use vidimus_fuzz::model::query::contains_ignoring_case;

fuzz_target!(|data: &str| {
    let _ = Query::parse(data);
    let _ = contains_ignoring_case(data, data.get(1..4).unwrap_or_default());
});

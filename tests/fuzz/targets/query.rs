//! The query language: what is printed is read as the same query.
#![no_main]
use libfuzzer_sys::fuzz_target;
use vidimus_fuzz::model::Query;

fuzz_target!(|data: &str| {
    if let Ok(query) = Query::parse(data) {
        let printed = query.to_string();
        assert_eq!(Query::parse(&printed).as_ref(), Ok(&query), "{printed}");
    }
});

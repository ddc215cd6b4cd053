//! Deep links: what is printed is read as the same node.
#![no_main]
use libfuzzer_sys::fuzz_target;
use vidimus_fuzz::model::NodeRef;

fuzz_target!(|data: &str| {
    if let Ok(node) = NodeRef::parse(data) {
        let printed = node.to_string();
        assert_eq!(NodeRef::parse(&printed).as_ref(), Ok(&node), "{printed}");
    }
});

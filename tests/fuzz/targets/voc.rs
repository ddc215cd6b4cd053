//! Pascal VOC XML.
#![no_main]
use libfuzzer_sys::fuzz_target;
use vidimus_fuzz::codec::pack::Pack;
use vidimus_fuzz::codec::voc;
use vidimus_fuzz::codec::without::{copy, xml};

fuzz_target!(|data: &[u8]| {
    let (found, read) = voc::read(&mut { data });
    let mut pack = Pack::default();
    found.drafts.iter().for_each(|draft| vidimus_fuzz::check(draft, &mut pack));
    let text = String::from_utf8_lossy(data);
    let _ = (voc::label_map(&text, &mut |_, _| {}), voc::presence(&text));
    if read.is_ok() && !found.drafts.is_empty() {
        let all = (0..u32::try_from(found.drafts.len()).unwrap()).collect();
        let mut out = Vec::new();
        copy(&mut { data }, &xml::voc_cuts(data, &all), &mut out).expect("a copy");
        let (rest, read) = voc::read(&mut out.as_slice());
        // An encoding of its own, or elements within elements that only look like objects, are told
        // as a change before anything is written.
        if read.is_ok() {
            assert!(rest.drafts.len() <= found.drafts.len());
        }
    }
});

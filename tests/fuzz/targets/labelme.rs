//! LabelMe JSON.
#![no_main]
use libfuzzer_sys::fuzz_target;
use vidimus_fuzz::Kept;
use vidimus_fuzz::codec::labelme;
use vidimus_fuzz::codec::seen::Seen;
use vidimus_fuzz::codec::without::json::document_cuts;
use vidimus_fuzz::model::Id;

fn drafts(data: &[u8]) -> Option<u32> {
    let mut kept = Kept::default();
    let read = labelme::read(data, &Id::Number(1), "a.json", &mut Seen::default(), &mut kept);
    // Without an end the rest is not known.
    read.ok().map(|_| u32::try_from(kept.drafts.len()).unwrap())
}

fuzz_target!(|data: &[u8]| {
    if let Some(all) = drafts(data) {
        let wanted = (0..all).collect();
        let mut count = |text: &[u8]| drafts(text).unwrap_or_default();
        let cuts = document_cuts(data, "shapes", &wanted, &mut count);
        assert!(cuts.is_ok_and(|cuts| cuts.annotations <= u64::from(all)));
    }
});

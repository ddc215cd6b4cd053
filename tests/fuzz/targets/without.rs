//! Copies without some annotations: what is read of a copy is the rest of what was read.
#![no_main]
use std::collections::HashMap;

use libfuzzer_sys::fuzz_target;
use vidimus_fuzz::Kept;
use vidimus_fuzz::codec::draft::Draft;
use vidimus_fuzz::codec::without::{Drops, copy, json};
use vidimus_fuzz::codec::{coco, datumaro};
use vidimus_fuzz::model::Id;

fuzz_target!(|data: &[u8]| {
    let Some((&mask, data)) = data.split_first() else {
        return;
    };
    for format in [0, 1] {
        let mut all = Kept::default();
        let read = match format {
            0 => coco::read(&mut { data }, &mut all),
            _ => datumaro::read(&mut { data }, &mut all),
        };
        if read.is_err() || all.drafts.is_empty() {
            continue;
        }
        let mut drops = Drops::default();
        let mut counts: HashMap<Id, u32> = HashMap::new();
        let mut rest: Vec<(Id, Draft)> = Vec::new();
        for (number, (image, draft)) in all.drafts.into_iter().enumerate() {
            let count = counts.entry(image.clone()).or_default();
            // Facts of an item are no annotations that could be judged.
            let judged = draft.label.is_some() || format == 0;
            if judged && mask >> (number % 8) & 1 == 1 {
                drops.annotations.entry(image).or_default().insert(*count);
            } else {
                rest.push((image, draft));
            }
            *count += 1;
        }
        let cuts = match format {
            0 => json::coco_cuts(&mut { data }, &drops),
            _ => json::datumaro_cuts(&mut { data }, &drops),
        };
        let mut out = Vec::new();
        copy(&mut { data }, &cuts.expect("a whole file"), &mut out).expect("a copy");
        let mut again = Kept::default();
        let read = match format {
            0 => coco::read(&mut out.as_slice(), &mut again),
            _ => datumaro::read(&mut out.as_slice(), &mut again),
        };
        assert_eq!(read, Ok(()));
        assert_eq!(again.drafts, rest);
    }
});

//! COCO JSON, whole and drop by drop: the short way through an element must find what the whole
//! way finds.
#![no_main]
use libfuzzer_sys::fuzz_target;
use vidimus_fuzz::{Drip, Kept, codec::coco};

fuzz_target!(|data: &[u8]| {
    let (mut quick, mut slow) = (Kept::default(), Kept::default());
    let one = coco::read(&mut { data }, &mut quick);
    let other = coco::read(&mut Drip(data), &mut slow);
    assert_eq!(one, other);
    assert_eq!(quick.images, slow.images);
    assert_eq!(quick.drafts, slow.drafts);
    assert_eq!(quick.problems, slow.problems);
    for (_, draft) in quick.drafts.into_iter().take(50) {
        let _ = draft.form.into_shape();
    }
});

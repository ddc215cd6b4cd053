//! What a terminal sends, in pieces of any length: nothing stays open for ever.
#![no_main]
use libfuzzer_sys::fuzz_target;
use vidimus_fuzz::decode::Decoder;

fuzz_target!(|data: &[u8]| {
    let Some((&step, data)) = data.split_first() else {
        return;
    };
    let (mut decoder, mut out, mut now) = (Decoder::default(), Vec::new(), 0);
    for piece in data.chunks(usize::from(step).max(1)) {
        decoder.feed(piece, now, &mut out);
        now += u64::from(step % 7);
    }
    for _ in 0..8 {
        let Some(deadline) = decoder.deadline() else {
            return;
        };
        decoder.expire(deadline, &mut out);
    }
    assert_eq!(decoder.deadline(), None);
});

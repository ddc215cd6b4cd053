//! Tests of sounds.

use super::*;
use crate::limits::SIGNAL_PARTS;

/// A sound file without compression, of 16-bit samples.
fn wav(rate: u32, channels: u16, samples: &[i16]) -> Vec<u8> {
    let data = u32::try_from(samples.len() * 2).unwrap();
    let mut bytes = b"RIFF".to_vec();
    bytes.extend((36 + data).to_le_bytes());
    bytes.extend(b"WAVEfmt ");
    bytes.extend(16_u32.to_le_bytes());
    bytes.extend(1_u16.to_le_bytes());
    bytes.extend(channels.to_le_bytes());
    bytes.extend(rate.to_le_bytes());
    bytes.extend((rate * u32::from(channels) * 2).to_le_bytes());
    bytes.extend((channels * 2).to_le_bytes());
    bytes.extend(16_u16.to_le_bytes());
    bytes.extend(b"data");
    bytes.extend(data.to_le_bytes());
    samples
        .iter()
        .for_each(|sample| bytes.extend(sample.to_le_bytes()));
    bytes
}

#[test]
fn a_sound_becomes_the_envelope_of_its_channels() {
    // Left swings in its second half, right is silent; two seconds.
    let samples: Vec<i16> = (0..16_000)
        .flat_map(|at| {
            let left = match (at >= 8_000, at % 2) {
                (false, _) => 0,
                (true, 0) => 16_384,
                (true, _) => -16_384,
            };
            [left, 0]
        })
        .collect();
    let signal = signal(wav(8_000, 2, &samples)).unwrap();
    assert_eq!((signal.start, signal.end), (0.0, 2.0));
    assert_eq!(signal.channels.len(), 2);
    let left = &signal.channels[0];
    assert_eq!(
        (left.name.as_str(), left.low, left.high),
        ("left", -1.0, 1.0)
    );
    let count = left.parts.len();
    assert!(
        (SIGNAL_PARTS / 4..=SIGNAL_PARTS).contains(&count),
        "{count}"
    );
    assert_eq!(left.parts[count / 4], (0.0, 0.0));
    assert_eq!(left.parts[count * 3 / 4], (-0.5, 0.5));
    assert!(
        signal.channels[1]
            .parts
            .iter()
            .all(|part| *part == (0.0, 0.0))
    );
}

#[test]
fn what_is_no_sound_is_said_so() {
    for bytes in [&b""[..], b"<html>", b"RIFF\0\0\0\0WAVE", &[0xff; 64]] {
        assert!(signal(bytes.to_vec()).is_err(), "{bytes:?}");
    }
    let whole = wav(8_000, 1, &[100; 4_000]);
    let part = signal(whole[..whole.len() / 2].to_vec());
    assert!(part.is_ok_and(|signal| signal.end > 0.0 && signal.end <= 0.5));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn any_bytes_are_survived(at in 0_usize..300, value in 0_u8..=255, tail in proptest::collection::vec(0_u8..=255, 0..64)) {
        let mut bytes = wav(8_000, 1, &[5; 100]);
        let at = at.min(bytes.len() - 1);
        bytes[at] = value;
        bytes.extend(&tail);
        let _ = signal(bytes);
        let _ = signal(tail);
    }
}

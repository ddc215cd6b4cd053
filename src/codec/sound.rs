//! Sounds: any file that can be decoded, as the envelope that a time line draws.

mod envelope;

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use symphonia::core::codecs::audio::{AudioDecoder, AudioDecoderOptions};
use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, TrackType};
use symphonia::core::io::MediaSourceStream;
use symphonia::core::meta::MetadataOptions;

use crate::limits::{SIGNAL_CHANNELS, SOUND_BYTES, SOUND_SECONDS};
use crate::model::Text;
use crate::model::content::{Channel, Signal};

use envelope::Envelope;

/// Why a sound cannot be drawn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SoundError {
    /// More bytes than [`SOUND_BYTES`].
    #[error("the sound is larger than the limit")]
    TooLarge,
    /// No format or coding that is known here.
    #[error("no sound that can be decoded: {0}")]
    Unknown(Text),
    /// It holds nothing to hear.
    #[error("there is no sound in it")]
    Silent,
}

/// Decodes a sound file to its envelope, in seconds from its beginning. A file that breaks off is
/// shown as far as it goes.
///
/// # Errors
/// What is no sound, or too large.
pub fn signal(bytes: Vec<u8>) -> Result<Signal, SoundError> {
    if bytes.len() > SOUND_BYTES {
        return Err(SoundError::TooLarge);
    }
    // Decoders of formats of this age stumble over hostile files; such a file is only not drawn.
    catch_unwind(AssertUnwindSafe(|| read(bytes)))
        .unwrap_or_else(|_| Err(SoundError::Unknown("the decoder stumbled over it".into())))
}

fn read(bytes: Vec<u8>) -> Result<Signal, SoundError> {
    let source = MediaSourceStream::new(Box::new(Cursor::new(bytes)), Default::default());
    let mut format = symphonia::default::get_probe()
        .probe(
            &Hint::new(),
            source,
            FormatOptions::default(),
            MetadataOptions::default(),
        )
        .map_err(|error| unknown(&error))?;
    let track = format
        .default_track(TrackType::Audio)
        .ok_or(SoundError::Silent)?;
    let id = track.id;
    let parameters = track
        .codec_params
        .as_ref()
        .and_then(|parameters| parameters.audio())
        .ok_or(SoundError::Silent)?;
    let mut decoder = symphonia::default::get_codecs()
        .make_audio_decoder(parameters, &AudioDecoderOptions::default())
        .map_err(|error| unknown(&error))?;
    decode(&mut *format, &mut *decoder, id)
}

fn decode(
    format: &mut dyn FormatReader,
    decoder: &mut dyn AudioDecoder,
    track: u32,
) -> Result<Signal, SoundError> {
    let mut channels: Vec<Envelope> = Vec::new();
    let (mut rate, mut frames) = (0_u64, 0_u64);
    let mut planes: Vec<Vec<f32>> = Vec::new();
    let mut cut = None;
    loop {
        let packet = match format.next_packet() {
            Ok(Some(packet)) => packet,
            Ok(None) => break,
            Err(error) => {
                cut = Some(broken(&error));
                break;
            }
        };
        if packet.track_id != track {
            continue;
        }
        match decoder.decode(&packet) {
            Ok(buffer) => {
                rate = rate.max(u64::from(buffer.spec().rate()));
                buffer.copy_to_vecs_planar(&mut planes);
                let planes = planes.get(..SIGNAL_CHANNELS).unwrap_or(&planes);
                if channels.is_empty() {
                    channels.resize_with(planes.len(), Envelope::default);
                }
                for (channel, plane) in channels.iter_mut().zip(planes) {
                    plane.iter().for_each(|value| channel.add(*value));
                }
                let length = planes.first().map_or(0, Vec::len);
                frames = frames.saturating_add(u64::try_from(length).unwrap_or(u64::MAX));
            }
            // One packet is lost, the next may be fine.
            Err(Error::DecodeError(_)) => {}
            Err(error) => {
                cut = Some(broken(&error));
                break;
            }
        }
        if frames > SOUND_SECONDS.saturating_mul(rate.max(1)) {
            cut = Some(Text::line(&format!(
                "only the first {} hours are drawn",
                SOUND_SECONDS / 3_600
            )));
            break;
        }
    }
    if frames == 0 || rate == 0 {
        return Err(SoundError::Silent);
    }
    Ok(finish(channels, frames as f64 / rate as f64, cut))
}

fn finish(envelopes: Vec<Envelope>, seconds: f64, cut: Option<Text>) -> Signal {
    let count = envelopes.len();
    let channels = envelopes
        .into_iter()
        .enumerate()
        .map(|(number, envelope)| {
            let parts = envelope.into_parts();
            // Clipped sounds go a little beyond; quiet ones are drawn as quiet.
            let most = parts.iter().fold(1.0_f32, |most, (low, high)| {
                let reach = low.abs().max(high.abs());
                if reach.is_finite() {
                    most.max(reach)
                } else {
                    most
                }
            });
            Channel {
                name: match (count, number) {
                    (1, _) => "sound".into(),
                    (2, 0) => "left".into(),
                    (2, _) => "right".into(),
                    _ => Text::line(&format!("channel {}", number + 1)),
                },
                low: -most,
                high: most,
                parts: parts.into(),
            }
        })
        .collect();
    Signal {
        start: 0.0,
        end: seconds,
        channels,
        cut,
    }
}

fn unknown(error: &Error) -> SoundError {
    SoundError::Unknown(Text::line(&error.to_string()))
}

fn broken(error: &Error) -> Text {
    Text::line(&format!("the file breaks off: {error}"))
}

#[cfg(test)]
mod tests;

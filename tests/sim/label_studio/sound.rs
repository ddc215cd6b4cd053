//! Sounds and series, made when they are asked for.

/// 16-bit PCM at 8,000 Hz: a tone that swells and fades twice.
pub fn wav(seconds: u32, channels: u16) -> Vec<u8> {
    const RATE: u32 = 8_000;
    let frames = seconds * RATE;
    let bytes = frames * u32::from(channels) * 2;
    let mut out = Vec::with_capacity(bytes as usize + 44);
    out.extend(b"RIFF");
    out.extend((36 + bytes).to_le_bytes());
    out.extend(b"WAVEfmt ");
    out.extend(16_u32.to_le_bytes());
    out.extend(1_u16.to_le_bytes());
    out.extend(channels.to_le_bytes());
    out.extend(RATE.to_le_bytes());
    out.extend((RATE * u32::from(channels) * 2).to_le_bytes());
    out.extend((channels * 2).to_le_bytes());
    out.extend(16_u16.to_le_bytes());
    out.extend(b"data");
    out.extend(bytes.to_le_bytes());
    for n in 0..frames {
        let time = f64::from(n) / f64::from(RATE);
        let swell = (time / f64::from(seconds) * std::f64::consts::TAU)
            .sin()
            .abs();
        for channel in 0..channels {
            let pitch = 220.0 * f64::from(channel + 1);
            let value = (time * pitch * std::f64::consts::TAU).sin() * swell * 20_000.0;
            out.extend((value as i16).to_le_bytes());
        }
    }
    out
}

/// Two sensors over `rows` steps: a wave, and a slope with a peak.
pub fn csv(rows: u32, separator: char) -> String {
    let mut out = format!("time{separator}sensor1{separator}sensor2\n");
    for n in 0..rows {
        let wave = (f64::from(n) / 10.0).sin();
        let peak = if (50..60).contains(&n) { 5.0 } else { 0.0 };
        let slope = f64::from(n) / f64::from(rows) + peak;
        out.push_str(&format!("{n}{separator}{wave:.4}{separator}{slope:.4}\n"));
    }
    out
}

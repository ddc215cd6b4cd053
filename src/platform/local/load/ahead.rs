//! Reads a large file ahead of its parser, on a thread of its own: a disk and a processor work at
//! the same time.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};

/// Files shorter than this, in bytes, are read sooner than a thread is started.
const LARGE: u64 = 16 << 20;
/// Bytes of one piece.
const PIECE: usize = 1 << 20;
/// Pieces that may wait to be parsed.
const WAITING: usize = 4;

/// The stream itself, or one that is read ahead where `total` bytes are worth it.
pub fn ahead(stream: Box<dyn Read + Send>, total: u64) -> Box<dyn Read + Send> {
    if total < LARGE {
        return stream;
    }
    let (fill, filled) = sync_channel(WAITING);
    let (give_back, empty) = sync_channel(WAITING + 2);
    let (hand_over, handed) = channel::<Box<dyn Read + Send>>();
    let thread = std::thread::Builder::new().name("local-ahead".into());
    let started = thread.spawn(move || {
        if let Ok(stream) = handed.recv() {
            pieces(stream, &fill, &empty);
        }
    });
    if started.is_err() {
        return stream;
    }
    match hand_over.send(stream) {
        Ok(()) => Box::new(Ahead {
            filled,
            give_back,
            piece: Piece::default(),
            at: 0,
        }),
        Err(back) => back.0,
    }
}

/// Bytes of which the first `len` were read.
#[derive(Default)]
struct Piece {
    bytes: Vec<u8>,
    len: usize,
}

/// Reads until the end, an error, or until nobody listens any more.
fn pieces(
    mut stream: Box<dyn Read + Send>,
    fill: &SyncSender<io::Result<Piece>>,
    empty: &Receiver<Vec<u8>>,
) {
    loop {
        // Used again, so that the system hands out few pages.
        let mut bytes = empty.try_recv().unwrap_or_else(|_| vec![0; PIECE]);
        let read = loop {
            match stream.read(&mut bytes) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        let last = !matches!(read, Ok(1..));
        if fill.send(read.map(|len| Piece { bytes, len })).is_err() || last {
            return;
        }
    }
}

/// What the thread has read.
struct Ahead {
    filled: Receiver<io::Result<Piece>>,
    give_back: SyncSender<Vec<u8>>,
    piece: Piece,
    at: usize,
}

impl Read for Ahead {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.piece.len {
            // A thread that has ended told the end, or an error, before.
            let Ok(next) = self.filled.recv() else {
                return Ok(0);
            };
            let before = std::mem::replace(&mut self.piece, next?);
            self.at = 0;
            if !before.bytes.is_empty() {
                // There is room for all of them; one that is not taken back is made anew.
                let _full = self.give_back.try_send(before.bytes);
            }
        }
        let mut rest = self.piece.bytes.get(self.at..self.piece.len).unwrap_or(&[]);
        let read = rest.read(buffer)?;
        self.at += read;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    /// Bytes that tell their place, in reads of uneven length, then an error or the end.
    struct Source {
        at: Arc<AtomicU64>,
        total: u64,
        fails: bool,
    }

    impl Read for Source {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let at = self.at.load(Ordering::SeqCst);
            if at >= self.total {
                return match self.fails {
                    true => Err(io::Error::other("the disk is gone")),
                    false => Ok(0),
                };
            }
            let most = (self.total - at).min(1 + at % 200_001) as usize;
            let count = most.min(buffer.len());
            for (place, byte) in buffer.iter_mut().take(count).enumerate() {
                *byte = ((at + place as u64) % 251) as u8;
            }
            self.at.fetch_add(count as u64, Ordering::SeqCst);
            Ok(count)
        }
    }

    fn source(total: u64, fails: bool) -> (Source, Arc<AtomicU64>) {
        let at = Arc::new(AtomicU64::new(0));
        let source = Source {
            at: Arc::clone(&at),
            total,
            fails,
        };
        (source, at)
    }

    #[test]
    fn every_byte_comes_once_and_in_order() {
        for total in [1_000, LARGE, LARGE + 12_345] {
            let (source, _) = source(total, false);
            let mut read = Vec::new();
            ahead(Box::new(source), total)
                .read_to_end(&mut read)
                .expect("reads");
            assert_eq!(read.len() as u64, total);
            let wrong = read
                .iter()
                .enumerate()
                .position(|(at, &byte)| byte != (at % 251) as u8);
            assert_eq!(wrong, None);
        }
    }

    #[test]
    fn an_error_comes_after_what_was_read_before_it() {
        let (source, _) = source(LARGE, true);
        let mut read = Vec::new();
        let error = ahead(Box::new(source), LARGE).read_to_end(&mut read);
        assert_eq!(error.expect_err("fails").to_string(), "the disk is gone");
        assert_eq!(read.len() as u64, LARGE);
    }

    #[test]
    fn no_more_is_read_than_may_wait_and_nothing_after_nobody_listens() {
        let (source, at) = source(LARGE * 4, false);
        let mut stream = ahead(Box::new(source), LARGE * 4);
        let mut some = [0; 100];
        assert!(stream.read(&mut some).expect("reads") > 0);
        drop(stream);
        // The thread lets go of its source when it ends.
        while Arc::strong_count(&at) > 1 {
            std::thread::yield_now();
        }
        let most = (WAITING as u64 + 3) * PIECE as u64;
        assert!(at.load(Ordering::SeqCst) <= most);
    }
}

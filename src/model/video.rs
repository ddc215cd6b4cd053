//! An item as one frame of a video, and the objects that move through it.
//!
//! Frames are told by their place in the video's order, from zero: it is what stepping counts in.
//! Their numbers, which platforms write, may start anywhere and leave some out.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Id, Text};

/// One frame among the frames of its video.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct VideoFrame {
    /// Its place, from zero.
    pub place: u32,
    /// How many frames there are to step through.
    pub count: u32,
    /// Its number, as the platform counts.
    pub number: u32,
    /// Frames of the video from one of them to the next: more than one where only some were taken.
    pub step: u32,
    /// Places of the key frames of all tracks, rising.
    pub keys: Arc<[u32]>,
    /// The tracks that are in this frame.
    pub tracks: Vec<Trace>,
}

/// An object that moves through a video, at one frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trace {
    /// The annotation that it is here; it has this id in every frame.
    pub annotation: Id,
    /// Places of its key frames, rising.
    pub keys: Arc<[u32]>,
    /// How it comes to be here.
    pub here: Standing,
    /// The same in words, with the numbers of its key frames.
    pub how: Text,
}

/// How an object comes to be where it is in a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Somebody placed it here.
    Key,
    /// Worked out between two key frames.
    Between,
    /// Worked out, but how it moves is not known: it is shown as it was at the key frame before.
    About,
    /// It stays as it was at the last key frame.
    Held,
}

impl Standing {
    /// The word on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Between => "between",
            Self::About => "about",
            Self::Held => "held",
        }
    }
}

impl VideoFrame {
    /// The track that an annotation is part of.
    pub fn trace(&self, annotation: &Id) -> Option<&Trace> {
        self.tracks
            .iter()
            .find(|trace| trace.annotation == *annotation)
    }
}

/// The nearest of some rising places after (or before) one.
pub fn next_key(keys: &[u32], place: u32, forward: bool) -> Option<u32> {
    match forward {
        true => keys.get(keys.partition_point(|key| *key <= place)),
        false => keys
            .partition_point(|key| *key < place)
            .checked_sub(1)
            .and_then(|at| keys.get(at)),
    }
    .copied()
}

#[cfg(test)]
mod tests {
    use super::next_key;

    #[test]
    fn the_next_key_frame_is_never_the_one_looked_at() {
        let keys = [0, 4, 9];
        assert_eq!(next_key(&keys, 0, true), Some(4));
        assert_eq!(next_key(&keys, 5, true), Some(9));
        assert_eq!(next_key(&keys, 9, true), None);
        assert_eq!(next_key(&keys, 9, false), Some(4));
        assert_eq!(next_key(&keys, 0, false), None);
        assert_eq!(next_key(&[], 3, false), None);
    }
}

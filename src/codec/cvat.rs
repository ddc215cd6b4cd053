//! What CVAT's annotations mean, whether a server sends them or a file holds them: numbers as
//! shapes, labels with attributes and joints, objects over several frames.

pub mod labels;
pub mod shapes;
pub mod tracks;

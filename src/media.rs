//! Image bytes in, finished pictures out: decode (at reduced scale), orient, crop, scale, draw
//! the overlay at output resolution, encode. Runs on a small pool of threads, newest wins.
//!
//! This module knows no terminal and no network.

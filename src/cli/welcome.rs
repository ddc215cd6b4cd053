//! What `vidimus` says when it is told nothing.

/// The three things to do.
pub const WELCOME: &str = "\
vidimus: browse and review image annotations by keys alone.

  vidimus demo                try the whole review loop, nothing to set up
  vidimus open DIR            review a folder of images (COCO or YOLO exports, found by content)
  vidimus account add         sign in to a server (CVAT); then vidimus opens what waits for you
  vidimus item list --dir DIR the same from scripts: --json, exit codes, ids from a pipe

More: vidimus --help, vidimus doctor (what your terminal can do)";

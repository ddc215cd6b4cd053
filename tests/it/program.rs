//! The whole program, as it is shipped, in a real pseudo-terminal: keys go in, the screen, the
//! exit status and the state directory are looked at.

mod bad_input;
mod clipboard;
mod closing;
mod cvat;
mod drafts;
mod editor;
mod endings;
mod hardening;
mod kills;
mod looks;
mod mouse;
mod pictures;
mod place;
mod restarts;
mod scripted;
mod sheet;
mod terminals;

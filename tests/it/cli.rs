//! The real program without a screen: what it prints, with which exit code, and what it keeps.
//! Every run has a home of its own.

mod assets;
mod bombs;
mod broken;
mod codes;
mod cvat;
mod doctor;
mod export;
mod hostile;
mod keys;
mod reading;
mod review;
mod schema;
mod shape;
mod studio;
mod world;

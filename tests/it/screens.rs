//! Screens as text: every view at several sizes, from states built by hand.

mod build;
mod cells;
mod deeds;
mod frames;
mod looks;
mod results;
mod sample;
mod servers;
mod sheet;
mod texts;
mod views;

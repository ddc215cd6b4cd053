//! Streams a COCO or Datumaro file into its split.

use crate::codec::frames::FrameError;
use crate::codec::{coco, datumaro};
use crate::model::Text;

use super::super::detect::Plan;
use super::super::files::Tree;
use super::super::library::Format;
use super::ahead::ahead;
use super::feed::Feed;
use super::{Claims, Shared};

/// Reads one file.
pub fn read<'t>(
    shared: &Shared,
    tree: &'t Tree,
    plan: &Plan,
    place: (usize, usize),
    claims: &mut Claims<'t>,
) {
    let (stream, total) = match shared.files.open(&plan.from) {
        Ok(opened) => opened,
        Err(error) => {
            shared.problem(Text::line(&format!("{}: {error}", plan.from)));
            return;
        }
    };
    let mut feed = Feed::new(shared, tree, plan, place, claims, total);
    let mut stream = feed.counted(ahead(stream, total));
    let result = match plan.format {
        Format::Datumaro => datumaro::read(&mut stream, &mut feed),
        _ => coco::read(&mut stream, &mut feed),
    };
    feed.finish();
    match result {
        Err(_) if shared.stopped() => {}
        Err(FrameError::Stopped) | Ok(()) => {}
        Err(error) => shared.problem(Text::line(&format!(
            "{}: {error}; what came before was read",
            plan.from
        ))),
    }
}

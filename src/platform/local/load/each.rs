//! Formats of one document an image: reads the documents of a split one after the other into one
//! feed.

use crate::codec::frames::FrameError;
use crate::model::{Id, Text};

use super::super::detect::Plan;
use super::super::files::{IMAGE_EXTENSIONS, Tree};
use super::feed::Feed;
use super::{Claims, Shared};

/// How the documents of a format are read.
pub struct Files<'e> {
    /// The format's name.
    pub what: &'static str,
    /// Bytes of one document.
    pub limit: u64,
    /// The folder that a document at a path names pictures in, and the pictures it means anyway.
    pub near: &'e dyn Fn(&str) -> (String, Vec<String>),
}

/// One document.
pub struct Document<'d> {
    /// Its content.
    pub text: &'d [u8],
    /// The id of its image.
    pub id: &'d Id,
    /// Its path.
    pub path: &'d str,
}

/// Reads the documents of a plan. `one` answers whether a document is of the format at all.
pub fn read<'t>(
    shared: &Shared,
    tree: &'t Tree,
    plan: &Plan,
    place: (usize, usize),
    claims: &mut Claims<'t>,
    files: &Files<'_>,
    mut one: impl FnMut(&Document<'_>, &mut Feed<'_, 't>) -> Result<bool, FrameError>,
) {
    let total = u64::try_from(plan.files.len()).unwrap_or(u64::MAX);
    let mut feed = Feed::new(shared, tree, plan, place, claims, total);
    let mut others: Vec<String> = Vec::new();
    let mut more = 0_usize;
    for (number, &file) in (0_u64..).zip(&plan.files) {
        if shared.stopped() {
            break;
        }
        let path = tree.others.path(file);
        let text = match shared.files.read(&path, files.limit) {
            Ok(text) => text,
            Err(error) => {
                feed.say_of(&path, &error.to_string());
                continue;
            }
        };
        let (folder, beside) = (files.near)(&path);
        feed.begin(&path, &folder, beside);
        let document = Document {
            text: &text,
            id: &Id::Number(number),
            path: &path,
        };
        match one(&document, &mut feed) {
            Ok(true) => {}
            Ok(false) if others.len() < 3 => others.push(path),
            Ok(false) => more += 1,
            Err(error) => feed.say_of(&path, &format!("{error}; what came before was read")),
        }
    }
    feed.finish();
    if !others.is_empty() {
        let all = others.len() + more;
        let and = if more > 0 { ", …" } else { "" };
        let are = if all == 1 {
            "file is no"
        } else {
            "files are no"
        };
        shared.problem(Text::line(&format!(
            "{}: {all} {are} {} JSON ({}{and})",
            plan.from,
            files.what,
            others.join(", ")
        )));
    }
}

/// Pictures of any kind in a folder with this name before the extension.
pub fn pictures(folder: &str, stem: &str) -> Vec<String> {
    let folder = match folder {
        "" => String::new(),
        folder => format!("{folder}/"),
    };
    let named = |extension: &str| {
        [
            format!("{folder}{stem}.{extension}"),
            format!("{folder}{stem}.{}", extension.to_ascii_uppercase()),
        ]
    };
    IMAGE_EXTENSIONS.iter().flat_map(|one| named(one)).collect()
}

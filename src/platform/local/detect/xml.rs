//! Finds Pascal VOC and CVAT XML by the root element of files. Of a folder with many files only
//! the first ones are looked at: the reader looks at each anyway.

use std::io::Read;

use crate::codec::cvat_xml::{self, Kind};
use crate::codec::xml::{Step, Xml};
use crate::limits::{LOCAL_SNIFFS, XML_FOLDER_SNIFFS};
use crate::model::Text;

use super::super::files::{Files, Tree, extension};
use super::super::library::Format;
use super::{Plan, names_of, voc};

/// What an XML file is.
enum Root {
    Voc,
    Cvat(Kind),
    Other(String),
}

/// Finds the splits of VOC and CVAT XML.
pub fn plans(
    files: &Files,
    tree: &Tree,
    stopped: &dyn Fn() -> bool,
    problem: &mut dyn FnMut(Text),
) -> Vec<Plan> {
    let (mut plans, mut roots) = (Vec::new(), voc::folders(tree));
    let mut left = LOCAL_SNIFFS;
    let mut unseen = (0_usize, 0_usize);
    for (folder, paths) in xml_folders(tree) {
        let (mut voc, mut told) = (false, Vec::new());
        for (number, path) in paths.iter().enumerate() {
            if stopped() {
                return plans;
            }
            if left == 0 {
                unseen = (unseen.0 + paths.len() - number, unseen.1 + 1);
                break;
            }
            left -= 1;
            match sniff(files, path) {
                Ok(Root::Voc) => {
                    voc = true;
                    if paths.len() > XML_FOLDER_SNIFFS {
                        break;
                    }
                }
                Ok(Root::Cvat(kind)) => cvat_plans(path, &kind, &mut plans),
                Ok(Root::Other(name)) => told.push(format!(
                    "{path}: no Pascal VOC or CVAT annotations (its root: <{name}>)"
                )),
                // Among files of VOC it is an item, whose reader tells what is wrong with it.
                Err(_) if voc => {}
                Err(why) => told.push(format!("{path}: {why}")),
            }
        }
        if voc {
            roots.insert(voc::root_of(&folder).to_owned());
        }
        told.iter().for_each(|line| problem(Text::line(line)));
    }
    if unseen.0 > 0 {
        let (files, folders) = unseen;
        problem(Text::line(&format!(
            "{files} XML files or more in {folders} folders were not looked at: {LOCAL_SNIFFS} files are; open a folder below by itself"
        )));
    }
    let mut roots: Vec<String> = roots.into_iter().collect();
    roots.sort();
    for root in roots {
        voc::plans(files, tree, &root, &mut plans);
    }
    plans
}

/// XML files by folder, in the order of the tree. They are gathered by number first.
fn xml_folders(tree: &Tree) -> Vec<(String, Vec<String>)> {
    let mut folders: Vec<(String, Vec<String>)> = Vec::new();
    for at in 0..tree.others.len() {
        if extension(tree.others.base(at)) != "xml" {
            continue;
        }
        let folder = tree.others.folder(at);
        match folders.last_mut() {
            // Of a folder full of files one more than are looked at says that it is full.
            Some((last, paths)) if last == folder => {
                if paths.len() <= LOCAL_SNIFFS {
                    paths.push(tree.others.path(at));
                }
            }
            _ => folders.push((folder.to_owned(), vec![tree.others.path(at)])),
        }
    }
    folders
}

fn sniff(files: &Files, path: &str) -> Result<Root, String> {
    let (stream, _) = files.open(path).map_err(|error| error.to_string())?;
    let mut head = stream.take(cvat_xml::KIND_BYTES);
    let mut xml = Xml::new(&mut head);
    loop {
        match xml.step().map_err(|error| error.to_string())? {
            Step::Open(tag) => {
                return Ok(match tag.name.as_str() {
                    "annotation" => Root::Voc,
                    // What is wrong further on is told when it is read.
                    "annotations" => Root::Cvat(cvat_xml::kind(&mut xml).unwrap_or_default()),
                    _ => Root::Other(tag.name),
                });
            }
            Step::End => return Err("the file is empty".to_owned()),
            Step::Text(_) | Step::Close => {}
        }
    }
}

/// A plan for each subset of a CVAT file that names several.
fn cvat_plans(path: &str, kind: &Kind, plans: &mut Vec<Plan>) {
    let (dataset, split) = names_of(path);
    let splits = match kind.subsets.len() {
        0 | 1 => vec![(split, None)],
        _ => kind
            .subsets
            .iter()
            .map(|subset| (subset.clone(), Some(subset.clone())))
            .collect(),
    };
    let format = match kind.video {
        true => Format::CvatVideo,
        false => Format::CvatImages,
    };
    plans.extend(splits.into_iter().map(|(split, subset)| Plan {
        dataset: dataset.clone(),
        split,
        format,
        from: path.to_owned(),
        images: Vec::new(),
        yaml: None,
        subset,
        files: Vec::new(),
    }));
}

/// Whether a file is XML of another kind than VOC's.
pub fn is_other(files: &Files, path: &str) -> bool {
    matches!(sniff(files, path), Ok(Root::Cvat(_) | Root::Other(_)))
}

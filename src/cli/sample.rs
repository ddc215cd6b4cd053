//! `item list --sample`: the items that a recipe draws.

use std::sync::Arc;

use tokio::task::JoinSet;

use crate::app::sample::Sampling;
use crate::limits::GATHER_TOGETHER;
use crate::model::sample::Recipe;
use crate::model::{Level, NodeRef, Row, Text, Words};

use super::error::CliError;
use super::session::Session;
use super::walk::{Walked, Wanted, walk};

/// Draws from all wanted items, and prints what is drawn in the platform's order. An item that
/// cannot be read for its strata is not drawn, and told.
///
/// # Errors
/// Whatever the platform has, or printing.
pub async fn print(
    session: &Session,
    wanted: &Wanted,
    recipe: Recipe,
    mut one: impl FnMut(&NodeRef, &Row, &Words) -> Result<(), CliError>,
) -> Result<Walked, CliError> {
    let mut rows: Vec<(NodeRef, Row)> = Vec::new();
    let mut words = Words::default();
    let mut walked = walk(&session.platform, wanted, |node, row, from| {
        if !row.flags.deleted {
            rows.push((node, row.clone().reworded(from, &mut words)));
        }
        Ok::<bool, CliError>(true)
    })
    .await?;
    let mut sampling = Sampling::new(wanted.parent.clone(), Text::default(), 0, recipe);
    for ((node, _), place) in rows.iter().zip(0..) {
        let job = node.id_at(Level::Job).map(ToString::to_string);
        sampling.add(node, place, None, &job.unwrap_or_default());
    }
    if recipe.by.needs_items() {
        let unread = read(session, &rows, &mut sampling).await;
        walked.problems.extend(unread);
    }
    sampling.redraw();
    for at in sampling.draw.iter().flat_map(|draw| &draw.picked) {
        if let Some((node, row)) = rows.get(*at) {
            one(node, row, &words)?;
        }
    }
    Ok(walked)
}

/// Reads the items for their strata; answers what could not be read.
async fn read(session: &Session, rows: &[(NodeRef, Row)], sampling: &mut Sampling) -> Vec<Text> {
    let mut problems = Vec::new();
    let mut running = JoinSet::new();
    let mut waiting = rows.iter().enumerate();
    loop {
        while running.len() < GATHER_TOGETHER
            && let Some((at, (node, _))) = waiting.next()
        {
            let (platform, node) = (Arc::clone(&session.platform), node.clone());
            running.spawn(async move { (at, platform.annotations(&node).await) });
        }
        match running.join_next().await {
            None => return problems,
            Some(Ok((at, Ok(detail)))) => sampling.learn(at, &detail),
            Some(Ok((at, Err(error)))) => {
                sampling.give_up(at);
                let name = rows.get(at).map_or("", |(_, row)| row.name.as_str());
                problems.push(Text::line(&format!("{name} is not drawn: {error}")));
            }
            // A read that broke off is one that cannot be drawn either.
            Some(Err(error)) => {
                problems.push(Text::line(&format!("an item was not read: {error}")))
            }
        }
    }
}

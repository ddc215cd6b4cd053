//! Reading what there is now of nodes that are about to be changed, or whose change was refused.

use std::sync::Arc;

use tokio::task::JoinSet;

use crate::app::effect::LoadSlot;
use crate::app::msg::{Found, Msg, Plan, Present};
use crate::limits::GATHER_TOGETHER;
use crate::model::{Change, Level, NodeRef, Operation, Text};
use crate::platform::Platform;

use super::words::words;
use super::{Event, Executor};

impl Executor {
    /// Reads the present values of nodes, a few together, and answers in the order asked.
    pub(super) fn gather(&mut self, plan: Plan, nodes: Vec<NodeRef>) {
        let account = nodes.first().map(|node| node.account.clone());
        let Some(platform) = account.and_then(|account| self.platform(&account)) else {
            return;
        };
        let events = self.events.clone();
        // State and people of an item are facts about it, verdicts are not.
        let facts = matches!(plan, Plan::Transition { .. } | Plan::Assign { .. });
        tokio::spawn(async move {
            let mut found: Vec<Option<Found>> = vec![None; nodes.len()];
            let mut waiting = nodes.into_iter().enumerate();
            let mut running = JoinSet::new();
            loop {
                while running.len() < GATHER_TOGETHER
                    && let Some((at, node)) = waiting.next()
                {
                    let platform = Arc::clone(&platform);
                    running.spawn(async move { (at, look(&*platform, node, facts).await) });
                }
                let Some(done) = running.join_next().await else {
                    break;
                };
                if let Ok((at, value)) = done
                    && let Some(place) = found.get_mut(at)
                {
                    *place = Some(value);
                }
            }
            let found = found.into_iter().flatten().collect();
            let _ended = events.send(Event::Msg(Msg::Gathered { plan, found })).await;
        });
    }

    /// Asks every account whether an address is one of its server's; the first that knows it
    /// answers.
    pub(super) fn find_web(&mut self, address: Text) {
        let platforms: Vec<_> = self
            .backends
            .values()
            .map(|backend| Arc::clone(&backend.platform))
            .collect();
        self.start(Some(LoadSlot::Menu), async move {
            let mut result = Ok(None);
            for platform in platforms {
                match platform.find_web(&address).await {
                    Ok(Some(node)) => {
                        result = Ok(Some(node));
                        break;
                    }
                    Ok(None) => {}
                    Err(error) => result = Err(words(error)),
                }
            }
            Msg::FoundWeb { address, result }
        });
    }
}

/// What there is now where an operation was refused.
pub(super) async fn look_again(platform: &dyn Platform, operation: &Operation) -> Present {
    let facts = matches!(
        operation.change,
        Change::Transition { .. } | Change::Assign { .. }
    );
    let found = look(platform, operation.target.clone(), facts).await;
    let about = match &operation.change {
        Change::Comment { issue, .. }
        | Change::DeleteComment { issue, .. }
        | Change::EditComment { issue, .. }
        | Change::Verify { issue, .. }
        | Change::Resolve { issue, .. } => Some(issue),
        Change::DeleteIssue { issue } | Change::RestoreIssue { issue } => Some(&issue.id),
        _ => None,
    };
    let mut issue = None;
    if let Some(id) = about
        && let Ok(issues) = platform.issues(&operation.target).await
    {
        issue = issues.into_iter().find(|found| found.id == *id);
    }
    Present { found, issue }
}

async fn look(platform: &dyn Platform, node: NodeRef, facts: bool) -> Found {
    let result = match node.level() {
        Level::Item if !facts => platform.annotations(&node).await.map(Found::Item),
        _ => match platform.detail(&node).await {
            Ok(detail) => {
                // Rights that cannot be read are not denied: the platform itself will answer.
                let permissions = platform.permissions(&node).await.unwrap_or_default();
                Ok(Found::Node(Box::new(detail), permissions))
            }
            Err(error) => Err(error),
        },
    };
    result.unwrap_or_else(|error| Found::Failed(node, words(error)))
}

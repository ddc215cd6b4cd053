//! What can be done where, with the reason why not.

use super::nodes::Spot;
use super::{LocalPlatform, workflow};
use crate::model::{Change, NodeRef, Operation, Permissions, Text, Verb};
use crate::platform::PlatformError;

impl LocalPlatform {
    /// The verbs that are refused on a place.
    pub(super) fn denied(&self, spot: Spot) -> Permissions {
        use Verb::*;
        if let Some(reason) = &self.options.read_only {
            return Permissions::none(reason);
        }
        let only_items = "items are judged, not what holds them";
        let not_items = "jobs are moved and assigned, not images";
        let denied: &[(Verb, &str)] = match spot {
            Spot::Item(..) => &[
                (Transition, not_items),
                (Assign, not_items),
                (AssignReviewer, not_items),
            ],
            Spot::Job(..) => &[
                (JudgeItem, only_items),
                (JudgeAnnotation, only_items),
                (OpenIssue, "issues are opened on items"),
            ],
            Spot::Split(..) => &[
                (JudgeItem, only_items),
                (JudgeAnnotation, only_items),
                (OpenIssue, "issues are opened on items"),
                (Transition, "the state of a split follows from its jobs"),
            ],
            _ => &[
                (JudgeItem, only_items),
                (JudgeAnnotation, only_items),
                (OpenIssue, "issues are opened on items"),
                (Transition, "only jobs have a state"),
                (Assign, "only jobs and splits are assigned"),
                (AssignReviewer, "only jobs and splits are assigned"),
            ],
        };
        let one_state = "a folder has one state of each image, not several results";
        let results = [
            (MarkResult, one_state),
            (DeleteResult, one_state),
            (Act, "a folder has no commands of its own"),
        ];
        Permissions {
            denied: denied
                .iter()
                .chain(&results)
                .map(|(verb, why)| (*verb, (*why).into()))
                .collect(),
        }
    }

    /// The target and key of an operation, if it can be done here.
    pub(super) fn admit(
        &self,
        operation: &Operation,
    ) -> Result<(Spot, String, NodeRef), PlatformError> {
        let library = self.shared.read();
        let spot = self.spot(&library, &operation.target)?;
        if let Err(why) = self.denied(spot).check(operation.change.verb()) {
            return Err(PlatformError::Denied(why.clone()));
        }
        if let Change::Transition { after, .. } = &operation.change
            && !workflow::is_known(after)
        {
            return Err(PlatformError::Unsupported(Text::line(&format!(
                "the state {}",
                after.words()
            ))));
        }
        Ok((
            spot,
            library.key(spot, self.options.batch),
            self.node(&library, spot),
        ))
    }
}

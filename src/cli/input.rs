//! Ids from standard input, before anything is opened: one of them may be the link that says what.

use super::args::{Command, NodeCommand};
use super::args_results::{ActionCommand, ActionPlace, ResultCommand};
use super::args_review::{
    AnnotationCommand, IssueCommand, ItemCommand, JobCommand, ProjectCommand, TaskCommand,
};
use super::error::CliError;
use super::session::{LINK, is_web};
use super::target::read_ids;

impl Command {
    /// Replaces `-` by the ids of standard input; answers with the first id or parent that is a
    /// full link, which names the account when no flag does.
    ///
    /// # Errors
    /// Standard input that cannot be read as ids.
    pub(super) async fn read_input(&mut self) -> Result<Option<String>, CliError> {
        let mut named: Vec<String> = Vec::new();
        if let Some(ids) = self.ids_mut() {
            *ids = read_ids(ids).await?;
            named.extend(ids.first().cloned());
        }
        named.extend(self.single().into_iter().flatten().cloned());
        Ok(named
            .into_iter()
            .find(|id| id.starts_with(LINK) || is_web(id)))
    }

    fn ids_mut(&mut self) -> Option<&mut Vec<String>> {
        let ids = match self {
            Self::Project(ProjectCommand::Assign(args)) | Self::Task(TaskCommand::Assign(args)) => {
                &mut args.ids
            }
            Self::Task(TaskCommand::Transition(args)) => &mut args.ids,
            Self::Job(JobCommand::Assign(args)) => &mut args.ids,
            Self::Job(JobCommand::Transition(args)) => &mut args.ids,
            Self::Item(ItemCommand::Reject(args)) => &mut args.ids,
            Self::Item(
                ItemCommand::Accept(ids) | ItemCommand::Skip(ids) | ItemCommand::Clear(ids),
            ) => ids,
            Self::Annotation(AnnotationCommand::Reject(args)) => &mut args.ids,
            Self::Annotation(AnnotationCommand::Accept(ids) | AnnotationCommand::Clear(ids)) => ids,
            Self::Result(command) => return result_ids(command),
            Self::Action(ActionCommand::Run(args)) => &mut args.items,
            Self::Issue(
                IssueCommand::Resolve(ids) | IssueCommand::Reopen(ids) | IssueCommand::Delete(ids),
            ) => ids,
            _ => return None,
        };
        Some(&mut ids.ids)
    }

    /// The ids that are given singly: what is shown, and parents of lists.
    fn single(&self) -> Vec<Option<&String>> {
        let list = match self {
            Self::Org(NodeCommand::List(args)) | Self::Project(ProjectCommand::List(args)) => args,
            Self::Task(TaskCommand::List(args)) => args,
            Self::Job(JobCommand::List(args)) => args,
            Self::Item(ItemCommand::List(args)) => args,
            Self::Issue(IssueCommand::List(args)) => {
                let parent = &args.parent;
                return vec![
                    args.item.as_ref(),
                    parent.job.as_ref(),
                    parent.task.as_ref(),
                    parent.project.as_ref(),
                    parent.org.as_ref(),
                ];
            }
            Self::Report(args) => {
                let parent = &args.parent;
                return vec![
                    parent.job.as_ref(),
                    parent.task.as_ref(),
                    parent.project.as_ref(),
                    parent.org.as_ref(),
                ];
            }
            Self::Project(ProjectCommand::Figures(args))
            | Self::Task(TaskCommand::Figures(args))
            | Self::Job(JobCommand::Figures(args)) => return vec![Some(&args.id)],
            Self::Org(NodeCommand::Show(args)) | Self::Project(ProjectCommand::Show(args)) => {
                return vec![Some(&args.id)];
            }
            Self::Task(TaskCommand::Show(args)) => return vec![Some(&args.id)],
            Self::Job(JobCommand::Show(args)) => return vec![Some(&args.id)],
            Self::Item(ItemCommand::Show(args) | ItemCommand::Annotations(args)) => {
                return vec![Some(&args.id)];
            }
            Self::Item(ItemCommand::Image(args)) => return vec![Some(&args.id)],
            Self::Item(ItemCommand::Text(args)) => return vec![Some(&args.id)],
            Self::Result(command) => return result_item(command),
            Self::Action(ActionCommand::List(place)) => return action_place(place),
            Self::Action(ActionCommand::Run(args)) => return action_place(&args.place),
            Self::Annotation(AnnotationCommand::List(args)) => return vec![Some(&args.id)],
            Self::Issue(IssueCommand::Open(args)) => return vec![Some(&args.item)],
            _ => return Vec::new(),
        };
        let parent = &list.parent;
        vec![
            parent.job.as_ref(),
            parent.task.as_ref(),
            parent.project.as_ref(),
            parent.org.as_ref(),
        ]
    }
}

fn result_ids(command: &mut ResultCommand) -> Option<&mut Vec<String>> {
    match command {
        ResultCommand::Accept(args)
        | ResultCommand::Clear(args)
        | ResultCommand::Truth(args)
        | ResultCommand::Untruth(args)
        | ResultCommand::Skip(args)
        | ResultCommand::Unskip(args)
        | ResultCommand::Delete(args) => Some(&mut args.ids.ids),
        ResultCommand::Reject(args) => Some(&mut args.results.ids.ids),
        ResultCommand::List(_) | ResultCommand::Submit(_) => None,
    }
}

fn result_item(command: &ResultCommand) -> Vec<Option<&String>> {
    vec![match command {
        ResultCommand::Accept(args)
        | ResultCommand::Clear(args)
        | ResultCommand::Truth(args)
        | ResultCommand::Untruth(args)
        | ResultCommand::Skip(args)
        | ResultCommand::Unskip(args)
        | ResultCommand::Delete(args) => args.item.as_ref(),
        ResultCommand::Reject(args) => args.results.item.as_ref(),
        ResultCommand::List(args) => Some(&args.id),
        ResultCommand::Submit(args) => Some(&args.item),
    }]
}

fn action_place(place: &ActionPlace) -> Vec<Option<&String>> {
    vec![place.task.as_ref(), place.project.as_ref()]
}

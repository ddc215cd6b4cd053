//! Who may do what on a CVAT server, known before a key is pressed.
//!
//! The server has no call that tells rights; they follow from who owns and holds a project, task,
//! job or issue, from the role in the organization and from the global group (contract §8). Terms:
//! *project staff* are its owner and assignee, *task staff* those and the task's, *job staff* those
//! and the job's assignee, *issue staff* those and the issue's; a *maintainer* has the role owner
//! or maintainer in the organization. What a login cannot see it is no staff of.

use crate::model::{Level, Permissions, Text, Verb};

/// The global group of a login (CVAT REST API, the first of `groups` that is one of these).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Privilege {
    /// May do everything.
    Admin,
    /// The usual one.
    User,
    /// Works on what is assigned.
    #[default]
    Worker,
}

impl Privilege {
    /// By the names of the groups and the superuser's mark.
    pub fn of<'a>(groups: impl IntoIterator<Item = &'a str>, is_superuser: bool) -> Self {
        let (mut admin, mut user) = (is_superuser, false);
        for group in groups {
            admin |= group == "admin";
            user |= group == "user";
        }
        match (admin, user) {
            (true, _) => Self::Admin,
            (_, true) => Self::User,
            _ => Self::Worker,
        }
    }
}

/// What a login is where the object is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Membership {
    /// The object is in nobody's organization: a personal workspace.
    #[default]
    Sandbox,
    /// The organization's owner.
    Owner,
    /// A maintainer.
    Maintainer,
    /// A supervisor: may make projects and tasks, but sees no more than a worker.
    Supervisor,
    /// A worker, or a role that this program does not know.
    Worker,
    /// Not a member of the object's organization.
    Outsider,
}

impl Membership {
    /// By the word of the role (CVAT REST API, `membership.role`).
    pub fn of_role(role: &str) -> Self {
        match role {
            "owner" => Self::Owner,
            "maintainer" => Self::Maintainer,
            "supervisor" => Self::Supervisor,
            _ => Self::Worker,
        }
    }
}

/// A user of the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The number that writes name a person by.
    pub id: u64,
    /// The user name.
    pub name: Text,
}

/// Who made something and who holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// Who made it.
    pub owner: Option<Person>,
    /// Who holds it.
    pub assignee: Option<Person>,
}

impl People {
    fn owned_by(&self, id: u64) -> bool {
        self.owner.as_ref().is_some_and(|owner| owner.id == id)
    }

    fn held_by(&self, id: u64) -> bool {
        self.assignee.as_ref().is_some_and(|held| held.id == id)
    }

    fn has(&self, id: u64) -> bool {
        self.owned_by(id) || self.held_by(id)
    }
}

/// Everything that decides what a login may do with one object and what is in it. A project or
/// task that the login cannot see is left empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The login's number.
    pub me: u64,
    /// Its group.
    pub privilege: Privilege,
    /// Why nothing can be written with it, if so (a token that only reads).
    pub read_only: Option<Text>,
    /// What it is where the object is.
    pub membership: Membership,
    /// The project's people.
    pub project: People,
    /// The task's people.
    pub task: People,
    /// Who holds the job.
    pub job: Option<Person>,
}

/// Allowed, or why not in words for the reviewer.
pub type May = Result<(), Text>;

/// Why nobody else can be named in a personal workspace: nobody else is visible there.
pub const ALONE: &str = "in a personal workspace only you yourself can be assigned";

const NO_REVIEWER: &str =
    "CVAT has one assignee for each job and no reviewer: assign the job to whoever reviews it";
const ONLY_ITEMS: &str = "items are judged, not what holds them";
const ISSUES_ON_ITEMS: &str = "issues are opened on items";
const TASK_STAFF: &str = "the task's or project's staff";
const ISSUE_STAFF: &str = "the issue's people, the job's staff";
const JOB_STAFF: &str = "whoever holds the job, the task's or project's staff";

impl Standing {
    fn is_maintainer(&self) -> bool {
        let role = matches!(self.membership, Membership::Owner | Membership::Maintainer);
        self.privilege == Privilege::Admin || (role && self.privilege == Privilege::User)
    }

    fn is_project_staff(&self) -> bool {
        self.project.has(self.me)
    }

    fn is_task_staff(&self) -> bool {
        self.is_project_staff() || self.task.has(self.me)
    }

    fn holds_job(&self) -> bool {
        self.job.as_ref().is_some_and(|held| held.id == self.me)
    }

    fn is_job_staff(&self) -> bool {
        self.is_task_staff() || self.holds_job()
    }

    fn can_write(&self) -> May {
        self.read_only.clone().map_or(Ok(()), Err)
    }

    /// A worker may be given single jobs of an organization without being a member: the job itself
    /// and new things in it are his, what is there of others (issues) is not.
    fn is_crowd(&self) -> bool {
        self.privilege == Privilege::Worker && self.holds_job()
    }

    /// Part of where the object is.
    fn is_inside(&self) -> bool {
        self.membership != Membership::Outsider || self.privilege == Privilege::Admin
    }

    /// Allowed for maintainers and for whoever fits the rule, which says who that is, within the
    /// organization.
    fn only(&self, fits: bool, who: &str, what: &str) -> May {
        self.can_write()?;
        if !self.is_inside() {
            return Err("you are not a member of the organization that this belongs to".into());
        }
        if fits || self.is_maintainer() {
            return Ok(());
        }
        let maintainer = match self.membership {
            Membership::Sandbox => "",
            _ => " or a maintainer of the organization",
        };
        let ask = self.whom_to_ask();
        let ask = ask.map_or(String::new(), |name| format!("; ask {name}"));
        let why = format!("only {who}{maintainer} may {what}{ask}");
        Err(Text::line(&why))
    }

    /// The same for what belongs to the job itself, which crowd workers hold too.
    fn only_in_job(&self, fits: bool, who: &str, what: &str) -> May {
        match self.is_crowd() {
            true => self.can_write(),
            false => self.only(fits, who, what),
        }
    }

    /// Somebody who may do more here.
    fn whom_to_ask(&self) -> Option<&Text> {
        let task = [&self.task.owner, &self.project.owner];
        let held = [&self.project.assignee, &self.task.assignee];
        let mut people = task.into_iter().chain(held).flatten();
        people
            .find(|person| person.id != self.me)
            .map(|person| &person.name)
    }

    /// Whether a job's state can be changed.
    pub fn state(&self) -> May {
        self.only_in_job(self.is_job_staff(), JOB_STAFF, "change the job's state")
    }

    /// Whether a job's stage can be changed.
    pub fn stage(&self) -> May {
        self.only(self.is_task_staff(), TASK_STAFF, "move the stage")
    }

    /// Whether the assignee of a project, task or job can be changed.
    pub fn assign(&self, level: Level) -> May {
        match level {
            Level::Job => self.only(self.is_task_staff(), TASK_STAFF, "assign the job"),
            Level::Task => self.only(
                self.is_project_staff() || self.task.owned_by(self.me),
                "the task's owner, the project's staff",
                "assign the task",
            ),
            Level::Project => {
                let owner = self.project.owned_by(self.me);
                self.only(owner, "the project's owner", "assign the project")
            }
            _ => Err("only projects, tasks and jobs are assigned".into()),
        }
    }

    /// Whether issues can be opened.
    pub fn open_issue(&self) -> May {
        self.only_in_job(self.is_job_staff(), JOB_STAFF, "open issues")
    }

    /// Whether a quality report can be computed.
    pub fn work(&self) -> May {
        self.only(self.is_task_staff(), TASK_STAFF, "compute quality reports")
    }

    /// Whether an issue can be commented on.
    pub fn comment_on(&self, issue: &People) -> May {
        let staff = self.is_job_staff() || issue.has(self.me);
        self.only_in_job(staff, ISSUE_STAFF, "comment on the issue")
    }

    /// Whether an issue can be resolved and reopened, and its comments changed.
    pub fn answer_issue(&self, issue: &People) -> May {
        let staff = self.is_job_staff() || issue.has(self.me);
        self.only(
            staff,
            ISSUE_STAFF,
            "resolve the issue and change its comments",
        )
    }

    /// Whether an issue can be deleted.
    pub fn delete_issue(&self, issue: &People) -> May {
        let fits = self.is_task_staff() || issue.owned_by(self.me);
        let who = "who opened the issue, the task's or project's staff";
        self.only(fits, who, "delete the issue")
    }

    /// Whether a comment by this person can be edited or deleted.
    pub fn change_comment(&self, issue: &People, author: Option<u64>) -> May {
        match author == Some(self.me) {
            true => self.only(true, ISSUE_STAFF, ""),
            false => self.answer_issue(issue),
        }
    }

    /// The verbs that are refused on a node of a level. What the journal keeps (verdicts, flags)
    /// needs no right of the server.
    pub fn permissions(&self, level: Level) -> Permissions {
        let mut refused = Refused::default();
        let not_here = |why: &str| -> May { Err(why.into()) };
        refused.add(Verb::AssignReviewer, not_here(NO_REVIEWER));
        if level != Level::Item {
            refused.add(Verb::JudgeItem, not_here(ONLY_ITEMS));
            refused.add(Verb::JudgeAnnotation, not_here(ONLY_ITEMS));
            refused.add(Verb::OpenIssue, not_here(ISSUES_ON_ITEMS));
        }
        match level {
            Level::Item => {
                let not_items = "jobs are moved and assigned, not items";
                refused.add(Verb::Transition, not_here(not_items));
                refused.add(Verb::Assign, not_here(not_items));
                refused.add(Verb::OpenIssue, self.open_issue());
            }
            Level::Job => {
                refused.add(Verb::Transition, self.state());
                refused.add(Verb::Assign, self.assign(level));
            }
            Level::Task | Level::Project => {
                let follows = "the status follows from the jobs: move those";
                refused.add(Verb::Transition, not_here(follows));
                refused.add(Verb::Assign, self.assign(level));
            }
            _ => {
                refused.add(Verb::Transition, not_here("only jobs have a state"));
                refused.add(Verb::Assign, self.assign(level));
            }
        }
        self.refuse_common(level, &mut refused);
        refused.0
    }

    /// What concerns the issues and works below a node. Each issue has rights of its own beside
    /// these ([`Standing::issue_permissions`]).
    fn refuse_common(&self, level: Level, refused: &mut Refused) {
        use Verb::{Comment, DeleteIssue, EditComment, Resolve, Work};
        let measured = matches!(
            level,
            Level::Job | Level::Item | Level::Task | Level::Project
        );
        let work = match measured {
            true => self.work(),
            false => Err("quality is measured for tasks and projects".into()),
        };
        refused.add(Work, work);
        for verb in [Comment, Resolve, EditComment, DeleteIssue] {
            refused.add(verb, self.can_write());
        }
    }

    /// The verbs that are refused on one issue.
    pub fn issue_permissions(&self, issue: &People) -> Permissions {
        let mut refused = Refused::default();
        refused.add(Verb::Comment, self.comment_on(issue));
        refused.add(Verb::Resolve, self.answer_issue(issue));
        refused.add(Verb::EditComment, self.answer_issue(issue));
        refused.add(Verb::DeleteIssue, self.delete_issue(issue));
        refused.0
    }
}

#[derive(Default)]
struct Refused(Permissions);

impl Refused {
    fn add(&mut self, verb: Verb, may: May) {
        if let Err(why) = may {
            self.0.denied.push((verb, why));
        }
    }
}

#[cfg(test)]
mod tests;

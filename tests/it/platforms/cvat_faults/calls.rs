//! Every call that the program makes of a platform, each with what it answers in one text: what
//! two answers are compared by.

use std::fmt::Write as _;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use vidimus::model::{
    Change, Comment, Handover, Id, Issue, Level, NodeRef, PageRequest, Permissions, Place, Point,
    Query, Role, Text, Timestamp,
};
use vidimus::platform::journal::Journaled;
use vidimus::platform::{Attempt, ImageWant, ListRequest, Platform, PlatformError};

use super::super::cvat_world::{frame, job, operation, state, text};

/// What a call came to, in words.
pub type Answer = Result<String, PlatformError>;
type Running = Pin<Box<dyn Future<Output = Answer> + Send>>;

/// A call by its name.
pub struct Call {
    pub name: &'static str,
    /// Whether it changes something at the server.
    pub writes: bool,
    run: Box<dyn Fn(Arc<Journaled>, Attempt) -> Running + Send + Sync>,
}

impl Call {
    /// Calls; a panic or silence fails the test by the call's name.
    pub async fn run(&self, platform: &Arc<Journaled>, attempt: Attempt, about: &str) -> Answer {
        let running = tokio::spawn((self.run)(Arc::clone(platform), attempt));
        let patience = std::time::Duration::from_secs(30);
        match tokio::time::timeout(patience, running).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(panic)) => panic!("{}, {about}: {panic}", self.name),
            Err(_) => panic!("{}, {about}: it hangs", self.name),
        }
    }
}

fn read<F, R>(name: &'static str, run: F) -> Call
where
    F: Fn(Arc<Journaled>) -> R + Send + Sync + 'static,
    R: Future<Output = Answer> + Send + 'static,
{
    Call {
        name,
        writes: false,
        run: Box::new(move |platform, _| Box::pin(run(platform))),
    }
}

fn write(name: &'static str, target: NodeRef, change: Change) -> Call {
    let change = Arc::new(change);
    Call {
        name,
        writes: true,
        run: Box::new(move |platform, attempt| {
            let operation = operation(1, target.clone(), (*change).clone());
            Box::pin(async move {
                let applied = platform.apply(&operation, attempt).await?;
                // Whether it was found there already depends on what went wrong before.
                Ok(format!("local {}", applied.local_only))
            })
        }),
    }
}

/// A node by its link.
pub fn node(path: &str) -> NodeRef {
    NodeRef::parse(&format!("vidimus://road{path}")).unwrap()
}

fn list(name: &'static str, parent: &'static str, level: Level, query: &'static str) -> Call {
    read(name, move |platform| async move {
        let request = ListRequest {
            parent: node(parent),
            level,
            query: Query::parse(query).unwrap(),
            page: PageRequest {
                offset: 0,
                limit: 200,
            },
        };
        let page = platform.list(&request).await?;
        let mut said = format!("{} of {}", page.rows.len(), page.total);
        for row in &page.rows {
            let words = [row.stage, row.state, row.assignee].map(|word| page.words.get(word));
            let _ = write!(said, "\n{} {} {words:?} {:?}", row.id, row.name, row.flags);
        }
        for problem in &page.problems {
            let _ = write!(said, "\nproblem: {problem}");
        }
        Ok(said)
    })
}

fn detail(name: &'static str, path: &'static str) -> Call {
    read(name, move |platform| async move {
        let detail = platform.detail(&node(path)).await?;
        let names: Vec<&Text> = detail.page.rows.iter().map(|row| &row.name).collect();
        let (state, to) = (&detail.state, &detail.transitions);
        let (facts, guide) = (&detail.facts, &detail.guide);
        Ok(format!("{names:?} {facts:?} {guide:?} {state:?} {to:?}"))
    })
}

fn picture(name: &'static str, item: NodeRef, number: u8, original: bool) -> Call {
    read(name, move |platform| {
        let item = item.clone();
        async move {
            let want = ImageWant {
                width: 200,
                height: 200,
                number,
                ahead: false,
                original,
            };
            let image = platform.image(&item, want).await?;
            Ok(format!("{:?}", image.bytes))
        }
    })
}

fn scoped<T, F, R>(name: &'static str, path: &'static str, ask: F) -> Call
where
    F: Fn(Arc<Journaled>, NodeRef) -> R + Send + Sync + Copy + 'static,
    R: Future<Output = Result<T, PlatformError>> + Send + 'static,
    T: std::fmt::Debug,
{
    read(name, move |platform| async move {
        Ok(format!("{:#?}", ask(platform, node(path)).await?))
    })
}

/// Everything that only reads.
pub fn reads() -> Vec<Call> {
    let mut all = lists();
    all.extend(single());
    all
}

fn lists() -> Vec<Call> {
    vec![
        list("organizations", "/", Level::Organization, ""),
        list("projects", "/o:1", Level::Project, ""),
        list("tasks", "/o:1/p:1", Level::Task, ""),
        list("tasks without a project", "/o:1/p:none", Level::Task, ""),
        list("jobs", "/o:1/p:1/t:1", Level::Job, ""),
        list("jobs far below", "/", Level::Job, "state:new sort:-updated"),
        list("jobs worked out here", "/o:1", Level::Job, "issues>0"),
        list("frames", "/o:1/p:1/t:1/j:1", Level::Item, ""),
        list(
            "frames by label",
            "/o:1/p:1/t:1/j:1",
            Level::Item,
            "label:car",
        ),
    ]
}

fn single() -> Vec<Call> {
    vec![
        read("identity", |platform| async move {
            Ok(format!("{:?}", platform.identity().await?))
        }),
        detail("organization", "/o:1"),
        detail("project", "/o:1/p:1"),
        detail("task", "/o:1/p:1/t:1"),
        detail("job", "/o:1/p:1/t:1/j:1"),
        detail("frame", "/o:1/p:1/t:1/j:1/i:0"),
        scoped("annotations", "/j:1/i:0", |platform, item| async move {
            let item = platform.annotations(&item).await?;
            Ok((
                item.annotations.clone(),
                item.facts.clone(),
                item.problems.clone(),
            ))
        }),
        picture("picture", frame(1, 0), 0, false),
        picture("original", frame(1, 0), 0, true),
        picture("context image", frame(14, 0), 1, false),
        scoped("issues of a job", "/j:1", |platform, scope| async move {
            platform.issues(&scope).await
        }),
        scoped(
            "issues of a project",
            "/o:1/p:1",
            |platform, scope| async move { platform.issues(&scope).await },
        ),
        scoped("members", "/o:1/p:1", |platform, scope| async move {
            platform.members(&scope, "").await
        }),
        scoped("rights on a job", "/j:1", |platform, node| async move {
            platform.permissions(&node).await
        }),
        scoped(
            "rights on a task",
            "/o:1/p:1/t:1",
            |platform, node| async move { platform.permissions(&node).await },
        ),
        scoped(
            "insights of a task",
            "/o:1/p:1/t:1",
            |platform, node| async move { platform.insights(&node).await },
        ),
        scoped(
            "insights of a project",
            "/o:1/p:1",
            |platform, node| async move { platform.insights(&node).await },
        ),
        scoped("inbox", "/", |platform, _| async move {
            platform.inbox(Timestamp(0)).await
        }),
        scoped("find a job", "/", |platform, _| async move {
            platform.find(Level::Job, "1").await
        }),
        scoped("find a task", "/", |platform, _| async move {
            platform.find(Level::Task, "street-000 morning").await
        }),
        scoped("web address", "/", |platform, _| async move {
            let place = platform.identity().await?.place;
            let address = format!("{place}/tasks/1/jobs/1?frame=3");
            platform.find_web(&address).await
        }),
    ]
}

fn moved(handover: Option<Handover>, to: (&str, &str)) -> Change {
    Change::Transition {
        before: state("validation", "in progress"),
        after: state(to.0, to.1),
        handover,
    }
}

fn given(before: Option<&str>, after: &str) -> Change {
    Change::Assign {
        role: Role::Assignee,
        before: before.map(text),
        after: Some(text(after)),
    }
}

fn thread(id: u64, comments: &[(u64, &str)]) -> Box<Issue> {
    let comments = comments.iter().map(|(id, words)| Comment {
        id: Id::Number(*id),
        author: text("review1"),
        at: Timestamp(0),
        text: text(words),
    });
    Box::new(Issue {
        id: Id::Number(id),
        item: frame(2, 12),
        place: Place::At {
            point: Point { x: 30.0, y: 40.0 },
        },
        annotation: None,
        assignee: None,
        owner: text("review1"),
        at: Timestamp(0),
        resolved: false,
        comments: comments.collect(),
        rights: Permissions::default(),
    })
}

/// Everything that the server stores.
pub fn writes() -> Vec<Call> {
    let hand_back = Handover {
        before: Some(text("annot1")),
        after: Some(text("annot2")),
    };
    let open = Change::OpenIssue {
        place: Place::At {
            point: Point { x: 11.0, y: 12.0 },
        },
        annotation: None,
        text: text("too loose"),
        assignee: None,
    };
    let issue = |id| Id::Number(id);
    vec![
        write(
            "transition",
            job(1),
            moved(None, ("acceptance", "completed")),
        ),
        write(
            "hand back",
            job(1),
            moved(Some(hand_back), ("annotation", "rejected")),
        ),
        write("assign a job", job(1), given(Some("annot1"), "review1")),
        write(
            "assign a task",
            node("/o:1/p:1/t:2"),
            given(None, "review1"),
        ),
        write(
            "assign a project",
            node("/o:1/p:1"),
            given(Some("review1"), "annot1"),
        ),
        write("open an issue", frame(2, 13), open),
        write(
            "delete an issue",
            frame(2, 12),
            Change::DeleteIssue {
                issue: thread(5, &[(8, "Lane ends too early")]),
            },
        ),
        write(
            "restore an issue",
            frame(2, 12),
            Change::RestoreIssue {
                issue: thread(900, &[(1, "first"), (2, "second"), (3, "third")]),
            },
        ),
        write(
            "resolve",
            frame(2, 12),
            Change::Resolve {
                issue: issue(5),
                before: false,
                after: true,
            },
        ),
        write(
            "comment",
            frame(2, 12),
            Change::Comment {
                issue: issue(5),
                text: text("still there"),
            },
        ),
        write(
            "edit a comment",
            frame(2, 12),
            Change::EditComment {
                issue: issue(5),
                comment: Id::Number(8),
                before: text("Lane ends too early"),
                after: text("Lane ends far too early"),
            },
        ),
        write(
            "delete a comment",
            frame(2, 12),
            Change::DeleteComment {
                issue: issue(5),
                comment: Id::Number(8),
                text: text("Lane ends too early"),
            },
        ),
    ]
}

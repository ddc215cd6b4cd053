//! Issues and their threads.

use std::process::ExitCode;

use crate::model::{Change, Id, Issue, Level, NodeRef, Place, Point, Rect, Text, Timestamp, Verb};

use super::args_review::{IssueCommentArgs, IssueEditArgs, IssueListArgs, IssueOpenArgs};
use super::error::CliError;
use super::output::{Form, Listing, object};
use super::session::{Session, now};
use super::target::{Finder, person_argument, read_ids, text_argument};
use super::write::{Draft, Manner, carry_out, check, check_issue, check_writable};
use super::{prose, shapes};

/// `issue list`
///
/// # Errors
/// Whatever the platform or the arguments have.
pub async fn list(
    session: &Session,
    form: Form,
    args: &IssueListArgs,
    problems: Vec<CliError>,
) -> Result<ExitCode, CliError> {
    let mut finder = Finder::new(session);
    let scope = match &args.item {
        Some(id) => finder.find(Level::Item, id).await?,
        None => finder.parent(&args.parent).await?,
    };
    let user = match args.mine {
        true => session.me().await?,
        false => Text::default(),
    };
    let mut issues = session.platform.issues(&scope).await?;
    issues.retain(|issue| {
        let mine = issue.owner == user || issue.assignee.as_ref() == Some(&user);
        (!args.open || !issue.resolved) && (!args.mine || mine)
    });
    let head = &[
        "ISSUE", "STATE", "ITEM", "ASSIGNEE", "OWNER", "OPENED", "TEXT",
    ];
    let mut listing = Listing::begin(form, head)?;
    let limit = match args.limit {
        0 => usize::MAX,
        some => usize::try_from(some).unwrap_or(usize::MAX),
    };
    for issue in issues.iter().take(limit) {
        let id = issue.id.to_string();
        listing.row(&shapes::issue(issue), || id, || cells(issue))?;
    }
    let total = u64::try_from(issues.len()).unwrap_or(u64::MAX);
    // Issues lie in the state, not in the files: what could not be read there hides none.
    listing.end(total, true, &problems)
}

fn cells(issue: &Issue) -> Vec<Text> {
    let item = issue.item.id().map(ToString::to_string).unwrap_or_default();
    vec![
        Text::line(&issue.id.to_string()),
        Text::line(if issue.resolved { "resolved" } else { "open" }),
        Text::line(&item),
        issue.assignee.clone().unwrap_or_else(|| Text::line("-")),
        issue.owner.clone(),
        Text::line(&age(issue.at)),
        Text::line(issue.text()),
    ]
}

fn age(at: Timestamp) -> String {
    at.ago(now())
}

/// All issues of the account, to find one by its id.
async fn all(session: &Session) -> Result<Vec<Issue>, CliError> {
    let root = NodeRef::root(session.platform.account().clone());
    Ok(session.platform.issues(&root).await?)
}

fn pick<'a>(issues: &'a [Issue], raw: &str) -> Result<&'a Issue, CliError> {
    let wanted = Id::parse(raw);
    issues
        .iter()
        .find(|issue| issue.id == wanted || issue.id.to_string() == raw)
        .ok_or_else(|| {
            CliError::not_found("there is no such issue (issue list has all)").about(raw)
        })
}

/// `issue show`
///
/// # Errors
/// Whatever the platform or the arguments have.
pub async fn show(session: &Session, form: Form, id: &str) -> Result<ExitCode, CliError> {
    let issues = all(session).await?;
    let issue = pick(&issues, id)?;
    let mut value = shapes::issue(issue);
    if let Some(fields) = value.as_object_mut() {
        fields.insert("errors".into(), serde_json::json!([]));
    }
    let mut lines = prose::issue(issue);
    lines.push(Text::line(&format!("{:<12} {}", "item", issue.item)));
    object(form, &value, &lines)?;
    Ok(ExitCode::SUCCESS)
}

/// `issue open`
///
/// # Errors
/// Whatever the platform, the store or the arguments have.
pub async fn open(
    session: &Session,
    manner: Manner,
    args: &IssueOpenArgs,
) -> Result<ExitCode, CliError> {
    check_writable(session)?;
    let text = text_argument("--text", &args.text)?;
    let assignee = match &args.assignee {
        Some(name) => person_argument("--assignee", name)?,
        None => None,
    };
    let at = args.at.as_deref().map(place).transpose()?;
    let mut finder = Finder::new(session);
    let node = finder.find(Level::Item, &args.item).await?;
    check(session, &node, Verb::OpenIssue).await?;
    let (detail, about) = match &args.annotation {
        Some(id) => {
            let (detail, part) = finder.part(&format!("{node}#{id}")).await?;
            (detail, Some(part))
        }
        None => (session.platform.annotations(&node).await?, None),
    };
    let bounds = about.as_ref().and_then(|part| part.bounds);
    let own = bounds.map_or(Place::Item, |rect| Place::Within { rect });
    let change = Change::OpenIssue {
        place: at.unwrap_or(own),
        annotation: about.map(|part| part.id),
        text: text.clone(),
        assignee,
    };
    let draft = Draft {
        title: format!("issue on {}: {}", detail.name, Text::line(&text)),
        changes: vec![(node, detail.name.clone(), change)],
        ..Draft::default()
    };
    carry_out(session, manner, draft).await
}

/// `X,Y` or `X1,Y1,X2,Y2` in image pixels.
fn place(raw: &str) -> Result<Place, CliError> {
    let wrong = || {
        CliError::usage(&format!(
            "--at takes X,Y or X1,Y1,X2,Y2 in image pixels, not '{}'",
            Text::line(raw)
        ))
    };
    let numbers: Vec<f32> = raw
        .split(',')
        .map(|part| {
            part.trim()
                .parse::<f32>()
                .ok()
                .filter(|value| value.is_finite())
        })
        .collect::<Option<_>>()
        .ok_or_else(wrong)?;
    match *numbers.as_slice() {
        [x, y] => Ok(Place::At {
            point: Point::new(x, y),
        }),
        [x1, y1, x2, y2] => Ok(Place::Within {
            rect: Rect::new(x1.min(x2), y1.min(y2), (x2 - x1).abs(), (y2 - y1).abs()),
        }),
        _ => Err(wrong()),
    }
}

/// `issue comment`
///
/// # Errors
/// Whatever the platform, the store or the arguments have.
pub async fn comment(
    session: &Session,
    manner: Manner,
    args: &IssueCommentArgs,
) -> Result<ExitCode, CliError> {
    check_writable(session)?;
    let text = text_argument("--text", &args.text)?;
    let issues = all(session).await?;
    let issue = pick(&issues, &args.id)?;
    check_issue(session, issue, Verb::Comment)
        .await
        .map_err(|error| error.about(&args.id))?;
    let name = name(issue);
    let change = Change::Comment {
        issue: issue.id.clone(),
        text: text.clone(),
    };
    let draft = Draft {
        title: format!("comment on {name}: {}", Text::line(&text)),
        changes: vec![(issue.item.clone(), name, change)],
        ..Draft::default()
    };
    carry_out(session, manner, draft).await
}

/// `issue edit`: the comment that is named; else the first one that is one's own, which of an own
/// issue is its text; else the issue's text.
///
/// # Errors
/// Whatever the platform, the store or the arguments have.
pub async fn edit(
    session: &Session,
    manner: Manner,
    args: &IssueEditArgs,
) -> Result<ExitCode, CliError> {
    check_writable(session)?;
    let text = text_argument("--text", &args.text)?;
    let issues = all(session).await?;
    let issue = pick(&issues, &args.id)?;
    check_issue(session, issue, Verb::EditComment)
        .await
        .map_err(|error| error.about(&args.id))?;
    let me = session.me().await?;
    let comments = &issue.comments;
    let comment = match &args.comment {
        Some(id) => comments.iter().find(|one| one.id.to_string() == *id),
        None => comments
            .iter()
            .find(|one| one.author == me)
            .or(comments.first()),
    };
    let comment = comment.ok_or_else(|| {
        CliError::not_found("the issue has no such comment (issue show has them)").about(&args.id)
    })?;
    let name = name(issue);
    let mut draft = Draft {
        title: format!("comment on {name} now: {}", Text::line(&text)),
        ..Draft::default()
    };
    if comment.text == text {
        draft.unchanged = 1;
    } else {
        let change = Change::EditComment {
            issue: issue.id.clone(),
            comment: comment.id.clone(),
            before: comment.text.clone(),
            after: text,
        };
        draft.changes.push((issue.item.clone(), name, change));
    }
    carry_out(session, manner, draft).await
}

/// The last part of the item's id, as lists show it.
fn name(issue: &Issue) -> Text {
    let id = issue.item.id().map(ToString::to_string).unwrap_or_default();
    Text::line(id.rsplit('/').next().unwrap_or_default())
}

/// What is to happen to issues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Fixed.
    Resolve,
    /// Not fixed after all.
    Reopen,
    /// Gone.
    Delete,
}

/// `issue resolve|reopen|delete`
///
/// # Errors
/// Whatever the platform, the store or the arguments have.
pub async fn change(
    session: &Session,
    manner: Manner,
    ids: &[String],
    fate: Fate,
) -> Result<ExitCode, CliError> {
    check_writable(session)?;
    let ids = read_ids(ids).await?;
    let issues = all(session).await?;
    let mut draft = Draft::default();
    for id in &ids {
        match change_one(session, &issues, id, fate).await {
            Ok(Some(change)) => draft.changes.push(change),
            Ok(None) => draft.unchanged += 1,
            Err(error) => draft.failures.push(error.about(id)),
        }
    }
    let word = match fate {
        Fate::Resolve => "resolved",
        Fate::Reopen => "reopened",
        Fate::Delete => "deleted",
    };
    let many = if draft.changes.len() == 1 { "" } else { "s" };
    draft.title = format!("{word} {} issue{many}", draft.changes.len());
    carry_out(session, manner, draft).await
}

async fn change_one(
    session: &Session,
    issues: &[Issue],
    id: &str,
    fate: Fate,
) -> Result<Option<(NodeRef, Text, Change)>, CliError> {
    let issue = pick(issues, id)?;
    let (verb, change) = match fate {
        Fate::Delete => (
            Verb::DeleteIssue,
            Some(Change::DeleteIssue {
                issue: Box::new(issue.clone()),
            }),
        ),
        Fate::Resolve | Fate::Reopen => {
            let after = fate == Fate::Resolve;
            let change = Change::Resolve {
                issue: issue.id.clone(),
                before: issue.resolved,
                after,
            };
            (Verb::Resolve, (issue.resolved != after).then_some(change))
        }
    };
    check_issue(session, issue, verb).await?;
    Ok(change.map(|change| (issue.item.clone(), name(issue), change)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_points_or_boxes() {
        assert_eq!(
            place("3, 4.5").unwrap(),
            Place::At {
                point: Point::new(3.0, 4.5)
            }
        );
        let rect = Rect::new(1.0, 2.0, 9.0, 18.0);
        assert_eq!(place("10,2,1,20").unwrap(), Place::Within { rect });
        for bad in [
            "",
            "1",
            "1,2,3",
            "a,b",
            "NaN,1",
            "inf,1",
            "1,2,3,4,5",
            "1e99,2",
        ] {
            assert!(place(bad).is_err(), "{bad}");
        }
    }
}

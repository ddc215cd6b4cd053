//! What waits: the first screen of several accounts, and the queue of fixed issues.

use vidimus::app::actions::Scope;
use vidimus::app::effect::Effect;
use vidimus::app::msg::Msg;
use vidimus::model::*;

use super::world::World;

fn job(account: &str, number: u64) -> NodeRef {
    NodeRef::root(AccountId::new(account))
        .child(Level::Organization, Id::name("org0"))
        .child(Level::Project, Id::name("project0"))
        .child(Level::Task, Id::name("task0"))
        .child(Level::Job, Id::name(&format!("job{number}")))
}

fn item(account: &str, number: u64) -> NodeRef {
    job(account, 0).child(Level::Item, Id::name(&format!("item{number}")))
}

fn entry(group: InboxGroup, node: NodeRef, issue: Option<u64>, at: i64) -> InboxEntry {
    InboxEntry {
        group,
        name: Text::line(&format!("{} at {at}", node.level().word())),
        node,
        issue: issue.map(Id::Number),
        place: "org0".into(),
        state: None,
        items: 10,
        issues: 0,
        by: Some("ana".into()),
        at: Timestamp(at),
    }
}

fn issue(number: u64, item: NodeRef) -> Issue {
    Issue {
        id: Id::Number(number),
        item,
        place: Place::Item,
        annotation: None,
        assignee: None,
        owner: "rev".into(),
        at: Timestamp(1),
        resolved: true,
        comments: vec![Comment {
            id: Id::Number(1_000 + number),
            author: "rev".into(),
            at: Timestamp(1),
            text: Text::line(&format!("complaint {number}")),
        }],
        rights: Permissions::default(),
    }
}

/// Two servers; on the second one eight issues are said to be fixed.
fn morning() -> World {
    let mut world = World::servers(&["a", "b"], 3, 12, 1);
    world.inbox = vec![
        entry(InboxGroup::ToReview, job("a", 1), None, 500),
        entry(InboxGroup::ToReview, job("b", 2), None, 300),
    ];
    for number in 0..8 {
        let node = item("b", number);
        let at = 900 + i64::try_from(number).unwrap();
        world.issues.push(issue(number, node.clone()));
        world
            .inbox
            .push(entry(InboxGroup::Fixed, node, Some(number), at));
    }
    world
}

#[test]
fn several_accounts_begin_with_the_inbox_and_enter_opens_the_oldest() {
    let mut world = World::servers(&["a", "b"], 3, 12, 1);
    world.inbox = vec![
        entry(InboxGroup::ToReview, job("a", 1), None, 500),
        entry(InboxGroup::ToReview, job("b", 2), None, 300),
    ];
    world.start();
    assert_eq!(world.app.scope(), Scope::Inbox);
    let asked = world.asked_now();
    assert!(
        !asked.contains(&"list"),
        "nothing beside it is read: {asked:?}"
    );
    world.keys("<enter>");
    let item = world.review().item.clone().unwrap();
    assert!(job("b", 2).contains(&item), "{item}");
    assert_eq!(world.app.current().unwrap().id.to_string(), "b");
    world.keys("q");
    assert_eq!(world.app.scope(), Scope::Inbox, "back where it came from");
    world.keys("q");
    assert_eq!(world.app.scope(), Scope::List);
}

#[test]
fn one_server_begins_with_the_inbox_and_its_lists_where_they_were() {
    let recalled = |place: Option<String>| Msg::Recalled {
        drafts: String::new(),
        account: AccountId::new("a"),
        place,
        session: None,
        befores: Vec::new(),
        inbox: Vec::new(),
        seen: Timestamp(0),
    };
    let mut world = World::servers(&["a"], 3, 12, 1);
    world.start().send(recalled(None));
    assert_eq!(world.app.scope(), Scope::Inbox);
    let mut world = World::servers(&["a"], 3, 12, 1);
    world.start().send(recalled(Some(job("a", 2).to_string())));
    assert_eq!(world.app.scope(), Scope::Inbox);
    world.keys("q");
    assert_eq!(world.app.scope(), Scope::List);
    assert_eq!(world.column().node(), Some(job("a", 2)));
    let mut world = World::servers(&["a"], 3, 12, 1);
    world.start().keys("j").send(recalled(None));
    assert_eq!(world.app.scope(), Scope::List, "a key was faster");
}

#[test]
fn what_was_kept_shows_until_the_server_answers() {
    let mut world = World::servers(&["a", "b"], 3, 12, 1);
    let old = entry(InboxGroup::ToReview, job("a", 0), None, 100);
    world.send(Msg::Recalled {
        drafts: String::new(),
        account: AccountId::new("a"),
        place: None,
        session: None,
        befores: Vec::new(),
        inbox: vec![old.clone()],
        seen: Timestamp(77),
    });
    assert_eq!(world.app.inbox.rows, [old]);
    world.start();
    assert!(world.app.inbox.rows.is_empty(), "the answer counts");
    let since = world.asked.iter().find_map(|effect| match effect {
        Effect::Inbox { account, since, .. } if account.to_string() == "a" => Some(*since),
        _ => None,
    });
    assert_eq!(since, Some(Timestamp(77)));
}

#[test]
fn rows_keep_their_place_when_others_come() {
    let mut world = morning();
    world.start().keys("G");
    let chosen = world.app.inbox.chosen().cloned();
    world
        .inbox
        .insert(0, entry(InboxGroup::Replies, item("a", 3), Some(70), 950));
    world.keys("R");
    assert_eq!(world.app.inbox.chosen().cloned(), chosen);
}

#[test]
fn eight_fixed_issues_take_eleven_keys_and_two_texts() {
    let mut world = morning();
    world.start();
    world.keys("<enter>");
    assert_eq!(world.review().target_issue().unwrap().id, Id::Number(0));
    world.keys("rro");
    world.keys("still loose<enter>");
    world.keys("rrro");
    world.keys("wrong label<enter>");
    world.keys("r");
    assert_eq!(
        world.said(),
        [
            "fix verified",
            "fix verified",
            "issue reopened, comment: still loose",
            "fix verified",
            "fix verified",
            "fix verified",
            "issue reopened, comment: wrong label",
            "fix verified",
        ]
    );
    assert!(world.notice().contains("all 8"), "{}", world.notice());
    assert_eq!(world.app.scope(), Scope::Inbox);
    let groups: Vec<_> = world.app.inbox.rows.iter().map(|row| row.group).collect();
    assert_eq!(groups, [InboxGroup::ToReview, InboxGroup::ToReview]);
    let seen = world.asked.iter().any(
        |effect| matches!(effect, Effect::Remember { name: "inbox-seen", account, .. } if account.to_string() == "b"),
    );
    assert!(seen, "the next look begins after this one");
}

#[test]
fn an_open_issue_of_the_queue_is_resolved_with_its_confirmation() {
    let mut world = morning();
    world.issues[0].resolved = false;
    world.start().keys("<enter>r");
    assert_eq!(world.said(), ["fix verified, issue resolved"]);
}

#[test]
fn undo_brings_a_confirmed_fix_back_on_screen() {
    let mut world = morning();
    world.start().keys("<enter>rr");
    assert_eq!(world.review().target_issue().unwrap().id, Id::Number(2));
    world.keys("u");
    assert_eq!(world.said(), ["fix verified"]);
    assert_eq!(world.review().target_issue().unwrap().id, Id::Number(1));
    assert!(!world.app.verified.contains(&Id::Number(1)));
    world.keys("q");
    let fixed = world.app.inbox.rows.iter();
    let fixed = fixed.filter(|row| row.group == InboxGroup::Fixed).count();
    assert_eq!(fixed, 7);
}

#[test]
fn nothing_is_confirmed_unseen() {
    let mut world = morning();
    world.slow_pictures = true;
    world.start().keys("<enter>r");
    assert!(world.disk.is_empty());
    assert!(world.notice().contains("not drawn"), "{}", world.notice());
}

#[test]
fn nothing_waits() {
    let mut world = World::servers(&["a", "b"], 3, 12, 1);
    world.start().keys("<enter>");
    assert!(
        world.notice().contains("nothing waits"),
        "{}",
        world.notice()
    );
    world.keys("gp");
    assert_eq!(world.app.scope(), Scope::List);
}

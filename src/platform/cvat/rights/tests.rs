//! The role matrix of the contract (§8), written down a second time as a table of who may do what.

use super::*;

const ME: u64 = 5;

fn person(id: u64) -> Option<Person> {
    Some(Person {
        id,
        name: Text::line(&format!("user{id}")),
    })
}

/// What I am to an object, one relation at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    None,
    ProjectOwner,
    ProjectAssignee,
    TaskOwner,
    TaskAssignee,
    JobAssignee,
}

const RELATIONS: [Relation; 6] = [
    Relation::None,
    Relation::ProjectOwner,
    Relation::ProjectAssignee,
    Relation::TaskOwner,
    Relation::TaskAssignee,
    Relation::JobAssignee,
];

const PLACES: [Membership; 6] = [
    Membership::Sandbox,
    Membership::Owner,
    Membership::Maintainer,
    Membership::Supervisor,
    Membership::Worker,
    Membership::Outsider,
];

fn standing(privilege: Privilege, membership: Membership, relation: Relation) -> Standing {
    let mine = |wanted| person(if relation == wanted { ME } else { 2 });
    Standing {
        me: ME,
        privilege,
        read_only: None,
        membership,
        project: People {
            owner: mine(Relation::ProjectOwner),
            assignee: mine(Relation::ProjectAssignee),
        },
        task: People {
            owner: mine(Relation::TaskOwner),
            assignee: mine(Relation::TaskAssignee),
        },
        job: mine(Relation::JobAssignee),
    }
}

/// The rows of the contract: the relations that a rule names besides maintainers and admins.
fn rule(what: &str) -> &'static [Relation] {
    use Relation::*;
    match what {
        "state" | "open" | "comment" | "answer" => &[
            ProjectOwner,
            ProjectAssignee,
            TaskOwner,
            TaskAssignee,
            JobAssignee,
        ],
        "stage" | "assign job" | "delete issue" | "work" => {
            &[ProjectOwner, ProjectAssignee, TaskOwner, TaskAssignee]
        }
        "assign task" => &[ProjectOwner, ProjectAssignee, TaskOwner],
        _ => &[ProjectOwner],
    }
}

#[test]
fn every_role_may_do_what_the_contract_says_and_no_more() {
    let stranger = People {
        owner: person(8),
        assignee: person(9),
    };
    let mut seen = 0;
    for privilege in [Privilege::Admin, Privilege::User, Privilege::Worker] {
        for place in PLACES {
            for relation in RELATIONS {
                let my = standing(privilege, place, relation);
                let asked = [
                    ("state", my.state()),
                    ("stage", my.stage()),
                    ("open", my.open_issue()),
                    ("comment", my.comment_on(&stranger)),
                    ("answer", my.answer_issue(&stranger)),
                    ("delete issue", my.delete_issue(&stranger)),
                    ("work", my.work()),
                    ("assign job", my.assign(Level::Job)),
                    ("assign task", my.assign(Level::Task)),
                    ("assign project", my.assign(Level::Project)),
                ];
                for (what, answer) in asked {
                    let crowd = privilege == Privilege::Worker && relation == Relation::JobAssignee;
                    let in_job = ["state", "open", "comment"].contains(&what);
                    let inside = place != Membership::Outsider || (crowd && in_job);
                    let maintains = matches!(place, Membership::Owner | Membership::Maintainer)
                        && privilege == Privilege::User;
                    let expected = privilege == Privilege::Admin
                        || maintains
                        || (inside && rule(what).contains(&relation));
                    assert_eq!(
                        answer.is_ok(),
                        expected,
                        "{what} as {privilege:?} {place:?} {relation:?}"
                    );
                    seen += 1;
                }
            }
        }
    }
    assert_eq!(seen, 3 * 6 * 6 * 10);
}

#[test]
fn an_issue_gives_rights_to_its_people() {
    let mine = |owner, assignee| People {
        owner: person(owner),
        assignee: person(assignee),
    };
    let my = standing(Privilege::User, Membership::Worker, Relation::None);
    for (issue, answers, deletes) in [
        (mine(ME, 9), true, true),
        (mine(8, ME), true, false),
        (mine(8, 9), false, false),
    ] {
        assert_eq!(my.answer_issue(&issue).is_ok(), answers);
        assert_eq!(my.delete_issue(&issue).is_ok(), deletes);
        assert_eq!(my.change_comment(&issue, Some(7)).is_ok(), answers);
        assert!(my.change_comment(&issue, Some(ME)).is_ok());
        let rights = my.issue_permissions(&issue);
        assert_eq!(rights.check(Verb::Resolve).is_ok(), answers);
        assert_eq!(rights.check(Verb::DeleteIssue).is_ok(), deletes);
    }
}

#[test]
fn a_token_that_only_reads_refuses_all_but_the_journal() {
    let reason: Text = "this token may only read".into();
    let my = Standing {
        read_only: Some(reason.clone()),
        ..standing(Privilege::Admin, Membership::Owner, Relation::ProjectOwner)
    };
    let item = my.permissions(Level::Item);
    for verb in [Verb::JudgeItem, Verb::JudgeAnnotation, Verb::Flag] {
        assert!(item.check(verb).is_ok());
    }
    for verb in [
        Verb::OpenIssue,
        Verb::Comment,
        Verb::Resolve,
        Verb::DeleteIssue,
        Verb::EditComment,
        Verb::Work,
    ] {
        assert_eq!(item.check(verb), Err(&reason), "{verb:?}");
    }
    let job = my.permissions(Level::Job);
    assert_eq!(job.check(Verb::Transition), Err(&reason));
    assert_eq!(job.check(Verb::Assign), Err(&reason));
    assert!(my.change_comment(&People::default(), Some(ME)).is_err());
}

#[test]
fn reasons_say_who_may_and_whom_to_ask() {
    let my = standing(Privilege::User, Membership::Worker, Relation::JobAssignee);
    let why = my.stage().unwrap_err();
    assert_eq!(
        why.as_str(),
        "only the task's or project's staff or a maintainer of the organization may move the stage; \
         ask user2"
    );
    let hidden = Standing {
        project: People::default(),
        task: People::default(),
        membership: Membership::Sandbox,
        ..my
    };
    assert_eq!(
        hidden.stage().unwrap_err().as_str(),
        "only the task's or project's staff may move the stage"
    );
    assert!(hidden.state().is_ok());
}

#[test]
fn words_of_the_server_become_roles() {
    assert_eq!(Privilege::of(["worker", "user"], false), Privilege::User);
    assert_eq!(Privilege::of(["user"], true), Privilege::Admin);
    assert_eq!(Privilege::of(["poet"], false), Privilege::Worker);
    assert_eq!(Membership::of_role("maintainer"), Membership::Maintainer);
    assert_eq!(Membership::of_role("poet"), Membership::Worker);
}

//! The contact sheet, from the first crop to what is kept on disk.

use vidimus::model::{Change, Verdict};

use super::place::{Place, assert_alive};

#[test]
fn crops_are_marked_judged_and_kept() {
    let place = Place::with_images(12);
    let mut session = place.open();
    session.wait("items 1");
    session.type_until("C", "Contact sheet of");
    session.type_until("person\r", "of 12");
    session.wait_for("the crops", |screen| {
        let shown = screen.contents();
        shown.contains('▀') && !shown.contains('…')
    });
    session.type_until("xas", "1 marked");
    session.type_until("1\r", "rejected 1 of person");
    // The whole page is seen by now, whatever its last crop waited for.
    session.type_until("a", "accepted");
    session.type_until("q", "items 1");
    assert_alive(session);
    let entries = place.journal();
    let given = |wanted: Verdict| {
        let changes = entries.iter().map(|entry| &entry.operation.change);
        let of = |change: &&Change| match change {
            Change::JudgeAnnotation { after, .. } => {
                after.as_ref().is_some_and(|after| after.verdict == wanted)
            }
            _ => false,
        };
        changes.filter(of).count()
    };
    assert_eq!(given(Verdict::Rejected), 1);
    assert!(given(Verdict::Accepted) > 3);
    let issue = |change: &Change| {
        matches!(
            change,
            Change::OpenIssue {
                annotation: Some(_),
                ..
            }
        )
    };
    assert!(entries.iter().any(|entry| issue(&entry.operation.change)));
}

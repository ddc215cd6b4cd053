//! Random lives of an outbox against a simple model: nothing is lost, nothing is applied twice,
//! operations on one target keep their order, whatever is cut off.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::model::Place;

/// One thing that happens. Numbers choose among what is there, modulo its count.
#[derive(Clone, Debug)]
enum Step {
    Commit {
        targets: Vec<u64>,
        hold: i64,
    },
    Withdraw(usize),
    Begin,
    /// The effect happens, but its answer is not recorded yet.
    Apply,
    Finish,
    Fail {
        retry: Option<i64>,
    },
    Retry(usize),
    Drop(usize),
    Later(i64),
    Crash,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (prop::collection::vec(0_u64..3, 1..4), 0_i64..3_000)
            .prop_map(|(targets, hold)| Step::Commit { targets, hold }),
        1 => any::<usize>().prop_map(Step::Withdraw),
        6 => Just(Step::Begin),
        4 => Just(Step::Apply),
        4 => Just(Step::Finish),
        2 => prop::option::of(1_i64..2_000).prop_map(|retry| Step::Fail { retry }),
        1 => any::<usize>().prop_map(Step::Retry),
        1 => any::<usize>().prop_map(Step::Drop),
        3 => (1_i64..2_000).prop_map(Step::Later),
        2 => Just(Step::Crash),
    ]
}

#[derive(Clone, Debug)]
struct Op {
    decision: u64,
    target: u64,
    delivery: Delivery,
    begun: bool,
    due_at: i64,
}

/// What should be in the database, and the operation that is being sent.
struct Model {
    now: i64,
    ops: BTreeMap<u64, Op>,
    applied: Vec<u64>,
    at_hand: Option<u64>,
}

impl Model {
    fn waits(op: &Op) -> bool {
        matches!(
            op.delivery,
            Delivery::Held | Delivery::Sending | Delivery::Waiting
        )
    }

    fn due(&self) -> Vec<u64> {
        let mut blocked = Vec::new();
        let mut due = Vec::new();
        for (number, op) in self.ops.iter().filter(|(_, op)| Self::waits(op)) {
            let ready = op.delivery == Delivery::Sending || op.due_at <= self.now;
            if !ready {
                blocked.push(op.target);
            } else if !blocked.contains(&op.target) {
                due.push(*number);
            }
        }
        due
    }

    fn pick(&self, choice: usize) -> Option<u64> {
        let index = choice.checked_rem(self.ops.len())?;
        self.ops.keys().nth(index).copied()
    }
}

fn open_issue(number: u64, target: u64) -> Operation {
    let change = Change::OpenIssue {
        place: Place::Item,
        annotation: None,
        text: number.to_string().as_str().into(),
        assignee: None,
    };
    operation(number, item(target), change)
}

async fn take(store: &mut Store, model: &mut Model, step: Step) {
    match step {
        Step::Commit { targets, hold } => {
            let first = model.ops.len() as u64 + 1;
            let numbered: Vec<_> = (first..).zip(targets).collect();
            let mut decision = decision(&[first], model.now + hold);
            let op = |(number, target): &(u64, u64)| Operation {
                at: Timestamp(model.now),
                ..open_issue(*number, *target)
            };
            decision.ops = numbered.iter().map(op).collect();
            store.commit(decision).await.unwrap();
            for (number, target) in numbered {
                let op = Op {
                    decision: first,
                    target,
                    delivery: Delivery::Held,
                    begun: false,
                    due_at: model.now + hold,
                };
                model.ops.insert(number, op);
            }
        }
        Step::Withdraw(choice) => {
            let Some(number) = model.pick(choice) else {
                return;
            };
            let decision = model.ops[&number].decision;
            let mut own: Vec<_> = model.ops.values_mut().collect();
            own.retain(|op| op.decision == decision);
            let possible = own.iter().all(|op| {
                let state = [
                    Delivery::Held,
                    Delivery::Waiting,
                    Delivery::Withdrawn,
                    Delivery::Dropped,
                ];
                !op.begun && state.contains(&op.delivery)
            });
            let withdrawn = store.withdraw(DecisionId(op_id(decision))).await.unwrap();
            assert_eq!(withdrawn == Withdrawn::All, possible);
            if possible {
                own.iter_mut()
                    .for_each(|op| op.delivery = Delivery::Withdrawn);
            }
        }
        Step::Begin => {
            let (due, next) = store.due(&account(), Timestamp(model.now)).await.unwrap();
            let numbers: Vec<_> = due.iter().map(|e| e.operation.id.number).collect();
            assert_eq!(numbers, model.due());
            assert!(next.is_none_or(|next| next.0 > model.now));
            let Some(entry) = due.first() else { return };
            let number = entry.operation.id.number;
            assert!(store.begin(op_id(number)).await.unwrap());
            let op = model.ops.get_mut(&number).unwrap();
            assert_eq!(entry.is_uncertain(), op.delivery == Delivery::Sending);
            (op.delivery, op.begun) = (Delivery::Sending, true);
            model.at_hand = Some(number);
        }
        Step::Apply => apply(store, model).await,
        Step::Finish => {
            apply(store, model).await;
            if let Some(number) = model.at_hand.take() {
                store
                    .finish(op_id(number), Applied::default())
                    .await
                    .unwrap();
                model.ops.get_mut(&number).unwrap().delivery = Delivery::Done;
            }
        }
        Step::Fail { retry } => {
            let Some(number) = model.at_hand.take() else {
                return;
            };
            let retry_at = retry.map(|ms| model.now + ms);
            let moment = retry_at.map(Timestamp);
            store
                .fail(op_id(number), "cut".into(), moment)
                .await
                .unwrap();
            let op = model.ops.get_mut(&number).unwrap();
            if op.delivery == Delivery::Sending {
                op.delivery = retry.map_or(Delivery::Failed, |_| Delivery::Waiting);
                op.due_at = retry_at.unwrap_or_default();
            }
        }
        Step::Retry(choice) => {
            let Some(number) = model.pick(choice) else {
                return;
            };
            let retried = store.retry(op_id(number)).await.unwrap();
            let op = model.ops.get_mut(&number).unwrap();
            let possible = [Delivery::Failed, Delivery::Waiting].contains(&op.delivery);
            assert_eq!(retried, possible);
            if possible {
                (op.delivery, op.due_at) = (Delivery::Waiting, i64::MIN);
            }
        }
        Step::Drop(choice) => {
            let Some(number) = model.pick(choice) else {
                return;
            };
            let dropped = store.drop_entry(op_id(number)).await.unwrap();
            let op = model.ops.get_mut(&number).unwrap();
            assert_eq!(dropped, op.delivery.is_open());
            if dropped {
                op.delivery = Delivery::Dropped;
            }
        }
        Step::Later(ms) => model.now += ms,
        Step::Crash => {
            *store = Store::open(store.path()).unwrap();
            model.at_hand = None;
        }
    }
}

/// Makes the effect of the operation at hand happen (again).
async fn apply(store: &Store, model: &mut Model) {
    let Some(number) = model.at_hand else { return };
    let target = model.ops[&number].target;
    let op = open_issue(number, target);
    let answer = store.local_apply(op, target.to_string()).await.unwrap();
    assert_eq!(answer.repeated, model.applied.contains(&number));
    if !answer.repeated {
        model.applied.push(number);
    }
}

async fn check(store: &Store, model: &Model) {
    let entries = store.entries(EntryFilter::default()).await.unwrap();
    let stored: Vec<_> = entries
        .iter()
        .rev()
        .map(|e| (e.operation.id.number, e.delivery))
        .collect();
    let expected: Vec<_> = model
        .ops
        .iter()
        .map(|(number, op)| (*number, op.delivery))
        .collect();
    assert_eq!(stored, expected);
    let mut issues: Vec<u64> = Vec::new();
    for issue in store.local_state(&account()).await.unwrap().issues {
        issues.push(issue.text().parse().unwrap());
    }
    assert_eq!(
        issues, model.applied,
        "each effect once, in the order it was made"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn nothing_is_lost_or_applied_twice(steps in prop::collection::vec(step(), 1..60)) {
        let (_directory, mut store) = fresh();
        let mut model = Model { now: 1_000, ops: BTreeMap::new(), applied: Vec::new(), at_hand: None };
        wait(async {
            for step in steps {
                take(&mut store, &mut model, step).await;
                check(&store, &model).await;
            }
            // Whatever happened before: after a last crash everything that waits arrives.
            take(&mut store, &mut model, Step::Crash).await;
            model.now += 10_000;
            while !model.due().is_empty() {
                take(&mut store, &mut model, Step::Begin).await;
                take(&mut store, &mut model, Step::Finish).await;
            }
            check(&store, &model).await;
            assert!(!model.ops.values().any(Model::waits));
        });
    }
}

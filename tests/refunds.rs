//! One refund counts once, whatever it is called by and in whatever order its statements come (PROTOCOL section 3.3).
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use proptest::prelude::{Strategy, any, prop, prop_assert_eq, proptest};
use receipt_verifier::status::refunded;
use receipt_verifier::{Amount, Currency, Digest, Event, Status, Time};

/// A refund's statement under some of a few names.
fn any_refund() -> impl Strategy<Value = Status> {
    (
        any::<bool>(),
        prop::option::of(0..4_u8),
        0..4_u8,
        1..100_i64,
    )
        .prop_map(|(posted, digest, arn, amount)| Status {
            iat: Time::from_seconds(1).unwrap(),
            receipt_digest: Digest::of("sale"),
            sequence: 1,
            event: if posted {
                Event::RefundPosted
            } else {
                Event::RefundIssued
            },
            at: Time::from_seconds(1).unwrap(),
            amount: Amount::from_minor(amount).unwrap(),
            currency: Currency::from_code("CNY").unwrap(),
            rrn: None,
            code: None,
            refund_digest: digest.map(|d| Digest::of(&d.to_string())),
            arn: (arn > 0 || digest.is_none()).then(|| format!("arn{arn}")),
        })
}

/// The same by walking from name to name.
fn refunded_by_walking(all: &[Status]) -> u64 {
    let mut left: Vec<&Status> = all.iter().collect();
    let mut sum = 0;
    while let Some(first) = left.pop() {
        let mut group = vec![first];
        while let Some(at) = left.iter().position(|s| {
            group.iter().any(|g| {
                (g.refund_digest.is_some() && g.refund_digest == s.refund_digest)
                    || (g.arn.is_some() && g.arn == s.arn)
            })
        }) {
            group.push(left.remove(at));
        }
        sum += group.iter().map(|s| s.amount.minor()).max().unwrap();
    }
    sum
}

proptest! {
    #[test]
    fn refunds_count_once_in_every_order(all in prop::collection::vec(any_refund(), 0..12), turn in 0..12_usize) {
        let expected = refunded_by_walking(&all);
        let mut turned: Vec<&Status> = all.iter().collect();
        prop_assert_eq!(refunded(&turned), expected);
        if !turned.is_empty() {
            let turn = turn % turned.len();
            turned.rotate_left(turn);
        }
        turned.reverse();
        prop_assert_eq!(refunded(&turned), expected);
    }
}

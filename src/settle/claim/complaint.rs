//! "I paid, and something is wrong with what I got": payment is not what is in dispute, and no receipt shows quality.

use crate::settle::answer::{Finding, Found};
use crate::settle::record::Record;
use crate::settle::sight::Sight;

pub fn answer(sight: &Sight) -> Found {
    let returned = sight
        .trail
        .as_ref()
        .zip(sight.root())
        .filter(|(trail, _)| trail.refunds.acquirer > 0 || trail.refunds.shop > 0);
    match returned {
        Some((trail, root)) => {
            let sum = trail.refunds.shop.max(trail.refunds.acquirer);
            let params = sight
                .params()
                .word("refund", root.money_text(sum))
                .word("left", root.money_text(trail.refundable.unwrap_or(0)));
            let (finding, code) = match trail.refunds.acquirer > 0 {
                true => (Finding::Confirmed, "refunded"),
                false => (Finding::NotShown, "refunded_by_shop"),
            };
            let members = trail.members("refund").filter_map(|i| sight.record(i));
            let mut by = root.acquirers();
            by.extend(members.clone().flat_map(Record::acquirers));
            if trail.refunds.acquirer == 0 {
                by = members.filter_map(Record::own_word).collect();
            }
            Found::new(finding, "complaint", code, params).by(by)
        }
        None => Found::new(
            Finding::CannotTell,
            "complaint",
            "not_payment",
            sight.params(),
        )
        .by(sight.by.clone()),
    }
}

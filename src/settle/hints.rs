//! Legal hints: China first. Each names its source and date in its own sentence (docs/CLAIMS.md lists them); none says who is right.

use super::case::Claim;
use super::sight::Sight;

/// Currencies of the European Economic Area, where the directive on payment services holds.
const EEA: [&str; 10] = [
    "EUR", "SEK", "DKK", "PLN", "CZK", "HUF", "RON", "BGN", "NOK", "ISK",
];

pub fn of(sight: &Sight) -> Vec<&'static str> {
    let mut out = Vec::new();
    let Some(record) = sight.subject() else {
        return out;
    };
    let currency = record.currency().map(|c| c.code()).unwrap_or_default();
    let country = record.profile("country").unwrap_or_default();
    let by_card = record.inner("card").is_some();
    let about_holder = matches!(
        sight.case.claim,
        Claim::NeverPaid | Claim::NotMyCard | Claim::ThoughtItFailed | Claim::UnknownShop
    );
    let about_money = !about_holder && sight.case.claim != Claim::Complaint;
    if currency == "CNY" || country == "CN" {
        if about_holder && by_card {
            out.push("cn_card_rules_4");
            out.push("cn_card_rules_6");
        }
        if by_card && sight.case.claim != Claim::Complaint {
            out.push("cn_slip_request");
        }
        if by_card && about_money {
            out.push("cn_acquiring_rules");
        }
    }
    if EEA.contains(&currency) && about_holder {
        out.push("eu_psd2_72");
    }
    if currency == "USD" && country != "CN" {
        out.push("us_sixty_days");
    }
    let scheme = matches!(record.card("network"), Some("visa" | "mastercard"));
    if scheme && sight.case.claim != Claim::UnknownShop {
        out.push("scheme_days");
    }
    out
}

//! "I don't know this shop": who is it, and who says so?

use super::approval::other_payee;
use crate::settle::answer::{Conflict, Finding, Found};
use crate::settle::bill::Line;
use crate::settle::look::Look as _;
use crate::settle::record::{By, safe};
use crate::settle::sight::Sight;

const GROUP: &str = "unknown_shop";

pub fn answer(sight: &Sight) -> Found {
    let params = sight.params();
    let Some(record) = sight.subject() else {
        return Found::new(Finding::CannotTell, "any", "unreadable", params);
    };
    if let Some(found) = other_payee(sight) {
        return found;
    }
    let line = sight.line.as_ref();
    if let Some(name) = line.filter(|l| l.differs("name")).and_then(Line::name) {
        let values = [("bill", name.clone()), ("list", record.shop())];
        let params = params.word("payee", name);
        return Found::new(Finding::Conflict, GROUP, "other_name", params)
            .by(sight.by.clone())
            .conflict(Conflict::new("payee", values));
    }
    let own: Vec<By> = record.own_word().into_iter().collect();
    match record.provenance() {
        "pinned" | "user" => {}
        "domain" => return Found::new(Finding::NotShown, GROUP, "domain_only", params).by(own),
        _ => return Found::new(Finding::NotShown, GROUP, "page_keys", params).by(own),
    }
    // The list's maker says who the shop is. A list that nobody's name stands under was made by whoever chose it.
    let vouching = record.report().object("vouching");
    let chain = vouching.map(|v| v.objects("chain")).unwrap_or_default();
    let maker = chain.first().and_then(|step| {
        let iss = step.text("iss").filter(|iss| record.iss() != Some(*iss))?;
        Some(By {
            role: "registry".to_owned(),
            iss: safe(iss),
            name: safe(step.text("name").unwrap_or(iss)),
            party: None,
            at: step.int("iat").unwrap_or(0),
        })
    });
    match maker {
        Some(maker) => {
            let params = params.word("registry", maker.name.clone());
            let legal = record.profile("legal_name").map(safe);
            let code = if legal.is_some() {
                "named"
            } else {
                "named_short"
            };
            let params = params.word("legal_name", legal.unwrap_or_else(|| "—".to_owned()));
            Found::new(Finding::Confirmed, GROUP, code, params).by(vec![maker])
        }
        None => Found::new(Finding::NotShown, GROUP, "list_by_hand", params).by(own),
    }
}

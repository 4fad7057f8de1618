//! A dispute at the tea shop's counter: receipts signed by the real issuing code, verified, and answered.
#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

use receipt_verifier::bill::{Bill, SuppliedBy};
use receipt_verifier::settle;
use receipt_verifier::{Dossier, Event, Provenance, Report, Statement, every_receipt, unreadable};
use serde_json::{Value, json};

use super::lists;
use super::world::{
    self, EVENT, NOW, acquirer, issue, sale_with, sign_unchecked, status, terminal, time,
};

/// Everything that is on the counter.
#[derive(Clone)]
pub struct Counter {
    pub claim: &'static str,
    pub inputs: Vec<String>,
    pub answers: Value,
    /// A statement file and who supplied it.
    pub bill: Option<(String, SuppliedBy)>,
    pub trust: String,
    pub provenance: Provenance,
    pub pins: String,
    pub now: u64,
}

impl Counter {
    pub fn new(claim: &'static str, inputs: &[&str]) -> Self {
        Self {
            claim,
            inputs: inputs.iter().map(|s| (*s).to_owned()).collect(),
            answers: json!({}),
            bill: None,
            trust: world::trust_json(|_| ()),
            provenance: Provenance::User,
            pins: String::new(),
            now: NOW,
        }
    }

    pub fn answers(mut self, answers: Value) -> Self {
        self.answers = answers;
        self
    }

    pub fn bill(mut self, text: &str, by: SuppliedBy) -> Self {
        self.bill = Some((text.to_owned(), by));
        self
    }

    pub fn at(mut self, now: u64) -> Self {
        self.now = now;
        self
    }

    pub fn trust(mut self, trust: String) -> Self {
        self.trust = trust;
        self
    }

    pub fn under(mut self, trust: String, provenance: Provenance, pins: &str) -> Self {
        self.trust = trust;
        self.provenance = provenance;
        self.pins = pins.to_owned();
        self
    }

    pub fn reports(&self) -> Vec<Report> {
        let store = lists::store(&self.trust, self.provenance, &self.pins).unwrap();
        let now = time(self.now);
        let each = self
            .inputs
            .iter()
            .flat_map(|input| match Dossier::read(input) {
                Ok(dossier) => every_receipt(&dossier, &store, now),
                Err(e) => vec![unreadable(e.code(), &store, now)],
            });
        each.collect()
    }

    /// The case, as page and command line hand it to the engine.
    pub fn case(&self) -> Value {
        let reports: Vec<String> = self.reports().iter().map(Report::to_json).collect();
        let bill = self.bill.as_ref().map(|(text, by)| {
            let bill = Bill::read(text.as_bytes(), "bill.csv", None).unwrap();
            let found = reports.iter().map(|r| bill.match_json(r, *by).unwrap());
            let matches: Vec<Value> = found.map(|m| value(&m)).collect();
            json!({"supplied_by": by.as_str(), "facts": value(&bill.facts_json()), "matches": matches})
        });
        let reports: Vec<Value> = reports.iter().map(|r| value(r)).collect();
        json!({"claim": self.claim, "now": self.now, "answers": self.answers, "bill": bill, "reports": reports})
    }

    pub fn answer(&self) -> Value {
        ask(&self.case())
    }
}

pub fn value(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}

pub fn ask(case: &Value) -> Value {
    value(&settle::answer(&case.to_string()).unwrap())
}

/// A receipt with other members, signed as a till does it.
pub fn sale(changes: &str) -> String {
    issue(&sale_with(changes))
}

pub fn digest(receipt: &str) -> String {
    let receipt = receipt.split('~').next().unwrap();
    Statement::parse(receipt).unwrap().digest().to_text()
}

/// A receipt about another one: `refund` `refunds`, `void` `voids`, `capture` `captures`, `correction` `corrects`. `seed` makes its numbers its own.
pub fn linked(to: &str, kind: &str, relation: &str, seed: u32, changes: &str) -> String {
    let digest = digest(to);
    let mut draft = sale_with(&format!(
        r#"{{"type":"{kind}","number":"20261122-0004{seed:02}","iat":{},"items":null,"tenders":null,
            "terminal":{{"counter":{},"previous":null}},
            "authorisation":{{"rrn":"6326118850{seed:02}","stan":"0050{seed:02}","code":"28344{}"}},
            "related":{{"digest":"{digest}","relation":"{relation}","number":"20261122-000317"}}}}"#,
        EVENT + 100 + u64::from(seed),
        48300 + seed,
        seed % 10
    ));
    draft = world::merged(&draft, changes);
    issue(&draft)
}

pub fn refund(of: &str, seed: u32, amount: u64) -> String {
    linked(
        of,
        "refund",
        "refunds",
        seed,
        &format!(r#"{{"amount":{amount}}}"#),
    )
}

/// The dossier with one more event of the acquirer.
pub fn stated(dossier: &str, event: Event, sequence: i64, changes: &str) -> String {
    format!(
        "{dossier}~{}",
        status(dossier, &acquirer(), event, sequence, changes)
    )
}

pub fn approved(receipt: &str) -> String {
    stated(receipt, Event::Approved, 1, "{}")
}

/// Another sale of the same terminal some minutes later.
pub fn later(minutes: u64, changes: &str) -> String {
    let draft = sale_with(&format!(
        r#"{{"number":"20261122-0003{:02}","iat":{},"terminal":{{"counter":{},"previous":null}},
            "authorisation":{{"rrn":"63261188{:04}","stan":"{:06}","code":"18{:04}"}}}}"#,
        18 + minutes % 80,
        EVENT - 1 + minutes * 60,
        48213 + minutes,
        4300 + minutes,
        4213 + minutes,
        3442 + minutes
    ));
    issue(&world::merged(&draft, changes))
}

/// Signed without the issuing code's checks, as a careless or hostile till would.
pub fn unchecked(changes: &str) -> String {
    sign_unchecked(&sale_with(changes), &terminal())
}

/// A wallet's bill in WeChat's layout; each line: time, payee, in or out, yuan, status, transaction, order.
pub fn wallet_bill(lines: &[[&str; 7]]) -> String {
    let mut text = String::from(
        "\u{feff}微信支付账单明细,,,,,,,,\n微信昵称：[小林],,,,,,,,\n起始时间：[2026-11-01 00:00:00] 终止时间：[2026-11-30 23:59:59],,,,,,,,\n----------------------微信支付账单明细列表--------------------,,,,,,,,\n交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注\n",
    );
    for [at, name, side, yuan, status, transaction, order] in lines {
        text.push_str(&format!(
            "{at},商户消费,{name},\"茶\",{side},¥{yuan},零钱,{status},\"{transaction}\t\",\"{order}\t\",\"/\"\n"
        ));
    }
    text
}

/// The line of the sample sale in its customer's wallet.
pub const LINE: [&str; 7] = [
    "2026-11-22 17:35:14",
    "腾辉茶叶店",
    "支出",
    "186.50",
    "支付成功",
    "4200002610202611228431097755",
    "TH20261122000317",
];

/// Members that make the sale a wallet's payment.
pub const WALLET: &str = r#"{"card":null,"tenders":[{"method":"wechat","amount":18650}],
    "wallet":{"transaction_id":"4200002610202611228431097755","merchant_order_id":"TH20261122000317"}}"#;

pub fn codes<'a>(answer: &'a Value, list: &str) -> Vec<&'a str> {
    answer[list]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["code"].as_str().or(entry.as_str()).unwrap())
        .collect()
}

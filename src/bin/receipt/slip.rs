//! What a till's slip says: the receipt that was signed, and the code that carries it.

use receipt_verifier::qr::Symbol;
use receipt_verifier::receipt::{Authorisation, Card};
use receipt_verifier::{Amount, Currency, Receipt};

use crate::canvas::Size;
use crate::slip_layout::Paper;
use crate::slip_words as words;

/// A slip, line by line, as plain text that is safe to show.
#[derive(Debug, Clone, Default)]
pub struct Slip {
    pub paper: Paper,
    pub lines: Vec<Line>,
}

/// One thing on a slip; `slip_layout` knows how it is set.
#[derive(Debug, Clone)]
pub enum Line {
    Centred(String, Size),
    /// Small print from the left edge.
    Note(String),
    /// Words that nobody may overlook, in a box.
    Framed(Vec<String>),
    Rule,
    Field {
        label: String,
        value: String,
    },
    Items(Vec<Item>),
    Amount {
        label: String,
        value: String,
    },
    Symbol(Symbol),
}

/// One line of goods.
#[derive(Debug, Clone, Default)]
pub struct Item {
    pub name: String,
    /// Empty where the receipt has none.
    pub quantity: String,
    pub total: String,
    /// Small print under it; mostly empty.
    pub detail: String,
}

impl Slip {
    /// The slip for a receipt whose link is in `symbol`. `printed_amount` prints another amount than the signed one: the
    /// cheapest forgery, which samples and tests need to show.
    pub fn new(receipt: &Receipt, symbol: Symbol, printed_amount: Option<Amount>) -> Self {
        let mut slip = Self::default();
        slip.head(receipt);
        slip.rule();
        slip.place(receipt);
        slip.rule();
        slip.goods(receipt);
        let amount = printed_amount.unwrap_or(receipt.amount);
        slip.lines.push(Line::Amount {
            label: "金额 AMOUNT".to_owned(),
            value: amount.to_text(receipt.currency),
        });
        slip.rule();
        slip.payment(receipt);
        slip.about_other_receipts(receipt);
        slip.rule();
        slip.code(symbol);
        slip
    }

    /// The same on other paper.
    pub fn on(mut self, paper: Paper) -> Self {
        self.paper = paper;
        self
    }

    fn head(&mut self, receipt: &Receipt) {
        let by_card = receipt.card.is_some();
        self.centred(&receipt.merchant.trading_name.shown(), Size::Large);
        if let Some(address) = &receipt.merchant.address {
            self.centred(&address.shown(), Size::Small);
        }
        if let Some(title) = words::title(receipt.kind, by_card) {
            self.centred(title, Size::Body);
        }
        let framed = words::framed(receipt.kind);
        if !framed.is_empty() {
            let lines = framed.iter().map(|text| (*text).to_owned());
            self.lines.push(Line::Framed(lines.collect()));
        }
        self.centred(
            if by_card {
                "持卡人存根 CARDHOLDER COPY"
            } else {
                "顾客联 CUSTOMER COPY"
            },
            Size::Small,
        );
        if let Some(warning) = words::status_warning(receipt.status) {
            self.lines.push(Line::Framed(vec![warning.to_owned()]));
        }
    }

    /// Who, where and when.
    fn place(&mut self, receipt: &Receipt) {
        if let Some(name) = &receipt.merchant.legal_name {
            self.field("商户 MERCHANT", name.shown());
        }
        self.field("商户编号 MERCHANT ID", &receipt.merchant.id);
        if let Some(tax_id) = &receipt.merchant.tax_id {
            self.field("税号 TAX ID", tax_id.shown());
        }
        if let Some(terminal) = &receipt.terminal {
            self.field("终端编号 TERMINAL ID", &terminal.id);
        }
        self.field("单号 RECEIPT NO.", receipt.number.shown());
        if let Some(number) = &receipt.invoice_number {
            self.field("发票号码 INVOICE NO.", number.shown());
        }
        let moment = receipt.iat.to_text(receipt.utc_offset);
        let (date, time) = moment.split_once(' ').unwrap_or((&moment, ""));
        self.field("日期 DATE", date);
        self.field("时间 TIME", time);
    }

    fn goods(&mut self, receipt: &Receipt) {
        let before = self.lines.len();
        let money = |amount: Amount| number(amount, receipt.currency);
        if let Some(items) = &receipt.items {
            let items = items.iter().map(|item| Item {
                name: item.name.shown(),
                quantity: match (item.quantity, item.quantity_milli) {
                    (Some(units), _) => format!("×{units}"),
                    (None, Some(milli)) => format!("×{}", thousandths(milli)),
                    (None, None) => String::new(),
                },
                total: money(item.total),
                detail: item
                    .unit_price
                    .map(|price| format!("单价 UNIT PRICE {}", money(price)))
                    .unwrap_or_default(),
            });
            self.lines.push(Line::Items(items.collect()));
        }
        if receipt.items_digest.is_some() {
            let note = match receipt.items {
                Some(_) => "商品明细不在码内 Items are not in the code",
                None => "商品明细另附 Items are listed separately",
            };
            self.lines.push(Line::Note(note.to_owned()));
        }
        for (label, amount, sign) in [
            ("小费 TIP", receipt.tip, ""),
            ("取现 CASHBACK", receipt.cashback, ""),
            ("附加费 SURCHARGE", receipt.surcharge, ""),
            ("折扣 DISCOUNT", receipt.discount, "-"),
        ] {
            if let Some(amount) = amount {
                self.field(label, format!("{sign}{}", money(amount)));
            }
        }
        for tax in receipt.taxes.iter().flatten() {
            let kind = if tax.included {
                "含税 TAX INCLUDED"
            } else {
                "税 TAX ADDED"
            };
            self.field(&format!("{kind} {}", percent(tax.rate)), money(tax.amount));
        }
        if let Some(rounding) = receipt.rounding {
            let size = i64::try_from(rounding.unsigned_abs())
                .ok()
                .and_then(Amount::from_minor);
            if let Some(size) = size {
                let sign = if rounding < 0 { "-" } else { "+" };
                self.field("抹零 ROUNDING", format!("{sign}{}", money(size)));
            }
        }
        if self.lines.len() > before {
            self.rule();
        }
    }

    /// How it was paid, and what was answered.
    fn payment(&mut self, receipt: &Receipt) {
        match receipt.tenders.as_deref() {
            Some([only]) => self.field("支付方式 TENDER", words::tender(only.method)),
            tenders => {
                for tender in tenders.into_iter().flatten() {
                    let amount = number(tender.amount, receipt.currency);
                    self.field(words::tender(tender.method), amount);
                }
            }
        }
        if let Some(card) = &receipt.card {
            self.card(card);
        }
        self.field("结果 RESULT", words::status(receipt.status));
        if let Some(authorisation) = &receipt.authorisation {
            self.authorisation(authorisation);
        }
        if let Some(wallet) = &receipt.wallet {
            self.optional("交易单号 TRANSACTION", wallet.transaction_id.as_deref());
            self.optional("商户单号 ORDER", wallet.merchant_order_id.as_deref());
        }
        if let Some(dcc) = &receipt.dcc {
            self.field("货币转换 CONVERTED", dcc.amount.to_text(dcc.currency));
            self.field("汇率 RATE", rate(dcc.rate_e8));
            if let Some(markup) = dcc.markup {
                self.field("加价 MARK-UP", percent(markup));
            }
        }
    }

    fn card(&mut self, card: &Card) {
        let network = card.network.as_deref().map(words::network);
        let number = card.last4.as_ref().map(|last4| format!("••••{last4}"));
        let both: Vec<String> = network.into_iter().chain(number).collect();
        if !both.is_empty() {
            self.field("卡号 CARD NO.", both.join(" "));
        }
        if let Some(label) = &card.application_label {
            self.field("应用 APPLICATION", label.shown());
        }
        self.optional("应用标识 AID", card.aid.as_deref());
        self.optional("读卡方式 ENTRY", card.entry_mode.map(words::entry_mode));
        self.optional("身份验证 CVM", card.cvm.map(words::cvm));
    }

    fn authorisation(&mut self, a: &Authorisation) {
        self.optional("授权方式 MODE", a.mode.and_then(words::mode));
        self.optional("授权码 AUTH CODE", a.code.as_deref());
        self.optional("检索参考号 RRN", a.rrn.as_deref());
        self.optional("流水号 STAN", a.stan.as_deref());
        self.optional("批次号 BATCH", a.batch.as_deref());
        self.optional("凭证号 TRACE", a.trace.as_deref());
        self.optional("收单机构 ACQUIRER", a.acquirer_id.as_deref());
    }

    fn about_other_receipts(&mut self, receipt: &Receipt) {
        if let Some(number) = receipt.related.as_ref().and_then(|r| r.number.as_ref()) {
            self.field("原单号 ORIGINAL NO.", number.shown());
        }
        let days = receipt
            .refund
            .as_ref()
            .and_then(|r| r.expected_posting_days);
        if let Some(days) = days {
            self.field("预计到账 EXPECTED IN", format!("{days} 天 DAYS"));
        }
    }

    fn code(&mut self, symbol: Symbol) {
        self.lines.push(Line::Symbol(symbol));
        self.centred("扫码核验 · Scan to check", Size::Body);
        self.centred("打开你自己信任的核验页，再扫码", Size::Small);
        self.centred("Open your own verifier, then scan", Size::Small);
    }

    fn centred(&mut self, text: &str, size: Size) {
        self.lines.push(Line::Centred(text.to_owned(), size));
    }

    fn rule(&mut self) {
        self.lines.push(Line::Rule);
    }

    fn field(&mut self, label: &str, value: impl Into<String>) {
        self.lines.push(Line::Field {
            label: label.to_owned(),
            value: value.into(),
        });
    }

    fn optional(&mut self, label: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.field(label, value);
        }
    }
}

/// `186.50`: the currency stands with the total alone.
fn number(amount: Amount, currency: Currency) -> String {
    let text = amount.to_text(currency);
    match text.split_once(' ') {
        Some((_, number)) => number.to_owned(),
        None => text,
    }
}

/// Basis points as a percentage: `13%`, `8.25%`.
fn percent(basis_points: u64) -> String {
    format!("{}%", decimal(basis_points, 2))
}

/// Thousandths of a unit: `0.35`.
fn thousandths(milli: u64) -> String {
    decimal(milli, 3)
}

fn rate(rate_e8: u64) -> String {
    decimal(rate_e8, 8)
}

/// A scaled integer without the zeros at its end.
fn decimal(scaled: u64, places: usize) -> String {
    let digits = format!("{scaled:0>width$}", width = places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    match part.trim_end_matches('0') {
        "" => whole.to_owned(),
        part => format!("{whole}.{part}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scaled_integers_lose_only_their_last_zeros() {
        assert_eq!(percent(1300), "13%");
        assert_eq!(percent(825), "8.25%");
        assert_eq!(percent(5), "0.05%");
        assert_eq!(thousandths(350), "0.35");
        assert_eq!(thousandths(12_000), "12");
        assert_eq!(rate(712_345_678), "7.12345678");
        assert_eq!(rate(0), "0");
    }
}

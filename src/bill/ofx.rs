//! OFX: SGML, where values are not closed (1.x), and XML (2.x). Both are tags with a value behind them.

use super::BillError;
use super::day::{Day, Moment, Order, moment};
use super::line::{Facts, Ledger, LineStatus, ReferenceKind, Side};
use super::sum::{Signed, amount};
use super::table::last4;
use crate::money::Currency;

pub(super) struct Ofx {
    pub ledger: Ledger,
    pub period: Option<(Day, Day)>,
    pub currency: Option<Currency>,
    pub account_last4: Option<[u8; 4]>,
}

pub(super) fn is_one(text: &str) -> bool {
    let head: String = text.chars().take(4000).collect();
    head.contains("<OFX>") || head.contains("OFXHEADER")
}

#[derive(Debug, Default)]
struct Booking {
    line: u32,
    posted: Option<Moment>,
    made: Option<Moment>,
    money: Option<Signed>,
    debit: bool,
    pending: bool,
    converted: bool,
    currency: Option<Currency>,
    name: String,
    texts: Vec<String>,
    references: Vec<(ReferenceKind, String)>,
}

pub(super) fn read(text: &str) -> Result<Ofx, BillError> {
    let mut out = Ofx {
        ledger: Ledger::default(),
        period: None,
        currency: None,
        account_last4: None,
    };
    let mut open: Option<Booking> = None;
    let mut currency = None;
    let (mut from, mut to) = (None, None);
    for (line, tag, value) in tags(text) {
        let day = || moment(&value, Order::Ymd).map(|m| m.day);
        match (tag, &mut open) {
            ("STMTTRN" | "STMTTRNP", _) => {
                keep(&mut out.ledger, open.take(), currency)?;
                open = Some(Booking {
                    line,
                    pending: tag == "STMTTRNP",
                    ..Booking::default()
                });
            }
            ("/STMTTRN" | "/STMTTRNP" | "/BANKTRANLIST", _) => {
                keep(&mut out.ledger, open.take(), currency)?;
            }
            ("CURDEF", _) => {
                currency = Currency::from_code(&value);
                out.currency = out.currency.or(currency);
            }
            ("ACCTID", None) => out.account_last4 = out.account_last4.or_else(|| last4(&value)),
            ("DTSTART", _) => from = from.into_iter().chain(day()).min(),
            ("DTEND", _) => to = to.into_iter().chain(day()).max(),
            (tag, Some(booking)) => booking.take(tag, value),
            _ => (),
        }
    }
    keep(&mut out.ledger, open.take(), currency)?;
    out.period = from.zip(to).filter(|(from, to)| from <= to);
    Ok(out)
}

impl Booking {
    fn take(&mut self, tag: &str, value: String) {
        match tag {
            "CURRENCY" => self.converted = false,
            // The amount stands in the account's currency already.
            "ORIGCURRENCY" => self.converted = true,
            _ => (),
        }
        if value.is_empty() {
            return;
        }
        let reference = match tag {
            "REFNUM" | "CHECKNUM" | "SRVRTID" => Some(ReferenceKind::Other),
            "FITID" => Some(ReferenceKind::ServicerReference),
            _ => None,
        };
        match tag {
            "DTPOSTED" | "DTTRAN" => self.posted = moment(&value, Order::Ymd),
            "DTUSER" => self.made = moment(&value, Order::Ymd),
            "TRNAMT" => {
                let mark = if value.contains(',') && !value.contains('.') {
                    ','
                } else {
                    '.'
                };
                self.money = amount(&value, mark);
            }
            "TRNTYPE" => {
                self.debit = matches!(
                    value.as_str(),
                    "DEBIT" | "POS" | "ATM" | "PAYMENT" | "CHECK" | "FEE"
                );
            }
            "CURSYM" if !self.converted => self.currency = Currency::from_code(&value),
            "NAME" => self.name = value,
            "MEMO" | "EXTDNAME" | "CITY" => self.texts.push(value),
            _ => {
                if let Some(kind) = reference {
                    self.references.push((kind, value));
                }
            }
        }
    }
}

/// Every tag with the text behind it, and the line it stands in.
fn tags(text: &str) -> impl Iterator<Item = (u32, &str, String)> {
    let mut rest = text;
    let mut line = 1_u32;
    core::iter::from_fn(move || {
        let (before, behind) = rest.split_once('<')?;
        let (tag, behind) = behind.split_once('>')?;
        let end = behind.find('<').unwrap_or(behind.len());
        let (value, next) = behind.split_at_checked(end)?;
        let breaks = |text: &str| text.bytes().filter(|b| *b == b'\n').count();
        line = line.saturating_add(u32::try_from(breaks(before) + breaks(tag)).unwrap_or(0));
        let here = line;
        line = line.saturating_add(u32::try_from(breaks(value)).unwrap_or(0));
        rest = next;
        Some((here, tag.trim(), unescaped(value.trim())))
    })
}

fn unescaped(value: &str) -> String {
    let mut text = value.to_owned();
    if text.contains('&') {
        for (name, c) in [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&nbsp;", " "),
            ("&quot;", "\""),
            ("&apos;", "'"),
            ("&amp;", "&"),
        ] {
            text = text.replace(name, c);
        }
    }
    text
}

fn keep(
    ledger: &mut Ledger,
    booking: Option<Booking>,
    currency: Option<Currency>,
) -> Result<(), BillError> {
    let Some(booking) = booking else {
        return Ok(());
    };
    let day = booking.made.or(booking.posted);
    let Some((money, day)) = ledger.essentials(booking.line, booking.money, day) else {
        return Ok(());
    };
    // The sign says it; some write purchases without one.
    let side = if money.minus || (booking.debit && booking.pending) {
        Side::Debit
    } else {
        Side::Credit
    };
    let facts = Facts {
        day: Some(day.day),
        other_day: booking.posted.map(|m| m.day),
        // Banks write noon or midnight: no time of a purchase.
        time: booking
            .made
            .and_then(|m| m.time)
            .filter(|time| time % 43_200 != 0),
        offset: day.offset,
        side: Some(side),
        status: Some(match booking.pending {
            true => LineStatus::Pending,
            false => LineStatus::Booked,
        }),
        currency: booking.currency.or(currency),
        ..Facts::of(booking.line, money.sum)
    };
    ledger.enter(facts, &booking.name, &booking.texts, &booking.references)
}

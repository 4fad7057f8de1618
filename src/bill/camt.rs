//! ISO 20022 bank statements: camt.052 (during the day), camt.053 (statement), camt.054 (notices), in any version and namespace.

use super::day::{Day, Moment, moment};
use super::line::{Facts, Ledger, LineStatus, ReferenceKind, Side};
use super::sum::{Sum, number};
use super::table::last4;
use super::xml::{Element, Step, Walk};
use super::{BillError, Format};
use crate::money::Currency;

/// What is read of a camt document.
pub(super) struct Camt {
    pub format: Format,
    pub ledger: Ledger,
    pub period: Option<(Day, Day)>,
    pub currency: Option<Currency>,
    pub account_last4: Option<[u8; 4]>,
}

pub(super) fn read(text: &str) -> Result<Camt, BillError> {
    let mut reading = Reading::default();
    let mut walk = Walk::new(text);
    while let Some(step) = walk.next()? {
        match step {
            Step::Open(element) => reading.open(&element)?,
            Step::Close => reading.close(&walk.text)?,
        }
    }
    let format = reading.format.ok_or(BillError::FormatUnknown)?;
    Ok(Camt {
        format,
        period: reading.from.zip(reading.to).filter(|(from, to)| from <= to),
        ledger: reading.ledger,
        currency: reading.currency,
        account_last4: reading.account,
    })
}

/// A booking, or one transaction of a booking that holds several.
#[derive(Debug, Clone, Default)]
struct Booking {
    amount: Option<Sum>,
    currency: Option<Currency>,
    original: Option<(Sum, Currency)>,
    side: Option<Side>,
    reversal: bool,
    status: Option<LineStatus>,
    booked: Option<Moment>,
    value: Option<Moment>,
    made: Option<Moment>,
    card: Option<[u8; 4]>,
    creditor: String,
    debtor: String,
    texts: Vec<String>,
    references: Vec<(ReferenceKind, String)>,
}

#[derive(Default)]
struct Reading {
    format: Option<Format>,
    /// The names of the open elements.
    path: Vec<Name>,
    /// Of the amount that is open.
    unit: Option<Currency>,
    entry: Option<Booking>,
    details: Vec<Booking>,
    /// Entries so far: a file of XML has no rows that anybody would count otherwise.
    entries: u32,
    ledger: Ledger,
    from: Option<Day>,
    to: Option<Day>,
    currency: Option<Currency>,
    account: Option<[u8; 4]>,
}

macro_rules! names {
    ($($variant:ident = $name:literal),+ $(,)?) => {
        /// Every element that is asked for by name. Numbers, because a long file compares millions of them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        enum Name { Other, $($variant),+ }

        /// In order, to be searched by halving.
        const NAMES: &[(&str, Name)] = &[$(($name, Name::$variant)),+];
    };
}

names! {
    Acct = "Acct", AcctSvcrRef = "AcctSvcrRef", AddtlNtryInf = "AddtlNtryInf", AddtlTxInf = "AddtlTxInf", Amt = "Amt", AmtDtls = "AmtDtls", BkToCstmrAcctRpt = "BkToCstmrAcctRpt", BkToCstmrDbtCdtNtfctn = "BkToCstmrDbtCdtNtfctn", BkToCstmrStmt = "BkToCstmrStmt", BookgDt = "BookgDt", CardTx = "CardTx", Ccy = "Ccy", Cd = "Cd", CdtDbtInd = "CdtDbtInd", Cdtr = "Cdtr", Dbtr = "Dbtr", Dt = "Dt", DtTm = "DtTm", EndToEndId = "EndToEndId", FrDt = "FrDt", FrDtTm = "FrDtTm", FrToDt = "FrToDt", Iban = "IBAN", Id = "Id", InstdAmt = "InstdAmt", InstrId = "InstrId", Nm = "Nm", Ntfctn = "Ntfctn", Ntry = "Ntry", NtryDtls = "NtryDtls", NtryRef = "NtryRef", Othr = "Othr", Pan = "PAN", Poi = "POI", Ref = "Ref", Refs = "Refs", RltdDts = "RltdDts", RltdPties = "RltdPties", Rpt = "Rpt", RvslInd = "RvslInd", Stmt = "Stmt", Sts = "Sts", ToDt = "ToDt", ToDtTm = "ToDtTm", TxAmt = "TxAmt", TxDtTm = "TxDtTm", TxDtls = "TxDtls", TxId = "TxId", Uetr = "UETR", Ustrd = "Ustrd", ValDt = "ValDt",
}

impl Name {
    fn of(name: &str) -> Self {
        let at = NAMES.binary_search_by(|(known, _)| (*known).cmp(name));
        let found = at.ok().and_then(|at| NAMES.get(at));
        found.map_or(Self::Other, |(_, name)| *name)
    }
}

/// A booking lists so many transactions at most in what it says of itself.
const MAX_WORDS: usize = 40;

impl Reading {
    fn open(&mut self, element: &Element) -> Result<(), BillError> {
        let known = Name::of(element.name());
        match known {
            Name::BkToCstmrAcctRpt => self.format = Some(Format::Camt052),
            Name::BkToCstmrStmt => self.format = Some(Format::Camt053),
            Name::BkToCstmrDbtCdtNtfctn => self.format = Some(Format::Camt054),
            Name::Ntry => {
                self.entry = Some(Booking::default());
                self.details.clear();
                self.entries = self.entries.saturating_add(1);
            }
            Name::TxDtls if self.entry.is_some() => {
                if self.details.len() >= Ledger::MAX_LINES {
                    return Err(BillError::TooManyLines);
                }
                self.details.push(Booking::default());
            }
            Name::Amt | Name::InstdAmt | Name::TxAmt => {
                if let Some(code) = element.attribute("Ccy") {
                    self.unit = Currency::from_code(&code);
                }
            }
            _ => (),
        }
        self.path.push(known);
        Ok(())
    }

    fn close(&mut self, text: &str) -> Result<(), BillError> {
        let path = core::mem::take(&mut self.path);
        let text = text.trim();
        match path.split_last() {
            Some((&Name::Ntry, _)) => self.finish()?,
            Some((&name, above)) if !text.is_empty() && name != Name::Other => match self.entry {
                Some(_) => self.of_entry(name, above, text),
                None => self.of_statement(name, above, text),
            },
            _ => (),
        }
        self.path = path;
        self.path.pop();
        Ok(())
    }

    fn of_statement(&mut self, name: Name, above: &[Name], text: &str) {
        let day = || moment(text, Default::default()).map(|m| m.day);
        let parent = above.last().copied().unwrap_or(Name::Other);
        match (parent, name) {
            (Name::FrToDt, Name::FrDtTm | Name::FrDt) => self.from = earlier(self.from, day()),
            (Name::FrToDt, Name::ToDtTm | Name::ToDt) => self.to = later(self.to, day()),
            (Name::Id, Name::Iban) if above.contains(&Name::Acct) => {
                self.account = self.account.or_else(|| last4(text));
            }
            (Name::Othr, Name::Id) if above.contains(&Name::Acct) => {
                self.account = self.account.or_else(|| last4(text));
            }
            (Name::Acct, Name::Ccy) => {
                self.currency = self.currency.or_else(|| Currency::from_code(text))
            }
            _ => (),
        }
    }

    fn of_entry(&mut self, name: Name, above: &[Name], text: &str) {
        let inside = |name: Name| above.contains(&name);
        let in_details = inside(Name::TxDtls);
        let unit = self.unit;
        let booking = match self.details.last_mut() {
            Some(details) if in_details => details,
            _ => match &mut self.entry {
                Some(entry) => entry,
                None => return,
            },
        };
        let parent = above.last().copied().unwrap_or(Name::Other);
        let when = || moment(text, Default::default());
        match (parent, name) {
            (Name::Ntry | Name::TxDtls, Name::Amt) => {
                booking.amount = plain(text);
                booking.currency = unit;
            }
            // What was paid in the currency of the shop.
            (Name::InstdAmt | Name::TxAmt, Name::Amt) => {
                booking.original = plain(text).zip(unit);
            }
            (Name::Ntry | Name::TxDtls, Name::CdtDbtInd) => {
                booking.side = match text {
                    "DBIT" => Some(Side::Debit),
                    "CRDT" => Some(Side::Credit),
                    _ => None,
                };
            }
            (Name::Ntry, Name::RvslInd) => booking.reversal = matches!(text, "true" | "1"),
            (Name::Ntry, Name::Sts) | (Name::Sts, Name::Cd) if !in_details => {
                booking.status = match text {
                    "BOOK" => Some(LineStatus::Booked),
                    "PDNG" | "FUTR" => Some(LineStatus::Pending),
                    _ => booking.status,
                };
            }
            (Name::BookgDt, Name::Dt | Name::DtTm) => booking.booked = when(),
            (Name::ValDt, Name::Dt | Name::DtTm) => booking.value = when(),
            (Name::RltdDts, Name::TxDtTm) => booking.made = when(),
            (_, Name::Pan) => booking.card = last4(text),
            (Name::Cdtr, Name::Nm) => text.clone_into(&mut booking.creditor),
            (Name::Dbtr, Name::Nm) => text.clone_into(&mut booking.debtor),
            // Newer versions put a party between: Cdtr/Pty/Nm.
            (Name::Other, Name::Nm) if inside(Name::Cdtr) && !inside(Name::Dbtr) => {
                text.clone_into(&mut booking.creditor)
            }
            (Name::Other, Name::Nm) if inside(Name::Dbtr) => text.clone_into(&mut booking.debtor),
            (_, Name::EndToEndId) => booking.add(ReferenceKind::EndToEndId, text),
            (_, Name::AcctSvcrRef) => booking.add(ReferenceKind::ServicerReference, text),
            (_, Name::TxId | Name::InstrId | Name::Uetr | Name::NtryRef | Name::Ref) => {
                booking.add(ReferenceKind::Other, text)
            }
            (_, Name::Ustrd | Name::AddtlNtryInf | Name::AddtlTxInf | Name::Nm) => {
                booking.say(text)
            }
            (_, Name::Id) if inside(Name::Poi) || inside(Name::CardTx) => booking.say(text),
            _ => (),
        }
    }

    /// One line for a booking, or one for each of its transactions that has an amount of its own.
    fn finish(&mut self) -> Result<(), BillError> {
        let Some(entry) = self.entry.take() else {
            return Ok(());
        };
        let details = core::mem::take(&mut self.details);
        let own = details.len() > 1 && details.iter().all(|details| details.amount.is_some());
        if own {
            for details in details {
                self.keep(&details.within(&entry))?;
            }
            return Ok(());
        }
        let mut whole = entry;
        for details in details {
            whole.take_in(details);
        }
        self.keep(&whole)
    }

    fn keep(&mut self, booking: &Booking) -> Result<(), BillError> {
        let day = booking.made.or(booking.booked).or(booking.value);
        let entry = self.entries;
        let Some((sum, day)) = self.ledger.essentials(entry, booking.amount, day) else {
            return Ok(());
        };
        // The other side's name.
        let (name, own) = match booking.side {
            Some(Side::Credit) => (&booking.debtor, &booking.creditor),
            _ => (&booking.creditor, &booking.debtor),
        };
        let mut texts = booking.texts.clone();
        texts.push(own.clone());
        let other = if booking.made.is_some() {
            booking.booked
        } else {
            booking.value
        };
        let facts = Facts {
            day: Some(day.day),
            other_day: other.map(|m| m.day),
            // A booking's time is the bank's.
            time: booking.made.and_then(|m| m.time),
            offset: booking.made.and_then(|m| m.offset),
            side: booking.side,
            reversal: booking.reversal,
            status: booking.status,
            currency: booking.currency.or(self.currency),
            original: booking
                .original
                .filter(|(_, code)| Some(*code) != booking.currency),
            card: booking.card,
            ..Facts::of(entry, sum)
        };
        self.ledger.enter(facts, name, &texts, &booking.references)
    }
}

impl Booking {
    fn add(&mut self, kind: ReferenceKind, value: &str) {
        if value != "NOTPROVIDED" && self.references.len() < MAX_WORDS {
            self.references.push((kind, value.to_owned()));
        }
    }

    fn say(&mut self, text: &str) {
        if self.texts.len() < MAX_WORDS {
            self.texts.push(text.to_owned());
        }
    }

    /// A transaction of its own within a booking of several.
    fn within(mut self, entry: &Self) -> Self {
        self.side = self.side.or(entry.side);
        self.reversal |= entry.reversal;
        self.status = self.status.or(entry.status);
        self.booked = self.booked.or(entry.booked);
        self.value = self.value.or(entry.value);
        self.currency = self.currency.or(entry.currency);
        for text in &entry.texts {
            self.say(text);
        }
        self
    }

    /// The only transaction of a booking says the same, in more words.
    fn take_in(&mut self, other: Self) {
        self.original = self.original.or(other.original);
        self.made = self.made.or(other.made);
        self.card = self.card.or(other.card);
        for (mine, its) in [
            (&mut self.creditor, other.creditor),
            (&mut self.debtor, other.debtor),
        ] {
            if mine.is_empty() {
                *mine = its;
            }
        }
        for text in other.texts {
            self.say(&text);
        }
        for (kind, value) in other.references {
            self.add(kind, &value);
        }
    }
}

/// Digits and a point, as the message's own rule has it: no sign, no exponent.
fn plain(text: &str) -> Option<Sum> {
    let is_plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    number(text).filter(|_| is_plain).map(|number| number.sum)
}

fn earlier(a: Option<Day>, b: Option<Day>) -> Option<Day> {
    a.into_iter().chain(b).min()
}

fn later(a: Option<Day>, b: Option<Day>) -> Option<Day> {
    a.into_iter().chain(b).max()
}

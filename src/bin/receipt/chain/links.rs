//! What a terminal's receipts say about each other.

use receipt_verifier::Digest;
use receipt_verifier::json::{Object, Value};

use crate::output::count;

/// A receipt that verified, with its number.
pub struct Numbered {
    pub iss: String,
    pub shop: String,
    pub terminal: String,
    pub kid: String,
    pub thumbprint: String,
    pub counter: u64,
    pub previous: Option<String>,
    pub digest: Digest,
    /// The receipt and what came with it.
    pub dossier: String,
}

/// Two receipts that contradict each other.
pub struct Pair {
    pub counter: u64,
    pub kid: String,
    pub digests: [Digest; 2],
    pub first: String,
    pub second: String,
}

impl Pair {
    fn new(a: &Numbered, b: &Numbered) -> Self {
        Self {
            counter: b.counter,
            kid: b.kid.clone(),
            digests: [a.digest, b.digest],
            first: a.dossier.clone(),
            second: b.dossier.clone(),
        }
    }
}

/// What was found in one terminal's receipts.
pub struct Found {
    iss: String,
    shop: String,
    terminal: String,
    keys: Vec<String>,
    receipts: usize,
    lowest: u64,
    highest: u64,
    /// First and last number of each run that is not here.
    missing: Vec<(u64, u64)>,
    holds: usize,
    /// Neighbours of which the later one says nothing about the earlier.
    unlinked: usize,
    twice: Vec<Pair>,
    broken: Vec<Pair>,
    /// Numbers that two keys of the terminal used: a new device may count anew.
    by_two_keys: Vec<u64>,
}

impl Found {
    /// `receipts`: of one terminal, at least one.
    pub fn in_chain(mut receipts: Vec<Numbered>) -> Self {
        receipts.sort_by(|a, b| (a.counter, &a.thumbprint).cmp(&(b.counter, &b.thumbprint)));
        let mut seen = Vec::new();
        receipts.retain(|r| {
            let new = !seen.contains(&r.digest);
            seen.push(r.digest);
            new
        });
        let first = receipts.first();
        let mut found = Self {
            iss: first.map(|r| r.iss.clone()).unwrap_or_default(),
            shop: first.map(|r| r.shop.clone()).unwrap_or_default(),
            terminal: first.map(|r| r.terminal.clone()).unwrap_or_default(),
            keys: Vec::new(),
            receipts: receipts.len(),
            lowest: first.map_or(0, |r| r.counter),
            highest: receipts.last().map_or(0, |r| r.counter),
            missing: Vec::new(),
            holds: 0,
            unlinked: 0,
            twice: Vec::new(),
            broken: Vec::new(),
            by_two_keys: Vec::new(),
        };
        for receipt in &receipts {
            if !found.keys.contains(&receipt.kid) {
                found.keys.push(receipt.kid.clone());
            }
        }
        let numbers: Vec<&[Numbered]> = receipts.chunk_by(|a, b| a.counter == b.counter).collect();
        numbers.iter().for_each(|same| found.number(same));
        for pair in numbers.windows(2) {
            let [before, after] = pair else { continue };
            let counter = |same: &[Numbered]| same.first().map_or(0, |r| r.counter);
            match (counter(before), counter(after)) {
                (a, b) if a + 1 == b => found.neighbours(before, after),
                (a, b) => found.missing.push((a + 1, b - 1)),
            }
        }
        found
    }

    /// Different receipts of one number.
    fn number(&mut self, same: &[Numbered]) {
        for key in same.chunk_by(|a, b| a.thumbprint == b.thumbprint) {
            for pair in key.windows(2) {
                if let [a, b] = pair {
                    self.twice.push(Pair::new(a, b));
                }
            }
        }
        if let (Some(a), Some(b)) = (same.first(), same.last())
            && a.thumbprint != b.thumbprint
        {
            self.by_two_keys.push(a.counter);
        }
    }

    fn neighbours(&mut self, before: &[Numbered], after: &[Numbered]) {
        for later in after {
            let Some(previous) = &later.previous else {
                self.unlinked += 1;
                continue;
            };
            if before.iter().any(|r| r.digest.to_previous() == *previous) {
                self.holds += 1;
                continue;
            }
            // Another key's receipt may well not be the one before it: that device may have counted anew.
            match before.iter().find(|r| r.thumbprint == later.thumbprint) {
                Some(earlier) => self.broken.push(Pair::new(earlier, later)),
                None => self.unlinked += 1,
            }
        }
    }

    pub fn conflicts(&self) -> impl Iterator<Item = &Pair> {
        self.twice.iter().chain(&self.broken)
    }

    pub fn to_text(&self) -> String {
        let mut out = format!(
            "Terminal {} of {} ({}), key {}\n",
            self.terminal,
            self.shop,
            self.iss,
            self.keys.join(", ")
        );
        out.push_str(&format!(
            "  {}, numbers {} to {}\n",
            count(self.receipts, "receipt", "receipts"),
            self.lowest,
            self.highest
        ));
        out.push_str(&format!(
            "  + {}\n",
            count(self.holds, "link holds", "links hold")
        ));
        if self.unlinked > 0 {
            out.push_str(&format!(
                "  i {} without a link to the one before\n",
                count(self.unlinked, "receipt", "receipts")
            ));
        }
        if !self.missing.is_empty() {
            let runs: Vec<String> = self
                .missing
                .iter()
                .map(|(a, b)| {
                    if a == b {
                        a.to_string()
                    } else {
                        format!("{a} to {b}")
                    }
                })
                .collect();
            out.push_str(&format!("  i not here: {}\n", runs.join(", ")));
        }
        for number in &self.by_two_keys {
            out.push_str(&format!(
                "  i two keys of this terminal used number {number}; a new device may count anew\n"
            ));
        }
        for pair in &self.twice {
            let [a, b] = pair.digests.map(Digest::to_text);
            out.push_str(&format!(
                "  x this key signed two different receipts numbered {}: {a} and {b} (a restored backup can do that too)\n",
                pair.counter
            ));
        }
        for pair in &self.broken {
            out.push_str(&format!(
                "  x number {} names another receipt before it than number {} here\n",
                pair.counter,
                pair.counter.saturating_sub(1)
            ));
        }
        out
    }

    pub fn to_object(&self) -> Object {
        let text = |s: &str| Value::Text(s.to_owned());
        let number = |n: u64| Value::Int(n.cast_signed());
        let size = |n: usize| Value::Int(i64::try_from(n).unwrap_or(i64::MAX));
        let pairs = |pairs: &[Pair]| {
            let pair = |pair: &Pair| {
                let mut object = Object::default();
                object.set("counter", number(pair.counter));
                object.set("kid", text(&pair.kid));
                let digests = pair.digests.map(|d| Value::Text(d.to_text()));
                object.set("digests", Value::List(digests.to_vec()));
                Value::Object(object)
            };
            Value::List(pairs.iter().map(pair).collect())
        };
        let mut out = Object::default();
        out.set("iss", text(&self.iss));
        out.set("terminal", text(&self.terminal));
        out.set(
            "keys",
            Value::List(self.keys.iter().map(|k| text(k)).collect()),
        );
        out.set("receipts", size(self.receipts));
        out.set("lowest", number(self.lowest));
        out.set("highest", number(self.highest));
        let runs = self
            .missing
            .iter()
            .map(|(a, b)| Value::List(vec![number(*a), number(*b)]));
        out.set("missing", Value::List(runs.collect()));
        out.set("chain_holds", size(self.holds));
        out.set("unlinked", size(self.unlinked));
        out.set("number_signed_twice", pairs(&self.twice));
        out.set("chain_broken", pairs(&self.broken));
        let numbers = self.by_two_keys.iter().map(|n| number(*n));
        out.set("number_by_two_keys", Value::List(numbers.collect()));
        out
    }
}

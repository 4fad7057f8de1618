//! One list. Its bytes are read whole and strictly, once; an entry is taken apart when somebody asks for it, so that a list of ten thousand costs
//! one pass, not ten thousand objects.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

#[cfg(feature = "signoff")]
use super::sign_off::{self, SignOffKey};
use super::{Issuer, TrustError, read};
use crate::claims::{self, Claims, Fault, Findings};
use crate::json::{self, Entry, Value, members};
use crate::order::sort;
use crate::origin::Origin;
#[cfg(feature = "signoff")]
use crate::sign_off::HolderKey;
use crate::text::{Text, decimal};
use crate::time::Time;
use crate::vocabulary::{Provenance, Role};

pub const MAX_BYTES: usize = 16 << 20;
const MAX_DEPTH: usize = 12;
const MAX_ISSUERS: usize = 100_000;
/// Names that a page shows of a list.
const SHOWN: usize = 8;

/// Where a delegate's own list is to be had.
#[derive(Debug, Clone)]
pub struct Delegate {
    pub iss: Origin,
    pub url: Text,
}

members!(member Delegate { iss, url });

/// What a list says about itself.
#[derive(Debug, Clone)]
pub struct Facts {
    pub iss: Option<Origin>,
    pub name: Option<Text>,
    /// Whom to call.
    pub contact: Option<Text>,
    pub iat: Option<Time>,
    pub exp: Option<Time>,
    pub sequence: Option<u64>,
    /// Keys of published examples: whatever they sign, every verdict says SAMPLE.
    pub sample: bool,
    pub delegates: Vec<Delegate>,
    /// How many entries.
    pub issuers: usize,
    /// The first few entries' names.
    pub names: Vec<Text>,
    /// Of a signed list: what tells it from another one of the same sequence.
    pub digest: Option<String>,
    /// Who chose it; `None` for a delegate's, which nobody chose.
    pub provenance: Option<Provenance>,
}

members!(member Facts { iss, name, contact, iat, exp, sequence, sample, delegates, issuers, names, digest, provenance });

/// A list whose JSON is sound. Entries are read when they are asked for.
#[derive(Debug, Clone)]
pub struct TrustList {
    pub(super) facts: Facts,
    json: Vec<u8>,
    /// Sorted by `iss`, as written: what is no origin is never asked for.
    index: Vec<(String, Range<usize>)>,
    /// The entries that date receipts.
    witnesses: Vec<Origin>,
}

impl TrustList {
    /// `signed`: whether the members that only a signed list needs are required.
    pub(super) fn read(json: Vec<u8>, signed: bool) -> Result<Self, TrustError> {
        let (facts, entries) = head(&json, signed)?;
        let mut index: Vec<(String, Range<usize>)> = Vec::new();
        let mut witnesses = Vec::new();
        let named = entries.into_iter().filter_map(|entry| {
            let [iss, role] = entry.texts;
            Some((iss?, role, entry.range))
        });
        for (iss, role, range) in named {
            if role.as_deref() == Some(Role::Witness.as_str()) {
                witnesses.extend(Origin::from_text(&iss));
            }
            index.push((iss, range));
        }
        sort(&mut index, &|a, b| a.0 < b.0);
        for pair in index.windows(2) {
            if let [(iss, _), (next, _)] = pair
                && iss == next
            {
                return Err(TrustError::Fault(Fault::new("issuer_twice", iss.clone())));
            }
        }
        let mut list = Self {
            facts,
            json,
            index,
            witnesses,
        };
        list.facts.issuers = list.index.len();
        for (_, range) in list.index.iter().take(SHOWN) {
            if let Ok(entry) = list.entry(range) {
                list.facts.names.push(entry.name);
            }
        }
        Ok(list)
    }

    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The entry for an `iss`, found by halving, read now. An entry that breaks a rule vouches for nobody.
    pub fn issuer(&self, iss: &Origin) -> Option<Result<Issuer, Fault>> {
        let (_, range) = self.index.get(self.position(iss)?)?;
        Some(self.entry(range))
    }

    /// The keys that an entry signs off with; none where they break a rule, and where there is no such entry.
    #[cfg(feature = "signoff")]
    pub(super) fn sign_off_keys(&self, iss: &Origin) -> Vec<SignOffKey> {
        let range = (self.position(iss)).and_then(|at| self.index.get(at));
        let json = range.and_then(|(_, range)| self.json.get(range.clone()));
        sign_off::keys(json.unwrap_or_default(), "").unwrap_or_default()
    }

    /// Whether an entry of another role than `customer` lists a key. Entries are taken apart only where its bytes stand in them, or where
    /// something is escaped, which a list has no reason for.
    #[cfg(feature = "signoff")]
    pub(super) fn is_anothers(&self, key: &HolderKey) -> bool {
        let x = key.x();
        let may_hold = |json: &[u8]| {
            json.windows(x.len()).any(|at| at == x.as_bytes()) || json.contains(&b'\\')
        };
        self.index.iter().any(|(_, range)| {
            let json = self.json.get(range.clone()).unwrap_or_default();
            may_hold(json) && sign_off::is_anothers(json, key)
        })
    }

    /// Who is listed.
    pub fn origins(&self) -> impl Iterator<Item = &str> {
        self.index.iter().map(|(iss, _)| iss.as_str())
    }

    pub(super) fn names(&self, iss: &Origin) -> bool {
        self.position(iss).is_some()
    }

    fn position(&self, iss: &Origin) -> Option<usize> {
        self.index
            .binary_search_by(|(i, _)| i.as_str().cmp(iss.as_str()))
            .ok()
    }

    pub(super) fn witnesses(&self) -> &[Origin] {
        &self.witnesses
    }

    fn entry(&self, range: &Range<usize>) -> Result<Issuer, Fault> {
        let json = self.json.get(range.clone()).unwrap_or_default();
        read::entry(json, "").map_err(|faults| first(faults, ""))
    }
}

fn first(faults: Vec<Fault>, path: &str) -> Fault {
    let fault = faults.into_iter().next();
    fault.unwrap_or_else(|| Fault::new(claims::INVALID, path))
}

/// What a verifier may ask for, on a press or by the clock: nothing but https, and one word.
fn address(value: &Value) -> claims::Rule<Text> {
    let text = claims::text(256)(value)?;
    let rest = text.raw().strip_prefix("https://").unwrap_or_default();
    match rest.is_empty() || !rest.bytes().all(|b| b.is_ascii_graphic()) {
        true => Err(claims::INVALID),
        false => Ok(text),
    }
}

/// What stands beside the entries, and where they stand.
fn head(json: &[u8], signed: bool) -> Result<(Facts, Vec<Entry>), TrustError> {
    if json.len() > MAX_BYTES {
        return Err(TrustError::TooLarge);
    }
    let indexed = json::index_object(json, MAX_DEPTH, "issuers", ["iss", "role"])
        .map_err(TrustError::Json)?;
    let mut findings = Findings::default();
    let mut c = Claims::new(&indexed.head, &mut findings);
    c.need("version", &claims::integer(1, 1));
    if signed {
        for member in ["iss", "iat", "exp", "sequence"] {
            c.require(member);
        }
    }
    // Asked for, so that it counts as understood: there only where it is no array.
    c.may("issuers", &|_| Err::<(), _>(claims::INVALID));
    let facts = Facts {
        iss: c.may("iss", &claims::origin),
        name: c.may("name", &claims::text(64)),
        contact: c.may("contact", &claims::text(64)),
        iat: c.may("iat", &claims::time),
        exp: c.may("exp", &claims::time),
        sequence: c.may("sequence", &claims::unsigned(u64::MAX)),
        sample: c.may("sample", &claims::boolean).unwrap_or(false),
        delegates: c
            .objects("delegates", 256, &|c| {
                let iss = c.need("iss", &claims::origin);
                let url = c.need("url", &address);
                Some(Delegate {
                    iss: iss?,
                    url: url?,
                })
            })
            .unwrap_or_default(),
        issuers: 0,
        names: Vec::new(),
        digest: None,
        provenance: None,
    };
    c.must_understand();
    match &indexed.entries {
        None if indexed.head.get("issuers").is_none() => c.fault("member_missing", "issuers"),
        Some(entries) if entries.len() > MAX_ISSUERS => c.fault(claims::INVALID, "issuers"),
        _ => {}
    }
    match findings.faults.into_iter().next() {
        Some(fault) => Err(TrustError::Fault(fault)),
        None => Ok((facts, indexed.entries.unwrap_or_default())),
    }
}

/// Every fault of every entry of a list's JSON: what its signer wants to know before signing.
pub fn lint(json: &[u8]) -> Result<Vec<Fault>, TrustError> {
    let faults = faults(json)?;
    #[cfg(feature = "signoff")]
    let faults = {
        let (_, entries) = head(json, false)?;
        let of_entry = |(at, entry): (usize, &Entry)| {
            let bytes = json.get(entry.range.clone()).unwrap_or_default();
            sign_off::lint(bytes, &path_of(at))
        };
        let sign_off = entries.iter().enumerate().flat_map(of_entry);
        faults.into_iter().chain(sign_off).collect()
    };
    Ok(faults)
}

fn path_of(entry: usize) -> String {
    let mut path = "issuers[".to_owned();
    path.push_str(&decimal(entry as u64));
    path.push(']');
    path
}

/// Those that refuse a list. What is wrong with the keys that sign off makes them no keys, and nothing else.
pub(super) fn faults(json: &[u8]) -> Result<Vec<Fault>, TrustError> {
    let (_, entries) = head(json, false)?;
    let mut faults = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let path = path_of(at);
        let bytes = json.get(entry.range.clone()).unwrap_or_default();
        match read::entry(bytes, &path) {
            Err(found) => faults.extend(found),
            Ok(entry) => {
                // Decompressed here, and when asked for: never all of them in a verifier.
                for (at, _) in (entry.keys.iter().enumerate()).filter(|(_, k)| k.public().is_none())
                {
                    let mut path = path.clone();
                    path.push_str(".keys[");
                    path.push_str(&decimal(at as u64));
                    path.push_str("].x");
                    faults.push(Fault::new("key_not_ed25519", path));
                }
            }
        }
    }
    if let Err(TrustError::Fault(fault)) = TrustList::read(json.to_vec(), false) {
        faults.push(fault);
    }
    Ok(faults)
}

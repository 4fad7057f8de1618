//! Reading the members of an object by rule, so that every fault is found and what nobody asked for is listed.

mod rules;

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;

use crate::json::{Object, Value};
use crate::text::{Text, decimal};
use crate::vocabulary::Word;

pub use rules::{
    alphanumeric, boolean, currency, date, digest, digits, half_digest, hex, id, integer, list_of,
    money, origin, text, time, token, unsigned, utc_offset,
};

/// One broken rule of PROTOCOL section 3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    code: &'static str,
    member: String,
}

impl Fault {
    pub fn new(code: &'static str, member: impl Into<String>) -> Self {
        Self {
            code,
            member: member.into(),
        }
    }

    pub fn code(&self) -> &'static str {
        self.code
    }

    /// Dotted path of the member at fault, as in `card.last4`.
    pub fn member(&self) -> &str {
        &self.member
    }
}

/// What reading an object brought to light.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    pub faults: Vec<Fault>,
    /// Members that are kept and signed, but not understood.
    pub unknown: Vec<String>,
}

/// What a rule answers: a value, or the code of the fault.
pub type Rule<T> = Result<T, &'static str>;

/// What is wrong with a value of the wrong type or outside its range.
pub const INVALID: &str = "member_invalid";

/// Reads the claims of a statement whole: the first broken rule is the answer.
pub fn whole<T>(payload: &Object, read: fn(&mut Claims) -> Option<T>) -> Result<T, Fault> {
    let mut findings = Findings::default();
    let mut c = Claims::new(payload, &mut findings);
    let value = read(&mut c);
    c.must_understand();
    c.finish();
    match (value, findings.faults.into_iter().next()) {
        (Some(value), None) => Ok(value),
        (_, fault) => Err(fault.unwrap_or_else(|| Fault::new(INVALID, ""))),
    }
}

/// An object being read. Every member asked for counts as understood; the rest is listed by [`Claims::finish`].
pub struct Claims<'a> {
    object: &'a Object,
    path: String,
    asked: Vec<&'static str>,
    findings: &'a mut Findings,
}

impl<'a> Claims<'a> {
    pub fn new(object: &'a Object, findings: &'a mut Findings) -> Self {
        Self::at(object, String::new(), findings)
    }

    /// An object within another; faults are told by `path`.
    #[inline(never)]
    pub fn at(object: &'a Object, path: String, findings: &'a mut Findings) -> Self {
        Self {
            object,
            path,
            asked: Vec::new(),
            findings,
        }
    }

    #[inline(never)]
    fn member(&self, name: &str) -> String {
        if self.path.is_empty() {
            return name.to_owned();
        }
        let mut path = self.path.clone();
        path.push('.');
        path.push_str(name);
        path
    }

    #[inline(never)]
    pub fn fault(&mut self, code: &'static str, name: &str) {
        let member = self.member(name);
        self.findings.faults.push(Fault::new(code, member));
    }

    #[inline(never)]
    fn ask(&mut self, name: &'static str) -> Option<&'a Value> {
        self.asked.push(name);
        self.object.get(name)
    }

    /// An optional member.
    #[inline(never)]
    pub fn may<T>(&mut self, name: &'static str, rule: &dyn Fn(&Value) -> Rule<T>) -> Option<T> {
        let value = self.ask(name)?;
        match rule(value) {
            Ok(value) => Some(value),
            Err(code) => {
                self.fault(code, name);
                None
            }
        }
    }

    /// An optional word of a closed list; any other word is the fault `code`.
    #[inline(never)]
    pub fn may_word<T: Word>(&mut self, name: &'static str, code: &'static str) -> Option<T> {
        T::at(self.may(name, &rules::one_of(T::WORDS, code))?)
    }

    #[inline(never)]
    pub fn need_word<T: Word>(&mut self, name: &'static str, code: &'static str) -> Option<T> {
        self.require(name);
        self.may_word(name, code)
    }

    /// A required member.
    #[inline(never)]
    pub fn need<T>(&mut self, name: &'static str, rule: &dyn Fn(&Value) -> Rule<T>) -> Option<T> {
        self.require(name);
        self.may(name, rule)
    }

    #[inline(never)]
    pub fn require(&mut self, name: &'static str) {
        if self.object.get(name).is_none() {
            self.fault("member_missing", name);
        }
    }

    /// An optional inner object, read by `read`.
    pub fn inner<T>(
        &mut self,
        name: &'static str,
        read: fn(&mut Claims) -> Option<T>,
    ) -> Option<T> {
        match self.ask(name)? {
            Value::Object(object) => {
                let mut inner = Claims::at(object, self.member(name), self.findings);
                let value = read(&mut inner);
                inner.finish();
                value
            }
            _ => {
                self.fault(INVALID, name);
                None
            }
        }
    }

    pub fn need_inner<T>(
        &mut self,
        name: &'static str,
        read: fn(&mut Claims) -> Option<T>,
    ) -> Option<T> {
        self.require(name);
        self.inner(name, read)
    }

    /// An array of at most `max` objects that may be left out or empty; `None` after a fault.
    pub fn objects<T>(
        &mut self,
        name: &'static str,
        max: usize,
        read: &dyn Fn(&mut Claims) -> Option<T>,
    ) -> Option<Vec<T>> {
        match self.ask(name) {
            None => Some(Vec::new()),
            Some(Value::List(list)) if list.is_empty() => Some(Vec::new()),
            Some(_) => self.list(name, max, read),
        }
    }

    /// An optional array of objects with `1..=max` entries.
    pub fn list<T>(
        &mut self,
        name: &'static str,
        max: usize,
        read: &dyn Fn(&mut Claims) -> Option<T>,
    ) -> Option<Vec<T>> {
        let list = self.entries(name, max)?;
        let mut out = Vec::new();
        for (i, value) in list.iter().enumerate() {
            let path = self.entry(name, i);
            match value {
                Value::Object(object) => {
                    let mut inner = Claims::at(object, path, self.findings);
                    if let Some(entry) = read(&mut inner) {
                        out.push(entry);
                    }
                    inner.finish();
                }
                _ => self.findings.faults.push(Fault::new(INVALID, path)),
            }
        }
        // A list that lacks an entry would only earn further faults, about sums.
        (out.len() == list.len()).then_some(out)
    }

    #[inline(never)]
    fn entries(&mut self, name: &'static str, max: usize) -> Option<&'a [Value]> {
        match self.ask(name)? {
            Value::List(list) if (1..=max).contains(&list.len()) => Some(list),
            _ => {
                self.fault(INVALID, name);
                None
            }
        }
    }

    /// Dotted path of an array's entry.
    #[inline(never)]
    fn entry(&self, name: &str, index: usize) -> String {
        let mut path = self.member(name);
        path.push('[');
        path.push_str(&decimal(index as u64));
        path.push(']');
        path
    }

    /// Reads `must_understand` (PROTOCOL section 3.1), last of all: a name that was not asked for by now is not understood. The fault
    /// does not repeat the name, which is the signer's own word.
    pub fn must_understand(&mut self) {
        let names = self.may("must_understand", &rules::names);
        let known = |name: &Text| self.asked.iter().any(|asked| *asked == name.raw());
        if !names.iter().flatten().all(known) {
            self.fault("must_understand", "must_understand");
        }
    }

    /// Lists the members that nobody asked for.
    #[inline(never)]
    pub fn finish(self) {
        for (name, _) in self.object.iter() {
            if !self.asked.contains(&name) {
                let path = self.member(name);
                self.findings.unknown.push(path);
            }
        }
    }
}

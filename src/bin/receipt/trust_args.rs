//! Whose keys count: the lists that the arguments name, and who signed them.

use receipt_verifier::trust::{Facts, Pins};
use receipt_verifier::{Origin, Provenance, TrustError, TrustStore};

use crate::failure::Failure;
use crate::{source, trust};

#[derive(clap::Args)]
pub struct TrustArgs {
    /// A trust list: JSON that you keep yourself, or a signed one (then --registry too); repeat for more
    #[arg(long, value_name = "TRUST.json|LIST.jwt")]
    trust: Vec<String>,
    /// The pins of the registry that signs a list (receipt trust pin); repeat for more
    #[arg(long, value_name = "REGISTRY.pub.json")]
    registry: Vec<String>,
    /// The signed list of somebody whom such a list lets vouch; repeat for more
    #[arg(long, value_name = "LIST.jwt")]
    delegate: Vec<String>,
    /// Refuse lists with a lower number: the highest that you have seen
    #[arg(long, value_name = "N")]
    min_sequence: Option<u64>,
    /// What a shop's own web domain says (/.well-known/receipt-issuer.jwt), and the domain it was fetched from; repeat for more
    #[arg(long, value_name = "ORIGIN=FILE", value_parser = parse_domain)]
    domain: Vec<(Origin, String)>,
    /// An origin at which you let people sign answers and settlements, besides those that lists name; repeat for more
    #[arg(long, value_name = "ORIGIN")]
    ack_origin: Vec<String>,
}

fn parse_domain(text: &str) -> Result<(Origin, String), String> {
    text.split_once('=')
        .and_then(|(origin, file)| Some((Origin::from_text(origin)?, file.to_owned())))
        .filter(|(_, file)| !file.is_empty())
        .ok_or_else(|| "write https://pay.shop.example=FILE".to_owned())
}

/// A list that nobody in the store vouches for may be a delegate's, whose registry comes later.
struct Waiting {
    name: String,
    token: String,
}

/// What the arguments choose.
pub struct Chosen {
    pub store: TrustStore,
    pub facts: Vec<Facts>,
    pub pins: Vec<Pins>,
    pub min_sequence: Option<u64>,
}

impl TrustArgs {
    pub fn is_given(&self) -> bool {
        !self.trust.is_empty() || !self.domain.is_empty()
    }

    pub fn load(&self) -> Result<TrustStore, Failure> {
        if !self.is_given() {
            return Err(Failure::Usage(
                "whose keys count? Give --trust TRUST.json, --trust LIST.jwt with --registry, or --domain ORIGIN=FILE"
                    .to_owned(),
            ));
        }
        Ok(self.load_chosen()?.store)
    }

    /// With what the lists say of themselves, for whoever is offered others. Pins may come without a list.
    pub fn load_chosen(&self) -> Result<Chosen, Failure> {
        if !self.is_given() && self.registry.is_empty() {
            return Err(Failure::Usage(
                "whose keys count? Give --trust, --registry or --domain: what a bundle brings counts only as far as they reach"
                    .to_owned(),
            ));
        }
        let pins = self.pins()?;
        let mut store = TrustStore::new();
        let mut facts = Vec::new();
        let mut waiting = Vec::new();
        for name in self.trust.iter().chain(&self.delegate) {
            let bytes = source::read_bytes(name)?;
            match trust::token(&bytes) {
                Some(token) => waiting.push(Waiting {
                    name: name.clone(),
                    token,
                }),
                None => {
                    let list = store
                        .add_bare(&bytes, Provenance::User)
                        .map_err(|e| refused(name, &e))?;
                    self.must_be_recent(name, &list)?;
                    facts.push(list);
                }
            }
        }
        self.add_signed(&mut store, waiting, &pins, &mut facts)?;
        for (origin, name) in &self.domain {
            let text = source::text(&source::read_bytes(name)?);
            let list = store
                .add_domain(text.trim(), origin)
                .map_err(|e| refused(name, &e))?;
            facts.push(list);
        }
        for origin in &self.ack_origin {
            store
                .pin_ack_origin(origin)
                .map_err(|e| refused(origin, &e))?;
        }
        Ok(Chosen {
            store,
            facts,
            pins,
            min_sequence: self.min_sequence,
        })
    }

    /// The lists as they were given, for whoever hands them on, and who chose them.
    pub fn texts(&self) -> Result<Vec<(String, Provenance)>, Failure> {
        let chosen = self.trust.iter().chain(&self.delegate);
        let chosen = chosen.map(|name| (name, Provenance::User));
        let domains = self
            .domain
            .iter()
            .map(|(_, name)| (name, Provenance::Domain));
        chosen
            .chain(domains)
            .map(|(name, provenance)| {
                let bytes = source::read_bytes(name)?;
                // A list may lie in a file of its own wrapping.
                let text = trust::token(&bytes).unwrap_or_else(|| source::text(&bytes));
                Ok((text, provenance))
            })
            .collect()
    }

    fn pins(&self) -> Result<Vec<Pins>, Failure> {
        self.registry
            .iter()
            .map(|name| {
                Pins::parse(&source::read_bytes(name)?).map_err(|e| {
                    Failure::coded(
                        e.code(),
                        format_args!("{name}: {e}"),
                        "make the pins with `receipt trust pin`",
                    )
                })
            })
            .collect()
    }

    /// Registries' lists in any order, then those of whom they let vouch, then theirs in turn.
    fn add_signed(
        &self,
        store: &mut TrustStore,
        mut waiting: Vec<Waiting>,
        pins: &[Pins],
        all: &mut Vec<Facts>,
    ) -> Result<(), Failure> {
        while !waiting.is_empty() {
            let before = waiting.len();
            let mut still = Vec::new();
            let mut reason = None;
            for list in waiting {
                match add(store, &list.token, pins) {
                    Ok(facts) => {
                        // A delegate counts its own numbers.
                        if facts.provenance.is_some() {
                            self.must_be_recent(&list.name, &facts)?;
                        }
                        all.push(facts);
                    }
                    Err(e) => {
                        reason.get_or_insert(refused(&list.name, &e));
                        still.push(list);
                    }
                }
            }
            if still.len() == before
                && let Some(reason) = reason
            {
                return Err(reason);
            }
            waiting = still;
        }
        Ok(())
    }

    fn must_be_recent(&self, name: &str, facts: &Facts) -> Result<(), Failure> {
        match (self.min_sequence, facts.sequence) {
            (Some(min), sequence) if sequence.is_none_or(|n| n < min) => Err(Failure::coded(
                "list_rolled_back",
                format_args!(
                    "{name}: {}, but {min} was seen already",
                    sequence.map_or_else(|| "no sequence".to_owned(), |n| format!("sequence {n}"))
                ),
                "get the newest list from its registry",
            )),
            _ => Ok(()),
        }
    }
}

/// Tries each file of pins; what one of them says about its own registry is more specific than that others don't know it.
fn add(store: &mut TrustStore, token: &str, pins: &[Pins]) -> Result<Facts, TrustError> {
    let nobody = [Pins::none()];
    let pins = if pins.is_empty() { &nobody } else { pins };
    let mut reason = TrustError::SignerUnknown;
    for pins in pins {
        match store.add_signed(token, pins, Provenance::User, None) {
            Ok(facts) => return Ok(facts),
            Err(TrustError::SignerUnknown) => {}
            Err(e) => reason = e,
        }
    }
    Err(reason)
}

fn refused(name: &str, e: &TrustError) -> Failure {
    let help = match e {
        TrustError::SignerUnknown => {
            "give the pins of its registry: --registry REGISTRY.pub.json, which the registry hands out by another way than the list"
        }
        TrustError::SignatureInvalid => "get the list again, and the pins from the registry itself",
        TrustError::DomainMismatch => {
            "a web domain vouches for its own keys alone: the list's iss has to be the domain it was fetched from"
        }
        TrustError::Vouching(_) => "ask the registry what it lets this signer vouch for",
        _ => "`receipt trust lint` lists everything that is wrong",
    };
    Failure::coded(e.code(), format_args!("{name}: {e}"), help)
}

//! `receipt issue`: signing.

use std::process::ExitCode;

use receipt_verifier::issue::{self, Identity};
use receipt_verifier::json::{Object, Value};
use receipt_verifier::vocabulary::Relation;
use receipt_verifier::{Statement, StatementType, items};

use crate::failure::Failure;
use crate::key_file::read_identity;
use crate::refusal::refused;
use crate::{output, source};

const EXAMPLES: &str = "\
Examples:
  receipt issue --key till.json sale.json > sale.dossier
  receipt issue --key till.json --related-to sale.dossier --relation refunds refund.json > refund.dossier
  receipt issue --key till.json --related-to hold.dossier --relation captures capture.json
  receipt issue --key till.json --intent table7.intent sale.json";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The private key of a terminal or merchant
    #[arg(long, value_name = "KEY.json")]
    key: String,
    /// Sign a digest of the items in their place, so that they don't fill the code on paper; they follow as a part of the dossier
    #[arg(long)]
    items_digest: bool,
    /// What an acquirer signed about this key (`receipt trust certify`): it travels in the dossier
    #[arg(long, value_name = "CERT.jwt")]
    certificate: Option<String>,
    /// The dossier of the receipt that this one is about: sets `related`, and refuses what cannot be
    #[arg(long, value_name = "DOSSIER")]
    related_to: Option<String>,
    /// refunds, voids, captures, corrects or replaces; what the draft's `type` says where left out
    #[arg(long, requires = "related_to", value_parser = parse_relation)]
    relation: Option<Relation>,
    /// Print the dossier of --related-to with the new receipt behind it, so that what is left to refund stays known
    #[arg(long, requires = "related_to")]
    append: bool,
    /// What was shown before payment (`receipt intent`): sets `intent_digest`, and travels in the dossier
    #[arg(long, value_name = "INTENT.jwt")]
    intent: Option<String>,
    /// The receipt's claims (docs/PROTOCOL.md section 3.2); `iss` may be left out
    #[arg(value_name = "RECEIPT.json", default_value = "-")]
    receipt: String,
}

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let identity = read_identity(&args.key)?;
    let mut draft = source::read_object(&args.receipt)?;
    let mut original = match &args.related_to {
        Some(name) => Some(source::read_dossier(name)?),
        None => None,
    };
    if let Some(original) = &original {
        let relation = relation(args, &draft)?;
        draft = issue::relate(&draft, relation, original, &identity)
            .map_err(|faults| refused("receipt", faults))?;
    }
    let intent = match &args.intent {
        Some(name) => Some(intent(name)?),
        None => None,
    };
    if let Some(intent) = &intent {
        draft = issue::naming_intent(&draft, intent, &identity)
            .map_err(|faults| refused("receipt", faults))?;
    }
    let signed = if args.items_digest {
        let mut randomness = Ok(());
        let signed = issue::receipt_beside_items(&draft, &identity, &mut || {
            let mut salt = [0; items::SALT];
            randomness = randomness.and(getrandom::fill(&mut salt));
            salt
        });
        // Without salts that nobody can guess nothing leaves this function.
        randomness.map_err(|e| Failure::Usage(format!("no random numbers here: {e}")))?;
        signed
    } else {
        issue::receipt(&draft, &identity)
    };
    let mut dossier = signed.map_err(|faults| refused("receipt", faults))?;
    if let Some(intent) = intent {
        dossier.push('~');
        dossier.push_str(&intent);
    }
    if let Some(name) = &args.certificate {
        dossier.push('~');
        dossier.push_str(&certificate(name, &identity)?);
    }
    if let (Some(original), true) = (&mut original, args.append) {
        original.push(dossier);
        dossier = original.to_text();
    }
    output::print(&format!("{dossier}\n"))?;
    Ok(ExitCode::SUCCESS)
}

fn parse_relation(text: &str) -> Result<Relation, String> {
    let words: Vec<&str> = Relation::ALL.iter().map(|(word, _)| *word).collect();
    Relation::from_word(text).ok_or_else(|| format!("one of {}", words.join(", ")))
}

/// As asked for; otherwise what the draft's type means.
fn relation(args: &Args, draft: &Object) -> Result<Relation, Failure> {
    let by_type = match draft.get("type") {
        Some(Value::Text(kind)) => match kind.as_str() {
            "refund" => Some(Relation::Refunds),
            "void" => Some(Relation::Voids),
            "capture" => Some(Relation::Captures),
            "correction" => Some(Relation::Corrects),
            _ => None,
        },
        _ => None,
    };
    args.relation.or(by_type).ok_or_else(|| {
        Failure::Usage("say what the new receipt does to the other one: --relation refunds".into())
    })
}

/// The intent's statement, out of a file or a dossier that holds it.
fn intent(name: &str) -> Result<String, Failure> {
    let dossier = source::read_dossier(name)?;
    let found = dossier
        .parts()
        .find(|part| Statement::parse(part).is_ok_and(|s| s.typ() == StatementType::Intent));
    found.map(str::to_owned).ok_or_else(|| {
        Failure::coded(
            "typ_unexpected",
            format_args!("{name}: no intent in it"),
            "give what `receipt intent` wrote",
        )
    })
}

/// A statement about this very key: what would travel in vain costs paper.
fn certificate(name: &str, identity: &Identity) -> Result<String, Failure> {
    let token = source::text(&source::read_bytes(name)?).trim().to_owned();
    let statement = Statement::parse(&token).ok();
    let key = statement
        .as_ref()
        .filter(|s| s.typ() == StatementType::Key)
        .and_then(|s| match s.payload().get("key") {
            Some(Value::Object(key)) => key.get("x"),
            _ => None,
        });
    let subject = statement.as_ref().and_then(|s| s.payload().get("subject"));
    let about = match (key, subject) {
        (Some(Value::Text(x)), Some(Value::Text(subject))) => {
            *x == identity.key.public().x() && subject == identity.iss.as_str()
        }
        _ => {
            return Err(Failure::coded(
                "typ_unexpected",
                format_args!("{name}: not a statement about a key"),
                "give what `receipt trust certify` wrote",
            ));
        }
    };
    match about {
        true => Ok(token),
        false => Err(Failure::coded(
            "certificate_of_other_key",
            format_args!("{name}: about another key or another iss"),
            "give the statement that was made for this key: receipt trust certify --subject-key …",
        )),
    }
}

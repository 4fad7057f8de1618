//! A small world to rehearse in: a registry, an acquirer, a shop with two terminals, a log and its witness.

use receipt_verifier::issue::{self, Identity};
use receipt_verifier::json::{self, Object, Value};
use receipt_verifier::{Dossier, Role, SecretKey, Time};

use super::folder::Folder;
use super::keys::{self, ACQUIRER, KeyRing, REGISTRY, SHOP, WITNESS};
use super::receipts::{self, SHOP_NAME, object};
use crate::failure::Failure;
use crate::key_file::{ListKey, PublicHalf, registry_jwk};
use crate::log::{Folder as LogFolder, NoteSigner};
use crate::source;

pub const HOUR: i64 = 3_600;
pub const DAY: i64 = 24 * HOUR;
/// The terminal that is stolen, and the one beside it.
pub const TILL_1: &str = "10023317";
pub const TILL_2: &str = "10023318";

pub struct World {
    pub folder: Folder,
    pub keys: KeyRing,
    /// When somebody noticed.
    pub start: Time,
    /// When everything was last surely in good hands.
    pub since: Time,
}

/// When the lists were signed, and for how long they are good.
pub struct Signing {
    pub ago: i64,
    pub days: i64,
}

impl World {
    pub fn new(folder: Folder, keys: KeyRing, start: Time) -> Result<Self, Failure> {
        let world = Self {
            since: before(start, 14 * HOUR)?,
            folder,
            keys,
            start,
        };
        for name in ["registry", "registry-next"] {
            keys::write_registry(&world.folder, name, &world.keys.registry(name)?)?;
        }
        for name in ["acquirer", "acquirer-next"] {
            keys::write_signer(&world.folder, name, &world.keys.acquirer(name)?)?;
        }
        for (name, terminal) in [
            ("till-1", TILL_1),
            ("till-1-new", TILL_1),
            ("till-2", TILL_2),
        ] {
            keys::write_signer(&world.folder, name, &world.keys.till(name, terminal)?)?;
        }
        keys::write_signer(&world.folder, "witness", &world.witness()?)?;
        Ok(world)
    }

    fn witness(&self) -> Result<Identity, Failure> {
        self.keys.signer("witness", WITNESS, Role::Witness, None)
    }

    pub fn ago(&self, seconds: i64) -> Result<Time, Failure> {
        before(self.start, seconds)
    }

    /// So long before it was last in good hands.
    pub fn safe(&self, seconds: i64) -> Result<Time, Failure> {
        before(self.since, seconds)
    }

    pub fn keep(&self, id: &str, dossier: &Dossier) -> Result<(), Failure> {
        self.folder
            .write(&format!("receipts/{id}.dossier"), &dossier.to_text())
    }

    /// The pins of these registry keys.
    pub fn write_pins(&self, file: &str, names: &[&str]) -> Result<(), Failure> {
        let mut registry = object(&format!(
            r#"{{"iss":"{REGISTRY}","name":"Drill registry"}}"#
        ))?;
        let mut pinned = Vec::new();
        for name in names {
            let key = self.keys.registry(name)?.key.public();
            pinned.push(Value::Object(registry_jwk(&key)));
        }
        registry.set("keys", Value::List(pinned));
        let mut pins = object(r#"{"version":1}"#)?;
        pins.set("registries", Value::List(vec![Value::Object(registry)]));
        self.folder.write(file, &json::to_pretty_text(&pins))
    }

    /// The two lists as they were before the event: `trust.json` and `merchants.json` to edit, signed and published.
    pub fn write_lists(&self, signing: &Signing, listed: &[&Identity]) -> Result<(), Failure> {
        self.write_pins("registry.pub.json", &["registry", "registry-next"])?;
        let root = self.dated(self.root_list()?, signing, 41)?;
        let merchants = self.dated(self.merchants(listed)?, signing, 17)?;
        let registry = self.keys.registry("registry")?;
        self.publish("trust.json", "list.jwt", REGISTRY, &root, &registry)?;
        let acquirer = ListKey {
            key: SecretKey::from_seed(&self.keys.seed_of("acquirer")),
            iss: self.keys.acquirer("acquirer")?.iss,
            role: Some(Role::Acquirer),
        };
        self.publish(
            "merchants.json",
            "acquirer-list.jwt",
            ACQUIRER,
            &merchants,
            &acquirer,
        )
    }

    fn publish(
        &self,
        file: &str,
        signed: &str,
        iss: &str,
        list: &Object,
        key: &ListKey,
    ) -> Result<(), Failure> {
        self.folder.write(file, &json::to_pretty_text(list))?;
        let token = sign(list, &key.key)?;
        let name = iss.trim_start_matches("https://");
        for path in [
            signed.to_owned(),
            format!("published/{name}.jwt"),
            format!("old/{name}.jwt"),
        ] {
            self.folder.write(&path, &token)?;
        }
        Ok(())
    }

    pub fn dated(&self, mut list: Object, signing: &Signing, n: i64) -> Result<Object, Failure> {
        let iat = self.ago(signing.ago)?.seconds().cast_signed();
        list.set("iat", Value::Int(iat));
        list.set("exp", Value::Int(iat + signing.days * DAY));
        list.set("sequence", Value::Int(n));
        Ok(list)
    }

    pub fn root_list(&self) -> Result<Object, Failure> {
        let acquirer = public(&self.keys.acquirer("acquirer")?);
        let witness = self.witness()?;
        let notes: Vec<String> = [self.log_signer()?, self.witness_signer()?]
            .iter()
            .map(|signer| format!("\"{}\"", signer.public().to_text()))
            .collect();
        object(&format!(
            r#"{{"version":1,"iss":"{REGISTRY}","name":"Drill registry","contact":"+86 000 0000 0000","sample":true,
            "delegates":[{{"iss":"{ACQUIRER}","url":"https://lists.registry.example/acquirer.example.jwt"}}],
            "issuers":[
            {{"iss":"{ACQUIRER}","name":"Drill acquirer","role":"acquirer","party":"DRILL-ACQUIRER","vouches":{{"for":["{SHOP}"]}},"keys":[{acquirer}]}},
            {{"iss":"{SHOP}","name":"{SHOP_NAME}","role":"merchant","party":"DRILL-SHOP","acquirers":["{ACQUIRER}"],"keys":[]}},
            {{"iss":"{WITNESS}","name":"Drill witness","role":"witness","party":"DRILL-WITNESS","keys":[{}],"note_keys":[{}]}}]}}"#,
            public(&witness),
            notes.join(",")
        ))
    }

    /// What the acquirer vouches for.
    pub fn merchants(&self, listed: &[&Identity]) -> Result<Object, Failure> {
        let keys: Vec<String> = listed.iter().map(|till| public(till)).collect();
        object(&format!(
            r#"{{"version":1,"iss":"{ACQUIRER}","name":"Drill acquirer","contact":"+86 000 0000 0000","sample":true,
            "issuers":[{{"iss":"{SHOP}","name":"{SHOP_NAME}","role":"merchant","party":"DRILL-SHOP","acquirers":["{ACQUIRER}"],"keys":[{}]}}]}}"#,
            keys.join(",")
        ))
    }

    fn log_signer(&self) -> Result<NoteSigner, Failure> {
        NoteSigner::of_log("log.example/drill", &self.keys.seed_of("log"))
            .ok_or_else(|| Failure::Usage("the log's name is none".to_owned()))
    }

    fn witness_signer(&self) -> Result<NoteSigner, Failure> {
        NoteSigner::read_witness(&self.folder.path("witness.json").display().to_string())
    }

    /// Puts the receipt into the log, whose witness saw it at `seen`; the dossier with the proof.
    pub fn logged(&self, dossier: &Dossier, seen: Time) -> Result<Dossier, Failure> {
        let signer = self.log_signer()?;
        signer.write(&self.folder.path("log.key"))?;
        let path = self.folder.path("log");
        LogFolder::create(&path, signer.public())?;
        let mut log = LogFolder::open(&path)?;
        let digest = source::receipt_of(dossier)?.digest();
        log.append(&[digest])?;
        let mut log = LogFolder::open(&path)?;
        log.sign(&signer)?;
        let mut note = log.checkpoint()?.clone();
        self.witness_signer()?.cosign(&mut note, seen);
        log.publish(note)?;
        receipts::with(dossier, log.prove(&digest)?.to_part())
    }
}

fn public(identity: &Identity) -> String {
    let half = PublicHalf::from_jwk(&identity.to_jwk());
    half.map_or(String::new(), |half| half.jwk.to_text())
}

/// Signs a list that a verifier would take.
pub fn sign(list: &Object, key: &SecretKey) -> Result<String, Failure> {
    issue::trust_list(list, key).map_err(|faults| Failure::Refused {
        what: "list",
        faults,
    })
}

pub fn before(time: Time, seconds: i64) -> Result<Time, Failure> {
    time.seconds()
        .checked_add_signed(-seconds)
        .and_then(Time::from_seconds)
        .ok_or_else(|| Failure::Usage("--now is too far from today".to_owned()))
}

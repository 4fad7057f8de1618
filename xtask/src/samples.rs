//! The sample slips of the page's “try it” shelf, made by the real `receipt` command from `samples/`.

use crate::places::Places;
use anyhow::{Context, Result, bail};
use serde::Serialize;
use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// When the acquirer of the samples says that things happened, and signed: slips are the same at every build.
const SETTLED: &str = "2026-11-22T12:00:00Z";
/// When the lists of the samples were signed, and until when they are good.
const LISTED: &str = "2026-11-22T00:00:00Z";
const LISTED_UNTIL: &str = "2030-01-01T00:00:00Z";
const REGISTRY: &str = "示例登记机构";
/// Names another snapshot to ship, as `receipt trust publish` writes it.
const SNAPSHOT: &str = "RECEIPT_SNAPSHOT";

enum Then {
    /// The shop's word alone.
    Nothing,
    /// An acquirer's status, and when it happened.
    Status(&'static str, &'static str),
    /// The acquirer's statements up to the refund of this receipt, whose own slip does not travel along.
    Refunded(&'static str),
    /// The payload of another receipt under this one's signature.
    PayloadOf(&'static str),
    /// Another amount in print than in the code, in minor units.
    Printed(&'static str),
    /// Items that travel beside the receipt: printed on the slip, in the link, not in its code.
    ItemsApart,
    /// The acquirer vouches for the key in a statement that travels with the receipt, under this name and legal entity.
    Certified(&'static str, &'static str),
}

struct Sample {
    id: &'static str,
    key: &'static str,
    receipt: &'static str,
    then: Then,
}

const fn sample(id: &'static str, key: &'static str, receipt: &'static str, then: Then) -> Sample {
    Sample {
        id,
        key,
        receipt,
        then,
    }
}

const SAMPLES: [Sample; 18] = [
    sample("shop_only", "till", "sale", Then::Nothing),
    sample(
        "acquirer_approved",
        "till",
        "sale",
        Then::Status("approved", "2026-11-22T09:35:13Z"),
    ),
    sample(
        "acquirer_declined",
        "till",
        "declined",
        Then::Status("declined", "2026-11-22T09:50:21Z"),
    ),
    sample(
        "second_charge",
        "till",
        "second_charge",
        Then::Status("approved", "2026-11-22T09:37:27Z"),
    ),
    sample(
        "hold",
        "till",
        "hold",
        Then::Status("approved", "2026-11-22T10:30:01Z"),
    ),
    sample("offline", "till", "offline", Then::Nothing),
    sample(
        "wechat",
        "till",
        "wechat",
        Then::Status("approved", "2026-11-22T10:07:01Z"),
    ),
    sample("refund_trail", "till", "sale", Then::Refunded("refund")),
    sample("unknown_shop", "unlisted_shop", "unlisted", Then::Nothing),
    sample(
        "altered",
        "till",
        "sale",
        Then::PayloadOf("sale_other_amount"),
    ),
    sample("paper_altered", "till", "sale", Then::Printed("1865")),
    sample("key_stolen", "stolen_till", "stolen", Then::Nothing),
    sample("training", "till", "training", Then::Nothing),
    sample("refund", "till", "refund", Then::Nothing),
    sample("twenty_items", "till", "twenty_items", Then::Nothing),
    sample("items_apart", "till", "items_apart", Then::ItemsApart),
    sample("delegated", "market_till", "delegated", Then::Nothing),
    sample(
        "key_on_paper",
        "stall_till",
        "key_on_paper",
        Then::Certified("华隆五金", "92330106MA2HL"),
    ),
];

/// What the page lets people rehearse: the drill's name there, and its arguments.
const DRILLS: [(&str, &str); 3] = [
    ("terminal_stolen", "terminal-stolen"),
    ("key_compromise_acquirer", "key-compromise"),
    ("outage", "outage"),
];

/// One entry of `index.json`, which the page's shelf reads.
#[derive(Serialize)]
struct Entry {
    id: &'static str,
    png: String,
    link: String,
}

/// Writes the slips, their index and the bare sample list to `www/public/samples`, and the signed lists to where the page looks for newer ones.
pub fn make(places: &Places) -> Result<()> {
    let shelf = Shelf::new(places)?;
    let entries = SAMPLES
        .iter()
        .map(|s| shelf.make(s).with_context(|| format!("sample {}", s.id)))
        .collect::<Result<Vec<_>>>()?;
    fs::write(
        shelf.out.join("index.json"),
        serde_json::to_string_pretty(&entries)? + "\n",
    )?;
    // What a wallet would export, with a line for two of the slips.
    for name in ["trust.json", "wechat_bill.csv"] {
        fs::copy(shelf.sources.join(name), shelf.out.join(name))?;
    }
    shelf.make_drills().context("drills")?;
    println!(
        "✓ Made {} sample slips and {} drills",
        entries.len(),
        DRILLS.len()
    );
    shelf.publish().context("the lists of the samples")
}

struct Shelf<'a> {
    places: &'a Places,
    receipt: PathBuf,
    sources: PathBuf,
    out: PathBuf,
    /// Signed lists and statements, made anew each time: a list that lay there could not be signed again under its number.
    lists: PathBuf,
    /// Digest of the sale that the refund is linked to.
    sale: String,
}

impl<'a> Shelf<'a> {
    fn new(places: &'a Places) -> Result<Self> {
        let out = places.www.join("public").join("samples");
        fs::create_dir_all(&out)?;
        let lists = places.root.join("target").join("sample-lists");
        if lists.exists() {
            fs::remove_dir_all(&lists)
                .with_context(|| format!("cannot empty {}", lists.display()))?;
        }
        fs::create_dir_all(&lists)?;
        let mut shelf = Self {
            places,
            receipt: places.release_binary("receipt"),
            sources: places.root.join("samples"),
            out,
            lists,
            sale: String::new(),
        };
        let sale = shelf.issue("till", "sale")?;
        let inspected = shelf.run(&["inspect", "-"], &sale)?;
        let inspected: serde_json::Value = serde_json::from_str(&inspected)?;
        shelf.sale = inspected
            .pointer("/parts/0/digest")
            .and_then(|d| d.as_str())
            .context("`receipt inspect` gave no digest")?
            .to_owned();
        Ok(shelf)
    }

    fn make(&self, sample: &Sample) -> Result<Entry> {
        let mut dossier = match sample.then {
            Then::Certified(name, party) => self.issue_certified(sample, name, party)?,
            _ => self.issue(sample.key, sample.receipt)?,
        };
        let mut printed = Vec::new();
        let mut link = vec!["qr"];
        match sample.then {
            Then::Nothing | Then::Certified(..) => {}
            Then::Status(event, at) => dossier = self.state(&dossier, event, at, &[])?,
            Then::Refunded(refund) => {
                let slip = self.lists.join(format!("{refund}.dossier"));
                fs::write(&slip, self.issue(sample.key, refund)?)?;
                let slip = slip.display().to_string();
                dossier = self.state(&dossier, "approved", "2026-11-22T09:35:13Z", &[])?;
                dossier = self.state(&dossier, "captured", "2026-11-22T10:00:00Z", &[])?;
                let issued = ["--refund", slip.as_str()];
                dossier = self.state(&dossier, "refund_issued", "2026-11-22T11:50:02Z", &issued)?;
            }
            Then::PayloadOf(other) => {
                dossier = with_payload_of(&dossier, &self.issue(sample.key, other)?)?;
            }
            Then::Printed(minor) => printed.extend(["--forged-amount", minor]),
            Then::ItemsApart => {
                let file = format!("receipts/{}.items", sample.receipt);
                let items = fs::read_to_string(self.sources.join(file))?;
                dossier = format!("{}~{items}", dossier.trim_end());
                link.push("--text");
            }
        }
        let png = format!("{}.png", sample.id);
        let path = self.out.join(&png).display().to_string();
        let mut slip = vec!["slip", "--png", &path];
        slip.extend(printed);
        slip.push("-");
        self.run(&slip, &dossier)?;
        link.push("-");
        let link = self.run(&link, &dossier)?;
        Ok(Entry {
            id: sample.id,
            png,
            link: link.trim_end().to_owned(),
        })
    }

    /// Rehearses each drill in a folder of its own; the page gets what it printed.
    fn make_drills(&self) -> Result<()> {
        let work = self.places.root.join("target").join("drills");
        if work.exists() {
            fs::remove_dir_all(&work)?;
        }
        let out = self.out.join("drill");
        fs::create_dir_all(&out)?;
        for (name, scenario) in DRILLS {
            let folder = work.join(name).display().to_string();
            let arguments = [
                "drill", scenario, "--auto", "--json", "--seed", "1", "--now", SETTLED, "--out",
                &folder,
            ];
            let json = self.run(&arguments, "")?;
            fs::write(out.join(format!("{name}.json")), json)?;
        }
        Ok(())
    }

    /// The acquirer's statement of what happened then, behind those in the dossier.
    fn state(&self, dossier: &str, event: &str, at: &str, more: &[&str]) -> Result<String> {
        let key = self.key("acquirer");
        let mut arguments = vec!["status", "--key", &key, "--event", event, "--at", at];
        arguments.extend(["--signed-at", SETTLED]);
        arguments.extend(more);
        arguments.push("-");
        self.run(&arguments, dossier)
    }

    fn key(&self, name: &str) -> String {
        let file = Path::new("keys").join(format!("{name}.json"));
        self.sources.join(file).display().to_string()
    }

    fn issue(&self, key: &str, receipt: &str) -> Result<String> {
        let file = Path::new("receipts").join(format!("{receipt}.json"));
        let draft = fs::read_to_string(self.sources.join(file))?.replace("@sale", &self.sale);
        self.run(&["issue", "--key", &self.key(key), "-"], &draft)
    }

    fn issue_certified(&self, sample: &Sample, name: &str, party: &str) -> Result<String> {
        let acquirer = self.key("acquirer");
        let subject = self.key(sample.key);
        let certificate = self.lists.join(format!("{}.jwt", sample.id));
        let out = certificate.display().to_string();
        let certify = [
            "trust",
            "certify",
            "--key",
            &acquirer,
            "--subject-key",
            &subject,
            "--name",
            name,
            "--party",
            party,
            "--now",
            LISTED,
            "--expires",
            LISTED_UNTIL,
            "--out",
            &out,
        ];
        self.run(&certify, "")?;
        let file = Path::new("receipts").join(format!("{}.json", sample.receipt));
        let draft = fs::read_to_string(self.sources.join(file))?;
        let issue = ["issue", "--key", &subject, "--certificate", &out, "-"];
        self.run(&issue, &draft)
    }

    /// Signs the lists as their makers would, and publishes them. The snapshot is kept among the samples, too: the package is built from it
    /// where this command has not run.
    fn publish(&self) -> Result<()> {
        let folder = &self.lists;
        let place = |name: &str| folder.join(name).display().to_string();
        let root = self.sign_list("registry", "trust.json")?;
        let delegate = self.sign_list("acquirer", "acquirer_list.json")?;
        let (registry, pins, site) = (
            self.key("registry"),
            place("registry.pub.json"),
            place("site"),
        );
        let pin = [
            "trust", "pin", "--key", &registry, "--name", REGISTRY, "--out", &pins,
        ];
        self.run(&pin, "")?;
        let publish = [
            "trust",
            "publish",
            "--list",
            &root,
            "--delegate",
            &delegate,
            "--pins",
            &pins,
            "--now",
            SETTLED,
            "--out",
            &site,
        ];
        self.run(&publish, "")?;
        let made = fs::read(folder.join("site").join("snapshot.json"))?;
        let kept = self.sources.join("snapshot.json");
        if fs::read(&kept).ok().as_ref() != Some(&made) {
            fs::write(&kept, &made)?;
        }
        let shipped = match env::var_os(SNAPSHOT) {
            Some(chosen) => {
                fs::read(&chosen).with_context(|| format!("cannot read {}", chosen.display()))?
            }
            None => made,
        };
        let newest = self.places.www.join("public").join("trust");
        fs::create_dir_all(&newest)?;
        fs::write(newest.join("snapshot.json"), shipped)?;
        println!("✓ Signed the lists of the samples");
        Ok(())
    }

    fn sign_list(&self, key: &str, name: &str) -> Result<String> {
        // Signing numbers the file that it signs; the sample's stays as it is.
        let mut list: serde_json::Value =
            serde_json::from_slice(&fs::read(self.sources.join(name))?)?;
        if let Some(members) = list.as_object_mut() {
            members.remove("sequence");
        }
        let copy = self.lists.join(name);
        fs::write(&copy, serde_json::to_vec(&list)?)?;
        let (key, copy) = (self.key(key), copy.display().to_string());
        let out = self
            .lists
            .join(name)
            .with_extension("jwt")
            .display()
            .to_string();
        let sign = [
            "trust",
            "sign",
            "--key",
            &key,
            "--sequence",
            "1",
            "--now",
            LISTED,
            "--expires",
            LISTED_UNTIL,
            "--out",
            &out,
            &copy,
        ];
        self.run(&sign, "")?;
        Ok(out)
    }

    /// Runs `receipt` with `input` on its standard input; answers its standard output.
    fn run(&self, arguments: &[&str], input: &str) -> Result<String> {
        let mut child = self
            .places
            .command(&self.receipt.display().to_string())
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .context("cannot start the receipt command")?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(input.as_bytes())?;
        }
        let output = child.wait_with_output()?;
        if !output.status.success() {
            bail!("{}", String::from_utf8_lossy(&output.stderr).trim_end());
        }
        Ok(String::from_utf8(output.stdout)?)
    }
}

/// What a forger does with an editor: one receipt's content under another's signature.
fn with_payload_of(signed: &str, other: &str) -> Result<String> {
    let (Some((head, signature)), Some((altered, _))) = (
        signed.trim_end().rsplit_once('.'),
        other.trim_end().rsplit_once('.'),
    ) else {
        bail!("`receipt issue` gave no compact statement");
    };
    if head == altered {
        bail!("the altered receipt is the same as the signed one");
    }
    Ok(format!("{altered}.{signature}\n"))
}

//! The registry's key is in wrong hands: the one that everything else hangs on.

use receipt_verifier::Role;
use receipt_verifier::json::Value;

use super::super::receipts::{self, Paid, Till, object};
use super::super::world::{self, DAY, HOUR, Signing, TILL_1, TILL_2, World};
use super::{OLD, PINS, PUBLISHED, Script, Step, View, publishing, step, view};
use crate::failure::Failure;

pub const SCRIPT: Script = Script {
    id: "key_compromise_registry",
    receipts: &["listed", "confirmed", "invented"],
    steps: STEPS,
    online: View {
        id: "online",
        pins: "release.pub.json",
        lists: PUBLISHED,
        days: 0,
    },
    views: VIEWS,
    expected: &[
        &[
            "terminal_signed",
            "issuer_unknown",
            "terminal_signed",
            "issuer_unknown",
        ],
        &[
            "acquirer_approved",
            "issuer_unknown",
            "acquirer_approved",
            "issuer_unknown",
        ],
        &[
            "issuer_unknown",
            "acquirer_approved",
            "issuer_unknown",
            "issuer_unknown",
        ],
    ],
};

const VIEWS: &[View] = &[
    view("before", OLD, 0),
    // A verifier that still pins the stolen key, and is fed the thief's list.
    View {
        id: "fed_old_release",
        pins: PINS,
        lists: &["thief/registry.example.jwt"],
        days: 0,
    },
    View {
        id: "after",
        pins: "release.pub.json",
        lists: PUBLISHED,
        days: 0,
    },
    View {
        id: "fed_new_release",
        pins: "release.pub.json",
        lists: &["thief/registry.example.jwt"],
        days: 0,
    },
];

const STEPS: &[Step] = &[
    step("note", &[]),
    step("stop", &[]),
    step(
        "sign",
        &[
            "trust sign --key registry-next.json --sequence 9001 --expires 30d {now} --out list.jwt trust.json",
        ],
    ),
    publishing(
        "publish",
        &[
            "trust publish --list list.jwt --delegate acquirer-list.jwt --pins registry.pub.json {now} --out published",
        ],
    ),
    step(
        "release",
        &["trust pin --key registry-next.json --name Drill --out release.pub.json"],
    ),
    step(
        "look",
        &[
            "verify --lang {lang} {now} --trust published/registry.example.jwt --registry release.pub.json --delegate published/acquirer.example.jwt receipts/invented.dossier",
        ],
    ),
    step("tell", &[]),
];

pub fn prepare(world: &World) -> Result<(), Failure> {
    let till_1 = world.keys.till("till-1", TILL_1)?;
    let acquirer = world.keys.acquirer("acquirer")?;
    let signing = Signing {
        ago: 48 * HOUR,
        days: 30,
    };
    world.write_lists(&signing, &[&till_1])?;
    // Both keys were pinned in good time; the release of today is what verifiers have.
    world.write_pins("release.pub.json", &["registry", "registry-next"])?;
    let mut till = Till::new(till_1);
    let listed = till.sale(301, world.safe(5 * HOUR)?, 4_200, Paid::Cash)?;
    world.keep("listed", &listed)?;
    let card = till.sale(302, world.safe(4 * HOUR)?, 18_650, Paid::Card)?;
    let confirmed = receipts::approved(&card, &acquirer, world.safe(4 * HOUR - 2)?)?;
    world.keep("confirmed", &confirmed)?;

    // The thief's list names an acquirer and a shop that nobody else has heard of.
    let shop = "https://pay.invented.example";
    let bank = "https://acquirer.invented.example";
    let fake_till = world
        .keys
        .signer("invented-till", shop, Role::Terminal, Some(TILL_2))?;
    let fake_bank = world
        .keys
        .signer("invented-acquirer", bank, Role::Acquirer, None)?;
    let mut list = object(&format!(
        r#"{{"version":1,"iss":"https://registry.example","name":"Drill registry","sample":true,"issuers":[
        {{"iss":"{bank}","name":"Invented acquirer","role":"acquirer","party":"INVENTED-A","keys":[{}]}},
        {{"iss":"{shop}","name":"Invented shop","role":"merchant","party":"INVENTED-B","acquirers":["{bank}"],"keys":[{}]}}]}}"#,
        fake_bank.to_public_jwk().to_text(),
        fake_till.to_public_jwk().to_text()
    ))?;
    let iat = world.ago(HOUR)?.seconds().cast_signed();
    for (member, n) in [("iat", iat), ("exp", iat + 30 * DAY), ("sequence", 9_000)] {
        list.set(member, Value::Int(n));
    }
    let stolen = world.keys.registry("registry")?;
    let token = world::sign(&list, &stolen.key)?;
    world.folder.write("thief/registry.example.jwt", &token)?;
    let invented = Till::new(fake_till).sale(1, world.ago(HOUR)?, 588_000, Paid::Card)?;
    let invented = receipts::approved(&invented, &fake_bank, world.ago(HOUR - 2)?)?;
    world.keep("invented", &invented)
}

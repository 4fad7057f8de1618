//! The acquirer's key is in wrong hands: the key that says which terminals count, and what was approved.

use receipt_verifier::issue;
use receipt_verifier::json::Value;

use super::super::keys::{ACQUIRER, SHOP};
use super::super::receipts::{self, Paid, Till, object};
use super::super::world::{DAY, HOUR, Signing, TILL_1, TILL_2, World};
use super::{OLD, PINS, PUBLISHED, Script, Step, View, publishing, step, view};
use crate::failure::Failure;

pub const SCRIPT: Script = Script {
    id: "key_compromise_acquirer",
    receipts: &["listed", "confirmed", "restated", "travelling", "forged"],
    steps: STEPS,
    online: view("online", PUBLISHED, 0),
    views: VIEWS,
    // A list by a key that was revoked is not taken at all, so its terminals are unknown; a statement that travelled says why it doesn't count.
    expected: &[
        &[
            "terminal_signed",
            "key_unknown",
            "terminal_signed",
            "terminal_signed",
        ],
        &[
            "acquirer_approved",
            "key_unknown",
            "terminal_signed",
            "acquirer_approved",
        ],
        // With the acquirer's word given anew by its next key, which the old list doesn't name.
        &[
            "terminal_signed",
            "key_unknown",
            "acquirer_approved",
            "terminal_signed",
        ],
        &[
            "terminal_signed",
            "voucher_withdrawn",
            "terminal_signed",
            "terminal_signed",
        ],
        &[
            "acquirer_approved",
            "voucher_withdrawn",
            "voucher_withdrawn",
            "acquirer_approved",
        ],
    ],
};

const VIEWS: &[View] = &[
    view("before", OLD, 0),
    // The registry has spoken, the acquirer not yet.
    View {
        id: "between",
        pins: PINS,
        lists: &["revoked/registry.example.jwt", "old/acquirer.example.jwt"],
        days: 0,
    },
    view("after", PUBLISHED, 0),
    view("offline", OLD, 3),
];

const STEPS: &[Step] = &[
    step("note", &[]),
    step("stop", &[]),
    step(
        "revoke",
        &[
            "trust revoke --key acquirer.pub.json --reason compromised --since {since} {now} trust.json",
            "trust add --key acquirer-next.pub.json trust.json",
        ],
    ),
    step("compare", &["trust diff list.jwt trust.json"]),
    step(
        "sign",
        &["trust sign --key registry.json --expires 30d {now} --out list.jwt trust.json"],
    ),
    publishing(
        "publish",
        &[
            "trust publish --list list.jwt --pins registry.pub.json {now} --out published",
            "trust publish --list list.jwt --pins registry.pub.json {now} --out revoked",
        ],
    ),
    step(
        "reissue",
        &[
            "trust add --key till-2.pub.json merchants.json",
            "trust sign --key acquirer-next.json --expires 14d {now} --out acquirer-list.jwt merchants.json",
            "trust publish --list list.jwt --delegate acquirer-list.jwt --pins registry.pub.json {now} --out published",
        ],
    ),
    step(
        "certify",
        &[
            "trust certify --key acquirer-next.json --subject-key till-2.pub.json --expires 365d {now} --out till-2.cert.jwt",
        ],
    ),
    step(
        "restate",
        &[
            "status --key acquirer-next.json --event approved --at {at} {signed_at} card.dossier > receipts/restated.dossier",
        ],
    ),
    step(
        "look",
        &[
            "verify --lang {lang} {now} --trust published/registry.example.jwt --registry registry.pub.json --delegate published/acquirer.example.jwt receipts/forged.dossier",
        ],
    ),
];

pub fn prepare(world: &World) -> Result<(), Failure> {
    let till_1 = world.keys.till("till-1", TILL_1)?;
    let till_2 = world.keys.till("till-2", TILL_2)?;
    let acquirer = world.keys.acquirer("acquirer")?;
    let signing = Signing {
        ago: 48 * HOUR,
        days: 14,
    };
    world.write_lists(&signing, &[&till_1])?;
    let certificate = |key: &issue::Identity, from: i64| -> Result<String, Failure> {
        let mut draft = object(&format!(r#"{{"iss":"{ACQUIRER}","subject":"{SHOP}"}}"#))?;
        let iat = world.safe(from)?.seconds().cast_signed();
        draft.set("iat", Value::Int(iat));
        draft.set("exp", Value::Int(iat + 365 * DAY));
        draft.set("key", Value::Object(key.to_public_jwk()));
        issue::key_statement(&draft, &acquirer).map_err(|faults| Failure::Refused {
            what: "statement",
            faults,
        })
    };

    let mut till = Till::new(till_1);
    let listed = till.sale(201, world.safe(5 * HOUR)?, 4_200, Paid::Cash)?;
    world.keep("listed", &listed)?;
    let card = till.sale(202, world.safe(4 * HOUR)?, 18_650, Paid::Card)?;
    world.folder.write("card.dossier", &card.to_text())?;
    let confirmed = receipts::approved(&card, &acquirer, world.safe(4 * HOUR - 2)?)?;
    world.keep("confirmed", &confirmed)?;
    let statement = certificate(&till_2, 40 * DAY)?;
    let cash = Till::new(till_2).sale(55, world.safe(3 * HOUR)?, 3_500, Paid::Cash)?;
    world.keep("travelling", &receipts::with(&cash, statement)?)?;

    // With the acquirer's key the thief makes himself a till of that shop, and approves what it prints.
    let invented = world.keys.till("till-of-the-thief", "10023399")?;
    let statement = certificate(&invented, 30 * DAY)?;
    let forged = Till::new(invented).sale(7, world.safe(6 * HOUR)?, 588_000, Paid::Card)?;
    let forged = receipts::approved(&forged, &acquirer, world.safe(6 * HOUR - 2)?)?;
    world.keep("forged", &receipts::with(&forged, statement)?)
}

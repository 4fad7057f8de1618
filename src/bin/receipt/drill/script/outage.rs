//! The registry's host is gone, and the list that verifiers have runs out.

use super::super::receipts::{self, Paid, Till};
use super::super::world::{HOUR, Signing, TILL_1, TILL_2, World};
use super::{OLD, PINS, PUBLISHED, Script, Step, View, publishing, step, view};
use crate::failure::Failure;

pub const SCRIPT: Script = Script {
    id: "outage",
    receipts: &["confirmed", "listed", "new_till"],
    steps: STEPS,
    online: view("online", PUBLISHED, 0),
    views: VIEWS,
    expected: &[
        &[
            "acquirer_approved",
            "acquirer_approved+list_expired",
            "acquirer_approved",
        ],
        &[
            "terminal_signed",
            "terminal_signed+list_expired",
            "terminal_signed",
        ],
        &["key_unknown", "key_unknown", "terminal_signed"],
    ],
};

const VIEWS: &[View] = &[
    view("today", OLD, 0),
    view("expired", OLD, 5),
    View {
        id: "carried",
        pins: PINS,
        lists: &["carry/registry.example.jwt", "carry/acquirer.example.jwt"],
        days: 5,
    },
];

const STEPS: &[Step] = &[
    step("note", &[]),
    step(
        "look",
        &[
            "verify --lang {lang} {now} --trust old/registry.example.jwt --registry registry.pub.json --delegate old/acquirer.example.jwt receipts/confirmed.dossier",
        ],
    ),
    step("tell", &[]),
    step(
        "sign",
        &[
            "trust add --key till-2.pub.json merchants.json",
            "trust sign --key acquirer.json --expires 14d {now} --out acquirer-list.jwt merchants.json",
            "trust sign --key registry.json --expires 30d {now} --out list.jwt trust.json",
        ],
    ),
    publishing(
        "carry",
        &[
            "trust publish --list list.jwt --delegate acquirer-list.jwt --pins registry.pub.json {now} --out carry",
        ],
    ),
    step(
        "look_carried",
        &[
            "verify --lang {lang} {now} --trust carry/registry.example.jwt --registry registry.pub.json --delegate carry/acquirer.example.jwt --min-sequence 42 receipts/new_till.dossier",
        ],
    ),
    step(
        "back",
        &[
            "trust publish --list list.jwt --delegate acquirer-list.jwt --pins registry.pub.json {now} --out published",
        ],
    ),
];

pub fn prepare(world: &World) -> Result<(), Failure> {
    let till_1 = world.keys.till("till-1", TILL_1)?;
    let acquirer = world.keys.acquirer("acquirer")?;
    // Signed so long ago that they run out in two days.
    let signing = Signing {
        ago: 12 * 24 * HOUR,
        days: 14,
    };
    world.write_lists(&signing, &[&till_1])?;
    let mut till = Till::new(till_1);
    let card = till.sale(401, world.safe(4 * HOUR)?, 18_650, Paid::Card)?;
    let confirmed = receipts::approved(&card, &acquirer, world.safe(4 * HOUR - 2)?)?;
    world.keep("confirmed", &confirmed)?;
    let listed = till.sale(402, world.safe(3 * HOUR)?, 4_200, Paid::Cash)?;
    world.keep("listed", &listed)?;
    let mut new_till = Till::new(world.keys.till("till-2", TILL_2)?);
    world.keep(
        "new_till",
        &new_till.sale(1, world.ago(HOUR)?, 1_800, Paid::Cash)?,
    )
}

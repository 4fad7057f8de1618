//! A terminal is stolen overnight. What it signed before is honest, but who can tell?

use super::super::receipts::{self, Paid, Till};
use super::super::world::{HOUR, Signing, TILL_1, TILL_2, World};
use super::{OLD, PUBLISHED, Script, Step, View, publishing, step, view};
use crate::failure::Failure;

pub const SCRIPT: Script = Script {
    id: "terminal_stolen",
    receipts: &[
        "approved",
        "logged",
        "followed",
        "undated",
        "backdated",
        "fresh_forgery",
        "other_till",
        "new_till",
    ],
    steps: STEPS,
    online: view("online", PUBLISHED, 0),
    views: VIEWS,
    expected: &[
        &[
            "acquirer_approved",
            "acquirer_approved+dated_by_acquirer",
            "acquirer_approved",
            "acquirer_approved+list_expired",
        ],
        &[
            "terminal_signed",
            "terminal_signed+dated_by_witness",
            "terminal_signed",
            "terminal_signed+list_expired",
        ],
        &[
            "terminal_signed",
            "terminal_signed+dated_by_successor",
            "terminal_signed",
            "terminal_signed+list_expired",
        ],
        UNDATED,
        UNDATED,
        UNDATED,
        &[
            "terminal_signed",
            "terminal_signed",
            "terminal_signed",
            "terminal_signed+list_expired",
        ],
        &[
            "key_unknown",
            "terminal_signed",
            "key_unknown",
            "key_unknown",
        ],
    ],
};

/// The honest receipt that nobody dates and the thief's: nobody can tell them apart.
const UNDATED: &[&str] = &[
    "terminal_signed",
    "key_withdrawn",
    "terminal_signed",
    "terminal_signed+list_expired",
];

const VIEWS: &[View] = &[
    view("before", OLD, 0),
    view("after", PUBLISHED, 0),
    view("offline", OLD, 3),
    view("offline_expired", OLD, 15),
];

const STEPS: &[Step] = &[
    step("note", &[]),
    step("last_number", &[]),
    step("stop", &[]),
    step(
        "revoke",
        &[
            "trust revoke --key till-1.pub.json --reason stolen --since {since} --max-counter 106 {now} merchants.json",
        ],
    ),
    step("compare", &["trust diff acquirer-list.jwt merchants.json"]),
    step(
        "sign",
        &[
            "trust sign --key acquirer.json --expires 14d {now} --out acquirer-list.jwt merchants.json",
        ],
    ),
    publishing(
        "publish",
        &[
            "trust publish --list list.jwt --delegate acquirer-list.jwt --pins registry.pub.json {now} --out published",
        ],
    ),
    step(
        "look",
        &[
            "verify --lang {lang} {now} --trust published/registry.example.jwt --registry registry.pub.json --delegate published/acquirer.example.jwt receipts/undated.dossier",
        ],
    ),
    step(
        "new_key",
        &[
            "trust add --key till-1-new.pub.json merchants.json",
            "trust sign --key acquirer.json --expires 14d {now} --out acquirer-list.jwt merchants.json",
            "trust publish --list list.jwt --delegate acquirer-list.jwt --pins registry.pub.json {now} --out published",
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
    world.write_lists(&signing, &[&till_1, &till_2])?;

    let mut till = Till::new(till_1);
    let card = till.sale(101, world.safe(5 * HOUR)?, 18_650, Paid::Card)?;
    let approved = receipts::approved(&card, &acquirer, world.safe(5 * HOUR - 2)?)?;
    world.keep("approved", &approved)?;
    let cash = till.sale(102, world.safe(4 * HOUR)?, 4_200, Paid::Cash)?;
    world.keep("logged", &world.logged(&cash, world.safe(4 * HOUR - 600)?)?)?;
    // Nobody speaks of the third; the fourth names its digest, and of the fourth the acquirer speaks.
    let third = till.sale(103, world.safe(3 * HOUR)?, 8_800, Paid::Cash)?;
    let fourth = till.sale(104, world.safe(3 * HOUR - 900)?, 12_000, Paid::Card)?;
    let fourth = receipts::approved(&fourth, &acquirer, world.safe(3 * HOUR - 902)?)?;
    let mut followed = third;
    for part in fourth.parts() {
        followed.push(part.to_owned());
    }
    world.keep("followed", &followed)?;
    let undated = till.sale(105, world.safe(2 * HOUR)?, 2_600, Paid::Cash)?;
    world.keep("undated", &undated)?;

    // The thief has the key, and writes what he likes: an old date and a number that may pass, or today's.
    let mut thief = Till::new(world.keys.till("till-1", TILL_1)?);
    let old = thief.sale(98, world.safe(26 * HOUR)?, 588_000, Paid::Cash)?;
    world.keep("backdated", &old)?;
    let fresh = thief.sale(140, world.ago(HOUR)?, 99_900, Paid::Cash)?;
    world.keep("fresh_forgery", &fresh)?;

    let other = Till::new(till_2).sale(55, world.ago(2 * HOUR)?, 3_500, Paid::Cash)?;
    world.keep("other_till", &other)?;
    let mut new_till = Till::new(world.keys.till("till-1-new", TILL_1)?);
    world.keep(
        "new_till",
        &new_till.sale(1, world.start, 1_800, Paid::Cash)?,
    )
}

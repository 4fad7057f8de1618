//! `receipt drill`: the bad day rehearsed with keys made for it. Its verdicts are the verifier's own, its steps the product's commands.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/desk.rs"]
mod desk;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use desk::Desk;
use serde_json::Value;

const DRILLS: [&str; 4] = [
    "terminal-stolen",
    "key-compromise",
    "key-compromise --whose registry",
    "outage",
];
const STILL: &str = "--auto --seed 7 --now 2026-11-23T01:00:00Z";

fn drill(desk: &Desk, what: &str, more: &str) -> Value {
    serde_json::from_str(&desk.ok(&format!("drill {what} {STILL} --json {more}"))).unwrap()
}

fn list<'a>(value: &'a Value, name: &str) -> &'a Vec<Value> {
    value[name].as_array().unwrap()
}

/// What each view says about a receipt.
fn row<'a>(record: &'a Value, id: &str) -> Vec<&'a str> {
    let receipt = list(record, "receipts").iter().find(|r| r["id"] == id);
    list(receipt.unwrap(), "verdicts")
        .iter()
        .map(|v| v["says"].as_str().unwrap())
        .collect()
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => out.extend(files(&path)),
            false => out.push(path),
        }
    }
    out
}

#[test]
fn every_drill_comes_out_as_it_has_to_and_the_same_each_time() {
    for (at, what) in DRILLS.iter().enumerate() {
        let desk = Desk::new(&format!("drill-{at}"));
        let first = drill(&desk, what, "--out first");
        assert_eq!(first["as_expected"], true, "{what}");
        assert_eq!(first, drill(&desk, what, "--out second"), "{what}");
        let other = desk.ok(&format!(
            "drill {what} --auto --json --seed 8 --now 2026-11-23T01:00:00Z --out third"
        ));
        let other: Value = serde_json::from_str(&other).unwrap();
        assert_ne!(first["receipts"], other["receipts"], "{what}");
    }
}

#[test]
fn what_was_stolen_falls_and_what_somebody_independent_dated_stands() {
    let desk = Desk::new("drill-stolen");
    let record = drill(&desk, "terminal-stolen", "--out d");
    let views: Vec<&str> = list(&record, "views")
        .iter()
        .map(|v| v["id"].as_str().unwrap())
        .collect();
    assert_eq!(views, ["before", "after", "offline", "offline_expired"]);
    // An honest receipt that nobody dates and a backdated forgery are one to every verifier.
    assert_eq!(row(&record, "undated"), row(&record, "backdated"));
    assert_eq!(
        row(&record, "backdated")[..2],
        ["terminal_signed", "key_withdrawn"]
    );
    for (id, dated) in [
        ("approved", "acquirer_approved+dated_by_acquirer"),
        ("logged", "terminal_signed+dated_by_witness"),
        ("followed", "terminal_signed+dated_by_successor"),
        ("other_till", "terminal_signed"),
        ("new_till", "terminal_signed"),
    ] {
        assert_eq!(row(&record, id)[1], dated, "{id}");
    }
    // Whoever is offline with the old list believes the thief until it runs out, and is told so only then.
    assert_eq!(
        row(&record, "fresh_forgery")[2..],
        ["terminal_signed", "terminal_signed+list_expired"]
    );
}

#[test]
fn nobody_knows_before_the_list_is_published() {
    for (at, what) in ["terminal-stolen", "key-compromise"].iter().enumerate() {
        let desk = Desk::new(&format!("drill-published-{at}"));
        let record = drill(&desk, what, "--out d");
        let steps = list(&record, "steps");
        let published = steps
            .iter()
            .position(|s| s["ends_response"] == true)
            .unwrap();
        for step in &steps[..published] {
            assert_eq!(list(step, "changed").len(), 0, "{what} {}", step["id"]);
        }
        assert!(list(&steps[published], "changed").len() >= 4, "{what}");
    }
}

#[test]
fn a_revoked_acquirer_takes_its_statements_along_and_the_new_list_brings_the_honest_ones_back() {
    let desk = Desk::new("drill-voucher");
    let record = drill(&desk, "key-compromise", "--out d");
    assert_eq!(
        row(&record, "forged"),
        [
            "acquirer_approved",
            "voucher_withdrawn",
            "voucher_withdrawn",
            "acquirer_approved"
        ]
    );
    assert_eq!(
        row(&record, "travelling")[1..3],
        ["voucher_withdrawn", "terminal_signed"]
    );
    // Its word on results is gone for good; only stated anew it counts.
    assert_eq!(row(&record, "confirmed")[2], "terminal_signed");
    assert_eq!(row(&record, "restated")[2], "acquirer_approved");
}

#[test]
fn a_stolen_registry_key_is_believed_until_a_release_drops_it() {
    let desk = Desk::new("drill-root");
    let record = drill(&desk, "key-compromise --whose registry", "--out d");
    assert_eq!(
        row(&record, "invented"),
        [
            "issuer_unknown",
            "acquirer_approved",
            "issuer_unknown",
            "issuer_unknown"
        ]
    );
}

#[test]
fn an_outage_takes_no_level_away_and_says_how_old_the_list_is() {
    let desk = Desk::new("drill-outage");
    let record = drill(&desk, "outage", "--out d");
    for (id, level) in [("confirmed", "E2"), ("listed", "E1")] {
        let receipt = list(&record, "receipts").iter().find(|r| r["id"] == id);
        for verdict in list(receipt.unwrap(), "verdicts") {
            assert_eq!(verdict["level"], level, "{id} {}", verdict["view"]);
        }
        assert!(row(&record, id)[1].ends_with("+list_expired"), "{id}");
    }
    assert_eq!(row(&record, "new_till")[2], "terminal_signed");
}

#[test]
fn everything_is_made_up_and_says_so() {
    for (at, what) in DRILLS.iter().enumerate() {
        let desk = Desk::new(&format!("drill-sample-{at}"));
        drill(&desk, what, "--out d");
        let mut private = 0;
        for file in files(&desk.path("d")) {
            let Ok(text) = fs::read_to_string(&file) else {
                continue;
            };
            let Ok(value) = serde_json::from_str::<Value>(&text) else {
                continue;
            };
            private += usize::from(value.get("d").is_some());
            if let Some(iss) = value["iss"].as_str() {
                assert!(iss.ends_with(".example"), "{}: {iss}", file.display());
            }
        }
        assert!(private >= 7, "{what}: {private} keys");
        let id = match *what {
            "outage" => "listed",
            "terminal-stolen" => "other_till",
            _ => "confirmed",
        };
        let (_, report) = desk.verify(&format!(
            "--now 2026-11-23T01:00:00Z --trust d/published/registry.example.jwt --registry d/registry.pub.json --delegate d/published/acquirer.example.jwt d/receipts/{id}.dossier"
        ));
        assert_eq!(report["outcome"], "verified", "{what}");
        let notes = list(&report, "notes");
        assert!(notes.iter().any(|n| n == "sample"), "{what}: {notes:?}");
    }
}

#[test]
fn it_stays_away_from_keys_and_from_folders_that_exist() {
    let desk = Desk::new("drill-refused");
    fs::create_dir(desk.path("there")).unwrap();
    assert_eq!(
        desk.refused("drill outage --auto --out there"),
        "drill_folder_exists"
    );
    fs::create_dir(desk.path("safe")).unwrap();
    desk.ok(
        "keygen --iss https://pay.shop.example --role terminal --terminal T1 --out safe/till.json",
    );
    assert_eq!(
        desk.refused("drill outage --auto --out safe/drill"),
        "drill_near_keys"
    );
    desk.ok("keygen --iss https://registry.example --role registry --out anything.txt");
    assert_eq!(
        desk.refused("drill outage --auto --out new"),
        "drill_near_keys"
    );
    let names: BTreeSet<String> = files(&desk.0)
        .iter()
        .map(|f| f.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        names.iter().map(String::as_str).collect::<Vec<_>>(),
        ["anything.txt", "sale.json", "till.json"]
    );
}

#[test]
fn without_somebody_at_the_keyboard_it_asks_for_auto() {
    let desk = Desk::new("drill-alone");
    assert_eq!(desk.refused("drill outage --out d"), "usage");
    assert!(!desk.path("d").exists());
}

#[test]
fn the_record_is_one_page_in_either_language_that_needs_nothing_else() {
    let desk = Desk::new("drill-record");
    for (lang, title) in [("en", "A terminal is stolen"), ("zh-CN", "终端被盗")] {
        desk.ok(&format!(
            "drill terminal-stolen {STILL} --lang {lang} --team '<b>Li</b> | Wang' --out {lang}"
        ));
        let page = desk.read(&format!("{lang}/record.html"));
        let markdown = desk.read(&format!("{lang}/record.md"));
        assert!(page.contains(&format!("<h1>{title}</h1>")), "{lang}");
        assert!(page.contains(&format!("<html lang=\"{lang}\">")));
        assert!(page.contains("&lt;b&gt;Li&lt;/b&gt; | Wang") && !page.contains("<b>"));
        for reach in [
            "<script", "http://", "https://", "src=", "href=", "@import", "url(",
        ] {
            assert!(!page.contains(reach), "{lang}: {reach}");
        }
        assert!(markdown.starts_with(&format!("# {title}\n")));
        assert!(markdown.contains("\\| Wang"));
        // Eight receipts in four views, and no sentence missing.
        assert_eq!(page.matches("<td").count(), 9 * 3 + 8 * 5, "{lang}");
        assert!(
            !page.contains("drill.") && !markdown.contains("drill."),
            "{lang}"
        );
    }
}

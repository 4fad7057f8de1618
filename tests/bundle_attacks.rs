//! A bundle whose maker is dishonest: none of it raises a level, and each attempt has its finding and its sentence.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/bundles.rs"]
mod bundles;
#[path = "common/desk.rs"]
mod desk;

use std::fs;

use bundles::Forged;
use desk::Desk;
use serde_json::{Value, json};

const OWN: &str = "--trust list.jwt --trust merchants.jwt --registry registry.pub.json";

/// A desk on which the shop has made a bundle of its receipt.
struct Case {
    desk: Desk,
}

impl Case {
    fn of(name: &str, dossier: &str) -> Self {
        let case = Self {
            desk: Desk::registry(&format!("bundle-attack-{name}")),
        };
        case.make(OWN, dossier);
        case
    }

    fn make(&self, trust: &str, dossier: &str) {
        self.desk.ok(&format!(
            "bundle make --claim never_paid --lang en --maker Shop --side merchant --at 2026-11-22T10:00:00Z {trust} -o case.zip {dossier}"
        ));
    }

    fn files(&self) -> Forged {
        Forged::of(&fs::read(self.desk.path("case.zip")).unwrap())
    }

    /// What a reader with `trust` finds in the files.
    fn read_with(&self, files: &Forged, trust: &str) -> Found {
        fs::write(self.desk.path("forged.zip"), files.pack()).unwrap();
        let line = format!("bundle verify {trust} --now 2026-11-22T11:00:00Z forged.zip");
        let output = self.desk.run(&format!("{line} --json"));
        let said = |lang: &str| {
            let told = self.desk.run(&format!("{line} --lang {lang}"));
            String::from_utf8(told.stdout).unwrap()
        };
        Found {
            code: output.status.code().unwrap(),
            answer: serde_json::from_slice(&output.stdout)
                .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr))),
            english: said("en"),
            chinese: said("zh-CN"),
        }
    }

    fn read(&self, files: &Forged) -> Found {
        self.read_with(files, OWN)
    }
}

struct Found {
    code: i32,
    answer: Value,
    english: String,
    chinese: String,
}

impl Found {
    fn level(&self) -> (&str, &str) {
        let text = |value: &'_ Value| -> &'static str {
            Box::leak(value.as_str().unwrap_or("none").to_owned().into_boxed_str())
        };
        (
            text(&self.answer["reports"][0]["level"]),
            text(&self.answer["answer"]["level"]),
        )
    }

    fn finding(&self, code: &str) -> Option<&Value> {
        let findings = self.answer["findings"].as_array().unwrap();
        findings.iter().find(|f| f["code"] == code)
    }

    /// The finding is there, with this outcome, and both languages say it in words.
    #[track_caller]
    fn says(&self, code: &str, outcome: &str) {
        let finding = self.finding(code);
        let finding =
            finding.unwrap_or_else(|| panic!("{code} is not in {}", self.answer["findings"]));
        assert_eq!(finding["outcome"], outcome, "{code}");
        for text in [&self.english, &self.chinese] {
            assert!(!text.contains("bundle.finding."), "{text}");
            // No parameter was left out; an escape is none.
            let left = text.replace("\\u{", "");
            assert!(!left.contains('{'), "{text}");
        }
    }
}

const FORGED_ANSWER: &str = "confirmed";

#[test]
fn a_report_that_lies_with_a_manifest_that_fits() {
    let case = Case::of("report", "e1");
    let mut files = case.files();
    files.change("report.json", |reports| {
        reports[0]["level"] = json!("E5");
        reports[0]["code"] = json!("acquirer_approved");
        reports[0]["status"] = json!("approved");
    });
    let found = case.read(files.list_again());
    assert_eq!((found.code, found.level()), (1, ("E1", "E1")));
    found.says("bundle_report_differs", "conflict");
    assert!(
        found
            .english
            .contains("Found here: “Signed by the shop” (E1)")
            || found.english.contains("(E1). Only the latter counts"),
        "{}",
        found.english
    );
    assert!(found.finding("bundle_hash_mismatch").is_none());
}

#[test]
fn an_answer_that_lies_with_a_manifest_that_fits() {
    let case = Case::of("answer", "e1");
    let mut files = case.files();
    files.change("answer.json", |answer| {
        answer["answer"] = json!(FORGED_ANSWER);
        answer["code"] = json!("approved");
        answer["sentence"] = json!("never_paid.approved");
        answer["level"] = json!("E2");
    });
    let found = case.read(files.list_again());
    assert_eq!((found.code, found.level()), (1, ("E1", "E1")));
    assert_eq!(found.answer["answer"]["answer"], "not_shown");
    found.says("bundle_answer_differs", "conflict");
}

#[test]
fn a_page_that_lies_with_a_manifest_that_fits() {
    let case = Case::of("page", "e1");
    for path in ["report.html", "readme.txt"] {
        let mut files = case.files();
        let text = files.text(path) + "The bank confirms everything.";
        files.set(path, text);
        let found = case.read(files.list_again());
        assert_eq!((found.code, found.level()), (1, ("E1", "E1")));
        found.says("bundle_html_differs", "conflict");
        assert_eq!(
            found.finding("bundle_html_differs").unwrap()["params"]["path"],
            path
        );
    }
}

#[test]
fn a_page_of_another_edition_is_not_called_the_same() {
    let case = Case::of("edition", "e1");
    let mut files = case.files();
    files.set("report.html", "<h1>The bank confirms everything</h1>");
    files.change("manifest.json", |manifest| {
        manifest["tool"]["words"] = json!("0".repeat(64))
    });
    let found = case.read(files.list_again());
    assert_eq!(found.level(), ("E1", "E1"));
    found.says("bundle_html_not_compared", "warn");
    assert!(
        found.english.contains("says of itself"),
        "{}",
        found.english
    );
    // The reader's own verifier writes a page from what it found.
    fs::write(case.desk.path("forged.zip"), files.pack()).unwrap();
    case.desk.ok(&format!(
        "bundle verify {OWN} --lang en --now 2026-11-22T11:00:00Z --page anew.html forged.zip"
    ));
    let page = case.desk.read("anew.html");
    assert!(
        page.contains(
            "Written anew by the reader’s verifier from a file that <bdi>Shop</bdi> made"
        ),
        "{page}"
    );
    assert!(!page.contains("The bank confirms everything") && page.contains("E1 · The shop alone"));
}

#[test]
fn a_file_changed_after_the_manifest_was_written() {
    let case = Case::of("hash", "e2");
    for path in ["report.html", "dossiers/1.txt", "trust/1.jwt"] {
        let mut files = case.files();
        let text = files.text(path) + "\n";
        files.set(path, text);
        let found = case.read(&files);
        found.says("bundle_hash_mismatch", "conflict");
        assert_eq!((found.code, found.level().0), (1, "E2"));
    }
}

#[test]
fn another_dossier_in_its_place() {
    let case = Case::of("swapped", "e2");
    let mut draft = case.desk.json("sale.json");
    draft["number"] = json!("20261122-000999");
    draft["terminal"]["counter"] = json!(48_299);
    case.desk.write("other.json", &draft.to_string());
    case.desk.save("other", "issue --key till.json other.json");
    let mut files = case.files();
    files.set("dossiers/1.txt", case.desk.read("other"));
    let found = case.read(&files);
    found.says("bundle_hash_mismatch", "conflict");
    let found = case.read(files.list_again());
    assert_eq!((found.code, found.level()), (1, ("E1", "E1")));
    found.says("bundle_report_differs", "conflict");
    found.says("bundle_answer_differs", "conflict");
}

#[test]
fn a_receipt_with_a_line_edited() {
    let case = Case::of("edited", "e2");
    let mut files = case.files();
    let dossier = files.text("dossiers/1.txt");
    let (head, tail) = dossier.split_once('.').unwrap();
    // One letter of the payload.
    let other = if tail.as_bytes()[40] == b'A' {
        "B"
    } else {
        "A"
    };
    let changed = format!("{head}.{}{other}{}", &tail[..40], &tail[41..]);
    files.set("dossiers/1.txt", changed);
    let found = case.read(files.list_again());
    assert_eq!((found.code, found.level().0), (1, "E0"));
    assert_eq!(found.answer["reports"][0]["outcome"], "rejected");
    assert!(found.answer["reports"][0]["receipt"].is_null());
    found.says("bundle_report_differs", "conflict");
}

/// A list of the shop's own making, in which it is its own acquirer, and a dossier to go with it.
fn strangers(desk: &Desk) {
    for line in [
        "keygen --iss https://friend.example --role registry --out friend.json",
        "trust pin --key friend.json --name Friend --out friend.pub.json",
        "keygen --iss https://friendly.example --role acquirer --out friendly.json --public friendly.pub.json",
        "keygen --iss https://pay.tenghui.example --role terminal --terminal 10023317 --merchant 898330154110042 --out own.json --public own.pub.json",
        "trust init --iss https://friend.example --name Friend own-list.json",
        "trust add --key own.pub.json --name 'Tenghui Tea' --party SHOP --acquirer https://friendly.example own-list.json",
        "trust add --key friendly.pub.json --name 'Great Bank' --party BANK own-list.json",
        "trust sign --key friend.json --now 2026-11-22T09:00:00Z --out own-list.jwt own-list.json",
    ] {
        desk.ok(line);
    }
    desk.save("own-e1", "issue --key own.json sale.json");
    desk.save(
        "own-e2",
        "status --key friendly.json --event approved --at 2026-11-22T09:35:13Z --signed-at 2026-11-22T09:36:00Z own-e1",
    );
}

#[test]
fn an_own_trust_list_that_nobody_signed() {
    let case = Case::of("bare", "e1");
    strangers(&case.desk);
    case.make("--trust own-list.json", "own-e2");
    // The maker says that a pinned registry made it.
    let mut files = case.files();
    files.change("manifest.json", |manifest| {
        for file in manifest["files"].as_array_mut().unwrap() {
            if file["kind"] == "trust" {
                file["provenance"] = json!("pinned");
            }
        }
    });
    let found = case.read(&files);
    assert_eq!((found.code, found.level().0), (1, "E0"));
    assert_eq!(found.answer["reports"][0]["outcome"], "unknown_signer");
    found.says("bundle_list_bare", "info");
    found.says("bundle_report_differs", "conflict");
}

#[test]
fn an_own_trust_list_signed_by_a_stranger() {
    let case = Case::of("stranger", "e1");
    strangers(&case.desk);
    case.make("--trust own-list.jwt --registry friend.pub.json", "own-e2");
    assert_eq!(case.files().json("report.json")[0]["level"], "E2");
    let found = case.read(&case.files());
    assert_eq!((found.code, found.level().0), (1, "E0"));
    assert_eq!(found.answer["reports"][0]["outcome"], "unknown_signer");
    found.says("bundle_list_unknown", "warn");
}

#[test]
fn an_own_trust_list_under_the_name_of_a_registry_that_the_reader_knows() {
    let case = Case::of("borrowed", "e1");
    strangers(&case.desk);
    for line in [
        "keygen --iss https://registry.example --role registry --out false.json",
        "trust pin --key false.json --name Registry --out false.pub.json",
        "trust init --iss https://registry.example --name Registry false-list.json",
        "trust add --key own.pub.json --name 'Tenghui Tea' --party SHOP --acquirer https://friendly.example false-list.json",
        "trust add --key friendly.pub.json --name 'Great Bank' --party BANK false-list.json",
        "trust sign --key false.json --now 2026-11-22T09:30:00Z --sequence 900 --out false-list.jwt false-list.json",
    ] {
        case.desk.ok(line);
    }
    case.make("--trust false-list.jwt --registry false.pub.json", "own-e2");
    let found = case.read(&case.files());
    assert_eq!((found.code, found.level().0), (1, "E0"));
    found.says("bundle_list_refused", "conflict");
    assert_eq!(
        found.finding("bundle_list_refused").unwrap()["params"]["reason"],
        "list_signature_invalid"
    );
}

#[test]
fn an_old_list_from_before_a_key_was_withdrawn() {
    let case = Case::of("older", "e1");
    let desk = &case.desk;
    desk.ok("trust add --key till.pub.json --name 'Tenghui Tea' --party SHOP trust.json");
    desk.ok("trust sign --key registry.json --now 2026-11-22T09:10:00Z --sequence 2 --out older.jwt trust.json");
    desk.ok("trust revoke --key till.pub.json --reason stolen --since 2026-11-22T09:00:00Z --now 2026-11-22T10:30:00Z trust.json");
    desk.ok("trust sign --key registry.json --now 2026-11-22T10:40:00Z --sequence 3 --out newer.jwt trust.json");
    case.make("--trust older.jwt --registry registry.pub.json", "e1");
    let files = case.files();
    assert_eq!(files.json("report.json")[0]["level"], "E1");
    let found = case.read_with(&files, "--trust newer.jwt --registry registry.pub.json");
    assert_eq!(found.answer["reports"][0]["code"], "key_withdrawn");
    assert_eq!(found.level().0, "E0");
    found.says("bundle_list_older", "warn");
    found.says("bundle_report_differs", "conflict");
    // A reader who remembers only the number.
    let found = case.read_with(&files, "--registry registry.pub.json --min-sequence 3");
    assert_eq!(found.level().0, "E0");
    found.says("bundle_list_older", "warn");
    // The other way round: the newer list of a registry that the reader knows does count.
    case.make("--trust newer.jwt --registry registry.pub.json", "e1");
    let found = case.read_with(
        &case.files(),
        "--trust older.jwt --registry registry.pub.json",
    );
    assert_eq!(found.answer["reports"][0]["code"], "key_withdrawn");
    found.says("bundle_list_used", "info");
}

#[test]
fn files_beyond_the_manifest() {
    let case = Case::of("unlisted", "e1");
    let mut files = case.files();
    files.set("dossiers/2.txt", case.desk.read("e2"));
    files.set("confirmation.pdf", "The bank confirms everything");
    let found = case.read(&files);
    assert_eq!((found.code, found.level()), (1, ("E1", "E1")));
    assert_eq!(found.answer["reports"].as_array().unwrap().len(), 1);
    found.says("bundle_file_unlisted", "conflict");
}

#[test]
fn files_that_are_listed_and_gone() {
    let case = Case::of("missing", "e2");
    let mut files = case.files();
    files.remove("trust/1.jwt");
    files.remove("report.html");
    let found = case.read(&files);
    assert_eq!((found.code, found.level().0), (1, "E2"));
    found.says("bundle_file_missing", "conflict");
    files.remove("report.json");
    let found = case.read(files.list_again());
    found.says("bundle_report_missing", "info");
    assert_eq!(found.level().0, "E2");
}

#[test]
fn files_that_are_not_what_they_are_listed_as() {
    let case = Case::of("kinds", "e2");
    let mut files = case.files();
    files.set("report.json", "{}");
    files.set("case.json", "[1, 1.5]");
    let found = case.read(files.list_again());
    found.says("bundle_part_unreadable", "conflict");
    assert_eq!((found.code, found.level().0), (1, "E2"));
}

#[test]
fn manifests_that_are_none() {
    let case = Case::of("manifest", "e1");
    let refused = |change: &dyn Fn(&mut Forged)| {
        let mut files = case.files();
        change(&mut files);
        fs::write(case.desk.path("forged.zip"), files.pack()).unwrap();
        case.desk
            .refused(&format!("bundle verify {OWN} forged.zip"))
    };
    let twice = |files: &mut Forged| {
        let text = files
            .text("manifest.json")
            .replacen('{', "{\"version\": 1,", 1);
        files.set("manifest.json", text);
    };
    let changes: [&dyn Fn(&mut Forged); 8] = [
        &|files| files.remove("manifest.json"),
        &|files| files.set("manifest.json", "{}"),
        &twice,
        &|files| files.change("manifest.json", |m| m["version"] = json!(2)),
        &|files| {
            files.change("manifest.json", |m| {
                m["files"][0]["path"] = json!("../../etc/passwd")
            })
        },
        &|files| {
            files.change("manifest.json", |m| {
                m["files"][0]["kind"] = json!("dossier")
            })
        },
        &|files| files.change("manifest.json", |m| m["files"][1] = m["files"][0].clone()),
        &|files| files.change("manifest.json", |m| m["files"] = json!([])),
    ];
    for (at, change) in changes.iter().enumerate() {
        assert_eq!(refused(change), "bundle_manifest_invalid", "{at}");
    }
}

#[test]
fn members_that_nobody_reads() {
    let case = Case::of("members", "e1");
    type Change<'a> = (&'a str, &'a str, &'a dyn Fn(&mut Value));
    let changes: [Change; 4] = [
        ("case.json", "entires", &|file| file["entires"] = json!([])),
        (
            "case.json",
            "sign",
            &|file| {
                file["entries"] =
                    json!([{"at": 1, "kind": "note", "by": null, "text": "x", "sign": "y"}])
            },
        ),
        ("manifest.json", "attachm", &|file| {
            file["attachm"] = json!([])
        }),
        ("manifest.json", "bank", &|file| {
            file["maker"]["bank"] = json!("confirmed")
        }),
    ];
    for (path, member, change) in changes {
        let mut files = case.files();
        files.change(path, change);
        if path == "case.json" {
            files.list_again();
        }
        let found = case.read(&files);
        found.says("bundle_member_unknown", "warn");
        let params = &found.finding("bundle_member_unknown").unwrap()["params"];
        assert_eq!(
            (&params["path"], &params["member"]),
            (&json!(path), &json!(member))
        );
        assert_eq!(found.level().0, "E1");
    }
    let found = case.read(&case.files());
    assert!(found.finding("bundle_member_unknown").is_none());
}

#[test]
fn a_line_of_a_statement_file_that_the_maker_wrote() {
    let case = Case::of("line", "e2");
    let mut files = case.files();
    let digest = files.json("report.json")[0]["digest"].clone();
    let line = json!({"supplied_by": "customer", "name": "bank.csv", "size": 10, "sha256": "0".repeat(64), "facts": {}, "matches": [
        {"digest": digest, "grade": "G1", "matched": ["reference", "amount", "date"], "differs": [], "unknown": [], "direction": "debit", "status": "booked", "candidates": 1, "twins": 0,
         "line": {"date": "2026-11-22", "time": null, "amount": 18_650, "currency": "CNY", "name": "TENGHUI", "method": null, "references": [], "row": 1},
         "coverage": {"from": "2026-11-01", "to": "2026-11-30", "covers": true, "open": false}, "notes": []}]});
    files.set("statement-line.json", line.to_string());
    files.change("answer.json", |answer| answer["level"] = json!("E4"));
    let found = case.read(files.list_again());
    assert_eq!(found.level(), ("E2", "E2"));
    found.says("bundle_line_unsigned", "info");
    found.says("bundle_line_not_counted", "info");
}

#[test]
fn answers_that_the_maker_gave_itself() {
    let case = Case::of("answers", "e2");
    let mut files = case.files();
    files.change("case.json", |file| {
        file["answers"] = json!({"last4": "4417", "card_state": "with_me"})
    });
    let found = case.read(files.list_again());
    assert_eq!(found.level(), ("E2", "E2"));
    found.says("bundle_answers_told", "info");
    assert_eq!(
        found.finding("bundle_answers_told").unwrap()["params"]["names"],
        "last4, card_state"
    );
}

#[test]
fn a_page_whose_codes_open_the_makers_own_verifier() {
    let case = Case::of("base", "e1");
    let mut files = case.files();
    files.change("manifest.json", |manifest| {
        manifest["link_base"] = json!("https://shop.example/verified/")
    });
    let code = |files: &Forged| {
        fs::write(case.desk.path("forged.zip"), files.pack()).unwrap();
        case.desk.run(&format!(
            "bundle verify {OWN} --lang en --now 2026-11-22T11:00:00Z --page anew.html forged.zip"
        ));
        let page = case.desk.read("anew.html");
        let svg = page.split("<svg").nth(1).unwrap();
        svg.split("</svg>").next().unwrap().to_owned()
    };
    // The code of a page that the reader's verifier writes is the reader's, whatever the bundle says.
    assert_eq!(code(&case.files()), code(&files));
}

#[test]
fn a_date_from_the_future() {
    let case = Case::of("future", "e1");
    let mut files = case.files();
    files.change("manifest.json", |manifest| {
        manifest["made_at"] = json!(1_900_000_000)
    });
    let found = case.read(&files);
    found.says("bundle_made_later", "warn");
    assert_eq!(found.level().0, "E1");
}

#[test]
fn a_makers_name_with_markup_direction_and_a_card_number() {
    let case = Case::of("name", "e1");
    let mut files = case.files();
    files.change("manifest.json", |manifest| {
        manifest["maker"]["name"] =
            json!("<script>x</script>\u{202e}\u{1b}[31m 4111 1111 1111 1111");
    });
    let found = case.read(&files);
    found.says("bundle_card_data", "warn");
    for text in [&found.english, &found.chinese] {
        assert!(
            !text.contains('\u{202e}') && !text.contains('\u{1b}') && !text.contains("4111 1111"),
            "{text}"
        );
    }
}

#[test]
fn statements_glued_to_the_dossier_inside() {
    let case = Case::of("glued", "e1");
    strangers(&case.desk);
    let mut files = case.files();
    // The stranger's word that it was approved, about this very receipt.
    case.desk.save(
        "glued",
        "status --key friendly.json --event approved --at 2026-11-22T09:35:13Z --signed-at 2026-11-22T09:36:00Z e1",
    );
    files.set("dossiers/1.txt", case.desk.read("glued"));
    let found = case.read(files.list_again());
    assert_eq!(found.level(), ("E1", "E1"));
    assert_eq!(
        found.answer["reports"][0]["ignored"][0]["code"],
        "issuer_unknown"
    );
}

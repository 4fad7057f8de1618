//! What is written: the same bytes everywhere, a page that is text and nothing else, elements checked, and nothing that may not leave.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/bundles.rs"]
mod bundles;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use bundles::Forged;
use receipt_verifier::bundle::{self, BundleError, sha256_hex};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

const INPUT: &str = include_str!("vectors/bundle/input.json");
const WORDS: &str = include_str!("vectors/bundle/words.json");

type Change = dyn Fn(&mut Value);

fn sentences(language: &str) -> String {
    let file = |name: &str| {
        let root = env!("CARGO_MANIFEST_DIR");
        std::fs::read_to_string(format!("{root}/locales/{language}/{name}.json")).unwrap()
    };
    format!("[{},{},{}]", file("verdict"), file("claim"), file("bundle"))
}

fn input(change: impl Fn(&mut Value)) -> String {
    let mut input: Value = serde_json::from_str(INPUT).unwrap();
    change(&mut input);
    input.to_string()
}

fn made(change: impl Fn(&mut Value)) -> Forged {
    Forged::of(&bundle::make(&input(change), &sentences("en")).unwrap())
}

fn refused(change: impl Fn(&mut Value)) -> BundleError {
    let made = bundle::make(&input(change), &sentences("en"));
    made.map(|_| ()).unwrap_err()
}

fn element(files: &Forged, code: &str) -> Value {
    let profile = files.json("profile.json");
    let elements = profile["elements"].as_array().unwrap();
    elements.iter().find(|e| e["code"] == code).unwrap().clone()
}

#[test]
fn the_bytes_are_those_that_the_wasm_module_writes() {
    let bytes = bundle::make(INPUT, WORDS).unwrap();
    // src/web/bundle.rs holds its own bytes against the same sum.
    let known = include_str!("vectors/bundle/sha256.txt").trim();
    assert_eq!(sha256_hex(&bytes), known);
}

#[test]
fn the_manifest_has_every_file_and_its_hash() {
    let files = made(|_| {});
    let manifest = files.json("manifest.json");
    let listed = manifest["files"].as_array().unwrap();
    assert_eq!(listed.len(), files.0.len() - 1);
    for file in listed {
        let bytes = files.bytes(file["path"].as_str().unwrap());
        assert_eq!(file["sha256"], sha256_hex(bytes));
        assert_eq!(file["size"], bytes.len());
    }
}

#[test]
fn the_page_begins_with_its_maker_and_has_no_script() {
    let page = made(|_| {}).text("report.html");
    let body = page.split("<body>").nth(1).unwrap();
    assert!(
        body.trim_start().starts_with(
            "<p class=\"maker\">Made by <bdi>腾辉茶叶店</bdi>; re-check in your own verifier</p>"
        ),
        "{body}"
    );
    for word in [
        "<script",
        "javascript:",
        "href",
        "src=",
        "<link",
        "<form",
        "<iframe",
        "@import",
        "url(",
        " on",
        "style=",
    ] {
        let found = page.match_indices(word).find(|(at, _)| {
            word != " on"
                || page[at + 3..]
                    .split('=')
                    .next()
                    .is_some_and(|n| n.len() < 12 && n.bytes().all(|b| b.is_ascii_lowercase()))
        });
        assert!(found.is_none(), "{word}");
    }
}

#[test]
fn the_policy_of_the_page_allows_its_own_style_alone() {
    let page = made(|_| {}).text("report.html");
    let policy = page
        .split("http-equiv=\"Content-Security-Policy\" content=\"")
        .nth(1)
        .unwrap();
    let policy = policy.split('"').next().unwrap().replace("&#39;", "'");
    let style = page
        .split("<style>")
        .nth(1)
        .unwrap()
        .split("</style>")
        .next()
        .unwrap();
    let hash = STANDARD.encode(Sha256::digest(style.as_bytes()));
    assert_eq!(
        policy,
        format!(
            "default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'"
        )
    );
    assert_eq!(page.matches("<style>").count(), 1);
}

#[test]
fn whatever_somebody_wrote_is_text() {
    let hostile = "<img src=x onerror=alert(1)>&\"'\u{202e}evil\u{2066}";
    let files = made(|input| {
        input["maker"]["name"] = json!(hostile);
        input["attachments"][0]["name"] = json!(hostile);
        input["attachments"][0]["note"] = json!(hostile);
        input["case"]["entries"][0]["text"] = json!(hostile);
        input["profile_answers"]["recording"] = json!(hostile);
        input["line"]["name"] = json!(hostile);
        input["line"]["matches"][0]["line"]["name"] = json!(hostile);
        input["reports"][0]["receipt"]["merchant"]["trading_name"] = json!(hostile);
        input["reports"][0]["code"] = json!(hostile);
        input["reports"][0]["params"]["shop"] = json!(hostile);
        input["reports"][0]["level"] = json!(hostile);
        input["reports"][0]["signers"][0]["kid"] = json!(hostile);
        input["reports"][0]["vouching"]["chain"][0]["name"] = json!(hostile);
        input["reports"][0]["acknowledgements"] = json!([{"verdict": hostile, "iss": hostile, "at": 1, "counts": false, "code": hostile}]);
        input["reports"][0]["settlements"] =
            json!([{"state": hostile, "remedy": hostile, "facts": [hostile], "due": hostile}]);
        input["answer"]["by"] = json!([{"role": hostile, "name": hostile, "iss": hostile}]);
        input["answer"]["sentence"] = json!(hostile);
        input["answer"]["facts"] =
            json!([{"code": hostile, "outcome": hostile, "params": {"x": hostile}}]);
        input["answer"]["conflicts"] =
            json!([{"field": hostile, "values": [{"source": hostile, "value": hostile}]}]);
    });
    let page = files.text("report.html");
    assert!(!page.contains("<img"), "markup");
    assert!(page.contains("&lt;img src=x onerror=alert(1)&gt;&amp;&quot;&#39;"));
    for path in ["report.html", "profile.txt", "readme.txt"] {
        let text = files.text(path);
        assert!(
            !text.contains('\u{202e}') && !text.contains('\u{2066}'),
            "{path}"
        );
    }
}

/// A receipt with a number in a member of its own, whoever signed it.
fn planted(dossier: &str, number: &str) -> String {
    let mut segments: Vec<String> = dossier.splitn(3, '.').map(str::to_owned).collect();
    let mut payload: Value =
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(&segments[1]).unwrap()).unwrap();
    payload["note"] = json!(number);
    segments[1] = URL_SAFE_NO_PAD.encode(payload.to_string());
    segments.join(".")
}

#[test]
fn card_data_is_refused_wherever_it_stands() {
    const PAN: &str = "4111 1111 1111 1111";
    let cases: [(&str, &Change); 9] = [
        ("maker.name", &|i| i["maker"]["name"] = json!(PAN)),
        ("attachments.0.name", &|i| {
            i["attachments"][0]["name"] = json!(PAN)
        }),
        ("attachments.0.note", &|i| {
            i["attachments"][0]["note"] = json!("CVV 123")
        }),
        ("case.entries.0.text", &|i| {
            i["case"]["entries"][0]["text"] = json!(PAN)
        }),
        ("profile_answers.recording", &|i| {
            i["profile_answers"]["recording"] = json!(PAN)
        }),
        ("line.name", &|i| i["line"]["name"] = json!(PAN)),
        ("line.matches.line.name", &|i| {
            i["line"]["matches"][0]["line"]["name"] = json!(PAN)
        }),
        ("lists.0.name", &|i| {
            i["lists"][0]["text"] =
                json!(json!({"version": 1, "name": PAN, "issuers": []}).to_string())
        }),
        ("dossiers.0.note", &|i| {
            i["dossiers"][0] = json!(planted(i["dossiers"][0].as_str().unwrap(), PAN))
        }),
    ];
    for (member, change) in cases {
        let made = bundle::make(&input(change), &sentences("en")).map(|_| ());
        assert_eq!(made, Err(BundleError::CardData(member.to_owned())));
    }
}

#[test]
fn what_is_missing_or_of_another_kind_is_named() {
    let cases: [(&str, &Change); 12] = [
        ("maker", &|i| i["maker"] = json!(null)),
        ("maker.name", &|i| i["maker"]["name"] = json!(" ")),
        ("maker.side", &|i| i["maker"]["side"] = json!("bank")),
        ("made_at", &|i| i["made_at"] = json!(-1)),
        ("utc_offset", &|i| i["utc_offset"] = json!(5_000)),
        ("language", &|i| i["language"] = json!("fr")),
        ("dossiers", &|i| i["dossiers"] = json!(["hello"])),
        ("reports", &|i| i["reports"] = json!([])),
        ("attachments.sha256", &|i| {
            i["attachments"][0]["sha256"] = json!("A".repeat(64))
        }),
        ("attachments.to", &|i| i["attachments"][0]["to"] = json!(1)),
        ("case.claim", &|i| i["case"]["claim"] = json!("won")),
        ("link_base", &|i| i["link_base"] = json!("https://x/#")),
    ];
    for (member, change) in cases {
        assert_eq!(refused(change), BundleError::Input(member.to_owned()));
    }
}

#[test]
fn the_retrieval_request_checks_the_eight_elements_of_the_slip() {
    let files = made(|_| {});
    let present = [
        ("slip_date", "2026-11-22"),
        ("slip_time", "17:35:12 UTC+08:00"),
        ("slip_amount", "CNY 186.50"),
        ("slip_kind", "sale"),
        ("slip_reference", "632611884213"),
        ("slip_merchant", "腾辉茶叶店 · 898330154110042"),
    ];
    for (code, value) in present {
        assert_eq!(element(&files, code)["state"], "present", "{code}");
        assert_eq!(element(&files, code)["value"], value);
    }
    for code in ["original_slip", "slip_card_number", "slip_signature"] {
        assert_eq!(element(&files, code)["state"], "attach", "{code}");
    }
    let warnings = files.json("profile.json")["warnings"].clone();
    for code in ["original_slip_asked", "reprint_refused", "retrieval_window"] {
        assert!(
            warnings.as_array().unwrap().contains(&json!(code)),
            "{code}"
        );
    }
    let text = files.text("profile.txt");
    assert!(
        text.contains("Reprints may not be taken")
            && text.contains("Ask your acquirer which holds"),
        "{text}"
    );
    let without = made(|i| i["reports"][0]["receipt"]["authorisation"]["rrn"] = json!(null));
    assert_eq!(element(&without, "slip_reference")["state"], "missing");
}

#[test]
fn compelling_evidence_is_for_cards_that_were_absent() {
    let with_mode = |mode: Value| {
        made(|i| {
            i["profile"] = json!("visa_10_4_ce3");
            i["profile_answers"] = json!({});
            i["reports"][0]["receipt"]["card"]["entry_mode"] = mode.clone();
            i["reports"][0]["receipt"]["card"]["network"] = json!("visa");
        })
    };
    let at_counter = with_mode(json!("contactless")).json("profile.json");
    assert_eq!(at_counter["applies"], false);
    assert_eq!(at_counter["warnings"][0], "other_presence");
    for element in at_counter["elements"].as_array().unwrap() {
        assert_eq!(element["state"], "not_applicable");
        assert_eq!(element["value"], json!(null));
    }
    let online = with_mode(json!("ecom"));
    assert_eq!(online.json("profile.json")["applies"], true);
    assert_eq!(element(&online, "prior_transactions")["state"], "attach");
    assert_eq!(element(&online, "amount")["state"], "present");
    let unknown = with_mode(json!(null)).json("profile.json");
    assert_eq!(
        (&unknown["applies"], &unknown["warnings"][0]),
        (&json!(null), &json!("presence_unknown"))
    );
}

#[test]
fn stripes_texts_are_counted_against_its_limit() {
    let counted = |name: String| {
        made(|i| {
            i["profile"] = json!("stripe");
            i["profile_answers"] = json!({});
            i["reports"][0]["receipt"]["items"] = json!([{"name": name, "total": 1}]);
        })
        .json("profile.json")
    };
    let short = counted("茶".to_owned());
    let length = short["text_length"].as_u64().unwrap();
    assert!(length > 100, "{length}");
    assert!(
        !short["warnings"]
            .as_array()
            .unwrap()
            .contains(&json!("stripe_too_long"))
    );
    let long = counted("茶".repeat(150_000));
    assert_eq!(long["text_length"].as_u64().unwrap(), length + 149_999);
    assert_eq!(long["warnings"][0], "stripe_too_long");
}

#[test]
fn an_unverified_receipt_fills_no_element() {
    let files = made(|i| {
        i["reports"][0]["outcome"] = json!("unknown_signer");
        i["profile"] = json!("court_cn");
        i["profile_answers"] = json!({});
    });
    assert_eq!(
        files.json("profile.json")["warnings"][0],
        "receipt_unverified"
    );
    for code in ["amount", "shop", "date"] {
        assert_eq!(element(&files, code)["state"], "missing", "{code}");
    }
    assert!(!files.text("report.html").contains("20261122-000317"));
}

#[test]
fn sample_rows_of_a_guess_stay_behind() {
    let files = made(|i| {
        i["line"]["facts"]["columns"] =
            json!({"sure": false, "sample": [["SOMEBODY ELSE"]], "header": ["x"]})
    });
    assert_eq!(
        files.json("statement-line.json")["facts"]["columns"],
        json!({"sure": false})
    );
}

#[test]
fn a_page_shows_acknowledgements_and_settlements() {
    let page = made(|i| {
        i["reports"][0]["acknowledgements"] = json!([
            {"verdict": "mine", "at": 1_795_340_200, "iss": "https://verify.example", "kid": "k", "method": "passkey", "backed_up": true, "bound": "list", "by": {"name": "Customers of Bank I"}, "tied": "last4", "counts": true, "code": null},
            {"verdict": "not_recognised", "at": 1_795_340_300, "iss": "https://verify.example", "kid": "k", "method": "device_key", "bound": "none", "by": null, "tied": null, "counts": false, "code": "ack_key_unidentified"},
        ]);
        i["reports"][0]["settlements"] = json!([{"state": "proposed", "remedy": "partial_refund", "amount": 5_000, "currency": "CNY", "exponent": 2, "due": 1_795_400_000, "facts": ["one <cup> was broken"],
            "first": {"side": "merchant", "at": 1_795_340_400, "bound": "shop", "by": {"name": "Tea shop"}}, "second": null, "code": null}]);
    })
    .text("report.html");
    let words: Value = serde_json::from_str(include_str!("../locales/en/verdict.json")).unwrap();
    // By their keys: others word these sentences.
    for key in [
        "ack.mine",
        "ack_tied.last4",
        "ack_key.passkey_backed_up",
        "ack.not_recognised",
        "ack_bound.none",
        "ack_key.device_key",
        "ack_code.ack_key_unidentified",
        "ack_limit.not_a_person",
        "settlement.proposed",
        "settlement_limit.rights",
    ] {
        assert!(page.contains(words[key].as_str().unwrap()), "{key}");
    }
    for said in [
        "<bdi>Customers of Bank I</bdi>",
        "Answers by keys that nobody ties to the customer",
        "Listed only: it lifts nothing.",
        "Not an agreement",
        "<bdi>CNY 50.00</bdi>",
        "one &lt;cup&gt; was broken",
    ] {
        assert!(page.contains(said), "{said}");
    }
    let body = page.split("</style>").nth(1).unwrap();
    for raw in ["ack.", "ack_", "settlement.", "settlement_", "bundle."] {
        assert!(!body.contains(raw), "{raw}");
    }
}

fn with_answers(acks: &Value, settlements: &Value) -> Forged {
    made(|i| {
        i["profile"] = json!("court_cn");
        i["profile_answers"] = json!({});
        i["reports"][0]["acknowledgements"] = acks.clone();
        i["reports"][0]["settlements"] = settlements.clone();
    })
}

#[test]
fn an_answer_of_a_key_that_nobody_ties_to_the_customer_ticks_nothing() {
    let unidentified = json!({"verdict": "mine", "at": 1, "iss": "https://shop.example", "bound": "none", "by": null, "tied": null, "counts": false, "code": "ack_key_unidentified"});
    let own = json!({"verdict": "mine", "at": 1, "iss": "https://shop.example", "bound": "own", "by": null, "tied": "own", "counts": false, "code": null});
    for ack in [unidentified, own] {
        let files = with_answers(&json!([ack]), &json!([]));
        assert_eq!(element(&files, "acknowledgement")["state"], "missing");
        let page = files.text("report.html");
        assert!(page.contains("Answers by keys that nobody ties to the customer"));
        assert!(!page.contains("<h3>Answers signed with a customer’s key</h3>"));
    }
}

#[test]
fn every_identified_answer_is_shown_denials_too() {
    let answer = |verdict: &str, counts: bool| json!({"verdict": verdict, "at": 1, "iss": "https://verify.example", "bound": "statement", "by": {"name": "Bank I"}, "tied": "receipt", "counts": counts, "code": null});
    let files = with_answers(
        &json!([answer("mine", true), answer("not_recognised", false)]),
        &json!([]),
    );
    let element = element(&files, "acknowledgement");
    assert_eq!(element["state"], "present");
    let value = element["value"].as_str().unwrap();
    assert!(
        value.contains("This receipt is mine.")
            && value.contains("I don’t recognise this receipt."),
        "{value}"
    );
    assert!(
        value.contains("It is tied to this very receipt."),
        "{value}"
    );
}

#[test]
fn only_what_both_sides_signed_is_an_agreement() {
    let with_state = |state: &str| {
        with_answers(
            &json!([]),
            &json!([{"state": state, "remedy": "partial_refund", "amount": 5_000, "currency": "CNY", "exponent": 2, "due": null, "facts": ["double charge"],
            "first": {"side": "merchant", "at": 1, "bound": "shop", "by": {"name": "Tea shop"}}, "second": null, "code": null}]),
        )
    };
    for state in ["proposed", "unidentified", "one_side_unidentified"] {
        let files = with_state(state);
        assert_eq!(element(&files, "settlement")["state"], "missing", "{state}");
        let page = files.text("report.html");
        assert!(
            page.contains("Not an agreement") && !page.contains("What both sides signed"),
            "{state}"
        );
    }
    let agreed = with_state("agreed");
    assert_eq!(element(&agreed, "settlement")["state"], "present");
    assert!(
        agreed
            .text("report.html")
            .contains("<h3>What both sides signed</h3>")
    );
}

#[test]
fn the_list_of_another_card_network_says_so() {
    let warnings = |profile: &str| {
        let files = made(|i| {
            i["profile"] = json!(profile);
            i["profile_answers"] = json!({});
        });
        (
            files.json("profile.json")["warnings"][0].clone(),
            files.text("report.html"),
        )
    };
    for profile in ["visa_10_3", "mastercard_4837", "mastercard_4853"] {
        let (first, page) = warnings(profile);
        assert_eq!(first, "other_network", "{profile}");
        assert!(
            page.contains("than the one that the receipt names (<bdi>UnionPay</bdi>)"),
            "{profile}"
        );
    }
    assert_ne!(warnings("unionpay_retrieval").0, "other_network");
    assert_ne!(warnings("stripe").0, "other_network");
}

#[test]
fn card_data_behind_escapes_and_commas_is_found_too() {
    let line = r#"{"name":"\u0034111111111111111","total":1}"#;
    let lines =
        URL_SAFE_NO_PAD.encode(json!({"items": [["c2FsdHNhbHRzYWx0c2FsdA", line]]}).to_string());
    let glued = |part: &str| {
        let made = bundle::make(
            &input(|i| {
                i["dossiers"][0] = json!(format!("{}~{part}", i["dossiers"][0].as_str().unwrap()))
            }),
            &sentences("en"),
        );
        made.map(|_| ())
    };
    assert_eq!(
        glued(&lines),
        Err(BundleError::CardData("dossiers.0.name".to_owned()))
    );
    // A passkey's client data, and a header.
    let proof = json!({"authenticator_data": "", "client_data": r#"{"note": "\u0034111111111111111"}"#, "signature": ""});
    let segment = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let answer = format!(
        "{}.{}.{}",
        segment(json!({"typ": "receipt-ack+jwt"})),
        segment(json!({})),
        segment(proof)
    );
    assert_eq!(
        glued(&answer),
        Err(BundleError::CardData("dossiers.0.note".to_owned()))
    );
    let header = format!(
        "{}.{}.AAAA",
        segment(json!({"typ": "x", "note": "4111111111111111"})),
        segment(json!({}))
    );
    assert_eq!(
        glued(&header),
        Err(BundleError::CardData("dossiers.0.note".to_owned()))
    );
    let grouped = refused(|i| i["maker"]["name"] = json!("4111,1111,1111,1111"));
    assert_eq!(grouped, BundleError::CardData("maker.name".to_owned()));
}

#[test]
fn a_code_opens_a_page_and_nothing_else() {
    for base in [
        "javascript:alert(1)//",
        "https://a.example/\"><script>",
        "data:text/html,x",
        "http://a.example/",
        "https://",
        "https://a.example/?q=1",
    ] {
        assert_eq!(
            refused(|i| i["link_base"] = json!(base)),
            BundleError::Input("link_base".to_owned()),
            "{base}"
        );
    }
    for base in ["https://verify.example/app/", "http://localhost:4413/"] {
        made(|i| i["link_base"] = json!(base));
    }
}

/// Names of members at any depth, but for what verifier and engine write: those have shapes of their own.
fn names(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (name, inner) in object {
                out.push(name.clone());
                if !["answers", "facts", "matches"].contains(&name.as_str()) {
                    names(inner, out);
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|inner| names(inner, out)),
        _ => {}
    }
}

#[test]
fn every_member_that_javascript_sees_has_its_type() {
    let types = include_str!("../src/web/bundle.ts");
    let opened = bundle::open(&bundle::make(INPUT, WORDS).unwrap()).unwrap();
    let mut all = Vec::new();
    names(&serde_json::from_str(&opened.to_json()).unwrap(), &mut all);
    assert!(all.len() > 60);
    for name in all {
        let typed = [format!("readonly {name}:"), format!("readonly {name}?:")];
        // Parameters of sentences are typed as a record.
        assert!(
            typed.iter().any(|t| types.contains(t))
                || ["names", "path", "said"].contains(&name.as_str()),
            "{name}"
        );
    }
    for profile in bundle::profile::ALL {
        assert!(
            types.contains(&format!("'{}'", profile.name)),
            "{}",
            profile.name
        );
    }
}

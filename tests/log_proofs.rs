//! Proofs of inclusion (C2SP tlog-proof, RFC 6962): what counts as "in the log of W before T". Sources and licences of other people's
//! vectors stand in tests/vectors/README.md.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/world.rs"]
mod world;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use proptest::prelude::*;
use receipt_verifier::log::merkle::{self, Hash};
use receipt_verifier::log::note::{NoteKeyType, NoteSignature};
use receipt_verifier::log::{Checkpoint, LogProof, Logged, Note, NoteKey, is_part, open};
use receipt_verifier::{Dossier, Outcome, PublicKey, SecretKey, Time, inspect};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

const ORIGIN: &str = "log.example/receipts";
const SEEN_AT: u64 = 1_795_340_200;

fn hash(base64: &Value) -> Hash {
    let bytes = STANDARD.decode(base64.as_str().unwrap()).unwrap();
    bytes.try_into().unwrap()
}

fn unhex<const N: usize>(hex: &str) -> [u8; N] {
    let pairs = hex.as_bytes().chunks(2);
    let bytes: Vec<u8> = pairs
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect();
    bytes.try_into().unwrap()
}

fn secret(seed: u8) -> SecretKey {
    SecretKey::from_seed(&[seed; 32])
}

fn time(seconds: u64) -> Time {
    Time::from_seconds(seconds).unwrap()
}

fn entry(n: u64) -> [u8; 32] {
    Sha256::digest(n.to_be_bytes()).into()
}

fn leaves(size: u64) -> Vec<Hash> {
    (0..size).map(|n| merkle::leaf(&entry(n))).collect()
}

/// A log of `size` entries, and the proof of one of them: signed by the log, seen by two witnesses.
fn proof(size: u64, index: u64) -> LogProof {
    let leaves = leaves(size);
    let checkpoint = Checkpoint {
        origin: ORIGIN.to_owned(),
        size,
        root: merkle::root(&leaves),
    };
    let mut note = Note {
        text: checkpoint.to_text(),
        signatures: Vec::new(),
    };
    note.sign(ORIGIN, &secret(1)).unwrap();
    note.cosign("w1.example", &secret(2), time(SEEN_AT))
        .unwrap();
    note.cosign("w2.example", &secret(3), time(SEEN_AT + 60))
        .unwrap();
    LogProof {
        index,
        path: merkle::path(&leaves, index.try_into().unwrap()).unwrap(),
        checkpoint,
        note,
    }
}

/// The log, the witnesses, and a log that has nothing to do with it.
fn keys() -> Vec<NoteKey> {
    let cosigner = NoteKeyType::Cosignature;
    [
        ("other.example", NoteKeyType::Ed25519, 4),
        (ORIGIN, NoteKeyType::Ed25519, 1),
        ("w1.example", cosigner, 2),
        ("w2.example", cosigner, 3),
    ]
    .map(|(name, kind, seed)| NoteKey::new(name, kind, secret(seed).public()).unwrap())
    .to_vec()
}

/// What the proof of entry 5 among 12 shows once it has been changed and gone through the dossier's spelling.
fn changed(change: &dyn Fn(&mut LogProof)) -> Result<Logged, &'static str> {
    let mut proof = proof(12, 5);
    change(&mut proof);
    judged(&proof.to_part())
}

fn judged(part: &str) -> Result<Logged, &'static str> {
    open(part)
        .and_then(|proof| proof.verify(&entry(5), &keys()))
        .map_err(|e| e.code())
}

fn part_of(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(text)
}

/// A proof as text, changed before it is spelled as a part.
fn respelled(change: &dyn Fn(&str) -> String) -> Result<Logged, &'static str> {
    judged(&part_of(&change(&proof(12, 5).to_text())))
}

#[test]
fn a_proof_says_which_log_and_which_witnesses_saw_it_when() {
    let logged = changed(&|_| ()).unwrap();
    assert_eq!(
        logged,
        Logged {
            origin: ORIGIN.to_owned(),
            index: 5,
            size: 12,
            log: 1,
            cosigned: vec![(2, time(SEEN_AT)), (3, time(SEEN_AT + 60))],
        }
    );
}

#[test]
fn proofs_made_by_gos_log_and_note_packages_verify() {
    let vectors: Value = serde_json::from_str(include_str!("vectors/log/go_proofs.json")).unwrap();
    let keys = [NoteKey::parse(vectors["log"].as_str().unwrap()).unwrap()];
    let proofs = vectors["proofs"].as_array().unwrap();
    assert_eq!(proofs.len(), 9);
    for case in proofs {
        let text = case["proof"].as_str().unwrap();
        let proof = open(&part_of(text)).unwrap();
        assert_eq!(proof.to_text(), text);
        let logged = proof.verify(&hash(&case["entry"]), &keys).unwrap();
        assert_eq!(Some(logged.index), case["index"].as_u64());
        assert_eq!(Some(logged.size), case["size"].as_u64());
        // A log does not date itself.
        assert_eq!((logged.log, logged.cosigned), (0, vec![]));
    }
}

/// Sigsum logs sign checkpoints as C2SP does and write their proofs in another form. The leaf is Sigsum's own, so its hash is computed here.
#[test]
fn a_sigsum_log_and_the_witnesses_that_cosign_it_verify() {
    let vectors: Value =
        serde_json::from_str(include_str!("vectors/log/sigsum_proof.json")).unwrap();
    let text = vectors["proof"].as_str().unwrap();
    let values = |name: &str| -> Vec<&str> {
        let lines = text.lines().filter_map(|l| l.strip_prefix(name));
        lines.collect()
    };
    let only = |name: &str| values(name)[0];

    let public = |hex: &Value| PublicKey::from_bytes(&unhex(hex.as_str().unwrap())).unwrap();
    let origin = format!("sigsum.org/v1/tree/{}", only("log="));
    let log = NoteKey::new(&origin, NoteKeyType::Ed25519, public(&vectors["log_key"])).unwrap();
    let witnesses: Vec<NoteKey> = vectors["witnesses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|w| {
            let name = w["name"].as_str().unwrap();
            NoteKey::new(name, NoteKeyType::Cosignature, public(&w["key"])).unwrap()
        })
        .collect();

    let checkpoint = Checkpoint {
        origin,
        size: only("size=").parse().unwrap(),
        root: unhex(only("root_hash=")),
    };
    let mut signatures = vec![NoteSignature {
        name: log.name.clone(),
        id: log.id,
        bytes: unhex::<64>(only("signature=")).to_vec(),
    }];
    for line in values("cosignature=") {
        let mut words = line.split(' ');
        let key_hash: Hash = unhex(words.next().unwrap());
        let seconds: u64 = words.next().unwrap().parse().unwrap();
        let by: &NoteKey = witnesses
            .iter()
            .find(|w| <[u8; 32]>::from(Sha256::digest(w.key.to_bytes())) == key_hash)
            .unwrap();
        let signature = unhex::<64>(words.next().unwrap());
        signatures.push(NoteSignature {
            name: by.name.clone(),
            id: by.id,
            bytes: [seconds.to_be_bytes().as_slice(), &signature].concat(),
        });
    }
    let note = Note {
        text: checkpoint.to_text(),
        signatures,
    };
    let mut keys = witnesses;
    keys.push(log);
    let signers = Note::parse(&note.to_text()).unwrap().signers(&keys);
    let mut signers = signers.unwrap();
    signers.sort_unstable();
    let seen_at = Some(time(1_770_193_051));
    let mut expected: Vec<(usize, Option<Time>)> = (0..8).map(|at| (at, seen_at)).collect();
    expected.push((8, None));
    assert_eq!(signers, expected);

    // A Sigsum leaf: the checksum of what was submitted, its signature, the hash of the key.
    let message: Hash = Sha256::digest(vectors["data"].as_str().unwrap()).into();
    let (key_hash, signature) = only("leaf=").split_once(' ').unwrap();
    let mut leaf = Sha256::digest(message).to_vec();
    leaf.extend(unhex::<64>(signature));
    leaf.extend(unhex::<32>(key_hash));
    let path: Vec<Hash> = values("node_hash=").into_iter().map(unhex).collect();
    let index = only("leaf_index=").parse().unwrap();
    assert_eq!(
        merkle::root_of_path(&merkle::leaf(&leaf), index, checkpoint.size, &path),
        Some(checkpoint.root)
    );
}

#[test]
fn inclusion_paths_of_other_peoples_logs_hold() {
    let vectors: Value = serde_json::from_str(include_str!("vectors/log/inclusion.json")).unwrap();
    let cases = vectors["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 9);
    for case in cases {
        let path: Vec<Hash> = case["path"].as_array().unwrap().iter().map(hash).collect();
        let (index, size) = (&case["index"], &case["size"]);
        let root = merkle::root_of_path(
            &hash(&case["leaf_hash"]),
            index.as_u64().unwrap(),
            size.as_u64().unwrap(),
            &path,
        );
        let holds = root == Some(hash(&case["root"]));
        assert_eq!(Some(holds), case["valid"].as_bool(), "{case}");
    }
    let entry = vectors["entry_10000"].as_str().unwrap();
    let entry = STANDARD.decode(entry).unwrap();
    assert_eq!(merkle::leaf(&entry), hash(&cases[8]["leaf_hash"]));
}

#[test]
fn another_entry_another_place_or_another_path_proves_nothing() {
    let refused = Err("log_path_invalid");
    let other = proof(12, 5).verify(&entry(6), &keys());
    assert_eq!(other.map_err(|e| e.code()), refused);
    assert_eq!(changed(&|p| p.index = 4), refused);
    assert_eq!(changed(&|p| p.path[0][0] ^= 1), refused);
    assert_eq!(changed(&|p| p.path.swap(0, 1)), refused);
    assert_eq!(changed(&|p| p.path.truncate(3)), refused);
    assert_eq!(changed(&|p| p.path = p.path[1..].to_vec()), refused);
    assert_eq!(changed(&|p| p.path.clear()), refused);
    assert_eq!(changed(&|p| p.path.push([0; 32])), refused);
    assert_eq!(changed(&|p| p.index = 12), Err("log_index_outside"));
    assert_eq!(changed(&|p| p.index = u64::MAX), Err("log_index_outside"));
    // A node of the tree is no leaf: the two are hashed apart.
    let mut node = proof(12, 5);
    node.path.remove(0);
    node.index = 2;
    let pair = [merkle::leaf(&entry(4)), merkle::leaf(&entry(5))];
    assert!(node.verify(&merkle::root(&pair), &keys()).is_err());
}

#[test]
fn an_empty_log_holds_nothing() {
    let empty = changed(&|p| {
        p.checkpoint.size = 0;
        p.checkpoint.root = merkle::root(&[]);
        p.note.text = p.checkpoint.to_text();
        p.note.signatures.clear();
        p.note.sign(ORIGIN, &secret(1)).unwrap();
        p.index = 0;
        p.path.clear();
    });
    assert_eq!(empty, Err("log_index_outside"));
}

#[test]
fn only_a_listed_key_of_the_logs_own_name_is_the_log() {
    let unknown = Err("log_unknown");
    let without_log = |p: &mut LogProof| drop(p.note.signatures.remove(0));
    // Witnesses alone.
    assert_eq!(changed(&without_log), unknown);
    // A stranger under the log's name.
    assert_eq!(
        changed(&|p| {
            without_log(p);
            p.note.sign(ORIGIN, &secret(9)).unwrap();
        }),
        unknown
    );
    // Another listed log.
    assert_eq!(
        changed(&|p| {
            without_log(p);
            p.note.sign("other.example", &secret(4)).unwrap();
        }),
        unknown
    );
    // The log's signature under another name or another origin.
    assert_eq!(changed(&|p| p.note.signatures[0].name.push('x')), unknown);
    assert_eq!(
        changed(&|p| {
            p.checkpoint.origin = "other.example".to_owned();
            p.note.text = p.checkpoint.to_text();
            p.note.signatures.clear();
            p.note.sign(ORIGIN, &secret(1)).unwrap();
        }),
        unknown
    );
    let nobody = proof(12, 5).verify(&entry(5), &[]);
    assert_eq!(nobody.map_err(|e| e.code()), unknown);
}

#[test]
fn a_bad_line_of_a_listed_key_refuses_the_proof() {
    let refused = Err("log_signature_invalid");
    assert_eq!(changed(&|p| p.note.signatures[0].bytes[3] ^= 1), refused);
    assert_eq!(changed(&|p| p.note.signatures[1].bytes[20] ^= 1), refused);
    // The checkpoint was changed.
    assert_eq!(
        changed(&|p| {
            p.checkpoint.size = 13;
            p.note.text = p.checkpoint.to_text();
        }),
        refused
    );
}

#[test]
fn strangers_and_the_log_itself_date_nothing() {
    let logged = changed(&|p| {
        p.note.signatures.truncate(1);
        p.note
            .cosign("stranger.example", &secret(9), time(1))
            .unwrap();
        p.note.cosign(ORIGIN, &secret(1), time(2)).unwrap();
    });
    assert_eq!(logged.unwrap().cosigned, vec![]);

    // Nor does a log that signs as a cosigner, which it may.
    let mut cosigned = proof(12, 5);
    cosigned.note.signatures.clear();
    cosigned.note.cosign(ORIGIN, &secret(1), time(2)).unwrap();
    let key = NoteKey::new(ORIGIN, NoteKeyType::Cosignature, secret(1).public());
    let logged = cosigned.verify(&entry(5), &[key.unwrap()]).unwrap();
    assert_eq!((logged.log, logged.cosigned), (0, vec![]));
}

#[test]
fn a_witness_counts_once_with_its_earliest_time() {
    let logged = changed(&|p| {
        for seconds in [SEEN_AT + 9, SEEN_AT - 9, SEEN_AT + 99] {
            p.note
                .cosign("w1.example", &secret(2), time(seconds))
                .unwrap();
        }
    });
    let want = vec![(2, time(SEEN_AT - 9)), (3, time(SEEN_AT + 60))];
    assert_eq!(logged.unwrap().cosigned, want);
}

#[test]
fn extra_data_and_extension_lines_are_passed_over() {
    let extra = respelled(&|text| text.replacen("index", "extra AAAA\nindex", 1));
    assert_eq!(extra.unwrap().index, 5);
    let extended = changed(&|p| {
        p.note.text.push_str("an extension\n");
        p.note.signatures.clear();
        p.note.sign(ORIGIN, &secret(1)).unwrap();
    });
    assert_eq!(extended.unwrap().index, 5);
}

#[test]
fn a_proof_has_one_form() {
    let refused = Err("log_proof_invalid");
    for (what, from, to) in [
        ("another version", "@v1", "@v2"),
        ("no index", "index 5\n", ""),
        ("a negative index", "index 5", "index -5"),
        ("a leading zero", "index 5", "index 05"),
        ("2^64", "index 5", "index 18446744073709551616"),
        ("two spaces", "index 5", "index  5"),
        ("extra without data", "index 5", "extra\nindex 5"),
        ("extra that is not base64", "index 5", "extra ?\nindex 5"),
        ("three pads", "index 5", "extra A===\nindex 5"),
        ("four pads", "index 5", "extra AAAA====\nindex 5"),
        ("a pad within", "index 5", "extra AA=A\nindex 5"),
        ("stray bits", "index 5", "extra AB==\nindex 5"),
        ("base64url", "index 5", "extra AA-_\nindex 5"),
        ("extra twice", "index 5", "extra AAAA\nextra AAAA\nindex 5"),
        ("extra behind the index", "index 5", "index 5\nextra AAAA"),
        ("a hash of three bytes", "index 5", "index 5\nAAAA"),
        ("a byte-order mark", "c2sp", "\u{feff}c2sp"),
    ] {
        assert_eq!(respelled(&|t| t.replacen(from, to, 1)), refused, "{what}");
    }
    assert_eq!(respelled(&|t| t.replace('\n', "\r\n")), refused);
    assert_eq!(respelled(&|t| t.replace("=\n", "\n")), refused);
    let head = |t: &str| t.split_once("\n\n").unwrap().0.to_owned();
    assert_eq!(respelled(&|t| head(t)), refused, "no checkpoint");
    assert_eq!(respelled(&|_| String::new()), refused);
    // 65 hashes: no tree is that high.
    assert_eq!(changed(&|p| p.path = vec![[0; 32]; 65]), refused);
    assert_eq!(
        changed(&|p| p.path = vec![[0; 32]; 64]),
        Err("log_path_invalid")
    );
    // What stands behind the path is a note, and its text a checkpoint.
    let note = |t: &str| t.replace("\u{2014} ", "- ");
    assert_eq!(respelled(&|t| note(t)), Err("log_note_invalid"));
    let carriage = |t: &str| t.replace(ORIGIN, "log.example\r");
    assert_eq!(respelled(&|t| carriage(t)), Err("log_note_invalid"));
    let size = |t: &str| t.replace("\n12\n", "\ntwelve\n");
    assert_eq!(respelled(&|t| size(t)), Err("log_checkpoint_invalid"));
}

#[test]
fn a_part_is_known_by_its_first_characters_and_spelled_one_way() {
    let part = proof(12, 5).to_part();
    assert!(is_part(&part));
    assert!(!is_part(""));
    assert!(!is_part(&part[1..]));
    assert!(!is_part("eyJhbGciOiJFZDI1NTE5In0.e30.AA"));
    for spelled in [
        format!("{part}="),
        format!("{part} "),
        format!("{part}\n"),
        part.replacen('Y', "+", 1),
        part_of("c2sp.org/tlog-proof@v1\n"),
    ] {
        assert_eq!(judged(&spelled), Err("log_proof_invalid"), "{spelled}");
    }
    let not_utf8 = URL_SAFE_NO_PAD.encode(b"c2sp.org/tlog-proof@v1\nindex \xff");
    assert_eq!(judged(&not_utf8), Err("log_proof_invalid"));
    let long = format!("{part}{}", "A".repeat(40_000));
    assert_eq!(judged(&long), Err("log_too_large"));
}

#[test]
fn a_dossier_carries_proofs_in_text_and_leaves_them_off_paper() {
    let part = proof(12, 5).to_part();
    let receipt = world::issue(&world::sale());
    let text = format!("Your receipt: https://v.example/#{receipt}~{part}.");
    let dossier = Dossier::read(&text).unwrap();
    assert_eq!(
        dossier.parts().collect::<Vec<_>>(),
        [receipt.as_str(), part.as_str()]
    );
    let link = dossier.to_link("https://v.example/").unwrap();
    assert_eq!(Dossier::read(&link).unwrap().to_text(), receipt);
    // A proof that nobody asked for changes no answer.
    assert_eq!(world::check(&text).outcome, Outcome::Verified);
    assert_eq!(world::check(&text).code, world::check(&receipt).code);
}

#[test]
fn inspecting_shows_what_a_proof_claims() {
    let part = proof(12, 5).to_part();
    let receipt = world::issue(&world::sale());
    let inspection = inspect::inspect(&format!("{receipt}~{part}~{part}=")).unwrap();
    let json: Value = serde_json::from_str(&inspection.to_json()).unwrap();
    assert_eq!(json["verified"], false);
    assert_eq!(
        json["parts"][1]["payload"],
        serde_json::json!({
            "origin": ORIGIN, "index": "5", "size": "12", "signed_by": [ORIGIN, "w1.example", "w2.example"],
        })
    );
    assert_eq!(json["parts"][2]["error"], "log_proof_invalid");
}

/// The definition of RFC 6962 section 2.1, written down a second time.
fn naive_root(leaves: &[Hash]) -> Hash {
    let mut row = leaves.to_vec();
    if row.is_empty() {
        return Sha256::digest([]).into();
    }
    // Row by row: pairs are joined, a last one without a partner goes up as it is.
    while row.len() > 1 {
        row = row
            .chunks(2)
            .map(|pair| match pair {
                [left, right] => {
                    Sha256::digest([&[1], left.as_slice(), right.as_slice()].concat()).into()
                }
                alone => alone[0],
            })
            .collect();
    }
    row[0]
}

#[test]
fn every_leaf_of_every_small_tree_has_its_path_and_no_other() {
    for size in 0..=40_u64 {
        let leaves = leaves(size);
        let root = merkle::root(&leaves);
        assert_eq!(root, naive_root(&leaves), "{size}");
        assert_eq!(merkle::path(&leaves, leaves.len()), None);
        for (index, leaf) in (0..).zip(&leaves) {
            let path = merkle::path(&leaves, usize::try_from(index).unwrap()).unwrap();
            for other in 0..=size {
                let holds = merkle::root_of_path(leaf, other, size, &path) == Some(root);
                assert_eq!(holds, other == index, "{index} as {other} of {size}");
            }
            let longer = [path.as_slice(), &[[0; 32]]].concat();
            assert_ne!(merkle::root_of_path(leaf, index, size, &longer), Some(root));
        }
    }
}

proptest! {
    #[test]
    fn any_path_gets_an_answer(
        index in any::<u64>(), size in any::<u64>(), path in prop::collection::vec(any::<[u8; 32]>(), 0..70),
    ) {
        let root = merkle::root_of_path(&[0; 32], index, size, &path);
        prop_assert!(root.is_none() || index < size);
    }

    #[test]
    fn what_is_written_is_read(
        origin in "[^\\p{C}\\p{Z}+]{1,30}", size in any::<u64>(), root in any::<[u8; 32]>(), index in any::<u64>(),
        path in prop::collection::vec(any::<[u8; 32]>(), 0..64), seconds in 0..=253_402_300_799_u64,
    ) {
        let checkpoint = Checkpoint { origin: origin.clone(), size, root };
        let mut note = Note { text: checkpoint.to_text(), signatures: Vec::new() };
        note.sign(&origin, &secret(1)).unwrap();
        note.cosign("w1.example", &secret(2), time(seconds)).unwrap();
        let proof = LogProof { index, path, checkpoint, note };
        let part = proof.to_part();
        prop_assert!(is_part(&part));
        prop_assert_eq!(open(&part).unwrap(), proof);
    }

    #[test]
    fn an_entry_of_a_large_tree_is_found_where_it_is(size in 1_usize..600, seed in any::<usize>()) {
        let leaves = leaves(size.try_into().unwrap());
        let at = seed % size;
        let path = merkle::path(&leaves, at).unwrap();
        let root = merkle::root_of_path(&leaves[at], at.try_into().unwrap(), size.try_into().unwrap(), &path);
        prop_assert_eq!(root, Some(naive_root(&leaves)));
    }
}

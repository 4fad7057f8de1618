//! The archive has one spelling: what is written comes back, and whatever differs by a byte is refused for a reason.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used)]

#[path = "common/zip.rs"]
mod zip;

use proptest::prelude::*;
use receipt_verifier::bundle::{Entry, MAX_BYTES, MAX_FILES, read, write};
use zip::{Packed, zip};

fn entry(path: &str, bytes: &[u8]) -> Entry {
    Entry {
        path: path.to_owned(),
        bytes: bytes.to_vec(),
    }
}

fn two() -> Vec<u8> {
    write(&[entry("a.txt", b"first"), entry("b/1.txt", b"second")]).unwrap()
}

fn code(bytes: &[u8]) -> &'static str {
    read(bytes).unwrap_err().code()
}

fn patched(at: usize, value: &[u8]) -> Vec<u8> {
    let mut bytes = two();
    bytes[at..at + value.len()].copy_from_slice(value);
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_written_comes_back(files in prop::collection::btree_map("[a-z0-9]{1,8}(/[a-z0-9][a-z0-9.-]{0,8})?", prop::collection::vec(any::<u8>(), 0..200), 0..20)) {
        let entries: Vec<Entry> = files.iter().map(|(path, bytes)| entry(path, bytes)).collect();
        let bytes = write(&entries).unwrap();
        if entries.is_empty() {
            prop_assert_eq!(code(&bytes), "bundle_data_before");
        } else {
            prop_assert_eq!(&read(&bytes).unwrap(), &entries);
        }
        let mut backwards = entries;
        backwards.reverse();
        prop_assert_eq!(write(&backwards).unwrap(), bytes);
    }

    #[test]
    fn no_changed_byte_passes(at in 0usize..400, with in 1u8..) {
        let mut bytes = two();
        let at = at % bytes.len();
        bytes[at] ^= with;
        // A file's name may be another name; everything else is held by a sum or by the one spelling.
        if let Ok(entries) = read(&bytes) {
            prop_assert_ne!(&entries[0].path, "a.txt", "{}", at);
        }
    }

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(read(&bytes).is_err());
    }
}

#[test]
fn stock_readers_see_the_same_files() {
    let bytes = two();
    let archive = rawzip::ZipArchive::from_slice(&bytes[..]).unwrap();
    let mut entries = archive.entries();
    let mut names = Vec::new();
    while let Some(found) = entries.next_entry().unwrap() {
        names.push(String::from_utf8_lossy(found.file_path().as_bytes()).into_owned());
        assert_eq!(found.compression_method(), rawzip::CompressionMethod::STORE);
    }
    assert_eq!(names, ["a.txt", "b/1.txt"]);
}

#[test]
fn what_is_no_archive_or_cut_off() {
    for bytes in [
        &b""[..],
        b"PK",
        b"%PDF-1.7",
        b"PK\x03\x04",
        &two()[..60],
        &two()[..two().len() - 9],
    ] {
        assert_eq!(code(bytes), "bundle_not_zip");
    }
}

#[test]
fn data_before_and_behind() {
    let with_script = [b"#!/bin/sh\n", &two()[..]].concat();
    assert_eq!(code(&with_script), "bundle_data_before");
    let with_more = [&two()[..], b"more"].concat();
    assert_eq!(code(&with_more), "bundle_data_after");
    // A second archive behind the first: readers disagree on which one counts.
    assert_eq!(code(&[two(), two()].concat()), "bundle_repacked");
}

#[test]
fn locked_and_packed_entries() {
    let mut locked = Packed::stored("a.txt", b"first");
    locked.locked = true;
    assert_eq!(code(&zip(&[locked])), "bundle_encrypted");
    assert_eq!(
        code(&zip(&[Packed::deflated("a.txt", &[0; 100_000])])),
        "bundle_repacked"
    );
    // Flags of other programs, and their dates.
    assert_eq!(
        code(&zip(&[Packed::stored("a.txt", b"first")])),
        "bundle_repacked"
    );
}

#[test]
fn a_bomb_is_not_unpacked() {
    // A thousandfold: eight megabytes of nothing in a few kilobytes.
    let bomb = zip(&[Packed::deflated("dossiers/1.txt", &vec![0; 8 << 20])]);
    assert!(bomb.len() < 20_000);
    assert_eq!(code(&bomb), "bundle_repacked");
}

#[test]
fn sizes_that_lie() {
    // Of the first entry: packed and unpacked size, first alike, then not.
    let large = 1_000_u32.to_le_bytes();
    assert_eq!(
        code(&patched(18, &[large, large].concat())),
        "bundle_layout"
    );
    assert_eq!(
        code(&patched(
            18,
            &[2_u32.to_le_bytes(), 2_u32.to_le_bytes()].concat()
        )),
        "bundle_damaged"
    );
    assert_eq!(code(&patched(22, &large)), "bundle_repacked");
    // Sixty-four bits.
    assert_eq!(code(&patched(18, &[0xff; 8])), "bundle_repacked");
    assert_eq!(code(&patched(28, &[4, 0])), "bundle_repacked");
}

#[test]
fn counts_that_lie() {
    let bytes = two();
    let end = bytes.len() - 22;
    let counted = |count: u16| {
        let mut bytes = bytes.clone();
        bytes[end + 8..end + 10].copy_from_slice(&count.to_le_bytes());
        bytes[end + 10..end + 12].copy_from_slice(&count.to_le_bytes());
        code(&bytes)
    };
    assert_eq!(counted(1), "bundle_layout");
    assert_eq!(counted(3), "bundle_layout");
    assert_eq!(counted(65), "bundle_too_large");
    assert_eq!(counted(0xffff), "bundle_repacked");
}

#[test]
fn entries_that_overlap() {
    // Both entries of the directory name the first file.
    let bytes = two();
    let second = bytes.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
    let mut overlapping = bytes;
    overlapping[second + 42..second + 46].copy_from_slice(&[0; 4]);
    assert_eq!(code(&overlapping), "bundle_repacked");
}

#[test]
fn names_that_climb_hide_or_repeat() {
    for name in [
        "../a",
        "a/../b",
        "/a",
        "a//b",
        "a/",
        "A",
        "a\\b",
        "a b",
        ".a",
        "a/.b",
        "-a",
        "a\u{202e}b",
        "",
    ] {
        assert_eq!(
            write(&[entry(name, b"")]).unwrap_err().code(),
            "bundle_name_invalid",
            "{name:?}"
        );
        let mut bytes = write(&[entry(&"x".repeat(name.len().max(1)), b"")]).unwrap();
        if name.is_empty() {
            continue;
        }
        bytes[30..30 + name.len()].copy_from_slice(name.as_bytes());
        assert_eq!(code(&bytes), "bundle_name_invalid", "{name:?}");
    }
    let twice = [entry("manifest.json", b"{}"), entry("manifest.json", b"[]")];
    assert_eq!(write(&twice).unwrap_err().code(), "bundle_name_twice");
    let mut bytes = write(&[entry("manifest.jsom", b"{}"), entry("manifest.json", b"[]")]).unwrap();
    let at = bytes
        .windows(13)
        .position(|w| w == b"manifest.jsom")
        .unwrap();
    bytes[at + 12] = b'n';
    assert_eq!(code(&bytes), "bundle_name_twice");
}

#[test]
fn no_more_than_a_bundle_needs() {
    let many: Vec<Entry> = (0..=MAX_FILES)
        .map(|n| entry(&format!("f{n}"), b""))
        .collect();
    assert_eq!(write(&many).unwrap_err().code(), "bundle_too_large");
    assert!(read(&write(&many[1..]).unwrap()).is_ok());
    assert_eq!(
        write(&[entry("a", &vec![0; MAX_BYTES])])
            .unwrap_err()
            .code(),
        "bundle_too_large"
    );
    assert_eq!(code(&vec![0; MAX_BYTES + (1 << 20)]), "bundle_too_large");
}

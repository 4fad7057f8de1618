//! Slips as a printer gets them: the bytes say what the picture shows, and readers read the code off them.
//!
//! zxing-cpp and zbar take part where they are installed (see thirdparty_readers.rs).
#![cfg(all(feature = "cli", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/readers.rs"]
mod readers;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use readers::Picture;
use receipt_verifier::qr::Symbol;
use receipt_verifier::scan::scan_luma;

/// The receive buffer of small printers.
const SMALL_BUFFER: usize = 4096;

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("slip")
        .join(name);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn sample(path: &str) -> String {
    format!("{}/samples/{path}.json", env!("CARGO_MANIFEST_DIR"))
}

fn receipt(folder: &Path, arguments: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_receipt"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("RECEIPT_BASE_URL")
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", said(&output));
    output
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A sample receipt with its acquirer's status, in a file of its own.
fn dossier(folder: &Path, name: &str, more: &[&str]) -> String {
    let (till, draft) = (sample("keys/till"), sample(&format!("receipts/{name}")));
    let issue = [&["issue", "--key", &till], more, &[draft.as_str()]].concat();
    fs::write(folder.join("e1"), receipt(folder, &issue).stdout).unwrap();
    let key = sample("keys/acquirer");
    let status = ["status", "--key", &key, "--event", "approved", "e1"];
    fs::write(folder.join("e2"), receipt(folder, &status).stdout).unwrap();
    fs::read_to_string(folder.join("e2"))
        .unwrap()
        .trim()
        .to_owned()
}

/// Paper as a printer leaves it: rows of dots, true for black.
#[derive(Default)]
struct Printed {
    rows: Vec<Vec<bool>>,
    fed: u8,
    is_cut: bool,
}

/// An ESC/POS printer that knows the commands of docs/SLIP.md and no others.
fn run_printer(bytes: &[u8], width: usize) -> Printed {
    let mut paper = Printed::default();
    let mut rest = bytes
        .strip_prefix(&[0x1b, 0x40])
        .unwrap_or_else(|| panic!("the printer was not initialised"));
    while !rest.is_empty() {
        assert!(!paper.is_cut, "something follows the cut");
        match rest {
            [
                0x1d,
                0x76,
                0x30,
                0x00,
                x_low,
                x_high,
                y_low,
                y_high,
                data @ ..,
            ] => {
                let row_bytes = usize::from(*x_low) + 256 * usize::from(*x_high);
                let rows = usize::from(*y_low) + 256 * usize::from(*y_high);
                assert!(row_bytes > 0 && rows > 0 && *y_high == 0);
                assert_eq!(row_bytes * 8, width);
                assert!(8 + row_bytes * rows <= SMALL_BUFFER);
                let (image, after) = data.split_at(row_bytes * rows);
                for row in image.chunks(row_bytes) {
                    let dots = row
                        .iter()
                        .flat_map(|byte| (0..8).map(move |bit| byte >> (7 - bit) & 1 == 1));
                    paper.rows.push(dots.collect());
                }
                rest = after;
            }
            [0x1b, 0x64, lines, after @ ..] => {
                paper.fed += lines;
                rest = after;
            }
            [0x1d, 0x56, 66, 0, after @ ..] => {
                paper.is_cut = true;
                rest = after;
            }
            other => panic!(
                "no command that this printer knows: {:02x?}",
                &other[..other.len().min(8)]
            ),
        }
    }
    paper
}

impl Printed {
    fn luma(&self) -> Vec<u8> {
        let dots = self.rows.iter().flatten();
        dots.map(|dark| if *dark { 0 } else { 255 }).collect()
    }

    fn is_dark(&self, x: usize, y: usize) -> bool {
        self.rows[y][x]
    }

    /// Where the symbol's upper left module lies, at this many dots a module; its modules and its quiet zone are as they have to be.
    fn place_of(&self, symbol: &Symbol, scale: usize) -> Option<(usize, usize)> {
        let width = self.rows[0].len();
        let side = (symbol.modules() + 8) * scale;
        let left = (width - side) / 2;
        let as_printed = |top: usize| {
            (0..side).all(|y| {
                (0..width).all(|x| {
                    let module = |at: usize| (at / scale).wrapping_sub(4);
                    let wanted =
                        x >= left && symbol.is_dark(module(x.wrapping_sub(left)), module(y));
                    self.is_dark(x, top + y) == wanted
                })
            })
        };
        let top = (0..=self.rows.len().checked_sub(side)?).find(|top| as_printed(*top))?;
        Some((left, top))
    }
}

#[test]
fn the_printers_bytes_are_the_picture_and_readers_read_them() {
    let mut pictures: Vec<Picture> = Vec::new();
    for (width, dots) in [("58", 384), ("80", 576)] {
        for name in ["sale", "refund", "twenty_items"] {
            let folder = folder(&format!("{name}{width}"));
            let sale = dossier(&folder, "sale", &[]);
            let digest = receipt_verifier::Statement::parse(sale.split('~').next().unwrap())
                .unwrap()
                .digest();
            let draft = fs::read_to_string(sample(&format!("receipts/{name}"))).unwrap();
            fs::write(
                folder.join("draft.json"),
                draft.replace("@sale", &digest.to_text()),
            )
            .unwrap();
            let issued = receipt(
                &folder,
                &["issue", "--key", &sample("keys/till"), "draft.json"],
            )
            .stdout;
            fs::write(folder.join("e1"), issued).unwrap();

            let output = receipt(
                &folder,
                &[
                    "slip", "--width", width, "--png", "slip.png", "--escpos", "slip.bin", "e1",
                ],
            );
            assert!(output.stdout.is_empty());
            let link = String::from_utf8(receipt(&folder, &["qr", "e1"]).stdout)
                .unwrap()
                .trim()
                .to_owned();
            let printed = run_printer(&fs::read(folder.join("slip.bin")).unwrap(), dots);
            assert!(printed.is_cut && printed.fed > 0);

            let picture = image::open(folder.join("slip.png")).unwrap().into_luma8();
            assert_eq!(picture.width() as usize, dots);
            assert_eq!(picture.as_raw(), &printed.luma(), "{name}, {width} mm");

            let symbol = Symbol::encode(&link).unwrap();
            let scale = dots / (symbol.modules() + 8);
            assert!(said(&output).contains(&format!("{scale} dots a module")));
            assert!(
                printed.place_of(&symbol, scale).is_some(),
                "{name}, {width} mm"
            );
            assert_eq!(said(&output).contains("warning[modules_small]"), scale < 4);

            let read = scan_luma(&printed.luma(), dots, printed.rows.len()).unwrap();
            assert_eq!(
                read,
                [link.as_str()],
                "our own reader on {name}, {width} mm"
            );
            // What the other readers see is made from the bytes, not from our picture.
            let grey =
                image::GrayImage::from_raw(picture.width(), picture.height(), printed.luma())
                    .unwrap();
            let path = folder.join("printed.png");
            grey.save(&path).unwrap();
            pictures.push((path, link));
        }
    }
    if readers::zxing_is_present() {
        readers::assert_read("zxing-cpp", &pictures, &readers::read_with_zxing(&pictures));
    }
    if readers::zbar_is_present() {
        let texts: Vec<String> = pictures.iter().map(readers::read_with_zbar).collect();
        readers::assert_read("zbar", &pictures, &texts);
    }
}

#[test]
fn the_bytes_go_to_standard_output_where_asked() {
    let folder = folder("stdout");
    dossier(&folder, "sale", &[]);
    receipt(&folder, &["slip", "--escpos", "slip.bin", "e2"]);
    let bytes = receipt(&folder, &["slip", "--escpos", "-", "e2"]).stdout;
    assert_eq!(bytes, fs::read(folder.join("slip.bin")).unwrap());
    // The picture is what is printed where nothing is asked for.
    let png = receipt(&folder, &["slip", "e2"]).stdout;
    assert!(png.starts_with(b"\x89PNG"));
    assert_eq!(
        png,
        receipt(&folder, &["slip", "--png", "-", "--width", "58", "e2"]).stdout
    );
    for wrong in [
        &["slip", "--png", "-", "--escpos", "-", "e2"][..],
        &["slip", "--width", "76", "e2"],
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_receipt"))
            .args(wrong)
            .current_dir(&folder)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
        assert!(output.stdout.is_empty());
    }
}

/// The sale with sixty items that no predictor has heard of.
fn many_items(folder: &Path) {
    let draft = fs::read(sample("receipts/sale")).unwrap();
    let mut draft: serde_json::Value = serde_json::from_slice(&draft).unwrap();
    let item = |i: u64| {
        let name = format!("Ware {:x}", i.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 16);
        serde_json::json!({"name": name, "total": i * i})
    };
    draft["items"] = (1..=60).map(item).collect();
    draft.as_object_mut().unwrap().remove("items_complete");
    fs::write(folder.join("many.json"), draft.to_string()).unwrap();
}

#[test]
fn sixty_items_are_too_many_for_the_code_and_the_remedy_is_named() {
    let folder = folder("many");
    many_items(&folder);
    let slip = |more: &[&str], width: &str| {
        let till = sample("keys/till");
        let issue = [&["issue", "--key", &till], more, &["many.json"]].concat();
        fs::write(folder.join("e1"), receipt(&folder, &issue).stdout).unwrap();
        said(&receipt(
            &folder,
            &["slip", "--width", width, "--png", "slip.png", "e1"],
        ))
    };
    let dense = slip(&[], "58");
    for part in [
        "warning[symbol_dense]",
        "warning[modules_small]",
        "--items-digest",
        "--width 80",
    ] {
        assert!(dense.contains(part), "{part}: {dense}");
    }
    let wider = slip(&[], "80");
    assert!(
        wider.contains("symbol_dense") && !wider.contains("modules_small"),
        "{wider}"
    );
    let beside = slip(&["--items-digest"], "58");
    assert!(!beside.contains("warning"), "{beside}");
}

#[test]
fn twenty_items_beside_the_receipt_leave_a_code_that_paper_carries() {
    let folder = folder("beside");
    let inside = dossier(&folder, "twenty_items", &[]);
    let beside = dossier(&folder, "twenty_items", &["--items-digest"]);
    assert_eq!(
        (inside.matches('~').count(), beside.matches('~').count()),
        (1, 2)
    );
    let output = receipt(&folder, &["slip", "--png", "beside.png", "e2"]);
    assert!(!said(&output).contains("warning"), "{}", said(&output));
    assert!(said(&output).contains("leaves out the item lines"));
    let link = String::from_utf8(receipt(&folder, &["qr", "e2"]).stdout).unwrap();
    assert!(Symbol::encode(link.trim()).unwrap().version() <= 17);

    // The print shows the items; the code has their digest alone.
    let height = |name: &str| image::open(folder.join(name)).unwrap().height();
    fs::write(folder.join("bare"), {
        let parts: Vec<&str> = beside.split('~').collect();
        [parts[0], parts[2]].join("~")
    })
    .unwrap();
    receipt(&folder, &["slip", "--png", "bare.png", "bare"]);
    assert!(height("beside.png") > height("bare.png") + 20 * 24);

    let verify = |input: &str| {
        let trust = sample("trust");
        let arguments = [
            "verify",
            "--trust",
            &trust,
            "--now",
            "2027-01-01T00:00:00Z",
            "--json",
            input,
        ];
        let report: serde_json::Value =
            serde_json::from_slice(&receipt(&folder, &arguments).stdout).unwrap();
        report
    };
    let has = |report: &serde_json::Value, code: &str| {
        report["checks"]
            .to_string()
            .contains(&format!("\"{code}\""))
    };
    let paper = verify("beside.png");
    assert_eq!(paper["code"], "acquirer_approved");
    assert!(paper["receipt"].get("items").is_none() && has(&paper, "items_withheld"));
    let message = String::from_utf8(receipt(&folder, &["qr", "--text", "e2"]).stdout).unwrap();
    assert_eq!(
        message.trim(),
        format!("https://verify.receipts.example/#{beside}")
    );
    let whole = verify(message.trim());
    assert_eq!(whole["receipt"]["items"].as_array().unwrap().len(), 20);
    assert!(has(&whole, "items_match") && has(&whole, "items_sum"));
}

#[test]
fn items_of_another_receipt_are_not_printed() {
    let folder = folder("other");
    let sale = dossier(&folder, "sale", &["--items-digest"]);
    let other = dossier(&folder, "twenty_items", &["--items-digest"]);
    let part = |dossier: &str, at: usize| dossier.split('~').nth(at).unwrap().to_owned();
    let mixed = format!("{}~{}", part(&sale, 0), part(&other, 1));
    fs::write(folder.join("mixed"), mixed).unwrap();
    let output = receipt(&folder, &["slip", "--png", "mixed.png", "mixed"]);
    assert!(
        said(&output).contains("warning[other_items]"),
        "{}",
        said(&output)
    );
    fs::write(folder.join("bare"), part(&sale, 0)).unwrap();
    receipt(&folder, &["slip", "--png", "bare.png", "bare"]);
    let read = |name: &str| fs::read(folder.join(name)).unwrap();
    assert_eq!(read("mixed.png"), read("bare.png"));
}

#[test]
fn salts_are_new_every_time() {
    let folder = folder("salts");
    let first = dossier(&folder, "twenty_items", &["--items-digest"]);
    let second = dossier(&folder, "twenty_items", &["--items-digest"]);
    let part = |dossier: &str| dossier.split('~').nth(1).unwrap().to_owned();
    assert_ne!(part(&first), part(&second));
}

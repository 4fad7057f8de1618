//! `receipt trust qr`: a registry's key or a small list as a code, read back as a phone would read it.
#![cfg(all(feature = "cli", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/desk.rs"]
mod desk;

use desk::Desk;
use receipt_verifier::scan::{Grey, Reader};

fn registry(name: &str) -> Desk {
    let desk = Desk::new(name);
    for line in [
        "keygen --iss https://registry.example --role registry --out registry.json",
        "keygen --iss https://pay.tenghui.example --role terminal --terminal 10023317 --out till.json --public till.pub.json",
        "trust pin --key registry.json --out registry.pub.json",
        "trust publish --domain https://pay.tenghui.example --key till.json --name Tea --out site",
    ] {
        desk.ok(line);
    }
    desk
}

/// What our own reader finds in a picture.
fn read(desk: &Desk, file: &str) -> String {
    let picture = image::open(desk.path(file)).unwrap().to_rgba8();
    let (width, height) = picture.dimensions();
    let grey = Grey::from_rgba(
        picture.as_raw(),
        usize::try_from(width).unwrap(),
        usize::try_from(height).unwrap(),
    );
    let texts = Reader::new().still(&grey.unwrap()).texts();
    texts.first().unwrap().clone()
}

#[test]
fn a_key_and_a_small_list_come_back_from_their_codes() {
    let desk = registry("trust-qr");
    for file in ["registry.pub.json", "site/.well-known/receipt-issuer.jwt"] {
        let printed = desk.ok(&format!("trust qr --png code.png {file}"));
        assert_eq!(read(&desk, "code.png"), printed.trim(), "{file}");
    }
}

#[test]
fn what_is_private_or_too_long_becomes_no_code() {
    let desk = registry("trust-qr-refused");
    assert_eq!(
        desk.refused("trust qr --png code.png registry.json"),
        "private_key_in_store"
    );
    for n in 0..12 {
        desk.ok(&format!(
            "keygen --iss https://shop{n}.example --role merchant --out shop{n}.json"
        ));
        desk.ok(&format!(
            "trust add --key shop{n}.json --name 'Shop number {n}' --party SHOP{n} trust.json"
        ));
    }
    desk.ok("trust init --iss https://registry.example --name R trust.json");
    desk.ok("trust sign --key registry.json --out list.jwt trust.json");
    assert_eq!(
        desk.refused("trust qr --png long.png list.jwt"),
        "qr_too_long"
    );
    assert!(!desk.path("long.png").exists());
}

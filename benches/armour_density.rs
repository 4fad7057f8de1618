//! How small is paper? `cargo bench --bench armour_density` prints bytes and QR versions of receipts that the armour was not
//! tuned on: other shops, words, languages, member orders and spacings than its primer has.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use receipt_verifier::armour::{decode, encode};
use receipt_verifier::digits::to_digits;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

const RECEIPTS: usize = 100;
/// `https://` to the slash, and `#`.
const URL: usize = 33;
/// Where people sign.
const PAGE: &str = "https://check.example";

/// Currency, minutes east of UTC, shops, hosts, items.
type Country = (&'static str, i32, Words, Words, Words);
type Words = &'static [&'static str];

/// Four countries; the words are on no list of the primer's making.
const COUNTRIES: [Country; 4] = [
    (
        "CNY",
        480,
        &[
            "云栖竹径茶空间",
            "渝味晓宇",
            "阿婆手作汤圆铺",
            "蓝鲸潜水俱乐部",
            "木心美术用品",
            "九芝堂大药房",
            "小熊烘焙",
            "锦绣花鸟市场",
        ],
        &[
            "yunqi.cn",
            "xiaoyu-cq.cn",
            "apo.example",
            "lanjing.com.cn",
            "muxin.art",
            "jiuzhi.example",
        ],
        &[
            "太平猴魁 二两",
            "凤凰单枞 蜜兰香",
            "冷泡茶 桃子口味",
            "毛肚",
            "黄喉",
            "鲜鸭肠 半份",
            "酥肉",
            "油碟",
            "冰粉",
            "桂圆干 500g",
            "螺丝椒",
            "荷兰豆",
            "鹌鹑蛋 30枚",
            "梅花肉",
            "速溶黑咖啡 2g*40条",
            "气泡水 白桃",
            "电蚊香液",
            "钢丝球 4个装",
            "马克笔 24色",
            "水彩纸 A3",
            "复方甘草片",
            "健胃消食片",
            "碘伏消毒液 100ml",
            "面镜租赁",
            "体验潜水一次",
            "蔓越莓曲奇",
            "虎皮卷",
            "多肉盆栽",
            "金鱼饲料",
            "营养土 5L",
        ],
    ),
    (
        "GBP",
        0,
        &[
            "Thistle & Rye",
            "Patel News",
            "Cobbler's Bench",
            "Vinyl Junction",
            "Ferryman's Arms",
            "Bright Smiles Dental",
        ],
        &[
            "thistlerye.scot",
            "patelnews.example",
            "vinyljunction.co.uk",
            "ferryman.pub",
            "brightsmiles.example",
        ],
        &[
            "Rye Loaf Seeded",
            "Rhubarb Jam 340g",
            "Cullen Skink",
            "Guardian Saturday",
            "Lottery Lucky Dip",
            "Mints Extra Strong",
            "Resole Full",
            "Heel Tips",
            "Bootlaces 120cm",
            "Blue Train LP",
            "Record Sleeves x50",
            "Bitter Pint",
            "Pork Scratchings",
            "Ploughman's",
            "Scampi & Chips",
            "Hygienist 30 min",
            "Fluoride Varnish",
            "Interdental Brushes",
            "Key Cut Yale",
            "Passport Photos",
            "Stamps 2nd x8",
            "Porridge Oats",
            "Clementines Net",
            "Leeks Loose",
            "Stilton 200g",
            "Elderflower Cordial",
        ],
    ),
    (
        "EUR",
        60,
        &[
            "Gasthof zum Löwen",
            "Fahrrad Schröder",
            "Blumen Öztürk",
            "Stadtbäckerei Huber",
        ],
        &[
            "loewen-gasthof.de",
            "schroeder-rad.de",
            "blumen.example",
            "huber.example",
        ],
        &[
            "Jägerschnitzel mit Spätzle",
            "Apfelschorle 0,5l",
            "Radler",
            "Käsespätzle",
            "Schlauch 28 Zoll",
            "Kettenöl",
            "Inspektion klein",
            "Rosen rot 12 Stück",
            "Übertopf",
            "Laugenbrezel",
            "Vollkornbrot 750g",
            "Nussecke",
            "Zwetschgendatschi",
            "Kännchen Kaffee",
        ],
    ),
    (
        "JPY",
        540,
        &["喫茶マロン", "山田書店", "居酒屋はなび", "ドラッグ青葉"],
        &["maron.jp", "yamada-books.jp", "hanabi.example"],
        &[
            "ナポリタン",
            "クリームソーダ",
            "ブレンドコーヒー",
            "文庫本",
            "ボールペン 赤",
            "枝豆",
            "生ビール 中",
            "焼き鳥盛り合わせ",
            "だし巻き玉子",
            "絆創膏",
            "目薬",
            "のど飴",
            "マスク 30枚",
        ],
    ),
];

struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % limit as u64) as usize
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    fn text(&mut self, alphabet: &str, count: usize) -> String {
        (0..count)
            .map(|_| self.pick(alphabet.as_bytes()) as char)
            .collect()
    }

    fn digits(&mut self, count: usize) -> String {
        self.text("0123456789", count)
    }

    fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.below(256) as u8).collect()
    }

    fn base64(&mut self, bytes: usize) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes(bytes))
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i + 1));
        }
    }
}

/// JSON with its members in order, or out of it, as other libraries write it.
#[derive(Clone, Copy, PartialEq)]
enum Style {
    Compact,
    Spaced,
    Shuffled,
}

type Members = Vec<(&'static str, String)>;

fn object(mut members: Members, style: Style, chance: &mut Chance) -> String {
    if style == Style::Shuffled {
        chance.shuffle(&mut members);
    }
    let (comma, colon) = if style == Style::Spaced {
        (", ", ": ")
    } else {
        (",", ":")
    };
    let members: Vec<String> = members
        .into_iter()
        .map(|(name, value)| format!("\"{name}\"{colon}{value}"))
        .collect();
    format!("{{{}}}", members.join(comma))
}

fn text(value: &str) -> String {
    Value::from(value).to_string()
}

struct Sample {
    dossier: String,
    json: String,
}

fn sample(
    items: usize,
    status: bool,
    style: Style,
    countries: usize,
    chance: &mut Chance,
) -> Sample {
    let (currency, offset, shops, hosts, goods) = COUNTRIES[chance.below(countries)];
    let mut lines = Vec::new();
    let mut amount = 0;
    for _ in 0..items {
        let quantity = if chance.below(3) > 0 {
            1
        } else {
            2 + chance.below(5)
        };
        let total = quantity * chance.pick(&[50, 90, 99, 120, 250, 480, 1000, 1290, 2600, 6800])
            + chance.below(3) * 5;
        amount += total;
        let mut line: Members = vec![("name", text(chance.pick(goods)))];
        if chance.below(4) > 0 {
            line.push(("quantity", quantity.to_string()));
        }
        line.push(("total", total.to_string()));
        lines.push(object(line, style, chance));
    }
    if items == 0 {
        amount = 100 + chance.below(90_000);
    }
    let iat = 1_790_000_000 + chance.below(60_000_000);
    let comma = if style == Style::Spaced { ", " } else { "," };
    let (rrn, code) = (chance.digits(12), chance.digits(6));
    let merchant = vec![
        ("trading_name", text(chance.pick(shops))),
        ("id", text(&chance.digits(15))),
    ];
    let terminal = vec![
        ("id", text(&chance.digits(8))),
        ("counter", chance.below(60_000).to_string()),
        ("previous", text(&chance.base64(16))),
    ];
    let tender = object(
        vec![("method", text("card")), ("amount", amount.to_string())],
        style,
        chance,
    );
    let card = vec![
        (
            "network",
            text(chance.pick(&["unionpay", "visa", "mastercard", "jcb"])),
        ),
        ("last4", text(&chance.digits(4))),
        ("pan_kind", text(chance.pick(&["dpan", "fpan", "unknown"]))),
        ("entry_mode", text(chance.pick(&["contactless", "chip"]))),
        (
            "cvm",
            text(chance.pick(&["cdcvm", "online_pin", "no_cvm", "signature"])),
        ),
    ];
    let authorisation = vec![
        ("mode", text("online")),
        ("code", text(&code)),
        ("response_code", text("00")),
        ("rrn", text(&rrn)),
        ("stan", text(&chance.digits(6))),
        ("acquirer_id", text(&chance.digits(8))),
    ];
    let origin = format!(
        "https://{}{}",
        chance.pick(&["pay.", "kasse.", "pos.", "", "beleg."]),
        chance.pick(hosts)
    );
    let number = match chance.below(3) {
        0 => chance.digits(7),
        1 => format!("{}/{}", chance.digits(4), chance.digits(3)),
        _ => format!("202701{}-{}", chance.digits(2), chance.digits(5)),
    };
    let mut payload: Members = vec![
        ("iss", text(&origin)),
        ("iat", iat.to_string()),
        ("utc_offset", offset.to_string()),
        ("number", text(&number)),
        ("type", text("sale")),
        ("status", text("approved")),
        ("amount", amount.to_string()),
        ("currency", text(currency)),
        ("merchant", object(merchant, style, chance)),
        ("terminal", object(terminal, style, chance)),
        ("tenders", format!("[{tender}]")),
        ("card", object(card, style, chance)),
        ("authorisation", object(authorisation, style, chance)),
    ];
    if items > 0 {
        payload.push(("items", format!("[{}]", lines.join(comma))));
    }
    let header = |typ: &str, chance: &mut Chance| {
        object(
            vec![
                ("alg", text("Ed25519")),
                ("typ", text(typ)),
                ("kid", text(&chance.base64(9))),
            ],
            style,
            chance,
        )
    };
    let (head, payload) = (
        header("receipt+jwt", chance),
        object(payload, style, chance),
    );
    let signed = format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(&head),
        URL_SAFE_NO_PAD.encode(&payload)
    );
    let mut json = head + &payload;
    let mut dossier = format!("{signed}.{}", chance.base64(64));
    if status {
        let at = iat + chance.below(3);
        let body = vec![
            (
                "iss",
                text(chance.pick(&[
                    "https://clearing.huafu.cn",
                    "https://events.cardworks.io",
                    "https://merchantbank.example",
                ])),
            ),
            ("iat", (at + chance.below(3)).to_string()),
            (
                "receipt_digest",
                text(&URL_SAFE_NO_PAD.encode(Sha256::digest(&signed))),
            ),
            ("sequence", "1".to_owned()),
            ("event", text("approved")),
            ("at", at.to_string()),
            ("amount", amount.to_string()),
            ("currency", text(currency)),
            ("rrn", text(&rrn)),
            ("code", text(&code)),
        ];
        let (head, body) = (
            header("receipt-status+jwt", chance),
            object(body, style, chance),
        );
        dossier += &format!(
            "~{}.{}.{}",
            URL_SAFE_NO_PAD.encode(&head),
            URL_SAFE_NO_PAD.encode(&body),
            chance.base64(64)
        );
        json += &(head + &body);
    }
    Sample { dossier, json }
}

/// A statement that a passkey signed, as a phone's browser makes it; the signature is noise.
fn by_passkey(typ: &str, tag: &str, payload: &Value, chance: &mut Chance) -> String {
    let head = json!({"alg": "webauthn-es256", "typ": typ, "kid": chance.base64(9)});
    let signed = [head.to_string(), payload.to_string()]
        .map(|json| URL_SAFE_NO_PAD.encode(json))
        .join(".");
    let challenge = Sha256::new()
        .chain_update(tag)
        .chain_update([0])
        .chain_update(&signed)
        .finalize();
    let client_data = format!(
        r#"{{"type":"webauthn.get","challenge":"{}","origin":"{PAGE}","crossOrigin":false}}"#,
        URL_SAFE_NO_PAD.encode(challenge)
    );
    let host = PAGE.trim_start_matches("https://");
    let data = [&Sha256::digest(host)[..], &[0x1d, 0, 0, 0, 0]].concat();
    let mut numbers = [chance.bytes(32), chance.bytes(32)];
    for number in &mut numbers {
        number[0] = number[0] & 0x7f | 0x40;
    }
    let signature = [&[0x30, 68, 2, 32][..], &numbers[0], &[2, 32], &numbers[1]].concat();
    let proof = json!({
        "authenticator_data": URL_SAFE_NO_PAD.encode(data),
        "client_data": client_data,
        "signature": URL_SAFE_NO_PAD.encode(signature),
    });
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(proof.to_string()))
}

fn digest(part: &str) -> String {
    let (signed, _) = part.rsplit_once('.').unwrap();
    URL_SAFE_NO_PAD.encode(Sha256::digest(signed))
}

/// What travels between two phones: answers and settlements, alone and with everything.
fn signed_off(chance: &mut Chance) {
    let mut sizes: Vec<(&str, Vec<usize>)> = Vec::new();
    let mut add = |name: &'static str, dossier: &str| {
        let size = encode(dossier).unwrap().len();
        match sizes.iter_mut().find(|(n, _)| *n == name) {
            Some((_, all)) => all.push(size),
            None => sizes.push((name, vec![size])),
        }
    };
    for _ in 0..RECEIPTS {
        let whole = sample(0, true, Style::Compact, 2, chance).dossier;
        let receipt = digest(whole.split('~').next().unwrap());
        let iat = 1_790_000_000 + chance.below(60_000_000);
        let key = |chance: &mut Chance| json!({"crv": "P-256", "kty": "EC", "x": chance.base64(32), "y": chance.base64(32)});
        let answer = json!({"iss": PAGE, "iat": iat, "receipt_digest": receipt, "method": "passkey", "verdict": "mine"});
        let mut with_key = answer.clone();
        with_key["key"] = key(chance);
        let keyless = by_passkey("receipt-ack+jwt", "receipt-ack/v1", &answer, chance);
        let ack = by_passkey("receipt-ack+jwt", "receipt-ack/v1", &with_key, chance);
        let terms = json!({"iss": PAGE, "iat": iat + 60, "receipt_digest": receipt, "side": "merchant",
            "facts": ["一盒茶叶已受潮，顾客当场退回"], "remedy": "partial_refund", "amount": 100 + chance.below(90_000), "currency": "CNY",
            "due": iat + 604_800, "waives_rights": false, "key": key(chance)});
        let tag = "receipt-settlement/v1";
        let first = by_passkey("receipt-settlement+jwt", tag, &terms, chance);
        let yes = json!({"iss": PAGE, "iat": iat + 90, "receipt_digest": receipt, "side": "customer", "counterpart": digest(&first),
            "waives_rights": false, "key": key(chance)});
        let second = by_passkey("receipt-settlement+jwt", tag, &yes, chance);
        add("an answer by passkey, alone", &ack);
        add("the same without its key", &keyless);
        add("a proposal, alone", &first);
        add("an acceptance, alone", &second);
        add("receipt, status, answer", &format!("{whole}~{ack}"));
        add(
            "receipt, status, settlement",
            &format!("{whole}~{first}~{second}"),
        );
        add(
            "receipt, status, answer, settlement",
            &format!("{whole}~{ack}~{first}~{second}"),
        );
    }
    for (name, mut sizes) in sizes {
        sizes.sort_unstable();
        let (mean, late) = (
            sizes.iter().sum::<usize>() / RECEIPTS,
            sizes[RECEIPTS * 95 / 100],
        );
        let symbol = |length: usize| shown(version(URL, to_digits(&vec![0; length]).len()));
        println!(
            "{name:40} {mean} ({late})  {} ({})",
            symbol(mean),
            symbol(late)
        );
    }
}

/// The smallest symbol, level M, for so many byte-mode characters and then so many digits.
fn version(bytes: usize, digits: usize) -> Option<i16> {
    use qrcode::bits::Bits;
    use qrcode::{EcLevel, Version};
    (1..=40).find(|&version| {
        let mut bits = Bits::new(Version::Normal(version));
        let text = bits.push_byte_data(&vec![b'a'; bytes]);
        let numbers = if digits > 0 {
            bits.push_numeric_data(&vec![b'0'; digits])
        } else {
            Ok(())
        };
        text.is_ok() && numbers.is_ok() && bits.push_terminator(EcLevel::M).is_ok()
    })
}

fn shown(version: Option<i16>) -> String {
    version.map_or("none".to_owned(), |version| format!("v{version}"))
}

fn main() {
    if std::env::args().any(|argument| argument == "--list") {
        return;
    }
    let start = Instant::now();
    encode("..").unwrap();
    println!("first use (primer read): {:?}", start.elapsed());
    println!(
        "{RECEIPTS} receipts a line; bytes of the armour, mean (p95), symbol at level M with a {URL}-character link"
    );
    println!(
        "{:34} {:>5} {:>14} {:>11} {:>9} {:>17} {:>10} {:>10}",
        "", "items", "armour", "symbol", "JSON", "DEFLATE symbol", "JWT text", "encode"
    );
    let mut chance = Chance(0x5eed);
    let classes = [
        ("compact, zh and en", false, Style::Compact, 2),
        ("compact, zh and en, with status", true, Style::Compact, 2),
        ("spaced, zh, en, de, ja", false, Style::Spaced, 4),
        ("shuffled, zh, en, de, ja", false, Style::Shuffled, 4),
    ];
    let mut decoding = Duration::ZERO;
    let mut decoded = 0;
    for (name, status, style, countries) in classes {
        for items in [0, 5, 20] {
            let samples: Vec<Sample> = (0..RECEIPTS)
                .map(|_| sample(items, status, style, countries, &mut chance))
                .collect();
            let start = Instant::now();
            let armours: Vec<Vec<u8>> = samples
                .iter()
                .map(|sample| encode(&sample.dossier).unwrap())
                .collect();
            let encoding = start.elapsed() / RECEIPTS as u32;
            let start = Instant::now();
            for (armour, sample) in armours.iter().zip(&samples) {
                assert_eq!(decode(armour).unwrap(), sample.dossier);
            }
            decoding += start.elapsed();
            decoded += RECEIPTS as u32;
            let mut lengths: Vec<usize> = armours.iter().map(Vec::len).collect();
            lengths.sort_unstable();
            let mean = lengths.iter().sum::<usize>() / RECEIPTS;
            let late = lengths[RECEIPTS * 95 / 100];
            let symbol = |length: usize| version(URL, to_digits(&vec![0; length]).len());
            let total = |length: &dyn Fn(&Sample) -> usize| {
                samples.iter().map(length).sum::<usize>() / RECEIPTS
            };
            let signatures = if status { 128 } else { 64 };
            let deflated = total(&|sample| {
                miniz_oxide::deflate::compress_to_vec(sample.json.as_bytes(), 10).len()
            }) + signatures
                + 1;
            println!(
                "{name:34} {items:>5} {:>14} {:>11} {:>9} {:>17} {:>10} {:>10}",
                format!("{mean} ({late})"),
                format!("{} ({})", shown(symbol(mean)), shown(symbol(late))),
                total(&|sample| sample.json.len()),
                format!("{deflated} {}", shown(symbol(deflated))),
                shown(version(URL + total(&|sample| sample.dossier.len()), 0)),
                format!("{:.1} ms", encoding.as_secs_f64() * 1e3),
            );
        }
    }
    println!(
        "decode, re-encode and compare: {:?} on average",
        decoding / decoded
    );
    // Version 2 of the armour: --features proofs.
    if cfg!(feature = "proofs") {
        signed_off(&mut chance);
    }
    let noise: Vec<u8> = [vec![1], chance.bytes(60_000)].concat();
    let start = Instant::now();
    let _ = decode(&noise);
    println!("60 kB of noise refused in {:?}", start.elapsed());
    let long = format!(
        "{}.{}.",
        URL_SAFE_NO_PAD.encode("{}"),
        URL_SAFE_NO_PAD.encode(json!(chance.digits(48_000)).to_string())
    );
    let start = Instant::now();
    let bytes = encode(&long).unwrap();
    let taken = start.elapsed();
    let start = Instant::now();
    decode(&bytes).unwrap();
    println!(
        "64 kB dossier: encode {taken:?}, decode {:?}",
        start.elapsed()
    );
}

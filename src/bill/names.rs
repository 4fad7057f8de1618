//! Whether a line names the shop: exports cut names off, fold them, glue a city or a wallet to them, and use the legal name.

/// A shop's name, ready to be looked for.
#[derive(Debug, Clone)]
pub(super) struct Name {
    whole: String,
    /// Without the words that many shops have.
    core: String,
}

/// A name by which a shop is known is looked for from so many characters on; shorter ones stand in too many texts.
const LATIN: usize = 4;
const HAN: usize = 2;

/// Statements cut names off after 22 or 25 characters.
const CUT: [usize; 2] = [22, 25];

impl Name {
    pub fn new(name: &str) -> Option<Self> {
        let whole = folded(name);
        let core = Some(core(name)).filter(|core| is_enough(core));
        // 小店 is little, but it is what is written on the door.
        let own =
            || !whole.is_ascii() && is_enough(&whole) && !COMMON_HAN.contains(&whole.as_str());
        let core = core.or_else(|| own().then(|| whole.clone()))?;
        Some(Self { whole, core })
    }

    /// `line` is folded already.
    pub fn is_in(&self, line: &str) -> bool {
        if line.is_empty() {
            return false;
        }
        if line.contains(&self.whole) || line.contains(&self.core) {
            return true;
        }
        // The line's name is shorter than the shop's: cut off, or without its legal form.
        if is_enough(line) && (self.whole.contains(line) || self.core.contains(line)) {
            return true;
        }
        for cut in CUT {
            // Spaces count where a name is cut; folded it is shorter by some.
            let head: String = self.whole.chars().take(cut - 6).collect();
            if head.chars().count() == cut - 6 && line.contains(&head) {
                return true;
            }
        }
        alike(&self.core, line)
    }
}

/// Half-width, lower case, without accents, and nothing but letters and digits.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = super::sum::folded(c);
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                out.push(c.to_ascii_lowercase());
            }
            continue;
        }
        match plain(c) {
            Some(letters) => out.push_str(letters),
            None if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            None => (),
        }
    }
    out
}

/// Accented Latin letters as exports without accents write them.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ä' | 'Ä' | 'æ' | 'Æ' => "ae",
        'ö' | 'Ö' | 'œ' | 'Œ' => "oe",
        'ü' | 'Ü' => "ue",
        'ß' => "ss",
        'à' | 'á' | 'â' | 'ã' | 'å' | 'À' | 'Á' | 'Â' | 'Ã' | 'Å' => "a",
        'ç' | 'Ç' => "c",
        'è' | 'é' | 'ê' | 'ë' | 'È' | 'É' | 'Ê' | 'Ë' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'Ì' | 'Í' | 'Î' | 'Ï' => "i",
        'ñ' | 'Ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ø' | 'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ø' => "o",
        'ù' | 'ú' | 'û' | 'Ù' | 'Ú' | 'Û' => "u",
        _ => return None,
    })
}

/// Words that say of what form or sort a shop is, not which one.
const COMMON: [&str; 35] = [
    "payment", "pay", "card", "pos", "purchase", "alipay", "wechat", "tenpay", "bank", "transfer",
    "debit", "credit", "sale", "gmbh", "ag", "kg", "ohg", "ug", "ltd", "limited", "llc", "inc",
    "co", "corp", "company", "plc", "sa", "sarl", "sl", "srl", "bv", "pty", "the", "shop", "store",
];
const COMMON_HAN: [&str; 22] = [
    "支付宝",
    "财付通",
    "微信支付",
    "微信",
    "银联",
    "消费",
    "支付",
    "付款",
    "转账",
    "商户",
    "有限责任公司",
    "股份有限公司",
    "有限公司",
    "个体工商户",
    "旗舰店",
    "专卖店",
    "分店",
    "分公司",
    "公司",
    "商店",
    "店",
    "商行",
];

fn core(name: &str) -> String {
    let mut core = String::new();
    for word in name.split(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '*' | '-' | '/'))
    {
        let word = folded(word);
        if !COMMON.contains(&word.as_str()) {
            core.push_str(&word);
        }
    }
    let mut rest = core.as_str();
    while let Some(shorter) = COMMON_HAN.iter().find_map(|form| rest.strip_suffix(form)) {
        rest = shorter;
    }
    // A city in front: 杭州腾辉茶业, 杭州市….
    rest.to_owned()
}

fn is_enough(text: &str) -> bool {
    let han = text.chars().filter(|c| !c.is_ascii()).count();
    han >= HAN || text.len() - han >= LATIN
}

/// Half of the pairs of neighbouring characters are the same (Dice's coefficient), for names of a like length.
fn alike(a: &str, b: &str) -> bool {
    let pairs = |text: &str| -> Vec<(char, char)> {
        let chars: Vec<char> = text.chars().take(64).collect();
        chars
            .iter()
            .copied()
            .zip(chars.iter().copied().skip(1))
            .collect()
    };
    let (a, mut b) = (pairs(a), pairs(b));
    if a.len() < 2 || b.len() < 2 || b.len() > 40 {
        return false;
    }
    let all = a.len() + b.len();
    let mut same = 0;
    for pair in &a {
        if let Some(at) = b.iter().position(|other| other == pair) {
            b.swap_remove(at);
            same += 1;
        }
    }
    same * 4 >= all
}

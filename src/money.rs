//! Money: unsigned minor units with an ISO 4217 currency. No floats anywhere.

use alloc::string::String;

use crate::json::{ToJson, Writer};
use crate::text::decimal;

/// An amount in minor units (cents, fen, yen), at most 2^53 − 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(u64);

impl Amount {
    pub fn from_minor(minor: i64) -> Option<Self> {
        (0..=crate::json::MAX_INTEGER)
            .contains(&minor)
            .then_some(Self(minor.unsigned_abs()))
    }

    pub fn minor(self) -> u64 {
        self.0
    }

    /// `CNY 186.50`; what stands before and after the point comes from the currency's exponent alone.
    pub fn to_text(self, currency: Currency) -> String {
        let exponent = usize::from(currency.exponent());
        let mut digits = decimal(self.0);
        if digits.len() <= exponent {
            digits.insert_str(0, &"0".repeat(exponent + 1 - digits.len()));
        }
        if exponent > 0 {
            digits.insert(digits.len() - exponent, '.');
        }
        let mut out = String::from(currency.code());
        out.push(' ');
        out.push_str(&digits);
        out
    }
}

impl ToJson for Amount {
    fn write(&self, out: &mut Writer) {
        self.0.write(out);
    }
}

/// A currency of ISO 4217's list of active codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Currency {
    code: &'static str,
    exponent: u8,
}

/// ISO 4217 list one (2026), by exponent; BGN, CUC and HRK are kept for receipts of their time. Precious metals, test codes and funds of account are not money
/// that a till takes, and are left out.
const BY_EXPONENT: [(u8, &str); 4] = [
    (
        0,
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
    ),
    (
        2,
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP \
         CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD \
         KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO \
         NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL \
         THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG ZWL",
    ),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (4, "CLF UYW"),
];

impl Currency {
    /// Looks up an alphabetic code; `None` for what the table does not hold.
    pub fn from_code(code: &str) -> Option<Self> {
        if code.len() != 3 {
            return None;
        }
        BY_EXPONENT.iter().find_map(|&(exponent, codes)| {
            codes
                .split(' ')
                .find(|c| *c == code)
                .map(|code| Self { code, exponent })
        })
    }

    pub fn code(self) -> &'static str {
        self.code
    }

    /// How many of the digits are minor units: JPY 0, CNY 2, KWD 3.
    pub fn exponent(self) -> u8 {
        self.exponent
    }
}

impl ToJson for Currency {
    fn write(&self, out: &mut Writer) {
        out.string(self.code);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(minor: i64, code: &str) -> Option<String> {
        Some(Amount::from_minor(minor)?.to_text(Currency::from_code(code)?))
    }

    #[test]
    fn the_exponent_comes_from_the_table() {
        assert_eq!(text(18_650, "CNY").as_deref(), Some("CNY 186.50"));
        assert_eq!(text(18_650, "JPY").as_deref(), Some("JPY 18650"));
        assert_eq!(text(18_650, "KWD").as_deref(), Some("KWD 18.650"));
        assert_eq!(text(5, "KWD").as_deref(), Some("KWD 0.005"));
        assert_eq!(text(0, "EUR").as_deref(), Some("EUR 0.00"));
        assert_eq!(text(1, "CLF").as_deref(), Some("CLF 0.0001"));
    }

    #[test]
    fn unlisted_codes_and_impossible_amounts_are_refused() {
        for code in ["XXX", "cny", "CN", "CNYY", "", "XAU", "D A", "AED"] {
            assert_eq!(Currency::from_code(code).is_some(), code == "AED", "{code}");
        }
        assert!(Amount::from_minor(-1).is_none());
        assert!(Amount::from_minor(crate::json::MAX_INTEGER + 1).is_none());
    }
}

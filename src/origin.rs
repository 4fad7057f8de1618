//! Who signed, as a claim: an https origin (RFC 6454), in one spelling only.

use alloc::borrow::ToOwned as _;
use alloc::string::String;

use crate::card_data;
use crate::json::{ToJson, Writer};
use crate::text::Text;

/// `https://host` or `https://host:port`: lower-case ASCII, no path, at most 64 characters. Compared byte by byte, shown as text,
/// never opened.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin(String);

impl Origin {
    pub fn from_text(text: &str) -> Option<Self> {
        let authority = text.strip_prefix("https://")?;
        let (host, port) = match authority.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        };
        // An origin is shown even where nothing else is: a card number cannot hide in one.
        (text.len() <= 64
            && !card_data::has_card_data(text)
            && host.split('.').all(is_label)
            && port.is_none_or(is_port))
        .then(|| Self(text.to_owned()))
    }

    /// `http://localhost` with or without a port: a page under development, at which somebody may sign off (PROTOCOL section 3.5). No signer's name.
    #[cfg(feature = "signoff")]
    pub(crate) fn of_this_machine(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("http://localhost")?;
        let sound = rest.is_empty()
            || rest
                .strip_prefix(':')
                .is_some_and(|p| p != "80" && is_number(p));
        sound.then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What goes by no name but its domain's.
    pub fn to_name(&self) -> Text {
        Text::new(self.0.strip_prefix("https://").unwrap_or_default())
    }
}

impl ToJson for Origin {
    fn write(&self, out: &mut Writer) {
        out.string(&self.0);
    }
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn is_port(port: &str) -> bool {
    // The default port has one spelling: none.
    port != "443" && is_number(port)
}

fn is_number(port: &str) -> bool {
    !port.starts_with('0')
        && port.bytes().all(|b| b.is_ascii_digit())
        && port.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_of_an_origin_is_accepted() {
        for good in [
            "https://pay.tenghui.example",
            "https://localhost:8443",
            "https://xn--fiqs8s.example",
            "https://127.0.0.1",
        ] {
            assert!(Origin::from_text(good).is_some(), "{good}");
        }
        for bad in [
            "http://pay.example",
            "https://pay.example/",
            "https://Pay.example",
            "https://pay.example:443",
            "https://pay.example:0",
            "https://pay.example:99999",
            "https://user@pay.example",
            "https://pay..example",
            "https://-pay.example",
            "https://pay.example#x",
            "https://pay.exämple",
            "https://",
            "https://a.example ",
            "https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example",
        ] {
            assert!(Origin::from_text(bad).is_none(), "{bad}");
        }
    }
}

//! The closed lists of words that claims use, spelled as on the wire.

/// A closed list of words. Looked up by its number, so that one search serves every list.
pub(crate) trait Word: Sized {
    const WORDS: &'static [&'static str];

    fn at(index: usize) -> Option<Self>;
}

/// Declares an enum whose variants are words, with the table that claims are read by.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            pub const ALL: &'static [(&'static str, Self)] = &[$(($word, Self::$variant)),+];

            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().find(|(w, _)| *w == word).map(|(_, v)| *v)
            }
        }

        impl crate::vocabulary::Word for $name {
            const WORDS: &'static [&'static str] = &[$($word),+];

            fn at(index: usize) -> Option<Self> {
                Self::ALL.get(index).map(|(_, v)| *v)
            }
        }

        impl crate::json::ToJson for $name {
            fn write(&self, out: &mut crate::json::Writer) {
                out.string(self.as_str());
            }
        }
    };
}
pub(crate) use words;

words! {
    /// What kind of transaction a receipt is about (ISO 8583 field 3 and MTI).
    ReceiptType {
        Sale = "sale", Preauth = "preauth", Capture = "capture", Void = "void", Refund = "refund",
        Correction = "correction", Training = "training", Cashback = "cashback",
    }
}

words! {
    /// What the terminal knew of the transaction's result (ISO 8583 field 39, MTI 04xx).
    ReceiptStatus {
        Attempted = "attempted", Approved = "approved", Declined = "declined", Reversed = "reversed",
        Captured = "captured", Unknown = "unknown",
    }
}

words! {
    /// What an acquirer states.
    Event {
        Approved = "approved", Declined = "declined", Captured = "captured", Reversed = "reversed",
        RefundIssued = "refund_issued", RefundPosted = "refund_posted", Flagged = "flagged",
    }
}

impl Event {
    pub fn is_refund(self) -> bool {
        matches!(self, Self::RefundIssued | Self::RefundPosted)
    }
}

words! {
    TenderMethod {
        Card = "card", Alipay = "alipay", Wechat = "wechat", UnionpayQr = "unionpay_qr", Cash = "cash",
        Transfer = "transfer", Other = "other",
    }
}

words! {
    /// Whose number the last four digits belong to: the plastic's, or a device's own.
    PanKind { Fpan = "fpan", Dpan = "dpan", Unknown = "unknown" }
}

words! {
    /// How the card was read (ISO 8583 field 22).
    EntryMode {
        Chip = "chip", Contactless = "contactless", Magstripe = "magstripe", Fallback = "fallback",
        Manual = "manual", Qr = "qr", Ecom = "ecom",
    }
}

words! {
    /// How the holder was verified (EMV tag 9F34).
    Cvm {
        OnlinePin = "online_pin", OfflinePin = "offline_pin", Signature = "signature", Cdcvm = "cdcvm",
        NoCvm = "no_cvm",
    }
}

words! {
    AuthorisationMode { Online = "online", Offline = "offline", StoreAndForward = "store_and_forward" }
}

words! {
    Relation {
        Refunds = "refunds", Voids = "voids", Captures = "captures", Corrects = "corrects", Replaces = "replaces",
    }
}

words! {
    /// Who signs, and as what.
    Role {
        Terminal = "terminal", Merchant = "merchant", Acquirer = "acquirer", Issuer = "issuer",
        Witness = "witness", Customer = "customer",
    }
}

words! {
    /// Why a key was withdrawn. The last two cast doubt on every date that the key alone vouches for.
    RevocationReason {
        Superseded = "superseded", Ceased = "ceased", Stolen = "stolen", Compromised = "compromised",
    }
}

words! {
    /// Who chose a list: built in, chosen on this device, fetched from the shop's own web domain, brought by the page. The verifier knows; the
    /// file never says. What comes first outranks what follows.
    Provenance { Pinned = "pinned", User = "user", Domain = "domain", Host = "host" }
}

words! {
    /// Why a single receipt was withdrawn.
    WithdrawalReason { IssuedInError = "issued_in_error", Replaced = "replaced" }
}

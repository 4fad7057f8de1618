//! The slip's own words, in Chinese and English at once: one paper serves both sides of the counter.

use receipt_verifier::vocabulary::{
    AuthorisationMode, Cvm, EntryMode, ReceiptStatus, ReceiptType, TenderMethod,
};

/// The heading of an everyday slip; the other kinds stand in a frame.
pub fn title(kind: ReceiptType, by_card: bool) -> Option<&'static str> {
    match kind {
        ReceiptType::Sale | ReceiptType::Training if by_card => Some("签购单 SALES SLIP"),
        ReceiptType::Sale | ReceiptType::Training => Some("销售小票 SALES RECEIPT"),
        ReceiptType::Cashback => Some("消费取现 SALE + CASHBACK"),
        ReceiptType::Capture => Some("预授权完成 CAPTURE"),
        ReceiptType::Preauth
        | ReceiptType::Void
        | ReceiptType::Refund
        | ReceiptType::Correction => None,
    }
}

/// What a quick look must not miss about this kind of transaction.
pub fn framed(kind: ReceiptType) -> &'static [&'static str] {
    match kind {
        ReceiptType::Training => &["培训 TRAINING", "没有交易 NO TRANSACTION"],
        ReceiptType::Preauth => &["预授权 PRE-AUTH", "不是消费 NOT A SALE"],
        ReceiptType::Refund => &["退货 REFUND"],
        ReceiptType::Void => &["撤销 VOID"],
        ReceiptType::Correction => &["更正 CORRECTION"],
        ReceiptType::Sale | ReceiptType::Capture | ReceiptType::Cashback => &[],
    }
}

/// What a quick look must not miss about the result.
pub fn status_warning(status: ReceiptStatus) -> Option<&'static str> {
    match status {
        ReceiptStatus::Declined => Some("未批准 DECLINED"),
        ReceiptStatus::Reversed => Some("已撤销 REVERSED"),
        ReceiptStatus::Attempted => Some("未完成 NOT COMPLETED"),
        ReceiptStatus::Unknown => Some("结果未知 RESULT UNKNOWN"),
        ReceiptStatus::Approved | ReceiptStatus::Captured => None,
    }
}

pub fn status(status: ReceiptStatus) -> &'static str {
    match status {
        ReceiptStatus::Approved => "已批准 APPROVED",
        ReceiptStatus::Captured => "已请款 CAPTURED",
        ReceiptStatus::Declined => "未批准 DECLINED",
        ReceiptStatus::Reversed => "已撤销 REVERSED",
        ReceiptStatus::Attempted => "未完成 NOT COMPLETED",
        ReceiptStatus::Unknown => "未知 UNKNOWN",
    }
}

pub fn tender(method: TenderMethod) -> &'static str {
    match method {
        TenderMethod::Card => "银行卡 CARD",
        TenderMethod::Alipay => "支付宝 ALIPAY",
        TenderMethod::Wechat => "微信支付 WECHAT PAY",
        TenderMethod::UnionpayQr => "银联二维码 UNIONPAY QR",
        TenderMethod::Cash => "现金 CASH",
        TenderMethod::Transfer => "转账 TRANSFER",
        TenderMethod::Other => "其他 OTHER",
    }
}

/// The card network: an open list, so an unlisted one shows as it is written.
pub fn network(token: &str) -> String {
    match token {
        "unionpay" => "银联 UNIONPAY".to_owned(),
        other => other.to_uppercase(),
    }
}

pub fn entry_mode(mode: EntryMode) -> &'static str {
    match mode {
        EntryMode::Chip => "插卡 CHIP",
        EntryMode::Contactless => "挥卡 CONTACTLESS",
        EntryMode::Magstripe => "刷卡 SWIPE",
        EntryMode::Fallback => "降级刷卡 FALLBACK",
        EntryMode::Manual => "手工输入 MANUAL",
        EntryMode::Qr => "二维码 QR",
        EntryMode::Ecom => "网上支付 ECOM",
    }
}

pub fn cvm(method: Cvm) -> &'static str {
    match method {
        Cvm::OnlinePin => "联机密码 ONLINE PIN",
        Cvm::OfflinePin => "脱机密码 OFFLINE PIN",
        Cvm::Signature => "签名 SIGNATURE",
        Cvm::Cdcvm => "设备验证 ON DEVICE",
        Cvm::NoCvm => "免密免签 NONE",
    }
}

/// Said only where it is unusual.
pub fn mode(mode: AuthorisationMode) -> Option<&'static str> {
    match mode {
        AuthorisationMode::Online => None,
        AuthorisationMode::Offline => Some("脱机 OFFLINE"),
        AuthorisationMode::StoreAndForward => Some("存储转发 STORED"),
    }
}

//! The layouts of WeChat Pay and Alipay, told by the words of their header rows.

use super::Format;
use super::columns::Columns;
use super::header::squeezed;
use super::line::{LineStatus, ReferenceKind, Side};
use super::rows::Row;
use crate::money::Currency;

/// The format whose header row this is, and where its columns stand.
pub(super) fn layout(header: &Row) -> Option<(Format, Columns)> {
    let names: Vec<String> = header.cells().map(squeezed).collect();
    let at = |name: &str| names.iter().position(|n| n == name);
    let any = |wanted: &[&str]| wanted.iter().find_map(|name| at(name));
    let format = if at("微信订单号").is_some() && at("交易状态").is_some() {
        Format::WechatMerchant
    } else if at("交易单号").is_some() && at("收/支").is_some() && at("当前状态").is_some()
    {
        Format::Wechat
    } else if any(&["交易订单号", "交易号"]).is_some()
        && at("交易对方").is_some()
        && at("收/支").is_some()
    {
        Format::Alipay
    } else {
        return None;
    };
    let references = [
        (
            ReferenceKind::TransactionId,
            &["交易单号", "微信订单号", "交易订单号", "交易号"][..],
        ),
        (
            ReferenceKind::MerchantOrderId,
            &["商户单号", "商户订单号", "商家订单号"],
        ),
        (ReferenceKind::RefundId, &["微信退款单号"]),
        (ReferenceKind::RefundId, &["商户退款单号"]),
    ];
    let columns = Columns {
        date: any(&["付款时间", "交易时间", "交易创建时间"]),
        other_date: any(&["交易创建时间"]),
        amount: any(&["应结订单金额", "金额", "总金额"]),
        side: at("收/支"),
        name: any(&["交易对方"]),
        method: any(&["支付方式", "收/付款方式", "付款银行"]),
        status: any(&["当前状态", "交易状态"]),
        kind: any(&["交易类型", "交易分类", "类型"]),
        texts: ["商品", "商品说明", "商品名称", "备注", "对方账号"]
            .into_iter()
            .filter_map(at)
            .collect(),
        references: references
            .into_iter()
            .filter_map(|(kind, names)| Some((kind, any(names)?)))
            .collect(),
        refund: match format {
            Format::WechatMerchant => any(&["退款金额"]),
            _ => any(&["成功退款"]),
        },
        currency: any(&["货币种类"]),
        code: Currency::from_code("CNY"),
        ..Columns::default()
    };
    columns.is_complete().then_some((format, columns))
}

/// Words that have been read already: a file says the same few a hundred thousand times.
pub(super) struct Read<T>(Vec<(String, Option<T>)>);

impl<T: Copy> Read<T> {
    pub fn new() -> Self {
        Self(Vec::new())
    }

    pub fn or_by(&mut self, read: fn(&str) -> Option<T>, word: &str) -> Option<T> {
        if word.is_empty() {
            return None;
        }
        if let Some((_, found)) = self.0.iter().find(|(known, _)| known == word) {
            return *found;
        }
        let found = read(word);
        const KEPT: usize = 16;
        if self.0.len() < KEPT {
            self.0.push((word.to_owned(), found));
        }
        found
    }
}

/// What a status word of a wallet or bank says; `None` where it says nothing that we know.
pub(super) fn status(word: &str) -> Option<LineStatus> {
    let has = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
    let word_lower = word.to_lowercase();
    let says = |parts: &[&str]| parts.iter().any(|part| word_lower.contains(part));
    if has(&["全额退款", "退还", "退款成功"]) || word == "REFUND" || says(&["refunded", "reversed"])
    {
        return Some(LineStatus::Refunded);
    }
    if has(&["已退款", "部分退款"]) || says(&["partially refunded"]) {
        return Some(LineStatus::PartRefunded);
    }
    if has(&["关闭", "失败", "撤销", "取消"])
        || says(&["closed", "failed", "cancel", "declined", "revert", "void"])
    {
        return Some(LineStatus::Closed);
    }
    if has(&["等待付款", "处理中", "待入账", "未入账", "冻结", "等待"])
        || says(&[
            "pending",
            "vorgemerkt",
            "authorised",
            "authorized",
            "pdng",
            "en attente",
            "pendiente",
            "hold",
        ])
    {
        return Some(LineStatus::Pending);
    }
    if has(&[
        "成功",
        "已收",
        "已转",
        "已存",
        "完成",
        "已到账",
        "已入账",
        "已付",
    ]) || word == "SUCCESS"
        || says(&[
            "booked",
            "posted",
            "completed",
            "cleared",
            "gebucht",
            "settled",
            "success",
            "comptabilis",
        ])
    {
        return Some(LineStatus::Booked);
    }
    None
}

/// What a word for the direction says.
pub(super) fn side(word: &str) -> Option<Side> {
    let word: String = word
        .chars()
        .map(super::sum::folded)
        .flat_map(char::to_lowercase)
        .collect();
    match word.trim() {
        "支出" | "支" | "借" | "借方" | "出账" | "转出" | "debit" | "dr" | "d" | "dbit" | "s"
        | "soll" | "out" | "débit" | "cargo" | "-" | "expense" | "withdrawal" => Some(Side::Debit),
        "收入" | "收" | "贷" | "贷方" | "入账" | "转入" | "已收入" | "credit" | "cr" | "c"
        | "crdt" | "h" | "haben" | "in" | "crédit" | "abono" | "+" | "income" | "deposit" => {
            Some(Side::Credit)
        }
        _ => None,
    }
}

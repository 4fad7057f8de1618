//! Header words: what banks and wallets write over their columns, in Chinese, English, German, French and Spanish.

use super::columns::Columns;
use super::line::ReferenceKind;
use super::rows::Row;

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Date,
    OtherDate,
    Time,
    Amount,
    Debit,
    Credit,
    Side,
    Name,
    Text,
    Reference,
    Status,
    Currency,
    Card,
    Method,
    Balance,
}

/// Whole headers, squeezed: lower case, without spaces, marks and what stands in brackets.
const WHOLE: &[(Use, &[&str])] = &[
    (
        Use::Date,
        &[
            "date",
            "transactiondate",
            "trandate",
            "transdate",
            "txndate",
            "operationdate",
            "dateoperation",
            "purchasedate",
            "completeddate",
            "datetime",
            "日期",
            "交易日期",
            "交易时间",
            "记账日期",
            "交易日",
            "消费日期",
            "发生日期",
            "时间",
            "交易日期时间",
            "创建时间",
            "buchungstag",
            "buchungsdatum",
            "datum",
            "buchung",
            "umsatzdatum",
            "belegdatum",
            "transaktionsdatum",
            "kaufdatum",
            "dateop",
            "datedopération",
            "datedoperation",
            "dateopération",
            "datedecomptabilisation",
            "datecomptable",
            "fecha",
            "fechaoperación",
            "fechaoperacion",
            "fechadeoperación",
            "fecoperación",
            "foperación",
            "data",
            "取引日",
            "利用日",
            "date/time",
        ],
    ),
    (
        Use::OtherDate,
        &[
            "valuedate",
            "postingdate",
            "posteddate",
            "postdate",
            "bookingdate",
            "settlementdate",
            "effectivedate",
            "clearingdate",
            "入账日期",
            "记账日",
            "起息日",
            "入账日",
            "清算日期",
            "wertstellung",
            "valuta",
            "valutadatum",
            "wertstellungsdatum",
            "datevaleur",
            "datedevaleur",
            "fechavalor",
            "fvalor",
        ],
    ),
    (
        Use::Time,
        &[
            "time",
            "transactiontime",
            "uhrzeit",
            "zeit",
            "heure",
            "hora",
            "交易时刻",
            "时刻",
        ],
    ),
    (
        Use::Amount,
        &[
            "amount",
            "transactionamount",
            "amt",
            "billingamount",
            "netamount",
            "value",
            "sum",
            "金额",
            "交易金额",
            "发生额",
            "人民币金额",
            "入账金额",
            "记账金额",
            "消费金额",
            "交易额",
            "betrag",
            "umsatz",
            "buchungsbetrag",
            "summe",
            "montant",
            "montantopération",
            "importe",
            "cantidad",
            "monto",
            "金額",
        ],
    ),
    (
        Use::Debit,
        &[
            "debit",
            "debits",
            "debitamount",
            "withdrawal",
            "withdrawals",
            "withdrawalamount",
            "withdrawalamt",
            "paidout",
            "moneyout",
            "out",
            "spent",
            "支出",
            "支出金额",
            "借方",
            "借方金额",
            "借方发生额",
            "支取",
            "转出金额",
            "soll",
            "lastschrift",
            "belastung",
            "ausgang",
            "débit",
            "debiteur",
            "cargo",
            "cargos",
            "debe",
            "adeudos",
        ],
    ),
    (
        Use::Credit,
        &[
            "credit",
            "credits",
            "creditamount",
            "deposit",
            "deposits",
            "depositamount",
            "depositamt",
            "paidin",
            "moneyin",
            "in",
            "received",
            "收入",
            "收入金额",
            "贷方",
            "贷方金额",
            "贷方发生额",
            "存入",
            "转入金额",
            "haben",
            "gutschrift",
            "eingang",
            "crédit",
            "abono",
            "abonos",
            "haber",
            "ingresos",
        ],
    ),
    (
        Use::Side,
        &[
            "debit/credit",
            "dr/cr",
            "cr/dr",
            "d/c",
            "c/d",
            "drcr",
            "creditdebitindicator",
            "creditdebit",
            "cdtdbtind",
            "direction",
            "indicator",
            "收/支",
            "收支",
            "借贷",
            "借贷标志",
            "借贷标识",
            "收支类型",
            "借贷方向",
            "soll/haben",
            "s/h",
            "sens",
            "signo",
            "debitorcredit",
            "debitcreditindicator",
        ],
    ),
    (
        Use::Name,
        &[
            "payee",
            "merchant",
            "merchantname",
            "name",
            "counterparty",
            "counterpartyname",
            "beneficiary",
            "payeename",
            "payer/payee",
            "paidto",
            "对方户名",
            "对方名称",
            "交易对方",
            "对手户名",
            "商户名称",
            "商户",
            "收款人",
            "对方账户名称",
            "交易对手",
            "对方",
            "交易商户",
            "交易地点",
            "auftraggeber/empfänger",
            "empfänger",
            "auftraggeber/begünstigter",
            "beguenstigter/zahlungspflichtiger",
            "begünstigter/zahlungspflichtiger",
            "zahlungsempfänger",
            "zahlungsempfänger*in",
            "nameauftraggeber/empfänger",
            "namezahlungsbeteiligter",
            "zahlungsbeteiligter",
            "bénéficiaire",
            "tiers",
            "beneficiario",
            "comercio",
            "establecimiento",
            "auftraggeber",
            "händler",
        ],
    ),
    (
        Use::Text,
        &[
            "description",
            "transactiondescription",
            "details",
            "transactiondetails",
            "narrative",
            "narration",
            "particulars",
            "memo",
            "remarks",
            "note",
            "notes",
            "transaction",
            "摘要",
            "备注",
            "交易摘要",
            "附言",
            "用途",
            "交易说明",
            "商品",
            "商品说明",
            "交易描述",
            "说明",
            "交易类型",
            "交易分类",
            "verwendungszweck",
            "buchungstext",
            "beschreibung",
            "vorgang/verwendungszweck",
            "vorgang",
            "umsatztext",
            "libellé",
            "libelle",
            "libelléopération",
            "détails",
            "concepto",
            "descripción",
            "descripcion",
            "detalle",
            "observaciones",
            "type",
            "transactiontype",
            "category",
            "extendeddetails",
            "摘要内容",
        ],
    ),
    (
        Use::Reference,
        &[
            "reference",
            "referencenumber",
            "ref",
            "refno",
            "transactionid",
            "transactionreference",
            "transactionnumber",
            "id",
            "rrn",
            "retrievalreferencenumber",
            "bankreference",
            "customerreference",
            "endtoendreference",
            "endtoendid",
            "chqrefno",
            "chequenumber",
            "流水号",
            "交易流水号",
            "参考号",
            "检索参考号",
            "交易单号",
            "商户单号",
            "订单号",
            "交易号",
            "商户订单号",
            "凭证号",
            "凭证号码",
            "交易订单号",
            "商家订单号",
            "kundenreferenz",
            "kundenreferenzendtoend",
            "referenz",
            "mandatsreferenz",
            "référence",
            "reference",
            "referencia",
            "númerodereferencia",
            "authcode",
            "authorisationcode",
            "authorizationcode",
            "approvalcode",
            "授权码",
            "授权号",
            "transaktionsid",
            "arn",
        ],
    ),
    (
        Use::Status,
        &[
            "status",
            "state",
            "交易状态",
            "当前状态",
            "状态",
            "umsatzstatus",
            "buchungsstatus",
            "statut",
            "estado",
        ],
    ),
    (
        Use::Currency,
        &[
            "currency",
            "currencycode",
            "ccy",
            "curr",
            "币种",
            "交易币种",
            "货币",
            "货币种类",
            "währung",
            "waehrung",
            "whg",
            "devise",
            "divisa",
            "moneda",
        ],
    ),
    (
        Use::Card,
        &[
            "card",
            "cardnumber",
            "cardno",
            "cardlast4",
            "lastfour",
            "last4",
            "卡号",
            "卡号后四位",
            "交易卡号",
            "尾号",
            "卡末四位",
            "karte",
            "kartennummer",
            "carte",
            "tarjeta",
            "cardmember",
            "账号/卡号",
        ],
    ),
    (
        Use::Method,
        &[
            "支付方式",
            "收/付款方式",
            "付款方式",
            "付款银行",
            "paymentmethod",
            "method",
            "zahlungsart",
        ],
    ),
    (
        Use::Balance,
        &[
            "balance",
            "runningbalance",
            "closingbalance",
            "余额",
            "账户余额",
            "联机余额",
            "本次余额",
            "saldo",
            "kontostand",
            "saldonachbuchung",
            "solde",
            "availablebalance",
            "fee",
            "fees",
            "手续费",
        ],
    ),
];

/// How headers begin that say more: `Amount (EUR)`, `Betrag in EUR`, `Debit Amount`.
const BEGINS: &[(Use, &[&str])] = &[
    (
        Use::OtherDate,
        &[
            "valuedate",
            "posteddate",
            "postingdate",
            "wertstellung",
            "datedevaleur",
        ],
    ),
    (
        Use::Debit,
        &[
            "debitamount",
            "withdrawal",
            "支出金额",
            "借方",
            "moneyout",
            "paidout",
        ],
    ),
    (
        Use::Credit,
        &[
            "creditamount",
            "deposit",
            "收入金额",
            "贷方",
            "moneyin",
            "paidin",
        ],
    ),
    (
        Use::Balance,
        &["balance", "余额", "saldo", "kontostand", "solde"],
    ),
    (
        Use::Date,
        &[
            "date",
            "transactiondate",
            "交易日期",
            "交易时间",
            "buchungstag",
            "fecha",
            "datum",
        ],
    ),
    (
        Use::Amount,
        &[
            "amount",
            "金额",
            "交易金额",
            "betrag",
            "umsatz",
            "montant",
            "importe",
        ],
    ),
    (
        Use::Name,
        &[
            "merchant",
            "payee",
            "begünstigter",
            "beguenstigter",
            "empfänger",
            "对方户名",
            "商户名称",
        ],
    ),
    (
        Use::Text,
        &[
            "description",
            "verwendungszweck",
            "libellé",
            "摘要",
            "memo",
            "details",
            "concepto",
        ],
    ),
    (
        Use::Reference,
        &[
            "reference",
            "transactionid",
            "参考号",
            "kundenreferenz",
            "订单号",
        ],
    ),
];

pub(super) fn squeezed(header: &str) -> String {
    let open = header.find(['(', '（', '[']).filter(|at| *at > 0);
    let header = open.and_then(|at| header.get(..at)).unwrap_or(header);
    header
        .chars()
        .map(super::sum::folded)
        .filter(|c| c.is_alphanumeric() || matches!(c, '/' | '*'))
        .flat_map(char::to_lowercase)
        .collect()
}

pub(super) fn use_of(header: &str) -> Option<Use> {
    let header = squeezed(header);
    if header.is_empty() {
        return None;
    }
    let whole = WHOLE
        .iter()
        .find(|(_, words)| words.contains(&header.as_str()));
    let begins = || {
        let mut begins = BEGINS.iter();
        begins.find(|(_, words)| words.iter().any(|word| header.starts_with(word)))
    };
    whole.or_else(begins).map(|(of, _)| *of)
}

fn reference_kind(header: &str) -> ReferenceKind {
    match squeezed(header).as_str() {
        "rrn" | "retrievalreferencenumber" | "检索参考号" | "参考号" => ReferenceKind::Rrn,
        "arn" => ReferenceKind::Arn,
        "endtoendid" | "endtoendreference" | "kundenreferenzendtoend" => ReferenceKind::EndToEndId,
        "交易单号" | "交易订单号" | "交易号" => ReferenceKind::TransactionId,
        "商户单号" | "商户订单号" | "商家订单号" => ReferenceKind::MerchantOrderId,
        _ => ReferenceKind::Other,
    }
}

/// The columns that a header row names; the first of several wins.
pub(super) fn columns(header: &Row) -> Columns {
    let mut columns = Columns::default();
    let mut dates = Vec::new();
    for (at, cell) in header.cells().enumerate() {
        let first = |slot: &mut Option<usize>| {
            slot.get_or_insert(at);
        };
        match use_of(cell) {
            Some(Use::Date) => dates.push(at),
            Some(Use::OtherDate) => first(&mut columns.other_date),
            Some(Use::Time) => first(&mut columns.time),
            Some(Use::Amount) => first(&mut columns.amount),
            Some(Use::Debit) => first(&mut columns.debit),
            Some(Use::Credit) => first(&mut columns.credit),
            Some(Use::Side) => first(&mut columns.side),
            Some(Use::Name) => first(&mut columns.name),
            Some(Use::Text) => columns.texts.push(at),
            Some(Use::Reference) => columns.references.push((reference_kind(cell), at)),
            Some(Use::Status) => first(&mut columns.status),
            Some(Use::Currency) => first(&mut columns.currency),
            Some(Use::Card) => first(&mut columns.card),
            Some(Use::Method) => first(&mut columns.method),
            Some(Use::Balance) | None => (),
        }
    }
    let mut dates = dates.into_iter();
    columns.date = dates.next();
    if columns.date.is_none() {
        columns.date = columns.other_date.take();
    }
    if columns.other_date.is_none() {
        columns.other_date = dates.next();
    }
    if columns.date.is_none() {
        columns.date = columns.time.take();
    }
    // Two columns of amounts say more than one.
    if columns.debit.is_some() && columns.credit.is_some() {
        columns.amount = None;
    } else if columns.amount.is_some() {
        (columns.debit, columns.credit) = (None, None);
    }
    columns
}

/// How many of a row's cells are header words.
pub(super) fn words_in(row: &Row) -> usize {
    row.cells().filter(|cell| use_of(cell).is_some()).count()
}

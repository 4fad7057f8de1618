"""Makes the statement files of this folder: layouts as public descriptions have them, every row invented."""
import pathlib

HERE = pathlib.Path(__file__).parent
SHOP = '腾辉茶叶店'
TRANSACTION = '4200002610202611228431097755'
ORDER = 'TH20261122000317'


def write(name, text, encoding='utf-8', newline='\r\n'):
    (HERE / name).write_bytes(text.replace('\n', newline).encode(encoding))


WECHAT_HEAD = f"""微信支付账单明细,,,,,,,,
微信昵称：[小林],,,,,,,,
起始时间：[2026-11-01 00:00:00] 终止时间：[2026-11-30 23:59:59],,,,,,,,
导出类型：[全部],,,,,,,,
导出时间：[2026-12-01 09:12:33],,,,,,,,
,,,,,,,,
共6笔记录,,,,,,,,
收入：1笔 66.00元,,,,,,,,
支出：4笔 282.00元,,,,,,,,
中性交易：1笔 500.00元,,,,,,,,
注：,,,,,,,,
1. 充值/提现/理财通购买/零钱通存取/信用卡还款等交易，将计入中性交易,,,,,,,,
2. 本明细仅展示当前账单中的交易，不包括已删除的记录,,,,,,,,
3. 本明细仅供个人对账使用,,,,,,,,
,,,,,,,,
----------------------微信支付账单明细列表--------------------,,,,,,,,
交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注
"""
WECHAT_ROWS = f"""2026-11-28 12:02:10,商户消费,面馆,"牛肉面",支出,¥28.00,零钱,支付成功,"4200002610202611281111111111\t","M20261128001\t","/"
2026-11-25 08:00:00,零钱提现,招商银行(4417),"/",/,¥500.00,招商银行(4417),提现已到账,"10002611251111111111111111\t","/","服务费¥0.50"
2026-11-24 10:30:00,腾辉茶叶店-退款,{SHOP},"安吉白茶 100g",收入,¥66.00,/,已全额退款,"50300006102026112422222222\t","TH20261120000101\t","/"
2026-11-22 17:35:14,商户消费,{SHOP},"西湖龙井 明前 250g 等",支出,¥186.50,招商银行(4417),支付成功,"{TRANSACTION}\t","{ORDER}\t","/"
2026-11-22 17:31:02,商户消费,{SHOP},"西湖龙井 明前 250g 等",支出,¥1.50,零钱,支付成功,"4200002610202611223333333333\t","TH20261122000316\t","/"
2026-11-20 18:00:00,商户消费,{SHOP},"安吉白茶 100g",支出,¥66.00,零钱,已全额退款,"4200002610202611204444444444\t","TH20261120000101\t","/"
"""
write('wechat.csv', '\ufeff' + WECHAT_HEAD + WECHAT_ROWS, newline='\n')

write('wechat_merchant.csv', '\ufeff' + f"""交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注
`2026-11-22 17:35:14,`wx0000000000000001,`1900000109,`0,`10023317,`{TRANSACTION},`{ORDER},`oAAAAAAAAAAAAAAAAAAAAAAAAAAA,`MICROPAY,`SUCCESS,`CMB_DEBIT,`CNY,`186.50,`0.00,`0,`0,`0.00,`0.00,`,`,`西湖龙井,`,`1.12000,`0.60%,`186.50,`0.00,`
`2026-11-24 10:30:00,`wx0000000000000001,`1900000109,`0,`10023317,`{TRANSACTION},`{ORDER},`oAAAAAAAAAAAAAAAAAAAAAAAAAAA,`MICROPAY,`REFUND,`CMB_DEBIT,`CNY,`0.00,`0.00,`50300006102026112422222222,`R20261124000001,`88.50,`0.00,`ORIGINAL,`SUCCESS,`西湖龙井,`,`-0.53000,`0.60%,`0.00,`88.50,`
总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额
`2,`186.50,`88.50,`0.00,`0.59000,`186.50,`88.50
""")

ALIPAY_HEAD = """------------------------------------------------------------------------------------
导出信息：
姓名：林*
支付宝账户：138******00
起始时间：[2026-11-01 00:00:00]    终止时间：[2026-11-30 23:59:59]
导出交易类型：[全部]
导出时间：[2026-12-01 09:20:01]
共4笔记录
收入：1笔 20.00元
支出：2笔 214.50元
不计收支：1笔 30.00元

特别提示：
1.本回单内容可表明支付宝受理了相应支付交易申请，不代表已经支付成功；
2.支付宝快捷支付等非余额支付方式可能既产生支付宝交易也同步产生银行交易，因此请勿使用本回单进行重复记账；

------------------------支付宝账户交易明细------------------------
交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,
"""
ALIPAY_ROWS = f"""2026-11-22 17:35:15,餐饮美食,{SHOP},ten***@pay.example,西湖龙井 明前 250g,支出,186.50,招商银行储蓄卡(4417),交易成功,2026112222001123456789012345\t,{ORDER}\t,,
2026-11-21 12:00:00,餐饮美食,面馆,mia***@pay.example,牛肉面,支出,28.00,余额宝,交易成功,2026112122001111111111111111\t,M20261121001\t,,
2026-11-19 09:00:00,日用百货,小店,xia***@pay.example,杯子,不计收支,30.00,余额宝,交易关闭,2026111922001222222222222222\t,X20261119001\t,,
2026-11-18 10:00:00,退款,小店,xia***@pay.example,退款-碗,收入,20.00,余额宝,退款成功,2026111822001333333333333333_R1\t,X20261118001\t,,
"""
write('alipay.csv', ALIPAY_HEAD + ALIPAY_ROWS, 'gb18030')

# Spreadsheets, where the library that writes them is at hand.
def sheets():
    import datetime
    import zipfile
    try:
        import openpyxl
    except ImportError:
        print('openpyxl is not here: the spreadsheets stay as they are')
        return
    book = openpyxl.Workbook()
    sheet = book.active
    for line in WECHAT_HEAD.splitlines():
        sheet.append([cell for cell in line.split(',') if cell] or [None])
    for line in WECHAT_ROWS.splitlines():
        cells = [cell.strip('"').rstrip('\t') for cell in line.split(',')]
        cells = [cell.removesuffix('\\t') for cell in cells]
        cells[0] = datetime.datetime.fromisoformat(cells[0])
        cells[5] = float(cells[5].removeprefix('¥'))
        sheet.append(cells)
    fixed(book, 'wechat.xlsx')

    # A bank's own table: a second sheet, days without times, references that are numbers.
    book = openpyxl.Workbook()
    book.active.append(['Kontoauszug'])
    sheet = book.create_sheet('Umsätze')
    sheet.append(['Buchungstag', 'Valuta', 'Empfänger', 'Verwendungszweck', 'Betrag (EUR)', 'Referenz'])
    day = datetime.date
    for row in [
        [day(2026, 11, 24), day(2026, 11, 24), 'Café Größe GmbH', 'Kartenzahlung 22.11.2026', -186.5, 632611884213],
        [day(2026, 11, 23), day(2026, 11, 23), 'Bäckerei Huber', 'Kartenzahlung', -0.1 - 0.2, 4200002610202611228431097755],
        [day(2026, 11, 20), day(2026, 11, 21), 'Arbeitgeber AG', 'Gehalt', 2500, None],
    ]:
        sheet.append(row)
    fixed(book, 'bank.xlsx')


def fixed(book, name):
    """Saves a workbook without the time of saving, so that making it again changes nothing."""
    import io
    import zipfile
    import datetime
    book.properties.created = book.properties.modified = datetime.datetime(2026, 12, 1)
    raw = io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(HERE / name, 'w', zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == 'docProps/core.xml':
                import re
                content = re.sub(rb'(<dcterms:modified[^>]*>)[^<]*', rb'\g<1>2026-12-01T00:00:00Z', content)
            new.writestr(zipfile.ZipInfo(entry.filename, (2026, 12, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


sheets()

CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}">
 <BkToCstmrStmt>
  <GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-12-01T06:00:00+01:00</CreDtTm></GrpHdr>
  <Stmt>
   <Id>S1</Id>
   <FrToDt><FrDtTm>2026-11-01T00:00:00+01:00</FrDtTm><ToDtTm>2026-11-30T23:59:59+01:00</ToDtTm></FrToDt>
   <Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy></Acct>
{entries}  </Stmt>
 </BkToCstmrStmt>
</Document>
"""
STATUS = {'02': '<Sts>BOOK</Sts>', '08': '<Sts><Cd>BOOK</Cd></Sts>'}
PARTY = {'02': '<Cdtr><Nm>{name}</Nm></Cdtr>', '08': '<Cdtr><Pty><Nm>{name}</Nm></Pty></Cdtr>'}


def entry(version, amount, side, name, reference, details='', extra=''):
    party = PARTY[version].format(name=name)
    return f"""   <Ntry>
    <Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd>{extra}{STATUS[version]}
    <BookgDt><Dt>2026-11-24</Dt></BookgDt><ValDt><Dt>2026-11-24</Dt></ValDt><AcctSvcrRef>{reference}</AcctSvcrRef>
    <NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>{details}<RltdPties>{party}</RltdPties>
     <RmtInf><Ustrd>Kartenzahlung Debitkarte 2026-11-22</Ustrd></RmtInf></TxDtls></NtryDtls>
   </Ntry>
"""


CARD = '<CardTx><Card><PlainCardData><PAN>4111111111114417</PAN><XpryDt>2028-12</XpryDt></PlainCardData></Card><POI><Id><Id>10023317</Id></Id></POI></CardTx>'
for version in ['02', '08']:
    detail = ('<Refs><TxId>632611884213</TxId></Refs><AmtDtls><InstdAmt><Amt Ccy="CNY">186.50</Amt></InstdAmt></AmtDtls>'
              f'<RltdDts><TxDtTm>2026-11-22T10:35:14+01:00</TxDtTm></RltdDts>{CARD}')
    batch = """   <Ntry>
    <Amt Ccy="EUR">60.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>%s<BookgDt><DtTm>2026-11-20T12:00:00+01:00</DtTm></BookgDt><ValDt><Dt>2026-11-20</Dt></ValDt>
    <NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch>
     <TxDtls><Refs><EndToEndId>ORDER-000017</EndToEndId></Refs><Amt Ccy="EUR">25.00</Amt><RltdPties>%s</RltdPties></TxDtls>
     <TxDtls><Refs><EndToEndId>ORDER-000018</EndToEndId></Refs><Amt Ccy="EUR">35.00</Amt><RltdPties>%s</RltdPties></TxDtls>
    </NtryDtls>
   </Ntry>
""" % (STATUS[version], PARTY[version].format(name='Caf&#233; Gr&ouml;&#xDF;e'.replace('&ouml;', 'ö')), PARTY[version].format(name='Bäckerei &amp; Söhne'))
    entries = (entry(version, '23.90', 'DBIT', 'Tenghui Tea', 'BANK-REF-0001', detail)
               + batch
               + entry(version, '12.00', 'DBIT', 'Bäckerei Huber', 'BANK-REF-0002')
               + entry(version, '12.00', 'CRDT', 'Bäckerei Huber', 'BANK-REF-0002', extra='<RvslInd>true</RvslInd>'))
    write(f'camt053_v{version}.xml', CAMT.format(version=version, entries=entries), newline='\n')

# Another prefix, another message: what a day has brought so far.
write('camt052_prefixed.xml', """<?xml version='1.0' encoding='ISO-8859-1'?>
<c:Document xmlns:c="urn:iso:std:iso:20022:tech:xsd:camt.052.001.06"><c:BkToCstmrAcctRpt><c:Rpt><c:Acct><c:Id><c:Othr><c:Id>0000123456</c:Id></c:Othr></c:Id></c:Acct>
<c:Ntry><c:Amt Ccy="EUR">186.5</c:Amt><c:CdtDbtInd>DBIT</c:CdtDbtInd><c:Sts>PDNG</c:Sts><c:BookgDt><c:Dt>2026-11-23</c:Dt></c:BookgDt>
<c:AddtlNtryInf>Kartenzahlung CAFÉ GRÖSSE</c:AddtlNtryInf></c:Ntry></c:Rpt></c:BkToCstmrAcctRpt></c:Document>
""", 'iso-8859-1', '\n')

MT940 = """:20:STARTUMS
:25:10020030/1234567
:28C:11/1
:60F:C261101EUR1000,00
:61:2611241122DR186,50NMSCNONREF//BANK-REF-0001
KARTENZAHLUNG
:86:106?00KARTENZAHLUNG?20EREF+ORDER-000017?21SVWZ+CAFE GROESSE 22.1
?221 17.35 UHR RRN 632611884213?32CAFE GROESSE GM
?33BH
:61:2611251125RD12,NMSCNONREF
:86:Storno einer Buchung vom 24.11. ueber zwoelf Euro, Baecker
ei Huber
:62F:C261130EUR825,50
-
:20:STARTUMS
:25:10020030/1234567
:28C:12/1
:60F:C261130EUR825,50
:61:2612010101C2500,00NTRFNONREF
:86:/EREF/GEHALT-11/NAME/ARBEITGEBER AG/
:62F:C261201EUR3325,50
-
"""
write('statements.sta', MT940)
write('swift_blocks.mt940', '{1:F01BANKDEFFAXXX0000000000}{2:I940BANKDEFFXXXXN}{4:\n' + MT940.split('-\n')[0] + '-}\n')

OFX_ROWS = [
    ('POS', '20261122173514[+8:CST]', '-186.50', 'F1', 'TENGHUI TEA HZ', 'CARD 4417 RRN 632611884213'),
    ('CREDIT', '20261124120000[-5:EST]', '12.00', 'F2', 'BAKER &amp; SONS', 'Refund'),
]


def ofx(closed):
    def tag(name, value):
        return f'<{name}>{value}' + (f'</{name}>' if closed else '') + '\n'
    rows = ''.join(
        '<STMTTRN>\n' + tag('TRNTYPE', kind) + tag('DTPOSTED', day) + tag('DTUSER', day) + tag('TRNAMT', amount) + tag('FITID', fitid)
        + tag('NAME', name) + tag('MEMO', memo) + '</STMTTRN>\n'
        for kind, day, amount, fitid, name, memo in OFX_ROWS)
    return ('<OFX>\n<CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS>\n' + tag('CURDEF', 'CNY') + '<CCACCTFROM>\n' + tag('ACCTID', '4111111111114417')
            + '</CCACCTFROM>\n<BANKTRANLIST>\n' + tag('DTSTART', '20261101') + tag('DTEND', '20261130') + rows
            + '</BANKTRANLIST>\n</CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1>\n</OFX>\n')


write('sgml.ofx', 'OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\nCHARSET:1252\nCOMPRESSION:NONE\nOLDFILEUID:NONE\nNEWFILEUID:NONE\n\n' + ofx(False))
write('xml.ofx', '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>\n' + ofx(True))

# Banks' own tables.
write('bank_de.csv', """Umsatzanzeige;Datei erstellt am: 01.12.2026
Konto;Girokonto;DE02 1203 0000 0000 2020 51
Zeitraum:;01.11.2026 - 30.11.2026

Buchung;Wertstellungsdatum;Auftraggeber/Empfänger;Buchungstext;Verwendungszweck;Betrag;Währung
24.11.2026;24.11.2026;CAFE GROESSE GMBH;Lastschrift;Kartenzahlung 22.11.;-186,50;EUR
20.11.2026;20.11.2026;Vermieterin Müller;Dauerauftrag;Miete;-1.050,00;EUR
15.11.2026;15.11.2026;Arbeitgeber AG;Gutschrift;Gehalt;2.500,00;EUR
""", 'cp1252')
write('bank_us.csv', """Transaction Date,Post Date,Description,Category,Type,Amount,Memo
11/22/2026,11/24/2026,TST* TENGHUI TEA HOUSE,Food & Drink,Sale,-186.50,
11/21/2026,11/22/2026,"AIRPORT PARKING, LOT B",Travel,Sale,-24.00,
11/05/2026,11/06/2026,Payment Thank You,,Payment,"1,200.00",
""")
write('bank_uk_columns.csv', """Date,Description,Money Out,Money In,Balance
22/11/2026,CARD PAYMENT TO TENGHUI TEA HZ,186.50,,"2,813.50"
20/11/2026,TRANSFER FROM A SMITH,,"3,000.00","3,000.00"
""")
write('bank_fr.csv', '\ufeff' + """Date;Date de valeur;Débit;Crédit;Libellé;Solde
22/11/2026;24/11/2026;186,50;;CB CAFE GRANDEUR 22/11;1 813,50
20/11/2026;20/11/2026;;2 000,00;VIREMENT;2 000,00
""", 'utf-16-le')
write('bank_cn.csv', """招商银行信用卡账单
卡号尾号：4417
交易日期,记账日期,交易摘要,人民币金额,卡号后四位,币种
2026/11/22,2026/11/23,银联-腾辉茶叶店,186.50,4417,人民币
2026/11/20,2026/11/21,财付通-面馆,28.00,4417,人民币
2026/11/10,2026/11/10,还款,-500.00,4417,人民币
""", 'gb18030')
write('bank_ambiguous.csv', """Date,Description,Amount
01/02/2026,TENGHUI TEA,12.00
03/04/2026,BAKER,7.00
05/06/2026,GROCER,30.00
""")
write('bank_jp.csv', """利用日,利用店名,利用者,支払方法,利用金額
2026/11/22,渡辺書店,本人,1回払い,"3,520"
2026/11/20,喫茶みどり,本人,1回払い,980
""", 'shift_jis')

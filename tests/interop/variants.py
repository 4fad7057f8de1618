"""Prints statements that a verifier has to accept or refuse, made with joserfc: what tests/interop.rs expects of each name.

    python variants.py < sale.json
"""

import base64
import json
import random
import sys
import warnings

from issue import sign, status
from joserfc import jws, jwt
from joserfc.jwk import ECKey, OctKey, OKPKey

# EdDSA and none are here because others still write them.
warnings.simplefilter("ignore")
sale = json.load(sys.stdin)
till = OKPKey.generate_key("Ed25519")
acquirer = OKPKey.generate_key("Ed25519")
stranger = OKPKey.generate_key("Ed25519")


def kid(key):
    return key.thumbprint()[:12]


def header(**other):
    return {"alg": "Ed25519", "typ": "receipt+jwt", "kid": kid(till)} | other


def statement(payload, key=till, **other):
    """Any payload text under a header that may differ in some members; a member given as None is left out."""
    members = {name: value for name, value in header(**other).items() if value is not None}
    return jws.serialize_compact(members, payload, key, algorithms=[members["alg"]])


def by_hand(header_text, payload):
    """What no JOSE library agrees to write: spelled by hand, signed by the key all the same."""
    segments = [base64.urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in (header_text, payload)]
    signature = till.private_key.sign(".".join(segments).encode())
    return ".".join([*segments, base64.urlsafe_b64encode(signature).decode().rstrip("=")])


def shuffled(value):
    if isinstance(value, list):
        return [shuffled(one) for one in value]
    if not isinstance(value, dict):
        return value
    names = list(value)
    random.shuffle(names)
    return {name: shuffled(value[name]) for name in names}


def nested(levels):
    return {"inner": nested(levels - 1)} if levels else {}


def with_status(receipt, event="approved", key=acquirer, **other):
    return receipt + "~" + sign("receipt-status+jwt", status(sale, receipt, event) | other, key)


text = json.dumps(sale)
good = statement(text)
hmac_secret = OctKey.import_key({"kty": "oct", "k": till.as_dict(private=False)["x"]})
ec = ECKey.generate_key("P-256")

cases = {
    "as_documented": good,
    "own_spelling": statement(json.dumps(sale, indent=1)),
    "compact": statement(json.dumps(sale, separators=(",", ":"), ensure_ascii=False)),
    "ascii": statement(json.dumps(sale, ensure_ascii=True)),
    "utf8": statement(json.dumps(sale, ensure_ascii=False)),
    "sorted": statement(json.dumps(sale, sort_keys=True)),
    "shuffled": statement(json.dumps(shuffled(sale))),
    "eddsa": statement(text, alg="EdDSA"),
    "jwt_api": jwt.encode(header(), sale, till, algorithms=["Ed25519"]),
    "unknown_members": statement(json.dumps(sale | {"loyalty": {"points": 12}}), cty="json"),
    "approved": with_status(good),
    "declined": with_status(good, "declined"),
    "status_eddsa": good
    + "~"
    + jws.serialize_compact(
        {"alg": "EdDSA", "typ": "receipt-status+jwt", "kid": kid(acquirer)},
        json.dumps(status(sale, good, "approved"), sort_keys=True),
        acquirer,
        algorithms=["EdDSA"],
    ),
    "status_of_other_amount": with_status(good, amount=1),
    "status_of_other_receipt": good + "~" + with_status(statement(json.dumps(sale | {"number": "other"}))).split("~")[1],
    "status_by_till": with_status(good, key=till, iss=sale["iss"]),
    "status_by_stranger": with_status(good, key=stranger),
    "glued_junk": "junk~" + good + "~~x.y.z~" + good,
    "hs256": statement(text, hmac_secret, alg="HS256"),
    "es256": statement(text, ec, alg="ES256"),
    "none": statement(text, OctKey.generate_key(), alg="none"),
    "typ_jwt": statement(text, typ="JWT"),
    "typ_left_out": statement(text, typ=None),
    "typ_of_a_status": statement(text, typ="receipt-status+jwt"),
    "typ_in_capitals": statement(text, typ="Receipt+JWT"),
    "jwk": statement(text, jwk=till.as_dict(private=False)),
    "jku": statement(text, jku="https://pay.harbour.example/jwks.json"),
    "b64_in_header": by_hand(json.dumps(header(b64=True)), text),
    "crit": by_hand(json.dumps(header(crit=["x"], x=1)), text),
    "kid_left_out": statement(text, kid=None),
    "alg_twice": by_hand(json.dumps(header())[:-1] + ', "alg": "none"}', text),
    "member_twice": statement(text[:-1] + ', "amount": 1}'),
    "member_twice_escaped": statement(text[:-1] + ', "amoun\\u0074": 1}'),
    "member_twice_inside": statement(text.replace('"last4":', '"last4": "1111", "last4":')),
    "fraction": statement(text.replace("18650", "186.50")),
    "exponent": statement(text.replace("18650", "1865e1")),
    "minus_zero": statement(text[:-1] + ', "rounding": -0}'),
    "beyond_2_53": statement(text.replace("18650", str(2**53))),
    "not_a_number": statement(json.dumps(sale | {"x": float("nan")})),
    "byte_order_mark": statement("\ufeff" + text),
    "list": statement(json.dumps([sale])),
    "nested_9_deep": statement(json.dumps(sale | {"x": nested(7)})),
    "nested_8_deep": statement(json.dumps(sale | {"x": nested(6)})),
    "nested_deep": statement('{"x":' * 2000 + "1" + "}" * 2000),
    "payload_too_large": statement(json.dumps(sale | {"x": "x" * 16384})),
    "statement_too_large": statement(json.dumps(sale | {"x": "x" * 32768})),
    "padded": good + "==",
    "stray_bits": good[:-1] + {"A": "B", "Q": "R", "g": "h", "w": "x"}[good[-1]],
    "line_break": good[:-9] + "\n" + good[-9:],
    "signature_cut": good[:-2],
    "other_key": statement(text, stranger),
    "other_payload": ".".join([good.split(".")[0], statement(json.dumps(sale | {"amount": 1})).split(".")[1], good.split(".")[2]]),
    "unknown_issuer": statement(json.dumps(sale | {"iss": "https://elsewhere.example"})),
    "unknown_kid": statement(text, stranger, kid=kid(stranger)),
    "signed_by_acquirer": statement(json.dumps(sale | {"iss": "https://acquirer.example"}), acquirer, kid=kid(acquirer)),
    "other_terminal": statement(json.dumps(sale | {"terminal": sale["terminal"] | {"id": "10023399"}})),
    "other_merchant": statement(json.dumps(sale | {"merchant": sale["merchant"] | {"id": "898330154110099"}})),
}
keys = {"till": till.as_dict(private=False), "acquirer": acquirer.as_dict(private=False)}
print(json.dumps({"keys": keys, "cases": cases}))

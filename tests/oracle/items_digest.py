"""Writes tests/vectors/items_digest.json from docs/PROTOCOL.md section 3.9 alone: python3 tests/oracle/items_digest.py > tests/vectors/items_digest.json"""

import base64
import hashlib
import json
import sys


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def sha256(data):
    return hashlib.sha256(data).digest()


def digest(lines):
    return base64url(sha256(b"".join(sha256(salt + line.encode()) for salt, line in lines)))


def part(lines, escaped):
    pairs = [[base64url(salt), line] for salt, line in lines]
    return base64url(json.dumps({"items": pairs}, ensure_ascii=escaped, separators=(",", ":")).encode())


def vector(name, signed, brought, shows, escaped=False):
    return {
        "name": name,
        "items": [[base64url(salt), line] for salt, line in brought],
        "items_digest": digest(signed),
        "part": part(brought, escaped),
        "shows": shows,
    }


SALTS = [sha256(bytes([seed]))[:16] for seed in range(4)]
TEA = [
    (SALTS[0], '{"name":"西湖龙井 明前 250g","quantity":1,"total":9800}'),
    (SALTS[1], '{"name":"安吉白茶 100g","quantity":2,"total":8850}'),
]
SPELT = [(SALTS[2], '{ "total": 18650, "name": "\\u8336 \\"Jade\\" \\ud83c\\udf75" }')]
NAMES = ["西湖龙井 明前 250g", "安吉白茶 100g"]
SHORT = [(SALTS[0][:15], TEA[0][1])]
NAMELESS = [(SALTS[0], '{"name":"x"}')]

VECTORS = [
    vector("two lines", TEA, TEA, NAMES),
    vector("a line keeps its own spelling, white space and escapes included", SPELT, SPELT, ['茶 "Jade" 🍵']),
    vector("the part's own JSON may be spelt otherwise", TEA, TEA, NAMES, escaped=True),
    vector("salts swapped", TEA, [(SALTS[1], TEA[0][1]), (SALTS[0], TEA[1][1])], ["other_items"]),
    vector("order changed", TEA, TEA[::-1], ["other_items"]),
    vector("one line dropped", TEA, TEA[:1], ["other_items"]),
    vector("one line more", TEA, TEA + SPELT, ["other_items"]),
    vector("a salt of 15 bytes", SHORT, SHORT, ["member_invalid"]),
    vector("a line that is no item", NAMELESS, NAMELESS, ["member_missing"]),
]

sys.stdout.reconfigure(encoding="utf-8")
print(json.dumps(VECTORS, ensure_ascii=False, indent=2))

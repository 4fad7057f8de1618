"""python issue.py till.json acquirer.json < sale.json > sale.dossier"""
import json, sys, time
from hashlib import sha256
from joserfc import jws
from joserfc.jwk import OKPKey
from joserfc.util import urlsafe_b64encode

def sign(typ, claims, key):
    header = {"alg": "Ed25519", "typ": typ, "kid": key.thumbprint()[:12]}
    return jws.serialize_compact(header, json.dumps(claims), key, algorithms=["Ed25519"])

def digest(statement):
    signing_input = statement.rsplit(".", 1)[0]
    return urlsafe_b64encode(sha256(signing_input.encode()).digest()).decode()

def status(receipt, statement, event):
    return {"iss": "https://acquirer.example", "iat": int(time.time()), "receipt_digest": digest(statement),
            "sequence": 1, "event": event, "at": receipt["iat"] + 1,
            "amount": receipt["amount"], "currency": receipt["currency"]}

if __name__ == "__main__":
    till, acquirer = (OKPKey.import_key(json.load(open(name))) for name in sys.argv[1:])
    receipt = json.load(sys.stdin)
    statement = sign("receipt+jwt", receipt, till)
    print(statement, sign("receipt-status+jwt", status(receipt, statement, "approved"), acquirer), sep="~")

"""Signs a trust list with joserfc: python list.py registry.json < trust.json > list.jwt"""

import json
import sys

from issue import sign
from joserfc.jwk import OKPKey

registry = OKPKey.import_key(json.load(open(sys.argv[1])))
print(sign("receipt-trust+jwt", json.load(sys.stdin), registry))

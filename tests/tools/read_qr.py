"""Reads QR symbols with zxing-cpp: one picture's path a line in, one text a line out (empty where none was read).

Needs the packages zxing-cpp and pillow. Used by tests/thirdparty_readers.rs.
"""

import sys

import zxingcpp
from PIL import Image

for line in sys.stdin:
    with Image.open(line.rstrip("\n")) as picture:
        results = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    print(results[0].text if results else "", flush=True)

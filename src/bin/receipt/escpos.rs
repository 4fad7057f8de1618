//! The slip as bytes for a thermal printer: four commands of Epson's ESC/POS, the picture as raster (docs/SLIP.md lists every byte).
//!
//! Letters go as dots too, so that Chinese needs no code page and every printer prints the same slip.

use crate::canvas::Canvas;

/// `ESC @`: initialize printer.
const INITIALISE: &[u8] = &[0x1b, b'@'];
/// `GS v 0` with m = 0: print raster bit image, one dot to one dot.
const RASTER: &[u8] = &[0x1d, b'v', b'0', 0];
/// `ESC d` 3: print and feed three lines, so that the slip's end lies past the tear bar of a printer without a cutter.
const FEED: &[u8] = &[0x1b, b'd', 3];
/// `GS V` 66 0: feed to the cutter and cut, leaving one point uncut.
const CUT: &[u8] = &[0x1d, b'V', 66, 0];

/// Rows of one raster command: 3,456 bytes on 80 mm paper, less than the 4 KiB that small printers receive ahead.
pub const BAND: usize = 48;

pub fn print(slip: &Canvas) -> Vec<u8> {
    let mut out = INITIALISE.to_vec();
    let rows: Vec<Vec<u8>> = slip.rows().map(packed).collect();
    for band in rows.chunks(BAND) {
        out.extend(RASTER);
        let width = band.first().map_or(0, Vec::len);
        for number in [width, band.len()] {
            out.extend(u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes());
        }
        out.extend(band.concat());
    }
    out.extend(FEED);
    out.extend(CUT);
    out
}

/// Eight dots a byte, the leftmost in the highest bit, dark as 1.
fn packed(row: &[bool]) -> Vec<u8> {
    row.chunks(8)
        .map(|dots| {
            dots.iter()
                .zip([0x80, 0x40, 0x20, 0x10, 8, 4, 2, 1])
                .filter(|(dark, _)| **dark)
                .map(|(_, bit)| bit)
                .sum()
        })
        .collect()
}

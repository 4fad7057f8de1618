//! The looks at a picture: ways of telling black from white, each followed by a search for symbols.

use rxing::common::DetectorRXingResult as _;
use rxing::common::{BitMatrix, HybridBinarizer};
use rxing::qrcode::cpp_port::decoder::Decode;
use rxing::qrcode::cpp_port::detector::{
    FindFinderPatterns, FinderPatternSet, GenerateFinderPatternSets, SampleQR,
};
use rxing::{Binarizer as _, Luma8Source};

use super::{Grey, Reading};

/// Finder-pattern triples tried in one look. Foliage and newsprint yield thousands; a real symbol is among the first.
const MAX_SETS: usize = 64;

/// Finder patterns kept in one look, largest first, for the same reason.
const MAX_PATTERNS: usize = 256;

/// The looks, cheapest and most fruitful first. Each earns its place on photographs; the order decides the time that a
/// hit takes, their number the time that an empty frame takes.
pub(super) fn all(full: &Grey) -> Reading {
    let texts = first_found(read_locally(full))
        .or_else(|| first_found(read_locally(&full.shrunk(3)?)))
        .or_else(|| first_found(read_locally(&full.shrunk(2)?)))
        .or_else(|| {
            // In a blurred symbol the thin light gaps are grey.
            let sharp = full.sharpened();
            first_found(read_locally(&sharp)).or_else(|| first_found(read_globally(&sharp, false)))
        })
        .or_else(|| {
            let half = full.shrunk(2)?;
            first_found(read_locally(&half.sharpened()))
                .or_else(|| first_found(read_globally(&half, false)))
                // White on black, as a screen in dark mode shows it.
                .or_else(|| first_found(read_globally(&half, true)))
        })
        .unwrap_or_default();
    Reading {
        texts,
        module_px: None,
    }
}

fn first_found(texts: Vec<String>) -> Option<Vec<String>> {
    (!texts.is_empty()).then_some(texts)
}

/// Tells black from white by each pixel's neighbourhood: what shadows and slanting light ask for.
fn read_locally(grey: &Grey) -> Vec<String> {
    let (Ok(width), Ok(height)) = (u32::try_from(grey.width), u32::try_from(grey.height)) else {
        return Vec::new();
    };
    let Ok(source) = Luma8Source::new_with_slice(&grey.luma, width, height) else {
        return Vec::new();
    };
    HybridBinarizer::new(source)
        .get_black_matrix()
        .map(read_symbols)
        .unwrap_or_default()
}

/// Tells black from white by one threshold for the whole picture; `inverted` takes the light pixels for black.
fn read_globally(grey: &Grey, inverted: bool) -> Vec<String> {
    let (Ok(width), Ok(height)) = (u32::try_from(grey.width), u32::try_from(grey.height)) else {
        return Vec::new();
    };
    let Ok(mut bits) = BitMatrix::new(width, height) else {
        return Vec::new();
    };
    let threshold = grey.threshold();
    for (y, row) in (0..height).zip(grey.luma.chunks_exact(grey.width)) {
        for (x, &luma) in (0..width).zip(row) {
            if (luma <= threshold) != inverted {
                bits.set(x, y);
            }
        }
    }
    read_symbols(&bits)
}

fn read_symbols(bits: &BitMatrix) -> Vec<String> {
    // "Try harder" means here that every third row is looked at, whatever the height; it finds one photograph in a
    // hundred more and costs little.
    let mut patterns = FindFinderPatterns(bits, true, 0);
    patterns.sort_by_key(|pattern| std::cmp::Reverse(pattern.size));
    patterns.truncate(MAX_PATTERNS);
    let mut used: Vec<FinderPatternSet> = Vec::new();
    let mut texts = Vec::new();
    for set in GenerateFinderPatternSets(&mut patterns)
        .into_iter()
        .take(MAX_SETS)
    {
        if used.iter().any(|other| share_a_corner(other, &set)) {
            continue;
        }
        let Ok(sampled) = SampleQR(bits, &set) else {
            continue;
        };
        let Ok(decoded) = Decode(sampled.getBits()) else {
            continue;
        };
        if !decoded.isValid() {
            continue;
        }
        used.push(set);
        let text = text_of(decoded.content().bytes());
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts
}

fn share_a_corner(one: &FinderPatternSet, other: &FinderPatternSet) -> bool {
    let corners = [one.bl, one.tl, one.tr];
    [other.bl, other.tl, other.tr]
        .iter()
        .any(|corner| corners.contains(corner))
}

fn text_of(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

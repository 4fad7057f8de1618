//! The looks at a picture: ways of telling black from white, each followed by a search for symbols.

use rxing::common::{BitMatrix, DetectorRXingResult as _};
use rxing::qrcode::common::Version;
use rxing::qrcode::cpp_port::decoder::Decode;
use rxing::qrcode::cpp_port::detector::{FinderPatternSet, SampleQR};

use super::contrast::{Contrast, black_and_white};
use super::finders::{self, Triple};
use super::mesh::Mesh;
use super::modules::{self, Modules};
use super::{Content, Grey, Reading};

/// Pixels a module, at least, of what the camera is asked to come closer to.
const SMALLEST: f32 = 1.8;

/// What the looks at one picture have found, and how much work they may still do.
pub(super) struct Findings {
    pub(super) reading: Reading,
    /// The modules of symbols that were found and not read.
    pub(super) unread: Vec<Modules>,
    /// Meshes that may still be fitted: the dearest step.
    meshes: usize,
}

impl Findings {
    pub(super) fn new(meshes: usize) -> Self {
        Self {
            reading: Reading::default(),
            unread: Vec::new(),
            meshes,
        }
    }

    pub(super) fn any(&self) -> bool {
        !self.reading.contents.is_empty()
    }

    /// Looks for symbols in `grey`, which is the picture at one `shrink`th of its size.
    pub(super) fn look(&mut self, grey: &Grey, shrink: usize, contrast: Contrast) {
        let Some(bits) = black_and_white(grey, contrast) else {
            return;
        };
        let mut used: Vec<FinderPatternSet> = Vec::new();
        for set in finders::find(&bits) {
            if used.iter().any(|other| share_a_corner(other, &set)) {
                continue;
            }
            self.likeliest_module(&set, shrink);
            let content =
                read_flat(&bits, &set).or_else(|| self.read_bent(grey, &bits, &set, contrast));
            let Some(content) = content else {
                continue;
            };
            used.push(set);
            if !self.reading.contents.contains(&content) {
                self.reading.contents.push(content);
            }
        }
    }

    fn likeliest_module(&mut self, set: &FinderPatternSet, shrink: usize) {
        let size = (set.tl.size + set.tr.size + set.bl.size) as f32 / 21.0;
        // Smaller ones are print that happens to look like finder patterns.
        if size >= SMALLEST {
            self.reading.module_px.get_or_insert(size * shrink as f32);
        }
    }

    /// On paper that is not flat, or where black and white run into each other.
    fn read_bent(
        &mut self,
        grey: &Grey,
        bits: &BitMatrix,
        set: &FinderPatternSet,
        contrast: Contrast,
    ) -> Option<Content> {
        if self.meshes == 0 {
            return None;
        }
        let triple = Triple::new(bits, set);
        for side in triple.sides(grey) {
            let version =
                Version::getProvisionalVersionForDimension(u32::try_from(side).ok()?).ok()?;
            self.meshes = self.meshes.saturating_sub(1);
            let Some(mesh) = Mesh::fit(grey, &triple, side, version.getAlignmentPatternCenters())
            else {
                continue;
            };
            let mut brightness = mesh.brightness(grey);
            if matches!(contrast, Contrast::Inverted) {
                for value in &mut brightness {
                    *value = 255.0 - *value;
                }
            }
            match modules::read(side, &brightness) {
                Ok(content) => return Some(content),
                Err(modules) => self.unread.push(modules),
            }
            if self.meshes == 0 {
                break;
            }
        }
        None
    }
}

fn read_flat(bits: &BitMatrix, set: &FinderPatternSet) -> Option<Content> {
    let sampled = SampleQR(bits, set).ok()?;
    let decoded = Decode(sampled.getBits()).ok()?;
    decoded
        .isValid()
        .then(|| Content::new(decoded.content().bytes()))
}

fn share_a_corner(one: &FinderPatternSet, other: &FinderPatternSet) -> bool {
    let corners = [one.bl, one.tl, one.tr];
    [other.bl, other.tl, other.tr]
        .iter()
        .any(|corner| corners.contains(corner))
}

//! How hard a picture is looked at. What bounds the effort is counted work, never a clock: the same picture always gives
//! the same answer.

use super::contrast::Contrast;
use super::looks::Findings;
use super::modules::Modules;
use super::{Content, Grey, Reading};

/// Meshes fitted on a still, and on one frame of a stream.
const STILL_MESHES: usize = 40;
const LIVE_MESHES: usize = 1;

/// Every look there is, the cheapest and most fruitful first; the first that reads something ends the search.
pub(super) fn still(full: &Grey) -> Reading {
    let mut findings = Findings::new(STILL_MESHES);
    for shrink in [1, 3, 2] {
        if let Some(grey) = full.shrunk(shrink) {
            findings.look(&grey, shrink, Contrast::Local);
            if findings.any() {
                return findings.reading;
            }
        }
    }
    // In a blurred symbol the thin light gaps are grey.
    for shrink in [1, 2] {
        let Some(grey) = full.shrunk(shrink) else {
            continue;
        };
        let sharp = grey.sharpened();
        for (grey, contrast) in [
            (&sharp, Contrast::Local),
            (&sharp, Contrast::Global),
            (&grey, Contrast::Global),
            (&grey, Contrast::Inverted),
        ] {
            findings.look(grey, shrink, contrast);
            if findings.any() {
                return findings.reading;
            }
        }
    }
    findings.reading
}

/// What a stream of frames has shown so far.
#[derive(Debug, Default)]
pub(super) struct Stream {
    frames: usize,
    /// The modules of the symbol in front of the camera, added up over the frames since it came into view.
    seen: Option<Modules>,
}

impl Stream {
    /// One look at one frame, each time another.
    pub(super) fn frame(&mut self, frame: &Grey) -> Reading {
        let mut findings = Findings::new(LIVE_MESHES);
        let large = frame.width.max(frame.height) > 1600;
        let turn = self.frames % 4;
        self.frames = self.frames.wrapping_add(1);
        let shrink = match (turn, large) {
            (0 | 2, false) => 1,
            (0 | 2, true) | (1, false) => 2,
            (1, true) => 1,
            _ => 3,
        };
        let looked_at = match shrink {
            // At full size only where people hold the code: the other turns see to the rest.
            1 => Some(frame.middle()),
            _ => frame.shrunk(shrink),
        };
        if let Some(grey) = looked_at {
            findings.look(&grey, shrink, Contrast::Local);
        }
        if findings.any() {
            self.seen = None;
            return findings.reading;
        }
        for modules in std::mem::take(&mut findings.unread) {
            if let Some(content) = self.add(modules) {
                self.seen = None;
                findings.reading.contents.push(content);
                break;
            }
        }
        findings.reading
    }

    /// Adds a frame's modules to those of the frames before, and reads the sum.
    fn add(&mut self, modules: Modules) -> Option<Content> {
        let sum = match self.seen.take() {
            Some(seen) if seen.resembles(&modules) => seen.plus(&modules),
            _ => {
                self.seen = Some(modules);
                return None;
            }
        };
        let content = sum.read();
        self.seen = Some(sum);
        content
    }
}

//! The binary range coder: each bit narrows a range of 32-bit numbers in proportion to its probability.

use alloc::vec::Vec;

use super::ArmourError;

/// Below this the range is widened by a byte.
const NARROW: u32 = 1 << 24;

/// The part of the range that stands for a one.
fn share(range: u32, probability: u32) -> u32 {
    (range >> 16) * probability
}

pub struct Encoder {
    low: u32,
    range: u32,
    bytes: Vec<u8>,
}

impl Encoder {
    pub fn new() -> Self {
        Self {
            low: 0,
            range: u32::MAX,
            bytes: Vec::new(),
        }
    }

    pub fn encode(&mut self, bit: u32, probability: u32) {
        let ones = share(self.range, probability);
        if bit == 1 {
            self.range = ones;
        } else {
            self.advance(ones);
            self.range -= ones;
        }
        while self.range < NARROW {
            self.shift();
            self.range <<= 8;
        }
    }

    /// Writes the fewest bytes that say enough whatever comes after them: signatures do.
    pub fn finish(mut self) -> Vec<u8> {
        for count in 0..=4u32 {
            let open = ((1u64 << (32 - 8 * count)) - 1) as u32;
            // Up to the next number whose lower bits, those not written, are all free to be anything.
            let up = self.low.wrapping_neg() & open;
            if u64::from(up) + u64::from(open) < u64::from(self.range) {
                self.advance(up);
                for _ in 0..count {
                    self.shift();
                }
                break;
            }
        }
        self.bytes
    }

    fn advance(&mut self, by: u32) {
        let (low, carry) = self.low.overflowing_add(by);
        self.low = low;
        if carry {
            for byte in self.bytes.iter_mut().rev() {
                *byte = byte.wrapping_add(1);
                if *byte != 0 {
                    break;
                }
            }
        }
    }

    fn shift(&mut self) {
        self.bytes.push((self.low >> 24) as u8);
        self.low <<= 8;
    }
}

pub struct Decoder<'a> {
    bytes: &'a [u8],
    /// How many zeros were read after the end.
    beyond: u32,
    code: u32,
    range: u32,
}

impl<'a> Decoder<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        let mut decoder = Self {
            bytes,
            beyond: 0,
            code: 0,
            range: u32::MAX,
        };
        for _ in 0..4 {
            decoder.shift();
        }
        decoder
    }

    pub fn decode(&mut self, probability: u32) -> u32 {
        let ones = share(self.range, probability);
        let bit = u32::from(self.code < ones);
        if bit == 1 {
            self.range = ones;
        } else {
            self.code -= ones;
            self.range -= ones;
        }
        while self.range < NARROW {
            self.shift();
            self.range <<= 8;
        }
        bit
    }

    /// The reader runs four bytes ahead of the writer; further is past the end.
    pub fn check(&self) -> Result<(), ArmourError> {
        if self.beyond > 4 {
            Err(ArmourError::Truncated)
        } else {
            Ok(())
        }
    }

    fn shift(&mut self) {
        let byte = if let Some((&byte, rest)) = self.bytes.split_first() {
            self.bytes = rest;
            byte
        } else {
            self.beyond += 1;
            0
        };
        self.code = self.code << 8 | u32::from(byte);
    }
}

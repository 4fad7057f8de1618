//! Reed–Solomon over GF(256) as QR codes use it, with erasures: a codeword that is known to be doubtful costs half of what
//! an unknown error costs.

/// x^8 + x^4 + x^3 + x^2 + 1, the field of ISO/IEC 18004.
const POLYNOMIAL: u16 = 0x11d;

/// Powers and logarithms of the field's generator.
pub(super) struct Field {
    power: [u8; 512],
    log: [u8; 256],
}

impl Field {
    pub(super) fn new() -> Self {
        let (mut power, mut log) = ([0u8; 512], [0u8; 256]);
        let mut value = 1u16;
        for (n, slot) in power.iter_mut().enumerate() {
            *slot = value.to_le_bytes()[0];
            if n < 255 {
                log[usize::from(*slot)] = (n & 255) as u8;
            }
            value <<= 1;
            if value > 255 {
                value ^= POLYNOMIAL;
            }
        }
        Self { power, log }
    }

    fn multiply(&self, a: u8, b: u8) -> u8 {
        if a == 0 || b == 0 {
            return 0;
        }
        self.power[usize::from(self.log[usize::from(a)]) + usize::from(self.log[usize::from(b)])]
    }

    /// `b` is not 0.
    fn divide(&self, a: u8, b: u8) -> u8 {
        if a == 0 {
            return 0;
        }
        self.power
            [usize::from(self.log[usize::from(a)]) + 255 - usize::from(self.log[usize::from(b)])]
    }

    fn raise(&self, exponent: usize) -> u8 {
        self.power[exponent % 255]
    }

    fn evaluate(&self, polynomial: &[u8], at: u8) -> u8 {
        polynomial
            .iter()
            .rev()
            .fold(0, |sum, &term| self.multiply(sum, at) ^ term)
    }

    /// The block's syndromes; all 0 when it is a codeword.
    fn syndromes(&self, block: &[u8], checks: usize) -> Vec<u8> {
        (0..checks)
            .map(|n| {
                let at = self.raise(n);
                block
                    .iter()
                    .fold(0, |sum, &byte| self.multiply(sum, at) ^ byte)
            })
            .collect()
    }

    /// Corrects `block`, whose last `checks` bytes are check bytes; `doubtful` are places whose bytes mean nothing.
    /// Whether it is a codeword now; if not, it is unchanged.
    pub(super) fn correct(&self, block: &mut [u8], checks: usize, doubtful: &[usize]) -> bool {
        let length = block.len();
        if length > 255 || checks >= length || doubtful.len() > checks {
            return false;
        }
        let syndromes = self.syndromes(block, checks);
        if syndromes.iter().all(|&part| part == 0) {
            return true;
        }
        let Some(locator) = self.locator(&syndromes, doubtful, length) else {
            return false;
        };
        let degree = locator.iter().rposition(|&term| term != 0).unwrap_or(0);
        let product: Vec<u8> = (0..checks)
            .map(|n| {
                (0..=n.min(degree)).fold(0, |sum, i| {
                    sum ^ self.multiply(locator[i], syndromes[n - i])
                })
            })
            .collect();
        // Only odd powers survive a derivative where 1 + 1 = 0.
        let derivative: Vec<u8> = (0..degree)
            .map(|n| if n % 2 == 0 { locator[n + 1] } else { 0 })
            .collect();
        let mut fixed = block.to_vec();
        let mut roots = 0;
        for (place, byte) in fixed.iter_mut().enumerate() {
            let exponent = length - 1 - place;
            let inverse = self.raise(255 - exponent);
            if self.evaluate(&locator, inverse) != 0 {
                continue;
            }
            roots += 1;
            let slope = self.evaluate(&derivative, inverse);
            if slope == 0 {
                return false;
            }
            let value = self.multiply(self.raise(exponent), self.evaluate(&product, inverse));
            *byte ^= self.divide(value, slope);
        }
        if roots != degree || self.syndromes(&fixed, checks).iter().any(|&part| part != 0) {
            return false;
        }
        block.copy_from_slice(&fixed);
        true
    }

    /// Berlekamp and Massey's algorithm, started from the erasures.
    fn locator(&self, syndromes: &[u8], doubtful: &[usize], length: usize) -> Option<Vec<u8>> {
        let checks = syndromes.len();
        let erased = doubtful.len();
        let mut locator = vec![0u8; checks + 1];
        *locator.first_mut()? = 1;
        for &place in doubtful {
            let at = self.raise(length.checked_sub(1 + place)?);
            for n in (1..=checks).rev() {
                locator[n] ^= self.multiply(locator[n - 1], at);
            }
        }
        let mut before = locator.clone();
        let mut errors = erased;
        for step in erased + 1..=checks {
            let gap = (0..step).fold(0, |sum, n| {
                sum ^ self.multiply(locator[n], syndromes[step - 1 - n])
            });
            before.rotate_right(1);
            before[0] = 0;
            if gap == 0 {
                continue;
            }
            let next: Vec<u8> = locator
                .iter()
                .zip(&before)
                .map(|(&term, &shifted)| term ^ self.multiply(gap, shifted))
                .collect();
            if 2 * errors < step + erased {
                errors = step + erased - errors;
                before = locator.iter().map(|&term| self.divide(term, gap)).collect();
            }
            locator = next;
        }
        Some(locator)
    }
}

#[cfg(test)]
mod tests {
    use super::Field;

    /// Check bytes by long division.
    fn block(field: &Field, data: &[u8], checks: usize) -> Vec<u8> {
        let mut generator = vec![1u8];
        for n in 0..checks {
            let root = field.raise(n);
            let mut next = generator.clone();
            next.push(0);
            for (term, &old) in next.iter_mut().skip(1).zip(&generator) {
                *term ^= field.multiply(old, root);
            }
            generator = next;
        }
        let mut rest = data.to_vec();
        rest.resize(data.len() + checks, 0);
        for n in 0..data.len() {
            let lead = rest[n];
            for (i, &term) in generator.iter().enumerate() {
                rest[n + i] ^= field.multiply(lead, term);
            }
        }
        [data, &rest[data.len()..]].concat()
    }

    #[test]
    fn errors_and_erasures_up_to_the_bound_are_corrected_and_beyond_it_refused() {
        let field = Field::new();
        let data: Vec<u8> = (0..40u8).map(|n| n.wrapping_mul(37)).collect();
        let whole = block(&field, &data, 18);
        for (errors, erased) in [(0, 0), (9, 0), (0, 18), (5, 8), (8, 2), (1, 16)] {
            let mut hurt = whole.clone();
            for n in 0..errors + erased {
                hurt[n * 3] ^= 0x5a;
            }
            let doubtful: Vec<usize> = (errors..errors + erased).map(|n| n * 3).collect();
            assert!(
                field.correct(&mut hurt, 18, &doubtful),
                "{errors} errors, {erased} erasures"
            );
            assert_eq!(hurt, whole);
        }
        let mut hurt = whole.clone();
        for n in 0..12 {
            hurt[n * 4] ^= 0x5a;
        }
        let before = hurt.clone();
        assert!(!field.correct(&mut hurt, 18, &[]));
        assert_eq!(hurt, before);
    }

    #[test]
    fn erasures_that_are_right_after_all_do_no_harm() {
        let field = Field::new();
        let whole = block(&field, b"digits of a receipt", 10);
        let mut hurt = whole.clone();
        hurt[2] ^= 1;
        hurt[7] ^= 200;
        assert!(field.correct(&mut hurt, 10, &[1, 2, 4, 9]));
        assert_eq!(hurt, whole);
    }

    #[test]
    fn blocks_of_impossible_sizes_are_refused() {
        let field = Field::new();
        assert!(!field.correct(&mut [], 0, &[]));
        assert!(!field.correct(&mut [1; 300], 20, &[]));
        assert!(!field.correct(&mut [1; 20], 10, &[25]));
        assert!(!field.correct(&mut [1; 20], 4, &[1, 2, 3, 4, 5]));
    }
}

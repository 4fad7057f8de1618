//! What followed the last time: two pointers into everything seen, each at the byte that it expects next.

use alloc::vec;
use alloc::vec::Vec;

use super::lexer::{Lexer, Place};
use super::model::hash;

/// Bytes that must agree before a longest match counts.
const SHORTEST: usize = 5;
const HEAD_BITS: u32 = 14;
const VALUE_BITS: u32 = 10;

/// A pointer: where the expected byte stands (0 for nowhere), how many were right in a row, how many were wrong.
#[derive(Clone, Copy, Default)]
pub struct Pointer {
    at: usize,
    length: usize,
    misses: usize,
}

impl Pointer {
    /// What it has been worth so far: 256 levels.
    pub fn worth(&self) -> usize {
        self.length.min(15) << 4 | self.misses.min(15)
    }

    fn follow(&mut self, seen: &[u8], byte: u8) {
        if self.at == 0 {
            return;
        }
        if seen.get(self.at) == Some(&byte) {
            self.length += 1;
        } else {
            self.length = 0;
            self.misses += 1;
        }
        self.at += 1;
    }
}

#[derive(Clone)]
pub struct Matcher {
    seen: Vec<u8>,
    /// By hash of five bytes: where they last ended.
    heads: Vec<u32>,
    /// By hash of a member's name: where its value last began.
    values: Vec<u32>,
    /// The longest match, and the earlier value of the same member.
    pub pointers: [Pointer; 2],
}

impl Matcher {
    pub fn new() -> Self {
        Self {
            seen: Vec::new(),
            heads: vec![0; 1 << HEAD_BITS],
            values: vec![0; 1 << VALUE_BITS],
            pointers: [Pointer::default(); 2],
        }
    }

    /// The byte `n` places back, from 1.
    pub fn back(&self, n: usize) -> u32 {
        let byte = self
            .seen
            .len()
            .checked_sub(n)
            .and_then(|at| self.seen.get(at));
        u32::from(byte.copied().unwrap_or(0))
    }

    /// The byte that a pointer expects, if the bits read so far (after a leading one) agree with it.
    pub fn expected(&self, pointer: usize, partial: u32) -> Option<u32> {
        let at = self.pointers[pointer].at;
        let byte = u32::from(*self.seen.get(at).filter(|_| at > 0)?) | 256;
        let left = partial.leading_zeros() - 23;
        (byte >> left == partial).then_some(byte >> (left - 1) & 1)
    }

    /// Takes in one byte; `lexer` has taken it in already, and stood in `before` until then.
    pub fn push(&mut self, byte: u8, lexer: &Lexer, before: Place) {
        for pointer in &mut self.pointers {
            pointer.follow(&self.seen, byte);
        }
        self.seen.push(byte);
        self.find_longest();
        self.find_earlier(byte, lexer, before);
    }

    fn find_longest(&mut self) {
        let end = self.seen.len();
        let Some(recent) = self.seen.last_chunk::<SHORTEST>() else {
            return;
        };
        let key = recent
            .iter()
            .fold(0, |key, &byte| hash(key, u32::from(byte)));
        let head = &mut self.heads[(key >> (32 - HEAD_BITS)) as usize];
        let at = *head as usize;
        *head = end as u32;
        let longest = &mut self.pointers[0];
        if longest.length == 0 {
            let earlier = self.seen[..at].iter().rev();
            let length = earlier
                .zip(self.seen.iter().rev())
                .take(32)
                .take_while(|(a, b)| a == b)
                .count();
            let at = if length < SHORTEST { 0 } else { at };
            *longest = Pointer {
                at,
                length,
                misses: 0,
            };
        }
    }

    fn find_earlier(&mut self, byte: u8, lexer: &Lexer, before: Place) {
        if lexer.place == Place::BeforeName {
            self.pointers[1] = Pointer::default();
        }
        if lexer.place == Place::BeforeValue && before != Place::BeforeValue && byte == b':' {
            let value = &mut self.values[(lexer.member >> (32 - VALUE_BITS)) as usize];
            self.pointers[1] = Pointer {
                at: *value as usize,
                length: 0,
                misses: 0,
            };
            *value = self.seen.len() as u32;
        }
    }
}

//! The model: contexts, histories and the votes that they cast.

use alloc::vec;
use alloc::vec::Vec;

use super::lexer::Lexer;
use super::matcher::Matcher;
use super::mixer::{Mixer, squash, stretch_table};

const CONTEXTS: usize = 10;
/// Buckets of each context.
const BUCKET_BITS: u32 = 14;
/// A check byte, then a history for each node of a four-bit tree.
const BUCKET: usize = 16;
const POINTERS: usize = 2;
const VOTES: usize = CONTEXTS + POINTERS + 1;
const MIXERS: usize = 3;

pub fn hash(a: u32, b: u32) -> u32 {
    let x = (a.rotate_left(11) ^ b)
        .wrapping_add(0x9e37_79b9)
        .wrapping_mul(0x2c1b_3c6d);
    x ^ x >> 15
}

#[derive(Clone)]
pub struct Model {
    lexer: Lexer,
    matcher: Matcher,
    stretch: Vec<i16>,
    contexts: [u32; CONTEXTS],
    buckets: Vec<u8>,
    /// Where the bucket of each context begins, and its history that is in play.
    bases: [usize; CONTEXTS],
    slots: [usize; CONTEXTS],
    /// By context and history: how likely a one is.
    meanings: Vec<u32>,
    /// By pointer and worth: how likely it is right.
    trusts: Vec<u32>,
    votes: [i32; VOTES],
    mixers: [Mixer; MIXERS],
    opinions: [i32; MIXERS],
    last: Mixer,
    /// The bits of this byte so far, after a leading one.
    partial: u32,
    probability: i32,
}

impl Default for Model {
    fn default() -> Self {
        Self::new()
    }
}

impl Model {
    pub fn new() -> Self {
        let meaning = |index: u32| {
            let (zeros, ones) = (index >> 4 & 15, index & 15);
            ((ones * 4 + 1) * 65_535 / ((zeros + ones) * 4 + 2)) << 16 | 2
        };
        let mut model = Self {
            lexer: Lexer::new(),
            matcher: Matcher::new(),
            stretch: stretch_table(),
            contexts: [0; CONTEXTS],
            buckets: vec![0; (CONTEXTS * BUCKET) << BUCKET_BITS],
            bases: [0; CONTEXTS],
            slots: [0; CONTEXTS],
            meanings: (0..CONTEXTS as u32 * 256).map(meaning).collect(),
            trusts: vec![60_000 << 16; POINTERS * 256],
            votes: [0; VOTES],
            mixers: [
                Mixer::new(VOTES, 48, 8000, 15),
                Mixer::new(VOTES, 96, 8000, 15),
                Mixer::new(VOTES, 256, 8000, 15),
            ],
            opinions: [0; MIXERS],
            last: Mixer::new(MIXERS, 48, 22_000, 17),
            partial: 1,
            probability: 0,
        };
        model.start_byte();
        model.predict();
        model
    }

    /// That the next bit is a one: 16 … 65,520 in 65,536.
    pub fn probability(&self) -> u32 {
        self.probability as u32
    }

    /// Takes in the bit that came.
    pub fn update(&mut self, bit: u32) {
        self.learn(bit);
        self.partial = self.partial << 1 | bit;
        if self.partial >= 256 {
            let byte = self.partial as u8;
            let before = self.lexer.place;
            self.partial = 1;
            self.lexer.push(byte);
            self.matcher.push(byte, &self.lexer, before);
            self.start_byte();
        } else if self.partial >> 4 == 1 {
            self.find_buckets();
        }
        self.predict();
    }

    fn learn(&mut self, bit: u32) {
        for (i, &slot) in self.slots.iter().enumerate() {
            let history = self.buckets[slot];
            adapt(&mut self.meanings[i << 8 | usize::from(history)], bit);
            self.buckets[slot] = next_history(history, bit);
        }
        for (i, pointer) in self.matcher.pointers.iter().enumerate() {
            if let Some(expected) = self.matcher.expected(i, self.partial) {
                adapt(
                    &mut self.trusts[i << 8 | pointer.worth()],
                    u32::from(expected == bit),
                );
            }
        }
        for mixer in &mut self.mixers {
            mixer.learn(&self.votes, bit);
        }
        self.last.learn(&self.opinions, bit);
    }

    /// Makes the contexts for the next byte.
    fn start_byte(&mut self) {
        let lexer = &self.lexer;
        let place = lexer.place as u32;
        let [one, two, three, four] = [1, 2, 3, 4].map(|n| self.matcher.back(n));
        let last_two = one << 8 | two;
        let member = hash(lexer.member, place);
        let parent = hash(lexer.parent, place);
        let path = hash(hash(lexer.member, lexer.parent), place);
        self.contexts = [
            member,
            hash(one, place),
            last_two,
            last_two << 16 | three << 8 | four,
            hash(path, lexer.position),
            hash(member, last_two),
            hash(lexer.word, place),
            hash(member, lexer.shape & 0xfff),
            hash(path, lexer.prefix),
            hash(parent, lexer.prefix),
        ];
        for (i, context) in self.contexts.iter_mut().enumerate() {
            *context = hash(*context, i as u32);
        }
        self.find_buckets();
    }

    /// Finds the bucket of each context for the next four bits: one of two neighbours, or the less used of them made new.
    fn find_buckets(&mut self) {
        for (i, &context) in self.contexts.iter().enumerate() {
            let key = hash(context, self.partial);
            let check = (key >> 8) as u8;
            let first = i << BUCKET_BITS | (key >> (32 - BUCKET_BITS)) as usize;
            let [here, there] = [first * BUCKET, (first ^ 1) * BUCKET];
            self.bases[i] = if self.buckets[here] == check {
                here
            } else if self.buckets[there] == check {
                there
            } else {
                let used =
                    |base: usize| (self.buckets[base + 1] >> 4) + (self.buckets[base + 1] & 15);
                let base = if used(there) < used(here) {
                    there
                } else {
                    here
                };
                self.buckets[base..base + BUCKET].fill(0);
                self.buckets[base] = check;
                base
            };
        }
    }

    fn predict(&mut self) {
        // The leading one and the bits since the last four: 1 … 15.
        let node = if self.partial < 16 {
            self.partial
        } else {
            let read = 27 - self.partial.leading_zeros();
            1 << read | self.partial & ((1 << read) - 1)
        };
        for i in 0..CONTEXTS {
            let slot = self.bases[i] + node as usize;
            let history = usize::from(self.buckets[slot]);
            self.slots[i] = slot;
            self.votes[i] = if history == 0 {
                0
            } else {
                self.vote(self.meanings[i << 8 | history])
            };
        }
        for (i, pointer) in self.matcher.pointers.iter().enumerate() {
            let vote = self.vote(self.trusts[i << 8 | pointer.worth()]);
            self.votes[CONTEXTS + i] = match self.matcher.expected(i, self.partial) {
                Some(1) => vote,
                Some(_) => -vote,
                None => 0,
            };
        }
        self.votes[VOTES - 1] = 256;
        let place = self.lexer.place as usize;
        let class = (self.lexer.shape & 7) as usize * 6 + place;
        let position = self.lexer.position.min(15) as usize * 6 + place;
        for (i, set) in [class, position, self.partial as usize]
            .into_iter()
            .enumerate()
        {
            self.opinions[i] = self.mixers[i].mix(&self.votes, set);
        }
        self.probability = squash(self.last.mix(&self.opinions, class)).clamp(16, 65_520);
    }

    fn vote(&self, cell: u32) -> i32 {
        i32::from(self.stretch[(cell >> 20) as usize])
    }
}

/// A history of bits: how many zeros (upper four bits) and ones (lower four). What contradicts a long habit shortens it.
fn next_history(history: u8, bit: u32) -> u8 {
    let (zeros, ones) = (history >> 4, history & 15);
    let more = |count: u8| (count + 1).min(15);
    let fewer = |count: u8| if count > 2 { (count + 2) / 2 } else { count };
    if bit == 1 {
        fewer(zeros) << 4 | more(ones)
    } else {
        more(zeros) << 4 | fewer(ones)
    }
}

/// A cell is a probability (upper 22 bits) and how often it has adapted (lower ten): quickly at first, then steadily.
fn adapt(cell: &mut u32, bit: u32) {
    let (probability, times) = ((*cell >> 10) as i32, *cell & 1023);
    let target = if bit == 1 { (1 << 22) - 1 } else { 0 };
    let probability = probability + (target - probability) / (times as i32 + 2);
    *cell = (probability as u32) << 10 | (times + 1).min(127);
}

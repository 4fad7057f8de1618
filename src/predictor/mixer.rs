//! Logistic mixing: probabilities become votes, ln(p / (1 − p)), and a weighted sum of votes becomes a probability again.

use alloc::vec;
use alloc::vec::Vec;

/// 65,536 / (1 + exp(i / 2)): the lower half of the logistic function.
const LOGISTIC: [i32; 26] = [
    32768, 24743, 17625, 11956, 7812, 4972, 3108, 1921, 1179, 720, 439, 267, 162, 99, 60, 36, 22,
    13, 8, 5, 3, 2, 1, 1, 1, 1,
];

/// The largest vote; 256 are one nat.
const LARGEST: i32 = 12 * 256 - 1;

/// A vote as a probability of 16 bits, 1 … 65,535.
pub fn squash(vote: i32) -> i32 {
    let distance = vote.abs().min(LARGEST);
    let (step, rest) = ((distance >> 7) as usize, distance & 127);
    let (near, far) = (LOGISTIC[step], LOGISTIC[step + 1]);
    let low = (near * (128 - rest) + far * rest + 64) >> 7;
    if vote < 0 { low } else { 65_536 - low }
}

/// The way back, for the upper 12 bits of a probability.
pub fn stretch_table() -> Vec<i16> {
    let mut table = vec![0; 4096];
    let mut vote = 0;
    for upper in 2048..4096 {
        while squash(i32::from(vote)) < upper * 16 + 8 {
            vote += 1;
        }
        table[upper as usize] = vote;
        table[4095 - upper as usize] = -vote;
    }
    table
}

/// Weights for votes, in sets: a context selects the set that predicts and learns.
#[derive(Clone)]
pub struct Mixer {
    weights: Vec<i32>,
    votes: usize,
    start: usize,
    /// How slowly it learns.
    shift: u32,
    probability: i32,
}

impl Mixer {
    /// Every weight starts as `weight`; 65,536 is one.
    pub fn new(votes: usize, sets: usize, weight: i32, shift: u32) -> Self {
        Self {
            weights: vec![weight; votes * sets],
            votes,
            start: 0,
            shift,
            probability: 0,
        }
    }

    pub fn mix(&mut self, votes: &[i32], set: usize) -> i32 {
        self.start = set * self.votes;
        let weights = &self.weights[self.start..][..self.votes];
        let sum: i64 = votes
            .iter()
            .zip(weights)
            .map(|(&vote, &weight)| i64::from(vote) * i64::from(weight))
            .sum();
        let vote = (sum >> 16).clamp(i64::from(-LARGEST), i64::from(LARGEST)) as i32;
        self.probability = squash(vote);
        vote
    }

    /// Moves the weights of the last set towards the votes that were right.
    pub fn learn(&mut self, votes: &[i32], bit: u32) {
        let error = ((bit as i32) << 16) - self.probability;
        let round = 1 << (self.shift - 1);
        let weights = &mut self.weights[self.start..][..self.votes];
        for (&vote, weight) in votes.iter().zip(weights) {
            // |vote| < 2^12 and |error| < 2^16: no overflow.
            *weight = (*weight + ((vote * error + round) >> self.shift)).clamp(-(1 << 20), 1 << 20);
        }
    }
}

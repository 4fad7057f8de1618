//! The predictor: how likely is the next bit a one, after everything before it?
//!
//! Each of ten contexts remembers which bits followed it; each history of bits stands for a probability that adapts; two
//! pointers name a bit outright. Three mixers, each with an eye on something else, weigh these votes, and a last one weighs
//! the three. All of it is integers, and all of it is frozen: `docs/ARMOUR.md` is the specification.
//!
//! ```
//! use receipt_predictor::Model;
//!
//! let mut model = Model::new();
//! for bit in [0, 1, 1, 1, 1, 0, 1, 1].repeat(9) {
//!     model.update(bit);
//! }
//! // After nine opening braces another one begins with a zero.
//! assert!(model.probability() < 1 << 14);
//! ```

#![no_std]

extern crate alloc;

mod lexer;
mod matcher;
mod mixer;
mod model;

pub use model::Model;

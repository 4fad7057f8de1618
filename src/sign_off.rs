//! What a customer and a shop sign about a receipt: acknowledgements and settlements.

pub mod settlement;

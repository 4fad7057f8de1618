//! The Merkle tree of RFC 6962 section 2.1, with SHA-256.

use alloc::vec::Vec;

use sha2::{Digest as _, Sha256};

pub type Hash = [u8; 32];

/// A tree of 2^64 leaves has no longer path.
pub const MAX_PATH: usize = 64;

pub fn leaf(entry: &[u8]) -> Hash {
    let mut hash = Sha256::new();
    hash.update([0]);
    hash.update(entry);
    hash.finalize().into()
}

fn node(left: &Hash, right: &Hash) -> Hash {
    let mut hash = Sha256::new();
    hash.update([1]);
    hash.update(left);
    hash.update(right);
    hash.finalize().into()
}

/// The root that a path leads to from the leaf at `index` in a tree of `size` leaves (RFC 9162 section 2.1.3.2). `None` where the index
/// lies outside the tree or the path is too short or too long for it.
pub fn root_of_path(leaf: &Hash, index: u64, size: u64, path: &[Hash]) -> Option<Hash> {
    let mut last = size.checked_sub(1)?;
    let mut at = index;
    if at > last {
        return None;
    }
    let mut root = *leaf;
    for sibling in path {
        if last == 0 {
            return None;
        }
        if at & 1 == 1 || at == last {
            root = node(sibling, &root);
            // A last node without a sibling stands for its parent.
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            root = node(&root, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    (last == 0).then_some(root)
}

/// The root of a whole tree, given its leaf hashes.
pub fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Sha256::digest([]).into(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = halves(leaves);
            node(&root(left), &root(right))
        }
    }
}

/// The inclusion path of one leaf, its sibling first; `None` where there is no such leaf.
pub fn path(leaves: &[Hash], index: usize) -> Option<Vec<Hash>> {
    if leaves.len() <= 1 {
        return (index < leaves.len()).then(Vec::new);
    }
    let (left, right) = halves(leaves);
    let (mut path, sibling) = match index.checked_sub(left.len()) {
        None => (path(left, index)?, right),
        Some(index) => (path(right, index)?, left),
    };
    path.push(root(sibling));
    Some(path)
}

/// The left half is the largest complete tree that is smaller than the whole. Both halves of two leaves or more have leaves.
fn halves(leaves: &[Hash]) -> (&[Hash], &[Hash]) {
    leaves
        .split_at_checked(leaves.len().div_ceil(2).next_power_of_two())
        .unwrap_or_default()
}

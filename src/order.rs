//! One sort for everybody. The standard library's is compiled anew for every type that is sorted, at three kilobytes each.

use alloc::vec::Vec;

/// The numbers `0..count` in the order that `before` says: a heap sort, never quadratic, whatever an attacker sends. Where
/// neither comes before the other, the smaller number does.
pub fn order(count: usize, before: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let after = |a: usize, b: usize| before(b, a) || (a > b && !before(a, b));
    let mut heap: Vec<usize> = (0..count).collect();
    for root in (0..count / 2).rev() {
        sift(&mut heap, root, &after);
    }
    for end in (1..count).rev() {
        heap.swap(0, end);
        if let Some(rest) = heap.get_mut(..end) {
            sift(rest, 0, &after);
        }
    }
    heap
}

/// Lets the element at `root` sink below those that come after it.
fn sift(heap: &mut [usize], mut root: usize, after: &dyn Fn(usize, usize) -> bool) {
    loop {
        let mut last = root;
        for child in [2 * root + 1, 2 * root + 2] {
            if let (Some(&a), Some(&b)) = (heap.get(child), heap.get(last))
                && after(a, b)
            {
                last = child;
            }
        }
        if last == root {
            return;
        }
        heap.swap(root, last);
        root = last;
    }
}

/// Puts the elements in the order that `before` says; of two equals the first one stays first.
pub fn sort<T>(list: &mut [T], before: &dyn Fn(&T, &T) -> bool) {
    let order = order(list.len(), &|a, b| match (list.get(a), list.get(b)) {
        (Some(a), Some(b)) => before(a, b),
        _ => false,
    });
    arrange(order, &mut |a, b| list.swap(a, b));
}

/// Follows the cycles of a permutation: what stands at `order[at]` belongs to `at`. A place that is done points at itself.
fn arrange(mut order: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        let mut at = start;
        while let Some(place) = order.get_mut(at) {
            let from = core::mem::replace(place, at);
            if from == start {
                break;
            }
            swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_as_the_standard_library_does() {
        let mut seed = 1_u32;
        for length in 0..200 {
            let mut list: Vec<(u32, usize)> = (0..length)
                .map(|at| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (seed >> 26, at)
                })
                .collect();
            let mut wanted = list.clone();
            wanted.sort_by_key(|(key, _)| *key);
            sort(&mut list, &|a, b| a.0 < b.0);
            assert_eq!(list, wanted);
        }
    }
}

//! Adds up what test runners print when they are done: cargo and wasm-bindgen, Playwright, Vitest, node:test.

use std::fmt;
use std::ops::AddAssign;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

impl Tally {
    /// The sum of all closing lines in a runner's output.
    pub fn of(output: &str) -> Self {
        let mut tally = Self::default();
        for line in output.lines() {
            tally += closing_line(&plain(line)).unwrap_or_default();
        }
        tally
    }
}

fn closing_line(line: &str) -> Option<Tally> {
    let line = line.trim();
    // cargo, wasm-bindgen: "test result: ok. 9 passed; 0 failed; 0 ignored; …"
    if let Some(rest) = line.strip_prefix("test result: ") {
        let rest = rest.split_once(". ")?.1;
        return Some(Tally {
            passed: before(rest, " passed")?,
            failed: before(rest, " failed").unwrap_or(0),
        });
    }
    // Vitest: "Tests  1 failed | 12 passed (13)"
    if let Some(rest) = line
        .strip_prefix("Tests ")
        .filter(|rest| rest.contains(" passed") || rest.contains(" failed"))
    {
        return Some(Tally {
            passed: before(rest, " passed").unwrap_or(0),
            failed: before(rest, " failed").unwrap_or(0),
        });
    }
    // node:test: "# pass 12" or "ℹ pass 12"
    if let Some(rest) = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ ")) {
        let (word, count) = rest.split_once(' ')?;
        let count = count.parse().ok()?;
        return match word {
            "pass" => Some(Tally {
                passed: count,
                failed: 0,
            }),
            "fail" => Some(Tally {
                passed: 0,
                failed: count,
            }),
            _ => None,
        };
    }
    // Playwright: "12 passed (3.4s)", "1 failed", "1 flaky", each alone on its line
    let (count, rest) = line.split_once(' ')?;
    let count: u64 = count.parse().ok()?;
    match rest.split(' ').next()? {
        "passed" if rest == "passed" || rest.starts_with("passed (") => Some(Tally {
            passed: count,
            failed: 0,
        }),
        "failed" if rest == "failed" => Some(Tally {
            passed: 0,
            failed: count,
        }),
        // Passed at a second attempt only.
        "flaky" if rest == "flaky" => Some(Tally {
            passed: count,
            failed: 0,
        }),
        _ => None,
    }
}

/// The number in front of a word: `before("9 passed; 0 failed", " failed")` is 0.
fn before(text: &str, word: &str) -> Option<u64> {
    text.split_once(word)?
        .0
        .rsplit(|c: char| !c.is_ascii_digit())
        .next()?
        .parse()
        .ok()
}

/// The line without terminal colours.
fn plain(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            characters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(character);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::Tally;

    fn tally(output: &str) -> (u64, u64) {
        let tally = Tally::of(output);
        (tally.passed, tally.failed)
    }

    #[test]
    fn cargo_lines_add_up() {
        let output = "running 9 tests\ntest result: ok. 9 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.88s\n\n\
                      test result: FAILED. 3 passed; 2 failed; 0 ignored\n";
        assert_eq!(tally(output), (12, 2));
    }

    #[test]
    fn wasm_bindgen_lines_count() {
        assert_eq!(
            tally(
                "test result: ok. 3 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.18s"
            ),
            (3, 0)
        );
    }

    #[test]
    fn playwright_lines_count() {
        assert_eq!(
            tally(
                "  1 failed\n    [chromium] › a.spec.ts:3:1 › fails\n  1 flaky\n  2 skipped\n  12 passed (3.4s)"
            ),
            (13, 1)
        );
        assert_eq!(
            tally("\u{1b}[32m  12 passed\u{1b}[39m\u{1b}[2m (3.4s)\u{1b}[22m"),
            (12, 0)
        );
    }

    #[test]
    fn vitest_and_node_lines_count() {
        assert_eq!(
            tally(" Test Files  2 passed (2)\n      Tests  1 failed | 12 passed (13)"),
            (12, 1)
        );
        assert_eq!(tally("# tests 5\n# pass 4\n# fail 1\n"), (4, 1));
        assert_eq!(tally("ℹ tests 5\nℹ pass 5\nℹ fail 0\n"), (5, 0));
    }

    #[test]
    fn other_lines_do_not_count() {
        let output = "test money::adds ... ok\n3 passed the gate\n12 warnings\nTests are in tests/\n# pass the salt\n4 failed attempts";
        assert_eq!(tally(output), (0, 0));
    }

    #[test]
    fn the_sum_is_written_for_scripts() {
        assert_eq!(
            Tally {
                passed: 12,
                failed: 0
            }
            .to_string(),
            "12 passed, 0 failed"
        );
    }
}

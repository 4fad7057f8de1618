/** A rough hint at how long guessing would take: runs (`1234`, `aaaa`) count once. It praises nothing; it warns. */

export type Strength = 'short' | 'weak' | 'fair' | 'good';

const SHORTEST = 8;
const WEAK = 34;
const FAIR = 56;

export function strengthOf(passphrase: string): Strength {
  const points = Array.from(passphrase.normalize('NFKC'), (character) => character.codePointAt(0) ?? 0);
  const bits = Math.log2(poolOf(passphrase)) * steps(points);
  // A few Chinese characters are worth many letters.
  if (points.length < SHORTEST && bits < FAIR) return 'short';
  if (bits < WEAK) return 'weak';
  return bits < FAIR ? 'fair' : 'good';
}

export function acceptable(strength: Strength): boolean {
  return strength === 'fair' || strength === 'good';
}

/** How many characters the passphrase seems to be drawn from. */
function poolOf(passphrase: string): number {
  const pools: readonly (readonly [RegExp, number])[] = [
    [/\p{Nd}/u, 10],
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
    [/[^\p{L}\p{Nd}]/u, 20],
    [/[^\p{Script=Latin}\P{L}]/u, 1000],
  ];
  return pools.reduce((sum, [kind, size]) => sum + (kind.test(passphrase) ? size : 0), 1);
}

function steps(points: readonly number[]): number {
  const surprising = points.filter((point, index) => {
    const previous = points[index - 1];
    return previous === undefined || Math.abs(point - previous) > 1;
  });
  // What comes back was not chosen again.
  return Math.min(surprising.length, 2 * new Set(points).size);
}

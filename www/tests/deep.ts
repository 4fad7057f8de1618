/** What the tests in browsers without Playwright's own locators share. */

import { test } from '@playwright/test';

/** Through every shadow root. */
export const find = (selector: string): string => `(() => {
  const search = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.matches(${JSON.stringify(selector)})) return element;
      const inner = element.shadowRoot && search(element.shadowRoot);
      if (inner) return inner;
    }
    return null;
  };
  return search(document);
})()`;

export function skip(why: string): never {
  // The list of results names no reasons.
  console.log(`skipped: ${why}`);
  test.skip(true, why);
  throw new Error(why);
}

/** A build whose own list is the test's: what the page ships, another list takes the place of. */

import type { Page } from '@playwright/test';
import { REGISTRY, Signer, type Claims } from './issuer';

export async function shipping(page: Page, list: Claims): Promise<void> {
  const registry = new Signer(REGISTRY);
  const pins = { version: 1, registries: [{ iss: REGISTRY, keys: [registry.jwk({ role: 'registry' })] }] };
  await page.route(/\/snapshot-[\w-]+\.json$/, (route) => route.fulfill({ json: { pins, lists: [registry.sign('receipt-trust+jwt', list)] } }));
}

/** The "try it" shelf: slips that the build made with the real `receipt` command. */

const FOLDER = 'samples/';

export interface Sample {
  readonly id: string;
  readonly address: string;
}

/** Empty where a build has none: the shelf is no condition for checking receipts. */
export async function loadSamples(): Promise<readonly Sample[]> {
  try {
    const response = await fetch(`${FOLDER}index.json`);
    const entries: unknown = response.ok ? await response.json() : [];
    return Array.isArray(entries) ? entries.filter(isEntry).map(({ id, png }) => ({ id, address: FOLDER + png })) : [];
  } catch {
    return [];
  }
}

function isEntry(value: unknown): value is { readonly id: string; readonly png: string } {
  const entry = value as { readonly id?: unknown; readonly png?: unknown } | null;
  return typeof entry?.id === 'string' && typeof entry.png === 'string';
}

export async function fetchSample(address: string): Promise<Blob> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`sample: HTTP ${response.status}`);
  return response.blob();
}

/** `build.json`: which files this build consists of, by hash. A page under development has none. */

export interface BuildList {
  readonly id: string;
  readonly version: string;
  readonly files: Readonly<Record<string, string>>;
}

export async function loadBuildList(): Promise<BuildList | null> {
  try {
    const response = await fetch('build.json');
    const list: unknown = response.ok ? await response.json() : null;
    return isBuildList(list) ? list : null;
  } catch {
    return null;
  }
}

/** In fours, as people read it to each other. */
export function spoken(id: string): string {
  return id.match(/.{1,4}/g)?.join(' ') ?? id;
}

function isBuildList(value: unknown): value is BuildList {
  const list = value as Partial<Record<keyof BuildList, unknown>> | null;
  return typeof list?.id === 'string' && typeof list.version === 'string' && typeof list.files === 'object' && list.files !== null;
}

/** The lists that ship with the page: what answers on the first visit, and the floor below which no list may fall. */

// A build with `RECEIPT_SNAPSHOT` set ships the file that it names.
import address from '../../../samples/snapshot.json?url';
import { member } from './source';

export interface Snapshot {
  /** JSON of the registry keys that this build trusts. Nothing that is fetched later changes them. */
  readonly pins: string;
  readonly lists: readonly string[];
}

export async function loadSnapshot(): Promise<Snapshot> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: HTTP ${response.status}`);
  const content: unknown = await response.json();
  return { pins: JSON.stringify(member(content, 'pins') ?? {}), lists: listsOf(content) };
}

/** The signed lists in a snapshot's JSON. */
export function listsOf(content: unknown): readonly string[] {
  const lists = member(content, 'lists');
  return Array.isArray(lists) ? lists.filter((list) => typeof list === 'string') : [];
}

/**
 * The signed lists that ship with the package, and the registry keys that it trusts. Until a real registry exists they are those of the
 * samples, and every verdict says so. A build with `RECEIPT_SNAPSHOT` set takes the file that it names.
 */

import content from '../../../samples/snapshot.json';

export const snapshot = { pins: JSON.stringify(content.pins), lists: content.lists };

/** The trust list that ships with the package. Until a real registry exists it is the list of the samples, and every verdict says so. */

import list from '../../../samples/trust.json';

export const snapshot = JSON.stringify(list);

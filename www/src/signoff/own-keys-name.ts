/** Of the database; apart, so that whether there is one can be asked without fetching what reads it. */
export const OWN_KEYS = 'own-keys';

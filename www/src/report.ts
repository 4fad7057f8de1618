/** The types of what the `verify` module answers; they ship with the module. */
export type * from '../../src/web/report';

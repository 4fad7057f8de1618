/** Everything in one file: the element, the headless functions, the module, both languages. */

export * from './element';
export * from './index';

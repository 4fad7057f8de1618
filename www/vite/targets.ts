/** The oldest browsers that we build for. */
export const TARGETS = ['chrome110', 'firefox110', 'safari16.4'];

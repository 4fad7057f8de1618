/** How long a list may be, and how long one waits for it. */

/** The core takes sixteen mebibytes of content, which a signed list writes in base64. */
export const LARGEST = 22 * 1024 * 1024;
/** Milliseconds. */
export const PATIENCE = 10_000;

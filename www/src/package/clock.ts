/** The core reads no clock: here is the package's only one. */
export function nowSeconds(): number {
  return Math.trunc(Date.now() / 1000);
}

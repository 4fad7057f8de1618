/** The core reads no clock: here is the only one of page, widget and package. */
export function nowSeconds(): number {
  return Math.trunc(Date.now() / 1000);
}

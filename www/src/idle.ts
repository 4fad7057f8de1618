/** When nothing more urgent is left to do, or after so many milliseconds. */
export function idle(latest: number): Promise<void> {
  return new Promise((resolve) => {
    if (typeof (window as { requestIdleCallback?: unknown }).requestIdleCallback === 'function') {
      requestIdleCallback(() => resolve(), { timeout: latest });
    } else setTimeout(resolve, latest);
  });
}

/** What is fetched once and shared. After a failure the next call tries again: the network may be back. */
export function once<A extends readonly unknown[], T>(load: (...options: A) => Promise<T>): (...options: A) => Promise<T> {
  let loading: Promise<T> | null = null;
  return (...options) => {
    loading ??= load(...options).catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  };
}

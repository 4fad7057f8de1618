/** What another app shared, on its way from the service worker to the page. */
export interface Shared {
  readonly text: string;
  readonly files: readonly File[];
}

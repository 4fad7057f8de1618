/** A file that leaves the page, because somebody pressed for it. */

export function save(name: string, type: string, content: BlobPart): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Some browsers read it only after the click.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Whether other apps can be handed this file from here. */
export function canShareFile(name: string, type: string): boolean {
  // Absent without a secure context and on many desktops, whatever the types say.
  const { canShare } = navigator as { canShare?: (data: ShareData) => boolean };
  return canShare?.call(navigator, { files: [new File(['x'], name, { type })] }) ?? false;
}

/** Whoever changes their mind has not failed at anything. */
export async function shareFile(name: string, type: string, content: BlobPart): Promise<boolean> {
  return navigator.share({ files: [new File([content], name, { type })] }).then(
    () => true,
    () => false,
  );
}

/** `2026-11-22` by this device's calendar, for a file's name. */
export function today(): string {
  const now = new Date();
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** The stable code of an error that a wasm module threw. */
export function codeOf(error: unknown): string {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : 'other';
}

/** Receipts that come as PDF: their first pages are drawn and looked at like pictures. Fetched when the first one comes. */

import { PDFWorker, getDocument, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import pdfWorkerUrl from './pdf-worker.ts?worker&url';
import { StillFailure, within, type Found } from './stills';
import { startWorker } from '../trusted-types';

/** The code stands on the first page, or after terms and conditions; not in a catalogue. */
const PAGES = 3;
const LARGEST = 30 * 1024 * 1024;
/** About 200 dots an inch for a page of A4. */
const AREA = 4_000_000;
const LIMIT = 20_000;

export async function readPdf(file: Blob, look: (page: ImageData) => Promise<Found>): Promise<Found> {
  if (file.size > LARGEST) throw new StillFailure('pdf_too_large');
  const port = await startPort();
  const worker = port === null ? new PDFWorker() : PDFWorker.create({ port });
  const loading = getDocument({
    data: await file.arrayBuffer(),
    worker,
    // What a PDF asks to be run or fetched is not.
    isEvalSupported: false,
    enableXfa: false,
    useWorkerFetch: false,
    useSystemFonts: false,
    // Letters become lines: no font is added to the document that we are a guest in.
    disableFontFace: true,
    verbosity: 0,
  });
  try {
    return await within(LIMIT, loading.promise.then((pdf) => readPages(pdf, look)));
  } catch (error) {
    throw failureOf(error);
  } finally {
    await loading.destroy().catch(() => undefined);
    worker.destroy();
    port?.terminate();
  }
}

async function readPages(pdf: PDFDocumentProxy, look: (page: ImageData) => Promise<Found>): Promise<Found> {
  const found: { receipts: string[]; others: string[] } = { receipts: [], others: [] };
  for (let number = 1; number <= Math.min(PAGES, pdf.numPages); number += 1) {
    const seen = await look(await draw(await pdf.getPage(number)));
    found.receipts.push(...seen.receipts.filter((text) => !found.receipts.includes(text)));
    found.others.push(...seen.others.filter((text) => !found.others.includes(text)));
  }
  if (found.receipts.length + found.others.length > 0) return found;
  if (pdf.numPages > PAGES) throw new StillFailure('pdf_long', { n: pdf.numPages, read: PAGES });
  throw new StillFailure('pdf_no_code');
}

async function draw(page: PDFPageProxy): Promise<ImageData> {
  const natural = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: Math.sqrt(AREA / (natural.width * natural.height)) });
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(viewport.width));
  canvas.height = Math.max(1, Math.round(viewport.height));
  await page.render({ canvas, viewport, background: '#fff' }).promise;
  const context = canvas.getContext('2d');
  if (context === null) throw new StillFailure('pdf_unavailable');
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

/** Null where no Worker can be made: then pdf.js finds its code in the page. */
async function startPort(): Promise<Worker | null> {
  try {
    const port = startWorker(pdfWorkerUrl);
    await new Promise((resolve, reject) => {
      port.addEventListener('message', resolve, { once: true });
      port.addEventListener('error', reject, { once: true });
    });
    return port;
  } catch {
    await import(/* @vite-ignore */ pdfWorkerUrl).catch(() => {
      throw new StillFailure('pdf_unavailable');
    });
    return null;
  }
}

function failureOf(error: unknown): StillFailure {
  if (error instanceof StillFailure) return error;
  const name = error instanceof Error ? error.name : '';
  return new StillFailure(name === 'PasswordException' ? 'pdf_locked' : 'pdf_broken');
}

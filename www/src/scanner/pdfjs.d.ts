/** pdf.js gives its Worker no types; it is imported for what it does when it runs. */
declare module 'pdfjs-dist/legacy/build/pdf.worker.min.mjs';

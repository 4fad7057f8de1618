/** pdf.js's own Worker, as a file of ours: the page's policy lets no other in. */
import 'pdfjs-dist/legacy/build/pdf.worker.min.mjs';

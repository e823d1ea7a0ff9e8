//! Runs in a thread of its own, which OpenApiReader starts and kills.
import { parentPort } from 'node:worker_threads';
import { written } from './answer-size.calc.ts';
import { DocumentFault } from './parse-document.calc.ts';
import { readOpenApi, type AskedOperation } from './read-openapi.calc.ts';

/** What is told goes back as one text: a copy of its parts would hold a text as often as it stands there. */
parentPort?.on('message', ({ document, asked }: { document: string; asked?: AskedOperation[] }) => {
  try {
    parentPort?.postMessage({ read: written(readOpenApi(document, asked)) });
  } catch (error) {
    // What overflows the stack is a document nested too deeply for its reader.
    const fault = error instanceof DocumentFault ? error.message : error instanceof RangeError ? 'The document is nested too deeply.' : undefined;
    if (fault === undefined) throw error;
    parentPort?.postMessage({ fault });
  }
});

//! Runs in a thread of its own, which OpenApiReader starts and kills.
import { parentPort } from 'node:worker_threads';
import { DocumentFault } from './parse-document.calc.ts';
import { readOpenApi } from './read-openapi.calc.ts';

parentPort?.on('message', (text: string) => {
  try {
    parentPort?.postMessage({ read: readOpenApi(text) });
  } catch (error) {
    // What overflows the stack is a document nested too deeply for its reader.
    const fault = error instanceof DocumentFault ? error.message : error instanceof RangeError ? 'The document is nested too deeply.' : undefined;
    if (fault === undefined) throw error;
    parentPort?.postMessage({ fault });
  }
});

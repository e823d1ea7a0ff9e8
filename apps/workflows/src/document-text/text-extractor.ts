import { ConfinedProgram } from '../document-content/confined-program.ts';
import type { TextAnswer, TextRequest } from './text-program.ts';

const program = new URL(`./text-program${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url);
const mostFilesPerProcess = 200;
const faults = { slow: 'it takes too long', memory: 'it takes too much memory', broken: 'it cannot be read' };

/** Takes the text out of files, in a process that ends when a file takes too long or too much memory; the next file gets another. */
export class TextExtractor {
  readonly #reader: ConfinedProgram<TextRequest, TextAnswer>;
  #files = 0;

  constructor(longestMs = 20_000) {
    this.#reader = new ConfinedProgram(program, { longestMs, heapMiB: 256, mostResidentMiB: 768 });
  }

  async extract(request: TextRequest): Promise<TextAnswer> {
    const asked = await this.#reader.ask(request);
    if ((this.#files += 1) >= mostFilesPerProcess) this.end();
    return 'answer' in asked ? asked.answer : { content: '', fault: faults[asked.ended] };
  }

  end(): void {
    this.#reader.end();
    this.#files = 0;
  }
}

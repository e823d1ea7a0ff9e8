import { DocumentFault } from './parse-document.calc.ts';

/** Characters that may be told of a document at most, as JSON. */
export const longestAnswer = 4 * 1_048_576;
const tooLong = `What the document tells of its operations is longer than ${longestAnswer} characters.`;

/** Counts the characters of an answer while it is made: what a document holds once may stand in it a thousand times. */
export class AnswerSize {
  #characters = 0;

  /** @throws DocumentFault when all that was taken is longer than an answer may be */
  take(part: unknown): void {
    this.#characters += typeof part === 'string' ? part.length + 2 : 1;
    if (this.#characters > longestAnswer) throw new DocumentFault(tooLong);
    if (Array.isArray(part)) for (const item of part) this.take(item);
    else if (typeof part === 'object' && part !== null) for (const [name, value] of Object.entries(part)) {
      this.#characters += name.length;
      this.take(value);
    }
  }
}

/** An answer as JSON. @throws DocumentFault when it is too long */
export function written(answer: object): string {
  const text = JSON.stringify(answer);
  if (text.length > longestAnswer) throw new DocumentFault(tooLong);
  return text;
}

/** As much of the text of one document as is searched: some 70 pages. */
export const mostCharacters = 200_000;

/** What Postgres does not store, and what marks a match. */
const control = /\p{Cc}/gu;

/** Thrown once there is enough text: reading ends there. */
export class EnoughText extends Error {}

/** Gathers text without control characters, until there is enough. */
export class TextCollector {
  #pieces: string[] = [];
  #length = 0;

  /** @throws EnoughText */
  add(text: string): void {
    const plain = text.toWellFormed().replaceAll(control, (character) => (character === '\n' ? character : ' '));
    this.#pieces.push(plain);
    this.#length += plain.length;
    if (this.#length >= mostCharacters) throw new EnoughText();
  }

  get text(): string {
    return this.#pieces.join('').replaceAll(/[^\S\n]+/g, ' ').replaceAll(/ ?\n[\n ]*/g, '\n').trim().slice(0, mostCharacters).toWellFormed();
  }
}

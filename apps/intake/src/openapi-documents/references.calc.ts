import { DocumentFault, isNode, type DocumentNode } from './parse-document.calc.ts';

/** What a connector cannot make use of, in words that follow "because". */
export class NotUsable extends Error {
  override readonly name = 'NotUsable';
}

const mostSteps = 500_000;
const nothing = Object.create(null) as DocumentNode;

/** Follows the references of one document, within it alone and for so many steps altogether. */
export class References {
  readonly #root: DocumentNode;
  #steps = 0;

  constructor(root: DocumentNode) {
    this.#root = root;
  }

  /**
   * What a place of the document holds, or what it refers to; an empty object where that is none.
   *
   * @throws NotUsable for what is elsewhere, or refers to itself
   * @throws DocumentFault when the whole document asks for too much
   */
  follow(place: unknown): DocumentNode {
    const followed = new Set<string>();
    for (let at = place; ; ) {
      if ((this.#steps += 1) > mostSteps) throw new DocumentFault('The document is too entangled to be read.');
      if (!isNode(at)) return nothing;
      const { $ref: reference } = at;
      if (typeof reference !== 'string') return at;
      if (!reference.startsWith('#')) throw new NotUsable(`it refers to ${short(reference)}, which is not in the document and is not fetched`);
      if (followed.has(reference)) throw new NotUsable(`${short(reference)} refers to itself`);
      followed.add(reference);
      at = this.#pointed(reference);
    }
  }

  #pointed(reference: string): unknown {
    let at: unknown = this.#root;
    for (const part of reference.slice(1).split('/').slice(1)) {
      const key = decoded(part);
      at = Array.isArray(at) && /^\d{1,9}$/.test(key) ? (at as unknown[])[Number(key)] : isNode(at) ? at[key] : undefined;
    }
    if (at === undefined) throw new NotUsable(`${short(reference)} leads nowhere`);
    return at;
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    return part;
  }
}

const short = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text);

import { isAlias, isMap, isScalar, isSeq, parseDocument as parseYaml } from 'yaml';

/** An object of a document. It has no prototype: what is not in the document is not in it. */
export type DocumentNode = Readonly<Record<string, unknown>>;

/** Why a document is not read, for whoever brought it. */
export class DocumentFault extends Error {
  override readonly name = 'DocumentFault';
}

const deepest = 100;
const mostNodes = 1_000_000;
const mostAliases = 1000;

/**
 * Reads the text of a document as JSON or YAML 1.2 into plain objects.
 *
 * @throws DocumentFault for what is neither, is nested more than 100 deep, holds itself, or names `__proto__`
 */
export function parseDocument(text: string): DocumentNode {
  const written = text.replace(/^\ufeff/, '');
  const root = new Copy().of(written.trimStart().startsWith('{') ? json(written) : yaml(written), 0);
  if (!isNode(root)) throw new DocumentFault('The document is no object.');
  return root;
}

export function isNode(value: unknown): value is DocumentNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
export const entriesOf = (value: unknown): [string, unknown][] => (isNode(value) ? Object.entries(value) : []);
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined);

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DocumentFault(`It is no JSON: ${firstLine(error)}`);
  }
}

function yaml(text: string): unknown {
  try {
    const document = parseYaml(text, { version: '1.2', schema: 'core', uniqueKeys: false, logLevel: 'error' });
    const [fault] = [...document.errors, ...document.warnings];
    if (fault) throw fault;
    demandNamesOnce(document.contents);
    // Aliases that stand for more than a hundred times themselves are refused while they are followed.
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new DocumentFault(`It is no YAML: ${firstLine(error)}`);
  }
}

/** Looks at every part once, where the library would compare each name of an object with each, and look for each alias from the start. */
function demandNamesOnce(contents: unknown): void {
  const open = [contents];
  let aliases = 0;
  while (open.length > 0) {
    const part = open.pop();
    if (isAlias(part) && (aliases += 1) > mostAliases) throw new Error(`it has more than ${mostAliases} aliases`);
    if (isSeq(part)) for (const item of part.items) open.push(item);
    if (!isMap(part)) continue;
    const names = new Set<string>();
    for (const { key, value } of part.items) {
      if (!isScalar(key)) throw new Error('a name is no text');
      const name = String(key.value ?? '');
      if (names.size === names.add(name).size) throw new Error(`the name ${name} stands twice`);
      open.push(value);
    }
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'it cannot be read').slice(0, 200);
}

/** Copies what was read, so that what several aliases stand for is one object still, and is looked at once. */
class Copy {
  readonly #done = new Map<object, unknown>();
  readonly #open = new Set<object>();
  #nodes = 0;

  of(value: unknown, depth: number): unknown {
    if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '');
    if (typeof value !== 'object' || value === null) return value;
    if (this.#done.has(value)) return this.#done.get(value);
    if (this.#open.has(value)) throw new DocumentFault('A part of the document holds itself.');
    if (depth === deepest) throw new DocumentFault(`The document is nested more than ${deepest} deep.`);
    if ((this.#nodes += 1) > mostNodes) throw new DocumentFault('The document has too many parts.');
    this.#open.add(value);
    const copy = Array.isArray(value) ? value.map((item) => this.of(item, depth + 1)) : this.#object(value, depth);
    this.#open.delete(value);
    this.#done.set(value, copy);
    return copy;
  }

  #object(value: object, depth: number): DocumentNode {
    const copy = Object.create(null) as Record<string, unknown>;
    for (const [key, item] of Object.entries(value)) {
      if (key === '__proto__') throw new DocumentFault('The name __proto__ is not allowed.');
      copy[key.toWellFormed().replaceAll('\0', '')] = this.of(item, depth + 1);
    }
    return copy;
  }
}

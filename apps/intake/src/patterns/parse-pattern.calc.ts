import { any, between, classes, controls, isLineEnd, not, only, property, type CharTest } from './characters.calc.ts';

/** What a pattern is made of. A `char` takes one character. */
export type PatternNode =
  | { kind: 'char'; test: CharTest }
  | { kind: 'assert'; what: 'start' | 'end' | 'word' | 'notWord' }
  | { kind: 'sequence'; items: PatternNode[] }
  | { kind: 'choice'; options: PatternNode[] }
  | { kind: 'group'; index: number; item: PatternNode }
  | { kind: 'repeat'; item: PatternNode; min: number; max: number; greedy: boolean };

/** Why a pattern is not taken, for whoever wrote it. */
export class PatternFault extends Error {
  override readonly name = 'PatternFault';
}

const mostRepeats = 1000;

/** Reads a pattern. @throws PatternFault for what is no pattern, or one that this engine does not take */
export function parsePattern(source: string, ignoreCase = false): { node: PatternNode; groups: number } {
  const parser = new PatternParser(Array.from(source), ignoreCase);
  const node = parser.choice();
  if (!parser.done) throw new PatternFault('a closing bracket has no opening one');
  return { node, groups: parser.groups };
}

class PatternParser {
  groups = 0;
  #at = 0;

  readonly #text: readonly string[];
  readonly #ignoreCase: boolean;

  constructor(text: readonly string[], ignoreCase: boolean) {
    this.#text = text;
    this.#ignoreCase = ignoreCase;
  }

  get done(): boolean {
    return this.#at >= this.#text.length;
  }

  choice(): PatternNode {
    const options = [this.#sequence()];
    while (this.#take('|')) options.push(this.#sequence());
    return options.length === 1 && options[0] ? options[0] : { kind: 'choice', options };
  }

  #sequence(): PatternNode {
    const items: PatternNode[] = [];
    while (!this.done && this.#next !== '|' && this.#next !== ')') items.push(this.#repeated(this.#atom()));
    return { kind: 'sequence', items };
  }

  #atom(): PatternNode {
    const char = this.#read();
    switch (char) {
      case '(':
        return this.#group();
      case '[':
        return { kind: 'char', test: this.#set() };
      case '.':
        return { kind: 'char', test: not(isLineEnd) };
      case '^':
        return { kind: 'assert', what: 'start' };
      case '$':
        return { kind: 'assert', what: 'end' };
      case '\\':
        if (this.#take('b')) return { kind: 'assert', what: 'word' };
        if (this.#take('B')) return { kind: 'assert', what: 'notWord' };
        return { kind: 'char', test: this.#escape() };
      case '*': case '+': case '?': case '{':
        throw new PatternFault(`there is nothing before ${char} to repeat`);
      case '}': case ']':
        throw new PatternFault(`${char} has to be written \\${char}`);
      default:
        return { kind: 'char', test: this.#folded(only(char.codePointAt(0) ?? 0)) };
    }
  }

  #group(): PatternNode {
    let index = 0;
    if (this.#take('?')) {
      if (!this.#take(':')) throw new PatternFault('looking around and named groups are not taken, only ( ) and (?: )');
    } else index = this.groups += 1;
    const item = this.choice();
    if (!this.#take(')')) throw new PatternFault('a bracket is never closed');
    return index === 0 ? item : { kind: 'group', index, item };
  }

  #repeated(item: PatternNode): PatternNode {
    const bounds = this.#bounds();
    if (!bounds) return item;
    if (item.kind === 'assert') throw new PatternFault('a place cannot be repeated');
    if (bounds.max > 1 && mayBeEmpty(item)) throw new PatternFault('repeats what may be empty');
    const greedy = !this.#take('?');
    if (this.#next === '*' || this.#next === '+' || this.#next === '?') throw new PatternFault('repeats a repetition: put it in brackets');
    return { kind: 'repeat', item, ...bounds, greedy };
  }

  #bounds(): { min: number; max: number } | undefined {
    if (this.#take('*')) return { min: 0, max: Infinity };
    if (this.#take('+')) return { min: 1, max: Infinity };
    if (this.#take('?')) return { min: 0, max: 1 };
    if (!this.#take('{')) return undefined;
    const [, low = '', comma, high = ''] = /^(\d{1,4})(,?)(\d{0,4})$/.exec(this.#until('}')) ?? [];
    if (low === '') throw new PatternFault('{ } holds how often: {3}, {2,} or {2,5}');
    const min = Number(low);
    const max = comma === '' ? min : high === '' ? Infinity : Number(high);
    if (max < min || min > mostRepeats || (max !== Infinity && max > mostRepeats)) throw new PatternFault(`{${low}${comma}${high}} is no range up to ${mostRepeats}`);
    return { min, max };
  }

  #set(): CharTest {
    const inverted = this.#take('^');
    const tests: CharTest[] = [];
    while (!this.#take(']')) {
      const first = this.#member();
      if (this.#next === '-' && this.#text[this.#at + 1] !== ']' && typeof first === 'number') {
        this.#read();
        const last = this.#member();
        if (typeof last !== 'number' || last < first) throw new PatternFault('a range in [ ] runs from a character to a later one');
        tests.push(between(first, last));
      } else tests.push(typeof first === 'number' ? only(first) : first);
    }
    const test = this.#folded(any(tests));
    return inverted ? not(test) : test;
  }

  #member(): number | CharTest {
    const char = this.#read();
    if (char !== '\\') return char.codePointAt(0) ?? 0;
    if (this.#take('b')) return 8;
    return this.#take('-') ? 0x2d : this.#escaped();
  }

  #escape(): CharTest {
    const escaped = this.#escaped();
    return typeof escaped === 'number' ? this.#folded(only(escaped)) : escaped;
  }

  #folded(test: CharTest): CharTest {
    if (!this.#ignoreCase) return test;
    return (code) => {
      const char = String.fromCodePoint(code);
      return test(code) || test(char.toLowerCase().codePointAt(0) ?? 0) || test(char.toUpperCase().codePointAt(0) ?? 0);
    };
  }

  #escaped(): number | CharTest {
    const char = this.#read();
    const known = classes[char] ?? controls[char];
    if (known !== undefined) return known;
    if (char === 'x') return this.#hex(2);
    if (char === 'u') return this.#take('{') ? parseHex(this.#until('}')) : this.#hex(4);
    if (char === 'p' || char === 'P') return this.#property(char === 'P');
    if (/[1-9k]/.test(char)) throw new PatternFault('references back to a group are not taken');
    if (!/[\^$\\.*+?()[\]{}|/]/.test(char)) throw new PatternFault(`\\${char} means nothing`);
    return char.codePointAt(0) ?? 0;
  }

  #property(inverted: boolean): CharTest {
    const name = this.#take('{') ? this.#until('}') : '';
    const test = property(name, inverted);
    if (!test) throw new PatternFault(`\\p{${name}} is no property of characters`);
    return test;
  }

  #hex(length: number): number {
    return parseHex(Array.from({ length }, () => this.#read()).join(''));
  }

  #until(end: string): string {
    let found = '';
    for (let char = this.#read(); char !== end; char = this.#read()) found += char;
    return found;
  }

  get #next(): string | undefined {
    return this.#text[this.#at];
  }

  #take(char: string): boolean {
    if (this.#next !== char) return false;
    this.#at += 1;
    return true;
  }

  #read(): string {
    const char = this.#next;
    if (char === undefined) throw new PatternFault('ends too early');
    this.#at += 1;
    return char;
  }
}

function parseHex(digits: string): number {
  const code = /^[0-9A-Fa-f]{1,6}$/.test(digits) ? parseInt(digits, 16) : NaN;
  if (!(code <= 0x10ffff)) throw new PatternFault(`${digits} is no character's number`);
  return code;
}

function mayBeEmpty(node: PatternNode): boolean {
  switch (node.kind) {
    case 'char':
      return false;
    case 'assert':
      return true;
    case 'sequence':
      return node.items.every(mayBeEmpty);
    case 'choice':
      return node.options.some(mayBeEmpty);
    case 'group':
      return mayBeEmpty(node.item);
    case 'repeat':
      return node.min === 0 || mayBeEmpty(node.item);
  }
}

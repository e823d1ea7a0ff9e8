import { isWord, type CharTest } from './characters.calc.ts';
import { parsePattern, PatternFault, type PatternNode } from './parse-pattern.calc.ts';
import { WorkMeter } from './work-meter.ts';

type Instruction =
  | { op: 'char'; test: CharTest }
  | { op: 'fork'; first: number; second: number }
  | { op: 'jump'; to: number }
  | { op: 'save'; slot: number }
  | { op: 'assert'; what: 'start' | 'end' | 'word' | 'notWord' }
  | { op: 'match' };
type Places = readonly (number | undefined)[];
type Thread = { at: number; places: Places };

const longestProgram = 500;
/** Places of a program that are made ready in the time of one instruction. */
const placesPerUnit = 64;

/**
 * A regular expression that cannot blow up: all ways to match are followed at once, character by character
 * (K. Thompson, "Regular Expression Search Algorithm", 1968), so the work grows with the text and never exponentially.
 */
export class LinearPattern {
  readonly #program: Instruction[] = [];
  readonly #meter: WorkMeter;

  /** Its work is counted by the meter of the row. @throws PatternFault for what is no pattern, or one that this engine does not take */
  constructor(source: string, ignoreCase = false, meter = new WorkMeter()) {
    this.#meter = meter;
    const { node } = parsePattern(source, ignoreCase);
    this.#emit({ op: 'save', slot: 0 });
    this.#compile(node);
    this.#emit({ op: 'save', slot: 1 });
    this.#emit({ op: 'match' });
  }

  /** @throws RowTakesTooLong */
  test(text: string): boolean {
    return this.#run(text, 0) !== undefined;
  }

  /** Puts `replacement` in the place of the first match or of all. @throws RowTakesTooLong */
  replace(text: string, replacement: string, all: boolean): string {
    let [result, from] = ['', 0];
    while (from <= text.length) {
      const places = this.#run(text, from);
      const [start, end] = places ?? [];
      if (!places || start === undefined || end === undefined) break;
      const expansion = expand(replacement, text, places);
      this.#meter.read(expansion);
      result += text.slice(from, start) + expansion;
      // An empty match moves on by one character, which stays.
      const next = end > start ? end : end + widthAt(text, end);
      result += text.slice(end, next);
      from = next;
      if (!all) break;
    }
    return result + text.slice(from);
  }

  #run(text: string, from: number): Places | undefined {
    this.#meter.spend(Math.ceil(this.#program.length / placesPerUnit));
    const seen = new Int32Array(this.#program.length).fill(-1);
    let current: Thread[] = [];
    let matched: Places | undefined;
    for (let at = from; ; at += widthAt(text, at)) {
      if (!matched) this.#follow({ at: 0, places: [] }, { text, position: at, seen, into: current });
      if (current.length === 0 && matched) return matched;
      const code = text.codePointAt(at);
      const next: Thread[] = [];
      for (const thread of current) {
        const instruction = this.#program[thread.at];
        if (instruction?.op === 'match') {
          matched = thread.places;
          break;
        }
        if (code !== undefined && instruction?.op === 'char' && instruction.test(code)) {
          this.#follow({ at: thread.at + 1, places: thread.places }, { text, position: at + widthAt(text, at), seen, into: next });
        }
      }
      current = next;
      if (at >= text.length) return matched;
    }
  }

  /** Adds every place that a thread reaches without taking a character, the preferred first. */
  #follow(thread: Thread, to: { text: string; position: number; seen: Int32Array; into: Thread[] }): void {
    this.#meter.spend(1);
    const { at, places } = thread;
    if (to.seen[at] === to.position) return;
    to.seen[at] = to.position;
    const instruction = this.#program[at];
    switch (instruction?.op) {
      case 'jump':
        return this.#follow({ at: instruction.to, places }, to);
      case 'fork':
        this.#follow({ at: instruction.first, places }, to);
        return this.#follow({ at: instruction.second, places }, to);
      case 'save': {
        const saved = [...places];
        saved[instruction.slot] = to.position;
        return this.#follow({ at: at + 1, places: saved }, to);
      }
      case 'assert':
        return holds(instruction.what, to.text, to.position) ? this.#follow({ at: at + 1, places }, to) : undefined;
      default:
        to.into.push(thread);
    }
  }

  #emit(instruction: Instruction): number {
    if (this.#program.length >= longestProgram) throw new PatternFault('is too large');
    return this.#program.push(instruction) - 1;
  }

  #compile(node: PatternNode): void {
    switch (node.kind) {
      case 'char':
        this.#emit({ op: 'char', test: node.test });
        break;
      case 'assert':
        this.#emit({ op: 'assert', what: node.what });
        break;
      case 'sequence':
        for (const item of node.items) this.#compile(item);
        break;
      case 'choice':
        this.#compileChoice(node.options);
        break;
      case 'group':
        this.#emit({ op: 'save', slot: node.index * 2 });
        this.#compile(node.item);
        this.#emit({ op: 'save', slot: node.index * 2 + 1 });
        break;
      case 'repeat':
        this.#compileRepeat(node);
    }
  }

  #compileChoice(options: readonly PatternNode[]): void {
    const ends: number[] = [];
    options.forEach((option, index) => {
      const last = index === options.length - 1;
      const fork = last ? -1 : this.#emit({ op: 'jump', to: 0 });
      this.#compile(option);
      if (!last) {
        ends.push(this.#emit({ op: 'jump', to: 0 }));
        this.#program[fork] = { op: 'fork', first: fork + 1, second: this.#program.length };
      }
    });
    for (const end of ends) this.#program[end] = { op: 'jump', to: this.#program.length };
  }

  #compileRepeat({ item, min, max, greedy }: PatternNode & { kind: 'repeat' }): void {
    for (let count = 0; count < min; count += 1) this.#compile(item);
    const fork = (at: number, inside: number, behind: number) => {
      this.#program[at] = { op: 'fork', ...(greedy ? { first: inside, second: behind } : { first: behind, second: inside }) };
    };
    if (max === Infinity) {
      const at = this.#emit({ op: 'jump', to: 0 });
      this.#compile(item);
      this.#emit({ op: 'jump', to: at });
      return fork(at, at + 1, this.#program.length);
    }
    const forks: number[] = [];
    for (let count = min; count < max; count += 1) {
      forks.push(this.#emit({ op: 'jump', to: 0 }));
      this.#compile(item);
    }
    for (const at of forks) fork(at, at + 1, this.#program.length);
  }
}

function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

function holds(what: 'start' | 'end' | 'word' | 'notWord', text: string, at: number): boolean {
  if (what === 'start') return at === 0;
  if (what === 'end') return at === text.length;
  const wordAt = (index: number) => index >= 0 && index < text.length && isWord(text.charCodeAt(index));
  return (wordAt(at - 1) !== wordAt(at)) === (what === 'word');
}

function expand(replacement: string, text: string, places: Places): string {
  return replacement.replace(/\$([$&1-9])/g, (_, what: string) => {
    if (what === '$') return '$';
    const slot = what === '&' ? 0 : Number(what) * 2;
    const [start, end] = [places[slot], places[slot + 1]];
    return start === undefined || end === undefined ? '' : text.slice(start, end);
  });
}

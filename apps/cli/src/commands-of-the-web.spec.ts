import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import type { Command } from 'commander';
import { commandLine } from './run.ts';
import { Terminal } from './terminal.ts';

const web = join(import.meta.dirname, '../../web/src');
const program = commandLine({}, (json) => new Terminal(json));

/** Each line of the web application that names a command, with the options that stand there. */
const named = globSync('**/*.{ts,tsx}', { cwd: web }).filter((file) => !file.endsWith('.spec.ts')).flatMap((file) =>
  readFileSync(join(web, file), 'utf8').split('\n').flatMap((line) => {
    const [, words] = /kairos ([a-z][a-z-]*(?: [a-z][a-z-]*)*)/.exec(line) ?? [];
    return words === undefined ? [] : [{ file, words: words.split(' '), options: [...line.matchAll(/(?<= |`|'|")--[a-z][a-z-]*/g)].map(([option]) => option) }];
  }),
);

function find(words: readonly string[]): Command[] {
  const found: Command[] = [program];
  for (const word of words) {
    const next = found.at(-1)?.commands.find((command) => command.name() === word);
    if (!next) break;
    found.push(next);
  }
  return found;
}

it('has every command that the web application names, with the options that it says', () => {
  expect(named.length).toBeGreaterThan(30);
  const faults = named.flatMap(({ file, words, options }) => {
    const found = find(words);
    const known = found.flatMap((command) => command.options.map(({ long }) => long));
    const missing = [...(found.length === 1 || (found.at(-1)?.commands.length && found.length <= words.length) ? [words.join(' ')] : []), ...options.filter((option) => !known.includes(option))];
    return missing.length > 0 ? [{ file, command: words.join(' '), missing }] : [];
  });
  expect(faults).toEqual([]);
});

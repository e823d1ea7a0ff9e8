import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { parse, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { inLocale, type Pair } from './texts.ts';

const source = join(import.meta.dirname, '..');
const catalogues = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /(\.text|-words)\.ts$/.test(name));

/** The values that a message asks for, within plurals too. */
function valuesOf(elements: MessageFormatElement[]): string[] {
  return elements.flatMap((element) => [
    ...('value' in element && element.type !== 0 ? [String(element.value)] : []),
    ...('options' in element ? Object.values(element.options).flatMap(({ value }) => valuesOf(value)) : []),
  ]).filter((value, at, all) => all.indexOf(value) === at).sort();
}

describe.each(catalogues)('%s', (name) => {
  it('says everything in both languages, with the same values', async () => {
    const [words] = Object.values((await import(pathToFileURL(join(source, name)).href)) as Record<string, Record<string, Pair>>);
    expect(Object.keys(words ?? {}).length).toBeGreaterThan(0);
    for (const [key, [en, it]] of Object.entries(words ?? {})) {
      expect({ key, en: en.trim(), it: it.trim() }).toEqual({ key, en, it });
      expect(en).not.toBe('');
      expect(it).not.toBe('');
      expect({ key, values: valuesOf(parse(it)) }).toEqual({ key, values: valuesOf(parse(en)) });
    }
  });
});

describe('a value that turns the direction of what is written', () => {
  const remove = (name: string) => inLocale('en', ['Remove {name}?', 'Togliere {name}?'], { name });

  it.each([
    ['an override', 'annex\u202Efdp.exe', 'annex\u202Efdp.exe'],
    ['an isolate that is left open', 'a\u2067b', 'a\u2067b\u2069'],
    ['an end of isolates that it did not begin', 'a\u2069\u202Eb', 'a\u202Eb'],
  ])('turns its own alone: %s', (_, name, within) => expect(remove(name)).toBe(`Remove \u2068${within}\u2069?`));

  it('is otherwise said as it is', () => expect(remove('Crinale')).toBe('Remove Crinale?'));
});

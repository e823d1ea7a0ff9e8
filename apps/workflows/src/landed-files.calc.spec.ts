import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { differencesFromLanded } from './landed-files.calc.ts';

const shipped = (folder: string) => {
  const url = new URL(`../${folder}/`, import.meta.url);
  const textOf = (file: string) => readFileSync(new URL(file, url), 'utf8');
  return { list: textOf('landed.sha256'), texts: new Map(readdirSync(url).filter((file) => file.endsWith('.yaml')).map((file) => [file, textOf(file)])) };
};

describe.each(['packs/italy', 'templates', 'document-templates'])('what landed in %s', (folder) => {
  const { list, texts } = shipped(folder);
  const [[first, text] = ['', '']] = texts;

  it('is what it was', () => expect(differencesFromLanded(list, texts)).toEqual([]));

  it('is told when it was changed, by one letter too', () => {
    expect(differencesFromLanded(list, new Map([...texts, [first, `${text}\n`]]))).toEqual([`${first} was changed after it landed: make that its next version`]);
  });

  it('is told when it is gone, and when something is there that is not listed', () => {
    const others = new Map([...texts].filter(([file]) => file !== first));
    expect(differencesFromLanded(list, new Map([...others, ['new.v1.yaml', '']]))).toEqual(['new.v1.yaml is not in landed.sha256: add its line with the commit that brings it', `${first} landed and is gone`]);
  });
});

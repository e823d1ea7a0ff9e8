import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { inItalian, refusals } from './in-italian.ts';

const root = join(import.meta.dirname, '../../../../..');
const sources = globSync(['apps/{gateway,identity,assets,workflows,intake}/src/**/*.ts', 'libs/{http,auth,tenancy,service-kit,event-bus,settings}/src/**/*.ts'], { cwd: root })
  .filter((file) => !/spec\.ts$|\.builder\.ts$/.test(file)).map((file) => readFileSync(join(root, file), 'utf8'));

const kinds = 'invalid|unauthenticated|forbidden|not-found|conflict|gone|stale|too-large|unsupported-media-type|unprocessable|precondition-required|too-many-requests|checksum-mismatch|unavailable';
const refusal = new RegExp(String.raw`(?:super|new DomainError)\(\s*'(?:${kinds})',\s*'([a-z0-9-]+)',\s*(?:'((?:[^'\\]|\\.)*)'|` + '`((?:[^`\\\\]|\\\\.)*)`)?', 'g');

/** Every sentence that stands in the code of the services by its code, with nothing where a fact stands. */
const sentences = sources.flatMap((source) => [...source.matchAll(refusal)].map(([, code = '', plain, template]) => ({ code, said: plain ?? (template === undefined ? undefined : withoutFacts(template)) })));
const notFound = sources.filter((source) => source.includes('extends NotFound')).flatMap((source) => [...source.matchAll(/super\('([a-z-]+)'\)/g)].map(([, resource = '']) => ({ code: `${resource}-not-found`, said: `No such ${resource.replaceAll('-', ' ')}.` })));
const other = sources.flatMap((source) => [
  ...[...source.matchAll(/constructor\(code: ((?:'[a-z0-9-]+'(?: \| )?)+)/g)].flatMap(([, codes = '']) => [...codes.matchAll(/'([a-z0-9-]+)'/g)].map(([, code = '']) => code)),
  ...[...source.matchAll(/status: \d{3}, code: '([a-z0-9-]+)'/g)].map(([, code = '']) => code),
]);

function withoutFacts(template: string): string {
  let [said, depth] = ['', 0];
  for (const part of template.split(/(\$\{|\{|\})/)) {
    if (part === '${' || (part === '{' && depth > 0)) depth += 1;
    else if (part === '}' && depth > 0) depth -= 1;
    else if (depth === 0) said += part;
    if (part === '${' && depth === 1) said += '\u0000';
  }
  return said;
}

/** Whether a pattern takes a sentence: a fact of it may be a word that stands there already. */
const matches = (known: string, said: string) => new RegExp(`^${known.split('\u0000').map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)).join('.*')}$`, 's').test(said);

it('says in Italian every sentence by which a service refuses something, with its facts', () => {
  expect(sentences.length).toBeGreaterThan(250);
  const english = (code: string) => (refusals.get(code) ?? []).map(([en]) => en.replaceAll(/\{\w+\}/g, '\u0000'));
  const missing = [...sentences, ...notFound].filter(({ code, said }) => (said === undefined ? !refusals.has(code) : !english(code).some((known) => matches(known, said))));
  expect(missing).toEqual([]);
  expect(other.filter((code) => !refusals.has(code))).toEqual([]);
});

it('uses in Italian no fact that the English sentence does not hold', () => {
  const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  expect([...refusals.values()].flat().filter(([en, it]) => names(it).some((name) => !names(en).includes(name)))).toEqual([]);
});

const problem = { type: 'urn:kairos:problem:x', title: 'Conflict', status: 409, requestId: 'r' };

it.each([
  ['connector-name-taken', 'There is a connector crm already.', 'Esiste già un connettore crm.'],
  ['address-not-allowed', 'The port 5432 is not asked.', 'La porta 5432 non è ammessa.'],
  ['internal-error', undefined, 'Errore interno. Se si ripete, segnalalo con l’identificativo della richiesta.'],
  ['stale', 'This is at version 4 now; you sent 3. Read it again.', 'Ora è alla versione 4; tu hai inviato la 3. Rileggi e riprova.'],
])('says %s', (code, detail, italian) => {
  expect(inItalian({ ...problem, code, ...(detail === undefined ? {} : { detail }) }).detail).toBe(italian);
});

it('says in Italian what is wrong with fields: by the rule, and else by the kind of check', () => {
  const errors = [
    { pointer: '/name', detail: 'is taken' }, { pointer: '/a', detail: 'Invalid input: expected string, received undefined', code: 'invalid_type' }, { pointer: '/b', detail: 'Too big: expected string to have <=3 characters', code: 'too_big' },
    { pointer: '/c', detail: 'is not there' }, { pointer: '/d', detail: 'something nobody translated' },
  ];
  expect(inItalian({ ...problem, code: 'invalid-request', errors }).errors?.map(({ detail }) => detail)).toEqual(['Già in uso', 'Obbligatorio', 'Troppo lungo o troppo grande', 'Non esiste', 'Valore non ammesso']);
});

import type { Problem } from '@kairos/contracts';
import { issueText } from '../issue.text.ts';
import { sayFinding } from '../issues.ts';
import { inLocale, type Pair, type Values } from '../texts.ts';
import { assetsRefusals } from './assets-refusals.ts';
import { findingText } from './finding.text.ts';
import { identityRefusals } from './identity-refusals.ts';
import { intakeRefusals } from './intake-refusals.ts';
import { sharedRefusals } from './shared-refusals.ts';
import { workflowsRefusals } from './workflows-refusals.ts';

type Finding = NonNullable<Problem['errors']>[number];

/** What each code may say, in both languages; several services may use one. */
export const refusals: ReadonlyMap<string, readonly Pair[]> = byCode([sharedRefusals, identityRefusals, assetsRefusals, intakeRefusals, workflowsRefusals]);

function byCode(all: readonly Readonly<Record<string, Pair>>[]): Map<string, Pair[]> {
  const found = new Map<string, Pair[]>();
  for (const [key, pair] of all.flatMap((words) => Object.entries(words))) {
    const [code = ''] = key.split(' ');
    found.set(code, [...(found.get(code) ?? []), pair]);
  }
  return found;
}

/** A refusal of the API, which speaks English, as an Italian reads it: the same sentence with the same facts. */
export function inItalian(problem: Problem): Problem {
  const detail = sentenceOf(problem.code, problem.detail ?? '');
  return { ...problem, ...(detail === undefined ? {} : { detail }), ...(problem.errors ? { errors: problem.errors.map((finding) => ({ ...finding, detail: findingOf(finding) })) } : {}) };
}

function sentenceOf(code: string, said: string): string | undefined {
  for (const [en, it] of inOrder(refusals.get(code) ?? [])) {
    const facts = factsIn(en, said);
    if (facts) return it.replaceAll(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? '');
  }
  return undefined;
}

/** One that takes any sentence comes last. */
function inOrder(pairs: readonly Pair[]): Pair[] {
  return [...pairs].sort(([one], [other]) => Number(/^\{\w+\}$/.test(one)) - Number(/^\{\w+\}$/.test(other)));
}

/** What stands in a sentence where its pattern has names in braces; undefined where it is another sentence. */
function factsIn(pattern: string, said: string): Record<string, string> | undefined {
  const expression = pattern.split(/\{(\w+)\}/).map((part, at) => (at % 2 === 1 ? `(?<${part}>.*?)` : escaped(part))).join('');
  const found = new RegExp(`^${expression}$`, 's').exec(said);
  return found ? { ...found.groups } : undefined;
}

const escaped = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);

const say = (key: keyof typeof issueText, values?: Values) => inLocale('it', issueText[key], values);

function findingOf({ detail, code = '' }: Finding): string {
  const known = sayFinding(detail, say);
  if (known !== detail) return known;
  if (/received undefined$/.test(detail)) return say('required');
  const words: Readonly<Record<string, Pair>> = findingText;
  return inLocale('it', words[detail] ?? words[code] ?? findingText.other);
}

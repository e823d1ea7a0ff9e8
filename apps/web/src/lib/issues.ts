import type { z } from 'zod';
import { issueText } from './issue.text.ts';
import type { ApiProblem } from './problem.ts';
import type { Say } from './texts.ts';

type Issue = z.core.$ZodIssue;

/** Refusals by the name of their field: `capacityKw`, `customFields.tipHeight`. */
export type Refusals = Readonly<Record<string, string>>;

/** Of which field of a form something is said. */
export function fieldOf(path: readonly PropertyKey[]): string {
  const [first = '', second] = path.map(String);
  return first === 'customFields' && second !== undefined ? `${first}.${second}` : first;
}

/** What a check found, by field, in the reader's language; of several findings the first. */
export function refusalsOf(issues: readonly Issue[], say: Say<keyof typeof issueText>): Refusals {
  return Object.fromEntries([...issues].reverse().map((issue) => [fieldOf(issue.path), textOf(issue, say)]));
}

/** What the API said against fields. */
export function refusalsOfProblem({ problem }: ApiProblem): Refusals {
  return Object.fromEntries((problem?.errors ?? []).map(({ pointer, detail }) => [fieldOf(placeOf(pointer)), detail]));
}

/** What a check found, by the whole path of the value: `endpoints.0.fields.2.name`. */
export function refusalsByPath(issues: readonly Issue[], say: Say<keyof typeof issueText>): Refusals {
  return Object.fromEntries([...issues].reverse().map((issue) => [issue.path.map(String).join('.'), textOf(issue, say)]));
}

/** What the API said against values, by the whole path of each. */
export function refusalsOfProblemByPath({ problem }: ApiProblem, say: Say<keyof typeof issueText>): Refusals {
  return Object.fromEntries((problem?.errors ?? []).map(({ pointer, detail }) => [placeOf(pointer).join('.'), sayFinding(detail, say)]));
}

function placeOf(pointer: string): string[] {
  return pointer.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function textOf(issue: Issue, say: Say<keyof typeof issueText>): string {
  if (issue.code === 'invalid_type' && issue.expected === 'record') return say('lines');
  if (issue.code === 'invalid_type') return say(issue.expected === 'string' ? 'required' : 'notANumber');
  if (issue.code === 'invalid_value') return say('choose');
  if (issue.code === 'too_small') return issue.origin === 'string' ? (issue.minimum === 1 ? say('required') : say('shortest', { least: Number(issue.minimum) })) : say('fewest', { least: String(issue.minimum) });
  if (issue.code === 'too_big') return issue.origin === 'string' ? say('longest', { most: Number(issue.maximum) }) : say(issue.origin === 'array' ? 'most' : 'highest', { most: String(issue.maximum) });
  if (issue.code === 'invalid_format' && issue.format === 'date') return say('notADay');
  if (issue.code === 'invalid_format' && issue.format === 'email') return say('mail');
  return sayFinding(issue.message, say);
}

/** Checks of contracts say themselves what they miss, in English. */
export function sayFinding(message: string, say: Say<keyof typeof issueText>): string {
  if (message in issueText) return say(message as keyof typeof issueText);
  if (message.endsWith('is none of the provinces of Italy')) return say('noProvince');
  if (/ lies in .*, not in /.test(message)) return say('otherRegion');
  const [, is, belongs] = /^its check (?:character|digit) is (\w+), where (\w+) belongs/.exec(message) ?? [];
  if (is !== undefined && belongs !== undefined) return say('check', { is, belongs });
  if (/^must have the 16 characters|^must be the 11 digits|^must be a partita IVA| in characters \d+ to \d+ /.test(message)) return say('taxCode');
  if (/\bIBAN\b/.test(message)) return say('iban');
  const [, field] = /^(?:there is no field )?([A-Za-z_]\w*)(?: must be a required field)?$/.exec(message) ?? [];
  if (field !== undefined && message !== field) return say(message.startsWith('there') ? 'noSuchField' : 'requiredInPath', { field });
  return message.startsWith('must be IT, 3 digits') ? say('pod') : message;
}

import type { FormEvent } from 'react';
import type { z } from 'zod';
import { changedFields } from '../../../lib/based-draft.calc.ts';
import { issueText } from '../../../lib/issue.text.ts';
import { refusalsOf, refusalsOfProblem } from '../../../lib/issues.ts';
import { libText } from '../../../lib/lib.text.ts';
import { isProblem, ProofNotGiven } from '../../../lib/problem.ts';
import { useBasedDraft } from '../../../lib/use-based-draft.ts';
import { useCommand } from '../../../lib/use-command.ts';
import { useTexts } from '../../../lib/use-texts.ts';
import { useForm } from '../../../ui/form.ts';
import type { FactField } from './fact-fields.calc.ts';
import { factsOfValues, factValues } from './fact-values.calc.ts';

export type Facts = Record<string, unknown>;
type Kept = { version: number };
export type FactsOfForm<K extends Kept> = {
  fields: readonly FactField[];
  kept: K;
  /** The body that saves facts which changed, of all that the form holds. */
  bodyOf: (changed: Facts, all: Facts) => Facts;
  /** What the API checks that body with. */
  schema: z.ZodType;
  save: (body: Facts, base: K) => Promise<unknown>;
  done: (body: Facts) => string;
  onSaved: () => void;
  /** Whether it is worth saving though nothing was changed by hand. */
  always?: boolean;
};

/** Changes facts of something with a version: checked as they are typed, compared when somebody else was faster. */
export function useFactsForm<K extends Kept>({ fields, kept, bodyOf, schema, save, done, onSaved, always = false }: FactsOfForm<K>) {
  const sayIssue = useTexts(issueText);
  const say = useTexts(libText);
  const { base, values, overtaken, change, reset, rebase } = useBasedDraft(kept, (of: K) => factValues(fields, of));
  const changed = changedFields(factValues(fields, base), values);
  const facts = factsOfValues(fields, values, changed);
  const body = bodyOf(facts, factsOfValues(fields, values, Object.keys(values)));
  const isNew = base.version === 0 && fields.some(({ required }) => required);
  const idle = changed.length === 0 && !isNew && !always;
  const issues = idle ? [] : (schema.safeParse(body).error?.issues ?? []);
  const found = refusalsOf(issues.filter(({ path }) => path.length > 0), sayIssue);
  const { form, findings, showAll, refuse } = useForm({ values, found, onChange: change });
  const { mutate, isPending, error } = useCommand({ run: () => save(body, base), changes: [['assets']], done: () => done(body), shows: 'all' });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (idle || isPending || overtaken || showAll(event.currentTarget)) return;
    mutate(undefined, { onSuccess: onSaved, onError: (refused) => { if (isProblem(refused)) refuse(refusalsOfProblem(refused)); } });
  };
  const told = error && !(error instanceof ProofNotGiven) && !isProblem(error, 'stale') ? error : undefined;
  const problem = told && (isProblem(told, 'unreachable') ? say('unreachable') : told.message);
  return { form, facts, changed, idle, findings, overtaken, rebase, reset, submit, busy: isPending, problem, needsApproval: isProblem(error, 'change-needs-approval') };
}

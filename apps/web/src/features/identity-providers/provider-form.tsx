import { Alert, Button, Group, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { z } from 'zod';
import { refusalsOf, refusalsOfProblem, type Refusals } from '../../lib/issues.ts';
import { issueText } from '../../lib/issue.text.ts';
import { isProblem, ProofNotGiven } from '../../lib/problem.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { ConnectionFields } from './connection-fields.tsx';
import { identityProvidersText } from './identity-providers.text.ts';
import { MappingFields } from './mapping-fields.tsx';
import { PeopleFields } from './people-fields.tsx';
import type { ProviderValues } from './provider-values.calc.ts';
import classes from './identity-providers.module.css';

export type FieldsProps = { values: ProviderValues; change: (changed: Partial<ProviderValues>) => void; wrong: (field: string) => string | undefined };
type Props = {
  values: ProviderValues;
  change: (changed: Partial<ProviderValues>) => void;
  schema: z.ZodType;
  body: (reason: string) => unknown;
  secretSetAt: string | null;
  /** Whether there is something to save. */
  dirty: boolean;
  blocked?: boolean;
  submit: string;
  busy: boolean;
  error: Error | null;
  asksReason?: boolean;
  onSubmit: (reason: string) => void;
  onDiscard?: () => void;
};

/** Everything that is said of a provider; what is wrong stands at its field once somebody tried to save. */
export function ProviderForm({ values, change, schema, body, secretSetAt, dirty, blocked = false, submit, busy, error, asksReason = false, onSubmit, onDiscard }: Props) {
  const say = useTexts(identityProvidersText);
  const sayIssue = useTexts(issueText);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const read = schema.safeParse(body(reason));
  const found = read.success ? {} : { ...refusalsOf(read.error.issues, sayIssue), ...ownWords(read.error.issues, say) };
  const refused: Refusals = isProblem(error) ? refusalsOfProblem(error) : {};
  const wrong = (field: string) => (tried ? found[field] ?? found[field.split('.')[0] ?? ''] : undefined) ?? refused[field];
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (read.success && !blocked && !busy) onSubmit(reason);
  };
  const fields = { values, change, wrong };
  return (
    <form onSubmit={send} noValidate className={classes.parts}>
      <ConnectionFields {...fields} secretSetAt={secretSetAt} />
      <PeopleFields {...fields} />
      <MappingFields {...fields} />
      {error && !(error instanceof ProofNotGiven) && !isProblem(error, 'stale') && <Alert color="red" role="alert">{error.message}</Alert>}
      {dirty && (
        <>
          {asksReason && <Textarea label={say('reason')} maxLength={500} autosize minRows={2} value={reason} onChange={({ currentTarget: { value } }) => setReason(value)} />}
          <Group>
            <Button type="submit" loading={busy} disabled={blocked}>{submit}</Button>
            {onDiscard && <Button variant="default" onClick={onDiscard}>{say('discard')}</Button>}
          </Group>
        </>
      )}
    </form>
  );
}

const saidOf = { issuer: 'issuerFault', allowedEmailDomains: 'domainFault', rules: 'ruleFault' } as const;

/** What a pattern misses, said by an example. */
function ownWords(issues: readonly z.core.$ZodIssue[], say: (key: (typeof saidOf)[keyof typeof saidOf]) => string): Refusals {
  return Object.fromEntries(issues.flatMap(({ path: [field] }) => (typeof field === 'string' && field in saidOf ? [[field, say(saidOf[field as keyof typeof saidOf])]] : [])));
}

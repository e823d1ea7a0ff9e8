import { Alert, Button } from '@mantine/core';
import { useRef, useState, type FormEvent } from 'react';
import { RegisterConnectorBody } from '@kairos/contracts';
import { refusalsByPath, refusalsOfProblemByPath, type Refusals } from '../../lib/issues.ts';
import { issueText } from '../../lib/issue.text.ts';
import { isProblem } from '../../lib/problem.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AddressFields } from './address-fields.tsx';
import { AuthFields } from './auth-fields.tsx';
import { connectorFormText } from './connector-form.text.ts';
import { bodyOf, brokenTemplates, type ConnectorValues } from './connector-values.calc.ts';
import { EndpointsFields } from './endpoints-fields.tsx';
import { HeaderFields } from './header-fields.tsx';
import { PolicyFields } from './policy-fields.tsx';
import classes from './connector-form.module.css';

export type FieldsProps = {
  values: ConnectorValues;
  change: (changed: Partial<ConnectorValues>) => void;
  /** What is wrong with a value, by its path: `endpoints.0.path`. */
  wrong: (path: string) => string | undefined;
};
type Props = Omit<FieldsProps, 'wrong'> & {
  secret: string;
  onSecret: (secret: string) => void;
  secretSetAt: string | null;
  isNew?: boolean;
  dirty: boolean;
  blocked?: boolean;
  busy: boolean;
  error: Error | null;
  onSubmit: () => void;
  onDiscard: () => void;
};

/** All that is said of a connector; what is wrong stands at its field once somebody tried to save. */
export function ConnectorForm({ values, change, secret, onSecret, secretSetAt, isNew = false, dirty, blocked = false, busy, error, onSubmit, onDiscard }: Props) {
  const say = useTexts(connectorFormText);
  const form = useRef<HTMLFormElement>(null);
  const [tried, setTried] = useState(false);
  const found = useFindings(values, secret);
  const refused = useRefusals(error);
  const wrong = (path: string) => (tried ? found[path] : undefined) ?? refused[path];
  const findings = Object.keys(found).length;
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (findings > 0) requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
    else if (dirty && !blocked && !busy) onSubmit();
  };
  const fields = { values, change, wrong };
  return (
    <form ref={form} onSubmit={send} noValidate className={classes.parts}>
      <AddressFields {...fields} isNew={isNew} />
      <AuthFields {...fields} secret={secret} onSecret={onSecret} secretSetAt={secretSetAt} />
      <EndpointsFields {...fields} faults={Object.keys(tried ? { ...found, ...refused } : refused)} />
      <PolicyFields {...fields} />
      <HeaderFields {...fields} fault={Object.keys(tried ? found : {}).some((path) => path.startsWith('headers'))} />
      {error && !(blocked && isProblem(error, 'stale')) && <Alert color="red" role="alert">{error.message}</Alert>}
      <div className={classes.actions}>
        <Button type="submit" loading={busy} disabled={!dirty || blocked} onMouseDown={(event) => event.preventDefault()}>{say(isNew ? 'add' : 'save')}</Button>
        {dirty && <Button variant="default" onClick={() => { setTried(false); onDiscard(); }}>{say('discard')}</Button>}
        <span role="status">{tried && findings > 0 ? say('findings', { count: findings }) : !dirty && say('nothingChanged')}</span>
      </div>
    </form>
  );
}

function useFindings(values: ConnectorValues, secret: string): Refusals {
  const say = useTexts(connectorFormText);
  const sayIssue = useTexts(issueText);
  const read = RegisterConnectorBody.safeParse(bodyOf(values, secret));
  const templates = brokenTemplates(values).map((at) => [`endpoints.${at}.body`, say('notJson')]);
  return { ...(read.success ? {} : refusalsByPath(read.error.issues, sayIssue)), ...Object.fromEntries(templates) as Refusals };
}

function useRefusals(error: Error | null): Refusals {
  const sayIssue = useTexts(issueText);
  return isProblem(error) ? refusalsOfProblemByPath(error, sayIssue) : {};
}

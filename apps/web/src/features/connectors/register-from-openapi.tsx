import { Alert, Button, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { RegisterConnectorFromOpenApiBody, type OpenApiOperation } from '@kairos/contracts';
import { issueText } from '../../lib/issue.text.ts';
import { refusalsByPath, refusalsOfProblemByPath } from '../../lib/issues.ts';
import { isProblem } from '../../lib/problem.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { AuthInputs } from './auth-fields.tsx';
import { ChoiceFaults } from './choice-faults.tsx';
import { sharedBy } from './chosen-operations.calc.ts';
import { connectorFormText } from './connector-form.text.ts';
import { anyAuth, authOf, nameFrom, type AuthValues } from './connector-values.calc.ts';
import { connectorKeys, registerFromOpenApi } from './connectors.api.ts';
import { fromOpenApiText } from './from-openapi.text.ts';
import classes from './connector-form.module.css';

type Told = { title?: string; name?: string; baseUrl?: string };

/** What the document leaves open is told beside it; what it tells stands there already. */
export function RegisterFromOpenApi({ document, documentTitle, chosen }: { document: string; documentTitle: string; chosen: readonly OpenApiOperation[] }) {
  const say = useTexts(fromOpenApiText);
  const sayForm = useTexts(connectorFormText);
  const sayIssue = useTexts(issueText);
  const navigate = useNavigate();
  const shared = sharedBy(chosen);
  const [told, setTold] = useState<Told>({});
  const [toldAuth, setAuth] = useState<Partial<AuthValues>>({});
  const [secret, setSecret] = useState('');
  const [tried, setTried] = useState(false);
  const title = told.title ?? documentTitle;
  const { name = nameFrom(title), baseUrl = shared.baseUrl ?? '' } = told;
  const auth: AuthValues = { ...anyAuth, type: 'none', ...shared.auth, ...toldAuth };
  const body = { document, operations: chosen.map(({ method, path }) => ({ method, path })), name, title, baseUrl, auth: authOf(auth), ...(secret === '' || auth.type === 'none' ? {} : { secret }) };
  const register = useCommand({ run: () => registerFromOpenApi(body), changes: [connectorKeys], done: (made) => say('registered', { title: made.title }), shows: 'all' });
  const read = RegisterConnectorFromOpenApiBody.safeParse(body);
  const found = !tried || read.success ? {} : refusalsByPath(read.error.issues, sayIssue);
  const refused = isProblem(register.error) ? refusalsOfProblemByPath(register.error, sayIssue) : {};
  const wrong = (path: string) => found[path] ?? refused[path];
  const tell = (changed: Told) => { register.reset(); setTold({ ...told, ...changed }); };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (read.success) register.mutate(undefined, { onSuccess: ({ id }) => void navigate({ to: '/connectors/$connectorId', params: { connectorId: id } }) });
  };
  return (
    <Panel title={say('connector')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm" align="stretch">
          <div className={classes.fields}>
            <TextInput label={sayForm('title')} withAsterisk maxLength={200} value={title} error={wrong('title')} onChange={({ currentTarget: { value } }) => tell({ title: value })} />
            <TextInput label={sayForm('name')} withAsterisk maxLength={60} value={name} error={wrong('name')} onChange={({ currentTarget: { value } }) => tell({ name: value })} />
            <TextInput label={sayForm('baseUrl')} withAsterisk type="url" maxLength={2000} value={baseUrl} error={wrong('baseUrl')} onChange={({ currentTarget: { value } }) => tell({ baseUrl: value })} />
          </div>
          <AuthInputs auth={auth} change={(changed) => { register.reset(); setAuth({ ...toldAuth, ...changed }); }} wrong={wrong} secret={secret} onSecret={(next) => { register.reset(); setSecret(next); }} secretSetAt={null} />
          {register.error && <Alert color="red" role="alert">{register.error.message}</Alert>}
          <ChoiceFaults chosen={chosen}>{(sound) => <Button type="submit" w="fit-content" disabled={!sound} loading={register.isPending}>{say('register')}</Button>}</ChoiceFaults>
        </Stack>
      </form>
    </Panel>
  );
}

import { Alert, Button, Group, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { UpdateTenantBody, type TenantView } from '@kairos/contracts';
import { refusalsOfProblem } from '../../lib/issues.ts';
import { isProblem, ProofNotGiven } from '../../lib/problem.ts';
import { useBasedDraft } from '../../lib/use-based-draft.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Overtaken } from '../../ui/overtaken.tsx';
import { Panel } from '../../ui/panel.tsx';
import { bodyOf, valuesOf, type TenantValues } from './tenant-values.calc.ts';
import { changeOrganisation } from './organisation.api.ts';
import { organisationText } from './organisation.text.ts';
import classes from './organisation.module.css';

/** What a tenant says of itself; plan and status are not its own to change. */
export function OrganisationForm({ tenant }: { tenant: TenantView }) {
  const say = useTexts(organisationText);
  const { base, values, dirty, overtaken, change, reset, rebase, adopt } = useBasedDraft<TenantView, TenantValues>(tenant, valuesOf);
  const [reason, setReason] = useState('');
  const save = async (body: UpdateTenantBody) => {
    const saved = await changeOrganisation(base.version, body);
    adopt(saved, values);
    setReason('');
  };
  const { mutate, isPending, error } = useCommand({ run: save, changes: [['identity', 'tenant'], ['identity', 'settings'], ['identity', 'me']], done: () => say('saved'), shows: 'all' });
  const read = UpdateTenantBody.safeParse({ ...bodyOf(valuesOf(base), values), ...(reason.trim() === '' ? {} : { reason: reason.trim() }) });
  const refusals = isProblem(error) ? refusalsOfProblem(error) : {};
  const wrong = (field: string) => (read.error?.issues.find(({ path }) => path.join('.') === field)?.message ?? refusals[field]);
  const text = (name: Exclude<keyof TenantValues, 'locale' | 'timeZone'>, of: string = name) => (
    <TextInput label={say(name)} value={values[name]} error={wrong(of)} maxLength={254} onChange={(event) => { const typed = event.currentTarget.value; change({ [name]: typed }); }} />
  );
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (dirty && !overtaken && read.success && !isPending) mutate(read.data);
  };
  return (
    <Panel title={say('about')}>
      <form onSubmit={onSubmit} noValidate>
        <Stack>
          {overtaken && <Overtaken onMine={rebase} onTheirs={reset} />}
          {dirty && !overtaken && error && !(error instanceof ProofNotGiven) && !isProblem(error, 'stale') && <Alert color="red" role="alert">{error.message}</Alert>}
          <div className={classes.fields}>
            {text('name')}
            {text('vatNumber')}
            {text('taxCode')}
            <Select label={say('zone')} searchable allowDeselect={false} limit={60} data={[...new Set([tenant.timeZone, ...Intl.supportedValuesOf('timeZone')])]} value={values.timeZone} onChange={(timeZone) => change({ timeZone: timeZone ?? tenant.timeZone })} />
            <Select label={say('locale')} allowDeselect={false} data={[{ value: 'en', label: 'English' }, { value: 'it', label: 'Italiano' }]} value={values.locale} onChange={(locale) => change({ locale: locale as TenantView['locale'] })} />
            {text('contactName', 'contact.name')}
            {text('contactEmail', 'contact.email')}
            {text('contactPhone', 'contact.phone')}
          </div>
          {dirty && (
            <>
              <Textarea label={say('reason')} maxLength={500} autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
              <Group>
                <Button type="submit" loading={isPending} disabled={!read.success || overtaken}>{say('save')}</Button>
                <Button variant="default" onClick={reset}>{say('discard')}</Button>
              </Group>
            </>
          )}
        </Stack>
      </form>
    </Panel>
  );
}

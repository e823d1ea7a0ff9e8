import { Alert, Button, Group, Skeleton, Stack, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SettingsView, UpdateSettingsBody } from '@kairos/contracts';
import { isProblem, ProofNotGiven } from '../../lib/problem.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure, Panel } from '../../ui/panel.tsx';
import { SettingField, type Wanted } from './setting-field.tsx';
import { settingsRead, updateSettings } from './settings.api.ts';
import { settingsText } from './settings.text.ts';
import classes from './settings.module.css';

const groups = {
  people: ['sessionHours', 'sessionIdleMinutes', 'signInFailures', 'signInLockMinutes', 'auditRetentionDays'],
  work: ['escalationAfterDays', 'escalationRoles', 'notificationRetentionDays', 'unreadNotificationRetentionDays'],
  documents: ['documentMaxMib', 'documentTypes', 'documentExpiryNoticeDays', 'disposalApproval'],
  plants: ['fourEyesFields', 'incentivesBasis'],
  intake: ['uploadMaxMib', 'uploadMediaTypes', 'concurrentImportJobs', 'importJobTimeoutMinutes', 'importApproval', 'importResultRetentionDays', 'importJobRetentionDays', 'sourceFileRetentionDays', 'connectorInternalHosts'],
} as const;

/** Every setting, by what it is about: what holds, what is usual, and who says so. */
export function SettingsPage() {
  const say = useTexts(settingsText);
  const { data, error, refetch } = useQuery(settingsRead());
  return (
    <Page title={say('title')} summary={say('summary')} actions={<AsCommand path="/identity/settings" />}>
      {data ? <Settings view={data} /> : error ? <Failure error={error} onRetry={refetch} /> : <Skeleton h={320} />}
    </Page>
  );
}

function Settings({ view: { items, version } }: { view: SettingsView }) {
  const say = useTexts(settingsText);
  const may = useMay();
  const [wanted, setWanted] = useState<Wanted>({});
  const [reason, setReason] = useState('');
  const { mutate, isPending, error } = useCommand({ run: (body: UpdateSettingsBody) => updateSettings(version, body), changes: [['identity', 'settings'], ['identity', 'me']], done: () => say('saved'), shows: 'all' });
  const count = Object.keys(wanted).length;
  const settle = () => {
    setWanted({});
    setReason('');
  };
  const save = () => mutate({ ...wanted, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) }, { onSuccess: settle });
  return (
    <div className={classes.parts}>
      {(Object.keys(groups) as (keyof typeof groups)[]).map((group) => (
        <Panel key={group} title={say(group)}>
          <div className={classes.settings}>
            {groups[group].flatMap((name) => items.filter((item) => item.name === name)).map((setting) => (
              <SettingField key={setting.name} setting={setting} wanted={wanted} editable={may('identity.setting.manage') && setting.ownToSet} onChange={setWanted} />
            ))}
          </div>
        </Panel>
      ))}
      {count > 0 && (
        <section className={classes.save} aria-label={say('yours')}>
          <Stack gap="xs">
            {error && !(error instanceof ProofNotGiven) && <Alert color={isProblem(error, 'stale') ? 'yellow' : 'red'} role="alert">{isProblem(error, 'stale') ? say('stale') : error.message}</Alert>}
            <Group align="flex-end">
              <Textarea label={say('reason')} w="min(28rem, 100%)" maxLength={500} autosize minRows={1} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
              <Button loading={isPending} onClick={save}>{say('save', { count })}</Button>
              <Button variant="default" onClick={settle}>{say('discard')}</Button>
            </Group>
          </Stack>
        </section>
      )}
    </div>
  );
}

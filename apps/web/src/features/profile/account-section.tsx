import { Button, Group, SegmentedControl, Select, Stack, TextInput, useMantineColorScheme } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { UpdateProfileBody, type Locale, type MeView } from '@kairos/contracts';
import { chooseLocale, useLocale } from '../../lib/locale.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useReach } from '../../vocabulary/use-reach.ts';
import { EmailPanel } from './email-panel.tsx';
import { updateProfile } from './profile.api.ts';
import { profileText } from './profile.text.ts';
import classes from './profile.module.css';

const languages = [{ value: 'en', label: 'English' }, { value: 'it', label: 'Italiano' }];

/** Name, address, language and time of one's account, and how this browser looks. */
export function AccountSection({ account }: { account: MeView }) {
  const say = useTexts(profileText);
  const reach = useReach();
  return (
    <div className={classes.parts}>
      <WhoPanel key={`${account.displayName} ${account.locale} ${account.timeZone}`} account={account} />
      <EmailPanel account={account} />
      <HerePanel />
      <Panel title={say('access')}>
        <Facts of={[[say('organisation'), account.tenant.name], [say('roles'), account.roles.join(', ')], [say('plants'), reach(account.rowScope)]]} />
      </Panel>
    </div>
  );
}

function WhoPanel({ account }: { account: MeView }) {
  const say = useTexts(profileText);
  const [displayName, setName] = useState(account.displayName);
  const [timeZone, setZone] = useState(account.timeZone);
  const [locale, setLocale] = useState<Locale>(account.locale);
  const changed = displayName !== account.displayName || timeZone !== account.timeZone || locale !== account.locale;
  const { mutate, isPending } = useCommand({ run: updateProfile, changes: [['identity', 'me']], done: () => say('saved') });
  const read = UpdateProfileBody.safeParse({ displayName, timeZone, locale });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (read.success && changed && !isPending) mutate(read.data, { onSuccess: (saved) => chooseLocale(saved.locale) });
  };
  return (
    <Panel title={say('who')}>
      <form onSubmit={onSubmit} noValidate>
        <Stack>
          <div className={classes.pair}>
            <TextInput label={say('name')} withAsterisk maxLength={200} autoComplete="name" value={displayName} onChange={(event) => setName(event.currentTarget.value)} error={displayName.trim() === '' && say('nameNeeded')} />
            <Select label={say('mailLanguage')} allowDeselect={false} data={languages} value={locale} onChange={(value) => setLocale(value as Locale)} />
            <Select label={say('zone')} searchable allowDeselect={false} limit={60} data={[...new Set([account.timeZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])]} value={timeZone} onChange={(value) => setZone(value ?? account.timeZone)} />
          </div>
          {changed && <Group><Button type="submit" loading={isPending} disabled={!read.success}>{say('save')}</Button></Group>}
        </Stack>
      </form>
    </Panel>
  );
}

function HerePanel() {
  const say = useTexts(profileText);
  const locale = useLocale();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Panel title={say('here')}>
      <Group>
        <SegmentedControl aria-label={say('language')} value={locale} onChange={(value) => chooseLocale(value as Locale)} data={languages} />
        <SegmentedControl
          aria-label={say('appearance')} value={colorScheme} onChange={(value) => setColorScheme(value as typeof colorScheme)}
          data={(['light', 'dark', 'auto'] as const).map((value) => ({ value, label: say(value) }))}
        />
      </Group>
    </Panel>
  );
}

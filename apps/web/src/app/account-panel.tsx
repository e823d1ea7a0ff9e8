import { Menu, Stack, Text, useMantineColorScheme } from '@mantine/core';
import { IconApi, IconLogout, IconUserCog } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { MeView } from '@kairos/contracts';
import { chooseLocale, useLocale } from '../lib/locale.ts';
import { queryClient } from '../lib/query-client.ts';
import { signOut, switchTenant } from '../lib/session.ts';
import { useCommand } from '../lib/use-command.ts';
import { useTexts } from '../lib/use-texts.ts';
import { AccountButton } from './account-button.tsx';
import { appText } from './app.text.ts';

/** Who is signed in and where; language and appearance, which this browser remembers. */
export function AccountPanel({ account }: { account: MeView }) {
  const say = useTexts(appText);
  const locale = useLocale();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const entering = useCommand({ run: switchTenant, changes: [] });
  const leaving = useCommand({ run: signOut, changes: [] });
  const enterTenant = (tenantId: string) =>
    entering.mutate(tenantId, {
      onSuccess: () => {
        queryClient.clear();
        location.assign('/');
      },
    });
  return (
    <Menu defaultOpened width="17rem" position="bottom-end" withinPortal>
      <Menu.Target>
        <AccountButton account={account} />
      </Menu.Target>
      <Menu.Dropdown>
        <Stack gap={0} px="sm" py="xs">
          <Text fw={600}>{account.displayName}</Text>
          <Text size="sm" c="var(--ink-quiet)">{account.email}</Text>
        </Stack>
        <Menu.Label>{say('organisation')}</Menu.Label>
        {account.tenants.map(({ id, name }) => (
          <Menu.Item key={id} onClick={() => enterTenant(id)} disabled={id === account.tenant.id} fw={id === account.tenant.id ? 600 : undefined}>
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Choices label={say('language')} value={locale} onChoose={chooseLocale} data={[['en', 'English'], ['it', 'Italiano']]} />
        <Choices label={say('appearance')} value={colorScheme} onChoose={setColorScheme} data={[['light', say('light')], ['dark', say('dark')], ['auto', say('auto')]]} />
        <Menu.Divider />
        <Menu.Item component={Link} to="/profile" leftSection={<IconUserCog size={16} />}>{say('profile')}</Menu.Item>
        <Menu.Item component="a" href="/api/docs" leftSection={<IconApi size={16} />}>{say('apiDocuments')}</Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => leaving.mutate(undefined)}>{say('signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

type ChoicesProps<T extends string> = { label: string; value: T; data: readonly (readonly [T, string])[]; onChoose: (value: T) => void };

/** One of a few, within a menu that stays open. */
function Choices<T extends string>({ label, value, data, onChoose }: ChoicesProps<T>) {
  return (
    <div role="group" aria-label={label}>
      <Menu.Label>{label}</Menu.Label>
      <Menu.RadioGroup value={value} onChange={(chosen) => onChoose(chosen as T)}>
        {data.map(([each, name]) => <Menu.RadioItem key={each} value={each} closeMenuOnClick={false}>{name}</Menu.RadioItem>)}
      </Menu.RadioGroup>
    </div>
  );
}

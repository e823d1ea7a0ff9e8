import { Menu, SegmentedControl, Stack, Text, useMantineColorScheme } from '@mantine/core';
import { IconApi, IconLogout, IconUserCog } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Locale, MeView } from '@kairos/contracts';
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
        <Stack gap="xs" px="sm" py="xs">
          <SegmentedControl
            size="xs" aria-label={say('language')} value={locale} onChange={(value) => chooseLocale(value as Locale)}
            data={[{ value: 'en', label: 'English' }, { value: 'it', label: 'Italiano' }]}
          />
          <SegmentedControl
            size="xs" aria-label={say('appearance')} value={colorScheme} onChange={(value) => setColorScheme(value as typeof colorScheme)}
            data={[{ value: 'light', label: say('light') }, { value: 'dark', label: say('dark') }, { value: 'auto', label: say('auto') }]}
          />
        </Stack>
        <Menu.Divider />
        <Menu.Item component={Link} to="/profile" leftSection={<IconUserCog size={16} />}>{say('profile')}</Menu.Item>
        <Menu.Item component="a" href="/api/docs" leftSection={<IconApi size={16} />}>{say('apiDocuments')}</Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => leaving.mutate(undefined)}>{say('signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

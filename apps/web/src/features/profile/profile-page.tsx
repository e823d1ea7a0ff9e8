import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { me } from '../../lib/account.ts';
import { command, type CommandLine } from '../../lib/command-line.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { Sections } from '../../ui/sections.tsx';
import { AccountSection } from './account-section.tsx';
import { KeysSection } from './keys-section.tsx';
import { NotificationsSection } from './notifications-section.tsx';
import { profileSections, type ProfileSection } from './profile-search.ts';
import { profileText } from './profile.text.ts';
import { SecuritySection } from './security-section.tsx';
import { SessionsSection } from './sessions-section.tsx';

const parts = { account: AccountSection, security: SecuritySection, sessions: SessionsSection, keys: KeysSection, notifications: NotificationsSection };
const commands: Record<ProfileSection, { path: string; command?: CommandLine }> = {
  account: { path: '/identity/me', command: command`kairos whoami` }, security: { path: '/identity/me/mfa', command: command`kairos password` }, sessions: { path: '/identity/me/sessions' },
  keys: { path: '/identity/me/api-keys', command: command`kairos api-keys list --own` }, notifications: { path: '/workflows/notifications/preferences', command: command`kairos notifications preferences` },
};

/** Everything about one's own account; which part of it is open stands in the address. */
export function ProfilePage() {
  const say = useTexts(profileText);
  const may = useMay();
  const { section = 'account' } = useSearch({ from: '/inside/profile' });
  const { data: account, error, refetch } = useQuery(me());
  if (!account) return <Page title={say('loading')}>{error ? <Failure error={error} onRetry={refetch} /> : <Skeleton h={240} />}</Page>;
  const Part = parts[section];
  return (
    <Page title={say('title')} summary={`${account.displayName}, ${account.tenant.name}`} actions={<AsCommand {...commands[section]} />}>
      <Sections label={say('sections')}>
        {profileSections.filter((name) => name !== 'notifications' || may('workflows.notification.read')).map((name) => (
          <Link key={name} to="/profile" search={name === 'account' ? {} : { section: name }} aria-current={name === section ? 'page' : undefined} activeOptions={{ exact: true }} replace>{say(name)}</Link>
        ))}
      </Sections>
      <Part account={account} />
    </Page>
  );
}

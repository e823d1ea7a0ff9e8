import { Anchor, Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { command } from '../../lib/command-line.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { OrganisationSections } from '../../vocabulary/organisation-sections.tsx';
import { identityProviders, providersPath } from './identity-providers.api.ts';
import { identityProvidersText } from './identity-providers.text.ts';
import { ProviderState } from './provider-state.tsx';

/** The directories that vouch for the people of the tenant. */
export function IdentityProvidersPage() {
  const say = useTexts(identityProvidersText);
  const reading = useQuery(identityProviders());
  const items = reading.data?.items ?? [];
  const add = <Button leftSection={<IconPlus size={16} aria-hidden />} renderRoot={(props) => <Link {...props} to="/identity-providers/new" />}>{say('add')}</Button>;
  return (
    <Page title={say('title')} summary={reading.data && say('summary', { count: items.filter(({ enabled }) => enabled).length })} actions={<>{items.length > 0 && add}<AsCommand path={providersPath} command={command`kairos identity-providers list`} /></>}>
      <OrganisationSections open="providers" />
      <Panel title={say('title')} reading={reading}>
        {items.length === 0 ? <Empty title={say('emptyTitle')} hint={say('emptyHint')}>{add}</Empty> : (
          <PlainTable
            label={say('title')} rows={items} keyOf={({ id }) => id}
            columns={[
              { key: 'label', label: say('provider'), cell: ({ id, label }) => <Anchor inherit renderRoot={(props) => <Link {...props} to="/identity-providers/$identityProviderId" params={{ identityProviderId: id }} />}>{label}</Anchor> },
              { key: 'issuer', label: say('issuer'), cell: ({ issuer }) => issuer },
              { key: 'domains', label: say('domains'), cell: ({ allowedEmailDomains }) => allowedEmailDomains.join(', ') },
              { key: 'rules', label: say('rules'), cell: ({ rules }) => say('rulesCount', { count: rules.length }) },
              { key: 'state', label: say('state'), cell: ({ enabled }) => <ProviderState enabled={enabled} /> },
            ]}
          />
        )}
      </Panel>
    </Page>
  );
}

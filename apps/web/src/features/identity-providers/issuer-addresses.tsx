import { ActionIcon, Code, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { Fragment } from 'react';
import type { IdentityProviderView } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { identityProvidersText } from './identity-providers.text.ts';
import classes from './identity-providers.module.css';

/** What the issuer has to know of this installation. */
export function IssuerAddresses({ provider: { callbackPath, signedOutPath, backChannelLogoutPath, startPath } }: { provider: IdentityProviderView }) {
  const say = useTexts(identityProvidersText);
  const addresses = [[say('callback'), callbackPath], [say('signedOut'), signedOutPath], [say('backChannel'), backChannelLogoutPath], [say('start'), startPath]] as const;
  return (
    <Panel title={say('atIssuer')}>
      <dl className={classes.addresses}>
        {addresses.map(([what, path]) => (
          <Fragment key={path}>
            <dt>{what}</dt>
            <dd><Code>{location.origin + path}</Code></dd>
            <dd>
              <CopyButton value={location.origin + path}>
                {({ copied, copy }) => <ActionIcon variant="subtle" aria-label={say(copied ? 'copied' : 'copy', { what })} onClick={copy}>{copied ? <IconCheck size={16} /> : <IconCopy size={16} />}</ActionIcon>}
              </CopyButton>
            </dd>
          </Fragment>
        ))}
      </dl>
    </Panel>
  );
}

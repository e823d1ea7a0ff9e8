import { Alert, Button, JsonInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { IdentityProviderView, TriedRoleMapping, TryRoleMappingBody } from '@kairos/contracts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Mark } from '../../ui/mark.tsx';
import { Panel } from '../../ui/panel.tsx';
import { claimsIn, sampleClaims } from './sample-claims.calc.ts';
import { tryMapping } from './identity-providers.api.ts';
import { identityProvidersText } from './identity-providers.text.ts';

/** What the saved rules would make of somebody. */
export function TryMapping({ provider }: { provider: IdentityProviderView }) {
  const say = useTexts(identityProvidersText);
  const [text, setText] = useState(() => JSON.stringify(sampleClaims(provider), undefined, 2));
  const [fault, setFault] = useState(false);
  const { mutate, data, isPending } = useCommand({ run: (body: TryRoleMappingBody) => tryMapping(provider.id, body), changes: [] });
  const attempt = () => {
    const claims = claimsIn(text);
    setFault(claims === undefined);
    if (claims) mutate({ claims });
  };
  return (
    <Panel title={say('trying')}>
      <Stack gap="sm" align="flex-start">
        <Text c="var(--ink-quiet)">{say('tryHint')}</Text>
        <JsonInput label={say('claims')} w="100%" autosize minRows={4} maxRows={16} spellCheck={false} value={text} validationError={say('notJson')} error={fault && say('notJson')} onChange={(next) => { setText(next); setFault(false); }} />
        <Button variant="default" loading={isPending} onClick={attempt}>{say('tryNow')}</Button>
        {data && <Outcome tried={data} claim={provider.claims.roles} />}
      </Stack>
    </Panel>
  );
}

function Outcome({ tried: { outcome, roles, claimValues, rules }, claim }: { tried: TriedRoleMapping; claim: string }) {
  const say = useTexts(identityProvidersText);
  const names = roles.map(({ name }) => name.split('/').at(-1)).join(', ');
  return (
    <Alert color={outcome === 'refused' ? 'red' : 'teal'} role="status" w="100%" title={say(outcome, { roles: names })}>
      {claimValues.length === 0 ? say('nothingFound', { claim }) : say('found', { values: claimValues.join(', ') })}
      {rules.filter(({ matches }) => matches).map(({ position, claimValue }) => <div key={position}><Mark tone="well">{`${position + 1}: ${claimValue}`}</Mark></div>)}
    </Alert>
  );
}

import { Button, Code, CopyButton, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { me } from '../../lib/account.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { templateSharesText } from './template-shares.text.ts';

/** The id that another organisation needs to share something with this one. */
export function OwnId() {
  const say = useTexts(templateSharesText);
  const { data } = useQuery(me());
  return data && (
    <Group gap="xs" className="no-print">
      {say('ownId')} <Code>{data.tenant.id}</Code>
      <CopyButton value={data.tenant.id}>{({ copied, copy }) => <Button size="compact-sm" variant="subtle" onClick={copy}>{say(copied ? 'copied' : 'copy')}</Button>}</CopyButton>
    </Group>
  );
}

import { ActionIcon, Button, Code, CopyButton, Group, Popover, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy, IconTerminal2 } from '@tabler/icons-react';
import { addressOf, type Query } from '../lib/http.ts';
import { useTexts } from '../lib/use-texts.ts';
import { uiText } from './ui.text.ts';

/** What one sees here, as a request and as a line for the terminal. */
export function AsCommand({ path, query, command }: { path: string; query?: Query; command: string }) {
  const say = useTexts(uiText);
  const curl = `curl -H "Authorization: Bearer $KAIROS_TOKEN" '${location.origin}${addressOf({ path, ...(query ? { query } : {}) })}'`;
  return (
    <Popover position="bottom-end" width="min(36rem, 92vw)" withinPortal trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconTerminal2 size={16} aria-hidden />}>{say('asCommand')}</Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Snippet title={say('asApiCall')} text={curl} />
          <Snippet title={say('asCli')} text={command} />
          <Text size="sm" c="var(--ink-quiet)">{say('tokenHint')}</Text>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function Snippet({ title, text }: { title: string; text: string }) {
  const say = useTexts(uiText);
  return (
    <div>
      <Group justify="space-between" mb={4}>
        <Text fw={600}>{title}</Text>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <ActionIcon variant="subtle" onClick={copy} aria-label={`${say(copied ? 'copied' : 'copy')}: ${title}`}>{copied ? <IconCheck size={16} /> : <IconCopy size={16} />}</ActionIcon>
          )}
        </CopyButton>
      </Group>
      <Code block>{text}</Code>
    </div>
  );
}

import { ActionIcon, Code, CopyButton, Group, Popover, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { command, options, type CommandLine } from '../lib/command-line.ts';
import { addressOf, type Method, type Query } from '../lib/http.ts';
import { useTexts } from '../lib/use-texts.ts';
import { CommandButton } from './command-button.tsx';
import { uiText } from './ui.text.ts';

export type Command = { method?: Method; path: string; query?: Query; body?: unknown; command?: CommandLine };

/** The request and the line, to be copied. */
export function CommandPopover({ method = 'GET', path, query, body, command: line }: Command) {
  const say = useTexts(uiText);
  const address = location.origin + addressOf({ path, ...(query ? { query } : {}) });
  const verb = options({ '-X': method === 'GET' ? undefined : method });
  const sent = options(body === undefined ? {} : { '-H': 'Content-Type: application/json', '-d': JSON.stringify(body) });
  const curl = command`curl${verb} -H "Authorization: Bearer $KAIROS_TOKEN"${sent} ${address}`;
  return (
    <Popover defaultOpened position="bottom-end" width="min(36rem, 92vw)" withinPortal trapFocus>
      <Popover.Target>
        <CommandButton />
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Snippet title={say('asApiCall')} text={curl.text} />
          {line && <Snippet title={say('asCli')} text={line.text} />}
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
      <Code block tabIndex={0} aria-label={title}>{text}</Code>
    </div>
  );
}

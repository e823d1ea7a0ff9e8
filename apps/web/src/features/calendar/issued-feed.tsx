import { Alert, Button, Code, CopyButton, Stack } from '@mantine/core';
import type { IssuedCalendarFeed } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { calendarText } from './calendar.text.ts';

/** The address of a new feed; it is kept nowhere and gone with the page. */
export function IssuedFeed({ issued: { path } }: { issued: IssuedCalendarFeed }) {
  const say = useTexts(calendarText);
  const address = location.origin + path;
  return (
    <Alert color="yellow" role="status" my="sm" title={say('onlyOnce')}>
      <Stack gap="xs" align="flex-start">
        {say('secret')}
        <Code block w="100%" tabIndex={0}>{address}</Code>
        <CopyButton value={address}>
          {({ copied, copy }) => <Button size="xs" variant="default" onClick={copy}>{say(copied ? 'copied' : 'copy')}</Button>}
        </CopyButton>
      </Stack>
    </Alert>
  );
}

import { Alert, Button, CopyButton, Group, Stack } from '@mantine/core';
import { saveText } from '../../lib/save-file.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { securityText } from './security.text.ts';
import classes from './profile.module.css';

/** Recovery codes, shown this once. */
export function RecoveryCodeList({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const say = useTexts(securityText);
  const text = codes.join('\n');
  return (
    <Alert color="yellow" role="status" title={say('codes')} mb="sm">
      <Stack gap="sm">
        {say('codesHint')}
        <ul className={classes.codes} aria-label={say('codes')}>
          {codes.map((code) => <li key={code}>{code}</li>)}
        </ul>
        <Group gap="xs">
          <CopyButton value={text}>{({ copied, copy }) => <Button size="xs" variant="default" onClick={copy}>{say(copied ? 'copied' : 'copy')}</Button>}</CopyButton>
          <Button size="xs" variant="default" onClick={() => saveText(`${text}\n`, 'kairos-recovery-codes.txt')}>{say('download')}</Button>
          <Button size="xs" onClick={onKept}>{say('kept')}</Button>
        </Group>
      </Stack>
    </Alert>
  );
}

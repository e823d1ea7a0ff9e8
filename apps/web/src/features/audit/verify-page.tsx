import { Alert, Button, Group, Progress, Stack } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { command } from '../../lib/command-line.ts';
import { ProofNotGiven } from '../../lib/problem.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { exportPath } from './audit.api.ts';
import { AuditSections } from './audit-sections.tsx';
import type { Proof } from './chain-check.ts';
import { Proved } from './proved.tsx';
import { useVerification } from './use-verification.ts';
import { verifyText } from './verify.text.ts';

/** Verifies the chain of the tenant in the browser, and says what that proves and what it does not. */
export function VerifyPage() {
  const say = useTexts(verifyText);
  const { verification: { state, proof, ratePerSecond, error }, start, stop } = useVerification();
  return (
    <Page title={say('title')} summary={say('summary')} actions={<AsCommand path={exportPath} command={command`kairos audit export trail.jsonl && kairos audit verify trail.jsonl`} />}>
      <AuditSections open="verify" />
      <Stack maw="60rem">
        <Group>
          {state === 'running' ? <Button variant="default" onClick={stop}>{say('stop')}</Button> : <Button leftSection={<IconShieldCheck size={18} aria-hidden />} onClick={start}>{say(state === 'done' ? 'again' : 'start')}</Button>}
        </Group>
        {state === 'running' && <Running proof={proof} ratePerSecond={ratePerSecond} />}
        {state === 'stopped' && <Alert color="yellow" role="status">{say('stopped')}</Alert>}
        {error && !(error instanceof ProofNotGiven) && <Alert color="red" role="alert" title={say('failed')}>{error.message}</Alert>}
        {state === 'done' && proof && <Proved proof={proof} />}
        <Panel title={say('what')}>
          <ul>
            {(['hashes', 'chain', 'seals', 'notProved'] as const).map((key) => <li key={key}>{say(key)}</li>)}
          </ul>
        </Panel>
      </Stack>
    </Page>
  );
}

function Running({ proof, ratePerSecond }: { proof: Proof | undefined; ratePerSecond: number | undefined }) {
  const say = useTexts(verifyText);
  const { number } = useFormats();
  const [records, total, rate] = [proof?.records ?? 0, proof?.total ?? 0, ratePerSecond ?? 0];
  return (
    <div role="status">
      <Progress value={total === 0 ? 0 : (100 * records) / total} aria-label={say('title')} />
      {say('running', { records: number(records), rate: number(rate) })}
      {rate > 0 && total > records && `, ${say('remaining', { seconds: Math.ceil((total - records) / rate) })}`}
    </div>
  );
}

import { Alert, Code, Stack } from '@mantine/core';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import type { Proof } from './chain-check.ts';
import { verifyText } from './verify.text.ts';

/** What following the chain has proved, or where it broke. */
export function Proved({ proof }: { proof: Proof }) {
  const say = useTexts(verifyText);
  const { instant, number } = useFormats();
  const { complete, fault, records, first, last, seals, erased, expiredUpTo, head } = proof;
  if (fault) {
    return (
      <Alert color="red" role="alert" title={say('broken')}>
        <Stack gap="xs">
          <strong>{say('at', { sequence: number(fault.sequence), fault: say(fault.kind) })}</strong>
          {say('tellSecurity')}
        </Stack>
      </Alert>
    );
  }
  if (!complete) return <Alert color="yellow" role="status" title={say('excerpt')}>{say('excerptHint')} {say('single', { records })}</Alert>;
  return (
    <Alert color="green" role="status" title={say('whole')}>
      <Stack gap="xs">
        {say('proved', { records, first: number(first), last: number(last.sequence) })}
        <span>{seals ? say('sealed', { seals: seals.matched, key: seals.keyId, upTo: number(seals.upTo), at: instant(seals.at) }) : say('unsealed')} {seals && last.sequence > seals.upTo && say('open', { records: last.sequence - seals.upTo })}</span>
        {erased > 0 && say('erased', { records: erased })}
        {expiredUpTo > 0 && say('expired', { sequence: number(expiredUpTo) })}
        <span>{say('head')}: <Code>{head.recordHash}</Code></span>
      </Stack>
    </Alert>
  );
}

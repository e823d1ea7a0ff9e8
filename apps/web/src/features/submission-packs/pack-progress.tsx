import { Alert, Button, Group } from '@mantine/core';
import { isProblem } from '../../lib/problem.ts';
import { BrokeOff } from '../../lib/receive-file.ts';
import { saveBlob } from '../../lib/save-file.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { TransferStanding } from '../../vocabulary/transfer-standing.tsx';
import { useRequirementName } from './use-requirement-name.ts';
import { packsText } from './submission-packs.text.ts';
import type { PackInHand } from './use-pack.ts';

type Props = { pack: PackInHand; plantId: string; /** Of its documents together; what is around them is small. */ totalBytes: number; onAnyway: () => void };

/** How far a pack is, where it is, or why it is not. */
export function PackProgress({ pack: { standing, stop }, plantId, totalBytes, onAnyway }: Props) {
  const say = useTexts(packsText);
  const nameOf = useRequirementName(plantId);
  if (standing.state === 'idle') return null;
  if (standing.state === 'coming') {
    return (
      <Group mt="sm" align="flex-end">
        <div style={{ flex: 1 }}><TransferStanding name={say('making')} doneBytes={standing.receivedBytes} totalBytes={totalBytes} rate={standing.rate} /></div>
        <Button size="xs" variant="default" onClick={stop}>{say('stop')}</Button>
      </Group>
    );
  }
  if (standing.state === 'here') {
    const { name, file, manifestSha256 } = standing;
    return (
      <Alert mt="sm" role="status" title={say('made', { name })}>
        <p style={{ margin: '0 0 0.5rem', overflowWrap: 'anywhere' }}>{say('proof', { hash: manifestSha256 })}</p>
        <Button size="xs" variant="default" onClick={() => saveBlob(file, name)}>{say('saveAgain')}</Button>
      </Alert>
    );
  }
  const { error } = standing;
  if (isProblem(error, 'required-documents-missing')) {
    return (
      <Alert mt="sm" color="yellow" role="alert" title={say('missing')}>
        <ul>{error.problem?.errors?.map(({ pointer, detail }) => <li key={pointer}>{nameOf(pointer) ?? detail}</li>)}</ul>
        <Button size="xs" variant="default" onClick={onAnyway}>{say('makeAnyway')}</Button>
      </Alert>
    );
  }
  return <Alert mt="sm" color="red" role="alert" title={say('refused')}>{error instanceof BrokeOff ? say('brokeOff') : error.message}</Alert>;
}

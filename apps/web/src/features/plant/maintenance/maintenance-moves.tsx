import { Alert, Button, Group } from '@mantine/core';
import { IconCheck, IconPencil } from '@tabler/icons-react';
import type { MaintenanceStatus, MaintenanceView } from '@kairos/contracts';
import { isProblem } from '../../../lib/problem.ts';
import { useCommand } from '../../../lib/use-command.ts';
import { useTexts } from '../../../lib/use-texts.ts';
import { showUndo } from '../../../ui/show-undo.tsx';
import { maintenanceWords } from '../../../vocabulary/maintenance-words.ts';
import { moveMaintenance } from './maintenance.api.ts';
import { maintenanceText } from './maintenance.text.ts';

type Props = { of: MaintenanceView; onEdit: () => void; onComplete: () => void };

/** What can be done with maintenance now; what can be taken back is done at once. */
export function MaintenanceMoves({ of, onEdit, onComplete }: Props) {
  const say = useTexts(maintenanceText);
  const word = useTexts(maintenanceWords);
  const became = ({ status }: MaintenanceView) => say('became', { title: of.title, status: word(status) });
  const changes = [['assets']];
  const back = useCommand({ run: ({ moved, status }: { moved: MaintenanceView; status: MaintenanceStatus }) => moveMaintenance(moved, status), changes, done: became });
  const move = useCommand({
    run: (to: MaintenanceStatus) => moveMaintenance(of, to), changes, shows: ['stale'],
    onDone: (moved) => { if (moved.mayBecome.includes(of.status)) showUndo(became(moved), () => back.mutate({ moved, status: of.status })); },
  });
  const may = (status: MaintenanceStatus) => of.mayBecome.includes(status);
  const plain = (status: MaintenanceStatus, label: string) => may(status) && <Button variant="default" disabled={move.isPending} onClick={() => move.mutate(status)}>{label}</Button>;
  return (
    <>
      {isProblem(move.error, 'stale') && <Alert color="yellow" role="alert">{say('stale')}</Alert>}
      <Group gap="xs">
        {may('Completed') && <Button leftSection={<IconCheck size={16} aria-hidden />} onClick={onComplete}>{say('complete')}</Button>}
        {plain('In Progress', say('begin'))}
        {plain('Planned', say(of.status === 'Cancelled' ? 'planAgain' : 'putOff'))}
        {plain('Cancelled', say('cancelIt'))}
        <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={onEdit}>{say('edit')}</Button>
      </Group>
    </>
  );
}

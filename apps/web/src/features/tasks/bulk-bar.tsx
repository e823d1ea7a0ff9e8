import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense } from 'react';
import type { TaskSummary } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { tasksText } from './tasks.text.ts';
import type { Selection } from '../../lib/use-selection.ts';
import classes from './tasks.module.css';

const BulkDialog = lazy(async () => ({ default: (await import('./bulk-dialog.tsx')).BulkDialog }));

/** What is chosen, and what one can do with it; how to choose, while nothing is. */
export function BulkBar({ selection }: { selection: Selection<TaskSummary> }) {
  const say = useTexts(tasksText);
  const [open, dialog] = useDisclosure(false);
  const count = selection.rows.length;
  return (
    <div className={`${classes.bar} no-print`}>
      <span role="status" className={count > 0 ? classes.chosen : undefined}>{count > 0 ? say('chosen', { count }) : say('hint')}</span>
      {count > 0 && (
        <>
          <Button size="xs" onClick={dialog.open}>{say('change')}</Button>
          <Button size="xs" variant="subtle" onClick={() => selection.all(false)}>{say('unselect')}</Button>
        </>
      )}
      {open && (
        <Suspense>
          <BulkDialog selection={selection} onClose={dialog.close} />
        </Suspense>
      )}
    </div>
  );
}

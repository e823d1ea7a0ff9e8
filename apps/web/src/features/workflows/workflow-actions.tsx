import { Button } from '@mantine/core';
import { useState } from 'react';
import type { WorkflowDetail, WorkflowStatus } from '@kairos/contracts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { workflowText } from './workflow.text.ts';
import { moveWorkflow } from './workflows.api.ts';

/** Only what is legal from here is offered; a pause, an end and taking up again what was done want a reason. */
export function WorkflowActions({ workflow }: { workflow: WorkflowDetail }) {
  const say = useTexts(workflowText);
  const [asked, setAsked] = useState<WorkflowStatus>();
  const move = useCommand({ run: ({ status, reason }: { status: WorkflowStatus; reason?: string }) => moveWorkflow(workflow, status, reason), changes: [['workflows']] });
  const labelOf = (status: WorkflowStatus) => (status === 'Active' && workflow.status !== 'Draft' ? say(workflow.status === 'Completed' ? 'reopen' : 'again') : say(status));
  const wantsReason = (status: WorkflowStatus) => status === 'Paused' || status === 'Cancelled' || workflow.status === 'Completed';
  return (
    <>
      {workflow.legalTransitions.map((status) => (
        <Button
          key={status} variant={status === 'Active' ? 'filled' : 'default'} loading={move.isPending && move.variables.status === status}
          onClick={() => (wantsReason(status) ? setAsked(status) : move.mutate({ status }))}
        >
          {labelOf(status)}
        </Button>
      ))}
      {asked && (
        <ReasonDialog
          title={labelOf(asked)} busy={move.isPending} onClose={() => setAsked(undefined)}
          onReason={(reason) => move.mutate({ status: asked, reason }, { onSettled: () => setAsked(undefined) })}
        />
      )}
    </>
  );
}

import { Button, Group, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ImportMode, NewRecipeBody } from '@kairos/contracts';
import { useCommand } from '../../lib/use-command.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { publishRecipe, startImport } from './new-import.api.ts';
import { newImportText } from './new-import.text.ts';
import classes from './new-import.module.css';

type Props = { sourceFileId: string; recipe?: string; draft?: NewRecipeBody; disabled: boolean; onPlanned?: () => void; children?: ReactNode };

/** Starts the plan of an import, or the import itself; a mapping becomes a recipe first. */
export function PlanBar({ sourceFileId, recipe, draft, disabled, onPlanned, children }: Props) {
  const say = useTexts(newImportText);
  const may = useMay();
  const navigate = useNavigate();
  const start = useCommand({
    run: async (mode: ImportMode) => {
      const published = draft ? await publishRecipe(draft) : undefined;
      return startImport({ sourceFileId, recipe: published ? { name: published.name, version: published.version } : { name: recipe ?? '' }, mode });
    },
    changes: [['intake']],
  });
  const begin = (mode: ImportMode) =>
    start.mutate(mode, {
      onSuccess: (job) => {
        onPlanned?.();
        void navigate({ to: '/imports/$importJobId', params: { importJobId: job.id }, search: {} });
      },
    });
  if (!may('intake.import-job.run')) return null;
  return (
    <div className={classes.bar}>
      {children ?? <Text size="sm" c="var(--ink-quiet)" maw="34rem">{say('planHint')}</Text>}
      <Group gap="xs">
        <Button variant="default" disabled={disabled} loading={start.isPending && start.variables === 'apply'} onClick={() => begin('apply')}>{say('atOnce')}</Button>
        <Button disabled={disabled} loading={start.isPending && start.variables === 'plan'} onClick={() => begin('plan')}>{say('plan')}</Button>
      </Group>
    </div>
  );
}

import { Alert, Button, Group, Skeleton, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { useTexts } from '../lib/use-texts.ts';
import { uiText } from './ui.text.ts';
import classes from './panel.module.css';

type Props = {
  title: string;
  actions?: ReactNode;
  /** What is read, as Query tells of it: while it loads a skeleton stands here, and its failure when it fails. */
  reading?: { isPending: boolean; error: Error | null; refetch: () => unknown };
  /** Shown instead of the content when there is nothing. */
  empty?: string | false | undefined;
  children?: ReactNode;
};

/** A part of a page with a name. */
export function Panel({ title, actions, reading, empty, children }: Props) {
  const id = useId();
  return (
    <section className={classes.panel} aria-labelledby={id} aria-busy={reading?.isPending}>
      <div className={classes.head}>
        <Title order={2} id={id}>{title}</Title>
        <Group gap="xs" className="no-print">{actions}</Group>
      </div>
      {reading?.isPending ? <Lines /> : reading?.error ? <Failure error={reading.error} onRetry={reading.refetch} /> : empty ? <p className={classes.quiet}>{empty}</p> : children}
    </section>
  );
}

function Lines() {
  return [60, 80, 45].map((width) => <Skeleton key={width} h={14} w={`${width}%`} mb={10} />);
}

/** What could not be read, why, and another try. */
export function Failure({ error, onRetry }: { error: Error; onRetry: () => unknown }) {
  const say = useTexts(uiText);
  return (
    <Alert color="red" role="alert" title={say('notRead')}>
      <Group justify="space-between">
        {error.message}
        <Button size="xs" variant="default" onClick={() => void onRetry()}>{say('again')}</Button>
      </Group>
    </Alert>
  );
}

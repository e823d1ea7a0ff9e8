import { Button, Stack, Textarea } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import type { TaskView } from '@kairos/contracts';
import { useNameOf } from '../../lib/people.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { taskText } from './task.text.ts';
import { comments, writeComment } from './workflows.api.ts';
import classes from './task.module.css';

/** What people wrote about a task, the newest first. */
export function TaskComments({ task, mayWrite }: { task: TaskView; mayWrite: boolean }) {
  const say = useTexts(taskText);
  const { instant } = useFormats();
  const nameOf = useNameOf();
  const reading = useInfiniteQuery(comments(task));
  const written = reading.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Panel title={say('comments')} reading={reading}>
      {mayWrite && <WriteComment task={task} />}
      {written.length === 0 && <p className={classes.quiet}>{say('noComments')}</p>}
      <ul className={classes.list}>
        {written.map(({ id, text, authorId, writtenAt }) => (
          <li key={id} className={classes.item}>
            <div>
              <span className={classes.quiet}>{nameOf(authorId) ?? say('somebody')}, <time dateTime={writtenAt}>{instant(writtenAt)}</time></span>
              <p>{text}</p>
            </div>
          </li>
        ))}
      </ul>
      {reading.hasNextPage && <Button variant="subtle" size="xs" loading={reading.isFetchingNextPage} onClick={() => void reading.fetchNextPage()}>{say('more')}</Button>}
    </Panel>
  );
}

function WriteComment({ task }: { task: TaskView }) {
  const say = useTexts(taskText);
  const [text, setText] = useState('');
  const write = useCommand({ run: (said: string) => writeComment(task, { text: said }), changes: [['workflows']] });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (text.trim() !== '') write.mutate(text.trim(), { onSuccess: () => setText('') });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs" mb="sm" align="flex-start">
        <Textarea w="100%" label={say('comment')} autosize minRows={2} maxLength={5000} value={text} onChange={({ currentTarget }) => setText(currentTarget.value)} />
        <Button type="submit" size="xs" variant="default" loading={write.isPending} disabled={text.trim() === ''}>{say('send')}</Button>
      </Stack>
    </form>
  );
}

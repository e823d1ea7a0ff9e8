import { Alert, Button, FileButton, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { longestOpenApiDocument, type OpenApiDocumentView } from '@kairos/contracts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { FileDrop } from '../../ui/file-drop.tsx';
import { Panel } from '../../ui/panel.tsx';
import { readOpenApi } from './connectors.api.ts';
import { fromOpenApiText } from './from-openapi.text.ts';
import classes from './connector-form.module.css';

const codeInput = { input: classes.code ?? '' };

/** Takes a document as a file or as text, and has it read. */
export function DocumentInput({ onRead }: { onRead: (read: { document: string; view: OpenApiDocumentView }) => void }) {
  const say = useTexts(fromOpenApiText);
  const [text, setText] = useState('');
  const [fault, setFault] = useState<'tooLong' | 'empty'>();
  const { mutate, isPending, error, reset } = useCommand({ run: readOpenApi, changes: [], shows: 'all' });
  const read = (document: string) => {
    reset();
    const found = document.trim().length < 2 ? 'empty' : document.length > longestOpenApiDocument ? 'tooLong' : undefined;
    setFault(found);
    if (found === undefined) mutate(document, { onSuccess: (view) => onRead({ document, view }) });
  };
  const take = async (file: File | undefined | null) => {
    if (!file) return;
    // Not one character has more than four bytes: what is longer than that need not be looked at.
    const document = file.size > longestOpenApiDocument * 4 ? undefined : await file.text();
    if (document === undefined) setFault('tooLong');
    else {
      setText(document.length > longestOpenApiDocument ? '' : document);
      read(document);
    }
  };
  const why = fault ? say(fault) : error?.message;
  return (
    <Panel title={say('document')}>
      <FileDrop hint={say('drop')} onFiles={([file]) => void take(file)} />
      <Stack gap="sm" align="stretch">
        <Text c="var(--ink-quiet)" maw="46rem">{say('hint')}</Text>
        {why && <Alert color="red" role="alert" title={say('refused')}>{why}</Alert>}
        <Textarea label={say('text')} rows={12} classNames={codeInput} spellCheck={false} value={text} onChange={({ currentTarget: { value } }) => { setText(value); setFault(undefined); }} />
        <Group>
          <Button loading={isPending} disabled={text.trim() === ''} onClick={() => read(text)}>{say('read')}</Button>
          <FileButton onChange={(file) => void take(file)} accept=".json,.yaml,.yml,application/json,application/yaml">
            {(props) => <Button {...props} variant="default" leftSection={<IconFileUpload size={16} aria-hidden />}>{say('choose')}</Button>}
          </FileButton>
        </Group>
      </Stack>
    </Panel>
  );
}

import { Alert, Group, TextInput } from '@mantine/core';
import type { z } from 'zod';
import { useTexts } from '../../lib/use-texts.ts';
import { newImportText } from './new-import.text.ts';

type Props = { name: string; title: string; faults: readonly z.core.$ZodIssue[]; onChange: (changed: { name?: string; title?: string }) => void };

/** A mapping is kept as a recipe; what it is called, and what is still wrong with it beyond fields that are missing. */
export function RecipeNaming({ name, title, faults, onChange }: Props) {
  const say = useTexts(newImportText);
  const of = (key: string) => faults.some(({ path }) => path[0] === key);
  const others = faults.filter(({ path, message }) => path[0] !== 'name' && path[0] !== 'title' && !/ needs /.test(message) && path[0] !== 'naturalKey');
  return (
    <div>
      {others.length > 0 && <Alert color="yellow" mb="xs" role="status" title={say('notRead')}>{others.slice(0, 3).map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}</Alert>}
      <Group align="flex-start" gap="sm">
        <TextInput label={say('recipeName')} description={say('recipeNameHint')} maxLength={60} value={name} error={of('name') && say('recipeNameHint')} inputWrapperOrder={['label', 'input', 'error', 'description']} onChange={({ currentTarget }) => onChange({ name: currentTarget.value })} />
        <TextInput label={say('recipeTitle')} maxLength={200} value={title} error={of('title')} onChange={({ currentTarget }) => onChange({ title: currentTarget.value })} />
      </Group>
    </div>
  );
}

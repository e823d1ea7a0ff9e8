import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type SubmitEvent } from 'react';
import { RecipeName, type RecipeTemplateView } from '@kairos/contracts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { takeTemplate } from './recipes.api.ts';
import { recipesText } from './recipes.text.ts';

/** Makes a recipe of a template, under a name of one's own. */
export function TakeTemplateDialog({ template, onClose }: { template: RecipeTemplateView; onClose: () => void }) {
  const say = useTexts(recipesText);
  const navigate = useNavigate();
  const [name, setName] = useState<string>(template.document.name);
  const sound = RecipeName.safeParse(name);
  const take = useCommand({ run: (as: string) => takeTemplate(template.id, { name: as }), changes: [['intake', 'recipes'], ['intake', 'recipe-templates']], done: (made) => say('made', { name: made.name }) });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (sound.success) take.mutate(sound.data, { onSuccess: (made) => void navigate({ to: '/recipes/$name', params: { name: made.name }, search: {} }) });
  };
  return (
    <Modal opened onClose={onClose} title={say('makeTitle', { title: template.title })}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <TextInput data-autofocus label={say('recipeName')} description={say('nameHint')} required maxLength={60} value={name} error={!sound.success && say('nameFault')} onChange={({ currentTarget }) => setName(currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{say('dismiss')}</Button>
            <Button type="submit" loading={take.isPending}>{say('makeRecipe')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

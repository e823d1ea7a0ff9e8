import { Button, Group, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type SubmitEvent } from 'react';
import type { PublishRecipeTemplateBody, RecipeView } from '@kairos/contracts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { publishTemplate } from './recipes.api.ts';
import { categories } from './recipes-search.ts';
import { recipesText } from './recipes.text.ts';

/** Makes a template of a recipe, for others of the organisation. */
export function PublishTemplateDialog({ recipe, onClose }: { recipe: RecipeView; onClose: () => void }) {
  const say = useTexts(recipesText);
  const navigate = useNavigate();
  const [title, setTitle] = useState(recipe.title);
  const [description, setDescription] = useState(recipe.document.description ?? '');
  const [category, setCategory] = useState<PublishRecipeTemplateBody['category']>('general');
  const publish = useCommand({ run: publishTemplate, changes: [['intake', 'recipe-templates']], done: (template) => say('templatePublished', { title: template.title }) });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (title.trim() === '') return;
    publish.mutate(
      { title: title.trim(), description: description.trim(), category, tags: [], visibility: 'tenant', recipe: { name: recipe.name, version: recipe.version } },
      { onSuccess: ({ id }) => void navigate({ to: '/recipe-templates/$recipeTemplateId', params: { recipeTemplateId: id } }) },
    );
  };
  return (
    <Modal opened onClose={onClose} title={say('asTemplateTitle', { title: recipe.title })}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <TextInput data-autofocus label={say('templateTitle')} required maxLength={200} value={title} onChange={({ currentTarget }) => setTitle(currentTarget.value)} />
          <Textarea label={say('description')} autosize minRows={2} maxLength={2000} value={description} onChange={({ currentTarget }) => setDescription(currentTarget.value)} />
          <Select label={say('category')} allowDeselect={false} value={category} data={categories.map((value) => ({ value, label: say(value) }))} onChange={(value) => setCategory(value as PublishRecipeTemplateBody['category'])} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{say('dismiss')}</Button>
            <Button type="submit" loading={publish.isPending}>{say('publish')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

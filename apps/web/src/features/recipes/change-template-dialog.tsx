import { Alert, Button, Group, Modal, Select, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { ChangeRecipeTemplateBody, type RecipeTemplateView } from '@kairos/contracts';
import { issueText } from '../../lib/issue.text.ts';
import { refusalsOf } from '../../lib/issues.ts';
import { isProblem } from '../../lib/problem.ts';
import { useBasedDraft } from '../../lib/use-based-draft.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Overtaken } from '../../ui/overtaken.tsx';
import { changeTemplate, templateKeys } from './recipes.api.ts';
import { categories } from './recipes-search.ts';
import { recipesText } from './recipes.text.ts';
import { templateSharesText } from './template-shares.text.ts';

type Values = Pick<RecipeTemplateView, 'title' | 'description' | 'category' | 'tags'> & { visibility: 'private' | 'tenant' };
const valuesOf = ({ title, description, category, tags, visibility }: RecipeTemplateView): Values => ({ title, description, category, tags, visibility: visibility ?? 'tenant' });

/** What a template is called, and who of the organisation sees it; its recipe stays. */
export function ChangeTemplateDialog({ template, onClose }: { template: RecipeTemplateView; onClose: () => void }) {
  const say = useTexts(templateSharesText);
  const words = useTexts(recipesText);
  const sayIssue = useTexts(issueText);
  const [tried, setTried] = useState(false);
  const { base, values, dirty, overtaken, change, reset, rebase } = useBasedDraft<RecipeTemplateView, Values>(template, valuesOf);
  const read = ChangeRecipeTemplateBody.safeParse(values);
  const command = useCommand({ run: (body: ChangeRecipeTemplateBody) => changeTemplate(base, body), changes: [templateKeys], done: () => say('changed'), shows: 'all' });
  const found = !tried || read.success ? {} : refusalsOf(read.error.issues, sayIssue);
  const set = (changed: Partial<Values>) => { command.reset(); change(changed); };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (read.success && !overtaken) command.mutate(read.data, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title={say('changeTitle', { title: template.title })}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {overtaken && <Overtaken onMine={rebase} onTheirs={reset} />}
          {command.error && !(overtaken && isProblem(command.error, 'stale')) && <Alert color="red" role="alert">{command.error.message}</Alert>}
          <TextInput data-autofocus label={words('templateTitle')} withAsterisk maxLength={200} value={values.title} error={found['title']} onChange={({ currentTarget: { value } }) => set({ title: value })} />
          <Textarea label={words('description')} autosize minRows={2} maxLength={2000} value={values.description} error={found['description']} onChange={({ currentTarget: { value } }) => set({ description: value })} />
          <Select label={words('category')} allowDeselect={false} value={values.category} data={categories.map((value) => ({ value, label: words(value) }))} onChange={(value) => set({ category: value as Values['category'] })} />
          <TagsInput label={words('tags')} description={say('tagsHint')} maxTags={20} value={values.tags} error={found['tags']} onChange={(tags) => set({ tags })} />
          <Select label={say('visibility')} allowDeselect={false} value={values.visibility} data={[{ value: 'tenant', label: say('tenantWide') }, { value: 'private', label: say('privateTo') }]} onChange={(value) => set({ visibility: value as Values['visibility'] })} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{words('dismiss')}</Button>
            <Button type="submit" disabled={!dirty || overtaken} loading={command.isPending}>{say('save')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

import { Button, Group, Select, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { SourceFileView } from '@kairos/contracts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { importWords } from '../../vocabulary/import-words.ts';
import { recipeList } from '../../vocabulary/recipes.api.ts';
import { fittingRecipes } from './new-import.api.ts';
import { newImportText } from './new-import.text.ts';
import { targets, type NewImportSearch } from './new-import-search.ts';
import classes from './new-import.module.css';

type Props = { file: SourceFileView; search: NewImportSearch; onChange: (change: Partial<NewImportSearch>) => void };

/** Recipes that may be meant for the file first, then every other, and a mapping of one's own. */
export function WayChooser({ file, search, onChange }: Props) {
  const say = useTexts(newImportText);
  const word = useTexts(importWords);
  const may = useMay();
  const mayRead = may('intake.recipe.read');
  const fitting = useQuery({ ...fittingRecipes(file.id), enabled: mayRead });
  const all = useQuery({ ...recipeList(), enabled: mayRead });
  return (
    <Panel title={say('way')}>
      <Text c="var(--ink-quiet)">{say('wayHint')}</Text>
      <ul className={classes.recipes}>
        {fitting.data?.items.map(({ name, title, target, columns, lacks }) => (
          <li key={name}>
            <button type="button" className={classes.recipe} aria-pressed={search.recipe === name} onClick={() => onChange({ recipe: name, target: undefined })}>
              <span className={classes.recipeTitle}>{search.recipe === name && <IconCheck size={15} aria-hidden />}{title}</span>
              <span className={classes.quiet}>{word(target)} · {lacks.length === 0 ? say('fits', { columns }) : say('lacks', { lacks: lacks.join(', ') })}</span>
            </button>
          </li>
        ))}
      </ul>
      <Group align="flex-end" gap="sm">
        {mayRead && (
          <Select
            label={say('recipe')} placeholder={say('chooseRecipe')} searchable clearable miw="16rem" value={search.recipe ?? null}
            data={all.data?.items.map(({ name, title }) => ({ value: name, label: title })) ?? []} onChange={(value) => onChange({ recipe: value ?? undefined, target: undefined })}
          />
        )}
        {may('intake.recipe.manage') && (
          <Select
            label={say('mapTo')} placeholder={say('chooseTarget')} clearable miw="16rem" value={search.target ?? null} data={targets.map((value) => ({ value, label: word(value) }))}
            onChange={(value) => onChange({ target: (value ?? undefined) as NewImportSearch['target'], recipe: undefined })}
          />
        )}
        {search.recipe !== undefined && <Button variant="subtle" onClick={() => onChange({ recipe: undefined })}>{say('startOver')}</Button>}
      </Group>
    </Panel>
  );
}

import { Button, Text } from '@mantine/core';
import type { RecipeView } from '@kairos/contracts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Mark } from '../../ui/mark.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { testRecipe } from './recipes.api.ts';
import { recipesText } from './recipes.text.ts';

/** The rows that a recipe carries along with what it must make of them, tried here and now. */
export function RecipeTests({ recipe: { name, version, document } }: { recipe: RecipeView }) {
  const say = useTexts(recipesText);
  const test = useCommand({ run: () => testRecipe(name, version), changes: [] });
  return (
    <Panel title={say('tests')} empty={document.tests.length === 0 && say('noTests')} actions={document.tests.length > 0 && <Button size="xs" variant="default" loading={test.isPending} onClick={() => test.mutate(undefined)}>{say('test')}</Button>}>
      {!test.data && <ul>{document.tests.map((one) => <li key={one.name}>{one.name}</li>)}</ul>}
      {test.data && (
        <>
          <Text role="status">{say('tested', { passed: test.data.passed, failed: test.data.failed })}</Text>
          <PlainTable
            label={say('tests')} rows={test.data.tests} keyOf={(one) => one.name}
            columns={[
              { key: 'name', label: say('name'), cell: (one) => one.name },
              { key: 'outcome', label: say('how'), cell: ({ passed }) => <Mark tone={passed ? 'well' : 'overdue'}>{say(passed ? 'passed' : 'failed')}</Mark> },
              { key: 'differences', label: '', cell: ({ differences }) => differences.map((difference) => say('difference', difference)).join('; ') },
            ]}
          />
        </>
      )}
    </Panel>
  );
}

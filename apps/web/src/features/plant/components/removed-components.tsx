import { useQuery } from '@tanstack/react-query';
import { useFormats } from '../../../lib/use-formats.ts';
import { useTexts } from '../../../lib/use-texts.ts';
import { Panel } from '../../../ui/panel.tsx';
import { PlainTable } from '../../../ui/plain-table.tsx';
import { componentWords } from '../../../vocabulary/component-words.ts';
import { removedComponents } from './components.api.ts';
import { componentsText } from './components.text.ts';
import { useComponentNames } from './use-component-names.ts';

/** What stood in a plant once; nothing where there is no such component. */
export function RemovedComponents({ plantId }: { plantId: string }) {
  const say = useTexts(componentsText);
  const word = useTexts(componentWords);
  const { nameOf } = useComponentNames();
  const { day } = useFormats();
  const { data = [] } = useQuery(removedComponents(plantId));
  if (data.length === 0) return null;
  return (
    <Panel title={say('takenOut')}>
      <PlainTable
        label={say('takenOut')} rows={data} keyOf={({ id }) => id}
        columns={[
          { key: 'name', label: nameOf('name'), cell: ({ name }) => name },
          { key: 'code', label: nameOf('code'), cell: ({ code }) => code },
          { key: 'kind', label: nameOf('kind'), cell: ({ kind }) => word(kind) },
          { key: 'serialNumber', label: nameOf('serialNumber'), cell: ({ manufacturer, serialNumber }) => [manufacturer, serialNumber].filter(Boolean).join(' ') || '–' },
          { key: 'removedOn', label: nameOf('removedOn'), cell: ({ removedOn }) => removedOn && day(removedOn) },
        ]}
      />
    </Panel>
  );
}

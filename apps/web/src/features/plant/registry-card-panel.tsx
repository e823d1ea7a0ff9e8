import { useQuery } from '@tanstack/react-query';
import { registryCardFacts, ReplaceRegistryCardBody, type PlantView } from '@kairos/contracts';
import { useState } from 'react';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { EditButton } from './edit-button.tsx';
import { KeptFacts } from './kept-facts.tsx';
import { registryCard } from './plant.api.ts';
import { replaceRegistryCard } from './plant-commands.api.ts';
import { plantText } from './plant.text.ts';
import { RecordForm } from './record-form.tsx';

/** Codes, responsible people, insurance and connection of a plant, filled in where they are read. */
export function RegistryCardPanel({ plant }: { plant: PlantView }) {
  const say = useTexts(plantText);
  const [editing, setEditing] = useState(false);
  const reading = useQuery(registryCard(plant.id));
  const { data } = reading;
  return (
    <Panel title={say('card')} reading={reading} empty={!editing && data?.version === 0 && say('cardEmpty')} actions={data && !editing && <EditButton part="registry-card" isEmpty={data.version === 0} onClick={() => setEditing(true)} />}>
      {data && editing && (
        <RecordForm
          plant={plant} part="registry-card" shape={registryCardFacts} kept={data} schema={ReplaceRegistryCardBody} whole
          save={(body, version) => replaceRegistryCard(plant.id, version, body)} onClose={() => setEditing(false)}
        />
      )}
      {data && !editing && <KeptFacts fields={Object.keys(registryCardFacts)} kept={data} />}
    </Panel>
  );
}

import { useQuery } from '@tanstack/react-query';
import { authorityRecordBodies, authorityRecordFields, type PlantView, type RecordAuthority } from '@kairos/contracts';
import { useState } from 'react';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { plantPartWords } from '../../vocabulary/record-field-words.ts';
import { EditButton } from './edit-button.tsx';
import { KeptFacts } from './kept-facts.tsx';
import { authorityRecord } from './plant.api.ts';
import { changeAuthorityRecord } from './plant-commands.api.ts';
import { plantText } from './plant.text.ts';
import { RecordForm } from './record-form.tsx';

/** What one authority is known to hold of a plant, changed where it is read. */
export function AuthorityRecordPanel({ plant, authority }: { plant: PlantView; authority: RecordAuthority }) {
  const say = useTexts(plantText);
  const word = useTexts(plantPartWords);
  const [editing, setEditing] = useState(false);
  const reading = useQuery(authorityRecord(plant.id, authority));
  const { data } = reading;
  const fields = Object.keys(authorityRecordFields[authority]);
  const nothing = data !== undefined && fields.every((field) => data[field] === null || data[field] === undefined);
  return (
    <Panel title={word(authority)} reading={reading} empty={!editing && nothing && say('recordEmpty')} actions={data && !editing && <EditButton part={authority} isEmpty={nothing} onClick={() => setEditing(true)} />}>
      {data && editing && (
        <RecordForm
          plant={plant} part={authority} shape={authorityRecordFields[authority]} kept={data} schema={authorityRecordBodies[authority]} whole={false}
          save={(body, version) => changeAuthorityRecord(plant.id, authority, version, body)} onClose={() => setEditing(false)}
        />
      )}
      {data && !editing && <KeptFacts fields={fields} kept={data} />}
    </Panel>
  );
}

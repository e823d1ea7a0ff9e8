import { useQuery } from '@tanstack/react-query';
import { authorityRecordFields, type RecordAuthority } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { plantPartWords } from '../../vocabulary/record-field-words.ts';
import { KeptFacts } from './kept-facts.tsx';
import { authorityRecord } from './plant.api.ts';
import { plantText } from './plant.text.ts';

/** What one authority is known to hold of a plant. */
export function AuthorityRecordPanel({ plantId, authority }: { plantId: string; authority: RecordAuthority }) {
  const say = useTexts(plantText);
  const word = useTexts(plantPartWords);
  const reading = useQuery(authorityRecord(plantId, authority));
  const fields = Object.keys(authorityRecordFields[authority]);
  const nothing = reading.data && fields.every((field) => reading.data[field] === null || reading.data[field] === undefined);
  return (
    <Panel title={word(authority)} reading={reading} empty={nothing && say('recordEmpty')}>
      {reading.data && <KeptFacts fields={fields} kept={reading.data} />}
    </Panel>
  );
}

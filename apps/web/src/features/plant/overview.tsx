import { useQuery } from '@tanstack/react-query';
import { registryCardFacts, type PlantView } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useFacts } from '../../vocabulary/use-facts.ts';
import { AuthorityRecordPanel } from './authority-record-panel.tsx';
import { KeptFacts } from './kept-facts.tsx';
import { authorities, registryCard } from './plant.api.ts';
import { plantText } from './plant.text.ts';
import classes from './plant.module.css';

const facts = [
  'code', 'type', 'status', 'capacityKw', 'sizeBand', 'technology', 'ownerName', 'podCode', 'location', 'address', 'municipality', 'province', 'region', 'latitudeDeg', 'longitudeDeg',
  'commissionedOn', 'commissioningYear', 'protectedArea', 'timeZone', 'incentivesPerYearEur', 'incentivesTotalEur', 'customsLicenceActive', 'tags', 'notes', 'createdAt', 'updatedAt',
] as const satisfies readonly (keyof PlantView)[];

/** Everything on record of a plant: its facts, its card, and what each authority holds. */
export function Overview({ plant }: { plant: PlantView }) {
  const say = useTexts(plantText);
  const { nameOf, valueOf } = useFacts();
  const card = useQuery(registryCard(plant.id));
  const custom = Object.entries(plant.customFields).map(([key, value]) => ({ key, label: nameOf(`customFields.${key}`), value: valueOf(key, value) }));
  const inactive = Object.entries(plant.inactiveCustomFields).map(([key, value]) => ({ key: `inactive ${key}`, label: say('inactive', { name: nameOf(`customFields.${key}`) }), value: valueOf(key, value) }));
  return (
    <div className={classes.parts}>
      <Panel title={say('facts')}>
        <FactList facts={facts.map((field) => ({ key: field, label: nameOf(field), value: valueOf(field, plant[field]) }))} />
      </Panel>
      {custom.length + inactive.length > 0 && (
        <Panel title={say('customFields')}>
          <FactList facts={[...custom, ...inactive]} />
        </Panel>
      )}
      <Panel title={say('card')} reading={card} empty={card.data?.version === 0 && say('cardEmpty')}>
        {card.data && <KeptFacts fields={Object.keys(registryCardFacts)} kept={card.data} />}
      </Panel>
      <div className={classes.records}>
        {authorities.map((authority) => (
          <AuthorityRecordPanel key={authority} plantId={plant.id} authority={authority} />
        ))}
      </div>
    </div>
  );
}

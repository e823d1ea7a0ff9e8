import type { PlantView } from '@kairos/contracts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useFacts } from '../../vocabulary/use-facts.ts';
import { AuthorityRecordPanel } from './authority-record-panel.tsx';
import { authorities } from './plant.api.ts';
import { PlantDeadlines } from './plant-deadlines.tsx';
import { PlantWorkflows } from './plant-workflows.tsx';
import { RegistryCardPanel } from './registry-card-panel.tsx';
import { plantText } from './plant.text.ts';
import duties from './duties.module.css';
import classes from './plant.module.css';

const facts = [
  'code', 'type', 'status', 'capacityKw', 'sizeBand', 'technology', 'ownerName', 'podCode', 'location', 'address', 'municipality', 'province', 'region', 'latitudeDeg', 'longitudeDeg',
  'commissionedOn', 'commissioningYear', 'protectedArea', 'timeZone', 'incentivesPerYearEur', 'incentivesTotalEur', 'customsLicenceActive', 'tags', 'notes', 'createdAt', 'updatedAt',
] as const satisfies readonly (keyof PlantView)[];

/** What a plant needs done, and everything on record of it: its facts, its card, and what each authority holds. */
export function Overview({ plant }: { plant: PlantView }) {
  const say = useTexts(plantText);
  const may = useMay();
  const { nameOf, valueOf } = useFacts();
  const custom = Object.entries(plant.customFields).map(([key, value]) => [nameOf(`customFields.${key}`), valueOf(key, value)] as const);
  const inactive = Object.entries(plant.inactiveCustomFields).map(([key, value]) => [say('inactive', { name: nameOf(`customFields.${key}`) }), valueOf(key, value)] as const);
  return (
    <div className={classes.parts}>
      <div className={duties.duties}>
        {may('workflows.deadline.read') && <PlantDeadlines plant={plant} />}
        {may('workflows.workflow.read') && <PlantWorkflows plant={plant} />}
      </div>
      <Panel title={say('facts')}>
        <Facts grid of={facts.map((field) => [nameOf(field), valueOf(field, plant[field])])} />
      </Panel>
      {custom.length + inactive.length > 0 && (
        <Panel title={say('customFields')}>
          <Facts grid of={[...custom, ...inactive]} />
        </Panel>
      )}
      <RegistryCardPanel plant={plant} />
      <div className={classes.records}>
        {authorities.map((authority) => (
          <AuthorityRecordPanel key={authority} plant={plant} authority={authority} />
        ))}
      </div>
    </div>
  );
}

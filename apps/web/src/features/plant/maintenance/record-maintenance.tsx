import { PlainDate, RecordMaintenanceBody, type PlantView } from '@kairos/contracts';
import { todayHere } from '../../../lib/today.ts';
import { useTexts } from '../../../lib/use-texts.ts';
import { fieldsOf } from '../facts-form/fact-fields.calc.ts';
import { FactsForm } from '../facts-form/facts-form.tsx';
import { recordMaintenance } from './maintenance.api.ts';
import { maintenanceText } from './maintenance.text.ts';
import { useMaintenanceNames } from './use-maintenance-names.ts';

const onlyWhenDone = new Set(['doneOn', 'actualCostEur', 'manHours', 'correctiveActions']);
const { status: _, ...shape } = RecordMaintenanceBody.shape;

/** Maintenance that is planned for a day, or was done on one. */
export function RecordMaintenance({ plant, done, onClose }: { plant: PlantView; done: boolean; onClose: () => void }) {
  const say = useTexts(maintenanceText);
  const words = useMaintenanceNames(plant.id);
  const day = done ? 'doneOn' : 'plannedOn';
  const fields = words.withComponents(fieldsOf(shape, { required: ['title', 'type', day], long: ['anomalies', 'correctiveActions'] })).filter(({ name }) => (done ? name !== 'plannedOn' : !onlyWhenDone.has(name)));
  const kept = { version: 0, type: 'Ordinary', ...(done ? { doneOn: todayHere() } : {}) };
  return (
    <FactsForm
      {...words} fields={fields} kept={kept} schema={RecordMaintenanceBody.extend({ [day]: PlainDate })} saveLabel={say(done ? 'recordDone' : 'plan')}
      bodyOf={(changed, all) => ({ ...Object.fromEntries(Object.entries(all).filter(([, fact]) => fact !== null)), status: done ? 'Completed' : 'Planned' })}
      save={(body) => recordMaintenance(plant.id, body)} done={(body) => say(done ? 'recorded' : 'planned', { title: String(body['title']) })} onSaved={onClose} onCancel={onClose}
    />
  );
}

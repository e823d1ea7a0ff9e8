import { Modal, Stack, Text } from '@mantine/core';
import { ChangeMaintenanceStatusBody, type MaintenanceView } from '@kairos/contracts';
import { todayHere } from '../../../lib/today.ts';
import { useTexts } from '../../../lib/use-texts.ts';
import { fieldsOf } from '../facts-form/fact-fields.calc.ts';
import { FactsForm } from '../facts-form/facts-form.tsx';
import { moveMaintenance } from './maintenance.api.ts';
import { maintenanceText } from './maintenance.text.ts';
import { useMaintenanceNames } from './use-maintenance-names.ts';

const { status: _, plannedOn: __, ...shape } = ChangeMaintenanceStatusBody.shape;
const schema = ChangeMaintenanceStatusBody.required({ doneOn: true });

/** Says when maintenance was done, what it cost and when it is due again. */
export function CompleteMaintenance({ of, onClose }: { of: MaintenanceView; onClose: () => void }) {
  const say = useTexts(maintenanceText);
  const words = useMaintenanceNames(of.plantId);
  const kept = { ...of, doneOn: todayHere() };
  return (
    <Modal opened onClose={onClose} size="lg" title={say('completeTitle', { title: of.title })}>
      <Stack gap="sm">
        <Text c="var(--ink-quiet)">{say('completeHint')}</Text>
        <FactsForm
          {...words} fields={fieldsOf(shape, { required: ['doneOn'], long: ['correctiveActions'] })} kept={kept} schema={schema} always saveLabel={say('doComplete')}
          bodyOf={(_changed, all) => ({ ...Object.fromEntries(Object.entries(all).filter(([, fact]) => fact !== null)), status: 'Completed' })}
          save={(body, base) => { const { status: _to, ...told } = body; return moveMaintenance(base, 'Completed', told); }} done={() => say('completed', { title: of.title })} onSaved={onClose} onCancel={onClose}
        />
      </Stack>
    </Modal>
  );
}

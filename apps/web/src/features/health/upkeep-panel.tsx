import type { PlatformHealthView } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Mark } from '../../ui/mark.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { healthText } from './health.text.ts';

/** What each service does by the clock, and whether it came to it. */
export function UpkeepPanel({ services }: { services: PlatformHealthView['services'] }) {
  const say = useTexts(healthText);
  const { instant } = useFormats();
  const rows = Object.entries(services).flatMap(([service, health]) => (health?.upkeep ?? []).map((job) => ({ ...job, service })));
  const when = (at: string | null) => (at === null ? say('never') : instant(at));
  if (rows.length === 0) return null;
  return (
    <Panel title={say('upkeep')}>
      <PlainTable
        label={say('upkeep')} rows={rows} keyOf={({ service, name }) => `${service} ${name}`}
        columns={[
          { key: 'job', label: say('job'), cell: ({ name }) => name },
          { key: 'service', label: say('service'), cell: ({ service }) => service },
          { key: 'state', label: say('state'), cell: ({ running, failing, lastDoneAt }) => (failing ? <Mark tone="overdue">{say('failing')}</Mark> : running ? <Mark tone="due">{say('running')}</Mark> : lastDoneAt ? <Mark tone="well">{say('done')}</Mark> : <Mark tone="quiet">{say('never')}</Mark>) },
          { key: 'lastDue', label: say('lastDue'), cell: ({ lastDueAt }) => when(lastDueAt) },
          { key: 'lastDone', label: say('lastDone'), cell: ({ lastDoneAt }) => when(lastDoneAt) },
        ]}
      />
    </Panel>
  );
}

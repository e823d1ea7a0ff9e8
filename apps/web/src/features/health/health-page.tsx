import { Anchor, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { PlatformHealthView, ServiceHealthView } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Mark, type Tone } from '../../ui/mark.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure, Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { healthPath, platformHealth } from './health.api.ts';
import { healthText } from './health.text.ts';
import { UpkeepPanel } from './upkeep-panel.tsx';
import classes from './health.module.css';

const tones = { healthy: 'well', degraded: 'due', unhealthy: 'overdue' } as const satisfies Record<string, Tone>;
const words = { healthy: 'healthy', degraded: 'slow', unhealthy: 'unhealthy' } as const;
type Row = { name: string; health: ServiceHealthView | null; status: keyof typeof tones };

/** How the services are, read again every quarter of a minute. */
export function HealthPage() {
  const say = useTexts(healthText);
  const { instant } = useFormats();
  const { data, error, refetch, dataUpdatedAt } = useQuery(platformHealth());
  const summary = data && <><Mark tone={data.status === 'ok' ? 'well' : 'overdue'}>{say(data.status === 'ok' ? 'well' : 'degraded')}</Mark> {say('seen', { when: instant(new Date(dataUpdatedAt).toISOString()) })}</>;
  return (
    <Page title={say('title')} summary={summary} actions={<AsCommand path={healthPath} />}>
      {data ? <Services health={data} /> : error ? <Failure error={error} onRetry={refetch} /> : <Skeleton h={240} />}
    </Page>
  );
}

function Services({ health: { components, services } }: { health: PlatformHealthView }) {
  const say = useTexts(healthText);
  const may = useMay();
  const rows = Object.entries(services).map(([name, health]): Row => ({ name, health, status: components[name]?.status ?? 'unhealthy' }));
  const broker = components['broker']?.status ?? 'unhealthy';
  return (
    <div className={classes.parts}>
      <Panel title={say('services')}>
        <p>{say('broker')}: <Mark tone={tones[broker]}>{say(words[broker])}</Mark></p>
        <ServicesTable rows={rows} />
      </Panel>
      <UpkeepPanel services={services} />
      <Panel title={say('deadLetters')}>
        <p className={classes.quiet}>{say('deadLettersHint')}</p>
        {may('platform.dead-letter.read') && <p><Anchor renderRoot={(props) => <Link {...props} to="/events/unconsumed" />}>{say('toDeadLetters')}</Anchor></p>}
      </Panel>
    </div>
  );
}

function ServicesTable({ rows }: { rows: readonly Row[] }) {
  const say = useTexts(healthText);
  const { number } = useFormats();
  const count = (value: number | null | undefined) => (value === null || value === undefined ? '–' : number(value));
  const uptime = (seconds: number) => (seconds >= 3600 ? say('hours', { count: Math.floor(seconds / 3600) }) : say('minutes', { count: Math.floor(seconds / 60) }));
  const of = <T,>(health: ServiceHealthView | null, take: (known: ServiceHealthView) => T) => (health ? take(health) : '–');
  return (
    <PlainTable
      label={say('services')} rows={rows} keyOf={({ name }) => name}
      columns={[
        { key: 'service', label: say('service'), cell: ({ name }) => name },
        { key: 'state', label: say('state'), cell: ({ status, health }) => <Mark tone={tones[status]}>{health ? say(words[status]) : say('silent')}</Mark> },
        { key: 'pool', label: say('connections'), cell: ({ health }) => of(health, ({ database: { pool } }) => [say('ofSize', { used: number(pool.checkedOut), size: number(pool.size) }), pool.waiting > 0 && `${number(pool.waiting)} ${say('waiting')}`].filter(Boolean).join(', ')) },
        { key: 'backlog', label: say('backlog'), number: true, cell: ({ health }) => count(health?.outbox.backlog) },
        { key: 'published', label: say('published'), number: true, cell: ({ health }) => count(health?.outbox.published) },
        { key: 'consumed', label: say('consumed'), number: true, cell: ({ health }) => count(health?.outbox.consumed) },
        { key: 'migration', label: say('migration'), cell: ({ health }) => of(health, ({ database }) => database.migration ?? '–') },
        { key: 'version', label: say('version'), cell: ({ health }) => of(health, ({ versions }) => versions.kairos) },
        { key: 'up', label: say('up'), cell: ({ health }) => of(health, ({ upForSeconds }) => uptime(upForSeconds)) },
      ]}
    />
  );
}

import { grouped, table } from '../../format/table.calc.ts';
import type { InstallationStatus } from './read-status.ts';

/** The state of an installation in four short tables. */
export function tellStatus({ outboxes, imports, deliveries, upkeep }: InstallationStatus): string {
  const { waiting, late, dead, lanes, failingLanes, stoppedLanes } = deliveries;
  return [
    table(outboxes, [
      { title: 'events to publish', value: ({ service }) => service },
      { title: 'waiting', value: (outbox) => grouped(outbox.waiting), align: 'right' },
      { title: 'oldest', value: (outbox) => (outbox.waiting > 0 ? `${grouped(outbox.oldestSeconds)} s` : ''), align: 'right' },
    ]),
    imports.length === 0 ? 'imports: none' : table(imports, [
      { title: 'imports', value: ({ status }) => status },
      { title: 'jobs', value: ({ jobs }) => grouped(jobs), align: 'right' },
      { title: 'tenants', value: ({ tenants }) => grouped(tenants), align: 'right' },
      { title: 'oldest', value: ({ oldestAt }) => oldestAt.slice(0, 16).replace('T', ' ') },
    ]),
    `deliveries: ${grouped(waiting)} waiting, ${grouped(late)} of them late, ${grouped(dead)} dead letters; ${grouped(lanes)} lanes, ${grouped(failingLanes)} failing, ${grouped(stoppedLanes)} stopped`,
    upkeep.length === 0 ? 'upkeep: none' : table(upkeep, [
      { title: 'upkeep', value: ({ service, name }) => `${service} ${name}` },
      { title: 'last done', value: ({ lastDoneAt }) => lastDoneAt?.slice(0, 16).replace('T', ' ') ?? 'never' },
      { title: 'now', value: ({ running, failing }) => [running ? 'running' : '', failing ? 'failing' : ''].filter(Boolean).join(', ') },
    ]),
  ].join('\n\n');
}

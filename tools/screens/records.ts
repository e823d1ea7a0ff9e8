/** Records for the screens, made as the tour of the README makes them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../stack/home.ts';
import type { Demonstration } from './demonstration.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The ids that stand for `:plant` and its like. */
export async function recordsOf(demonstration: Demonstration): Promise<Record<string, string>> {
  const { kairos, first } = { kairos: demonstration.kairos.bind(demonstration), first: demonstration.first.bind(demonstration) };
  await kairos(['import', join(repository, 'apps', 'e2e', 'sample', 'plants.csv'), '--recipe', 'wri-plants']);
  const plant = await first(['plants', 'list'], ({ status, type }) => status === 'In Operation' && type === 'Photovoltaic');
  const code = text(plant['code']);
  await kairos(['workflows', 'start', 'complete-activation', '--plant', code]);
  await kairos(['workflows', 'start', 'annual-consumption-declaration', '--plant', code]);
  await kairos(['document-templates', 'fill', 'connection-request-cover-letter', '--plant', text(plant['id']), '--blank', '--out', demonstration.fileOf('letter.pdf')]);
  await kairos(['change-sets', 'propose', '--title', 'Repowering of the second array', '--reason', 'New modules, measured at acceptance', '--plant', code, '--set', 'capacityKw=1240']);
  await kairos(['users', 'invite', 'anna@example.org', '--role', 'kronos/Viewer']);
  await programs(demonstration);
  return {
    plant: text(plant['id']),
    workflow: text((await first(['workflows', 'list']))['id']),
    deadline: text((await first(['deadlines', 'list']))['id']),
    document: text((await first(['documents', 'list']))['id']),
    importJob: text((await first(['jobs', 'list']))['id']),
    month: nextMonth(),
    lastWeek: aWeekAgo(),
    connector: text((await first(['connectors', 'list']))['id']),
    webhook: text((await first(['webhooks', 'list']))['id']),
    user: text((await first(['users', 'list']))['id']),
    template: text((await first(['recipes', 'templates', 'list']))['id']),
    changeSet: text((await first(['change-sets', 'list']))['id']),
  };
}

/** Programs of other people: one that rows go to, one that is told of events, one that reads. */
async function programs(demonstration: Demonstration): Promise<void> {
  const connector = {
    name: 'erp', title: 'Fixed assets of the ERP', baseUrl: 'https://erp.example.org/api', auth: { type: 'bearer' },
    endpoints: [{ name: 'assets', method: 'PUT', path: '/assets/{code}', body: { label: '{name}', kw: '{capacityKw}' }, fields: [{ name: 'code', type: 'string', required: true }, { name: 'name', type: 'string', required: true }, { name: 'capacityKw', type: 'number', required: false }] }],
  };
  const document = demonstration.fileOf('connector.json');
  writeFileSync(document, JSON.stringify(connector));
  await demonstration.kairos(['connectors', 'create', document, '--secret-stdin'], 'a token that leads nowhere');
  await demonstration.kairos(['webhooks', 'create', 'https://hooks.example.org/kairos', '--title', 'Control room', '--events', 'assets.plant.*', 'workflows.deadline.*']);
  await demonstration.kairos(['api-keys', 'create', '--integration', 'Power BI', '--name', 'Portfolio report', '--scope', 'assets.plant.read', 'assets.performance.read']);
}

/** In a week of which the demonstration has every reading. */
const aWeekAgo = (): string => new Date(Date.now() - 7 * 86_400_000).toISOString().slice(0, 10);

/** When something falls due in the demonstration. */
function nextMonth(): string {
  const today = new Date();
  return new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 1, 1)).toISOString().slice(0, 7);
}

import type { Command } from 'commander';
import { randomUUID } from 'node:crypto';
import { PlantChangePage, plantParts, RevertedPlantChanges, type PlantChangeView } from '@kairos/contracts';
import type { Context } from '../context.ts';
import { items } from '../client/pages.ts';
import { table } from '../format/table.calc.ts';
import { countOption } from './options.ts';
import { plantNamed, plantsPath } from './plant-named.ts';

/** What changed in a plant, and taking it back. */
export function addPlantHistoryCommands(plants: Command, context: () => Context): void {
  plants
    .command('history <codeOrId>')
    .description('what changed in a plant, its card and its records, the last first')
    .option('--part <part>', plantParts.join(', '))
    .option('--limit <n>', 'how many', countOption, 20)
    .action((codeOrId: string, options: { part?: string; limit: number }) => history(context(), codeOrId, options));
  plants
    .command('revert <codeOrId> <changeIds...>')
    .description('take changes of a plant back, all of them or none; `plants history` shows their ids')
    .option('--reason <text>')
    .action((codeOrId: string, changeIds: string[], options: { reason?: string }) => revert(context(), codeOrId, changeIds, options));
}

async function history({ api, terminal }: Context, codeOrId: string, { part, limit }: { part?: string; limit: number }): Promise<void> {
  const { id } = await plantNamed(api, codeOrId);
  const found = await items(api, `${plantsPath}/${id}/changes`, PlantChangePage, part ? { part } : {}, limit);
  terminal.result(found.items, () =>
    table(found.items, [
      { title: 'at', value: ({ at }) => at.slice(0, 16).replace('T', ' ') },
      { title: 'part', value: (change) => change.part },
      { title: 'change', value: toldChange, maxWidth: 60 },
      { title: 'reason', value: ({ reason }) => reason ?? '', maxWidth: 30 },
      { title: 'set', value: ({ changeSet }) => changeSet?.title ?? '', maxWidth: 20 },
      { title: 'id', value: (change) => change.id },
    ]),
  );
}

function toldChange({ before, after }: PlantChangeView): string {
  const told = (value: unknown) => (value === null || value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value));
  return Object.keys(after).map((field) => `${field} ${told(before[field])} → ${told(after[field])}`).join(', ');
}

async function revert({ api, terminal }: Context, codeOrId: string, changeIds: string[], { reason }: { reason?: string }): Promise<void> {
  const { id } = await plantNamed(api, codeOrId);
  const body = { changeIds, ...(reason === undefined ? {} : { reason }) };
  const result = await api.call(`${plantsPath}/${id}/changes/revert`, RevertedPlantChanges, { method: 'POST', headers: { 'idempotency-key': randomUUID() }, body });
  terminal.result(result, () => `${result.reverted} taken back in ${result.parts.join(', ')}`);
}

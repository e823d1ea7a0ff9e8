/** T21: what others feel of an import: reading one plant of another tenant, with a large import running and without. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench, Benchmark } from './benchmark.ts';
import { alternate, figureOf } from './figures.ts';
import { Importer } from './importer.ts';
import { writePlantsFile } from './plant-rows.ts';
import { runProgram } from './programs.ts';
import type { Load, LoadInput } from './programs/load.ts';

const rows = 1_000_000;
/** Few readers: what counts is how long each waits, not how many they are. */
const connections = 4;

export const readDuringImport: Benchmark = {
  ids: ['T21'],
  run: async ({ stack, rounds, scale, portfolio, note }: Bench) => {
    const { tenantId, plantId } = await portfolio();
    const { token } = await stack.caller('assets', tenantId);
    const folder = await mkdtemp(join(tmpdir(), 'kairos-bench-'));
    const [intake, assets] = await Promise.all([stack.service('intake'), stack.service('assets')]);
    const url = `${stack.urlOf('assets')}/api/v1/assets/plants/${plantId}`;
    const seconds = scale < 1 ? 3 : 8;
    const read = async (): Promise<number> => (await runProgram<Load>('load', { url, token, connections, seconds } satisfies LoadInput)).p99Ms;
    try {
      const path = join(folder, 'plants.csv');
      await writePlantsFile(path, rows);
      const during = async (): Promise<number> => {
        const importer = await Importer.start(stack);
        const job = await importer.begin(await importer.upload(path), 'apply');
        await sleep(1000);
        const p99Ms = await read();
        await importer.cancel(job);
        return p99Ms;
      };
      note(`${rows} rows, ${connections} readers`);
      return [figureOf('T21', await alternate(rounds, read, during))];
    } finally {
      await Promise.all([intake.stop(), assets.stop()]);
      await rm(folder, { recursive: true, force: true });
    }
  },
};

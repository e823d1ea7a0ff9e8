/** T1, T2: a file of plants uploaded and imported, or planned, against reading it and one COPY. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, Benchmark } from './benchmark.ts';
import { copyFile, makeCopyTable, readFile } from './copy-rows.ts';
import { alternate, figureOf } from './figures.ts';
import { Importer } from './importer.ts';
import { writePlantsFile } from './plant-rows.ts';

const allRows = 1_000_000;
/** Of the rows that the limits make. */
const tenantId = '00000000-0000-7000-8000-000000000000';

export const importPlants: Benchmark = {
  ids: ['T1', 'T2'],
  run: async ({ stack, rounds, scale, note }: Bench) => {
    const folder = await mkdtemp(join(tmpdir(), 'kairos-bench-'));
    const rows = Math.round(allRows * (scale < 1 ? scale / 40 : 1));
    const path = join(folder, 'plants.csv');
    const [intake, assets] = await Promise.all([stack.service('intake'), stack.service('assets')]);
    try {
      await writePlantsFile(path, rows);
      await makeCopyTable(stack.admin);
      const perSecond = (ms: number): number => rows / (ms / 1000);
      const product = (mode: 'plan' | 'apply') => async (): Promise<number> => {
        const importer = await Importer.start(stack);
        const startedAt = performance.now();
        await importer.run(await importer.upload(path), mode, rows);
        return perSecond(performance.now() - startedAt);
      };
      note(`${rows} rows`);
      const imports = await alternate(rounds, async () => perSecond(await copyFile(stack.admin, path, tenantId)), product('apply'));
      const plans = await alternate(rounds, async () => perSecond(await readFile(path, tenantId)), product('plan'));
      return [figureOf('T1', imports), figureOf('T2', plans)];
    } finally {
      await Promise.all([intake.stop(), assets.stop()]);
      await rm(folder, { recursive: true, force: true });
    }
  },
};

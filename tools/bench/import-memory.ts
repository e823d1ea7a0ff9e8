/** T3: how much memory the services take to plan a large file, above what they take when idle. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench, Benchmark } from './benchmark.ts';
import { figureOf } from './figures.ts';
import { Importer } from './importer.ts';
import { writePlantsFile } from './plant-rows.ts';

const rowBytes = 2000;
const smallRows = 10_000;
const kibibytes = 1024;

/** Memory of a process in MiB, by the name the kernel gives it: `VmRSS` now, `VmHWM` at its highest. */
async function memoryMib(pid: number, name: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / kibibytes;
}

async function sumOf(pids: number[], name: 'VmRSS' | 'VmHWM'): Promise<number> {
  return (await Promise.all(pids.map((pid) => memoryMib(pid, name)))).reduce((sum, value) => sum + value, 0);
}

/** Makes the highest mark of a process what it is now. */
function forgetPeak(pid: number): Promise<void> {
  return writeFile(`/proc/${pid}/clear_refs`, '5');
}

export const memoryOfImports: Benchmark = {
  ids: ['T3 peak', 'T3 growth'],
  run: async ({ stack, scale, note }: Bench) => {
    const folder = await mkdtemp(join(tmpdir(), 'kairos-bench-'));
    const path = join(folder, 'plants.csv');
    const peakOf = async (rows: number): Promise<number> => {
      await writePlantsFile(path, rows, rowBytes);
      const [intake, assets] = await Promise.all([stack.service('intake'), stack.service('assets')]);
      const pids = [intake.pid, assets.pid];
      try {
        await sleep(2000);
        const idle = await sumOf(pids, 'VmRSS');
        await Promise.all(pids.map(forgetPeak));
        const importer = await Importer.start(stack);
        await importer.run(await importer.upload(path), 'plan', rows);
        const peak = await sumOf(pids, 'VmHWM');
        note(`${Math.round((rows * rowBytes) / 1e6)} MB: idle ${idle.toFixed(0)} MiB, peak ${peak.toFixed(0)} MiB`);
        return peak - idle;
      } finally {
        await Promise.all([intake.stop(), assets.stop()]);
      }
    };
    try {
      const small = await peakOf(smallRows);
      const large = await peakOf(smallRows * (scale < 1 ? 10 : 100));
      return [figureOf('T3 peak', [{ limit: 1, product: large }]), figureOf('T3 growth', [{ limit: small, product: large }])];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

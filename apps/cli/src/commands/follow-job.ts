import { setTimeout as sleep } from 'node:timers/promises';
import progress from 'cli-progress';
import { overImportStatuses, type ImportJobView } from '@kairos/contracts';
import { ApiRefused, CliError } from '../cli.errors.ts';
import type { Terminal } from '../terminal.ts';

const everyMs = 250;
/** A service may be away for a moment and an import goes on without anyone watching. */
const patienceMs = 60_000;
/** Where a job stays unless somebody asks for more. */
const final = new Set<ImportJobView['status']>([...overImportStatuses, 'awaiting-approval']);

/** Shows how far an import has come until it is at its end. */
export async function followJob(terminal: Terminal, started: ImportJobView, read: () => Promise<ImportJobView>): Promise<ImportJobView> {
  const bar = terminal.showsProgress ? new progress.SingleBar({ format: '{bar} {percentage}%  {rows} rows  {speed}  {status}', hideCursor: true, clearOnComplete: true, stream: process.stderr }, progress.Presets.shades_classic) : undefined;
  bar?.start(started.progress.bytesTotal, 0, { rows: 0, speed: '', status: started.status });
  try {
    let job = started;
    while (!final.has(job.status)) {
      await sleep(everyMs);
      job = await patiently(read);
      bar?.update(job.progress.bytesRead, { rows: job.counts.read, speed: speedOf(job), status: job.status });
    }
    return job;
  } finally {
    bar?.stop();
  }
}

/** `1,200 rows/s, 40 s left`, once there is something to measure. */
export function speedOf({ progress: { rowsPerSecond, secondsLeft } }: Pick<ImportJobView, 'progress'>): string {
  const left = secondsLeft === null ? '' : `, ${secondsLeft < 120 ? `${secondsLeft} s` : `${Math.round(secondsLeft / 60)} min`} left`;
  return rowsPerSecond === null ? '' : `${Math.round(rowsPerSecond).toLocaleString('en')} rows/s${left}`;
}

async function patiently<T>(read: () => Promise<T>): Promise<T> {
  const givingUpAt = Date.now() + patienceMs;
  for (;;) {
    try {
      return await read();
    } catch (error) {
      const isRefusal = error instanceof ApiRefused && error.problem.status < 500 && error.problem.status !== 429;
      if (isRefusal || !(error instanceof CliError) || Date.now() > givingUpAt) throw error;
      await sleep(1000);
    }
  }
}

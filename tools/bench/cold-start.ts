/** T22: from the start of the process to the first 2xx of the readiness check, each service and all in one process. */
import { environmentOf, programs } from '../stack/environments.ts';
import type { Program, Stack } from '../stack/environments.ts';
import { freePort, freeRange } from '../stack/ports.ts';
import type { Bench, Benchmark } from './benchmark.ts';
import { alternate, figureOf } from './figures.ts';
import type { Figure } from './figures.ts';
import { programFile, startProgram } from './programs.ts';
import type { RunningProgram } from './programs.ts';
import { entryOf, isBuilt } from './stack.ts';

async function readyAfterMs(starting: Promise<RunningProgram>): Promise<number> {
  const program = await starting;
  await program.stop();
  return program.readyAfterMs;
}

async function bareNest(): Promise<number> {
  const port = await freePort();
  return readyAfterMs(startProgram(programFile('bare-nest'), { input: { port }, readyUrl: `http://127.0.0.1:${port}/healthz/ready` }));
}

const quiet = (stack: Stack, program: Program): Record<string, string> => ({ ...environmentOf(stack, program), LOG_LEVEL: 'warn' });
const healthOf = (environment: Record<string, string>, path: string): string => `http://127.0.0.1:${environment['PORT']}/healthz/${path}`;

function single(stack: Stack, program: Program): Promise<number> {
  const environment = quiet(stack, program);
  return readyAfterMs(startProgram(entryOf(program), { environment, readyUrl: healthOf(environment, program === 'gateway' ? 'live' : 'ready') }));
}

/** The host listens with every service once all are up; the one that is asked here comes last. */
function together(stack: Stack): Promise<number> {
  const environments = Object.fromEntries(programs.map((program) => [program, quiet(stack, program)]));
  const environment = { KAIROS_ENVIRONMENTS: JSON.stringify(environments) };
  return readyAfterMs(startProgram(entryOf('host'), { environment, readyUrl: healthOf(environments['gateway'] ?? {}, 'live') }));
}

export const coldStart: Benchmark = {
  ids: ['T22'],
  run: async ({ stack, rounds, note }: Bench) => {
    const own: Stack = { ...stack.stack, gatewayPort: await freeRange(5) };
    const starts = [
      ...programs.map((program) => ({ app: program as string, start: () => single(own, program) })),
      { app: 'host', start: () => together(own) },
    ];
    const figures: Figure[] = [];
    for (const { app, start } of starts) {
      if (isBuilt(app)) figures.push(figureOf('T22', await alternate(rounds, bareNest, start), app));
      else note(`T22 ${app}: not built`);
    }
    return figures;
  },
};

/** T20: a whole sign-in over HTTP against the one Argon2 hash it cannot do without, one after the other. */
import { hash } from '@node-rs/argon2';
import { environmentOf } from '../stack/environments.ts';
import { foundFirstTenant } from '../stack/first-run.ts';
import { freePort } from '../stack/ports.ts';
import type { Bench, Benchmark } from './benchmark.ts';
import { alternate, figureOf, median } from './figures.ts';
import { startProgram } from './programs.ts';
import { entryOf, isBuilt } from './stack.ts';

/** The parameters of identity's hashes. */
const parameters = { memoryCost: 65_536, timeCost: 3, parallelism: 1 };

async function medianMs(times: number, work: () => Promise<unknown>): Promise<number> {
  const spent: number[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const startedAt = performance.now();
    await work();
    spent.push(performance.now() - startedAt);
  }
  return median(spent);
}

async function signIn(url: string, credentials: object): Promise<void> {
  const answer = await fetch(`${url}/api/v1/identity/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(credentials) });
  await answer.arrayBuffer();
  if (answer.status !== 201) throw new Error(`the sign-in was answered with ${answer.status}`);
}

export const signInAgainstHash: Benchmark = {
  ids: ['T20'],
  run: async ({ stack, rounds, scale }: Bench) => {
    if (!isBuilt('identity')) throw new Error('identity is not built');
    const founded = await foundFirstTenant(stack.stack);
    if (!founded?.oneTimePassword) throw new Error('the database has a tenant already');
    const credentials = { email: founded.email, password: founded.oneTimePassword };
    const url = `http://127.0.0.1:${await freePort()}`;
    const environment = { ...environmentOf(stack.stack, 'identity'), LOG_LEVEL: 'warn', PORT: new URL(url).port };
    const identity = await startProgram(entryOf('identity'), { environment, readyUrl: `${url}/healthz/ready` });
    stack.closers.add(() => identity.stop());
    const times = Math.ceil(30 * scale);
    const pairs = await alternate(rounds, () => medianMs(times, () => hash(credentials.password, parameters)), () => medianMs(times, () => signIn(url, credentials)));
    await identity.stop();
    return [figureOf('T20', pairs)];
  },
};

import { createHash } from 'node:crypto';
import type { RolePasswords } from '@kairos/service-kit';

/** Superuser connection to the Postgres that the test command started. Absent means failure, never a skipped test. */
export function adminUrl(database = 'postgres'): string {
  const url = process.env['KAIROS_TEST_ADMIN_URL'];
  if (!url) throw new Error('No test Postgres: run the integration tests through `npm run test:int`, which starts one.');
  const parsed = new URL(url);
  parsed.pathname = `/${database}`;
  return parsed.href;
}

/** Path of the nats-server program; each test that needs a broker starts its own. */
export function natsServerPath(): string {
  const path = process.env['KAIROS_TEST_NATS_SERVER'];
  if (!path) throw new Error('No nats-server: run the integration tests through `npm run test:int`, which finds one.');
  return path;
}

/** A password that every worker of one test run derives alike; the server it opens lives as long as the run. */
export function testPassword(name: string): string {
  return createHash('sha256').update(`${adminUrl()}:${name}`).digest('hex').slice(0, 32);
}

export function rolePasswords(service: string): RolePasswords {
  const of = (kind: string) => testPassword(`${service}_${kind}`);
  return { owner: of('owner'), app: of('app'), relay: of('relay'), reader: of('reader'), jobs: of('jobs') };
}

export function roleUrl(database: string, service: string, kind: keyof RolePasswords): string {
  const url = new URL(adminUrl(database));
  url.username = `${service}_${kind}`;
  url.password = rolePasswords(service)[kind];
  return url.href;
}

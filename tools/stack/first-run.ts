import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { environmentOf } from './environments.ts';
import type { Stack } from './environments.ts';
import { repository } from './home.ts';

export type Founded = { created: boolean; tenantId: string; email: string | null; oneTimePassword: string | null };

async function hasTenant(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ tenant: string | null }>('select identity.first_tenant() as tenant');
    return Boolean(rows[0]?.tenant);
  } finally {
    await client.end();
  }
}

/** On the first start of an installation: its first tenant, and an administrator with a password that is shown once. */
export async function foundFirstTenant(stack: Stack): Promise<Founded | undefined> {
  if (await hasTenant(stack.databaseUrl)) return undefined;
  const wished = ['FIRST_TENANT_NAME', 'FIRST_ADMIN_EMAIL'].flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []));
  const { stdout } = await promisify(execFile)(process.execPath, [join(repository, 'apps', 'identity', 'dist', 'main.js'), 'first-run'], {
    env: { PATH: process.env['PATH'], ...environmentOf(stack, 'identity'), ...Object.fromEntries(wished) as Record<string, string> },
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Founded;
}

/** What a newcomer must write down before it scrolls away. */
export function welcome(founded: Founded | undefined): string {
  if (!founded?.oneTimePassword) return '';
  return `\nFirst administrator: ${founded.email}\nOne-time password:   ${founded.oneTimePassword}   (shown only now; change it at the first sign-in)`;
}

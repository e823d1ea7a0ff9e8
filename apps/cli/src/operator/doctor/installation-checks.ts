import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { migrationsOf } from '@kairos/service-kit';
import { privateFilesOf } from '../operator.ts';
import { together, type Check, type Found } from './check.ts';

export const schemaVersions: Check = {
  name: 'schemas are what the code expects',
  async run({ database, services }) {
    const each = services.map(async ({ name, migrations }) => {
      const { rows } = await database.query<{ name: string }>(`select name from ${name}.schema_migration`);
      const [applied, expected] = [rows.map((row) => row.name), migrationsOf(name, migrations).map((source) => source.name)];
      const pending = expected.filter((migration) => !applied.includes(migration));
      const unknown = applied.filter((migration) => !expected.includes(migration));
      return {
        counts: { applied: applied.length, pending: pending.length },
        findings: [...pending.map((migration) => `${name}: ${migration} is not applied; run \`kairos migrate ${name}\``), ...unknown.map((migration) => `${name}: ${migration} is of another version`)],
      };
    });
    return together(await Promise.all(each));
  },
};

export const privateFiles: Check = {
  name: 'keys are there and private',
  async run({ operator }): Promise<Found> {
    const { keys: folder } = operator;
    if (!folder) return { counts: {}, findings: ['the folder of the signing keys is not known: give SIGNING_KEYS_DIR'] };
    const keys = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.pem')).map((name) => join(folder, name)) : [];
    const files = [...keys, ...privateFilesOf(operator)];
    const missing = files.filter((file) => !existsSync(file));
    const open = files.filter((file) => existsSync(file) && (statSync(file).mode & 0o777) !== 0o600);
    return {
      counts: { keys: keys.length, files: files.length },
      findings: [
        ...(keys.length === 0 ? [`no signing key in ${folder}`] : []),
        ...missing.map((file) => `${file} is missing`),
        ...open.map((file) => `${file} has mode ${(statSync(file).mode & 0o777).toString(8).padStart(4, '0')}, not 0600`),
      ],
    };
  },
};

const Health = z.object({ broker: z.string(), services: z.record(z.string(), z.object({ status: z.string() })) });

export const servicesAnswer: Check = {
  name: 'services answer',
  async run({ operator }): Promise<Found> {
    const url = new URL('/healthz/ready', operator.gatewayUrl);
    const answer = await fetch(url, { signal: AbortSignal.timeout(3000) }).then((response) => response.json(), () => undefined);
    const health = Health.safeParse(answer);
    if (!health.success) return { counts: { services: 0 }, findings: [`the gateway does not answer at ${url.href}`] };
    const { broker, services } = health.data;
    const ill = Object.entries(services).filter(([, { status }]) => status !== 'ok');
    return {
      counts: { services: Object.keys(services).length, ok: Object.keys(services).length - ill.length },
      findings: [...(broker === 'up' ? [] : ['the gateway cannot reach NATS']), ...ill.map(([name, { status }]) => `${name} is ${status}`)],
    };
  },
};

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { migrateService, migrationsOf } from '@kairos/service-kit';
import { CliError } from '../../cli.errors.ts';
import type { Environment } from '../../config.ts';
import { everyService, type Migratable } from '../installation.ts';
import { extractFiles } from './extract-files.ts';
import { loadServices } from './load-services.ts';
import type { Manifest } from './manifest.ts';
import { verifyBackup } from './read-backup.ts';
import { embeddedTarget, givenTarget, type RestoreTarget } from './restore-target.ts';

/** `approve` sees what would be restored before anything is written. */
export type Restore = { file: string; home: string; environment: Environment; services?: readonly Migratable[]; approve(manifest: Manifest): Promise<boolean> };

/**
 * Rebuilds an installation in an empty folder, and in an empty database: one of the folder's own, or the one that
 * DATABASE_ADMIN_URL names. It is built beside the folder and takes its place when it is whole.
 */
export async function restoreBackup({ file, home, environment, services = everyService, approve }: Restore): Promise<Manifest | undefined> {
  const folder = resolve(home);
  const draft = `${folder}.restoring`;
  demandEmpty(folder, draft);
  const manifest = await verifyBackup(file);
  demandKnown(manifest, services);
  if (!(await approve(manifest))) return undefined;
  await mkdir(dirname(folder), { recursive: true });
  await mkdir(draft, { mode: 0o700 });
  let target: RestoreTarget | undefined;
  try {
    await extractFiles(file, manifest, draft);
    target = await targetFor(draft, environment);
    await fill(target, file, manifest, services);
  } catch (error) {
    await target?.discard().catch(() => undefined);
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
  await target.keep();
  if (existsSync(folder)) await rmdir(folder);
  await rename(draft, folder);
  return manifest;
}

function demandEmpty(folder: string, draft: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new CliError(`${folder} is not empty. Nothing was restored.`);
  if (existsSync(draft)) throw new CliError(`${draft} is left over from a restore that was interrupted: delete it first.`);
}

/** A newer version upgrades an older backup; an older version cannot read a newer one. */
function demandKnown({ services: parts, productVersion }: Manifest, services: readonly Migratable[]): void {
  for (const { name, migrations } of parts) {
    const service = services.find((candidate) => candidate.name === name);
    const known = service ? migrationsOf(name, service.migrations).map((source) => source.name) : [];
    const unknown = migrations.filter((migration) => !known.includes(migration));
    if (unknown.length > 0) throw new CliError(`The backup is of a newer version (${productVersion}): ${name} has ${unknown.join(', ')}. Nothing was restored.`);
  }
}

function targetFor(home: string, environment: Environment): Promise<RestoreTarget> {
  const given = environment['DATABASE_ADMIN_URL'];
  return given ? givenTarget(given, (role) => passwordOf(home, role, environment)) : embeddedTarget(home, environment);
}

function passwordOf(home: string, role: string, environment: Environment): string {
  const file = join(home, 'secrets.json');
  const secrets = existsSync(file) ? z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
  const variable = `KAIROS_POSTGRES_${role.toUpperCase()}`;
  const password = secrets[`postgres:${role}`] ?? environment[variable];
  if (!password) throw new CliError(`The backup holds no password of ${role}: give ${variable}.`);
  return password;
}

/** The schemas of then, the rows, then everything that has changed since. */
async function fill({ databaseUrl, ownerUrls }: RestoreTarget, file: string, manifest: Manifest, services: readonly Migratable[]): Promise<void> {
  const migrate = (service: Migratable, only?: readonly string[]) => migrateService(service, { DATABASE_OWNER_URL: ownerUrls[service.name] }, only);
  for (const service of services) {
    const then = manifest.services.find(({ name }) => name === service.name);
    await migrate(service, then?.migrations);
  }
  await loadServices(databaseUrl, file, manifest);
  for (const service of services) await migrate(service);
}

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { serviceNames } from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';
import type { Environment } from '../config.ts';

const Nats = z.object({ servers: z.string().min(1), user: z.string().min(1), password: z.string().min(1) });

/** Addresses and credentials of the person who runs an installation. */
const Operator = z.object({
  gatewayUrl: z.url(),
  /** As superuser: operator commands look across services and tenants. */
  databaseUrl: z.url(),
  ownerUrls: z.partialRecord(z.enum(serviceNames), z.url()),
  nats: Nats,
  keys: z.string().min(1).optional(),
  /** What intake keeps, and what workflows keeps. */
  files: z.string().min(1).optional(),
  documents: z.string().min(1).optional(),
  environments: z.partialRecord(z.enum(serviceNames), z.record(z.string(), z.string())).default({}),
});
/** `home` is the folder of a stack of this machine; an installation known from the environment has none. */
export type Operator = z.infer<typeof Operator> & { home: string | undefined };

/** From the folder of a stack, or from the environment where that names a database. */
export function readOperator(home: string | undefined, fallback: string, environment: Environment): Operator {
  if (!home && environment['DATABASE_ADMIN_URL']) return parse({ ...fromEnvironment(environment) }, 'the environment', undefined);
  const file = resolve(home ?? fallback, 'operator.json');
  if (!existsSync(file)) {
    throw new CliError(`There is no ${file}: name the folder of a stack with --home or KAIROS_DATA_DIR, or give DATABASE_ADMIN_URL, NATS_URL and KAIROS_NATS_ADMIN.`);
  }
  return parse(JSON.parse(readFileSync(file, 'utf8')) as object, file, dirname(file));
}

function fromEnvironment(environment: Environment): object {
  const urls = serviceNames.flatMap((service) => {
    const password = environment[`KAIROS_POSTGRES_${service.toUpperCase()}_OWNER`];
    return password ? [[service, asRole(environment['DATABASE_ADMIN_URL'] ?? '', `${service}_owner`, password)] as const] : [];
  });
  return {
    gatewayUrl: environment['KAIROS_URL'] ?? 'http://127.0.0.1:4000',
    databaseUrl: environment['DATABASE_ADMIN_URL'],
    ownerUrls: Object.fromEntries(urls),
    nats: { servers: environment['NATS_URL'], user: 'admin', password: environment['KAIROS_NATS_ADMIN'] },
    keys: environment['SIGNING_KEYS_DIR'],
    files: environment['FILES_DIR'],
    documents: environment['DOCUMENTS_DIR'],
  };
}

function parse(value: object, source: string, home: string | undefined): Operator {
  const parsed = Operator.safeParse(value);
  if (parsed.success) return { ...parsed.data, home };
  const names = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))];
  throw new CliError(`The operator's access in ${source} is not complete: ${names.join(', ')}.`);
}

/** The same database, addressed as another role. */
export function asRole(databaseUrl: string, role: string, password: string): string {
  const url = new URL(databaseUrl);
  url.username = role;
  url.password = password;
  return url.href;
}

/** Files of a stack that nobody but its owner may read. */
export function privateFilesOf({ home }: Pick<Operator, 'home'>): string[] {
  return home ? ['secrets.json', 'operator.json'].map((name) => join(home, name)) : [];
}

import { z } from 'zod';
import { crashPoints } from '@kairos/event-bus';

/** What every application that listens reads. */
export const AppConfig = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Whose `X-Forwarded-*` headers are believed: addresses, networks, or `loopback`, `linklocal`, `uniquelocal`, by comma. */
  TRUSTED_PROXIES: z.string().default('loopback'),
  /** How long SIGTERM is followed by answers as before, for whoever balances the load to notice; nobody does on a laptop. */
  DRAIN_MS: z.coerce.number().int().min(0).max(120_000).default(0),
});
export type AppConfig = z.infer<typeof AppConfig>;

/** The environment every service reads; a service extends it with its own. Parsed once, at start. */
export const ServiceConfig = AppConfig.extend({
  DATABASE_URL: z.url(),
  DATABASE_RELAY_URL: z.url(),
  DATABASE_DIRECT_URL: z.url().optional(),
  /** As `<service>_jobs` and past any pooler. Without it this process leaves periodic upkeep to other replicas. */
  DATABASE_JOBS_URL: z.url().optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(100).default(10),
  NATS_URL: z.string().min(1),
  NATS_USER: z.string().min(1),
  NATS_PASSWORD: z.string().min(1),
  JWKS_URL: z.url(),
  IDENTITY_URL: z.url(),
  KAIROS_CRASH_AT: z.enum(crashPoints).optional(),
});
export type ServiceConfig = z.infer<typeof ServiceConfig>;

/** Migrating needs the owner of the schema and nothing else. */
export const MigrateConfig = z.object({ DATABASE_OWNER_URL: z.url() });

export type Environment = Record<string, string | undefined>;

/** @throws Error naming every variable that is missing or wrong, without its value */
export function parseEnv<S extends z.ZodType>(schema: S, environment: Environment): z.infer<S> {
  const result = schema.safeParse(environment);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment is not complete:\n${problems.join('\n')}`);
}

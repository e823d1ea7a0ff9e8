import { z } from 'zod';
import { ServiceConfig } from '@kairos/service-kit';

export const IntakeConfig = ServiceConfig.extend({
  ASSETS_URL: z.url(),
  /** Folder of the local file store. */
  FILES_DIR: z.string().min(1),
  /** Proves to identity that it is intake which acts in a user's name. */
  SERVICE_SECRET: z.string().min(1),
  /** The most whatever tenants and operator set, for a store or proxy that takes no more. */
  MAX_UPLOAD_BYTES: z.coerce.number().int().positive().optional(),
  /** How many imports this process works at; 0 leaves them to other replicas. */
  IMPORT_CONCURRENCY: z.coerce.number().int().min(0).max(20).default(2),
  /** Folder of the keys that secrets of connectors and webhooks are sealed with: `<key id>.box`, best on another disk than the database. */
  SEALING_KEYS_DIR: z.string().min(1),
  /** The ports that connectors and webhooks may ask of public hosts. */
  OUTBOUND_PORTS: z.string().default('443,8443').transform((text) => text.split(',').map(Number)).pipe(z.array(z.int().min(1).max(65_535)).min(1)),
  IMPORT_LEASE_MS: z.coerce.number().int().min(1000).default(30_000),
});
export type IntakeConfig = z.infer<typeof IntakeConfig>;

export const INTAKE_CONFIG = Symbol('INTAKE_CONFIG');

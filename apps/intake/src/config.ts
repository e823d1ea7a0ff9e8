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
  IMPORT_LEASE_MS: z.coerce.number().int().min(1000).default(30_000),
});
export type IntakeConfig = z.infer<typeof IntakeConfig>;

export const INTAKE_CONFIG = Symbol('INTAKE_CONFIG');

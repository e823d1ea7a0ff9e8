import { z } from 'zod';
import { ServiceConfig } from '@kairos/service-kit';
import { bucketIsNamed, fileStoreVariables } from '@kairos/service-kit/file-store';

export const WorkflowsConfig = ServiceConfig.extend({
  ...fileStoreVariables,
  /** The most whatever tenants and operator set, for a store or proxy that takes no more. */
  MAX_UPLOAD_BYTES: z.coerce.number().int().positive().optional(),
  /** How long an upload that can be resumed waits for the rest of it. */
  UPLOAD_EXPIRES_HOURS: z.coerce.number().positive().max(720).default(24),
  /** How much of each tenant's documents a night reads again; a content that was begun is read to its end. */
  INTEGRITY_BYTES_PER_NIGHT: z.coerce.number().int().positive().default(20_000_000_000),
}).refine(...bucketIsNamed);
export type WorkflowsConfig = z.infer<typeof WorkflowsConfig>;

export const WORKFLOWS_CONFIG = Symbol('WORKFLOWS_CONFIG');

/** The one place that reads the environment. */
export const environment = process.env;

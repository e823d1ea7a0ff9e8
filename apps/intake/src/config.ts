import { z } from 'zod';
import { mostBatchRows, targetAddress, targetServices } from '@kairos/contracts';
import { ServiceConfig } from '@kairos/service-kit';
import { bucketIsNamed, fileStoreVariables } from '@kairos/service-kit/file-store';

/** Where the services are that take rows: `ASSETS_URL` and its like, one for each that declares a target. */
const targetUrls = Object.fromEntries(targetServices.map((service) => [targetAddress(service), z.url()])) as Record<ReturnType<typeof targetAddress>, z.ZodURL>;

/** A chunk that is sent waits behind one at most. */
export const mostChunksAtTarget = 2;

export const IntakeConfig = ServiceConfig.extend({
  ...targetUrls,
  ...fileStoreVariables,
  /** An upload that can be resumed waits for so long. */
  UPLOAD_EXPIRES_HOURS: z.coerce.number().positive().max(720).default(24),
  /** Proves to identity that it is intake which acts in a user's name. */
  SERVICE_SECRET: z.string().min(1),
  /** The most whatever tenants and operator set, for a store or proxy that takes no more. */
  MAX_UPLOAD_BYTES: z.coerce.number().int().positive().optional(),
  /** How many imports this process works at; 0 leaves them to other replicas. */
  IMPORT_CONCURRENCY: z.coerce.number().int().min(0).max(20).default(2),
  /** How many deliveries this process sends at once; 0 leaves them to other replicas. */
  DELIVERY_CONCURRENCY: z.coerce.number().int().min(0).max(500).default(32),
  /** How often a worker that has nothing to send looks for something. */
  DELIVERY_POLL_MS: z.coerce.number().int().min(10).max(60_000).default(200),
  /** How much longer than its request a worker may keep a delivery, before another one sends it. */
  DELIVERY_LEASE_MARGIN_MS: z.coerce.number().int().min(500).default(20_000),
  /** How long a delivery is kept once it is over, with its attempts. */
  DELIVERY_LOG_DAYS: z.coerce.number().int().min(1).max(3653).default(30),
  /** Folder of the keys that secrets of connectors and webhooks are sealed with: `<key id>.box`, best on another disk than the database. */
  SEALING_KEYS_DIR: z.string().min(1),
  /** The ports that connectors and webhooks may ask of public hosts. */
  OUTBOUND_PORTS: z.string().default('443,8443').transform((text) => text.split(',').map(Number)).pipe(z.array(z.int().min(1).max(65_535)).min(1)),
  /** Rows of one chunk of the jobs that begin from now on; a job keeps its own. */
  IMPORT_CHUNK_ROWS: z.coerce.number().int().min(1).max(mostBatchRows).default(mostBatchRows),
  /** Chunks of one import that its target may have at a time: two are faster and take more of the machine from everybody else. Plans, which store nothing, have two in any case. */
  IMPORT_CHUNKS_AT_TARGET: z.coerce.number().int().min(1).max(mostChunksAtTarget).default(1),
  IMPORT_LEASE_MS: z.coerce.number().int().min(1000).default(30_000),
}).refine(...bucketIsNamed);
export type IntakeConfig = z.infer<typeof IntakeConfig>;

export const INTAKE_CONFIG = Symbol('INTAKE_CONFIG');

/** What sealing secrets anew takes. */
export const ResealConfig = z.object({ DATABASE_URL: z.url(), SEALING_KEYS_DIR: z.string().min(1) });

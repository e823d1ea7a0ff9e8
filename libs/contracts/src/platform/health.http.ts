import { z } from 'zod';

const Component = z.object({ status: z.enum(['healthy', 'degraded', 'unhealthy']) });

/** What anyone may know: whether all is well, and if not, which part is not. No address, name of a host, version or figure. */
export const HealthView = z.object({ status: z.enum(['ok', 'degraded']), components: z.record(z.string(), Component) });
export type HealthView = z.infer<typeof HealthView>;

/** `overflow` is how many connections are open above `size`: never more than 0 here, and negative while some are not open yet. */
export const PoolView = z.object({ size: z.int(), checkedIn: z.int(), checkedOut: z.int(), overflow: z.int(), invalid: z.int(), waiting: z.int() });
export type PoolView = z.infer<typeof PoolView>;

/** What a service does by the clock: when each kind of it was due and done last, whether a process is at it, whether it failed and waits to be tried again. */
export const UpkeepView = z.object({ name: z.string(), lastDueAt: z.iso.datetime().nullable(), lastDoneAt: z.iso.datetime().nullable(), running: z.boolean(), failing: z.boolean() });
export type UpkeepView = z.infer<typeof UpkeepView>;

/** What an administrator may know of one service; no `upkeep` where a service has none, or leaves it to another process. */
export const ServiceHealthView = HealthView.extend({
  database: z.object({ pool: PoolView, migration: z.string().nullable(), version: z.string().nullable() }),
  outbox: z.object({ backlog: z.int().nullable(), published: z.int().nullable(), consumed: z.int().nullable() }),
  upkeep: z.array(UpkeepView).nullable().optional(),
  versions: z.object({ kairos: z.string(), node: z.string() }),
  upForSeconds: z.int(),
});
export type ServiceHealthView = z.infer<typeof ServiceHealthView>;

/** The same of all services, as the gateway gathers it; null for one that does not answer. */
export const PlatformHealthView = HealthView.extend({ services: z.record(z.string(), ServiceHealthView.nullable()) });
export type PlatformHealthView = z.infer<typeof PlatformHealthView>;

import { z } from 'zod';
import { Instant, PlainDate } from '../primitives.ts';

const count = z.int().nonnegative();

/** How many days back, today among them. */
export const StatisticsQuery = z.strictObject({ days: z.coerce.number().int().min(1).max(366).default(30) });
export type StatisticsQuery = z.infer<typeof StatisticsQuery>;

/** Some imports together. `errorRate` is rejected rows by rows read; times are of imports that ended, from their first row. */
export const ImportFigures = z.object({
  jobs: count,
  rows: z.object({ read: count, created: count, updated: count, unchanged: count, rejected: count, skipped: count }),
  bytes: count,
  errorRate: z.number().min(0).max(1),
  meanSeconds: z.number().nonnegative().nullable(),
  p95Seconds: z.number().nonnegative().nullable(),
});
export type ImportFigures = z.infer<typeof ImportFigures>;
const Group = ImportFigures.extend({ of: z.string() });

/** Imports begun within the days: all, and by what they have in common; of recipes the fifty with most imports. */
export const ImportStatisticsView = z.object({
  days: z.int(), all: ImportFigures, byStatus: z.array(Group), byMode: z.array(Group), byTarget: z.array(Group), byRecipe: z.array(Group).max(50),
});
export type ImportStatisticsView = z.infer<typeof ImportStatisticsView>;

/** What one person did. `today` is by the tenant's time zone; `records` came or changed by an applied import. */
export const OwnStatisticsView = z.object({
  total: count, completed: count, failed: count, active: count, today: count, bytes: count, records: count, connectors: count, recipes: count, files: count,
});
export type OwnStatisticsView = z.infer<typeof OwnStatisticsView>;

/** One day in the tenant's time zone; days without an import are there too. */
export const ImportTrend = z.object({ day: PlainDate, jobs: count, completed: count, failed: count, rowsRead: count, rowsRejected: count });
export const ImportTrendsView = z.object({ timeZone: z.string(), items: z.array(ImportTrend) });
export type ImportTrendsView = z.infer<typeof ImportTrendsView>;

/** What is used and what there may be; null where there is no limit. */
export const IntakeQuotaView = z.object({
  storage: z.object({ bytes: count, limitBytes: count.nullable() }), files: count, runningJobs: z.object({ count, limit: count }), largestUploadBytes: count,
});
export type IntakeQuotaView = z.infer<typeof IntakeQuotaView>;

/** Popularity is uses less a tenth for each day of the recipe's age. */
export const RecipeUse = z.object({ name: z.string(), uses: count, lastUsedAt: Instant, ageDays: count, popularity: z.number() });
export const RecipeUsesView = z.object({ items: z.array(RecipeUse).max(50) });
export type RecipeUsesView = z.infer<typeof RecipeUsesView>;

/** More waiting imports than this are an alarm. */
export const mostWaitingImports = 100;

export const IntakeHealthView = z.object({
  active: count, waiting: count, oldestWaitingSince: Instant.nullable(), lastDay: z.object({ jobs: count, failed: count, meanSeconds: z.number().nonnegative().nullable() }),
  alarms: z.array(z.enum(['backlog'])),
});
export type IntakeHealthView = z.infer<typeof IntakeHealthView>;

import { z } from 'zod';

const Text = z.string().trim().min(1).max(200);

/** A property that says more of what is sought than its name, such as `municipality` for a plant. */
const PropertyCondition = z.strictObject({ matchType: z.literal('property'), propertyId: Text, propertyValue: Text });
const NameCondition = z.strictObject({ matchType: z.literal('name'), propertyValue: Text });

/** What one value of a file may stand for. */
export const MatchQuery = z.strictObject({
  limit: z.int().min(1).max(20).default(5),
  conditions: z.array(z.discriminatedUnion('matchType', [NameCondition, PropertyCondition])).min(1).max(6)
    .refine((conditions) => conditions.filter(({ matchType }) => matchType === 'name').length === 1, 'must hold exactly one name'),
});
export type MatchQuery = z.infer<typeof MatchQuery>;

/** Values to be reconciled with records, as the W3C Reconciliation Service API 1.0 (draft) asks for them. */
export const MatchBody = z.strictObject({ queries: z.array(MatchQuery).min(1).max(20) });
export type MatchBody = z.infer<typeof MatchBody>;

/** `score` goes from 0 to 100; `match` says that there is no doubt; `features` tell how the score came about. */
export const MatchCandidate = z.object({
  id: z.uuid(),
  name: z.string(),
  description: z.string(),
  score: z.number().min(0).max(100),
  match: z.boolean(),
  type: z.array(z.object({ id: z.string(), name: z.string() })),
  features: z.array(z.object({ id: z.string(), value: z.number() })),
});
export type MatchCandidate = z.infer<typeof MatchCandidate>;

/** One result for each query, in their order; candidates best first. */
export const MatchResults = z.object({ results: z.array(z.object({ candidates: z.array(MatchCandidate) })) });
export type MatchResults = z.infer<typeof MatchResults>;

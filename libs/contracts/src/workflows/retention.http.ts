import { z } from 'zod';
import { UserId } from '../ids.ts';
import { Instant } from '../primitives.ts';
import { DocumentCategory } from './obligation.ts';
import { RetentionRule } from './retention.ts';

export const RetentionScheduleView = RetentionRule.extend({
  category: DocumentCategory,
  /** `shipped` until the tenant says something else. */
  origin: z.enum(['shipped', 'tenant']),
  changedByUserId: UserId.nullable(),
  changedAt: Instant.nullable(),
  /** 0 until the tenant says something. */
  version: z.int().nonnegative(),
});
export type RetentionScheduleView = z.infer<typeof RetentionScheduleView>;
export const RetentionScheduleList = z.object({ items: z.array(RetentionScheduleView) });
export type RetentionScheduleList = z.infer<typeof RetentionScheduleList>;

export const SetRetentionScheduleBody = RetentionRule;
export type SetRetentionScheduleBody = z.infer<typeof SetRetentionScheduleBody>;

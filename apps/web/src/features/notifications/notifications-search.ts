import { z } from 'zod';
import { flag } from '../../lib/flag.ts';

const types = ['deadline', 'task', 'system', 'integration', 'workflow', 'document', 'maintenance', 'alert'] as const;

/** What the list of notifications is narrowed to. */
export const NotificationsSearch = z.object({ unread: flag, type: z.enum(types).optional().catch(undefined), priority: z.enum(['high', 'medium', 'low']).optional().catch(undefined) });
export type NotificationsSearch = z.infer<typeof NotificationsSearch>;

import { z } from 'zod';

const types = ['deadline', 'task', 'system', 'integration', 'workflow', 'document', 'maintenance', 'alert'] as const;

/** What the list of notifications is narrowed to. */
export const NotificationsSearch = z.object({ unread: z.literal(['true', true]).transform(() => true as const).optional().catch(undefined), type: z.enum(types).optional().catch(undefined), priority: z.enum(['high', 'medium', 'low']).optional().catch(undefined) });
export type NotificationsSearch = z.infer<typeof NotificationsSearch>;

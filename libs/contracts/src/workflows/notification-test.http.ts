import { z } from 'zod';
import { NotificationView } from './notification.http.ts';

/** `webhook`: the endpoints of the caller that are told of `workflows.notification.raised.v1`. */
export const testedChannels = ['web', 'mail', 'webhook'] as const;
export const TestChannelBody = z.strictObject({ channel: z.enum(testedChannels) });
export type TestChannelBody = z.infer<typeof TestChannelBody>;

/**
 * What became of a test. `raised`: it stands among one's notifications and is told live and to one's webhook endpoints, whose deliveries say
 * whether it came. Of a mail: `delivered`, `failed` with its reason, or `requested` while neither is known.
 */
export const ChannelTestView = z.object({ channel: z.enum(testedChannels), outcome: z.enum(['raised', 'requested', 'delivered', 'failed']), failure: z.string().nullable(), notification: NotificationView });
export type ChannelTestView = z.infer<typeof ChannelTestView>;

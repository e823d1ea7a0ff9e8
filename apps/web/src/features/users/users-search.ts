import { z } from 'zod';

/** What the list of people is narrowed to. */
export const UsersSearch = z.object({
  text: z.string().max(200).optional().catch(undefined),
  active: z.enum(['true', 'false']).optional().catch(undefined),
});
export type UsersSearch = z.infer<typeof UsersSearch>;

export const invitationStatuses = ['pending', 'expired', 'accepted', 'withdrawn'] as const;
export const InvitationsSearch = z.object({ status: z.enum(invitationStatuses).optional().catch(undefined) });
export type InvitationsSearch = z.infer<typeof InvitationsSearch>;

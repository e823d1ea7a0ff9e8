import { z } from 'zod';

export const profileSections = ['account', 'security', 'sessions', 'keys', 'notifications'] as const;
export type ProfileSection = (typeof profileSections)[number];

export const ProfileSearch = z.object({ section: z.enum(profileSections).optional().catch(undefined) });
export type ProfileSearch = z.infer<typeof ProfileSearch>;

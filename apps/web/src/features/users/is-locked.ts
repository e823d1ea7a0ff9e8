import type { UserView } from '@kairos/contracts';

/** Whether wrong passwords keep everybody from signing in as this user at this moment. */
export const isLocked = ({ lockedUntil }: Pick<UserView, 'lockedUntil'>): boolean => lockedUntil !== null && Date.parse(lockedUntil) > Date.now();

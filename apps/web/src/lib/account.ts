import { queryOptions } from '@tanstack/react-query';
import type { MeView } from '@kairos/contracts';
import { call } from './session.ts';

export const me = () => queryOptions({ queryKey: ['identity', 'me'], queryFn: ({ signal }) => call<MeView>({ path: '/identity/me', signal }), staleTime: 5 * 60_000 });

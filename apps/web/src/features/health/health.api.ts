import { queryOptions } from '@tanstack/react-query';
import type { PlatformHealthView } from '@kairos/contracts';
import { call } from '../../lib/session.ts';

export const healthPath = '/healthz/details';
const looksEveryMs = 15_000;

export const platformHealth = () => queryOptions({ queryKey: ['platform', 'health'], queryFn: ({ signal }) => call<PlatformHealthView>({ path: healthPath, signal }), refetchInterval: looksEveryMs, staleTime: 0 });

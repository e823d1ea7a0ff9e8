import { queryOptions } from '@tanstack/react-query';
import type { CustomFieldList } from '@kairos/contracts';
import { call } from '../lib/session.ts';

/** What the tenant notes of plants beside what everybody does. */
export const customFields = () => queryOptions({ queryKey: ['assets', 'custom-fields'], queryFn: ({ signal }) => call<CustomFieldList>({ path: '/assets/custom-fields', signal }), staleTime: 5 * 60_000 });

import type { ApiKeyView, RowScope } from '@kairos/contracts';
import { dayOf, endOfDay } from '../lib/zoned-day.calc.ts';

/** What a key may do, as a form holds it. */
export type KeyDraft = { name: string; scopes: string[]; rowScope: RowScope; until: string; addresses: string; limit: number | string };

export const newKeyDraft = (rowScope: RowScope): KeyDraft => ({ name: '', scopes: [], rowScope, until: '', addresses: '', limit: '' });

export function draftOfKey({ name, scopes, rowScope, expiresAt, allowedAddresses, requestsPerMinute }: ApiKeyView, timeZone: string): KeyDraft {
  return { name, scopes, rowScope, until: dayOf(new Date(expiresAt), timeZone), addresses: allowedAddresses.join('\n'), limit: requestsPerMinute };
}

/** What differs from what the form began with, as the API takes it. An end or a limit that is emptied stays as it is. */
export function settingsOf(began: KeyDraft, draft: KeyDraft, timeZone: string): Record<string, unknown> {
  const said: Record<keyof KeyDraft, Record<string, unknown>> = {
    name: { name: draft.name }, scopes: { scopes: draft.scopes }, rowScope: { rowScope: draft.rowScope },
    addresses: { allowedAddresses: draft.addresses.split(/[\s,]+/).filter(Boolean) },
    until: draft.until === '' ? {} : { expiresAt: endOfDay(draft.until, timeZone) },
    limit: draft.limit === '' ? {} : { requestsPerMinute: draft.limit },
  };
  const differs = (field: keyof KeyDraft) => JSON.stringify(began[field]) !== JSON.stringify(draft[field]);
  return Object.assign({}, ...(Object.keys(said) as (keyof KeyDraft)[]).filter(differs).map((field) => said[field])) as Record<string, unknown>;
}

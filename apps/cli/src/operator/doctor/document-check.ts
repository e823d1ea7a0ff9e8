import { oneRow, when, type Check } from './check.ts';

/** As long as a store may take to be read once; what was not read since then nobody knows to be whole. */
const longestDays = 90;

/** By what the nightly reading found; the doctor reads no file itself. */
export const documentsAreWhole: Check = {
  name: 'stored documents are what was stored',
  async run({ database }) {
    const { contents, checked, damaged, unreadable, unproven } = await oneRow<Record<'contents' | 'checked' | 'damaged' | 'unreadable' | 'unproven', number>>(
      database,
      `select count(*)::int as contents, count(k.checked_at)::int as checked, count(k.finding)::int as damaged, count(k.fault)::int as unreadable,
         (count(*) filter (where coalesce(k.checked_at, c.stored_at) < now() - $1 * interval '1 day'))::int as unproven
       from workflows.document_content c left join workflows.document_check k on k.tenant_id = c.tenant_id and k.sha256 = c.sha256`,
      [longestDays],
    );
    return {
      counts: { contents, checked, damaged, unreadable, unproven },
      findings: [
        ...when(damaged, `the bytes of ${damaged} stored documents are missing or are others; a backup may have them`),
        ...when(unreadable, `${unreadable} stored documents could not be read when they were tried last`),
        ...when(unproven, `${unproven} stored documents were not read for ${longestDays} days; whether they are whole nobody knows`),
      ],
    };
  },
};

import { oneRow, when, type Check } from './check.ts';

/** By what the nightly reading found; the doctor reads no file itself. */
export const documentsAreWhole: Check = {
  name: 'stored documents are what was stored',
  async run({ database }) {
    const { contents, checked, damaged } = await oneRow<Record<'contents' | 'checked' | 'damaged', number>>(
      database,
      `select count(*)::int as contents, count(k.checked_at)::int as checked, count(k.finding)::int as damaged
       from workflows.document_content c left join workflows.document_check k on k.tenant_id = c.tenant_id and k.sha256 = c.sha256`,
    );
    return { counts: { contents, checked, damaged }, findings: when(damaged, `the bytes of ${damaged} stored documents are missing or are others; a backup may have them`) };
  },
};

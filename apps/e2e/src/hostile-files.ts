import type { DocumentView, ImportJobView } from '@kairos/contracts';
import { eventually } from '@kairos/testing';
import { payloads } from './hostile-text.ts';
import type { Member } from './platform.ts';
import type { Records } from './tenant-records.ts';

const fileName = `"><img src=x onerror=ran('file')>{x, plural}`;
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

/** A file of plants that is hostile in its name, its heads and its rows: some are taken in, others are not. */
export async function importHostileRows(admin: Member, { name = '', mark = '' }: Records): Promise<Records> {
  const heads = ['code', 'name', 'type', 'power', ...payloads];
  const rows = payloads.flatMap((payload, at) => [[`H-${mark}-${at}`, payload, 'Wind', '1'], [`R-${mark}-${at}`, payload, payload, payload]]).map((row) => [...row, ...payloads]);
  const content = [heads, ...rows].map((row) => row.map(quoted).join(',')).join('\n');
  const uploaded = await admin.at('intake').post(`/api/v1/intake/source-files?fileName=${encodeURIComponent(`${fileName}.csv`)}`).set('content-type', 'text/csv').send(content as unknown as object).expect(201);
  const sourceFileId = (uploaded.body as { id: string }).id;
  const job = await admin.at('intake').post('/api/v1/intake/import-jobs', { sourceFileId, recipe: { name }, mode: 'apply' }).expect(202);
  const importJobId = (job.body as ImportJobView).id;
  const read = async () => (await admin.at('intake').get(`/api/v1/intake/import-jobs/${importJobId}`)).body as ImportJobView;
  const { counts } = await eventually(read, ({ status }) => status === 'completed');
  if (counts.created !== payloads.length || counts.rejected !== payloads.length) throw new Error(`Rows were not taken as they should be: ${JSON.stringify(counts)}`);
  return { sourceFileId, importJobId, row: '2' };
}

/** A document that is hostile in its name and in what is said of it. */
export async function storeHostileDocument(admin: Member, { plantId = '' }: Records): Promise<Records> {
  const [image = '', vector = ''] = payloads;
  const query = new URLSearchParams({ fileName: `${fileName}.xml`, name: image, note: vector, category: 'Technical', plantId });
  const { body } = await admin.at('workflows').post(`/api/v1/workflows/documents?${query.toString()}`).set('content-type', 'application/xml').send(`<?xml version="1.0"?><mark>${plantId}</mark>` as unknown as object).expect(201);
  const { id, latestVersion, links } = body as DocumentView;
  return { documentId: id, documentVersionId: latestVersion.id, documentLinkId: links[0]?.id ?? '' };
}

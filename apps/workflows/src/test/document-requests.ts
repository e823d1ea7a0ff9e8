import { randomUUID } from 'node:crypto';
import type { DocumentPage, DocumentView } from '@kairos/contracts';
import type { Caller } from '@kairos/testing';
import { pdf } from './document-files.builder.ts';
import { PlantHistory } from './plant-event.builder.ts';
import type { WorkflowsUnderTest } from './workflows-under-test.ts';

export const documentsPath = '/api/v1/workflows/documents';

export type DocumentQuery = Record<string, string>;

const queryOf = (facts: DocumentQuery) => Object.entries(facts).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');

/** The requests about documents that tests make again and again. @param manager who makes them where nobody is named */
export function documentRequests(manager: () => Caller) {
  const send = (address: string, content: Buffer, caller: Caller) => caller.api.post(address).set('content-type', 'application/octet-stream').send(content as unknown as object);
  const upload = (content: Buffer, facts: DocumentQuery = {}, caller = manager()) => send(`${documentsPath}?${queryOf({ fileName: 'a.pdf', category: 'Technical', ...facts })}`, content, caller);
  return {
    send,
    upload,
    store: async (facts: DocumentQuery = {}, caller = manager(), content = pdf(randomUUID())): Promise<DocumentView> => (await upload(content, facts, caller).expect(201)).body as DocumentView,
    addVersion: ({ id }: DocumentView, content: Buffer, facts: DocumentQuery = {}, caller = manager()) => send(`${documentsPath}/${id}/versions?${queryOf({ fileName: 'b.pdf', ...facts })}`, content, caller),
    read: async (id: string, caller = manager()) => (await caller.api.get(`${documentsPath}/${id}`).expect(200)).body as DocumentView,
    list: async (search = '', caller = manager()) => ((await caller.api.get(`${documentsPath}?${search}`).expect(200)).body as DocumentPage).items.map(({ name }) => name),
  };
}

/** Plants of the tenant of a caller, as this service has heard of them. */
export async function plantsOf(workflows: WorkflowsUnderTest, { tenantId }: Caller, count: number): Promise<PlantHistory[]> {
  const plants = Array.from({ length: count }, () => new PlantHistory(tenantId));
  await workflows.hear(...plants.flatMap(({ events }) => events));
  return plants;
}

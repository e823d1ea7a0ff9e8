import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect } from '@jest/globals';
import type { DisposalListView, DocumentTombstonePage, DocumentView, LegalHoldView } from '@kairos/contracts';
import type { Caller } from '@kairos/testing';
import { KeepRetention } from '../document-disposals/keep-retention.job.ts';
import { pdf } from './document-files.builder.ts';
import { PlantHistory } from './plant-event.builder.ts';
import { WorkflowsUnderTest } from './workflows-under-test.ts';

export const root = '/api/v1/workflows';
export let workflows: WorkflowsUnderTest;
/** Who keeps the documents of a tenant of its own in each test. */
export let manager: Caller;

/** Starts the service once for all behaviours of a file. */
export function keepDocuments(): void {
  beforeAll(async () => {
    workflows = await WorkflowsUnderTest.start();
  }, 60_000);
  afterAll(() => workflows?.stop());
  beforeEach(async () => {
    workflows.today = '2026-11-21';
    manager = await workflows.service.signIn(['documents.*', 'workflows.*']);
  });
}

export async function store(facts: Record<string, string> = {}, content = pdf(randomUUID())): Promise<DocumentView> {
  const query = new URLSearchParams({ fileName: 'a.pdf', category: 'Fiscal', ...facts });
  const answer = await manager.api.post(`${root}/documents?${query}`).set('content-type', 'application/pdf').send(content as unknown as object).expect(201);
  return answer.body as DocumentView;
}
export const read = async (id: string) => (await manager.api.get(`${root}/documents/${id}`).expect(200)).body as DocumentView;
export const remove = ({ id, version }: DocumentView) => manager.api.delete(`${root}/documents/${id}`).set('if-match', `"${version}"`);
export const setSchedule = (category: string, years: number, countedFrom = 'upload', version = 0) =>
  manager.api.put(`${root}/retention-schedules/${category}`, { years, countedFrom, legalReference: 'a contract' }).set('if-match', `"${version}"`);
export const hold = async (targets: object, title = 'Ricorso al TAR'): Promise<LegalHoldView> => (await manager.api.post(`${root}/legal-holds`, { title, reason: 'a case', ...targets }).expect(201)).body as LegalHoldView;
export const release = ({ id, version }: LegalHoldView) => manager.api.post(`${root}/legal-holds/${id}/release`, { reason: 'settled' }).set('if-match', `"${version}"`).expect(200);
export const drawUp = (body: object = {}) => manager.api.post(`${root}/disposal-lists`, { reason: 'time is over', ...body });
export const approve = ({ id, version }: DisposalListView) => manager.api.post(`${root}/disposal-lists/${id}/approve`).set('if-match', `"${version}"`);
export const tombstones = async (sha256: string) => ((await manager.api.get(`${root}/document-tombstones?sha256=${sha256}`).expect(200)).body as DocumentTombstonePage).items;
export const onDisk = (sha256: string) => existsSync(join(workflows.folder, manager.tenantId, sha256.slice(0, 2), sha256));
export const tend = () => workflows.service.asTenant(manager.tenantId, () => workflows.service.running.app.get(KeepRetention).tend(new AbortController().signal));
/** `end` cancels it as of a day. */
export async function workflowThatGoesOn(more: object = {}): Promise<{ plantId: string; workflowId: string; version: number; end: (on: string) => Promise<void> }> {
  const plant = new PlantHistory(manager.tenantId);
  await workflows.hear(...plant.events);
  const { id: workflowId, version } = (await manager.api.post(`${root}/workflows`, { plantId: plant.plantId, templateId: 'standard-design', ...more }).expect(201)).body as { id: string; version: number };
  const end = async (on: string) => {
    await manager.api.post(`${root}/workflows/${workflowId}/status`, { status: 'Cancelled', reason: 'given up' }).set('if-match', `"${version}"`).expect(({ status }) => expect(status).toBeLessThan(300));
    await workflows.service.database.admin.query(`update workflows.workflow_change set at = $2::timestamptz where workflow_id = $1 and kind = 'workflow.status'`, [workflowId, `${on}T12:00Z`]);
  };
  return { plantId: plant.plantId, workflowId, version, end };
}
export const asApp = (text: string, values: unknown[] = []) => workflows.service.asTenant(manager.tenantId, () => workflows.service.em.transactional((em) => em.execute(text, values)));

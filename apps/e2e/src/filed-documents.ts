import type { DocumentPage, DocumentView, TaskList, TaskView, WorkflowDetail } from '@kairos/contracts';
import { eventually } from '@kairos/testing';
import type { Page } from 'playwright-core';
import { pdf } from './pdf-file.ts';
import type { Member } from './platform.ts';

export const documentsPath = '/api/v1/workflows/documents';
const workflowsPath = '/api/v1/workflows/workflows';

export const file = (name: string, buffer: Buffer, mimeType = 'application/pdf') => ({ name, mimeType, buffer });
const send = (member: Member, address: string, content: Buffer) => member.at('workflows').post(address).set('content-type', 'application/octet-stream').send(content as unknown as object);

export async function store(member: Member, facts: Record<string, string>, content = pdf()): Promise<DocumentView> {
  return (await send(member, `${documentsPath}?${new URLSearchParams({ fileName: 'a.pdf', category: 'Technical', ...facts }).toString()}`, content).expect(201)).body as DocumentView;
}

export async function stored(member: Member, search: string): Promise<DocumentPage['items']> {
  return ((await member.at('workflows').get(`${documentsPath}?${search}`).expect(200)).body as DocumentPage).items;
}

/** A plant of which workflows knows enough to start one. */
export async function plantWithWork(member: Member): Promise<string> {
  const body = { code: 'PV-1', name: 'Campo dei Fiori', type: 'Photovoltaic', status: 'In Operation', capacityKw: '400', commissionedOn: '2024-05-01' };
  const { plantId } = (await member.at('assets').post('/api/v1/assets/plants', body).expect(201)).body as { plantId: string };
  await eventually(async () => (await member.at('workflows').get(`/api/v1/workflows/workflow-templates/applicable?plantId=${plantId}`)).status, (status) => status === 200, 20_000);
  return plantId;
}

export async function started(member: Member, plantId: string, templateId: string): Promise<{ workflow: WorkflowDetail; tasks: TaskView[] }> {
  const workflow = (await member.at('workflows').post(workflowsPath, { plantId, templateId }).expect(201)).body as WorkflowDetail;
  return { workflow, tasks: ((await member.at('workflows').get(`${workflowsPath}/${workflow.id}/tasks`).expect(200)).body as TaskList).items };
}

/** Drops files onto what a selector finds, as a hand does. */
export async function drop(page: Page, selector: string, files: readonly { name: string; buffer: Buffer; mimeType: string }[]): Promise<void> {
  const given = JSON.stringify(files.map(({ name, buffer, mimeType }) => ({ name, mimeType, base64: buffer.toString('base64') })));
  const transfer = await page.evaluateHandle(
    `${given}.reduce((held, { name, mimeType, base64 }) => (held.items.add(new File([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], name, { type: mimeType })), held), new DataTransfer())`,
  );
  for (const type of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent(selector, type, { dataTransfer: transfer });
}
